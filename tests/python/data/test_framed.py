"""Whatever has rows gives them as frames, and as an Arrow stream to whoever reads one."""

import dataclasses
import datetime as dt
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import pairwell as pw
from pairwell.data import framed
from pairwell.data.framed import Column, Framed
from pairwell.data.tables import read_table

PARTS = ["needs", "preference", "deep_fit", "expectations", "practicality", "reciprocity"]
SHARES = [f"{part}_share" for part in PARTS]
MATCHING = pw.match([[3, 1], [2, 2.5]])


class Rows(Framed):
    """A result with every kind of column, blanks in each."""

    def _frame(self):
        noon = dt.datetime(2017, 4, 21, 12, tzinfo=dt.UTC)
        return [
            Column("text", "text", ["a", None]),
            Column("whole", "whole", [2**40, None]),
            Column("real", "real", [0.5, None]),
            Column("instant", "instant", [noon, None]),
            Column("array", "real", np.array([np.nan, 1.5])),
        ]


def results(pilot_round):
    table = pw.Table("t", ["a", "b"], [["x", None], ["y", "z"]])
    return {
        "Table": table,
        "FormsRead": pilot_round.mentees,
        "Decisions": pw.decide(pilot_round.programme, pilot_round.mentees.forms),
        "Matching": MATCHING,
        "ScoreTable": pilot_round.scores,
        "Round": pilot_round,
        "Rows": Rows(),
    }


NAMES = ["Table", "FormsRead", "Decisions", "Matching", "ScoreTable", "Round", "Rows"]


@pytest.mark.parametrize("name", NAMES)
def test_frames_and_streams_hold_the_same(name, pilot_round):
    result = results(pilot_round)[name]
    streamed = pa.table(result)
    assert streamed.num_rows > 0
    framed_ = result.to_polars()
    assert pl.DataFrame(streamed).equals(framed_)
    panda = result.to_pandas()
    assert list(panda.columns) == streamed.column_names == framed_.columns
    assert (
        panda.isna().to_numpy().tolist() == framed_.select(pl.all().is_null()).to_numpy().tolist()
    )


@pytest.mark.parametrize("name", ["Matching", "ScoreTable", "Round", "Rows"])
def test_polars_reads_a_result_by_itself(name, pilot_round):
    result = results(pilot_round)[name]
    assert pl.DataFrame(result).equals(result.to_polars())


@pytest.mark.skipif(
    not hasattr(pd.DataFrame, "from_arrow"), reason="pandas under 3 reads no stream"
)
def test_pandas_reads_a_stream(pilot_round):
    assert pd.DataFrame.from_arrow(pilot_round)["mentee"].tolist() == [
        pair.mentee.reference for pair in pilot_round.pairs
    ]


def test_every_kind_of_column_has_its_type():
    table = pa.table(Rows())
    types = [pa.string(), pa.int64(), pa.float64(), pa.timestamp("us", "UTC"), pa.float64()]
    assert table.schema.types == types
    assert table["array"].to_pylist() == [None, 1.5]
    assert [str(dtype) for dtype in Rows().to_pandas().dtypes[1:]] == [
        "Int64", "float64", "datetime64[s, UTC]", "float64",
    ]  # fmt: skip


def test_a_stream_is_made_by_polars_where_pyarrow_is_missing(monkeypatch):
    find = framed.find_spec
    monkeypatch.setattr(framed, "find_spec", lambda name: None if name == "pyarrow" else find(name))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert pl.DataFrame(MATCHING).equals(MATCHING.to_polars())


def test_what_to_install_is_said_where_neither_is_there(monkeypatch):
    monkeypatch.setattr(framed, "find_spec", lambda name: None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(pw.Error, match=r"pyarrow is not installed; .*pandas"):
        MATCHING.__arrow_c_stream__()


def test_a_matching_has_positions_and_points():
    frame = MATCHING.to_pandas()
    assert frame.to_dict("list") == {"mentee": [0, 1], "mentor": [0, 1], "points": [3.0, 2.5]}
    assert [str(dtype) for dtype in frame.dtypes] == ["int64", "int64", "float64"]
    frame.loc[0, "mentee"] = 7  # a copy: the matching stays closed
    assert MATCHING.pairs[0, 0] == 0


def test_a_round_has_a_row_for_each_pair_with_the_parts_of_its_score(pilot_round):
    frame = pilot_round.to_pandas()
    parts = [f"{part}_{what}" for part in PARTS for what in ("share", "points")]
    assert list(frame.columns) == ["mentee", "mentor", "points", "coverage", *parts]
    assert len(frame) == len(pilot_round.pairs) == 19
    row, pair = frame.iloc[3], pilot_round.pairs[3]
    assert (row["mentee"], row["mentor"]) == (pair.mentee.reference, pair.mentor.reference)
    assert (row["points"], row["coverage"]) == (pair.score.points, pair.score.coverage)
    part = pair.score.part("needs")
    assert (row["needs_share"], row["needs_points"]) == (part.share / 1000, part.points)
    assert frame[[f"{part}_points" for part in PARTS]].sum(axis=1).to_numpy() == pytest.approx(
        frame["points"].to_numpy(), abs=0.005
    )
    blank = [pair.score.part("preference").share is None for pair in pilot_round.pairs]
    assert any(blank)
    assert frame["preference_share"].isna().tolist() == blank
    assert frame["preference_points"].isna().tolist() == blank


def test_a_round_without_pairs_has_the_columns(pilot_round):
    nothing = dataclasses.replace(pilot_round, pairs=()).to_polars()
    assert nothing.shape == (0, 16)
    assert nothing.schema == pilot_round.to_polars().schema


def test_scores_have_a_row_for_each_pair_and_say_which_rules_refuse_it(pilot_round):
    scores = pilot_round.scores
    frame = scores.to_pandas()
    assert list(frame.columns) == ["mentee", "mentor", "points", "coverage", "refusals", *SHARES]
    mentees, mentors = scores.shape
    assert len(frame) == mentees * mentors
    assert scores.mentees == tuple(form.reference for form in pilot_round.mentee_forms)
    refused = np.argwhere(~scores.allowed).tolist()
    for i, j in [(0, 0), (3, 5), (mentees - 1, mentors - 1), *refused]:
        row, score = frame.iloc[i * mentors + j], scores.at(i, j)
        assert row["mentee"] == pilot_round.mentee_forms[i].reference
        assert row["mentor"] == pilot_round.mentor_forms[j].reference
        assert (row["points"], row["coverage"]) == (score.points, score.coverage)
        rules = ";".join(refusal.rule for refusal in score.refusals)
        assert row["refusals"] == rules if rules else pd.isna(row["refusals"])
    assert frame["refusals"].notna().sum() == (~scores.allowed).sum() > 0
    share = scores.share("deep_fit")
    np.testing.assert_array_equal(frame["deep_fit_share"].to_numpy(), share.ravel())


def test_a_result_is_a_table_to_read(pilot_round):
    again = pw.read_mentees(pilot_round.mentees, pilot_round.programme)
    assert again.to_polars().equals(pilot_round.mentees.to_polars())
    assert read_table(MATCHING).rows == [["0", "0", "3"], ["1", "1", "2.5"]]
    named = read_table(pw.Table("forms.csv", ["a"], [["1"]]))
    assert named.name == "forms.csv"
