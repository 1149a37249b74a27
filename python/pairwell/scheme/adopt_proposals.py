"""What a question is proposed to be, and what of it should be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from pairwell.scheme.adopt_columns import Column, Findings
from pairwell.scheme.adopt_words import loose, plain, question_in, words_of

Role: TypeAlias = Literal["mentee", "mentor"]
BOTH: tuple[Role, Role] = ("mentee", "mentor")


@dataclass(eq=False)
class Proposal:
    """One question of the file.

    Attributes
    ----------
    columns
        Those that answer it, in order: of one sheet several where it has one for each rank.
    theme
        What it is about, by which criteria are proposed: "grade", "needs"; "" where unknown.
    grid
        The question of the grid of which it is one row.
    shares
        The question whose options it has; None where it has its own.
    compares
        The comparison that fits it alone; "" where its kind and theme say it.
    notes
        Comments at its place in the file.
    said
        What the report says of it: rules and messages.
    """

    columns: list[Column]
    kind: str = "text"
    id: str = ""
    keep: str = "application"
    plays: str = ""
    options: list[str] = field(default_factory=list)
    separator: str = ""
    limits: tuple[int, int] | None = None
    decimals: int = 0
    unit: str = ""
    numbers: dict[str, int] = field(default_factory=dict)
    private: bool = False
    several: bool = False
    name: str = ""
    theme: str = ""
    grid: str = ""
    shares: Proposal | None = None
    notes: list[str] = field(default_factory=list)
    said: list[tuple[str, str]] = field(default_factory=list)

    @property
    def asked(self) -> tuple[Role, ...]:
        """The roles that are asked."""
        given = {role for column in self.columns for role in column.roles}
        return tuple(role for role in BOTH if role in given)

    @property
    def answers(self) -> list[str]:
        """Every cell that is not blank."""
        return [answer for column in self.columns for answer in column.answers]

    @property
    def heading(self) -> str:
        """The heading of its first column."""
        return self.columns[0].heading

    def all_yes_or_no(self) -> bool:
        """Whether every answer of each column is a yes or a no."""
        return all(column.all_yes_or_no() for column in self.columns)

    def headings_of(self, role: Role) -> list[str]:
        """Give the headings of its columns for one role, each once."""
        return list(dict.fromkeys(c.heading for c in self.columns if role in c.roles))

    def unsure(self, rule: str, comment: str, message: str = "") -> None:
        """Say what should be looked at: in the file at its place, and in the report."""
        self.notes.append(f"Unsure: {comment[0].lower()}{comment[1:]}")
        self.said.append((rule, message or comment))

    def report(self, findings: Findings) -> None:
        """Put what was said into the report, under the first of its headings."""
        first = self.columns[0]
        for rule, message in self.said:
            findings.add(first.sheet.name, rule, message, first.heading)


@dataclass(frozen=True)
class Known:
    """What was found out about all columns before questions are guessed.

    Attributes
    ----------
    people
        The loose keys of whatever tells who somebody is.
    """

    people: frozenset[str]


_NOT_TELLING = words_of(
    """
    a an and any are as at be by can could did do does for from have how i if in is it like many me
    most much my of on or please that the their there this to us was we were what when where which
    who will with would you your yours choose select tick all apply up three two s t m ve re
    """
)


def give_ids(proposals: Sequence[Proposal], headings: Iterable[str]) -> None:
    """Give each question an id of its own: its name where it has one, else words of its heading.

    No id is the heading of another question's column, by which that would be found twice.
    """
    every = [loose(heading) for heading in headings]
    for proposal in proposals:
        if len(proposal.columns) > 1 and loose(proposal.grid) in every:
            proposal.grid = ""  # the words of another question
    every += [loose(proposal.grid) for proposal in proposals if len(proposal.columns) > 1]
    taken: set[str] = set()
    others: dict[str, int] = {}
    for key in every:
        others[key] = others.get(key, 0) + 1
    for place, proposal in enumerate(proposals, start=1):
        row = re.search(r"\[([^\[\]]+)\]\s*$", proposal.heading)
        words = row.group(1) if row else question_in(proposal.heading)
        if proposal.kind == "ranked" and proposal.grid:
            words = proposal.grid
        base = proposal.name or _slug(words) or f"question_{place}"
        own = {loose(proposal.grid), *(loose(column.heading) for column in proposal.columns)}
        number, name = 1, base
        while name in taken or (name in others and name not in own):
            number += 1
            name = f"{base}_{number}"
        taken.add(name)
        proposal.id = name


def _slug(heading: str) -> str:
    """Make an id of the telling words of a heading."""
    words = [word for word in plain(heading).split() if word.isascii()]
    telling = [word for word in words if word not in _NOT_TELLING] or words
    slug = re.sub(r"^[^a-z]+", "", "_".join(telling[:4]))[:40].strip("_")
    return slug


def rank_rows(columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Find the columns that are one for each rank: "Question [First choice]", "Choice 2: ..."."""
    found: dict[str, list[tuple[int, Column]]] = {}
    for column in columns:
        base, rank = rank_of(column.heading)
        if rank:
            found.setdefault(base, []).append((rank, column))
    return {
        base: [column for _, column in sorted(ranked, key=lambda it: it[0])]
        for base, ranked in found.items()
        if [rank for rank, _ in sorted(ranked, key=lambda it: it[0])]
        == list(range(1, len(ranked) + 1))
        and len(ranked) > 1
    }


_RANKS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
_RANKS |= {
    f"{n}{'st' if n == 1 else 'nd' if n == 2 else 'rd' if n == 3 else 'th'}": n
    for n in range(1, 10)
}
_RANK = r"(first|second|third|fourth|fifth|sixth|[1-9](?:st|nd|rd|th)?)"
_IN_HEADING = re.compile(
    rf"\[\s*(?:(?:choice|rank|preference|priority)\s*)?{_RANK}(?:\s*(?:choice|preference|priority))?\s*\]\s*$"
    rf"|\b{_RANK}\s+(?:choice|preference|priority)\b"
    rf"|\b(?:choice|preference|priority|rank)\s+{_RANK}\b",
    re.IGNORECASE,
)


def rank_of(heading: str) -> tuple[str, int]:
    """Give the question of a heading without its rank, and the rank; 0 where it has none."""
    found = _IN_HEADING.search(heading)
    if found is None:
        return heading, 0
    word = next(group for group in found.groups() if group).lower()
    rank = _RANKS.get(word) or int(word)
    return (heading[: found.start()] + heading[found.end() :]).strip(" :-–—"), rank
