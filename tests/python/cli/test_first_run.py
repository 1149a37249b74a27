"""A first run: what a failed init leaves, the way without a panel, and what comes next."""

import functools
import re
from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, panel, programme_text
from store_cases import MENTEES, MENTORS, named, raw, ticking

from pairwell import store

PANEL_SECTION = re.compile(r"\[selection\].*?(?=\[objective\])", re.DOTALL)


@pytest.fixture
def on(monkeypatch):
    """Make and open stores at a time of the test's choice; at first before all that happens."""

    def moment(text):
        for name, function in (("open_store", open_store), ("create_store", create_store)):
            monkeypatch.setattr(store, name, functools.partial(function, clock=ticking(text)))

    open_store, create_store = store.open_store, store.create_store
    moment("2017-04-19T09:00:00+00:00")
    return moment


def test_a_failed_init_leaves_nothing_and_the_corrected_one_works(pairwell, store_url, tmp_path):
    init = ["init", "--store", store_url, "--programme", "p.toml"]
    said = pairwell(*init, "--actor", "", code=2).stderr
    assert "with --actor, or once for all in the variable PAIRWELL_ACTOR" in said
    said = pairwell(*init, "--actor", "Pat\0", code=2).stderr  # found out in the last step
    assert "NUL character" in said
    assert "Nothing was made." in said
    (tmp_path / "q.toml").write_text("id = 1", "utf-8")
    pairwell("init", "--store", store_url, "--programme", "q.toml", code=2)
    if "://" in store_url:
        schemas = "SELECT nspname FROM pg_namespace WHERE nspname IN ('record', 'application')"
        assert raw(store_url, schemas) == []
    else:
        assert list(Path(store_url).parent.glob("scheme.db*")) == []
    assert list(tmp_path.glob("*heads*")) == []
    made = pairwell(*init, "--actor", "Pat").stdout
    assert re.search(r"Next: pairwell import .*--mentees FILE --mentors FILE", made)
    assert told(pairwell("audit", "--store", store_url, "--json"))["records"] == 1


def test_a_scheme_without_a_panel_goes_from_decide_to_match(pairwell, store_url, tmp_path):
    """As `run` without --panel: every eligible form takes part, on record."""
    (tmp_path / "p.toml").write_text(PANEL_SECTION.sub("", programme_text(mentees="3")), "utf-8")

    def run(*arguments, **more):
        return pairwell(*arguments, "--store", store_url, **more)

    run("init", "--programme", "p.toml")
    run("import", "--mentees", "a.csv", "--mentors", "b.csv")
    taken = []
    for _ in range(5):
        (step, *_) = told(run("status", "--json"))["next"]
        taken.append(step["command"])
        if step["command"] == "pairwell move application interview --all":
            run("move", "application", "accept", "--all")  # without interviews
        else:
            run(*step["command"].split()[1:])
    assert taken == [
        "pairwell decide",
        "pairwell shortlist",
        "pairwell move application interview --all",
        "pairwell match",
        "pairwell review --all",
    ]
    kept = {(p["mentee"], p["mentor"]) for p in told(run("pairs", "--json"))["pairs"]}
    tables = ["--mentees", "a.csv", "--mentors", "b.csv", "--out", "round"]
    round_ = told(pairwell("run", "p.toml", *tables, "--json"))
    assert {(p["mentee"], p["mentor"]) for p in round_["pairs"]} == kept
    said = told(run("access", MENTEES[0], "--json"))["application"]["decision"][-1]["reasons"]
    assert "The programme has no panel: every eligible form goes on." in str(said)


def test_a_panel_that_has_not_met_is_named(pairwell, at, tmp_path):
    empty = [*MENTEES, *MENTORS]
    (tmp_path / "late.csv").write_text(csv_text(panel(empty[:1])), "utf-8")
    other = f"{at}.other" if "://" not in at else None
    if other is None:
        pytest.skip("one database is one store")
    pairwell("init", "--store", other, "--programme", "p.toml")
    pairwell("import", "--store", other, "--mentees", "a.csv", "--mentors", "b.csv")
    pairwell("decide", "--store", other)
    said = pairwell("shortlist", "--store", other, code=2).stderr
    assert "take them in with: pairwell import --panel FILE" in said
    pairwell("import", "--store", other, "--panel", "late.csv")
    status = told(pairwell("status", "--store", other, "--json"))
    assert [block["reason"] for block in status["blocks"]] == ["4 eligible forms without marks"]
    assert [step["command"] for step in status["next"]] == [
        "pairwell shortlist",
        "pairwell import --panel FILE",
    ]


