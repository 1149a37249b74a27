"""The new matching after a change, beside the old one: what stays, what cannot, and the price."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Unpack

import numpy as np

from pairwell.data.framed import Column
from pairwell.data.shown import html_table, plural
from pairwell.matching.diff import MatchingDiff, PairLabels, diff_of
from pairwell.matching.labels import Label, shown
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem_parts import Rules
from pairwell.matching.repair_pairs import (
    GonePair,
    KeptPair,
    MovedPair,
    OldPairs,
    ends_of,
)
from pairwell.matching.repair_plan import (
    WHY_STOPPED,
    First,
    Plan,
    Progress,
    Solving,
    read_count,
    read_plan,
)
from pairwell.matching.repair_words import price_in_words, price_of
from pairwell.matching.stage_prices import StagePrice
from pairwell.matching.stages import PlainStage
from pairwell.matching.tables import MatchingTable, column_of_labels
from pairwell.matching.value import Value

_REASONS = 20
_MOST_REASONS = 1_000_000
_Row = tuple[Label, Label, str, Fraction | None, Fraction | None, str]


@dataclass(frozen=True, eq=False, repr=False)
class Repair(Value):
    """A new matching after a change, beside the old one; true where there is one.

    `print` shows it in words.
    """

    first: First
    """What came first in `matching`."""
    before: Matching
    """The old matching."""
    matching: Matching
    """The new one, with its proof; or why there is none."""
    other: Matching | None
    """The matching of the other order; None where it was not solved."""
    kept: tuple[KeptPair, ...]
    """The old pairs that stay."""
    gone: tuple[GonePair, ...]
    """The old pairs that the changed rules no longer allow."""
    moved: tuple[MovedPair, ...]
    """The old pairs that were given up although they would be allowed."""
    begun: tuple[PairLabels, ...]
    """The new pairs."""
    price: tuple[StagePrice, ...]
    """What keeping pairs costs each stage behind it: what the stage reaches with fewest changes
    first, and with the objective first; nothing of a `Repairer`, which solves for one order."""
    text: str
    """Full sentences that name nobody."""
    detail: str
    """Full sentences that name the pairs that are gone and moved."""
    is_from_proof: bool | None = None
    """Whether a `Repairer` found it from the proof of the old matching, or had to solve anew; None
    of `repair`, which always solves."""

    @cached_property
    def diff(self) -> MatchingDiff | None:
        """Who gains, who loses, who comes and leaves; None where there is no new matching."""
        if not self:
            return None
        if self.is_from_proof is None:
            return self.before.diff(self.matching)
        then, now = self.before, self.matching
        stay = [np.arange(people) for people in then.problem.shape]
        return diff_of((then.problem, then.pairs), (now.problem, now.pairs), stay)

    def __bool__(self) -> bool:
        return bool(self.matching)

    @property
    def changed(self) -> int | None:
        """How many of the old pairs ended; None where there is no new matching."""
        return len(self.gone) + len(self.moved) if self else None

    def table(self) -> MatchingTable:
        """Every pair of both matchings.

        ``mentee``, ``mentor``; ``change``: kept, gone, moved or begun; ``before`` and ``after``,
        the points of the pair in the old and in the new matching; and ``reason`` why it ended.
        """
        rows = self._rows()
        columns: list[Column] = []
        for side, name in enumerate(("mentee", "mentor")):
            labels = [row[side] for row in rows]
            problems = (self.before.problem, self.matching.problem)
            known: list[Label] = []
            for problem in problems:
                known += problem._labels(side) or range(min(1, problem.shape[side]))
            columns.append(column_of_labels(name, labels, known))
        columns.append(Column("change", "text", [row[2] for row in rows]))
        sides = (("before", [row[3] for row in rows]), ("after", [row[4] for row in rows]))
        for name, points in sides:
            reals = [None if each is None else float(each) for each in points]
            columns.append(Column(name, "real", reals))
        columns.append(Column("reason", "text", [row[5] or None for row in rows]))
        return MatchingTable("pairs before and after", columns)

    def _rows(self) -> list[_Row]:
        rows: list[_Row] = [
            *((*_pair(each), "kept", each.before, each.after, "") for each in self.kept),
            *((*_pair(each), "gone", each.before, None, each.reason) for each in self.gone),
            *((*_pair(each), "moved", each.before, None, each.reason) for each in self.moved),
        ]
        new = _points(self.matching)
        return [*rows, *((*pair, "begun", None, new[pair], "") for pair in self.begun)]

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON; both problems are left out."""
        table = self.table()
        rows = [
            {name: _bare(cell) for name, cell in zip(table.columns, row, strict=True)}
            for row in table.rows
        ]
        price = [
            {
                "stage": each.later,
                "value": each.value,
                "without": each.value_without,
                "loss": each.loss,
                "effect": each.effect,
                "text": each.text,
            }
            for each in self.price
        ]
        return {
            "first": self.first,
            "status": self.matching.status.name,
            "changed": self.changed,
            "pairs": rows,
            "price": price,
            "text": self.text,
            "detail": self.detail,
        }

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.text, self.detail)))

    def __repr__(self) -> str:
        return f"<Repair: {self._summary()}>"

    def _summary(self) -> str:
        if not self:
            return self.matching._summary()
        counts = (len(self.kept), len(self.gone), len(self.moved))
        kept, gone, moved = counts
        of = plural(sum(counts), "pair")
        return f"{kept} of {of} kept, {gone} gone, {moved} moved, {len(self.begun)} begun"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple("" if cell is None else _cell(cell) for cell in row) for row in table.rows)
        return html_table(self.text, table.columns, rows, len(table))


