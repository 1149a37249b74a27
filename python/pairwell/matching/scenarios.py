"""Variants of one problem side by side: what each comes to, and who gains and loses by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import as_told, suggestion
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.drawing.picture import Picture, below_a_table
from pairwell.drawing.scenarios import Bar, scenarios_picture
from pairwell.matching.diff import MatchingDiff, PersonChange
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.matching import Matching
from pairwell.matching.people import NOWHERE, places_in
from pairwell.matching.scenario import BASE, Scenario
from pairwell.matching.stage_prices import prices_table
from pairwell.matching.tables import MatchingTable, column_of_labels
from pairwell.matching.value import Value

_CHANGES = ("changed", "better_off", "worse_off", "points_gained", "points_lost")


@dataclass(frozen=True, eq=False, repr=False)
class Scenarios(Framed, Value):
    """Variants of one problem, the base first; what `scenarios` gives.

    ``result["name"]`` is the matching of a variant. Frames have the rows of `table`.
    """

    scenarios: tuple[Scenario, ...]
    """One a variant, in the order that they were given; the first is the base."""

    @property
    def base(self) -> Scenario:
        """The problem as it is, to which all others are compared."""
        return self.scenarios[0]

    @property
    def names(self) -> tuple[str, ...]:
        """What the variants are called; the first is "base"."""
        return tuple(each.name for each in self.scenarios)

    def __len__(self) -> int:
        return len(self.scenarios)

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names

    def __getitem__(self, name: str) -> Matching:
        """The matching of a variant.

        Raises
        ------
        KeyError
            Where there is no such variant, with the nearest.
        InvalidInput
            Where it was not solved and there is no matching at all.
        """
        if name not in self.names:
            raise KeyError(self._unknown(name))
        found = self.scenario(name)
        if found.matching is None:
            raise_fault("Scenarios", "status", "name", f"it has no matching. {found.why}", name)
        assert found.matching is not None
        return found.matching

    def _unknown(self, name: object) -> str:
        near = suggestion(name, self.names) if isinstance(name, str) else ""
        others = near or f" Variants: {', '.join(self.names)}"
        return f"there is no variant {as_told(name)!r}.{others}"

    def scenario(self, name: str) -> Scenario:
        """A variant with all that is known of it.

        Raises
        ------
        InvalidInput
            Where there is no such variant, with the nearest.
        """
        return self._found("scenario", "name", name)

    def _found(self, function: str, argument: str, name: str) -> Scenario:
        for each in self.scenarios:
            if each.name == name:
                return each
        raise_fault(f"Scenarios.{function}", "name", argument, self._unknown(name), name)
        raise AssertionError

    def diff(self, before: str, after: str) -> MatchingDiff:
        """What changes from one variant to another (see `Matching.diff`).

        Parameters
        ----------
        before, after
            Names of two variants; the base is "base".

        Raises
        ------
        InvalidInput
            For an unknown name, and for a variant that has no pairs.
        """
        sides: list[Matching] = []
        for argument, name in (("before", before), ("after", after)):
            found = self._found("diff", argument, name)
            if not found.matching:
                message = f"only an optimal variant has pairs to compare. {found.why}".rstrip()
                raise_fault("Scenarios.diff", "status", argument, message, name)
            else:
                sides.append(found.matching)
        first, second = sides
        return first.diff(second)

    def table(self) -> MatchingTable:
        """What each variant comes to, in a row.

        ``variant``, ``status``; ``pairs``, ``points`` and ``worst`` (points of the worst pair), by
        the variant's own points; ``base_points``, what its pairs are worth by the points of the
        base, blank where the base forbids one of them; and against the base: ``changed``, how many
        people have another partner or other points, ``better_off`` and ``worse_off``, how many have
        more and fewer pairs, or as many with more and fewer points, ``points_gained`` and
        ``points_lost``, by how many points the mentees have more and fewer, so that the first less
        the second is the difference of the points; and ``why`` there are no pairs.
        """
        return MatchingTable("variants", self._frame())

    def people(self) -> MatchingTable:
        """Everybody for whom a variant changes something against the base.

        ``variant``, ``role``, ``person``, ``change`` in a word or two, and the points ``before``
        (base), ``after`` (variant) and ``gain``.
        """
        rows: list[tuple[str, PersonChange]] = [
            (each.name, person)
            for each, diff in self._diffs[1:]
            for person in (diff.people if diff else ())
            if person.change != "same"
        ]
        known = [person.person for _, person in rows]

        def real(name: str) -> list[float | None]:
            values = (getattr(person, name) for _, person in rows)
            return [None if value is None else float(value) for value in values]

        columns = [
            Column("variant", "text", [name for name, _ in rows]),
            Column("role", "text", [person.role for _, person in rows]),
            column_of_labels("person", known, known),
            Column("change", "text", [person.change for _, person in rows]),
            Column("before", "real", real("before")),
            Column("after", "real", real("after")),
            Column("gain", "real", real("gain")),
        ]
        return MatchingTable("changes against the base", columns)

    def price_of_stages(self, name: str = BASE) -> MatchingTable:
        """What each stage of a variant's objective costs each stage behind it.

        ``stage`` is left out and all others are kept: ``value`` is what the ``later`` stage reaches
        with it, ``without`` what it would reach, ``loss`` the difference (in points, or as the
        stage counts), and ``effect`` whether the stage makes the later one worse, better or
        neither, or was not solved. `Scenario.prices` says the same in sentences.

        Raises
        ------
        InvalidInput
            For an unknown name, and for a variant that has no pairs.
        """
        found = self._found("price_of_stages", "name", name)
        if not found.matching:
            message = f"only an optimal variant has prices of stages. {found.why}".rstrip()
            raise_fault("Scenarios.price_of_stages", "status", "name", message, name)
        return prices_table(found.prices)

    @cached_property
    def _diffs(self) -> list[tuple[Scenario, MatchingDiff | None]]:
        """Each variant with what changes against the base, where both have pairs."""
        base, others = self.base.matching, self.scenarios[1:]
        diffs = [
            (each, base.diff(each.matching) if base and each.matching else None) for each in others
        ]
        return [(self.base, None), *diffs]

    def _frame(self) -> list[Column]:
        rows = [self._row(each, diff) for each, diff in self._diffs]
        kinds = {"variant": "text", "status": "text", "why": "text"}
        whole = ("pairs", "changed", "better_off", "worse_off")
        return [
            Column(
                name,
                "whole" if name in whole else "text" if name in kinds else "real",
                [row[name] for row in rows],
            )
            for name in rows[0]
        ]

    def _row(self, each: Scenario, diff: MatchingDiff | None) -> dict[str, Any]:
        row: dict[str, Any] = {
            "variant": each.name,
            "status": each.status,
            "pairs": each.pairs,
            "points": _real(each.points),
            "worst": _real(each.worst),
            "base_points": _real(self._as_base(each)),
        }
        if diff is None:
            row |= dict.fromkeys(_CHANGES)
        else:
            gained, lost = _of_mentees(diff)
            row |= {
                "changed": sum(person.change != "same" for person in diff.people),
                "better_off": len(diff.gained),
                "worse_off": len(diff.lost),
                "points_gained": float(gained),
                "points_lost": float(lost),
            }
        return {**row, "why": each.why or None}

    def _as_base(self, each: Scenario) -> Fraction | None:
        """What the pairs of a variant are worth by the points of the base."""
        base, matching = self.base.matching, each.matching
        if base is None or not matching:
            return None
        faults = Faults()
        places = [places_in(base.problem, matching.problem, side, "", faults) for side in (0, 1)]
        pairs = np.column_stack([places[side][matching.pairs[:, side]] for side in (0, 1)])
        if faults or (pairs == NOWHERE).any():
            return None
        if (base.problem._core.units_of(pairs) == _core.FORBIDDEN).any():
            return None
        return sum(base.problem._exact_points(pairs), Fraction())

    def to_svg(self) -> str:
        """The picture of `pairwell.plot.scenarios` as SVG.

        It loads nothing, and the same variants give the same text.
        """
        return self._picture().svg

    def _picture(self) -> Picture:
        bars = []
        for each, diff in self._diffs:
            gained, lost = _of_mentees(diff)
            numbers = (_real(each.pairs), _real(each.points), _real(each.worst))
            bars.append(Bar(each.name, each.status, numbers, (float(gained), float(lost))))
        return scenarios_picture(bars)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON: a list of rows, each with its prices of stages."""
        table = self.table()
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
        for row, each in zip(rows, self.scenarios, strict=True):
            prices = prices_table(each.prices)
            row["prices"] = [
                {**dict(zip(prices.columns, price, strict=True)), "text": own.text}
                for own, price in zip(each.prices, prices.rows, strict=True)
            ]
        return {"variants": rows}

    def __repr__(self) -> str:
        return f"<Scenarios: {self._summary()}>"

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        parts = [plural(len(self), "variant")]
        for status in ("optimal", "infeasible", "not solved"):
            count = sum(each.status == status for each in self.scenarios)
            parts += [f"{count} {status}"] if count else []
        return ", ".join(parts)

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple("" if c is None else _cell(c) for c in row) for row in table.rows)
        shown = html_table(self._summary(), table.columns, rows, len(table))
        return shown + below_a_table(self._picture())


def _cell(cell: object) -> str:
    return f"{cell:.15g}" if isinstance(cell, float) else str(cell)


def _real(value: Fraction | int | None) -> float | None:
    return None if value is None else float(value)


def _of_mentees(diff: MatchingDiff | None) -> tuple[Fraction, Fraction]:
    """By how many points the mentees have more, and by how many fewer."""
    people = () if diff is None else diff.people
    gains = [each.gain for each in people if each.role == "mentee"]
    gained = sum((gain for gain in gains if gain > 0), Fraction())
    return gained, sum((-gain for gain in gains if gain < 0), Fraction())
