"""The comparisons of docs/design/score.md on Python's integers, slowly, from that page alone.

Answers are plain: a text, a list of texts, a list of (term, priority), an integer, a list of
(begin, minutes), a list of (language, level), a list of numbers; None is a blank.
"""

from __future__ import annotations

from math import isqrt
from typing import Any

FULL = 1000


def nearest(dividend: int, divisor: int) -> int:
    """The nearest whole number, halves up."""
    return (2 * dividend + divisor) // (2 * divisor)


def covers(needs: list[tuple[str, int]], offers: list[str], most: int = 3) -> int:
    counts: dict[str, int] = {}
    for term, priority in needs:
        counts[term] = max(counts.get(term, 0), max(1, most + 1 - priority))
    met = sum(count for term, count in counts.items() if term in offers)
    return nearest(FULL * met, sum(counts.values()))


def overlap(a: list[str], b: list[str], kind: str) -> int:
    first, second = set(a), set(b)
    common = len(first & second)
    if kind == "jaccard":
        return nearest(FULL * common, len(first | second))
    if kind == "dice":
        return nearest(2 * FULL * common, len(first) + len(second))
    return nearest(FULL * common, min(len(first), len(second)))


def same(x: Any, y: Any, suits: tuple[str, ...] = ()) -> int:
    return FULL if x == y or x in suits or y in suits else 0


def _falling(distance: int, fall: int, curve: str) -> int:
    if distance <= 0:
        return FULL
    if distance >= fall:
        return 0
    if curve == "straight":
        return nearest(FULL * (fall - distance), fall)
    return nearest(FULL * (fall**2 - distance**2), fall**2)


def near(x: int, y: int, low: int, high: int, curve: str) -> int:
    return _falling(abs(x - y) - low, high - low, curve)


def at_least(x: int, y: int, fall: int, curve: str) -> int:
    return FULL if y >= x else _falling(x - y, fall, curve)


def gap(x: int, y: int, low: int, high: int, fall: int, curve: str) -> int:
    outside = max(low - (y - x), (y - x) - high)
    return _falling(outside, fall, curve)


def ratio(x: int, y: int) -> int:
    if x == y == 0:
        return FULL
    if x * y < 0:
        return 0
    return nearest(FULL * min(abs(x), abs(y)), max(abs(x), abs(y)))


def _strength(wishes: list[str], person: str) -> int:
    return FULL - 100 * min(wishes.index(person), 5) if person in wishes else 0


def wish(
    of_mentee: list[str] | None, of_mentor: list[str] | None, sides: str, mentee: str, mentor: str
) -> int | None:
    a = None if of_mentee is None else _strength(of_mentee, mentor)
    b = None if of_mentor is None else _strength(of_mentor, mentee)
    if sides == "mentee":
        return a
    if sides == "mentor":
        return b
    if a is None or b is None:
        return None
    root = isqrt(a * b)
    return root + (a * b - root * root > root)


def banded(number: int, bands: list[tuple[int, int]], below: int) -> int:
    share = below
    for start, of_band in bands:
        if number >= start:
            share = of_band
    return share


def travel(
    mentee: tuple[str | None, int | None, str | None],
    mentor: tuple[str | None, int | None, str | None],
    suits: tuple[str, ...],
    bands: list[tuple[int, int]],
) -> int | None:
    (place, minutes, form), (other, more, of_other) = mentee, mentor
    if form in suits and of_other in suits:
        return FULL
    if place is None or other is None:
        return None
    if place == other:
        return FULL
    if minutes is None or more is None:
        return None
    return banded(minutes + more, bands, 0)


def common_time(common: int, low: int, high: int) -> int:
    return nearest(FULL * min(high, max(0, common - low)), high)


def common_minutes(a: list[tuple[int, int]], b: list[tuple[int, int]]) -> int:
    def week(stretches: list[tuple[int, int]]) -> set[int]:
        return {(begin + k) % 10080 for begin, minutes in stretches for k in range(minutes)}

    return len(week(a) & week(b))


def common_language(a: list[tuple[str, int]], b: list[tuple[str, int]], high: int) -> int:
    levels = [
        min(level or 6, other or 6)
        for name, level in a
        for language, other in b
        if name == language
    ]
    most = high or 6
    return nearest(FULL * min(max(levels, default=0), most), most)


def dot(a: list[int], b: list[int], low: int, high: int, bands: list[tuple[int, int]]) -> int:
    product = sum(x * y for x, y in zip(a, b, strict=True))
    if bands:
        return banded(product, bands, 0)
    if low == high == 0:
        high = 127**2
    return nearest(FULL * min(high - low, max(0, product - low)), high - low)


def mean(shares: list[tuple[int, int | None]]) -> int | None:
    """Of weights with shares."""
    answered = [(weight, share) for weight, share in shares if share is not None]
    if not answered:
        return None
    return nearest(sum(w * s for w, s in answered), sum(w for w, _ in answered))


def points(parts: list[tuple[int, int | None]]) -> int:
    """Thousandths of a point from weights with what each criterion counts, None where it leaves."""
    counted = [(weight, share) for weight, share in parts if share is not None]
    weight = sum(w for w, _ in counted)
    return nearest(100 * sum(w * s for w, s in counted), weight) if weight else 0


def coverage(parts: list[tuple[int, bool]]) -> int:
    """Thousandths from weights with whether each criterion is answered."""
    return FULL * sum(weight for weight, answered in parts if answered) // sum(w for w, _ in parts)
