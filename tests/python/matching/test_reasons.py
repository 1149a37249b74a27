"""Reasons: why there is no matching, and why somebody has no pair, with no bystander in them."""

import dataclasses
import pickle
import re

import numpy as np
import oracle
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")


def reason_of(*args, **rules):
    matching = pw.match(pw.Problem(*args, **rules))
    assert matching.status is pw.Status.INFEASIBLE
    assert matching.verify()
    return matching.infeasibility.reason


def crowded_problem(rng):
    """A small problem that asks for much: leasts up to 3, nested groups, several locked pairs."""
    shape = (int(rng.integers(1, 5)), int(rng.integers(1, 5)))
    points = np.where(rng.random(shape) < rng.choice([0.2, 0.5]), -np.inf, 1.0)
    may_be = np.argwhere(np.isfinite(points))
    rules = {}
    if len(may_be) and rng.random() < 0.5:
        count = min(len(may_be), int(rng.integers(1, 4)))
        chosen = may_be[rng.choice(len(may_be), count, replace=False)]
        rules["locked"] = [tuple(pair) for pair in chosen.tolist()]

    def a_range(most):
        ends = rng.integers(0, most + 1, 2)
        return int(ends.min() if rng.random() < 0.6 else 0), int(ends.max())

    for side, people in zip(("mentee", "mentor"), shape, strict=True):
        if rng.random() < 0.7:
            rules[f"{side}_capacity"] = np.array([a_range(3) for _ in range(people)])
        order = rng.permutation(people)
        cuts = sorted(rng.integers(0, people + 1, 2), reverse=True)
        if rng.random() < 0.6:
            rules[f"{side}_groups"] = [(order[:cut], a_range(4)) for cut in dict.fromkeys(cuts)]
    return pw.Problem(points, scale=1, **rules)


def obeys(problem, claim, is_ask, pairs, subsets):
    """Which sets of pairs obey one claim."""
    if claim.kind == "locked_pair":
        return subsets[:, (pairs == claim.id).all(axis=1)].any(axis=1)
    side = int(claim.kind.startswith("mentor"))
    groups = problem.mentor_groups if side else problem.mentee_groups
    members = groups[claim.id][1] if claim.kind.endswith("group") else [claim.id]
    counts = subsets[:, np.isin(pairs[:, side], members)].sum(axis=1)
    return counts >= claim.pairs if is_ask else counts <= claim.pairs


def check_nobody_can_be_spared(problem, why):
    """The claims collide by themselves, and without any one of them they do not."""
    pairs = problem.admissible()[0]
    subsets = ((np.arange(2 ** len(pairs))[:, None] >> np.arange(len(pairs))) & 1).astype(bool)
    obeyed = [obeys(problem, claim, True, pairs, subsets) for claim in why.asked]
    obeyed += [obeys(problem, claim, False, pairs, subsets) for claim in why.limits]
    broken = len(obeyed) - np.sum(obeyed, axis=0)
    assert broken.min() == 1
    for each in obeyed:
        assert (~each & (broken == 1)).any()


def check_that_it_says_so(problem, why):
    """The claims are the problem's own, and agree with the prices and the sentence."""
    for claim, end in [(c, 0) for c in why.asked] + [(c, 1) for c in why.limits]:
        if claim.kind == "locked_pair":
            assert claim.id in [tuple(pair) for pair in problem.locked.tolist()]
            assert claim.pairs == 1
            continue
        ranges = getattr(problem, claim.kind.replace("_group", "") + "_capacity")
        if claim.kind.endswith("_group"):
            ranges = [limits for _, _, limits in getattr(problem, claim.kind + "s")]
        assert claim.pairs == ranges[claim.id][end]
        assert end or claim.pairs
        price = getattr(why.prices, claim.kind)[claim.id]
        assert price > 0 if end else price < 0
    named = {(claim.kind, claim.id) for claim in why.limits}
    for kind in ("mentee", "mentor", "mentee_group", "mentor_group"):
        assert {(kind, i) for i in np.flatnonzero(getattr(why.prices, kind) > 0)} <= named
    asked = sum(claim.pairs for claim in why.asked)
    most = sum(claim.pairs for claim in why.limits) + why.open_pairs
    assert asked > most
    assert why.reason.startswith(f"At least {asked} pair{'s' * (asked != 1)} must be made (")
    numbers = re.search(r"but (?:no more than (\d+) can|none can|no pair is)", why.reason)
    assert int(numbers[1] or 0) == most
    assert "at least 0" not in why.reason


