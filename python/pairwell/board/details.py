"""What a board says of one person and of one pair: reasons, alternates, and what can be done."""

from __future__ import annotations

from typing import Any

import numpy as np

from pairwell import _core
from pairwell.board.changes import Pair, Person
from pairwell.board.rows import Rows
from pairwell.board.session import Session
from pairwell.board.start import ROLES, range_text
from pairwell.data.shown import plural
from pairwell.matching.match import why_unmatched
from pairwell.matching.why_not import explain, why_not
from pairwell.score.score import ScoreTable
from pairwell.score.scores import Scores

_ALTERNATES = 5
_OFFERED = {"free": 0, "costly": 1, "severe": 2}
Told = dict[str, Any]


class Details:
    """Reasons for what stands."""

    def __init__(self, session: Session, rows: Rows) -> None:
        self._session = session
        self._start = session.start
        self._rows = rows
        self._matching = session.standing
        self._problem = self._matching.problem

    def person(self, person: Person) -> Told:
        """Answers, capacity, pairs, why there are none, and whom else somebody could have."""
        side, place = person
        own = self._start.own_range(person)
        limits = dict(self._session.changes.capacities).get(person, own)
        partners = self._rows.partners(person)
        chosen = self._start.chosen[side]
        return {
            "side": side,
            "place": place,
            "name": self._start.called(side, place),
            "answers": list(zip(chosen.columns, chosen.of(place), strict=True)),
            "least": limits[0],
            "most": limits[1],
            "room": f"Has {plural(len(partners), 'pair')}; may have {range_text(limits)}.",
            "partners": [
                {"place": other, "name": self._start.called(1 - side, other), **cell}
                for other, cell in zip(partners, self._rows.cells(person, partners), strict=True)
            ],
            "why": "" if partners or not self._matching else self._why(person),
            "alternates": self._alternates(person),
        }

    def _why(self, person: Person) -> str:
        asked: dict[str, Any] = {ROLES[person[0]]: person[1]}
        why = why_unmatched(self._problem, self._matching, names=self._start.names, **asked)
        return " ".join(filter(None, (why.text, why.detail)))

    def _alternates(self, person: Person) -> list[Told]:
        """The others that cost least, the cheapest first."""
        side = person[0]
        others = list(range(self._problem.shape[1 - side]))
        cells = zip(others, self._rows.cells(person, others), strict=True)
        offered = [(cell["rank"], other, cell) for other, cell in cells if cell["kind"] in _OFFERED]
        return [
            {"place": other, "name": self._start.called(1 - side, other), **cell}
            for _, other, cell in sorted(offered, key=lambda each: each[:2])[:_ALTERNATES]
        ]

    def pair(self, pair: Pair) -> Told:
        """How a pair stands, why it is there or not, and what it is worth part by part."""
        state = self._session.changes.state_of(pair, self._start.own_state(pair))
        is_pair = pair[1] in self._rows.partners((0, pair[0]))
        refused = "" if state == "locked" else self._start.refused(pair)
        return {
            "mentee": pair[0],
            "mentor": pair[1],
            "names": [self._start.called(side, pair[side]) for side in (0, 1)],
            "answers": [
                list(zip(own.columns, own.of(pair[side]), strict=True))
                for side, own in enumerate(self._start.chosen)
            ],
            "is_pair": is_pair,
            "state": state,
            "refused": refused,
            "points": self._points(pair),
            "reasons": [] if refused or state == "vetoed" else self._reasons(pair, is_pair),
            "parts": self._parts(pair),
        }

    def _points(self, pair: Pair) -> str:
        table = np.array([pair], np.int64)
        if int(self._problem._core.units_of(table)[0]) == _core.FORBIDDEN:
            return ""
        return f"{self._problem._points_of(table)[0]:.15g}"

    def _reasons(self, pair: Pair, is_pair: bool) -> list[str]:
        if not self._matching:
            return []
        labels = [self._start.label((side, pair[side])) for side in (0, 1)]
        ask = explain if is_pair else why_not
        why = ask(self._problem, self._matching, *labels, names=self._start.names)
        return [text for text in (why.text, why.detail) if text]

    def _parts(self, pair: Pair) -> list[str]:
        """A line for each part of the points, by the weights of the scores themselves."""
        scores = self._start.scores
        if isinstance(scores, Scores):
            parts = scores.explain(scores.mentees[pair[0]], scores.mentors[pair[1]]).parts
            return [f"{part.score.points:.1f}: {part.sentence}" for part in parts]
        if isinstance(scores, ScoreTable):
            return [str(part) for part in scores.at(*pair).parts]
        return []
