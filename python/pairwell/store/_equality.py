"""How groups fared from step to step: counted, compared exactly, and suppressed where too small.

Only counts by group come in here. What is left out is left out for good: nothing that is shown,
totals included, lets a suppressed count be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.store._steps import STEPS
from pairwell.store._words import Question

FEWEST_IN_CELL = 5
"""A count under this is not shown."""
FEWEST_FOR_RATE = 10
"""A rate from fewer people than this is too few to say."""
FOUR_FIFTHS = 0.8

NOT_ANSWERED = "not answered"


@dataclass(frozen=True)
class Rate:
    """How many of a group that reached one step reached the next, beside everybody else.

    What cannot be shown is none: `of` and `reached` where a count is suppressed, and the rest
    where it rests on such a count or on too few people.
    """

    step: str
    of: int | None
    reached: int | None
    rate: float | None
    low: float | None
    high: float | None
    """The exact interval of the rate, which covers with 95 % at least (Clopper-Pearson)."""
    ratio: float | None
    """The rate over that of the group that fared best at this step."""
    below_four_fifths: bool | None
    fisher: float | None
    """Fisher's exact test, two-sided, of the group against everybody else."""
    mid_p: float | None
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

    question: Question
    steps: tuple[str, ...]
    totals: tuple[int | None, ...]
    groups: tuple[GroupFunnel, ...]
    not_shown: int
    """How many counts are suppressed."""

    def __repr__(self) -> str:
        groups, hidden = plural(len(self.groups), "group"), plural(self.not_shown, "count")
        return f"<EqualityFunnel: {self.question}, {groups}, {hidden} not shown>"


def equality_funnel(
    question: Question, answers: Iterable[_core.MonitoringAnswers], reached: Mapping[str, str]
) -> EqualityFunnel:
    """Count the people of each group at each step, and compare the groups.

    Parameters
    ----------
    question
        One of `pairwell.monitoring_columns`.
    answers
        The answers; who has none, or left this one blank, counts as "not answered".
    reached
        The furthest step of everybody, by reference.

    Raises
    ------
    Error
        Where there is no such question, with those that there are; or SciPy is not installed.

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
    if question not in _core.monitoring_columns():
        asked = _core.monitoring_columns()
        likely = suggestion(question, asked)
        raise _core.Error(
            f"monitoring does not ask {question!r}; it asks {', '.join(asked)}"
            + (likely and f".{likely}")
        )
    given = {a.reference: getattr(a, question).strip() or NOT_ANSWERED for a in answers}
    counts: dict[str, list[int]] = {}
    for reference, furthest in reached.items():
        row = counts.setdefault(given.get(reference, NOT_ANSWERED), [0] * len(STEPS))
        for step in range(STEPS.index(furthest) + 1):
            row[step] += 1
    names = sorted(counts, key=lambda name: (name == NOT_ANSWERED, name))
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
        ),
        sum(not keep for row in shown for keep in row),
    )


def suppressed(table: Sequence[Sequence[int]]) -> list[list[bool]]:
    """Say which counts of a table may be shown beside the totals of its columns.

    Counts under 5 may not. Where those of a column could be worked out from its total, even by
    somebody who knows this rule, the smallest other count goes too, or else the whole column.
    """
    columns = [_column(counts) for counts in zip(*table, strict=True)]
    return [list(row) for row in zip(*columns, strict=True)]


def _column(counts: Sequence[int]) -> list[bool]:
    """Say which counts of one column may be shown beside its total.

    Whatever is decided here depends on what is shown in the end and on sums that follow from it.
    So all columns that fit what is shown look alike, and each hidden count has several values
    among them; a test goes through all small columns.
    """
    shown = [n >= FEWEST_IN_CELL for n in counts]
    small = [n for n in counts if n < FEWEST_IN_CELL]
    most = FEWEST_IN_CELL - 1
    if not small or (len(small) > 1 and 2 <= sum(small) <= most * len(small) - 2):
        return shown
    left = sorted((n, i) for i, n in enumerate(counts) if shown[i])
    if len(small) == 1 and len(left) > 1:
        together, beside = small[0] + left[0][0], left[1][0]
        others = [n for n in range(FEWEST_IN_CELL) if FEWEST_IN_CELL <= together - n < beside]
        if len(others) > 1:
            shown[left[0][1]] = False
            return shown
    return [False] * len(counts)


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
    spread = needed("scipy.stats", "store").hypergeom(of + of_others, reached + others, of)
    low, high = spread.support()
    seen = float(spread.pmf(reached))
    # As likely as what was seen, but for rounding.
    likely = [float(spread.pmf(k)) for k in range(low, high + 1)]
    rarer = sum(p for p in likely if p < seen * (1 - 1e-7))
    equal = sum(p for p in likely if seen * (1 - 1e-7) <= p <= seen * (1 + 1e-7))
    return min(1.0, rarer + equal), min(1.0, rarer + equal / 2)


def _rate(
    group: int, step: int, table: Sequence[Sequence[int]], shown: Sequence[Sequence[bool]]
) -> Rate:
    of, reached = table[group][step - 1], table[group][step]
    of_shown, reached_shown = shown[group][step - 1], shown[group][step]
    name, visible = STEPS[step], (of if of_shown else None, reached if reached_shown else None)
    if not (of_shown and reached_shown) or of < FEWEST_FOR_RATE:
        return Rate(name, *visible, None, None, None, None, None, None, None)
    rate = reached / of
    test = needed("scipy.stats", "store").binomtest(reached, of)
    interval = test.proportion_ci(method="exact")
    best = max(
        table[i][step] / table[i][step - 1]
        for i in range(len(table))
        if shown[i][step - 1] and shown[i][step] and table[i][step - 1] >= FEWEST_FOR_RATE
    )
    ratio = rate / best if best else None
    total_of = sum(row[step - 1] for row in table) - of
    total_reached = sum(row[step] for row in table) - reached
    fisher = mid_p = None
    # The rest follows from the totals, so it may be tested where it may be shown.
    if total_of >= FEWEST_FOR_RATE and total_reached >= FEWEST_IN_CELL:
        fisher, mid_p = exact_tests(reached, of, total_reached, total_of)
    return Rate(
        name,
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
