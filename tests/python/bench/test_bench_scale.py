"""The sizes of the bench: what a run keeps, goes on from and plans; nothing here is timed."""

import json
import sys
from dataclasses import replace

import pytest
from typer.testing import CliRunner

import pairwell as pw
from pairwell.bench import scale, scale_pages
from pairwell.bench.scale import ScaleRun, ScaleSettings
from pairwell.bench.scale_results import (
    ScaleRow,
    exponents,
    finished,
    forecast,
    is_of_scale,
    read_rows,
    write_rows,
)
from pairwell.bench.scale_worker import make_people, run
from pairwell.cli.commands import app

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bench runs on Linux")

MARKS = ("scale machine", "scale sizes", "scale exponents", "scale plan")


def row(n, **more):
    """A size whose matching grows by n^2, its verification by n^1.5 and all else by n."""
    given = {
        "n": n, "threads": 1, "seed": 7, "version": "1", "people_cpu": n / 1e3, "held": 900 * n,
        "wall": n**2 / 1e6, "cpu": n**2 / 5e5, "peak": 1000 * n, "passes": 2,
        "pairs_read": 2 * n**2, "listed": 32 * n, "verify_wall": n**1.5 / 1e5,
        "verify_cpu": n**1.5 / 1e5, "matched": n, "points": 90.5 * n, "digest": "d" * 64,
    }  # fmt: skip
    return ScaleRow(**{**given, **more})


def command(*arguments):
    return CliRunner().invoke(app, ["bench", "scale", *map(str, arguments)])


class TestASize:
    def test_is_a_cohort_with_capacities_and_short_places(self):
        people = make_people(60, 2017)
        assert people.features.shape == (60, 60)
        assert set(people.mentor_capacity) == {1, 2, 3}
        for groups, capacity in (
            (people.mentee_groups, [1] * 60),
            (people.mentor_groups, people.mentor_capacity),
        ):
            assert sorted(i for _, members, _ in groups for i in members) == list(range(60))
            for _, members, (least, most) in groups:
                assert least == 0
                assert most == sum(capacity[i] for i in members) * 9 // 10

    def test_has_the_digest_that_the_functions_give(self):
        people = make_people(40, 5)
        found = pw.match_on_demand(
            people.features,
            ["most_pairs", "most_points"],
            mentor_capacity=people.mentor_capacity,
            mentee_groups=people.mentee_groups,
            mentor_groups=people.mentor_groups,
        )
        figures = [run(40, threads, 5, None) for threads in (1, 2)]
        assert {each["digest"] for each in figures} == {found.matching.digest}
        assert {each["status"] for each in figures} == {"ok"}
        assert figures[0]["points"] == found.matching.points
        assert figures[0]["pairs_read"] == sum(each.pairs for each in found.passes)
        assert figures[0]["peak"] >= figures[0]["held"] > 0

    def test_is_the_same_by_blocks_and_reads_other_pairs(self):
        without, by_area, by_topic = (
            run(60, 1, 5, None, block_by) for block_by in ([], ["area"], ["nation", "needs:offers"])
        )
        for figures in (by_area, by_topic):
            assert (figures["status"], figures["points"]) == ("ok", without["points"])
            assert figures["digest"] == without["digest"]
            assert figures["pairs_read"] != without["pairs_read"]

    def test_that_runs_out_of_time_says_so(self):
        figures = run(200, 1, 5, 1e-9)
        assert (figures["status"], figures["message"]) == ("stopped", "the time was over")
        assert "digest" not in figures


