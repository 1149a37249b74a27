"""Criteria of one's own: a function for each comparison, which gives a `Criterion`.

The first name is the mentees' column, the second the mentors'; one name is of both. Whoever scores
forms of a programme names questions by their ids. How each comparison counts is written in
docs/design/score.md.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from pairwell import _core
from pairwell._arguments import check_text, check_type, listed, wrong_type

BlankName: TypeAlias = Literal["neutral", "leaves", "zero"]
"""What a blank counts: the neutral share, nothing (it leaves the sums), or 0."""
CurveName: TypeAlias = Literal["straight", "square"]
SidesName: TypeAlias = Literal["both", "mentee", "mentor"]
Bands: TypeAlias = Iterable[tuple[int, int]]
"""From where on (kilometres, minutes) which share, 0 to 1000, rising."""
Name: TypeAlias = Any
"""A column's name: a text, or whatever else the frame has."""


def _name(function: str, argument: str, name: Name) -> str:
    """The text of a column's name."""
    if isinstance(name, str):
        check_text(function, argument, name)
        return name
    if isinstance(name, (int, float, tuple)) and not isinstance(name, bool):
        return str(name)
    raise wrong_type(function, argument, "the name of a column", name)


def _criterion(
    compare: Any,
    mentee: Name,
    mentor: Name | None,
    weight: int,
    name: str | None,
    blank: BlankName,
    neutral: int | None,
    **parameters: Any,
) -> _core.Criterion:
    """A criterion of two columns; what it is called is the mentees' column unless it is said."""
    sides = []
    for argument, given in (("mentee", mentee), ("mentor", mentee if mentor is None else mentor)):
        sides.append("" if given is None else _name(compare, argument, given))
    if name is not None:
        check_text(compare, "name", name)
    return _core.Criterion(
        id=name or sides[0] or compare,
        compare=compare,
        mentee=sides[0],
        mentor=sides[1],
        weight=_whole(compare, "weight", weight),
        blank=blank,
        neutral=None if neutral is None else _whole(compare, "neutral", neutral),
        **parameters,
    )


def _whole(function: str, argument: str, number: Any) -> int:
    """A whole number that a criterion can hold, given as 3 or 3.0."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, float):
        raise ValueError(
            f"{function}: {argument} must be a whole number; count in a smaller unit, such as "
            f"minutes for hours (rule: whole, value: {number})"
        )
    if isinstance(number, bool):
        raise wrong_type(function, argument, "a whole number", number)
    try:
        whole = operator.index(number)
    except TypeError:
        raise wrong_type(function, argument, "a whole number", number) from None
    most = 2**31 if argument in ("weight", "neutral", "share", "otherwise") else 2**63
    if not -most <= whole < most:
        raise ValueError(f"{function}: {argument} is out of range (rule: range, value: {whole})")
    return whole


def _bands(function: str, bands: Bands) -> list[tuple[int, int]]:
    rows = listed(function, "bands", "a pair of a number and a share", (tuple, list), bands)
    for row in rows:
        if len(row) != 2:
            raise wrong_type(function, "bands", "a list of pairs of a number and a share", row)
    return [
        (_whole(function, "bands", start), _whole(function, "share", share))
        for start, share in rows
    ]


def covers(
    needs: Name,
    offers: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    needs_of: Literal["mentee", "mentor"] = "mentee",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """How much of what one side needs, weighted by priority, the other side offers.

    Parameters
    ----------
    needs, offers
        The mentees' column and the mentors'; with ``needs_of="mentor"`` the needs are those of the
        mentors.
    weight
        0 to 1000.
    name
        What its part is called; the mentees' column unless it is said.
    blank, neutral
        What a blank counts: the neutral share, "leaves" or "zero".

    Examples
    --------
    >>> import pairwell as pw
    >>> needs = pw.covers("Needs", "Offers", weight=35)
    >>> needs
    Criterion(id='Needs', compare='covers', mentee='Needs', mentor='Offers', weight=35)
    >>> needs.replace(weight=20) == pw.covers("Needs", "Offers", weight=20)
    True
    """
    return _criterion("covers", needs, offers, weight, name, blank, neutral, needs_of=needs_of)


def overlap(
    mentee: Name,
    mentor: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    of: Literal["jaccard", "dice", "smaller"] = "jaccard",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """What two sets have in common: of both together, of their mean size, or of the smaller."""
    return _criterion("overlap", mentee, mentor, weight, name, blank, neutral, overlap=of)


def same(
    mentee: Name,
    mentor: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    suits_any: Iterable[str] = (),
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Full where both answers are equal, or one is among `suits_any` ("either")."""
    suits = listed("same", "suits_any", "a text", str, suits_any)
    return _criterion("same", mentee, mentor, weight, name, blank, neutral, any=suits)


