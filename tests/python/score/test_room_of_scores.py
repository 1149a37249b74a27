"""Tables of all pairs that the machine has no room for are refused before they are made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import pairwell as pw
from pairwell.data import memory
from pairwell.scheme.sample import DATA

FRAME = {"x": list(range(3000))}
ROOM = 9_000_000 * 4  # of the points of all pairs alone


@pytest.fixture
def scores(monkeypatch: pytest.MonkeyPatch) -> pw.Scores:
    monkeypatch.setattr(memory, "_LEAST_ASKED", 1)
    monkeypatch.setattr(memory, "free_memory", lambda: ROOM)
    return pw.score(FRAME, FRAME, [pw.near("x", high=9, weight=1)])


@pytest.mark.parametrize(
    ("function", "ask"),
    [
        ("units", lambda scores: scores.units),
        ("points", lambda scores: scores.points),
        ("coverage", lambda scores: scores.coverage),
        ("parts", lambda scores: scores.parts["x"]),
        ("to_pandas", lambda scores: scores.to_pandas()),
        ("to_pandas", lambda scores: scores.to_polars()),
    ],
)
def test_a_table_without_room_is_refused(
    scores: pw.Scores, function: str, ask: Callable[[pw.Scores], Any]
) -> None:
    with pytest.raises(MemoryError) as caught:
        ask(scores)
    told = str(caught.value)
    assert told.startswith(f"{function}: ")
    assert "of 3000 mentees by 3000 mentors would take" in told
    assert "34.3 MiB are free; score fewer people at a time" in told
    assert "(rule: memory, value: " in told
    assert scores.explain(7, 7).points == 100  # of one pair there is always room


def test_points_without_room_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_LEAST_ASKED", 1)
    monkeypatch.setattr(memory, "free_memory", lambda: ROOM - 1)
    with pytest.raises(MemoryError, match=r"score: the points .* 34.3 MiB, and 34.3 MiB are free"):
        pw.score(FRAME, FRAME, [pw.same("x", weight=1)])


def test_forms_are_scored_within_the_same_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    mentees = pw.read_mentees(DATA / "mentees.csv", programme).forms
    mentors = pw.read_mentors(DATA / "mentors.csv", programme).forms
    monkeypatch.setattr(memory, "_LEAST_ASKED", 1)
    monkeypatch.setattr(memory, "free_memory", lambda: 60 * 30 * 4)
    table = pw.score_pairs(programme, mentees, mentors)
    assert table.coverage.shape == (60, 30)
    asks: list[Callable[[], Any]] = [
        lambda: table.units, lambda: table.points, lambda: table.share("needs"), table.to_pandas,
    ]  # fmt: skip
    for ask in asks:
        with pytest.raises(MemoryError, match="of 60 mentees by 30 mentors would take"):
            ask()
    monkeypatch.setattr(memory, "free_memory", lambda: 60 * 30 * 4 - 1)
    for score in (pw.score_pairs, pw.score):
        with pytest.raises(MemoryError, match=f"{score.__name__}: the points of 60 mentees"):
            score(programme, mentees, mentors)  # type: ignore[operator]


def test_what_is_free_is_known_or_nothing_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    free = memory.free_memory()
    assert free is None or free > 2**20
    monkeypatch.setattr(memory, "free_memory", lambda: None)
    memory.check_room("score", "anything", 2**70, "buy more")
    monkeypatch.setattr(memory, "free_memory", lambda: 2**40)
    with pytest.raises(MemoryError, match=r"take 1\.0 ZiB|take 1024\.0 EiB, and 1\.0 TiB are free"):
        memory.check_room("score", "anything", 2**70, "buy more")


def test_a_part_that_leaves_is_not_a_number(scores: pw.Scores) -> None:
    frame = {"x": [1, None]}
    own = pw.same("x", weight=1, blank="leaves")
    assert np.isnan(pw.score(frame, {"x": [1]}, [own]).parts["x"][1, 0])
