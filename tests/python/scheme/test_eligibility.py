"""Eligibility: decisions with every reason, to the second of the deadline."""

import datetime as dt
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

PILOT = pw.Programme.parse((resources.files("pairwell") / "data" / "pilot.toml").read_text("utf-8"))
DEADLINE = dt.datetime(2017, 4, 24, 9, 0, tzinfo=dt.UTC)


def mentees(**columns):
    rows = max(len(values) for values in columns.values())
    table = {
        "reference": [f"MM-{i + 1:03}" for i in range(rows)],
        "state": ["submitted"] * rows,
        "submitted_at": [DEADLINE] * rows,
        "nation": ["England"] * rows,
        "works_as": ["volunteer"] * rows,
        "sector": ["museums"] * rows,
        "needs": ["leadership:1"] * rows,
        "consent": ["yes"] * rows,
    }
    return pw.read_mentees(table | columns, PILOT, strict=True).forms


def test_the_deadline_is_kept_to_the_second():
    seconds = [-1, 0, 1]
    times = [DEADLINE + dt.timedelta(seconds=second) for second in seconds]
    decisions = pw.decide(PILOT, mentees(submitted_at=times))
    assert [decision.outcome for decision in decisions] == [
        pw.Outcome.ELIGIBLE,
        pw.Outcome.ELIGIBLE,
        pw.Outcome.LATE,
    ]
    assert decisions[2].reasons[0].text == (
        "Submitted at 10:00:01 on Monday 24 April 2017 (BST),"
        " 1 second after the deadline of 10:00:00."
    )


def test_every_reason_is_given_with_its_rule_and_version():
    (decision,) = pw.decide(PILOT, mentees(nation=["Wales"], consent=[None], needs=[None]))
    assert decision.outcome is pw.Outcome.NOT_ELIGIBLE
    assert [(reason.rule, reason.version) for reason in decision.reasons] == [
        ("works-in-nation", 1),
        ("consent", 1),
        ("need", 1),
    ]
    assert decision.reasons[0].value == "Wales"
    assert decision.reasons[0].field == "nation"
    assert decision.reasons[0].question == "Nation of work"


@pytest.mark.parametrize(
    "until", ["2017-04-24T10:30:00+01:00", DEADLINE + dt.timedelta(minutes=30)]
)
def test_grace_is_recorded_as_a_reason(until):
    grace = pw.Grace(reference="MM-001", until=until, reason="Server down", decided_by="B. Okafor")
    forms = mentees(submitted_at=[DEADLINE + dt.timedelta(minutes=30)] * 2)
    let_in, late = pw.decide(PILOT, forms, graces=[grace])
    assert let_in.outcome is pw.Outcome.ELIGIBLE
    assert late.outcome is pw.Outcome.LATE
    assert let_in.reasons[0].text.endswith(
        "let in by B. Okafor until 10:30:00 on Monday 24 April 2017 (BST): Server down."
    )


def test_grace_without_reason_or_decider_or_form_is_refused():
    graces = [
        pw.Grace(reference="MM-001", until=DEADLINE, reason="", decided_by="B. Okafor"),
        pw.Grace(reference="MM-009", until=DEADLINE, reason="Server down", decided_by=" "),
    ]
    with pytest.raises(pw.InvalidInput) as raised:
        pw.decide(PILOT, mentees(nation=["England"]), graces=graces)
    rules = [finding.rule for finding in raised.value.findings]
    assert rules == ["grace-reason", "grace-decider", "grace-reference"]


def test_grace_needs_an_instant():
    with pytest.raises(ValueError, match="time zone"):
        pw.Grace(reference="MM-001", until=dt.datetime(2017, 4, 24, 10), reason="r", decided_by="d")


def test_drafts_and_withdrawn_forms_are_kept_as_such():
    forms = mentees(state=["draft", "withdrawn"], submitted_at=[None, None])
    assert [decision.outcome for decision in pw.decide(PILOT, forms)] == [
        pw.Outcome.DRAFT,
        pw.Outcome.WITHDRAWN,
    ]


def test_forms_of_both_roles_are_not_decided_together():
    mentor = pw.read_mentors({"reference": ["MR-001"], "state": ["draft"]}, PILOT).forms
    with pytest.raises(TypeError, match="forms of one role"):
        pw.decide(PILOT, [*mentees(nation=["England"]), *mentor])
    assert pw.decide(PILOT, mentor)[0].role is pw.Role.MENTOR


def test_no_forms_give_no_decisions():
    decisions = pw.decide(PILOT, [])
    assert len(decisions) == 0
    assert repr(decisions) == "<Decisions of 0: none>"


def test_decisions_are_a_sequence_and_a_frame():
    forms = mentees(nation=["England", "Wales"])
    decisions = pw.decide(PILOT, forms)
    assert repr(decisions) == "<Decisions of 2: 1 eligible, 1 not eligible>"
    assert decisions == pw.decide(PILOT, forms)
    assert decisions[-1] is decisions[1]
    assert decisions[:1] == (decisions[0],)
    frame = decisions.to_pandas()
    assert frame["outcome"].tolist() == ["eligible", "not_eligible"]
    assert frame["role"].tolist() == ["mentee", "mentee"]
    assert frame["rules"].tolist()[1] == "works-in-nation"
    assert decisions.to_polars().rows() == [
        tuple(None if value != value else value for value in row)
        for row in frame.itertuples(index=False)
    ]


@settings(max_examples=60, deadline=None)
@given(
    seconds=st.integers(-(10**7), 10**7),
    nation=st.sampled_from(["England", "scotland", "Wales", None]),
    consent=st.sampled_from(["yes", "no", None]),
)
def test_a_form_is_eligible_exactly_when_it_is_in_time_and_every_rule_holds(
    seconds, nation, consent
):
    form = mentees(
        submitted_at=[DEADLINE + dt.timedelta(seconds=seconds)], nation=[nation], consent=[consent]
    )
    (decision,) = pw.decide(PILOT, form)
    failing = {reason.rule for reason in decision.reasons}
    expected = set()
    if seconds > 0:
        expected.add("deadline")
    if nation not in ("England", "scotland"):
        expected.add("works-in-nation")
    if consent != "yes":
        expected.add("consent")
    assert failing == expected
    assert (decision.outcome is pw.Outcome.ELIGIBLE) == (not expected)
    assert (decision.outcome is pw.Outcome.LATE) == (seconds > 0)


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(range(5)))
def test_a_decision_does_not_depend_on_the_other_rows(order):
    columns = {
        "reference": [f"MM-{i}" for i in range(5)],
        "nation": ["England", "Wales", None, "Scotland", "England"],
        "submitted_at": [DEADLINE + dt.timedelta(seconds=i - 2) for i in range(5)],
    }
    straight = {d.reference: d for d in pw.decide(PILOT, mentees(**columns))}
    shuffled = {name: [values[i] for i in order] for name, values in columns.items()}
    for decision in pw.decide(PILOT, mentees(**shuffled)):
        assert decision == straight[decision.reference]
