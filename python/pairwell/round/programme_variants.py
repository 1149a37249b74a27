"""Reads the variants of a programme and the forms that all of them run on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from pairwell import _core
from pairwell._arguments import listed
from pairwell.matching.faults import Faults
from pairwell.matching.scenario import BASE
from pairwell.round.round import decide_both, shortlist_both
from pairwell.round.same_person import linked
from pairwell.scheme.forms import check_forms, read_mentees, read_mentors, read_panel
from pairwell.scheme.programme import Programme
from pairwell.scheme.variant import programme_with

_FUNCTION = "scenarios"


class Forms(NamedTuple):
    """What `run_round` takes besides a programme."""

    mentees: Any
    mentors: Any
    panel: Any
    graces: tuple[_core.Grace, ...]


def read_forms(
    programme: Programme, mentees: Any, mentors: Any, panel: Any, graces: Iterable[_core.Grace]
) -> Forms:
    """The forms, marks and graces of a round, read once.

    Raises
    ------
    InvalidInput
        With every error of the forms and marks.
    TypeError
        Where forms are missing, or cannot be read.
    """
    for role, given in (("mentees", mentees), ("mentors", mentors)):
        if given is None:
            raise TypeError(f"{_FUNCTION}: a Programme needs {role} (rule: type, value: None)")
    graces = tuple(listed(_FUNCTION, "graces", "a Grace", _core.Grace, graces))
    mentees = _read("mentees", read_mentees, mentees, "forms", programme)
    mentors = _read("mentors", read_mentors, mentors, "forms", programme)
    mentees, mentors = linked(mentees, mentors)
    if panel is not None:
        panel = _read("panel", read_panel, panel, "scores", programme)
    findings = [*mentees.findings, *mentors.findings, *check_forms(mentees.forms, mentors.forms)]
    findings += panel.findings if panel is not None else []
    _core.throw_if_errors(_FUNCTION, list(dict.fromkeys(findings)))
    return Forms(mentees, mentors, panel, graces)


def _read(
    argument: str, read: Callable[..., Any], table: Any, rows: str, programme: Programme
) -> Any:
    if hasattr(table, rows):
        return table
    try:
        return read(table, programme)
    except TypeError as error:
        message = str(error).removeprefix("pairwell: ")
        raise TypeError(f"{_FUNCTION}: {argument}: {message}") from error


def read_programmes(
    base: Programme, named: Sequence[tuple[str, Any]], forms: Forms
) -> list[tuple[str, Programme]]:
    """The base and its variants.

    Raises
    ------
    InvalidInput
        With every fault of any of them, and of forms and marks by them.
    """
    faults = Faults()
    found = [(BASE, base)]
    for name, variant in named:
        where = f"variants[{name!r}]"
        try:
            programme = _programme(base, name, variant)
        except _core.InvalidInput as invalid:
            faults.extend(invalid.findings)
            continue
        if programme is None:
            message = "a variant of a programme is a Programme or a mapping of what its file says"
            faults.add("type", where, message, type(variant).__name__)
        elif programme.questions != base.questions:
            message = "asks other questions than the base: a variant is of the same forms"
            faults.add("questions", where, message, programme.file)
        else:
            found.append((name, programme))
            _decide(programme, forms, where, faults)
    _core.throw_if_errors(_FUNCTION, faults)
    return found


def _programme(base: Programme, name: str, variant: Any) -> Programme | None:
    if isinstance(variant, Mapping):
        return programme_with(base, variant, name)
    return variant if isinstance(variant, Programme) else None


def _decide(programme: Programme, forms: Forms, where: str, faults: Faults) -> None:
    """Finds what only shows when forms are decided upon and shortlisted."""
    try:
        decisions = decide_both(programme, forms.mentees, forms.mentors, forms.graces)
        shortlist_both(programme, forms.mentees, forms.mentors, decisions, forms.panel)
    except _core.InvalidInput as invalid:
        for finding in invalid.findings:
            faults.add(finding.rule, where, finding.message, finding.value)