def test_status_says_who_stands_where_and_what_is_due(pairwell, on, at):
    on("2017-04-20T09:00:00+00:00")

    def run(*arguments):
        return told(pairwell(*arguments, "--store", at, "--json"))

    found = run("status")
    assert found["on"] == "2017-04-20"
    assert [(each["title"], each["on"]) for each in found["due"]] == [
        ("Applications close", "2017-04-24")
    ]
    assert found["people"] == [
        {"role": "mentee", "state": "submitted", "count": 3},
        {"role": "mentor", "state": "submitted", "count": 2},
    ]
    assert found["next"][0]["reason"].endswith("; applications close on 2017-04-24")
    assert found["head"] == run("audit")["head"]  # it is read, and no record is made
    run("decide")
    run("shortlist")
    assert [step["command"] for step in run("status")["next"]] == [
        "pairwell move application interview --all"
    ]
    said = pairwell("status", "--store", at).stdout
    assert "Mentees: 2 shortlisted, 1 reserve" in said
    assert "Due next: Applications close" in said
    assert "Waits: no mentee is accepted" in said


def test_people_are_listed_without_names_unless_asked_for(pairwell, on, at):
    on("2017-05-01T09:00:00+00:00")

    def run(*arguments):
        return told(pairwell(*arguments, "--store", at, "--json"))

    run("decide")
    run("shortlist")
    free = {"person": ["ME-1"], "start": ["2017-05-03T09:00"], "end": ["2017-05-03T10:00"]}
    hosts = {"host": ["panel A"], "start": ["2017-05-03T09:00"], "end": ["2017-05-03T10:00"]}
    Path("free.csv").write_text(csv_text(free), "utf-8")
    Path("hosts.csv").write_text(csv_text(hosts), "utf-8")
    run("schedule", "interviews", "--people", "free.csv", "--hosts", "hosts.csv")
    run("move", "application", "accept", "--all")
    pair = run("match")["added"][0]
    mentee, mentor = pair.split("/")
    head = run("audit")["head"]
    people = {each["reference"]: each for each in run("people")["people"]}
    assert run("audit")["head"] == head
    assert set(people) == {*MENTEES, *MENTORS}
    assert people[mentee]["partners"] == [{"reference": mentor, "state": "proposed"}]
    assert people["ME-1"]["next_appointment"]["start"] == "2017-05-03T09:00"
    assert "name" not in people[mentee]
    assert [each["reference"] for each in run("people", "--state", "reserve")["people"]] == ["ME-3"]
    said = pairwell("people", "--role", "mentor", "--names", "--store", at).stdout
    assert f"{mentor}: mentor, accepted, Name of {mentor} <{mentor.lower()}@example.org>" in said
    assert run("history", "--about", "MR-1")["records"][-1]["action"] == "look up: list of people"
    said = pairwell("people", "--state", "acepted", "--store", at, code=2).stderr
    assert "no state 'acepted'" in said
    assert "Did you mean 'accepted'?" in said
    on("2017-05-04T09:00:00+00:00")
    later = {each["reference"]: each for each in run("people")["people"]}
    assert later["ME-1"]["next_appointment"] is None


def test_grants_and_entries_are_listed(pairwell, on, at, tmp_path):
    on("2017-06-20T09:00:00+00:00")
    fund = '\n[funds.travel]\npurpose = "Travel"\npence = 10_000\n'
    (tmp_path / "p.toml").write_text(programme_text() + fund, "utf-8")

    def run(*arguments):
        return told(pairwell(*arguments, "--store", at, "--json"))

    run("import", "--programme", "p.toml")
    run("decide")
    run("fund", "offer", "travel", "G-1", "45.50", "--for", "ME-1", "--on", "2017-06-19")
    run("fund", "commit", "travel", "G-1", "40")
    (grant,) = run("grants")["grants"]
    assert (grant["grant"], grant["fund"], grant["mentee"]) == ("G-1", "travel", "ME-1")
    assert grant["pence"] == {
        "offered": 550, "committed": 4000, "spent": 0, "released": 0, "left": 4550,
    }  # fmt: skip
    entries = run("fund", "entries", "--grant", "G-1")["entries"]
    assert [(e["entry"], e["pence"]["amount"], e["on"]) for e in entries] == [
        ("offer", 4550, "2017-06-19"),
        ("commit", 4000, "2017-06-20"),  # the programme's today
    ]
    said = pairwell("grants", "--store", at).stdout
    assert "G-1, travel, for ME-1: £45.50 left (£5.50 offered, £40 committed, £0 spent)" in said
    offer = ["fund", "offer", "travel", "G-2", "10", "--for", "ME-1", "--store", at]
    assert "twice" not in pairwell(*offer).stderr
    again = pairwell(*offer)
    assert "G-2, travel, for ME-1: £20 left" in again.stdout
    said = "by mistake, take it back with: pairwell fund release travel G-2 10.00"
    assert said in " ".join(again.stderr.split())
    said = pairwell("fund", "entries", "--grant", "G-01", "--store", at, code=2).stderr
    assert "Did you mean 'G-1'?" in said


