"""What became of the pairs of a matching when other weights were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import numpy as np

from pairwell import _core
from pairwell._arguments import whole
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import Label, shown
from pairwell.matching.matching import Matching
from pairwell.matching.tables import MatchingTable, column_of_labels, person_column
from pairwell.matching.value import Int64Array, Value

_MILLION = 1_000_000
_CONFIDENCE = 0.95


@dataclass(frozen=True, repr=False)
class Instead:
    """Whom somebody is with where a pair did not survive."""

    person: Label
    """The label, or the position where there are none; None: no other partner."""
    draws: int
    """In how many draws."""

    def __repr__(self) -> str:
        return f"<Instead: {'somebody' if self.person is not None else 'nobody'}, {self.draws}>"


@dataclass(frozen=True, repr=False)
class PairSurvival:
    """In how many draws one pair of the matching survived."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    points: Fraction
    """Of the pair, at the present weights."""
    survived: int
    draws: int
    mentee_instead: tuple[Instead, ...]
    """Whom the mentee is with otherwise, the most frequent first."""
    mentor_instead: tuple[Instead, ...]
    """Whom the mentor is with otherwise, the most frequent first."""

    @property
    def share(self) -> Fraction | None:
        """The share of the draws in which the pair survived; None where nothing was drawn."""
        return Fraction(self.survived, self.draws) if self.draws else None

    @property
    def interval(self) -> tuple[float, float]:
        """The exact 95 % interval of that share (Clopper and Pearson); 0 to 1 without draws."""
        if not self.draws:
            return 0.0, 1.0
        return _core.exact_interval(self.survived, self.draws, _CONFIDENCE)

    @property
    def text(self) -> str:
        """A full sentence, with whom the two are with instead."""
        pair = f"{shown(self.mentee)} and {shown(self.mentor)}"
        if not self.draws:
            return f"Nothing was drawn for {pair}."
        if self.survived == self.draws:
            drawn = "the only draw" if self.draws == 1 else f"all {self.draws} draws"
            return f"{pair} stay a pair in {drawn}{self._range()}."
        times = str(self.survived) if self.survived else "none"
        found = f"{pair} stay a pair in {times} of {plural(self.draws, 'draw')}{self._range()}"
        sides = ((self.mentee, self.mentee_instead), (self.mentor, self.mentor_instead))
        others = [_with(person, instead[0]) for person, instead in sides if instead]
        return f"{found}. Otherwise {', and '.join(others)}."

    def _range(self) -> str:
        low, high = self.interval
        return f" (95 % interval of the share {low:.3f} to {high:.3f})"

    def __repr__(self) -> str:
        return f"<PairSurvival: a pair, in {self.survived} of {plural(self.draws, 'draw')}>"


def _with(person: Label, instead: Instead) -> str:
    times = "once" if instead.draws == 1 else f"{instead.draws} times"
    if instead.person is None:
        return f"{shown(person)} most often has no other partner ({times})"
    return f"{shown(person)} is most often with {shown(instead.person)} ({times})"


@dataclass(frozen=True, repr=False)
class PersonStability:
    """In how many draws one person has other partners."""

    role: Literal["mentee", "mentor"]
    person: Label
    """The label, or the position where there are none."""
    changed: int
    draws: int

    def __repr__(self) -> str:
        return f"<PersonStability: a {self.role}, in {self.changed} of {self.draws} draws>"


