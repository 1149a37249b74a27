"""Why no matching obeys every rule."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal, cast

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import Prices
from pairwell.matching.value import Value


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
