"""The new matching after a change, beside the old one."""

import html
import json
import pickle

import numpy as np
import pytest
from exhaustive import best, matchings, random_problem
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

POINTS = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Zoe": 3}}
PROBLEM = pw.Problem(POINTS)
BEFORE = pw.match(PROBLEM)
OBJECTIVES = [
    ["most_pairs", "best_worst", "most_points"],
    ["most_points"],
    ["most_points", "most_pairs"],
    ["best_worst", "most_pairs", "most_points"],
    ["most_pairs", ("floor", 4), "most_points"],
    ["most_pairs", "leximin", "most_points"],
]


def called(pairs):
    return [(each.mentee, each.mentor) for each in pairs]


class TestTheOrders:
    def test_old_pairs_stay_once_as_many_people_as_possible_are_paired(self):
        repaired = pw.repair(BEFORE, {**POINTS, "Dia": {"Xu": 20}})
        assert called(repaired.kept) == [("Ana", "Yates"), ("Ben", "Xu"), ("Cem", "Zoe")]
        stages = [stage.name for stage in repaired.matching.stages]
        assert stages == ["most_pairs", "fewest_changes", "best_worst", "most_points", "lottery"]
        assert repaired.matching.stages[-1].parameter == BEFORE.stages[-1].parameter == 0
        assert repaired.text == (
            "3 of 3 pairs stay; none begins. With the objective first, "
            '"most_points" would be better by 11 points: 28 instead of 17; '
            "and 1 more old pair would end."
        )
        assert repaired.other.points == 28
        assert repaired.matching.verify()
        assert repaired.other.verify()

    def test_the_objective_may_come_first(self):
        repaired = pw.repair(BEFORE, {**POINTS, "Dia": {"Xu": 20}}, first="objective")
        assert repaired.matching.points == 28
        assert called(repaired.moved) == [("Ben", "Xu")]
        assert repaired.moved[0].reason == (
            "Keeping mentee Ben with mentor Xu would mean 11 points fewer in all."
        )
        assert "mentee Dia with mentor Xu" in repaired.moved[0].detail
        assert repaired.text == (
            "2 of 3 pairs stay and 1 was given up; 1 begins. With fewest changes first, "
            '"most_points" would be worse by 11 points: 17 instead of 28; '
            "and 1 fewer old pair would end."
        )
        stages = [stage.name for stage in repaired.matching.stages]
        assert stages == ["most_pairs", "best_worst", "most_points", "fewest_changes", "lottery"]

    def test_the_objective_may_say_where_the_changes_count(self):
        points = {"Ana": {"Xu": 1}, "Ben": {"Xu": 9, "Yates": 4}}
        before = pw.match({"Ben": {"Xu": 9, "Yates": 4}}, ["most_pairs", "most_points"])
        more = pw.repair(before, points)
        assert (len(more.matching.pairs), called(more.moved)) == (2, [("Ben", "Xu")])
        strict = pw.repair(
            before, points, objective=["fewest_changes", "most_pairs", "most_points"]
        )
        assert (len(strict.matching.pairs), called(strict.kept)) == (1, [("Ben", "Xu")])
        assert strict.text.startswith("1 of 1 pair stays; none begins. With the objective first, ")

    def test_a_repair_can_be_repaired(self):
        once = pw.repair(BEFORE, vetoes=[("Ben", "Xu")])
        twice = pw.repair(once, withdrawn_mentors=["Zoe"])
        assert repr(twice) == "<Repair: 2 of 3 pairs kept, 1 gone, 0 moved, 0 begun>"
        names = [stage.name for stage in twice.matching.stages]
        assert names.count("fewest_changes") == 1

    def test_a_floor_is_the_same_at_another_scale(self):
        before = pw.match([[0.5, 0.25], [0.75, 0.5]], ["most_pairs", ("floor", 0.5)])
        assert before.problem.scale == 100
        repaired = pw.repair(before, [[0.5, 0.125], [0.75, 0.5]])
        assert repaired.matching.problem.scale == 1000
        assert repaired.matching.stages[2].parameter == 500

    def test_a_seed_may_be_another(self):
        for objective in (None, ["most_points"], ["most_points", "lottery"]):
            repaired = pw.repair(BEFORE, objective=objective, seed=5)
            assert repaired.matching.stages[-1].parameter == 5
        repaired = pw.repair(BEFORE, objective=["most_points", ("lottery", 9)])
        assert repaired.matching.stages[-1].parameter == 9
        unseeded = pw.repair(pw.match(PROBLEM, seed=None))
        assert "lottery" not in [stage.name for stage in unseeded.matching.stages]


