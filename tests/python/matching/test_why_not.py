"""Why two people are no pair, and why two others are one: prices, chains, sentences and faults."""

import dataclasses
import html
import pickle
from fractions import Fraction
from importlib.resources import files

import numpy as np
import oracle
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

SMALL = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
BEST = pw.match(SMALL, ["most_pairs", "most_points"])


class TestTheTwoByTwo:
    """Greedy pairs for 8 + 4, and the best for 5 + 9."""

    def test_the_price_is_the_difference(self):
        assert BEST.points == 14
        why = pw.why_not(SMALL, BEST, "Ana", "Xu")
        assert why.why is pw.NotPaired.WORSE_OVERALL
        assert why.text == "Pairing mentee Ana with mentor Xu would mean 2 points fewer in all."
        assert why.detail == (
            "A best matching that has mentee Ana with mentor Xu ends mentee Ben with mentor Xu and"
            " mentee Ana with mentor Yates, and begins mentee Ben with mentor Yates; mentee Ben"
            " loses 5 points; mentor Xu loses 1 point; mentor Yates loses 1 point; mentee Ana gains"
            " 3 points."
        )
        assert str(why) == f"{why.text}\n{why.detail}"

    def test_the_parts_are_values_by_label(self):
        found = pw.why_not(SMALL, BEST, "Ana", "Xu").consequences
        assert (found.stage, found.cost, found.points) == (1, 2, 12)
        assert found.pairs.tolist() == [[0, 0], [1, 1]]
        assert [(each.mentee, each.mentor, each.begins, each.points) for each in found.chain] == [
            ("Ana", "Xu", True, 8),
            ("Ben", "Xu", False, 9),
            ("Ben", "Yates", True, 4),
            ("Ana", "Yates", False, 5),
        ]
        lost, gained = ([(each.person, each.points) for each in who]
                        for who in (found.lost, found.gained))  # fmt: skip
        assert (lost, gained) == ([("Ben", -5), ("Xu", -1), ("Yates", -1)], [("Ana", 3)])
        changes = [(each.name, each.before, each.after, each.worse_by) for each in found.stages]
        assert changes[:2] == [("most_pairs", 2, 2, 0), ("most_points", 14.0, 12.0, 2)]
        assert pickle.loads(pickle.dumps(found)) == found

    def test_a_pair_is_explained(self):
        why = pw.explain(SMALL, BEST, "Ben", "Xu")
        assert (why.points, why.is_locked, why.parts) == (9, False, None)
        assert why.text == (
            "The pair of mentee Ben with mentor Xu has 9 points. For mentee Ben, the only other"
            " allowed mentor has fewer points. For mentor Xu, the only other allowed mentee has"
            " fewer points. To do without it would mean 2 points fewer in all."
        )
        assert why.detail.startswith("A best matching without mentee Ben with mentor Xu ends ")
        ranks = [(of.rank, of.allowed, of.better, of.tied) for of in (why.of_mentee, why.of_mentor)]
        assert ranks == [(1, 2, 0, 0), (1, 2, 0, 0)]
        assert why.consequences.cost == 2

    def test_what_is_shown_names_nobody(self):
        why, other = pw.why_not(SMALL, BEST, "Ana", "Xu"), pw.explain(SMALL, BEST, "Ben", "Xu")
        found = why.consequences
        shown = [repr(each) for each in (why, found, found.stages[1], found.chain[0])]
        assert shown == [
            "<WhyNot: worse overall>",
            "<Consequences: worse in most_points, 4 pairs change>",
            "<StageChange: most_points, 14.0 to 12.0>",
            "<ChainStep: a pair begins>",
        ]
        assert repr(found.lost[0]) == "<Gain: a mentee, +0 pairs, -5 points>"
        assert repr(other) == "<PairExplanation: 9 points, best>"
        assert repr(other.of_mentee) == "<PartnerRank: 1, 0 of 2 better, 0 tied>"
        for each in (why, other):
            evil = dataclasses.replace(each, text="<b>&", detail="<i>")
            assert html.escape("<b>&") in evil._repr_html_()
            assert "<b>" not in evil._repr_html_()
            assert "<i>" not in evil._repr_html_()


