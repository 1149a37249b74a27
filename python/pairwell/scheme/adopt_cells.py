"""What the cells of a column look like: days, numbers, yes and no, words for numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, TypeAlias

from pairwell.scheme.adopt_words import loose, plain, words_of

DateOrder: TypeAlias = Literal["iso", "day_first", "month_first"]

YES = words_of("yes y true agree agreed") | {"i agree"}
NO = words_of("no n false disagree") | {"i disagree"}
_LONGEST = 80

_CLOCK = r"(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?(?: ?([ap])\.?m\.?)?)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_ISO = re.compile(rf"(\d{{4}})[-/](\d{{1,2}})[-/](\d{{1,2}}){_CLOCK}{_ZONE}", re.IGNORECASE)
_DIGITS = re.compile(rf"(\d{{1,2}})[-/.](\d{{1,2}})[-/.](\d{{4}}){_CLOCK}{_ZONE}", re.IGNORECASE)


def day_of(cell: str, order: DateOrder) -> tuple[dt.date, bool] | None:
    """Read a day in digits, and whether a time of day follows; None of anything else."""
    if len(cell) > _LONGEST:
        return None
    text = cell.strip()
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _DIGITS.fullmatch(text):
        first, second, year = (int(part) for part in found.groups()[:3])
        month, day = (first, second) if order == "month_first" else (second, first)
        if order == "iso":
            return None
    else:
        return None
    hour, minute, second = (int(part or 0) for part in found.groups()[3:6])
    half = found.group(7)
    if minute > 59 or second > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        return None
    try:
        return dt.date(year, month, day), found.group(4) is not None
    except ValueError:
        return None


def order_evidence(cells: Iterable[str]) -> set[DateOrder]:
    """Give the orders that some cell proves, by a number over 12."""
    proved: set[DateOrder] = set()
    for cell in cells:
        found = _DIGITS.fullmatch(cell.strip()) if len(cell) <= _LONGEST else None
        if found and int(found.group(1)) > 12:
            proved.add("day_first")
        if found and int(found.group(2)) > 12:
            proved.add("month_first")
    return proved


def looks_dated(cell: str) -> bool:
    """Whether a cell is a day in digits whose order has to be known."""
    return len(cell) <= _LONGEST and _DIGITS.fullmatch(cell.strip()) is not None


def is_dated(cell: str) -> bool:
    """Whether a cell is a day in digits, in any order."""
    return looks_dated(cell) or day_of(cell, "iso") is not None


def number_of(cell: str, decimal: str) -> Fraction | None:
    """Read a number without a unit; its thousands are not parted."""
    text = cell.strip()
    if not re.fullmatch(rf"-?[0-9]{{1,9}}(?:{re.escape(decimal)}[0-9]{{1,6}})?", text):
        return None
    return Fraction(text.replace(decimal, "."))


def decimals_of(cell: str, decimal: str) -> int:
    """Give how many digits stand after the decimal mark, without noughts at the end."""
    return len(cell.strip().partition(decimal)[2].rstrip("0"))


def decimal_evidence(cells: Iterable[str]) -> set[str]:
    """Give the decimal marks that numbers of a column have; one with three digits proves none."""
    found = (re.fullmatch(r"-?[0-9]{1,9}([.,])([0-9]{1,6})", cell.strip()) for cell in cells)
    return {match.group(1) for match in found if match and len(match.group(2)) != 3}


_THREE_TO_TEN = ["three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_NUMBER_WORDS = {
    word: number
    for number, words in enumerate(["none zero", "one once", "two twice", *_THREE_TO_TEN])
    for word in words.split()
}
_BESIDE_NUMBERS = words_of(
    """
    up to at most least or more than less about around maybe perhaps possibly and a an per month
    week year hours hour minutes minute times time mentee mentees people person max maximum min
    minimum only just each i can could take over under every of meetings meeting the
    """
)


def phrase_number(cell: str, *, greatest: bool) -> int | None:
    """Give the number that a phrase such as "up to 3", "1-2" or "one, maybe two" may stand for.

    Its words are all words of numbers, so that it can hold nothing about a person.

    Parameters
    ----------
    greatest
        Whether the greatest of several numbers is meant, and not the least.
    """
    if len(cell) > _LONGEST:
        return None
    numbers = []
    for word in re.findall(r"[0-9]+|[^\W\d_]+", loose(cell)):
        if word.isascii() and word.isdigit() and len(word) <= 4:
            numbers.append(int(word))
        elif word in _NUMBER_WORDS:
            numbers.append(_NUMBER_WORDS[word])
        elif word not in _BESIDE_NUMBERS:
            return None
    if not numbers or len(numbers) > 3 or re.search(r"[0-9][.,/:][0-9]", cell):
        return None
    return max(numbers) if greatest else min(numbers)


def yes_or_no(cell: str) -> bool | None:
    """Read a yes or no in English, None of anything else."""
    key = loose(cell)
    return True if key in YES else False if key in NO else None


# Tried where a word begins alone: from every letter of a long one it would take its square.
EMAIL = re.compile(r"(?<![^@\s;,])[^@\s;,]+@[^@\s;,]+\.[^@\s;,]+")
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)


def is_contact(cell: str) -> bool:
    """Whether a cell holds an e-mail, the address of a page, or the number of a phone or person."""
    if len(cell) > 1000:
        return False
    digits = sum(character.isdigit() for character in cell)
    is_number = digits >= 6 and re.fullmatch(r"[\s0-9()+./-]+", cell) is not None
    return EMAIL.search(cell) is not None or _ADDRESS.search(cell) is not None or (
        is_number and day_of(cell, "day_first") is None and day_of(cell, "month_first") is None
    )  # fmt: skip


def is_sentence(text: str) -> bool:
    """Whether a text is somebody's own words rather than an option of a form."""
    text = text.strip()
    return (
        len(text) > _LONGEST
        or len(text.split()) > 12
        or "\n" in text
        or re.search(r"[.!?…](\s+\S|$)", text) is not None
        or re.search(r"\b(i|i m|i ve|i d)\b", plain(text)) is not None
    )
