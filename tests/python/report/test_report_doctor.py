"""The page of a round says what would pair those without a pair, or which rules to relax."""

import re

import pytest
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report import doctor


def section(page):
    """The section about it, as text without marks."""
    found = re.search(r'<section id="doctor">.*?</section>', page, re.S)
    return "" if found is None else re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def small(mentees="3", **columns):
    people = forms(["ME-1", "ME-2", "ME-3"], **columns)
    mentors = forms(["MR-1", "MR-2"], vetoes=[None, "ME-3"], capacity=["1", "2"])
    return pw.run_round(pw.Programme(programme_text(mentees=mentees)), people, mentors)


def test_the_pilot(pilot_round):
    page = pw.report_html(pilot_round)
    text = section(page)
    assert 'href="#doctor"' in page
    assert page.index('id="unpaired"') < page.index('id="doctor"') < page.index('id="reasons"')
    assert (
        "Several people would be paired with one place more for mentees in England (19 instead of"
        " 18): MM-007 and MR-023; with one place more for mentees in Scotland (2 instead of 1):"
        " MM-039 and MR-023."
    ) in text
    found = pw.scheme_doctor(pilot_round)
    for own in found.people:
        assert own.remedies[0].text in text
    assert found.untried[-1] in text
    assert text.count("The same matching as for MM-007.") == 1
    assert len(re.search(r'<section id="doctor">.*?</section>', page, re.S)[0]) < 8_000
    assert section(pw.report_html(pilot_round, explain=False)) == ""
    with_names = section(pw.report_html(pilot_round, names=True))
    assert "mentee MM-007 (Jasmine Nguyen) would be paired with mentor MR-010 (" in with_names


def test_a_large_round_is_not_worked_out(monkeypatch):
    monkeypatch.setattr(doctor, "MOST_PEOPLE", 2)
    text = section(pw.report_html(small("2")))
    assert "With more than 2 people on a side, this is not worked out for a page" in text


def test_where_everybody_has_a_pair_there_is_no_section():
    round_ = small(vetoes=["MR-9", None, None])
    assert len(round_.pairs) == 3
    assert section(pw.report_html(round_)) == ""


@pytest.mark.parametrize("explain", [True, False])
def test_rules_to_relax(explain):
    round_ = small("{ least = 4, most = 4 }")
    text = section(pw.report_html(round_, explain=explain))
    assert ("With at least 3 mentees in England instead of 4, there is" in text) == explain
    assert ("Which rules to relax No pairs can obey every rule" in text) == explain