@dataclass(frozen=True, eq=False, repr=False)
class WeightFirmness(Framed, Value):
    """Which pairs of a matching survive other weights of all criteria; see `weight_firmness`.

    Its frames have the rows of `table`.
    """

    matching: Matching
    criteria: tuple[str, ...]
    """Names."""
    weights: tuple[int, ...]
    """The present weight of each criterion."""
    by: Fraction
    """The largest share by which a weight was drawn up or down."""
    asked: int
    """How many draws were asked for."""
    seed: int
    factors: Int64Array
    """Millionths by which each weight was multiplied: draws by criteria."""
    outcomes: Int64Array
    """Which of the `sets` each draw gave."""
    sets: tuple[tuple[tuple[int, int], ...], ...]
    """The different sets of pairs, as positions; the first is that of the matching."""
    stopped: str = ""
    """What stopped the call before all draws; empty where nothing did."""

    @property
    def draws(self) -> int:
        """How many draws were solved."""
        return len(self.outcomes)

    @property
    def unchanged(self) -> int:
        """In how many draws every pair is as it is."""
        return int(self._times[0])

    @cached_property
    def _times(self) -> Int64Array:
        """How many draws gave each of the sets."""
        return np.bincount(self.outcomes, minlength=len(self.sets)).astype(np.int64)

    @cached_property
    def _partners(self) -> list[tuple[dict[int, set[int]], dict[int, set[int]]]]:
        """Of each set, the partners of every mentee and of every mentor."""
        return [(_by(pairs, 0), _by(pairs, 1)) for pairs in self.sets]

    @cached_property
    def pairs(self) -> tuple[PairSurvival, ...]:
        """Every pair of the matching, in its order."""
        found = []
        units = self.matching.pair_units.tolist()
        for (mentee, mentor), own in zip(self.matching.pairs.tolist(), units, strict=True):
            survived = 0
            instead: tuple[Counter[int | None], Counter[int | None]] = (Counter(), Counter())
            for times, partners in zip(self._times.tolist(), self._partners, strict=True):
                if mentor in partners[0].get(mentee, ()):
                    survived += times
                    continue
                for side, person in enumerate((mentee, mentor)):
                    before = self._partners[0][side][person]
                    others = partners[side].get(person, set()) - before
                    for other in sorted(others):
                        instead[side][other] += times
                    if not others:
                        instead[side][None] += times
            found.append(
                PairSurvival(
                    *self._called(mentee, mentor),
                    Fraction(own, self.matching.problem.scale),
                    survived,
                    self.draws,
                    self._told(instead[0], 1),
                    self._told(instead[1], 0),
                )
            )
        return tuple(found)

    def _told(self, counted: Counter[int | None], side: int) -> tuple[Instead, ...]:
        """The most frequent first; of as many, by position, and nobody last."""
        order = sorted(counted.items(), key=lambda each: (-each[1], each[0] is None, each[0] or 0))
        return tuple(
            Instead(None if place is None else self._name(side, place), times)
            for place, times in order
            if times
        )

    def _called(self, mentee: int, mentor: int) -> tuple[Label, Label]:
        return self._name(0, mentee), self._name(1, mentor)

    def _name(self, side: int, place: int) -> Label:
        return self.matching.problem._called(side, [place])[0]

    def fragile(self, most: int = 10) -> tuple[PairSurvival, ...]:
        """The pairs that survived the fewest draws, those first; none that survived all.

        Parameters
        ----------
        most
            How many at most.
        """
        count = whole("fragile", "most", most, 0, 2**31)
        ending = [pair for pair in self.pairs if pair.survived < pair.draws]
        return tuple(sorted(ending, key=lambda pair: pair.survived)[:count])

    @cached_property
    def newcomers(self) -> tuple[tuple[Label, Label, int], ...]:
        """Pairs that are not in the matching, with in how many draws they are, most often first."""
        counted: Counter[tuple[int, int]] = Counter()
        own = set(self.sets[0])
        for times, pairs in zip(self._times.tolist(), self.sets, strict=True):
            for pair in pairs:
                if pair not in own:
                    counted[pair] += times
        order = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
        return tuple((*self._called(*pair), times) for pair, times in order if times)

    @cached_property
    def people(self) -> tuple[PersonStability, ...]:
        """Everybody whose partners change in some draw, those who change most often first."""
        found = []
        roles: tuple[Literal["mentee", "mentor"], ...] = ("mentee", "mentor")
        for side, role in enumerate(roles):
            known = sorted({place for each in self._partners for place in each[side]})
            base = self._partners[0][side]
            for place in known:
                changed = sum(
                    times
                    for times, partners in zip(self._times.tolist(), self._partners, strict=True)
                    if partners[side].get(place) != base.get(place)
                )
                if changed:
                    found.append(
                        PersonStability(role, self._name(side, place), changed, self.draws)
                    )
        return tuple(sorted(found, key=lambda each: -each.changed))

    def table(self) -> MatchingTable:
        """Every pair of the matching, with in how many draws it survives.

        ``mentee``, ``mentor``, ``points``; ``survived``, ``draws`` and their ``share`` with its
        exact 95 % interval, ``low`` to ``high``; ``instead``, the mentor whom the mentee is with
        most often otherwise (blank: nobody), and ``instead_draws``, in how many draws.
        """
        pairs, problem = self.pairs, self.matching.problem
        first = [pair.mentee_instead[0] if pair.mentee_instead else None for pair in pairs]
        others = [None if each is None else each.person for each in first]
        labels = problem._labels(1)
        known = range(problem.shape[1]) if labels is None else labels

        def real(name: str, values: Iterator[Any]) -> Column:
            return Column(name, "real", [None if each is None else float(each) for each in values])

        return MatchingTable(
            "firmness of weights",
            [
                person_column("mentee", problem, 0, self.matching.pairs[:, 0]),
                person_column("mentor", problem, 1, self.matching.pairs[:, 1]),
                real("points", (pair.points for pair in pairs)),
                Column("survived", "whole", [pair.survived for pair in pairs]),
                Column("draws", "whole", [pair.draws for pair in pairs]),
                real("share", (pair.share for pair in pairs)),
                real("low", (round(pair.interval[0], 4) for pair in pairs)),
                real("high", (round(pair.interval[1], 4) for pair in pairs)),
                column_of_labels("instead", others, known),
                Column("instead_draws", "whole", [None if e is None else e.draws for e in first]),
            ],
        )

    def draws_table(self) -> MatchingTable:
        """Every draw: its number, the weight of each criterion, and how many pairs did not survive.

        The columns of weights are ``weight: needs`` and so on.
        """
        lost = [len(set(self.sets[0]) - set(pairs)) for pairs in self.sets]
        columns = [Column("draw", "whole", list(range(self.draws)))]
        for place, (name, weight) in enumerate(zip(self.criteria, self.weights, strict=True)):
            drawn = [weight * factor / _MILLION for factor in self.factors[:, place].tolist()]
            columns.append(Column(f"weight: {name}", "real", drawn))
        columns.append(Column("lost", "whole", [lost[own] for own in self.outcomes.tolist()]))
        return MatchingTable("draws of weights", columns)

    def _frame(self) -> list[Column]:
        return self.table()._frame()

    @property
    def text(self) -> str:
        """Full sentences: how many pairs survive, and which is the least firm."""
        share = f"{float(self.by * 100):.15g} %"
        drawn = f"{plural(self.draws, 'draw')} of weights within {share} of what they are"
        if not self.draws:
            found = [f"Nothing was drawn, since {self.stopped}."]
        elif not self.pairs:
            found = ["The matching has no pairs."]
        else:
            always = sum(pair.survived == pair.draws for pair in self.pairs)
            every = "its 1 pair" if len(self.pairs) == 1 else f"its {len(self.pairs)} pairs"
            stay = "stays" if always == 1 else "stay"
            found = [f"In {drawn}, {always or 'none'} of {every} {stay} throughout."]
            same = plural(self.unchanged, "draw") if self.unchanged else "no draw"
            found.append(f"In {same} all pairs stay.")
            fragile = self.fragile(1)
            found += [f"The least firm: {fragile[0].text}"] if fragile else []
        if self.stopped and self.draws:
            found.append(f"Of {self.asked} draws {self.draws} were solved, since {self.stopped}.")
        return " ".join(found)

    def __len__(self) -> int:
        return len(self.pairs)

    def __iter__(self) -> Iterator[PairSurvival]:
        return iter(self.pairs)

    def __getitem__(self, place: int) -> PairSurvival:
        return self.pairs[place]

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        always = sum(pair.survived == pair.draws for pair in self.pairs)
        stay = "stays" if always == 1 else "stay"
        if self.draws == 0:
            return f"{plural(len(self.pairs), 'pair')}, nothing drawn"
        drawn = "the only draw" if self.draws == 1 else f"all {self.draws} draws"
        return f"{plural(len(self.pairs), 'pair')}, {always or 'none'} {stay} in {drawn}"

    def __repr__(self) -> str:
        return f"<WeightFirmness: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple(map(_cell, row)) for row in table.rows)
        return html_table(self._summary(), table.columns, rows, len(table))


def _cell(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.6g}"
    return "" if cell is None else str(cell)


def _by(pairs: Iterable[tuple[int, int]], side: int) -> dict[int, set[int]]:
    """The partners of each person of one side."""
    found: dict[int, set[int]] = {}
    for pair in pairs:
        found.setdefault(pair[side], set()).add(pair[1 - side])
    return found
