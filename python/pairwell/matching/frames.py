"""Reads arrays, frames and lists alike: their values, what of them is missing, and their labels.

Missing are the masked entries of a masked array, None, `pandas.NA` and the nulls of polars and
Arrow. NaN is a number that is none, not a missing one. No library is imported here: a value can be
of a library only where somebody has imported it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell.matching.faults import Faults
from pairwell.matching.value import Int64Array

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

_LABELS_TOLD = 5
_EXACT = 2**53
"""Up to here float64 holds every whole number."""
REAL = (int, float, np.integer, np.floating, np.bool_)


class Side(NamedTuple):
    """The people of one side of a problem."""

    people: str
    """What they are called: "mentees"."""
    size: int
    labels: Any = None
    """The index that a pandas frame of points has for them; None where there is no frame."""


def _is_of(value: object, module: str, *names: str) -> bool:
    library = sys.modules.get(module)
    return library is not None and isinstance(
        value, tuple(getattr(library, name, ()) for name in names)
    )


def is_frame(value: object) -> bool:
    """Whether this is a pandas data frame, whose rows and columns have labels."""
    return _is_of(value, "pandas", "DataFrame")


def is_series(value: object) -> bool:
    """Whether this is a pandas series, whose values have labels."""
    return _is_of(value, "pandas", "Series")


def is_table(value: object) -> bool:
    """Whether this is a table of pandas, polars or Arrow."""
    return (
        is_frame(value)
        or _is_of(value, "polars", "DataFrame")
        or _is_of(value, "pyarrow", "Table", "RecordBatch")
    )


def names_of(table: Any) -> list[Any]:
    """The names of the columns of a table."""
    return list(table.column_names if hasattr(table, "column_names") else table.columns)


def sides_of(points: Any, shape: tuple[int, int]) -> tuple[Side, Side]:
    """The mentees and the mentors of a table of points."""
    labels = (points.index, points.columns) if is_frame(points) else (None, None)
    return Side("mentees", shape[0], labels[0]), Side("mentors", shape[1], labels[1])


def is_missing(entry: object) -> bool:
    """Whether an entry says that nothing is given."""
    return entry is None or entry is np.ma.masked or type(entry).__name__ == "NAType"


def read_values(value: Any) -> tuple[Array, Mask | None]:
    """The values of anything that can be read as an array, and which are missing, if any is.

    Objects that are all numbers become numbers, and a missing value is 0. What is no number stays
    an object, and so do numbers of which float64, the type that holds them all, would round a whole
    one.

    Raises
    ------
    ValueError, TypeError
        Where NumPy cannot make an array of it.
    """
    if type(value) is np.ndarray:
        return _of_array(value)
    if is_table(value):
        return _of_table(value)
    if _is_of(value, "pandas", "Series", "Index") or _is_of(
        value, "pandas.api.extensions", "ExtensionArray"
    ):
        return _of_pandas(value)
    if _is_of(value, "polars", "Series"):
        return _of_polars(value)
    if _is_of(value, "pyarrow", "Array", "ChunkedArray"):
        return _of_objects(np.array(value.to_pylist(), object))
    if isinstance(value, np.ma.MaskedArray):
        return _of_masked(value)
    if isinstance(value, (list, tuple)) and any(
        isinstance(part, np.ma.MaskedArray) for part in value
    ):
        masked = np.ma.array(value)
        return _of_masked(np.ma.array(value, dtype=object) if _may_be_rounded(masked) else masked)
    array = np.asarray(value)
    if isinstance(value, np.ndarray):
        return _of_array(array)
    if array.dtype.kind in "SU" or _may_be_rounded(array):
        # Of a list, where NumPy makes numbers beside texts texts, and whole ones beside real real.
        array = np.array(value, object)
    return _of_array(array)


def _may_be_rounded(array: Array) -> bool:
    """Whether there are numbers that whole ones may have been rounded to."""
    is_large = array.dtype.kind == "f" and np.isfinite(array) & (np.abs(array) >= _EXACT)
    return bool(np.any(is_large))


def is_rounded(number: Any) -> bool:
    """Whether a number is a whole one that float64 cannot hold."""
    if not isinstance(number, (int, np.integer)):
        return False
    try:
        return int(float(number)) != int(number)
    except OverflowError:
        return True


def _of_array(array: Array) -> tuple[Array, Mask | None]:
    return _of_objects(array) if array.dtype == object else (array, None)


def _of_masked(array: Any) -> tuple[Array, Mask | None]:
    values = np.asarray(array.data)
    if array.mask is np.ma.nomask or array.dtype.names or not array.mask.any():
        return _of_array(values)
    mask = np.ma.getmaskarray(array)
    values = values.copy()
    values[mask] = None if values.dtype == object else np.zeros((), values.dtype)
    return _of_objects(values) if values.dtype == object else (values, mask)


def _of_objects(array: Array) -> tuple[Array, Mask | None]:
    given = array.ravel().tolist()
    mask = np.fromiter(map(is_missing, given), np.bool_, len(given))
    kept = [entry for entry, gone in zip(given, mask.tolist(), strict=True) if not gone]
    kinds = set(map(type, kept))
    missing = mask.reshape(array.shape) if mask.any() else None
    if not all(issubclass(kind, REAL) for kind in kinds):
        return array, missing
    dtype: type[np.generic] = np.int64
    if any(issubclass(kind, (float, np.floating)) for kind in kinds):
        is_mixed = any(issubclass(kind, (int, np.integer)) for kind in kinds)
        if is_mixed and any(map(is_rounded, kept)):
            array = np.where(mask, 0, array.ravel()).reshape(array.shape)
            return array, missing
        dtype = np.longdouble if np.longdouble in kinds else np.float64
    elif kinds and all(issubclass(kind, (bool, np.bool_)) for kind in kinds):
        dtype = np.bool_
    else:
        kept = list(map(int, kept))
        if kept and not -(2**63) <= min(kept) <= max(kept) < 2**63:
            if not 0 <= min(kept) <= max(kept) < 2**64:
                return array, missing
            dtype = np.uint64
    numbers = np.zeros(len(given), dtype)
    numbers[~mask] = np.array(kept, dtype)
    return numbers.reshape(array.shape), missing


def _of_pandas(row: Any) -> tuple[Array, Mask | None]:
    """A series, an index or an extension array."""
    if isinstance(row.dtype, np.dtype):
        return _of_array(np.asarray(row))
    dtype = getattr(row.dtype, "numpy_dtype", None)
    if dtype is None or dtype.kind not in "biuf":
        return _of_objects(np.asarray(row, object))
    mask = np.asarray(row.isna())
    return row.to_numpy(dtype, na_value=dtype.type(0)), mask if mask.any() else None


def _of_polars(row: Any) -> tuple[Array, Mask | None]:
    is_wide = str(row.dtype) in ("Int128", "UInt128")  # which NumPy has not
    if is_wide or (row.null_count() and not row.dtype.is_numeric()):
        return _of_objects(np.array(row.to_list(), object))
    if not row.null_count():
        return _of_array(np.asarray(row))
    return np.asarray(row.fill_null(0)), row.is_null().to_numpy()


def _of_table(table: Any) -> tuple[Array, Mask | None]:
    if is_frame(table):
        dtypes = set(table.dtypes)
        if len(dtypes) == 1 and isinstance(next(iter(dtypes)), np.dtype):
            return _of_array(table.to_numpy())
        columns = [table.iloc[:, place] for place in range(table.shape[1])]
    else:
        columns = table.get_columns() if hasattr(table, "get_columns") else table.columns
    parts = [read_values(column) for column in columns]
    values = np.empty((len(table), len(parts)), _common_type([part for part, _ in parts]))
    mask = np.zeros(values.shape, np.bool_)
    for place, (part, missing) in enumerate(parts):
        values[:, place] = part
        if missing is not None:
            mask[:, place] = missing
    if values.dtype == object:
        values[mask] = None
        return _of_objects(values)
    return values, mask if mask.any() else None


def _common_type(parts: list[Array]) -> np.dtype[Any]:
    """The type that holds the numbers of all: objects where it would be none that is exact."""
    dtypes = [part.dtype for part in parts]
    kinds = {dtype.kind for dtype in dtypes}
    if not kinds <= set("biuf"):
        return np.dtype(object)
    common = np.result_type(*dtypes) if dtypes else np.dtype(np.float64)
    if common.kind != "f" or not kinds:
        return common
    is_exact = "f" in kinds and not any(_has_rounded(part) for part in parts)
    return common if is_exact else np.dtype(object)


def _has_rounded(part: Array) -> bool:
    """Whether there is a whole number that float64 cannot hold."""
    if part.dtype.kind not in "iu" or part.dtype.itemsize < 8:
        return False
    large = part[(part > _EXACT) | (part < -_EXACT)]
    return any(map(is_rounded, large.tolist()))


def some(labels: Iterable[Any]) -> str:
    """The first labels of several, for a message."""
    named = list(labels)
    text = ", ".join(map(str, named[:_LABELS_TOLD]))
    left = len(named) - _LABELS_TOLD
    return f"{text} and {left} more" if left > 0 else text


def is_default(labels: Any) -> bool:
    """Whether labels are the positions 0, 1, 2 and so on, in order."""
    count = len(labels)
    return count == 0 or bool(labels.equals(sys.modules["pandas"].RangeIndex(count)))


def check_unique(labels: Any, people: str, argument: str, faults: Faults) -> bool:
    """Whether labels are all different; a fault where one is not."""
    if labels.is_unique:
        return True
    if not any(each.rule == "duplicate" and each.column == argument for each in faults):
        message = (
            f"two {people} have the same label, so that it names nobody; give each a label of "
            "their own, or go by position with .to_numpy()"
        )
        faults.add("duplicate", argument, message, some(labels[labels.duplicated()].unique()))
    return False


def order_of(labels: Any, side: Side, argument: str, faults: Faults) -> Int64Array | None:
    """Where each person of a side stands among labels; None, and faults, where that is unclear."""
    by_position = "; .to_numpy() gives its values alone, to be read in the order of the points"
    if side.labels is None:
        if is_default(labels):
            return np.arange(len(labels))
        message = "has labels, but the points are no pandas frame whose labels these could be"
        faults.add("label", argument, message + by_position, some(labels))
        return None
    if not check_unique(side.labels, side.people, "points", faults):
        return None
    if not check_unique(labels, side.people, argument, faults):
        return None
    order: Int64Array = labels.get_indexer(side.labels).astype(np.int64)
    absent = side.labels[order < 0]
    strange = labels[~labels.isin(side.labels)]
    if len(absent) == side.size > 0 and len(labels):
        message = f"has none of the labels that the {side.people} have in the points"
        faults.add("label", argument, message + by_position, some(labels))
        return None
    if len(absent):
        message = f"has no value for some of the {side.people} of the points"
        faults.add("label", argument, message, some(absent))
    if len(strange):
        message = f"has values for {side.people} who are not in the points; leave them out"
        faults.add("label", argument, message, some(strange))
    return None if len(absent) or len(strange) else order


def listed(value: Any, side: Side, argument: str, faults: Faults) -> list[Any] | None:
    """One value for each person, in their order, missing ones as None; None, and a fault, if not.

    How many there are is for the caller to check.
    """
    if is_series(value):
        order = order_of(value.index, side, argument, faults)
        if order is None:
            return None
        value = value.iloc[order]
    is_row = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, Set))
    if not is_row or is_table(value) or getattr(value, "ndim", 1) != 1:
        message = f"must be a list with one entry for each of the {side.size} {side.people}"
        faults.add("type", argument, message, type(value).__name__)
        return None
    for name in ("tolist", "to_list", "to_pylist"):
        if hasattr(value, name):
            value = getattr(value, name)()
            break
    return [None if _is_blank(entry) else entry for entry in value]


def _is_blank(entry: object) -> bool:
    """Whether a label or key is missing: as pandas writes it for texts, NaN is, too."""
    is_nan = isinstance(entry, (float, np.floating)) and entry != entry
    return is_nan or is_missing(entry) or type(entry).__name__ == "NaTType"
