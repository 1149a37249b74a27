"""Faults of problems whose people have labels name the people."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import pairwell as pw

POINTS = pd.DataFrame([[3, 1], [2, 2]], index=["ana", "ben"], columns=["cat", "dov"])
SCORES = pw.score(
    {"Id": ["ana", "ben"], "G": [1, 2]},
    {"Id": ["cat", "dov"], "G": [1, 3]},
    [pw.near("G", high=4, weight=1)],
    index="Id",
    forbid=[("ana", "cat")],
)


def faults(points: Any = POINTS, **rules: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem(points, **rules)
    return [(each.rule, each.message, each.value) for each in caught.value.findings]


def test_pairs_are_named_by_their_labels() -> None:
    pair = ("ana", "cat")
    assert faults(locked=[pair, pair]) == [
        ("duplicate", "a locked pair appears twice", "ana with cat")
    ]
    assert faults(locked=[pair], forbidden=[pair]) == [
        ("locked", "a pair is both locked and forbidden", "ana with cat")
    ]
    assert faults(SCORES, locked=[pair]) == [
        ("locked", "a locked pair has no points in the table", "ana with cat")
    ]
    problem = pw.Problem(POINTS, locked=[pair])
    with pytest.raises(pw.InvalidInput, match="value: ana with cat"):
        problem.replace(forbidden=[pair])
    plain = faults(POINTS.to_numpy(), locked=[(0, 0), (0, 0)])
    assert plain[0][2] == "mentee 0 with mentor 0"


def test_one_side_may_have_labels() -> None:
    rows = pd.DataFrame([[3, 1], [2, 2]], index=["ana", "ben"])
    assert faults(rows, locked=[("ben", 1)] * 2)[0][2] == "ben with mentor 1"


def test_capacities_and_members_are_of_people() -> None:
    (found,) = faults(mentor_capacity={"dov": -1, "cat": 1})
    assert found == ("range", "of dov: the most must not be below the least", "0 to -1")
    missing = pd.Series([np.nan, 1.0], index=["dov", "cat"])
    (found,) = faults(mentor_capacity=missing)
    assert found[1].startswith("of dov: must be a whole number")
    (found,) = faults(mentee_groups=[(["ben", "ana", "ben"], 1)])
    assert found == ("duplicate", "a member appears twice", "ben")


def test_a_misspelt_label_alone_has_the_nearest_suggested() -> None:
    (found,) = faults(mentor_capacity={"catt": 1})
    assert found[1].endswith("Did you mean 'cat'?")
    numbers = pd.DataFrame([[1, 2]], columns=[7, 5])
    (found,) = faults(numbers, mentor_capacity=pd.Series([1, 2]))
    assert "to be read in the order of the points" in found[1]


@pytest.mark.parametrize("label", ["", "  "])
def test_a_label_of_nothing_names_nobody(label):
    """It would be a position in sentences, and blank in tables."""
    with pytest.raises(pw.InvalidInput, match="no label for one of the mentees") as caught:
        pw.match({label: {"Xu": 1}, "Ben": {"Xu": 2}})
    assert [own.rule for own in caught.value.findings] == ["missing"]


def test_a_position_outside_is_refused_alike():
    problem = pw.Problem([[1, 2], [3, 4]])
    found = pw.match(problem)
    for call in (
        lambda: found.partners_of(mentee=2),
        lambda: problem.points_of(2, 0),
        lambda: pw.receipts(problem, found).of(mentee=2),
        lambda: pw.repair(found, withdrawn_mentees=[2]),
        lambda: pw.why_not(problem, found, 2, 0),
        lambda: pw.alternate_partners(problem, found, mentee=2),
        lambda: pw.doctor(problem, found, mentee=2),
    ):
        with pytest.raises(pw.InvalidInput) as caught:
            call()
        assert [own.rule for own in caught.value.findings] == ["id"]
