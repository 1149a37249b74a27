"""Words and numbers as people read them: shared by the report, the terminal and the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pairwell import _core

if TYPE_CHECKING:
    from collections.abc import Iterable


_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def label(value: Any) -> str:
    """Write an enumerator for people: ``Outcome.NOT_ELIGIBLE`` is "not eligible"."""
    return str(getattr(value, "name", value)).lower().replace("_", " ")


def finding_facts(finding: Any) -> dict[str, Any]:
    """Give a finding as JSON has it wherever there is one."""
    fields = ("rule", "message", "file", "row", "column", "value")
    severity = {"severity": label(finding.severity)}
    return {**severity, **{name: getattr(finding, name) for name in fields}}


def plain(text: object) -> str:
    """Take out what could steer a terminal or turn the direction of a line."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", str(text))


def listed(words: Iterable[str]) -> str:
    """Join words as a sentence does: "England, Scotland and Wales"."""
    items = [str(word) for word in words]
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def points_text(units: int, scale: int = 1000) -> str:
    """Write units as points with one decimal, halves up, in whole numbers throughout."""
    tenths = (abs(units) * 20 + scale) // (2 * scale)
    sign = "-" if units < 0 and tenths else ""
    return f"{sign}{tenths // 10}.{tenths % 10}"


def counted_points(units: int, scale: int = 1000) -> str:
    """Write units as points with their unit: "14.5 points", and "1 point" where it is just one."""
    return "1 point" if units == scale else f"{points_text(units, scale)} points"


def percent(thousandths: int) -> str:
    """Write thousandths as whole per cent, never more than there is."""
    return f"{thousandths // 10}%"


_AMOUNT = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.(?P<part>[0-9]+))?")
_SIGNS = {"GBP": "\N{POUND SIGN}", "EUR": "\N{EURO SIGN}"}


def money(amount: int, currency: str) -> str:
    """Write an amount in the smallest part of its currency: "£3,000", "CHF 120.50"."""
    decimals = _core.decimals_of(currency)
    whole, rest = divmod(amount, 10**decimals)
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{whole:,}" + (f".{rest:0{decimals}}" if rest else "")


def amount_of(text: str, currency: str) -> int:
    """Read an amount as people write it, "45.50" or "£1,200", in the currency's smallest part.

    Raises
    ------
    Error
        Where it is none, with how one is written.
    """
    decimals = _core.decimals_of(currency)
    bare = text.strip().removeprefix(currency).removesuffix(currency).strip()
    bare = bare.removeprefix(_SIGNS.get(currency, currency))
    found = _AMOUNT.fullmatch(bare)
    if not found or len(found["part"] or "") > decimals:
        example = f"45 or 45.{'50'.ljust(decimals, '0')}" if decimals else "45"
        message = f"an amount of {currency} is written as in {example}, not {text!r}"
        raise _core.Error(message)
    digits = found["whole"].replace(",", "") + (found["part"] or "").ljust(decimals, "0")
    return int(digits)