class TestThePairs:
    def test_who_left_and_who_is_late(self):
        problem = {"Cem": {"Zoe": 3, "Xu": 1}, "Ana": {"Yates": 6, "Xu": 8}}
        repaired = pw.repair(BEFORE, problem)
        assert repaired.detail == "Mentee Ben is no longer in the problem."
        assert [each.why for each in repaired.gone] == ["left"]
        kept = {each.mentee: (each.before, each.after) for each in repaired.kept}
        assert kept == {"Cem": (3, 3), "Ana": (5, 6)}
        assert [change.person for change in repaired.diff.left] == ["Ben"]

    def test_both_left(self):
        repaired = pw.repair(BEFORE, {"Ana": {"Xu": 8, "Yates": 5}})
        assert repaired.gone[1].reason == "Mentee Cem and mentor Zoe are no longer in the problem."

    def test_a_veto_leaves_other_vetoes(self):
        mask = np.zeros((3, 3), bool)
        mask[0, 0] = True
        for forbidden in ([("Ana", "Xu")], mask):
            before = pw.match(PROBLEM.replace(forbidden=forbidden))
            repaired = pw.repair(before, vetoes=[("Ben", "Xu"), ("Ben", "Xu")])
            assert repaired.detail == "The rules no longer allow mentee Ben with mentor Xu."
            assert repaired.gone[0].why == "forbidden"
            assert repaired.matching.problem.points_of("Ana", "Xu") is None
            assert repaired.matching.problem.points_of("Ben", "Xu") is None
        as_mask = np.zeros((3, 3), bool)
        as_mask[1, 0] = True
        assert (
            pw.repair(BEFORE, vetoes=as_mask).matching
            == pw.repair(BEFORE, vetoes=[("Ben", "Xu")]).matching
        )

    def test_who_withdrew_has_no_pair_and_no_locked_one(self):
        before = pw.match(PROBLEM.replace(locked=[("Cem", "Zoe"), ("Ana", "Xu")]))
        repaired = pw.repair(before, withdrawn_mentees=["Cem"], withdrawn_mentors=[0])
        assert repaired.detail == "Mentor Xu withdrew. Mentee Cem withdrew."
        assert [each.why for each in repaired.gone] == ["left", "left"]
        assert repaired.matching.problem.locked.tolist() == []
        assert repaired.matching.problem.mentee_capacity == [(0, 1), (0, 1), (0, 0)]

    def test_capacities_and_groups(self):
        for rules, reason in (
            (
                {"mentor_capacity": {"Xu": 0, "Yates": 1, "Zoe": 1}},
                "Mentor Xu may be in no pair now.",
            ),
            (
                {"locked": [("Ana", "Xu")]},
                "Locked pairs take up all that mentee Ana may have.",
            ),
            (
                {"mentee_groups": [("North", ["Ben"], (0, 0))]},
                "Mentee group North may be in no pair now.",
            ),
            (
                {"mentor_groups": [("South", ["Xu", "Zoe"], (0, 1))], "locked": [("Cem", "Zoe")]},
                "Locked pairs take up all that mentor group South may have.",
            ),
        ):
            repaired = pw.repair(BEFORE, **rules)
            assert repaired.gone[0].reason == reason
            assert repaired.gone[0].why == "capacity"

    def test_several_rules_together_leave_no_room(self):
        before = pw.match({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9}}, ["most_points"])
        assert before.pairs.tolist() == [[0, 1], [1, 0]]
        now = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9}, "Cem": {"Yates": 1}})
        now = now.replace(mentee_capacity=[(0, 1), (0, 1), (1, 1)])
        repaired = pw.repair(before, now)
        assert called(repaired.gone) == [("Ana", "Yates")]
        assert repaired.gone[0].why == "rules"
        assert repaired.gone[0].reason == (
            "Keeping mentee Ana with mentor Yates would break a rule for other pairs."
        )

    def test_the_table_has_every_pair(self):
        repaired = pw.repair(BEFORE, vetoes=[("Ben", "Xu")])
        table = repaired.table()
        assert table["change"] == ("kept", "gone", "moved", "begun", "begun")
        assert table["before"] == (3, 9, 5, None, None)
        assert table["after"] == (3, None, None, 8, 4)
        assert table["reason"][1:3] == (
            "The rules no longer allow mentee Ben with mentor Xu.",
            "Keeping mentee Ana with mentor Yates would mean 1 pair fewer.",
        )
        told = repaired.to_dict()
        assert json.loads(json.dumps(told)) == told
        assert (told["changed"], told["status"]) == (2, "OPTIMAL")
        assert [row["change"] for row in told["pairs"]] == list(table["change"])
        assert [price["effect"] for price in told["price"]] == ["same", "same"]

    def test_reasons_are_found_for_the_first_so_many(self):
        repaired = pw.repair(BEFORE, vetoes=[("Ben", "Xu")], reasons=0)
        assert repaired.moved[0].reason == "Mentee Ana with mentor Yates: not worked out."
        assert repaired.moved[0].why_not is None

    def test_what_is_shown(self):
        repaired = pw.repair(BEFORE, vetoes=[("Ben", "Xu")])
        assert repr(repaired) == "<Repair: 1 of 3 pairs kept, 1 gone, 1 moved, 2 begun>"
        assert [repr(repaired.kept[0]), repr(repaired.gone[0])] == [
            "<KeptPair>",
            "<GonePair: forbidden>",
        ]
        assert repr(repaired.moved[0]) == "<MovedPair: <WhyNot: worse overall>>"
        assert str(repaired) == f"{repaired.text}\n{repaired.detail}"
        assert pickle.loads(pickle.dumps(repaired)) == repaired
        evil = pw.repair(pw.match({"<b>": {"&": 1}}))
        assert html.escape("<b>") in evil._repr_html_()
        assert "<b>" not in evil._repr_html_()

    def test_names_are_those_that_are_given(self):
        names = pw.Names(mentee=("A", "B", "C"), mentor=("X", "Y", "Z"))
        repaired = pw.repair(BEFORE, vetoes=[("Ben", "Xu")], names=names)
        assert repaired.detail == (
            "The rules no longer allow mentee B with mentor X. "
            "Keeping mentee A with mentor Y would mean 1 pair fewer."
        )

    def test_nothing_at_all(self):
        before = pw.match(np.zeros((0, 3)))
        repaired = pw.repair(before)
        assert repaired.text == "0 of 0 pairs stay; none begins. Keeping pairs costs nothing."
        assert len(repaired.table()) == 0


