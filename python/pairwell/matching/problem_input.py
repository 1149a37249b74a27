"""Reads what a caller may give as points, capacities, pairs and keys."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.data.arrays import read_only
from pairwell.matching.faults import Faults, warn_caller
from pairwell.matching.frames import (
    REAL,
    Mask,
    Side,
    check_unique,
    is_default,
    is_frame,
    is_missing,
    is_series,
    is_table,
    listed,
    names_of,
    order_of,
    read_values,
    some,
)
from pairwell.matching.numeric_table import (
    Int32Array,
    Numbers,
    Rows,
    check_sides,
    is_sparse,
    read_array,
    read_rows,
    refuse_objects,
    to_engine,
)
from pairwell.matching.value import Int64Array

_WHAT = "a table of mentees by mentors"
_NO_PAIRS = np.zeros((0, 2), np.int64)


class Points(NamedTuple):
    """Points as given: a dense table, or the entries of compressed rows."""

    shape: tuple[int, int]
    values: Numbers
    row_start: Int64Array | None
    column: Int32Array | None
    mask: Mask | None
    scale: int | None
    """Units in a point; None: to be chosen."""

    def kept(self) -> Numbers | Rows:
        """The numbers as given, in a copy that nobody can write to."""
        if self.row_start is None or self.column is None:
            return read_only(np.array(self.values, order="C"))
        parts = (self.row_start, self.column, self.values)
        return Rows(self.shape, *(read_only(part.copy()) for part in parts))


def array_of(value: object, argument: str, faults: Faults) -> tuple[Numbers, Mask | None] | None:
    """A value as an array with what is missing in it, or a fault where it is none."""
    try:
        return read_values(value)
    except (ValueError, TypeError):
        message = "cannot be read as an array: give numbers in rows of one length"
        faults.add("shape", argument, message, type(value).__name__)
        return None


def read_scale(scale: object, faults: Faults) -> int | None:
    """The scale that is given; None where it is to be chosen."""
    if scale is None:
        return None
    try:
        units = operator.index(scale)  # type: ignore[arg-type]
    except TypeError:
        units = 0
    if isinstance(scale, bool) or not 1 <= units < 2**62:
        faults.add(
            "scale",
            "scale",
            "a scale is a whole number of units in a point, from 1 to under 2^62",
            scale,
        )
        return 1
    return units


def _narrowed(values: Numbers, faults: Faults) -> Numbers:
    """Numbers wider than float64 as float64, and a fault where that would round one."""
    narrow = values.astype(np.float64)
    changed = np.isfinite(values) & (narrow != values)
    message = "does not fit float64: round it yourself, as in points.astype(float)"
    faults.add_at(changed, values, "type", "points", message)
    return narrow


def read_numbers(values: Numbers, faults: Faults) -> Numbers:
    """Numbers of a type that the engine reads without a copy; other widths are widened once."""
    if values.dtype.kind not in "biuf":
        refuse_objects(values, "points", "must be whole or real numbers", faults)
        return np.zeros(values.shape, np.int64)
    if values.dtype.kind == "f" and values.dtype.itemsize not in (4, 8):
        return (
            values.astype(np.float32) if values.dtype.itemsize == 2 else _narrowed(values, faults)
        )
    return values if values.dtype.isnative else values.astype(values.dtype.newbyteorder("="))


def read_points(points: Any, scale: object, faults: Faults) -> Points:
    """The table of points; raises where not even its shape is known."""
    if is_sparse(points):

        def entries(values: Numbers) -> Numbers:
            return to_engine(read_numbers(values, faults))

        rows, _ = read_rows(points, "Problem", "points", _WHAT, entries, drop_zeros=False)
        units = read_scale(scale, faults)
        return Points(rows.shape, rows.cost, rows.row_start, rows.column, None, units)
    table, mask = read_array(points, "Problem", "points", _WHAT)
    check_sides(table.shape, "Problem", "points")
    units = read_scale(scale, faults)
    values = read_numbers(table, faults)
    return Points((table.shape[0], table.shape[1]), values, None, None, mask, units)


def whole_numbers(
    value: object, argument: str, faults: Faults, *, limit: bool = False
) -> Int64Array | None:
    """Whole numbers within 32 bits.

    Where limit is true, infinity and what is missing stand for "no limit".
    """
    read = array_of(value, argument, faults)
    return None if read is None else _whole(*read, argument, faults, limit=limit)


def _whole(
    values: Numbers, missing: Mask | None, argument: str, faults: Faults, *, limit: bool = False
) -> Int64Array | None:
    if values.size == 0:
        return np.zeros(values.shape, np.int64)
    message = "must be a whole number"
    if values.dtype.kind not in "iuf":
        refuse_objects(values, argument, message, faults)
        return None
    before = len(faults)
    if missing is not None and not limit:
        nothing = np.broadcast_to(np.array("missing"), values.shape)
        faults.add_at(missing, nothing, "missing", argument, message)
    if values.dtype.kind == "f":
        if limit:
            values = np.where(values == np.inf, float(_core.NO_LIMIT), values)
            message += ", or None where there is no limit"
        whole = np.isfinite(values) & (values == np.floor(values))
        faults.add_at(~whole, values, "whole", argument, message)
    if len(faults) == before:
        too_large = (values > _core.NO_LIMIT) | (values < -_core.NO_LIMIT)
        message = f"must lie within {_core.NO_LIMIT} of 0"
        faults.add_at(too_large, values, "range", argument, message)
    if len(faults) > before:
        return None
    numbers = values.astype(np.int64)
    return numbers if missing is None else np.where(missing, _core.NO_LIMIT, numbers)


def read_limits(
    value: object, side: Side, argument: str, faults: Faults, *, is_most: bool
) -> Int64Array | None:
    """One whole number a person, from one for all or one for each."""
    given = _in_order(value, side, argument, faults)
    numbers = None if given is None else whole_numbers(*given, argument, faults, limit=is_most)
    if numbers is None:
        return None
    if numbers.ndim == 0:
        return np.full(side.size, numbers, np.int64)
    if numbers.shape != (side.size,):
        faults.add(
            "shape",
            argument,
            f"must be one number, or one for each of {side.size} {side.people}",
            numbers.shape,
        )
        return None
    return numbers


def _in_order(value: Any, side: Side, argument: str, faults: Faults) -> tuple[Any] | None:
    """A series or frame in the order of a side's people, all else as it is; None with a fault."""
    if not is_series(value) and not is_frame(value):
        return (value,)
    order = order_of(value.index, side, argument, faults)
    return None if order is None else (value.iloc[order],)


