"""A matching: pairs with the proof that none are better, or why there are none."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import check_type, listed, position, whole
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.diff import MatchingDiff, diff_of
from pairwell.matching.faults import raise_fault
from pairwell.matching.infeasibility import Infeasibility
from pairwell.matching.labels import Label, place_of
from pairwell.matching.names import NO_NAMES
from pairwell.matching.of_problem import OfProblem
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import Gone, StageResult, close
from pairwell.matching.stages import STAGES
from pairwell.matching.tables import (
    MatchingTable,
    alternate_columns,
    person_column,
    unmatched_table,
)
from pairwell.matching.value import Int64Array


@dataclass(frozen=True)
class Verdict:
    """What checking a matching found; true where the proof holds."""

    holds: bool
    failures: tuple[str, ...]
    """A full sentence each; empty where it holds."""

    def __bool__(self) -> bool:
        return self.holds

    def __repr__(self) -> str:
        what = "holds" if self.holds else plural(len(self.failures), "failure")
        return f"<Verdict: {what}>"


@dataclass(frozen=True, eq=False, repr=False)
class Matching(Framed, OfProblem):
    """A set of pairs with the proof that none is better, or why there is none; a frozen value.

    A pickle holds the answer with its proof, not the problem, which is most of the memory and which
    `digest` names. What is loaded again tells everything but what needs the points or the labels,
    and `with_problem` gives it its problem back. ``pickle.dumps(matching.with_problem())`` takes
    the problem along.

    It is true where its status is optimal: ``if matching:`` asks whether there is an answer. Its
    frames have a row for each pair: ``mentee`` and ``mentor``, which are labels where the problem
    has them and else positions, and ``points``.

    Examples
    --------
    >>> import pairwell as pw
    >>> matching = pw.match([[3, 1], [2, 2], [1, 0]])
    >>> matching.pairs.tolist(), matching.points
    ([[0, 0], [1, 1]], 5.0)
    >>> matching.unmatched_mentees.tolist()
    [2]
    >>> matching.verify()
    <Verdict: holds>
    """

    problem: Problem
    status: _core.Status
    pairs: Int64Array
    """Positions of mentee and mentor (k x 2), by mentee and then mentor; empty where infeasible.
    Where the call was stopped, the best that were found: they obey every rule and reach what
    `stages` say, and no more is proved of them."""
    units: int
    """The sum over the pairs in units, exact."""
    stages: tuple[StageResult, ...]
    """One a stage of the objective, in order; empty where infeasible. Where the call was stopped,
    those that were settled by then: their values are the best that there are."""
    infeasibility: Infeasibility | None
    """Set where the status is infeasible."""
    digest: str
    """A fingerprint of the problem and the objective with its seeds, as far as its stages are
    settled; of the problem alone where infeasible; empty where no stage was settled."""

    def __post_init__(self) -> None:
        close(self, "pairs")
        stages = listed("Matching", "stages", "a StageResult", StageResult, self.stages)
        object.__setattr__(self, "stages", tuple(stages))

    @classmethod
    def _of(cls, problem: Problem, core: _core.Matching, gone: Gone = ()) -> Matching:
        stages = tuple(StageResult._of(stage, problem.scale, gone) for stage in core.stages)
        why = core.infeasibility
        infeasibility = None if why is None else Infeasibility._of(why, problem, problem._names)
        return cls(problem, core.status, core.pairs, core.units, stages, infeasibility, core.digest)

    def _to_core(self) -> _core.Matching:
        why = self.infeasibility
        try:
            return _core.Matching(
                status=self.status,
                pairs=self.pairs,
                units=self.units,
                stages=[stage._to_core() for stage in self.stages],
                infeasibility=None if why is None else why._to_core(),
                digest=self.digest,
            )
        except _core.InvalidInput:
            raise
        except (TypeError, ValueError, AttributeError):  # of the core's constructors
            message = "Matching: every field must be of the type and shape that match gives it"
            raise TypeError(f"{message} (rule: type)") from None

    def __bool__(self) -> bool:
        return self.status is _core.Status.OPTIMAL

    @property
    def points(self) -> float:
        """The sum of points over the pairs, as they were given."""
        if not self._has_problem:
            return self._asked.points
        if self.rounding:
            return math.fsum(self.problem._points_of(self.pairs).tolist())
        return self.units / self.problem.scale

    @property
    def rounding(self) -> float:
        """What rounding the points may have cost in all, at most (see `Problem.rounding`)."""
        return self._asked.rounding

    @property
    def pair_units(self) -> Int64Array:
        """The units of each pair, in the order of `pairs`."""
        return read_only(self.problem._core.units_of(self.pairs))

    @property
    def unmatched_mentees(self) -> Int64Array:
        """Positions of the mentees without a pair, in order; empty unless optimal."""
        return self._unmatched(0)

    @property
    def unmatched_mentors(self) -> Int64Array:
        """Positions of the mentors without a pair, in order; empty unless optimal."""
        return self._unmatched(1)

    def _unmatched(self, side: int) -> Int64Array:
        people = self._asked.shape[side] if self else 0  # else nothing was decided about anybody
        return read_only(np.setdiff1d(np.arange(people), self.pairs[:, side]))

    def verify(self) -> Verdict:
        """Checks the pairs and the proof against the problem (see `pairwell.verify`)."""
        return verify(self.problem, self)

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON; the problem itself is left out."""
        why = self.infeasibility
        return {
            "status": self.status.name,
            "pairs": self.pairs.tolist(),
            "points": self.points,
            "units": self.units,
            "scale": self._asked.scale,
            "rounding": self.rounding,
            "stages": [stage.to_dict() for stage in self.stages],
            "infeasibility": None if why is None else why.to_dict(),
            "digest": self.digest,
        }

    def partners_of(self, *, mentee: Label = None, mentor: Label = None) -> tuple[Label, ...]:
        """Whom a mentee or a mentor is paired with; empty where that is none.

        Parameters
        ----------
        mentee, mentor
            One of them: a label of the points or a position, as `Problem.points_of` takes it.

        Raises
        ------
        InvalidInput
            For a label that nobody has, and a position that there is not.
        TypeError
            Unless exactly one of the two is given.

        Examples
        --------
        >>> import pairwell as pw
        >>> matching = pw.match({"ana": {"Xu": 3, "Yates": 1}, "ben": {"Xu": 2, "Yates": 2}})
        >>> matching.partners_of(mentee="ana"), matching.partners_of(mentor="Yates")
        (('Xu',), ('ben',))
        """
        if (mentee is None) == (mentor is None):
            raise TypeError("partners_of needs exactly one of mentee and mentor")
        side, person = (0, mentee) if mentor is None else (1, mentor)
        of = self.problem._parts.sides[side]
        place = position("partners_of", of.role, place_of("partners_of", of, person), of.size)
        found = self.pairs[self.pairs[:, side] == place][:, 1 - side]
        return self.problem._called(1 - side, found.tolist())

    def table(self, alternates: int = 0) -> MatchingTable:
        """The pairs as a small table: mentee, mentor and points, by labels where there are some.

        Parameters
        ----------
        alternates
            So many further columns, ``alternate_1`` and so on: the other mentors who are allowed
            for the mentee, those of most points first, whether or not they have a place left.

        Examples
        --------
        >>> import pairwell as pw
        >>> matching = pw.match({"ana": {"Xu": 3, "Yates": 1}, "ben": {"Xu": 2, "Yates": 2}})
        >>> print(matching.table(alternates=1))
        mentee  mentor  points  alternate_1
        ana     Xu           3  Yates
        ben     Yates        2  Xu
        """
        count = whole("table", "alternates", alternates, 0, 2**31)
        others = alternate_columns(self.problem, self.pairs, count)
        return MatchingTable("pairs", [*self._frame(), *others])

    def unmatched(self) -> MatchingTable:
        """Who has no pair, mentees first: role and person; empty unless optimal.

        `why_unmatched` says why.
        """
        return unmatched_table(self.problem, (self.unmatched_mentees, self.unmatched_mentors))

    def diff(self, other: Matching) -> MatchingDiff:
        """What changes from this matching to another one, for people who are found in both.

        They are found by keys that both problems were given, else by their labels; by position
        where neither problem says who is who. Points are compared exactly, at whatever scales.

        Parameters
        ----------
        other
            An optimal matching, of this or of another problem; or what has one as its `matching`,
            as a `Round` does.

        Raises
        ------
        InvalidInput
            Where one of the two is not optimal or has a pair outside its problem, or people cannot
            be found again.

        Examples
        --------
        >>> import pairwell as pw
        >>> points = {"ana": {"Xu": 3, "Yates": 1}, "ben": {"Xu": 2, "Yates": 2}}
        >>> before = pw.match(points)
        >>> after = pw.match(before.problem.replace(forbidden=[("ana", "Xu")]))
        >>> diff = before.diff(after)
        >>> diff
        <MatchingDiff: 2 of 2 pairs ended, 2 begun, nobody gains, 3 lose, -2 points>
        >>> [(change.person, str(change.gain)) for change in diff.lost]
        [('ana', '-2'), ('Xu', '-1'), ('Yates', '-1')]
        """
        other = getattr(other, "matching", other)
        check_type("diff", "other", "a Matching", Matching, other)
        for name, matching in (("this matching", self), ("other", other)):
            if not matching:
                message = "only an optimal matching has pairs to compare"
                raise_fault("Matching.diff", "status", name, message, matching.status.name.lower())
            pairs, shape = matching.pairs, matching.problem.shape
            outside = ((pairs < 0) | (pairs >= np.asarray(shape))).any(axis=1)
            if outside.any():
                mentee, mentor = pairs[outside][0].tolist()
                message = "the matching has a pair of people outside its problem"
                value = f"mentee {mentee} with mentor {mentor}"
                raise_fault("Matching.diff", "id", name, message, value)
        return diff_of((self.problem, self.pairs), (other.problem, other.pairs))

    def _frame(self) -> list[Column]:
        return [
            person_column("mentee", self.problem, 0, self.pairs[:, 0]),
            person_column("mentor", self.problem, 1, self.pairs[:, 1]),
            Column("points", "real", self.problem._points_of(self.pairs)),
        ]

    def _summary(self) -> str:
        if self.status in (_core.Status.CANCELLED, _core.Status.TIME_LIMIT):
            settled = ", ".join(stage.name for stage in self.stages) or "no stage"
            found = f"{plural(len(self.pairs), 'pair')}, " if len(self.pairs) else ""
            return f"{self.status.name.lower()}, {found}settled {settled}"
        points = f"{self.points:.15g}"
        if not self.rounding:
            points = _core.points_text(self.units, self._asked.scale)
        word = "point" if points == "1" else "points"
        return f"{self.status.name.lower()}, {plural(len(self.pairs), 'pair')}, {points} {word}"

    def __repr__(self) -> str:
        return f"<Matching: {self._summary()}>"

    def _repr_html_(self) -> str:
        caption = self._summary()
        if self.infeasibility is not None:
            caption += f". {self.infeasibility.reason}"
        mentees, mentors = map(self.problem._names._of, (0, 1), self.problem.shape)
        points = self.problem._points_of(self.pairs).tolist()
        rows = (
            (mentees[mentee], mentors[mentor], f"{points:.15g}")
            for (mentee, mentor), points in zip(self.pairs.tolist(), points, strict=True)
        )
        return html_table(caption, ("mentee", "mentor", "points"), rows, len(self.pairs))


