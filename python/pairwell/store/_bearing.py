"""Which rule, criterion or step bears unequally on a group: a search for proxies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pairwell import _core
from pairwell.store._checked import checked
from pairwell.store._equality import NOT_ANSWERED, exact_tests, groups_of
from pairwell.store._suppression import FEWEST_FOR_RATE

LEVEL = 0.05
"""How often a search finds something to say of a scheme that bears equally on everybody."""

Verdict = Literal["unequal", "to look at", "no sign", "too few to say"]

_MANY = 60
"""From so many people on, a verdict leaves open far more than one count."""


@dataclass(frozen=True)
class Bearing:
    """How a rule, a criterion or a step bears on a group, beside everybody else.

    ``verdict`` is "unequal" where so much fewer of the group passed that chance alone does that in
    one search of twenty at most; "to look at" where under four fifths of the others' share passed,
    or one test alone of twenty would find it; and otherwise "no sign". There are no counts in it,
    since those of several rules could be subtracted from each other.
    """

    factor: str
    group: str
    verdict: Verdict

    def __repr__(self) -> str:
        return f"<Bearing: {self.factor}, {self.group}, {self.verdict}>"


@checked
def find_bearings(
    question: str,
    answers: Iterable[_core.MonitoringAnswers],
    passed: Mapping[str, Mapping[str, bool]],
    programme: _core.Programme | None = None,
) -> tuple[Bearing, ...]:
    """Look for what bears unequally on a group, by one question of the monitoring form.

    Parameters
    ----------
    question
        The id of a question whose answers are kept with monitoring.
    answers
        The answers; who has none, or left this one blank, counts as "not answered".
    passed
        For each rule, criterion and step who was held to it, by reference, and whether they passed,
        as `Applications.passed` gives it.
    programme
        Whose questions these are; the standard ones without.

    Returns
    -------
    tuple
        In the order of ``passed``, and within it of the groups' names; groups of fewer than 10
        are left out, as their names alone would say something.

    Raises
    ------
    Error
        Where there is no such question, with those that there are; or SciPy is not installed.

    Notes
    -----
    Fisher's exact test, two-sided, of each group against everybody else; "unequal" by Bonferroni's
    correction for all of them. Where only one count could bring about one of the verdicts, it is
    "too few to say", as it is with fewer than 10 people on any side.

    Examples
    --------
    >>> import pairwell as pw
    >>> from pairwell.store import find_bearings
    >>> people = [f"MM-{number:03}" for number in range(1, 61)]
    >>> gender = ["woman"] * 30 + ["man"] * 30
    >>> read = pw.read_monitoring({"reference": people, "gender": gender})
    >>> passed = {"rule need": {person: at >= 20 for at, person in enumerate(people)}}
    >>> find_bearings("gender", read.answers, passed)
    (<Bearing: rule need, man, no sign>, <Bearing: rule need, woman, unequal>)
    """
    given = groups_of(question, answers, programme)
    tables = [
        (factor, group, *table)
        for factor, outcomes in passed.items()
        for group, table in _tables(outcomes, given)
    ]
    return tuple(
        Bearing(factor, group, _told(of, hits, others, hits_of_others, len(tables)))
        for factor, group, of, hits, others, hits_of_others in tables
    )


def _tables(
    outcomes: Mapping[str, bool], given: Mapping[str, str]
) -> Iterable[tuple[str, tuple[int, int, int, int]]]:
    """Count each group that is large enough, and everybody else: how many, how many passed."""
    counts: dict[str, list[int]] = {}
    for reference, has_passed in outcomes.items():
        row = counts.setdefault(given.get(reference, NOT_ANSWERED), [0, 0])
        row[0] += 1
        row[1] += has_passed
    of_all, hits_of_all = (sum(row[at] for row in counts.values()) for at in (0, 1))
    for group in sorted(counts, key=lambda name: (name == NOT_ANSWERED, name)):
        of, hits = counts[group]
        if of >= FEWEST_FOR_RATE:
            yield group, (of, hits, of_all - of, hits_of_all - hits)


def _told(of: int, hits: int, others: int, hits_of_others: int, tests: int) -> Verdict:
    """Give the verdict, unless one of those that there could be would say how many passed."""
    total = hits + hits_of_others
    if min(others, total, of + others - total) < FEWEST_FOR_RATE:
        return "too few to say"
    if of < _MANY or others < _MANY:
        least, most = max(0, total - others), min(of, total)
        could = [_verdict(of, n, others, total - n, tests) for n in range(least, most + 1)]
        if any(could.count(verdict) == 1 for verdict in could):
            return "too few to say"
    return _verdict(of, hits, others, hits_of_others, tests)


def _verdict(of: int, hits: int, others: int, hits_of_others: int, tests: int) -> Verdict:
    if hits * others >= hits_of_others * of:
        return "no sign"
    fisher, mid_p = exact_tests(hits, of, hits_of_others, others)
    if fisher * tests <= LEVEL:
        return "unequal"
    is_far = 5 * hits * others < 4 * hits_of_others * of
    return "to look at" if is_far or mid_p <= LEVEL else "no sign"