def test_the_rule_that_forbids_is_named():
    points = pd.DataFrame(
        [[9, -np.inf, 1], [8, 7, 1]], index=["ana", "ben"], columns=["x", "y", "z"]
    )
    problem = pw.Problem(points, forbidden=[("ben", "x")], mentor_capacity={"x": 1, "y": 1, "z": 0})
    matching = pw.match(problem)

    def ask(*pair):
        why = pw.why_not(problem, matching, *pair)
        assert (why.consequences, why.infeasibility, why.detail) == (None, None, "")
        return why.why, why.text

    assert ask("ana", "y") == (
        pw.NotPaired.FORBIDDEN, "The table of points leaves out mentee ana with mentor y."
    )  # fmt: skip
    assert ask("ben", "x") == (
        pw.NotPaired.FORBIDDEN, "Pairing mentee ben with mentor x is forbidden."
    )  # fmt: skip
    assert ask("ana", "z") == (pw.NotPaired.NO_CAPACITY, "Mentor z offers no capacity.")


def test_rules_that_collide_are_named():
    groups = [("Wales", ["Ana", "Ben"], (0, 1))]
    problem = SMALL.replace(mentee_groups=groups, locked=[("Ben", "Xu")])
    why = pw.why_not(problem, pw.match(problem), "Ana", "Yates")
    assert why.why is pw.NotPaired.AGAINST_RULES
    assert why.text == (
        "Pairing mentee Ana with mentor Yates would break a rule for other pairs: no place is left"
        ' in mentee group "Wales".'
    )
    assert why.detail == (
        'The only place (mentee group "Wales" takes at most 1) is needed for other pairs (mentee'
        " Ben with mentor Xu is locked)."
    )
    assert pw.Claim("locked_pair", (0, 1), 1) in why.infeasibility.asked
    own = SMALL.replace(locked=[("Ana", "Yates")])
    why = pw.why_not(own, pw.match(own), "Ana", "Xu")
    assert why.text == "Pairing mentee Ana with mentor Xu would break a rule for other pairs."
    assert why.detail == (
        "The only place (mentee Ana takes at most 1) is needed for other pairs (mentee Ana with"
        " mentor Yates is locked)."
    )


def test_pairs_that_are_locked_or_needed():
    locked = SMALL.replace(locked=[("Ana", "Xu")])
    why = pw.explain(locked, pw.match(locked), "Ana", "Xu")
    assert why.text.endswith(" The pair is locked.")
    assert (why.is_locked, why.consequences, why.infeasibility) == (True, None, None)
    needed = SMALL.replace(
        mentee_capacity={"Ana": (1, 1), "Ben": (0, 1)}, forbidden=[("Ana", "Xu")]
    )
    why = pw.explain(needed, pw.match(needed), "Ana", "Yates")
    assert why.text.endswith(" Without it no matching obeys the rules.")
    assert why.detail == (
        "Without mentee Ana with mentor Yates, at least 1 pair must be made (mentee Ana asks for at"
        " least 1), but no pair is allowed for them."
    )
    assert why.infeasibility.asked == (pw.Claim("mentee", 0, 1),)
    assert repr(why) == "<PairExplanation: 5 points, needed>"


@pytest.mark.parametrize(
    ("points", "text"),
    [
        ([[5]], "For mentee 0, no other mentor is allowed."),
        ([[5, 5]], "For mentee 0, the only other allowed mentor has as many points."),
        ([[5, 4, 3]], "For mentee 0, none of the 2 other allowed mentors has more points."),
        ([[5, 6, 3]], "For mentee 0, 1 of the 2 other allowed mentors has more points."),
        (
            [[5, 6, 7, 5]],
            "For mentee 0, 2 of the 3 other allowed mentors have more points, and 1 has as many.",
        ),
        (
            [[5, 3, 5, 5]],
            "For mentee 0, none of the 3 other allowed mentors has more points, and 2 have as many"
            ".",
        ),
    ],
)
def test_ranks_in_words(points, text):
    problem = pw.Problem(points, locked=[(0, 0)])
    assert text in pw.explain(problem, pw.match(problem), 0, 0).text


