"""The text of a cell: what a person would type for a value."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, TypeAlias

Cell: TypeAlias = str | None

_DIGITS = 400


def text_of(value: Any) -> Cell:
    """Write a value as a person would type it; None, NaN and NaT are blank.

    Raises
    ------
    ValueError
        Where no cell can hold the value.
    """
    if value is None or type(value).__name__ in ("NaTType", "NAType"):
        return None
    if type(value).__module__ == "numpy":
        value = value.tolist()  # NumPy's scalars become Python's.
    if isinstance(value, str):
        return checked(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        if abs(value) >= 10**_DIGITS:
            raise ValueError("The number has more digits than a cell can hold; give it as text.")
        return str(value)
    if isinstance(value, (float, Decimal)):
        return _number(value)
    if isinstance(value, (dt.date, dt.time)):  # A datetime is a date too.
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return ";".join(text for text in map(text_of, value) if text is not None)
    raise ValueError(f"A {type(value).__name__} cannot be kept in a cell; give it as text.")


def checked(text: Any) -> Cell:
    """Give a text that the core can read; None where it is empty.

    Raises
    ------
    ValueError
        That says what is wrong with it.
    """
    if not isinstance(text, str):
        raise ValueError(f"A {type(text).__name__} is no cell; give it as text.")
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            raise ValueError("The text holds half of a character (a lone surrogate).") from None
    if "\0" in text:
        raise ValueError("The text holds a NUL character.")
    return text or None


def _number(value: float | Decimal) -> Cell:
    """Whole numbers without decimals: 3.0 is what a missing neighbour makes of 3."""
    if value != value:
        return None
    if isinstance(value, Decimal):
        return f"{value:f}" if value.is_finite() and value.adjusted() < _DIGITS else str(value)
    return str(int(value)) if value.is_integer() else repr(value)
