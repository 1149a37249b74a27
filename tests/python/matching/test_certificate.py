"""The certificate: whatever is changed in a matching, verify must see it."""

import dataclasses

import numpy as np
import oracle
import pytest

import pairwell as pw

SEEDS = range(25)


def solved(seed):
    """A problem with groups and capacities that has a matching, and the matching."""
    rng = np.random.default_rng([7, seed])
    points = rng.integers(0, 40, (7, 5)).astype(float)
    points[rng.random(points.shape) < 0.25] = -np.inf
    problem = pw.Problem(
        points,
        scale=1,
        mentor_capacity=(0, rng.integers(1, 3, 5)),
        mentee_groups=[([0, 1, 2], (0, 2)), ([0, 1], (0, 1))],
        mentor_groups=(["a", "a", "b", "b", "c"], {"a": (0, 2), "b": (0, 3)}),
    )
    matching = pw.match(
        problem, ["most_pairs", ("floor", 10), "best_worst", "most_points"], seed=seed
    )
    assert matching.status is pw.Status.OPTIMAL
    assert matching.verify()
    return problem, matching


def change_stage(matching, number, **changes):
    stages = list(matching.stages)
    stages[number] = dataclasses.replace(stages[number], **changes)
    return dataclasses.replace(matching, stages=stages)


def change_price(matching, number, kind, index, by):
    prices = matching.stages[number].prices
    changed = getattr(prices, kind).copy()
    changed[index] += by
    return change_stage(matching, number, prices=dataclasses.replace(prices, **{kind: changed}))


@pytest.mark.parametrize("seed", SEEDS)
def test_any_other_set_of_pairs_fails(seed):
    problem, matching = solved(seed)
    pairs = matching.pairs.tolist()
    for index, (mentee, mentor) in enumerate(pairs):
        rest = pairs[:index] + pairs[index + 1 :]
        changes = [rest, [*pairs, [mentee, mentor]]]
        changes += [sorted([*rest, [mentee, other]]) for other in range(5) if other != mentor]
        changes += [sorted([*rest, [other, mentor]]) for other in range(7) if other != mentee]
        for changed in changes:
            assert not dataclasses.replace(
                matching, pairs=np.array(changed).reshape(-1, 2)
            ).verify(), (seed, changed)
            units = problem._core.units_of(np.array(changed).reshape(-1, 2))
            honest = dataclasses.replace(
                matching, pairs=np.array(changed).reshape(-1, 2), units=int(units.sum())
            )
            assert not honest.verify(), (seed, changed)


@pytest.mark.parametrize("seed", SEEDS)
def test_any_other_value_fails(seed):
    _, matching = solved(seed)
    for by in (-1, 1, 10**6):
        assert not dataclasses.replace(matching, units=matching.units + by).verify()
        for number, stage in enumerate(matching.stages):
            assert not change_stage(matching, number, units=stage.units + by).verify(), (
                seed,
                stage.name,
            )
    for number in range(len(matching.stages)):
        assert not change_stage(matching, number, units=None).verify()


@pytest.mark.parametrize("seed", SEEDS)
def test_a_price_far_off_fails(seed):
    """In the first stage every pair is open: a far price of anybody in one breaks the proof."""
    problem, matching = solved(seed)
    could_be = problem.admissible()[0]
    for side, kind in enumerate(("mentee", "mentor")):
        for person in range(problem.shape[side]):
            if person in could_be[:, side]:
                for by in (-(10**6), 10**6):
                    assert not change_price(matching, 0, kind, person, by).verify(), (
                        seed,
                        kind,
                        person,
                        by,
                    )