def by_name(table: Any, *names: str) -> Any:
    """The columns of these names, in this order, if a table has them; else the whole table."""
    columns = names_of(table)
    if any(columns.count(name) != 1 for name in names):
        return table
    return table[list(names)] if is_frame(table) else table.select(list(names))


def read_capacity(value: Any, side: Side, argument: str, faults: Faults) -> Int64Array:
    """Ranges (people x 2); empty where every person has 0 to 1."""
    if type(value) is int and value == 1:
        return _NO_PAIRS
    lower: Int64Array | None = np.zeros(side.size, np.int64)
    if isinstance(value, Mapping):
        message = (
            f"give a list with one limit for each of the {side.people} in their order, or a "
            "Series with labels where the points are a pandas frame"
        )
        faults.add("type", argument, message, type(value).__name__)
        return _NO_PAIRS
    if isinstance(value, tuple):
        if not _is_range(value, side, argument, faults):
            return _NO_PAIRS
        lower = read_limits(value[0], side, argument, faults, is_most=False)
        upper = read_limits(value[1], side, argument, faults, is_most=True)
    elif is_table(value) or getattr(value, "ndim", 1) == 2 or _holds_rows(value):
        given = _in_order(value, side, argument, faults)
        if given is None:
            return _NO_PAIRS
        table = by_name(*given, "least", "most") if is_table(value) else value
        read = array_of(table, argument, faults)
        if read is None:
            return _NO_PAIRS
        values, missing = read
        if values.shape != (side.size, 2):
            faults.add(
                "shape", argument, f"ranges must be a table of {side.size} x 2", values.shape
            )
            return _NO_PAIRS
        mask = np.zeros(values.shape, np.bool_) if missing is None else missing
        lower = _whole(values[:, 0], _any(mask[:, 0]), f"{argument} (least)", faults)
        upper = _whole(values[:, 1], _any(mask[:, 1]), f"{argument} (most)", faults, limit=True)
    else:
        upper = read_limits(value, side, argument, faults, is_most=True)
    if lower is None or upper is None or (np.all(lower == 0) and np.all(upper == 1)):
        return _NO_PAIRS
    ends = value if isinstance(value, tuple) else (value,)
    if side.size > 1 and all(is_missing(end) or isinstance(end, REAL) for end in ends):
        least, most = int(lower[0]), int(upper[0])
        if not 0 <= least <= most:  # told once, where the engine would tell it of each person
            people = f"{side.size} {side.people}"
            message = f"for all {people} the least must be 0 or more and not above the most"
            faults.add("range", argument, message, f"{least} to {most}")
            return _NO_PAIRS
    return np.column_stack((lower, upper))


