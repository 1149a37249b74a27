"""Asking which changes of rules would pair people, and which rules to relax."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type, whole, wrong_type
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import person_place
from pairwell.matching.matching import Matching
from pairwell.matching.named_faults import in_labels
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.remedy import ROLES, PersonRemedies, Relaxation, Remedy, RuleChange
from pairwell.matching.tables import MatchingTable, column_of_labels
from pairwell.matching.value import Value
from pairwell.matching.why_not import Consequences

Progress = Callable[[str, int, int], object]

_NOBODY = "Nobody was asked about who is in no pair."
_TWOS = {None: "WHERE_NEEDED", True: "ALWAYS", False: "NEVER"}


@dataclass(frozen=True, eq=False, repr=False)
class Treatment(Framed, Value):
    """What `doctor` found; it prints as sentences. Frames have the rows of `table`."""

    people: tuple[PersonRemedies, ...] = ()
    """Everybody who was asked about, where the matching is optimal."""
    relaxation: Relaxation | None = None
    """Which rules to relax, where it is infeasible."""

    def __len__(self) -> int:
        return len(self.people)

    def table(self) -> MatchingTable:
        """A row for each remedy of each person.

        ``role``, ``person``, ``place`` in the list, ``changes`` (how many rules), ``text``,
        ``with`` (the first partner), ``points`` (how many more the whole matching has), and
        ``gaining`` and ``losing`` (how many people). Of a relaxation there is one row, with no
        person.
        """
        return MatchingTable("remedies", self._frame())

    def _frame(self) -> list[Column]:
        known: list[Any] = []
        partners: list[Any] = []
        rows: list[tuple[Any, ...]] = []
        for own in self.people:
            for place, each in enumerate(own.remedies, 1):
                known.append(own.person)
                partners.append(each.partners[0])
                gains = each.consequences.gains
                more = float(sum(gain.points for gain in gains if gain.role == "mentee"))
                who = len(each.consequences.gained), len(each.consequences.lost)
                rows.append((own.role, place, len(each.changes), each.text, more, *who))
        if self.relaxation is not None:
            own_text = self.relaxation.text
            known, partners = [None], [None]
            rows = [(None, 1, len(self.relaxation.changes), own_text, None, None, None)]
        role, place_in, changes, text, points, gaining, losing = (
            [row[index] for row in rows] for index in range(7)
        )
        return [
            Column("role", "text", role),
            column_of_labels("person", known, known),
            Column("place", "whole", place_in),
            Column("changes", "whole", changes),
            Column("text", "text", text),
            column_of_labels("with", partners, partners),
            Column("points", "real", points),
            Column("gaining", "whole", gaining),
            Column("losing", "whole", losing),
        ]

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "people": [person.to_dict() for person in self.people],
            "relaxation": None if self.relaxation is None else self.relaxation.to_dict(),
        }

    def to_json(self) -> str:
        """The same as JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=2)

    def __str__(self) -> str:
        if self.relaxation is not None:
            return self.relaxation.text
        return "\n\n".join(map(str, self.people)) or _NOBODY

    def __repr__(self) -> str:
        if self.relaxation is not None:
            return f"<Treatment: {plural(len(self.relaxation.changes), 'rule')} to relax>"
        helped = sum(person.found > 0 for person in self.people)
        return (
            f"<Treatment: remedies for {helped} of {plural(len(self.people), 'person', 'people')}>"
        )

    def _repr_html_(self) -> str:
        if self.relaxation is not None:
            return self.relaxation._repr_html_()
        if not self.people:
            return html_table(_NOBODY, ("",), [], 0)
        return "".join(person._repr_html_() for person in self.people)


def doctor(
    problem: Problem,
    matching: Matching,
    *,
    mentee: Any = None,
    mentor: Any = None,
    most: int = 5,
    twos: bool | None = None,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> Treatment:
    """Say which changes of rules would pair whoever is in no pair.

    A change is one more pair for a person or a group, a forbidden pair allowed that has points, the
    floor lowered, a locked pair unlocked, or a least lowered. It counts where the best matching
    with it pairs the person. The fewest rules come first, then the fewest units, then the better
    matching by the stages of the objective, then the order of the problem. Where no matching obeys
    the rules, it is a smallest set of them to relax: the fewest rules, and of these the fewest
    units.

    Parameters
    ----------
    problem, matching
        A matching, optimal or infeasible, and its problem.
    mentee, mentor
        Who is asked about: the label of a person or the position, or several of them, as a list or
        an array such as `Matching.unmatched_mentees`. Without any, everybody who is in no pair; of
        an empty list, nobody.
    most
        How many remedies of each person are listed.
    twos
        Whether changes are tried in twos. None: for people whom no single change pairs.
    names
        What the sentences call people and groups. Without it, the labels of the problem, its keys
        where they are texts, and else the positions.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching was stopped or was made for another problem, somebody asked about is
        paired, outside the problem or named twice, or anybody is though the matching is infeasible;
        for a most under 1; for a label that nobody has, with the nearest.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8}, "Ben": {"Xu": 9}})
    >>> print(pw.doctor(problem, pw.match(problem)))
    1 change of rules would pair mentee Ana.
    With one more place for mentor Xu, mentee Ana would be paired with mentor Xu (8 points) and nobody would lose anything.
    """  # noqa: E501
    check_type("doctor", "problem", "a Problem", Problem, problem)
    check_type("doctor", "matching", "a Matching", Matching, matching)
    check_type("doctor", "names", "a Names or None", (Names, type(None)), names)
    if not isinstance(twos, (bool, type(None))):
        raise wrong_type("doctor", "twos", "True, False or None", twos)
    check_options("doctor", progress, time_limit)
    most = whole("doctor", "most", most, 1, 2**31)
    mentees, mentors = (_places(problem, side, own) for side, own in enumerate((mentee, mentor)))
    called = problem._names if names is None else names
    is_of_all = mentee is None and mentor is None
    if matching and not (is_of_all or mentees or mentors):
        return Treatment()
    own_core = matching._to_core()
    with in_labels(problem._parts.sides):
        core = _core.doctor(
            problem._core,
            own_core,
            mentees,
            mentors,
            most,
            _core.Twos[_TWOS[twos]],
            called._to_core(),
            progress,
            time_limit,
        )
    people = tuple(_person(own, problem, matching) for own in core.people)
    own = core.relaxation
    if own is None:
        return Treatment(people)
    changes = tuple(RuleChange._of(change, problem) for change in own.changes)
    return Treatment((), Relaxation(changes, own.units, own.is_smallest, own.text))


def _places(problem: Problem, side: int, asked: Any) -> list[int]:
    if asked is None:
        return []
    of = problem._parts.sides[side]
    if isinstance(asked, np.ndarray) and asked.dtype.kind in "iu":  # numbers go by position
        of = of._replace(labels=None)
    is_several = isinstance(asked, Iterable) and not isinstance(asked, (str, bytes, tuple))
    return [person_place("doctor", of, each) for each in (asked if is_several else [asked])]


def _person(core: _core.PersonRemedies, problem: Problem, matching: Matching) -> PersonRemedies:
    side, place = core.person
    return PersonRemedies(
        ROLES[side],
        problem._called(side, [place])[0],
        tuple(
            Remedy(
                tuple(RuleChange._of(change, problem) for change in each.changes),
                problem._called(1 - side, each.pairs[:, 1 - side].tolist()),
                each.text,
                each.detail,
                Consequences._of(each.consequences, problem, matching),
            )
            for each in core.remedies
        ),
        core.found,
        core.is_cut,
        core.is_tied,
        core.text,
    )
