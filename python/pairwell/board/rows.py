"""The two lists of a board: who stands in them, in which order, and what each row says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from pairwell import _core
from pairwell.board.changes import Pair, Person
from pairwell.board.price import in_short, in_words
from pairwell.board.start import Start
from pairwell.data.shown import plural
from pairwell.matching.matching import Matching
from pairwell.matching.pair_prices import IMPOSSIBLE, PairPrices
from pairwell.matching.problem import Problem
from pairwell.matching.stages import STAGES
from pairwell.matching.value import Int64Array

Order = Literal["listed", "unpaired", "price"]
MOST_ROWS = 2_000
"""How many people a list holds; a search reaches the others."""
Cell = dict[str, Any]


class View(NamedTuple):
    """What stands, as the lists show it."""

    start: Start
    standing: Matching
    """The pairs that stood last."""
    prices: PairPrices | None
    """None until they are known."""
    has_prices: bool
    """Whether they will be."""


class Rows:
    """The rows of both lists, of one state of a board."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._problem = view.standing.problem
        self._partners: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for pair in view.standing.pairs.tolist():
            for side in (0, 1):
                self._partners[side].setdefault(pair[side], []).append(pair[1 - side])
        self._locked: set[Pair] = set(map(tuple, self._problem.locked.tolist()))
        self._vetoed: set[Pair] = set(map(tuple, self._problem.forbidden.tolist()))
        limits = (self._problem._core.mentee_capacity, self._problem._core.mentor_capacity)
        self._limits: tuple[Int64Array, Int64Array] = limits
        self._ordered: dict[tuple[Any, ...], list[int]] = {}

    def partners(self, person: Person) -> list[int]:
        """The positions of whom somebody is paired with."""
        return self._partners[person[0]].get(person[1], [])

    def listed(
        self, side: int, order: Order, search: str, beside: Person | None, first: int, count: int
    ) -> dict[str, Any]:
        """Some rows of a list, how many it has, and of how many people.

        Parameters
        ----------
        beside
            Somebody of the other side, with whom each row says what a pair would cost.
        """
        places = self._order(side, order, search, beside)
        shown = places[:MOST_ROWS]
        some = shown[first : first + count]
        cells = self.cells(beside, some) if beside is not None else [None] * len(some)
        return {
            "total": len(shown),
            "found": len(places),
            "of": self._problem.shape[side],
            "first": first,
            "rows": [self._row(side, place, cell) for place, cell in zip(some, cells, strict=True)],
        }

    def _row(self, side: int, place: int, cell: Cell | None) -> dict[str, Any]:
        start = self._view.start
        partners = self.partners((side, place))
        least, most = self._limits[side][place].tolist()
        pairs = [_pair(side, place, partner) for partner in partners]
        points = self._points(pairs)
        return {
            "place": place,
            "name": start.called(side, place),
            "answers": start.chosen[side].of(place),
            "partners": [
                {
                    "place": partner,
                    "name": start.called(1 - side, partner),
                    "points": worth,
                    "locked": pair in self._locked,
                }
                for partner, pair, worth in zip(partners, pairs, points, strict=True)
            ],
            "room": _room(len(partners), least, most),
            "cell": cell,
        }

    def _points(self, pairs: Sequence[Pair]) -> list[str]:
        if not pairs:
            return []
        return [f"{own:.6g}" for own in self._problem._points_of(np.array(pairs, np.int64))]

    def _order(self, side: int, order: Order, search: str, beside: Person | None) -> list[int]:
        key = (side, order, search.casefold(), beside, self._view.prices is None)
        if key not in self._ordered:
            if len(self._ordered) > 64:
                self._ordered.clear()
            self._ordered[key] = self._sorted(side, order, search, beside)
        return self._ordered[key]

    def _sorted(self, side: int, order: Order, search: str, beside: Person | None) -> list[int]:
        start = self._view.start
        places: list[int] = list(range(self._problem.shape[side]))
        wanted = search.casefold().split()
        if wanted:
            texts = (
                " ".join((start.called(side, place), *start.chosen[side].of(place))).casefold()
                for place in places
            )
            found = zip(places, texts, strict=True)
            places = [place for place, text in found if all(word in text for word in wanted)]
        if order == "unpaired":
            places.sort(key=lambda place: len(self.partners((side, place))))
        if order == "price" and beside is not None:
            ranks = {
                place: cell["rank"]
                for place, cell in zip(places, self.cells(beside, places), strict=True)
            }
            places.sort(key=lambda place: ranks[place])
        return places

    def cells(self, beside: Person, places: Sequence[int]) -> list[Cell]:
        """What pairs of one person with some others would cost, in short and in words."""
        if not places:
            return []
        pairs = [_pair(beside[0], beside[1], place) for place in places]
        table = np.array(pairs, np.int64)
        units = self._problem._core.units_of(table)
        is_in = units != _core.FORBIDDEN
        points = np.zeros(len(pairs))
        if is_in.any():
            points[is_in] = self._problem._points_of(table[is_in])
        found = self._found(table)
        partners = set(self.partners(beside))
        return [
            self._cell(pair, place in partners, bool(known), float(worth), price)
            for pair, place, known, worth, price in zip(
                pairs, places, is_in, points, found, strict=True
            )
        ]

    def _found(self, pairs: Int64Array) -> list[tuple[int, int] | None]:
        """Stage and cost of each pair; None where it is not known."""
        prices = self._view.prices
        if prices is None or not len(prices.stages):
            return [None] * len(pairs)
        keys, wanted = self._keys, _keys(pairs, self._problem)
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return [
            (int(prices.stages[place]), int(prices.costs[place])) if is_known else None
            for place, is_known in zip(at.tolist(), (keys[at] == wanted).tolist(), strict=True)
        ]

    @cached_property
    def _keys(self) -> Int64Array:
        """A number for each pair that has a price, in rising order."""
        assert self._view.prices is not None
        return _keys(self._view.prices.pairs, self._problem)

    def _cell(self, pair: Pair, is_pair: bool, is_known: bool, worth: float, price: Any) -> Cell:
        points = f"{worth:.6g}" if is_known else ""
        rank = -worth
        if is_pair:
            kind = "locked" if pair in self._locked else "paired"
            words = "a locked pair" if kind == "locked" else "a pair now"
            return _told(kind, kind, words, points, (0, 0, rank))
        if pair in self._vetoed:
            return _told("vetoed", "vetoed", "vetoed", points, (7, 0, rank))
        if not is_known:
            return _told("refused", "refused", "a rule or the points leave it out", "", (8, 0, 0))
        if price is None:
            short = "…" if self._view.has_prices else "choose to see"
            return _told(
                "unknown", short, "what it costs is being worked out", points, (5, 0, rank)
            )
        stage, cost = price
        if stage == IMPOSSIBLE:
            words = "no matching that obeys the rules has it"
            return _told("impossible", "against the rules", words, points, (6, 0, rank))
        stages = self._view.standing.stages
        if stage < 0:
            return _told("free", "costs nothing", "costs nothing", points, (1, 0, rank))
        own = stages[stage]
        if STAGES[own.name].parameter == "seed":
            return _told(
                "free",
                "costs nothing",
                "costs nothing; a tie falls otherwise",
                points,
                (1, 1, rank),
            )
        kind = "severe" if stage == 0 else "costly"
        order = (2 + (len(stages) - stage) / len(stages), cost, rank)
        return _told(kind, in_short(own, cost), f"would cost: {in_words(own, cost)}", points, order)


def _told(kind: str, short: str, words: str, points: str, rank: tuple[float, ...]) -> Cell:
    return {"kind": kind, "short": short, "words": words, "points": points, "rank": rank}


def _keys(pairs: Int64Array, problem: Problem) -> Int64Array:
    """A number for each pair, which rises by mentor and then mentee."""
    keys: Int64Array = pairs[:, 1] * problem.shape[0] + pairs[:, 0]
    return keys


def _pair(side: int, place: int, other: int) -> Pair:
    return (other, place) if side else (place, other)


def _room(pairs: int, least: int, most: int) -> str:
    """How many pairs somebody has of how many: "1 of 2"."""
    if most == _core.NO_LIMIT:
        return plural(pairs, "pair")
    if (least, most) == (0, 1):
        return ""
    text = f"{pairs} of {most}"
    return f"{text}, at least {least}" if least else text
