"""The command scenarios, and run with variants: tables, files, sentences and exit codes."""

import re
from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text, forms

VARIANTS = """
[more-places]
places.England = { mentees = 3, mentors = 3 }
["points only"]
objective.stages = ["most_points"]
[nobody]
places.Scotland.mentees = { least = 4, most = 9 }
"""
ASKED = ["p.toml", "--mentees", "a.csv", "--mentors", "b.csv", "--variants", "v.toml"]


@pytest.fixture(autouse=True)
def forms_of_the_test(pairwell):
    """The tables of these tests, in the folder where the command runs."""
    mentees = forms(["ME-1", "ME-2", "ME-3"], needs=["digital:1", "digital:1", "leadership:1"])
    mentors = forms(["MR-1", "MR-2", "MR-3"], offers=["leadership", "digital", "digital"])
    Path("a.csv").write_text(csv_text(mentees), "utf-8")
    Path("b.csv").write_text(csv_text(mentors), "utf-8")
    Path("v.toml").write_text(VARIANTS, "utf-8")


def test_says_the_table_and_why_there_are_no_pairs(pairwell, monkeypatch):
    said = pairwell("scenarios", *ASKED).stdout
    rows = [line.split() for line in said.splitlines()]
    assert ["base", "2"] in [row[:2] for row in rows]
    assert ["more-places", "3"] in [row[:2] for row in rows]
    assert "nobody: infeasible. At least 4 pairs must be made" in said
    assert "What each stage costs those behind it" in said
    assert '"most_pairs" costs "most_points" nothing.' in said
    monkeypatch.setenv("COLUMNS", "80")
    said = pairwell("scenarios", *ASKED).stdout
    assert max(map(len, said.split("nobody: infeasible")[0].splitlines())) <= 80


def test_json_has_what_the_table_has(pairwell):
    facts = told(pairwell("scenarios", *ASKED, "--json"))
    assert facts["files"] == []
    base, more, points, nobody = facts["variants"]
    assert (base["name"], base["pairs"], base["changes"]) == ("base", 2, [])
    assert "changed" not in base
    assert (more["name"], more["pairs"], more["status"]) == ("more-places", 3, "optimal")
    assert more["points_gained"] - more["points_lost"] == pytest.approx(
        more["points"] - base["points"], abs=1e-9
    )
    assert {change["role"] for change in more["changes"]} == {"mentee", "mentor"}
    assert [(price["stage"], price["later"]) for price in base["prices"]] == [
        ("most_pairs", "most_points")
    ]
    assert points["prices"] == []
    assert nobody["status"] == "infeasible"
    assert "points" not in nobody
    assert nobody["why"].startswith("At least 4 pairs must be made")
    spared = told(pairwell("scenarios", *ASKED, "--json", "--no-stage-prices"))
    assert all(variant["prices"] == [] for variant in spared["variants"])


