"""Whom answers and lists name, mappings of needs, and levels: nothing is lost in silence."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import pairwell as pw

MENTEES = {"Id": ["ana", "Ben"], "Wishes": ["Dov; CAT", "zed"]}
MENTORS = {"Id": ["cat", "dov"], "Wishes": ["Ana", None]}


def parts(mentees: Any, mentors: Any, own: pw.Criterion, **named: Any) -> list[list[float]]:
    return np.asarray(pw.score(mentees, mentors, [own], **named).parts[own.id]).tolist()


def refused(*arguments: Any, **named: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.score(*arguments, **named)
    return [(each.rule, each.column, each.value) for each in caught.value.findings]


def test_wishes_name_people_whatever_the_case_and_nobody_is_noted() -> None:
    scores = pw.score(MENTEES, MENTORS, [pw.wish("Wishes", weight=1)], index="Id")
    # The roots of 900 * 1000 and, where a side did not wish or wished for another, 0.
    assert scores.parts["Wishes"].tolist() == [[0.949, 0.2], [0.0, 0.2]]
    (note,) = scores.notes
    assert (note.rule, note.row, note.column, note.value) == ("names-nobody", 2, "Wishes", "zed")
    assert "of Ben: nobody of the mentors has this label" in note.message
    near = MENTEES | {"Wishes": ["dovv", None]}
    (note,) = pw.score(near, MENTORS, [pw.wish("Wishes", weight=1)], index="Id").notes
    assert note.message.endswith("Did you mean 'dov'?")
    alike = MENTORS | {"Id": ["cat", "CAT"]}
    (note, _) = pw.score(
        MENTEES | {"Wishes": ["Cat; dov", "CAT"]}, alike, [pw.wish("Wishes", weight=1)], index="Id"
    ).notes
    assert "several of the mentors have such a label: cat, CAT" in note.message


def test_wishes_of_one_side_want_its_column_alone() -> None:
    wishes = {"Id": MENTEES["Id"], "Hopes": MENTEES["Wishes"]}
    own = pw.wish("Hopes", weight=1, sides="mentee")
    assert parts(wishes, MENTORS, own, index="Id") == [[0.9, 1], [0, 0]]
    own = pw.wish("Wishes", weight=1, sides="mentor")
    assert parts(wishes, MENTORS, own, index="Id") == [[1, 0.2], [0, 0.2]]


def test_given_shares_are_of_people_who_are_there() -> None:
    own = pw.given({("ANA", "dov"): 700, ("Ben", "cat"): 100}, weight=1)
    assert parts(MENTEES, MENTORS, own, index="Id") == [[0, 0.7], [0.1, 0]]
    marks = pd.DataFrame({"mentee": ["ana"], "mentor": ["dov"], "share": [700], "by": ["panel"]})
    for frame in (marks, pl.DataFrame(marks)):
        assert parts(MENTEES, MENTORS, pw.given(frame, weight=1), index="Id")[0] == [0, 0.7]
    wrong = pw.given({("ana", "dow"): 700, ("an", "cat"): 1}, weight=1)
    assert refused(MENTEES, MENTORS, [wrong], index="Id") == [
        ("label", "criteria['given']", "dow"),
        ("label", "criteria['given']", "an"),
    ]
    inner = pw.mean([wrong.replace(pairs=[("ana", "zoe", 1)])], name="all", weight=1)
    (found,) = refused(MENTEES, MENTORS, [inner], index="Id")
    assert found == ("label", "criteria['all']['given']", "zoe")
    with pytest.raises(ValueError, match="given: shares in a frame have the columns mentee"):
        pw.given(pd.DataFrame({"who": [1]}))
    numbers = pd.DataFrame({"x": [0]}, index=[2.0])
    own = pw.given({(2.0, 2.0): 5}, weight=1)
    assert pw.score(numbers, numbers, [own]).parts["given"].to_numpy().tolist() == [[0.005]]


def test_shares_of_a_table_are_by_what_answers_are_compared_as() -> None:
    yes = {"x": [True, False]}
    assert parts(yes, yes, pw.table("x", shares={(True, False): 700}, weight=1)) == [
        [0, 0.7],
        [0, 0],
    ]
    numbers = {"x": [1, 2.5]}
    shares = {(1.0, 2.5): 300, (np.float64(2.5), Decimal("2.50")): 400}
    assert parts(numbers, numbers, pw.table("x", shares=shares, weight=1)) == [[0, 0.3], [0, 0.4]]


@pytest.mark.parametrize("library", [dict, pd.DataFrame, pl.DataFrame])
def test_a_mapping_of_needs_keeps_its_priorities_beside_a_plain_list(library: Any) -> None:
    mentees = library({"Help": [{"art": 1, "law": 3}, {"art": None, "law": 2}]})
    mentors = library({"Help": [["art"], ["law", "press"]]})
    scores = pw.score(mentees, mentors, [pw.covers("Help", weight=1)])
    table = scores.parts["Help"]
    table = table.drop("mentee") if isinstance(table, pl.DataFrame) else table
    # Priority 1 counts 3 and priority 3 counts 1; a blank field of a struct is no need.
    assert np.asarray(table).tolist() == [[0.75, 0.25], [0, 1]]


def test_mappings_are_refused_where_they_are_no_needs() -> None:
    mentors = {"Help": [["art"]]}
    for rank in (0, 2.5, -1, True, "first"):
        found = refused({"Help": [{"art": rank}]}, mentors, [pw.covers("Help", weight=1)])
        assert found == [("priority", "Help", f"art: {rank}")]
    found = refused({"Help": [{"ana": 1}]}, mentors, [pw.wish("Help", weight=1)])
    assert found == [("kind", "Help", "")]


def test_lists_and_single_entries_do_not_share_a_column() -> None:
    criteria = [pw.overlap("Help", weight=1)]
    (found,) = refused({"Help": [["art"], None, "law; art"]}, {"Help": [["art"]]}, criteria)
    assert found == ("type", "Help", "str")
    with pytest.raises(pw.InvalidInput, match="a column is of lists, of mappings or of single"):
        pw.score({"Help": ["art", ["law"]]}, {"Help": [["art"]]}, criteria)
    for item in (["law"], "a\x1fb", {"a": 1}):
        with pytest.raises(pw.InvalidInput, match="an item of a list is"):
            pw.score({"Help": [["art", item]]}, {"Help": [["art"]]}, criteria)


def levels(low_to_high: str) -> pd.Categorical:
    """A category of the letters, in this order."""
    return pd.Categorical(list(low_to_high), list(low_to_high), ordered=True)


def test_ordered_categories_of_two_sides_are_one_order() -> None:
    own = pw.gap("x", low=1, high=1, weight=1)
    scores = pw.score(pd.DataFrame({"x": levels("AB")}), pd.DataFrame({"x": levels("BC")}), [own])
    assert scores.questions[0].options == ["A", "B", "C"]
    assert scores.parts["x"].to_numpy().tolist() == [[1, 0], [0, 1]]
    assert not scores.notes
    two = pw.gap("x", "y", low=1, high=1, weight=1)
    frames = pd.DataFrame({"x": levels("AC")}), pd.DataFrame({"y": levels("ABC")})
    assert pw.score(*frames, [two]).parts["x"].to_numpy().tolist() == [[0, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(("one", "other"), [("LMH", "HML"), ("LM", "XY"), ("LH", "LM")])
def test_categories_that_give_no_one_order_are_refused(one: str, other: str) -> None:
    mentees, mentors = pd.DataFrame({"x": levels(one)}), pd.DataFrame({"x": levels(other)})
    own = pw.near("x", high=2, weight=1)
    told = f"{' < '.join(one)} and {' < '.join(other)}"
    assert refused(mentees, mentors, [own]) == [("level", "x", told)]
    mentors = mentors.rename(columns={"x": "y"})
    assert refused(mentees, mentors, [pw.near("x", "y", high=2, weight=1)])[0][1:] == (
        "x and y", told,
    )  # fmt: skip
    # Whether two are the same has no need of an order, and an order may be declared.
    assert pw.score(mentees, mentors, [pw.same("x", "y", weight=1)]).shape == (len(one), len(other))
    words = sorted({*one, *other})
    declared = pw.Question(id="x", kind="level", options=words, mentor_words="y")
    pw.score(mentees, mentors, [own.replace(mentor="y")], questions=[declared])


def test_numbers_that_are_not_there_are_blank() -> None:
    frame = {"x": [Decimal("1.5"), Decimal("NaN"), Decimal("sNaN"), np.float32("nan"), None]}
    own = pw.near("x", high=2, weight=1, neutral=10)
    assert parts(frame, {"x": [1.5]}, own) == [[1], [0.01], [0.01], [0.01], [0.01]]
    (found,) = refused({"x": [Decimal("Infinity"), Decimal("1.5")]}, {"x": [1]}, [own])
    assert found[0] == "number"


def test_arguments_of_criteria_are_refused_by_the_name_of_their_function() -> None:
    with pytest.raises(TypeError, match=r"gap: there is no argument 'wieght'. Did you mean 'wei"):
        pw.gap("x", low=1, high=2, wieght=3)  # type: ignore[call-arg]
    with pytest.raises(pw.InvalidInput, match="near: 1 error\n  curve is one of straight, square"):
        pw.near("x", high=2, curve="round")  # type: ignore[arg-type]
    with pytest.raises(pw.InvalidInput, match="same: 1 error\n  blank is one of"):
        pw.same("x", blank="leave")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"same: weight must be .* give all weights ten"):
        pw.same("x", weight=0.5)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"distance: share must be .* in thousandths"):
        pw.distance("x", bands=[(1, 0.5)])  # type: ignore[list-item]
    assert pw.same(dt.date(2026, 1, 1)).mentee == "2026-01-01"
    assert pw.same(np.int64(3)).mentee == "3"
