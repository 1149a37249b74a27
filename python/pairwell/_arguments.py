"""Arguments of the wrong type, refused in the same words by every public function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any


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


def check_callable(function: str, argument: str, value: Callable[..., object] | None) -> None:
    """Raises TypeError for what cannot be called, unless it is None."""
    if value is not None and not callable(value):
        raise wrong_type(function, argument, "a function or None", value)
