"""Features: points of pairs worked out when they are asked for, with the labels of people."""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import as_told, check_callable, check_text, whole, wrong_type
from pairwell.data.arrays import read_only
from pairwell.data.memory import check_room_of_pairs
from pairwell.data.shown import plural
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.labels import Label, Labels, read_labels
from pairwell.matching.value import Int64Array

_NAME = "Features"
_REFUSED = _core.PairSource.REFUSED
_MOST_UNITS = _core.PairSource.MOST_UNITS
_MOST_PEOPLE = 2**31 - 1
_SAMPLED = 5
Uint64Array = npt.NDArray[np.uint64]
Function = Callable[[Int64Array, Int64Array], Any]


class Features:
    """What pairs are worth, worked out from what is known of people whenever it is asked for.

    `features` makes them of frames and criteria, or of the forms of a programme, and
    `Features.of_function` of a function. No table of all pairs is ever made: `match_on_demand`
    matches people exactly all the same.

    Examples
    --------
    >>> import numpy as np
    >>> import pairwell as pw
    >>> grades = np.array([3, 5, 1])
    >>> near = pw.Features.of_function(
    ...     lambda mentees, mentors: 10 - abs(grades[mentees][:, None] - grades[mentors]),
    ...     3, 3, name="grades of 2027",
    ... )
    >>> near
    <Features: 3 mentees by 3 mentors>
    >>> near.points(slice(0, 2)).tolist()
    [[10.0, 8.0, 8.0], [8.0, 10.0, 6.0]]
    """

    __slots__ = ("_labels", "_made_by", "_source")

    def __init__(
        self,
        source: _core.PairSource,
        labels: tuple[Labels | None, Labels | None],
        made_by: tuple[Callable[..., Features], tuple[Any, ...], dict[str, Any]],
    ) -> None:
        self._source = source
        self._labels = labels
        self._made_by = made_by

    def __reduce__(self) -> tuple[Any, ...]:
        return _made_again, (*self._made_by, self.digest)

    @classmethod
    def of_function(
        cls,
        function: Function,
        mentees: int | Iterable[Label],
        mentors: int | Iterable[Label],
        *,
        name: str,
        scale: int = 1,
        marks: tuple[Iterable[int | str], Iterable[int | str]] | None = None,
    ) -> Features:
        """Take a function for what pairs are worth.

        Parameters
        ----------
        function
            Called as ``function(rows, columns)`` with the positions of some mentees (k) and of some
            mentors (m), gives an array (k x m) of whole numbers of units, at most 2^28 either way.
            Minus infinity, and what a masked array masks, may be no pair. It must always say the
            same of a pair, whoever else is in the call.
        mentees, mentors
            How many people there are, or their labels.
        name
            What the points come from. It stands for them in the digest of a matching, so it is
            another one where anything is.
        scale
            Units in a point.
        marks
            For each mentee and each mentor a whole number or text that stands for all that their
            pairs depend on, such as a hash of their answers: in features of one name and scale,
            pairs of people with the same marks are worth the same. With them `match_on_demand` can
            begin from a matching of the day before, and they are part of the digest.

        Raises
        ------
        TypeError
            Where marks are not two lists.
        InvalidInput
            Where there are not as many marks as people, and where a sample shows that the function
            is not of this kind: another shape, numbers that are not whole, too large or not
            numbers, other numbers when it is asked again, or when it is asked for other people
            beside.
        """
        check_callable(_NAME, "function", function)
        check_text(_NAME, "name", name)
        units = whole(_NAME, "scale", scale, 1, 2**62)
        faults = Faults()
        mentees, mentors = (_as_given(people) for people in (mentees, mentors))
        marks = _marks_as_given(marks)
        sides = [
            _people(given, role, faults)
            for given, role in ((mentees, "mentees"), (mentors, "mentors"))
        ]
        _core.throw_if_errors(_NAME, faults)
        (rows, row_labels), (columns, column_labels) = sides
        marked = None if marks is None else _marked(marks, (rows, columns), faults)
        _core.throw_if_errors(_NAME, faults)
        _check(function, rows, columns, faults)
        _core.throw_if_errors(_NAME, faults)
        told = hashlib.sha256(f"{name}\n{rows} x {columns}\n{units}".encode())
        for side in marked or ():
            told.update(side.tobytes())
        digest = told.hexdigest()
        known = None
        if marked is not None:
            known = f"{name}\n{units}", marked[0].tolist(), marked[1].tolist()

        def block(first_row: int, row_count: int, column: Int64Array) -> Any:
            found = Faults()
            answer = _units(function, np.arange(first_row, first_row + row_count), column, found)
            _core.throw_if_errors(_NAME, found)
            return answer

        source = _core.called_pairs(block, rows, columns, units, digest, known)
        given = {"name": name, "scale": scale, "marks": marks}
        made_by = (cls.of_function, (function, mentees, mentors), given)
        return cls(source, (row_labels, column_labels), made_by)

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self._source.mentees, self._source.mentors

    @property
    def mentees(self) -> tuple[Label, ...]:
        """Labels; positions where there are none."""
        return self._side(0)

    @property
    def mentors(self) -> tuple[Label, ...]:
        """Labels; positions where there are none."""
        return self._side(1)

    def _side(self, side: int) -> tuple[Label, ...]:
        labels = self._labels[side]
        return tuple(range(self.shape[side])) if labels is None else labels.values

    @property
    def scale(self) -> int:
        """Units in a point."""
        return self._source.scale

    @property
    def digest(self) -> str:
        """A fingerprint of all that the points come from."""
        return self._source.digest()

    def units(
        self, mentees: slice = slice(None), mentors: slice = slice(None)
    ) -> npt.NDArray[np.int32]:
        """Units of a block of pairs (slices of positions); -2^31 where a pair may not be.

        Raises
        ------
        MemoryError
            Where the machine has no room for the block.
        """
        rows, columns = (
            _range(part, size) for part, size in zip((mentees, mentors), self.shape, strict=True)
        )
        check_room_of_pairs(
            "units", "the points", (len(rows), len(columns)), 4, "take a smaller block"
        )
        return self._source.units(rows.start, len(rows), columns.start, len(columns))

    def points(
        self, mentees: slice = slice(None), mentors: slice = slice(None)
    ) -> npt.NDArray[np.float64]:
        """Points of a block of pairs (slices of positions); minus infinity where one may not be."""
        units = self.units(mentees, mentors)
        return read_only(np.where(units == _REFUSED, -np.inf, units / self.scale))

    def __repr__(self) -> str:
        rows, columns = self.shape
        return f"<Features: {plural(rows, 'mentee')} by {plural(columns, 'mentor')}>"


