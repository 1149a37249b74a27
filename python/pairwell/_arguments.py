"""Arguments of the wrong type, refused in the same words by every public function."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np

from pairwell import _core

_CHARACTERS_TOLD = 200


def wrong_type(function: str, argument: str, wanted: str, value: object) -> TypeError:
    """The error that says what an argument must be; of a person's record it shows the type only."""
    return TypeError(
        f"{function}: {argument} must be {wanted} (rule: type, value: {type(value).__name__})"
    )


def check_type(
    function: str, argument: str, wanted: str, kind: type | tuple[type, ...], value: object
) -> None:
    """Raises TypeError unless a value is of a kind."""
    if not isinstance(value, kind):
        raise wrong_type(function, argument, wanted, value)


def listed(
    function: str, argument: str, wanted: str, kind: type | tuple[type, ...], values: Any
) -> list[Any]:
    """The members of an iterable, each of a kind; raises TypeError for anything else."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
        raise wrong_type(function, argument, f"a list of which each is {wanted}", values)
    members = list(values)
    for index, member in enumerate(members):
        check_type(function, f"{argument}[{index}]", wanted, kind, member)
    return members


def whole(function: str, argument: str, value: Any, least: int, end: int) -> int:
    """A whole number from the least to under the end; raises TypeError or ValueError for others."""
    number = any_whole(function, argument, value)
    if not least <= number < end:
        raise ValueError(
            f"{function}: {argument} must be from {least} to under {end}"
            f" (rule: range, value: {as_told(number)})"
        )
    return number


def any_whole(function: str, argument: str, value: Any) -> int:
    """A whole number, however large; raises TypeError for what is none."""
    try:
        number = operator.index(value)
    except TypeError:
        raise wrong_type(function, argument, "a whole number", value) from None
    if isinstance(value, bool):
        raise wrong_type(function, argument, "a whole number", value)
    return number


def position(function: str, argument: str, value: Any, people: int) -> int:
    """The position of one of some people; raises TypeError or InvalidInput for others."""
    number = any_whole(function, argument, value)
    if not 0 <= number < people:
        told = as_told(number)
        message = f"there is no {argument} {told}; positions are from 0 to under {people}"
        fault = _core.Finding(rule="id", message=message, column=argument, value=told)
        _core.throw_if_errors(function, [fault])
    return number


def check_text(function: str, argument: str, value: object) -> None:
    """Raises TypeError unless a value is a text, and ValueError where it cannot be written."""
    check_type(function, argument, "a text", str, value)
    try:
        str(value).encode()
    except UnicodeEncodeError:
        raise ValueError(
            f"{function}: {argument} holds half of a character (rule: text, value: {value!a})"
        ) from None


def check_flag(function: str, argument: str, value: object) -> None:
    """Raises TypeError for what is neither True nor False, of NumPy's kind or as 1 and 0 too."""
    is_flag = isinstance(value, int) and value in (0, 1)
    if not is_flag and type(value).__name__ not in ("bool", "bool_"):
        raise wrong_type(function, argument, "True or False", value)


def check_callable(function: str, argument: str, value: Callable[..., object] | None) -> None:
    """Raises TypeError for what cannot be called, unless it is None."""
    if value is not None and not callable(value):
        raise wrong_type(function, argument, "a function or None", value)


def as_told(value: object) -> str:
    """A value as a message shows it, cut where it is long."""
    try:
        text = str(value).encode("utf-8", "backslashreplace").decode("utf-8")
    except ValueError:  # Python writes no whole number of more than 4,300 digits
        text = f"{type(value).__name__} of too many digits to show"
    return text if len(text) <= _CHARACTERS_TOLD else text[: _CHARACTERS_TOLD - 3] + "..."


def check_time_limit(function: str, seconds: Any) -> None:
    """Raises InvalidInput for what is no time limit."""
    is_number = isinstance(seconds, (int, float, np.integer, np.floating))
    if seconds is None or (is_number and seconds >= 0 and (seconds < 1e308 or seconds == np.inf)):
        return
    finding = _core.Finding(
        rule="time_limit",
        message="a time limit is a number of seconds, 0 or more",
        column="time_limit",
        value=as_told(seconds),
    )
    _core.throw_if_errors(function, [finding])


def check_options(function: str, progress: Any, time_limit: Any, **flags: Any) -> None:
    """Raises for a progress that cannot be called, for no time limit, and for flags of no truth."""
    check_time_limit(function, time_limit)
    check_callable(function, "progress", progress)
    for name, value in flags.items():
        check_flag(function, name, value)


def suggestion(word: str, known: Iterable[str]) -> str:
    """The sentence that suggests the nearest of some words: " Did you mean 'x'?"; or nothing."""
    return _core.suggestion(word.encode("utf-8", "replace").decode(), list(known))


def suggested_reference(reference: str, known: Iterable[str]) -> str:
    """As `suggestion`, for references: MM-01 and mm001 are taken for MM-001."""
    references = list(known)
    wanted = _spoken(reference)
    alike = [each for each in references if _spoken(each) == wanted]
    return f" Did you mean '{alike[0]}'?" if len(alike) == 1 else suggestion(reference, references)


def _spoken(reference: str) -> list[str]:
    """The letters and numbers of a reference, without case, separators and leading zeros."""
    parts = re.findall(r"[^\W\d_]+|\d+", reference)
    return [part.casefold().lstrip("0") or "0" for part in parts]