def different(
    mentee: Name,
    mentor: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Full where the answers are not equal."""
    return _criterion("different", mentee, mentor, weight, name, blank, neutral)


def near(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int,
    low: int = 0,
    weight: int = 0,
    name: str | None = None,
    curve: CurveName = "straight",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Full up to a distance of ``low``, nothing from ``high`` on; of numbers, days or levels.

    Bounds are whole numbers as the column has them: 2 is two hours of a column of hours.
    """
    return _criterion(
        "near", mentee, mentor, weight, name, blank, neutral,
        low=_whole("near", "low", low), high=_whole("near", "high", high), curve=curve,
    )  # fmt: skip


def at_least(
    mentee: Name,
    mentor: Name | None = None,
    *,
    fall: int = 0,
    weight: int = 0,
    name: str | None = None,
    curve: CurveName = "straight",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Full where the mentor's is at or above the mentee's; nothing from ``fall`` below on."""
    return _criterion(
        "at_least", mentee, mentor, weight, name, blank, neutral,
        fall=_whole("at_least", "fall", fall), curve=curve,
    )  # fmt: skip


def gap(
    mentee: Name,
    mentor: Name | None = None,
    *,
    low: int,
    high: int,
    fall: int = 0,
    weight: int = 0,
    name: str | None = None,
    curve: CurveName = "straight",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Full where the mentor's minus the mentee's is within bounds; nothing ``fall`` outside."""
    return _criterion(
        "gap", mentee, mentor, weight, name, blank, neutral,
        low=_whole("gap", "low", low), high=_whole("gap", "high", high),
        fall=_whole("gap", "fall", fall), curve=curve,
    )  # fmt: skip


def ratio(
    mentee: Name,
    mentor: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """The smaller number as a share of the larger."""
    return _criterion("ratio", mentee, mentor, weight, name, blank, neutral)


def wish(
    mentee: Name | None = None,
    mentor: Name | None = None,
    *,
    weight: int = 0,
    name: str | None = None,
    sides: SidesName = "both",
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """The ranks that one or both sides gave each other; the columns hold labels of the others."""
    return _criterion("wish", mentee, mentor, weight, name, blank, neutral, sides=sides)


def table(
    mentee: Name,
    mentor: Name | None = None,
    *,
    shares: Mapping[tuple[str, str], int] | Iterable[tuple[str, str, int]],
    otherwise: int = 0,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """A share, 0 to 1000, for each pair of answers that is written down, mentee's answer first."""
    return _criterion(
        "table", mentee, mentor, weight, name, blank, neutral,
        table=_rows("table", shares), otherwise=_whole("table", "otherwise", otherwise),
    )  # fmt: skip


def _rows(
    function: str, shares: Mapping[tuple[Any, Any], int] | Iterable[tuple[Any, Any, int]]
) -> list[tuple[str, str, int]]:
    """Rows of two texts and a share."""
    wanted = "a row of two answers and a share"
    given: Sequence[Any]
    if isinstance(shares, Mapping):
        given = [(*pair, share) for pair, share in shares.items() if isinstance(pair, tuple)]
        if len(given) != len(shares):
            raise wrong_type(function, "shares", "shares by pairs of answers", shares)
    else:
        given = listed(function, "shares", wanted, (tuple, list), shares)
    rows = []
    for row in given:
        if len(row) != 3:
            raise wrong_type(function, "shares", wanted, row)
        mentee, mentor, share = row
        rows.append((str(mentee), str(mentor), _whole(function, "share", share)))
    return rows


def distance(
    mentee: Name,
    mentor: Name | None = None,
    *,
    bands: Bands,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """How far apart two places are: kilometres, or minutes where there are travel times."""
    return _criterion(
        "distance", mentee, mentor, weight, name, blank, neutral, bands=_bands("distance", bands)
    )


def travel(
    mentee: Name,
    mentor: Name | None = None,
    *,
    minutes: Name,
    bands: Bands,
    meeting: Name | None = None,
    suits_any: Iterable[str] = (),
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """Whether two can meet without travelling, or how far both together would travel.

    Parameters
    ----------
    minutes, meeting
        The columns, of both sides, how far somebody would travel and how somebody would meet.
    suits_any
        The ways to meet that need no travel.
    """
    return _criterion(
        "travel", mentee, mentor, weight, name, blank, neutral,
        minutes=_name("travel", "minutes", minutes),
        format="" if meeting is None else _name("travel", "meeting", meeting),
        any=listed("travel", "suits_any", "a text", str, suits_any), bands=_bands("travel", bands),
    )  # fmt: skip


def common_time(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int,
    low: int = 0,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """How much of the week both are free: slots, or minutes; what is above ``low`` up to ``high``.

    ``high`` more than ``low`` is full.
    """
    return _criterion(
        "common_time", mentee, mentor, weight, name, blank, neutral,
        low=_whole("common_time", "low", low), high=_whole("common_time", "high", high),
    )  # fmt: skip


def common_language(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int = 0,
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """The level that both reach in their best common language; C2 (or level ``high``) is full."""
    return _criterion(
        "common_language", mentee, mentor, weight, name, blank, neutral,
        high=_whole("common_language", "high", high),
    )  # fmt: skip


def dot(
    mentee: Name,
    mentor: Name | None = None,
    *,
    low: int = 0,
    high: int = 0,
    bands: Bands = (),
    weight: int = 0,
    name: str | None = None,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """The dot product of two vectors: columns of arrays.

    Vectors of whole numbers from -128 to 127 are taken as they are. Real ones are taken to length
    127 and rounded, so that the product is 16129 times their cosine: without ``low`` and ``high``
    a cosine of 1 is full, and one of 0 or below nothing.
    """
    return _criterion(
        "dot", mentee, mentor, weight, name, blank, neutral,
        low=_whole("dot", "low", low), high=_whole("dot", "high", high), bands=_bands("dot", bands),
    )  # fmt: skip


def given(
    shares: Mapping[tuple[Any, Any], int] | Iterable[tuple[Any, Any, int]],
    *,
    otherwise: int = 0,
    weight: int = 0,
    name: str = "given",
) -> _core.Criterion:
    """A share, 0 to 1000, for each pair of labels that is written down: a panel's marks."""
    return _criterion(
        "given", None, None, weight, name, "neutral", None,
        pairs=_rows("given", shares), otherwise=_whole("given", "otherwise", otherwise),
    )  # fmt: skip


def mean(
    of: Iterable[_core.Criterion],
    *,
    weight: int = 0,
    name: str,
    blank: BlankName = "neutral",
    neutral: int | None = None,
) -> _core.Criterion:
    """The mean of several criteria, over those that were answered; a weight within it weighs."""
    parts = listed("mean", "of", "a Criterion", _core.Criterion, of)
    check_type("mean", "name", "a text", str, name)
    return _criterion("mean", None, None, weight, name, blank, neutral, of=parts)
