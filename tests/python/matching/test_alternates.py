"""The matchings beside one that is best, what all best ones have in common, and firm pairs."""

import dataclasses
import html
import itertools
import pickle
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

SMALL = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
BEST = pw.match(SMALL, ["most_pairs", "most_points"], seed=None)
ALIKE = pw.Problem({"Ana": {"Xu": 8, "Yates": 8}, "Ben": {"Xu": 8, "Yates": 8}, "Cem": {"Zoe": 3}})


class TestAlternates:
    def test_the_next_best_comes_first(self):
        second, *others = pw.alternates(SMALL, BEST)
        assert (second.place, second.points) == (2, 12)
        assert second.text == "This matching would mean 2 points fewer in all."
        assert second.detail.startswith("It ends mentee Ana with mentor Yates and mentee Ben with")
        assert str(second) == f"{second.text}\n{second.detail}"
        assert second.matching.pairs.tolist() == [[0, 0], [1, 1]]
        assert [stage.value for stage in second.matching.stages] == [2, 12.0]
        assert (second.consequences.stage, second.consequences.cost) == (1, 2)
        assert [other.points for other in others] == [9, 8, 5, 4, 0]
        assert [other.place for other in others] == [3, 4, 5, 6, 7]

    def test_each_is_searched_for_when_it_is_asked_for(self):
        points = np.random.default_rng(7).integers(0, 100, (60, 60))
        problem = pw.Problem(points)
        matching = pw.match(problem)
        others = list(itertools.islice(pw.alternates(problem, matching), 30))
        pairs = [matching.pairs.tolist(), *(other.matching.pairs.tolist() for other in others)]
        assert len({str(each) for each in pairs}) == 31
        assert not any(other.matching.status is not pw.Status.OPTIMAL for other in others)
        values = [tuple(stage.value for stage in other.matching.stages) for other in others]
        assert values == sorted(values, reverse=True)

    def test_a_diff_can_be_taken(self):
        second = next(pw.alternates(SMALL, BEST))
        diff = BEST.diff(second.matching)
        assert [(change.person, change.gain) for change in diff.gained] == [("Ana", 3)]

    def test_one_that_was_told_to_people_can_be_repaired(self):
        second = next(pw.alternates(SMALL, BEST)).matching
        assert second.digest == BEST.digest
        with pytest.raises(pw.InvalidInput, match="the matching is not the best of its problem"):
            pw.why_not(SMALL, second, "Ana", "Yates")
        assert not second.verify()
        wider = SMALL.replace(mentor_capacity={"Xu": 2, "Yates": 1})
        kept = [(pair.mentee, pair.mentor) for pair in pw.repair(second, wider).kept]
        assert kept == [("Ana", "Xu"), ("Ben", "Yates")]
        stages = ["most_pairs", ("fewest_changes", second)]
        assert pw.match(SMALL, stages).pairs.tolist() == second.pairs.tolist()

    def test_names_may_be_others(self):
        names = pw.Names(mentee=("A", "B"), mentor=("C", "D"))
        assert "mentee A with mentor D" in next(pw.alternates(SMALL, BEST, names=names)).detail

    def test_what_is_shown_is_escaped_and_names_nobody(self):
        second = next(pw.alternates(SMALL, BEST))
        assert repr(second) == "<Alternate: place 2, 4 pairs change>"
        assert repr(pw.alternates(SMALL, BEST)) == "<Alternates: 0 told>"
        evil = dataclasses.replace(second, detail="<b>&")
        assert html.escape("<b>&") in evil._repr_html_()
        assert pickle.loads(pickle.dumps(second)) == second

    def test_a_stopped_search_goes_on(self):
        calls = []
        others = pw.alternates(SMALL, BEST, time_limit=60)
        others._watch = (None, 0.0)
        with pytest.raises(pw.Stopped, match="alternates: the time limit passed"):
            next(others)
        others._watch = (lambda *step: calls.append(step), None)
        assert next(others).points == 12


