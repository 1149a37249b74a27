"""What changes of a scheme's rules would bring somebody who is in no pair, as values and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

from pairwell.data.shown import html_table, plural
from pairwell.matching.remedy import Relaxation
from pairwell.matching.stage_prices import preferred
from pairwell.matching.stages import STAGES
from pairwell.matching.why_not import ChainStep, Gain

if TYPE_CHECKING:
    from pairwell.matching.stage_result import StageResult
    from pairwell.round.relaxed import World
    from pairwell.round.scheme_change import SchemeChange
    from pairwell.scheme.members import RoleName

_NAMED = 8
"""How many a sentence names before it counts the rest."""


@dataclass(frozen=True, repr=False)
class SchemeRemedy:
    """Rules of a scheme that pair somebody once they are changed, and what comes of it."""

    changes: tuple[SchemeChange, ...]
    """One rule, or two of which neither would do alone."""
    partners: tuple[str, ...]
    """Whom the person would be with, by reference."""
    text: str
    """A sentence that names the rules, the person and the partner. It is for whoever runs the
    scheme: a rule may be what one of two people asked, and the other must not know."""
    detail: str
    """Sentences that say what it costs or brings, which pairs end and begin, and who loses."""
    stages: tuple[tuple[str, float | None, float | None], ...]
    """Of each stage of the objective its name, and what it reaches as it is and with the change."""
    chain: tuple[ChainStep, ...]
    """Every pair that ends or begins, by references."""
    gains: tuple[Gain, ...]
    """Whose pairs or points change, mentees first, by references."""

    @property
    def lost(self) -> tuple[Gain, ...]:
        """Who has fewer pairs, or as many with fewer points."""
        return tuple(own for own in self.gains if _is_loss(own))

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<SchemeRemedy: {' and '.join(own.kind for own in self.changes)}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "changes": [own.to_dict() for own in self.changes],
            "partners": list(self.partners),
            "text": self.text,
            "detail": self.detail,
            "stages": [
                {"id": name, "title": STAGES[name].title, "before": before, "after": after}
                for name, before, after in self.stages
            ],
            "chain": [
                {"mentee": own.mentee, "mentor": own.mentor, "begins": own.begins,
                 "points": float(own.points)}
                for own in self.chain
            ],
            "gains": [
                {"role": own.role, "reference": own.person, "pairs_gain": own.pairs,
                 "points_gain": float(own.points)}
                for own in self.gains
            ],
        }  # fmt: skip


@dataclass(frozen=True, repr=False)
class PersonTreatment:
    """What would pair one person of a scheme; it prints as sentences."""

    role: RoleName
    person: str
    """The reference."""
    remedies: tuple[SchemeRemedy, ...]
    """The fewest rules first, then the fewest units, then the better matching."""
    found: int
    """How many were found; those beyond ``most`` are not listed."""
    is_cut: bool
    """Whether some that might do were not tried; `SchemeTreatment.untried` says which."""
    text: str
    """A sentence that says how many there are."""

    def __str__(self) -> str:
        return "\n".join((self.text, *(own.text for own in self.remedies)))

    def __repr__(self) -> str:
        return f"<PersonTreatment: a {self.role}, {plural(self.found, 'remedy', 'remedies')}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "role": self.role,
            "reference": self.person,
            "text": self.text,
            "found": self.found,
            "is_cut": self.is_cut,
            "remedies": [own.to_dict() for own in self.remedies],
        }


@dataclass(frozen=True, repr=False)
class SchemeRelaxation:
    """Rules of a scheme with which there is a matching, where there is none without."""

    changes: tuple[SchemeChange, ...]
    """One rule, or two where no single one is enough; each gives way as little as it can."""
    text: str
    """A sentence that says the rules, and what the best matching is with them."""
    stages: tuple[tuple[str, float | None], ...]
    """Of each stage of the objective its name, and what it reaches."""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<SchemeRelaxation: {plural(len(self.changes), 'rule')}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "changes": [own.to_dict() for own in self.changes],
            "text": self.text,
            "stages": [
                {"id": name, "title": STAGES[name].title, "after": after}
                for name, after in self.stages
            ],
        }


@dataclass(frozen=True, repr=False)
class SchemeTreatment:
    """What `scheme_doctor` found; it prints as sentences."""

    people: tuple[PersonTreatment, ...] = ()
    """Everybody who was asked about, in the order of the round, where there is a matching."""
    untried: tuple[str, ...] = ()
    """What was not looked at, in sentences that name nobody."""
    relaxations: tuple[SchemeRelaxation, ...] = ()
    """Which rules to relax where no matching obeys them all: each is enough, the best first."""
    relaxation: Relaxation | None = None
    """What the problem itself says of that, where more than two rules of the scheme are needed."""

    def __len__(self) -> int:
        return len(self.people)

    def shared(self) -> tuple[tuple[tuple[SchemeChange, ...], tuple[str, ...]], ...]:
        """Give the changes that are listed of several people, with whom: those of most first."""
        found: dict[tuple[SchemeChange, ...], list[str]] = {}
        for own in self.people:
            for remedy in own.remedies:
                found.setdefault(remedy.changes, []).append(own.person)
        several = [(changes, tuple(people)) for changes, people in found.items() if people[1:]]
        return tuple(sorted(several, key=lambda own: (-len(own[1]), len(own[0]))))

    def __str__(self) -> str:
        if self.relaxations:
            return "\n".join(own.text for own in self.relaxations)
        if self.relaxation is not None:
            return self.relaxation.text
        if not self.people:
            return "Everybody who went on to the matching is in a pair."
        told = [str(own) for own in self.people]
        return "\n\n".join([*told, *(["\n".join(self.untried)] if self.untried else [])])

    def __repr__(self) -> str:
        if self.relaxations:
            return f"<SchemeTreatment: {plural(len(self.relaxations), 'way')} to relax rules>"
        if self.relaxation is not None:
            rules = plural(len(self.relaxation.changes), "rule")
            return f"<SchemeTreatment: {rules} to relax>"
        helped = sum(own.found > 0 for own in self.people)
        people = plural(len(self.people), "person", "people")
        return f"<SchemeTreatment: remedies for {helped} of {people}>"

    def _repr_html_(self) -> str:
        if self.relaxation is not None:
            return self.relaxation._repr_html_()
        if self.relaxations:
            ways = [(place, own.text) for place, own in enumerate(self.relaxations, 1)]
            return html_table(repr(self)[1:-1], ("", "there is a matching"), ways, len(ways))
        rows = [
            (own.person, place, each.text, each.detail)
            for own in self.people
            for place, each in enumerate(own.remedies, 1)
        ]
        columns = ("person", "", "with the changes", "and so")
        return html_table(repr(self)[1:-1], columns, rows, len(rows))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "people": [own.to_dict() for own in self.people],
            "untried": list(self.untried),
            "relaxations": [own.to_dict() for own in self.relaxations],
            "relaxation": None if self.relaxation is None else self.relaxation.to_dict(),
        }


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
        others = [each for each in gains if each.person != person and _is_loss(each)]
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
        losing = sorted(filter(_is_loss, gains), key=lambda own: (own.pairs, own.points))
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


def _is_loss(own: Gain) -> bool:
    return own.pairs < 0 or (own.pairs == 0 and own.points < 0)


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
