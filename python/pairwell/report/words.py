"""Words and numbers as people read them: shared by the report, the terminal and the tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairwell.scheme.programme import Programme


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


_SIGNS = {"GBP": "\N{POUND SIGN}", "EUR": "\N{EURO SIGN}"}


def money(pence: int, currency: str = "GBP") -> str:
    """Write an amount in the smallest part of its currency: "£3,000", "CHF 120.50"."""
    sign = _SIGNS.get(currency, f"{currency} ")
    return f"{sign}{pence // 100:,}" + (f".{pence % 100:02}" if pence % 100 else "")


def places(programme: Programme) -> list[str]:
    """Write the places by region: "Scotland: 1 mentee place and 1 mentor place"."""
    regions: dict[str, list[str]] = {}
    for place in programme.places:
        least, most = place.people.least, place.people.most
        count = f"{least} or more" if most is None else str(most)
        if most is not None and 0 < least < most:
            count = f"{least} to {most}"
        word = f"{label(place.role)} place" + ("" if count == "1" else "s")
        regions.setdefault(place.region, []).append(f"{count} {word}")
    return [f"{region}: {listed(counts)}" for region, counts in regions.items()]


def mark(thousandths: int) -> str:
    """Write a mean mark as per cent of the most that could be had: "66.7%"."""
    return f"{thousandths // 10}.{thousandths % 10}%"
