"""What one more place would bring: sentences, values, faults."""

import dataclasses
import html
import pickle

import numpy as np
import pytest

import pairwell as pw

SMALL = pw.Problem(
    {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Xu": 7}},
    mentee_groups=[("Wales", ["Ana", "Cem"], (0, 2))],
)
BEST = pw.match(SMALL)


def test_a_place_is_worth_a_pair():
    found, other = pw.worth(SMALL, BEST)
    assert found.text == (
        "With one more place for mentor Xu, there would be 3 pairs instead of 2 pairs."
    )
    assert found.detail.startswith("The best matching then begins mentee Cem with mentor Xu;")
    assert str(found) == f"{found.text}\n{found.detail}"
    assert other.text == (
        "With one more place for mentor Yates, there would be 3 pairs instead of 2 pairs."
    )
    change = found.change
    assert (change.of, change.subject, change.before, change.after) == ("mentor", "Xu", 1, 2)
    assert (found.consequences.stage, found.consequences.cost) == (0, -1)
    assert repr(found) == "<Worth: <Consequences: better in most_pairs, 1 pair changes>>"
    evil = dataclasses.replace(found, detail="<b>&")
    assert html.escape("<b>&") in evil._repr_html_()
    assert pickle.loads(pickle.dumps(found)) == found


def test_it_is_what_solving_anew_gives():
    rng = np.random.default_rng(5)
    for _ in range(5):
        points = rng.integers(0, 30, (9, 6))
        capacity = rng.integers(1, 3, 6)
        problem = pw.Problem(points, mentor_capacity=capacity)
        best = pw.match(problem)
        of_mentors = [one for one in pw.worth(problem, best) if one.change.of == "mentor"]
        assert of_mentors
        for mentor in range(6):
            anew = pw.match(problem.replace(mentor_capacity=capacity + (np.arange(6) == mentor)))
            own = {one.change.subject: one for one in of_mentors}.get(mentor)
            after = [stage.value for stage in best.stages]
            then = [stage.value for stage in anew.stages]
            if own is not None:
                after = [stage.after for stage in own.consequences.stages]
            else:  # another draw is nothing that a place brings
                after, then = after[:-1], then[:-1]
            assert after == then


@pytest.mark.parametrize(
    ("stages", "text"),
    [
        (["most_pairs", ("floor", 5)], "as it is, there is 1 more pair below the floor."),
        (["most_pairs", "leximin"], "as it is, there is 1 more pair at only 2 points."),
        (["most_pairs", "rank_maximal"], "as it is, there is 1 pair fewer of rank 1."),
        (["most_pairs", "best_worst"], "8 points in the worst pair instead of 2 points in the"),
    ],
)
def test_every_stage_has_words(stages, text):
    problem = pw.Problem({"Ana": {"Xu": 9, "Yates": 6}, "Ben": {"Xu": 8, "Yates": 2}})
    problem = problem.replace(locked=[("Ana", "Xu")])
    (one,) = (each for each in pw.worth(problem, pw.match(problem, stages)) if "Xu" in each.text)
    assert text in one.text


def test_another_draw_is_nothing_that_a_place_brings():
    alike = pw.Problem(np.ones((2, 2)), mentee_capacity=[(1, 1)] * 2)
    best = pw.match(alike, ["most_pairs", "best_worst"], seed=3)
    raised = pw.match(alike.replace(mentor_capacity=[2, 1]), ["most_pairs", "best_worst"], seed=3)
    other = pw.match(alike.replace(mentor_capacity=[1, 2]), ["most_pairs", "best_worst"], seed=3)
    assert max(raised.stages[2].value, other.stages[2].value) > best.stages[2].value
    assert pw.worth(alike, best) == ()


def test_names_may_be_others():
    names = pw.Names(mentor=("A", "B"))
    assert "for mentor A," in pw.worth(SMALL, BEST, names=names)[0].text


def test_bad_input():
    other = pw.match(pw.Problem([[1, 2]]))
    with pytest.raises(pw.InvalidInput, match=r"worth.*rule: digest"):
        pw.worth(SMALL, other)
    with pytest.raises(TypeError, match="worth"):
        pw.worth(SMALL, None)
    with pytest.raises(pw.Stopped, match="worth: the time limit passed"):
        pw.worth(SMALL, BEST, time_limit=0)


def test_what_is_found_for_all_at_once_is_what_a_solution_finds():
    points = np.random.default_rng(3).integers(0, 1000, (240, 120))  # so many that ways are kept
    places = [2] * 120
    best = pw.match(pw.Problem(points, mentor_capacity=places))
    told = {(one.change.of, one.change.subject): one for one in pw.worth(best.problem, best)}
    assert len(told) > 60
    for mentor in range(0, 120, 7):
        places[mentor] = 3
        after = pw.match(pw.Problem(points, mentor_capacity=places))
        places[mentor] = 2
        if one := told.get(("mentor", mentor)):
            assert np.array_equal(one.consequences.pairs, after.pairs)
        else:
            stages = zip(best.stages[:-1], after.stages[:-1], strict=True)
            assert all(before.value == now.value for before, now in stages)


@pytest.mark.parametrize(
    "objective",
    [
        ["most_pairs", "best_worst", "most_points"], ["most_pairs", "leximin"], ["rank_maximal"],
        ["most_pairs", ("floor", 6), "most_points"],
        ["most_pairs", ("fewest_changes", [(0, 0), (1, 1)]), "most_points"],
    ],
    ids=str,
)  # fmt: skip
def test_it_is_what_solving_anew_gives_by_any_objective(objective):
    rng = np.random.default_rng(8)
    told = 0
    for _ in range(12):
        points = np.where(rng.random((7, 5)) < 0.2, -np.inf, rng.integers(0, 12, (7, 5)))
        capacity = rng.integers(0, 3, 5)
        rules = {"mentee_groups": [([0, 2, 4], (0, 2))], "mentor_groups": [([0, 1, 2], (0, 3))]}
        best = pw.match(pw.Problem(points, mentor_capacity=capacity, **rules), objective, seed=4)
        own = {
            one.change.subject: one.consequences
            for one in pw.worth(best.problem, best)
            if one.change.of == "mentor"
        }
        told += len(own)
        for mentor in range(5):
            more = capacity + (np.arange(5) == mentor)
            anew = pw.match(pw.Problem(points, mentor_capacity=more, **rules), objective, seed=4)
            if mentor in own:
                np.testing.assert_array_equal(own[mentor].pairs, anew.pairs)  # by lot
            else:
                for before, after in zip(best.stages[:-1], anew.stages[:-1], strict=True):
                    assert before.value == after.value
                    np.testing.assert_array_equal(before.profile, after.profile)
    assert told > 0
