"""Selection: shortlists by exact mean marks, within places, with ties broken in the open."""

import datetime as dt
from fractions import Fraction
from importlib import resources

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

PILOT = pw.Programme.parse((resources.files("pairwell") / "data" / "pilot.toml").read_text("utf-8"))
WEIGHTS = {"need": 2, "commitment": 2, "learning": 1}


def eligible(references, nations):
    table = {
        "reference": references,
        "state": ["submitted"] * len(references),
        "submitted_at": [dt.datetime(2017, 4, 20, tzinfo=dt.UTC)] * len(references),
        "nation": nations,
        "works_as": ["employee"] * len(references),
        "sector": ["museums"] * len(references),
        "needs": ["leadership:1"] * len(references),
        "consent": ["yes"] * len(references),
    }
    forms = pw.read_mentees(table, PILOT, strict=True).forms
    decisions = pw.decide(PILOT, forms)
    assert all(decision.outcome is pw.Outcome.ELIGIBLE for decision in decisions)
    return forms, decisions


def panel_table(marks):
    """Marks by reference: one (need, commitment, learning) for each member."""
    rows = [
        (reference, f"P{member}", *given_marks)
        for reference, members in marks.items()
        for member, given_marks in enumerate(members)
    ]
    names = ["reference", "member", *WEIGHTS]
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def shortlist(marks, nations=None):
    references = list(marks)
    forms, decisions = eligible(references, nations or ["England"] * len(references))
    panel = pw.read_panel(panel_table(marks), PILOT, strict=True)
    return pw.shortlist(PILOT, "mentee", decisions, forms, panel)


def test_marks_rank_and_places_are_filled():
    marks = {f"S{i}": [(5 - i, 3, 3), (4 - i, 3, 3)] for i in range(4)}
    selections = shortlist(marks, ["Scotland"] * 4)
    assert [(s.reference, s.rank, s.outcome) for s in selections] == [
        ("S0", 1, pw.Selected.SHORTLISTED),
        ("S1", 2, pw.Selected.RESERVE),
        ("S2", 3, pw.Selected.RESERVE),
        ("S3", 4, pw.Selected.NOT_SELECTED),
    ]
    assert selections[0].region == "Scotland"
    assert selections[0].mean_thousandths == 720
    assert selections[0].reason == (
        "Ranked 1 of 4 mentees in Scotland with 72.0% of all marks from 2 panel members:"
        " within the 1 place."
    )


def test_a_tie_is_broken_by_the_published_rule_and_said_so():
    first, second = shortlist({"A": [(3, 4, 3)] * 2, "B": [(4, 3, 3)] * 2})
    assert (first.reference, second.reference) == ("B", "A")
    assert first.detail == (
        "The mean mark ties with A; the form stands above A by the mean mark for 'need'."
    )
    assert "ties" not in first.reason
    first, second = shortlist({"A": [(3, 3, 3)] * 2, "B": [(3, 3, 3)] * 2})
    assert "by the lottery with seed 2017." in first.detail


def test_too_few_members_do_not_rank():
    selections = shortlist({"A": [(5, 5, 5)], "B": [(1, 1, 1)] * 2})
    assert [(s.reference, s.outcome.name, s.rank) for s in selections] == [
        ("B", "SHORTLISTED", 1),
        ("A", "NOT_SCORED", 0),
    ]


def test_selections_are_a_sequence_and_a_frame():
    selections = shortlist({"A": [(5, 5, 5)], "B": [(1, 1, 1)] * 2})
    assert repr(selections) == "<Selections of 2: 1 shortlisted, 1 not scored>"
    frame = selections.to_pandas()
    assert frame["outcome"].tolist() == ["shortlisted", "not_scored"]
    assert frame["rank"].isna().tolist() == [False, True]
    assert selections.to_polars()["rank"].to_list() == [1, None]


def test_panel_faults_are_given_by_row_and_column():
    table = {
        "reference": ["A", "A", "B"],
        "member": ["P1", "P1", None],
        "need": [5, 6, None],
        "commitment": ["x", 1, 1],
        "learning": [1, 1, 1],
    }
    read = pw.read_panel(table, PILOT)
    assert [(f.row, f.column, f.rule) for f in read.findings] == [
        (1, "commitment", "number"),
        (2, "member", "duplicate"),
        (2, "need", "range"),
        (3, "member", "blank"),
        (3, "need", "blank"),
    ]
    assert read.scores == []
    assert read.findings[0].file == "panel"


def test_panel_scores_go_to_a_frame_and_back():
    table = panel_table({"A": [(1, 2, 3), (3, 2, 1)]})
    read = pw.read_panel(pl.DataFrame(table), PILOT, strict=True)
    assert read.scores[0] == pw.PanelScore(reference="A", member="P0", marks=[1, 2, 3])
    assert pw.read_panel(read.to_polars(), PILOT).scores == read.scores
    assert pw.read_panel(read.to_pandas(), PILOT).scores == read.scores


def test_scores_for_nobody_are_a_warning():
    forms, _ = eligible(["A"], ["England"])
    panel = pw.read_panel(panel_table({"A": [(1, 1, 1)], "Z": [(1, 1, 1)] * 2}), PILOT)
    findings = pw.check_panel(panel, forms, [])
    assert [(f.severity.name, f.value) for f in findings] == [("WARNING", "Z")]


@pytest.mark.parametrize("role", ["tutor", "", "MENTEES", "\udce9"])
def test_a_role_is_mentee_or_mentor(role):
    with pytest.raises(pw.InvalidInput, match="mentee or mentor"):
        pw.shortlist(PILOT, role, [], [], [])


def test_marks_out_of_range_are_refused():
    forms, decisions = eligible(["A"], ["England"])
    scores = [pw.PanelScore(reference="A", member="P", marks=[9, 1, 1])]
    with pytest.raises(pw.InvalidInput, match="not from 0 to 5"):
        pw.shortlist(PILOT, pw.Role.MENTEE, decisions, forms, scores)


MARK = st.integers(0, 5)
MARKS = st.lists(st.tuples(MARK, MARK, MARK), min_size=2, max_size=4)


def key(members):
    """Rank as the pilot publishes: the weighted mean, then need, then commitment; all exact."""
    count = len(members)
    weighted = sum(
        sum(m * w for m, w in zip(row, WEIGHTS.values(), strict=True)) for row in members
    )
    means = [Fraction(sum(row[line] for row in members), count) for line in range(2)]
    return (Fraction(weighted, count), *means)


@settings(max_examples=60, deadline=None)
@given(marks=st.lists(MARKS, min_size=1, max_size=12), order=st.randoms(use_true_random=False))
def test_ranks_are_exact_and_do_not_depend_on_the_order_of_rows(marks, order):
    by_reference = {f"MM-{i:02}": members for i, members in enumerate(marks)}
    selections = shortlist(by_reference)
    keys = [key(by_reference[selection.reference]) for selection in selections]
    assert keys == sorted(keys, reverse=True)
    assert [selection.rank for selection in selections] == list(range(1, len(marks) + 1))
    for selection, (weighted, *_) in zip(selections, keys, strict=True):
        assert selection.mean_thousandths == int(weighted / 25 * 1000 + Fraction(1, 2))

    references = list(by_reference)
    order.shuffle(references)
    forms, decisions = eligible(references, ["England"] * len(references))
    panel = list(pw.read_panel(panel_table(by_reference), PILOT).scores)
    order.shuffle(panel)
    assert pw.shortlist(PILOT, "mentee", decisions, forms, panel) == selections
