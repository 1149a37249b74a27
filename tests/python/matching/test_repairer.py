"""A session that repairs a matching after one change and another."""

import pickle
import threading

import numpy as np
import pytest
from exhaustive import random_problem
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
    ["most_pairs", ("floor", 4), "most_points"],
    ["most_pairs", "leximin", "most_points"],
]


def begun(**options):
    return pw.Repairer(PROBLEM, BEFORE, **options)


def called(pairs):
    return sorted((each.mentee, each.mentor) for each in pairs)


def told(repaired):
    """What a repair says of pairs, of those that stand and of the problem."""
    matching = repaired.matching
    return (
        matching.status,
        matching.pairs.tolist(),
        [(stage.name, stage.units) for stage in matching.stages],
        matching.digest,
        *(called(pairs) for pairs in (repaired.kept, repaired.gone, repaired.moved)),
        sorted(repaired.begun),
    )


class TestOneChange:
    def test_it_says_what_a_repair_that_solves_says(self):
        for changes in (
            {"vetoes": [("Ben", "Xu")]},
            {"withdrawn_mentors": ["Xu"]},
            {"withdrawn_mentees": [0], "vetoes": [("Cem", "Zoe")]},
            {"mentor_capacity": {"Xu": 2, "Yates": 0, "Zoe": (0, 1)}},
            {"mentor_capacity": [2, 1, 1]},
        ):
            for first in ("changes", "objective"):
                ours = begun(first=first).repair(reasons=20, **changes)
                theirs = pw.repair(BEFORE, first=first, **changes)
                assert told(ours) == told(theirs)
                assert (ours.first, ours.detail, ours.is_from_proof is None) == (
                    first,
                    theirs.detail,
                    False,
                )
                assert ours.table() == theirs.table()
                assert ours.diff == theirs.diff
                assert ours.matching.problem == theirs.matching.problem
                assert (theirs.is_from_proof, ours.other, ours.price) == (None, None, ())
                assert theirs.text.startswith(ours.text)

    def test_a_repair_comes_from_the_proof(self):
        objective = ["most_pairs", "most_points"]
        repairer = pw.Repairer(PROBLEM, pw.match(PROBLEM, objective))
        assert repairer.repair(vetoes=[("Ben", "Xu")]).is_from_proof
        other = begun(objective=objective)  # of which the old matching has no proof
        assert other.repair(vetoes=[("Ben", "Xu")]).is_from_proof is False
        assert other.repair(withdrawn_mentees=["Cem"]).is_from_proof

    def test_who_is_not_in_a_mapping_keeps_the_range(self):
        repairer = begun()
        repairer.repair(mentor_capacity={"Xu": (0, 2)})
        repairer.repair(mentor_capacity={"Zoe": None})
        assert repairer.problem.mentor_capacity == [(0, 2), (0, 1), (0, None)]

    def test_groups_have_other_ranges(self):
        problem = PROBLEM.replace(mentee_groups=[("North", ["Ana", "Ben"], (0, 2))])
        repairer = pw.Repairer(problem, pw.match(problem))
        repaired = repairer.repair(mentee_groups={"North": 0})
        assert repaired.detail.count("Mentee group North may be in no pair now.") == 2
        assert repairer.repair(mentee_groups={0: (0, 2)}).begun == (("Ana", "Yates"), ("Ben", "Xu"))


