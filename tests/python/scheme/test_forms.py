"""Forms: read from files and frames, with every fault by row and column."""

import datetime as dt
from importlib import resources

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

PILOT = pw.Programme.parse((resources.files("pairwell") / "data" / "pilot.toml").read_text("utf-8"))

COLUMNS = {
    "reference": ["MM-001", "MM-002", "MM-003"],
    "state": ["submitted", "draft", "submitted"],
    "submitted_at": ["2017-04-24T10:00:00", None, "2017-04-20T09:30:00+02:00"],
    "name": ["Ada", "Bea", None],
    "email": ["ada@example.org", None, None],
    "nation": ["England", None, "scotland"],
    "needs": ["leadership:1;fundraising", None, "strategy:3"],
    "offers": ["digital", None, None],
    "wishes": ["MR-001", None, "MR-002;MR-001"],
    "fit_1": [1, None, 5],
    "minutes": [60, None, 90],
    "access_cost": [120.5, None, 80],
    "slots": ["tue-pm;fri-eve", None, None],
    "consent": [True, None, False],
}


def sources(tmp_path):
    path = tmp_path / "mentees.csv"
    frame = pd.DataFrame(COLUMNS)
    frame.to_csv(path, index=False)
    return {
        "mapping": COLUMNS,
        "pandas": frame,
        "polars": pl.DataFrame(COLUMNS, strict=False),
        "arrow": pa.table(pl.DataFrame(COLUMNS, strict=False).to_arrow()),
        "csv": path,
        "text path": str(path),
    }


def places(findings):
    return [(finding.row, finding.column, finding.rule) for finding in findings]


@pytest.mark.parametrize("kind", ["mapping", "pandas", "polars", "arrow", "csv", "text path"])
def test_every_kind_of_table_gives_the_same_forms(tmp_path, kind):
    read = pw.read_mentees(sources(tmp_path)[kind], PILOT)
    assert read.findings == []
    first, second, third = read.forms
    assert first.reference == "MM-001"
    assert first.state is pw.FormState.SUBMITTED
    assert first.submitted_at == dt.datetime(2017, 4, 24, 9, 0, tzinfo=dt.UTC)
    assert third.submitted_at == dt.datetime(2017, 4, 20, 7, 30, tzinfo=dt.UTC)
    assert [(need.term, need.priority) for need in first.answers["needs"]] == [
        ("leadership", 1),
        ("fundraising", 2),
    ]
    assert [first.answers[f"fit_{item}"] for item in range(1, 7)] == [1, *[None] * 5]
    assert first.access_pence == 12050
    assert third.access_pence == 8000
    assert third.nation == "Scotland"
    assert third.wishes == ["MR-002", "MR-001"]
    assert second.state is pw.FormState.DRAFT
    assert second.answers["minutes"] is None
    assert second.answers["needs"] is None
    assert [identity.name for identity in read.identities] == ["Ada", "Bea", ""]


def test_a_form_holds_neither_name_nor_email(tmp_path):
    read = pw.read_mentees(COLUMNS, PILOT)
    for form in read.forms:
        assert not hasattr(form, "name")
        assert not hasattr(form, "email")
        assert not {"name", "email"} & set(form.answers)
    assert not {"name", "email"} & set(read.to_pandas().columns)


def test_rows_are_lines_of_the_file(tmp_path):
    path = tmp_path / "mentees.csv"
    path.write_text(
        'reference,state,statement,fit_1\nA,draft,"two\nlines",1\nB,draft,,7\n', "utf-8"
    )
    read = pw.read_mentees(path, PILOT)
    assert places(read.findings) == [(4, "fit_1", "range")]
    assert read.findings[0].file == "mentees.csv"
    assert read.findings[0].value == "7"
    assert [form.row for form in read.forms] == [2]


def test_a_frame_has_a_name_of_its_own():
    read = pw.read_mentees({"reference": ["A"], "state": ["lost"]}, PILOT)
    assert read.findings[0].file == "mentees"
    read = pw.read_mentors(
        pl.DataFrame({"reference": ["A"], "state": ["lost"]}), PILOT, name="second sheet"
    )
    assert read.findings[0].file == "second sheet"


def test_all_faults_are_given_at_once_and_strict_raises_them():
    table = {
        "reference": ["A", "A", None, "D"],
        "state": ["draft", "draft", "sent", "submitted"],
        "nation": ["Wales", None, None, None],
        "minutes": [60, 5, 60, 60],
        "colour": ["red"] * 4,
        "gender": ["x"] * 4,
    }
    read = pw.read_mentees(table, PILOT)
    assert [form.reference for form in read.forms] == ["A"]
    assert read.forms[0].nation == "Wales"
    assert sorted(places(read.findings)) == [
        (0, "colour", "column"),
        (0, "gender", "column"),
        (2, "minutes", "range"),
        (2, "reference", "duplicate"),
        (3, "reference", "blank"),
        (3, "state", "choice"),
        (4, "submitted_at", "blank"),
    ]
    assert read.errors == read.findings
    assert read.warnings == []
    with pytest.raises(pw.InvalidInput) as raised:
        pw.read_mentees(table, PILOT, strict=True)
    assert raised.value.findings == read.findings


def test_one_address_under_two_references_is_a_warning():
    table = {
        "reference": ["A", "B"],
        "state": ["draft", "draft"],
        "email": ["ada@example.org", "ADA@example.org"],
    }
    read = pw.read_mentees(table, PILOT, strict=True)
    assert len(read.forms) == 2
    assert places(read.warnings) == [(2, "email", "same-person")]
    assert "example.org" not in str(read.warnings[0])