def proves_most_points(problem, matching, prices):
    """Whether prices prove a lone stage most_points, by duality written out anew."""
    pairs, units = problem.admissible()
    chosen = {tuple(pair) for pair in matching.pairs.tolist()}
    paid = np.zeros(len(pairs), np.int64)
    bound = 0
    for side, kind, capacity, groups in (
        (0, "mentee", problem.mentee_capacity, problem.mentee_groups),
        (1, "mentor", problem.mentor_capacity, problem.mentor_groups),
    ):
        own = getattr(prices, kind)
        paid += own[pairs[:, side]]
        bound += sum(
            int(price) * int(capacity[i][1] if price > 0 else capacity[i][0])
            for i, price in enumerate(own)
        )
        for (_, members, (least, most)), price in zip(
            groups, getattr(prices, f"{kind}_group"), strict=True
        ):
            paid += price * np.isin(pairs[:, side], members)
            bound += int(price) * (most if price > 0 else least)
    bound += int(np.maximum(units - paid, 0).sum())
    value = sum(
        int(u) for pair, u in zip(pairs.tolist(), units, strict=True) if tuple(pair) in chosen
    )
    return bound == value


@pytest.mark.parametrize("seed", SEEDS)
def test_a_changed_price_passes_only_where_it_is_a_proof_too(seed):
    problem, _ = solved(seed)
    matching = pw.match(problem, "most_points", seed=None)
    rng = np.random.default_rng(seed)
    refused = 0
    for kind in ("mentee", "mentor", "mentee_group", "mentor_group"):
        for index in range(len(getattr(matching.stages[0].prices, kind))):
            for by in (-1, 1, int(rng.integers(-30, 30))):
                changed = change_price(matching, 0, kind, index, by)
                expected = proves_most_points(problem, matching, changed.stages[0].prices)
                assert bool(changed.verify()) == expected, (seed, kind, index, by)
                refused += not expected
    assert refused > 10


@pytest.mark.parametrize("seed", SEEDS[:5])
def test_any_other_form_fails(seed):
    problem, matching = solved(seed)
    prices = matching.stages[0].prices
    assert not change_stage(matching, 0, name="most_points").verify()
    assert not change_stage(matching, 1, parameter=9).verify()
    assert not change_stage(matching, 4, parameter=seed + 1).verify()
    assert not change_stage(
        matching, 0, prices=dataclasses.replace(prices, mentee=prices.mentee[:-1])
    ).verify()
    assert not change_stage(
        matching, 0, prices=dataclasses.replace(prices, mentor_group=[])
    ).verify()
    stages = matching.stages
    for changed in (stages[:-1], stages[1:], stages[::-1], (*stages, stages[0]), ()):
        assert not dataclasses.replace(matching, stages=changed).verify()
    assert not dataclasses.replace(matching, digest="0" * 64).verify()
    assert not dataclasses.replace(matching, status=pw.Status.INFEASIBLE).verify()
    for status in (pw.Status.CANCELLED, pw.Status.TIME_LIMIT):  # which say no more than that
        stopped = dataclasses.replace(matching, status=status)
        assert stopped.verify()
        assert not dataclasses.replace(stopped, stages=stages[:-1]).verify()
        assert not dataclasses.replace(stopped, stages=()).verify()
        assert not dataclasses.replace(stopped, pairs=matching.pairs[1:]).verify()
    points = np.array([[problem.points_of(i, j) for j in range(5)] for i in range(7)], float)
    points = np.nan_to_num(points, nan=-np.inf)
    assert not pw.verify(pw.Problem(points + 1, scale=1), matching)
    assert not pw.verify(pw.Problem(points[:-1], scale=1), matching)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["leximin", "rank_maximal", "generous"])
