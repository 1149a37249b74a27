"""People are known by their keys, and a matching belongs to its problem."""

import dataclasses
import json
import pickle
import types

import numpy as np
import oracle
import pytest

import pairwell as pw

MENTEES, MENTORS = ["a", "b", "c", "d"], ["X", "Y"]
POINTS = np.array([[9, 0], [0, 9], [1, 1], [1, 1]])


def problem_of(mentees, mentors=MENTORS, **rules):
    """The problem of some of these people."""
    rows = [MENTEES.index(mentee) for mentee in mentees]
    columns = [MENTORS.index(mentor) for mentor in mentors]
    points = POINTS[np.ix_(rows, columns)]
    keys = {"mentee_keys": list(mentees), "mentor_keys": list(mentors)}
    return pw.Problem(points, **keys, **rules)


def keep(problem, previous, **options):
    """The stage that keeps previous pairs, and the matching."""
    objective = ["most_pairs", ("fewest_changes", previous), "most_points"]
    matching = pw.match(problem, objective, **options)
    assert matching.verify()
    return matching.stages[1], matching


def faults_of(call, *arguments, **named):
    with pytest.raises(pw.InvalidInput) as caught:
        call(*arguments, **named)
    return [finding.rule for finding in caught.value.findings]


class TestFewestChanges:
    def test_follows_people_and_lists_who_is_gone(self):
        before = pw.match(problem_of(MENTEES))
        assert before.pairs.tolist() == [[0, 0], [1, 1]]
        stage, matching = keep(problem_of("bcd"), before)
        assert stage.units == 0
        assert [0, 1] in matching.pairs.tolist()  # b stays with Y, and is not taken for a
        assert stage.parameter.tolist() == [[0, 1]]
        assert stage.gone == (("a", "X"),)
        other, _ = keep(problem_of("bcd", forbidden=[(0, 1)]), before)
        assert (other.units, other.lost.tolist()) == (1, [[0, 1]])

    def test_does_not_mind_the_order_of_rows(self):
        before = pw.match(problem_of(MENTEES))
        stage, matching = keep(problem_of("dcba", "YX"), before)
        assert (stage.units, stage.gone) == (0, ())
        assert matching.pairs.tolist() == [[2, 0], [3, 1]]

    def test_takes_texts_as_keys(self):
        previous = [("a", "X"), ("b", "Y")]
        for given in (previous, set(previous), np.array(previous), np.array(previous, object)):
            stage, _ = keep(problem_of("bcd"), given)
            assert (stage.units, stage.parameter.tolist()) == (0, [[0, 1]])
            assert [tuple(map(str, pair)) for pair in stage.gone] == [("a", "X")]
        half = pw.Problem(POINTS, mentee_keys=MENTEES)
        assert keep(half, [("b", 1)])[0].parameter.tolist() == [[1, 1]]

    @pytest.mark.parametrize("library", ["pandas", "polars", "pyarrow"])
    def test_a_frame_goes_by_the_names_of_its_columns(self, library):
        module = pytest.importorskip(library)
        make = module.table if library == "pyarrow" else module.DataFrame
        problem = problem_of("bcd")
        texts = make({"mentor": ["X", "Y"], "points": [9.0, 0.5], "mentee": ["a", "b"]})
        stage, _ = keep(problem, texts)
        assert (stage.parameter.tolist(), stage.gone) == ([[0, 1]], (("a", "X"),))
        positions = make({"mentor": [1], "mentee": [0]})
        assert keep(problem, positions)[0].parameter.tolist() == [[0, 1]]

    def test_a_frame_of_a_matching_is_its_pairs_everywhere(self):
        pd = pytest.importorskip("pandas")
        points = pd.DataFrame(POINTS[1:], index=[*"bcd"], columns=MENTORS)
        before = pw.match(points, ["most_pairs", "most_points"])
        for given in (before.to_pandas(), before.to_polars()):
            assert keep(pw.Problem(points), given)[0].parameter.tolist() == before.pairs.tolist()
            assert pw.Problem(points, locked=given).locked.tolist() == before.pairs.tolist()
            assert pw.Problem(points, forbidden=given).forbidden.tolist() == before.pairs.tolist()

    def test_whole_numbers_are_labels_before_they_are_positions(self):
        pd = pytest.importorskip("pandas")
        points = pd.DataFrame(POINTS[1:], index=[3, 1, 2], columns=MENTORS)
        previous = pd.DataFrame({"mentee": [1], "mentor": [1]})
        for given in (previous, [(1, 1)], {(1, 1)}):
            assert pw.Problem(points, locked=given).locked.tolist() == [[1, 1]]
            assert pw.Problem(points, forbidden=given).forbidden.tolist() == [[1, 1]]
            stage, _ = keep(pw.Problem(points), given)
            assert stage.parameter.tolist() == [[1, 1]]
        stage, _ = keep(pw.Problem(points), [(4, 1), (2, 0)])
        assert (stage.parameter.tolist(), stage.gone) == ([[2, 0]], ((4, 1),))
        array = previous.to_numpy()  # has no labels
        assert pw.Problem(points, locked=array).locked.tolist() == [[1, 1]]
        assert pw.Problem(points, locked=array - 1).locked.tolist() == [[0, 0]]

    def test_whole_numbers_in_a_frame_beside_such_keys_are_refused(self):
        pd = pytest.importorskip("pandas")
        problem = pw.Problem(POINTS[1:], mentee_keys=[1, 2, 3])
        previous = pd.DataFrame({"mentee": [1], "mentor": [1]})
        with pytest.raises(pw.InvalidInput, match="could be positions or keys") as caught:
            pw.match(problem, [("fewest_changes", previous)])
        (finding,) = caught.value.findings
        assert (finding.rule, "mentees" in finding.message) == ("label", True)
        stage, _ = keep(problem, previous.to_numpy())
        assert stage.parameter.tolist() == [[1, 1]]

    def test_previous_pairs_must_be_given_and_of_a_round_are_its_matching(self):
        with pytest.raises(pw.InvalidInput, match="leave the stage out"):
            pw.match(POINTS, [("fewest_changes", None)])
        like_a_round = types.SimpleNamespace(matching=pw.match(POINTS))
        with pytest.raises(pw.InvalidInput, match=r"give \.matching"):
            pw.match(POINTS, [("fewest_changes", like_a_round)])

    @pytest.mark.parametrize(
        ("previous", "rule"),
        [
            ([("a", "X"), ("a", "X")], "duplicate"),
            ([("e", "X"), ("e", "X")], "duplicate"),
            ([("a", 2)], "id"),
            ([("a", 2**70)], "id"),
            ([("a", None)], "id"),
            ([("a", True)], "id"),
            ([("a", "X", "Y")], "shape"),
        ],
    )
    def test_refuses_texts_that_are_no_pairs(self, previous, rule):
        assert rule in faults_of(
            pw.match, problem_of(MENTEES), ["most_pairs", ("fewest_changes", previous)]
        )

    def test_refuses_texts_where_there_are_no_keys(self):
        assert faults_of(pw.match, POINTS, [("fewest_changes", [("a", 0)])]) == ["keys"]

    def test_goes_by_position_without_keys_and_refuses_another_shape(self):
        before = pw.match(POINTS)
        assert keep(pw.Problem(POINTS), before)[0].units == 0
        with pytest.raises(pw.InvalidInput, match="give both problems mentee_keys"):
            pw.match(POINTS[1:], [("fewest_changes", before)])

    def test_goes_by_key_on_the_one_side_that_has_them(self):
        before = pw.match(pw.Problem(POINTS, mentor_keys=MENTORS))
        turned = pw.Problem(POINTS[:, ::-1], mentor_keys=MENTORS[::-1])
        assert keep(turned, before)[0].units == 0
        assert keep(turned, before)[1].pairs.tolist() == [[0, 1], [1, 0]]

    def test_refuses_keys_in_only_one_of_the_two_problems(self):
        for one, other in ((problem_of(MENTEES), pw.Problem(POINTS)),) * 2:
            assert faults_of(pw.match, one, [("fewest_changes", pw.match(other))]) == ["keys"] * 2

    def test_refuses_a_matching_that_has_no_pairs_to_keep(self):
        problem = problem_of(MENTEES)
        stopped = pw.match(problem, time_limit=0)
        infeasible = pw.match(problem_of(MENTEES, mentee_capacity=(1, 1)))
        for before in (stopped, infeasible):
            assert faults_of(pw.match, problem, [("fewest_changes", before)]) == ["status"]

    def test_refuses_a_matching_that_is_not_of_its_problem(self):
        problem = problem_of(MENTEES)
        other = dataclasses.replace(pw.match(problem), problem=problem_of("badc"))
        assert faults_of(pw.match, problem, [("fewest_changes", other)]) == ["digest"]

    def test_says_so_wherever_a_result_goes(self):
        stage, matching = keep(problem_of("bcd"), pw.match(problem_of(MENTEES)))
        copy = pickle.loads(pickle.dumps(matching))
        assert copy == matching
        assert hash(copy) == hash(matching)
        assert copy.stages[1].gone == stage.gone
        assert json.loads(json.dumps(matching.to_dict()))["stages"][1]["gone"] == [["a", "X"]]
        assert matching.stages[0].gone == ()


