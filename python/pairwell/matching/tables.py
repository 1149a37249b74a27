"""Small tables of people, who stand in them as the problem calls them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np

from pairwell._arguments import suggestion
from pairwell.data.framed import Column, Framed, Kind
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label, shown
from pairwell.matching.problem import Problem
from pairwell.matching.value import Int64Array

_ROWS = 20


@dataclass(frozen=True, eq=False, repr=False)
class MatchingTable(Framed):
    """Rows about pairs or people; labels stand in it where the problem has them, else positions.

    It prints as a table, gives its rows one by one, and goes to pandas, polars and Arrow. A label
    that is neither a text nor a number is a text in polars and Arrow.
    """

    what: str
    """What a row is about: "pairs"."""
    _columns: list[Column]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self._columns)

    @property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The cells of each row; None where there is nothing."""
        columns = (map(_plain, column.values) for column in self._columns)
        return tuple(zip(*columns, strict=True))

    def __len__(self) -> int:
        return len(self._columns[0].values)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return iter(self.rows)

    def __getitem__(self, name: str) -> tuple[Any, ...]:
        """The cells of one column.

        Raises
        ------
        KeyError
            Where there is no such column, with the nearest.
        """
        if name not in self.columns:
            near = suggestion(str(name), self.columns)
            raise KeyError(
                f"there is no column {name!r}.{near or ' Columns: ' + ', '.join(self.columns)}"
            )
        return tuple(_plain(cell) for cell in self._columns[self.columns.index(name)].values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MatchingTable):
            return NotImplemented
        return (self.what, self.columns, self.rows) == (other.what, other.columns, other.rows)

    def __hash__(self) -> int:
        return hash((self.what, self.columns, self.rows))

    def _frame(self) -> list[Column]:
        return self._columns

    def __repr__(self) -> str:
        return f"<MatchingTable: {self.what}, {plural(len(self), 'row')}>"

    def __str__(self) -> str:
        lines = [self.columns, *(tuple(map(_cell, row)) for row in islice(self.rows, _ROWS))]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        is_number = [column.kind in ("whole", "real") for column in self._columns]
        text = [
            "  ".join(
                cell.rjust(width) if right else cell.ljust(width)
                for cell, width, right in zip(line, widths, is_number, strict=True)
            ).rstrip()
            for line in lines
        ]
        more = len(self) - _ROWS
        return "\n".join([*text, *([f"and {more} more"] if more > 0 else [])])

    def _repr_html_(self) -> str:
        rows = (tuple(map(_cell, row)) for row in self.rows)
        return html_table(self.what, self.columns, rows, len(self))


def _plain(cell: Any) -> Any:
    return cell.item() if isinstance(cell, np.generic) else cell


def _cell(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:.15g}" if isinstance(cell, float) else shown(cell)


def column_of_labels(name: str, labels: Sequence[Label], known: Sequence[Label]) -> Column:
    """A column of labels, of a kind that all labels that are known have."""
    kind: Kind = "label"
    if all(isinstance(label, str) for label in known):
        kind = "text"
    elif all(isinstance(label, int) and abs(label) < 2**63 for label in known):
        kind = "whole"
        if None not in labels:
            return Column(name, kind, np.array(labels, np.int64))
    elif all(isinstance(label, float) for label in known):
        kind = "real"
    return Column(name, kind, labels)


def person_column(name: str, problem: Problem, side: int, positions: Int64Array) -> Column:
    """Mentees (0) or mentors (1), as the problem calls them."""
    known = problem._labels(side)
    if known is None:
        return Column(name, "whole", positions)
    return column_of_labels(name, problem._called(side, positions.tolist()), known)


def unmatched_table(problem: Problem, unmatched: tuple[Int64Array, Int64Array]) -> MatchingTable:
    """Who has no pair, mentees first."""
    people: list[Label] = []
    roles: list[str] = []
    for side, role in enumerate(("mentee", "mentor")):
        called = problem._called(side, unmatched[side].tolist())
        people += called
        roles += [role] * len(called)
    known = [
        label
        for side in (0, 1)
        for label in (problem._labels(side) or range(min(1, problem.shape[side])))
    ]
    columns = [Column("role", "text", roles), column_of_labels("person", people, known)]
    return MatchingTable("unmatched", columns)


def alternate_columns(problem: Problem, pairs: Int64Array, count: int) -> list[Column]:
    """The other mentors of each pair's mentee, those of most points first."""
    if not count:
        return []
    labels = problem._labels(1)
    known = range(problem.shape[1]) if labels is None else labels
    partners: dict[int, set[int]] = {}
    for mentee, mentor in pairs.tolist():
        partners.setdefault(mentee, set()).add(mentor)
    admissible, units = problem._core.admissible()
    starts = np.searchsorted(admissible[:, 0], np.arange(problem.shape[0] + 1))
    # Equal points are in the order of what people are called, whatever the order of the columns.
    order = np.empty(len(known), np.int64)
    order[sorted(range(len(known)), key=lambda j: (labels is not None and shown(known[j]), j))] = (
        np.arange(len(known))
    )
    found = {}
    for mentee, theirs in partners.items():
        row = slice(starts[mentee], starts[mentee + 1])
        mentors = admissible[row, 1]
        best = mentors[np.lexsort((order[mentors], -units[row]))][: count + len(theirs)]
        found[mentee] = [mentor for mentor in best.tolist() if mentor not in theirs]
    columns = []
    for rank in range(count):
        cells = [
            known[found[mentee][rank]] if rank < len(found[mentee]) else None
            for mentee in pairs[:, 0].tolist()
        ]
        columns.append(column_of_labels(f"alternate_{rank + 1}", cells, known))
    return columns
