"""The exact pieces of a range of weights, in each of which the same pairs are best.

Where no stage before most_points looks at points, the best total is the upper envelope of one line
for each matching, which is found by solving at both ends of a range and where their lines cross
(Eisner and Severance, 1976). Floors and the worst pair make the set of matchings depend on the
weight. There a range is first relaxed: a pair counts as below a floor only where it is throughout,
and is allowed wherever it is at least as good as the present worst pair at some weight of the
range. Where the envelope of the relaxed problem obeys the true stages, and no matching has a better
worst pair, it is the true one; otherwise the range is cut at a weight where a pair crosses the
worst pair or a floor. Once there is no such weight within, the relaxed problem is the true one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from pairwell.matching.value import Int64Array
from pairwell.round.weight_lines import POINTS, WORST, Line, Mask, Places, Relaxed, WeightLines


class Span(NamedTuple):
    """The weights between two, neither of them among them, at which the same pairs are best."""

    low: Fraction
    high: Fraction
    places: Places


@dataclass(frozen=True)
class Piece:
    """Weights at which the same pairs are best."""

    low: Fraction
    high: Fraction
    has_low: bool
    """Whether the pairs are best at the lowest weight itself."""
    has_high: bool
    places: Places


def pieces(
    lines: WeightLines, low: Fraction, high: Fraction, tell: Callable[[Fraction], None]
) -> list[Piece]:
    """The pieces from one weight to another, in rising order.

    Parameters
    ----------
    tell
        Called with the weight up to which all is settled.
    """
    if low == high:
        return [Piece(low, high, True, True, lines.solve(low))]
    spans = _Settler(lines, tell).settle(low, high)
    found: list[Piece] = []
    ends = [spans[0].low, *(span.high for span in spans)]
    for place, end in enumerate(ends):
        before = spans[place - 1] if place else None
        after = spans[place] if place < len(spans) else None
        is_known = end > 0 or lines.others > 0
        is_before, is_after, alone = False, False, None
        if is_known:
            best = lines.solve(end)
            value = lines.values(best, end)
            is_before = before is not None and lines.values(before.places, end) == value
            is_after = after is not None and lines.values(after.places, end) == value
            alone = None if is_before or is_after else best
        if before is not None:
            last = found[-1]
            found[-1] = Piece(last.low, end, last.has_low, is_before, before.places)
        if alone is not None:
            found.append(Piece(end, end, True, True, alone))
        if after is not None:
            is_one = before is not None and before.places == after.places
            if not (is_one and is_before):
                found.append(Piece(end, after.high, is_after, False, after.places))
    return found


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction of the least denominator between two, neither of them.

    >>> simplest(Fraction(1, 3), Fraction(1, 2))
    Fraction(2, 5)
    """
    whole = low.numerator // low.denominator
    if whole + 1 < high:
        return Fraction(whole + 1)
    low, high = low - whole, high - whole  # within 0 to 1
    if low == 0:
        return whole + Fraction(1, (1 / high).__floor__() + 1)
    return whole + 1 / simplest(1 / high, 1 / low)


