"""Presets, and cohorts of people who answer a programme's own questions."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

OWN = [name for name in pw.presets() if name != "pilot"]
PRESETS = {name: pw.preset(name) for name in pw.presets()}


def read(name: str, **options: object) -> pw.ApplicationsRead:
    """Read the cohort of a preset as it is exported."""
    cohort = pw.synthetic_cohort(PRESETS[name], **options)
    return pw.read_applications(PRESETS[name], cohort.sheets)


def decided(name: str, read: pw.ApplicationsRead) -> Counter[str]:
    """Count how decisions about both roles come out."""
    decisions = [
        *pw.decide(PRESETS[name], read.mentees),
        *pw.decide(PRESETS[name], read.mentors),
    ]
    return Counter(decision.outcome.name.lower() for decision in decisions)


@pytest.mark.parametrize("name", OWN)
def test_a_preset_reads_without_anything_to_look_at(name: str) -> None:
    programme = PRESETS[name]
    assert not programme.warnings
    assert programme.id.startswith(name)
    assert sum(criterion.weight for criterion in programme.criteria) == 100
    assert pw.Programme.parse(programme.to_toml()) == programme


def test_a_preset_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(pw.InvalidInput, match="pilot, alumni, community, grades, peers"):
        pw.preset("../pilot")


@pytest.mark.parametrize("name", OWN)
@settings(max_examples=15, deadline=None)
@given(mentees=st.integers(1, 50), mentors=st.integers(1, 40), seed=st.integers(0, 2**64 - 1))
def test_every_clean_applicant_is_read_and_eligible(
    name: str, mentees: int, mentors: int, seed: int
) -> None:
    forms = read(name, mentees=mentees, mentors=mentors, seed=seed, flaws=False)
    assert not forms.errors
    rules = {finding.rule for finding in forms.findings}
    assert rules <= {"names-nobody", "blank column"}  # as in a cohort of few
    assert (len(forms.mentees), len(forms.mentors)) == (mentees, mentors)
    assert decided(name, forms) == {"eligible": mentees + mentors}


@pytest.mark.parametrize("name", OWN)
@settings(max_examples=15, deadline=None)
@given(mentees=st.integers(1, 50), mentors=st.integers(1, 40), seed=st.integers(0, 2**64 - 1))
def test_flaws_make_findings_and_never_errors(
    name: str, mentees: int, mentors: int, seed: int
) -> None:
    forms = read(name, mentees=mentees, mentors=mentors, seed=seed)
    assert not forms.errors
    outcomes = decided(name, forms)
    assert outcomes.total() == mentees + mentors
    assert outcomes["eligible"] >= (mentees + mentors) // 3


@pytest.mark.parametrize("name", OWN)
def test_flaws_are_late_forms_failed_rules_further_forms_and_untidy_cells(name: str) -> None:
    forms = read(name, mentees=60, mentors=30)
    outcomes = decided(name, forms)
    assert outcomes["late"] >= 2
    assert outcomes["not_eligible"] >= min(1, len(PRESETS[name].rules))
    has_references = any(q.plays == pw.Plays.REFERENCE for q in PRESETS[name].questions)
    further = "same-person" if has_references else "resubmission"
    rules = {finding.rule for finding in forms.findings}
    assert further in rules
    cells = [
        cell
        for table in pw.synthetic_cohort(PRESETS[name]).sheets.values()
        for row in table.rows
        for cell in row
        if cell
    ]
    assert any(cell != cell.strip() for cell in cells)
    assert any("Other: " in cell for cell in cells)
    assert any(cell.endswith((",", ";")) for cell in cells)


@pytest.mark.parametrize("name", OWN)
def test_headings_are_the_words_of_the_questions(name: str) -> None:
    programme = PRESETS[name]
    cohort = pw.synthetic_cohort(programme, mentees=3, mentors=3)
    headings = {heading for table in cohort.sheets.values() for heading in table.columns}
    for question in programme.questions:
        asked = {role.name for role in question.asked} or {"MENTEE", "MENTOR"}
        if "MENTEE" in asked:
            assert question.words in headings
        if "MENTOR" in asked:
            assert (question.mentor_words or question.words) in headings
    assert set(cohort.sheets) == (
        {"people"} if name in ("community", "peers") else {"mentees", "mentors"}
    )


def test_one_row_may_be_of_both_roles() -> None:
    forms = read("peers", mentees=40, mentors=40, flaws=False)
    both = [form for form in forms.mentees if form.same_person]
    assert 10 < len(both) < 40
    cohort = pw.synthetic_cohort(PRESETS["peers"], mentees=40, mentors=40, flaws=False)
    assert len(cohort.people) == 80 - len(both)


def test_more_people_leave_the_others_as_they_are() -> None:
    few = pw.synthetic_cohort(PRESETS["alumni"], mentees=5, mentors=5, flaws=False).mentees
    many = pw.synthetic_cohort(PRESETS["alumni"], mentees=50, mentors=9, flaws=False).mentees
    assert all(row in many.rows for row in few.rows)


def test_answers_pass_rules_of_every_kind() -> None:
    rules = """
