"""What a stage of a matching reached, and the prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import listed, wrong_type
from pairwell.data.arrays import is_closed, read_only
from pairwell.data.shown import plural
from pairwell.matching.labels import Label, shown
from pairwell.matching.stages import STAGES, StageName
from pairwell.matching.value import Int64Array, Value

Gone = tuple[tuple[Label, Label], ...]
"""Previous pairs of people who are not in the problem."""


def _closed(array: Any) -> Int64Array:
    """A read-only array of whole numbers that nobody else can write to; the engine gives such."""
    whole: npt.NDArray[Any] = np.asarray(array)
    if whole.dtype != np.int64:
        if whole.size and not np.can_cast(whole.dtype, np.int64, "safe"):
            raise ValueError
        whole = whole.astype(np.int64)
    return whole if is_closed(whole) else read_only(whole.copy())


def close(value: Value, *names: str) -> None:
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
        close(self, "mentee", "mentor", "mentee_group", "mentor_group")

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


def value_of(name: str, units: int | None, scale: int) -> float | None:
    """The value of a stage in points where it is points, else as it is in units."""
    in_points = name in STAGES and STAGES[name].in_points
    return units / scale if in_points and units is not None else units


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
    """Of fewest_changes: previous pairs one of whom is not in the problem, which are no changes; as
    the earlier matching calls them, or as they were given. The proof does not know them."""

    def __post_init__(self) -> None:
        close(self, "profile", "lost")
        steps = listed("StageResult", "steps", "a LevelStep", LevelStep, self.steps)
        object.__setattr__(self, "steps", tuple(steps))
        if self.name in STAGES and STAGES[self.name].parameter == "pairs":
            close(self, "parameter")

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
        return value_of(self.name, self.units, self.scale)

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
            "gone": [[_bare(person) for person in pair] for pair in self.gone],
        }

    def __repr__(self) -> str:
        return f"<StageResult: {self.name}, {self.value}>"


def _bare(person: Label) -> Any:
    """A label that can go into JSON."""
    return person if isinstance(person, (str, int, float)) else shown(person)
