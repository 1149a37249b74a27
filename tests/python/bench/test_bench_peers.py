"""The harness of the bench, with solvers that go wrong; nothing here looks at how long it took."""

import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from bench_fakes import solver
from typer.testing import CliRunner

import pairwell as pw
from pairwell.bench import pages, results
from pairwell.bench.checks import check
from pairwell.bench.draws import batch, capacitated, dense, sparse
from pairwell.bench.instances import Instance
from pairwell.bench.network import network
from pairwell.bench.peers import Run, Settings
from pairwell.bench.picture import draw
from pairwell.bench.plan import Task, tasks
from pairwell.bench.results import Row, growth, judge, read_rows, standings
from pairwell.bench.solvers import DEBIAN, Solver, python_packages, solvers
from pairwell.bench.worker import Turns, timed
from pairwell.cli.commands import app

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bench runs on Linux")

ROOT = Path(__file__).parents[3]
FAKES = ROOT / "tests" / "support" / "python"
SMALL = Task("product", "dense", 5, 5)
TOTAL = sum(i * (6 - i) for i in range(1, 6))


def run(out, *fakes, of=(SMALL,), **more):
    settings = Settings(out=out, search=(FAKES,), **{"rounds": 1, "timeout": 30.0, **more})
    runner = Run(settings, list(fakes))
    finished = runner.run(of)
    return finished, read_rows(out / "results.csv")


def row(solver_name, wall, *, n=100, role="peer", objective=7, status="ok", **more):
    given = {
        "family": "uniform", "form": "dense", "n": n, "m": n, "pairs": n * n,
        "solver": solver_name, "role": role, "version": "1", "round": 1, "wall": wall,
        "cpu": wall, "peak": 0, "objective": objective, "status": status,
    }  # fmt: skip
    return Row(**{**given, **more})


class TestARun:
    def test_takes_turns(self, tmp_path):
        _, rows = run(tmp_path, solver("right"), solver("prints"), rounds=3)
        assert [(r.round, r.solver) for r in rows] == [
            (number, name) for number in (1, 2, 3) for name in ("right", "prints")
        ]
        assert {r.objective for r in rows} == {TOTAL}
        assert all(r.wall > 0 and r.peak >= 0 for r in rows)

    def test_gives_each_solver_one_process_for_all_its_calls(self, tmp_path):
        logs = tmp_path / "a", tmp_path / "b"
        fakes = [solver("right", str(log)) for log in logs]
        fakes[1] = Solver(**{**fakes[1].__dict__, "name": "other"})
        run(tmp_path, *fakes, rounds=2)
        processes = [log.read_text().split() for log in logs]
        assert [len(p) for p in processes] == [3, 3]  # the first call warms up
        assert len(set(processes[0])) == len(set(processes[1])) == 1
        assert len({os.getpid(), *(int(p[0]) for p in processes)}) == 3

    @pytest.mark.parametrize(
        ("fake", "status", "message"),
        [
            ("hangs", "timeout", "no answer in 2 s"),
            ("dies", "crash", "SIGSEGV"),
            ("raises", "error", "a table is"),
            ("greedy_for_memory", "memory", "out of memory"),
            ("twice", "wrong", "a column is used more often than it may be"),
            ("absent", "missing", "No module named 'there_is_no_such_module'"),
        ],
    )
    def test_says_how_a_solver_fails_and_goes_on(self, tmp_path, fake, status, message):
        timeout = 2 if fake == "hangs" else 60  # the others answer, however busy the machine
        _, rows = run(tmp_path, solver(fake), solver("right"), rounds=2, timeout=timeout)
        assert [(r.solver, r.status) for r in rows] == [
            (fake, status), ("right", "ok"), ("right", "ok"),
        ]  # fmt: skip
        assert rows[0].message == message

    def test_marks_an_answer_that_is_not_the_best(self, tmp_path):
        _, rows = run(tmp_path, solver("worse"), solver("right"))
        assert [r.status for r in judge(rows)] == ["wrong", "ok"]
        assert judge(rows)[0].message == f"objective 55, the best is {TOTAL}"

    def test_skips_larger_sizes_of_a_class_after_a_crash(self, tmp_path):
        of = [Task(family, "dense", n, n) for family in ("product", "zero_one") for n in (3, 4)]
        _, rows = run(tmp_path, solver("dies"), of=of)
        assert [r.status for r in rows] == ["crash", "skipped"] * 2
        assert rows[1].message == "crash at 3 x 3"

    def test_goes_on_where_it_stopped(self, tmp_path):
        run(tmp_path, solver("right"))
        _, rows = run(tmp_path, solver("right"), solver("prints"), rounds=2)
        assert sorted((r.solver, r.round) for r in rows) == [
            ("prints", 1), ("prints", 2), ("right", 1), ("right", 2),
        ]  # fmt: skip

    def test_asks_again_what_an_older_version_answered(self, tmp_path):
        run(tmp_path, solver("right"))
        path = tmp_path / "results.csv"
        old = [Row(**{**r.__dict__, "version": "older", "objective": 1}) for r in read_rows(path)]
        path.unlink()
        results.append_rows(path, old)
        _, rows = run(tmp_path, solver("right"))
        assert [r.objective for r in rows] == [TOTAL]

    def test_stops_when_its_time_is_over(self, tmp_path):
        finished, rows = run(tmp_path, solver("right"), time_limit=-1.0)
        assert not finished
        assert rows == []

    def test_leaves_out_what_a_solver_does_not_take(self, tmp_path):
        small = solver("right", most=24)
        _, rows = run(tmp_path, small, solver("prints"))
        assert {r.solver for r in rows} == {"prints"}