class TestLostPairs:
    PREVIOUS = ((0, 0), (1, 1))

    @pytest.mark.parametrize(
        ("rules", "lost"),
        [
            ({}, []),
            ({"mentee_capacity": [0, 1, 1, 1]}, [[0, 0]]),
            ({"mentor_capacity": [1, 0]}, [[1, 1]]),
            ({"mentee_groups": [([0, 2], (0, 0))]}, [[0, 0]]),
            ({"mentor_groups": [([0, 1], (0, 0))]}, [[0, 0], [1, 1]]),
            ({"mentor_groups": [([0, 1], (0, 1)), ([1], (0, 0))]}, [[1, 1]]),
            ({"locked": [(2, 0)]}, [[0, 0]]),
            ({"locked": [(0, 0)]}, []),
            ({"locked": [(2, 0)], "mentor_capacity": 2}, []),
            (
                {
                    "locked": [(2, 0)],
                    "mentor_capacity": 2,
                    "mentee_groups": [([0, 2], (0, 1))],
                },
                [[0, 0]],
            ),
            ({"forbidden": [(0, 0)]}, [[0, 0]]),
        ],
    )  # fmt: skip
    def test_are_those_that_can_no_longer_be(self, rules, lost):
        stage, matching = keep(pw.Problem(POINTS, **rules), self.PREVIOUS)
        assert stage.lost.tolist() == lost
        for changed in (lost[1:], [*lost, [1, 1]], [[1, 0]]):
            if changed == lost:
                continue
            stages = list(matching.stages)
            stages[1] = dataclasses.replace(stage, lost=np.array(changed, int).reshape(-1, 2))
            failures = dataclasses.replace(matching, stages=stages).verify().failures
            assert failures[0].endswith("are not the previous ones that can no longer be.")


