"""A criterion by a function of one's own, or by a matrix that is ready."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from pairwell._arguments import check_flag, check_text, whole, wrong_type
from pairwell.score.counting import BlankName
from pairwell.score.counting import whole as whole_number
from pairwell.score.frames import Findings, Side, fault, is_blank, is_of, repeated_name, shown

_FULL = 1000
_BLANKS = ("neutral", "leaves", "zero")
_BILLIONTH = 1e-9
_PLAIN = {int, bool, type(None)}
_WHOLE = (
    "whole numbers are thousandths from 0 to 1000, and these are 0 and 1 only: give real numbers "
    "or truth values for shares of 0 and 1"
)


@dataclass(frozen=True, eq=False)
class CustomCriterion:
    """A criterion of one's own: made by `custom`, and used beside the others."""

    shares: Any
    """The function, or the matrix."""
    weight: int
    name: str
    blank: BlankName = "neutral"
    neutral: int = 500
    pairwise: bool = False

    def replace(self, **changes: Any) -> CustomCriterion:
        """Give a copy with these fields changed."""
        changed = replace(self, **changes)
        return custom(
            changed.shares, weight=changed.weight, name=changed.name, blank=changed.blank,
            neutral=changed.neutral, pairwise=changed.pairwise,
        )  # fmt: skip

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, CustomCriterion):
            return NotImplemented
        return self.shares is other.shares and self._rest() == other._rest()

    def __hash__(self) -> int:
        return hash(self._rest())

    def _rest(self) -> tuple[object, ...]:
        return self.weight, self.name, self.blank, self.neutral, self.pairwise

    def __repr__(self) -> str:
        shares = getattr(self.shares, "__name__", type(self.shares).__name__)
        return f"<CustomCriterion: {self.name!r} by {shares}, weight {self.weight}>"


def custom(
    shares: Callable[..., Any] | npt.ArrayLike | Any,
    *,
    weight: int,
    name: str,
    blank: BlankName = "neutral",
    neutral: int | None = None,
    pairwise: bool = False,
) -> CustomCriterion:
    """Give a criterion of one's own, which joins the others with its name, weight and part.

    Parameters
    ----------
    shares
        ``shares(mentees, mentors)`` gets both frames as they were given, and gives a matrix of
        mentees by mentors. Or such a matrix itself: an array, or a pandas frame, which is put in
        order by its labels. Real numbers are shares from 0 to 1, rounded to whole thousandths,
        halves up (what is outside by less than a billionth is taken for 0 or 1); whole ones are
        thousandths from 0 to 1000; None, NaN, NA and what is masked is a blank.
    pairwise
        Whether the function is of one pair: it gets the row of each as a mapping of columns to
        entries, and gives a share, or None for a blank.
    weight, name, blank, neutral
        As of any criterion; a neutral share of None is 500.

    Examples
    --------
    >>> import pairwell as pw
    >>> def is_older(mentee, mentor):
    ...     return mentee["Age"] < mentor["Age"] - 5
    >>> older = pw.custom(is_older, weight=1, name="older", pairwise=True)
    >>> scores = pw.score({"Age": [20, 40]}, {"Age": [50, 41]}, [older])
    >>> scores.points.tolist()
    [[100.0, 100.0], [100.0, 0.0]]
    """
    check_text("custom", "name", name)
    if not name:
        raise ValueError("custom: name must not be empty (rule: name)")
    weight = _up_to_full("weight", weight)
    neutral = 500 if neutral is None else _up_to_full("neutral", neutral)
    check_flag("custom", "pairwise", pairwise)
    if blank not in _BLANKS:
        raise ValueError(
            f"custom: blank is one of {', '.join(_BLANKS)} (rule: blank, value: {blank})"
        )
    if pairwise and not callable(shares):
        raise wrong_type("custom", "shares", "a function, where pairwise is true", shares)
    return CustomCriterion(shares, weight, name, blank, neutral, bool(pairwise))


def _up_to_full(argument: str, number: Any) -> int:
    return whole("custom", argument, whole_number("custom", argument, number), 0, _FULL + 1)


