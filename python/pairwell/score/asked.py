"""What criteria look at: the columns that they name, and the questions that those answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pairwell import _core
from pairwell.scheme.members import RoleName
from pairwell.score.contents import Contents

ROLES: tuple[RoleName, RoleName] = ("mentee", "mentor")
_ID_LETTERS = 48
_ORDERED = ("near", "at_least", "gap", "ratio")
_ANY = ("same", "different", "table")
_FIXED = {
    "covers": "choices",
    "overlap": "set",
    "wish": "people",
    "distance": "place",
    "travel": "place",
    "common_time": "availability",
    "common_language": "languages",
    "dot": "vector",
}


class Use(NamedTuple):
    """A column that a criterion looks at."""

    criterion: _core.Criterion
    where: str
    """What names it, for findings: "criteria['Grade']"."""
    role: int
    """0 of mentees, 1 of mentors."""
    name: str
    wants: str
    """A kind of question; "ordered" or "any" where what the column holds decides."""


@dataclass
class Asked:
    """A question, and the columns with its answers."""

    key: str
    """The column's name, or the id that was declared."""
    declared: _core.Question | None
    columns: dict[int, list[str]] = field(default_factory=dict)
    """By role: mostly one; the numbers of a vector or the ranks of a list may be several."""
    contents: dict[int, Contents] = field(default_factory=dict)
    wants: list[str] = field(default_factory=list)
    needed: set[int] = field(default_factory=set)
    """The roles whose answers are needs."""
    kind: str = ""
    options: tuple[str, ...] = ()
    decimals: int = 0
    is_real: bool = False
    """Whether vectors are to be taken to one length, as those of whole numbers are not."""
    id: str = ""

    def question(self) -> _core.Question:
        """The question as the core and a programme's file have it."""
        kind: Any = self.kind
        asked = [ROLES[role] for role in sorted(self.columns)] if len(self.columns) == 1 else []
        if self.declared is not None:
            words = self.declared.words or self.key
            return self.declared.replace(id=self.id, words=words, asked=asked)
        return _core.Question(
            id=self.id,
            kind=kind,
            words=self.key,
            asked=asked,
            options=list(self.options),
            decimals=self.decimals,
        )


def flattened(
    criteria: Iterable[_core.Criterion], where: str = "criteria"
) -> Iterator[tuple[_core.Criterion, str]]:
    """Every criterion, those of means too, with what names it."""
    for criterion in criteria:
        name = f"{where}[{criterion.id!r}]"
        yield criterion, name
        yield from flattened(criterion.of, name)


def compare_of(criterion: _core.Criterion) -> str:
    """The comparison's name."""
    return str(criterion.compare.name).lower()


def uses_of(criterion: _core.Criterion, where: str) -> Iterator[Use]:
    """The columns that a criterion looks at."""
    compare = compare_of(criterion)
    wants = _FIXED.get(compare, "ordered" if compare in _ORDERED else "any")
    for role, name in enumerate((criterion.mentee, criterion.mentor)):
        is_silent = compare == "wish" and criterion.sides.name.lower() not in ("both", ROLES[role])
        if name and not is_silent:
            is_need = compare == "covers" and criterion.needs_of.name.lower() == ROLES[role]
            yield Use(criterion, where, role, name, "needs" if is_need else wants)
        if compare == "travel":
            yield Use(criterion, where, role, criterion.minutes, "number")
            if criterion.format:
                yield Use(criterion, where, role, criterion.format, "choice")


def slug(words: str, taken: set[str]) -> str:
    """An id from words: lower-case letters, digits and _, another for each."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_ID_LETTERS].rstrip("_")
    if re.fullmatch(r"[a-z][a-z0-9_-]*", words):
        text = words
    if not text or not text[0].isalpha():
        text = f"q_{text}".rstrip("_")
    unique, number = text, 1
    while unique in taken:
        number += 1
        unique = f"{text}_{number}"
    taken.add(unique)
    return unique
