"""Synthetic cohorts and the shipped sample."""

from __future__ import annotations

from collections import Counter
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell.scheme.sample import DATA, write_sample

PILOT = pw.Programme.read(DATA / "pilot.toml")


def test_the_shipped_sample_is_what_the_code_makes(tmp_path: Path) -> None:
    for made in write_sample(tmp_path):
        assert made.read_bytes() == (DATA / made.name).read_bytes(), made.name


def test_the_shipped_sample_has_warnings_and_no_errors() -> None:
    mentees = pw.read_mentees(DATA / "mentees.csv", PILOT, strict=True)
    mentors = pw.read_mentors(DATA / "mentors.csv", PILOT, strict=True)
    panel = pw.read_panel(DATA / "panel.csv", PILOT, strict=True)
    assert (len(mentees.forms), len(mentors.forms)) == (60, 30)
    assert Counter(finding.rule for finding in mentees.findings) == {"same-person": 1, "draft": 1}
    assert [finding.rule for finding in mentors.findings] == ["same-person"]
    assert [f.rule for f in pw.check_forms(mentees.forms, mentors.forms)] == ["names-nobody"]
    assert not panel.findings
    assert not pw.check_panel(panel, mentees.forms, mentors.forms)


def test_the_shipped_sample_tells_every_story_of_the_pilot() -> None:
    mentees = pw.read_mentees(DATA / "mentees.csv", PILOT).forms
    mentors = pw.read_mentors(DATA / "mentors.csv", PILOT).forms
    panel = pw.read_panel(DATA / "panel.csv", PILOT)
    decisions = pw.decide(PILOT, mentees), pw.decide(PILOT, mentors)
    outcomes = [Counter(d.outcome.name.lower() for d in role) for role in decisions]
    assert outcomes[0] == {
        "eligible": 47, "not_eligible": 6, "draft": 4, "late": 2, "withdrawn": 1
    }  # fmt: skip
    assert outcomes[1] == {
        "eligible": 24, "late": 2, "not_eligible": 2, "draft": 1, "withdrawn": 1
    }  # fmt: skip
    reasons = [reason.text for decision in decisions[0] for reason in decision.reasons]
    assert any("1 second after the deadline" in text for text in reasons)
    deadline = "2017-04-24T10:00:00+01:00"
    exact = [f.reference for f in mentees if f.given("submitted_at") == deadline]
    assert [d.outcome.name for d in decisions[0] if d.reference in exact] == ["ELIGIBLE"]

    selections = (
        pw.shortlist(PILOT, "mentee", decisions[0], mentees, panel),
        pw.shortlist(PILOT, "mentor", decisions[1], mentors, panel),
    )
    for role in selections:
        scottish = Counter(s.outcome.name for s in role if s.region == "Scotland")
        assert scottish["SHORTLISTED"] == 1
        assert scottish.total() >= 4  # They compete for one place.
    on = {s.reference for role in selections for s in role if s.outcome.name == "SHORTLISTED"}
    a = [form for form in mentees if form.reference in on]
    b = [form for form in mentors if form.reference in on]
    scores = pw.score_pairs(PILOT, a, b)
    pairs = product(range(len(a)), range(len(b)))
    rules = {refusal.rule for i, j in pairs for refusal in scores.at(i, j).refusals}
    assert {"conflict", "line-management", "past-pair", "veto", "common-slots"} <= rules
    problem = pw.make_problem(PILOT, a, b, scores)
    matching = pw.match(problem, objective=pw.make_objective(PILOT))
    assert matching.status == pw.Status.OPTIMAL
    assert len(matching.pairs) == 19  # As many relationships as the pilot started.


@settings(max_examples=20, deadline=None)
@given(
    mentees=st.integers(1, 70),
    mentors=st.integers(1, 40),
    seed=st.integers(0, 2**64 - 1),
    flaws=st.booleans(),
)
def test_any_cohort_can_be_read(mentees: int, mentors: int, seed: int, flaws: bool) -> None:
    cohort = pw.synthetic_cohort(PILOT, mentees=mentees, mentors=mentors, seed=seed, flaws=flaws)
    read_mentees = pw.read_mentees(cohort.mentees, PILOT, strict=True)
    read_mentors = pw.read_mentors(cohort.mentors, PILOT, strict=True)
    pw.read_panel(cohort.panel, PILOT, strict=True)
    assert (len(read_mentees.forms), len(read_mentors.forms)) == (mentees, mentors)
    if not flaws:
        for forms in (read_mentees.forms, read_mentors.forms):
            assert {d.outcome for d in pw.decide(PILOT, forms)} == {pw.Outcome.ELIGIBLE}