class TestChecks:
    table = Instance("t", "dense", 2, 3, {"cost": np.array([[1.5, np.inf, 3], [2, 4, 0.25]])})

    @pytest.mark.parametrize(
        ("rows", "columns", "fault"),
        [
            ([0], [0], "1 pairs, not 2"),
            ([0, 1], [0], "rows and columns differ in number"),
            ([0, 0], [0, 2], "a row is used twice"),
            ([0, 1], [2, 2], "a column is used more often than it may be"),
            ([0, 1], [0, 3], "a pair lies outside the table"),
            ([0, 1], [-1, 2], "a pair lies outside the table"),
            ([0, 1], [1, 2], "a forbidden pair is used"),
        ],
    )
    def test_see_what_is_no_assignment(self, rows, columns, fault):
        assert check(self.table, rows, columns).fault == fault

    def test_sum_an_assignment(self):
        assert check(self.table, [1, 0], [2, 0]).objective == 1.75

    def test_see_each_table_of_a_batch(self):
        stack = batch("integers_100", 3, 2, 2, seed=1)
        cost = stack.values
        found = check(stack, range(6), range(6))
        assert (found.pairs, found.objective) == (6, sum(np.trace(table) for table in cost))
        assert check(stack, [0, 1, 2, 3, 4, 5], [0, 2, 1, 3, 4, 5]).fault == (
            "a forbidden pair is used"
        )
        assert check(stack, [0, 1, 2, 3], [0, 1, 2, 3]).fault == "4 pairs, not 6"

    @pytest.mark.parametrize("factory", ["ours", "ours_one_by_one"])
    def test_read_our_batches(self, factory):
        for shape in ((2, 4), (4, 2), (3, 3)):
            stack = batch("integers_100", 5, *shape, seed=2)
            adapter = Solver("", "batch", "", f"pairwell.bench.batch:{factory}").adapter()
            answer = adapter.solve(adapter.prepare(stack))
            found = check(stack, *adapter.pairs(answer, stack))
            assert found.fault is None
            assert found.objective == sum(pw.assign(table).total for table in stack.values)

    def test_take_shuffled_tables_in_turns(self):
        table = dense("integers_100", 30, 20, seed=3)
        adapter = Solver("", "dense", "", "pairwell.bench.dense:ours").adapter()
        turns = Turns(adapter, table)
        seen = {}
        forms = min(Turns.MOST_FORMS, Turns.MOST_CELLS // (30 * 20))
        for _ in range(2 * forms):
            answer = turns()
            seen[turns.last.values.tobytes()] = check(turns.last, *answer)
        assert len(seen) == forms > 1000
        assert {each.fault for each in seen.values()} == {None}
        assert {each.objective for each in seen.values()} == {pw.assign(table.values).total}

    def test_see_a_pair_that_is_not_listed(self):
        listed = sparse(4, 4, 2, seed=1)
        rows, columns = listed.pairs()
        missing = next(j for j in range(4) if j not in columns[rows == 0])
        order = [missing, *(j for j in range(4) if j != missing)]
        assert check(listed, range(4), order).fault == "a forbidden pair is used"

    def test_see_a_group_outside_its_range(self):
        scheme = capacitated(12, 6, 0, 1, seed=1)
        assert check(scheme, [], []).fault.startswith("a group of mentees has 0 pairs, not ")


class TestInstances:
    @pytest.mark.parametrize(
        "instance",
        [dense("mentoring", 4, 6, 1), sparse(5, 6, 2, 1), capacitated(9, 4, 2, 2, 1)],
        ids=lambda i: i.form,
    )
    def test_travel_unchanged(self, instance, tmp_path):
        instance.save(tmp_path)
        back = Instance.load(tmp_path)
        assert (back.family, back.form, back.rows, back.columns) == (
            instance.family, instance.form, instance.rows, instance.columns,
        )  # fmt: skip
        assert back.arrays.keys() == instance.arrays.keys()
        for name, array in instance.arrays.items():
            np.testing.assert_array_equal(back.arrays[name], array)
            assert back.arrays[name].dtype == array.dtype

    def test_as_networks_have_balanced_supplies(self):
        for instance in (dense("uniform", 3, 5, 1), capacitated(40, 15, 3, 2, 1)):
            net = network(instance)
            assert net.supply.sum() == 0
            assert (net.most >= 0).all()
            assert net.pairs == instance.count

    def test_rise_within_a_class(self):
        for quick in (True, False):
            sides = {}
            for task in tasks(quick=quick):
                shape = task.called, task.rows == task.columns
                assert sides.get(shape, 0) <= max(task.rows, task.columns)
                sides[shape] = max(task.rows, task.columns)


class TestResults:
    def test_give_medians_and_ratios_to_the_fastest_right_peer(self):
        rows = [
            row("ours", 1.0, role="ours"),
            *(row("good", wall, round=i) for i, wall in enumerate((4.0, 2.0, 9.0))),
            row("fast and wrong", 0.1, objective=8),
            row("read", 0.5, role="bar", objective=None),
        ]
        (standing,) = standings(rows)
        found = {e.solver: e for e in standing.entries}
        assert found["good"].wall == 4.0
        assert found["good"].ratio == 1.0
        assert found["ours"].ratio == 0.25
        assert found["fast and wrong"].status == "wrong"
        assert standing.fastest("peer").solver == "good"
        assert pages.verdict(standing)[4:] == ["4.00x", "500 ms", "2.00x"]

    def test_forgive_rounding_of_real_costs_alone(self):
        near = [row("a", 1.0, objective=7.0), row("b", 1.0, objective=7.0 + 1e-12)]
        assert [r.status for r in judge(near)] == ["ok", "ok"]
        whole = [row("a", 1.0, objective=10**15), row("b", 1.0, objective=10**15 + 1)]
        assert [r.status for r in judge(whole)] == ["ok", "wrong"]
        grid = [row("a", 1.0, objective=7.0), row("b", 1.0, objective=7.00001, on_grid=True)]
        assert [r.status for r in judge(grid)] == ["ok", "ok"]

    def test_want_many_points_where_points_are_summed(self):
        rows = [row(name, 1.0, form="capacitated", objective=o) for name, o in (("a", 5), ("b", 6))]
        assert [r.status for r in judge(rows)] == ["wrong", "ok"]

    def test_fit_the_exponent(self):
        rows = [row("a", 1e-6 * n**2.5, n=n) for n in (100, 200, 400)]
        (curve,) = growth(standings(rows))["uniform"]
        assert curve.exponent == pytest.approx(2.5)
        assert results.exponent([(100, 1.0), (200, 2.0)]) is None
        assert results.exponent([(100, 1e-6), (200, 1e-5), (300, 1e-4)]) is None

    def test_come_back_from_their_file(self, tmp_path):
        rows = [
            row("a", 0.25, objective=2**60 + 1),
            row("b", None, objective=None, status="crash", message='a "b", c'),
            row("c", 0.5, objective=-0.1, on_grid=True),
        ]
        results.append_rows(tmp_path / "r.csv", rows[:1])
        results.append_rows(tmp_path / "r.csv", rows[1:])
        assert read_rows(tmp_path / "r.csv") == rows
        first = (tmp_path / "r.csv").read_text().splitlines()[0]
        assert first.startswith("class,form,n,m,pairs,solver,role,version,round,wall,cpu,peak,")

    def test_show_small_sizes_first(self):
        found = standings([row("a", 1.0, n=n) for n in (5000, 65, 64, 500, 501)])
        told = pages.summary(found)
        order = ["Small", "64 x 64", "Middle", "65 x 65", "500 x 500", "Large", "5,000", "501 x"]
        assert sorted(order, key=told.index) == order
        (many,) = standings([row("a", 1.0, n=50, form="batch", pairs=1000 * 2500)])
        assert pages.title(many) == "uniform real numbers, 1,000 of 50 x 50"

    def test_name_the_machine_and_who_is_absent(self):
        told = pages.machine_lines(
            {"vectors": "AVX2", "versions": {}, "absent": ["torch-lap-cuda"]}
        )
        assert "- vectors: AVX2" in told
        assert "- peers that are not here, and were not run: torch-lap-cuda" in told

    def test_show_each_fault(self):
        found = standings(
            [row("a", 1.0), row("b", 1.0, objective=9), row("c", None, status="crash")]
        )
        assert "| b | uniform real numbers, 100 x 100 | wrong | objective 9, the best is 7 |" in (
            pages.faults(found)
        )
        assert "**WRONG** (1 s)" in pages.details(found)
        assert "**crash**" in pages.details(found)


class TestPages:
    def test_fill_their_marked_parts_and_keep_the_rest(self, tmp_path):
        page = tmp_path / "page.md"
        page.write_text("before\n<!-- begin a -->\nold\n<!-- end a -->\nafter\n")
        for _ in range(2):
            pages.fill(page, {"a": "new"})
        assert page.read_text() == "before\n<!-- begin a -->\n\nnew\n\n<!-- end a -->\nafter\n"
        with pytest.raises(ValueError, match="begin b"):
            pages.fill(page, {"b": "new"})

    @pytest.mark.parametrize(
        ("value", "text"), [(3.14159e-6, "3.14 us"), (0.0123, "12.3 ms"), (2.5, "2.5 s")]
    )
    def test_say_times_in_units(self, value, text):
        assert pages.seconds(value) == text

    def test_have_the_same_picture_for_the_same_results(self, tmp_path):
        pytest.importorskip("matplotlib")
        rows = [
            row(s, n / 1e4, n=n, role=r)
            for s, r in (("a", "ours"), ("b", "peer"))
            for n in (10, 20)
        ]
        for name in ("one.svg", "two.svg"):
            draw(growth(standings(rows)), tmp_path / name)
        assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "two.svg").read_bytes()
        assert "uniform real numbers" in (tmp_path / "one.svg").read_text()