class TestAlternatePartners:
    WIDE = pw.Problem({"Ana": {"Xu": 8, "Yates": 5, "Zoe": 1}, "Ben": {"Xu": 9, "Yates": 4}})

    def test_those_that_cost_least_come_first(self):
        best = pw.match(self.WIDE, ["most_pairs", "most_points"], seed=None)
        xu, zoe = pw.alternate_partners(self.WIDE, best, mentee="Ana")
        assert (xu.mentee, xu.mentor, xu.points) == ("Ana", "Xu", 8)
        assert (zoe.mentor, zoe.points) == ("Zoe", 1)
        assert xu.text == "Pairing mentee Ana with mentor Xu would mean 2 points fewer in all."
        assert str(zoe) == f"{zoe.text}\n{zoe.detail}"
        assert repr(zoe) == "<AlternatePartner: a pair of 1 point>"
        assert pw.alternate_partners(self.WIDE, best, mentee="Ana", most=1) == (xu,)
        why = pw.why_not(self.WIDE, best, "Ana", "Zoe")
        assert (zoe.text, zoe.detail, zoe.consequences) == (why.text, why.detail, why.consequences)
        (other,) = pw.alternate_partners(self.WIDE, best, mentor="Zoe")
        assert (other.mentee, other.consequences.cost) == ("Ana", 4)

    def test_bad_input(self):
        best = pw.match(self.WIDE)
        with pytest.raises(pw.InvalidInput, match="Did you mean 'Ana'"):
            pw.alternate_partners(self.WIDE, best, mentee="Anna")
        for people in ({}, {"mentee": "Ana", "mentor": "Xu"}):
            with pytest.raises(TypeError, match="exactly one of mentee and mentor"):
                pw.alternate_partners(self.WIDE, best, **people)
        with pytest.raises(ValueError, match="alternate_partners: most must be from 1"):
            pw.alternate_partners(self.WIDE, best, mentee="Ana", most=0)
        problem = pw.Problem([[1, 2]])
        with pytest.raises(pw.InvalidInput, match="not in the problem"):
            pw.alternate_partners(problem, pw.match(problem), mentee=4)


class TestTheCommonCore:
    def test_what_was_drawn_is_seen_without_the_lottery(self):
        core = pw.common_core(ALIKE, pw.match(ALIKE, ["most_pairs", "most_points"], seed=None))
        assert repr(core) == "<CommonCore: 2 best matchings, 1 pair in all, 4 in some>"
        assert core.always.tolist() == [[2, 2]]
        assert core.sometimes.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
        assert core.table()["in_best"] == ("always", *["sometimes"] * 4)
        assert core.table()["mentee"] == ("Cem", "Ana", "Ana", "Ben", "Ben")
        assert not core.always.flags.writeable
        assert pickle.loads(pickle.dumps(core)) == core
        assert "Cem" in core._repr_html_()

    def test_a_lottery_leaves_one(self):
        core = pw.common_core(ALIKE, pw.match(ALIKE))
        assert repr(core) == "<CommonCore: 1 best matching, 3 pairs in all, 0 in some>"

    def test_many_are_not_counted(self):
        problem = pw.Problem(np.ones((9, 9)))
        matching = pw.match(problem, ["most_pairs"], seed=None)
        assert pw.common_core(problem, matching, most=10**6).matchings == 362880
        core = pw.common_core(problem, matching)
        assert not core.is_counted
        assert repr(core).startswith("<CommonCore: at least 1,001 best matchings, 0 pairs in all")
        assert not pw.common_core(problem, matching, most=0).is_counted

    @settings(max_examples=40, deadline=None)
    @given(st.integers(0, 10**9))
    def test_networkx_lists_as_many(self, seed):
        rng = np.random.default_rng(seed)
        points = np.where(rng.random((5, 5)) < 0.6, rng.integers(1, 3, (5, 5)), -np.inf)
        problem = pw.Problem(points)
        matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
        graph = nx.Graph()
        for i, j in zip(*np.nonzero(np.isfinite(points)), strict=True):
            graph.add_edge(("i", int(i)), ("j", int(j)))
        edges = list(graph.edges)
        best = set()
        for chosen in itertools.combinations(edges, len(matching.pairs)):
            pairs = frozenset(tuple(sorted(edge)) for edge in chosen)
            people = [person for pair in pairs for person in pair]
            if len(set(people)) < len(people):
                continue
            if sum(points[i, j] for (_, i), (_, j) in pairs) == matching.points:
                best.add(pairs)
        core = pw.common_core(problem, matching)
        assert (core.matchings, core.is_counted) == (len(best), True)
        always = frozenset.intersection(*best) if best else frozenset()
        assert {(("i", i), ("j", j)) for i, j in core.always.tolist()} == always


