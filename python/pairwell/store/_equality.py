"""How groups fared from step to step: counted, compared exactly, and suppressed where too small."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import TypeGuard

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.scheme.asked import monitoring_ids
from pairwell.store._checked import checked
from pairwell.store._desk import unknown
from pairwell.store._steps import STEPS
from pairwell.store._suppression import FEWEST_FOR_RATE, FEWEST_IN_CELL, suppressed

FOUR_FIFTHS = 0.8

NOT_ANSWERED = "not answered"


@dataclass(frozen=True)
class Rate:
    """How many of a group that reached one step reached a later one, beside everybody else.

    What cannot be shown is none: `of` and `reached` where a count is suppressed, and the rest
    where it rests on such a count or on too few people.
    """

    step: str
    since: str
    """The step that `of` counts: the last one before that is shown."""
    of: int | None
    reached: int | None
    rate: float | None = None
    low: float | None = None
    high: float | None = None
    """The exact interval of the rate, which covers with 95 % at least (Clopper-Pearson)."""
    ratio: float | None = None
    """The rate over that of the group that fared best at this step."""
    below_four_fifths: bool | None = None
    fisher: float | None = None
    """Fisher's exact test, two-sided, of the group against everybody else."""
    mid_p: float | None = None
    """The same with half the weight of what is as likely as what was seen: less cautious."""

    def __repr__(self) -> str:
        shown = None not in (self.reached, self.of)
        return f"<Rate: {self.step}, {f'{self.reached} of {self.of}' if shown else 'not shown'}>"


@dataclass(frozen=True)
class GroupFunnel:
    """One group, by its answer: how many reached each step, and how rates compare."""

    group: str
    counts: tuple[int | None, ...]
    rates: tuple[Rate, ...]

    def __repr__(self) -> str:
        return f"<GroupFunnel: {self.group}, {plural(len(self.counts), 'step')}>"


@dataclass(frozen=True)
class EqualityFunnel:
    """The funnel by one question of the monitoring form; ``totals`` are everybody's counts."""

    question: str
    steps: tuple[str, ...]
    totals: tuple[int | None, ...]
    groups: tuple[GroupFunnel, ...]
    """Those of whom something can be shown: a small group is not even named."""
    has_small_groups: bool
    """Whether there are others."""
    not_shown: int
    """How many counts of the groups above are suppressed."""

    def __repr__(self) -> str:
        groups, hidden = plural(len(self.groups), "group"), plural(self.not_shown, "count")
        return f"<EqualityFunnel: {self.question}, {groups}, {hidden} not shown>"


@checked
def equality_funnel(
    question: str,
    answers: Iterable[_core.MonitoringAnswers],
    reached: Mapping[str, str],
    programme: _core.Programme | None = None,
) -> EqualityFunnel:
    """Count the people of each group at each step, and compare the groups.

    Parameters
    ----------
    question
        The id of a question whose answers are kept with monitoring.
    answers
        The answers; who has none, or left this one blank, counts as "not answered".
    reached
        The furthest step of everybody, by reference.
    programme
        Whose questions these are; the standard ones without.

    Raises
    ------
    Error
        Where there is no such question or step, with those that there are; or SciPy is not
        installed.

    Examples
    --------
    >>> import pairwell as pw
    >>> from pairwell.store import equality_funnel
    >>> people = [f"MM-{number:03}" for number in range(1, 13)]
    >>> read = pw.read_monitoring({"reference": people, "gender": ["woman"] * 12})
    >>> reached = dict.fromkeys(people, "eligible")
    >>> group = equality_funnel("gender", read.answers, reached).groups[0]
    >>> group.group, group.counts
    ('woman', (12, 12, None, None, None, None))
    """
    given = groups_of(question, answers, programme)
    counts: dict[str, list[int]] = {}
    for reference, furthest in reached.items():
        row = counts.setdefault(given.get(reference, NOT_ANSWERED), [0] * len(STEPS))
        if furthest not in STEPS:
            raise unknown("step", furthest, STEPS)
        for step in range(STEPS.index(furthest) + 1):
            row[step] += 1
    names = in_order(counts, question, programme)
    table = [counts[name] for name in names]
    totals = [sum(column) for column in zip(*table, strict=True)] or [0] * len(STEPS)
    shown = suppressed(table)
    total_shown = tuple(None if 0 < n < FEWEST_IN_CELL else n for n in totals)
    return EqualityFunnel(
        question,
        STEPS,
        total_shown,
        tuple(
            GroupFunnel(
                name,
                tuple(n if keep else None for n, keep in zip(table[i], shown[i], strict=True)),
                tuple(_rate(i, step, table, shown) for step in range(1, len(STEPS))),
            )
            for i, name in enumerate(names)
            if any(shown[i])
        ),
        not all(any(row) for row in shown),
        sum(not keep for row in shown if any(row) for keep in row),
    )