def test_infeasibility_names_only_who_is_in_it():
    rng = np.random.default_rng(2026)
    found = 0
    while found < 2000:
        problem = crowded_problem(rng)
        if len(problem.admissible()[0]) > 10:
            continue
        matching = pw.match(problem, ["most_pairs"], seed=None)
        if matching.status is not pw.Status.INFEASIBLE:
            continue
        found += 1
        assert matching.verify()
        check_nobody_can_be_spared(problem, matching.infeasibility)
        check_that_it_says_so(problem, matching.infeasibility)


@pytest.mark.parametrize("seed", range(60))
def test_larger_conflicts_are_minimal_too(seed):
    rng = np.random.default_rng([14, seed])
    people, others = rng.integers(20, 60, 2)
    points = np.where(rng.random((people, others)) < rng.choice([0.1, 0.5, 0.9]), 1.0, -np.inf)
    least = rng.integers(0, 3, people)
    most = rng.integers(0, 4, others)
    problem = pw.Problem(
        points,
        mentee_capacity=np.stack([least, least + 1], axis=1),
        mentor_capacity=most,
        mentor_groups=[(np.arange(others // 2), (0, int(others) // 3))],
    )
    matching = pw.match(problem, ["most_pairs"], seed=None)
    if matching.status is not pw.Status.INFEASIBLE:
        return
    why = matching.infeasibility
    check_that_it_says_so(problem, why)

    def status_of(asked, limits):
        mentees, mentors = np.full((people, 2), (0, others)), np.full((others, 2), (0, people))
        groups = []
        for claim, end in [(c, 0) for c in asked] + [(c, 1) for c in limits]:
            if claim.kind == "mentor_group":
                groups = [(np.arange(others // 2), (0, claim.pairs))]
            else:
                (mentees if claim.kind == "mentee" else mentors)[claim.id, end] = claim.pairs
        return pw.match(
            pw.Problem(
                points, mentee_capacity=mentees, mentor_capacity=mentors, mentor_groups=groups
            ),
            ["most_pairs"],
            seed=None,
        ).status

    assert status_of(why.asked, why.limits) is pw.Status.INFEASIBLE
    for left_out in why.asked:
        rest = [claim for claim in why.asked if claim != left_out]
        assert status_of(rest, why.limits) is pw.Status.OPTIMAL
    for left_out in why.limits:
        rest = [claim for claim in why.limits if claim != left_out]
        assert status_of(why.asked, rest) is pw.Status.OPTIMAL


def test_nobody_asks_for_nothing():
    nothing = np.ma.array([[2], [3]], mask=True)
    assert reason_of(nothing, mentee_capacity=[[1, 1], [0, 1]]) == (
        "At least 1 pair must be made (mentee 0 asks for at least 1),"
        " but no pair is allowed for them."
    )


def test_a_locked_pair_that_collides_with_nothing_is_not_named():
    locked = [(0, 0), (1, 0), (2, 1)]
    assert reason_of(np.ones((3, 2)), locked=locked) == (
        "At least 2 pairs must be made (mentee 0 with mentor 0 is locked; mentee 1 with mentor 0 is"
        " locked), but no more than 1 can be (mentor 0 takes at most 1)."
    )


def test_one_who_asks_for_more_than_there_are_pairs():
    assert reason_of([[1, 1]], mentee_capacity=(3, 4), mentor_capacity=[0, 0]) == (
        "At least 3 pairs must be made (mentee 0 asks for at least 3), but no more than 2 can be"
        " (only 2 pairs allowed)."
    )
    assert reason_of([[1, 1]], mentee_capacity=(2, 2), mentor_capacity=[0, 1]) == (
        "At least 2 pairs must be made (mentee 0 asks for at least 2), but no more than 1 can be"
        " (mentor 0 takes at most 0; only 1 pair allowed besides)."
    )
    assert reason_of([[1]], mentee_capacity=(1, 1), mentor_groups=[("Wales", [0], (0, 0))]) == (
        "At least 1 pair must be made (mentee 0 asks for at least 1), but none can be"
        ' (mentor group "Wales" takes at most 0).'
    )


def test_the_parts_of_an_infeasibility_are_values():
    matching = pw.match(pw.Problem([[1], [1]], mentee_capacity=[(1, 1), (1, 1)]))
    why = matching.infeasibility
    assert why.asked == (pw.Claim("mentee", 0, 1), pw.Claim("mentee", 1, 1))
    assert why.limits == (pw.Claim("mentor", 0, 1),)
    assert why.open_pairs == 0
    assert matching.to_dict()["infeasibility"]["limits"] == [
        {"kind": "mentor", "id": 0, "pairs": 1}
    ]
    assert pickle.loads(pickle.dumps(matching)) == matching
    assert pw.match(matching.problem, certificate=False).infeasibility.asked == why.asked


def test_names_stand_where_there_are_names():
    rules = dict(mentee_capacity=[(1, 1), (1, 1)], mentee_keys=["Ana", "Ben"])
    told = "(mentee Ana asks for at least 1; mentee Ben asks for at least 1)"
    assert told in reason_of([[1], [1]], **rules)
    problem = pw.Problem([[1], [1]], **rules)
    assert told in pickle.loads(pickle.dumps(pw.match(problem))).infeasibility.reason
    assert told in pw.match(pickle.loads(pickle.dumps(problem))).infeasibility.reason
    why = pw.match(problem).infeasibility
    names = pw.Names(mentee=("Ana", ""), mentor=("Cy",))
    assert why.in_words(problem, names) == (
        "At least 2 pairs must be made (mentee Ana asks for at least 1; mentee 1 asks for at least"
        " 1), but no more than 1 can be (mentor Cy takes at most 1)."
    )
    for wrong in (pw.Names(mentee=("Ana",)), pw.Names(mentor_group=("Wales",))):
        with pytest.raises(pw.InvalidInput, match="a name for each of"):
            why.in_words(problem, wrong)
    with pytest.raises(pw.InvalidInput, match="of another problem"):
        why.in_words(pw.Problem([[1]]), pw.Names())


def test_who_gives_way_is_named_apart_from_what_the_person_is_told():
    problem = pw.Problem([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]], mentee_keys=["a", "b", "c"])
    why = pw.why_unmatched(problem, pw.match(problem), mentee=2)
    assert why.text == (
        "Even the best pair with one of 2 allowed mentors would mean 14.5 points fewer in all."
    )
    assert why.detail == (
        "A best matching in which mentee c has a pair puts them with mentor 0 and takes a pair from"
        " mentee a."
    )
    assert (why.would_pair_with, why.losing_mentees, why.losing_mentors) == ((0,), ("a",), ())
    assert why.infeasibility is None


def test_who_holds_the_places_is_named():
    problem = pw.Problem(
        np.ones((4, 3)),
        locked=[(3, 0), (1, 2)],
        mentee_groups=[("Scotland", [1, 2, 3], (0, 2))],
    )
    why = pw.why_unmatched(problem, pw.match(problem), mentee=2)
    assert why.why is pw.Unmatched.AGAINST_RULES
    assert why.text == (
        'A pair would break a rule for others: no place is left in mentee group "Scotland".'
    )
    assert why.detail == (
        'Both places (mentee group "Scotland" takes at most 2) are needed for others (mentee 3'
        " with mentor 0 is locked; mentee 1 with mentor 2 is locked)."
    )
    assert pw.Claim("mentee", 2, 1) in why.infeasibility.asked
    taken = pw.Problem([[9], [8]], locked=[(0, 0)])
    why = pw.why_unmatched(taken, pw.match(taken), mentee=1)
    assert why.text == "A pair would break a rule for others."
    assert why.detail == (
        "The only place (mentor 0 takes at most 1) is needed for others (mentee 0 with mentor 0 is"
        " locked)."
    )
    closed = pw.Problem([[9]], mentee_groups=[("Wales", [0], (0, 0))])
    why = pw.why_unmatched(closed, pw.match(closed), mentee=0)
    assert why.text == 'A pair would break a rule: no place is left in mentee group "Wales".'
    assert why.detail == 'There is no place: mentee group "Wales" takes at most 0.'


def test_a_full_group_is_named():
    problem = pw.Problem(
        [[9, 8], [8, 7]], mentee_groups=[("Wales", [0, 1], (0, 1)), ("one", [1], (0, 1))]
    )
    why = pw.why_unmatched(problem, pw.match(problem, ["most_points"], seed=None), mentee=1)
    assert why.text == (
        "Even the best pair with one of 2 allowed mentors would mean 1 point fewer in all."
        ' No place is left in mentee group "Wales".'
    )
    assert why.detail.endswith('. The only place in mentee group "Wales" is held by mentee 0.')


def why_not(problem, objective, names=None, **person):
    matching = pw.match(problem, objective, seed=None)
    return pw.why_unmatched(problem, matching, names=names, **person)


def test_groups_that_have_no_place_stand_with_or():
    names = pw.Names(mentee_group=("places in Wales", ""))
    groups = [("Cardiff", [1, 2], (0, 1)), ("Wales", [0, 1, 2], (0, 2))]
    problem = pw.Problem([[9, 0, 0], [0, 8, 0], [0, 0, 1]], mentee_groups=groups)
    why = why_not(problem, ["most_points"], names, mentee=2)
    assert why.text.endswith(
        'No place is left in the group "places in Wales" or mentee group "Wales".'
    )
    assert why.detail.endswith(
        ' The only place in the group "places in Wales" is held by mentee 1.'
        ' Both places in mentee group "Wales" are held by mentee 0 and mentee 1.'
    )


def test_those_who_take_nobody_are_not_counted():
    problem = pw.Problem([[9, 8, 8], [7, 1, 1]], mentor_capacity=[1, 0, 0])
    why = why_not(problem, ["most_points"], mentee=1)
    assert why.text == (
        "A pair with the only allowed mentor who takes a mentee would mean 2 points fewer in all."
    )
    problem = pw.Problem([[9, 8, 8], [8, 9, 1], [1, 1, 1]], mentor_capacity=[1, 1, 0])
    assert why_not(problem, ["most_points"], mentee=2).text.startswith(
        "Even the best pair with one of 2 allowed mentors who take a mentee would mean "
    )
    problem = pw.Problem([[9, 8]], mentor_capacity=[0, 0])
    why = why_not(problem, ["most_points"], mentee=0)
    assert (why.why, why.admissible) == (pw.Unmatched.AGAINST_RULES, 2)
    assert why.text == "No allowed mentor has a place."


def test_the_detail_says_who_loses_and_how_many_gain():
    keys = dict(mentee_keys=["a", "b", "c"], mentor_keys=["x", "y"])
    wales = ("Wales", [0, 1], (0, 1))
    forbidden = [(0, 1), (1, 0), (2, 1)]  # b goes with y alone, and a and c with x
    problem = pw.Problem(
        [[9, 0], [0, 2], [1, 0]], forbidden=forbidden, mentee_groups=[wales], **keys
    )
    assert why_not(problem, ["most_points"], mentee=2).detail == (
        "A best matching in which mentee c has a pair puts them with mentor x, takes a pair from"
        " mentee a, and gives one to 2 others."
    )
    assert why_not(problem, ["most_points"], mentee=1).detail == (
        "A best matching in which mentee b has a pair puts them with mentor y, takes a pair from"
        " mentee a, and gives one to 1 other."
        ' The only place in mentee group "Wales" is held by mentee a.'
    )
    without = pw.Problem([[9, 0], [0, 2]], forbidden=forbidden[:2], mentee_groups=[wales])
    assert why_not(without, ["most_points"], mentee=1).detail == (
        "A best matching in which mentee 1 has a pair puts them with mentor 1 and takes a pair each"
        " from mentee 0 and mentor 0."
        ' The only place in mentee group "Wales" is held by mentee 0.'
    )
    worthless = pw.Problem([[9, -5], [-5, -2]])
    assert why_not(worthless, ["most_points"], mentee=1).detail == (
        "A best matching in which mentee 1 has a pair puts them with mentor 1."
    )


@pytest.mark.parametrize("seed", range(200))
def test_who_gives_way_is_right_by_exhaustive_search(seed):
    rng = np.random.default_rng([11, seed])
    problem = oracle.random_problem(rng, rows=4, columns=3)
    stages = [*oracle.random_objective(rng), ("lottery", 3)][:4]
    stages = list(dict(stages).items())
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    if matching.status is not pw.Status.OPTIMAL:
        return
    for mentee in matching.unmatched_mentees.tolist():
        why = pw.why_unmatched(problem, matching, mentee=mentee)
        if why.why is not pw.Unmatched.WORSE_OVERALL:
            assert why.losing_mentees == why.would_pair_with == ()
            continue
        capacity = list(problem.mentee_capacity)
        capacity[mentee] = (1, capacity[mentee][1])
        forced = pw.Problem(
            [
                [
                    -np.inf if (p := problem.points_of(i, j)) is None else p
                    for j in range(problem.shape[1])
                ]
                for i in range(problem.shape[0])
            ],
            scale=1,
            mentee_capacity=capacity,
            mentor_capacity=problem.mentor_capacity,
            locked=problem.locked,
            mentee_groups=problem.mentee_groups,
            mentor_groups=problem.mentor_groups,
        )
        for pairs in oracle.best(forced, stages)[1]:
            has = [
                np.bincount([p[side] for p in pairs], minlength=problem.shape[side])
                for side in (0, 1)
            ]
            had = [np.bincount(matching.pairs[:, s], minlength=problem.shape[s]) for s in (0, 1)]
            if (
                tuple(j for i, j in pairs if i == mentee) == why.would_pair_with
                and tuple(np.flatnonzero(had[0] > has[0])) == why.losing_mentees
                and tuple(np.flatnonzero(had[1] > has[1])) == why.losing_mentors
            ):
                break
        else:
            pytest.fail(f"no best matching with mentee {mentee} in is as told")


STAGES = ("most_pairs", ("floor", 3), "best_worst", "most_points", "leximin", "generous")


@settings(max_examples=150, deadline=None)
@given(
    points=hnp.arrays(
        np.int64, hnp.array_shapes(min_dims=2, max_dims=2, max_side=7), elements=st.integers(0, 9)
    ),
    objective=st.permutations(STAGES).flatmap(lambda of: st.integers(1, 4).map(lambda n: of[:n])),
    is_drawn=st.booleans(),
    data=st.data(),
)
def test_all_reasons_are_those_that_are_asked_for_one_by_one(points, objective, is_drawn, data):
    people = [st.lists(st.integers(0, n - 1), unique=True, min_size=1) for n in points.shape]
    forbidden = data.draw(hnp.arrays(bool, points.shape))
    groups = [
        [("some", data.draw(members), (0, data.draw(st.integers(0, 3))))] for members in people
    ]
    problem = pw.Problem(
        points,
        forbidden=forbidden,
        mentee_capacity=[(0, data.draw(st.integers(0, 2))) for _ in points],
        mentee_groups=groups[0],
        mentor_groups=groups[1],
    )
    matching = pw.match(problem, objective, seed=4 if is_drawn else None)
    told = []
    why = pw.why_unmatched_all(problem, matching, progress=lambda *now: told.append(now))
    assert list(why.mentees) == matching.unmatched_mentees.tolist()
    assert list(why.mentors) == matching.unmatched_mentors.tolist()
    for mentee, answer in why.mentees.items():
        assert answer == pw.why_unmatched(problem, matching, mentee=mentee)
    for mentor, answer in why.mentors.items():
        assert answer == pw.why_unmatched(problem, matching, mentor=mentor)
    assert all(stage == "explaining" and done <= total for stage, done, total in told)


def test_reasons_of_labelled_people_are_by_label_and_claims_by_position():
    problem = pw.Problem(
        pd.DataFrame([[9, 8], [8, 7], [5, 5]], index=[30, 10, 20], columns=["y", "x"]),
        locked=[(10, "y")],
        mentor_capacity={"x": 0, "y": 1},
    )
    why = pw.why_unmatched_all(problem, pw.match(problem))
    assert (list(why.mentees), list(why.mentors)) == ([30, 20], ["x"])
    assert why.mentees[20] == pw.why_unmatched(problem, pw.match(problem), mentee=20)
    assert why.mentees[30].why is pw.Unmatched.AGAINST_RULES
    assert why.mentees[30].detail == (
        "The only place (mentor y takes at most 1; mentor x takes at most 0) is needed for others"
        " (mentee 10 with mentor y is locked)."
    )
    named = {claim.id for claim in why.mentees[30].infeasibility.asked}
    assert named == {0, (1, 0)}


def test_all_reasons_are_stopped_and_name_their_own_function():
    problem = pw.Problem([[3], [2]])
    matching = pw.match(problem)
    with pytest.raises(pw.Stopped, match="why_unmatched_all: the time limit"):
        pw.why_unmatched_all(problem, matching, time_limit=0)
    with pytest.raises(pw.InvalidInput, match=r"why_unmatched_all: .*another problem"):
        pw.why_unmatched_all(pw.Problem([[2], [3]]), matching)
    shown = repr(pw.why_unmatched_all(problem, matching))
    assert shown == "<AllUnmatched: 1 of the mentees, 0 of the mentors>"


@pytest.mark.parametrize(
    ("objective", "loss"),
    [
        (["most_points"], "1 point fewer in all"),
        (["most_pairs", "best_worst"], "a worst pair lower by 1 point"),
        (["most_pairs", "leximin"], "1 more pair at only 1 point"),
        (["most_pairs", ("floor", 2)], "1 more pair below the floor"),
        ([("fewest_changes", [(0, 0)])], "1 more previous pair given up"),
    ],
)
def test_a_loss_is_said_as_a_loss_and_one_is_one(objective, loss):
    problem = pw.Problem([[2], [1]])
    why = pw.why_unmatched(problem, pw.match(problem, objective, seed=None), mentee=1)
    assert why.text == f"A pair with the only allowed mentor would mean {loss}."


@pytest.mark.parametrize(
    ("written", "meant"),
    [("most_pair", "most_pairs"), ("lexmin", "leximin"), ("Lottery", "lottery"), ("xyz", None)],
)
def test_an_unknown_stage_gets_the_nearest_one_or_none(written, meant):
    with pytest.raises(pw.InvalidInput) as error:
        pw.match([[1]], [written])
    message = error.value.findings[0].message
    assert message.endswith(f"Did you mean '{meant}'?") if meant else "mean" not in message


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"asked": (pw.Claim("mentee", 0, 2**63 - 1), pw.Claim("mentee", 1, 2**63 - 1))}, "asked"),
        ({"limits": (pw.Claim("mentor", 0, -1),)}, "limits"),
        ({"open_pairs": 2**63 - 1}, "open_pairs"),
        ({"open_pairs": -1}, "open_pairs"),
    ],
)
def test_forged_claims_are_refused_in_words(change, told):
    problem = pw.Problem([[1], [1]], mentee_capacity=[(1, 1), (1, 1)])
    why = dataclasses.replace(pw.match(problem).infeasibility, **change)
    with pytest.raises(pw.InvalidInput, match=f"{told}: an infeasibility speaks of 0 to"):
        why.in_words(problem, pw.Names())
