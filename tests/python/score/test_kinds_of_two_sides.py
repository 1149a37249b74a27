"""Columns of two sides that hold the same answers in different ways are of one kind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

import pairwell as pw

NEAR = pw.near("x", high=10, weight=1, neutral=10)
SAME = pw.same("x", weight=1, neutral=10)
FIRST, FIFTH = dt.date(2026, 1, 1), dt.date(2026, 1, 5)


def part(mentees: Any, mentors: Any, own: pw.Criterion, **named: Any) -> tuple[str, Any]:
    scores = pw.score({"x": mentees}, {"x": mentors}, [own], **named)
    return scores.questions[0].kind.name, scores.parts["x"].tolist()


def refused(mentees: Any, mentors: Any, own: pw.Criterion) -> pw.Finding:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.score({"x": mentees}, {"x": mentors}, [own])
    return caught.value.findings[0]


@pytest.mark.parametrize(
    ("mentees", "mentors", "named"),
    [
        ([FIRST], [FIFTH], {}),
        ([FIRST], ["2026-01-05"], {}),
        (["2026-1-1"], ["2026-01-05"], {}),
        ([FIRST], ["05/01/2026"], {"dates": "day_first"}),
        (["1.1.2026"], ["5.1.2026"], {"dates": "day_first"}),
        (["01/01/2026"], ["01/05/2026"], {"dates": "month_first"}),
        ([FIRST], [dt.datetime(2026, 1, 5)], {}),
        (pd.to_datetime(["2026-01-01"]), [FIFTH], {}),
    ],
)
def test_days_are_days_however_they_are_written(mentees: Any, mentors: Any, named: Any) -> None:
    assert part(mentees, mentors, NEAR, **named) == ("DATE", [[0.6]])


def test_days_and_midnights_may_share_a_column() -> None:
    mixed = [FIRST, dt.datetime(2026, 1, 5), None]
    assert part(mixed, [FIRST], NEAR) == ("DATE", [[1], [0.6], [0.01]])


def test_a_day_is_no_moment() -> None:
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    paris = dt.datetime(2026, 1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert part([moment], [paris], SAME) == ("INSTANT", [[1]])
    assert "It has no time of day" in refused([moment], [FIRST], SAME).message


def test_truth_is_truth_however_it_is_written() -> None:
    truth = [True, False, None]
    want = [[1, 0], [0, 1], [0.01, 0.01]]
    for other in ([1, 0], [1.0, 0.0], ["Yes", "n"], np.array([True, False]), ["true", "FALSE"]):
        assert part(truth, other, SAME) == ("YES_NO", want)
    for other in ([1, 2], ["yes", "maybe"]):
        found = refused(truth, other, SAME)
        assert (found.column, found.row) == ("x", 2)
    choice = pw.Question(id="x", kind="choice")
    assert part(truth, ["yes", "maybe"], SAME, questions=[choice])[1][0] == [1, 0]


def test_numbers_in_texts_are_numbers_where_an_order_is_wanted() -> None:
    assert part([1, "2", 3.5], ["1", ""], NEAR) == (
        "NUMBER",
        [[1, 0.01], [0.9, 0.01], [0.75, 0.01]],
    )
    assert refused([1], ["2026"], NEAR.replace(high=0)).rule == "range"
    assert "is not a whole number" in refused([FIRST, "soon"], ["2026-01-01", "x"], NEAR).message


@pytest.mark.parametrize("column", [5, "abc", b"abc", {"a", "b"}, {"a": 1}, iter("ab"), None])
def test_a_column_is_a_list_of_entries(column: Any) -> None:
    with pytest.raises(TypeError, match=r"score: mentees\['x'\] must be a list of entries"):
        pw.score({"x": column}, {"x": ["a"]}, [SAME])
