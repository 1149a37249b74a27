"""Each preset from the forms of made-up people to proven pairs that keep its rules."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest

import pairwell as pw

OWN = [name for name in pw.presets() if name != "pilot"]


@pytest.fixture(scope="module", params=[(name, seed) for name in OWN for seed in (1, 2017)])
def ended(request: pytest.FixtureRequest) -> pw.Round:
    """The round of a preset's cohort, flaws and all."""
    name, seed = request.param
    programme = pw.preset(name)
    cohort = pw.synthetic_cohort(programme, mentees=50, mentors=30, seed=seed)
    read = pw.read_applications(programme, cohort.sheets, strict=True)
    return pw.run_round(programme, read.forms("mentee"), read.forms("mentor"))


def answer(form: pw.MenteeForm | pw.MentorForm, question: str) -> Any:
    """What somebody answered."""
    return dict(form.answers)[question]


def check_alumni(mentee: pw.MenteeForm, mentor: pw.MentorForm) -> bool:
    """A language that both speak at B1 or better; who said no level may speak it well."""
    both = [
        {each.language: each.level or 6 for each in answer(form, "languages")}
        for form in (mentee, mentor)
    ]
    return any(
        min(each[language] for each in both) >= 3 for language in set(both[0]) & set(both[1])
    )


def check_community(mentee: pw.MenteeForm, mentor: pw.MentorForm) -> bool:
    """A language in common, and whom the mentee would rather meet."""
    spoken = [{each.language for each in answer(form, "languages")} for form in (mentee, mentor)]
    wanted = answer(mentee, "company") or "Anybody"
    return bool(spoken[0] & spoken[1]) and wanted in ("Anybody", answer(mentor, "volunteer_is"))


def check_grades(mentee: pw.MenteeForm, mentor: pw.MentorForm) -> bool:
    """A mentor above the mentee who does not manage the mentee."""
    is_above = answer(mentor, "grade") > answer(mentee, "grade")
    return is_above and mentee.line_manager != mentor.reference


def check_peers(mentee: pw.MenteeForm, mentor: pw.MentorForm) -> bool:
    """Somebody else, from elsewhere, with whom neither works already."""
    is_same = mentor.reference in mentee.same_person
    works_with = mentor.reference in mentee.conflicts or mentee.reference in mentor.conflicts
    is_near = bool(mentee.employer) and mentee.employer == mentor.employer
    return not (is_same or works_with or is_near)


CHECKS: dict[str, Callable[[pw.MenteeForm, pw.MentorForm], bool]] = {
    "alumni-2027": check_alumni,
    "community-2027": check_community,
    "grades-2027": check_grades,
    "peers-2027": check_peers,
}


def test_many_are_in_pairs_that_keep_the_rules_of_the_preset(ended: pw.Round) -> None:
    check = CHECKS[ended.programme.id]
    assert len(ended.pairs) >= len(ended.mentor_forms) // 2
    assert all(check(pair.mentee, pair.mentor) for pair in ended.pairs)
    # And the rules matter: they forbid some other pair.
    assert not all(check(a, b) for a in ended.mentee_forms for b in ended.mentor_forms)


def test_the_pairs_are_proven_and_worth_what_their_parts_say(ended: pw.Round) -> None:
    assert ended.matching.status == pw.Status.OPTIMAL
    assert ended.verdict
    for pair in ended.pairs:
        assert not pair.score.refusals
        assert [part.id for part in pair.score.parts] == [c.id for c in ended.programme.criteria]
        worth = sum(round(1000 * part.points) for part in pair.score.parts)
        assert worth == round(1000 * pair.score.points)


def test_nobody_has_more_pairs_than_they_offered(ended: pw.Round) -> None:
    for form in ended.mentor_forms:
        pairs = [pair for pair in ended.pairs if pair.mentor.reference == form.reference]
        assert len(pairs) <= form.capacity
    assert len({pair.mentee.reference for pair in ended.pairs}) == len(ended.pairs)


def test_the_report_has_the_words_of_the_criteria_and_no_name(ended: pw.Round) -> None:
    page = html.unescape(pw.report_html(ended))
    for criterion in ended.programme.criteria:
        assert criterion.words in page
    assert "@example.org" not in page