class TestFirmness:
    def test_a_pair_may_fall_until_another_matching_is_as_good(self):
        firm = pw.firmness(SMALL, BEST)
        assert str(firm) == (
            "mentee  mentor  points  least  fall\n"
            "Ana     Yates        5      3     2\n"
            "Ben     Xu           9      7     2"
        )
        assert repr(firm) == "<Firmness: 2 pairs, the least firm may fall by 2 points>"
        assert [(pair.least, pair.fall) for pair in firm] == [(3, 2), (7, 2)]
        assert (len(firm), firm[1].mentor, repr(firm[0])) == (
            2, "Xu", "<PairFirmness: a pair of 5 points, may fall by 2>"
        )  # fmt: skip
        assert pickle.loads(pickle.dumps(firm)) == firm
        assert "Yates" in firm._repr_html_()

    def test_the_fragile_come_first(self):
        problem = pw.Problem([[5, 1], [0, 9]], locked=[(1, 1)])
        firm = pw.firmness(problem, pw.match(problem, ["most_pairs", "most_points"], seed=None))
        assert repr(firm[1]) == "<PairFirmness: a pair of 9 points, stays>"
        assert [pair.mentee for pair in firm.fragile()] == []
        assert repr(firm) == "<Firmness: 2 pairs, all stay>"
        points = np.random.default_rng(3).integers(0, 50, (12, 12))
        problem = pw.Problem(points)
        firm = pw.firmness(problem, pw.match(problem))
        falls = [pair.fall for pair in firm.fragile(5)]
        assert falls == sorted(pair.fall for pair in firm)[:5]

    @settings(max_examples=30, deadline=None)
    @given(st.integers(0, 10**9))
    def test_the_pair_leaves_right_under_its_least(self, seed):
        rng = np.random.default_rng(seed)
        points = rng.integers(0, 30, (6, 5))
        stages = [["most_pairs", "most_points"], pw.default_objective(seed), ["most_points"]]
        objective = stages[seed % 3]
        problem = pw.Problem(points)
        for (i, j), pair in zip(
            (matching := pw.match(problem, objective)).pairs.tolist(),
            pw.firmness(problem, matching),
            strict=True,
        ):
            assert pair.points == points[i, j]
            for fall, stays in ((pair.fall, True), ((pair.fall or 0) + 1, False)):
                if pair.fall is None:
                    continue
                changed = points.copy()
                changed[i, j] -= int(fall)
                again = pw.match(pw.Problem(changed), objective)
                values = [stage.value for stage in again.stages]
                held = pw.match(pw.Problem(changed, forbidden=[(i, j)]), objective)
                without = [stage.value for stage in held.stages]
                if stays:
                    assert values != without or [i, j] not in held.pairs.tolist()
                    assert values >= without
                else:
                    assert values == without


SHORT = pw.match(pw.Problem(np.ones((3, 3))), time_limit=0)
NONE = pw.match(pw.Problem([[1]], forbidden=[(0, 0)], mentee_capacity=[(1, 1)]))
OTHER = pw.match(pw.Problem([[1, 2], [3, 4]]))
WORSE = dataclasses.replace(BEST, pairs=np.array([[0, 0], [1, 1]]), units=12)


@pytest.mark.parametrize("ask", [pw.alternates, pw.common_core, pw.firmness])
class TestBadInput:
    def test_of_matchings(self, ask):
        name = ask.__name__
        for problem, matching, rule in (
            (SMALL, OTHER, "digest"),
            (SHORT.problem, SHORT, "status"),
            (NONE.problem, NONE, "status"),
            (SMALL, dataclasses.replace(BEST, stages=BEST.stages[:1]), "digest"),
        ):
            with pytest.raises(pw.InvalidInput, match=f"{name}.*rule: {rule}"):
                ask(problem, matching)

    def test_of_types(self, ask):
        for problem, matching in ((None, BEST), (SMALL, None), ([[1]], BEST)):
            with pytest.raises(TypeError, match=ask.__name__):
                ask(problem, matching)
        for options in ({"time_limit": -1}, {"time_limit": "a"}, {"progress": 3}):
            with pytest.raises((TypeError, ValueError), match=ask.__name__):
                ask(SMALL, BEST, **options)


def test_a_worse_matching_is_refused():
    for ask in (pw.alternates, pw.firmness, pw.common_core):
        with pytest.raises(pw.InvalidInput, match="not the best of its problem"):
            ask(SMALL, WORSE)


def test_what_is_counted_has_bounds():
    for most in (-1, 10**6 + 1):
        with pytest.raises(ValueError, match="common_core: most must be from 0 to under 1000001"):
            pw.common_core(SMALL, BEST, most=most)
    with pytest.raises(TypeError, match="a whole number"):
        pw.common_core(SMALL, BEST, most=1.5)


def test_firmness_is_not_by_levels():
    with pytest.raises(pw.InvalidInput, match="leximin, rank_maximal or generous"):
        pw.firmness(SMALL, pw.match(SMALL, ["most_pairs", "leximin"]))


def test_points_are_exact_fractions():
    problem = pw.Problem([[0.1, 0.2], [0.3, 0.25]])
    firm = pw.firmness(problem, pw.match(problem, ["most_pairs", "most_points"], seed=None))
    assert {pair.points for pair in firm} <= {Fraction(k, 100) for k in (10, 20, 25, 30)}