def shares_of(
    criterion: CustomCriterion, mentees: Side, mentors: Side, faults: Findings
) -> npt.NDArray[np.int16]:
    """The shares of all pairs in thousandths, -1 for a blank; a fault where they are none."""
    where = f"custom {criterion.name!r}"
    given = criterion.shares
    if criterion.pairwise:
        faults += [
            repeated_name(side.people, name)
            for side in (mentees, mentors)
            for name in sorted(side.repeated)
        ]
        given = _of_pairs(given, mentees, mentors, where)
    elif callable(given):
        try:
            given = given(mentees.frame, mentors.frame)
        except Exception as error:
            error.add_note(f"score: in {where}")
            raise
    matrix = _in_order(given, mentees, mentors, where, faults)
    nothing = np.zeros((len(mentees), len(mentors)), np.int16)
    if matrix is None:
        return nothing
    if matrix.shape != nothing.shape:
        message = f"must be a matrix of {len(mentees)} mentees by {len(mentors)} mentors"
        told = matrix.shape if matrix.ndim else type(given).__name__
        faults.append(fault("shape", message, column=where, value=told))
        return nothing
    if matrix.dtype == object:
        matrix = plain_shares(matrix)
    thousandths, wrong, message = _thousandths(matrix)
    if message:
        mentee, mentor = np.argwhere(wrong)[0].tolist() if wrong.any() else (0, 0)
        pair = (
            f"{mentees.references[mentee]} with {mentors.references[mentor]}" if wrong.any() else ""
        )
        value = f"{pair}: {matrix[mentee, mentor]}" if pair else str(matrix.dtype)
        faults.append(fault("share", message, column=where, value=value))
        return nothing
    return thousandths


def _thousandths(
    matrix: npt.NDArray[Any],
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.bool_], str]:
    """Shares in thousandths, or which are wrong, and why."""
    mask = np.ma.getmaskarray(matrix) if isinstance(matrix, np.ma.MaskedArray) else None
    values = np.asarray(np.ma.getdata(matrix))
    nothing = np.zeros(values.shape, np.int16)
    none = np.zeros(values.shape, np.bool_)
    if values.dtype == np.bool_:
        shares = values * np.int16(_FULL)
    elif values.dtype.kind in "iu":
        wrong = (values < 0) | (values > _FULL)
        if mask is not None:
            wrong &= ~mask
        if wrong.any():
            return nothing, wrong, "a share in thousandths is from 0 to 1000"
        is_one = values == 1 if mask is None else (values == 1) & ~mask
        if (
            is_one.any()
            and not (values[~is_one] if mask is None else values[~is_one & ~mask]).any()
        ):
            return nothing, is_one, _WHOLE
        shares = values.astype(np.int16)
    elif values.dtype.kind == "f":
        blank = np.isnan(values) if mask is None else np.isnan(values) | mask
        wrong = ~blank & ~((values >= -_BILLIONTH) & (values <= 1 + _BILLIONTH))
        if wrong.any():
            return nothing, wrong, "a share is a real number from 0 to 1, or NaN for a blank"
        filled = np.clip(np.where(blank, 0, values).astype(np.float64), 0, 1)
        shares = np.floor(filled * _FULL + 0.5).astype(np.int16)
        mask = blank
    else:
        is_share = np.frompyfunc(lambda entry: entry is None or is_number(entry), 1, 1)
        wrong = ~is_share(values).astype(np.bool_) if values.dtype == object else none
        return nothing, wrong, "shares are numbers or truth values"
    return (shares if mask is None else np.where(mask, np.int16(-1), shares)), none, ""


def _of_pairs(
    share: Callable[[Mapping[str, Any], Mapping[str, Any]], Any],
    mentees: Side,
    mentors: Side,
    where: str,
) -> npt.NDArray[Any]:
    """What a function of one pair says of all."""
    rows = [_rows(side) for side in (mentees, mentors)]
    given = np.full((len(mentees), len(mentors)), None, object)
    for i, mentee in enumerate(rows[0]):
        for j, mentor in enumerate(rows[1]):
            try:
                given[i, j] = share(mentee, mentor)
            except Exception as error:
                pair = f"{shown(mentees.labels[i])} with {shown(mentors.labels[j])}"
                error.add_note(f"score: in {where}, of {pair}")
                raise
    return given