def test_the_pair_counts_as_any_other():
    problem = pw.Problem([[9, 8], [8, 1]])
    why = pw.why_not(problem, pw.match(problem), 1, 1)
    assert why.text == "Pairing mentee 1 with mentor 1 would mean a worst pair lower by 7 points."
    locked = pw.match(problem.replace(locked=[(1, 1)]))
    assert locked.stages[1].value == 9.0


def test_of_many_the_first_eight_are_named():
    points = np.full((12, 12), -np.inf)
    np.fill_diagonal(points, 2)
    np.fill_diagonal(points[:, 1:], 1)
    points[11, 0] = 1
    problem = pw.Problem(points)
    why = pw.why_not(problem, pw.match(problem), 0, 1)
    assert len(why.consequences.chain) == 24
    assert ", mentee 8 with mentor 8 and 4 more, and begins " in why.detail
    assert why.detail.endswith("; and 16 more.")


def test_scores_bring_the_parts_of_a_pair():
    mentees = pd.DataFrame({"grade": [3, 5]}, index=["ana", "ben"])
    mentors = pd.DataFrame({"grade": [4, 6]}, index=["xu", "yates"])
    scores = pw.score(mentees, mentors, [pw.near("grade", high=9, weight=1)])
    problem = pw.Problem(scores)
    matching = pw.match(problem)
    mentee, mentor = matching.table().rows[0][:2]
    why = pw.explain(problem, matching, mentee, mentor, scores)
    assert why.parts == scores.explain(mentee, mentor)
    assert str(why).endswith(str(why.parts))
    other = pw.score(mentees, mentors, [pw.near("grade", high=99, weight=1)])
    with pytest.raises(pw.InvalidInput, match="other points for the pair than the problem"):
        pw.explain(problem, matching, mentee, mentor, other)
    with pytest.raises(TypeError, match="explain: scores must be Scores"):
        pw.explain(problem, matching, mentee, mentor, 7)


def test_a_table_of_scores_brings_the_parts_too():
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    readers = {"mentees": pw.read_mentees, "mentors": pw.read_mentors}
    forms = [read(data / f"{who}.csv", programme).forms[:6] for who, read in readers.items()]
    scores = pw.score_pairs(programme, *forms)
    problem = pw.Problem(scores)
    matching = pw.match(problem)
    mentee, mentor = matching.pairs[0].tolist()
    label = scores.mentees[mentee], scores.mentors[mentor]
    why = pw.explain(problem, matching, *label, scores)
    assert why.parts == scores.at(mentee, mentor)
    assert float(why.points) == why.parts.points


