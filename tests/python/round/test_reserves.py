"""Reserves beside mentors of several mentees: places count people, and are found by hand."""

import itertools
import random

import pytest
from small_rounds import forms, panel, programme_text

import pairwell as pw

MENTEES = ["ME-1", "ME-2", "ME-3", "ME-4"]


def run(capacity, vetoes=None, places="2", reserves=1, marks=True):
    """Run a round of four mentees with a place each, and of mentors in the panel's order."""
    mentors = [f"MR-{number + 1}" for number in range(len(capacity))]
    text = programme_text("4", places, reserves)
    scored = panel(MENTEES)
    for name, cells in panel(mentors).items():
        scored[name] = scored[name] + cells
    return pw.run_round(
        pw.Programme.parse(text, file="small.toml"),
        forms(MENTEES),
        forms(
            mentors, capacity=[str(own) for own in capacity], vetoes=vetoes or [None] * len(mentors)
        ),
        scored if marks else None,
    )


def pairs_of(found):
    return {(pair.mentee.reference, pair.mentor.reference) for pair in found.pairs}


def people_of(found):
    return {pair.mentor.reference for pair in found.pairs}


NOBODY = ";".join(MENTEES)


def test_a_reserve_fills_the_place_beside_a_mentor_of_three():
    # MR-1 takes three mentees and is one person; MR-2 can be with nobody; MR-3 waits for a place.
    found = run([3, 1, 1], [None, NOBODY, None])
    assert len(found.pairs) == 4
    assert people_of(found) == {"MR-1", "MR-3"}
    assert found.problem.mentor_groups == [("free mentor places in England", [1, 2], (0, 1))]
    assert found.verdict.holds
    assert not found.findings


def test_nobody_comes_in_where_every_place_is_taken():
    found = run([3, 1], places="1")
    assert len(found.pairs) == 3
    assert people_of(found) == {"MR-1"}
    left = {own.form.reference: own.text for own in found.unpaired}
    assert left["MR-2"] == "Waits as a reserve: with the reserves no more pairs could be made."


def test_a_least_of_people_is_reached_by_those_who_stay():
    found = run([3, 1, 1], places="{ least = 2, most = 2 }")
    assert (found.matching.status, len(found.pairs)) == (pw.Status.OPTIMAL, 4)
    assert people_of(found) == {"MR-1", "MR-2"}


def test_a_run_that_is_infeasible_with_the_reserves_too_says_why():
    found = run([1, 1, 1], [NOBODY, NOBODY, None], places="{ least = 2, most = 2 }")
    assert not found
    assert {form.reference for form in found.mentor_forms} == {"MR-1", "MR-2", "MR-3"}
    assert "asks for at least 2" in found.matching.infeasibility.reason


def test_places_that_are_counted_in_pairs_say_so():
    found = run([3, 2, 2], marks=False)
    assert len(found.pairs) == 2
    (told,) = found.findings
    assert (told.rule, told.severity) == ("places", pw.Severity.WARNING)
    assert told.message.startswith(
        "3 mentors may fill mentor places in England, 2 in all, and some offer to take several"
        " mentees (MR-1, MR-2, MR-3): pairs are counted there and not people"
    )
    assert not run([3, 2], marks=False).findings


def most_pairs(capacity, allowed, places, keep=frozenset()):
    """Find the most pairs of mentees with mentors by trying all, with places of people."""
    best = None
    for chosen in itertools.product(range(-1, len(capacity)), repeat=len(MENTEES)):
        used = [chosen.count(mentor) for mentor in range(len(capacity))]
        fits = all(own <= most for own, most in zip(used, capacity, strict=True))
        fits = fits and sum(own > 0 for own in used) <= places
        fits = fits and all(allowed[i][j] for i, j in enumerate(chosen) if j >= 0)
        if fits and keep <= {("MR", j) for j, own in enumerate(used) if own} | {
            ("ME", i) for i, j in enumerate(chosen) if j >= 0
        }:
            best = max(best or 0, len(MENTEES) - chosen.count(-1))
    return best


@pytest.mark.parametrize("seed", range(12))
def test_reserves_bring_what_trying_all_brings(seed):
    draw = random.Random(seed)
    capacity = [draw.choice([1, 2, 3]) for _ in range(4)]
    allowed = [[draw.random() < 0.45 for _ in range(4)] for _ in MENTEES]
    vetoes = [
        ";".join(who for i, who in enumerate(MENTEES) if not allowed[i][j]) or None
        for j in range(4)
    ]
    alone = most_pairs(capacity[:2], [row[:2] for row in allowed], 2)
    shortlisted = run(capacity[:2], vetoes[:2], reserves=2)
    assert len(shortlisted.pairs) == alone
    found = run(capacity, vetoes, reserves=2)
    assert len(people_of(found)) <= 2
    kept = {person for pair in pairs_of(shortlisted) for person in pair}
    assert kept <= {person for pair in pairs_of(found) for person in pair}
    keep = frozenset((who[:2], int(who[3:]) - 1) for who in kept)
    best = most_pairs(capacity, allowed, 2, keep)
    assert alone <= len(found.pairs) <= best
    if not found.findings:
        assert len(found.pairs) == best
