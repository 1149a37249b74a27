"""Criteria by functions of one's own: what they get, what they may give, and how it counts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.sparse import csr_matrix

import pairwell as pw

MENTEES = pd.DataFrame({"x": [1, 2, 3]}, index=["a", "b", "c"])
MENTORS = pd.DataFrame({"x": [1, 5]}, index=["d", "e"])
SAME = pw.same("x", weight=1)


def shares(given: Any, **named: Any) -> list[list[float]]:
    own = pw.custom(given, weight=3, name="mine", **named)
    scores = pw.score(MENTEES, MENTORS, [own, SAME])
    return np.asarray(scores.parts["mine"]).tolist()


def refused(given: Any, **named: Any) -> pw.Finding:
    with pytest.raises(pw.InvalidInput) as caught:
        shares(given, **named)
    (finding,) = caught.value.findings
    return finding


def test_a_function_gets_both_frames_and_joins_the_others() -> None:
    got: list[Any] = []

    def mine(mentees: Any, mentors: Any) -> Any:
        got.extend([mentees, mentors])
        return np.array([[0.25, 1.0], [0.5, 0.0], [1.0, 0.75]])

    scores = pw.score(MENTEES, MENTORS, [SAME, pw.custom(mine, weight=3, name="mine")])
    assert got[0] is MENTEES
    assert got[1] is MENTORS
    assert list(scores.parts) == ["x", "mine"]
    assert scores.points.loc["a", "d"] == 100 * (1 + 3 * 0.25) / 4
    explained = scores.explain("a", "d")
    assert [part.words for part in explained.parts] == ["x", "mine"]
    assert [part.score.units for part in explained.parts] == [25000, 18750]


@pytest.mark.parametrize(
    "given",
    [
        np.array([[250, 1000], [500, 0], [1000, 750]]),
        [[0.25, 1], [0.5, 0], [1, 0.75]],
        pl.DataFrame({"d": [0.25, 0.5, 1.0], "e": [1.0, 0.0, 0.75]}),
        pd.DataFrame(
            [[0.75, 1.0], [1.0, 0.25], [0.0, 0.5]], index=["c", "a", "b"], columns=["e", "d"]
        ),
        pd.DataFrame([[0.25, 1.0], [0.5, 0.0], [1.0, 0.75]]),
        np.array([[0.2499, 0.9995], [0.50049, 0.0004999], [1.0, 0.7495]]),
    ],
)
def test_shares_come_in_many_forms(given: Any) -> None:
    assert shares(given) == [[0.25, 1.0], [0.5, 0.0], [1.0, 0.75]]


def test_truth_is_a_share_and_nan_a_blank() -> None:
    assert shares(np.eye(3, 2, dtype=bool)) == [[1, 0], [0, 1], [0, 0]]
    blank = np.array([[np.nan, 1.0], [0.0, 0.5], [0.5, 0.5]])
    assert shares(blank)[0] == [0.5, 1.0]
    assert shares(blank, neutral=300)[0] == [0.3, 1.0]
    assert shares(blank, blank="zero")[0] == [0.0, 1.0]
    assert np.isnan(shares(blank, blank="leaves")[0][0])
    masked = np.ma.MaskedArray([[7, 800], [0, 3], [0, 0]], [[1, 0], [0, 0], [0, 0]])
    assert shares(masked, neutral=100)[0] == [0.1, 0.8]


def test_a_function_of_one_pair_gets_rows() -> None:
    def near(mentee: Any, mentor: Any) -> Any:
        return None if mentee["x"] == 3 else abs(mentee["x"] - mentor["x"]) <= 1

    assert shares(near, pairwise=True) == [[1, 0], [1, 0], [0.5, 0.5]]


def test_what_is_no_share_is_refused_with_its_pair() -> None:
    finding = refused(np.array([[0, 0.5], [0, 1.5], [0, 0]]))
    assert finding.value == "b with e: 1.5"
    assert refused(np.array([[0, 500], [0, 1001], [0, 0]])).value == "b with e: 1001"
    assert "0 and 1 only" in refused(np.eye(3, 2, dtype=int)).message
    assert refused(np.zeros((2, 3))).rule == "shape"
    assert refused([[1.0, 0.5], [0.5]]).rule == "shape"
    assert refused(np.full((3, 2), "x")).rule == "share"
    other = pd.DataFrame(np.zeros((3, 2)), index=["a", "b", "z"], columns=["d", "e"])
    assert refused(other).rule == "label"
    assert refused(np.array([[np.inf, 0], [0, 0], [0, 0]])).value == "a with d: inf"


def test_a_custom_criterion_is_a_value() -> None:
    def mine(mentees: Any, mentors: Any) -> Any:
        raise ValueError("never")

    own = pw.custom(mine, weight=3, name="mine")
    assert own == pw.custom(mine, weight=3, name="mine")
    assert own.replace(weight=4) != own
    assert repr(own) == "<CustomCriterion: 'mine' by mine, weight 3>"
    with pytest.raises(ValueError, match="never"):
        pw.score(MENTEES, MENTORS, [own])
    with pytest.raises(ValueError, match="weight must be from 0 to under 1001"):
        own.replace(weight=1001)
    with pytest.raises(ValueError, match="blank is one of"):
        pw.custom(mine, weight=1, name="x", blank="leave")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="shares must be a function"):
        pw.custom(np.eye(2), weight=1, name="x", pairwise=True)
    with pytest.raises(TypeError, match="criteria\\[0\\] must be a Criterion"):
        pw.to_toml([own], [])  # type: ignore[list-item]


def test_one_may_be_the_only_criterion() -> None:
    own = pw.custom(np.array([[0.25, 1.0], [0.5, 0.0], [1.0, 0.75]]), weight=3, name="mine")
    scores = pw.score(MENTEES, MENTORS, [own])
    assert scores.points.to_numpy().tolist() == [[25, 100], [50, 0], [100, 75]]
    with pytest.raises(pw.InvalidInput, match="weight"):
        pw.score(MENTEES, MENTORS, [own.replace(weight=0)])


def test_numbers_of_any_kind_are_shares() -> None:
    assert shares([[0.1, None], [True, 1], [np.float32(0.25), pd.NA]]) == [
        [0.1, 0.5],
        [1, 1],
        [0.25, 0.5],
    ]
    assert shares([[Decimal("0.5"), 0], [0, 1], [0, 0]])[0] == [0.5, 0]
    assert shares(pd.DataFrame([[0.1, None], [0, 1], [1, 0]], dtype="Float64"))[0] == [0.1, 0.5]
    assert shares([[700, None], [True, False], [0, 1]]) == [[0.7, 0.5], [1, 0], [0, 0.001]]
    assert shares(csr_matrix(np.eye(3, 2)))[0] == [1, 0]
    # What rounding of a cosine leaves outside is no fault.
    cosines = np.array([[1 + 2e-16, -1e-17], [0.5, 0.5], [1, 0]])
    assert shares(cosines)[0] == [1, 0]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [(np.float32(0.25), 0.25), (np.int64(300), 0.3), (np.True_, 1), (pd.NA, 0.5), (True, 1)],
)
def test_what_a_function_of_one_pair_gives_beside_blanks(given: Any, wanted: float) -> None:
    got = shares(lambda mentee, _: given if mentee["x"] == 1 else None, pairwise=True)
    assert got == [[wanted, wanted], [0.5, 0.5], [0.5, 0.5]]


def test_truth_beside_thousandths_is_all_of_them() -> None:
    got = shares(lambda mentee, _: True if mentee["x"] == 1 else 500, pairwise=True)
    assert got[:2] == [[1, 1], [0.5, 0.5]]
    assert "0 and 1 only" in refused(lambda *_: 1, pairwise=True).message
    found = refused(lambda *_: [1000], pairwise=True)
    assert (found.rule, found.value) == ("share", "a with d: [1000]")
    found = refused(lambda *_: 10**30, pairwise=True)
    assert found.value.startswith("a with d: 46116860184273")
    assert refused(lambda *_: None).value == "NoneType"


def test_an_error_of_ones_own_says_in_which_pair() -> None:
    def lacking(mentee: Any, mentor: Any) -> Any:
        return mentee["y"] if mentee["x"] == 2 else 0.5

    with pytest.raises(KeyError) as caught:
        shares(lacking, pairwise=True)
    assert caught.value.__notes__ == ["score: in custom 'mine', of b with d"]
    with pytest.raises(ZeroDivisionError) as divided:
        shares(lambda *_: 1 / 0)
    assert divided.value.__notes__ == ["score: in custom 'mine'"]


def test_a_frame_labelled_by_numbers_in_another_order_is_not_guessed() -> None:
    matrix = pd.DataFrame([[0.1, 0.2], [0.3, 0.4]])
    own = pw.custom(matrix, weight=1, name="own")
    people = pd.DataFrame({"x": [1, 2]}, index=[1, 0])
    with pytest.raises(pw.InvalidInput, match="give an array to go by position"):
        pw.score(people, people, [own])
    scores = pw.score(people, people, [own.replace(shares=matrix.to_numpy())])
    assert scores.parts["own"].loc[1, 0] == 0.2
    scores = pw.score(people, people, [own.replace(shares=matrix.loc[[1, 0], [1, 0]])])
    assert scores.parts["own"].loc[1, 0] == 0.3


def test_weights_are_as_of_any_criterion() -> None:
    assert pw.custom(np.eye(2), weight=3.0, name="x").weight == 3  # type: ignore[arg-type]
    assert pw.custom(np.eye(2), weight=3, name="x", neutral=None).neutral == 500
    with pytest.raises(ValueError, match="custom: weight must be a whole number; give all weights"):
        pw.custom(np.eye(2), weight=0.5, name="x")  # type: ignore[arg-type]
