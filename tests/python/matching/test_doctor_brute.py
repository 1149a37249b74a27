"""Checks what `doctor` says against every change of rules, tried by solving anew."""

from __future__ import annotations

import copy
import itertools
import random
from fractions import Fraction
from typing import Any

import pytest

import pairwell as pw

Spec = dict[str, Any]
Change = tuple[str, str, Any, Any]  # kind, of, subject, after


def random_spec(rng: random.Random, *, feasible: bool = True) -> Spec:
    mentees, mentors = rng.randint(2, 4), rng.randint(1, 4)
    top = rng.choice((4, 30))
    points = [[rng.randint(0, top) for _ in range(mentors)] for _ in range(mentees)]
    pairs = [(i, j) for i in range(mentees) for j in range(mentors)]
    rng.shuffle(pairs)
    forbidden = pairs[: rng.choice((0, 1, 2, 5))]
    locked = [pair for pair in pairs[5:] if rng.random() < 0.15][:2]

    def capacity() -> tuple[int, int]:
        most = rng.choice((0, 1, 1, 1, 2))
        least = rng.choice((0,) * (5 if feasible else 2) + (1, 2))
        return min(least, most), most

    def groups(people: int) -> list[tuple[list[int], int, int]]:
        if rng.random() < 0.5:
            return []
        members = sorted(rng.sample(range(people), rng.randint(1, people)))
        most = rng.randint(0, 3)
        made = [(members, min(most, rng.choice((0, 0, 0, 1, 2))), most)]
        if len(members) > 1 and rng.random() < 0.4:
            made.append((members[:-1], 0, rng.randint(0, 2)))
        return made

    return {
        "points": points,
        "mentee_capacity": [capacity() for _ in range(mentees)],
        "mentor_capacity": [capacity() for _ in range(mentors)],
        "mentee_groups": groups(mentees),
        "mentor_groups": groups(mentors),
        "forbidden": forbidden,
        "locked": locked,
        "floor": rng.randint(1, top),
    }


def problem_of(spec: Spec) -> pw.Problem:
    def groups(own: list[tuple[list[int], int, int]]) -> list[Any]:
        return [
            (f"g{number}", members, (least, most))
            for number, (members, least, most) in enumerate(own)
        ]

    return pw.Problem(
        spec["points"],
        mentee_capacity=spec["mentee_capacity"],
        mentor_capacity=spec["mentor_capacity"],
        mentee_groups=groups(spec["mentee_groups"]),
        mentor_groups=groups(spec["mentor_groups"]),
        forbidden=spec["forbidden"],
        locked=spec["locked"],
    )


def stages_of(kind: list[str], spec: Spec) -> list[Any]:
    given = {"floor": ("floor", spec["floor"]), "lottery": ("lottery", 7)}
    return [given.get(stage, stage) for stage in kind]


PLACES = ("mentee", "mentor", "mentee_group", "mentor_group")


def all_changes(spec: Spec) -> list[Change]:
    """By one unit, but for floors, in the order of the problem."""
    changes: list[Change] = []

    def ranges(kind: str) -> None:
        for of in PLACES:
            key = f"{of}_capacity" if "group" not in of else f"{of}s"
            for place, own in enumerate(spec[key]):
                least, most = own[-2:]
                if kind == "most_raised":
                    changes.append((kind, of, place, most + 1))
                elif least > 0:
                    changes.append((kind, of, place, least - 1))

    ranges("most_raised")
    changes += [("pair_admitted", "pair", pair, 1) for pair in sorted(spec["forbidden"])]
    changes += [("pair_unlocked", "pair", pair, 0) for pair in sorted(spec["locked"])]
    ranges("least_lowered")
    return changes


def changed(spec: Spec, change: Change) -> Spec:
    new = copy.deepcopy(spec)
    kind, of, subject, after = change
    if kind == "pair_admitted":
        new["forbidden"].remove(subject)
    elif kind == "pair_unlocked":
        new["locked"].remove(subject)
    elif kind == "floor_lowered":
        new["floor"] = after
    else:
        key = f"{of}_capacity" if "group" not in of else f"{of}s"
        own = list(new[key][subject])
        own[-1 if kind == "most_raised" else -2] = after
        new[key][subject] = tuple(own)
    return new


def solved(spec: Spec, kind: list[str]) -> pw.Matching:
    return pw.match(problem_of(spec), stages_of(kind, spec), seed=None)


