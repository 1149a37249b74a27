"""Blocks of people: what `match_on_demand` makes its first lists by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from typing import Any, TypeAlias

import numpy as np

from pairwell import _core
from pairwell._arguments import wrong_type
from pairwell.matching.faults import Faults
from pairwell.matching.features import Features
from pairwell.matching.labels import is_blank, plain

BlockRule: TypeAlias = str | tuple[str, str]
"""A question of both roles, or one of the mentees and one of the mentors."""
BlockBy: TypeAlias = BlockRule | Sequence[BlockRule] | tuple[Iterable[Any], Iterable[Any]]
_FUNCTION = "match_on_demand"
_WANTED = (
    "a question, a list of questions, or a tuple of the labels of all mentees and of all mentors"
)


def blocks_of(block_by: BlockBy | None, features: Features) -> _core.PersonBlocks | None:
    """Into which blocks people fall; None where nobody asks for blocks."""
    if block_by is None:
        return None
    rules = _rules(block_by)
    if rules:
        return _core.blocks_by_questions(features._source, rules)
    if not isinstance(block_by, tuple) or len(block_by) != 2:
        raise wrong_type(_FUNCTION, "block_by", _WANTED, block_by)
    faults = Faults()
    numbers: dict[Hashable, int] = {}
    sides = [
        _numbers(given, role, people, numbers, faults)
        for given, role, people in zip(
            block_by, ("mentees", "mentors"), features.shape, strict=True
        )
    ]
    _core.throw_if_errors(_FUNCTION, faults)
    return _core.PersonBlocks(sides[0], sides[1])


def _rules(block_by: Any) -> list[tuple[str, str]]:
    """Pairs of questions; none where something else is given."""
    each = block_by if isinstance(block_by, list) else [block_by]
    rules = []
    for rule in each:
        if isinstance(rule, str):
            rules.append((rule, rule))
        elif isinstance(rule, tuple) and len(rule) == 2 and all(isinstance(q, str) for q in rule):
            rules.append(rule)
        else:
            return []
    return rules


def _numbers(
    given: Any, role: str, people: int, numbers: dict[Hashable, int], faults: Faults
) -> list[list[int]]:
    """The number of each label of each person: equal labels of both sides have one."""
    argument = f"block_by of {role}"
    if isinstance(given, (str, bytes, Mapping)) or not isinstance(given, Iterable):
        raise wrong_type(_FUNCTION, argument, "a list of labels, one entry for each person", given)
    entries = list(given)
    if len(entries) != people:
        message = f"there is an entry for each of {people} {role}: a label, several, or None"
        faults.add("block_by", argument, message, len(entries))
        return []
    sides = []
    for place, entry in enumerate(entries):
        several = isinstance(entry, (list, tuple, Set, np.ndarray))
        labels = [plain(label) for label in (entry if several else [entry]) if not is_blank(label)]
        odd = [label for label in labels if not isinstance(label, (str, int, float))]
        if odd:
            told = type(odd[0]).__name__
            message = "a label of a block is a text or a number"
            faults.add("block_by", f"{argument}[{place}]", message, told)
            return []
        sides.append([numbers.setdefault(label, len(numbers)) for label in labels])
    return sides
