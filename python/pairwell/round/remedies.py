"""What changes of a scheme's rules would bring somebody who is in no pair, as values and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pairwell.data.shown import html_table, plural
from pairwell.matching.remedy import Relaxation
from pairwell.matching.stages import STAGES
from pairwell.matching.why_not import ChainStep, Gain

if TYPE_CHECKING:
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
        return tuple(own for own in self.gains if is_loss(own))

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


def is_loss(own: Gain) -> bool:
    """Say whether somebody has fewer pairs, or as many with fewer points."""
    return own.pairs < 0 or (own.pairs == 0 and own.points < 0)
