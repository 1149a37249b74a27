"""What keeping old pairs costs the objective, in numbers and in words."""

from __future__ import annotations

from dataclasses import replace

from pairwell.data.shown import plural
from pairwell.matching.matching import Matching
from pairwell.matching.repair_plan import CHANGES, First, Plan, Solving
from pairwell.matching.stage_prices import StagePrice


def price_of(
    plan: Plan, first: First, matching: Matching, other: Matching | None
) -> tuple[StagePrice, ...]:
    """What keeping costs each stage behind it."""
    if other is None:
        return ()
    places = plan.places
    ours, theirs = (matching, other) if first == "changes" else (other, matching)
    place = places["changes"]
    prices = []
    for number in range(place, places["objective"]):
        reached, without = ours.stages[number + 1], theirs.stages[number]
        prices.append(
            StagePrice("fewest_changes", place, reached.name, number + 1, reached, without)
        )
    return tuple(prices)


def price_in_words(
    price: tuple[StagePrice, ...],
    first: First,
    matching: Matching,
    other: Matching | None,
    solving: Solving,
) -> str:
    """What keeping costs, in a sentence."""
    if other is None:
        return f"What keeping costs was not worked out: {solving.why}."
    told = next((each for each in price if each.effect != "same"), None)
    if told is None:
        return "Keeping pairs costs nothing."
    words = "With the objective first"
    if first == "objective":
        words = "With fewest changes first"
        assert told.without is not None
        told = replace(told, reached=told.without, without=told.reached)
    more = _ended(other) - _ended(matching)
    text = told.text.replace(f'Without "{CHANGES}"', words, 1).removesuffix(".")
    pairs = plural(abs(more), f"{'more' if more > 0 else 'fewer'} old pair")
    return f"{text}; and {pairs} would end."


def _ended(matching: Matching) -> int:
    """How many old pairs a matching gives up."""
    return sum(stage.units or 0 for stage in matching.stages if stage.name == CHANGES)
