"""Criteria of one's own: a function for each comparison, which gives a `Criterion`.

The first name is the mentees' column, the second the mentors'; one name is of both. Whoever scores
forms of a programme names questions by their ids. How each comparison counts is written in
docs/design/score.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal, Unpack

from pairwell import _core
from pairwell._arguments import check_type, listed
from pairwell.score.counting import (
    Bands,
    BlankName,
    Counted,
    CurveName,
    Name,
    SidesName,
    bands_of,
    column_name,
    criterion,
    share_rows,
    shows_all,
    told_answer,
    whole,
)
from pairwell.score.frames import shown


@shows_all
def covers(
    needs: Name,
    offers: Name | None = None,
    *,
    needs_of: Literal["mentee", "mentor"] = "mentee",
    **counted: Unpack[Counted],
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
    return criterion("covers", needs, offers, counted, needs_of=needs_of)


@shows_all
def overlap(
    mentee: Name,
    mentor: Name | None = None,
    *,
    of: Literal["jaccard", "dice", "smaller"] = "jaccard",
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """What two sets have in common: of both together, of their mean size, or of the smaller."""
    return criterion("overlap", mentee, mentor, counted, overlap=of)


@shows_all
def same(
    mentee: Name,
    mentor: Name | None = None,
    *,
    suits_any: Iterable[str] = (),
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Full where both answers are equal, or one is among `suits_any` ("either")."""
    suits = listed("same", "suits_any", "a text", str, suits_any)
    return criterion("same", mentee, mentor, counted, any=suits)


@shows_all
def different(
    mentee: Name,
    mentor: Name | None = None,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Full where the answers are not equal."""
    return criterion("different", mentee, mentor, counted)


@shows_all
def near(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int,
    low: int = 0,
    curve: CurveName = "straight",
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Full up to a distance of ``low``, nothing from ``high`` on; of numbers, days or levels.

    Bounds are whole numbers as the column has them: 2 is two hours of a column of hours.
    """
    return criterion(
        "near", mentee, mentor, counted,
        low=whole("near", "low", low), high=whole("near", "high", high), curve=curve,
    )  # fmt: skip


@shows_all
def at_least(
    mentee: Name,
    mentor: Name | None = None,
    *,
    fall: int = 0,
    curve: CurveName = "straight",
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Full where the mentor's is at or above the mentee's; nothing from ``fall`` below on."""
    return criterion(
        "at_least", mentee, mentor, counted,
        fall=whole("at_least", "fall", fall), curve=curve,
    )  # fmt: skip


@shows_all
def gap(
    mentee: Name,
    mentor: Name | None = None,
    *,
    low: int,
    high: int,
    fall: int = 0,
    curve: CurveName = "straight",
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Full where the mentor's minus the mentee's is within bounds; nothing ``fall`` outside."""
    return criterion(
        "gap", mentee, mentor, counted,
        low=whole("gap", "low", low), high=whole("gap", "high", high),
        fall=whole("gap", "fall", fall), curve=curve,
    )  # fmt: skip


@shows_all
def ratio(
    mentee: Name,
    mentor: Name | None = None,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """The smaller number as a share of the larger."""
    return criterion("ratio", mentee, mentor, counted)


@shows_all
def wish(
    mentee: Name | None = None,
    mentor: Name | None = None,
    *,
    sides: SidesName = "both",
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """The ranks that one or both sides gave each other; the columns hold labels of the others."""
    return criterion("wish", mentee, mentor, counted, sides=sides)


@shows_all
def table(
    mentee: Name,
    mentor: Name | None = None,
    *,
    shares: Mapping[tuple[str, str], int] | Iterable[tuple[str, str, int]],
    otherwise: int = 0,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """A share, 0 to 1000, for each pair of answers that is written down, mentee's answer first."""
    return criterion(
        "table", mentee, mentor, counted,
        table=share_rows("table", shares, told_answer),
        otherwise=whole("table", "otherwise", otherwise),
    )  # fmt: skip


@shows_all
def distance(
    mentee: Name,
    mentor: Name | None = None,
    *,
    bands: Bands,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """How far apart two places are: kilometres, or minutes where there are travel times."""
    return criterion("distance", mentee, mentor, counted, bands=bands_of("distance", bands))


@shows_all
def travel(
    mentee: Name,
    mentor: Name | None = None,
    *,
    minutes: Name,
    bands: Bands,
    meeting: Name | None = None,
    suits_any: Iterable[str] = (),
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """Whether two can meet without travelling, or how far both together would travel.

    Parameters
    ----------
    minutes, meeting
        The columns, of both sides, how far somebody would travel and how somebody would meet.
    suits_any
        The ways to meet that need no travel.
    """
    return criterion(
        "travel", mentee, mentor, counted,
        minutes=column_name("travel", "minutes", minutes),
        format="" if meeting is None else column_name("travel", "meeting", meeting),
        any=listed("travel", "suits_any", "a text", str, suits_any),
        bands=bands_of("travel", bands),
    )  # fmt: skip


@shows_all
def common_time(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int,
    low: int = 0,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """How much of the week both are free: slots, or minutes; what is above ``low`` up to ``high``.

    ``high`` more than ``low`` is full.
    """
    return criterion(
        "common_time", mentee, mentor, counted,
        low=whole("common_time", "low", low), high=whole("common_time", "high", high),
    )  # fmt: skip


@shows_all
def common_language(
    mentee: Name,
    mentor: Name | None = None,
    *,
    high: int = 0,
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """The level that both reach in their best common language; C2 (or level ``high``) is full."""
    return criterion(
        "common_language", mentee, mentor, counted,
        high=whole("common_language", "high", high),
    )  # fmt: skip


@shows_all
def dot(
    mentee: Name,
    mentor: Name | None = None,
    *,
    low: int = 0,
    high: int = 0,
    bands: Bands = (),
    **counted: Unpack[Counted],
) -> _core.Criterion:
    """The dot product of two vectors: columns of arrays.

    Vectors of whole numbers from -128 to 127 are taken as they are. Real ones are taken to length
    127 and rounded, so that the product is 16129 times their cosine: without ``low`` and ``high``
    a cosine of 1 is full, and one of 0 or below nothing.
    """
    return criterion(
        "dot", mentee, mentor, counted,
        low=whole("dot", "low", low), high=whole("dot", "high", high), bands=bands_of("dot", bands),
    )  # fmt: skip


def given(
    shares: Mapping[tuple[Any, Any], int] | Iterable[tuple[Any, Any, int]] | Any,
    *,
    otherwise: int = 0,
    weight: int = 0,
    name: str = "given",
) -> _core.Criterion:
    """A share, 0 to 1000, for each pair of labels that is written down: a panel's marks.

    A mapping of pairs of labels, rows of mentee, mentor and share, or a frame with such columns.
    """
    return criterion(
        "given", None, None, {"weight": weight, "name": name},
        pairs=share_rows("given", shares, shown), otherwise=whole("given", "otherwise", otherwise),
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
    counted: Counted = {"weight": weight, "name": name, "blank": blank, "neutral": neutral}
    return criterion("mean", None, None, counted, of=parts)