def test_rows_of_another_length_are_errors_beside_all_others(tmp_path):
    path = tmp_path / "mentees.csv"
    path.write_text("reference,state,fit_1\nA,draft\nB,draft,9\nC,draft,1,\nD,draft,1\n", "utf-8")
    read = pw.read_mentees(path, PILOT)
    assert places(read.findings) == [(2, "", "shape"), (3, "fit_1", "range"), (4, "", "shape")]
    assert [form.reference for form in read.forms] == ["D"]


def test_mentors_have_a_capacity():
    read = pw.read_mentors(
        {"reference": ["A", "B"], "state": ["draft", "draft"], "capacity": [3, None]}, PILOT
    )
    assert [form.capacity for form in read.forms] == [3, 1]
    assert all(isinstance(form, pw.MentorForm) for form in read.forms)


@pytest.mark.parametrize("frame", ["to_pandas", "to_polars"])
@pytest.mark.parametrize("read", [pw.read_mentees, pw.read_mentors])
def test_forms_go_to_a_frame_and_back(read, frame):
    forms = read(COLUMNS, PILOT)
    back = read(getattr(forms, frame)(), PILOT)
    assert back.findings == []
    assert len(back.forms) == len(forms.forms)
    fields = [name for name in dir(pw.MenteeForm) if not name.startswith("_")]
    for before, after in zip(forms.forms, back.forms, strict=True):
        for name in fields:
            if not callable(getattr(before, name)):
                assert getattr(before, name) == getattr(after, name), name


def test_frames_keep_whole_numbers_and_instants():
    read = pw.read_mentees(COLUMNS, PILOT)
    pandas_frame = read.to_pandas()
    assert str(pandas_frame["fit_1"].dtype) == "Int64"
    assert str(pandas_frame["submitted_at"].dtype) == "datetime64[s, UTC]"
    polars_frame = read.to_polars()
    assert polars_frame.schema["minutes"] == pl.Int64
    assert polars_frame.schema["submitted_at"] == pl.Datetime("us", "UTC")
    assert polars_frame["submitted_at"][0] == dt.datetime(2017, 4, 24, 9, 0, tzinfo=dt.UTC)


def test_both_roles_are_checked_together():
    mentees = pw.read_mentees(
        {"reference": ["X", "MM-1"], "state": ["draft"] * 2, "wishes": ["MR-1;MR-9", None]}, PILOT
    )
    mentors = pw.read_mentors({"reference": ["X", "MR-1"], "state": ["draft"] * 2}, PILOT)
    findings = pw.check_forms(mentees.forms, mentors.forms)
    assert [(f.severity.name, f.file, f.row, f.column) for f in findings] == [
        ("ERROR", "mentors", 1, "reference"),
        ("WARNING", "mentees", 1, "wishes"),
    ]


def test_monitoring_answers_stand_alone():
    read = pw.read_monitoring(
        {"reference": ["A"], "age_band": ["25 to 34"], "nation": ["England"]}, name="monitoring.csv"
    )
    assert [answers.given("age_band") for answers in read.answers] == ["25 to 34"]
    assert places(read.errors) == [(0, "nation", "column")]
    assert read.to_pandas()["age_band"].tolist() == ["25 to 34"]
    with pytest.raises(TypeError):
        pw.decide(PILOT, read.answers)


def test_results_say_what_they_are():
    assert repr(pw.read_mentees(COLUMNS, PILOT)) == "<FormsRead: 3 forms, 0 errors, 0 warnings>"
    assert repr(pw.read_mentees(COLUMNS, PILOT).forms[1]) == "<MenteeForm: MM-002, draft>"
    assert len(pw.fit_items()) == 6


TEXTS = st.one_of(
    st.none(),
    st.sampled_from(["draft", "submitted", "2017-04-24T10:00", "leadership:1", "3", "A", "A;B"]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12),
)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_row_is_a_form_or_has_an_error_or_is_blank(data):
    known = pw.form_columns(pw.Role.MENTOR)
    more = data.draw(st.lists(st.sampled_from(known[2:]), max_size=6, unique=True))
    columns = ["reference", "state", *more]
    row = st.lists(TEXTS, min_size=len(columns), max_size=len(columns))
    rows = data.draw(st.lists(row, max_size=6))
    read = pw.read_mentors(pw.Table("any", columns, rows), PILOT)
    wrong = {finding.row for finding in read.errors}
    blank = {at for at, row in enumerate(rows, 1) if not any(cell and cell.strip() for cell in row)}
    assert {form.row for form in read.forms} | wrong | blank == set(range(1, len(rows) + 1))
    assert {form.row for form in read.forms}.isdisjoint(wrong | blank)
    assert [f.row for f in read.warnings if f.rule == "blank-row"] == sorted(blank)[:1]
    assert len(read.identities) == len(read.forms)
    assert all(finding.message and finding.rule for finding in read.findings)


@settings(max_examples=100, deadline=None)
@given(columns=st.lists(st.text(max_size=8), max_size=5), cell=TEXTS)
def test_any_header_gives_findings_or_forms(columns, cell):
    table = pw.Table("any", columns, [[cell] * len(columns)])
    if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in "".join(columns)):
        with pytest.raises(pw.InvalidInput, match="rule: type"):
            pw.read_mentees(table, PILOT)
        return
    read = pw.read_mentees(table, PILOT)
    assert read.forms or read.errors
