"""What scores are made of, and what one looks up in them: parts, refusals and answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.memory import check_room_of_pairs
from pairwell.data.shown import html_table, plural
from pairwell.score.forbidding import Listed
from pairwell.score.frames import Label, Side, labelled

_SCALE = 1000
REAL = 8
"""Bytes of a real number."""
FEWER = "score fewer people at a time, or look at single pairs by explain"


class ScorerParts(NamedTuple):
    """What a scorer is made of besides the answers, which it keeps."""

    questions: list[_core.Question]
    criteria: list[_core.Criterion]
    pair_rules: list[_core.PairRule]
    own: list[Any]
    locations: list[_core.Location]
    travel_times: list[_core.TravelTime]

    def scorer(self, mentees: _core.Answers, mentors: _core.Answers) -> _core.Scorer:
        """What scores the pairs."""
        return _core.Scorer(
            self.questions,
            self.criteria,
            mentees,
            mentors,
            pair_rules=self.pair_rules,
            own=self.own,
            locations=self.locations,
            travel_times=self.travel_times,
            references_are_people=False,
        )


class ProgrammeParts(NamedTuple):
    """What the scorer of a programme's forms is made of besides the answers."""

    programme: _core.Programme

    def scorer(self, mentees: _core.Answers, mentors: _core.Answers) -> _core.Scorer:
        """What scores the pairs."""
        return _core.scorer_of_answers(self.programme, mentees, mentors)


@dataclass(frozen=True)
class Scored:
    """What scores are made of."""

    scorer: _core.Scorer
    made_of: ScorerParts | ProgrammeParts
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

    def __getstate__(self) -> dict[str, Any]:
        answers = (self.scorer.answers("mentee"), self.scorer.answers("mentor"))
        return {**self.__dict__, "scorer": answers}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, scorer=state["made_of"].scorer(*state["scorer"]))
        self.units.flags.writeable = False

    def refusals(self, mentee: int, mentor: int) -> list[_core.Refusal]:
        """Every rule that forbids one pair, by the names that the caller gave."""
        found = [
            _core.refusal(self.rule_names.get(each.rule, each.rule), each.text)
            for each in self.scorer.pair(mentee, mentor).refusals
        ]
        for table in self.listed:
            if table.forbids(mentee, mentor):
                found.append(_core.refusal(table.rule, table.text))
        return found


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
        shape = len(scored.mentees), len(scored.mentors)
        check_room_of_pairs("parts", "the shares", shape, REAL + 2, FEWER)
        values = shares_of(scored.scorer, scored.names.index(name))
        return labelled(read_only(values), scored.mentees, scored.mentors)

    def __iter__(self) -> Iterator[str]:
        return iter(self._scored.names)

    def __len__(self) -> int:
        return len(self._scored.names)

    def __repr__(self) -> str:
        return f"<Parts: {', '.join(self)}>"


def shares_of(scorer: Any, part: int) -> npt.NDArray[np.float64]:
    """The shares of one part, 0 to 1; NaN where a blank leaves it out."""
    shares = scorer.shares(part)
    values: npt.NDArray[np.float64] = shares / _SCALE
    values[shares < 0] = np.nan
    return values


class Refusals(Framed):
    """The pairs that are refused: a row for each rule that forbids one.

    Its frames have the columns ``mentee`` and ``mentor`` (labels), ``rule`` and ``text``.
    """

    __slots__ = ("_scored",)

    def __init__(self, scored: Scored) -> None:
        self._scored = scored

    def __len__(self) -> int:
        """How many pairs are refused."""
        return int(np.count_nonzero(self._scored.units < 0))

    def __iter__(self) -> Iterator[tuple[Label, Label, list[_core.Refusal]]]:
        scored = self._scored
        mentees, mentors = scored.mentees.labels, scored.mentors.labels
        for i, j in np.argwhere(scored.units < 0).tolist():
            yield mentees[i], mentors[j], scored.refusals(i, j)

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