def groups_of(
    question: str,
    answers: Iterable[_core.MonitoringAnswers],
    programme: _core.Programme | None = None,
) -> dict[str, str]:
    """Give the group of everybody who answered, by reference.

    Several options that somebody chose are one group of their own.

    Raises
    ------
    Error
        Where there is no such question, with those that there are.
    """
    asked = _core.monitoring_columns() if programme is None else monitoring_ids(programme)
    if question not in asked:
        likely = suggestion(question, asked)
        asks = f"it asks {', '.join(asked)}" if asked else "the programme asks nothing for it"
        raise _core.Error(
            f"monitoring does not ask {question!r}; {asks}" + (likely and f".{likely}")
        )
    spelling: dict[str, str] = {}  # of each group, as whoever was first typed it
    groups = {}
    for each in answers:
        answer = each.answers.get(question)
        given = "; ".join(sorted(answer)) if _is_several(answer) else each.given(question)
        groups[each.reference] = spelling.setdefault(_core.fold(given), given) or NOT_ANSWERED
    return groups


def in_order(
    groups: Iterable[str], question: str, programme: _core.Programme | None = None
) -> list[str]:
    """Put groups in the order of the question's options, then by name; "not answered" is last."""
    asked = () if programme is None else programme.questions
    options = next((each.options for each in asked if each.id == question), [])
    place = {_core.fold(option): at for at, option in enumerate(options)}
    return sorted(
        groups,
        key=lambda name: (name == NOT_ANSWERED, place.get(_core.fold(name), len(place)), name),
    )


def _is_several(answer: object) -> TypeGuard[list[str]]:
    return isinstance(answer, list) and all(isinstance(item, str) for item in answer)


def exact_tests(reached: int, of: int, others: int, of_others: int) -> tuple[float, float]:
    """Compare two groups' shares: Fisher's exact test, two-sided, and its mid-p.

    Parameters
    ----------
    reached, of
        How many of a group reached a step, of how many.
    others, of_others
        The same of everybody else.
    """
    if not of or not of_others:
        return 1.0, 1.0
    hits, all_of = reached + others, of + of_others
    low, high = max(0, hits - of_others), min(of, hits)
    # How many ways there are to each outcome, as whole numbers: equally likely ones are equal.
    ways = {n: comb(of, n) * comb(of_others, hits - n) for n in range(low, high + 1)}
    rarer = sum(each for each in ways.values() if each < ways[reached])
    equal = sum(each for each in ways.values() if each == ways[reached])
    whole = comb(all_of, hits)
    return (rarer + equal) / whole, (2 * rarer + equal) / (2 * whole)


def _rate(
    group: int, step: int, table: Sequence[Sequence[int]], shown: Sequence[Sequence[bool]]
) -> Rate:
    before = [at for at in range(step) if shown[group][at]]
    since = before[-1] if before else step - 1
    of, reached = table[group][since], table[group][step]
    is_shown = shown[group][step]
    visible = (of if before else None, reached if is_shown else None)
    if not is_shown or of < FEWEST_FOR_RATE:
        return Rate(STEPS[step], STEPS[since], *visible)
    rate = reached / of
    test = needed("scipy.stats", "store").binomtest(reached, of)
    interval = test.proportion_ci(method="exact")
    best = max(
        row[step] / row[since]
        for row, keep in zip(table, shown, strict=True)
        if keep[step] and row[since] >= FEWEST_FOR_RATE
    )
    ratio = rate / best if best else None
    total_of = sum(row[since] for row in table) - of
    total_reached = sum(row[step] for row in table) - reached
    fisher = mid_p = None
    # The rest follows from the totals, so it may be tested where it may be shown.
    if total_of >= FEWEST_FOR_RATE and total_reached >= FEWEST_IN_CELL:
        fisher, mid_p = exact_tests(reached, of, total_reached, total_of)
    return Rate(
        STEPS[step],
        STEPS[since],
        of,
        reached,
        rate,
        float(interval.low),
        float(interval.high),
        ratio,
        None if ratio is None else ratio < FOUR_FIFTHS,
        fisher,
        mid_p,
    )
