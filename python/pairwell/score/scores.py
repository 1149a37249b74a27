"""Scores: what each pair is worth by each criterion, with the labels of the people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import suggested_reference, suggestion
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_grid, html_table, plural
from pairwell.score.explanation import Explanation
from pairwell.score.forbidding import Listed
from pairwell.score.frames import Label, Side, fault, labelled, shown

_SCALE = 1000


@dataclass(frozen=True)
class Scored:
    """What scores are made of."""

    scorer: _core.Scorer
    units: npt.NDArray[np.int32]
    """Thousandths of a point; the complement, which is negative, of a pair that is refused."""
    mentees: Side
    mentors: Side
    names: tuple[str, ...]
    """Of the parts."""
    listed: tuple[Listed, ...]
    questions: tuple[_core.Question, ...]
    criteria: tuple[Any, ...]
    pair_rules: tuple[_core.PairRule, ...]
    rule_names: Mapping[str, str]
    notes: tuple[_core.Finding, ...]
    answers: tuple[Mapping[str, list[int | None]], Mapping[str, list[int | None]]]
    """By side, what was read as a number, by the column's name."""
    least_coverage: int


class Parts(Mapping[str, Any]):
    """The parts of all pairs by name: a table of shares each, worked out when it is asked for."""

    __slots__ = ("_scored",)

    def __init__(self, scored: Scored) -> None:
        self._scored = scored

    def __getitem__(self, name: str) -> Any:
        scored = self._scored
        if name not in scored.names:
            near = suggestion(str(name), scored.names)
            raise KeyError(
                f"there is no part {name!r}.{near or ' Parts: ' + ', '.join(scored.names)}"
            )
        shares = scored.scorer.shares(scored.names.index(name))
        values = np.where(shares < 0, np.nan, shares / _SCALE)
        return labelled(read_only(values), scored.mentees, scored.mentors)

    def __iter__(self) -> Iterator[str]:
        return iter(self._scored.names)

    def __len__(self) -> int:
        return len(self._scored.names)

    def __repr__(self) -> str:
        return f"<Parts: {', '.join(self)}>"


class Refusals(Framed):
    """The pairs that are refused: a row for each rule that forbids one.

    Its frames have the columns ``mentee`` and ``mentor`` (labels), ``rule`` and ``text``.
    """

    __slots__ = ("_scores",)

    def __init__(self, scores: Scores) -> None:
        self._scores = scores

    def __len__(self) -> int:
        """How many pairs are refused."""
        return int(np.count_nonzero(~self._scores.allowed))

    def __iter__(self) -> Iterator[tuple[Label, Label, list[_core.Refusal]]]:
        scores = self._scores
        for i, j in np.argwhere(~scores.allowed).tolist():
            yield scores.mentees[i], scores.mentors[j], scores._refusals(i, j)

    def _frame(self) -> list[Column]:
        rows = [(a, b, each.rule, each.text) for a, b, refusals in self for each in refusals]
        columns = [list(column) for column in zip(*rows, strict=True)] or [[], [], [], []]
        return [
            Column("mentee", "label", columns[0]),
            Column("mentor", "label", columns[1]),
            Column("rule", "text", columns[2]),
            Column("text", "text", columns[3]),
        ]

    def __repr__(self) -> str:
        return f"<Refusals: {plural(len(self), 'pair')}>"

    def _repr_html_(self) -> str:
        rows = ((a, b, "; ".join(each.text for each in refusals)) for a, b, refusals in self)
        return html_table(repr(self)[1:-1], ("mentee", "mentor", "why"), rows, len(self))


class Answered(Mapping[str, list[Any]]):
    """What the people of one side answered, by the column's name."""

    __slots__ = ("_read", "_side")

    def __init__(self, side: Side, read: Mapping[str, list[int | None]]) -> None:
        self._side = side
        self._read = read

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self:
            near = suggestion(str(name), self._side.columns)
            raise KeyError(f"the {self._side.people} have no column {name!r}.{near}")
        return self._read[name] if name in self._read else list(self._side.entries(name))

    def __contains__(self, name: object) -> bool:
        return name in self._read or name in self._side.columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._side.columns)

    def __len__(self) -> int:
        return len(self._side.columns)

    def __repr__(self) -> str:
        return f"<Answered: {plural(len(self), 'column')}>"


class Scores(Framed):
    """The scores of all pairs, mentees by mentors, with the labels of both.

    ``points``, ``coverage``, the tables of `parts` and what `below` gives are frames of pandas or
    polars where the mentees came in one, and arrays otherwise. ``units`` and ``allowed`` are arrays
    by position, read-only, in the order of ``mentees`` and ``mentors``.

    Its own frames have a row for each pair, refused ones too, by mentee and then mentor:
    ``mentee`` and ``mentor`` (labels), ``points``, ``coverage``, ``refusals`` (names of the rules,
    blank where the pair is allowed), and for each part its share (0 to 1, blank where a blank
    leaves) in a column such as ``Grade_share``.
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
        units = self._scored.units
        return read_only(units ^ (units >> 31))

    @property
    def points(self) -> Any:
        """Points from 0 to 100, of refused pairs too."""
        return self._table(read_only(self.units / _SCALE))

    @property
    def allowed(self) -> npt.NDArray[np.bool_]:
        """Whether no rule forbids the pair."""
        return read_only(self._scored.units >= 0)

    @property
    def coverage(self) -> Any:
        """Thousandths of the weight that was answered."""
        return self._table(self._scored.scorer.coverage())

    @property
    def parts(self) -> Parts:
        """By the name of each criterion, the share of each pair, 0 to 1; NaN where it leaves."""
        return Parts(self._scored)

    @property
    def refusals(self) -> Refusals:
        """The pairs that are refused, and why."""
        return Refusals(self)

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
            tuple(self._refusals(*places)),
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

    def _refusals(self, mentee: int, mentor: int) -> list[_core.Refusal]:
        """Every rule that forbids one pair, by the names that the caller gave."""
        found = [
            _core.refusal(self._scored.rule_names.get(each.rule, each.rule), each.text)
            for each in self._scored.scorer.pair(mentee, mentor).refusals
        ]
        for table in self._scored.listed:
            if table.forbids(mentee, mentor):
                found.append(_core.refusal(table.rule, table.text))
        return found

    def _table(self, values: npt.NDArray[Any]) -> Any:
        return labelled(values, self._scored.mentees, self._scored.mentors)

    def _frame(self) -> list[Column]:
        mentees, mentors = self.shape
        refusals = np.full(self.shape, None, object)
        for i, j in np.argwhere(~self.allowed).tolist():
            refusals[i, j] = ";".join(refusal.rule for refusal in self._refusals(i, j))
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
            shares = self._scored.scorer.shares(place)
            values = np.where(shares < 0, np.nan, shares / _SCALE).ravel()
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