class TestFaults:
    """One sentence each."""

    @pytest.mark.parametrize("ask", [pw.why_not, pw.explain])
    def test_of_the_matching(self, ask):
        pair = ("Ana", "Xu") if ask is pw.why_not else ("Ben", "Xu")
        other = SMALL.replace(forbidden=[("Ana", "Yates")])
        for matching, message in (
            (pw.match(other, ["most_points"]), "made for another problem"),
            (pw.match(SMALL, time_limit=0), "only an optimal matching"),
            (pw.match(SMALL.replace(mentee_capacity=[(2, 2), (2, 2)])), "only an optimal matching"),
        ):
            with pytest.raises(pw.InvalidInput, match=f"{ask.__name__}: .*{message}"):
                ask(SMALL, matching, *pair)
        for wrong in (None, 7, SMALL):
            with pytest.raises(TypeError, match=f"{ask.__name__}: matching must be a Matching"):
                ask(SMALL, wrong, *pair)

    @pytest.mark.parametrize("ask", [pw.why_not, pw.explain])
    def test_of_the_people(self, ask):
        with pytest.raises(pw.InvalidInput, match=r"nobody of the mentees .*Did you mean 'Ana'"):
            ask(SMALL, BEST, "Anna", "Xu")
        with pytest.raises(pw.InvalidInput, match="the person is not in the problem"):
            ask(SMALL, BEST, "Ana", 2)
        with pytest.raises(pw.InvalidInput) as fault:
            ask(SMALL, BEST, -1, 2)
        assert [each.column for each in fault.value.findings] == ["mentee", "mentor"]
        with pytest.raises(TypeError, match=f"{ask.__name__}: mentor must be"):
            ask(SMALL, BEST, "Ana", [0])

    def test_of_the_pair(self):
        told = r"why_not: the two are a pair of the matching.*, value: Ben with Xu\)"
        with pytest.raises(pw.InvalidInput, match=told):
            pw.why_not(SMALL, BEST, "Ben", "Xu")
        with pytest.raises(pw.InvalidInput, match=r"explain: the two are no pair of .*Ana with Xu"):
            pw.explain(SMALL, BEST, "Ana", "Xu")
        with pytest.raises(pw.InvalidInput, match=r"has a pair \(rule: matched, value: mentee Ben"):
            pw.why_unmatched(SMALL, BEST, mentee="Ben")

    @pytest.mark.parametrize("digits", [30, 5000])
    def test_of_a_position_that_nobody_could_have(self, digits):
        place, told = 10**digits, "int of too many digits to show" if digits > 4300 else 10**digits
        for ask in (
            lambda: pw.why_not(SMALL, BEST, place, 0),
            lambda: pw.why_unmatched(SMALL, BEST, mentee=place),
            lambda: pw.doctor(SMALL, BEST, mentee=place),
            lambda: pw.alternate_partners(SMALL, BEST, mentee=place),
        ):
            with pytest.raises(pw.InvalidInput, match="the person is not in the problem") as fault:
                ask()
            assert fault.value.findings[0].value == f"mentee {told}"

    def test_of_names(self):
        with pytest.raises(TypeError, match=r"Names: mentor\[1\] must be a text \(.* value: int"):
            pw.Names(mentor=["a", 2])
        with pytest.raises(TypeError, match="Names: mentee must be a list of which each is a text"):
            pw.Names("ab")
        with pytest.raises(ValueError, match=r"Names: mentee\[1\] holds half of a character"):
            pw.why_not(SMALL, BEST, "Ana", "Xu", names=pw.Names(("a", "\ud800"), ("x", "y")))
        assert pw.Names(["a"]).mentee == ("a",)

    def test_of_forged_matchings(self):
        swapped = dataclasses.replace(BEST, pairs=np.array([[0, 0], [1, 1]]))
        # The pairs are not those that the stages tell of.
        with pytest.raises(pw.InvalidInput, match="not the best of its problem; verify it"):
            pw.why_not(SMALL, swapped, "Ana", "Yates")
        barred = SMALL.replace(forbidden=[("Ana", "Xu")])
        forged = dataclasses.replace(pw.match(barred), pairs=np.array([[0, 0], [1, 1]]))
        with pytest.raises(pw.InvalidInput, match="a pair that the problem forbids; verify it"):
            pw.explain(barred, forged, "Ana", "Xu")

    @pytest.mark.parametrize("last", ["leximin", "rank_maximal", "generous", "most_points"])
    @pytest.mark.parametrize("certificate", [True, False])
    def test_of_forged_values(self, last, certificate):
        problem = pw.Problem([[8, 5], [9, 4], [3, 2]])
        best = pw.match(problem, ["most_pairs", last], seed=None, certificate=certificate)
        (own,) = {(0, 0), (0, 1)} & set(map(tuple, best.pairs.tolist()))
        first, second = best.stages
        worse = dataclasses.replace(second, units=second.units - 1)
        for ask in (
            lambda forged: pw.why_not(problem, forged, 2, 0),
            lambda forged: pw.pair_prices(problem, forged),
            lambda forged: pw.explain(problem, forged, *own),
            lambda forged: pw.why_unmatched(problem, forged, mentee=2),
            lambda forged: pw.why_unmatched_all(problem, forged),
            lambda forged: pw.alternate_partners(problem, forged, mentee=2),
            lambda forged: next(pw.alternates(problem, forged)),
            lambda forged: pw.common_core(problem, forged),
            lambda forged: pw.worth(problem, forged),
            lambda forged: pw.doctor(problem, forged),
        ):
            ask(best)
            for stages in ((first, worse), (dataclasses.replace(first, units=1), second)):
                with pytest.raises(pw.InvalidInput, match="not the best of its problem; verify it"):
                    ask(dataclasses.replace(best, stages=stages))

    def test_a_call_can_be_stopped(self):
        for ask, pair in ((pw.why_not, ("Ana", "Xu")), (pw.explain, ("Ben", "Xu"))):
            with pytest.raises(pw.Stopped, match=f"{ask.__name__}: the time limit passed"):
                ask(SMALL, BEST, *pair, time_limit=0)
        points = np.random.default_rng(3).integers(0, 10**6, (600, 400))
        matching = pw.match(points, ["most_pairs", "leximin"])
        free = next(j for j in range(400) if [0, j] not in matching.pairs.tolist())
        with pytest.raises(pw.Stopped):
            pw.why_not(matching.problem, matching, 0, free, progress=lambda *_: False)


