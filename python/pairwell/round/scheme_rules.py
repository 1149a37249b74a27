"""Which rules of a programme's file could give way, and to what exactly."""

from __future__ import annotations

import itertools
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell.data.spoken import Money, Phrase, phrase, phrases
from pairwell.round.scheme_change import PERSONAL, SchemeChange
from pairwell.scheme.variant import programme_with
from pairwell.score.score import score_pairs

if TYPE_CHECKING:
    from pairwell._core import PairRule, Place
    from pairwell.matching.problem import Problem
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable

_LEVELS = 40
"""How far one rule is followed: so many ends of it are tried."""
_FULL = 1000


@dataclass(frozen=True)
class Refused:
    """The pairs that rules refuse, with the names of the rules."""

    pairs: tuple[tuple[int, int], ...]
    rules: tuple[frozenset[str], ...]
    left_out: int
    """How many more there are, which were not looked at."""

    @cached_property
    def personal(self) -> tuple[tuple[int, int], ...]:
        """The pairs that something refuses that is known of their two people."""
        both = zip(self.pairs, self.rules, strict=True)
        return tuple(pair for pair, rules in both if not rules.isdisjoint(PERSONAL))

    def by(self, rule: str) -> list[tuple[int, int]]:
        """Give the pairs that a rule refuses, with or without others."""
        return [pair for pair, own in zip(self.pairs, self.rules, strict=True) if rule in own]


def refused_pairs(scores: ScoreTable, first: Callable[[int, int], bool], most: int) -> Refused:
    """Read why pairs are refused: those that come first, and others as far as there is time.

    Parameters
    ----------
    first
        Whether a pair is of somebody who is asked about.
    most
        How many pairs are read.
    """
    every = [(i, j) for i, j in np.argwhere(~scores.allowed).tolist()]
    every.sort(key=lambda pair: not first(*pair))
    pairs = tuple(every[:most])
    rules = tuple(frozenset(own.rule for own in scores.at(i, j).refusals) for i, j in pairs)
    return Refused(pairs, rules, len(every) - len(pairs))