def _any(mask: Mask) -> Mask | None:
    return mask if mask.any() else None


def _holds_rows(value: Any) -> bool:
    """Whether a list has rows in it."""
    return isinstance(value, list) and any(
        isinstance(row, (list, tuple, np.ndarray)) and np.ndim(row) > 0 for row in value
    )


def _is_range(value: tuple[Any, ...], side: Side, argument: str, faults: Faults) -> bool:
    """Whether a tuple is a (least, most) pair, and cannot well be the limits of two people."""
    if len(value) != 2:
        message = "a tuple is a (least, most) pair; give a list or an array for one limit a person"
        faults.add("shape", argument, message, value)
        return False
    least, most = ends = tuple[Any, ...](
        None if is_missing(end) else end.item() if isinstance(end, np.number) else end
        for end in value
    )
    is_number = all(end is None or isinstance(end, (int, float)) for end in ends)
    if side.size != 2 or not is_number or (least == 0 and most in (None, np.inf)):
        return True
    ways = (
        f"for one limit each give a list, [{least}, {most}]; "
        f"for a range each give both, [({least}, {most}), ({least}, {most})]"
    )
    is_backwards = None not in ends and not 0 <= least <= most
    if is_backwards or any(isinstance(end, np.number) for end in value):
        message = f"a tuple could be a (least, most) pair or the limits of two {side.people}: "
        faults.add("range", argument, message + ways, f"({least}, {most})")
        return False
    message = (
        f"{argument}=({least}, {most}) is read as the least and the most of both {side.people}"
    )
    warn_caller(UserWarning, f"Problem: {message}; {ways}")
    return True


def read_pairs(
    value: Any, argument: str, faults: Faults, sides: tuple[Side, Side] | None = None
) -> Int64Array:
    """Pairs (k x 2) of a mentee's and a mentor's position; texts are labels of the sides."""
    if value is None:
        return _NO_PAIRS
    is_set = isinstance(value, (set, frozenset))
    if is_set:
        value = list(value)
    if is_table(value):
        value = by_name(value, "mentee", "mentor")
    read = array_of(value, argument, faults)
    if read is None or read[0].size == 0:
        return _NO_PAIRS
    values, missing = read
    if values.ndim != 2 or values.shape[1] != 2:
        message = "pairs must be an array of k x 2"
        if sides and values.shape == (sides[0].size, sides[1].size):
            message += "; a mask of the shape of the points must be boolean, as by .astype(bool)"
        faults.add("shape", argument, message, values.shape)
        return _NO_PAIRS
    if sides and (values.dtype.kind in "OU" or is_frame(value)):
        found = _of_labels(values, is_frame(value), sides, argument, faults)
        if found is None:
            return _NO_PAIRS
        values, missing = read_values(found)
    pairs = _whole(values, missing, argument, faults)
    if pairs is None:
        return _NO_PAIRS
    return np.unique(pairs, axis=0) if is_set else pairs


