"""What each stage of an objective costs the stages behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pairwell.data.framed import Column
from pairwell.matching.stage_result import StageResult
from pairwell.matching.stages import STAGES, StageName
from pairwell.matching.tables import MatchingTable
from pairwell.matching.value import Value

_FIRST_CHOICES, _LAST_CHOICES = "rank_maximal", "generous"
_COUNTED = {_FIRST_CHOICES: "first choice", _LAST_CHOICES: "rank"}


@dataclass(frozen=True, eq=False, repr=False)
class StagePrice(Value):
    """What one stage of an objective costs a later one: both values, with it and without it.

    Without it means that the whole problem is solved with the stage left out and all others kept.
    """

    stage: StageName
    """The stage that is left out."""
    place: int
    """Where it stands in the objective, from 0."""
    later: StageName
    """A stage behind it, but not a lottery."""
    later_place: int
    """Where that stands, from 0."""
    reached: StageResult
    """What the later stage reaches in the whole objective."""
    without: StageResult | None
    """What it reaches with the stage left out; None where that was not solved."""
    why: str = ""
    """Why it was not solved."""

    @property
    def value(self) -> float | None:
        """What the later stage reaches in the whole objective; None where there is no pair."""
        return self.reached.value

    @property
    def value_without(self) -> float | None:
        """What it reaches with the stage left out; None where there is no pair, or no answer."""
        return None if self.without is None else self.without.value

    @property
    def loss(self) -> float | None:
        """By how much the later stage is worse because of the stage, in points or as it counts.

        Negative where it is better, which only a stage further behind can be. None where one of the
        two values is.
        """
        if self.without is None or self.without.units is None or self.reached.units is None:
            return None
        units = self.without.units - self.reached.units
        units = -units if _counts_down(self.later) else units
        return units / self.reached.scale if STAGES[self.later].in_points else units

    @property
    def effect(self) -> Literal["worse", "same", "better", "not solved"]:
        """What the later stage is because of the stage; its whole profile counts, where it has one.

        No pairs at all are the best that stages such as "best_worst" and "leximin" can reach.
        """
        without, reached = self.without, self.reached
        if without is None:
            return "not solved"
        if not self.loss:
            sign = _by_profile(self.later, reached, without)
        else:
            sign = 1 if self.loss > 0 else -1
        return "worse" if sign > 0 else "better" if sign < 0 else "same"

    @property
    def text(self) -> str:
        """A full sentence."""
        if self.without is None:
            return f'Without "{self.stage}": {self.why}'
        if self.effect == "same":
            return f'"{self.stage}" costs "{self.later}" nothing.'
        value, without = self.value, self.value_without
        if value is None or without is None:
            told = (self._told(without, "no pair"), self._told(value, "no pair"))
            return (
                f'Without "{self.stage}", "{self.later}" would have {told[0]} instead of {told[1]}.'
            )
        if not self.loss:
            word = "better" if self.effect == "worse" else "worse"
            return f'Without "{self.stage}", "{self.later}" would be {word} beyond its first level.'
        most = abs(self.loss)
        word = "better" if self.loss > 0 else "worse"
        return (
            f'Without "{self.stage}", "{self.later}" would be {word} by {self._told(most)}: '
            f"{without:.15g} instead of {value:.15g}."
        )

    def _told(self, value: float | None, none: str = "") -> str:
        if value is None:
            return none
        row = STAGES[self.later]
        one = "change" if row.parameter == "pairs" else _COUNTED.get(self.later, "pair")
        one = "point" if row.in_points else one
        return f"{value:.15g} {one if value == 1 else one + 's'}"

    def __repr__(self) -> str:
        return f"<StagePrice: {self.stage} before {self.later}, {self.effect}>"


def preferred(one: StageResult, other: StageResult) -> int:
    """Say which of two results of one stage is better: above 0 the first, below 0 the second."""
    if one.units is None or other.units is None or one.units == other.units:
        return -_by_profile(one.name, one, other)
    return (one.units - other.units) * (-1 if _counts_down(one.name) else 1)


def _counts_down(name: str) -> bool:
    """Whether a stage is better where its value is lower: what is given up, or the worst rank."""
    return name == _LAST_CHOICES or STAGES[name].parameter in ("points", "pairs")


def _by_profile(name: str, reached: StageResult, without: StageResult) -> int:
    """1 where it is worse with the stage, -1 where better: by the first level that differs."""
    counts = [dict(result.profile.tolist()) for result in (reached, without)]
    if not STAGES[name].has_profile:
        if (reached.units is None) == (without.units is None):
            return 0
        return 1 if without.units is None else -1
    levels = sorted(counts[0].keys() | counts[1].keys(), reverse=name == _LAST_CHOICES)
    for level in levels:
        more = int(counts[0].get(level, 0) - counts[1].get(level, 0))
        if more:
            return -more if name == _FIRST_CHOICES else more
    return 0


def prices_table(prices: tuple[StagePrice, ...]) -> MatchingTable:
    """A row for each stage and each stage behind it."""

    def real(name: str) -> list[float | None]:
        return [None if (v := getattr(price, name)) is None else float(v) for price in prices]

    columns = [
        Column("stage", "text", [price.stage for price in prices]),
        Column("later", "text", [price.later for price in prices]),
        Column("value", "real", real("value")),
        Column("without", "real", real("value_without")),
        Column("loss", "real", real("loss")),
        Column("effect", "text", [price.effect for price in prices]),
    ]
    return MatchingTable("prices of stages", columns)
