"""Arguments of the store's calls: each is what its annotation says, or nothing is done."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import os
from collections.abc import Callable, Iterable, Mapping
from types import NoneType, UnionType
from typing import Any, Literal, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

from pairwell._arguments import check_flag, listed, whole, wrong_type

_P = ParamSpec("_P")
_R = TypeVar("_R")

_WORDS: dict[Any, str] = {
    str: "a text",
    bool: "True or False",
    int: "a whole number",
    float: "a number",
    dt.date: "a day",
    os.PathLike: "a path",
    Literal: "a text",
    Mapping: "a mapping",
    Callable: "a function",
    NoneType: "None",
}


def checked(call: Callable[_P, _R]) -> Callable[_P, _R]:
    """Have a call refuse arguments that its annotations do not allow.

    It raises TypeError, in the words of `pairwell._arguments`. Whole numbers of any kind are taken
    as Python's, and iterables as lists.
    """
    signature = inspect.signature(call)
    hints = functools.cache(lambda: get_type_hints(call))

    @functools.wraps(call)
    def checking(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError:
            return call(*args, **kwargs)  # which says it with the name of the call
        for name, value in bound.arguments.items():
            if name in hints():
                bound.arguments[name] = taken(call.__name__, name, hints()[name], value)
        return call(*bound.args, **bound.kwargs)

    return checking


def check_calls(kind: type) -> None:
    """Have every public method that a class defines refuse what its annotations do not allow."""
    for name, member in list(vars(kind).items()):
        if inspect.isfunction(member) and not name.startswith("_"):
            setattr(kind, name, checked(member))


def taken(function: str, argument: str, hint: Any, value: Any) -> Any:
    """An argument as its annotation has it; raises TypeError, or ValueError for huge numbers."""
    kind = get_origin(hint) or hint
    if kind is Any:
        return value
    if kind in (Union, UnionType):
        for option in get_args(hint):
            try:
                return taken(function, argument, option, value)
            except TypeError:
                continue
        raise wrong_type(function, argument, _wanted(hint), value)
    if kind is int:
        return whole(function, argument, value, -(2**63), 2**63)
    if kind is bool:
        check_flag(function, argument, value)
        return bool(value)
    if kind is Iterable:
        (member,) = get_args(hint)
        found = listed(function, argument, _wanted(member), object, value)
        return [taken(function, f"{argument}[{n}]", member, own) for n, own in enumerate(found)]
    if kind is tuple:
        own = tuple(value) if isinstance(value, (tuple, list)) else ()
        if len(own) != len(get_args(hint)):
            raise wrong_type(function, argument, _wanted(hint), value)
        return tuple(
            taken(function, argument, *each) for each in zip(get_args(hint), own, strict=True)
        )
    if not _is_a(kind, value):
        raise wrong_type(function, argument, _wanted(hint), value)
    if kind is Mapping:
        key, member = get_args(hint)
        return {
            taken(function, f"each key of {argument}", key, name): taken(
                function, f"each value of {argument}", member, own
            )
            for name, own in value.items()
        }
    return value


def _is_a(kind: Any, value: Any) -> bool:
    if kind is Literal:
        return isinstance(value, str)
    if kind is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if kind is dt.date:  # an instant is a date to Python
        return isinstance(value, dt.date) and not isinstance(value, dt.datetime)
    return isinstance(value, kind)


def _wanted(hint: Any) -> str:
    """What an annotation asks for, in words."""
    kind = get_origin(hint) or hint
    if kind in (Union, UnionType):
        return " or ".join(dict.fromkeys(_wanted(option) for option in get_args(hint)))
    if kind is Iterable:
        return f"a list of which each is {_wanted(get_args(hint)[0])}"
    if kind is tuple:
        return f"a tuple of {' and '.join(_wanted(each) for each in get_args(hint))}"
    word = getattr(kind, "__name__", str(kind))
    return _WORDS.get(kind) or f"{'an' if word[0] in 'AEIOU' else 'a'} {word}"
