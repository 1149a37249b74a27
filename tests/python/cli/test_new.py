"""`pairwell new`: a preset's file, and made-up people to try it with."""

import json

import pytest
from cli_cases import run

import pairwell as pw


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", pw.presets())
def test_a_preset_is_written_as_it_ships_with_its_comments(here, name) -> None:
    run("new", name, "--out", "mine.toml")
    written = (here / "mine.toml").read_bytes().decode()
    assert written == pw.preset(name).text
    assert written.startswith("# ")
    assert pw.Programme.read("mine.toml") == pw.preset(name)


def test_made_up_forms_are_those_of_the_cohort(here) -> None:
    run("new", "community", "--out", "mine.toml", "--cohort", "made-up")
    table = pw.synthetic_cohort(pw.preset("community")).people
    table.write_csv("expected.csv")
    written = (here / "made-up" / "people.csv").read_bytes()
    assert written == (here / "expected.csv").read_bytes()


def test_nothing_is_written_over(here) -> None:
    (here / "mine.toml").write_text("id = 1")
    result = run("new", "alumni", "--out", "mine.toml", "--cohort", "made-up", code=2)
    assert "mine.toml" in result.output
    assert (here / "mine.toml").read_text() == "id = 1"
    assert not (here / "made-up").exists()


def test_a_preset_that_is_none_is_refused_with_those_that_are(here) -> None:
    result = run("new", "alumnae", code=2)
    assert "alumnae" in result.output
    assert "peers" in result.output
    assert not list(here.iterdir())


@pytest.mark.parametrize("name", ["alumni", "grades"])
def test_who_sends_two_forms_is_one_person_in_a_round_and_in_a_check(here, name) -> None:
    """Also where the programme describes no sheet of theirs."""
    run("new", name, "--out", "mine.toml", "--cohort", "made-up")
    forms = ["--mentees", "made-up/mentees.csv", "--mentors", "made-up/mentors.csv"]
    checked = json.loads(run("check", "mine.toml", *forms, "--json").stdout)
    assert "no-reference" not in {finding["rule"] for finding in checked["findings"]}
    told = json.loads(run("run", "mine.toml", *forms, "--out", "out", "--json").stdout)
    applied = {row["role"]: row["applied"] for row in told["funnel"]}
    assert applied == {"mentee": 60, "mentor": 30}


@pytest.mark.parametrize("name", ["community", "peers"])
def test_a_round_of_one_sheet_says_each_finding_once(here, name) -> None:
    run("new", name, "--out", "mine.toml", "--cohort", "made-up")
    told = json.loads(
        run("run", "mine.toml", "--sheet", "made-up/people.csv", "--out", "out", "--json").stdout
    )
    findings = [json.dumps(finding) for finding in told["findings"]]
    assert findings
    assert len(set(findings)) == len(findings)
