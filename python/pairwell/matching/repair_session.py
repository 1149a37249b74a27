"""A session that repairs a matching after one change and another, from the proof of what stands."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Any, cast

import numpy as np

from pairwell import _core
from pairwell._arguments import check_flag, check_type
from pairwell.data.shown import plural
from pairwell.matching.labels import Label
from pairwell.matching.match import read_objective
from pairwell.matching.matching import Matching
from pairwell.matching.named_faults import in_labels
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.repair import Repair, most_reasons, without_pairs
from pairwell.matching.repair_changes import Asked, read_changes
from pairwell.matching.repair_pairs import StandingPairs, ends_of
from pairwell.matching.repair_plan import (
    WHY_STOPPED,
    First,
    Plan,
    Progress,
    Solving,
    read_plan,
)
from pairwell.matching.repair_problem import ChangedProblem, People
from pairwell.matching.stages import PlainStage
from pairwell.matching.watch import Watch


class Repairer:
    """Repairs a matching after one change and another, from the proof of the one that stands.

    Each change costs a small part of a solution, since nothing is solved for that the proof of the
    old matching still settles. Where points of a problem change, or its groups or locked pairs, or
    the price of keeping pairs is wanted, `repair` solves anew.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem, which stay as they are.
    first, objective, seed, names
        As `repair` takes them, for all of the session. With another objective than that of the
        matching, the first change is solved for anew.
    digest
        False leaves the digest out of the matchings that `repair` gives, without which nothing is
        verified; `matching` makes it when it is asked for. It saves a look at the whole table after
        an arrival.
    progress, time_limit
        As `match` takes them, for the beginning, which checks the proof and reads the problem.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, or not of the problem, or the objective has faults.
    Stopped
        Where progress asked to stop, or the time limit passed.
    TypeError
        For an argument of another type.

    Notes
    -----
    Pairs count as old that stood last. Other threads of Python run meanwhile; one call runs at a
    time, and another one raises RuntimeError. The session holds a copy of the table.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Zoe": 3}}
    >>> before = pw.match(points)
    >>> repairer = pw.Repairer(before.problem, before)
    >>> repairer.repair(vetoes=[("Ben", "Xu")])
    <Repair: 1 of 3 pairs kept, 1 gone, 1 moved, 2 begun>
    >>> repairer.repair(late_mentees={"Dia": {"Zoe": 7}}, withdrawn_mentees=["Cem"])
    <Repair: 2 of 3 pairs kept, 1 gone, 0 moved, 1 begun>
    >>> print(repairer.matching.table())
    mentee  mentor  points
    Ana     Xu           8
    Ben     Yates        4
    Dia     Zoe          7
    """

    def __init__(
        self,
        problem: Problem,
        matching: Matching,
        *,
        first: First = "changes",
        objective: PlainStage | Sequence[Any] | None = None,
        seed: Any = None,
        names: Names | None = None,
        digest: bool = True,
        progress: Progress | None = None,
        time_limit: float | None = None,
    ) -> None:
        watch = Watch("Repairer", progress, time_limit)
        check_type("Repairer", "problem", "a Problem", Problem, problem)
        check_flag("Repairer", "digest", digest)
        plan = read_plan(
            "Repairer", matching, problem, first, objective, seed, names, None, ((), ()), {}
        )
        self._plan = plan
        self._first = first
        stages, _ = read_objective(plan.order(plan.places[first]), None, problem)
        with in_labels(problem._parts.sides):
            self._core = _core.RepairSession(
                problem._core,
                plan.before._to_core(),
                objective=stages,
                digest=digest,
                **watch.options,
            )
        self._people = People.of(problem, plan.names)
        self._found = plan.before
        self._worth: Sequence[Fraction] = problem._exact_points(plan.before.pairs)
        self._lock = threading.Lock()

    @property
    def problem(self) -> Problem:
        """The problem with all changes so far; its table is copied once something needs it."""
        return self._plan.problem

    @property
    def matching(self) -> Matching:
        """What was found last, with its proof and digest; or why there is none."""
        found = self._found
        if not found.digest and found.status not in WHY_STOPPED:
            with self._alone():
                digest = self._core.matching().digest
            self._found = found = replace(found, digest=digest)
        return found

    def repair(
        self,
        *,
        vetoes: Any = None,
        withdrawn_mentees: Sequence[Label] = (),
        withdrawn_mentors: Sequence[Label] = (),
        mentee_capacity: Any = None,
        mentor_capacity: Any = None,
        mentee_groups: Mapping[Any, Any] | None = None,
        mentor_groups: Mapping[Any, Any] | None = None,
        late_mentees: Any = None,
        late_mentors: Any = None,
        reasons: int = 0,
        progress: Progress | None = None,
        time_limit: float | None = None,
    ) -> Repair:
        """Make changes and find the new matching beside the one that stood last.

        Parameters
        ----------
        vetoes, withdrawn_mentees, withdrawn_mentors
            As the function `repair` takes them.
        mentee_capacity, mentor_capacity
            As `Problem` takes them; but a mapping of labels or positions need not name all: whoever
            is not in it keeps what there is.
        mentee_groups, mentor_groups
            Other ranges of groups: a mapping of their names or numbers to a most or a (least, most)
            pair.
        late_mentees, late_mentors
            Who comes late and stands last: a mapping of labels to their points or an `Arrival`; a
            list of these where the side has no labels. Points are whole units of the problem.
            Mentors who come are told of the mentees who come in the same call, too.
        reasons
            How many of the pairs that are given up get an exact reason, the first ones; each
            takes about as long as a solution.
        progress, time_limit
            As `match` takes them.

        Returns
        -------
        Repair
            As of the function `repair`, with `is_from_proof`; of one order, so that `price` is
            empty and `other` None. Where no pairs obey the changed rules, or the call was stopped,
            its matching says so: the changes are made all the same, and the pairs that stood last
            stay the old ones.

        Raises
        ------
        InvalidInput
            For a change that cannot be, or a veto of a locked pair; none of the changes is then
            made.
        TypeError
            For an argument of another type.
        """
        function = "Repairer.repair"
        solving = Solving(function, progress, time_limit)
        most = most_reasons(function, reasons)
        late = late_mentees, late_mentors
        asked = Asked(
            vetoes,
            (withdrawn_mentees, withdrawn_mentors),
            (mentee_capacity, mentor_capacity),
            (mentee_groups, mentor_groups),
            late,
        )
        with self._alone():
            return self._repair(function, asked, most, solving)

    def _repair(self, function: str, asked: Asked, reasons: int, solving: Solving) -> Repair:
        plan = self._plan
        scale = plan.problem.scale, plan.problem.rounding
        read = read_changes(function, self._people, self._core, scale, asked)
        made = self._core.made
        core: _core.Repair | None = None
        try:
            with in_labels(read.people.sides):
                core = solving.ask(
                    f"{self._first} first",
                    lambda **options: self._core.repair(read.changes, **options),
                )
        finally:
            if self._core.made > made:  # also where progress raised
                self._people = read.people
                self._plan = plan = self._changed(read.changes, read.withdrawn)
                last = self._core.matching() if core is None else core.matching
                self._found = Matching._of(plan.problem, last)
        assert core is not None  # a call that is stopped has that as its status
        found = self._found
        if not found:
            return without_pairs(plan, self._first, found, core.is_from_proof)
        old = StandingPairs(plan, self._worth, self._core)
        self._stand(found)
        ends = ends_of(old, found, reasons, solving)
        return Repair(
            self._first,
            plan.before,
            found,
            None,
            *ends,
            (),
            ends.counts,
            ends.detail,
            core.is_from_proof,
        )

    def _changed(
        self, changes: Sequence[_core.ProblemChange], withdrawn: tuple[list[int], list[int]]
    ) -> Plan:
        """The plan of the problem with changes made."""
        plan = self._plan
        limits = (self._core.mentee_capacity, self._core.mentor_capacity)
        gone = [
            frozenset(person for person in {*then, *now} if limits[side][person, 1] == 0)
            for side, (then, now) in enumerate(zip(plan.withdrawn, withdrawn, strict=True))
        ]
        return plan._replace(
            problem=ChangedProblem.after(plan.problem, changes, self._people),
            names=self._people.names,
            withdrawn=(gone[0], gone[1]),
        )

    def _stand(self, found: Matching) -> None:
        """Takes a matching as the one that stands."""
        old = map(tuple, self._plan.before.pairs.tolist())
        worth = dict(zip(old, self._worth, strict=True))
        pairs = [cast(tuple[int, int], tuple(pair)) for pair in found.pairs.tolist()]
        new = [pair for pair in pairs if pair not in worth]
        places = np.array(new, np.int64).reshape(-1, 2)
        worth.update(zip(new, found.problem._exact_points(places), strict=True))
        self._worth = [worth[pair] for pair in pairs]
        self._plan = self._plan._replace(before=found)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Holds the session for one call."""
        if not self._lock.acquire(blocking=False):
            raise RuntimeError("Repairer: another call of this session has not ended")
        try:
            yield
        finally:
            self._lock.release()

    def __repr__(self) -> str:
        mentees, mentors = self.problem.shape
        people = f"{plural(mentees, 'mentee')} x {plural(mentors, 'mentor')}"
        return f"<Repairer: {people}, {self._found._summary()}>"
