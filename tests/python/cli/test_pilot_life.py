"""The pilot's six months by the command line, on both databases: from forms to the evaluation."""

import csv
import io
import json
from importlib.resources import files

import icalendar
import pytest
from typer.testing import CliRunner

import pairwell as pw
from pairwell.cli.commands import app

DATA = files("pairwell") / "data"
PANEL = ["panel A", "panel B", "panel C"]


class Scheme:
    """The officer's keyboard: each call is one command."""

    def __init__(self, url, folder):
        self.url, self.folder = url, folder

    def __call__(self, *arguments, code=0, actor="J. Farrow"):
        place = [] if arguments[0] in ("init", "upgrade") else ["--json"]
        environment = {"PAIRWELL_STORE": self.url, "PAIRWELL_ACTOR": actor}
        result = CliRunner().invoke(
            app, [*map(str, arguments), *place], env=environment, prog_name="pairwell"
        )
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if place and code == 0 else result.output

    def states(self):
        pairs = self("pairs")["pairs"]
        return {f"{p['mentee']}/{p['mentor']}": p["state"] for p in pairs}

    def in_state(self, state):
        return [pair for pair, now in self.states().items() if now == state]

    def table(self, name, columns, rows):
        text = io.StringIO()
        csv.writer(text).writerows([columns, *rows])
        path = self.folder / name
        path.write_text(text.getvalue(), "utf-8")
        return path


