"""Matching from Python: results, objectives, watching, stopping, and what always holds."""

import copy
import dataclasses
import itertools
import json
import os
import pickle
import subprocess
import sys
import threading
import time

import numpy as np
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import pairwell as pw

LARGE = 3000
"""A table of this many people a side takes far longer than any limit below."""

FIRST_STAGES = ["most_pairs", "best_worst", "most_points"]


def large_problem():
    return pw.Problem(np.random.default_rng(0).integers(0, 10**9, (LARGE, LARGE)))


@pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")  # any order of stages
@pytest.mark.parametrize("seed", range(400))
def test_every_stage_is_the_best_by_exhaustive_search(seed):
    rng = np.random.default_rng([2017, seed])
    problem = oracle.random_problem(rng, sparse=bool(seed % 2))
    if len(problem.admissible()[0]) > 14:
        problem = oracle.random_problem(rng, rows=3, columns=3)
    stages = oracle.random_objective(rng)
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    expected = oracle.best(problem, stages)
    assert matching.verify(), (seed, matching.verify())
    if expected is None:
        assert matching.status is pw.Status.INFEASIBLE, seed
        assert matching.infeasibility.reason.endswith("."), seed
        assert matching.pairs.shape == (0, 2)
        return
    assert matching.status is pw.Status.OPTIMAL, seed
    values, optima = expected
    assert [oracle.reached(stage) for stage in matching.stages] == values, seed
    assert [tuple(pair) for pair in matching.pairs.tolist()] in optima, seed


@pytest.mark.parametrize("seed", range(150))
def test_as_many_previous_pairs_are_kept_as_can_be(seed):
    rng = np.random.default_rng([2018, seed])
    problem = oracle.random_problem(rng, rows=4, columns=3)
    everyone = np.argwhere(np.ones(problem.shape))
    previous = everyone[rng.choice(len(everyone), min(4, len(everyone)), replace=False)]
    stages = [("most_pairs", None), ("fewest_changes", previous.tolist()), ("generous", None)]
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    assert matching.verify(), (seed, matching.verify())
    if matching.status is pw.Status.OPTIMAL:
        values, optima = oracle.best(problem, stages)
        assert [oracle.reached(stage) for stage in matching.stages] == values, seed
        assert [tuple(pair) for pair in matching.pairs.tolist()] in optima, seed
        may_be = problem.admissible()[0].tolist()
        lost = [
            pair
            for pair in previous.tolist()
            if pair not in may_be or not oracle.has_room(problem, pair)
        ]
        assert matching.stages[1].lost.tolist() == lost
        again = pw.match(problem, [("fewest_changes", matching)], seed=None)
        assert again.stages[0].units == 0


def test_stages_by_levels_say_how_many_pairs_each_level_has():
    table = np.array([[9, 8, 1], [9, 5, 3], [7, 7, 2]])
    first = pw.match(table, ["most_pairs", "rank_maximal"], seed=None).stages[1]
    assert (first.value, first.profile.tolist()) == (2, [[1, 2], [3, 1]])
    last = pw.match(table, ["most_pairs", "generous"], seed=None).stages[1]
    assert (last.value, last.profile.tolist()) == (2, [[2, 2], [1, 1]])
    points = pw.match(table / 2, ["most_pairs", "leximin"], seed=None).stages[1]
    assert (points.value, points.profile.tolist()) == (1.5, [[15, 1], [35, 1], [45, 1]])
    assert points.steps[0].first <= 15
    assert not points.profile.flags.writeable
    with pytest.warns(pw.ObjectiveWarning):
        assert pw.match(table, ["leximin"], seed=None).stages[0].value is None


def test_a_stage_by_levels_and_its_proof_travel():
    matching = pw.match(
        [[9, 8], [9, 5]], ["most_pairs", ("fewest_changes", [(0, 1), (1, 1)]), "leximin"]
    )
    copy = pickle.loads(pickle.dumps(matching))
    assert copy == matching
    assert hash(copy) == hash(matching)
    assert pw.verify(matching.problem, copy)
    told = json.loads(json.dumps(matching.to_dict()))["stages"]
    assert told[1]["parameter"] == [[0, 1], [1, 1]]
    assert told[2]["profile"] == matching.stages[2].profile.tolist()