class TestArrivals:
    def test_who_comes_has_labels_points_and_groups(self):
        problem = PROBLEM.replace(mentor_groups=[("South", ["Xu", "Zoe"], (0, 2))])
        repairer = pw.Repairer(problem, pw.match(problem), first="objective")
        repaired = repairer.repair(
            late_mentees={"Dia": {"Xu": 20}},
            late_mentors={"Wu": pw.Arrival({"Dia": 7, "Ana": 1}, (0, 2), ["South"])},
            reasons=20,
        )
        points = {**POINTS, "Dia": {"Xu": 20, "Wu": 7}, "Ana": {"Xu": 8, "Yates": 5, "Wu": 1}}
        now = pw.Problem(
            {name: points[name] for name in ("Ana", "Ben", "Cem", "Dia")},
            mentor_capacity={"Xu": 1, "Yates": 1, "Zoe": 1, "Wu": 2},
            mentor_groups=[("South", ["Xu", "Zoe", "Wu"], (0, 2))],
        )
        assert repairer.problem.mentor_labels == ("Xu", "Yates", "Zoe", "Wu")
        assert repairer.problem.shape == repaired.matching.problem.shape == (4, 4)
        theirs = pw.repair(pw.match(problem), now, first="objective")
        assert repaired.table().rows == theirs.table().rows
        assert repaired.matching.verify()
        assert pickle.loads(pickle.dumps(repaired)).matching.problem == repairer.problem
        assert repairer.problem.points_of("Dia", "Wu") == 7
        assert repairer.problem.points_of("Dia", "Zoe") is None

    def test_a_side_without_labels_takes_a_list(self):
        before = pw.match([[0.5, 0.25], [0.75, 0.5]], seed=None)
        repairer = pw.Repairer(before.problem, before)
        repaired = repairer.repair(late_mentees=[[None, 0.1]], late_mentors=[{0: 0.5, 2: 3}])
        assert repairer.problem.admissible()[1].tolist() == [50, 25, 50, 75, 50, 10, 300]
        assert repaired.begun == ((2, 2),)
        assert [change.person for change in repaired.diff.came] == [2, 2]
        rows = np.array([[0, -np.inf, 1]], np.float32)
        assert repairer.repair(late_mentees=rows).matching.verify()
        with pytest.raises(pw.InvalidInput, match=r"must be whole units.*0\.001"):
            repairer.repair(late_mentees=[[0, 0.001, 1]])

    def test_keys_that_were_given_are_asked_for(self):
        before = pw.match(np.eye(2), mentee_keys=[7, 8], mentor_keys=["x", "y"])
        repairer = pw.Repairer(before.problem, before)
        with pytest.raises(pw.InvalidInput, match="given keys"):
            repairer.repair(late_mentees=[[1, 1]])
        with pytest.raises(pw.InvalidInput, match="share a key"):
            repairer.repair(late_mentees=[pw.Arrival([1, 1], key=8)])
        repairer.repair(late_mentees=[pw.Arrival([1, 1], key=9)], late_mentors={"z": [1, 0, 2]})
        assert repairer.problem.mentee_keys.tolist() == [7, 8, 9]
        assert repairer.problem.mentor_labels == ("x", "y", "z")
        again = pw.Problem(
            [[1, 0, 1], [0, 1, 0], [1, 1, 2]], mentee_keys=[7, 8, 9], mentor_keys=["x", "y", "z"]
        )
        assert repairer.problem == again

    def test_the_digest_may_be_left_out(self):
        repairer = begun(digest=False)
        repaired = repairer.repair(late_mentees={"Dia": {"Xu": 12}})
        assert repaired.matching.digest == ""
        assert repairer.matching.verify()
        assert repairer.matching.problem is repaired.matching.problem


class TestNoAnswer:
    def test_changes_that_collide_are_made(self):
        repairer = begun()
        repaired = repairer.repair(mentor_capacity={"Zoe": (2, 2)})
        assert repaired.matching.status is pw.Status.INFEASIBLE
        assert repaired.text.startswith("No matching obeys the changed rules. At least ")
        assert (repaired.diff, len(repaired.table())) == (None, 0)
        assert repairer.problem.mentor_capacity[2] == (2, 2)
        again = repairer.repair(mentor_capacity={"Zoe": 1})
        assert (len(again.kept), again.before) == (3, BEFORE)

    def test_a_call_that_is_stopped_makes_the_changes(self):
        repairer = begun()
        late = repairer.repair(withdrawn_mentees=["Cem"], time_limit=0)
        assert late.text == "Not solved: the time limit passed."
        assert repairer.matching.status is pw.Status.TIME_LIMIT
        repaired = repairer.repair()
        assert [each.reason for each in repaired.gone] == ["Mentee Cem withdrew."]
        with pytest.raises(pw.Stopped, match="time limit"):
            begun(time_limit=0)

    def test_progress_may_raise_and_stop_and_may_not_call_again(self):
        rng = np.random.default_rng(
            0
        )  # levels are solved for anew: longer than the 20 ms between reports
        problem = pw.Problem(rng.integers(0, 10**9, (2000, 2000)))
        before = pw.match(problem, "most_pairs", seed=None)
        repairer = pw.Repairer(problem, before, objective=["most_pairs", "leximin"])

        def again(stage, done, total):
            repairer.repair()

        with pytest.raises(RuntimeError, match="another call of this session has not ended"):
            repairer.repair(withdrawn_mentees=[0], progress=again)
        assert repairer.problem.mentee_capacity[0] == (0, 0)
        stopped = repairer.repair(progress=lambda *_: False)
        assert stopped.matching.status is pw.Status.CANCELLED
        repaired = repairer.repair()
        assert repaired.before is before
        assert [each.why for each in repaired.gone] == ["left"]

    def test_other_threads_run_meanwhile(self):
        repairers = [begun() for _ in range(4)]
        found = [None] * 4

        def run(place):
            found[place] = repairers[place].repair(vetoes=[("Ben", "Xu")])

        threads = [threading.Thread(target=run, args=(place,)) for place in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(each == found[0] for each in found)

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"vetoes": [("Ana", "Xi")]}, "nobody of the points has this label"),
            ({"vetoes": 3}, "vetoes"),
            ({"vetoes": [("Cem", "Zoe")]}, "Cem with Zoe"),
            ({"withdrawn_mentees": ["Ann"]}, "Did you mean 'Ana'"),
            ({"mentor_capacity": -1}, "capacity"),
            ({"mentor_capacity": {"Xi": 1}}, "nobody of the mentors has this label"),
            ({"mentor_capacity": {"Xu": (2, 1)}}, "the most of a range"),
            ({"mentee_groups": {"North": 1}}, "must be the name of one group"),
            ({"mentee_groups": {0: 1}}, "there are 0 such groups"),
            ({"late_mentees": {"Ana": {}}}, "one of the mentees has this label"),
            ({"late_mentees": {"Dia": {"Xi": 1}}}, "nobody of the mentors has this label"),
            ({"late_mentees": {"Dia": [1, 2]}}, "one number for each of 3 mentors"),
            ({"late_mentees": {"Dia": [1, 2, 0.5]}}, "must be whole units"),
            ({"late_mentees": {"Dia": [1, 2, np.nan]}}, "must be whole units"),
            ({"late_mentees": {"Dia": {"Xu": 2**61}}}, "points must lie within"),
            ({"late_mentors": {"Wu": pw.Arrival({}, groups=["South"])}}, "name of one group"),
            ({"late_mentors": {"Wu": pw.Arrival({}, key=3)}}, "given keys"),
            ({"time_limit": -1}, "a time limit is"),
        ],
    )
    def test_bad_changes_are_refused_and_none_is_made(self, changes, message):
        problem = PROBLEM.replace(locked=[("Cem", "Zoe")])
        repairer = pw.Repairer(problem, pw.match(problem))
        with pytest.raises(pw.InvalidInput) as refused:
            repairer.repair(**{"withdrawn_mentors": ["Xu"], **changes})
        assert message in str(refused.value)
        assert repairer.problem == problem
        assert len(repairer.repair().kept) == 3

    @pytest.mark.parametrize(
        ("changes", "message"),
        [
            ({"reasons": 1.5}, "reasons must be a whole number"),
            ({"progress": 3}, "progress must be a function or None"),
            ({"withdrawn_mentees": "Ana"}, "a list of labels or positions"),
            ({"mentee_groups": 3}, "a mapping of groups to ranges"),
            ({"late_mentees": ["Dia"]}, "a mapping of labels to points"),
            ({"late_mentors": {"Wu": pw.Arrival({}, groups="South")}}, "a list of names"),
        ],
    )
    def test_other_types_are_refused(self, changes, message):
        with pytest.raises(TypeError, match=message):
            begun().repair(**changes)

    def test_a_beginning_that_cannot_be_is_refused(self):
        with pytest.raises(pw.InvalidInput, match="problem"):
            pw.Repairer(PROBLEM.replace(mentor_capacity=2), BEFORE)
        with pytest.raises(pw.InvalidInput, match="only an optimal matching"):
            pw.Repairer(PROBLEM, pw.match(PROBLEM, mentee_capacity=(2, 2)))
        with pytest.raises(pw.InvalidInput, match="a stage is"):
            begun(objective=["most_pears"])
        with pytest.raises(TypeError, match="problem must be a Problem"):
            pw.Repairer(POINTS, BEFORE)
        assert repr(begun()) == ("<Repairer: 3 mentees x 3 mentors, optimal, 3 pairs, 17 points>")