class TestNoAnswer:
    def test_rules_that_collide(self):
        repaired = pw.repair(BEFORE, mentee_capacity=(2, 2))
        assert not repaired
        assert repaired.matching.status is pw.Status.INFEASIBLE
        assert repaired.text.startswith("No matching obeys the changed rules. At least ")
        assert (repaired.diff, repaired.changed, repaired.other) == (None, None, None)
        assert len(repaired.table()) == 0
        assert repr(repaired) == "<Repair: infeasible, 0 pairs, 0 points>"

    def test_a_call_that_is_stopped(self):
        late = pw.repair(BEFORE, time_limit=0)
        assert not late
        assert late.text == "Not solved: the time limit passed."

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"first": "points"}, 'is "changes" or "objective"'),
            ({"first": "change"}, "Did you mean 'changes'"),
            ({"first": 1}, 'is "changes" or "objective"'),
            ({"objective": ["most_pears"]}, "a stage is"),
            ({"objective": {}}, "an objective is a stage or a list of stages"),
            ({"objective": [("fewest_changes", BEFORE)]}, 'write "fewest_changes" alone'),
            ({"objective": ["fewest_changes"] * 2}, "stands twice"),
            (
                {"objective": ["fewest_changes"], "first": "objective"},
                "is left out where the objective says",
            ),
            ({"objective": ["lottery"], "seed": -1}, "a seed is a whole number"),
            ({"seed": True}, "a seed is a whole number"),
            ({"vetoes": [("Ana", "Xi")]}, "nobody of the points has this label"),
            ({"vetoes": 3}, "vetoes"),
            ({"vetoes": [("Cem", "Zoe")], "locked": [("Cem", "Zoe")]}, "locked"),
            ({"withdrawn_mentees": ["Ann"]}, "Did you mean 'Ana'"),
            ({"mentor_capacity": -1}, "capacity"),
            ({"problem": [[1, 2], [3, 4]]}, "labels"),
            ({"time_limit": -1}, "a time limit is"),
        ],
    )
    def test_bad_input_is_refused(self, changes, message):
        with pytest.raises(pw.InvalidInput, match=r"repair|Problem") as refused:
            pw.repair(BEFORE, **changes)
        assert message in str(refused.value)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"reasons": 1.5}, "reasons must be a whole number"),
            ({"names": "Ana"}, "names must be a Names or None"),
            ({"progress": 3}, "progress must be a function or None"),
            ({"withdrawn_mentees": "Ana"}, "a list of labels or positions"),
            ({"mentor_capacities": 3}, "Did you mean 'mentor_capacity'"),
        ],
    )
    def test_other_types_are_refused(self, changes, message):
        with pytest.raises(TypeError, match=message):
            pw.repair(BEFORE, **changes)

    def test_other_arguments_are_refused(self):
        with pytest.raises(TypeError, match="matching must be a Matching"):
            pw.repair(PROBLEM, PROBLEM)
        with pytest.raises(ValueError, match="reasons must be from 0"):
            pw.repair(BEFORE, reasons=-1)
        with pytest.raises(pw.InvalidInput, match="there is no mentee 7"):
            pw.repair(BEFORE, withdrawn_mentees=[7])
        infeasible = pw.match(PROBLEM, mentee_capacity=(2, 2))
        with pytest.raises(pw.InvalidInput, match="only an optimal matching has pairs to keep"):
            pw.repair(infeasible, PROBLEM)

    def test_a_matching_of_another_problem_is_refused(self):
        forged = pickle.loads(pickle.dumps(BEFORE))
        object.__setattr__(forged, "problem", PROBLEM.replace(mentor_capacity=2))
        with pytest.raises(pw.InvalidInput, match="matching"):
            pw.repair(forged)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_it_is_the_best_of_a_list_of_all_matchings(seed):
    rng = np.random.default_rng(seed)
    crowd = [[f"{letter}{n}" for n in range(5)] for letter in "ij"]

    def people():
        return [list(rng.permutation(side)[: int(rng.integers(2, 4))]) for side in crowd]

    old, new = people(), people()
    problem = random_problem(rng, tuple(map(len, old)), old)
    before = pw.match(problem)
    now = random_problem(rng, tuple(map(len, new)), new)
    objective = OBJECTIVES[int(rng.integers(len(OBJECTIVES)))]
    first = ("changes", "objective")[int(rng.integers(2))]
    repaired = pw.repair(before, now, first=first, objective=objective)
    was = [(old[0][mentee], old[1][mentor]) for mentee, mentor in before.pairs.tolist()]
    there = [(i, j) for i, j in was if i in new[0] and j in new[1]]
    previous = [(new[0].index(i), new[1].index(j)) for i, j in there]
    place = int(objective[0] == "most_pairs") if first == "changes" else len(objective)
    stages = [*objective[:place], "fewest_changes", *objective[place:]]
    left, reached = best(now, stages, previous)
    pairs = frozenset(map(tuple, repaired.matching.pairs.tolist()))
    assert pairs in left
    assert repaired.matching.verify()
    assert len(repaired.kept) == reached[place]
    everything = called(repaired.kept) + called(repaired.gone) + called(repaired.moved)
    assert sorted(everything) == sorted(was)
    every = set().union(*matchings(now)) if matchings(now) else set()
    for gone in repaired.gone:
        pair = (gone.mentee, gone.mentor)
        assert pair not in there or previous[there.index(pair)] not in every
    for moved in repaired.moved:
        assert previous[there.index((moved.mentee, moved.mentor))] in every
        assert moved.reason.startswith("Keeping mentee ")
    assert len(repaired.table()) == len(set(was) | {(new[0][i], new[1][j]) for i, j in pairs})
    place = int(objective[0] == "most_pairs")
    for price in repaired.price:
        assert (price.stage, price.place) == ("fewest_changes", place)
    with_changes = best(now, [*objective[:place], "fewest_changes", *objective[place:]], previous)
    without = best(now, objective, previous)
    costs = [price.effect != "same" for price in repaired.price]
    told = with_changes[1][:place] + with_changes[1][place + 1 :]
    differ = [one != other for one, other in zip(told, without[1], strict=True)]
    assert any(costs) == any(differ)
    assert ("costs nothing" in repaired.text) == (not any(differ))