def test_a_tampered_level_fails(seed, name):
    problem, _ = solved(seed)
    matching = pw.match(problem, ["most_pairs", name], seed=None)
    assert matching.verify()
    stage = matching.stages[1]
    for row in range(len(stage.profile)):
        for column, by in ((0, 1), (0, -1), (1, 1), (1, -1)):
            profile = stage.profile.copy()
            profile[row, column] += by
            assert not change_stage(matching, 1, profile=profile).verify()
    assert not change_stage(matching, 1, profile=stage.profile[::-1]).verify() or (
        len(stage.profile) < 2
    )
    assert not change_stage(matching, 1, steps=()).verify() or not stage.steps
    for index, step in enumerate(stage.steps):
        for kind, people in (("mentee", 7), ("mentor", 5)):
            for by in (-(10**9), 10**9):
                prices = dataclasses.replace(
                    step.prices, **{kind: getattr(step.prices, kind) + np.full(people, by)}
                )
                steps = list(stage.steps)
                steps[index] = dataclasses.replace(step, prices=prices)
                assert not change_stage(matching, 1, steps=steps).verify()
    for other in {"leximin", "rank_maximal", "generous"} - {name}:
        assert not change_stage(matching, 1, name=other).verify()


def test_prices_beyond_64_bits_fail_and_do_not_wrap():
    problem, matching = solved(0)
    far = np.full(7, 2**63 - 1)
    prices = dataclasses.replace(
        matching.stages[0].prices, mentee=far, mentor=np.full(5, 2**63 - 1)
    )
    verdict = change_stage(matching, 0, prices=prices).verify()
    assert not verdict
    assert any("64 bits" in failure for failure in verdict.failures)
    assert problem == matching.problem


@pytest.mark.parametrize(
    "change",
    [
        {"units": 2**64},
        {"units": -(2**63) - 1},
        {"units": 1.5},
        {"units": None},
        {"pairs": np.array([[2**40, 0]])},
        {"pairs": np.array([[-(2**63), 2**63 - 1]])},
        {"pairs": np.array([1, 2])},
        {"pairs": np.array([[1, 2, 3]])},
        {"status": None},
        {"status": "optimal"},
        {"digest": None},
        {"digest": b"0"},
        {"infeasibility": "none"},
    ],
    ids=str,
)
def test_a_form_that_no_call_gives_fails_and_raises_nothing(change):
    _, matching = solved(0)
    assert not dataclasses.replace(matching, **change).verify()


@pytest.mark.parametrize(
    ("number", "change"),
    [
        (0, {"units": 2**64}),
        (0, {"name": "most_pair"}),
        (0, {"name": 7}),
        (0, {"prices": None}),
        (0, {"profile": np.array([1, 2])}),
        (0, {"lost": np.array([[2**40, 0]])}),
        (1, {"parameter": 2**64}),
        (1, {"parameter": None}),
        (4, {"parameter": -1}),
        (4, {"parameter": 2**64}),
        (0, {"name": "fewest_changes", "parameter": np.array([[2**33, 0]])}),
    ],
    ids=str,
)
def test_a_stage_that_no_call_gives_fails_and_raises_nothing(number, change):
    _, matching = solved(0)
    assert not change_stage(matching, number, **change).verify()


@pytest.mark.parametrize("array", [[2**70], [0.5], ["a"], [2**63]], ids=str)
def test_numbers_that_do_not_fit_are_refused_with_their_place(array):
    prices = solved(0)[1].stages[0].prices
    with pytest.raises(TypeError, match=r"Prices: mentee must be .* of 64 bits \(rule: type"):
        dataclasses.replace(prices, mentee=np.array(array))


def test_a_false_claim_of_infeasibility_fails():
    problem = pw.Problem(np.ones((3, 2)), mentee_capacity=(1, 1))
    infeasible = pw.match(problem)
    assert infeasible.verify()
    enough = pw.Problem(np.ones((3, 3)), mentee_capacity=(1, 1))
    prices = infeasible.infeasibility.prices
    wider = dataclasses.replace(prices, mentor=np.append(prices.mentor, prices.mentor[0]))
    claim = dataclasses.replace(infeasible.infeasibility, prices=wider)
    assert not pw.verify(
        enough, dataclasses.replace(infeasible, problem=enough, infeasibility=claim)
    )
    for kind in ("mentee", "mentor"):
        none = dataclasses.replace(prices, **{kind: np.zeros_like(getattr(prices, kind))})
        claim = dataclasses.replace(infeasible.infeasibility, prices=none)
        assert not dataclasses.replace(infeasible, infeasibility=claim).verify()
    assert not dataclasses.replace(infeasible, infeasibility=None).verify()
    assert not dataclasses.replace(infeasible, pairs=np.array([[0, 0]])).verify()