class TestARun:
    def settings(self, out, **more):
        return ScaleSettings(out=out, **{"seed": 3, **more})

    def test_keeps_each_size_in_its_file(self, tmp_path):
        told = []
        runner = ScaleRun(self.settings(tmp_path), told.append)
        assert runner.run([40, 30])
        rows = read_rows(tmp_path / "results.csv")
        assert rows == runner.rows
        assert [(each.n, each.status, each.seed) for each in rows] == [
            (30, "ok", 3), (40, "ok", 3),
        ]  # fmt: skip
        assert all(each.matched and len(each.digest) == 64 for each in rows)
        assert json.loads((tmp_path / "about.json").read_text())["python"]
        assert [line.partition(":")[0] for line in told] == ["30", "40"]

    def test_goes_on_from_the_sizes_that_are_there(self, tmp_path, monkeypatch):
        assert ScaleRun(self.settings(tmp_path)).run([30])
        asked = []
        answer = {"status": "ok", "digest": "x"}
        monkeypatch.setattr(scale, "_ask", lambda request, _: asked.append(request["n"]) or answer)
        assert ScaleRun(self.settings(tmp_path)).run([30, 40])
        assert asked == [40]

    @pytest.mark.parametrize(
        "other",
        [
            {"threads": 2},
            {"seed": 4},
            {"version": "older"},
            {"block_by": "area"},
            {"status": "stopped"},
        ],
    )
    def test_runs_again_what_was_run_otherwise(self, tmp_path, monkeypatch, other):
        monkeypatch.setattr(scale, "_ask", lambda *_: {"status": "ok", "digest": "new"})
        first = ScaleRun(self.settings(tmp_path))
        assert first.run([30])
        write_rows(tmp_path / "results.csv", [replace(first.rows[0], digest="old", **other)])
        again = ScaleRun(self.settings(tmp_path))
        assert again.run([30])
        assert [each.digest for each in again.rows] == ["new"]

    def test_begins_no_size_without_time_for_it(self, tmp_path, monkeypatch):
        answer = {"status": "ok", "wall": 50.0, "pairs_read": 1800, "peak": 1, "verify_wall": 1.0}
        asked = []
        monkeypatch.setattr(scale, "_ask", lambda request, _: asked.append(request["n"]) or answer)
        told = []
        runner = ScaleRun(self.settings(tmp_path, time_limit=100.0), told.append)
        assert not runner.run([30, 60, 90])
        assert asked == [30]
        assert told[-1].startswith("60: not begun: it would take some 204 s, and ")
        late = ScaleRun(self.settings(tmp_path / "late", time_limit=0.0), told.append)
        assert not late.run([30])
        assert told[-1] == "30: not begun: 0 s are left"

    def test_runs_no_size_that_the_machine_cannot_hold(self, tmp_path, monkeypatch):
        answer = {"status": "ok", "wall": 1.0, "pairs_read": 1800}
        monkeypatch.setattr(
            scale, "_ask", lambda request, _: {**answer, "peak": request["n"] * 2**30 // 30}
        )
        monkeypatch.setattr(scale, "memory_bytes", lambda: 4 * 2**30)
        told = []
        runner = ScaleRun(self.settings(tmp_path), told.append)
        assert runner.run([30, 60, 120])
        assert [each.n for each in runner.rows] == [30, 60]
        assert told[-1] == "120: not run: it would take some 4 GiB of 4 GiB"

    @pytest.mark.parametrize(
        ("code", "status", "message"),
        [
            ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", "crash", "SIGKILL"),
            ("raise MemoryError('no room')", "crash", "MemoryError: no room"),
            ("raise SystemExit(3)", "crash", "exit status 3"),
            ("import time; time.sleep(60)", "stopped", "the time was over"),
        ],
    )
    def test_says_how_a_process_ends_and_goes_no_further(
        self, tmp_path, monkeypatch, code, status, message
    ):
        monkeypatch.setattr(scale, "_words", lambda _: [sys.executable, "-c", code])
        monkeypatch.setattr(scale, "ASIDE_SECONDS", 2.0 - 30.0 if "sleep" in code else 60.0)
        runner = ScaleRun(self.settings(tmp_path, time_limit=30.0))
        assert not runner.run([30, 40])
        assert [(each.n, each.status, each.message) for each in runner.rows] == [
            (30, status, message)
        ]


class TestResults:
    def test_come_back_from_their_file(self, tmp_path):
        rows = [row(10), row(20, status="crash", message='a "b", c', digest="", points=0.0)]
        write_rows(tmp_path / "results.csv", rows[::-1])
        assert read_rows(tmp_path / "results.csv") == rows
        assert is_of_scale(tmp_path / "results.csv")
        assert read_rows(tmp_path / "none.csv") == []

    def test_are_not_those_of_peers(self, tmp_path):
        (tmp_path / "results.csv").write_text("class,form,n\nuniform,dense,3\n")
        with pytest.raises(ValueError, match="other results than sizes"):
            read_rows(tmp_path / "results.csv")

    def test_have_the_exponents_that_they_were_made_with(self):
        slopes = exponents([row(n) for n in (1000, 2000, 8000)] + [row(64, status="stopped")])
        assert slopes["matching, time"] == pytest.approx(2.0)
        assert slopes["verification, processor time"] == pytest.approx(1.5)
        assert slopes["people made up and read, processor time"] == pytest.approx(1.0)
        assert set(exponents([row(1000), row(2000)]).values()) == {None}

    def test_plan_a_size_from_the_largest_that_was_run(self):
        rows = [row(n) for n in (8000, 1000, 2000)] + [row(16_000, status="wrong")]
        plan = forecast(rows, 80_000)
        assert (plan.n, plan.base) == (80_000, 8000)
        assert plan.by_pairs == pytest.approx(100 * 64.0)
        assert plan.by_exponent == pytest.approx(100 * 64.0)
        assert plan.verify == pytest.approx(100 * 8000**1.5 / 1e5)
        assert plan.memory == 80_000_000
        assert plan.seconds == pytest.approx(
            max(plan.by_pairs, plan.by_exponent) + plan.verify + 80
        )
        assert forecast([row(16_000, status="wrong")], 80_000) is None

    def test_are_finished_where_they_were_verified(self):
        assert finished([row(3), row(2, status="stopped"), row(1)]) == [row(1), row(3)]


class TestPages:
    def test_tell_what_was_measured_and_what_was_not(self):
        rows = [row(1000), row(2000), row(4000), row(8000, status="stopped", message="over")]
        parts = scale_pages.parts_of(rows, [1000, 4000, 8000, 40_000], {"python": "3.13"})
        assert set(parts) == set(MARKS)
        assert "- python: 3.13\n- threads: 1\n- seed: 7" in parts["scale machine"]
        assert "| 2,000 | 4 s | 8 s | 2 | 2.00 n² | 1e+03 ns |" in parts["scale sizes"]
        assert parts["scale sizes"].endswith("8,000: stopped: over.")
        assert "| matching, time | 2.00 |" in parts["scale exponents"]
        assert "over 3 sizes, 1,000 to 4,000" in parts["scale exponents"]
        assert parts["scale plan"].startswith("Estimates, not measurements")
        assert "| 40,000 | 4,000 | 26.7 min | 26.7 min |" in parts["scale plan"]
        assert "| 8,000 | 4,000 | 64 s |" in parts["scale plan"]
        assert "| 1,000 |" not in parts["scale plan"]

    def test_say_where_there_is_nothing_to_tell(self):
        parts = scale_pages.parts_of([], [1000], {})
        assert parts["scale sizes"] == "No size was run."
        assert "no exponent is fitted" in parts["scale exponents"]
        assert parts["scale plan"] == "All sizes asked for were run, or none was."

    def test_have_a_picture(self, tmp_path):
        pytest.importorskip("matplotlib")
        rows = [row(n) for n in (1000, 2000, 4000)]
        write_rows(tmp_path / "results.csv", rows)
        picture = pw.plot.curves(tmp_path)
        assert "match_on_demand  n^2.00 16 s at 4,000" in picture.text
        assert scale_pages.draw(rows, tmp_path / "one.svg")
        assert "verify_on_demand" in (tmp_path / "one.svg").read_text()
        assert not scale_pages.draw(rows[:1], tmp_path / "two.svg")
        assert not (tmp_path / "two.svg").exists()


class TestTheCommand:
    def test_runs_from_end_to_end(self, tmp_path):
        pytest.importorskip("matplotlib")
        page = tmp_path / "page.md"
        page.write_text("".join(f"<!-- begin {m} -->\n<!-- end {m} -->\n" for m in MARKS))
        sizes = [word for n in (30, 40, 50) for word in ("--size", n)]
        done = command(*sizes, "--out", tmp_path / "out", "--docs", page, "--threads", 2)
        assert done.exit_code == 0, done.output
        rows = read_rows(tmp_path / "out" / "results.csv")
        assert [(each.n, each.threads, each.status) for each in rows] == [
            (30, 2, "ok"), (40, 2, "ok"), (50, 2, "ok"),
        ]  # fmt: skip
        assert rows[0].digest[:12] in page.read_text()
        assert "| 1,000,000 | 50 |" in page.read_text()
        assert "Estimates" in (tmp_path / "out" / "results.md").read_text()
        assert {f.name for f in tmp_path.glob("**/*.svg")} == {"results.svg", "page-scale.svg"}
        again = command(*sizes, "--out", tmp_path / "out", "--threads", 2)
        assert "3 sizes are taken from" in again.output
        assert read_rows(tmp_path / "out" / "results.csv") == rows
        fresh = command("--size", 30, "--out", tmp_path / "out", "--fresh")
        assert "are taken from" not in fresh.output

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--from", 20_000], "no size is left; look at --size, --from and --to"),
            (["--size", 50, "--to", 40], "no size is left"),
            (["--docs", "none.md"], "there is no page none.md"),
            (["--threads", 0], "Invalid value for '--threads'"),
            (["--size", 1], "Invalid value for '--size'"),
            (["--seed", -1], "Invalid value for '--seed'"),
        ],
    )
    def test_refuses_what_makes_no_sense(self, tmp_path, monkeypatch, words, message):
        monkeypatch.setenv("COLUMNS", "200")
        done = command(*words, "--out", tmp_path / "out")
        assert done.exit_code == 2
        assert message in done.output
        assert not (tmp_path / "out").exists()

    def test_names_a_folder_or_page_that_does_not_serve(self, tmp_path, monkeypatch):
        monkeypatch.setenv("COLUMNS", "300")
        page = tmp_path / "page.md"
        page.write_text("no marks", "utf-8")
        done = command("--size", 30, "--out", page)
        assert done.exit_code == 2
        assert f"{page}: File exists" in done.output
        done = command("--size", 30, "--out", tmp_path / "out", "--docs", page)
        assert done.exit_code == 2
        assert "must have <!-- begin scale machine --> and <!-- end" in done.output
        assert page.read_text("utf-8") == "no marks"
        done = command("--size", 30, "--out", tmp_path / "out")
        assert "1 size is taken from" in done.output

    def test_leaves_the_results_of_peers_alone(self, tmp_path, monkeypatch):
        monkeypatch.setenv("COLUMNS", "300")
        (tmp_path / "results.csv").write_text("class,form,n\nuniform,dense,3\n")
        done = command("--size", 30, "--out", tmp_path)
        assert done.exit_code == 2
        assert "other results than sizes" in done.output
        assert (tmp_path / "results.csv").read_text().startswith("class,form")

    def test_says_that_it_goes_on_later(self, tmp_path):
        done = command("--size", 30, "--out", tmp_path, "--time-limit", 0)
        assert done.exit_code == 0
        assert "the same command goes on from here" in done.output
        assert "No size was run." in done.output

    def test_fails_where_a_matching_does_not_hold(self, tmp_path, monkeypatch):
        monkeypatch.setattr(
            scale, "_ask", lambda *_: {"status": "wrong", "message": "a pair gains"}
        )
        done = command("--size", 30, "--out", tmp_path)
        assert done.exit_code == 1
        assert "30: wrong: a pair gains" in done.output
