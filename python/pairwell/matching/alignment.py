"""Puts what is given for each person in the order of the people of the points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from typing import Any

import numpy as np

from pairwell._arguments import suggestion
from pairwell.matching.faults import Faults
from pairwell.matching.frames import (
    as_table,
    column_of,
    entries_of,
    is_frame,
    is_series,
    is_table,
    names_of,
    rows_of,
    without,
)
from pairwell.matching.labels import Labels, Side, is_blank, read_labels, some
from pairwell.matching.value import Int64Array

_TRIED = 5
_BY_POSITION = (
    "; give its values alone, as by .to_numpy() or in a list, to be read in the order of the points"
)


def order_of(given: Iterable[Any], side: Side, argument: str, faults: Faults) -> Int64Array | None:
    """Where each person of a side stands among labels; None, and faults, where that is unclear."""
    labels = read_labels(entries_of(given), side.people, argument, faults)
    if labels is None:
        return None
    if side.by_key and labels.is_default:
        return np.arange(len(labels))
    if side.labels is None and not labels.is_default:
        message = f"has labels, but the points have none for the {side.people}"
        faults.add("label", argument, message + _BY_POSITION, some(labels.values))
        return None
    if side.labels is None:
        return np.arange(len(labels))
    places = [labels.place_of(label) for label in side.labels.values]
    found = np.array([-1 if place is None else place for place in places], np.int64)
    absent = [
        label for label, place in zip(side.labels.values, places, strict=True) if place is None
    ]
    strange = [label for label in labels.values if side.labels.place_of(label) is None]
    if len(absent) == side.size > 0 and len(labels):
        message = f"has none of the labels that the {side.people} have in the points"
        nearest = (
            side.labels.nearest(each) for each in labels.values[:_TRIED] if isinstance(each, str)
        )
        near = next((near for near in nearest if near), "")
        advice = f".{near}" if near else _BY_POSITION
        faults.add("label", argument, message + advice, some(labels.values))
        return None
    if absent:
        message = f"has no value for some of the {side.people} of the points"
        faults.add("label", argument, message, some(absent))
    if strange:
        message = f"has values for {side.people} who are not in the points; leave them out"
        near = Labels(absent).nearest(strange[0]) or side.labels.nearest(strange[0])
        faults.add("label", argument, message + "." * bool(near) + near, some(strange))
    return None if absent or strange else found


def in_order(value: Any, side: Side, argument: str, faults: Faults) -> tuple[Any] | None:
    """A value with labels in the order of a side's people, all else as it is; None with a fault.

    Labels are the index of a pandas series or frame, the keys of a mapping, and the column of a
    table that is called as one of the people are: "mentor". A text names a question that the points
    know the answers to.
    """
    if isinstance(value, str):
        return _answers(value, side, argument, faults)
    if isinstance(value, Mapping):
        order = order_of(list(value), side, argument, faults)
        values = list(value.values())
        return None if order is None else ([values[place] for place in order.tolist()],)
    if is_table(value) and names_of(value).count(side.role) == 1:
        order = order_of(column_of(value, side.role), side, argument, faults)
        if order is None:
            return None
        rest = rows_of(without(value, side.role), order)
        names = names_of(rest)
        return (column_of(rest, names[0]) if len(names) == 1 else rest,)
    if is_series(value) or is_frame(value):
        order = order_of(value.index, side, argument, faults)
        return None if order is None else (rows_of(value, order),)
    return (value,)


def _answers(name: str, side: Side, argument: str, faults: Faults) -> tuple[Any] | None:
    """What the people of a side answered to a question."""
    if side.answers is None:
        message = (
            f"must be a list with one entry for each of the {side.size} {side.people}; a text "
            "names a question only where the points are scores that know the answers"
        )
        faults.add("type", argument, message, name)
        return None
    if name not in side.answers:
        near = suggestion(name, map(str, side.answers))
        message = f"the {side.people} were not asked this question{'.' * bool(near)}{near}"
        faults.add("question", argument, message, name)
        return None
    return (entries_of(side.answers[name]),)


def listed(value: Any, side: Side, argument: str, faults: Faults) -> list[Any] | None:
    """One value for each person, in their order, missing ones as None; None, and a fault, if not.

    How many there are is for the caller to check.
    """
    given = in_order(as_table(value), side, argument, faults)
    if given is None:
        return None
    (value,) = given
    is_row = isinstance(value, Iterable) and not isinstance(value, (bytes, Mapping, Set))
    if not is_row or is_table(value) or getattr(value, "ndim", 1) != 1:
        message = f"must be a list with one entry for each of the {side.size} {side.people}"
        faults.add("type", argument, message, type(value).__name__)
        return None
    return [None if is_blank(entry) else entry for entry in entries_of(value)]
