"""The pilot's six months again, in another order: after every step all views are read side by side.

Somebody withdraws by form, a pair is vetoed after the match, there are two re-matches that keep
open pairs otherwise, interviews in three calls of which one goes over a change of clocks, and an
erasure. Report, letters, pairs, people, status, appointments and calendars have to agree.
"""

import csv
import datetime as dt
import io
import re
from collections import Counter
from functools import partial
from importlib.resources import files
from urllib.parse import quote_plus

import icalendar
import pytest
from cli_cases import run, told

import pairwell.store
from pairwell.store import create_store, open_store

DATA = files("pairwell") / "data"
OVER = ("declined", "replaced", "withdrawn", "ended_early")
KINDS = {
    "eligible": {"eligible", "not_scored"},
    "shortlisted": {"shortlisted", "promoted", "interview"},
    "accepted": {"accepted", "unpaired", "pair_withdrawn", "pair_declined", "ended_early"},
    "matched": {"matched", "accepted"},
}
"""The kinds of letters to people in a state; of other states the one of its name."""


class Scheme:
    """The officer's keyboard, on a day of 2017 that the test says."""

    def __init__(self, url, folder, monkeypatch):
        self.url, self.folder, self.heads = url, folder, []
        self.now = dt.datetime(2017, 4, 25, 9, tzinfo=dt.UTC)
        for opens in (create_store, open_store):
            by_this = partial(opens, clock=self.clock)
            monkeypatch.setattr(pairwell.store, opens.__name__, by_this)

    def clock(self):
        self.now += dt.timedelta(seconds=1)
        return self.now

    def on(self, day):
        self.now = dt.datetime.fromisoformat(f"{day}T09:00+00:00")

    def __call__(self, *arguments, code=0):
        place = [] if arguments[0] == "init" else ["--json"]
        done = run(
            *arguments, *place, code=code, PAIRWELL_STORE=self.url, PAIRWELL_ACTOR="J. Farrow"
        )
        return told(done) if place and code == 0 else done.output

    def table(self, name, columns, rows):
        text = io.StringIO()
        csv.writer(text).writerows([columns, *rows])
        (self.folder / name).write_text(text.getvalue(), "utf-8")
        return name

    def rows(self, path):
        with (self.folder / path).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    def step(self, *arguments):
        """Give a command, and then read everything side by side."""
        said = self(*arguments)
        self.compare()
        return said

    def compare(self):
        pairs, people, status = self("pairs"), self("people")["people"], self("status")
        report = self("report", "--out", "report")
        assert pairs["head"] == status["head"] == report["head"]
        self.heads.append(pairs["head"])
        self.compare_pairs(pairs["pairs"], people, status, report)
        self.compare_people(people, status, report)
        self.compare_appointments(people)
        self.compare_letters(pairs["pairs"], people)

    def compare_pairs(self, pairs, people, status, report):
        states = {(pair["mentee"], pair["mentor"]): pair["state"] for pair in pairs}
        rows = [*self.rows("report/pairs.csv"), *self.rows("report/ended.csv")]
        assert {
            (row["mentee"], row["mentor"]): row["state"].replace(" ", "_") for row in rows
        } == states
        assert {(p["mentee"], p["mentor"]): p["state"] for p in report["pairs"]} == states
        assert {each["state"]: each["count"] for each in status["pairs"]} == Counter(
            states.values()
        )
        partners = {each["reference"]: set() for each in people}
        for (mentee, mentor), state in states.items():
            if state not in OVER:
                partners[mentee].add((mentor, state))
                partners[mentor].add((mentee, state))
        for each in people:
            shown = {(other["reference"], other["state"]) for other in each["partners"]}
            assert shown == partners[each["reference"]], each["reference"]

    def compare_people(self, people, status, report):
        states = {each["reference"]: each["state"] for each in people}
        rows = self.rows("report/people.csv")
        assert {row["reference"]: row["state"].replace(" ", "_") for row in rows} == states
        page = (self.folder / "report" / "report.html").read_text("utf-8")
        cells = r"<td>(?:mentee|mentor)</td><td>[^<]*</td><td><span[^>]*>([^<]+)</span>"
        on_page = re.findall(rf'<th scope="row">([^<]+)</th>{cells}', page)
        assert {reference: state.replace(" ", "_") for reference, state in on_page} == states
        assert f"record {report['record']}" in page
        counts = Counter((each["role"], each["state"]) for each in people)
        assert {(e["role"], e["state"]): e["count"] for e in status["people"]} == counts

    def compare_appointments(self, people):
        found = self("appointments", "--out", "calendars")
        assert found["double_booked"] == []
        wanted, cancelled = {}, {}
        for group, whose in (("appointments", wanted), ("called_off", cancelled)):
            for own in found[group]:
                for whom in (own["reference"], own["host"]):
                    whose.setdefault(whom, []).append(own["start"])
        states = {each["reference"]: each["state"] for each in people}
        for own in found["appointments"]:
            if dt.datetime.fromisoformat(own["end"]) > self.now:
                assert states[own["reference"]] not in ("withdrawn", "not_eligible", "late")
        for whom in {*wanted, *cancelled}:
            path = self.folder / "calendars" / f"{quote_plus(whom)}.ics"
            events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
            confirmed = sorted(e["dtstart"].dt for e in events if e["status"] == "CONFIRMED")
            assert confirmed == sorted(map(dt.datetime.fromisoformat, wanted.get(whom, []))), whom
            assert len(events) - len(confirmed) >= len(cancelled.get(whom, []))

    def compare_letters(self, pairs, people):
        if not any(each["state"] not in ("submitted", "draft", "withdrawn") for each in people):
            return
        self("letters", "--out", "letters")
        names = {row["reference"]: row for row in self.rows("letters/letters.csv")}
        emails = {row["reference"]: row["email"] for row in names.values()}
        states = {each["reference"]: each["state"] for each in people}
        expected = {r for r, s in states.items() if s not in ("submitted", "draft", "withdrawn")}
        assert set(names) == expected
        for reference, row in names.items():
            state = states[reference]
            assert row["kind"] in KINDS.get(state, {state}), (reference, state)
            text = (self.folder / "letters" / row["letter"]).read_text("utf-8")
            text = text.replace("\\", "")
            named = {r for r, email in emails.items() if r != reference and email in text}
            named |= {r for r in re.findall(r"M[MR]-\d{3}", text) if r != reference}
            assert named == {
                other
                for pair in pairs
                if pair["state"] in ("published", "active")
                and reference in (pair["mentee"], pair["mentor"])
                for other in (pair["mentee"], pair["mentor"])
                if other != reference
            }, reference


