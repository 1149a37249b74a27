"""The report of a store shows what stands, as `pairs` does; a trial says that it is one."""

import csv
import json

import pytest
from small_rounds import csv_text, panel, programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, named
from typer.testing import CliRunner

from pairwell.cli.commands import app
from pairwell.store import open_store


class Office:
    """The officer's keyboard at a small programme: each call is a command that answers in JSON."""

    def __init__(self, url, folder):
        self.url, self.folder = url, folder
        self.forms("mentee")
        self.forms("mentor")
        (folder / "p.toml").write_text(programme_text(), "utf-8")
        (folder / "marks.csv").write_text(csv_text(panel([*MENTEES, *MENTORS])), "utf-8")
        self("init", "--programme", "p.toml", lines=True)
        self("import", "--mentees", "mentee.csv", "--mentors", "mentor.csv")
        self("import", "--panel", "marks.csv")

    def __call__(self, *arguments, code=0, lines=False):
        variables = {
            "PAIRWELL_STORE": self.url, "PAIRWELL_ACTOR": "Officer", "COLUMNS": "200",
        }  # fmt: skip
        asked = [*map(str, arguments), *([] if lines else ["--json"])]
        result = CliRunner().invoke(app, asked, env=variables, prog_name="pairwell")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.output if lines or code else json.loads(result.stdout)

    def forms(self, role, **columns):
        references = MENTEES if role == "mentee" else MENTORS
        text = csv_text(named(references, **columns))
        (self.folder / f"{role}.csv").write_text(text, "utf-8")

    def accepted(self):
        for command in ("decide", "shortlist"):
            self(command)
        self("move", "application", "accept", "--all")

    def live(self):
        """Two pairs that have started."""
        self.accepted()
        made = self("match")["added"]
        for move in ("review", "hold_conversation", "confirm", "publish", "start"):
            self("move", "pair", move, "--all")
        return made

    def rows(self, name, folder="report"):
        return list(
            csv.DictReader((self.folder / folder / name).read_text("utf-8-sig").splitlines())
        )

    def page(self, folder="report", name="report.html"):
        return (self.folder / folder / name).read_text("utf-8")


