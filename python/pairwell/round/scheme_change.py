"""One rule of a scheme, changed, and what a problem is with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from pairwell.data.spoken import ENGLISH, Phrase, Speech, phrase, phrases
from pairwell.matching.problem import Problem
from pairwell.scheme.variant import programme_with

if TYPE_CHECKING:
    from pairwell._core import MentorForm
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable

Kind = Literal["slot", "place", "floor", "pairing", "pair_rule", "request"]
"""A mentor's slots; the places of a region; the floor; a rule of every pairing; one of the
programme's own rules of pairs; and what is known of two people, such as a veto."""

Atom = tuple[str, str, str, bool]
"""A refusal of two people: the rule, both references, and whether it is the mentor's alone."""

PERSONAL = ("veto", "conflict", "line-management", "same-team", "past-pair")
"""Rules that are of two people and not of the programme's file; one person is never two."""


@dataclass(frozen=True, repr=False)
class SchemeChange:
    """One rule of a scheme, changed. What it says is for whoever runs the scheme, and nobody else.

    It may be somebody's veto or a conflict of interest, which the other must not be told of.
    """

    kind: Kind
    rule: str
    """The key of the programme's file, as "places.England.mentees"; else "capacity", or the rule of
    a refusal, as "veto"."""
    people: tuple[str, ...]
    """Whose rule it is, by reference; nobody's where it is the programme's."""
    before: Any
    after: Any
    """The most, the floor, the least and so on; None where a rule no longer holds."""
    units: int = 1
    """By how many slots, places or requests a rule gives way; 1 of all others."""
    words: Phrase = field(default=Phrase(), compare=False)
    """Behind "with", with ``first`` and ``second`` where people are named."""
    file: Mapping[str, Any] = field(default_factory=dict, compare=False)
    """What the programme's file says otherwise, as `scenarios` takes it."""
    lifted: Atom | None = None
    """The refusal that is lifted, of a request."""

    def __repr__(self) -> str:
        return f"<SchemeChange: {self.rule}>"

    @property
    def subject(self) -> tuple[str, ...]:
        """Which rule it is, and whose, however far it gives way."""
        parts = self.rule.split(".")
        rule = ".".join(parts[:2]) if self.kind == "pair_rule" else self.rule
        mentors = ("mentor",) if self.lifted is not None and self.lifted[3] else ()
        return (rule, *self.people, *mentors)

    def text(self, who: Callable[[str], str] = str, say: Speech = ENGLISH) -> str:
        """Say it behind "with": "one slot more for mentor MR-003 (2 instead of 1)"."""
        people = zip(("first", "second"), map(who, self.people), strict=False)
        return self.words.told(say, **dict(people))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "kind": self.kind,
            "rule": self.rule,
            "references": list(self.people),
            "was": self.before,
            "becomes": self.after,
            "text": self.text(),
        }


def slot(reference: str, before: int, more: int = 1) -> SchemeChange:
    """Give a mentor more slots."""
    words = phrases(
        "one slot more for mentor %(first)s (%(now)s instead of %(was)s)",
        "%(num)s slots more for mentor %(first)s (%(now)s instead of %(was)s)",
        more,
        now=before + more,
        was=before,
    )
    return SchemeChange("slot", "capacity", (reference,), before, before + more, more, words)


def request(atom: Atom) -> SchemeChange:
    """Lift what is known of two people."""
    rule, mentee, mentor, is_mentors = atom
    words = {
        "veto": phrase("the veto of mentor %(second)s against mentee %(first)s lifted")
        if is_mentors
        else phrase("the veto of mentee %(first)s against mentor %(second)s lifted"),
        "conflict": phrase(
            "the conflict of interest of mentee %(first)s and mentor %(second)s settled"
        ),
        "line-management": phrase(
            "a line manager allowed for mentee %(first)s and mentor %(second)s"
        ),
        "same-team": phrase("one team allowed for mentee %(first)s and mentor %(second)s"),
        "past-pair": phrase(
            "another time together allowed for mentee %(first)s and mentor %(second)s"
        ),
    }
    return SchemeChange("request", rule, (mentee, mentor), 1, None, 1, words[rule], lifted=atom)


