"""Changes of rules that pair somebody, and rules to relax, as values that print as sentences."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal, cast

from pairwell import _core
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label
from pairwell.matching.problem import Problem
from pairwell.matching.value import Value
from pairwell.matching.why_not import Consequences, Role

Of = Literal["mentee", "mentor", "mentee_group", "mentor_group", "pair", "floor"]

ROLES: tuple[Role, Role] = ("mentee", "mentor")


@dataclass(frozen=True, repr=False)
class RuleChange:
    """One rule of a problem or an objective, changed."""

    kind: _core.RuleChangeKind
    of: Of
    """Whose rule it is."""
    subject: Any
    """The label of a person, those of both of a pair, the name of a group, and None of the floor;
    positions where there are no labels or names."""
    before: int | Fraction
    """The most or the least, in pairs; the floor, in points; of a pair 0 and 1, since it is
    allowed, or 1 and 0, since it is unlocked."""
    after: int | Fraction

    def __repr__(self) -> str:
        return f"<RuleChange: {_in_words(self)} of a {self.of.replace('_', ' ')}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values; labels that are neither texts nor numbers are texts."""
        pair = isinstance(self.subject, tuple) and self.of == "pair"
        return {
            "kind": self.kind.name.lower(),
            "of": self.of,
            "subject": list(map(_plain, self.subject)) if pair else _plain(self.subject),
            "before": _number(self.before),
            "after": _number(self.after),
        }

    @classmethod
    def _of(cls, core: _core.RuleChange, problem: Problem) -> RuleChange:
        of, ids = core.subject
        subject: Any = None
        if of == "pair":
            subject = tuple(problem._called(side, [place])[0] for side, place in enumerate(ids))
        elif of in ROLES:
            subject = problem._called(ROLES.index(of), ids)[0]
        elif of != "floor":
            own = problem._core
            groups = own.mentee_groups if of == "mentee_group" else own.mentor_groups
            subject = str(groups[ids[0]][0]) or ids[0]
        is_floor = of == "floor"
        scale = problem.scale
        before, after = (
            Fraction(end, scale) if is_floor else end for end in (core.before, core.after)
        )
        return cls(core.kind, cast(Of, of), subject, before, after)


@dataclass(frozen=True, eq=False, repr=False)
class Remedy(Value):
    """Changes of rules that pair somebody, and the best matching with them; it prints as words."""

    changes: tuple[RuleChange, ...]
    """One, or two of which neither would do alone; a rule may give way by two."""
    partners: tuple[Label, ...]
    """Whom the person would be with: labels where the problem has them, else positions."""
    text: str
    """A sentence that names the rules, the person and who is with them, and nobody else."""
    detail: str
    """Sentences that name all pairs that end and begin, and who gains or loses."""
    consequences: Consequences
    """That matching beside what there is: ``stage`` is the first that differs, and ``cost`` is
    below 0 where it is better."""

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Remedy: {' and '.join(map(_in_words, self.changes))}>"

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        own = self.consequences
        return {
            "changes": [change.to_dict() for change in self.changes],
            "partners": list(map(_plain, self.partners)),
            "text": self.text,
            "detail": self.detail,
            "stage": None if own.stage is None else own.stages[own.stage].name,
            "cost": own.cost,
            "stages": [
                {"name": each.name, "before": each.before, "after": each.after}
                for each in own.stages
            ],
            "chain": [
                {
                    "mentee": _plain(step.mentee),
                    "mentor": _plain(step.mentor),
                    "begins": step.begins,
                    "points": float(step.points),
                }
                for step in own.chain
            ],
            "gains": [
                {
                    "role": gain.role,
                    "person": _plain(gain.person),
                    "pairs": gain.pairs,
                    "points": float(gain.points),
                }
                for gain in own.gains
            ],
        }


@dataclass(frozen=True, eq=False, repr=False)
class PersonRemedies(Value):
    """What would pair one person; it prints as sentences."""

    role: Role
    person: Label
    """The label where the problem has them, else the position."""
    remedies: tuple[Remedy, ...]
    """The fewest rules first, then the fewest units, then the better matching."""
    found: int
    """How many were found; those beyond ``most`` are not listed."""
    is_cut: bool
    """Whether some changes that might do were not tried, since there are too many."""
    is_tied: bool
    """Whether a matching as good as the one there is pairs the person, so that no rule need
    change."""
    text: str
    """A sentence that says how many there are, or why there is none."""

    def __str__(self) -> str:
        return "\n".join((self.text, *(remedy.text for remedy in self.remedies)))

    def __repr__(self) -> str:
        return f"<PersonRemedies: a {self.role}, {plural(self.found, 'remedy', 'remedies')}>"

    def _repr_html_(self) -> str:
        rows = [(place, own.text, own.detail) for place, own in enumerate(self.remedies, 1)]
        return html_table(self.text, ("", "with the changes", "and so"), rows, len(rows))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "role": self.role,
            "person": _plain(self.person),
            "text": self.text,
            "found": self.found,
            "is_cut": self.is_cut,
            "is_tied": self.is_tied,
            "remedies": [remedy.to_dict() for remedy in self.remedies],
        }


@dataclass(frozen=True, repr=False)
class Relaxation:
    """Rules without which there is a matching; it prints as a sentence."""

    changes: tuple[RuleChange, ...]
    """Mosts raised, leasts lowered and pairs unlocked."""
    units: int
    """How much they give way, together."""
    is_smallest: bool
    """Whether it is known that no fewer rules do, nor as many with fewer units."""
    text: str

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Relaxation: {plural(len(self.changes), 'rule')} by {plural(self.units, 'unit')}>"

    def _repr_html_(self) -> str:
        rows = [
            (_in_words(each), _said(each.subject), each.before, each.after) for each in self.changes
        ]
        return html_table(self.text, ("change", "of", "before", "after"), rows, len(rows))

    def to_dict(self) -> dict[str, Any]:
        """Plain values that can go into JSON."""
        return {
            "changes": [change.to_dict() for change in self.changes],
            "units": self.units,
            "is_smallest": self.is_smallest,
            "text": self.text,
        }


def _in_words(change: RuleChange) -> str:
    return change.kind.name.lower().replace("_", " ")


def _said(subject: Any) -> str:
    return " with ".join(map(str, subject)) if isinstance(subject, tuple) else str(subject)


def _plain(label: Any) -> Any:
    return label if isinstance(label, (str, int, float, type(None))) else str(label)


def _number(value: int | Fraction) -> int | float:
    return value if isinstance(value, int) else float(value)
