"""Scores of random frames agree with the slow reference, in whole numbers and for every library."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import score_reference as reference
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

TERMS = ["archives", "grants", "press", "schools", "teams"]
SITES = ["Leeds", "York", "either"]
GRADES = ["Assistant", "Officer", "Manager", "Director"]
LABELS = (["ana", "cat", "eve", "gil"], ["ben", "dov", "fay"])

COLUMNS: dict[str, st.SearchStrategy[Any]] = {
    "help": st.lists(st.sampled_from(TERMS), min_size=1, unique=True),
    "needs": st.dictionaries(st.sampled_from(TERMS), st.integers(1, 3), min_size=1),
    "site": st.sampled_from(SITES),
    "grade": st.sampled_from(GRADES),
    "hours": st.sampled_from([0.5, 1.0, 1.25, 2.0, 3.75, 8.0]),
    "age": st.integers(-3, 40),
    "vector": st.lists(st.integers(-128, 127), min_size=3, max_size=3),
}
TABLE = {("Leeds", "York"): 300, ("York", "York"): 900}


def _needs(cell: Any) -> list[tuple[str, int]]:
    return list(cell.items()) if isinstance(cell, dict) else [(term, 3) for term in cell]


def _dot(x: Any, y: Any) -> int:
    return reference.dot(x, y, 0, 0, [])


def criteria() -> list[tuple[pw.Criterion, str, Callable[[Any, Any], int]]]:
    """Each criterion with the columns that it compares and the share by the reference."""
    return [
        (pw.covers("needs", "help", name="a"), "needs help",
         lambda x, y: reference.covers(_needs(x), y)),
        (pw.covers("help", "needs", name="b", needs_of="mentor"), "help needs",
         lambda x, y: reference.covers(_needs(y), x)),
        *(
            (pw.overlap("help", name=of, of=of), "help help",
             lambda x, y, of=of: reference.overlap(x, y, of))
            for of in ("jaccard", "dice", "smaller")
        ),
        (pw.same("site", name="c", suits_any=["either"]), "site site",
         lambda x, y: reference.same(x, y, ("either",))),
        (pw.different("site", name="d"), "site site", lambda x, y: 1000 * (x != y)),
        (pw.near("age", name="e", high=7), "age age",
         lambda x, y: reference.near(x, y, 0, 7, "straight")),
        (pw.near("age", name="f", low=1, high=9, curve="square"), "age age",
         lambda x, y: reference.near(x, y, 1, 9, "square")),
        (pw.near("grade", name="g", high=2), "grade grade",
         lambda x, y: reference.near(x, y, 0, 2, "straight")),
        (pw.at_least("grade", name="h", fall=2), "grade grade",
         lambda x, y: reference.at_least(x, y, 2, "straight")),
        (pw.gap("grade", name="i", low=1, high=2, fall=3, curve="square"), "grade grade",
         lambda x, y: reference.gap(x, y, 1, 2, 3, "square")),
        (pw.ratio("hours", name="j"), "hours hours", reference.ratio),
        (pw.ratio("age", name="k"), "age age", reference.ratio),
        (pw.table("site", name="l", shares=TABLE, otherwise=50), "site site",
         lambda x, y: TABLE.get((x, y), 50)),
        (pw.common_time("help", name="m", low=1, high=2), "help help",
         lambda x, y: reference.common_time(len({*x} & {*y}), 1, 2)),
        (pw.dot("vector", name="n"), "vector vector", _dot),
    ]  # fmt: skip


CRITERIA = criteria()
NAMES = [criterion.id for criterion, *_ in CRITERIA]


@st.composite
def frames(draw: st.DrawFn) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    sides = []
    for labels in LABELS:
        columns = {name: [draw(st.none() | cell) for _ in labels] for name, cell in COLUMNS.items()}
        sides.append({"who": list(labels)} | columns)
    return sides[0], sides[1]


def value(column: str, cell: Any) -> Any:
    """What the reference compares."""
    if cell is None:
        return None
    if column == "grade":
        return GRADES.index(cell)
    return round(cell * 100) if column == "hours" else cell


GRADE = pw.Question(id="grade", kind="level", options=GRADES)


def expected(
    chosen: list[tuple[Any, ...]], mentee: dict[str, Any], mentor: dict[str, Any]
) -> tuple[int, int, dict[str, int | None]]:
    """Points and coverage in thousandths, and what each part counts."""
    shares, known = {}, []
    for criterion, columns, share in chosen:
        names = columns.split()
        x, y = value(names[0], mentee[names[0]]), value(names[1], mentor[names[1]])
        is_known = x is not None and y is not None
        shares[criterion.id] = share(x, y) if is_known else of_blank(criterion)
        known.append((criterion.weight, is_known))
    weights = [criterion.weight for criterion, *_ in chosen]
    worth = reference.points(list(zip(weights, shares.values(), strict=True)))
    return worth, reference.coverage(known), shares


def of_blank(criterion: pw.Criterion) -> int | None:
    """What a blank counts."""
    if criterion.blank == pw.Blank.NEUTRAL and criterion.neutral is None:
        return (
            200 if criterion.compare.name.lower() in ("covers", "overlap", "dot", "wish") else 500
        )
    return {"NEUTRAL": criterion.neutral, "LEAVES": None, "ZERO": 0}[criterion.blank.name]


@settings(max_examples=60, deadline=None)
@given(
    frames(),
    st.lists(st.sampled_from(range(len(CRITERIA))), min_size=1, max_size=6, unique=True),
    st.data(),
)
def test_scores_agree_with_the_reference(
    sides: tuple[dict[str, Any], dict[str, Any]], places: list[int], data: st.DataObject
) -> None:
    chosen: list[tuple[Any, ...]] = []
    for place in places:
        criterion, *rest = CRITERIA[place]
        blank = data.draw(st.sampled_from(["neutral", "leaves", "zero"]))
        neutral = data.draw(st.none() | st.integers(0, 1000)) if blank == "neutral" else None
        weight = data.draw(st.integers(1, 1000))
        changed = criterion.replace(weight=weight, blank=blank, neutral=neutral)
        chosen.append((changed, *rest))
    scores = pw.score(*sides, [each[0] for each in chosen], index="who", questions=[GRADE])
    units, coverage = scores.units, scores.coverage
    for i, mentee in enumerate(LABELS[0]):
        for j, mentor in enumerate(LABELS[1]):
            rows = [
                {name: side[name][k] for name in COLUMNS}
                for side, k in zip(sides, (i, j), strict=True)
            ]
            worth, known, shares = expected(chosen, *rows)
            assert (units[i, j], coverage[i, j]) == (worth, known)
            pair = scores.explain(mentee, mentor)
            assert [part.score.share for part in pair.parts] == list(shares.values())
            for name, share in shares.items():
                found = scores.parts[name][i, j]
                assert np.isnan(found) if share is None else round(found * 1000) == share


def as_pandas(side: dict[str, Any]) -> Any:
    return pd.DataFrame({name: pd.Series(cells, dtype=object) for name, cells in side.items()})


def as_pandas_of_types(side: dict[str, Any]) -> Any:
    frame = pd.DataFrame(side)
    frame["grade"] = pd.Categorical(frame["grade"], GRADES, ordered=True)
    frame["age"] = frame["age"].astype("Int64")
    return frame


def as_polars(side: dict[str, Any]) -> Any:
    columns = {name: pl.Series(name, cells, strict=False) for name, cells in side.items()}
    needs = [
        None if cell is None else "; ".join(f"{term}:{rank}" for term, rank in cell.items())
        for cell in side["needs"]
    ]
    columns["needs"] = pl.Series("needs", needs, dtype=pl.String)
    columns["grade"] = pl.Series("grade", side["grade"], dtype=pl.Enum(GRADES))
    return pl.DataFrame(list(columns.values()))


def as_arrow(side: dict[str, Any]) -> Any:
    needs = [
        None if cell is None else "|".join(f"{term}:{rank}" for term, rank in cell.items())
        for cell in side["needs"]
    ]
    return pa.table(side | {"needs": pa.array(needs, pa.string())})


def as_texts(side: dict[str, Any]) -> Any:
    """As a form service would write it."""

    def text(name: str, cell: Any) -> str:
        if cell is None:
            return " "
        if name == "needs":
            return ", ".join(f"{term}:{rank}" for term, rank in cell.items())
        return ", ".join(map(str, cell)) if isinstance(cell, list) else str(cell)

    return {name: [text(name, cell) for cell in cells] for name, cells in side.items()}


def as_rows(side: dict[str, Any]) -> Any:
    return [dict(zip(side, row, strict=True)) for row in zip(*side.values(), strict=True)]


MAKERS: list[Callable[[dict[str, Any]], Any]] = [
    as_pandas, as_pandas_of_types, as_polars, as_arrow, as_texts, as_rows,
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(frames(), st.sampled_from(MAKERS))
def test_every_library_gives_the_same(
    sides: tuple[dict[str, Any], dict[str, Any]], make: Callable[[dict[str, Any]], Any]
) -> None:
    chosen = [criterion.replace(weight=3) for criterion, *_ in CRITERIA]
    needs = pw.Question(id="needs", kind="ranked")
    lists = pw.Question(id="help", kind="choices")
    vectors = pw.Question(id="vector", kind="vector")
    hours = pw.Question(id="hours", kind="number", decimals=2)
    age = pw.Question(id="age", kind="number")
    questions = [GRADE, needs, lists, vectors, hours, age]
    want = pw.score(*sides, chosen, index="who", questions=questions)
    got = pw.score(*map(make, sides), chosen, index="who", questions=questions)
    assert (got.mentees, got.mentors) == (want.mentees, want.mentors)
    assert np.array_equal(got.units, want.units)
    for name in NAMES:
        shares = got.parts[name]
        shares = shares.drop("mentee") if isinstance(shares, pl.DataFrame) else shares
        assert np.array_equal(np.asarray(shares, float), want.parts[name], equal_nan=True)


@settings(max_examples=20, deadline=None)
@given(frames(), st.permutations(range(4)), st.permutations(range(3)), st.integers(1, 3))
def test_the_order_of_rows_changes_nothing(
    sides: tuple[dict[str, Any], dict[str, Any]],
    rows: list[int],
    columns: list[int],
    threads: int,
) -> None:
    chosen = [criterion.replace(weight=3) for criterion, *_ in CRITERIA]
    before = pw.score(*sides, chosen, index="who", questions=[GRADE])
    turned = [
        {name: [cells[k] for k in order] for name, cells in side.items()}
        for side, order in zip(sides, (rows, columns), strict=True)
    ]
    after = pw.score(*turned, chosen, index="who", questions=[GRADE], threads=threads)
    assert after.mentees == tuple(LABELS[0][k] for k in rows)
    assert np.array_equal(after.units, before.units[np.ix_(rows, columns)])


@settings(max_examples=20, deadline=None)
@given(frames())
def test_pickled_scores_say_the_same(sides: tuple[dict[str, Any], dict[str, Any]]) -> None:
    chosen = [criterion.replace(weight=3) for criterion, *_ in CRITERIA]
    scores = pw.score(*sides, chosen, index="who", questions=[GRADE], forbid=[("ana", "ben")])
    loaded = pickle.loads(pickle.dumps(scores))
    assert (loaded.mentees, loaded.mentors) == (scores.mentees, scores.mentors)
    assert np.array_equal(loaded.units, scores.units)
    assert np.array_equal(loaded.allowed, scores.allowed)
    assert np.array_equal(loaded.coverage, scores.coverage)
    for name in NAMES:
        assert np.array_equal(loaded.parts[name], scores.parts[name], equal_nan=True)
    assert str(loaded.explain("cat", "dov")) == str(scores.explain("cat", "dov"))
    assert list(loaded.refusals) == list(scores.refusals)


@pytest.mark.parametrize("sides", ["both", "mentee", "mentor"])
def test_wishes_agree_with_the_reference(sides: Any) -> None:
    wishes = (
        [["dov", "ben"], [], ["fay", "ben", "dov"], None],
        [["ana"], ["eve", "gil", "cat", "ana"], None],
    )
    frames = [
        {"who": labels, "wishes": cells} for labels, cells in zip(LABELS, wishes, strict=True)
    ]
    criterion = pw.wish("wishes", weight=7, sides=sides)
    scores = pw.score(*frames, [criterion], index="who")
    for i, mentee in enumerate(LABELS[0]):
        for j, mentor in enumerate(LABELS[1]):
            share = reference.wish(wishes[0][i] or None, wishes[1][j], sides, mentee, mentor)
            counted = 200 if share is None else share
            assert scores.units[i, j] == reference.points([(7, counted)])
            assert scores.coverage[i, j] == 1000 * (share is not None)


def test_a_mean_agrees_with_the_reference() -> None:
    frames = [
        {"age": [20, None, 31], "site": ["Leeds", "York", None]},
        {"age": [25, None], "site": ["York", None]},
    ]
    within = [pw.near("age", high=10, weight=2), pw.same("site")]
    scores = pw.score(*frames, [pw.mean(within, name="both", weight=5), pw.same("site", weight=2)])
    for i in range(3):
        for j in range(2):
            ages, sites = (
                [side[name][k] for side, k in zip(frames, (i, j), strict=True)]
                for name in ("age", "site")
            )
            near = None if None in ages else reference.near(*ages, 0, 10, "straight")
            same = None if None in sites else reference.same(*sites)
            both = reference.mean([(2, near), (1, same)])
            counted = [(5, 500 if both is None else both), (2, 500 if same is None else same)]
            assert scores.units[i, j] == reference.points(counted)
            known = [(5, both is not None), (2, same is not None)]
            assert scores.coverage[i, j] == reference.coverage(known)
