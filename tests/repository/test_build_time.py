"""The budget of the build: what ninja noted is read right, and CPU time decides."""

import build_time
import pytest

LOG = """# ninja log v5
0\t30000\t1\ta.cpp.o\tab
100\t2100\t1\tb.cpp.o\tcd
30000\t31000\t1\tlibpairwell.a\tef
40000\t41500\t1\ta.cpp.o\tab
"""


def never(output):
    raise AssertionError(f"{output} is within the budget, and was compiled again")


def test_what_was_made_last_counts_and_only_objects():
    assert build_time.elapsed(LOG) == {"a.cpp.o": 1.5, "b.cpp.o": 2.0}


def test_what_is_within_the_budget_is_not_compiled_again():
    assert build_time.over_budget({"a.o": 24.0, "b.o": 25.0}, never, 1.0) == []


@pytest.mark.parametrize(
    ("cpu", "head_room", "complains"), [(26, 1.0, True), (20, 1.0, False), (40, 2.0, False)]
)
def test_cpu_time_decides(cpu, head_room, complains):
    complaints = build_time.over_budget({"a.o": 60.0, "b.o": 1.0}, lambda _: cpu, head_room)
    assert complaints == ([f"a.o: {cpu:.1f} s of CPU time, 25 s are allowed"] if complains else [])


@pytest.mark.parametrize(("cpu", "complains"), [(12.5, True), (10, False)])
def test_all_of_a_folder_have_a_budget_together(cpu, complains):
    seconds = {f"{number}.o": 15.0 for number in range(20)}
    complaints = build_time.over_budget(seconds, lambda _: cpu, 1.0, 240)
    assert complaints == (
        ["all together: 250 s of CPU time, 240 s are allowed"] if complains else []
    )


def test_a_folder_is_compiled_again_only_until_it_is_within_its_budget():
    again = []

    def measure(output):
        again.append(output)
        return 5.0

    seconds = {"a.o": 20.0, "b.o": 22.0, "c.o": 10.0, "d.o": 3.0}
    assert build_time.over_budget(seconds, measure, 1.0, 30) == []
    assert again == ["b.o", "a.o"]


def test_an_object_is_compiled_again_by_the_command_of_its_folder(tmp_path):
    (tmp_path / "build.ninja").write_text(
        "rule compile\n  command = touch $out\nbuild a.o: compile a.cpp\n", encoding="utf-8"
    )
    (tmp_path / "a.cpp").touch()
    assert 0 <= build_time.cpu_seconds(tmp_path, "a.o") < 5
    assert (tmp_path / "a.o").exists()
    assert build_time.cpu_seconds(tmp_path, "of_an_older_build.o") == 0