@pytest.fixture
def office(store_url, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return Office(store_url, tmp_path)


def test_before_a_matching_there_are_decisions_and_no_pairs(office):
    for command in ("decide", "shortlist"):
        office(command)
    said = office("report", "--out", "report", lines=True)
    assert "There are no pairs yet: no matching has been stored." in said
    page = office.page()
    assert "There are no pairs yet: no matching has been stored." in page
    assert '<span class="pill good">shortlisted</span>' in page
    assert office.rows("pairs.csv") == []
    assert {row["reference"]: row["state"] for row in office.rows("people.csv")} == {
        "ME-1": "shortlisted", "ME-2": "shortlisted", "ME-3": "reserve",
        "MR-1": "shortlisted", "MR-2": "shortlisted",
    }  # fmt: skip
    stages = [
        (row["reference"], row["stage"], row["outcome"]) for row in office.rows("decisions.csv")
    ]
    assert ("ME-3", "selection", "reserve") in stages


def test_the_report_shows_what_stands_and_none_that_ended(office):
    (declined, kept) = office.live()
    office("move", "pair", "end_early", declined, "--because", "No time.")
    office("withdraw", kept.split("/")[0], "--because", "A new post.")
    made = office("report", "--out", "report")
    assert [(p["state"], p["reason"]) for p in made["pairs"]] == [
        ("ended_early", "No time."), ("withdrawn", "A new post."),
    ]  # fmt: skip
    assert made["pairs"] == office("pairs")["pairs"]
    assert office.rows("pairs.csv") == []
    ended = [(row["state"], row["reason"]) for row in office.rows("ended.csv")]
    assert ended == [("ended early", "No time."), ("withdrawn", "A new post.")]
    page = office.page()
    assert "No pair stands now." in page
    assert 'class="pair"' not in page
    people = {row["reference"]: row for row in office.rows("people.csv")}
    assert people[kept.split("/")[0]]["state"] == "withdrawn"
    assert people[kept.split("/")[1]]["state"] == "accepted"
    assert set(made["unpaired"]) == {*declined.split("/"), kept.split("/")[1]}


def test_it_names_its_day_its_record_and_its_head(office):
    office.live()
    made = office("report", "--out", "report")
    with open_store(office.url) as store:
        newest = store.records(PROGRAMME)[-1]
        assert (made["record"], made["head"]) == (newest.seq, newest.digest)
        assert store.audit(PROGRAMME, expect=made["head"]).holds
    assert (office("pairs")["record"], office("pairs")["head"]) == (made["record"], made["head"])
    page = office.page()
    assert f"record {made['record']}</p>" in page
    assert page.count(made["head"]) == 2
    day = made["day"].lstrip("0")
    assert f"{int(day[-2:])} " in page
    again = office("report", "--out", "again")
    assert office.page("again") == page
    assert again["head"] == made["head"]


def test_pairs_table_and_page_agree_with_pairs(office):
    first, second = office.live()
    office("move", "pair", "complete", first)
    office("report", "--out", "report")
    shown = {(p["mentee"], p["mentor"]): p for p in office("pairs")["pairs"]}
    rows = {(row["mentee"], row["mentor"]): row for row in office.rows("pairs.csv")}
    assert rows.keys() == shown.keys() == {tuple(first.split("/")), tuple(second.split("/"))}
    for key, row in rows.items():
        assert row["state"] == shown[key]["state"]
        assert float(row["points"]) == shown[key]["points"]
    assert [row["state"] for row in rows.values()] == ["completed", "active"]
    page = office.page()
    assert page.count('class="pair"') == 2
    assert "<dt>pair active</dt><dd>1</dd>" in page
    office.forms("mentee", needs=["evaluation:1"] * 3)
    office("import", "--mentees", "mentee.csv")
    office("report", "--out", "report")
    assert all(row["points"] != row["points_now"] for row in office.rows("pairs.csv"))
    assert "when proposed" in office.page()


def test_the_funnel_is_the_records(office):
    office.live()
    made = office("report", "--out", "report")
    england = {row["role"]: row for row in made["funnel"] if row["region"] == "England"}
    assert england["mentee"] == {
        "role": "mentee", "region": "England", "applied": 3, "eligible": 3, "shortlisted": 2,
        "interviewed": 2, "matched": 2, "completed": 0,
    }  # fmt: skip
    assert england["mentor"]["matched"] == 2


def test_names_stand_in_it_where_they_are_wanted(office):
    office.live()
    office("report", "--out", "report", "--names")
    assert "Name of ME-1" in office.page()
    assert office.rows("pairs.csv")[0]["mentee_name"].startswith("Name of ")
    assert office.rows("people.csv")[0]["name"] == "Name of ME-1"
    office("report", "--out", "without")
    assert "Name of" not in "".join(
        (office.folder / "without" / name).read_text("utf-8")
        for name in ("report.html", "pairs.csv", "people.csv", "ended.csv", "decisions.csv")
    )


def test_a_form_that_comes_in_withdrawn_ends_its_pair_in_every_view(office):
    pair, _ = office.live()
    mentee, mentor = pair.split("/")
    office.forms("mentee", state=["withdrawn" if r == mentee else "submitted" for r in MENTEES])
    moved = office("import", "--mentees", "mentee.csv")["moved"]
    assert [(m["subject"], m["state"]) for m in moved] == [
        (mentee, "withdrawn"), (pair, "withdrawn"), (mentor, "accepted"),
    ]  # fmt: skip
    report = office("report", "--out", "report")
    assert report["pairs"] == office("pairs")["pairs"]
    assert [p["state"] for p in report["pairs"]] == ["withdrawn", "active"]
    assert office("match", "--dry")["unpaired"] == [mentor]


def test_report_and_match_say_the_same_of_a_changed_programme(office):
    office.live()
    (office.folder / "p.toml").write_text(programme_text(mentees="1"), "utf-8")
    (told,) = office("import", "--programme", "p.toml")["concerns"]
    assert told["severity"] == "error"
    assert "England has 1 mentee place by the programme" in told["message"]
    assert told["message"] in office("match", code=2)
    assert office("report", "--out", "report")["concerns"] == [told]
    assert "A person has to decide before the next matching." in office.page()
    said = office("report", "--out", "report", lines=True)
    assert f"error: {told['column']}: {told['message']}" in said


def test_report_says_why_no_pairs_can_be_where_match_would(office):
    first, _ = office.live()
    office("move", "pair", "end_early", first, "--because", "No time.")
    assert office("report", "--out", "report")["concerns"] == []
    (office.folder / "p.toml").write_text(
        programme_text(mentees="{ least = 2, most = 2 }"), "utf-8"
    )
    office("import", "--programme", "p.toml")
    (told,) = office("report", "--out", "report")["concerns"]
    assert (told["severity"], told["rule"]) == ("error", "infeasible")
    reason = told["message"].removeprefix("No pairs can obey every rule. ")
    assert reason in json.loads(office("match", code=3))["error"]["message"]
    assert "A person has to decide before the next matching." in office.page()


def test_a_matching_says_what_each_choice_costs_before_it_is_kept(office):
    office.accepted()
    first = office("match")
    assert [c["keep"] for c in first["choices"]] == ["most"]
    (mentee, mentor), (_, other) = (pair.split("/") for pair in first["added"])
    needs = ["evaluation:1" if r == mentee else "leadership:1" for r in MENTEES]
    office.forms("mentee", needs=needs)
    office.forms("mentor", offers=["evaluation" if r == other else "leadership" for r in MENTORS])
    office("import", "--mentees", "mentee.csv", "--mentors", "mentor.csv")
    dry = office("match", "--dry", "--keep", "none")
    assert (dry["is_dry"], len(dry["added"])) == (True, 2)
    points = {choice["keep"]: choice["points"] for choice in dry["choices"]}
    assert points["all"] == points["most"] < points["none"]
    said = office("match", "--dry", lines=True)
    assert "--keep most: 2 pairs" in said
    assert "(this one)" in said
    assert "Nothing was changed." in said
    assert len(office("pairs")["pairs"]) == 2
    assert "no way to keep open pairs 'some'" in office("match", "--keep", "some", code=2)
    said = office("match", "--keep", "none", lines=True)
    assert said.index("--keep none") < said.index("Pairs: 2 proposed")
    assert f"replaced: {mentee}/{mentor}" in said


def test_a_matching_names_who_is_left_out_and_pairs_under_the_floor(office):
    office.accepted()
    office.forms("mentee", needs=["evaluation:1"] * 3, offers=["evaluation"] * 3)
    office("import", "--mentees", "mentee.csv")
    office("move", "application", "promote", "ME-3", "--because", "A trial.")
    office("move", "application", "accept", "ME-3")
    dry = office("match", "--dry")
    (out,) = dry["left_out"]
    assert out["reference"] == dry["unpaired"][0]
    assert (out["role"], bool(out["why"]), bool(out["text"])) == ("mentee", True, True)
    assert [f"{each['mentee']}/{each['mentor']}" for each in dry["under_floor"]] == dry["added"]
    said = office("match", lines=True)
    assert said.count("under the floor of 40: ME-") == 2
    assert f"in no pair: {out['reference']}. {out['text']}" in said


def test_a_trial_says_that_it_is_one_and_stores_nothing(office):
    for command in ("decide", "shortlist"):
        office(command)
    before = office("audit")
    made = office("trial", "--out", "trial")
    assert made["is_trial"] is True
    assert len(made["pairs"]) == 2
    assert all("/trial-" in name for name in made["files"])
    page = office.page("trial", "trial-report.html")
    assert "<title>Trial. Small Scheme: pairs and reasons</title>" in page
    assert "This is a trial, and nothing was stored." in page
    assert "A trial: nothing is stored" in office("trial", "--out", "trial", lines=True)
    assert office("audit") == before
    assert office("pairs")["pairs"] == []