def best_of(problem, stages, pair, is_in):
    """What every stage reaches at best with a pair, or without it; None where nothing has it."""
    pairs, units, is_locked, subsets = oracle.feasible_subsets(problem)
    columns = oracle.stage_values(problem, stages, pairs, units, is_locked, subsets)
    place = np.flatnonzero((pairs == pair).all(axis=1))
    if not len(place):
        return None
    fits = subsets[:, place[0]] == is_in
    return max(zip(*(column[fits] for column in columns), strict=True), default=None)


def values_of(problem, stages, told):
    """The same of the pairs that are told."""
    pairs, units, is_locked, subsets = oracle.feasible_subsets(problem)
    chosen = np.isin(pairs @ [1000, 1], told @ [1000, 1])
    assert chosen.sum() == len(told)
    assert (subsets == chosen).all(axis=1).any()
    columns = oracle.stage_values(problem, stages, pairs, units, is_locked, chosen[None, :])
    return tuple(column[0] for column in columns)


@pytest.mark.parametrize("seed", range(150))
def test_prices_are_right_by_exhaustive_search(seed):
    rng = np.random.default_rng([17, seed])
    problem = oracle.random_problem(rng, rows=3, columns=3, sparse=seed % 3 == 0)
    # The oracle numbers the profiles of the sets that it is given, so levels have their own tests.
    stages = [each for each in oracle.random_objective(rng)
              if each[0] not in ("leximin", "rank_maximal", "generous")]  # fmt: skip
    stages = stages or [("most_points", None)]
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    if not matching:
        return
    locked = problem.locked.tolist()
    for pair in np.ndindex(*problem.shape):
        is_paired = list(pair) in matching.pairs.tolist()
        best = best_of(problem, stages, pair, not is_paired)
        if is_paired:
            why = pw.explain(problem, matching, *pair)
            assert why.is_locked == (list(pair) in locked)
            assert bool(why.infeasibility) == (best is None and not why.is_locked)
        else:
            why = pw.why_not(problem, matching, *pair)
            is_possible = why.why is pw.NotPaired.WORSE_OVERALL
            assert is_possible == (best is not None)
        found = why.consequences
        if found is None:
            assert best is None or why.is_locked
            continue
        assert values_of(problem, stages, found.pairs) == best
        before = values_of(problem, stages, matching.pairs)
        differs = [stage for stage, both in enumerate(zip(before, best, strict=True))
                   if both[0] != both[1]]  # fmt: skip
        assert found.stage == (differs[0] if differs else None)


