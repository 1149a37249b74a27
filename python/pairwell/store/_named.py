"""Whether a text that is kept names somebody: by name, address or reference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pairwell import _core

_LETTERS = 3
"""How many letters a part of a name has that a text may not hold."""
_INSIDE = 5
"""How many it has to be found inside another word too."""


def refuse_names(
    function: str, column: str, text: str, people: Iterable[Mapping[Any, Any]]
) -> None:
    """Refuse a text that names somebody; the text is not repeated.

    Raises
    ------
    InvalidInput
        That gives the rule, and not the name.
    """
    if any(names(text, row["name"], row["email"]) for row in people):
        what = f"a part of the person's name or address of {_LETTERS} letters or more"
        _refuse(function, column, what)


def refuse_references(function: str, column: str, text: str, references: Iterable[str]) -> None:
    """Refuse a text that holds a reference of three characters or more; "1" is in many a date.

    Raises
    ------
    InvalidInput
        That gives the rule, and not the reference.
    """
    said = _folded(text)
    for reference in map(_folded, references):
        is_said = re.search(rf"(?<!\w){re.escape(reference)}(?!\w)", said)
        if len(reference) >= _LETTERS and is_said:
            what = f"the person's reference, which is one of {_LETTERS} characters or more"
            _refuse(function, column, what)


def _refuse(function: str, column: str, what: str) -> None:
    message = f"This stays on record, so it may not hold {what}; say it without."
    found = _core.Finding(rule="names_nobody", message=message, column=column)
    _core.throw_if_errors(function, [found])


def names(text: str, name: str, email: str) -> bool:
    """Whether a text holds a part of a name, or of what stands before the @ of an address."""
    said = _words(text)
    for part in _words(name) | _words(email.partition("@")[0]):
        if part in said or (len(part) >= _INSIDE and any(part in word for word in said)):
            return True
    return bool(email.strip()) and _folded(email.strip()) in _folded(text)


def _words(text: str) -> set[str]:
    """The words of a text without case and accents, each whole and in its parts: o'hara, hara."""
    folded = _folded(text)
    parts = re.findall(r"[^\W\d_]+", folded)
    whole = [
        "".join(re.findall(r"[^\W\d_]+", word))
        for word in (*folded.split(), *re.split(r"[\s-]+", folded))
    ]
    return {word for word in (*parts, *whole) if len(word) >= _LETTERS}


def _folded(text: str) -> str:
    marks = unicodedata.normalize("NFKD", text)
    return "".join(c for c in marks if not unicodedata.combining(c)).casefold()


class Withheld:
    """The names and addresses of applicants, which no form may hold unless they are references."""

    def __init__(
        self, names: Iterable[str], emails: Iterable[str], references: Iterable[str]
    ) -> None:
        self._known = {_folded(text.strip()) for text in (*names, *emails) if text.strip()}
        self._references = set(references)

    def __contains__(self, text: str) -> bool:
        if text in self._references:
            return False
        return "@" in text or _folded(text.strip()) in self._known


def withhold(
    cells: Mapping[str, str], questions: Sequence[_core.Question], private: Withheld
) -> tuple[dict[str, str], dict[str, str]]:
    """Take whom a form names by name or address out of its cells, where no reference was found.

    Returns
    -------
    tuple
        The cells, with "not-found-1" and so on for whom they named; and what stood in those that
        were changed, which is kept with identity.
    """
    kept, apart = dict(cells), {}
    for question in questions:
        cell = cells.get(question.id, "")
        if question.kind is not _core.QuestionKind.PEOPLE or not cell:
            continue
        items = cell.split("\n")
        if not any(item in private for item in items):
            continue
        apart[question.id] = cell
        kept[question.id] = "\n".join(
            f"not-found-{place}" if item in private else item
            for place, item in enumerate(items, start=1)
        )
    return kept, apart
