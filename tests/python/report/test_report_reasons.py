"""The page of a round says why its pairs are: the weakest, some of many, and with whom in mind."""

import re
from importlib.resources import files

import pytest
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report import reasons


def section(page):
    """The section that says why pairs are, as text without marks."""
    found = re.search(r'<section id="reasons">.*?</section>', page, re.S)
    return "" if found is None else re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


@pytest.fixture(scope="module")
def small():
    """Two pairs of three mentees."""
    mentees = forms(["ME-1", "ME-2", "ME-3"], needs=["leadership:1", "evaluation:1", "digital:1"])
    mentors = forms(["MR-1", "MR-2"], offers=["leadership", "evaluation"])
    return pw.run_round(pw.Programme(programme_text()), mentees, mentors)


def test_every_pair_of_a_small_round_is_explained(small):
    page = pw.report_html(small)
    text = section(page)
    assert 'href="#reasons"' in page
    assert (
        "Why these pairs What each pair has, how it compares for both, and what there would be"
        " without it. The command pairwell why-not says why two people are no pair."
    ) in text
    assert (
        "ME-1 MR-1 The pair of mentee ME-1 with mentor MR-1 has 80 points. For mentee ME-1, the"
    ) in text
    assert "A best matching without mentee ME-1 with mentor MR-1 begins mentee ME-3 with" in text
    assert page == pw.report_html(small)


def test_the_weakest_come_first_and_others_are_counted(pilot_round, monkeypatch):
    every = re.findall(r"The pair of mentee (\S+) with", section(pw.report_html(pilot_round)))
    points = {pair.mentee.reference: pair.score.units for pair in pilot_round.pairs}
    assert [points[each] for each in every] == sorted(points.values())
    for most, told in (
        (7, "Of 19 pairs, the 7 with the fewest points are explained here: what each has,"),
        (1, "Of 19 pairs, the one with the fewest points is explained here: what it has,"),
    ):
        monkeypatch.setattr(reasons, "MOST_EXPLAINED", most)
        monkeypatch.setattr(reasons, "_FEWEST", most)
        text = section(pw.report_html(pilot_round))
        assert told in text
        assert "The command pairwell explain explains any other, and pairwell why-not says" in text
        assert re.findall(r"The pair of mentee (\S+) with", text) == every[:most]


def test_a_large_round_has_fewer(pilot_round, monkeypatch):
    monkeypatch.setattr(reasons, "_CELLS", 19 * 19 // 2)
    assert len(reasons.pair_reasons(pilot_round, str)["pairs"]) == 11
    monkeypatch.setattr(reasons, "_CELLS", 1)
    assert len(reasons.pair_reasons(pilot_round, str)["pairs"]) == 6


def test_names_are_there_where_they_are_wanted(pilot_round):
    names = [own.name for own in pilot_round.mentees.identities]
    without, named = (section(pw.report_html(pilot_round, names=own)) for own in (False, True))
    assert not any(name in without for name in names)
    assert "The pair of mentee MM-021 (" in named


def test_there_is_none_where_reasons_are_not_wanted_or_there_are_no_pairs(small):
    page = pw.report_html(small, explain=False)
    assert section(page) == ""
    assert "#reasons" not in page
    nobody = forms(["ME-1"], nation=["Wales"])
    empty = pw.run_round(pw.Programme(programme_text()), nobody, forms(["MR-1"]))
    assert section(pw.report_html(empty)) == ""


def test_a_hostile_reference_stays_a_text():
    evil = "<b>ME"
    round_ = pw.run_round(pw.Programme(programme_text()), forms([evil]), forms(["MR-1"]))
    page = pw.report_html(round_)
    assert "<b>ME" not in page
    assert "The pair of mentee &lt;b&gt;ME with mentor MR-1 has" in page


def test_the_command_leaves_it_out_with_the_other_reasons(tmp_path):
    from cli_cases import run

    data = files("pairwell") / "data"
    tables = [data / "pilot.toml", "--mentees", data / "mentees.csv"]
    tables += ["--mentors", data / "mentors.csv", "--panel", data / "panel.csv"]
    for option, is_there in (("--explain", True), ("--no-explain", False)):
        out = tmp_path / option
        run("run", *tables, option, "--out", out)
        assert bool(section((out / "report.html").read_text("utf-8"))) is is_there
