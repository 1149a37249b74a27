"""Every choice between keeping old pairs and a better objective."""

import itertools
import types

import numpy as np
import pytest
from exhaustive import best, matchings, random_problem, value
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell.matching import trade_off_search

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

OBJECTIVES = [
    ["most_pairs", "best_worst", "most_points"],
    ["most_pairs", "most_points"],
    ["most_points"],
    ["most_points", "most_pairs"],
    ["best_worst", "most_pairs"],
    ["most_pairs", ("floor", 4), "most_points"],
    [("floor", 3), "most_points"],
    ["most_pairs", "leximin", "most_points"],
]


def listed(problem, matching, **_):
    """What `alternates` gives, of a list of all matchings."""
    stages = [stage.name for stage in matching.stages]
    key = {
        each: [value(problem, stage, each, ()) for stage in stages] for each in matchings(problem)
    }
    own = frozenset(map(tuple, matching.pairs.tolist()))
    for each in sorted(key, key=lambda each: key[each], reverse=True):
        if each != own:
            pairs = np.array(sorted(each), np.int64).reshape(-1, 2)
            yield types.SimpleNamespace(matching=types.SimpleNamespace(pairs=pairs))


class Listed:
    def __init__(self, *arguments, **options):
        self._others = listed(*arguments, **options)

    def __next__(self):
        return next(self._others)


def curve(problem, previous, objective):
    """The points by exhaustion: the stage, and kept pairs with the best value."""
    place = int(objective[0] == "most_pairs")
    changes = [*objective[:place], "fewest_changes", *objective[place:]]
    _, first = best(problem, changes, previous)
    _, last = best(problem, [*objective, "fewest_changes"], previous)
    alike = [*first[:place], *first[place + 1 :]]
    target = next((n for n, each in enumerate(alike) if each != last[n]), None)
    if target is None:
        return None, [first[place]]
    among, _ = best(problem, objective[:target], previous)
    found, top = [], None
    for kept in range(first[place], -1, -1):
        values = [
            value(problem, objective[target], each, previous)
            for each in among
            if len(set(previous) & each) >= kept
        ]
        if top is None or max(values) > top:
            top = max(values)
            found.append((kept, top))
    return target, found


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10**9))
@pytest.mark.parametrize("is_listed", [True, False])
def test_the_curve_is_that_of_a_list_of_all_matchings(is_listed, seed):
    if not is_listed and not hasattr(pw._core, "Alternates"):
        pytest.skip("the engine has no alternates")
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
    problem = random_problem(rng, shape)
    before = pw.match(problem, seed=None if rng.random() < 0.5 else 3)
    now = random_problem(rng, shape)
    objective = OBJECTIVES[int(rng.integers(len(OBJECTIVES)))]
    previous = list(map(tuple, before.pairs.tolist()))
    with pytest.MonkeyPatch.context() as patch:
        if is_listed:
            patch.setattr(trade_off_search, "alternates", Listed)
        found = pw.trade_off(before, now, objective=objective)
    target, points = curve(now, previous, objective)
    if target is None:
        assert (found.stage, found.is_complete) == (None, True)
        assert [point.kept for point in found] == points
        return
    stage = objective[target]
    assert found.stage == (stage if isinstance(stage, str) else stage[0])
    is_told = found.stage != "leximin" and not (
        found.stage == "most_points" and any(each == "leximin" for each in objective[:target])
    )
    if is_told and objective[:1] != [("floor", 3)]:
        assert found.is_complete, found.why
    told = [
        (point.kept, value(now, stage, frozenset(map(tuple, point.pairs.tolist())), previous))
        for point in found
        if point.is_exact
    ]
    assert set(told) <= set(points)
    assert told[0] == points[0]
    assert told[-1] == points[-1]
    allowed = set(matchings(now))
    for point in found:
        pairs = frozenset(map(tuple, point.pairs.tolist()))
        assert pairs in allowed
        assert len(pairs & set(previous)) == point.kept
        if point.proof is not None:
            assert point.proof.verify()
            assert point.proof.pairs.tolist() == point.pairs.tolist()
    if found.is_complete:
        assert told == points
    for point, (kept, top) in itertools.product(found, points):
        if not point.is_exact and kept >= point.at_least and found.stage != "floor":
            assert point.bound is None or top <= point.bound * now.scale


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_a_limit_never_makes_a_false_claim(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, (4, 3), most=60)
    before = pw.match(problem)
    now = random_problem(rng, (4, 3), most=60)
    objective = ["most_pairs", "most_points"]
    previous = list(map(tuple, before.pairs.tolist()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trade_off_search, "alternates", Listed)
        found = pw.trade_off(before, now, objective=objective, limit=int(rng.integers(0, 3)))
    target, points = curve(now, previous, objective)
    if target is None:
        return
    exact = [(point.kept, point.value) for point in found if point.is_exact]
    assert set(exact) <= set(points)
    assert found.is_complete == (exact == points and all(point.is_exact for point in found))
    for point in found:
        most = max(top for kept, top in points if kept >= point.at_least)
        assert point.value <= most <= point.bound
