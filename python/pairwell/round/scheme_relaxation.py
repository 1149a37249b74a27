"""Which rules of a scheme to relax where no matching obeys them all, and by how much."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from functools import cmp_to_key
from typing import TYPE_CHECKING

from pairwell.data.spoken import ENGLISH, Speech
from pairwell.round.remedies import SchemeRelaxation
from pairwell.round.remedy_words import better, relaxed
from pairwell.round.scheme_change import SchemeChange, atoms_of, request, slot
from pairwell.round.scheme_rules import FileRules, leasts_of, places_of, refused_pairs

if TYPE_CHECKING:
    from pairwell.round.reasons import Solved
    from pairwell.round.relaxed import Scheme, World

_READ = 20_000
_SLOTS = 4

Ladder = list[SchemeChange]


class Relaxing:
    """Looks for single rules to relax, and for two where none is enough.

    The further a rule gives way, the more matchings there are, so that the least is found by
    halving.
    """

    def __init__(self, scheme: Scheme, solved: Solved, effort: int) -> None:
        self._scheme, self._left = scheme, effort
        mentees, mentors = solved.problem.shape
        self._each = mentees * mentors + _READ
        refused = refused_pairs(solved.scores, lambda i, j: True, _READ)
        rules = FileRules(
            solved.programme, solved.mentee_forms, solved.mentor_forms, refused, lambda i, j: True
        )
        self._ladders: list[Ladder] = [
            *leasts_of(solved.programme),
            *places_of(solved.programme),
            *rules.pairing(),
            *rules.pair_rules(),
            *self._of_people(solved, refused.personal),
        ]

    def _of_people(self, solved: Solved, personal: Sequence[tuple[int, int]]) -> Iterator[Ladder]:
        for pair in personal:
            for atom in atoms_of(solved.scores, *pair) or ():
                yield [request(atom)]
        for form, (_, most) in zip(
            solved.mentor_forms, solved.problem.mentor_capacity, strict=True
        ):
            if most:
                yield [slot(form.reference, most, more) for more in range(1, _SLOTS + 1)]

    def found(
        self, most: int, names: Mapping[str, str], say: Speech = ENGLISH
    ) -> tuple[SchemeRelaxation, ...]:
        """Give the rules to relax: the fewest units first, then the better matching."""
        worlds = [world for own in self._ladders if (world := self._least([own]))]
        if not worlds:
            twos = itertools.combinations(self._ladders, 2)
            worlds = [world for both in twos if (world := self._least(list(both)))]
        worlds.sort(key=cmp_to_key(better))
        return tuple(relaxed(world, names, say) for world in worlds[:most])

    def _solve(self, changes: Sequence[SchemeChange]) -> World | None:
        self._left -= self._each
        self._scheme.watch.tell("changing rules", 0, 1)
        return self._scheme.solve(changes) if self._left > 0 else None

    def _least(self, ladders: list[Ladder]) -> World | None:
        """Relax rules as far as they go, and then each as little as is enough."""
        ends = [len(own) - 1 for own in ladders]
        found = self._solve([own[end] for own, end in zip(ladders, ends, strict=True)])
        if found is None:
            return None
        for place in range(len(ladders)):
            low, high = 0, ends[place]
            while low < high:
                ends[place] = (low + high) // 2
                world = self._solve([own[end] for own, end in zip(ladders, ends, strict=True)])
                if world is None:
                    low = ends[place] + 1
                else:
                    high, found = ends[place], world
            ends[place] = high
        return found