def add_unclear(people: str, numbers: Iterable[Any], argument: str, faults: Faults) -> None:
    """A fault for whole numbers in a frame where people have whole numbers as labels or keys."""
    message = (
        f"whole numbers in a frame could be positions or labels of the {people}; "
        ".to_numpy() of its two columns makes them positions"
    )
    faults.add("label", argument, message, some(numbers))


def _of_labels(
    pairs: Numbers, is_of_frame: bool, sides: tuple[Side, Side], argument: str, faults: Faults
) -> Numbers | None:
    """Pairs with positions in the place of labels; None, and faults, where one names nobody."""
    found = pairs.astype(object)
    unknown = np.zeros(pairs.shape, np.bool_)
    before = len(faults)
    for place, side in enumerate(sides):
        column = found[:, place]
        is_text = any(isinstance(entry, str) for entry in column)
        if not is_text:
            is_label = side.labels is not None and getattr(side.labels.dtype, "kind", "O") in "iuf"
            if is_of_frame and is_label and not is_default(side.labels):
                add_unclear(side.people, column, argument, faults)
        elif side.labels is None:
            message = (
                f"must be positions of {side.people}, unless the points are a pandas frame "
                "with labels"
            )
            faults.add("label", argument, message, some(column))
        elif check_unique(side.labels, side.people, "points", faults):
            found[:, place] = side.labels.get_indexer(column)
            unknown[:, place] = found[:, place] < 0
    message = "nobody of the points has this label: a pair is of a mentee and a mentor"
    faults.add_at(unknown, pairs, "label", argument, message)
    return found if len(faults) == before else None


def read_pairs_or_mask(
    value: Any, argument: str, sides: tuple[Side, Side], faults: Faults
) -> tuple[Mask | None, Int64Array]:
    """What a mask of the shape of the points marks, or pairs."""
    shape = (sides[0].size, sides[1].size)
    if is_sparse(value):
        if not hasattr(value, "nonzero"):
            message = "must be an array of SciPy where it is sparse"
            faults.add("type", argument, message, type(value).__name__)
            return None, _NO_PAIRS
        if value.shape == shape:
            return None, np.column_stack(value.nonzero()).astype(np.int64)
        value = value.toarray()
    if value is None or isinstance(value, (set, frozenset)):
        return None, read_pairs(value, argument, faults, sides)
    read = array_of(value, argument, faults)
    if read is None:
        return None, _NO_PAIRS
    given, missing = read
    if is_table(value) and given.dtype != np.bool_:
        value = by_name(value, "mentee", "mentor")
        given, missing = read_values(value)
    if given.dtype == np.bool_:
        return _read_mask(value, given, missing, argument, sides, faults), _NO_PAIRS
    if _could_be_mask(value, given, sides):
        message = (
            f"a table of 0 and 1 with a row for each of the {shape[0]} mentees and a column for "
            "each of the 2 mentors could be a mask or pairs; for a mask give .astype(bool), "
            "for pairs give tuples, [(0, 1), (1, 0)]"
        )
        faults.add("mask", argument, message, given.shape)
        return None, _NO_PAIRS
    return None, read_pairs(value, argument, faults, sides)


def _could_be_mask(value: Any, given: Numbers, sides: tuple[Side, Side]) -> bool:
    """Whether numbers look like a mask, though they could be read as pairs, and nothing says so."""
    if given.ndim != 2 or given.shape[1] != 2 or given.dtype.kind not in "iuf":
        return False
    if isinstance(value, (list, tuple)) and all(isinstance(pair, tuple) for pair in value):
        return False
    if isinstance(value, np.ndarray) and value.dtype == np.int64 and not value.flags.writeable:
        return False  # Pairs as a problem and a matching give them.
    if is_table(value) and set(names_of(value)) == {"mentee", "mentor"}:
        return False
    labels = sides[1].labels
    is_named = is_frame(value) and labels is not None and not is_default(labels)
    is_shaped = given.shape == (sides[0].size, sides[1].size)
    is_like = is_shaped or (is_named and bool(value.columns.isin(labels).all()))
    return bool(is_like and given.size and np.isin(given, (0, 1)).all())