def _rows(side: Side) -> list[dict[str, Any]]:
    columns = [side.entries(name) for name in side.columns]
    if not columns:
        return [{} for _ in side.labels]
    return [dict(zip(side.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def is_number(entry: object) -> bool:
    """Whether an entry can be a share."""
    return isinstance(entry, (bool, int, float, Decimal))


def plain_shares(matrix: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Shares of all kinds of numbers as an array of one; the same where one entry is no number."""
    kinds = set(map(type, matrix.flat))
    if kinds <= {float, bool, type(None)} and float in kinds:
        return matrix.astype(np.float64)
    plain = matrix if kinds <= _PLAIN else np.frompyfunc(_plain, 1, 1)(matrix)
    known = [entry for entry in plain.flat if entry is not None]
    if not all(map(is_number, known)):
        return np.asarray(plain, object)
    mask = np.array([entry is None for entry in plain.flat], np.bool_).reshape(plain.shape)
    if any(isinstance(entry, (float, np.floating, Decimal)) for entry in matrix.flat):
        return np.ma.MaskedArray(np.where(mask, 0, plain).astype(np.float64), mask)
    if all(isinstance(entry, bool) for entry in known):
        return np.ma.MaskedArray(np.where(mask, False, plain).astype(np.bool_), mask)
    if any(isinstance(entry, bool) for entry in known):  # beside thousandths, truth is all of them
        truth = {True: _FULL, False: 0}
        plain = np.frompyfunc(lambda x: truth[x] if isinstance(x, bool) else x, 1, 1)(plain)
    whole_ones = np.clip(np.where(mask, 0, plain), -(2**62), 2**62)
    return np.ma.MaskedArray(whole_ones.astype(np.int64), mask)


def _plain(entry: Any) -> Any:
    """An entry as Python writes it, where NumPy gave it; a blank is None."""
    if is_blank(entry):
        return None
    return entry.item() if isinstance(entry, np.generic) else entry


def _in_order(
    given: Any, mentees: Side, mentors: Side, where: str, faults: Findings
) -> npt.NDArray[Any] | None:
    """A matrix by position; a pandas frame is put in order by its labels."""
    if is_of(given, "pandas", "DataFrame"):
        labels = tuple(given.index), tuple(given.columns)
        sides = mentees.labels, mentors.labels
        if labels == sides:
            return np.asarray(given)
        if all(own == tuple(range(len(own))) for own in labels):
            if all(
                set(own) != set(wanted) or own == wanted
                for own, wanted in zip(labels, sides, strict=True)
            ):
                return np.asarray(given)
            message = (
                "a frame of shares is labelled 0, 1, 2, ..., and so are the people in another "
                "order: give an array to go by position, or put the frame in their order"
            )
            faults.append(fault("label", message, column=where, value=labels[0][:3]))
            return None
        places = [{label: k for k, label in enumerate(own)} for own in labels]
        if any(set(own) != set(wanted) for own, wanted in zip(places, sides, strict=True)):
            message = "a frame of shares has the labels of the mentees and the mentors"
            faults.append(fault("label", message, column=where, value=labels[0][:3]))
            return None
        order = [
            np.array([place[label] for label in side], np.intp)
            for place, side in zip(places, sides, strict=True)
        ]
        return np.asarray(given)[np.ix_(*order)]
    if hasattr(given, "toarray"):  # a sparse matrix
        given = given.toarray()
    if hasattr(given, "to_numpy"):
        given = given.to_numpy()
    try:
        return given if isinstance(given, np.ndarray) else np.asarray(given)
    except ValueError:
        message = "must be a matrix with rows of one length"
        faults.append(fault("shape", message, column=where, value=type(given).__name__))
        return None