def test_the_same_seed_makes_the_same_cohort_and_another_seed_another() -> None:
    assert pw.synthetic_cohort(PILOT, seed=1) == pw.synthetic_cohort(PILOT, seed=1)
    assert pw.synthetic_cohort(PILOT, seed=1) != pw.synthetic_cohort(PILOT, seed=2)


def test_a_cohort_goes_to_frames_and_files(tmp_path: Path) -> None:
    cohort = pw.synthetic_cohort(PILOT, mentees=4, mentors=2)
    assert repr(cohort).startswith("<SyntheticCohort: 4 mentees, 2 mentors,")
    assert list(cohort.mentees.to_pandas()["reference"]) == ["MM-001", "MM-002", "MM-003", "MM-004"]
    assert cohort.mentors.to_polars()["reference"].to_list() == ["MR-001", "MR-002"]
    path = cohort.mentees.write_csv(tmp_path / "m.csv")
    from_file, from_table = pw.read_mentees(path, PILOT), pw.read_mentees(cohort.mentees, PILOT)
    assert [form.answers for form in from_file.forms] == [form.answers for form in from_table.forms]
    assert from_file.identities == from_table.identities


def test_a_cohort_of_nobody_is_refused() -> None:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.synthetic_cohort(PILOT, mentees=0, mentors=-3)
    assert [finding.value for finding in caught.value.findings] == ["0", "-3"]


SHEET = """
[sheets.mentees]
role = "mentee"
encoding = "utf-16"
separator = "{separator}"
header_rows = {header_rows}
skipped_rows = {skipped_rows}
[sheets.mentors]
role = "mentor"
skipped_rows = 1
"""


@pytest.mark.parametrize("separator", [";", ",", "|"])
@pytest.mark.parametrize(("header_rows", "skipped_rows"), [(1, 0), (2, 0), (1, 3), (3, 2)])
def test_a_cohort_is_read_back_as_the_programmes_sheets_say(
    tmp_path: Path, separator: str, header_rows: int, skipped_rows: int
) -> None:
    described = SHEET.format(
        separator=separator, header_rows=header_rows, skipped_rows=skipped_rows
    )
    programme = pw.Programme.parse(pw.preset("alumni").text + described)
    cohort = pw.synthetic_cohort(programme, mentees=9, mentors=5, flaws=False)
    as_tables = pw.read_applications(programme, cohort.sheets, strict=True)
    assert (len(as_tables.mentees), len(as_tables.mentors)) == (9, 5)
    assert as_tables.findings == []
    for name, data in cohort.to_files(programme).items():
        (tmp_path / name).write_bytes(data)
    sheets = {name: tmp_path / f"{name}.csv" for name in ("mentees", "mentors")}
    as_files = pw.read_applications(programme, sheets, strict=True)
    for role in ("mentees", "mentors"):
        mine, theirs = (
            [
                (form.reference, [form.given(name) for name in ("field", "help", "finishes")])
                for form in getattr(read, role)
            ]
            for read in (as_files, as_tables)
        )
        assert mine == theirs
    text = (tmp_path / "mentees.csv").read_bytes().decode("utf-16").splitlines()
    assert text[:skipped_rows] == [programme.name] * skipped_rows
    assert f"Email address{separator}" in text[skipped_rows]


def test_a_heading_that_the_encoding_of_its_sheet_lacks_is_refused() -> None:
    text = pw.preset("alumni").text.replace("Email address", "Adres e-mail (łatwy)")
    programme = pw.Programme.parse(
        text
        + SHEET.format(separator=",", header_rows=1, skipped_rows=0).replace("utf-16", "iso-8859-1")
    )
    cohort = pw.synthetic_cohort(programme, mentees=3, mentors=3)
    with pytest.raises(pw.Error, match=r"sheets\.mentees\.encoding: iso-8859-1 has no 'ł'"):
        cohort.to_files(programme)
