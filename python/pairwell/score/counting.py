"""What every criterion says: what it is called, its weight, and what a blank counts."""

from __future__ import annotations

import datetime as dt
import inspect
import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal, TypeAlias, TypedDict, TypeVar

import numpy as np

from pairwell import _core
from pairwell._arguments import check_text, listed, suggestion, wrong_type
from pairwell.data.cells import text_of
from pairwell.score.frames import entries_of, is_table, named_columns, shown

BlankName: TypeAlias = Literal["neutral", "leaves", "zero"]
"""What a blank counts: the neutral share, nothing (it leaves the sums), or 0."""
CurveName: TypeAlias = Literal["straight", "square"]
SidesName: TypeAlias = Literal["both", "mentee", "mentor"]
Bands: TypeAlias = Iterable[tuple[int, int]]
"""From where on (kilometres, minutes) which share, 0 to 1000, rising."""
Name: TypeAlias = Any
"""A column's name: a text, or whatever else the frame has."""
Maker = TypeVar("Maker", bound=Callable[..., _core.Criterion])

_SHARES = ("share", "otherwise", "neutral")
_COLUMNS = ("mentee", "mentor", "share")
_NAMES = (int, float, tuple, dt.date, np.integer, np.floating)


class Counted(TypedDict, total=False):
    """What every criterion takes by keyword."""

    weight: int
    """0 to 1000."""
    name: str | None
    """What its part is called; the mentees' column unless it is said."""
    blank: BlankName
    neutral: int | None
    """The share of a blank that counts as neutral; None: as usual for the comparison."""


_DEFAULTS = {"weight": 0, "name": None, "blank": "neutral", "neutral": None}


def shows_all(make: Maker) -> Maker:
    """Show the keywords of `Counted` in a function's signature, as help and editors read it."""
    signature = inspect.signature(make)
    own = list(signature.parameters.values())[:-1]
    common = [
        inspect.Parameter(
            name,
            inspect.Parameter.KEYWORD_ONLY,
            default=default,
            annotation=Counted.__annotations__[name].__forward_arg__,
        )
        for name, default in _DEFAULTS.items()
    ]
    make.__signature__ = signature.replace(parameters=[*own, *common])  # type: ignore[attr-defined]
    return make


def criterion(
    compare: Any, mentee: Name | None, mentor: Name | None, counted: Counted, **parameters: Any
) -> _core.Criterion:
    """A criterion of two columns; what it is called is the mentees' column unless it is said."""
    for keyword in counted:
        if keyword not in _DEFAULTS:
            near = suggestion(keyword, [*_DEFAULTS, *parameters])
            raise TypeError(f"{compare}: there is no argument '{keyword}'.{near}")
    sides = []
    for argument, given in (("mentee", mentee), ("mentor", mentee if mentor is None else mentor)):
        sides.append("" if given is None else column_name(compare, argument, given))
    name, neutral = counted.get("name"), counted.get("neutral")
    if name is not None:
        check_text(compare, "name", name)
    try:
        return _core.Criterion(
            id=name or sides[0] or compare,
            compare=compare,
            mentee=sides[0],
            mentor=sides[1],
            weight=whole(compare, "weight", counted.get("weight", 0)),
            blank=counted.get("blank", "neutral"),
            neutral=None if neutral is None else whole(compare, "neutral", neutral),
            **parameters,
        )
    except _core.InvalidInput as error:
        _core.throw_if_errors(compare, error.findings)
        raise


def column_name(function: str, argument: str, name: Name) -> str:
    """The text of a column's name."""
    if isinstance(name, str):
        check_text(function, argument, name)
        return name
    if isinstance(name, _NAMES) and not isinstance(name, bool):
        return str(name)
    raise wrong_type(function, argument, "the name of a column", name)


def whole(function: str, argument: str, number: Any) -> int:
    """A whole number that a criterion can hold, given as 3 or 3.0."""
    if isinstance(number, float) and number.is_integer():
        number = int(number)
    if isinstance(number, float):
        advice = "count in a smaller unit, such as minutes for hours"
        if argument in _SHARES:
            advice = "a share is in thousandths, 500 for a half"
        elif argument == "weight":
            advice = "give all weights ten or a hundred times as large"
        raise ValueError(
            f"{function}: {argument} must be a whole number; {advice} "
            f"(rule: whole, value: {number})"
        )
    if isinstance(number, bool):
        raise wrong_type(function, argument, "a whole number", number)
    try:
        value = operator.index(number)
    except TypeError:
        raise wrong_type(function, argument, "a whole number", number) from None
    most = 2**31 if argument in ("weight", *_SHARES) else 2**63
    if not -most <= value < most:
        raise ValueError(f"{function}: {argument} is out of range (rule: range, value: {value})")
    return value


def bands_of(function: str, bands: Bands) -> list[tuple[int, int]]:
    """From where on which share, as whole numbers."""
    rows = listed(function, "bands", "a pair of a number and a share", (tuple, list), bands)
    for row in rows:
        if len(row) != 2:
            raise wrong_type(function, "bands", "a list of pairs of a number and a share", row)
    return [
        (whole(function, "the start of a band", start), whole(function, "share", share))
        for start, share in rows
    ]


def share_rows(
    function: str,
    shares: Mapping[tuple[Any, Any], int] | Iterable[tuple[Any, Any, int]] | Any,
    text: Callable[[Any], str],
) -> list[tuple[str, str, int]]:
    """Rows of two texts and a share."""
    wanted = "a row of two answers and a share"
    given: Sequence[Any]
    if is_table(shares):
        columns = named_columns(shares)
        missing = [name for name in _COLUMNS if name not in columns]
        if missing:
            raise ValueError(
                f"{function}: shares in a frame have the columns {', '.join(_COLUMNS)} "
                f"(rule: column, value: {', '.join(missing)})"
            )
        given = list(zip(*(entries_of(columns[name]) for name in _COLUMNS), strict=True))
    elif isinstance(shares, Mapping):
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
        rows.append((text(mentee), text(mentor), whole(function, "share", share)))
    return rows


def told_answer(answer: Any) -> str:
    """An answer as it is compared: True as yes, 2.0 as 2."""
    if isinstance(answer, Decimal) and answer.is_finite():
        return f"{answer.normalize():f}"
    if isinstance(answer, (bool, np.bool_, float, np.floating, Decimal)):
        return text_of(answer) or ""
    return shown(answer)