def atoms_of(scores: ScoreTable, i: int, j: int) -> tuple[Atom, ...] | None:
    """Give the refusals of a pair that are of its two people; none where a rule is another's."""
    mentee, mentor = scores.mentees[i], scores.mentors[j]
    found = []
    for own in scores.at(i, j).refusals:
        if own.rule not in PERSONAL:
            return None
        is_mentors = own.rule == "veto" and own.text.startswith("Mentor ")
        found.append((own.rule, mentee, mentor, is_mentors))
    return tuple(dict.fromkeys(found))


def file_of(changes: Iterable[SchemeChange]) -> dict[str, Any]:
    """Give what a programme's file says otherwise with several changes."""
    found: dict[str, Any] = {}
    for change in changes:
        _merge(found, change.file)
    return found


def _merge(found: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        there = found.get(key)
        if isinstance(there, dict) and isinstance(value, Mapping):
            _merge(there, value)
        elif isinstance(there, list) and isinstance(value, (list, tuple)):
            there.extend(value)
        elif isinstance(value, Mapping):
            _merge(found.setdefault(key, {}), value)
        else:
            found[key] = list(value) if isinstance(value, (list, tuple)) else value


def programme_of(programme: Programme, changes: Iterable[SchemeChange]) -> Programme:
    """Give a programme with changes of its file; itself where there are none."""
    file = file_of(changes)
    return programme_with(programme, file, "doctor") if file else programme


def with_slots(
    changes: Iterable[SchemeChange], mentors: Iterable[MentorForm]
) -> tuple[MentorForm, ...]:
    """Give the forms of mentors with more slots."""
    slots = {own.people[0]: own.units for own in changes if own.kind == "slot"}
    return tuple(
        form.with_capacity(form.capacity + slots[form.reference])
        if form.reference in slots
        else form
        for form in mentors
    )


def without_refusals(
    changes: Sequence[SchemeChange], problem: Problem, scores: ScoreTable
) -> Problem:
    """Make a problem without some refusals; all else that changes is in it already."""
    points = _points(changes, problem, scores)
    if points is None:
        return problem
    made = problem.replace(points, scale=problem.scale)
    return Problem._wrap(made._core, problem._names)


def _points(
    changes: Sequence[SchemeChange], problem: Problem, scores: ScoreTable
) -> np.ndarray[Any, np.dtype[np.float64]] | None:
    """Give the points with those of the pairs that are refused no longer; none where none is."""
    lifted: dict[tuple[str, str], set[Atom]] = {}
    for own in changes:
        if own.lifted is not None:
            lifted.setdefault(own.lifted[1:3], set()).add(own.lifted)
    rows, columns = (
        {reference: at for at, reference in enumerate(side)}
        for side in (scores.mentees, scores.mentors)
    )
    open_now = []
    for (mentee, mentor), gone in lifted.items():
        if mentee in rows and mentor in columns:
            atoms = atoms_of(scores, rows[mentee], columns[mentor])
            if atoms and gone.issuperset(atoms):
                open_now.append((rows[mentee], columns[mentor]))
    return table_of(problem, scores, open_now) if open_now else None


def table_of(
    problem: Problem, scores: ScoreTable, more: Sequence[tuple[int, int]] = ()
) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Give the points of the pairs that a problem admits, and of some more.

    All others have minus infinity.
    """
    pairs, _ = problem.admissible()
    table = np.full(scores.shape, -np.inf)
    own = scores.points
    table[pairs[:, 0], pairs[:, 1]] = own[pairs[:, 0], pairs[:, 1]]
    for i, j in more:
        table[i, j] = own[i, j]
    return table