class _Settler:
    def __init__(self, lines: WeightLines, tell: Callable[[Fraction], None]) -> None:
        self._lines, self._tell = lines, tell
        self._is_worst = WORST in lines.names
        self._before_worst = lines.names.index(WORST) if self._is_worst else 0

    def settle(self, low: Fraction, high: Fraction) -> list[Span]:
        """The spans between two weights."""
        lines = self._lines
        count = len(lines.offsets)
        below, every = np.zeros(count, np.bool_), np.ones(count, np.bool_)
        if not self._is_worst and not lines.has_floor:
            found = self._envelope(low, high, Relaxed(every, below))
            assert found is not None
            self._tell(high)
            return found
        middle = simplest(low, high)
        best = lines.solve(middle)
        events: list[tuple[Int64Array, Int64Array]] = []
        if lines.has_floor:
            offsets, slopes = lines.below()
            first, last = _signs(offsets, slopes, low, high)
            below = (first < 0) & (last < 0) & lines.free
            flips = (first * last < 0) & lines.free
            events.append((offsets[flips], slopes[flips]))
        kept, better, worst = every, below, None
        if self._is_worst:
            worst = self._worst(best, middle)
            if worst is None:  # no pair is better than any
                kept = ~lines.free
            else:
                offsets = lines.offsets - lines.offsets[worst]
                slopes = lines.slopes - lines.slopes[worst]
                first, last = _signs(offsets, slopes, low, high)
                kept = (first >= 0) | (last >= 0) | ~lines.free
                better = (first > 0) | (last > 0) | ~lines.free
                flips = (first * last < 0) & lines.free
                events.append((offsets[flips], slopes[flips]))
        relaxed = Relaxed(kept, below)
        if self._is_tight(best, middle, relaxed, better, worst):
            found = self._envelope(low, high, relaxed)
            if found is not None and self._holds(found, relaxed, best, worst):
                self._tell(high)
                return found
        cut = _median(events)
        if cut is None:
            raise AssertionError("without a crossing the relaxed problem is the true one")
        return [*self.settle(low, cut), *self.settle(cut, high)]

    def _worst(self, places: Places, weight: Fraction) -> int | None:
        """A pair that has the fewest points of some pairs, locked ones left out."""
        chosen = np.array([place for place in places if self._lines.free[place]], np.int64)
        if not len(chosen):
            return None
        return int(chosen[np.argmin(self._lines.numbers(weight)[chosen])])

    def _is_tight(
        self, best: Places, middle: Fraction, relaxed: Relaxed, better: Mask, worst: int | None
    ) -> bool:
        """Whether the relaxed problem has the best pairs of the middle, and no better worst pair.

        This is what most ranges fail by, and takes three solves.
        """
        lines, count, below = self._lines, self._before_worst, relaxed.below
        if lines.solve_relaxed(relaxed, middle) != best:
            return False
        if not self._is_worst:
            return True
        # What the stages before the worst pair reach where any pair is allowed.
        every = Relaxed(np.ones(len(lines.offsets), np.bool_), below)
        most = lines.solve_relaxed(every, middle, count)
        assert most is not None
        reached = lines.relaxed_values(most, below, count)
        if lines.relaxed_values(best, below, count) != reached:
            return False
        if worst is None:
            return True
        other = lines.solve_relaxed(Relaxed(better, below), middle, count)
        return other is None or lines.relaxed_values(other, below, count) != reached

    def _holds(self, spans: list[Span], relaxed: Relaxed, best: Places, worst: int | None) -> bool:
        """Whether the spans of a relaxed problem that is tight are those of the true one."""
        lines, below = self._lines, relaxed.below
        reached = lines.relaxed_values(best, below)
        for span in spans:
            if lines.has_floor:
                first, last = _signs(*lines.below(), span.low, span.high)
                below = ((first < 0) | (last < 0)) & lines.free
            # As the stages other than points and worst pairs reach the same on all of the range.
            if lines.relaxed_values(span.places, below) != reached:
                return False
            if worst is not None:
                chosen = [place for place in span.places if lines.free[place]]
                offsets = lines.offsets[chosen] - lines.offsets[worst]
                slopes = lines.slopes[chosen] - lines.slopes[worst]
                first, last = _signs(offsets, slopes, span.low, span.high)
                if (first < 0).any() or (last < 0).any():
                    return False
        return True

    def _envelope(self, low: Fraction, high: Fraction, relaxed: Relaxed) -> list[Span] | None:
        """The spans of a problem whose matchings do not depend on the weight; None: no matching."""
        lines = self._lines
        if POINTS not in lines.names:
            places = lines.solve_relaxed(relaxed, simplest(low, high))
            return None if places is None else [Span(low, high, places)]

        def best(weight: Fraction) -> Line | None:
            places = lines.solve_relaxed(relaxed, weight)
            return None if places is None else lines.line(places)

        ends = best(low), best(high)
        if ends[0] is None or ends[1] is None:
            return None
        parts: list[tuple[Fraction, Fraction, Line]] = []

        def part(start: Fraction, end: Fraction, line: Line) -> None:
            if parts and parts[-1][2] == line:
                start = parts.pop()[0]
            parts.append((start, end, line))

        def cut(start: Fraction, first: Line, end: Fraction, last: Line) -> None:
            if first.at(end) == last.at(end):
                part(start, end, first)
            elif first.at(start) == last.at(start):
                part(start, end, last)
            else:
                cross = Fraction(last.offset - first.offset, first.slope - last.slope)
                found = best(cross)
                assert found is not None
                if found.at(cross) == first.at(cross):
                    part(start, cross, first)
                    part(cross, end, last)
                else:
                    cut(start, first, cross, found)
                    cut(cross, found, end, last)

        cut(low, ends[0], high, ends[1])
        spans = []
        for start, end, line in parts:
            places = lines.solve_relaxed(relaxed, simplest(start, end))
            assert places is not None
            assert lines.line(places) == line
            spans.append(Span(start, end, places))
        return spans


def _signs(
    offsets: Int64Array, slopes: Int64Array, low: Fraction, high: Fraction
) -> tuple[Int64Array, Int64Array]:
    """The signs of lines just above one weight and just below another."""
    first = np.sign(offsets * low.denominator + slopes * low.numerator)
    last = np.sign(offsets * high.denominator + slopes * high.numerator)
    first = np.where(first == 0, np.sign(slopes), first)
    last = np.where(last == 0, -np.sign(slopes), last)
    return first, last


def _median(events: list[tuple[Int64Array, Int64Array]]) -> Fraction | None:
    """The middle one of the weights at which lines cross 0; None where there are none."""
    offsets = np.concatenate([each[0] for each in events])
    slopes = np.concatenate([each[1] for each in events])
    if not len(offsets):
        return None
    place = int(np.argsort(-offsets / slopes, kind="stable")[len(offsets) // 2])
    return Fraction(-int(offsets[place]), int(slopes[place]))