def verify(problem: Problem, matching: Matching) -> Verdict:
    """Checks a matching against a problem without trusting the solver.

    The matching was made for the problem, its pairs obey every rule, each stage has the value that
    it claims, and its prices prove that no matching that is as good in the earlier stages does
    better; all in exact whole numbers. A matching without its certificate holds no proof. Of a call
    that was stopped only the stages that it lists are proved, and nothing where it lists none.

    The proof is of the points in units. Where they were rounded, what was given may be up to
    `Problem.rounding` points off the best, and stages speak of the rounded points.

    Examples
    --------
    >>> import dataclasses
    >>> import pairwell as pw
    >>> problem = pw.Problem([[3, 1], [2, 2]])
    >>> matching = pw.match(problem)
    >>> pw.verify(problem, matching)
    <Verdict: holds>
    >>> pw.verify(problem, dataclasses.replace(matching, units=6)).failures[0]
    'the pairs have 5 units of points in all, not 6.'
    """
    check_type("verify", "problem", "a Problem", Problem, problem)
    check_type("verify", "matching", "a Matching", Matching, matching)
    try:
        core = matching._to_core()
    except (AttributeError, TypeError, ValueError, RuntimeError):
        # Numbers beyond 64 bits, tables of another shape, stages that there are not.
        return Verdict(False, ("the matching has parts that no call of match gives.",))
    failures = tuple(_core.verify(problem._core, core).failures)
    failures = failures or tuple(_wrong_shows(problem, matching))
    return Verdict(not failures, failures)


def _wrong_shows(problem: Problem, matching: Matching) -> Iterator[str]:
    """What of a matching is only shown, and is not as match gives it; a full sentence each."""
    if matching._has_problem and not matching._is_of(problem):
        yield "the matching holds another problem."
        return
    for place, stage in enumerate(matching.stages, 1):
        label = f"stage {place} ({stage.name})"
        if stage.scale != problem.scale:
            yield f"{label}: the scale is not that of the problem."
        if STAGES[stage.name].parameter is None and stage.parameter is not None:
            yield f"{label}: it has a parameter, and needs none."
    if why := matching.infeasibility:
        named = (problem._names, matching.problem._names, NO_NAMES)
        if why.reason not in (why.in_words(problem, names) for names in named):
            yield "the reason is not that of the rules that it stands for."