@pytest.mark.parametrize("seed", range(60))
def test_no_other_feasible_set_of_pairs_passes_with_the_same_prices(seed):
    """Only sets that are as good in every stage may pass, whatever they claim."""
    rng = np.random.default_rng([11, seed])
    problem = oracle.random_problem(rng, rows=3, columns=3)
    fair = ("best_worst", "leximin", "rank_maximal", "generous")[seed % 4]
    stages = [("most_pairs", None), (fair, None), ("most_points", None)]
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    if matching.status is not pw.Status.OPTIMAL:
        return
    optima = oracle.best(problem, stages)[1]
    pairs, units, _, subsets = oracle.feasible_subsets(problem)
    for subset in subsets:
        other = dataclasses.replace(matching, pairs=pairs[subset], units=int(units[subset].sum()))
        is_best = [tuple(pair) for pair in pairs[subset].tolist()] in optima
        assert bool(other.verify()) == is_best, (seed, other.pairs.tolist())


def test_verdicts_are_claims_and_sentences():
    problem, matching = solved(1)
    verdict = pw.verify(problem, matching)
    assert verdict == pw.Verdict(True, ())
    failed = dataclasses.replace(matching, units=-1).verify()
    assert not failed.holds
    assert all(failure.endswith(".") for failure in failed.failures)


@pytest.mark.parametrize("change", [{"scale": 1}, {"parameter": 12345}])
def test_what_a_stage_only_shows_is_checked_too(change):
    problem = pw.Problem([[1.5, 2.25], [3, 4.5]])
    matching = pw.match(problem)
    stages = (dataclasses.replace(matching.stages[0], **change), *matching.stages[1:])
    assert not pw.verify(problem, dataclasses.replace(matching, stages=stages))


def test_a_matching_that_shows_another_problem_fails():
    problem, other = pw.Problem([[1.5, 2.25]]), pw.Problem([[150, 225]])
    matching = pw.match(problem)
    assert (
        "another problem"
        in pw.verify(problem, dataclasses.replace(matching, problem=other)).failures[0]
    )


def test_a_reason_that_is_not_of_its_rules_fails():
    problem = pw.Problem([[1], [2]], mentee_capacity=[(1, 1), (1, 1)], mentee_keys=["Ana", "Ben"])
    matching = pw.match(problem)
    assert matching.verify()
    why = matching.infeasibility
    assert "Ana" in why.reason
    forged = dataclasses.replace(why, reason="Ana must go.")
    assert not dataclasses.replace(matching, infeasibility=forged).verify()


def test_rounded_points_are_shown_alike_everywhere():
    matching = pw.match(pw.Problem([[1 / 3, 2 / 3]], scale=10))
    assert matching.points == matching.to_pandas()["points"].sum() == 2 / 3
    assert "0.666666666666667 points" in repr(matching)


def test_a_view_of_an_open_array_is_copied():
    matching = pw.match([[3, 1], [2, 2]])
    pairs = matching.pairs.copy()
    view = pairs[:]
    view.flags.writeable = False
    kept = dataclasses.replace(matching, pairs=view)
    pairs[0] = (0, 1)
    assert kept.pairs.tolist() == matching.pairs.tolist()


def test_what_is_equal_has_one_hash():
    narrow, wide = pw.assign(np.array([[0, 1]], np.int32)), pw.assign(np.array([[0, 1]]))
    assert narrow == wide
    assert hash(narrow) == hash(wide)
    assert hash(pw.assign([[0.0]])) == hash(pw.assign([[-0.0]]))
