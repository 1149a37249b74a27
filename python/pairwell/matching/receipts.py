"""Receipts: for each person a statement that this person can check alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, overload

from pairwell import _core
from pairwell._arguments import (
    any_whole,
    as_told,
    check_options,
    check_type,
    position,
    wrong_type,
)
from pairwell.data.shown import html_table, plural
from pairwell.data.spoken import ENGLISH, Speech
from pairwell.matching.labels import Label, place_of
from pairwell.matching.matching import Matching, Verdict
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.receipt_check import Walk, digest_of, wrong_published
from pairwell.matching.receipt_document import Contents, ReceiptPartner, Role, read
from pairwell.matching.receipt_json import compact, parsed
from pairwell.matching.receipt_words import head, of_line, written


class Receipt:
    """What one person is told, to be checked alone; `print` shows it in words.

    `receipts` makes them, and `from_json` reads one that was handed over. docs/reference/match.md
    describes the document.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> told = pw.receipts(problem, pw.match(problem, "most_points", seed=None))
    >>> told.of(mentee="Ana")
    <Receipt: a mentee, 1 pair, 04a4e621bdea>
    """

    __slots__ = ("__dict__", "_text")
    _text: str

    def __init__(self, text: str) -> None:
        check_type("Receipt", "text", "a JSON text", str, text)
        object.__setattr__(self, "_text", text)
        assert self._contents  # what is no receipt is refused here

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a receipt cannot be changed")

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Read a receipt.

        Parameters
        ----------
        text
            What `to_json` gave. It may be written in another layout.

        Raises
        ------
        InvalidInput
            For a text that is no receipt, with every part that is not what it must be. Whether a
            receipt is true is for `check`.
        """
        return cls(text)

    def to_json(self) -> str:
        """Write the document, in one line."""
        return compact(self._document)

    def to_dict(self) -> dict[str, Any]:
        """Give the document as plain values."""
        document: dict[str, Any] = json.loads(self._text)
        return document

    @cached_property
    def _document(self) -> dict[str, Any]:
        document: dict[str, Any] = parsed("Receipt", self._text)
        return document

    @cached_property
    def _contents(self) -> Contents:
        return read("Receipt", self._document)

    @cached_property
    def _walk(self) -> Walk:
        return Walk(self._contents)

    @property
    def role(self) -> Role:
        """Whether the person is a "mentee" or a "mentor"."""
        return self._contents.role

    @property
    def label(self) -> str:
        """What the person is called in the published prices."""
        return self._contents.label

    @property
    def digest(self) -> str:
        """The digest of the published prices: the same for all who were told the same."""
        digest: str = self._document["digest"]
        return digest

    @property
    def partners(self) -> tuple[ReceiptPartner, ...]:
        """Everybody of the other side whom the rules allow, with what the receipt tells of them."""
        return self._contents.partners

    @property
    def not_allowed(self) -> tuple[str, ...]:
        """The labels of those whom the rules do not allow; why not is no part of a receipt."""
        return self._contents.not_allowed

    @property
    def prices(self) -> tuple[int, ...]:
        """What a pair pays for the person in each list of prices, groups included."""
        return self._contents.prices

    @property
    def lines(self) -> tuple[str, ...]:
        """A paragraph for each stage of the objective, and for each step of one by levels.

        In English, as `text` is; `receipt_page` writes pages in other languages.
        """
        walk = self._walk
        return tuple(filter(None, (of_line(walk, line, ENGLISH) for line in walk.lines)))

    @property
    def text(self) -> str:
        """The whole receipt in English words; where it does not hold, why not."""
        verdict = self.check()
        if not verdict:
            wrong = " ".join(sentence[0].upper() + sentence[1:] for sentence in verdict.failures)
            return f"This receipt does not hold. {wrong}"
        return "\n".join(self._paragraphs(ENGLISH))

    def _paragraphs(self, say: Speech) -> list[str]:
        """Write it in a language; it says what holds, so that it was checked before."""
        return written(self._walk, self.digest, say)

    def check(self) -> Verdict:
        """Check the receipt by itself; see `check_receipt`."""
        if digest_of(self._document) != self.digest:
            return Verdict(False, ("the digest is not that of the parts.",))
        failures = list(wrong_published(self._contents)) or self._walk.failures
        return Verdict(not failures, tuple(failures))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        pairs = sum(partner.is_paired for partner in self.partners)
        return f"<Receipt: a {self.role}, {plural(pairs, 'pair')}, {self.digest[:12]}>"

    def _repr_html_(self) -> str:
        verdict = self.check()
        if not verdict:
            return html_table("This receipt does not hold", ("",), [(self.text,)], 1)
        rows = [line.partition(": ")[::2] for line in self.lines]
        return html_table(head(self._contents, ENGLISH), ("", ""), rows, len(rows))

    def __eq__(self, other: object) -> bool:
        return self._document == other._document if isinstance(other, Receipt) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __reduce__(self) -> tuple[object, ...]:
        return Receipt, (self._text,)


