"""What changes from one matching to another: which pairs, and for whom by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np

from pairwell import _core
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.faults import Faults
from pairwell.matching.labels import Label, shown
from pairwell.matching.people import NOWHERE, places_in
from pairwell.matching.problem import Problem
from pairwell.matching.tables import MatchingTable, column_of_labels
from pairwell.matching.value import Int64Array

PairLabels = tuple[Label, Label]
Change = Literal[
    "came", "left", "newly matched", "newly unmatched", "gains", "loses", "other partner", "same"
]


@dataclass(frozen=True, repr=False)
class PersonChange:
    """What one person had in one matching and has in another."""

    role: Literal["mentee", "mentor"]
    person: Label
    """The label, or the position where there are none: the later one, except of who left."""
    before: Fraction | None
    """The points of their pairs; None where they were not in the problem."""
    after: Fraction | None
    """The points of their pairs; None where they are not in the problem."""
    partners_before: tuple[Label, ...]
    partners_after: tuple[Label, ...]

    def __repr__(self) -> str:
        return f"<PersonChange: a {self.role}, {self.change}>"  # labels may be names or e-mails

    @property
    def gain(self) -> Fraction:
        """By how many points they have more; nothing counts as 0."""
        return (self.after or Fraction()) - (self.before or Fraction())

    @property
    def _more(self) -> tuple[int, Fraction]:
        """How many pairs more, and then how many points: the order of who gains and who loses."""
        return len(self.partners_after) - len(self.partners_before), self.gain

    @property
    def change(self) -> Change:
        """What became of them, in a word or two; who is new in the problem came."""
        if self.before is None or self.after is None:
            return "came" if self.before is None else "left"
        if bool(self.partners_before) != bool(self.partners_after):
            return "newly matched" if self.partners_after else "newly unmatched"
        if any(self._more):
            return "gains" if self._more > (0, 0) else "loses"
        return "same" if self.partners_before == self.partners_after else "other partner"


@dataclass(frozen=True, repr=False)
class MatchingDiff(Framed):
    """What changes from one matching to another.

    Its frames have a row for each person, mentees first: ``role``, ``person``, ``change``,
    ``before``, ``after`` and ``gain`` in points, ``pairs_before`` and ``pairs_after``.
    """

    kept: tuple[PairLabels, ...]
    """Pairs in both."""
    ended: tuple[PairLabels, ...]
    """Pairs in the earlier one only."""
    begun: tuple[PairLabels, ...]
    """Pairs in the later one only."""
    people: tuple[PersonChange, ...]
    """Everybody of both problems, mentees first: those of the later one in its order, then those
    who left."""
    before: Fraction
    """All points of the earlier matching."""
    after: Fraction
    """All points of the later one."""

    @property
    def gain(self) -> Fraction:
        """By how many points the later matching has more in all."""
        return self.after - self.before

    @property
    def gained(self) -> tuple[PersonChange, ...]:
        """Who is in both problems and has more pairs, or as many with more points.

        Those with the largest gain come first.
        """
        return self._by_gain(1)

    @property
    def lost(self) -> tuple[PersonChange, ...]:
        """Who is in both problems and has fewer pairs, or as many with fewer points.

        Those with the largest loss come first.
        """
        return self._by_gain(-1)

    def _by_gain(self, sign: int) -> tuple[PersonChange, ...]:
        found = [
            each
            for each in self.people
            if each.change not in ("came", "left")
            and (each._more > (0, 0) if sign > 0 else each._more < (0, 0))
        ]
        return tuple(sorted(found, key=lambda each: each._more, reverse=sign > 0))

    @property
    def newly_matched(self) -> tuple[PersonChange, ...]:
        """Who is in both problems and has a pair in the later matching only."""
        return self._who("newly matched")

    @property
    def newly_unmatched(self) -> tuple[PersonChange, ...]:
        """Who is in both problems and has a pair in the earlier matching only."""
        return self._who("newly unmatched")

    @property
    def came(self) -> tuple[PersonChange, ...]:
        """Who is in the later problem only."""
        return self._who("came")

    @property
    def left(self) -> tuple[PersonChange, ...]:
        """Who is in the earlier problem only."""
        return self._who("left")

    def _who(self, change: Change) -> tuple[PersonChange, ...]:
        return tuple(each for each in self.people if each.change == change)

    def pairs(self) -> MatchingTable:
        """Every pair of both: mentee, mentor and whether it is kept, ended or begun."""
        rows = [
            (*pair, name)
            for name, pairs in (("kept", self.kept), ("ended", self.ended), ("begun", self.begun))
            for pair in pairs
        ]
        mentees, mentors, changes = zip(*rows, strict=True) if rows else ((), (), ())
        columns = [
            column_of_labels("mentee", mentees, self._known("mentee")),
            column_of_labels("mentor", mentors, self._known("mentor")),
            Column("change", "text", changes),
        ]
        return MatchingTable("changes of pairs", columns)

    def _known(self, *roles: str) -> list[Label]:
        return [each.person for each in self.people if each.role in roles]

    def _frame(self) -> list[Column]:
        def real(values: Iterable[Fraction | None]) -> Sequence[float | None]:
            return [None if value is None else float(value) for value in values]

        people = self.people
        return [
            Column("role", "text", [each.role for each in people]),
            column_of_labels(
                "person", self._known("mentee", "mentor"), self._known("mentee", "mentor")
            ),
            Column("change", "text", [each.change for each in people]),
            Column("before", "real", real(each.before for each in people)),
            Column("after", "real", real(each.after for each in people)),
            Column("gain", "real", real(each.gain for each in people)),
            Column("pairs_before", "whole", [len(each.partners_before) for each in people]),
            Column("pairs_after", "whole", [len(each.partners_after) for each in people]),
        ]

    def __repr__(self) -> str:
        return f"<MatchingDiff: {self._summary()}>"

    def _summary(self) -> str:
        count = plural(len(self.kept) + len(self.ended), "pair")
        parts = [f"{len(self.ended)} of {count} ended", f"{len(self.begun)} begun"]
        gained, lost = len(self.gained), len(self.lost)
        parts.append(f"{gained or 'nobody'} gain{'s' * (gained < 2)}")
        parts.append(f"{lost or 'nobody'} lose{'s' * (lost < 2)}")
        parts += [f"{len(who)} {word}" for word, who in (("came", self.came), ("left", self.left))
                  if who]  # fmt: skip
        points = f"{float(self.gain):+.15g}" if self.gain else "0"
        return ", ".join([*parts, f"{points} points"])

    def _repr_html_(self) -> str:
        changed = [each for each in self.people if each.change != "same"]
        rows = (
            (each.role, shown(each.person), each.change, *map(_points, (each.before, each.after)),
             f"{float(each.gain):+.15g}")
            for each in changed
        )  # fmt: skip
        columns = ("role", "person", "change", "before", "after", "gain")
        return html_table(self._summary(), columns, rows, len(changed))


def _points(value: Fraction | None) -> str:
    return "" if value is None else f"{float(value):.15g}"


def diff_of(
    before: tuple[Problem, Int64Array],
    after: tuple[Problem, Int64Array],
    places: Sequence[Int64Array] | None = None,
) -> MatchingDiff:
    """What changes from pairs of one problem to pairs of another.

    Parameters
    ----------
    places
        Where the mentees and the mentors of the earlier problem stand in the later one. None: they
        are looked for.

    Raises
    ------
    InvalidInput
        Where people cannot be found again.
    """
    (then, old), (now, new) = before, after
    faults = Faults()
    if places is None:
        places = [places_in(now, then, side, "other", faults) for side in (0, 1)]
    _core.throw_if_errors("Matching.diff", faults)
    # Everybody gets a number: those of the later problem their position, then those who left.
    ids, called = [], []
    for side in (0, 1):
        is_left = places[side] == NOWHERE
        numbers = places[side].copy()
        numbers[is_left] = now.shape[side] + np.arange(np.count_nonzero(is_left))
        ids.append(numbers.tolist())
        left = then._called(side, np.flatnonzero(is_left).tolist())
        called.append((*now._called(side, range(now.shape[side])), *left))
    pairs_then = [(ids[0][mentee], ids[1][mentor]) for mentee, mentor in old.tolist()]
    pairs_now = [(mentee, mentor) for mentee, mentor in new.tolist()]
    points_then, points_now = then._exact_points(old), now._exact_points(new)

    def labelled(pairs: Iterable[tuple[int, int]]) -> tuple[PairLabels, ...]:
        return tuple((called[0][mentee], called[1][mentor]) for mentee, mentor in sorted(pairs))

    people: list[PersonChange] = []
    for side, role in enumerate(("mentee", "mentor")):
        had, has = (_sums(pairs, points, side) for pairs, points in (
            (pairs_then, points_then), (pairs_now, points_now)))  # fmt: skip
        was = set(ids[side])
        with_then, with_now = (_partners(pairs, side) for pairs in (pairs_then, pairs_now))
        for person, label in enumerate(called[side]):
            people.append(
                PersonChange(
                    role,  # type: ignore[arg-type]
                    label,
                    had.get(person, Fraction()) if person in was else None,
                    has.get(person, Fraction()) if person < now.shape[side] else None,
                    tuple(called[1 - side][other] for other in with_then.get(person, ())),
                    tuple(called[1 - side][other] for other in with_now.get(person, ())),
                )
            )
    both = set(pairs_then) & set(pairs_now)
    return MatchingDiff(
        labelled(both),
        labelled(set(pairs_then) - both),
        labelled(set(pairs_now) - both),
        tuple(people),
        sum(points_then, Fraction()),
        sum(points_now, Fraction()),
    )


def _sums(
    pairs: Sequence[tuple[int, int]], points: Sequence[Fraction], side: int
) -> dict[int, Fraction]:
    """The points of each person's pairs; who has none is not in it."""
    sums: dict[int, Fraction] = {}
    for pair, worth in zip(pairs, points, strict=True):
        sums[pair[side]] = sums.get(pair[side], Fraction()) + worth
    return sums


def _partners(pairs: Sequence[tuple[int, int]], side: int) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for pair in sorted(pairs):
        found.setdefault(pair[side], []).append(pair[1 - side])
    return found