def test_files_are_the_same_every_time(pairwell):
    for name in ("one", "two"):
        pairwell("scenarios", *ASKED, "--out", name)
    names = {"variants.csv", "variant-changes.csv", "variant-prices.csv", "variants.svg"}
    assert {path.name for path in Path("one").iterdir()} == {*names, ".pairwell.json"}
    for name in names:
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes()
    lines = (Path("one") / "variants.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("variant,status,pairs,points,worst,base_points,changed,")
    assert lines[1].startswith("base,optimal,2,")
    assert lines[4].startswith("nobody,infeasible,,")


def test_the_report_of_a_run_shows_variants(pairwell):
    pairwell("run", *ASKED, "--out", "varied")
    pairwell("run", *ASKED[:-2], "--out", "plain")
    page = (Path("varied") / "report.html").read_text("utf-8")
    plain = (Path("plain") / "report.html").read_text("utf-8")
    assert '<section id="variants">' not in plain
    assert 'href="#variants"' not in plain
    section = page[page.index('<section id="variants">') :]
    section = section[: section.index("</section>")]
    assert 'href="#variants"' in page
    assert "nobody: infeasible. At least 4 pairs must be made" in section
    assert section[: section.index("</table>")].count('<th scope="row">') == 4
    assert re.search(r"more-places: for whom something changes \(\d+\)", section)
    assert "<script" not in section
    assert page.replace(section, "").count("<svg") == plain.count("<svg")
    assert (Path("varied") / "variants.svg").is_file()
    assert not (Path("plain") / "variants.svg").exists()
    facts = told(pairwell("run", *ASKED, "--out", "again", "--json"))
    assert [variant["name"] for variant in facts["variants"]][1] == "more-places"


def test_a_trial_on_a_store_takes_variants(pairwell, at):
    """On what the store has: the same rows as from the files that it was given."""
    pairwell("trial", "--store", at, "--variants", "v.toml", "--out", "trial")
    page = (Path("trial") / "trial-report.html").read_text("utf-8")
    assert '<section id="variants">' in page
    assert "This is a trial, and nothing was stored." in page
    tables = [*ASKED, "--panel", "marks.csv", "--grace", "g.csv"]
    pairwell("scenarios", *tables, "--out", "files")
    for name in ("variants.csv", "variant-changes.csv", "variants.svg"):
        ours, theirs = Path("trial") / f"trial-{name}", Path("files") / name
        assert ours.read_bytes() == theirs.read_bytes()
    Path("v.toml").write_text("a = 3", "utf-8")
    said = pairwell("trial", "--store", at, "--variants", "v.toml", "--out", "no", code=2)
    assert "A variant is a table" in said.stderr
    assert not Path("no").exists()


def test_a_hostile_name_stays_a_text(pairwell):
    Path("v.toml").write_text('["<script>alert(1)</script>"]\n["=1+1"]\n', "utf-8")
    pairwell("run", *ASKED, "--out", "varied")
    assert "<script>alert" not in (Path("varied") / "report.html").read_text("utf-8")
    assert "<script" not in (Path("varied") / "variants.svg").read_text("utf-8")
    assert "\n'=1+1," in (Path("varied") / "variants.csv").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[a", "v.toml: This is no TOML: "),
        ("", "v.toml: There is no variant in this file; each is a table, as [more-places]."),
        ("a = 3", "v.toml, column a: A variant is a table of what the programme's file would say."),
        ("[a]\nplace.England.mentees = 3", 'There is no key "place" here; did you mean "places"?'),
        ("[a]\nwithout = ['rules.nations']", "Did you mean 'nation'?"),
        ("[base]", "is the name of what is given first; choose another name"),
    ],
)
def test_what_is_wrong_is_said(pairwell, text, sentence):
    Path("v.toml").write_text(text, "utf-8")
    for command in ("scenarios", "run"):
        said = pairwell(command, *ASKED, "--out", "out", code=2)
        assert sentence in said.stderr
        assert said.stderr.splitlines()[-1] == "pairwell: 1 to put right. Nothing was written."
        assert not Path("out").exists()


def test_what_is_wrong_is_said_of_the_file_of_variants(pairwell, at):
    """And not of the programme's file, in which there is nothing to put right."""
    Path("v.toml").write_text(
        "[a]\nweights.nonsense = 3\n[b]\nplaces.Wales = { mentees = 1 }", "utf-8"
    )
    trial = ["trial", "--store", at, "--variants", "v.toml"]
    for command in (["scenarios", *ASKED], ["run", *ASKED], trial):
        said = pairwell(*command, "--out", "out", code=2).stderr.splitlines()
        told = [line for line in said if line.startswith("error: ")]
        assert told[0].startswith("error: v.toml, variant a, column weights.nonsense: There is no")
        assert told[1].startswith("error: v.toml, variant b, column places.Wales: There is no")
        assert len(told) == 2
    Path("v.toml").write_text('[""]\nweights.needs = 3', "utf-8")
    said = pairwell("scenarios", *ASKED, code=2).stderr
    assert "error: v.toml" in said


def test_a_file_as_windows_saves_it_is_read(pairwell):
    text = VARIANTS.replace("\n", "\r\n").encode("utf-8-sig")
    Path("v.toml").write_bytes(text)
    assert len(told(pairwell("scenarios", *ASKED, "--json"))["variants"]) == 4


def test_forms_are_needed(pairwell):
    said = pairwell("scenarios", "p.toml", "--variants", "v.toml", code=2)
    assert "a round needs --mentees and --mentors, or --sheet" in said.stderr
