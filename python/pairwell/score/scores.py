"""Scores: what each pair is worth by each criterion, with the labels of the people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.memory import check_room_of_pairs
from pairwell.data.shown import html_grid, plural
from pairwell.score.explanation import Explanation
from pairwell.score.frames import Label, fault, labelled, shown
from pairwell.score.scored import FEWER, REAL, Answered, Parts, Refusals, Scored, shares_of

_SCALE = 1000


class Scores(Framed):
    """The scores of all pairs, mentees by mentors, with the labels of both.

    ``points``, ``coverage``, the tables of `parts` and what `below` gives are frames of pandas or
    polars where the mentees came in one, and arrays otherwise. ``units`` and ``allowed`` are arrays
    by position, read-only, in the order of ``mentees`` and ``mentors``.

    Its own frames have a row for each pair, refused ones too, by mentee and then mentor:
    ``mentee`` and ``mentor`` (labels), ``points``, ``coverage``, ``refusals`` (names of the rules,
    blank where the pair is allowed), and for each part its share (0 to 1, blank where a blank
    leaves) in a column such as ``Grade_share``.

    Only the points are kept, in four bytes a pair. ``points``, ``coverage`` and each of `parts` are
    tables of all pairs that are made anew, in eight bytes a pair, whenever they are asked for: keep
    one that you use twice. A table for which the machine has no room is a `MemoryError` that says
    how much it would take; `explain` needs none.

    A pickle has the answers and the rules, of which the scorer is made again.
    """

    def __init__(self, scored: Scored) -> None:
        self._scored = scored

    @property
    def mentees(self) -> tuple[Label, ...]:
        """Labels, in the order of the rows."""
        return self._scored.mentees.labels

    @property
    def mentors(self) -> tuple[Label, ...]:
        """Labels, in the order of the columns."""
        return self._scored.mentors.labels

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return len(self.mentees), len(self.mentors)

    @property
    def scale(self) -> int:
        """Units in a point."""
        return _SCALE

    @property
    def units(self) -> npt.NDArray[np.int32]:
        """Thousandths of a point, 0 to 100000: exact, of refused pairs too."""
        check_room_of_pairs("units", "the points", self.shape, REAL, FEWER)
        units = self._scored.units
        return read_only(units ^ (units >> 31))

    @property
    def points(self) -> Any:
        """Points from 0 to 100, of refused pairs too."""
        check_room_of_pairs("points", "the points", self.shape, REAL + 4, FEWER)
        return self._table(read_only(self.units / _SCALE))

    @property
    def allowed(self) -> npt.NDArray[np.bool_]:
        """Whether no rule forbids the pair."""
        return read_only(self._scored.units >= 0)

    @property
    def coverage(self) -> Any:
        """Thousandths of the weight that was answered."""
        check_room_of_pairs("coverage", "the coverage", self.shape, REAL, FEWER)
        return self._table(self._scored.scorer.coverage())

    @property
    def parts(self) -> Parts:
        """By the name of each criterion, the share of each pair, 0 to 1; NaN where it leaves."""
        return Parts(self._scored)

    @property
    def refusals(self) -> Refusals:
        """The pairs that are refused, and why."""
        return Refusals(self._scored)

    @property
    def questions(self) -> tuple[_core.Question, ...]:
        """The questions that columns were read as: ids, kinds, options and decimals."""
        return self._scored.questions

    @property
    def criteria(self) -> tuple[Any, ...]:
        """The criteria, which name `questions` by their ids."""
        return self._scored.criteria

    @property
    def pair_rules(self) -> tuple[_core.PairRule, ...]:
        """The rules of pairs, which name `questions` by their ids."""
        return self._scored.pair_rules

    @property
    def notes(self) -> tuple[_core.Finding, ...]:
        """What somebody should look at, such as an answer outside the options."""
        return self._scored.notes

    @property
    def mentee_answers(self) -> Mapping[str, list[Any]]:
        """What the mentees answered, by column."""
        return Answered(self._scored.mentees, self._scored.answers[0])

    @property
    def mentor_answers(self) -> Mapping[str, list[Any]]:
        """What the mentors answered, by column: capacities may be named by theirs."""
        return Answered(self._scored.mentors, self._scored.answers[1])

    def below(self, least_coverage: int | None = None) -> Any:
        """Whether each pair rests on less of the weight than so many per cent.

        Parameters
        ----------
        least_coverage
            Per cent; None: what `score` was called with.
        """
        percent = self._scored.least_coverage if least_coverage is None else least_coverage
        if isinstance(percent, bool) or not isinstance(percent, int) or not 0 <= percent <= 100:
            raise ValueError(
                "below: least_coverage must be a whole number from 0 to 100 "
                f"(rule: range, value: {percent})"
            )
        return self._table(read_only(self._scored.scorer.coverage() < percent * 10))

    def explain(self, mentee: Label, mentor: Label) -> Explanation:
        """Say what one pair is worth, criterion by criterion.

        Raises
        ------
        InvalidInput
            For a label that nobody has, with the nearest.
        """
        places = self._places("explain", mentee, mentor)
        pair = self._scored.scorer.pair(*places)
        return Explanation(
            self.mentees[places[0]],
            self.mentors[places[1]],
            pair.points,
            pair.coverage,
            tuple(self._scored.scorer.explain(*places)),
            tuple(self._scored.refusals(*places)),
        )

    def _places(self, function: str, mentee: Label, mentor: Label) -> tuple[int, int]:
        faults, places = [], []
        sides = (self._scored.mentees, self._scored.mentors)
        for side, label in zip(sides, (mentee, mentor), strict=True):
            place = side.place(label)
            if place is None:
                near = suggested_reference(shown(label), side.references)
                message = f"nobody of the {side.people} has this label{'.' * bool(near)}{near}"
                faults.append(fault("label", message, column=side.people[:-1], value=shown(label)))
            else:
                places.append(place)
        _core.throw_if_errors(function, faults)
        return places[0], places[1]

    def _table(self, values: npt.NDArray[Any]) -> Any:
        return labelled(values, self._scored.mentees, self._scored.mentors)

    def _frame(self) -> list[Column]:
        mentees, mentors = self.shape
        each = 7 * REAL + REAL * len(self._scored.names)
        check_room_of_pairs("to_pandas", "a row for each pair", self.shape, each, FEWER)
        refusals = np.full(self.shape, None, object)
        for i, j in np.argwhere(~self.allowed).tolist():
            refusals[i, j] = ";".join(refusal.rule for refusal in self._scored.refusals(i, j))
        labels = [np.empty(len(side), object) for side in (self.mentees, self.mentors)]
        for column, side in zip(labels, (self.mentees, self.mentors), strict=True):
            column[:] = side
        columns = [
            Column("mentee", "label", np.repeat(labels[0], mentors)),
            Column("mentor", "label", np.tile(labels[1], mentees)),
            Column("points", "real", (self.units / _SCALE).ravel()),
            Column("coverage", "whole", self._scored.scorer.coverage().ravel()),
            Column("refusals", "text", refusals.ravel()),
        ]
        for place, name in enumerate(self._scored.names):
            values = shares_of(self._scored.scorer, place).ravel()
            columns.append(Column(f"{name}_share", "real", values))
        return columns

    def __repr__(self) -> str:
        return f"<Scores: {self._summary()}>"

    def _repr_html_(self) -> str:
        units = self._scored.units

        def cell(i: int, j: int) -> str:
            return f"{units[i, j] / _SCALE:.1f}" if units[i, j] >= 0 else "refused"

        return html_grid(self._summary(), self.mentees, self.mentors, cell)

    def _summary(self) -> str:
        mentees, mentors = plural(self.shape[0], "mentee"), plural(self.shape[1], "mentor")
        refused = int(np.count_nonzero(self._scored.units < 0))
        return f"{mentees} by {mentors}, {plural(refused, 'pair')} refused"
