"""Pairs that may not be, by rules, by lists of labels, and by tables of truth values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import suggested_reference, wrong_type
from pairwell.score.asked import compare_of
from pairwell.score.frames import (
    Findings,
    Side,
    entries_of,
    fault,
    is_label,
    is_of,
    is_table,
    named_columns,
    shown,
)

_TOLD = 20
_PAIR = ("mentee", "mentor")


@dataclass(frozen=True)
class Listed:
    """Pairs that a caller forbids himself, eight to a byte."""

    rule: str
    text: str
    packed: npt.NDArray[np.uint8]
    shape: tuple[int, int]

    def table(self) -> npt.NDArray[np.bool_]:
        """Whether each pair is forbidden."""
        size = self.shape[0] * self.shape[1]
        return np.unpackbits(self.packed, count=size).view(np.bool_).reshape(self.shape)

    def forbids(self, mentee: int, mentor: int) -> bool:
        """Whether one pair is forbidden."""
        place = mentee * self.shape[1] + mentor
        return bool(self.packed[place // 8] >> (7 - place % 8) & 1)


def read_forbidding(
    argument: str, given: Any, mentees: Side, mentors: Side, faults: Findings
) -> tuple[list[_core.PairRule], list[Listed]]:
    """The rules and the lists of pairs that ``forbid`` or ``require`` holds."""
    forbids = argument == "forbid"
    rules: list[_core.PairRule] = []
    tables: list[npt.NDArray[np.bool_]] = []
    pairs: list[tuple[Any, Any]] = []
    for place, each in enumerate(_items(argument, given)):
        where = f"{argument}[{place}]"
        if isinstance(each, _core.Criterion):
            rules.append(_rule(each, forbids))
        elif isinstance(each, _core.PairRule):
            if each.forbids != forbids:
                other = "require" if forbids else "forbid"
                message = f"this rule is one for {other}"
                faults.append(fault("rule", message, column=where, value=each.id))
            rules.append(each)
        elif _is_pair(each):
            pairs.append(tuple(each))
        elif (is_table(each) or isinstance(each, Mapping)) and set(_PAIR) <= set(
            named_columns(each)
        ):
            columns = [entries_of(named_columns(each)[name]) for name in _PAIR]
            tables.append(
                _of_pairs(list(zip(*columns, strict=True)), mentees, mentors, where, faults)
            )
        else:
            table = _truth(each, mentees, mentors, where, faults)
            if table is not None:
                tables.append(table)
    if pairs:
        tables.append(_of_pairs(pairs, mentees, mentors, argument, faults))
    if not tables:
        return rules, []
    shape = len(mentees), len(mentors)
    if forbids:
        forbidden = np.logical_or.reduce(tables)
        text = "The pair was forbidden by the caller."
    else:
        forbidden = ~np.logical_and.reduce(tables)
        text = "The pair is not among those that the caller wants."
    return rules, [Listed(argument, text, np.packbits(forbidden), shape)]


def _items(argument: str, given: Any) -> Sequence[Any]:
    """What a list holds; a rule, a table or an array alone is a list of one."""
    is_pair = isinstance(given, tuple) and _is_pair(given)
    if is_pair and any(isinstance(label, tuple) for label in given):
        is_pair = False  # two pairs, and not one of people whose labels are tuples
    alone = (_core.Criterion, _core.PairRule, np.ndarray, Mapping)
    if is_pair or isinstance(given, alone) or is_table(given):
        return [given]
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        raise wrong_type(
            "score", argument, "a list of rules, of pairs of labels, or a table", given
        )
    return list(given)


def _rule(criterion: _core.Criterion, forbids: bool) -> _core.PairRule:
    """The rule that forbids, or wants, what has the full share of a criterion."""
    columns = [name for name in dict.fromkeys((criterion.mentee, criterion.mentor)) if name]
    named = " and ".join(f'"{name}"' for name in columns)
    words = criterion.words or f"{compare_of(criterion).replace('_', ' ')} of {named}"
    verb = "forbidden" if forbids else "required"
    return _core.PairRule(
        id=criterion.id,
        sentence=f"{verb.capitalize()}: {words}.",
        reason=f"{'Forbidden' if forbids else 'Not so, but required'}: {words}.",
        compare=criterion,
        forbids=forbids,
    )


def _is_pair(given: Any) -> bool:
    """Whether this is a pair of labels, and no row of truth values."""
    return isinstance(given, (tuple, list)) and len(given) == 2 and all(map(is_label, given))


def _of_pairs(
    pairs: Sequence[tuple[Any, Any]], mentees: Side, mentors: Side, where: str, faults: Findings
) -> npt.NDArray[np.bool_]:
    """Pairs of labels as a table, with a fault for each label that nobody has."""
    table = np.zeros((len(mentees), len(mentors)), np.bool_)
    wrong = 0
    for pair in pairs:
        places = [side.place(label) for side, label in zip((mentees, mentors), pair, strict=True)]
        if places[0] is not None and places[1] is not None:
            table[places[0], places[1]] = True
            continue
        for side, label, place in zip((mentees, mentors), pair, places, strict=True):
            if place is not None:
                continue
            wrong += 1
            if wrong <= _TOLD:
                near = suggested_reference(shown(label), side.references)
                message = f"nobody of the {side.people} has this label{'.' * bool(near)}{near}"
                faults.append(fault("label", message, column=where, value=shown(label)))
    if wrong > _TOLD:
        message = "more pairs name nobody"
        faults.append(fault("label", message, column=where, value=wrong - _TOLD))
    return table


def _truth(
    given: Any, mentees: Side, mentors: Side, where: str, faults: Findings
) -> npt.NDArray[np.bool_] | None:
    """A table of truth values: a frame by its labels, an array by position."""
    shape = (len(mentees), len(mentors))
    if is_of(given, "pandas", "DataFrame") and all(kind == np.bool_ for kind in given.dtypes):
        orders = []
        for side, labels in ((mentees, given.index), (mentors, given.columns)):
            places = {label: k for k, label in enumerate(labels)}
            if set(places) != set(side.labels) or len(places) < len(labels):
                message = f"a table of truth values has the labels of the {side.people}, once each"
                faults.append(fault("label", message, column=where, value=len(places)))
                return None
            orders.append(np.array([places[label] for label in side.labels], np.intp))
        given = given.to_numpy()[np.ix_(*orders)]
    try:
        table = np.asarray(given)
    except ValueError:  # rows of several lengths
        table = np.empty(0, object)
    if table.dtype != np.bool_ or table.shape != shape:
        message = (
            "must be a rule, a pair of labels, a frame with the columns mentee and mentor, or a "
            f"table of truth values for {shape[0]} mentees by {shape[1]} mentors"
        )
        told = type(given).__name__
        if is_table(given) or isinstance(given, Mapping):
            told = f"a frame with the columns {', '.join(named_columns(given))}"
        elif isinstance(given, np.ndarray):
            told = f"an array of {table.dtype} of the shape {table.shape}"
        faults.append(fault("type", message, column=where, value=told))
        return None
    return table
