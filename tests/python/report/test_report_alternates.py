"""The page of a round says what comes next, what was drawn by lot, and which pairs are fragile."""

import re

import pytest
from browser import browse, complaints, needs_browser
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report import alternates


def section(page):
    """The section about alternates, as text without marks."""
    found = re.search(r'<section id="alternates">.*?</section>', page, re.S)
    return "" if found is None else re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


@pytest.fixture(scope="module")
def alike():
    """Two mentees whom nothing tells apart."""
    mentees = forms(["ME-1", "ME-2"], needs=["leadership:1", "leadership:1"])
    mentors = forms(["MR-1", "MR-2"], offers=["leadership", "leadership"])
    return pw.run_round(pw.Programme(programme_text()), mentees, mentors)


def test_the_pilot_has_two_alternates(pilot_round):
    page = pw.report_html(pilot_round)
    text = section(page)
    assert 'href="#alternates"' in page
    assert "2 This matching would mean 3.288 points fewer in all. 19 1308.946 It ends" in text
    assert "3 This matching would mean 7.105 points fewer in all. 19 1305.129 It ends" in text
    assert " 4 This matching" not in text
    assert "Without the lottery there is 1 best matching, so no pair was drawn by lot." in text
    assert "MM-049 MR-021 58.888 0.974 MM-037 MR-010 61.02 3.084" in text
    assert page == pw.report_html(pilot_round)
    found = re.search(r'<section id="alternates">.*?</section>', page, re.S)
    assert len(found[0]) < 8_000


def test_it_agrees_with_the_functions(pilot_round):
    problem, matching = pilot_round.problem, pilot_round.matching
    others = pw.alternates(problem, matching)
    text = section(pw.report_html(pilot_round))
    for other in (next(others), next(others)):
        assert other.text in text
        assert other.detail in text
    firm = pw.firmness(problem, matching).fragile(5)
    told = [f"{own.mentee} {own.mentor}" for own in firm]
    assert [pair for pair in told if pair in text] == told


def test_what_was_drawn_is_counted_and_named(alike):
    text = section(pw.report_html(alike))
    assert "This matching would mean a lower draw in the published lottery." in text
    assert (
        "Without the lottery there are 2 best matchings: 2 of the 2 pairs are not in all of them,"
        " and were drawn by lot. Drawn by lot: ME-1 with "
    ) in text


def test_names_are_there_where_they_are_wanted(pilot_round):
    names = [own.name for own in pilot_round.mentees.identities]
    without, named = (section(pw.report_html(pilot_round, names=own)) for own in (False, True))
    assert not any(name in without for name in names)
    assert "It ends mentee MM-001 (Rachel Jones) with mentor MR-014 (" in named
    assert re.search(r"MM-049 \([^)]+\) MR-021 \([^)]+\) 58.888 0.974", named)


def test_a_large_round_says_how_to_ask(pilot_round, monkeypatch):
    monkeypatch.setattr(alternates, "MOST_PEOPLE", 18)
    page = pw.report_html(pilot_round)
    assert section(page).strip() == (
        "The next best With more than 18 people on a side, the next best matchings, what was drawn"
        " by lot and which pairs are fragile are not worked out for a page; the command pairwell"
        " alternates does."
    )
    assert 'href="#alternates"' in page


def test_an_objective_by_levels_has_no_fragile_pairs():
    text = programme_text().replace('"most_points"]', '"leximin"]')
    mentees, mentors = forms(["ME-1", "ME-2"]), forms(["MR-1", "MR-2"])
    round_ = pw.run_round(pw.Programme(text), mentees, mentors)
    assert "since a stage of the objective counts pairs by levels." in section(
        pw.report_html(round_)
    )


def test_there_is_none_where_reasons_are_not_wanted_or_there_are_no_pairs(alike):
    page = pw.report_html(alike, explain=False)
    assert section(page) == ""
    assert "#alternates" not in page
    nobody = forms(["ME-1"], nation=["Wales"])
    empty = pw.run_round(pw.Programme(programme_text()), nobody, forms(["MR-1"]))
    assert section(pw.report_html(empty)) == ""


def test_a_hostile_reference_stays_a_text():
    round_ = pw.run_round(pw.Programme(programme_text()), forms(["<b>ME"]), forms(["MR-1"]))
    page = pw.report_html(round_)
    assert "<b>ME" not in page
    assert "It ends mentee &lt;b&gt;ME with mentor MR-1" in page


@needs_browser
def test_a_browser_shows_it(tmp_path, alike):
    result = browse(tmp_path, pw.report_html(alike), "--dump-dom")
    assert complaints(result.stderr) == []
    assert "This matching would mean a lower draw in the published lottery." in section(
        result.stdout
    )
