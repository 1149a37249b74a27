"""Whom answers and lists of pairs name: the people of the other side, by their labels."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.score.frames import Findings, Side, fault

_TOLD = 20


class Names:
    """The people of one side by label, whatever the case and outer blanks."""

    def __init__(self, side: Side) -> None:
        self.people = side.people
        self._side = side

    @cached_property
    def _exact(self) -> set[str]:
        return set(self._side.references)

    @cached_property
    def _alike(self) -> dict[str, list[str]]:
        """The labels by what they are without case and outer blanks."""
        alike: dict[str, list[str]] = {}
        for reference in self._side.references:
            alike.setdefault(_core.fold(reference.strip()), []).append(reference)
        return alike

    def find(self, name: str) -> str | None:
        """The label that a name stands for; None where it is nobody's, or more than one's."""
        if name in self._exact:
            return name
        alike = self._alike.get(_core.fold(name.strip()), ())
        return alike[0] if len(alike) == 1 else None

    def why_not(self, name: str) -> str:
        """Why a name stands for nobody, with the nearest label."""
        alike = self._alike.get(_core.fold(name.strip()), [])
        if len(alike) > 1:
            return f"several of the {self.people} have such a label: {', '.join(alike)}"
        near = suggested_reference(name, self._side.references)
        return f"nobody of the {self.people} has this label{'.' * bool(near)}{near}"


def with_labels(
    answers: _core.Answers, question: str, column: str, side: Side, others: Names
) -> tuple[_core.Answers, Findings]:
    """Answers that name the others by label, and a note for each name that stands for nobody."""
    notes: Findings = []
    left = 0
    named = _core.people_answers(answers, question)
    for row, names in enumerate(named):
        for place, name in enumerate(names):
            label = others.find(name)
            if label is not None:
                names[place] = label
                continue
            left += 1
            if left <= _TOLD:
                message = f"of {side.references[row]}: {others.why_not(name)}"
                notes.append(_note(side, row + 1, column, message, name))
    if left > _TOLD:
        message = f"so many more answers name nobody of the {others.people}"
        notes.append(_note(side, 0, column, message, str(left - _TOLD)))
    return _core.with_people(answers, question, named), notes


def _note(side: Side, row: int, column: str, message: str, value: str) -> _core.Finding:
    return _core.Finding(
        severity=_core.Severity.WARNING, rule="names-nobody", message=message, file=side.people,
        row=row, column=column, value=value,
    )  # fmt: skip


def given_labels(
    criterion: _core.Criterion, where: str, names: tuple[Names, Names], faults: Findings
) -> _core.Criterion:
    """A criterion whose shares are of pairs of labels; a fault for each that is nobody's."""
    parts = [given_labels(part, f"{where}[{part.id!r}]", names, faults) for part in criterion.of]
    pairs: list[tuple[str, str, int]] = []
    wrong = 0
    for *pair, share in criterion.pairs:
        labels = [each.find(name) for each, name in zip(names, pair, strict=True)]
        for each, name, label in zip(names, pair, labels, strict=True):
            if label is None:
                wrong += 1
                if wrong <= _TOLD:
                    faults.append(fault("label", each.why_not(name), column=where, value=name))
        pairs.append((labels[0] or pair[0], labels[1] or pair[1], share))
    if wrong > _TOLD:
        faults.append(fault("label", "more pairs name nobody", column=where, value=wrong - _TOLD))
    return criterion.replace(of=parts, pairs=pairs)


def names_of(sides: Sequence[Side]) -> tuple[Names, Names]:
    """The people of both sides."""
    return Names(sides[0]), Names(sides[1])