@settings(max_examples=100, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_what_is_told_agrees_with_a_diff_and_a_matching_made_anew(seed, data):
    rng = np.random.default_rng(seed)
    shape = tuple(int(size) for size in rng.integers(2, 30, 2))
    points = rng.integers(0, data.draw(st.sampled_from([3, 1000])), shape).astype(float)
    points[rng.random(shape) < 0.2] = -np.inf
    members = np.flatnonzero(rng.random(shape[0]) < 0.5)
    problem = pw.Problem(
        points,
        mentor_capacity=rng.integers(0, 4, shape[1]),
        mentee_groups=[("some", members, (0, len(members) // 2))],
    )
    stages = data.draw(st.sampled_from([
        ["most_pairs", "most_points"], ["most_points"], ["most_points", "most_pairs"],
    ]))  # fmt: skip
    matching = pw.match(problem, stages, seed=data.draw(st.sampled_from([None, 5])))
    pair = tuple(int(rng.integers(size)) for size in shape)
    if list(pair) in matching.pairs.tolist():
        why = pw.explain(problem, matching, *pair)
        anew = problem.replace(forbidden=[pair])
    else:
        why = pw.why_not(problem, matching, *pair)
        if why.why in (pw.NotPaired.FORBIDDEN, pw.NotPaired.NO_CAPACITY):
            return
        anew = problem.replace(locked=[pair])
    solved = pw.match(anew, stages, seed=5 if len(matching.stages) > len(stages) else None)
    found = why.consequences
    assert bool(solved) == (found is not None)
    if found is None:
        return
    assert [each.after for each in found.stages] == [each.value for each in solved.stages]
    other = dataclasses.replace(matching, pairs=found.pairs)
    diff = matching.diff(other)
    steps = {True: [], False: []}
    for step in found.chain:
        steps[step.begins].append((step.mentee, step.mentor))
    assert sorted(steps[True]) == sorted(diff.begun)
    assert sorted(steps[False]) == sorted(diff.ended)
    gains = {(each.role, each.person): each.gain for each in diff.people}
    told = {(each.role, each.person): each.points for each in found.gains}
    assert {who: gain for who, gain in gains.items() if gain} == {
        who: gain for who, gain in told.items() if gain
    }
    assert found.points == matching.diff(other).after
    assert isinstance(found.points, Fraction)


@pytest.mark.parametrize("seed", range(3))
def test_large_problems_agree_with_a_matching_made_anew(seed):
    rng = np.random.default_rng([18, seed])
    groups = [(f"group {n}", np.arange(n, 240, 4), (0, 35)) for n in range(4)]
    problem = pw.Problem(
        rng.integers(0, 10**6, (240, 90)), mentor_capacity=(0, 2), mentee_groups=groups
    )
    default = pw.match(problem, seed=3)
    linear = pw.match(problem, ["most_pairs", "most_points"], seed=3)
    for mentee, mentor in default.pairs[rng.choice(len(default.pairs), 4)].tolist():
        anew = pw.match(problem.replace(forbidden=[(mentee, mentor)]), seed=3)
        found = pw.explain(problem, default, mentee, mentor).consequences
        assert found.pairs.tolist() == anew.pairs.tolist()
        assert [each.after for each in found.stages] == [each.value for each in anew.stages]
    for mentee, mentor in zip(rng.integers(0, 240, 4), rng.integers(0, 90, 4), strict=True):
        anew = pw.match(
            problem.replace(locked=[(mentee, mentor)]), ["most_pairs", "most_points"], seed=3
        )
        found = pw.why_not(problem, linear, mentee, mentor).consequences
        assert found.pairs.tolist() == anew.pairs.tolist()
        assert [each.after for each in found.stages] == [each.value for each in anew.stages]


def test_all_at_once_is_what_is_said_one_by_one():
    problem = pw.Problem(
        np.random.default_rng(5).integers(0, 90, (14, 6)),
        mentor_capacity=[(0, 2)] * 5 + [(1, 1)],
        locked=[(3, 2)],
    )
    matching = pw.match(problem)
    found = pw.explain_all(problem, matching)
    assert len(found) == len(matching.pairs) == 11
    for own, (mentee, mentor) in zip(found, matching.pairs.tolist(), strict=True):
        one = pw.explain(problem, matching, mentee, mentor)
        assert (own.text, own.detail, own.points) == (one.text, one.detail, one.points)
        assert (own.of_mentee, own.of_mentor) == (one.of_mentee, one.of_mentor)
        assert own.consequences == one.consequences
    assert found.unmatched == pw.why_unmatched_all(problem, matching)
    rows = found.table().rows
    stages = [each.consequences and each.consequences.stage for each in found]
    assert [row[5] for row in rows] == [
        None if stage is None else matching.stages[stage].name for stage in stages
    ]
    assert "11 pairs explained, 3 people in none" in repr(found)


def test_all_at_once_refuses_what_is_not_the_best():
    with pytest.raises(pw.InvalidInput, match=r"explain_all: .*another problem"):
        pw.explain_all(pw.Problem([[2], [3]]), BEST)
    with pytest.raises(pw.Stopped, match="explain_all: the time limit"):
        pw.explain_all(SMALL, BEST, time_limit=0)
    with pytest.raises(TypeError, match="explain_all: scores"):
        pw.explain_all(SMALL, BEST, 7)
