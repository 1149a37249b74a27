"""Frames of any library as columns with labels, and tables with labels in the same library.

No library is imported here: a value can be of a library only where somebody has imported it.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from importlib.util import find_spec
from typing import Any, Literal, TypeAlias
from uuid import UUID

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import as_told, suggestion, wrong_type
from pairwell._extras import needed

Label: TypeAlias = Any
"""A text, a number, a date or a moment, a UUID, or a tuple of these."""
Library: TypeAlias = Literal["pandas", "polars", ""]
Findings: TypeAlias = list[_core.Finding]

_TOLD = 20


def is_of(value: object, module: str, *names: str) -> bool:
    """Whether a value is of one of some classes of a library."""
    library = sys.modules.get(module)
    return library is not None and isinstance(
        value, tuple(getattr(library, name, ()) for name in names)
    )


def is_table(value: object) -> bool:
    """Whether this is a frame or a table of a library."""
    return (
        is_of(value, "pandas", "DataFrame")
        or is_of(value, "polars", "DataFrame")
        or is_of(value, "pyarrow", "Table", "RecordBatch")
    )


def named_columns(table: Any) -> dict[str, Any]:
    """The columns of a frame, a table or a mapping by the texts of their names."""
    if isinstance(table, Mapping):
        return {str(name): column for name, column in table.items()}
    if hasattr(table, "column_names"):
        return {name: table.column(name) for name in table.column_names}
    return {str(name): table[name] for name in table.columns}


def is_blank(entry: object) -> bool:
    """Whether an entry says that nothing is there: None, NaN, NaT, or NA."""
    is_nan = (isinstance(entry, (float, np.floating)) and entry != entry) or (
        isinstance(entry, Decimal) and entry.is_nan()
    )
    return (
        entry is None
        or is_nan
        or entry is np.ma.masked
        or type(entry).__name__ in ("NAType", "NaTType")
    )


def entries_of(column: Any) -> list[Any]:
    """What a column of any library holds."""
    for name in ("tolist", "to_list", "to_pylist"):
        if hasattr(column, name):
            return list(getattr(column, name)())
    return list(column)


def fault(
    rule: str, message: str, *, column: str = "", value: object = "", file: str = "", row: int = 0
) -> _core.Finding:
    """Say what is wrong with a frame or an argument."""
    return _core.Finding(
        rule=rule, message=message, file=file, row=row, column=column, value=as_told(value)
    )


@dataclass
class Side:
    """The frame of one side: its columns by name, and a label for each row."""

    people: str
    """ "mentees" or "mentors"."""
    frame: Any
    """As it was given."""
    columns: dict[str, Any]
    """The columns by the texts of their names, as the library has them."""
    labels: tuple[Label, ...]
    library: Library = ""
    index_name: str | None = None
    lists: dict[str, list[Any]] = field(default_factory=dict)
    places: dict[Label, int] = field(default_factory=dict)
    repeated: frozenset[str] = frozenset()
    """Names that several columns have, so that none of them can be told."""

    def __len__(self) -> int:
        return len(self.labels)

    def entries(self, name: str) -> list[Any]:
        """The entries of a column."""
        if name not in self.lists:
            self.lists[name] = entries_of(self.columns[name])
        return self.lists[name]

    def place(self, label: Label) -> int | None:
        """Where somebody stands; None where nobody has the label."""
        if not self.places:
            self.places.update((each, place) for place, each in enumerate(self.labels))
        try:
            return self.places.get(_plain(label))
        except TypeError:  # of what has no hash
            return None

    @property
    def references(self) -> list[str]:
        """What sentences call the people."""
        return [shown(label) for label in self.labels]


def shown(label: Label) -> str:
    """A label as sentences say it."""
    return ", ".join(map(shown, label)) if isinstance(label, tuple) else str(label)


def _plain(label: Any) -> Any:
    """A label as Python writes it, where NumPy gave it."""
    if isinstance(label, tuple):
        return tuple(map(_plain, label))
    if isinstance(label, np.datetime64):
        return label.astype("datetime64[us]").item()
    return label.item() if isinstance(label, np.generic) else label


def is_label(label: Any) -> bool:
    """Whether this can be what somebody is known by."""
    label = _plain(label)
    if isinstance(label, tuple):
        return bool(label) and all(map(is_label, label))
    return isinstance(label, (str, int, float, dt.date, UUID)) and not isinstance(label, bool)


def read_side(people: str, given: Any, index: Any, faults: Findings) -> Side:
    """The columns and the labels of a frame; faults of it, and a `TypeError` for what is none."""
    columns, library, own_index = _columns(people, given)
    texts: dict[str, Any] = {}
    repeated = set()
    for name, column in columns:
        if isinstance(column, (str, bytes, Set, Mapping)) or not hasattr(column, "__len__"):
            raise wrong_type("score", f"{people}[{name!r}]", "a list of entries", column)
        if str(name) in texts:
            repeated.add(str(name))
        texts[str(name)] = column
    lengths = {name: len(column) for name, column in texts.items()}
    size = next(iter(lengths.values()), 0) if own_index is None else len(own_index)
    if set(lengths.values()) - {size}:
        message = f"the columns of the {people} must be of one length"
        faults.append(fault("shape", message, column=people, value=sorted(set(lengths.values()))))
        return Side(people, given, {}, (), library)
    labels: Sequence[Any] = range(size) if own_index is None else own_index
    name = None
    if index is not None:
        name = str(index)
        if name not in texts:
            is_name = isinstance(index, (str, int, float, tuple)) and not isinstance(index, bool)
            near = suggestion(name, texts)
            message = f"the {people} have no column of this name{'.' * bool(near)}{near}"
            if not is_name:
                message = "the name of a column of both frames, or a pair of two names, is wanted"
            told = name if is_name else type(index).__name__
            faults.append(fault("index", message, column="index", value=told))
            return Side(people, given, texts, tuple(range(size)), library)
        if name in repeated:
            faults.append(repeated_name(people, name))
        labels = entries_of(texts[name])
    side = Side(people, given, texts, _labels(people, labels, faults), library, name)
    side.repeated = frozenset(repeated)
    return side


def repeated_name(people: str, name: str) -> _core.Finding:
    """The fault of a name that several columns have."""
    message = f"two columns of the {people} have this name, so that none can be told"
    return fault("heading", message, column=people, value=name)


def _columns(people: str, given: Any) -> tuple[list[tuple[Any, Any]], Library, list[Any] | None]:
    """The columns of a frame with their names, its library, and the index of a pandas frame."""
    if is_of(given, "pandas", "DataFrame"):
        columns = [(name, given.iloc[:, k]) for k, name in enumerate(given.columns)]
        known = {str(name) for name, _ in columns}
        for k, name in enumerate(given.index.names):  # what stands in the index may be named too
            if name is not None and str(name) not in known:
                columns.append((name, given.index.get_level_values(k)))
        return columns, "pandas", list(given.index)
    if is_of(given, "polars", "LazyFrame"):
        given = given.collect()
    if isinstance(given, Mapping):
        return list(given.items()), "", None
    if not is_table(given) and hasattr(given, "__arrow_c_stream__"):
        if find_spec("pyarrow") is None and find_spec("polars") is not None:
            given = needed("polars", "polars").DataFrame(given)
        else:
            given = needed("pyarrow", "pandas").table(given)
    if is_of(given, "polars", "DataFrame"):
        return [(each.name, each) for each in given.get_columns()], "polars", None
    if is_table(given):
        return list(zip(given.column_names, given.columns, strict=True)), "", None
    if (
        isinstance(given, Sequence)
        and not isinstance(given, str)
        and all(isinstance(row, Mapping) for row in given)
    ):
        names = dict.fromkeys(name for row in given for name in row)
        return [(name, [row.get(name) for row in given]) for name in names], "", None
    raise TypeError(
        f"score: {people} must be a frame of pandas or polars, an Arrow table, a mapping of "
        f"columns to lists or a list of mappings (rule: type, value: {type(given).__name__})"
    )


def _labels(people: str, given: Sequence[Any], faults: Findings) -> tuple[Label, ...]:
    """Labels that are all different, with a fault for each that is not."""
    labels = [None if is_blank(label) else _plain(label) for label in given]
    places: dict[str, list[int]] = {}
    wrong = 0
    for place, label in enumerate(labels):
        if label is None or (isinstance(label, str) and not label.strip()):
            wrong += 1
            message = f"no label for one of the {people}"
            found = fault("missing", message, column=f"index[{place}]", value="missing")
        elif not is_label(label):
            wrong += 1
            message = "a label is a text, a number, a date or a moment, a UUID, or a tuple of these"
            found = fault("type", message, column=f"index[{place}]", value=type(label).__name__)
        else:
            places.setdefault(shown(label), []).append(place)
            continue
        if wrong <= _TOLD:
            faults.append(found)
    if wrong > _TOLD:
        faults.append(
            fault(
                "index", f"more of the {people} have no label", column="index", value=wrong - _TOLD
            )
        )
    repeated = {label: where for label, where in places.items() if len(where) > 1}
    for label, positions in list(repeated.items())[:_TOLD]:
        where = ", ".join(map(str, positions[:5])) + (", ..." if len(positions) > 5 else "")
        message = f"two of the {people} have one label (positions {where}), so that it names nobody"
        faults.append(fault("duplicate", message, column="index", value=label))
    if len(repeated) > _TOLD:
        message = f"more labels of {people} appear twice"
        faults.append(fault("duplicate", message, column="index", value=len(repeated) - _TOLD))
    return tuple(labels)


def labelled(values: npt.NDArray[Any], mentees: Side, mentors: Side) -> Any:
    """Numbers of all pairs as a frame of the mentees' library, or the array where it has none."""
    if mentees.library == "pandas":
        pd = needed("pandas", "pandas")
        rows, columns = (
            pd.Index(list(side.labels), name=side.people[:-1], tupleize_cols=False)
            for side in (mentees, mentors)
        )
        return pd.DataFrame(values, index=rows, columns=columns)
    if mentees.library == "polars":
        pl = needed("polars", "polars")
        head = "mentee"
        while head in mentors.references:  # a mentor may be called so
            head += "_"
        names = pl.Series(head, list(mentees.labels), strict=False)
        columns = [pl.Series(name, values[:, k]) for k, name in enumerate(mentors.references)]
        return pl.DataFrame([names, *columns])
    return values
