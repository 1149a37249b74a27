"""Answers for every pair that the rules admit and that a matching has not."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from pairwell._arguments import any_whole, as_told
from pairwell.data.framed import Column
from pairwell.data.shown import html_table
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label, person_place, shown
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import close
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Int64Array, Value

Answer = TypeVar("Answer")
_SHOWN = 20


@dataclass(frozen=True, eq=False, repr=False)
class OtherPairs(Value, ABC, Generic[Answer]):
    """One answer for each such pair, which is made when it is asked for."""

    problem: Problem
    pairs: Int64Array
    """Positions of mentee and mentor (k x 2), by mentor and then mentee."""

    def __post_init__(self) -> None:
        close(self, "pairs")

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[Answer]:
        return (self._at(place) for place in range(len(self)))

    def __getitem__(self, place: int) -> Answer:
        name, count = type(self).__name__, len(self)
        number = any_whole(name, "place", place)
        if not -count <= number < count:  # what a loop over a sequence ends on
            raise IndexError(f"{name}: there is no pair {as_told(number)}; there are {count}")
        return self._at(number % count)

    def of(self, mentee: Label, mentor: Label) -> Answer:
        """The answer for one pair, by label or position.

        Raises
        ------
        InvalidInput
            For a pair that is in the matching or that the rules forbid, and for a label that nobody
            has, with the nearest.
        TypeError
            For what is neither a label nor a position.
        """
        name = type(self).__name__
        people = (mentee, mentor)
        i, j = (
            person_place(name, side, person)
            for side, person in zip(self.problem._parts.sides, people, strict=True)
        )
        for side, place in zip(self.problem._parts.sides, (i, j), strict=True):
            if not 0 <= place < side.size:
                message = f"there are {side.size} {side.people}, counted from 0"
                raise_fault(name, "id", side.role, message, place)
        first, end = np.searchsorted(self.pairs[:, 1], [j, j + 1])
        found = first + np.searchsorted(self.pairs[first:end, 0], i)
        if found == end or self.pairs[found, 0] != i:
            message = "the pair is in the matching, or the rules forbid it"
            raise_fault(name, "pair", "pair", message, " with ".join(map(shown, people)))
        return self._at(int(found))

    @abstractmethod
    def _at(self, place: int) -> Answer: ...

    @abstractmethod
    def _table(self, places: Int64Array) -> MatchingTable: ...

    @abstractmethod
    def _summary(self) -> str: ...

    def __str__(self) -> str:
        return str(self._table(np.arange(len(self))))

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self._table(np.arange(min(len(self), _SHOWN)))
        rows = (tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
        return html_table(self._summary(), table.columns, rows, len(self))

    def _called(self, place: int) -> tuple[Label, Label]:
        mentee, mentor = (
            self.problem._called(side, [int(self.pairs[place, side])])[0] for side in (0, 1)
        )
        return mentee, mentor

    def _people_columns(self, places: Int64Array) -> list[Column]:
        return [
            person_column(name, self.problem, side, self.pairs[places, side])
            for side, name in enumerate(("mentee", "mentor"))
        ]
