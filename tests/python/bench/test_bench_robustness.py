"""Hostile cases: what is a right answer, a clear error or neither, and that each case is sound."""

import sys
from fractions import Fraction

import numpy as np
import pytest

from pairwell.bench import robustness
from pairwell.bench.cases import Case, by_name, cases, least_total
from pairwell.bench.hostile import judge, try_case
from pairwell.bench.robustness import Trial
from pairwell.bench.solvers import Solver

NAN, INFINITE = float("nan"), float("inf")
SMALL = 720


def test_the_least_total_is_exact():
    assert least_total([[2**62, 2**62 + 1], [2**62, 2**62]]) == 2**63
    assert least_total([[0.1, 5.0]]) == Fraction(0.1)
    assert least_total([[1], [3], [2]]) == 1
    assert least_total([[INFINITE, 1], [INFINITE, 2]]) is None
    assert least_total([[1.0, 5.0], [1.0, 3.0]], capacity=(0, 2)) == 8


def test_every_case_is_asked_for_by_its_name_and_made_alike_each_time():
    names = [case.name for case in cases()]
    assert len(names) == len(set(names)) >= 28
    for case in cases():
        assert by_name(case.name).name == case.name
        first, again = np.asarray(case.make()), np.asarray(case.make())
        assert first.dtype == again.dtype
        assert ((first == again) | (first != first)).all()


@pytest.mark.parametrize(
    "case", [c for c in cases() if isinstance(c.answer, str)], ids=lambda c: c.name
)
def test_an_answer_that_is_looked_for_exists_and_is_found_in_no_time(case):
    side = max(np.shape(case.make()))
    assert side <= 6
    assert least_total(case.make(), case.capacity) is not None


@pytest.mark.parametrize(
    "name", ["1 x n", "n x 1", "all equal", "many ties", "product", "duplicates", "zeros"]
)
def test_an_answer_that_is_given_is_scipys(name):
    optimize = pytest.importorskip("scipy.optimize")
    case = by_name(name)
    cost = case.make()
    rows, columns = optimize.linear_sum_assignment(cost)
    assert cost[rows, columns].sum() == case.answer
    assert judge(case, cost, rows, columns)["status"] == "right"


class TestJudge:
    exact = Case("exact", "", lambda: None)
    due = Case("due", "", lambda: None, None)
    cost = np.array([[1.0, 2.0], [2.0, 5.0]])

    @pytest.mark.parametrize(
        ("rows", "columns", "outcome"),
        [
            ([0, 1], [1, 0], "right"),
            ([1, 0], [0, 1], "right"),
            ([0, 1], [0, 1], "wrong"),
            ([0], [1], "silent"),
            ([0, 1], [1, 1], "wrong"),
            ([0, 0], [0, 1], "wrong"),
            ([0, 1], [1, 2], "wrong"),
            ([0, 1], [1, -1], "wrong"),
            ([0], [1, 0], "wrong"),
            ([None, 1], [1, 0], "wrong"),
        ],
    )
    def test_knows_the_best_assignment_from_others(self, rows, columns, outcome):
        assert judge(self.exact, self.cost, rows, columns)["status"] == outcome

    def test_takes_no_answer_where_an_error_is_due(self):
        impossible = np.array([[INFINITE, INFINITE], [1.0, 2.0]])
        found = judge(self.due, impossible, [0, 1], [0, 1])
        assert found == {"status": "wrong", "message": "uses a cost of inf"}
        assert judge(self.due, np.ones(3), [0], [0])["status"] == "wrong"

    def test_calls_it_silent_to_take_nan_as_forbidden(self):
        cost = np.array([[NAN, 2.0], [3.0, 4.0]])
        assert judge(self.due, cost, [0, 1], [1, 0])["status"] == "silent"
        wide = np.array([[NAN, 2.0, 9.0], [3.0, 4.0, 1.0]])
        assert judge(self.due, wide, [0, 1], [2, 0])["status"] == "wrong"

    def test_sees_one_unit_in_2_to_the_62(self):
        cost = np.array([[2**62 + 1, 2**62], [2**62, 2**62]])
        assert judge(self.exact, cost, [0, 1], [1, 0])["status"] == "right"
        assert judge(self.exact, cost, [0, 1], [0, 1])["status"] == "wrong"

    def test_counts_capacities(self):
        case = by_name("zero capacity")
        assert judge(case, case.make(), [0, 1], [2, 1])["status"] == "right"
        assert judge(case, case.make(), [0, 1], [0, 1])["status"] == "wrong"


