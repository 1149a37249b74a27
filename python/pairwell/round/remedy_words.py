"""Writes what changes of a scheme's rules would bring, as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cmp_to_key
from typing import TYPE_CHECKING

from pairwell.data.spoken import ENGLISH, Speech, called, some_of
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
_SCALE = 1000
"""How many units a point has in a scheme."""


class Wording:
    """Writes remedies beside what there is.

    Parameters
    ----------
    names
        What sentences call people, by reference.
    say
        The language of the sentences.
    """

    def __init__(self, base: World, names: Mapping[str, str], say: Speech = ENGLISH) -> None:
        self._base, self._names, self._say = base, names, say

    def who(self, reference: str) -> str:
        """What somebody is called."""
        return self._names.get(reference, reference)

    def person(
        self, role: RoleName, person: str, found: list[World], count: int, most: int, is_cut: bool
    ) -> PersonTreatment:
        """Write what was found for somebody, the best first; how many there are may be more."""
        found = sorted(found, key=cmp_to_key(better))
        listed = tuple(self._remedy(role, person, world) for world in found[:most])
        who = called(role, self.who(person), self._say)
        text = self._summary(who, found, count, len(listed), is_cut)
        return PersonTreatment(role, person, listed, count, is_cut, text)

    def _summary(
        self, person: str, found: list[World], count: int, listed: int, is_cut: bool
    ) -> str:
        say = self._say
        if not found:
            if is_cut:
                return say.gettext(
                    "No change was found that would pair %(person)s, but not all were tried.",
                    person=person,
                )
            return say.gettext(
                "No change of one rule, or of two, would pair %(person)s.", person=person
            )
        text = self._count(person, count, len(found[0].changes) > 1, is_cut)
        if listed == count:
            return text
        first = say.ngettext("The first is listed.", "The first %(num)s are listed.", listed)
        return f"{text} {first}"

    def _count(self, person: str, count: int, is_two: bool, is_cut: bool) -> str:
        """Say how many changes would pair somebody."""
        say = self._say
        if is_cut and is_two:
            return say.ngettext(
                "At least %(num)s change of two rules would pair %(person)s.",
                "At least %(num)s changes of two rules would pair %(person)s.",
                count,
                person=person,
            )
        if is_cut:
            return say.ngettext(
                "At least %(num)s change of rules would pair %(person)s.",
                "At least %(num)s changes of rules would pair %(person)s.",
                count,
                person=person,
            )
        if is_two:
            return say.ngettext(
                "%(num)s change of two rules would pair %(person)s.",
                "%(num)s changes of two rules would pair %(person)s.",
                count,
                person=person,
            )
        return say.ngettext(
            "%(num)s change of rules would pair %(person)s.",
            "%(num)s changes of rules would pair %(person)s.",
            count,
            person=person,
        )

    def _remedy(self, role: RoleName, person: str, world: World) -> SchemeRemedy:
        place = 0 if role == "mentee" else 1
        mine = [(pair, units) for pair, units in world.units.items() if pair[place] == person]
        own = {pair[1 - place]: units for pair, units in mine}
        chain = _chain(self._base, world, person)
        gains = _gains(self._base, world)
        others = [each for each in gains if each.person != person and is_loss(each)]
        partners = [self._partner(role, each, units) for each, units in own.items()]
        text = self._sentence(role, person, world, partners, others)
        stages = tuple(
            (one.name, one.value, two.value)
            for one, two in zip(self._base.matching.stages, world.matching.stages, strict=True)
        )
        detail = self._price(world, chain) + self._losing(gains)
        return SchemeRemedy(world.changes, tuple(own), text, detail, stages, chain, gains)

    def _partner(self, role: RoleName, partner: str, units: int) -> str:
        say = self._say
        other: RoleName = "mentor" if role == "mentee" else "mentee"
        who, points = called(other, self.who(partner), say), say.exact_points(units, _SCALE)
        return say.gettext("%(who)s (%(points)s)", who=who, points=points)

    def _sentence(
        self, role: RoleName, person: str, world: World, partners: list[str], losing: list[Gain]
    ) -> str:
        """Say what changes, with whom somebody would be then, and how many others would lose."""
        say = self._say
        facts = {
            "changes": say.listed(change.text(self.who, say) for change in world.changes),
            "who": self.who(person),
            "partners": say.listed(partners),
        }
        is_mentee = role == "mentee"
        if not losing:
            if is_mentee:
                return say.gettext(
                    "With %(changes)s, mentee %(who)s would be paired with %(partners)s and nobody"
                    " would lose anything.",
                    **facts,
                )
            return say.gettext(
                "With %(changes)s, mentor %(who)s would be paired with %(partners)s and nobody"
                " would lose anything.",
                **facts,
            )
        facts["losses"] = _losses(losing, say)
        if is_mentee:
            return say.gettext(
                "With %(changes)s, mentee %(who)s would be paired with %(partners)s, but"
                " %(losses)s.",
                **facts,
            )
        return say.gettext(
            "With %(changes)s, mentor %(who)s would be paired with %(partners)s, but %(losses)s.",
            **facts,
        )

    def _price(self, world: World, chain: Iterable[ChainStep]) -> str:
        """Say what the first stage reaches that is not as it was, and how many pairs change."""
        say = self._say
        steps = [own.begins for own in chain]
        facts = {
            "ends": _count_of_pairs(steps.count(False), say),
            "begins": _count_of_pairs(steps.count(True), say),
        }
        for before, after in zip(self._base.matching.stages, world.matching.stages, strict=True):
            if not preferred(before, after) or STAGES[before.name].parameter == "seed":
                continue
            told, was = _reached(after, say), _reached(before, say)
            if told == was:
                continue
            facts |= {"now": told, "was": _without_unit(was, told)}
            if _reached(after, ENGLISH).endswith("pairs"):
                return say.gettext(
                    "There would be %(now)s instead of %(was)s: %(ends)s would end and %(begins)s"
                    " begin.",
                    **facts,
                )
            return say.gettext(
                "There would be %(now)s instead of %(was)s: %(ends)s of the pairs would end and"
                " %(begins)s begin.",
                **facts,
            )
        return say.gettext("Of the pairs, %(ends)s would end and %(begins)s begin.", **facts)

    def _losing(self, gains: Iterable[Gain]) -> str:
        """Say who loses, most first."""
        say = self._say
        losing = sorted(filter(is_loss, gains), key=lambda own: (own.pairs, own.points))
        people = [
            say.gettext(
                "%(who)s %(loss)s",
                who=called(own.role, self.who(str(own.person)), say),
                loss=_gain(own, say),
            )
            for own in losing
        ]
        if not people:
            return ""
        return " " + say.gettext("Loses: %(people)s.", people=some_of(say, people))


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


def _losses(others: list[Gain], say: Speech) -> str:
    """Write who would lose, as "1 other would lose a pair"; it names nobody."""
    pairs = sum(own.pairs < 0 for own in others)
    points = len(others) - pairs
    parts = []
    if pairs:
        parts.append(
            say.ngettext(
                "%(num)s other would lose a pair", "%(num)s others would lose pairs", pairs
            )
        )
    if points and not pairs:
        parts.append(
            say.ngettext(
                "%(num)s other would lose points", "%(num)s others would lose points", points
            )
        )
    elif points:
        parts.append(say.ngettext("%(num)s would lose points", "%(num)s would lose points", points))
    return say.listed(parts)


def _gain(own: Gain, say: Speech) -> str:
    if abs(own.pairs) == 1:
        return say.gettext("a pair")
    if own.pairs:
        return say.ngettext("%(num)s pair", "%(num)s pairs", abs(own.pairs))
    return say.exact_points(int(abs(own.points) * _SCALE), _SCALE)


def _count_of_pairs(count: int, say: Speech) -> str:
    return say.number(count) if count else say.pgettext("pairs", "none")


def _reached(stage: StageResult, say: Speech) -> str:
    """Say what a stage reached, as "19 pairs"."""
    if stage.units is None:
        return say.gettext("no pair to speak of")
    row = STAGES[stage.name]
    one, many = row.reached
    number = say.number(stage.units) if stage.units else say.gettext("no")
    if row.in_points:
        number = say.exact_points(stage.units, _SCALE)
    text = say.pgettext("stage", one if stage.units == 1 else many).replace("#", number)
    if "@" not in text:
        return text
    told = stage.parameter
    is_points = row.parameter == "points"
    return text.replace("@", say.exact_points(int(told), _SCALE) if is_points else str(told))  # type: ignore[arg-type]


def relaxed(world: World, names: Mapping[str, str], say: Speech = ENGLISH) -> SchemeRelaxation:
    """Write which rules give way, and what the best matching is then.

    Parameters
    ----------
    names
        What sentences call people, by reference.
    say
        The language of the sentence.
    """
    stages = world.matching.stages
    told = [_reached(own, say) for own in stages if STAGES[own.name].parameter is None]
    changes = [own.text(lambda each: names.get(each, each), say) for own in world.changes]
    text = say.gettext(
        "With %(changes)s, there is a matching: %(reached)s.",
        changes=say.listed(changes),
        reached=say.listed(told),
    )
    return SchemeRelaxation(world.changes, text, tuple((own.name, own.value) for own in stages))
