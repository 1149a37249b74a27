"""Of what kind the answers in columns are, as far as nobody declared it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import Any

from pairwell.score.asked import Asked
from pairwell.score.contents import Contents
from pairwell.score.frames import Findings, Side, fault

_RANKED = re.compile(r"^\s*1[.)]\s|:\s*\d{1,3}\s*($|[;,|\n])")
_DECIMALS = {sign: re.compile(rf"\d{re.escape(sign)}(\d{{1,6}})(?!\d)") for sign in ".,"}
_KINDS = {
    "yes_no": "yes_no",
    "whole": "number",
    "real": "number",
    "date": "date",
    "instant": "instant",
    "level": "level",
    "list": "choices",
    "needs": "ranked",
    "numbers": "choices",
}
_READ_AS = {
    "level": ("choice",),
    "yes_no": ("number", "choice"),  # 1 and 0, or words for them
    "date": ("choice",),
    "instant": ("date", "choice"),
}
"""Kinds that a column has for the sake of another, where its entries can be read so."""
_DAY = re.compile(r"\s*(\d{4}-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-]\d{4})\s*")
_SETS = ("set", "needs", "choices")


def choose_kind(asked: Asked, sides: tuple[Side, Side], decimal: str, faults: Findings) -> None:
    """Give one question its kind, and its options or decimals."""
    if asked.declared is not None:
        asked.kind = asked.declared.kind.name.lower()
        asked.options = tuple(asked.declared.options)
        asked.decimals = asked.declared.decimals
        return
    fixed = [want for want in asked.wants if want not in ("any", "ordered")]
    asked.kind = _wanted(fixed, asked) if fixed else _found(asked)
    if asked.kind == "level":
        orders = [each.options for each in asked.contents.values() if each.options]
        asked.options = _in_one_order(orders, "ordered" in asked.wants, asked.key, faults)
    if asked.kind == "number":
        counts = [
            _count_decimals(contents, sides[role], asked.columns[role][0], decimal, faults)
            for role, contents in asked.contents.items()
        ]
        asked.decimals = max(counts, default=0)


def _wanted(fixed: Sequence[str], asked: Asked) -> str:
    """The kind that comparisons want."""
    if "languages" in fixed:
        return "languages"
    others = [want for want in fixed if want not in _SETS]
    if others and "needs" not in fixed and "choices" not in fixed:
        return others[0]
    if any(each.kind == "needs" for each in asked.contents.values()):
        return "ranked"  # A mapping has priorities, whatever the other side's column holds.
    needs = [asked.contents[role] for role in asked.needed if role in asked.contents]
    return "ranked" if needs and all(map(_looks_ranked, needs)) else "choices"


def _found(asked: Asked) -> str:
    """The kind that the entries are of."""
    kinds = {
        _kind_of(contents, asked.wants)
        for contents in asked.contents.values()
        if contents.kind != "blank"
    }
    if "level" in kinds and _may_be_level(asked):
        return "level"
    return _common(kinds) if kinds else "number" if "ordered" in asked.wants else "choice"


def _looks_ranked(contents: Contents) -> bool:
    """Whether most answers have ranks or priorities in them."""
    if contents.kind != "text":
        return False
    texts = [text for text in contents.texts() if text is not None]
    return 2 * sum(bool(_RANKED.search(text)) for text in texts) > len(texts)


def _kind_of(contents: Contents, wants: Sequence[str]) -> str:
    """The kind of question that a column of one side answers."""
    if contents.kind != "text" or "ordered" not in wants:
        return _KINDS.get(contents.kind, "choice")
    texts = [text for text in contents.texts() if text is not None]
    return "date" if all(map(_DAY.fullmatch, texts)) else "number"


def _common(kinds: set[str]) -> str:
    """The kind that both columns of one name can be read as."""
    if len(kinds) == 1:
        return next(iter(kinds))
    for kind, others in _READ_AS.items():
        if kind in kinds and kinds <= {kind, *others}:
            return kind
    return "choices" if "choices" in kinds else "choice"


def _may_be_level(asked: Asked) -> bool:
    """Whether all columns hold levels or texts."""
    return all(each.kind in ("level", "text", "blank") for each in asked.contents.values())


def _in_one_order(
    orders: Sequence[tuple[str, ...]], is_compared: bool, column: str, faults: Findings
) -> tuple[str, ...]:
    """All levels of some ordered categories, the lowest first; a fault where none is the order."""
    levels = dict.fromkeys(level for order in orders for level in order)
    if len(set(orders)) <= 1 or not is_compared:
        return tuple(levels)
    sorter = TopologicalSorter({level: () for level in levels})
    for order in orders:
        for low, high in pairwise(order):
            sorter.add(high, low)
    merged: list[str] = []
    try:
        sorter.prepare()
        while sorter.is_active():
            ready = sorter.get_ready()
            if len(ready) > 1:
                break
            merged += ready
            sorter.done(*ready)
    except CycleError:
        merged = []
    if len(merged) == len(levels):
        return tuple(merged)
    message = (
        "the ordered categories of both sides do not give one order of all levels: declare a "
        "Question of the kind level with its options, the lowest first"
    )
    told = " and ".join(" < ".join(order) for order in orders)
    faults.append(fault("level", message, column=column, value=told))
    return tuple(levels)


def _count_decimals(
    contents: Contents, side: Side, column: str, decimal: str, faults: Findings
) -> int:
    """How many decimals the numbers of a column have."""
    if contents.kind == "real":
        decimals, place = contents.decimals()
        if place is not None:
            message = (
                f"of {side.references[place]}: a number has six decimals at most, and is finite: "
                "round the column"
            )
            faults.append(
                fault("number", message, file=side.people, row=place + 1, column=column,
                      value=contents.entries[place])
            )  # fmt: skip
        return decimals
    if contents.kind != "text":
        return 0
    texts = [text for text in contents.texts() if text is not None]
    return max((len(end) for text in texts for end in _DECIMALS[decimal].findall(text)), default=0)


def unify(pairs: Sequence[tuple[Asked, Asked]], faults: Findings) -> None:
    """Make questions that are compared with each other of one kind."""
    for _ in range(len(pairs) + 1):
        if not any([_unify(mentee, mentor, faults) for mentee, mentor in pairs]):
            break


def _unify(mentee: Asked, mentor: Asked, faults: Findings) -> bool:
    """Make two questions that are compared of one kind; whether that changed one."""
    before = [(each.kind, each.options, each.decimals) for each in (mentee, mentor)]
    free = [
        each
        for each in (mentee, mentor)
        if each.declared is None and set(each.wants) <= {"any", "ordered"}
    ]
    if mentee.kind != mentor.kind and free:
        kind = _common({mentee.kind, mentor.kind})
        if "level" in (mentee.kind, mentor.kind) and all(map(_may_be_level, free)):
            kind = "level"
        elif len(free) == 1:
            kind = (mentor if free[0] is mentee else mentee).kind
        if not {"ordered"} & {*mentee.wants, *mentor.wants} or kind in ("level", "number", "date"):
            for each in free:
                each.kind = kind
    if mentee.kind == mentor.kind == "level" and mentee is not mentor:
        _unify_levels(mentee, mentor, faults)
    if mentee.kind == mentor.kind == "number":
        for each in free:
            each.decimals = max(mentee.decimals, mentor.decimals)
    return before != [(each.kind, each.options, each.decimals) for each in (mentee, mentor)]


def _unify_levels(mentee: Asked, mentor: Asked, faults: Findings) -> None:
    """Give levels that are compared the options that were declared, or those of both."""
    declared = [each.options for each in (mentee, mentor) if each.declared is not None]
    if not declared:
        orders = [each.options for each in (mentee, mentor) if each.options]
        is_compared = "ordered" in (*mentee.wants, *mentor.wants)
        column = f"{mentee.key} and {mentor.key}"
        declared = [_in_one_order(orders, is_compared, column, faults)]
    for each in (mentee, mentor):
        if each.declared is None:
            each.options = declared[0]


def are_real(asked: Asked, sides: tuple[Side, Side]) -> bool:
    """Whether vectors are not all of whole numbers within 8 bits."""
    rows: list[Any] = []
    for role, names in asked.columns.items():
        contents = asked.contents.get(role)
        if contents is None:
            rows += [sides[role].entries(name) for name in names]
        elif contents.kind == "numbers":
            rows += [row for row in contents.entries if row is not None]
    return any(
        not isinstance(number, int) or not -128 <= number <= 127 for row in rows for number in row
    )