class FileRules:
    """Changes of a programme's file that may pair somebody: a list for each rule, least first."""

    def __init__(
        self,
        programme: Programme,
        mentees: Sequence[Any],
        mentors: Sequence[Any],
        refused: Refused,
        is_asked: Callable[[int, int], bool],
    ) -> None:
        self._programme, self._forms = programme, (mentees, mentors)
        self._refused, self._is_asked = refused, is_asked
        self.untried: list[Phrase] = []
        """What is left out, in sentences."""

    def floors(self, problem: Problem) -> list[list[SchemeChange]]:
        """Lower the floor to the whole points of pairs that are allowed and below it."""
        own = self._programme.objective
        if "floor" not in own.stages:
            return []
        pairs, units = problem.admissible()
        found: dict[int, bool] = {}
        for (i, j), points in zip(pairs.tolist(), (units // problem.scale).tolist(), strict=True):
            if points < own.floor:
                found[points] = found.get(points, False) or self._is_asked(i, j)
        levels = self._levels("floor", sorted(found, reverse=True), lambda level: found[level])
        return [
            [
                SchemeChange(
                    "floor", "objective.floor", (), own.floor, level, 1,
                    phrase("the floor lowered from %(was)s to %(now)s points",
                           was=own.floor, now=level),
                    {"objective": {"floor": level}},
                )
                for level in levels
            ]
        ] if levels else []  # fmt: skip

    def pairing(self) -> Iterator[list[SchemeChange]]:
        """Loosen rules of every pairing, where they refuse a pair."""
        own = self._programme.pairing

        def change(key: str, before: Any, after: Any, words: Phrase) -> SchemeChange:
            file = {"pairing": {key: after}}
            return SchemeChange("pairing", f"pairing.{key}", (), before, after, 1, words, file)

        if self._refused.by("common-slots"):
            asked = own.common_slots
            yield [
                change("common_slots", asked, less, phrases(
                    "%(num)s slot in common asked for instead of %(was)s",
                    "%(num)s slots in common asked for instead of %(was)s", less, was=asked))
                for less in range(asked - 1, max(-1, asked - 1 - _LEVELS), -1)
            ]  # fmt: skip
        if self._refused.by("same-employer"):
            yield [change("same_employer", False, True, phrase("pairs of one employer allowed"))]
        if self._refused.by("region"):
            words = phrase("pairs across regions allowed")
            yield [change("regions", "forbidden", "allowed", words)]
        costly = self._refused.by("access-cost")
        if costly:
            limit = own.most_access_pence or next(
                fund.pence for fund in self._programme.funds if fund.id == "access"
            )
            people = [self._forms[side][pair[side]] for pair in costly for side in (0, 1)]
            costs = sorted({c for p in people if (c := p.access_pence or 0) > limit})
            yield [
                change("most_access_pence", limit, cost, phrase(
                    "access needs of one person funded up to %(now)s instead of %(was)s",
                    now=self._money(cost), was=self._money(limit)))
                for cost in self._levels("access-cost", costs, lambda cost: True)
            ]  # fmt: skip

    def _money(self, amount: int) -> Money:
        return Money(amount, self._programme.currency)

    def pair_rules(self) -> Iterator[list[SchemeChange]]:
        """Loosen the programme's own rules of pairs, each as far as a pair needs it."""
        tables = tomllib.loads(self._programme.text).get("pair_rules", {})
        for rule in self._programme.pair_rules:
            pairs = self._refused.by(rule.id)
            if pairs:
                yield [*self._loosened(rule, tables[rule.id], pairs), _dropped(rule)]

    def _loosened(
        self, rule: PairRule, table: dict[str, Any], pairs: list[tuple[int, int]]
    ) -> list[SchemeChange]:
        key = "forbid" if rule.forbids else "require"
        compare = dict(table[key])
        if compare["compare"] == "distance" and not rule.forbids:
            return self._radius(rule, compare, pairs)
        if compare["compare"] == "travel" and not rule.forbids:
            return self._journey(rule, compare, pairs)
        shares = self._shares(compare)
        found: dict[int, bool] = {}
        for i, j in pairs:
            share = int(shares[i, j])
            level = share + 1 if rule.forbids else share
            if 0 < level <= _FULL:
                found[level] = found.get(level, False) or self._is_asked(i, j)
        levels = sorted(found, reverse=not rule.forbids)

        def words(level: int) -> Phrase:
            facts = {"rule": rule.id, "now": level, "was": rule.share}
            if rule.forbids:
                return phrase(
                    'rule "%(rule)s" loosened, refusing from a share of %(now)s on instead of'
                    " %(was)s",
                    **facts,
                )
            return phrase(
                'rule "%(rule)s" loosened, asking for a share of %(now)s instead of %(was)s',
                **facts,
            )

        return [
            self._of_rule(rule, "share", rule.share, level, words(level), {"share": level})
            for level in self._levels(rule.id, levels, lambda level: found[level])
        ]  # fmt: skip

    def _radius(
        self, rule: PairRule, compare: dict[str, Any], pairs: list[tuple[int, int]]
    ) -> list[SchemeChange]:
        """Widen the distance from which on a rule refuses: to the next whole number."""
        bands = compare["bands"]
        near = list(itertools.takewhile(lambda band: band[1] >= rule.share, bands))
        if len(near) == len(bands) or any(band[1] >= rule.share for band in bands[len(near) :]):
            return []
        before = bands[len(near)][0]
        are_minutes = bool(self._programme.travel_times)

        def words(level: int) -> Phrase:
            facts = {"rule": rule.id, "was": before, "now": level}
            if are_minutes:
                return phrase(
                    'rule "%(rule)s" loosened, its radius widened from %(was)s to %(now)s minutes',
                    **facts,
                )
            return phrase(
                'rule "%(rule)s" loosened, its radius widened from %(was)s to %(now)s km', **facts
            )

        found: dict[int, bool] = {}
        for pair, least in self._measured(compare, pairs, before, falls=True):
            found[least + 1] = found.get(least + 1, False) or self._is_asked(*pair)
        return [
            self._of_rule(rule, "require.bands", before, level, words(level),
                          {"require": {"bands": [*near, [level, 0]]}})
            for level in self._levels(rule.id, sorted(found), lambda level: found[level])
        ]  # fmt: skip

    def _journey(
        self, rule: PairRule, compare: dict[str, Any], pairs: list[tuple[int, int]]
    ) -> list[SchemeChange]:
        """Lower how long two people would have to travel together: to what the pair would."""
        bands = compare["bands"]
        short = list(itertools.takewhile(lambda band: band[1] < rule.share, bands))
        if len(short) == len(bands) or any(band[1] < rule.share for band in bands[len(short) :]):
            return []
        before = bands[len(short)][0]
        found: dict[int, bool] = {}
        for pair, minutes in self._measured(compare, pairs, 0, falls=False):
            if 0 < minutes < before:
                found[minutes] = found.get(minutes, False) or self._is_asked(*pair)
        levels = sorted(found, reverse=True)
        return [
            self._of_rule(rule, "require.bands", before, level,
                          phrases(
                              'rule "%(rule)s" loosened, %(num)s minutes of travel asked for'
                              " instead of %(was)s",
                              'rule "%(rule)s" loosened, %(num)s minutes of travel asked for'
                              " instead of %(was)s",
                              level, rule=rule.id, was=before),
                          {"require": {"bands": [[level, _FULL]]}})
            for level in self._levels(rule.id, levels, lambda level: found[level])
        ]  # fmt: skip

    def _of_rule(
        self, rule: PairRule, key: str, before: int, after: int, words: Phrase, file: dict[str, Any]
    ) -> SchemeChange:
        return SchemeChange(
            "pair_rule", f"pair_rules.{rule.id}.{key}", (), before, after, 1,
            words, {"pair_rules": {rule.id: file}},
        )  # fmt: skip

    def _levels(self, rule: str, levels: list[int], is_first: Callable[[int], bool]) -> list[int]:
        """Keep as many levels as are tried: those of people who are asked about first."""
        if len(levels) <= _LEVELS:
            return levels
        kept = sorted(range(len(levels)), key=lambda at: not is_first(levels[at]))[:_LEVELS]
        self.untried.append(
            phrase(
                'Of %(count)s steps by which rule "%(rule)s" could give way, %(tried)s were tried.',
                count=len(levels),
                rule=rule,
                tried=_LEVELS,
            )
        )
        return [levels[at] for at in sorted(kept)]

    def _measured(
        self, compare: dict[str, Any], pairs: list[tuple[int, int]], start: int, *, falls: bool
    ) -> Iterator[tuple[tuple[int, int], int]]:
        """Read the whole kilometres or minutes of pairs off the scorer itself, by bands of one.

        A thousand shares tell so many apart; who is beyond is told apart in the next look.
        """
        left = list(pairs)
        while left:
            steps = range(1, _FULL + 1)
            bands = [[start + step, _FULL - step if falls else step] for step in steps]
            shares = self._shares({**compare, "bands": bands})
            beyond = []
            for i, j in left:
                share = int(shares[i, j])
                steps_in = _FULL - share if falls else share
                if steps_in < _FULL:
                    yield (i, j), start + steps_in
                else:
                    beyond.append((i, j))
            if len(beyond) == len(left) and start > 40_000:
                return
            left, start = beyond, start + _FULL

    def _shares(self, compare: dict[str, Any]) -> Any:
        """Compare all pairs by a comparison of the file; not a number where it is blank."""
        there = tomllib.loads(self._programme.text)
        without = [name for name in ("criteria", "weights", "pair_rules") if name in there]
        criterion = {**compare, "weight": 1, "blank": "leaves"}
        probe = programme_with(
            self._programme, {"without": without, "criteria": {"probe": criterion}}, "doctor"
        )
        return np.rint(score_pairs(probe, *self._forms).share("probe") * _FULL)


def places_of(
    programme: Programme, ranks: Iterable[tuple[str, str, int]] = ()
) -> list[list[SchemeChange]]:
    """One place more of each region and role, and as many as some ranks need.

    Parameters
    ----------
    ranks
        Region, role and rank of those who are asked about and were ranked.
    """
    found = []
    for place in programme.places:
        most, role = place.people.most, place.role.name.lower()
        if most is None:
            continue
        needed = {rank for region, own, rank in ranks if (region, own) == (place.region, role)}
        levels = {most + 1} | {rank for rank in needed if rank > most}
        kept = sorted(levels)[:_LEVELS]
        found.append([_places(place, f"{role}s", most, level) for level in kept])
    return found


def _places(place: Place, role: str, most: int, level: int) -> SchemeChange:
    more = level - most
    facts = {"region": place.region, "now": level, "was": most}
    words = (
        phrases(
            "one place more for mentees in %(region)s (%(now)s instead of %(was)s)",
            "%(num)s places more for mentees in %(region)s (%(now)s instead of %(was)s)",
            more,
            **facts,
        )
        if role == "mentees"
        else phrases(
            "one place more for mentors in %(region)s (%(now)s instead of %(was)s)",
            "%(num)s places more for mentors in %(region)s (%(now)s instead of %(was)s)",
            more,
            **facts,
        )
    )
    return SchemeChange(
        "place", f"places.{place.region}.{role}", (), most, level, more,
        words, {"places": {place.region: {role: {"most": level}}}},
    )  # fmt: skip


def leasts_of(programme: Programme) -> list[list[SchemeChange]]:
    """Lower how many people of a region and role there must be, one by one."""
    return [
        [
            _least(place, f"{place.role.name.lower()}s", place.people.least, level)
            for level in range(place.people.least - 1, -1, -1)
        ]
        for place in programme.places
        if place.people.least
    ]


def _least(place: Place, role: str, least: int, level: int) -> SchemeChange:
    facts = {"region": place.region, "was": least}
    words = (
        phrases(
            "at least %(num)s mentees in %(region)s instead of %(was)s",
            "at least %(num)s mentees in %(region)s instead of %(was)s",
            level,
            **facts,
        )
        if role == "mentees"
        else phrases(
            "at least %(num)s mentors in %(region)s instead of %(was)s",
            "at least %(num)s mentors in %(region)s instead of %(was)s",
            level,
            **facts,
        )
    )
    return SchemeChange(
        "place", f"places.{place.region}.{role}.least", (), least, level, least - level,
        words, {"places": {place.region: {role: {"least": level}}}},
    )  # fmt: skip


def _dropped(rule: PairRule) -> SchemeChange:
    sentence = rule.sentence.rstrip(".")
    words = phrase('rule "%(rule)s" (%(sentence)s) made a wish', rule=rule.id, sentence=sentence)
    return SchemeChange(
        "pair_rule", f"pair_rules.{rule.id}", (), rule.share, None, 1,
        words, {"without": [f"pair_rules.{rule.id}"]},
    )  # fmt: skip