def test_the_lottery_leaves_one_answer_and_can_be_recomputed_by_anyone():
    for seed in range(30):
        problem = pw.Problem(
            np.ones((3, 3), int), mentee_keys=["a", "b", "c"], mentor_keys=["x", "y", "z"]
        )
        stages = [*((name, None) for name in FIRST_STAGES), ("lottery", seed)]
        values, optima = oracle.best(problem, stages)
        matching = pw.match(problem, seed=seed)
        assert len(optima) == 1
        assert [tuple(pair) for pair in matching.pairs.tolist()] == optima[0]
        assert matching.stages[-1].units == values[-1]


def test_the_order_of_stages_matters_and_a_later_one_never_spoils_an_earlier():
    points = np.array([[9, 4], [5, -9]])
    assert pw.match(points, "most_points").pairs.tolist() == [[0, 1], [1, 0]]
    lonely = np.array([[9, 4], [1, -9]])
    assert pw.match(lonely, "most_points").pairs.tolist() == [[0, 0]]
    assert pw.match(lonely, ["most_pairs", "most_points"]).pairs.tolist() == [[0, 1], [1, 0]]
    table = [[10, 4], [4, 1]]
    assert pw.match(table, ["most_pairs", "most_points"]).points == 11
    fair = pw.match(table, ["most_pairs", "best_worst", "most_points"])
    assert (fair.points, fair.stages[1].value) == (8, 4)
    assert pw.match(table, ["most_pairs", ("floor", 4), "most_points"]).pairs.tolist() == [
        [0, 1],
        [1, 0],
    ]