def worth(matching: pw.Matching) -> tuple[Any, ...]:
    """Greater is better, stage by stage."""
    key: list[Any] = []
    for stage in matching.stages:
        if stage.name in ("leximin", "generous"):
            levels = [(-level if stage.name == "leximin" else level, -pairs)
                      for level, pairs in stage.profile.tolist()]  # fmt: skip
            # The end is better than any level.
            key.append([*((-level, pairs) for level, pairs in levels), (1 << 60, 0)])
        elif stage.name == "rank_maximal":
            key.append(
                [*((-level, pairs) for level, pairs in stage.profile.tolist()), (-(1 << 60), 0)]
            )
        elif stage.name == "best_worst":
            key.append(1 << 60 if stage.value is None else stage.value)
        elif stage.name in ("floor", "fewest_changes"):
            key.append(-stage.value)
        else:
            key.append(stage.value)
    return tuple(key)


def told(remedy: pw.Remedy) -> tuple[Change, ...]:
    return tuple(
        (each.kind.name.lower(), each.of, _place(each), each.after) for each in remedy.changes
    )


def _place(change: pw.RuleChange) -> Any:
    if change.of in ("mentee_group", "mentor_group"):
        return int(change.subject[1:])
    return change.subject


def is_paired(matching: pw.Matching, side: int, person: int) -> bool:
    return matching.status is pw.Status.OPTIMAL and person in matching.pairs[:, side].tolist()