def random_change(rng, problem):
    """One change of any kind."""
    sides = {"mentee": problem.mentee_labels, "mentor": problem.mentor_labels}
    role = ("mentee", "mentor")[int(rng.integers(2))]
    own, other = sides[role], sides["mentor" if role == "mentee" else "mentee"]
    person = own[int(rng.integers(len(own)))]
    kind = int(rng.integers(5))
    if kind == 0:
        pairs = [(problem.mentee_labels[i], problem.mentor_labels[j]) for i, j in
                 problem.admissible()[0].tolist()]  # fmt: skip
        return {"vetoes": [pairs[int(rng.integers(len(pairs)))]]} if pairs else {}
    if kind == 1:
        return {f"withdrawn_{role}s": [person]}
    if kind == 2:
        return {f"{role}_capacity": {person: (0, int(rng.integers(3)))}}
    groups = getattr(problem, f"{role}_groups")
    if kind == 3 and groups:
        return {f"{role}_groups": {0: (0, int(rng.integers(4)))}}
    points = {label: int(rng.integers(9)) for label in other if rng.random() < 0.8}
    return {f"late_{role}s": {f"{role} {len(own)}": points}}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9))
def test_one_change_after_another_is_what_a_solution_finds(seed):
    rng = np.random.default_rng(seed)
    problem = random_problem(rng, (3, 3), [["i", "j", "k"], ["x", "y", "z"]])
    if problem.mentee_labels is None or problem.mentor_labels is None:
        return
    objective = OBJECTIVES[int(rng.integers(len(OBJECTIVES)))]
    first = ("changes", "objective")[int(rng.integers(2))]
    before = pw.match(problem, objective)
    repairer = pw.Repairer(problem, before, first=first)
    for _ in range(4):
        try:
            repaired = repairer.repair(**random_change(rng, repairer.problem))
        except pw.InvalidInput:
            continue  # a veto of a locked pair
        solved = pw.repair(before, repairer.problem, first=first, reasons=0)
        assert told(repaired) == told(solved)
        if repaired:
            assert repaired.matching.verify()
            assert repaired.table()["after"] == solved.table()["after"]
            assert repaired.diff == solved.diff
            before = repaired.matching
