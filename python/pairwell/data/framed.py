"""Columns out: one class that gives whatever has rows as data frames and as an Arrow stream."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from pairwell._extras import needed

if TYPE_CHECKING:
    import pandas
    import polars

Kind: TypeAlias = Literal["text", "whole", "real", "instant", "label"]
"""A label is whatever names somebody: an object in pandas, and a text elsewhere."""


@dataclass(frozen=True)
class Column:
    """One column of a result. Blanks are None, or NaN in an array of real numbers."""

    name: str
    kind: Kind
    values: Sequence[Any] | npt.NDArray[Any]


class Framed(ABC):
    """Has rows, and gives them as a frame of pandas or polars or to whatever reads Arrow."""

    __slots__ = ()

    @abstractmethod
    def _frame(self) -> list[Column]: ...

    def to_pandas(self) -> pandas.DataFrame:
        """Give one row for each item, as a pandas frame."""
        return _to_pandas(self._frame())

    def to_polars(self) -> polars.DataFrame:
        """Give one row for each item, as a polars frame."""
        return _to_polars(self._frame())

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """Give the rows to whatever reads the Arrow PyCapsule interface; needs pyarrow or polars.

        ``pyarrow.table(x)``, ``polars.DataFrame(x)`` and DuckDB read it.
        """
        return _to_arrow(self._frame()).__arrow_c_stream__(requested_schema)


def _to_pandas(columns: Sequence[Column]) -> pandas.DataFrame:
    """Build a pandas frame; whole numbers stay whole where some are missing."""
    pd = needed("pandas", "pandas")
    dtypes = {
        "text": "str",
        "whole": "Int64",
        "real": "float64",
        "instant": "datetime64[s, UTC]",
        "label": "object",
    }
    if int(pd.__version__.split(".")[0]) < 3:
        dtypes["text"] = "object"

    def series(column: Column) -> Any:
        is_array = isinstance(column.values, np.ndarray)
        values = column.values if is_array else list(column.values)
        dtype = "int64" if is_array and column.kind == "whole" else dtypes[column.kind]
        return pd.Series(values, dtype=dtype, copy=True)

    return pd.DataFrame({column.name: series(column) for column in columns})


def _written(column: Column) -> Column:
    """A column of labels as texts; any other as it is."""
    if column.kind != "label":
        return column
    texts = [None if label is None else str(label) for label in column.values]
    return Column(column.name, "text", texts)


def _to_polars(columns: Sequence[Column]) -> polars.DataFrame:
    """Build a polars frame."""
    columns = [_written(column) for column in columns]
    pl = needed("polars", "polars")
    dtypes = {
        "text": pl.String,
        "whole": pl.Int64,
        "real": pl.Float64,
        "instant": pl.Datetime("us", "UTC"),
    }

    def series(column: Column) -> Any:
        is_number = isinstance(column.values, np.ndarray) and column.kind != "text"
        values = column.values if is_number else list(column.values)
        return pl.Series(column.name, values, dtype=dtypes[column.kind], nan_to_null=is_number)

    frame: polars.DataFrame = pl.DataFrame([series(column) for column in columns])
    return frame


def _to_arrow(columns: Sequence[Column]) -> Any:
    """Build a table of whichever library is there that makes Arrow streams."""
    if find_spec("pyarrow") is None and find_spec("polars") is not None:
        return _to_polars(columns)
    columns = [_written(column) for column in columns]
    pa = needed("pyarrow", "pandas")
    types = {
        "text": pa.string(),
        "whole": pa.int64(),
        "real": pa.float64(),
        "instant": pa.timestamp("us", "UTC"),
    }
    arrays = [pa.array(c.values, types[c.kind], from_pandas=True) for c in columns]
    return pa.table(arrays, names=[c.name for c in columns])