def joined(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    rules: dict[tuple[str, str, Any], Any] = {}
    for kind, of, subject, after in changes:
        rules[kind, of, subject] = after
    return tuple((*rule, after) for rule, after in rules.items())


def expected(spec: Spec, kind: list[str], side: int, person: int) -> list[Any]:
    """All single changes and all twos of which neither does alone, in order."""
    base = all_changes(spec)
    order = {(k, of, subject): number for number, (k, of, subject, _) in enumerate(base)}
    found = []
    alone = set()
    for change in base:
        matching = solved(changed(spec, change), kind)
        if is_paired(matching, side, person):
            alone.add(change[:3])
            found.append((1, 1, worth(matching), (change,)))
    for first in base:
        if first[:3] in alone:
            continue
        once = changed(spec, first)
        for second in all_changes(once):
            if second[:3] in alone or order[second[:3]] < order[first[:3]]:
                continue
            matching = solved(changed(once, second), kind)
            if not is_paired(matching, side, person):
                continue
            changes = joined((first, second))
            found.append((len(changes), 2, worth(matching), changes))
    found.sort(key=lambda own: [order[change[:3]] for change in own[3]])
    found.sort(key=lambda own: own[2], reverse=True)
    found.sort(key=lambda own: own[:2])
    return found


KINDS = {
    "pairs": ["most_pairs", "most_points", "lottery"],
    "default": ["most_pairs", "best_worst", "most_points", "lottery"],
    "points": ["most_points", "lottery"],
    "worst last": ["most_points", "most_pairs", "best_worst", "lottery"],
    "leximin": ["most_pairs", "leximin", "lottery"],
    "ranks": ["rank_maximal", "most_points", "lottery"],
    "generous": ["most_pairs", "generous", "lottery"],
}


@pytest.mark.parametrize("name", KINDS)
def test_every_change_alone_and_in_twos(name: str) -> None:
    kind = KINDS[name]
    rng = random.Random(f"doctor {name}")
    asked = checked = 0
    while checked < 12:
        spec = random_spec(rng)
        matching = solved(spec, kind)
        if matching.status is not pw.Status.OPTIMAL:
            continue
        problem = problem_of(spec)
        result = pw.doctor(problem, matching, most=1000, twos=True)
        checked += bool(result.people)
        for own in result.people:
            asked += 1
            side = ("mentee", "mentor").index(own.role)
            assert not own.is_cut
            assert not own.is_tied
            wanted = expected(spec, kind, side, own.person)
            assert [told(each) for each in own.remedies] == [each[3] for each in wanted], spec
            for each, right in zip(own.remedies, wanted, strict=True):
                again = spec
                for change in right[3]:
                    again = changed(again, change)
                best = solved(again, kind)
                assert each.consequences.pairs.tolist() == best.pairs.tolist()
                assert [s.after for s in each.consequences.stages] == [s.value for s in best.stages]
    assert asked > 12


@pytest.mark.parametrize("name", ["most_points", "most_pairs", "best_worst"])
def test_without_a_lottery_what_is_told_may_be(name: str) -> None:
    """What is told is a best matching; what every best matching does is told."""
    kind = ["most_pairs", *dict.fromkeys(["best_worst", name])] if name != "most_pairs" else [name]
    rng = random.Random(f"ties {name}")
    checked = 0
    while checked < 25:
        spec = random_spec(rng)
        matching = solved(spec, kind)
        if matching.status is not pw.Status.OPTIMAL:
            continue
        problem = problem_of(spec)
        result = pw.doctor(problem, matching, most=1000, twos=False)
        checked += bool(result.people)
        for own in result.people:
            side = ("mentee", "mentor").index(own.role)
            if own.is_tied:
                assert not own.remedies
                continue
            listed = [told(each) for each in own.remedies]
            for each in own.remedies:
                best = solved(changed(spec, told(each)[0]), kind)
                assert [s.after for s in each.consequences.stages] == [s.value for s in best.stages]
                assert own.person in each.consequences.pairs[:, side].tolist()
            for change in all_changes(spec):
                new = changed(spec, change)
                best = solved(new, kind)
                if best.status is not pw.Status.OPTIMAL:
                    continue
                new["mentee_capacity" if side == 0 else "mentor_capacity"][own.person] = (0, 0)
                without = solved(new, kind)
                needed = without.status is not pw.Status.OPTIMAL or worth(without) < worth(best)
                if needed and is_paired(best, side, own.person):
                    assert (change,) in listed


def test_floors_fall_as_far_as_a_pair_needs() -> None:
    kind = ["floor", "most_pairs", "most_points", "lottery"]
    rng = random.Random("floors")
    floors = 0
    while floors < 25:
        spec = random_spec(rng)
        matching = solved(spec, kind)
        if matching.status is not pw.Status.OPTIMAL:
            continue
        lowest = solved({**spec, "floor": 0}, kind)
        for own in pw.doctor(problem_of(spec), matching, most=1000).people:
            side = ("mentee", "mentor").index(own.role)
            lowered = [told(each)[0] for each in own.remedies
                       if told(each)[0][0] == "floor_lowered"]  # fmt: skip
            assert len(lowered) <= 1
            if is_paired(lowest, side, own.person):
                assert len(lowered) == 1
            for change in lowered:
                floors += 1
                assert isinstance(change[3], Fraction)
                assert change[3] < spec["floor"]
                assert is_paired(solved(changed(spec, change), kind), side, own.person)


def relaxable(spec: Spec) -> list[tuple[str, str, Any, int]]:
    """Every rule with the units that it can give, in the order of the problem."""
    rules: list[tuple[str, str, Any, int]] = []
    others = {"mentee": len(spec["points"][0]), "mentor": len(spec["points"])}

    def ranges(kind: str) -> None:
        for of in PLACES:
            key = f"{of}_capacity" if "group" not in of else f"{of}s"
            for place, own in enumerate(spec[key]):
                least, most = own[-2:]
                people = 1 if "group" not in of else len(own[0])
                possible = people * others[of.removesuffix("_group")]
                if kind == "most_raised" and most < possible:
                    rules.append((kind, of, place, possible - most))
                if kind == "least_lowered" and least > 0:
                    rules.append((kind, of, place, least))

    ranges("most_raised")
    rules.extend(("pair_unlocked", "pair", pair, 1) for pair in sorted(spec["locked"]))
    ranges("least_lowered")
    return rules


def relaxed(spec: Spec, given: list[tuple[tuple[str, str, Any, int], int]]) -> Spec:
    for (kind, of, subject, _), units in given:
        if kind == "pair_unlocked":
            spec = changed(spec, (kind, of, subject, 0))
            continue
        key = f"{of}_capacity" if "group" not in of else f"{of}s"
        least, most = spec[key][subject][-2:]
        after = most + units if kind == "most_raised" else least - units
        spec = changed(spec, (kind, of, subject, after))
    return spec


def is_feasible(spec: Spec) -> bool:
    return pw.match(problem_of(spec), "most_pairs", certificate=False).status is pw.Status.OPTIMAL


def smallest(spec: Spec) -> list[tuple[tuple[str, str, Any, int], int]]:
    """By trying all sets of rules, the smaller ones first, and all units of each."""
    rules = relaxable(spec)
    for count in range(1, len(rules) + 1):
        sets = [
            chosen
            for chosen in itertools.combinations(rules, count)
            if is_feasible(relaxed(spec, [(rule, rule[3]) for rule in chosen]))
        ]
        for units in range(count, 40) if sets else ():
            for chosen in sets:
                for each in itertools.product(*(range(1, rule[3] + 1) for rule in chosen)):
                    given = list(zip(chosen, each, strict=True))
                    if sum(each) == units and is_feasible(relaxed(spec, given)):
                        return given
    raise AssertionError


def test_the_smallest_relaxation() -> None:
    rng = random.Random("relaxations")
    sizes = []
    while len(sizes) < 40:
        spec = random_spec(rng, feasible=False)
        problem = problem_of(spec)
        matching = pw.match(problem)
        if matching.status is not pw.Status.INFEASIBLE:
            continue
        found = pw.doctor(problem, matching).relaxation
        assert found is not None
        assert found.is_smallest
        right = smallest(spec)
        sizes.append(len(right))
        given = [
            ((each.kind.name.lower(), each.of, _place(each)), abs(each.after - each.before))
            for each in found.changes
        ]
        assert given == [(rule[:3], units) for rule, units in right], spec
        assert found.units == sum(units for _, units in right)
    assert {1, 2, 3} <= set(sizes)