@pytest.fixture
def scheme(tmp_path, monkeypatch):
    """A store in a file: the walks and the pilot's life go through a server as well."""
    monkeypatch.chdir(tmp_path)
    return Scheme(str(tmp_path / "scheme.db"), tmp_path, monkeypatch)


def holds(scheme):
    """Audit with every head that was read until now."""
    assert scheme("audit", *(f"--expect={head}" for head in scheme.heads))["holds"]


def forms_of(scheme, name, **changes):
    """A table of the mentees with cells of some changed: what a person sends in again."""
    with (DATA / "mentees.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [{**row, **changes[row["reference"]]} for row in rows if row["reference"] in changes]
    return scheme.table(name, list(kept[0]), [row.values() for row in kept])


def interviews(scheme, people, panel, day, hours, minutes=30, **more):
    """Plan interviews of these people with a panel within hours of a day; one sits in every."""
    start, end = (f"{day}T{hour}" for hour in hours)
    panels = [(panel, start, end, f"{panel} chair; roving member")]
    asked = ["--people", scheme.table("free.csv", ["person", "start", "end"], [
        (person, start, end) for person in people
    ])]  # fmt: skip
    asked += ["--hosts", scheme.table("panels.csv", ["host", "start", "end", "members"], panels)]
    for name, value in more.items():
        asked += [f"--{name}", value]
    return scheme.step("schedule", "interviews", *asked, "--minutes", minutes)


def test_all_views_agree_for_six_months(scheme):
    scheme("init", "--programme", DATA / "pilot.toml")
    scheme("import", "--mentees", DATA / "mentees.csv", "--mentors", DATA / "mentors.csv",
           "--grace", DATA / "grace.csv", "--panel", DATA / "panel.csv")  # fmt: skip
    scheme.compare()
    scheme.step("decide")
    chosen = scheme.step("shortlist")["selections"]
    shortlisted = [s["reference"] for s in chosen if s["outcome"] == "shortlisted"]

    # Interviews in three calls: the second and third keep what stands, and share a panel member.
    scheme.on("2017-04-29")
    early, late, last = shortlisted[:6], shortlisted[6:10], shortlisted[10]
    interviews(scheme, early, "panel A", "2017-05-03", ("09:00", "13:00"))
    fixed = f"{late[0]} panel B 2017-05-03T13:00"
    interviews(scheme, late, "panel B", "2017-05-03", ("09:00", "17:00"), fix=fixed)
    changed = interviews(
        scheme, [last], "panel B", "2017-10-29", ("00:30", "03:00"), 60,
        fix=f"{last} panel B 2017-10-29T01:30+00:00",
    )  # fmt: skip
    (own,) = [own for own in changed["appointments"] if own["reference"] == last]
    assert (own["start"], own["end"]) == ("2017-10-29T01:30+00:00", "2017-10-29T02:30+00:00")
    stands = scheme("appointments")["appointments"]
    assert len(stands) == 11
    assert len({own["start"] for own in stands}) == 11  # the roving member is in both panels

    # Somebody withdraws before their interview, and it is called off.
    scheme.step("withdraw", early[0], "--because", "A new post.")
    assert [own["reference"] for own in scheme("appointments")["called_off"]] == [early[0]]
    scheme.on("2017-05-05")
    scheme.step("move", "application", "interview", "--all")
    scheme.step("move", "application", "accept", "--all")

    # The first matching, a withdrawal by form after it, and a re-match that keeps all.
    first = scheme.step("match")
    left = first["added"][0].partition("/")[0]
    scheme("import", "--mentees", forms_of(scheme, "left.csv", **{left: {"state": "withdrawn"}}))
    scheme.compare()
    states = {f"{p['mentee']}/{p['mentor']}": p["state"] for p in scheme("pairs")["pairs"]}
    assert states[first["added"][0]] == "withdrawn"
    second = scheme.step("match", "--keep", "all")
    assert set(second["kept"]) == set(first["added"][1:])
    assert left not in second["unpaired"]

    # Conversations; then a veto of a reviewed pair, and a re-match that keeps none by itself.
    scheme.step("review", "--all")
    vetoed = second["kept"][0]
    mentee, _, mentor = vetoed.partition("/")
    scheme("import", "--mentees", forms_of(scheme, "veto.csv", **{mentee: {"vetoes": mentor}}))
    scheme.compare()
    told_of = [each for each in scheme("report", "--out", "report")["concerns"]]
    assert any(each["value"] == vetoed and each["rule"] == "refused" for each in told_of)
    priced = scheme("match", "--keep", "none", "--dry")
    third = scheme.step("match", "--keep", "none")
    assert third["added"] == priced["added"]
    assert vetoed in third["replaced"]
    assert {choice["keep"] for choice in third["choices"]} == {"all", "most", "none"}
    for move in ("review", "hold_conversation", "confirm", "publish"):
        scheme("move", "pair", move, "--all")
    scheme.compare()

    # June to October: they begin; one is erased, one pair stops, the clocks change.
    scheme.on("2017-06-01")
    scheme.step("move", "pair", "start", "--all")
    active = [p for p in scheme("pairs")["pairs"] if p["state"] == "active"]
    gone = active[0]["mentee"]
    name = next(p for p in scheme("people", "--names")["people"] if p["reference"] == gone)["name"]
    scheme.step("erase", gone, "--because", "Asked for in June.", "--yes")
    holds(scheme)
    assert gone not in {each["reference"] for each in scheme("people")["people"]}
    if not scheme.url.startswith("postgresql"):
        content = b"".join(p.read_bytes() for p in scheme.folder.glob("*.db*"))
        assert name.encode() not in content
    ends = f"{active[1]['mentee']}/{active[1]['mentor']}"
    scheme.step("move", "pair", "end_early", ends, "--because", "No time on either side.")
    scheme.on("2017-11-30")
    scheme.step("move", "pair", "complete", "--all")
    found = scheme("evaluate")
    done = sum(p["state"] == "completed" for p in scheme("pairs")["pairs"])
    assert done == len(active) - 2
    assert f"of {len(active) - 1}" in found["completed"]
    holds(scheme)
