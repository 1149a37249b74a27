"""What every pair that is not in a matching costs, beside what is said of each alone."""

import pickle

import numpy as np
import pytest

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

SMALL = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Xu": 1}})
OBJECTIVE = ["most_pairs", "most_points"]


def random_problem(seed):
    """A table with holes, ranges, groups, locked and forbidden pairs; few different points."""
    rng = np.random.default_rng(seed)
    mentees, mentors = rng.integers(2, 6, 2)
    points = rng.integers(0, 6, (mentees, mentors)).astype(float)
    points[rng.random(points.shape) < 0.2] = -np.inf
    admitted = np.argwhere(points > -np.inf)
    if len(admitted) < 3:
        return random_problem(seed + 10_000)
    locked, forbidden = (admitted[rng.permutation(len(admitted))[:1]] for _ in range(2))
    half = list(range(mentees // 2))
    return pw.Problem(
        points,
        mentor_capacity=[(0, int(most)) for most in rng.integers(0, 3, mentors)],
        mentee_capacity=[(0, int(most)) for most in rng.integers(1, 3, mentees)],
        mentee_groups=[("half", half, (0, int(rng.integers(1, 4))))] if half else [],
        locked=locked if seed % 4 == 0 else [],
        forbidden=forbidden if seed % 4 == 1 else [],
    )


def expected_price(problem, matching, pair):
    """Possible, stage and cost, as `why_not` has them; None for a pair that is forbidden."""
    why = pw.why_not(problem, matching, *pair)
    if why.why is pw.NotPaired.FORBIDDEN:
        return None
    found = why.consequences
    return (False, None, 0) if found is None else (True, found.stage, found.cost)


@pytest.mark.parametrize(
    "objective",
    [
        ["most_pairs", "best_worst", "most_points"],
        ["most_points", "best_worst"],
        ["most_pairs", ("floor", 3), "most_points"],
        ["most_pairs", "leximin"],
    ],
)
def test_prices_are_those_of_why_not(objective):
    asked = 0
    for seed in range(24):
        problem = random_problem(seed)
        matching = pw.match(problem, objective, seed=None)
        if matching.status is not pw.Status.OPTIMAL:
            continue
        prices = pw.pair_prices(problem, matching)
        in_matching = set(map(tuple, matching.pairs.tolist()))
        expected = {}
        for mentor in range(problem.shape[1]):
            for mentee in range(problem.shape[0]):
                if (mentee, mentor) not in in_matching:
                    found = expected_price(problem, matching, (mentee, mentor))
                    expected |= {} if found is None else {(mentee, mentor): found}
        told = {(own.mentee, own.mentor): (own.is_possible, own.stage, own.cost) for own in prices}
        assert list(told.items()) == list(expected.items())
        asked += len(told)
    assert asked > 100


class TestTheSequence:
    """What of a small problem is asked."""

    matching = pw.match(SMALL, OBJECTIVE)
    prices = pw.pair_prices(SMALL, matching)

    def test_it_tells_each_pair(self):
        told = [(own.mentee, own.mentor, own.stage, own.cost) for own in self.prices]
        assert told == [("Ana", "Xu", 1, 2), ("Cem", "Xu", 1, 8), ("Ben", "Yates", 1, 2)]
        assert self.prices[-1] == self.prices[2] == self.prices.of("Ben", "Yates")
        assert self.prices.table()["stage"] == ("most_points",) * 3
        assert pickle.loads(pickle.dumps(self.prices)) == self.prices

    def test_the_cheapest_come_first(self):
        assert [own.mentee for own in self.prices.cheapest(2)] == ["Ana", "Ben"]
        problem = SMALL.replace(mentee_groups=[("Wales", ["Cem"], (0, 0))])
        prices = pw.pair_prices(problem, pw.match(problem, OBJECTIVE))
        assert not prices.of("Cem", "Xu").is_possible
        assert len(prices.cheapest()) == 2
        assert repr(prices.of("Cem", "Xu")) == "<PairPrice: against the rules>"
        assert prices._summary() == "3 pairs not in the matching, 0 at no cost, 1 against the rules"

    def test_who_is_asked_about_is_checked(self):
        with pytest.raises(pw.InvalidInput, match="Did you mean 'Ana'"):
            self.prices.of("Anna", "Xu")
        with pytest.raises(pw.InvalidInput, match=r"3 mentees, counted from 0 .*value: 7"):
            self.prices.of(7, "Xu")
        for pair in (("Ben", "Xu"), ("Cem", "Yates")):
            with pytest.raises(pw.InvalidInput, match="in the matching, or the rules forbid it"):
                self.prices.of(*pair)
        with pytest.raises(IndexError, match="PairPrices: there is no pair 3; there are 3"):
            self.prices[3]
        with pytest.raises(ValueError, match="cheapest: most must be from 0"):
            self.prices.cheapest(-1)

    def test_the_arguments_are_checked(self):
        with pytest.raises(TypeError, match="pair_prices: matching must be a Matching"):
            pw.pair_prices(SMALL, None)
        other = SMALL.replace(forbidden=[("Ana", "Yates")])
        with pytest.raises(pw.InvalidInput, match=r"pair_prices: .*made for another problem"):
            pw.pair_prices(other, self.matching)
        with pytest.raises(pw.Stopped, match="pair_prices: the time limit passed"):
            pw.pair_prices(SMALL, self.matching, time_limit=0)


@pytest.mark.parametrize(
    "objective",
    [
        ["most_pairs", "best_worst", "most_points"],
        ["most_pairs", ("floor", 3), "most_points"],
        ["most_points"],
    ],
)
def test_a_pair_comes_in_above_its_least_points_and_not_below(objective):
    asked = 0
    for seed in range(14):
        problem = random_problem(seed)
        matching = pw.match(problem, objective, seed=None)
        if matching.status is not pw.Status.OPTIMAL:
            continue
        rises = pw.pair_rises(problem, matching)
        assert len(rises) == len(pw.pair_prices(problem, matching))
        pairs, units = problem._core.admissible()
        for own in rises:
            for change in (-1, 1):
                points = (10**6 if own.least is None else own.least) + change
                if points < own.points:
                    continue
                table = np.full(problem.shape, -np.inf)
                table[tuple(pairs.T)] = units
                table[own.mentee, own.mentor] = float(points)
                best = pw.match(problem.replace(table), objective, seed=None)
                is_in = [own.mentee, own.mentor] in best.pairs.tolist()
                assert is_in == (own.least is not None and change == 1)
                asked += 1
    assert asked > 100


def test_rises_are_a_sequence_by_label():
    rises = pw.pair_rises(SMALL, pw.match(SMALL, OBJECTIVE, seed=None))
    told = [(own.mentee, own.mentor, own.points, own.least, own.rise) for own in rises]
    assert told == [
        ("Ana", "Xu", 8, 10, 2), ("Cem", "Xu", 1, 9, 8), ("Ben", "Yates", 4, 6, 2)
    ]  # fmt: skip
    assert [own.mentee for own in rises.nearest(2)] == ["Ana", "Ben"]
    assert rises.table()["rise"] == (2.0, 8.0, 2.0)
    assert pickle.loads(pickle.dumps(rises)) == rises
    locked = SMALL.replace(locked=[("Ana", "Yates"), ("Ben", "Xu")])
    rises = pw.pair_rises(locked, pw.match(locked, OBJECTIVE))
    assert {own.least for own in rises} == {own.rise for own in rises} == {None}
    assert repr(rises[0]) == "<PairRise: a pair of 8 points, stays out>"
    assert rises._summary() == "3 pairs not in the matching, 3 of them out whatever their points"
    assert np.isnan(rises.table()["least"]).all()
    with pytest.raises(pw.InvalidInput, match=r"pair_rises: .*not leximin, rank_maximal"):
        pw.pair_rises(SMALL, pw.match(SMALL, ["most_pairs", "leximin"]))
