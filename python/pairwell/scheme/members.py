"""Takes members of enumerations by their names, as callers write them."""

from __future__ import annotations

from enum import Enum
from typing import Literal, TypeAlias, TypeVar

from pairwell import _core
from pairwell.data.shown import readable

RoleName: TypeAlias = Literal["mentee", "mentor"]

Member = TypeVar("Member", bound=Enum)


def member_of(kind: type[Member], given: Member | str, function: str) -> Member:
    """Take a member itself or its name, such as "mentee".

    Raises
    ------
    InvalidInput
        For another name, in the name of the function that was called.
    """
    if not isinstance(given, str):
        return given
    members = {member.name.lower(): member for member in kind}
    name = _core.fold(readable(given))
    if name not in members:
        what = kind.__name__.lower()
        *others, last = members
        message = f"A {what} is {', '.join(others)} or {last}."
        _core.throw_if_errors(
            function,
            [_core.Finding(rule=what, message=message, column=what, value=readable(given))],
        )
    return members[name]
