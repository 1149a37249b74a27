"""Reads arrays, frames and lists alike: their values, and what of them is missing.

Missing are the masked entries of a masked array, None, `pandas.NA` and the nulls of polars and
Arrow. NaN is a number that is none, not a missing one. No library is imported here: a value can be
of a library only where somebody has imported it.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell._extras import needed
from pairwell.matching.labels import is_missing
from pairwell.matching.value import Int64Array

Array = npt.NDArray[Any]
Mask = npt.NDArray[np.bool_]

_EXACT = 2**53
"""Up to here float64 holds every whole number."""
REAL = (int, float, np.integer, np.floating, np.bool_)


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


def as_table(value: Any) -> Any:
    """A table of what gives its rows by the Arrow PyCapsule interface; anything else as it is."""
    is_column = is_series(value) or _is_of(value, "polars", "Series")
    is_column = is_column or _is_of(value, "pyarrow", "Array", "ChunkedArray")
    if is_table(value) or is_column or not hasattr(value, "__arrow_c_stream__"):
        return value
    if find_spec("pyarrow") is None and find_spec("polars") is not None:
        return needed("polars", "polars").DataFrame(value)
    return needed("pyarrow", "pandas").table(value)


def column_of(table: Any, name: str) -> Any:
    """One column of a table, or of a mapping of names to columns."""
    return table.column(name) if hasattr(table, "column_names") else table[name]


def entries_of(row: Any) -> list[Any]:
    """What a list, an array, a series or a column of any library holds."""
    if isinstance(row, np.ndarray) and row.dtype.kind == "M":
        row = row.astype("datetime64[us]")  # of nanoseconds NumPy makes numbers
    for name in ("tolist", "to_list", "to_pylist"):
        if hasattr(row, name):
            return list(getattr(row, name)())
    return list(row)


def without(table: Any, name: str) -> Any:
    """A table without one of its columns."""
    if is_frame(table):
        return table.drop(columns=name)
    return table.drop(name) if hasattr(table, "get_columns") else table.drop_columns([name])


def rows_of(table: Any, order: Int64Array) -> Any:
    """The rows of a table at these positions."""
    if is_frame(table) or is_series(table):
        return table.iloc[order]
    return table[order] if hasattr(table, "get_columns") else table.take(order)


def names_of(table: Any) -> list[Any]:
    """The names of the columns of a table."""
    return list(table.column_names if hasattr(table, "column_names") else table.columns)


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
