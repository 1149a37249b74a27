"""Sentences in a language: English as the code has it, or another that a page speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from pairwell import _core

_NAMED = 8
"""How many a sentence names before it counts the rest."""


class Speech(Protocol):
    """Gives texts of the code in a language, filled with named facts, and writes its numbers.

    `tests/repository/texts.py` collects every text that ``gettext``, ``ngettext``, ``pgettext``,
    `phrase` and `phrases` are called with.
    """

    def gettext(self, message: str, /, **facts: object) -> str:
        """Give a text with its facts."""
        ...

    def ngettext(self, one: str, many: str, num: int, /, **facts: object) -> str:
        """Give a text about a number of things, which it has as ``%(num)s``."""
        ...

    def pgettext(self, context: str, message: str, /, **facts: object) -> str:
        """Give a text that means something else elsewhere."""
        ...

    def listed(self, items: Iterable[object]) -> str:
        """Join words as a sentence does: "England, Scotland and Wales"."""
        ...

    def number(self, number: int) -> str:
        """Write a whole number."""
        ...

    def exact(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have, without a word."""
        ...

    def exact_points(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have: "14.25 points", "1 point"."""
        ...

    def money(self, amount: int, currency: str) -> str:
        """Write an amount in the smallest part of its currency."""
        ...


class English:
    """English as the code has it; numbers stand without marks between their thousands."""

    def gettext(self, message: str, /, **facts: object) -> str:
        """Give a text with its facts."""
        return message % facts

    def ngettext(self, one: str, many: str, num: int, /, **facts: object) -> str:
        """Give a text about a number of things, which it has as ``%(num)s``."""
        return (one if num == 1 else many) % {"num": num, **facts}

    def pgettext(self, context: str, message: str, /, **facts: object) -> str:
        """Give a text that means something else elsewhere: in English it is the same."""
        del context
        return message % facts

    def listed(self, items: Iterable[object]) -> str:
        """Join words as a sentence does: "England, Scotland and Wales"."""
        words = [str(item) for item in items]
        return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)

    def number(self, number: int) -> str:
        """Write a whole number."""
        return str(number)

    def exact(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have, without a word."""
        return exact_decimals(units, scale)

    def exact_points(self, units: int, scale: int) -> str:
        """Write units as points with all decimals that they have: "14.25 points", "1 point"."""
        points = self.exact(units, scale)
        return f"{points} point{'' if points == '1' else 's'}"

    def money(self, amount: int, currency: str) -> str:
        """Write an amount in the smallest part of its currency: "GBP 1,200"."""
        decimals = _core.decimals_of(currency)
        whole, rest = divmod(amount, 10**decimals)
        return f"{currency} {whole:,}" + (f".{rest:0{decimals}}" if rest else "")


ENGLISH = English()


@dataclass(frozen=True)
class Money:
    """An amount in the smallest part of its currency, as a fact of a phrase."""

    amount: int
    currency: str


@dataclass(frozen=True, repr=False)
class Phrase:
    """A text that is put into a language later, with its facts: texts, numbers, `Money`, phrases.

    `phrase` and `phrases` make them.
    """

    one: str = ""
    many: str | None = None
    num: int = 1
    facts: Mapping[str, object] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Phrase: {self.one[:40]}>"

    def told(self, say: Speech, **more: object) -> str:
        """Give it in a language, with facts that were not known before."""
        facts = {key: _told(say, each) for key, each in {**self.facts, **more}.items()}
        if self.many is None:
            return say.gettext(self.one, **facts) if self.one else ""
        return say.ngettext(self.one, self.many, self.num, **facts)


def phrase(message: str, /, **facts: object) -> Phrase:
    """Make a text to be put into a language later."""
    return Phrase(message, facts=facts)


def phrases(one: str, many: str, num: int, /, **facts: object) -> Phrase:
    """Make a text about a number of things, which it has as ``%(num)s``."""
    return Phrase(one, many, num, facts)


def exact_decimals(units: int, scale: int) -> str:
    """Write units as points with a decimal point and all decimals that they have: "57.936"."""
    return _core.points_text(units, scale) if abs(units) < 2**63 else f"{units / scale:.15g}"


def upper_first(text: str) -> str:
    """Begin a text with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def lower_first(text: str) -> str:
    """Begin a text with a small letter, as behind a colon."""
    return f"{text[:1].lower()}{text[1:]}"


def joined(say: Speech, clauses: list[str]) -> str:
    """Put a semicolon between clauses, as the language writes it; there is at least one."""
    first, *rest = clauses
    for clause in rest:
        first = say.gettext("%(first)s; %(second)s", first=first, second=clause)
    return first


def called(role: str, who: str, say: Speech) -> str:
    """Write somebody with the role before: "mentor MR-003"."""
    if role == "mentee":
        return say.gettext("mentee %(who)s", who=who)
    return say.gettext("mentor %(who)s", who=who)


def some_of(say: Speech, words: list[str]) -> str:
    """Join the first eight words as a sentence does, and say how many more there are."""
    more = len(words) - _NAMED
    rest = [say.gettext("%(count)s more", count=say.number(more))] if more > 0 else []
    return say.listed([*words[:_NAMED], *rest])


def _told(say: Speech, fact: object) -> object:
    if isinstance(fact, Phrase):
        return fact.told(say)
    if isinstance(fact, Money):
        return say.money(fact.amount, fact.currency)
    return say.number(fact) if isinstance(fact, int) else fact
