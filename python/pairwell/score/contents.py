"""What a column of a frame holds: numbers, days, words, lists, or the levels of a category."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from pairwell.data.cells import text_of
from pairwell.score.frames import Side, is_blank

Kind: TypeAlias = Literal[
    "blank",
    "text",
    "yes_no",
    "whole",
    "real",
    "date",
    "instant",
    "level",
    "list",
    "needs",
    "numbers",
]
"""A list is of texts, needs are a mapping of terms to priorities, numbers are a vector."""

BLANK = np.iinfo(np.int64).min
"""What the core takes for a blank among whole numbers."""
SEPARATOR = "\x1f"
"""Between the items of a list in one cell: no text has it."""

_LISTS = (list, tuple, set, frozenset)
_SECOND = dt.timedelta(seconds=1)
_EPOCH = dt.datetime(1970, 1, 1)
_DAY = dt.date(1970, 1, 1)


@dataclass(frozen=True)
class Contents:
    """The entries of a column, blanks as None, or an array of numbers."""

    kind: Kind
    entries: Sequence[Any] | npt.NDArray[Any]
    options: tuple[str, ...] = ()
    """Of levels, the lowest first."""
    wrong: tuple[int, object] | None = None
    """The first entry that is nothing to be compared, and where it stands."""
    why: str = "an entry is a text, a number, a date, truth or a list of these"

    def texts(self) -> list[str | None]:
        """What a person would type for each entry."""
        if self.kind == "list":
            return [None if entry is None else _joined(entry) for entry in self.entries]
        if self.kind == "needs":
            return [None if entry is None else _needs(entry) for entry in self.entries]
        return [text_of(entry) for entry in self.entries]

    def days(self) -> npt.NDArray[np.int64]:
        """Days since 1970, of dates."""
        days = [BLANK if entry is None else (entry - _DAY).days for entry in self.entries]
        return np.array(days, np.int64)

    def seconds(self) -> npt.NDArray[np.int64]:
        """Seconds since 1970 in UTC, of moments that say their zone."""
        seconds = [
            BLANK
            if entry is None
            else (entry.astimezone(dt.UTC).replace(tzinfo=None) - _EPOCH) // _SECOND
            for entry in self.entries
        ]
        return np.array(seconds, np.int64)

    def decimals(self) -> tuple[int, int | None]:
        """How many decimals the numbers have, 6 at most, and where one has more."""
        most, first = 0, None
        for place, entry in enumerate(self.entries):
            if entry is None or isinstance(entry, int) or entry != entry:
                continue
            number = Decimal(str(entry)).normalize()
            exponent = number.as_tuple().exponent
            if not isinstance(exponent, int):
                return most, place  # infinite
            if exponent < -6:
                return most, place if first is None else first
            most = max(most, -exponent)
        return most, first

    def units(self, decimals: int) -> npt.NDArray[np.int64]:
        """Numbers in units of as many decimals."""
        if isinstance(self.entries, np.ndarray) and self.entries.dtype.kind in "iu":
            return np.asarray(self.entries.astype(np.int64) * 10**decimals, np.int64)
        units = [
            BLANK if entry is None or entry != entry else _units(entry, decimals)
            for entry in self.entries
        ]
        return np.array(units, np.int64)


def _units(number: Any, decimals: int) -> int:
    return (
        int(Decimal(str(number)).scaleb(decimals))
        if not isinstance(number, int)
        else (number * 10**decimals)
    )


def _joined(items: Any) -> str:
    texts = [text for text in map(text_of, items) if text is not None]
    return SEPARATOR.join(sorted(texts) if isinstance(items, (set, frozenset)) else texts)


def _needs(priorities: Any) -> str | None:
    """Terms with what stands beside them; a field of a struct that is blank is not there."""
    known = [(text_of(term), text_of(rank)) for term, rank in priorities.items()]
    return SEPARATOR.join(f"{term}:{rank}" for term, rank in known if rank) or None


def contents_of(side: Side, name: str) -> Contents:
    """What a column of a frame holds."""
    column = side.columns[name]
    options = _levels(column)
    if options is not None:
        texts = [None if is_blank(entry) else str(entry) for entry in side.entries(name)]
        return Contents("level", texts, tuple(options))
    array = _numbers(column)
    if array is not None:
        kind: Kind = "whole" if array.dtype.kind in "iu" else "real"
        if kind == "real" and np.all(np.isnan(array)):
            return Contents("blank", [None] * len(array))
        if kind == "real" and _are_whole(array):
            # 3.0 is what a missing neighbour makes of 3.
            return Contents("whole", [None if x != x else int(x) for x in array.tolist()])
        return Contents(kind, array if kind == "whole" else array.tolist())
    return _of_objects([None if is_blank(entry) else entry for entry in side.entries(name)])


def _are_whole(array: npt.NDArray[Any]) -> bool:
    known = array[~np.isnan(array)]
    return bool(np.all(np.isfinite(known)) and np.all(known == np.floor(known)))


def _levels(column: Any) -> list[str] | None:
    """The categories of an ordered category, the lowest first."""
    dtype: Any = getattr(column, "dtype", None)
    if getattr(dtype, "ordered", False) and hasattr(dtype, "categories"):  # pandas
        return [str(option) for option in dtype.categories]
    if type(dtype).__name__ == "Enum":  # polars
        return [str(option) for option in dtype.categories.to_list()]
    arrow = getattr(column, "type", None)
    if getattr(arrow, "ordered", False) and hasattr(column, "combine_chunks"):
        chunks = column.chunks
        return [str(option) for option in chunks[0].dictionary.to_pylist()] if chunks else []
    return None


def _numbers(column: Any) -> npt.NDArray[Any] | None:
    """A column as an array of float64 or whole numbers, where its library has one without nulls."""
    array: Any = column
    if hasattr(column, "null_count") and hasattr(column, "dtype"):  # polars
        is_full = column.dtype.is_float() or not column.null_count()
        if not is_full or not column.dtype.is_numeric():
            return None
        array = column.to_numpy()
    elif str(getattr(column, "type", "")) in ("float", "halffloat"):  # Arrow
        array = column.to_numpy()
    elif hasattr(column, "iloc"):  # pandas
        if not isinstance(column.dtype, np.dtype):
            return None
        array = column.to_numpy()
    if not isinstance(array, np.ndarray) or array.ndim != 1 or isinstance(array, np.ma.MaskedArray):
        return None
    if array.dtype.kind == "f" and array.dtype.itemsize < 8:
        return np.array([float(str(number)) for number in array])  # 0.1 of float32 is 0.1
    is_known = array.dtype.kind in "iu" and array.dtype != np.uint64
    return array if is_known or array.dtype == np.float64 else None


def _of_objects(entries: list[Any]) -> Contents:
    """The contents by what the entries are."""
    plain = [_plain(entry) for entry in entries]
    known = [entry for entry in plain if entry is not None]
    if not known:
        return Contents("blank", plain)
    if all(isinstance(entry, bool) for entry in known):
        return Contents("yes_no", plain)
    if not any(isinstance(entry, bool) for entry in known):
        if all(isinstance(entry, int) for entry in known):
            return Contents("whole", plain)
        if all(isinstance(entry, (int, float, Decimal)) for entry in known):
            return _of_reals(plain)
    if all(isinstance(entry, dt.date) for entry in known):
        return _of_days_and_moments(plain)
    if all(isinstance(entry, dict) for entry in known):
        return Contents("needs", plain)
    if all(isinstance(entry, _LISTS) for entry in known):
        return _of_lists(plain)
    if any(isinstance(entry, (*_LISTS, dict)) for entry in known):
        place = next(k for k, entry in enumerate(plain) if _is_other(entry, known[0]))
        why = "a column is of lists, of mappings or of single entries, and not of several of these"
        return Contents("text", plain, wrong=(place, plain[place]), why=why)
    wrong = next(
        (
            k
            for k, entry in enumerate(plain)
            if isinstance(entry, (dict, bytes)) or not _is_cell(entry)
        ),
        None,
    )
    return Contents("text", plain, wrong=None if wrong is None else (wrong, plain[wrong]))


def _is_other(entry: Any, first: Any) -> bool:
    """Whether an entry is not a list where the first one is, or the other way round."""
    sorts = [(isinstance(each, _LISTS), isinstance(each, dict)) for each in (entry, first)]
    return entry is not None and sorts[0] != sorts[1]


def _plain(entry: Any) -> Any:
    """An entry as Python writes it, where NumPy gave it; a blank text is None."""
    if isinstance(entry, np.floating) and entry.dtype != np.float64:
        return float(str(entry))  # 0.1 of float32 is 0.1
    if isinstance(entry, (np.generic, np.ndarray)):
        entry = entry.tolist()
    return None if isinstance(entry, str) and not entry.strip() else entry


def _is_cell(entry: Any) -> bool:
    if isinstance(entry, _LISTS):
        return False
    return entry is None or isinstance(entry, (str, int, float, Decimal, dt.date, dt.time))


def _of_reals(entries: list[Any]) -> Contents:
    is_whole = all(
        entry is None or isinstance(entry, int) or (entry == entry // 1 and abs(entry) < 2**53)
        for entry in entries
    )
    if is_whole:
        return Contents("whole", [None if entry is None else int(entry) for entry in entries])
    return Contents("real", entries)


def _of_days_and_moments(entries: list[Any]) -> Contents:
    """Days, midnights that say no zone among them; or moments."""
    days = [entry if _is_moment(entry) else _day(entry) for entry in entries]
    if not any(map(_is_moment, days)):
        return Contents("date", days)
    return Contents("instant", entries)


def _is_moment(entry: Any) -> bool:
    """Whether this is more than a day."""
    is_midnight = (
        isinstance(entry, dt.datetime) and entry.tzinfo is None and entry.time() == dt.time()
    )
    return isinstance(entry, dt.datetime) and not is_midnight


def _day(entry: Any) -> Any:
    return entry.date() if isinstance(entry, dt.datetime) else entry


def _of_lists(entries: list[Any]) -> Contents:
    items = [item for entry in entries if entry is not None for item in entry]
    are_numbers = all(
        isinstance(item, (int, float)) and not isinstance(item, bool) for item in items
    )
    if items and are_numbers and not any(isinstance(entry, (set, frozenset)) for entry in entries):
        return Contents("numbers", entries)
    wrong = next(
        (
            (k, item)
            for k, entry in enumerate(entries)
            for item in entry or ()
            if not _is_cell(item) or (isinstance(item, str) and SEPARATOR in item)
        ),
        None,
    )
    why = "an item of a list is a text, a number, a date or truth, without control characters"
    return Contents("list", entries, wrong=wrong, why=why)