def _made_again(
    make: Callable[..., Features], given: tuple[Any, ...], named: dict[str, Any], digest: str
) -> Features:
    """Features as another process had them: of what they were made of, not of what came out."""
    features = make(*given, **named)
    if features.digest != digest:
        raise_fault(_NAME, "digest", "what they are made of has changed since", features.digest)
    return features


def _as_given(people: Any) -> Any:
    """A number, or a list of labels of our own, which is the same when a pickle is made."""
    if hasattr(people, "__index__") or not isinstance(people, Iterable):
        return people
    return list(people)


def _marks_as_given(marks: Any) -> tuple[list[Any], list[Any]] | None:
    """Marks of both sides as lists of our own."""
    if marks is None:
        return None
    sides = () if isinstance(marks, str) or not isinstance(marks, Iterable) else tuple(marks)
    if len(sides) != 2 or any(isinstance(s, str) or not isinstance(s, Iterable) for s in sides):
        wanted = "a list of marks for the mentees and one for the mentors"
        raise wrong_type(_NAME, "marks", wanted, marks)
    return list(sides[0]), list(sides[1])


def _people(given: Any, role: str, faults: Faults) -> tuple[int, Labels | None]:
    """How many people there are, and their labels."""
    try:
        count = operator.index(given)
    except TypeError:
        labels = read_labels(list(given), role, role, faults)
        return (0, None) if labels is None else (len(labels.values), labels)
    if isinstance(given, bool) or not 0 <= count <= _MOST_PEOPLE:
        faults.add("people", role, "a number of people is from 0 to under 2^31", given)
        return 0, None
    return count, None