class TestATrial:
    def patched(self, monkeypatch, call):
        monkeypatch.setattr("pairwell.bench.hostile.calls", lambda: {"it": ("", lambda: call)})

    @pytest.mark.parametrize(
        ("error", "case", "outcome"),
        [
            (ValueError("costs must be numbers"), "nan cell", "clear error"),
            (ValueError("costs must be numbers"), "1 x 1", "refuses"),
            (OverflowError("too large"), "near 2^62", "clear error"),
            (ValueError(""), "nan cell", "unclear error"),
            (AttributeError("no attribute x"), "nan cell", "unclear error"),
            (MemoryError(), "nan cell", "unclear error"),
        ],
    )
    def test_tells_clear_errors_from_others(self, monkeypatch, error, case, outcome):
        def call(_):
            raise error

        self.patched(monkeypatch, call)
        assert try_case("it", case)["status"] == outcome

    def test_sees_a_changed_input(self, monkeypatch):
        def call(cost):
            cost[0, 0] += 1
            return [0], [0]

        self.patched(monkeypatch, call)
        assert try_case("it", "1 x 1") == {"status": "wrong", "message": "the input is changed"}

    def test_asks_for_capacities_only_where_there_are_some(self):
        assert try_case("scipy", "zero capacity")["status"] == "n/a"
        assert try_case("pairwell.match", "zero capacity")["status"] == "right"


class FakeWorker:
    """Answers from a list, as a process would."""

    def __init__(self, name, answers):
        self.solver = Solver(name, "hostile", "", "")
        self.answers = dict(answers)
        self.stopped = False

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopped = True

    def ask(self, request, seconds):
        assert request["isolated"]
        return self.answers[request["case"]]


def test_a_run_tells_hangs_from_crashes_and_names_who_is_missing():
    asked = [by_name("1 x 1"), by_name("hall")]
    there = FakeWorker("a", {"1 x 1": {"status": "timeout"}, "hall": {"status": "crash"}})
    absent = FakeWorker("b", {"1 x 1": {"status": "missing", "message": "no b"}})
    trials, missing = robustness.run([there, absent], asked)
    assert [(t.case, t.outcome) for t in trials] == [("1 x 1", "hang"), ("hall", "crash")]
    assert missing == {"b": "no b"}
    assert there.stopped
    assert absent.stopped


def test_tables_say_who_fails():
    trials = [
        Trial("hall", "pairwell.match", "clear error"),
        Trial("hall", "peer", "crash"),
        Trial("1 x 1", "pairwell.match", "right"),
        Trial("1 x 1", "peer", "n/a"),
    ]
    assert "| hall | peer crash |" in robustness.failures(trials)
    assert "| hall | three rows share two columns | e | **C** |" in robustness.grid(trials)
    assert "| 1 x 1 | one pair | + |  |" in robustness.grid(trials)
    assert robustness.ours_hold(trials)
    assert not robustness.ours_hold([Trial("hall", "pairwell.match", "hang")])


@pytest.mark.skipif(sys.platform != "linux", reason="the bench runs on Linux")
def test_ours_gives_a_right_answer_or_a_clear_error_in_its_own_process(tmp_path):
    from pairwell.bench.workers import Worker

    ours = [s for s in robustness.hostile_solvers() if s.name.startswith("pairwell")]
    asked = cases()
    trials, missing = robustness.run((Worker(s, tmp_path) for s in ours), asked, seconds=60)
    assert not missing
    assert len(trials) == len(ours) * len(asked)
    assert robustness.ours_hold(trials), [t for t in trials if t.outcome in robustness.BAD]