class TestBelonging:
    ONE, OTHER = pw.Problem([[72, 40], [65, 55], [58, 50]]), pw.Problem([[7, 4], [6, 5], [58, 50]])

    def test_nobody_is_explained_by_a_matching_of_another_problem(self):
        with pytest.raises(pw.InvalidInput, match="made for another problem") as caught:
            pw.why_unmatched(self.OTHER, pw.match(self.ONE), mentee=2)
        assert [finding.rule for finding in caught.value.findings] == ["digest"]

    def test_nobody_is_explained_by_a_matching_that_is_not_the_best(self):
        best = pw.match(self.ONE, ["most_points"], seed=None)
        worse = dataclasses.replace(best.stages[0], units=100)
        with pytest.raises(pw.InvalidInput, match="not the best"):
            pw.why_unmatched(self.ONE, dataclasses.replace(best, stages=[worse]), mentee=2)

    @pytest.mark.parametrize("rules", [{}, {"mentee_capacity": [(1, 1), (1, 1)]}])
    def test_a_verdict_says_first_that_the_problem_is_another(self, rules):
        one, other = (pw.Problem(points, **rules) for points in ([[1], [2]], [[1], [3]]))
        matching = pw.match(one)
        assert (matching.status is pw.Status.INFEASIBLE) == bool(rules)
        assert matching.verify()
        for forged in (
            pw.verify(other, matching),
            dataclasses.replace(matching, problem=other).verify(),
            dataclasses.replace(matching, digest="").verify(),
        ):
            assert forged.failures[0].startswith("the matching was made for another problem")

    def test_what_is_infeasible_is_so_for_every_objective(self):
        problem = pw.Problem([[1], [2]], mentee_capacity=[(1, 1), (1, 1)])
        assert len({pw.match(problem, seed=seed).digest for seed in (1, 2, None)}) == 1

    @pytest.mark.parametrize("seed", range(20))
    def test_a_warm_start_of_other_people_costs_no_truth(self, seed):
        rng = np.random.default_rng([15, seed])
        points = rng.integers(0, 20, (9, 7))
        rows = rng.permutation(9)
        problem = pw.Problem(points, mentee_keys=list(range(9)))
        turned = pw.Problem(points[rows], mentee_keys=rows.tolist())
        others = pw.Problem(rng.integers(0, 20, (9, 7)), mentee_keys=list(range(20, 29)))
        cold = pw.match(problem, seed=seed)
        for of in (turned, others):
            warm = pw.match(problem, seed=seed, warm_start=pw.match(of, seed=seed + 1))
            assert warm.pairs.tolist() == cold.pairs.tolist()
            assert warm.verify()

    @pytest.mark.parametrize("seed", range(60))
    def test_a_warm_start_that_was_tampered_with_does_no_harm(self, seed):
        rng = np.random.default_rng([14, seed])
        problem = oracle.random_problem(rng, rows=5, columns=4)
        objective = [
            "most_pairs",
            ("best_worst", "leximin", "generous", "rank_maximal")[seed % 4],
            "most_points",
        ]
        cold = pw.match(problem, objective, seed=seed)
        if cold.status is not pw.Status.OPTIMAL:
            return
        pairs = np.argwhere(rng.random(problem.shape) < 0.5)

        def forged(prices):
            far = 10 ** int(rng.integers(0, 18))
            changed = {
                each.name: rng.integers(-far, far, len(getattr(prices, each.name)))
                for each in dataclasses.fields(prices)
            }
            return pw.Prices(**changed)

        stages = [
            dataclasses.replace(stage, prices=forged(stage.prices)) if len(stage.prices.mentee)
            else stage
            for stage in cold.stages
        ]  # fmt: skip
        warm = pw.match(
            problem,
            objective,
            seed=seed,
            warm_start=dataclasses.replace(cold, pairs=pairs, stages=stages, digest="0" * 64),
        )
        assert [stage.units for stage in warm.stages] == [stage.units for stage in cold.stages]
        assert warm.pairs.tolist() == cold.pairs.tolist()
        assert warm.verify()
