"""Writes what changes of a scheme's rules would bring, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cmp_to_key
from typing import TYPE_CHECKING

from pairwell.data.shown import plural
from pairwell.matching.stage_prices import preferred
from pairwell.matching.stages import STAGES
from pairwell.matching.why_not import ChainStep, Gain
from pairwell.round.remedies import (
    PersonTreatment,
    SchemeRelaxation,
    SchemeRemedy,
    is_loss,
)

if TYPE_CHECKING:
    from pairwell.matching.stage_result import StageResult
    from pairwell.round.relaxed import World
    from pairwell.scheme.members import RoleName

_NAMED = 8
"""How many a sentence names before it counts the rest."""


class Wording:
    """Writes remedies beside what there is.

    Parameters
    ----------
    names
        What sentences call people, by reference.
    """

    def __init__(self, base: World, names: Mapping[str, str]) -> None:
        self._base, self._names = base, names

    def who(self, reference: str) -> str:
        """What somebody is called."""
        return self._names.get(reference, reference)

    def person(
        self, role: RoleName, person: str, found: list[World], count: int, most: int, is_cut: bool
    ) -> PersonTreatment:
        """Write what was found for somebody, the best first; how many there are may be more."""
        found = sorted(found, key=cmp_to_key(better))
        listed = tuple(self._remedy(role, person, world) for world in found[:most])
        text = self._summary(f"{role} {self.who(person)}", found, count, len(listed), is_cut)
        return PersonTreatment(role, person, listed, count, is_cut, text)

    def _summary(
        self, person: str, found: list[World], count: int, listed: int, is_cut: bool
    ) -> str:
        if not found:
            if is_cut:
                return f"No change was found that would pair {person}, but not all were tried."
            return f"No change of one rule, or of two, would pair {person}."
        is_two = len(found[0].changes) > 1
        what = "change of two rules" if is_two else "change of rules"
        many = "changes of two rules" if is_two else "changes of rules"
        text = f"{'At least ' * is_cut}{plural(count, what, many)} would pair {person}."
        if listed < count:
            text += " The first is listed." if listed == 1 else f" The first {listed} are listed."
        return text

    def _remedy(self, role: RoleName, person: str, world: World) -> SchemeRemedy:
        place = 0 if role == "mentee" else 1
        mine = [(pair, units) for pair, units in world.units.items() if pair[place] == person]
        own = {pair[1 - place]: units for pair, units in mine}
        chain = _chain(self._base, world, person)
        gains = _gains(self._base, world)
        others = [each for each in gains if each.person != person and is_loss(each)]
        other = "mentor" if role == "mentee" else "mentee"
        partners = [f"{other} {self.who(each)} ({_points(units)})" for each, units in own.items()]
        changes = _joined(change.text(self.who) for change in world.changes)
        text = (
            f"With {changes}, {role} {self.who(person)} would be paired with {_joined(partners)}"
            f"{_losses(others)}."
        )
        stages = tuple(
            (one.name, one.value, two.value)
            for one, two in zip(self._base.matching.stages, world.matching.stages, strict=True)
        )
        detail = self._price(world, chain) + self._losing(gains)
        return SchemeRemedy(world.changes, tuple(own), text, detail, stages, chain, gains)

    def _price(self, world: World, chain: Iterable[ChainStep]) -> str:
        """Say what the first stage reaches that is not as it was, and how many pairs change."""
        steps = [own.begins for own in chain]
        ends, begin = steps.count(False) or "none", steps.count(True) or "none"
        for before, after in zip(self._base.matching.stages, world.matching.stages, strict=True):
            if preferred(before, after) and STAGES[before.name].parameter != "seed":
                told, was = _reached(after), _without_unit(_reached(before), _reached(after))
                if told != was:
                    pairs = "" if told.endswith("pairs") else " of the pairs"
                    what = f"{ends}{pairs} would end and {begin} begin"
                    return f"There would be {told} instead of {was}: {what}."
        return f"Of the pairs, {ends} would end and {begin} begin."

    def _losing(self, gains: Iterable[Gain]) -> str:
        """Say who loses, most first."""
        losing = sorted(filter(is_loss, gains), key=lambda own: (own.pairs, own.points))
        people = [f"{own.role} {self.who(str(own.person))} {_gain(own)}" for own in losing]
        return f" Loses: {_some(people)}." if people else ""


def _without_unit(text: str, other: str) -> str:
    """Leave out the last words of a text that another ends with too, all but its first word."""
    words, others = text.split(" "), other.split(" ")
    while len(words) > 1 and len(others) > 1 and words[-1] == others[-1]:
        words.pop()
        others.pop()
    return " ".join(words)


def better(one: World, other: World) -> int:
    """Order changes: fewer rules first, then fewer units, then the better matching."""
    for mine, theirs in (
        (len(one.changes), len(other.changes)),
        (sum(c.units for c in one.changes), sum(c.units for c in other.changes)),
    ):
        if mine != theirs:
            return mine - theirs
    for mine_stage, their_stage in zip(one.matching.stages, other.matching.stages, strict=True):
        better = preferred(mine_stage, their_stage)
        if better:
            return -better
    return 0


def _chain(base: World, world: World, person: str) -> tuple[ChainStep, ...]:
    """List the pairs that end or begin, those of a person first."""
    before, after = base.units, world.units
    steps = [
        ChainStep(*pair, begins, Fraction(units, 1000))
        for there, others, begins in ((before, after, False), (after, before, True))
        for pair, units in sorted(there.items())
        if pair not in others
    ]
    return tuple(sorted(steps, key=lambda own: person not in (own.mentee, own.mentor)))


def _gains(base: World, world: World) -> tuple[Gain, ...]:
    before, after = base.units, world.units
    found = []
    roles: tuple[tuple[RoleName, int], ...] = (("mentee", 0), ("mentor", 1))
    for role, place in roles:
        people = sorted({pair[place] for pair in (*before, *after)})
        for person in people:
            had, has = (
                [units for pair, units in of.items() if pair[place] == person]
                for of in (before, after)
            )
            pairs, units = len(has) - len(had), sum(has) - sum(had)
            if pairs or units:
                found.append(Gain(role, person, pairs, Fraction(units, 1000)))
    return tuple(found)


def _losses(others: list[Gain]) -> str:
    """Write who would lose, as ", but 1 other would lose a pair"; it names nobody."""
    pairs = sum(own.pairs < 0 for own in others)
    points = len(others) - pairs
    if not others:
        return " and nobody would lose anything"
    parts: list[str] = []
    for count, one, many in ((pairs, "a pair", "pairs"), (points, "points", "points")):
        if count:
            people = plural(count, "other") if not parts else str(count)
            parts.append(f"{people} would lose {one if count == 1 else many}")
    return f", but {_joined(parts)}"


def _gain(own: Gain) -> str:
    if own.pairs:
        return "a pair" if abs(own.pairs) == 1 else plural(abs(own.pairs), "pair")
    return _points(int(abs(own.points) * 1000))


def _points(units: int) -> str:
    return "1 point" if units == 1000 else f"{units / 1000:.15g} points"


def _reached(stage: StageResult) -> str:
    """Say what a stage reached, as "19 pairs"."""
    if stage.units is None:
        return "no pair to speak of"
    row = STAGES[stage.name]
    one, many = row.reached
    number = _points(stage.units) if row.in_points else str(stage.units or "no")
    text = (one if stage.units == 1 else many).replace("#", number)
    if "@" not in text:
        return text
    told = stage.parameter
    return text.replace("@", _points(int(told)) if row.parameter == "points" else str(told))  # type: ignore[arg-type]


def _joined(words: Iterable[str]) -> str:
    items = list(words)
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def _some(words: list[str]) -> str:
    more = [f"{len(words) - _NAMED} more"] if len(words) > _NAMED else []
    return _joined([*words[:_NAMED], *more])


def relaxed(world: World, names: Mapping[str, str]) -> SchemeRelaxation:
    """Write which rules give way, and what the best matching is then.

    Parameters
    ----------
    names
        What sentences call people, by reference.
    """
    stages = world.matching.stages
    told = [_reached(own) for own in stages if STAGES[own.name].parameter is None]
    changes = _joined(own.text(lambda each: names.get(each, each)) for own in world.changes)
    return SchemeRelaxation(
        world.changes,
        f"With {changes}, there is a matching: {_joined(told)}.",
        tuple((own.name, own.value) for own in stages),
    )
