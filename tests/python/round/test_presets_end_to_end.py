"""Each preset from the forms of made-up people to proven pairs that keep its rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

import pairwell as pw

OWN = [name for name in pw.presets() if name != "pilot"]


@dataclass(frozen=True)
class Ended:
    """A preset's round, and its pairs as the answers of both, by question."""

    programme: pw.Programme
    mentees: list[pw.MenteeForm]
    mentors: list[pw.MentorForm]
    scores: pw.Scores
    matching: pw.Matching
    pairs: list[tuple[pw.MenteeForm, pw.MentorForm]]


def eligible(programme: pw.Programme, forms: list[Any]) -> list[Any]:
    """Keep the forms that were in time and pass the rules."""
    decisions = pw.decide(programme, forms)
    return [
        form
        for form, decision in zip(forms, decisions, strict=True)
        if decision.outcome == pw.Outcome.ELIGIBLE
    ]


@pytest.fixture(scope="module", params=[(name, seed) for name in OWN for seed in (1, 2017)])
def ended(request: pytest.FixtureRequest) -> Ended:
    """The round of a preset's cohort, flaws and all."""
    name, seed = request.param
    programme = pw.preset(name)
    cohort = pw.synthetic_cohort(programme, mentees=50, mentors=30, seed=seed)
    read = pw.read_applications(programme, cohort.sheets, strict=True)
    mentees = eligible(programme, read.mentees)
    mentors = eligible(programme, read.mentors)
    scores = pw.score(programme, mentees, mentors)
    problem = pw.Problem(scores, mentor_capacity=[form.capacity for form in mentors])
    matching = pw.match(problem, objective=pw.make_objective(programme))
    assert matching.status == pw.Status.OPTIMAL
    assert pw.verify(problem, matching)
    pairs = [(mentees[i], mentors[j]) for i, j in matching.pairs.tolist()]
    return Ended(programme, mentees, mentors, scores, matching, pairs)


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


def test_many_are_in_pairs_that_keep_the_rules_of_the_preset(ended: Ended) -> None:
    assert len(ended.pairs) >= len(ended.mentors) // 2
    check = CHECKS[ended.programme.id]
    assert all(check(mentee, mentor) for mentee, mentor in ended.pairs)
    # And the rules matter: they forbid some other pair.
    assert not all(check(a, b) for a in ended.mentees for b in ended.mentors)


def test_every_pair_is_allowed_and_worth_what_its_parts_say(ended: Ended) -> None:
    for mentee, mentor in ended.pairs:
        explained = ended.scores.explain(mentee.reference, mentor.reference)
        assert not explained.refusals
        assert [part.id for part in explained.parts] == [c.id for c in ended.programme.criteria]
        worth = sum(round(1000 * part.score.points) for part in explained.parts)
        assert worth == round(1000 * explained.points)


def test_nobody_has_more_pairs_than_they_offered(ended: Ended) -> None:
    for form in ended.mentors:
        assert sum(mentor is form for _, mentor in ended.pairs) <= form.capacity
    assert len({mentee.reference for mentee, _ in ended.pairs}) == len(ended.pairs)
