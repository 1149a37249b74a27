"""A matching, what each stage of it reached, and the proof."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Literal, cast

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_type, listed, wrong_type
from pairwell.data.arrays import is_closed, read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.names import NO_NAMES, Names
from pairwell.matching.problem import Problem
from pairwell.matching.stages import STAGES, StageName
from pairwell.matching.value import Int64Array, Value

Gone = tuple[tuple[int | str, int | str], ...]
"""Previous pairs of people who are not in the problem."""


def _closed(array: Any) -> Int64Array:
    """A read-only array of whole numbers that nobody else can write to; the engine gives such."""
    whole: npt.NDArray[Any] = np.asarray(array)
    if whole.dtype != np.int64:
        if whole.size and not np.can_cast(whole.dtype, np.int64, "safe"):
            raise ValueError
        whole = whole.astype(np.int64)
    return whole if is_closed(whole) else read_only(whole.copy())


def _close(value: Value, *names: str) -> None:
    """Puts a closed array in the place of each that is open."""
    for name in names:
        given = getattr(value, name)
        try:
            closed = _closed(given)
        except ValueError:
            wanted = "an array of whole numbers of 64 bits"
            raise wrong_type(type(value).__name__, name, wanted, given) from None
        if closed is not given:
            object.__setattr__(value, name, closed)


@dataclass(frozen=True, eq=False)
class Prices(Value):
    """A price for every person and group: the dual values of one stage, in that stage's units.

    The price of a pair is the sum over its mentee, its mentor and every group that either is in. A
    positive price says that the person or group is at its most, a negative one at its least.
    """

    mentee: Int64Array
    mentor: Int64Array
    mentee_group: Int64Array
    mentor_group: Int64Array

    def __post_init__(self) -> None:
        _close(self, "mentee", "mentor", "mentee_group", "mentor_group")

    @classmethod
    def _of(cls, core: _core.Prices) -> Prices:
        return cls(core.mentee, core.mentor, core.mentee_group, core.mentor_group)

    def _to_core(self) -> _core.Prices:
        return _core.Prices(
            mentee=self.mentee,
            mentor=self.mentor,
            mentee_group=self.mentee_group,
            mentor_group=self.mentor_group,
        )

    def to_dict(self) -> dict[str, list[int]]:
        """Plain lists."""
        return {each.name: getattr(self, each.name).tolist() for each in fields(self)}

    def __repr__(self) -> str:
        mentees, mentors = plural(len(self.mentee), "mentee"), plural(len(self.mentor), "mentor")
        groups = plural(len(self.mentee_group) + len(self.mentor_group), "group")
        return f"<Prices: {mentees}, {mentors}, {groups}>"


def _no_rows() -> Int64Array:
    return read_only(np.empty((0, 2), np.int64))


@dataclass(frozen=True, eq=False)
class LevelStep(Value):
    """Settles the levels from the first to the last at once, with the prices that prove it."""

    first: int
    last: int
    prices: Prices

    @classmethod
    def _of(cls, core: _core.LevelStep) -> LevelStep:
        return cls(core.first, core.last, Prices._of(core.prices))

    def _to_core(self) -> _core.LevelStep:
        return _core.LevelStep(first=self.first, last=self.last, prices=self.prices._to_core())

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"first": self.first, "last": self.last, "prices": self.prices.to_dict()}

    def __repr__(self) -> str:
        return f"<LevelStep: {self.first} to {self.last}>"


@dataclass(frozen=True, eq=False)
class StageResult(Value):
    """What one stage of the objective reached, and the prices that prove it to be the best.

    Examples
    --------
    >>> import pairwell as pw
    >>> matching = pw.match([[3, 1], [2, 2]], ["most_pairs", "most_points"], seed=None)
    >>> [(stage.name, stage.value) for stage in matching.stages]
    [('most_pairs', 2), ('most_points', 5.0)]
    >>> matching.stages[1].prices.mentee.tolist(), matching.stages[1].prices.mentor.tolist()
    ([3, 2], [0, 0])
    """

    name: StageName
    """The stage: "most_pairs" or another name that an objective may have."""
    parameter: int | Int64Array | None
    """The floor in units, the seed of the lottery, or the previous pairs (k x 2); else None."""
    units: int | None
    """Pairs, pairs below the floor, units of the worst pair (best_worst, leximin), units in all,
    tickets, pairs of rank 1 (rank_maximal), the worst rank (generous), or previous pairs given up;
    None for a worst pair or rank where there is no pair."""
    prices: Prices
    """Empty where the certificate was left out, and where there are steps."""
    scale: int
    """Units in a point."""
    profile: Int64Array = field(default_factory=_no_rows)
    """Of leximin (units), rank_maximal and generous (ranks): each level that pairs have, in the
    order of the stage, and how many (k x 2)."""
    steps: tuple[LevelStep, ...] = ()
    """The proof of a profile."""
    lost: Int64Array = field(default_factory=_no_rows)
    """Of fewest_changes: previous pairs that can no longer be (k x 2), since they are not
    admissible, or the most of one of the two or of a group is 0 or taken up by locked pairs."""
    gone: Gone = ()
    """Of fewest_changes: previous pairs one of whom is not in the problem, which are no changes; by
    position in the earlier matching, or the texts that were given. The proof does not know them."""

    def __post_init__(self) -> None:
        _close(self, "profile", "lost")
        steps = listed("StageResult", "steps", "a LevelStep", LevelStep, self.steps)
        object.__setattr__(self, "steps", tuple(steps))
        if self.name in STAGES and STAGES[self.name].parameter == "pairs":
            _close(self, "parameter")

    @classmethod
    def _of(cls, core: _core.StageResult, scale: int, gone: Gone) -> StageResult:
        return cls(
            cast(StageName, core.name),
            core.parameter,
            core.value,
            Prices._of(core.prices),
            scale,
            core.profile,
            tuple(LevelStep._of(step) for step in core.steps),
            core.lost,
            gone if STAGES[core.name].parameter == "pairs" else (),
        )

    def _to_core(self) -> _core.StageResult:
        return _core.StageResult(
            stage=(self.name, self.parameter),
            value=self.units,
            prices=self.prices._to_core(),
            profile=self.profile,
            steps=[step._to_core() for step in self.steps],
            lost=self.lost,
        )

    @property
    def value(self) -> float | None:
        """The value in points where it is points, else as it is in units."""
        in_points = self.name in STAGES and STAGES[self.name].in_points
        return self.units / self.scale if in_points and self.units is not None else self.units

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        parameter = self.parameter
        return {
            "name": self.name,
            "parameter": parameter.tolist() if isinstance(parameter, np.ndarray) else parameter,
            "units": self.units,
            "value": self.value,
            "prices": self.prices.to_dict(),
            "profile": self.profile.tolist(),
            "steps": [step.to_dict() for step in self.steps],
            "lost": self.lost.tolist(),
            "gone": [list(pair) for pair in self.gone],
        }

    def __repr__(self) -> str:
        return f"<StageResult: {self.name}, {self.value}>"


@dataclass(frozen=True)
class Claim:
    """One rule of those that collide: a least or a most of a person or a group, or a locked pair.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.match(pw.Problem([[1]], mentee_capacity=(2, 3))).infeasibility.asked
    (Claim(kind='mentee', id=0, pairs=2),)
    """

    kind: Literal["mentee", "mentor", "mentee_group", "mentor_group", "locked_pair"]
    id: int | tuple[int, int]
    """The position of the person or the group; of a locked pair those of its mentee and mentor."""
    pairs: int
    """The least or the most; 1 of a locked pair."""

    @classmethod
    def _of(cls, fields: tuple[str, int, int, int]) -> Claim:
        kind, first, second, pairs = fields
        return cls(cast(Any, kind), (first, second) if kind == "locked_pair" else first, pairs)

    def _fields(self) -> tuple[str, int, int, int]:
        first, second = self.id if isinstance(self.id, tuple) else (self.id, 0)
        return self.kind, first, second, self.pairs


@dataclass(frozen=True, eq=False)
class Infeasibility(Value):
    """Why no matching obeys every rule.

    What is asked and the limits alone allow no matching, whatever becomes of the other ranges and
    locked pairs; without any one of them there is one.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem(
    ...     [[3, 1], [2, 2]], mentee_capacity=[(1, 1), (0, 1)], forbidden=[(0, 0), (0, 1)]
    ... )
    >>> print(pw.match(problem).infeasibility.reason)
    At least 1 pair must be made (mentee 0 asks for at least 1), but no pair is allowed for them.
    """

    reason: str
    """A full sentence that names the people, groups and ranges that collide."""
    prices: Prices
    """Prices that no matching can pay: the proof."""
    asked: tuple[Claim, ...] = ()
    """Leasts and locked pairs: together more pairs than there can be."""
    limits: tuple[Claim, ...] = ()
    """Mosts: what those can have, together with the open pairs."""
    open_pairs: int = 0
    """Admissible pairs through which they can have more than the limits say."""

    @classmethod
    def _of(cls, core: _core.Infeasibility, problem: Problem, names: Names) -> Infeasibility:
        return cls(
            _core.why_infeasible(core, problem._core, names._to_core()),
            Prices._of(core.prices),
            tuple(Claim._of(fields) for fields in core.asked),
            tuple(Claim._of(fields) for fields in core.limits),
            core.open_pairs,
        )

    def _to_core(self) -> _core.Infeasibility:
        return _core.Infeasibility(
            reason=self.reason,
            prices=self.prices._to_core(),
            asked=[claim._fields() for claim in self.asked],
            limits=[claim._fields() for claim in self.limits],
            open_pairs=self.open_pairs,
        )

    def in_words(self, problem: Problem, names: Names) -> str:
        """The reason, with names for the people and groups of the problem whose it is."""
        return _core.why_infeasible(self._to_core(), problem._core, names._to_core())

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "reason": self.reason,
            "prices": self.prices.to_dict(),
            "asked": [asdict(claim) for claim in self.asked],
            "limits": [asdict(claim) for claim in self.limits],
            "open_pairs": self.open_pairs,
        }

    def __repr__(self) -> str:
        named: set[tuple[str, object]] = set()
        for claim in (*self.asked, *self.limits):
            sides = ("mentee", "mentor") if isinstance(claim.id, tuple) else (claim.kind,)
            ids = claim.id if isinstance(claim.id, tuple) else (claim.id,)
            named.update(zip(sides, ids, strict=True))
        who = plural(len(named), "person or group collides", "people and groups collide")
        return f"<Infeasibility: {who}>"


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
class Matching(Framed, Value):
    """A set of pairs with the proof that none is better, or why there is none; a frozen value.

    It is true where its status is optimal: ``if matching:`` asks whether there is an answer. Its
    frames have a row for each pair: ``mentee`` and ``mentor`` (positions) and ``points``.

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
    """Positions of mentee and mentor (k x 2), by mentee and then mentor; empty unless optimal."""
    units: int
    """The sum over the pairs in units, exact."""
    stages: tuple[StageResult, ...]
    """One a stage of the objective, in order; empty where infeasible. Where the call was stopped,
    those that were settled by then, without prices: their values are the best that there are."""
    infeasibility: Infeasibility | None
    """Set where the status is infeasible."""
    digest: str
    """A fingerprint of the problem and the objective with its seeds; of the problem alone where
    infeasible; empty where the call was stopped."""

    def __post_init__(self) -> None:
        _close(self, "pairs")
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
        if self.rounding:
            return math.fsum(self.problem._points_of(self.pairs).tolist())
        return self.units / self.problem.scale

    @property
    def rounding(self) -> float:
        """What rounding the points may have cost in all, at most (see `Problem.rounding`)."""
        return self.problem.rounding

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
        people = self.problem.shape[side] if self else 0  # else nothing was decided about anybody
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
            "scale": self.problem.scale,
            "rounding": self.rounding,
            "stages": [stage.to_dict() for stage in self.stages],
            "infeasibility": None if why is None else why.to_dict(),
            "digest": self.digest,
        }

    def _frame(self) -> list[Column]:
        return [
            Column("mentee", "whole", self.pairs[:, 0]),
            Column("mentor", "whole", self.pairs[:, 1]),
            Column("points", "real", self.problem._points_of(self.pairs)),
        ]

    def _summary(self) -> str:
        if self.status in (_core.Status.CANCELLED, _core.Status.TIME_LIMIT):
            settled = ", ".join(stage.name for stage in self.stages) or "no stage"
            return f"{self.status.name.lower()}, settled {settled}"
        points = f"{self.points:.15g}"
        if not self.rounding:
            points = _core.points_text(self.units, self.problem.scale)
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
    better; all in exact whole numbers. A matching without its certificate holds no proof, and a
    call that was stopped neither.

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
    if not isinstance(matching.problem, Problem) or matching.problem != problem:
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