def _read_mask(
    value: Any,
    mask: Mask,
    missing: Mask | None,
    argument: str,
    sides: tuple[Side, Side],
    faults: Faults,
) -> Mask | None:
    if missing is not None:
        nothing = np.broadcast_to(np.array("missing"), mask.shape)
        faults.add_at(missing, nothing, "missing", argument, "a mask has True or False everywhere")
        return None
    shape = (sides[0].size, sides[1].size)
    if mask.size == 0 and mask.shape != shape:
        return None
    if is_frame(value):
        rows = order_of(value.index, sides[0], argument, faults)
        columns = order_of(value.columns, sides[1], argument, faults)
        if rows is None or columns is None:
            return None
        mask = mask[np.ix_(rows, columns)]
    if mask.shape != shape:
        message = f"a mask must have the shape of the points, {shape}"
        faults.add("shape", argument, message, mask.shape)
        return None
    return mask


def read_forbidden(
    value: Any, table: Points, sides: tuple[Side, Side], faults: Faults
) -> tuple[Mask | None, Int64Array]:
    """What is forbidden: a mask for a dense table, and pairs."""
    given, pairs = read_pairs_or_mask(value, "forbidden", sides, faults)
    if given is None:
        return table.mask, pairs
    if table.row_start is not None:
        return None, np.argwhere(given)
    return (given if table.mask is None else table.mask | given), pairs


def read_locked(value: Any, sides: tuple[Side, Side], faults: Faults) -> Int64Array:
    """Pairs that must be, of a mask too."""
    given, pairs = read_pairs_or_mask(value, "locked", sides, faults)
    return pairs if given is None else np.argwhere(given)


def read_keys(
    value: Any, side: Side, argument: str, faults: Faults
) -> tuple[npt.NDArray[np.uint64], tuple[str, ...]]:
    """Keys of 64 bits: whole numbers as they are, texts by a hash; and the texts where all are.

    Where none are given, the labels that a frame of points has for the people, if they can be keys.
    """
    if value is None:
        argument = "points"
        entries = _labels_for_keys(side, faults)
    else:
        entries = listed(value, side, argument, faults) or []
    names = tuple(entries) if all(isinstance(entry, str) for entry in entries) else ()
    return _keys(entries, argument, faults), names


def _labels_for_keys(side: Side, faults: Faults) -> list[Any]:
    if side.labels is None or is_default(side.labels):
        return []
    labels: list[Any] = side.labels.tolist()
    are_keys = all(isinstance(label, str) or _is_key(label) for label in labels)
    return labels if are_keys and check_unique(side.labels, side.people, "points", faults) else []


def _is_key(entry: object) -> bool:
    is_whole = isinstance(entry, (int, np.integer)) and not isinstance(entry, bool)
    return is_whole and 0 <= entry < 2**64  # type: ignore[operator]


def _keys(entries: list[Any], argument: str, faults: Faults) -> npt.NDArray[np.uint64]:
    keys: dict[int, int] = {}
    before = len(faults)
    for index, entry in enumerate(entries):
        place = f"{argument}[{index}]"
        try:
            key = entry
            if isinstance(entry, str):
                entry.encode()
                key = _core.lottery_key(entry)
        except UnicodeEncodeError:
            faults.add("key", place, "the text holds half of a character", ascii(entry))
            continue
        if not _is_key(key):
            message = "a key is a text or a whole number from 0 to under 2^64"
            faults.add("key", place, message, "missing" if key is None else key)
        elif (first := keys.setdefault(int(key), index)) != index:
            message = f"two people cannot share a key, and {argument}[{first}] has it"
            faults.add("duplicate", place, message, entry)
    return np.array([] if len(faults) > before else list(keys), np.uint64)