def _cell(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else shown(cell)


def _bare(cell: Any) -> Any:
    return cell if cell is None or isinstance(cell, (str, int, float)) else shown(cell)


def _pair(each: KeptPair | GonePair | MovedPair) -> tuple[Label, Label]:
    return each.mentee, each.mentor


def _points(matching: Matching) -> dict[tuple[Label, Label], Fraction]:
    """The points of each pair, by the labels of its people."""
    problem, pairs = matching.problem, matching.pairs
    called = (problem._called(side, pairs[:, side].tolist()) for side in (0, 1))
    return dict(zip(zip(*called, strict=True), problem._exact_points(pairs), strict=True))


def repair(
    matching: Any,
    problem: Any = None,
    *,
    first: First = "changes",
    objective: PlainStage | Sequence[Any] | None = None,
    seed: Any = None,
    vetoes: Any = None,
    withdrawn_mentees: Sequence[Label] = (),
    withdrawn_mentors: Sequence[Label] = (),
    reasons: int = _REASONS,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
    **rules: Unpack[Rules],
) -> Repair:
    """Find the new matching after a change, and say what stays, what cannot, and what that costs.

    It solves anew, in both orders, whatever changed. Where a large problem sees one change after
    another, a `Repairer` takes each from the proof of the matching that stands.

    Parameters
    ----------
    matching
        The old matching, which is optimal; or what has one as its `matching`, as a `Round` and a
        `Repair` do.
    problem
        The changed problem, or whatever `Problem` takes as points. People may have come, left or
        stand in another order; they are found again as `match` finds previous pairs. Without it,
        the old problem.
    first
        "changes": as few as possible of the old pairs end. The stage "fewest_changes" stands in
        front of all others, but behind "most_pairs" where the objective begins with it: as many
        people as possible are paired, then as many old pairs as possible stay. "objective": it
        stands behind all others but the lottery, so that an old pair stays where that costs
        nothing.
    objective
        As `match` takes it. None: that of the old matching, without "fewest_changes" where it had
        it. Where "fewest_changes" stands in it as a name alone, it counts there, and `first` is
        left out.
    seed
        For the lottery. None: that of the old matching, and no lottery where it had none.
    vetoes
        Pairs that must not be, besides those that the problem forbids, in the form of `forbidden`.
    withdrawn_mentees, withdrawn_mentors
        People, by label or position, who can be in no pair; locked pairs of theirs are no longer
        locked.
    reasons
        How many of the pairs that are given up get an exact reason, the first ones; each takes a
        search.
    names
        What the sentences call people and groups; without it, as `why_not`.
    progress, time_limit
        As `match` takes them, for all of it; the stage is told as ``"changes first: most_points"``.
    **rules
        What `Problem` takes besides points; each takes the place of the problem's, as in
        `Problem.replace`.

    Returns
    -------
    Repair
        That no pairs obey the changed rules, and that the call was stopped, is a status of its
        matching and no error. What was found by then is kept.

    Raises
    ------
    InvalidInput
        With every fault of the changed problem or the objective; where the old matching is not
        optimal or not of its problem, or people cannot be found again.
    TypeError
        For an argument of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Zoe": 3}}
    >>> before = pw.match(points)
    >>> print(pw.repair(before, vetoes=[("Ben", "Xu")]))
    1 of 3 pairs stays, 1 can no longer be and 1 was given up; 2 begin. Keeping pairs costs nothing.
    The rules no longer allow mentee Ben with mentor Xu. Keeping mentee Ana with mentor Yates would mean 1 pair fewer.
    """  # noqa: E501
    solving = Solving("repair", progress, time_limit)
    most = most_reasons("repair", reasons)
    plan = read_plan(
        "repair",
        matching,
        problem,
        first,
        objective,
        seed,
        names,
        vetoes,
        (withdrawn_mentees, withdrawn_mentors),
        rules,
    )
    orders = dict(plan.places)
    second: First = "objective" if first == "changes" else "changes"
    found = solving.match(f"{first} first", plan.problem, plan.order(orders[first]))
    assert found is not None
    if not found:
        return without_pairs(plan, first, found, None)
    other = found
    if orders[first] != orders[second]:
        other_found = solving.match(f"{second} first", plan.problem, plan.order(orders[second]))
        other = other_found if other_found else None  # type: ignore[assignment]
    return _beside(plan, first, found, other, most, solving)


def most_reasons(function: str, reasons: int) -> int:
    """How many exact reasons are asked for."""
    return read_count(function, "reasons", reasons, _MOST_REASONS + 1)


def without_pairs(
    plan: Plan, first: First, matching: Matching, is_from_proof: bool | None
) -> Repair:
    """A repair without pairs."""
    why = matching.infeasibility
    if why is None:
        text = f"Not solved: {WHY_STOPPED[matching.status]}."
    else:
        text = f"No matching obeys the changed rules. {why.in_words(plan.problem, plan.names)}"
    return Repair(first, plan.before, matching, None, (), (), (), (), (), text, "", is_from_proof)


def _beside(
    plan: Plan,
    first: First,
    matching: Matching,
    other: Matching | None,
    reasons: int,
    solving: Solving,
) -> Repair:
    ends = ends_of(OldPairs(plan), matching, reasons, solving)
    price = price_of(plan, first, matching, other)
    text = f"{ends.counts} {price_in_words(price, first, matching, other, solving)}"
    return Repair(first, plan.before, matching, other, *ends, price, text, ends.detail)
