"""Everything that a report shows of a programme, read at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_args

from pairwell import _core
from pairwell.scheme.members import RoleName
from pairwell.store._decisions import Recorded
from pairwell.store._moves import PairKey, PairStanding
from pairwell.store._standing import Standing
from pairwell.store._steps import STEPS

ROLES: tuple[RoleName, ...] = get_args(RoleName)


@dataclass(frozen=True)
class StepCounts:
    """How many people of one role and region reached each step, by the record."""

    role: RoleName
    region: str
    applied: int
    eligible: int
    shortlisted: int
    interviewed: int
    matched: int
    completed: int


@dataclass(frozen=True)
class Overview:
    """What stands, the decisions on record, and the forms and scores behind them."""

    standing: Standing
    forms: Mapping[str, Any]
    """The newest form of everybody, by reference."""
    eligibility: tuple[Recorded, ...]
    selection: tuple[Recorded, ...]
    reached: Mapping[str, str]
    """The furthest step of the funnel that everybody reached."""
    graces: tuple[_core.Grace, ...]
    scores: Mapping[PairKey, _core.PairScore]
    """Of pairs that stand or were completed: what they are worth by the forms as they are now."""
    concerns: tuple[_core.Finding, ...]
    """What a person should decide or know, as `Applications.concerns` has it."""
    findings: tuple[_core.Finding, ...] = ()
    """What is to be looked at in the stored forms: answers outside the options, and the like."""

    def __repr__(self) -> str:
        return repr(self.standing).replace("Standing", "Overview", 1)

    def pairs(self) -> Iterator[tuple[PairStanding, Any, Any, _core.PairScore]]:
        """Go through the pairs that stand or were completed, each with its forms and score."""
        for pair in self.standing.shown:
            key = (pair.mentee, pair.mentor)
            yield pair, self.forms[pair.mentee], self.forms[pair.mentor], self.scores[key]

    def funnel(self) -> list[StepCounts]:
        """Count who reached each step, by role and region; the programme's nations come first."""
        people = self.standing.people.values()
        nations = self.standing.programme.nations
        regions = list(dict.fromkeys([*nations, *sorted({person.region for person in people})]))
        return [
            StepCounts(role, region, **self._counts(role, region))
            for role in ROLES
            for region in regions
        ]

    def total(self, role: RoleName) -> StepCounts:
        """Count who of a role reached each step."""
        return StepCounts(role, "", **self._counts(role, None))

    def _counts(self, role: RoleName, region: str | None) -> dict[str, int]:
        furthest = [
            STEPS.index(self.reached[person.reference])
            for person in self.standing.people.values()
            if person.role == role and region in (None, person.region)
        ]
        return {step: sum(at >= place for at in furthest) for place, step in enumerate(STEPS)}