@pytest.mark.parametrize(("hour", "day"), [("22:30", "2017-06-20"), ("23:30", "2017-06-21")])
def test_today_is_that_of_the_programmes_zone(pairwell, on, at, hour, day):
    """In June, London is an hour ahead of UTC."""
    on(f"2017-06-20T{hour}:00+00:00")
    assert told(pairwell("purge", "--store", at, "--json"))["on"] == day
    assert told(pairwell("status", "--store", at, "--json"))["on"] == day


def test_status_says_what_stops_a_matching(pairwell, on, at):
    """What `match` would refuse is no next step."""
    on("2017-05-20T09:00:00+00:00")

    def run(*arguments, **more):
        return pairwell(*arguments, "--store", at, **more)

    run("decide")
    run("shortlist")
    run("move", "application", "accept", "--all")
    run("match")
    run("review", "--all")
    run("move", "pair", "hold_conversation", "--all")
    run("confirm", "--all")
    (pair, *_) = told(run("pairs", "--json"))["pairs"]
    cells = named(MENTEES)
    place = cells["reference"].index(pair["mentee"])
    cells["vetoes"] = ["" if row != place else pair["mentor"] for row in range(len(MENTEES))]
    Path("a.csv").write_text(csv_text(cells), "utf-8")
    run("import", "--mentees", "a.csv")
    refused = run("match", code=2).stderr
    said = run("status").stdout
    key = f"{pair['mentee']}/{pair['mentor']}"
    assert f"Stops the matching: {key} is confirmed, and a rule now refuses it" in said
    assert "is confirmed, and a rule now refuses it" in refused
    assert "pairwell match" not in said
    run("decline", key, "--because", "A veto.")
    assert "Stops" not in run("status").stdout


def test_status_leads_to_nothing_that_was_not_held(pairwell, on, at, tmp_path):
    on("2017-05-01T09:00:00+00:00")
    days = '\n[timetable.interviews]\ntitle = "Interviews"\non = ["2017-05-03", "2017-05-04"]\n'
    (tmp_path / "p.toml").write_text(programme_text() + days, "utf-8")

    def run(*arguments):
        return told(pairwell(*arguments, "--store", at, "--json"))

    def following():
        return {step["command"]: step["references"] for step in run("status")["next"]}

    run("import", "--programme", "p.toml")
    run("decide")
    run("shortlist")
    plan = "pairwell schedule interviews --people FILE --hosts FILE"
    chosen = [p["reference"] for p in run("people", "--state", "shortlisted")["people"]]
    assert following() == {plan: chosen}
    times = {"start": ["2017-05-03T09:00"], "end": ["2017-05-03T10:00"]}
    Path("free.csv").write_text(csv_text({"person": chosen[:1], **times}), "utf-8")
    Path("hosts.csv").write_text(csv_text({"host": ["panel A"], **times}), "utf-8")
    run("schedule", "interviews", "--people", "free.csv", "--hosts", "hosts.csv")
    assert following() == {plan: chosen[1:]}
    on("2017-05-03T18:00:00+00:00")
    held = f"pairwell move application interview {chosen[0]}"
    assert following() == {held: chosen[:1], plan: chosen[1:]}
    run(*held.split()[1:])
    assert following()[plan] == chosen[1:]


def test_a_free_place_is_for_the_first_reserve(pairwell, on, at):
    on("2017-05-01T09:00:00+00:00")

    def promotions():
        every = told(pairwell("status", "--store", at, "--json"))["next"]
        return [step["command"] for step in every if " promote " in step["command"]]

    pairwell("decide", "--store", at)
    pairwell("shortlist", "--store", at)
    assert promotions() == []
    pairwell("withdraw", "ME-1", "--store", at)
    assert promotions() == ["pairwell move application promote ME-3 --because REASON"]
    said = pairwell("shortlist", "--store", at).stdout
    assert re.search("ME-1: shortlisted .*, and has withdrawn\n", said)
    assert said.count("has withdrawn") == 1
    promote = ["move", "application", "promote", "ME-3", "--because", "ME-1 has left."]
    pairwell(*promote, "--store", at)
    assert promotions() == []


def test_more_people_than_places_is_said_before_the_matching(pairwell, on, at):
    on("2017-05-01T09:00:00+00:00")

    def run(*arguments):
        return told(pairwell(*arguments, "--store", at, "--json"))

    run("decide")
    run("shortlist")
    run("move", "application", "promote", "ME-3", "--because", "By mistake.")
    accepted = run("move", "application", "accept", "--all")
    concerns = [(f["severity"], f["message"]) for f in accepted["concerns"]]
    said = (
        "England has 2 mentee places by the programme, and 3 mentees there take part: a matching"
        " leaves out 1 or more of them."
    )
    assert concerns == [("warning", said)]
    assert f"To know: {said}" in pairwell("status", "--store", at).stdout
    assert run("match")["added"]  # it is no reason to stop
    run("withdraw", "ME-1")
    assert run("status")["concerns"] == []
