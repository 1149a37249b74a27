"""Faults of a problem whose people have labels, said with the labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pairwell import _core
from pairwell.matching.labels import Side, shown

_PAIR = re.compile(r"mentee (\d+) with mentor (\d+)")
_PERSON = re.compile(r"(mentee|mentor) (\d+)")
_ENTRY = re.compile(r"(mentee|mentor)_(?:capacity|keys)\[(\d+)(?:, [01])?\]")
_GROUP = re.compile(r"(mentee|mentor)_groups\[\d+\]")


@contextmanager
def in_labels(sides: tuple[Side, Side]) -> Iterator[None]:
    """Says with labels what is wrong with what somebody asks of the engine."""
    try:
        yield
    except _core.InvalidInput as invalid:
        told = by_labels(invalid.findings, sides)
        text = str(invalid)
        for before, after in zip(invalid.findings, told, strict=True):
            text = text.replace(f"value: {before.value})", f"value: {after.value})")
        error = _core.InvalidInput(text)
        error.findings = told
        raise error from None


def by_labels(findings: Iterable[_core.Finding], sides: tuple[Side, Side]) -> list[_core.Finding]:
    """The findings, with the label of whoever is meant by a position."""
    return [_by_labels(finding, sides) for finding in findings]


def _by_labels(finding: _core.Finding, sides: tuple[Side, Side]) -> _core.Finding:
    message, value = finding.message, finding.value
    if pair := _PAIR.fullmatch(value):
        mentee, mentor = (
            _label(side, int(place)) for side, place in zip(sides, pair.groups(), strict=True)
        )
        value = f"{mentee or f'mentee {pair[1]}'} with {mentor or f'mentor {pair[2]}'}"
    elif person := _PERSON.fullmatch(value):
        label = _label(_side(person[1], sides), int(person[2]))
        value = f"{person[1]} {label}" if label else value
    elif entry := _ENTRY.fullmatch(finding.column):
        label = _label(_side(entry[1], sides), int(entry[2]))
        message = f"of {label}: {message}" if label else message
    elif (group := _GROUP.fullmatch(finding.column)) and finding.rule == "duplicate":
        value = _label(_side(group[1], sides), int(value)) or value
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=message,
        file=finding.file,
        row=finding.row,
        column=finding.column,
        value=value,
    )


def _side(role: str, sides: tuple[Side, Side]) -> Side:
    return sides[role == "mentor"]


def _label(side: Side, place: int) -> str | None:
    """What sentences call somebody; None where the position is all that is known."""
    labels = side.named
    return shown(labels.values[place]) if labels is not None and place < len(labels) else None