class TestTimes:
    def test_are_means_over_calls_that_are_short(self):
        calls = []
        answer, figures = timed(lambda: calls.append(1) or len(calls), least_seconds=0.05)
        assert answer == len(calls)
        assert figures["calls"] == len(calls) - 1 > 1

    def test_are_of_one_call_that_is_long(self):
        calls = []
        _, figures = timed(lambda: calls.append(1), least_seconds=0.0)
        assert figures["calls"] == len(calls) == 1

    def test_ends_where_a_call_is_little_shorter_than_what_is_long_enough(self) -> None:
        calls: list[int] = []

        def call() -> None:
            time.sleep(0.015)
            if len(calls) == 9:
                raise AssertionError("it begins anew after every call")
            calls.append(1)

        _, figures = timed(call, least_seconds=0.02)
        assert figures["calls"] in (1, 2)


class TestSolvers:
    def test_travel_to_their_process(self):
        for found in solvers():
            assert Solver.from_json(found.to_json()) == found

    def test_have_names_of_their_own(self):
        names = [(s.form, s.name) for s in solvers()]
        assert len(names) == len(set(names))

    def test_come_with_the_extra_unless_they_want_a_folder_of_their_own(self):
        import re
        import tomllib

        extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
        wanted = extras["optional-dependencies"]["bench"]
        listed = {re.split(r"[<>=!~]", package)[0] for package in wanted}
        for package, own_folder in python_packages().items():
            assert (package in listed) is not own_folder, package
        assert not listed & set(DEBIAN)


def test_the_quick_command_runs_from_end_to_end(tmp_path):
    pytest.importorskip("scipy")
    pytest.importorskip("matplotlib")
    page = tmp_path / "page.md"
    marks = ("machine", "summary", "exponents", "details", "faults")
    page.write_text("".join(f"<!-- begin {m} -->\n<!-- end {m} -->\n" for m in marks))
    arguments = ["bench", "peers", "--quick", "--out", str(tmp_path), "--docs", str(page)]
    only = ["--solver", "pairwell", "--solver", "scipy", "--solver", "read", "--to", "100"]
    done = CliRunner().invoke(app, [*arguments, *only], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    rows = judge(read_rows(tmp_path / "results.csv"))
    assert {r.status for r in rows} == {"ok"}
    assert {"scipy", "pairwell", "pairwell.match", "read the table"} <= {r.solver for r in rows}
    assert "whole numbers 1 to 100, 100 x 100" in page.read_text()
    assert (tmp_path / "page.svg").is_file()
