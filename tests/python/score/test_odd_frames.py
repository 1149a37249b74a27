"""Frames of an odd shape: indexes, names, labels and lists of pairs as analysts have them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import pairwell as pw
from pairwell.scheme.sample import DATA

GRADE = [pw.near("G", high=4, weight=1)]
MENTEES = {"Id": ["a", "b"], "G": [1, 2]}
MENTORS = {"Id": ["c", "d"], "G": [2, 4]}


def allowed(forbid: Any) -> list[list[bool]]:
    return pw.score(MENTEES, MENTORS, GRADE, index="Id", forbid=forbid).allowed.tolist()


def refused(*arguments: Any, **named: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.score(*arguments, **named)
    return [(each.rule, each.column, each.value) for each in caught.value.findings]


def test_what_stands_in_the_index_may_be_named() -> None:
    mentees = pd.DataFrame({"G": [1, 2]}, index=pd.Index(["a", "b"], name="Email"))
    mentors = pd.DataFrame({"G": [1, 2]}, index=pd.Index(["b", "c"], name="Email"))
    scores = pw.score(mentees, mentors, GRADE, index="Email", forbid=[pw.same("Email")])
    assert scores.mentees == ("a", "b")
    assert scores.allowed.tolist() == [[True, True], [False, True]]
    tuples = pd.MultiIndex.from_tuples([("x", 1), ("y", 3)], names=["site", "number"])
    frame = pd.DataFrame({"G": [1, 2]}, index=tuples)
    criteria = [pw.same("site", weight=1), pw.near("number", high=4, weight=1)]
    scores = pw.score(frame, frame, criteria)
    assert scores.mentees == (("x", 1), ("y", 3))
    assert scores.points.to_numpy().tolist() == [[100, 25], [25, 100]]
    assert scores.explain(("x", 1), ("y", 3)).points == 25


def test_an_index_is_the_name_of_a_column() -> None:
    for index in (["Id"], pd.Series(["a", "b"]), True):
        found = refused(MENTEES, MENTORS, GRADE, index=index)
        assert found == [("index", "index", type(index).__name__)] * 2
    blank = MENTEES | {"Id": [" ", "b"]}
    assert refused(blank, MENTORS, GRADE, index="Id") == [("missing", "index[0]", "missing")]
    twice = pd.DataFrame(MENTEES, index=[1, 1])
    assert refused(twice, pd.DataFrame(MENTORS), GRADE) == [("duplicate", "index", "1")]


def test_names_that_two_columns_have_matter_where_they_are_named() -> None:
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "a", "b"])
    assert pw.score(frame, frame, [pw.same("b", weight=1)]).points.to_numpy().tolist() == [[100]]
    assert refused(frame, frame, [pw.same("a", weight=1)]) == [
        ("heading", "mentees", "a"),
        ("heading", "mentors", "a"),
    ]
    one = pd.DataFrame({"b": [1]})
    assert refused(frame, one, [pw.same("b", weight=1)], index=("a", "b"))[0][0] == "heading"
    own = pw.custom(lambda *_: 0.5, weight=1, name="own", pairwise=True)
    assert refused(frame, one, [own]) == [("heading", "mentees", "a")]


def test_a_list_of_no_rows_has_no_columns() -> None:
    for nothing in ([], {}, pd.DataFrame(), pl.DataFrame()):
        assert refused(nothing, MENTORS, GRADE) == [("column", "criteria['G']", "G")]
    empty = pw.score({"G": []}, MENTORS, GRADE)
    assert empty.shape == (0, 2)
    assert empty.to_pandas().shape == (0, 6)
    assert pw.match(empty).table().rows == ()


def test_a_mentor_may_be_called_mentee() -> None:
    mentors = pl.DataFrame({"G": [1, 2], "Id": ["mentee", "x"]})
    points = pw.score(pl.DataFrame({"G": [1]}), mentors, GRADE, index=(None, "Id")).points
    assert points.columns == ["mentee_", "mentee", "x"]


@pytest.mark.parametrize(
    "forbid",
    [
        ("a", "c"),
        [["a", "c"]],
        {("a", "c")},
        {"mentee": ["a"], "mentor": ["c"]},
        [{"mentor": ["c"], "mentee": ["a"], "why": ["kin"]}],
        [[[True, False], [False, False]]],
        iter([("a", "c"), ("a", "c")]),
    ],
    ids=["a pair", "lists", "a set", "a mapping", "a long mapping", "truth", "an iterator"],
)
def test_pairs_may_be_written_in_any_way(forbid: Any) -> None:
    assert allowed(forbid) == [[False, True], [True, True]]


def test_two_pairs_in_a_tuple_are_two_pairs() -> None:
    assert allowed((("a", "c"), ("b", "d"))) == [[False, True], [True, False]]


@pytest.mark.parametrize(
    ("forbid", "told"),
    [
        ([("a", "c", "x")], "tuple"),
        ({"a": ["c"]}, "a frame with the columns a"),
        (pd.DataFrame({"who": ["a"]}), "a frame with the columns who"),
        (np.eye(2, dtype=int), "an array of int64 of the shape (2, 2)"),
        ([pw.custom(np.eye(2), weight=1, name="x")], "CustomCriterion"),
    ],
    ids=["three", "a mapping", "a frame", "numbers", "a function"],
)
def test_what_forbids_nothing_is_refused(forbid: Any, told: str) -> None:
    found = refused(MENTEES, MENTORS, GRADE, index="Id", forbid=forbid)
    assert found == [("type", "forbid[0]", told)]


def test_rules_of_one_column_are_told_apart() -> None:
    rules = [pw.near("G", high=5), pw.same("G"), pw.gap("G", low=1, high=3, name="up")]
    scores = pw.score(MENTEES, MENTORS, GRADE, index="Id", forbid=rules)
    told = {pair[:2]: [each.rule for each in pair[2]] for pair in scores.refusals}
    assert told[("b", "c")] == ["G (1)", "G (2)"]
    assert told[("a", "c")] == ["up"]
    wrong = refused(MENTEES, MENTORS, GRADE, forbid=[pw.near("G", low=3, high=1)])
    assert wrong == [("range", "forbid['G'].high", "1")]


def test_arguments_are_refused_by_name() -> None:
    found = refused(
        MENTEES, MENTORS, GRADE, decimal=";", dates="us", zone="Mars/Olympus", language="xx"
    )
    assert [each[1] for each in found] == ["decimal", "dates", "language", "zone"]
    twice = [pw.Question(id="G", kind="number")] * 2
    assert refused(MENTEES, MENTORS, GRADE, questions=twice) == [("duplicate", "questions", "G")]
    scores = pw.score(MENTEES, MENTORS, GRADE)
    with pytest.raises(KeyError, match=r"the mentors have no column 'g'. Did you mean 'G'"):
        scores.mentor_answers["g"]
    with pytest.raises(KeyError, match=r"no column 'point'. Did you mean 'points'"):
        pw.match(scores).table()["point"]


def test_languages_of_words_are_those_of_programmes() -> None:
    for language in ("en", "cy", "fr", "de", "es", "it", "nl", "pl", "pt"):
        yes = pw.Question(id="G", kind="yes_no")
        pw.score({"G": ["yes"]}, {"G": ["no"]}, [pw.same("G", weight=1)], questions=[yes],
                 language=language)  # fmt: skip


def test_the_criteria_of_a_programme_want_only_the_columns_that_they_name() -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    needs = [each for each in programme.criteria if each.id == "needs"]
    mentees, mentors = {"needs": ["leadership:1; digital:3"]}, {"offers": ["digital"]}
    scores = pw.score(mentees, mentors, needs, questions=programme.questions)
    # Priority 3 counts 1 of 1 + 3.
    assert scores.parts["needs"].tolist() == [[0.25]]
    (note,) = scores.notes
    assert (note.rule, note.value) == ("question", str(len(programme.questions) - 2))
    assert "neither frame has a column of so many questions: reference, " in note.message


def test_a_question_that_means_a_column_by_another_name_is_refused() -> None:
    level = pw.Question(id="Grad", kind="level", options=["a", "b"])
    frame = {"Grade": ["1", "2"]}
    found = refused(frame, frame, [pw.near("Grade", high=2, weight=1)], questions=[level])
    assert found == [("question", "questions", "Grad")]