def test_the_seed_is_put_last_or_where_the_objective_says():
    def names(matching):
        return [(stage.name, stage.parameter) for stage in matching.stages]

    points = np.ones((2, 2))
    plain = [(name, None) for name in FIRST_STAGES]
    assert names(pw.match(points)) == [*plain, ("lottery", 0)]
    assert names(pw.match(points, seed=None)) == plain
    assert names(pw.match(points, "most_pairs", seed=2**64 - 1)) == [
        plain[0],
        ("lottery", 2**64 - 1),
    ]
    assert names(pw.match(points, ["most_pairs", ("lottery", 7)], seed=3)) == [
        plain[0],
        ("lottery", 7),
    ]
    with pytest.warns(pw.ObjectiveWarning):
        drawn_first = pw.match(points, ["lottery", "most_pairs"], seed=3)
    assert names(drawn_first) == [("lottery", 3), plain[0]]
    assert names(pw.match(points / 2, [("floor", 2.5)], seed=None)) == [("floor", 25)]
    assert names(pw.match(points, seed=np.int32(5)))[-1] == ("lottery", 5)
    drawn = [pw.match(points, seed=np.random.default_rng(1)).digest for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert names(pw.match(points, pw.default_objective(7))) == [*plain, ("lottery", 7)]


BAD_CALLS = {
    "unknown stage": (dict(objective=["most_pears"]), "objective", "most_pears"),
    "stage with a number": (dict(objective=[("most_pairs", 3)]), "objective", "('most_pairs', 3)"),
    "previous without pairs": (dict(objective=["fewest_changes"]), "objective", "fewest_changes"),
    "previous of another shape": (
        dict(objective=[("fewest_changes", [1, 2, 3])]),
        "shape",
        "(3,)",
    ),
    "previous outside": (
        dict(objective=[("fewest_changes", [(9, 0)])]),
        "id",
        "mentee 9 with mentor 0",
    ),
    "previous twice": (
        dict(objective=[("fewest_changes", [(0, 0), (0, 0)])]),
        "duplicate",
        "mentee 0 with mentor 0",
    ),
    "floor without points": (dict(objective=["floor"]), "objective", "floor"),
    "floor of text": (dict(objective=[("floor", "high")]), "floor", "high"),
    "floor nan": (dict(objective=[("floor", float("nan"))]), "floor", "nan"),
    "floor of infinity": (dict(objective=[("floor", float("inf"))]), "floor", "inf"),
    "lottery without seed": (dict(objective=["lottery"], seed=None), "seed", "lottery"),
    "lottery of text": (dict(objective=[("lottery", "x")]), "seed", "x"),
    "stage twice": (dict(objective=["most_pairs", "most_pairs"]), "objective", "most_pairs"),
    "no stage": (dict(objective=[]), "objective", ""),
    "negative seed": (dict(seed=-1), "seed", "-1"),
    "seed beyond 64 bits": (dict(seed=2**64), "seed", str(2**64)),
    "seed true": (dict(seed=True), "seed", "True"),
    "real seed": (dict(seed=1.5), "seed", "1.5"),
    "negative limit": (dict(time_limit=-1), "time_limit", "-1"),
    "limit nan": (dict(time_limit=float("nan")), "time_limit", "nan"),
}


@pytest.mark.parametrize("name", BAD_CALLS)
def test_a_bad_call_names_the_rule_and_the_value(name):
    arguments, rule, value = BAD_CALLS[name]
    with pytest.raises(pw.InvalidInput) as caught:
        pw.match(np.ones((2, 2), int), **arguments)
    assert any(finding.rule == rule and finding.value == value for finding in caught.value.findings)


def test_all_faults_of_an_objective_are_given_at_once():
    with pytest.raises(pw.InvalidInput, match="3 errors"):
        pw.match([[1]], ["a", ("floor", None), ("lottery", -1)])


def test_a_matching_says_everything_about_itself():
    points = [[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]]
    matching = pw.match(points)
    assert matching.status is pw.Status.OPTIMAL
    assert matching.pairs.dtype == np.int64
    assert matching.pairs.tolist() == [[0, 0], [1, 1]]
    assert not matching.pairs.flags.writeable
    assert (matching.points, matching.units) == (127.5, 1275)
    assert matching.pair_units.tolist() == [725, 550]
    assert matching.unmatched_mentees.tolist() == [2]
    assert matching.unmatched_mentors.tolist() == []
    assert [(stage.name, stage.value) for stage in matching.stages[:3]] == [
        ("most_pairs", 2), ("best_worst", 55.0), ("most_points", 127.5),
    ]  # fmt: skip
    assert [len(stage.prices.mentee) for stage in matching.stages] == [3] * 4
    assert matching.infeasibility is None
    assert len(matching.digest) == 64
    assert repr(matching) == "<Matching: optimal, 2 pairs, 127.5 points>"
    assert json.loads(json.dumps(matching.to_dict()))["pairs"] == [[0, 0], [1, 1]]
    with pytest.raises(AttributeError):
        matching.units = 5


def test_pairs_go_to_data_frames():
    matching = pw.match([[72.5, 40.0], [65.0, 55.0]])
    columns = {"mentee": [0, 1], "mentor": [0, 1], "points": [72.5, 55.0]}
    assert matching.to_pandas().to_dict("list") == columns
    assert matching.to_polars().to_dict(as_series=False) == columns
    empty = pw.match(np.zeros((0, 2)))
    assert empty.to_pandas().shape == (0, 3)
    assert empty.to_polars().shape == (0, 3)


def test_the_html_is_small_and_escaped():
    assert "<td>0</td><td>0</td><td>2.5</td>" in pw.match([[2.5]])._repr_html_()
    many = pw.match(np.eye(50, dtype=int))._repr_html_()
    assert "and 30 more" in many
    group = ("<script>", [0], (2, 3))
    html = pw.match(pw.Problem([[1]], mentor_groups=[group]))._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_matching_is_a_value():
    points = np.random.default_rng(3).integers(0, 50, (8, 6))
    matching = pw.match(points)
    again = pickle.loads(pickle.dumps(matching.with_problem()))
    assert again == matching == pw.match(points)
    assert hash(again) == hash(matching)
    assert not again.pairs.flags.writeable
    assert not again.stages[0].prices.mentee.flags.writeable
    assert again.verify()
    assert matching != pw.match(points, seed=1)
    assert matching != "a matching"
    infeasible = pw.match(pw.Problem([[1]], mentee_capacity=(2, 3)))
    assert pickle.loads(pickle.dumps(infeasible)) == infeasible != matching


def test_a_pickle_leaves_out_the_problem():
    points = np.round(np.random.default_rng(5).random((60, 50)), 3)
    matching = pw.match(points)
    told = pickle.dumps(matching)
    assert len(told) * 4 < len(pickle.dumps(matching.problem))
    loaded = pickle.loads(told)
    assert loaded == matching
    assert matching == loaded
    assert hash(loaded) == hash(matching)
    assert pickle.loads(pickle.dumps(loaded)) == loaded
    assert loaded != pickle.loads(pickle.dumps(pw.match(points + 1)))
    for name in ("points", "rounding", "status", "units", "digest"):
        assert getattr(loaded, name) == getattr(matching, name), name
    assert loaded.unmatched_mentees.tolist() == matching.unmatched_mentees.tolist()
    assert loaded.to_dict() == matching.to_dict()
    assert repr(loaded) == repr(matching)
    assert not loaded.pairs.flags.writeable
    assert pw.verify(matching.problem, loaded)
    assert copy.copy(loaded) is loaded
    assert copy.deepcopy(matching) is matching
    for asks in (
        lambda: loaded.problem,
        loaded.verify,
        loaded.table,
        loaded.with_problem,
        lambda: loaded.pair_units,
        lambda: matching.diff(loaded),
    ):
        with pytest.raises(pw.InvalidInput, match=r"without its problem.*with_problem"):
            asks()
    with pytest.raises(AttributeError, match="no attribute 'pears'"):
        loaded.pears  # noqa: B018
    whole = loaded.with_problem(matching.problem)
    assert whole.verify()
    assert whole.table().to_pandas().equals(matching.table().to_pandas())
    assert pickle.loads(pickle.dumps(whole)).verify()
    with pytest.raises(pw.InvalidInput, match="digest"):
        loaded.with_problem(pw.Problem(points[::-1]))
    with pytest.raises(pw.InvalidInput, match="digest"):
        matching.with_problem(pw.Problem([[1]]))
    with pytest.raises(TypeError, match="Problem"):
        loaded.with_problem(points)


@pytest.mark.parametrize(
    "objective",
    [["most_pairs", "most_points"], ["most_pairs", "leximin"], ["most_pairs", "best_worst"]],
)
def test_threads_change_nothing(objective):
    points = np.random.default_rng(6).integers(0, 300, (620, 560))
    forbidden = np.random.default_rng(7).random(points.shape) < 0.02
    problem = pw.Problem(points, forbidden=forbidden, mentor_capacity=2)
    alone = pw.match(problem, objective)
    for threads in (2, 3, 0):
        assert pw.match(problem, objective, threads=threads) == alone
    assert alone.verify()


@pytest.mark.parametrize("threads", [-1, 1.5, "2", None])
def test_threads_are_a_whole_number(threads):
    with pytest.raises((pw.InvalidInput, TypeError, ValueError), match="threads"):
        pw.match([[1]], threads=threads)


def test_infeasible_is_a_status_with_a_reason_and_a_proof():
    problem = pw.Problem(
        np.ones((4, 3)), mentee_capacity=(1, 1), mentor_groups=[("Wales", [0, 1, 2], (0, 2))]
    )
    matching = pw.match(problem)
    assert matching.status is pw.Status.INFEASIBLE
    assert matching.pairs.shape == (0, 2)
    assert matching.stages == ()
    assert '"Wales" takes at most 2' in matching.infeasibility.reason
    assert matching.verify()
    assert not pw.verify(pw.Problem(np.ones((4, 4)), mentee_capacity=(1, 1)), matching)
    bare = pw.match(problem, certificate=False)
    assert bare.infeasibility.reason == matching.infeasibility.reason
    assert not bare.verify()


def test_without_certificate_the_pairs_are_the_same_and_the_prices_are_gone():
    points = np.random.default_rng(5).integers(0, 9, (12, 12))
    proved, bare = pw.match(points), pw.match(points, certificate=False)
    assert (proved.pairs == bare.pairs).all()
    assert [stage.units for stage in proved.stages] == [stage.units for stage in bare.stages]
    assert bare.stages[0].prices.mentee.size == 0
    assert proved.verify()
    assert not bare.verify()


def test_a_ready_problem_and_a_bare_table_give_the_same():
    points = np.random.default_rng(6).random((5, 4))
    assert pw.match(points) == pw.match(pw.Problem(points))


def test_why_somebody_is_unmatched():
    problem = pw.Problem(
        [[9, -np.inf], [8, -np.inf], [-np.inf] * 2, [5, -np.inf]], mentee_capacity=[1, 1, 1, 0]
    )
    matching = pw.match(problem)
    worse = pw.why_unmatched(problem, matching, mentee=1)
    assert (worse.why, worse.admissible, worse.stage, worse.cost) == (
        pw.Unmatched.WORSE_OVERALL,
        1,
        1,
        1,
    )
    assert pw.why_unmatched(problem, matching, mentee=2).why is pw.Unmatched.NOBODY_ADMISSIBLE
    assert pw.why_unmatched(problem, matching, mentee=3).why is pw.Unmatched.NO_CAPACITY
    assert pw.why_unmatched(problem, matching, mentor=1).why is pw.Unmatched.NOBODY_ADMISSIBLE
    full = pw.Problem([[9], [8]], locked=[(0, 0)])
    assert pw.why_unmatched(full, pw.match(full), mentee=1).why is pw.Unmatched.AGAINST_RULES
    for bad in (dict(mentee=0), dict(mentee=9), dict(mentor=-1), dict(mentor=2**40)):
        with pytest.raises(pw.InvalidInput):
            pw.why_unmatched(problem, matching, **bad)
    for bad in ({}, dict(mentee=1, mentor=1)):
        with pytest.raises(TypeError, match="exactly one"):
            pw.why_unmatched(problem, matching, **bad)


def test_a_time_limit_is_a_status():
    problem = large_problem()
    for limit in (0, 0.02):
        began = time.monotonic()
        matching = pw.match(problem, time_limit=limit)
        assert time.monotonic() - began < limit + 2
        assert matching.status is pw.Status.TIME_LIMIT
        assert bool(matching.verify()) == bool(matching.stages)
        assert not matching


def test_progress_is_told_and_false_stops():
    seen = []

    def progress(stage, done, total):
        seen.append((stage, done, total))
        return len(seen) < 2

    matching = pw.match(large_problem(), progress=progress)
    assert matching.status is pw.Status.CANCELLED
    assert len(seen) == 2
    assert all(isinstance(stage, str) and done >= 0 and total >= 0 for stage, done, total in seen)


def falls(told):
    """Reports of one stage in a row that went back, or beyond their total."""
    beyond = [now for now in told if now[1] > now[2]]
    back = [
        (before, now)
        for before, now in itertools.pairwise(told)
        if before[0] == now[0] and now[1] < before[1]
    ]
    return beyond + back


def test_progress_rises_with_the_work():
    problem = pw.Problem(np.random.default_rng(3).integers(0, 10**6, (1500, 1500)))
    told = []
    objective = ["most_pairs", "best_worst", "leximin", "most_points"]
    matching = pw.match(problem, objective, progress=lambda *now: told.append(now))
    assert matching.status is pw.Status.OPTIMAL
    assert not falls(told)
    assert len({now for now in told if now[1] > 0}) >= 3


class Odd:
    """Has no truth, as pandas.NA and arrays have none."""

    def __bool__(self):
        raise AssertionError("was asked for its truth")


@pytest.mark.parametrize("answer", [False, np.False_])
def test_false_asks_to_stop(answer):
    told = []
    matching = pw.match(large_problem(), progress=lambda *now: (told.append(now), answer)[1])
    assert matching.status is pw.Status.CANCELLED
    assert len(told) == 1, "nothing is told after a request to stop"


@pytest.mark.parametrize("answer", [None, 0, "", [], Odd(), np.array([False, True]), np.True_])
def test_nothing_else_does(answer):
    told = []

    def progress(*now):
        told.append(now)
        return answer if len(told) < 3 else False

    pw.match(large_problem(), progress=progress)
    assert len(told) == 3


def test_a_stopped_matching_tells_what_was_settled():
    problem = large_problem()
    matching = pw.match(
        problem,
        ["most_pairs", "most_points"],
        progress=lambda stage, *_: stage not in ("most_points", "lottery"),
    )
    assert matching.status is pw.Status.CANCELLED
    assert [(stage.name, stage.value) for stage in matching.stages] == [
        ("most_pairs", min(problem.shape))
    ]
    found = min(problem.shape)
    assert repr(matching) == f"<Matching: cancelled, {found} pairs, settled most_pairs>"
    assert len(matching.pairs) == found
    assert not matching
    assert matching.verify()
    assert matching.digest == pw.match(problem, "most_pairs", seed=None).digest
    worse = dataclasses.replace(matching, pairs=matching.pairs[1:])
    assert not worse.verify()
    assert pickle.loads(pickle.dumps(matching)) == matching
    for asks in (pw.explain_all, pw.alternates, pw.why_unmatched_all):
        with pytest.raises(pw.InvalidInput, match=r"stopped|optimal"):
            asks(problem, matching)
    with pytest.raises(pw.InvalidInput, match="only an optimal matching is a warm start"):
        pw.match(problem, warm_start=matching)


def test_why_unmatched_is_stopped():
    problem = pw.Problem([[72.5, 40.0], [65.0, 55.0], [58.0, 50.0]])
    with pytest.raises(pw.Stopped, match="why_unmatched: the time limit") as caught:
        pw.why_unmatched(problem, pw.match(problem), mentee=2, time_limit=0)
    assert caught.value.status is pw.Status.TIME_LIMIT


def test_what_progress_raises_comes_out_unchanged():
    class EnoughError(Exception):
        pass

    error = EnoughError()

    def progress(*_):
        raise error

    with pytest.raises(EnoughError) as caught:
        pw.match(large_problem(), progress=progress)
    assert caught.value is error


def test_watching_changes_nothing():
    points = np.random.default_rng(9).integers(0, 1000, (300, 300))
    assert pw.match(points) == pw.match(points, progress=lambda *_: None, time_limit=1e12)


INTERRUPTED = """
import threading, time, os, signal, numpy as np, pairwell as pw
problem = pw.Problem(np.random.default_rng(0).integers(0, 10**9, (2500, 2500)))
sent = []
running = threading.Event()
def interrupt():
    running.wait()
    time.sleep(0.02)
    sent.append(time.monotonic())
    os.kill(os.getpid(), signal.SIGINT)
threading.Thread(target=interrupt, daemon=True).start()
try:
    pw.match(problem, progress=lambda *_: running.set())
except KeyboardInterrupt:
    print(time.monotonic() - sent[0])
"""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_a_keyboard_interrupt_ends_the_call_soon():
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=60, check=True
    )
    # 50 ms by contract; the rest is room for a busy machine.
    assert float(done.stdout) < 0.5


