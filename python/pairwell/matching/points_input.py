"""Reads what a caller may give as points: tables of any library, long ones too, and scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.data.arrays import read_only
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.frames import (
    Array,
    Mask,
    as_table,
    column_of,
    entries_of,
    is_frame,
    is_table,
    names_of,
    read_values,
    without,
)
from pairwell.matching.labels import Labels, is_blank, plain, read_labels, shown
from pairwell.matching.numeric_table import (
    Numbers,
    check_sides,
    is_sparse,
    read_array,
    read_rows,
    to_engine,
)
from pairwell.matching.points_table import Points, read_numbers, read_scale
from pairwell.matching.value import Int64Array

_WHAT = "a table of mentees by mentors"
_LONG = ("mentee", "mentor", "points")
_SCORES = ("units", "scale", "mentees", "mentors", "allowed")
_TOLD = 20


def read_points(points: Any, scale: object, faults: Faults) -> Points:
    """The table of points; raises where not even its shape is known."""
    units = read_scale(scale, faults)
    if all(hasattr(points, name) for name in _SCORES):
        return _of_scores(points, units, faults)
    if is_sparse(points):

        def entries(values: Numbers) -> Numbers:
            return to_engine(read_numbers(values, faults))

        rows, _ = read_rows(points, "Problem", "points", _WHAT, entries, drop_zeros=False)
        return Points(rows.shape, rows.cost, rows.row_start, rows.column, scale=units)
    if isinstance(points, Mapping):
        return _of_mapping(points, units, faults)
    points = as_table(points)
    labels: tuple[Labels | None, Labels | None] = (None, None)
    if is_table(points):
        names = names_of(points)
        if all(names.count(name) == 1 for name in _LONG):
            return _of_long({name: column_of(points, name) for name in names}, units, faults)
        labels, points = _labels_of(points, faults)
    table, mask = read_array(points, "Problem", "points", _WHAT)
    return _dense(table, mask, units, labels, faults)


def _dense(
    table: Array,
    mask: Mask | None,
    scale: int | None,
    labels: tuple[Labels | None, Labels | None],
    faults: Faults,
) -> Points:
    check_sides(table.shape, "Problem", "points")
    values = read_numbers(table, faults)
    shape = (table.shape[0], table.shape[1])
    return Points(shape, values, mask=mask, scale=scale, labels=labels)


def _labels_of(table: Any, faults: Faults) -> tuple[tuple[Labels | None, Labels | None], Any]:
    """The labels that a table has for mentees and mentors, and the table without them.

    The names of the columns are the mentors'. A column that is called mentee names the mentees, or
    else the index of a pandas frame; in another table they are known by position.
    """
    mentees: Any = None
    if names_of(table).count("mentee") == 1:
        mentees = entries_of(column_of(table, "mentee"))
        table = without(table, "mentee")
    elif is_frame(table):
        mentees = entries_of(table.index)
    mentors = entries_of(table.columns) if is_frame(table) else names_of(table)
    return _labels(mentees, mentors, faults), table


def _labels(mentees: Any, mentors: Any, faults: Faults) -> tuple[Labels | None, Labels | None]:
    """The labels of both sides; raises where one names nobody, since no argument can be read."""
    before = len(faults)
    labels = (
        None if mentees is None else read_labels(mentees, "mentees", "points", faults),
        read_labels(mentors, "mentors", "points", faults),
    )
    if len(faults) > before:
        _core.throw_if_errors("Problem", faults)
    return labels


def _of_mapping(points: Mapping[Any, Any], scale: int | None, faults: Faults) -> Points:
    """Columns by name, with mentee among them, or the points by mentee and then mentor."""
    if all(name in points for name in _LONG):
        return _of_long(points, scale, faults)
    if points and all(isinstance(row, Mapping) for row in points.values()):
        rows = [
            (mentee, mentor, number)
            for mentee, row in points.items()
            for mentor, number in row.items()
        ]
        mentees = [plain(mentee) for mentee in points]
        long = {name: [row[place] for row in rows] for place, name in enumerate(_LONG)}
        return _of_long(long, scale, faults, mentees)
    if "mentee" in points:
        others = [name for name in points if name != "mentee"]
        columns = [entries_of(points[name]) for name in others]
        mentees = entries_of(points["mentee"])
        labels = _labels(mentees, others, faults)
        table_rows = list(zip(*columns, strict=False)) or [()] * len(mentees)
        if {len(column) for column in columns} - {len(mentees)}:
            message = "the columns of a mapping are of one length"
            raise_fault("Problem", "shape", "points", message, sorted(map(len, columns)))
        table, mask = read_array(table_rows, "Problem", "points", _WHAT)
        return _dense(table, mask, scale, labels, faults)
    message = (
        "a mapping has the columns mentee, mentor and points; the column mentee and one for each "
        "mentor; or for each mentee the points by mentor"
    )
    raise_fault("Problem", "type", "points", message, type(points).__name__)
    raise AssertionError


def _of_long(
    columns: Mapping[str, Any],
    scale: int | None,
    faults: Faults,
    mentees: Sequence[Any] = (),
) -> Points:
    """A row for each pair. Who has a row is there, in the order of the first rows.

    A pair without points is not admissible, nor is one that has a refusal beside it.

    Parameters
    ----------
    mentees
        Those who come first, whether or not they have a row.
    """
    sides = [entries_of(columns[name]) for name in _LONG[:2]]
    given = read_values(columns["points"])
    numbers, mask = given[0], given[1]
    lengths = sorted({len(sides[0]), len(sides[1]), *numbers.shape[:1]})
    if numbers.ndim != 1 or len(lengths) > 1:
        message = "the columns mentee, mentor and points are of one length"
        raise_fault("Problem", "shape", "points", message, lengths)
    before = len(faults)
    positions, labels = zip(
        *(
            _numbered(entries, first, people, faults)
            for entries, first, people in zip(
                sides, (mentees, ()), ("mentees", "mentors"), strict=True
            )
        ),
        strict=True,
    )
    values = read_numbers(numbers, faults)
    if len(faults) > before:
        _core.throw_if_errors("Problem", faults)
    shape = (len(labels[0]), len(labels[1]))
    check_sides(shape, "Problem", "points")
    keep = np.ones(len(values), np.bool_) if mask is None else ~mask
    if "refusals" in columns:
        refusals = entries_of(columns["refusals"])
        keep &= [is_blank(entry) or entry == "" for entry in refusals]
    place = positions[0] * shape[1] + positions[1]
    _refuse_repeated(place, labels, faults)
    if len(faults) > before:
        _core.throw_if_errors("Problem", faults)
    order = np.argsort(place, kind="stable")
    order = order[keep[order]]
    if len(order) == shape[0] * shape[1]:
        return Points(shape, values[order].reshape(shape), scale=scale, labels=labels)
    counts = np.bincount(positions[0][order], minlength=shape[0])
    row_start = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
    column = positions[1][order].astype(np.int32)
    return Points(shape, to_engine(values[order]), row_start, column, scale=scale, labels=labels)


def _numbered(
    entries: Sequence[Any], first: Sequence[Any], people: str, faults: Faults
) -> tuple[Int64Array, Labels]:
    """The position of each entry among those that are different, and these as labels."""
    place: dict[Any, int] = {label: index for index, label in enumerate(first)}
    nobody = np.zeros(len(entries), np.int64), Labels(())
    try:
        known = dict.fromkeys(entries, -1)
    except TypeError:
        message = "a label is a text, a number or another value that has a hash"
        faults.add("type", f"points ({people[:-1]})", message, people)
        return nobody
    if any(map(is_blank, known)):
        missing = [index for index, entry in enumerate(entries) if is_blank(entry)]
        for index in missing[:_TOLD]:
            message = f"a row names one of the {people}"
            faults.add("missing", f"points ({people[:-1]})[{index}]", message, "missing")
        if len(missing) > _TOLD:
            message = f"more rows name none of the {people}"
            faults.add("missing", f"points ({people[:-1]})", message, len(missing) - _TOLD)
        return nobody
    for entry in known:
        known[entry] = place.setdefault(plain(entry), len(place))
    numbers = [known[entry] for entry in entries]
    labels = read_labels(place, people, "points", faults)
    return np.array(numbers, np.int64), labels or Labels(())


def _refuse_repeated(place: Int64Array, labels: tuple[Labels, ...], faults: Faults) -> None:
    """A fault for each pair that has several rows."""
    pairs, counts = np.unique(place, return_counts=True)
    repeated = pairs[counts > 1].tolist()
    for pair in repeated[:_TOLD]:
        mentee, mentor = divmod(pair, len(labels[1]))
        names = f"{shown(labels[0].values[mentee])} with {shown(labels[1].values[mentor])}"
        faults.add("duplicate", "points", "a pair has several rows: leave one", names)
    if len(repeated) > _TOLD:
        message = "more pairs have several rows"
        faults.add("duplicate", "points", message, len(repeated) - _TOLD)


def _of_scores(scores: Any, scale: int | None, faults: Faults) -> Points:
    """Scores with labels: units, which pairs are allowed, and what people answered if it is known.

    Raises
    ------
    InvalidInput
        Where the parts are not of one shape.
    """
    units, allowed = np.asarray(scores.units), np.asarray(scores.allowed)
    people = (tuple(scores.mentees), tuple(scores.mentors))
    shape = (len(people[0]), len(people[1]))
    is_whole = units.dtype.kind == "i" and allowed.dtype == np.bool_
    if not is_whole or units.shape != shape or allowed.shape != shape:
        message = (
            "scores have units (whole numbers) and allowed (truth values) with a row for each of "
            "mentees and a column for each of mentors"
        )
        raise_fault("Problem", "shape", "points", message, f"{units.shape}, {allowed.shape}")
    check_sides(shape, "Problem", "points")
    own = read_scale(scores.scale, faults)
    if scale is not None and scale != own:
        faults.add("scale", "scale", f"scores have a scale of their own, {own}", scale)
    labels = _labels(*people, faults)
    answers = (
        getattr(scores, "mentee_answers", None),
        getattr(scores, "mentor_answers", None),
    )
    return Points(
        shape,
        units.astype(np.int64, copy=False),
        mask=read_only(~allowed),
        scale=own,
        in_units=True,
        labels=labels,
        answers=answers,
    )