[rules.adult]
version = 1
sentence = "You are 25 to 40."
reason = "You are not."
all = [
  { question = "born", age_from = 25, age_until = 40, day = "2027-02-01" },
  { none = [{ question = "side", one_of = ["South"] }] },
  { any = [
    { question = "interests", all_of = ["Music", "Walking"] },
    { question = "free", answered = true },
  ] },
]
"""
    text = PRESETS["community"].text.replace(
        "[pair_rules.language]", rules + "[pair_rules.language]"
    )
    start = text.index("[rules.adult]")
    text = text[:start] + text[text.index("# A rule of pairs") :]
    programme = pw.Programme.parse(text)
    cohort = pw.synthetic_cohort(programme, mentees=60, mentors=60, flaws=False)
    forms = pw.read_applications(programme, cohort.sheets)
    outcomes = Counter(d.outcome.name for d in pw.decide(programme, forms.mentees))
    # The region follows the nations, whatever a rule says.
    outside = sum(dict(form.answers)["side"] == "South" for form in forms.mentees)
    assert outcomes == {"ELIGIBLE": 60 - outside, "NOT_ELIGIBLE": outside}


MONITORED = """
[questions.age]
kind = "choice"
words = "Which age group are you in?"
options = ["Under 30", "30 or over"]
keep = "monitoring"

[selection]
panel_members = 2
[selection.rubric.need]
sentence = "What somebody needs."
most = 5
weight = 1

[questions.name]
"""


def test_monitoring_and_marks_go_by_the_references_that_readers_make() -> None:
    text = PRESETS["alumni"].text.replace("[questions.name]", MONITORED, 1)
    programme = pw.Programme.parse(text)
    cohort = pw.synthetic_cohort(programme)
    forms = pw.read_applications(programme, cohort.sheets)
    assert "Which age group are you in?" not in cohort.mentees.columns
    monitoring = pw.read_monitoring(cohort.monitoring, programme, strict=True)
    references = {form.reference for form in [*forms.mentees, *forms.mentors]}
    assert {answers.reference for answers in monitoring.answers} == references
    panel = pw.read_panel(cohort.panel, programme, strict=True)
    assert not pw.check_panel(panel, forms.mentees, forms.mentors)
    assert {row[0] for row in cohort.panel.rows} == references


# Of the cells of each default cohort, so that no platform makes another.
DIGESTS = {
    "alumni": "97cebdfb5a59e252",
    "community": "ce6121d98cecea02",
    "grades": "4140a905bbc5bb15",
    "peers": "9bd1ebcbff750ad3",
}


@pytest.mark.parametrize("name", OWN)
def test_the_bytes_are_the_same_everywhere(name: str) -> None:
    tables = pw.synthetic_cohort(PRESETS[name]).sheets
    text = repr([(key, table.columns, table.rows) for key, table in tables.items()])
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == DIGESTS[name]