def test_two_threads_solve_at_once_and_other_threads_run():
    points = [np.random.default_rng(seed).integers(0, 1000, (900, 900)) for seed in range(2)]
    alone = [pw.match(table) for table in points]
    together = [None, None]

    def solve(number):
        together[number] = pw.match(points[number])

    threads = [threading.Thread(target=solve, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    ticks = 0
    while any(thread.is_alive() for thread in threads):
        ticks += 1
        time.sleep(0.001)
    assert together == alone
    assert ticks > 3


def test_the_same_bytes_in_every_process():
    code = (
        "import pairwell as pw, numpy as np, hashlib, pickle\n"
        "points = np.random.default_rng(1).integers(0, 5, (40, 30))\n"
        "matching = pw.match(pw.Problem(points, mentor_capacity=(0, 2)), seed=9)\n"
        "print(matching.digest, hashlib.sha256(pickle.dumps(matching.to_dict())).hexdigest())\n"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": str(n)},
        ).stdout
        for n in range(3)
    }
    assert len(runs) == 1


tables = hnp.arrays(
    np.int64,
    hnp.array_shapes(min_dims=2, max_dims=2, min_side=1, max_side=7),
    elements=st.integers(-20, 20),
)
SETTINGS = settings(max_examples=60, deadline=None, derandomize=True)


def values(matching):
    return [stage.units for stage in matching.stages]


@given(tables, st.randoms(use_true_random=False))
@SETTINGS
def test_relabelling_people_with_their_keys_relabels_the_matching(points, random):
    mentees, mentors = points.shape
    rows, columns = random.sample(range(mentees), mentees), random.sample(range(mentors), mentors)
    first = pw.match(
        pw.Problem(points, mentee_keys=list(range(mentees)), mentor_keys=list(range(mentors)))
    )
    second = pw.match(
        pw.Problem(points[np.ix_(rows, columns)], mentee_keys=rows, mentor_keys=columns)
    )
    back = sorted([rows[i], columns[j]] for i, j in second.pairs.tolist())
    assert values(first) == values(second)
    assert back == first.pairs.tolist()


@given(tables, st.integers(-1000, 1000))
@SETTINGS
def test_shifting_all_points_keeps_the_pairs_of_a_perfect_matching(points, shift):
    side = min(points.shape)
    square = points[:side, :side]
    assert pw.match(square).pairs.tolist() == pw.match(square + shift).pairs.tolist()


@given(tables)
@SETTINGS
def test_transposing_the_problem_keeps_the_values(points):
    stages = ["most_pairs", ("floor", 3), "best_worst", "most_points"]
    there = pw.match(pw.Problem(points, mentor_capacity=2), stages, seed=None)
    back = pw.match(pw.Problem(points.T, mentee_capacity=2), stages, seed=None)
    assert values(there) == values(back)


@given(tables, st.data())
@SETTINGS
def test_one_more_mentor_never_lowers_the_pairs(points, data):
    holes = data.draw(hnp.arrays(bool, points.shape))
    more = np.column_stack([points, np.ones(len(points), int)])
    more_holes = np.column_stack([holes, np.zeros(len(points), bool)])
    fewer = pw.match(pw.Problem(points, forbidden=holes), "most_pairs", seed=None)
    assert (
        pw.match(pw.Problem(more, forbidden=more_holes), "most_pairs", seed=None).stages[0].units
        >= fewer.stages[0].units
    )


@given(tables, st.integers(1, 5))
@SETTINGS
def test_multiplying_points_multiplies_values_and_keeps_pairs(points, factor):
    one, many = pw.match(points), pw.match(points * factor)
    assert one.pairs.tolist() == many.pairs.tolist()
    assert many.units == factor * one.units


@given(tables)
@SETTINGS
def test_every_matching_carries_a_proof(points):
    problem = pw.Problem(points, mentor_capacity=2, mentee_capacity=2)
    assert pw.match(problem).verify()


def test_a_warm_start_reaches_the_same_and_is_checked():
    rng = np.random.default_rng(7)
    points = rng.integers(0, 100, (30, 20))
    problem = pw.Problem(points, mentor_capacity=2)
    first = pw.match(problem)
    forbidden = [tuple(first.pairs[0])]
    changed = pw.Problem(points, mentor_capacity=2, forbidden=forbidden)
    cold, warm = pw.match(changed), pw.match(changed, warm_start=first)
    assert [stage.units for stage in warm.stages] == [stage.units for stage in cold.stages]
    assert warm.verify()
    assert warm.digest == cold.digest
    with pytest.raises(pw.InvalidInput, match="each person and group"):
        pw.match(points[:-1], warm_start=first)
    with pytest.raises(pw.InvalidInput, match="only an optimal matching"):
        pw.match(problem, warm_start=pw.match(problem, time_limit=0))