class Receipts(Sequence[Receipt]):
    """The receipts of everybody, mentees first, in the order of the problem.

    Each is made when it is asked for.
    """

    __slots__ = ("_core", "_problem")

    def __init__(self, core: _core.Receipts, problem: Problem) -> None:
        self._core = core
        self._problem = problem

    @property
    def digest(self) -> str:
        """The digest of the published prices, which all of the receipts have."""
        return self._core.digest

    @overload
    def __getitem__(self, index: int) -> Receipt: ...
    @overload
    def __getitem__(self, index: slice) -> list[Receipt]: ...
    def __getitem__(self, index: int | slice) -> Receipt | list[Receipt]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        count = len(self)
        number = any_whole("Receipts", "receipt", index)
        if not -count <= number < count:  # what a loop over a sequence ends on
            told = as_told(number)
            raise IndexError(f"Receipts: there is no receipt {told}; there are {count}")
        place = number + count * (number < 0)
        mentees = self._problem.shape[0]
        side, person = (0, place) if place < mentees else (1, place - mentees)
        return Receipt(self._core.json(side, person))

    def __len__(self) -> int:
        return sum(self._problem.shape)

    def of(self, *, mentee: Label = None, mentor: Label = None) -> Receipt:
        """The receipt of one person.

        Parameters
        ----------
        mentee, mentor
            One of them: a label of the problem or a position, as `Problem.points_of` takes it.

        Raises
        ------
        InvalidInput
            For a label that nobody has, and a position that there is not.
        TypeError
            Unless exactly one of the two is given.
        """
        if (mentee is None) == (mentor is None):
            raise TypeError("Receipts.of needs exactly one of mentee and mentor")
        side, person = (0, mentee) if mentor is None else (1, mentor)
        of = self._problem._parts.sides[side]
        place = position("Receipts.of", of.role, place_of("Receipts.of", of, person), of.size)
        return Receipt(self._core.json(side, place))

    def __repr__(self) -> str:
        mentees, mentors = self._problem.shape
        who = f"{plural(mentees, 'mentee')}, {plural(mentors, 'mentor')}"
        return f"<Receipts: {who}, {self.digest[:12]}>"


def receipts(
    problem: Problem,
    matching: Matching,
    *,
    names: Names | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> Receipts:
    """Write for everybody a receipt that they can check alone.

    Parameters
    ----------
    problem, matching
        An optimal matching with its certificate, and its problem.
    names
        The labels under which people and groups are published. Without it, the labels of the
        problem, its keys where they are texts, and else the positions. No two of a side may have
        the same.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, carries no certificate, was made for another problem or
        does not prove itself; and for labels that two people share or that hold a control
        character.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> told = pw.receipts(problem, pw.match(problem))
    >>> len(told), told.of(mentor="Xu").check()
    (4, <Verdict: holds>)
    """
    check_type("receipts", "problem", "a Problem", Problem, problem)
    check_type("receipts", "matching", "a Matching", Matching, matching)
    check_type("receipts", "names", "a Names or None", (Names, type(None)), names)
    check_options("receipts", progress, time_limit)
    called = problem._names if names is None else names
    core = _core.receipts(
        problem._core, matching._to_core(), called._to_core(), progress, time_limit
    )
    return Receipts(core, problem)


def check_receipt(receipt: Receipt | str) -> Verdict:
    """Check a receipt from itself alone.

    The digest is that of the parts; groups that have a price are at the end of their range, and
    the totals are those of the stages; and in each list of prices no other allowed partner that
    earlier stages leave open leaves more than the person's own, and the person's price fits their
    range of pairs. It takes neither the problem nor the matching, and shares no code with what made
    the receipt.

    Parameters
    ----------
    receipt
        A `Receipt`, or its JSON text.

    Raises
    ------
    InvalidInput
        For a text that is no receipt.
    TypeError
        For anything else.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem([[3, 1], [2, 2]])
    >>> text = pw.receipts(problem, pw.match(problem))[0].to_json()
    >>> pw.check_receipt(text)
    <Verdict: holds>
    >>> pw.check_receipt(text.replace('"units":"3"', '"units":"1"')).failures[0]
    'the digest is not that of the parts.'
    """
    if isinstance(receipt, str):
        receipt = Receipt.from_json(receipt)
    if not isinstance(receipt, Receipt):
        raise wrong_type("check_receipt", "receipt", "a Receipt or its JSON text", receipt)
    return receipt.check()
