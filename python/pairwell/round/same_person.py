"""Who applies for both roles under one e-mail is one person, and is never paired with themself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pairwell import _core

if TYPE_CHECKING:
    from pairwell.scheme.forms import FormsRead

_ADDRESS = re.compile(r"[^@ ;,]+@[^@ ;,]+")


def linked(
    mentees: FormsRead[Any], mentors: FormsRead[Any]
) -> tuple[FormsRead[Any], FormsRead[Any]]:
    """Have the two forms of one person name each other, as `read_applications` does.

    Tables of one role each are read apart, and what they give knows of its own role alone.
    """
    of_mentees, of_mentors = (_by_address(read.identities) for read in (mentees, mentors))
    return _naming(mentees, of_mentors), _naming(mentors, of_mentees)


def _by_address(identities: Iterable[_core.Identity]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for own in identities:
        if _ADDRESS.fullmatch(own.email):
            found.setdefault(_core.fold(own.email), []).append(own.reference)
    return found


def _naming(read: FormsRead[Any], others: dict[str, list[str]]) -> FormsRead[Any]:
    addresses = {own.reference: _core.fold(own.email) for own in read.identities}
    forms = []
    for form in read.forms:
        known = list(form.same_person)
        same = others.get(addresses.get(form.reference, ""), ())
        new = [reference for reference in same if reference not in known]
        forms.append(form.with_same_person([*known, *new]) if new else form)
    return read if forms == read.forms else replace(read, forms=forms)
