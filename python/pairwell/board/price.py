"""What a change costs: every stage before and after, and the pairs that end and begin."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pairwell import _core
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label, shown
from pairwell.matching.matching import Matching
from pairwell.matching.stage_prices import preferred
from pairwell.matching.stage_result import StageResult
from pairwell.matching.stages import STAGES
from pairwell.matching.value import Int64Array

Effect = Literal["worse", "same", "better"]
LOTTERY = "lottery"
WORDS = tomllib.loads(Path(__file__).with_name("stage_words.toml").read_text("utf-8"))
"""What each stage is called, by its name."""


@dataclass(frozen=True)
class StageCost:
    """One stage of the objective before a change and after it."""

    name: str
    before: float | None
    """As `StageResult.value`."""
    after: float | None
    effect: Effect
    text: str
    """What becomes of it, in a few words: "2 points fewer"; empty where it is the same."""

    def __repr__(self) -> str:
        return f"<StageCost: {self.name}, {self.effect}>"


@dataclass(frozen=True)
class BoardPrice:
    """What a decision on a board costs; `print` shows it in words."""

    stages: tuple[StageCost, ...]
    """Of each stage of the objective; empty where no matching would be left."""
    ended: tuple[tuple[Label, Label], ...]
    """The pairs that end: labels where the problem has them, else positions."""
    begun: tuple[tuple[Label, Label], ...]
    """The pairs that begin."""
    why: str
    """Why no matching is left; empty where there is one."""
    text: str
    """Full sentences that name nobody, unless rules collide."""

    @property
    def is_possible(self) -> bool:
        """Whether any matching obeys every rule then."""
        return not self.why

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        worse = next((stage.name for stage in self.stages if stage.effect != "same"), "nothing")
        changes = plural(len(self.ended) + len(self.begun), "pair changes", "pairs change")
        return f"<BoardPrice: {'impossible' if self.why else f'{worse}, {changes}'}>"

    def _repr_html_(self) -> str:
        rows = [
            (stage_called(stage.name), _cell(stage.before), _cell(stage.after), stage.text)
            for stage in self.stages
        ]
        return html_table(self.text, ("stage", "before", "after", ""), rows, len(rows))


def stage_called(name: str, *, has_locked: bool = False) -> str:
    """What the board calls a stage: "worst pair", or of which pairs it is where some are locked."""
    words = WORDS[name]
    called: str = words["called"]
    return words.get("beside_locked", called) if has_locked else called


def price_between(before: Matching, after: Matching, *, is_reweighted: bool) -> BoardPrice:
    """Compare the matching that stands with the one that a change leads to.

    Parameters
    ----------
    is_reweighted
        Whether the two count points by different weights, so that points cannot be compared.
    """
    if not after:
        why = after.infeasibility.reason if after.infeasibility else "It was stopped."
        return BoardPrice((), (), (), why, f"No matching would obey every rule. {why}")
    if not before:
        found = tuple(StageCost(own.name, None, own.value, "same", "") for own in after.stages)
        begun = _called(after, _changed_pairs(after.pairs, before.pairs))
        text = f"Then there is a matching, of {plural(len(begun), 'pair')}."
        return BoardPrice(found, (), begun, "", text)
    has_locked = max(len(before.problem.locked), len(after.problem.locked)) > 0
    stages = tuple(
        _cost(then, now, is_reweighted, has_locked)
        for then, now in zip(before.stages, after.stages, strict=True)
    )
    ended = _called(before, _changed_pairs(before.pairs, after.pairs))
    begun = _called(after, _changed_pairs(after.pairs, before.pairs))
    text = _sentence(stages, len(ended), len(begun), is_reweighted)
    return BoardPrice(stages, ended, begun, "", text)


def _cost(then: StageResult, now: StageResult, is_reweighted: bool, has_locked: bool) -> StageCost:
    if is_reweighted and (STAGES[now.name].in_points or now.name == LOTTERY):
        return StageCost(now.name, then.value, now.value, "same", "counted by other weights")
    order = preferred(now, then)
    effect: Effect = "better" if order > 0 else "worse" if order < 0 else "same"
    text = "" if effect == "same" else _difference(then, now, is_worse=effect == "worse")
    words = WORDS[now.name]
    if text and has_locked and "beside_locked" in words:
        others = text.replace(words["called"], words["beside_locked"])
        text = others if others != text else f"{text} among the others"
    return StageCost(now.name, then.value, now.value, effect, text)


def _difference(then: StageResult, now: StageResult, *, is_worse: bool) -> str:
    if then.units is None or now.units is None:
        return "no free pair any more" if now.units is None else "a free pair where there was none"
    return in_words(now, abs(now.units - then.units), is_worse=is_worse)


def in_words(stage: StageResult, units: int, *, is_worse: bool = True) -> str:
    """So many units of a stage lost or gained, in a few words: "2 points fewer"."""
    name = stage.name
    if name == LOTTERY:
        return "lots fall otherwise"
    words = WORDS[name]
    if "profile" in words:
        return f"{'poorer' if is_worse else 'better'} {words['profile']}"
    if "counted" in words:
        one, lost, gained, where = words["counted"]
        return f"{plural(units, one)} {lost if is_worse else gained}{where}"
    points = plural_points(units, stage.scale)
    if name == "best_worst":
        return f"worst pair {'lower' if is_worse else 'higher'} by {points}"
    return f"{points} {'fewer' if is_worse else 'more'}"


def in_short(stage: StageResult, units: int) -> str:
    """So many units of a stage lost, as a cell has room for it: "−2 points"."""
    name = stage.name
    if name == LOTTERY:
        return "by lot"
    words = WORDS[name]
    if "profile" in words:
        return f"poorer {words['profile']}"
    if name == "best_worst":
        return f"worst −{units / stage.scale:.6g}"
    if "counted" in words:
        one, lost, _, where = words["counted"]
        sign = "−" if lost == "fewer" else "+"
        return f"{sign}{plural(units, one)}{where}"
    return f"−{plural_points(units, stage.scale)}"


def plural_points(units: int, scale: int) -> str:
    """Count points, exactly: "1 point", "2.5 points"."""
    text = _core.points_text(units, scale)
    return f"{text} point" if text == "1" else f"{text} points"


def _sentence(stages: tuple[StageCost, ...], ended: int, begun: int, is_reweighted: bool) -> str:
    first = next((own for own in stages if own.effect != "same" and own.name != LOTTERY), None)
    if first is not None:
        # A lock can make an earlier stage better: what is locked does not count in it.
        opposite = "better" if first.effect == "worse" else "worse"
        rest = [
            own
            for own in stages
            if own.effect == opposite and own.name != LOTTERY and own.after is not None
        ]
        text = f"{first.text[0].upper()}{first.text[1:]}"
        text += f", but {rest[0].text}." if rest else "."
    elif is_reweighted:
        text = "Points are counted by other weights."
    else:
        text = "It costs nothing."
    if not ended and not begun:
        return f"{text} No pair changes."
    begins = "begins" if begun == 1 else "begin"
    return f"{text} {plural(ended, 'pair ends', 'pairs end')}, {begun} {begins}."


def _changed_pairs(own: Int64Array, other: Int64Array) -> list[tuple[int, int]]:
    """The pairs of one matching that another one has not."""
    there = set(map(tuple, other.tolist()))
    return [(mentee, mentor) for mentee, mentor in own.tolist() if (mentee, mentor) not in there]


def _called(matching: Matching, pairs: list[tuple[int, int]]) -> tuple[tuple[Label, Label], ...]:
    problem = matching.problem
    sides = (problem._called(side, [pair[side] for pair in pairs]) for side in (0, 1))
    return tuple(zip(*sides, strict=True))


def _cell(value: float | None) -> str:
    return "" if value is None else shown(f"{value:.15g}")
