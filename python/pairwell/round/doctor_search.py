"""Looks for changes of a scheme's rules, alone and in twos, that pair those who are in no pair."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from pairwell import _core
from pairwell.data.spoken import Phrase, phrase, phrases
from pairwell.matching.match import match_of_programme, to_stages
from pairwell.matching.problem import Problem
from pairwell.round.relaxed import Scheme, World
from pairwell.round.remedies import PersonTreatment
from pairwell.round.remedy_words import Wording
from pairwell.round.round import Round
from pairwell.round.scheme_change import (
    Atom,
    SchemeChange,
    atoms_of,
    request,
    slot,
    table_of,
)
from pairwell.round.scheme_rules import FileRules, Refused, places_of, refused_pairs

if TYPE_CHECKING:
    from pairwell.round.reasons import Solved
    from pairwell.scheme.members import RoleName

Changes = tuple[SchemeChange, ...]

_EACH = 20_000  # what a matching costs at least, in pairs
_PERSON = 500  # what somebody costs who is asked about in it
_READ = 20_000  # refused pairs whose rules are read


@dataclass
class _Case:
    """What was found for somebody."""

    role: RoleName
    found: dict[Changes, World] = field(default_factory=dict)
    known: dict[Changes, None] = field(default_factory=dict)
    """What does it, whether or not the matching was made."""
    is_cut: bool = False

    def add(self, world: World) -> None:
        """Keep changes that do it, unless fewer rules do, or the same ones less far."""
        if world.changes in self.known:
            self.found[world.changes] = world
            return
        own = _subjects(world.changes)
        if not any(own >= _subjects(other) for other in self.known):
            self.found[world.changes] = world
            self.known.setdefault(world.changes)

    def has_of(self, change: SchemeChange) -> bool:
        """Whether the rule does it alone, as far as it gives way or less far."""
        return any({change.subject} == _subjects(own) for own in self.known)


def _subjects(changes: Iterable[SchemeChange]) -> set[tuple[str, ...]]:
    return {change.subject for change in changes}


class Search:
    """A search for some people of one scheme."""

    def __init__(
        self, scheme: Scheme, solved: Solved, asked: Mapping[str, RoleName], most: int, effort: int
    ) -> None:
        self._scheme, self._most, self._left = scheme, most, effort
        self._cases = {person: _Case(role) for person, role in asked.items()}
        self._worlds: dict[frozenset[SchemeChange], World | None] = {}
        self.untried: list[Phrase] = []
        selections = solved.selections if isinstance(solved, Round) else ()
        waits = any(own.outcome is _core.Selected.RESERVE for own in selections)
        base = scheme.solve(())
        assert base is not None  # it is the matching that there is
        self.base = base
        self._is_exact = not waits and not self._has_free_places(base)
        mine = self._cases.keys()
        ranked = [own for own in selections if own.reference in mine and own.rank]
        ranks = [(own.region, own.role.name.lower(), own.rank) for own in ranked]
        places = places_of(base.programme, ranks)
        wide = self._with_everybody(places) if ranks else base
        self._wide = wide

        def is_asked(i: int, j: int) -> bool:
            return wide.scores.mentees[i] in mine or wide.scores.mentors[j] in mine

        self._refused = refused_pairs(wide.scores, is_asked, _READ)
        rules = FileRules(
            base.programme, wide.mentee_forms, wide.mentor_forms, self._refused, is_asked
        )
        floors = rules.floors(wide.problem)
        self._files = [*places, *floors, *rules.pairing(), *rules.pair_rules()]
        self.untried += rules.untried
        if self._refused.left_out:
            self.untried.append(
                phrases(
                    "Why %(num)s pair is refused was not looked at.",
                    "Why %(num)s pairs are refused was not looked at.",
                    self._refused.left_out,
                )
            )
        self._atoms = self._requests(self._refused)

    def _has_free_places(self, base: World) -> bool:
        """Whether who has a place already may take more mentees beside places that bind others.

        A slot more sets them apart then, which the problem does not do: see `make_problem`.
        """
        if not len(base.problem.locked):
            return False
        capacity = base.problem.mentor_capacity
        return any(
            most is not None and not _is_slack(members, most, capacity)
            for _, members, (_, most) in base.problem.mentor_groups
        )

    def _with_everybody(self, places: list[list[SchemeChange]]) -> World:
        """A matching with places for all who are asked about."""
        world = self._scheme.solve([ladder[-1] for ladder in places])
        return (world and world.everybody) or world or self.base.everybody or self.base

    def _requests(self, refused: Refused) -> dict[tuple[int, int], tuple[Atom, ...]]:
        """The pairs that are refused by what is known of their two people, and nothing else."""
        found = {pair: atoms_of(self._wide.scores, *pair) for pair in refused.personal}
        return {pair: atoms for pair, atoms in found.items() if atoms}

    def run(self, twos: bool | None) -> None:
        """Look for single changes, and for two where none does alone or where that is asked."""
        pairs: list[Changes] = []
        for changes in self._candidates(self.base, self._cases, self._most):
            if len(changes) > 1:
                pairs.append(changes)
            else:
                self._try(changes)
        ladders = [*self._files, *([] if self._is_exact else self._of_people())]
        done = self._go_through(ladders)
        if done < len(ladders):
            told = phrase(
                "Of %(count)s rules, %(done)s were changed alone.", count=len(ladders), done=done
            )
            self._cut(told, self._cases.values())
        needy = {
            person: case
            for person, case in self._cases.items()
            if twos or (twos is None and not case.known)
        }
        if needy and twos is not False:
            for changes in pairs:
                self._try(changes)
            self._twos([*self._files, *self._of_people()], needy)

    def _go_through(self, ladders: list[list[SchemeChange]]) -> int:
        """Change each rule, as far as there is time for it; say how many were."""
        for done, ladder in enumerate(ladders):
            if self._left <= 0:
                return done
            self._scheme.watch.tell("changing rules", done, len(ladders))
            self._climb(ladder)
        return len(ladders)

    def _of_people(self) -> Iterator[list[SchemeChange]]:
        """What is known of two people, and the slots of mentors."""
        for atoms in self._atoms.values():
            for atom in atoms:
                yield [request(atom)]
        for form, (_, most) in zip(
            self._wide.mentor_forms, self._wide.problem.mentor_capacity, strict=True
        ):
            if most:
                yield [slot(form.reference, most)]

    def _climb(self, ladder: list[SchemeChange]) -> None:
        """Change one rule further and further, until it pairs whomever it can."""
        for change in ladder:
            world = self._solve((change,))
            if world is not None:
                self._look(world)
            if all(case.has_of(change) for case in self._cases.values()) or self._left <= 0:
                return

    def _try(self, changes: Changes) -> None:
        if self._left > 0 and (world := self._solve(changes)) is not None:
            self._look(world)

    def _look(self, world: World) -> None:
        for person, case in self._cases.items():
            if person in world.paired:
                case.add(world)

    def _solve(self, changes: Iterable[SchemeChange]) -> World | None:
        """Make the matching with some changes, once."""
        key = frozenset(changes)
        if key not in self._worlds:
            self._left -= self._cells(self._wide.problem)
            ordered = sorted(key, key=lambda own: (own.kind, own.subject, str(own.after)))
            self._worlds[key] = self._scheme.solve(tuple(ordered))
        return self._worlds[key]

    def _cells(self, problem: Problem) -> int:
        mentees, mentors = problem.shape
        return mentees * mentors + _EACH

    def _twos(self, ladders: list[list[SchemeChange]], needy: Mapping[str, _Case]) -> None:
        """Change each rule, and look which second one does it then."""
        firsts = list(dict.fromkeys(change for ladder in ladders for change in ladder))
        known = {own for case in self._cases.values() for both in case.known for own in both}
        firsts.sort(key=lambda own: not own.file and own not in known)
        for done, first in enumerate(firsts):
            if self._left <= 0:
                told = phrase(
                    "In twos, %(done)s of %(count)s first changes were followed.",
                    done=done,
                    count=len(firsts),
                )
                self._cut(told, needy.values())
                return
            self._scheme.watch.tell("changing rules in twos", done, len(firsts))
            self._follow(first, firsts[done + 1 :], needy)

    def _follow(
        self, first: SchemeChange, later: list[SchemeChange], needy: Mapping[str, _Case]
    ) -> None:
        """Look for what does it together with a first change: rules of the file, and the others."""
        world = self._solve((first,))
        if world is None:
            return
        seconds = [(own,) for own in later if own.file and first.file]
        seconds += [own for own in self._candidates(world, needy, self._most) if len(own) == 1]
        for (second,) in seconds:
            if second.subject != first.subject:
                self._try((first, second))

    def _cut(self, told: Phrase, cases: Iterable[_Case]) -> None:
        self.untried.append(told)
        for case in cases:
            case.is_cut = True

    def _candidates(self, world: World, needy: Mapping[str, _Case], most: int) -> list[Changes]:
        """What the problem itself says would pair somebody: slots, and what people asked."""
        found: dict[Changes, None] = {}
        for own in filter(None, (world, world.everybody)):
            for changes in self._of_problem(own, needy, most):
                found.setdefault(changes)
        return list(found)

    def _of_problem(self, world: World, needy: Mapping[str, _Case], most: int) -> Iterator[Changes]:
        asked = [
            [
                at
                for at, form in enumerate(forms)
                if form.reference in needy and form.reference not in world.paired
            ]
            for forms in (world.mentee_forms, world.mentor_forms)
        ]
        if not any(asked):
            return
        self._left -= 2 * self._cells(world.problem) + _PERSON * sum(map(len, asked))
        problem, atoms = self._widened(world)
        options = self._scheme.watch.options
        stages: list[tuple[str, Any]] = [(s.name, s.parameter) for s in world.matching.stages]
        matching = self._scheme.watch.check(
            match_of_programme(problem, to_stages(stages, problem.scale), **options)
        )
        found = _core.doctor(
            problem._core, matching._to_core(), asked[0], asked[1], 2**31 - 1, _core.Twos.NEVER,
            problem._names._to_core(), options["progress"], options["time_limit"],
        )  # fmt: skip
        for own in found.people:
            side, place = own.person
            person = (world.mentee_forms, world.mentor_forms)[side][place].reference
            changes = (self._in_scheme(each.changes, world, atoms) for each in own.remedies)
            known = [each for each in changes if each]
            if self._is_exact and not world.changes:
                case = self._cases[person]
                case.known |= dict.fromkeys(each for each in known if len(each) == 1)
            yield from known[:most]

    def _widened(self, world: World) -> tuple[Problem, dict[tuple[int, int], tuple[Atom, ...]]]:
        """The problem in which requests are pairs that are forbidden and have points."""
        lifted = {change.lifted for change in world.changes}
        rows = {form.reference: at for at, form in enumerate(world.mentee_forms)}
        columns = {form.reference: at for at, form in enumerate(world.mentor_forms)}
        table = table_of(world.problem, world.scores)
        atoms = {}
        for pair in self._refused.personal:
            mentee, mentor = self._wide.scores.mentees[pair[0]], self._wide.scores.mentors[pair[1]]
            i, j = rows.get(mentee, -1), columns.get(mentor, -1)
            if min(i, j) >= 0 and np.isneginf(table[i, j]):
                left = atoms_of(world.scores, i, j) or ()
                if left:
                    atoms[i, j] = tuple(atom for atom in left if atom not in lifted)
        table = table_of(world.problem, world.scores, list(atoms))
        capacity = world.problem.mentor_capacity
        groups = [
            (name, members, (least, None if _is_slack(members, most, capacity) else most))
            for name, members, (least, most) in world.problem.mentor_groups
        ]
        problem = world.problem.replace(
            table, scale=world.problem.scale, forbidden=list(atoms) or None, mentor_groups=groups
        )
        return Problem._wrap(problem._core, world.problem._names), atoms

    def _in_scheme(
        self,
        changes: Sequence[Any],
        world: World,
        atoms: Mapping[tuple[int, int], tuple[Atom, ...]],
    ) -> Changes:
        """A change of a problem as one of the scheme; nothing where the scheme has no such rule."""
        (change,) = changes
        kind = change.kind
        of, ids = change.subject
        if kind is _core.RuleChangeKind.MOST_RAISED and of == "mentor":
            form = world.mentor_forms[ids[0]]
            given = sum(
                own.units for own in world.changes if own.kind == "slot"
                and own.people == (form.reference,)
            )  # fmt: skip
            if given:
                return ()
            return (slot(form.reference, change.before, change.after - change.before),)
        if kind is _core.RuleChangeKind.PAIR_ADMITTED:
            return tuple(request(atom) for atom in atoms[ids[0], ids[1]])
        return ()

    def told(self, wording: Wording) -> Iterator[PersonTreatment]:
        """Write what was found for everybody."""
        for person, case in self._cases.items():
            worlds, count = list(case.found.values()), len(case.known)
            yield wording.person(case.role, person, worlds, count, self._most, case.is_cut)


def _is_slack(members: Sequence[int], most: int | None, capacity: Sequence[Any]) -> bool:
    """Whether places hold all mentors, each with one mentee, so that they bind nobody.

    They bind nobody either where one of them takes more: see `make_problem`.
    """
    able = [capacity[member][1] for member in members]
    return most is not None and all(own in (0, 1) for own in able) and most >= sum(able)
