"""Raw exports go from adopt to a report unedited: two sheets, and one of both roles."""

import json
import stat
from pathlib import Path

import pytest

import pairwell as pw

EXPORTS = Path(__file__).parents[2] / "support" / "exports"
TWO = [str(EXPORTS / f"{role} (Responses).csv") for role in ("mentees", "mentors")]
ONE = [str(EXPORTS / "Peer mentoring 2026(1-48).csv")]
CASES = [(TWO, ["--mentees", TWO[0], "--mentors", TWO[1]]), (ONE, ["--sheet", ONE[0]])]


@pytest.mark.parametrize(("exports", "forms"), CASES, ids=["two", "one"])
def test_from_raw_exports_to_a_report(pairwell, tmp_path, exports, forms):
    proposed = pairwell("adopt", *exports, "--out", "my.toml")
    assert "Nothing" not in proposed.stderr
    assert "to look at." in proposed.stdout
    assert stat.S_IMODE(Path("my.toml").stat().st_mode) == 0o600
    checked = pairwell("check", "my.toml", *forms)
    assert "Nothing to put right" in checked.stdout
    pairwell("run", "my.toml", *forms, "--out", "out")
    report = Path("out/report.html").read_text("utf-8")
    assert "Pat Manager" not in report
    pairs = Path("out/pairs.csv").read_text("utf-8").splitlines()
    assert len(pairs) > 8
    told = json.loads(pairwell("run", "my.toml", *forms, "--out", "out", "--json").stdout)
    assert told["pairs"]


def test_what_it_was_unsure_of_is_listed_by_sheet_and_heading(pairwell):
    said = pairwell("adopt", *TWO, "--out", "my.toml", "--json")
    told = json.loads(said.stdout)
    assert told["file"] == "my.toml"
    assert {"monitoring", "numbers", "levels"} <= {finding["rule"] for finding in told["findings"]}
    assert sum(criterion["weight"] for criterion in told["criteria"]) == 100


def test_a_file_that_is_there_stays(pairwell):
    Path("my.toml").write_text("mine", "utf-8")
    said = pairwell("adopt", *TWO, "--out", "my.toml", code=2)
    assert "already a file" in said.stderr
    assert Path("my.toml").read_text("utf-8") == "mine"


def test_forms_are_given_by_role_or_together(pairwell):
    both = ["--sheet", ONE[0], "--mentees", TWO[0]]
    for words in (both, [], ["--mentees", TWO[0]]):
        said = pairwell("run", "p.toml", *words, "--out", "out", code=2)
        assert "--sheet" in said.stderr
    assert "--sheet" in pairwell("check", "p.toml", *both, code=2).stderr
    said = pairwell("check", "p.toml", "--sheet", ONE[0], code=2)
    assert "no sheet of both roles" in said.stderr


def test_a_preset_is_written_to_start_from(pairwell):
    listed = pairwell("new").stdout
    assert "alumni: " in listed
    pairwell("new", "alumni", "--out", "new.toml")
    assert Path("new.toml").read_text("utf-8") == pw.preset("alumni").text
    assert "already a file" in pairwell("new", "peers", "--out", "new.toml", code=2).stderr
    said = pairwell("new", "alumnus", "--out", "other.toml", code=2).stderr
    assert "alumni" in said
    assert not Path("other.toml").exists()


def test_a_scheme_of_no_organisation_has_its_name_alone_above_a_round(pairwell):
    pairwell("adopt", *TWO, "--out", "my.toml", "--name", "Small scheme")
    forms = ["--mentees", TWO[0], "--mentors", TWO[1]]
    lines = pairwell("run", "my.toml", *forms, "--out", "out").stdout.splitlines()
    assert "Small scheme" in [line.strip() for line in lines]


def test_a_store_of_one_sheet_asks_for_one_sheet(pairwell):
    pairwell("adopt", *ONE, "--out", "my.toml")
    made = pairwell("init", "--programme", "my.toml").stdout
    assert "Next: pairwell import --sheet FILE" in made
    asked = json.loads(pairwell("status", "--json").stdout)["next"]
    assert [step["command"] for step in asked[:1]] == ["pairwell import --sheet FILE"]
    assert "--mentees" not in json.dumps(asked)
    pairwell("import", "--sheet", *ONE)
