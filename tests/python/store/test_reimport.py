"""What is taken in again: by what was meant, whatever the cells look like."""

import unicodedata

import pandas as pd
import pytest
from small_rounds import forms, programme_text
from store_cases import MENTEES, PROGRAMME, named

import pairwell as pw
from pairwell.store._reception import _names_itself

E_ACUTE = "\N{LATIN SMALL LETTER E WITH ACUTE}"


@pytest.fixture
def reception(filled):
    return filled.reception(PROGRAMME, actor="Officer")


def decomposed(text):
    return unicodedata.normalize("NFD", text)


def test_what_is_meant_the_same_is_not_changed(filled, reception):
    statement = f"I kept a caf{E_ACUTE}."
    first = named(["ME-7"], statement=[statement], area=["Leeds"], access_cost=["120.5"])
    assert reception.receive("mentee", first).new == ("ME-7",)
    again = {
        column: [f"  {cell}\N{NO-BREAK SPACE}" for cell in cells] for column, cells in first.items()
    }
    again |= {
        "submitted_at": ["2017-04-20T11:00:00Z"],
        "statement": [decomposed(statement)],
        "state": ["Submitted"],
        "nation": ["ENGLAND"],
        "access_cost": ["120.50"],
    }
    came = reception.receive("mentee", again)
    assert (came.unchanged, came.changed) == (("ME-7",), ())
    assert reception.receive("mentee", {**again, "area": ["York"]}).changed == ("ME-7",)


def test_frames_of_the_stored_forms_change_nothing(filled, reception):
    stored = filled.applications(PROGRAMME, actor="Panel").forms("mentee")
    assert isinstance(stored.to_pandas(), pd.DataFrame)
    for frame in (stored.to_pandas(), stored.to_polars()):
        came = reception.receive("mentee", frame)
        assert (came.unchanged, came.changed) == (tuple(MENTEES), ())


@pytest.mark.parametrize(
    "state", ["Submitted", " SUBMITTED ", "\N{FULLWIDTH LATIN SMALL LETTER S}ubmitted"]
)
def test_a_form_is_withdrawn_however_its_state_was_typed(filled, reception, state):
    reception.receive("mentee", forms(["ME-8"], state=[state]))
    pairs = filled.pairs(PROGRAMME, actor="Officer")
    assert pairs.states()["ME-8"] == "submitted"
    pairs.move_applications(["ME-8"], "withdraw", because="Asked for.")
    assert pairs.states()["ME-8"] == "withdrawn"


@pytest.mark.parametrize("other", ["me-1", "ME-\N{FULLWIDTH DIGIT ONE}"])
def test_a_reference_like_a_stored_one_is_refused(reception, other):
    for role in ("mentee", "mentor"):
        with pytest.raises(pw.InvalidInput, match="can hardly be told from 'ME-1' in the store"):
            reception.receive(role, forms([other]))


def test_a_reference_in_another_form_is_the_same_person(reception):
    assert reception.receive("mentee", forms([f"M{E_ACUTE}-9"])).new == (f"M{E_ACUTE}-9",)
    came = reception.receive("mentee", forms([decomposed(f"M{E_ACUTE}-9")]))
    assert came.unchanged == (f"M{E_ACUTE}-9",)


@pytest.mark.parametrize(
    ("name", "statement"),
    [
        (f"Ren{E_ACUTE}e Weiss", decomposed(f"as REN{E_ACUTE}E said").upper()),
        ("Weiss", "WEI\N{LATIN SMALL LETTER SHARP S} wrote this"),
        ("Weiss", "by We\N{ZERO WIDTH SPACE}iss"),
    ],
)
def test_a_statement_names_its_writer_in_whatever_letters(name, statement):
    who = pw.read_mentees(forms(["ME-1"], name=[name]), pw.Programme(programme_text())).identities[
        0
    ]
    assert _names_itself(statement, who)
    assert not _names_itself("by nobody", who)


def test_a_table_is_looked_over_as_check_does(reception):
    table = named(["ME-1", "ME-2", "ME-3"], wishes=["MR-O1", "MR-1", None])
    reception.receive("mentee", table)
    (found,) = reception.look_over("mentee", table)
    assert (found.row, found.rule, found.value) == (1, "names-nobody", "MR-O1")