def _marked(
    marks: tuple[list[Any], list[Any]], shape: tuple[int, int], faults: Faults
) -> tuple[Uint64Array, Uint64Array]:
    """Two numbers of 64 bits for each person of both sides."""
    sides = []
    for of_side, people, role in zip(marks, shape, ("mentees", "mentors"), strict=True):
        if len(of_side) != people:
            faults.add("marks", role, f"there is a mark for each of {people} people", len(of_side))
        kinds = (int, str, np.integer)
        odd = [mark for mark in of_side if isinstance(mark, bool) or not isinstance(mark, kinds)]
        if odd:
            faults.add("type", role, "a mark is a whole number or text", odd[0])
        texts = (mark if isinstance(mark, str) else f"\0{int(mark)}" for mark in of_side if not odd)
        hashed = b"".join(
            hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
            for text in texts
        )
        sides.append(np.frombuffer(hashed, "<u8").astype(np.uint64))
    return sides[0], sides[1]


def _range(part: slice, size: int) -> range:
    """The positions of a slice without steps."""
    chosen = range(size)[part]
    if chosen.step != 1:
        raise ValueError(f"{_NAME}: a block has no steps (rule: range, value: {as_told(part)})")
    return range(0, 0) if len(chosen) == 0 else chosen


def _units(function: Function, rows: Int64Array, columns: Int64Array, faults: Faults) -> Any:
    """What a function gives, as units; a fault for anything else."""
    given = function(rows, columns)
    missing = np.ma.getmaskarray(given) if isinstance(given, np.ma.MaskedArray) else None
    table = np.asarray(given)
    if table.shape != (rows.size, columns.size):
        message = f"a function gives {rows.size} x {columns.size} numbers for so many people"
        faults.add("shape", "function", message, " x ".join(map(str, table.shape)) or "one number")
        return None
    if table.dtype.kind not in "biuf":
        faults.add("type", "function", "a function gives numbers", table.dtype)
        return None
    refused = np.zeros(table.shape, bool) if missing is None else missing
    if table.dtype.kind == "f":
        refused = refused | (table == -np.inf)
        wrong = ~refused & ((table != np.floor(table)) | ~np.isfinite(table))
        _add(wrong, table, rows, columns, "whole", "units are whole numbers; give a scale", faults)
    large = ~refused & (np.abs(table) > _MOST_UNITS)
    if not faults:
        _add(large, table, rows, columns, "range", "a pair has at most 2^28 units", faults)
    if faults:
        return None
    return np.where(refused, _REFUSED, np.where(refused, 0, table)).astype(np.int32)


def _add(
    wrong: Any, table: Any, rows: Int64Array, columns: Int64Array, rule: str, message: str,
    faults: Faults,
) -> None:  # fmt: skip
    """A fault for the first of the pairs that are wrong."""
    if wrong.any():
        i, j = np.argwhere(wrong)[0].tolist()
        told = f"{table[i, j]} for mentee {rows[i]} with mentor {columns[j]}"
        faults.add(rule, "function", message, told)


def _check(function: Function, rows: int, columns: int, faults: Faults) -> None:
    """Faults of a function that a sample shows."""
    if not rows or not columns:
        return
    draw = np.random.default_rng(2017)
    row, column = (np.unique(draw.integers(size, size=_SAMPLED)) for size in (rows, columns))
    block = _units(function, row, column, faults)
    again = None if faults else _units(function, row, column, faults)
    if faults:
        return
    if (block != again).any():
        i, j = np.argwhere(block != again)[0].tolist()
        told = f"mentee {row[i]} with mentor {column[j]}"
        faults.add("same", "function", "asked again, it says something else of a pair", told)
        return
    for i, of_row in enumerate(row):
        for j, of_column in enumerate(column):
            alone = _units(function, np.array([of_row]), np.array([of_column]), faults)
            if faults:
                return
            if alone[0, 0] != block[i, j]:
                told = f"mentee {of_row} with mentor {of_column}"
                message = "it says something else of a pair alone than among others"
                faults.add("vectorised", "function", message, told)
                return