@pytest.fixture
def scheme(store_url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Scheme(store_url, tmp_path)


def test_the_pilot_from_forms_to_evaluation(scheme):
    # March and April: the call, the forms, the deadline. One late form is let in, by a person.
    scheme("init", "--programme", DATA / "pilot.toml")
    forms = ["--mentees", DATA / "mentees.csv", "--mentors", DATA / "mentors.csv"]
    scheme("import", *forms, "--grace", DATA / "grace.csv")
    decided = {d["reference"]: d["outcome"] for d in scheme("decide")["decisions"]}
    assert decided["MM-045"] == "eligible"
    assert sum(outcome == "late" for outcome in decided.values()) == 3
    refused = scheme("match", code=2)
    assert "no mentee was accepted" in refused

    # May: the panel, the shortlist, interviews by telephone on two days.
    scheme("import", "--panel", DATA / "panel.csv", actor="Panel of 28 April")
    chosen = scheme("shortlist", actor="Panel of 28 April")["selections"]
    shortlisted = [s["reference"] for s in chosen if s["outcome"] == "shortlisted"]
    assert len(shortlisted) == 38
    interviews(scheme, shortlisted)
    scheme("move", "application", "interview", "--all", actor="Panel of 4 May")
    scheme("move", "application", "accept", "--all", actor="Panel of 4 May")

    # A matching, reviewed by a person; conversations; one mentee says no, and the rest stays.
    first = scheme("match")
    assert len(first["added"]) == 19
    assert "the moves from proposed are review, decline" in scheme(
        "move", "pair", "confirm", first["added"][0], code=2
    )
    scheme("review", "--all")
    conversations(scheme)
    scheme("move", "pair", "hold_conversation", "--all")
    assert "say why with --because" in scheme("decline", "MM-001/MR-014", code=2)
    scheme("decline", "MM-001/MR-014", "--because", "The mentee has worked for the mentor.")
    second = scheme("match")
    assert second["kept"] == [pair for pair in first["added"] if pair != "MM-001/MR-014"]
    assert len(second["added"]) == 1
    assert second["added"][0].startswith("MM-001/")
    scheme("review", "--all")
    scheme("move", "pair", "hold_conversation", "--all")
    scheme("confirm", "--all")
    scheme("publish", "--all")
    assert len(scheme.in_state("published")) == 19
    letters = scheme("letters", "--to", "matched", "--out", "letters", "--on", "2017-05-19")
    assert len(letters["files"]) == 37 + 1  # one mentor has two mentees; and the table of them

    # June: agreements, workshops, the first meetings, and travel from the ring-fenced fund.
    waits = "MM-003/MR-004"
    starting = [pair for pair in scheme.in_state("published") if pair != waits]
    scheme("move", "pair", "start", *starting)
    for pair in starting:
        agree(scheme, pair)
    scheme("log", "attendance", "MM-001", "workshops")
    came = ["log", "attendance", "MM-001", "workshops", "attend"]
    assert "has yet to be fixed" in scheme(*came, code=2)
    text = (DATA / "pilot.toml").read_text("utf-8")
    fixed = text.replace('on = "June 2017"', 'on = "Monday 12 June 2017"')
    (scheme.folder / "fixed.toml").write_text(fixed, "utf-8")
    scheme("import", "--programme", "fixed.toml")
    assert scheme(*came)["state"] == "attended"
    travel(scheme, starting[0])

    # August: somebody withdraws before they began; the first reserve of the region comes in.
    left = scheme("withdraw", "MM-003", "--because", "A new post abroad.")["moved"]
    assert {(m["subject"], m["state"]) for m in left} == {
        ("MM-003", "withdrawn"),
        (waits, "withdrawn"),
        ("MR-004", "accepted"),
    }
    scheme("move", "application", "promote", "MM-007", "--because", "A place is free.")
    scheme("move", "application", "accept", "MM-007")
    third = scheme("match")
    assert len(third["kept"]) == 18
    assert third["replaced"] == []
    (late,) = third["added"]
    assert late.startswith("MM-007/")
    for move in ("review", "hold_conversation", "confirm", "publish", "start"):
        scheme("move", "pair", move, late)
    agree(scheme, late)
    assert len(scheme.in_state("active")) == 19

    # September: supervision, of which only the supervisor reads more than that it was held.
    (scheme.folder / "note.txt").write_text("What was said stays here.", "utf-8")
    mentor = starting[0].partition("/")[2]
    note = ["--on", "2017-09-14", "--text", "note.txt"]
    scheme("log", "supervision", mentor, *note, actor="S. Visor")
    assert scheme("log", "supervision", mentor)["notes"] == []
    assert len(scheme("log", "supervision", mentor, actor="S. Visor")["notes"]) == 1
    assert "What was said" not in json.dumps(scheme("history"))

    # October and November: one pair stops early, the others end, and both sides are asked again.
    stops = starting[-1]
    scheme("move", "pair", "end_early", stops, "--because", "No time on either side.")
    scheme("move", "pair", "complete", "--all")
    states = scheme.states()
    assert sum(state == "completed" for state in states.values()) == 18
    evaluate(scheme, [pair for pair, state in states.items() if state == "completed"])

    # Closing: the record holds, the archive has all of it, and what is due is purged.
    head = scheme("audit")["head"]
    assert scheme("audit", "--expect", head)["holds"]
    scheme("export", "pilot.zip")
    scheme("init", "--store", "copy.db")
    scheme("import", "--store", "copy.db", "--archive", "pilot.zip")
    assert scheme("pairs", "--store", "copy.db")["pairs"] == scheme("pairs")["pairs"]
    scheme("keep", "supervision", "6", "--because", "Policy.")
    due = {c["class"]: c for c in scheme("purge", "--on", "2018-12-01", "--really")["classes"]}
    assert (due["supervision"]["rows"], due["supervision"]["people"]) == (1, 1)
    assert scheme("log", "supervision", mentor, actor="S. Visor")["notes"] == []
    assert scheme("audit", "--expect", head)["holds"]


def interviews(scheme, people):
    """Two days of three panels; one person comes at a fixed time, and a second plan keeps it."""
    days = ["2017-05-03", "2017-05-04"]
    free = [
        (person, f"{day}T09:00", f"{day}T17:00", "")
        for place, person in enumerate(people)
        for day in (days if place % 3 else days[1:])
    ]
    panels = [
        (panel, f"{day}T09:00", f"{day}T17:00", f"{panel} chair; {panel} member")
        for panel in PANEL
        for day in days
    ]
    asked = [
        "--people",
        scheme.table("free.csv", ["person", "start", "end", "hosts"], free),
        "--hosts",
        scheme.table("panels.csv", ["host", "start", "end", "members"], panels),
        "--minutes",
        "30",
        "--pause",
        "10",
    ]
    fixed = f"{people[0]} panel B 2017-05-04T09:40"
    made = scheme("schedule", "interviews", *asked, "--fix", fixed, "--out", "calendars")
    assert made["unscheduled"] == []
    assert len({own["reference"] for own in made["appointments"]}) == 38
    loads = [sum(own["host"] == panel for own in made["appointments"]) for panel in PANEL]
    assert max(loads) - min(loads) <= 1
    (own,) = [own for own in made["appointments"] if own["reference"] == people[0]]
    assert (own["host"], own["start"]) == ("panel B", "2017-05-04T09:40+01:00")
    calendar = icalendar.Calendar.from_ical(
        (scheme.folder / "calendars" / f"{people[0]}.ics").read_bytes()
    )
    (event,) = calendar.walk("VEVENT")
    assert event["dtstart"].dt.isoformat() == "2017-05-04T08:40:00+00:00"
    again = scheme("schedule", "interviews", *asked)
    assert again["moved"] == 0
    assert again["appointments"] == made["appointments"]


def conversations(scheme):
    """Each mentee meets the mentor proposed, on one of the two days."""
    pairs = [pair.split("/") for pair in scheme.in_state("reviewed")]
    day = "2017-05-09"
    made = scheme(
        "schedule",
        "conversations",
        "--people",
        scheme.table(
            "mentees.csv",
            ["person", "start", "end", "hosts"],
            [(mentee, f"{day}T09:00", f"{day}T12:00", mentor) for mentee, mentor in pairs],
        ),
        "--hosts",
        scheme.table(
            "mentors.csv",
            ["host", "start", "end"],
            [(mentor, f"{day}T09:00", f"{day}T17:00") for mentor in {m for _, m in pairs}],
        ),
    )
    assert sorted([own["reference"], own["host"]] for own in made["appointments"]) == sorted(pairs)


def agree(scheme, pair):
    """An agreement that both sign, and two meetings that are held."""
    terms = ["--from", "2017-06-01", "--until", "2017-11-30", "--meetings", "5"]
    scheme("log", "agreement", pair, *terms, "--goal", "Lead a project")
    scheme("log", "agreement", pair, "sign_as_mentee")
    assert scheme("log", "agreement", pair, "sign_as_mentor")["state"] == "in_force"
    for number, day in ((1, "2017-09-04"), (2, "2017-10-02")):
        scheme("log", "meeting", pair, number, "--on", day)
        scheme("log", "meeting", pair, number, "hold")


def travel(scheme, pair):
    """Money is offered, committed and spent; what is not there cannot be."""
    scheme("fund", "offer", "travel", "G-1", "120.50", "--for", pair, "--on", "2017-06-02")
    scheme("fund", "commit", "travel", "G-1", "120.50", "--on", "2017-06-05")
    over = scheme("fund", "spend", "travel", "G-1", "120.51", "--on", "2017-06-12", code=2)
    assert "only GBP 120.50 is committed" in over
    scheme("fund", "spend", "travel", "G-1", "98", "--on", "2017-06-12")
    scheme("fund", "release", "travel", "G-1", "22.50", "--on", "2017-06-12")
    over = scheme("fund", "offer", "travel", "G-2", "3702.01", "--on", "2017-06-13", code=2)
    assert "overspent" in over
    funds = {f["fund"]: f["pence"] for f in scheme("fund", "show")["funds"]}
    assert (funds["travel"]["spent"], funds["travel"]["available"]) == (9800, 370200)
    assert funds["access"]["available"] == 300000


def evaluate(scheme, completed):
    """The same questions before and after, for both roles."""
    questions = [question for question, _ in pw.evaluation_questions()]
    columns = ["reference", "role", "when", *questions, "fit", "goals_met"]
    people = {(m, "mentee") for m, _ in (pair.split("/") for pair in completed)}
    people |= {(m, "mentor") for _, m in (pair.split("/") for pair in completed)}
    rows = []
    for place, (person, role) in enumerate(sorted(people)):
        rows.append((person, role, "before", *[2 + place % 2] * 6, "", ""))
        rows.append((person, role, "after", *[4] * 6, 3 + place % 3, 1 if role == "mentee" else ""))
    wrong = scheme.table("wrong.csv", columns, [("MM-999", "mentee", "later", *[9] * 6, "", "")])
    refused = scheme("import", "--evaluation", wrong, code=2)
    assert "answers are from before or after" in refused
    assert "a whole number from 1 to 5" in refused
    scheme("import", "--evaluation", scheme.table("answers.csv", columns, rows))
    found = scheme("evaluate")
    # One of nineteen did not complete: in public that is suppressed; the officer sees the pairs.
    assert found["completed"] == "all but fewer than 5 of 19"
    assert found["goals_met"] == "all but fewer than 5 of 19"
    of_mentees = [q for q in found["questions"] if q["role"] == "mentee"]
    assert len(of_mentees) == 6
    assert {q["improved"] for q in of_mentees} == {"all but fewer than 5 of 18"}
    assert all(q["mean_change"] > 0 for q in of_mentees)
    funnel = scheme("evaluate", "gender")
    assert funnel["steps"][-1] == "completed"
    assert funnel["totals"][:2] == [90, 72]
