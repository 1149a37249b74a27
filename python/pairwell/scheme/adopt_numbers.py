"""Questions that are answered by numbers, and words that stand for one."""

from __future__ import annotations

import re
from fractions import Fraction

from pairwell.data.faults import places
from pairwell.data.shown import plural
from pairwell.scheme.adopt_cells import decimals_of, number_of, phrase_number
from pairwell.scheme.adopt_proposals import Proposal
from pairwell.scheme.adopt_words import loose, plain

_UNITS = {
    "minutes": r"\b(minutes?|mins?)\b",
    "hours": r"\b(hours?|hrs?)\b",
    "days": r"\bhow many days\b|\bin days\b",
    "weeks": r"\bhow many weeks\b|\bin weeks\b",
    "months": r"\bhow many months\b|\bin months\b",
    "years": r"\byears?\b",
    "km": r"\b(km|kilomet(re|er)s?)\b",
    "miles": r"\bmiles?\b",
}
_LIMITS = re.compile(
    r"\b(?:from |scale of )?(-?\d{1,4})\s*(?:to|-|–|—)\s*(\d{1,4})\b(?!\s*[/.-]\s*\d)",
    re.IGNORECASE,
)


def take_for_number(proposal: Proposal, *, is_capacity: bool = False) -> bool:
    """Propose a number, a scale, or a capacity, where the cells are; False where they are not.

    A capacity stays one even where some cells cannot be read: they are named.
    """
    read: list[tuple[int, bool]] = []  # decimals, negative
    phrases: dict[str, int] = {}
    unread: dict[str, list[int]] = {}
    for column in proposal.columns:
        mark = column.sheet.decimal
        for place, cell in enumerate(column.cells):
            if not cell:
                continue
            number = number_of(cell, mark)
            if number is not None and not (is_capacity and number.denominator > 1):
                read.append((decimals_of(cell, mark), number < 0))
                continue
            phrase = phrase_number(cell, greatest=is_capacity)
            if phrase is None:
                unread.setdefault(column.sheet.name, []).append(column.sheet.numbers[place])
            else:
                phrases.setdefault(loose(cell), phrase)
    if unread and not is_capacity:
        return False
    if not is_capacity and len(read) <= sum(len(a) > 0 for a in proposal.answers) / 2:
        return False
    proposal.decimals = max((decimals for decimals, _ in read), default=0)
    limits = _limits_of(proposal)
    whole = proposal.decimals == 0
    least, most = span(proposal)
    is_mark = not proposal.theme and 0 <= least < most <= 10 and "many" not in proposal.heading
    if whole and (limits or is_capacity or is_mark):
        proposal.kind, proposal.limits = "scale", limits
    else:
        proposal.kind = "number"
        words = plain(proposal.heading)
        proposal.unit = next((u for u, p in _UNITS.items() if re.search(p, words)), "")
    if phrases:
        proposal.numbers = dict(list(phrases.items())[:50])
        which = "greatest" if is_capacity else "least"
        proposal.unsure("numbers",
            f"{plural(len(phrases), 'phrase')} for a number: the {which} one named was proposed.",
            "Phrases for a number: "
            + ", ".join(f"{phrase!r} is {number}" for phrase, number in proposal.numbers.items())
            + f". The {which} one named was proposed.",
        )  # fmt: skip
    for sheet, rows in unread.items():
        where = places(rows)
        proposal.notes.append(f"Unsure: {plural(len(rows), 'cell')} cannot be read ({where}).")
        message = (
            f"{plural(len(rows), 'cell')} cannot be read as a number ({where}): add what stands"
            " there to `numbers`, with the number that it means."
        )
        proposal.said.append(("numbers", f"{sheet}: {message}"))
    return True


def span(proposal: Proposal) -> tuple[int, int]:
    """Give the least and the greatest of all numbers, rounded down; both 0 where there is none."""
    numbers = _numbers_of(proposal)
    return (int(min(numbers)), int(max(numbers))) if numbers else (0, 0)


def _numbers_of(proposal: Proposal) -> list[Fraction]:
    return [
        number
        for column in proposal.columns
        for answer in column.answers
        if (number := number_of(answer, column.sheet.decimal)) is not None
    ]


def _limits_of(proposal: Proposal) -> tuple[int, int] | None:
    """Read the limits that the heading names, where every number keeps to them."""
    found = _LIMITS.search(proposal.heading)
    if found is None:
        return None
    least, most = int(found.group(1)), int(found.group(2))
    kept = all(least <= number <= most for number in _numbers_of(proposal))
    return (least, most) if least < most and kept else None


def take_for_marked_scale(proposal: Proposal) -> bool:
    """Propose a scale where each answer is a number beside its words: "4 - Agree"."""
    marked = r"-?\d{1,3}\s*[-–—:.)(=]\s*[^\d\W][^\d]*|[^\d\W][^\d(]*\(-?\d{1,3}\)"
    answers = proposal.answers
    if len(answers) < 3 or not all(
        re.fullmatch(marked, a) or re.fullmatch(r"\d{1,3}", a) for a in answers
    ):
        return False
    proposal.kind = "scale"
    return True
