"""Every choice between keeping old pairs and a better objective."""

import itertools
import json
import pickle
import types
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from exhaustive import best, matchings, random_problem, value
from hypothesis import example, given, settings
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
    ["rank_maximal", "most_points"],
    ["most_pairs", "generous", ("floor", 4), "most_points"],
    ["leximin", "most_pairs"],
]


POINTS = {
    "Ana": {"Xu": 8, "Yates": 5, "Zoe": 2},
    "Ben": {"Xu": 9, "Yates": 4, "Zoe": 6},
    "Cem": {"Xu": 3, "Yates": 7, "Zoe": 3},
}
BEFORE = pw.match(POINTS)
NOW = pw.Problem({**POINTS, "Dia": {"Xu": 12, "Yates": 3}})
SUM = ["most_pairs", "most_points"]


class TestTheCurve:
    def test_of_the_worst_pair(self):
        found = pw.trade_off(BEFORE, NOW, vetoes=[("Cem", "Yates")])
        assert repr(found) == "<TradeOff: best_worst, 2 points, complete>"
        assert found.text == 'With 2 of 3 old pairs "best_worst" reaches 3, with 1 it reaches 5.'
        assert found.table()["points"] == (17, 23)
        assert [repr(point) for point in found] == [
            "<TradeOffPoint: 2 kept, 3>",
            "<TradeOffPoint: 1 kept, 5>",
        ]
        assert (found.points[1].worst, found.points[1].points) == (5, 23)
        assert [each.person for each in found.points[1].diff().came] == ["Dia"]
        assert found.at_least(0) == found.at_least(1) == found.points[1]

    def test_of_a_sum(self):
        found = pw.trade_off(BEFORE, NOW, objective=SUM)
        assert found.table()["kept"] == (3, 2)
        assert found.table()["value"] == (21, 25)
        assert all(point.proof.verify() for point in found)

    def test_where_keeping_costs_nothing(self):
        found = pw.trade_off(BEFORE)
        assert found.text == "3 of 3 old pairs can stay, and that costs nothing."
        assert (found.stage, found.is_complete, len(found)) == (None, True, 1)
        assert found.points[0].value is None

    def test_with_points_between(self):
        rng = np.random.default_rng(2)
        points = rng.integers(0, 100, (12, 12))
        before = pw.match(points, SUM)
        now = before.problem.replace(np.clip(points + rng.integers(-30, 31, (12, 12)), 0, 100))
        found = pw.trade_off(before, now)
        assert found.text == (
            'With 12 of 12 old pairs "most_points" reaches 1040, with 4 it reaches 1120. '
            "Between them are 4 choices."
        )
        values = found.table()["value"]
        assert list(values) == sorted(set(values))
        proved = [point for point in found if point.proof is not None]
        assert len(proved) < len(found)
        assert all(point.proof.verify() for point in proved)
        rough = pw.trade_off(before, now, limit=0)
        assert not rough.is_complete
        assert rough.text.endswith(
            "Between some of the points more could be reached than was found."
        )
        assert "<TradeOffPoint: 12 kept, 1040, perhaps up to 1059 with 11>" in map(repr, rough)
        sure = {(point.kept, point.value) for point in rough if point.is_exact}
        assert sure <= {(point.kept, point.value) for point in found}
        for point in rough:
            best_value = found.at_least(point.at_least).value
            assert point.value <= best_value <= point.bound

    def test_of_levels_there_are_the_ends(self):
        found = pw.trade_off(
            BEFORE, NOW, objective=["most_pairs", "leximin"], vetoes=[("Cem", "Yates")]
        )
        assert (found.stage, len(found), found.is_complete) == ("leximin", 2, False)
        assert found.why == (
            'Of "leximin", which is no single number, there are the two ends alone.'
        )

    def test_rules_that_collide(self):
        found = pw.trade_off(BEFORE, mentee_capacity=(2, 2))
        assert (len(found), found.is_complete) == (0, True)
        assert found.text.startswith("No matching obeys the changed rules. At least ")
        assert len(found.table()) == 0

    def test_a_call_that_is_stopped_keeps_what_it_found(self):
        late = pw.trade_off(BEFORE, NOW, time_limit=0)
        assert (late.text, late.is_complete) == ("Not solved: the time limit passed.", False)
        rng = np.random.default_rng(1)
        before = pw.match(rng.integers(0, 1000, (300, 300)), SUM)
        now = before.problem.replace(rng.integers(0, 1000, (300, 300)))
        answers = []

        def until_the_hull(stage, done, total):
            answers.append(stage.split(":")[0].endswith(("first", "end")))
            return answers[-1]

        found = pw.trade_off(before, now, progress=until_the_hull)
        if found.stage is not None and not found.is_complete:
            stopped = found.why == "Not all points were found: the caller asked to stop."
            assert stopped == (not all(answers))  # a quick machine reports nothing after the hull
            for point in found:
                assert point.is_exact or point.bound > point.value
        assert answers

    def test_what_is_shown(self):
        found = pw.trade_off(BEFORE, NOW, vetoes=[("Cem", "Yates")])
        picture = ET.fromstring(found.to_svg())
        assert picture.tag.endswith("svg")
        assert len(picture.findall(".//{*}circle")) == 2
        assert found.to_svg() == pw.trade_off(BEFORE, NOW, vetoes=[("Cem", "Yates")]).to_svg()
        assert "Ana" not in found.to_svg()
        told = found.to_dict()
        assert json.loads(json.dumps(told)) == told
        assert pw.plot.trade_off(found).html in found._repr_html_()
        assert pickle.loads(pickle.dumps(found)) == found
        assert str(found) == str(found.table())
        empty = pw.trade_off(BEFORE, mentee_capacity=(2, 2))
        ET.fromstring(empty.to_svg())

    @pytest.mark.parametrize(
        ("changes", "error", "message"),
        [
            ({"limit": -1}, ValueError, "trade_off: limit must be from 0"),
            ({"limit": "3"}, TypeError, "trade_off: limit must be a whole number"),
            ({"matching": 3}, TypeError, "trade_off: matching must be a Matching"),
            ({"objective": [("floor", "x")]}, pw.InvalidInput, "a floor is a finite number"),
            ({"time_limit": "1"}, pw.InvalidInput, "a time limit is"),
        ],
    )
    def test_bad_input_is_refused(self, changes, error, message):
        with pytest.raises(error, match=message):
            pw.trade_off(**{"matching": BEFORE, "problem": NOW, **changes})

    def test_more_than_can_be_kept_is_refused(self):
        found = pw.trade_off(BEFORE, NOW, vetoes=[("Cem", "Yates")])
        with pytest.raises(pw.InvalidInput, match="no more than 2 of the old pairs can be kept"):
            found.at_least(3)
        with pytest.raises(ValueError, match="kept must be from 0"):
            found.at_least(-1)


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


@settings(max_examples=120)
@given(st.integers(0, 10**9))
@example(806782)  # ranks count admissible pairs only, and a pair of more points is forbidden
@pytest.mark.parametrize("is_listed", [True, False])
def test_the_curve_is_that_of_a_list_of_all_matchings(is_listed, seed):
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
    labels = None if rng.random() < 0.5 else ["ABCD"[: shape[0]], "WXYZ"[: shape[1]]]
    problem = random_problem(rng, shape, labels)
    before = pw.match(problem, seed=None if rng.random() < 0.5 else 3)
    now = random_problem(rng, shape, labels)
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
    if found.stage not in ("leximin", "rank_maximal", "generous"):
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
