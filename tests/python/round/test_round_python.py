"""One round in Python: what goes in comes out, in every number."""

import csv
import dataclasses
import itertools
import time
from importlib.resources import files

import numpy as np
import pytest
from small_rounds import forms, panel, programme_text

import pairwell as pw

DATA = files("pairwell") / "data"
STEPS = ("applied", "submitted", "in_time", "eligible", "shortlisted", "matched")


def small_round(text=None, mentees=None, mentors=None, marks=None, graces=()):
    programme = pw.Programme.parse(text or programme_text(), file="small.toml")
    mentees = mentees or forms(["ME-1", "ME-2", "ME-3"])
    mentors = mentors or forms(["MR-1", "MR-2", "MR-3"])
    return pw.run_round(programme, mentees, mentors, marks, graces)


def references(pairs):
    return [(pair.mentee.reference, pair.mentor.reference) for pair in pairs]


def test_every_step_of_the_funnel_is_no_larger_than_the_one_before(pilot_round):
    for row in pilot_round.funnel:
        counts = [getattr(row, step) for step in STEPS]
        assert counts == sorted(counts, reverse=True), row


def test_every_row_of_the_tables_is_counted_as_applied(pilot_round):
    for role in ("mentee", "mentor"):
        with (DATA / f"{role}s.csv").open(encoding="utf-8", newline="") as table:
            rows = len(list(csv.DictReader(table)))
        assert pilot_round.total(role).applied == rows


def test_everybody_who_went_on_is_paired_or_explained(pilot_round):
    paired = {reference for pair in references(pilot_round.pairs) for reference in pair}
    unpaired = {person.form.reference for person in pilot_round.unpaired}
    on = (pw.Selected.SHORTLISTED, pw.Selected.RESERVE)
    went_on = {entry.reference for entry in pilot_round.selections if entry.outcome in on}
    assert paired | unpaired == went_on
    assert not paired & unpaired
    assert all(person.text for person in pilot_round.unpaired)


def test_the_pairs_are_those_of_the_matching_with_their_scores(pilot_round):
    assert len(pilot_round.pairs) == len(pilot_round.matching.pairs) > 0
    assert sum(pair.score.units for pair in pilot_round.pairs) == pilot_round.matching.units
    assert pilot_round.verdict.holds


def test_a_round_cannot_be_changed(pilot_round):
    with pytest.raises(AttributeError):
        pilot_round.pairs = ()


def test_a_round_holds_the_matching_of_its_problem(pilot_round):
    other = pw.match([[1]])
    with pytest.raises(pw.InvalidInput, match="made for another problem"):
        dataclasses.replace(pilot_round, matching=other)
    assert dataclasses.replace(pilot_round, funnel=()).matching is pilot_round.matching


def test_the_same_inputs_give_the_same_round():
    first, second = small_round(), small_round()
    assert references(first.pairs) == references(second.pairs)
    assert first.matching.digest == second.matching.digest


def test_without_a_panel_every_eligible_form_goes_on():
    round_ = small_round()
    assert [form.reference for form in round_.mentee_forms] == ["ME-1", "ME-2", "ME-3"]
    assert round_.selections == ()
    assert len(round_.pairs) == 2  # the places in England


def test_reserves_wait_while_everyone_shortlisted_has_a_pair():
    marks = panel(["ME-1", "ME-2", "ME-3", "MR-1", "MR-2", "MR-3"])
    # The reserve would be the better match: more needs met than ME-1's.
    mentees = forms(["ME-1", "ME-2", "ME-3"], needs=["finance:1", "leadership:1", "leadership:1"])
    round_ = small_round(mentees=mentees, marks=marks)
    assert {mentee for mentee, _ in references(round_.pairs)} == {"ME-1", "ME-2"}
    waiting = [person for person in round_.unpaired if person.why is None]
    assert [person.form.reference for person in waiting] == ["ME-3", "MR-3"]
    assert all("reserve" in person.text for person in waiting)


def test_a_reserve_fills_the_place_of_one_who_cannot_be_paired():
    marks = panel(["ME-1", "ME-2", "ME-3", "MR-1", "MR-2"])
    mentees = forms(["ME-1", "ME-2", "ME-3"], vetoes=["MR-1;MR-2", None, None])
    round_ = small_round(mentees=mentees, mentors=forms(["MR-1", "MR-2"]), marks=marks)
    assert {mentee for mentee, _ in references(round_.pairs)} == {"ME-2", "ME-3"}
    (left,) = round_.unpaired
    assert left.form.reference == "ME-1"
    assert left.why.why == pw.Unmatched.NOBODY_ADMISSIBLE
    assert left.why.detail == "Refused by rule: veto (2 mentors)."
    assert round_.verdict.holds


def test_a_reserve_never_takes_the_place_of_one_who_had_a_pair():
    # The reserve ME-3 fits better than ME-2, who was shortlisted and keeps the pair all the same.
    marks = panel(["ME-1", "ME-2", "ME-3", "MR-1"])
    mentees = forms(
        ["ME-1", "ME-2", "ME-3"],
        vetoes=["MR-1", None, None],
        needs=["leadership:1", "finance:1", "leadership:1"],
    )
    round_ = small_round(mentees=mentees, mentors=forms(["MR-1"]), marks=marks)
    assert references(round_.pairs) == [("ME-2", "MR-1")]
    assert round_.verdict.holds


def test_who_stays_for_others_is_not_told_of_what_nobody_asked_for():
    # ME-1, shortlisted, and ME-4, a reserve, can only be with MR-1; ME-2 had that place before
    # the reserve MR-4 came in for ME-3.
    marks = panel(["ME-1", "ME-2", "ME-3", "ME-4", "MR-1", "MR-2", "MR-3", "MR-4"])
    others = "MR-2;MR-3;MR-4"
    mentees = forms(
        ["ME-1", "ME-2", "ME-3", "ME-4"], vetoes=[others, others, "MR-1;MR-2;MR-3", others]
    )
    text = programme_text(mentees="3", mentors="3")
    mentors = forms(["MR-1", "MR-2", "MR-3", "MR-4"])
    round_ = small_round(text=text, mentees=mentees, mentors=mentors, marks=marks)
    assert ("ME-3", "MR-4") in references(round_.pairs)
    (kept,) = {mentee for mentee, mentor in references(round_.pairs) if mentor == "MR-1"}
    told = {person.form.reference: person for person in round_.unpaired}
    (left,) = {"ME-1", "ME-2"} - {kept}
    for reference in (left, "ME-4"):
        assert told[reference].why.detail == (
            f"Before reserves came in, there was a pair for mentee {kept}."
        )
    assert told[left].text == told[left].why.text
    assert told[left].text.startswith("A pair would take the place of someone who was paired")
    assert told["ME-4"].text.startswith("Stays a reserve")


def test_a_late_form_with_grace_goes_on_and_one_without_does_not():
    times = ["2017-04-24T10:00:00", "2017-04-24T10:00:01", "2017-04-24T10:00:01"]
    grace = pw.Grace(
        reference="ME-3",
        until="2017-04-24T11:00:00+01:00",
        reason="the page was down",
        decided_by="A",
    )
    round_ = small_round(
        mentees=forms(["ME-1", "ME-2", "ME-3"], submitted_at=times), graces=[grace]
    )
    outcomes = {decision.reference: decision.outcome for decision in round_.decisions}
    assert [outcomes[f"ME-{i}"].name for i in (1, 2, 3)] == ["ELIGIBLE", "LATE", "ELIGIBLE"]
    assert [form.reference for form in round_.mentee_forms] == ["ME-1", "ME-3"]


def test_graces_of_both_roles_may_stand_in_one_list_and_one_of_nobody_is_refused():
    def grace(reference):
        return pw.Grace(
            reference=reference, until="2017-04-24T11:00:00+01:00", reason="r", decided_by="A"
        )

    small_round(graces=[grace("ME-1"), grace("MR-1")])
    with pytest.raises(pw.InvalidInput, match="NOBODY"):
        small_round(graces=[grace("ME-1"), grace("NOBODY")])


def test_faults_of_both_tables_are_raised_at_once():
    mentees = forms(["ME-1", "ME-2"], state=["submitted", "sumbitted"])
    mentors = forms(["MR-1", "MR-1"])
    with pytest.raises(pw.InvalidInput) as raised:
        small_round(mentees=mentees, mentors=mentors)
    assert {finding.column for finding in raised.value.findings} >= {"state", "reference"}


def test_a_round_may_be_spared_its_explanations():
    mentees = forms(["ME-1", "ME-2", "ME-3"])
    programme = pw.Programme.parse(programme_text(), file="small.toml")
    round_ = pw.run_round(programme, mentees, forms(["MR-1"]), explain=False)
    assert len(round_.unpaired) == 2
    assert [person.why for person in round_.unpaired] == [None, None]


def test_an_infeasible_round_has_no_pairs_and_a_reason():
    round_ = small_round(text=programme_text(mentees="{ least = 3, most = 3 }", mentors="2"))
    assert round_.matching.status == pw.Status.INFEASIBLE
    assert round_.pairs == ()
    assert round_.unpaired == ()
    reason = round_.matching.infeasibility.reason
    assert reason == (
        'At least 3 pairs must be made (the group "mentee places in England" asks for at least 3),'
        ' but no more than 2 can be (the group "mentor places in England" takes at most 2).'
    )


def test_a_rematch_that_cannot_be_names_references():
    programme = pw.Programme.parse(programme_text(mentees="4", mentors="4"), file="small.toml")
    mentees = pw.read_mentees(forms(["ME-1", "ME-2", "ME-3"]), programme).forms
    mentors = pw.read_mentors(forms(["MR-1", "MR-2"]), programme).forms
    records = [
        pw.PairRecord(mentee=mentee, mentor=mentor, state="confirmed")
        for mentee, mentor in (("ME-1", "MR-2"), ("ME-3", "MR-1"), ("ME-2", "MR-2"))
    ]
    scores = pw.score_pairs(programme, mentees, mentors)
    asked = pw.make_rematch(programme, mentees, mentors, scores, records)
    reason = pw.match(asked.problem, asked.objective).infeasibility.reason
    assert "ME-2 with mentor MR-2 is locked" in reason
    assert "MR-1" not in reason


def test_who_gives_way_is_told_by_reference_and_apart():
    round_ = small_round(mentees=forms([f"ME-{i}" for i in range(4)]), mentors=forms(["MR-1"]))
    assert len(round_.unpaired) == 3
    for person in round_.unpaired:
        assert "ME-" not in person.text
        assert f"mentee {person.form.reference} has a pair" in person.why.detail
        assert f"from mentee {round_.pairs[0].mentee.reference}." in person.why.detail


def test_a_round_in_which_nobody_is_eligible_ends_without_pairs():
    round_ = small_round(mentees=forms(["ME-1"], nation=["Wales"]))
    assert round_.pairs == ()
    assert round_.total("mentee").eligible == 0
    assert [row.region for row in round_.funnel if row.applied and row.role == "mentee"] == [
        "Wales"
    ]


def large_round(**options):
    """A round in which about half of the mentees are in no pair."""
    programme = pw.Programme.read(DATA / "pilot.toml")
    people = pw.synthetic_cohort(programme, mentees=400, mentors=200, flaws=False)
    return pw.run_round(programme, people.mentees, people.mentors, **options)


def test_a_round_tells_how_far_it_has_come():
    told = []

    def progress(*now):
        told.append(now)
        time.sleep(
            0.025
        )  # So long that the round tells at every look at the clock, however fast it is.

    round_ = large_round(progress=progress)
    assert round_.verdict.holds
    explained = [done for stage, done, _ in told if stage == "explaining"]
    assert len(set(explained)) > 2
    assert all(done <= total for _, done, total in told)
    for (stage, done, _), (next_stage, next_done, _) in itertools.pairwise(told):
        assert next_stage != stage or next_done >= done


@pytest.mark.parametrize("until", [{"explaining"}, None])
def test_a_round_stops_where_progress_asks_it_to(until):
    told = []

    def progress(stage, *_):
        told.append(stage)
        return np.bool_(until is not None and stage not in until)

    with pytest.raises(pw.Stopped, match="the caller asked to stop") as caught:
        large_round(progress=progress)
    assert caught.value.status is pw.Status.CANCELLED
    assert not until or told[-1] in until
    assert sum(not until or stage in until for stage in told) == 1, "nothing is told after it"


def test_a_round_has_one_time_limit():
    with pytest.raises(pw.Stopped, match="the time limit passed") as caught:
        large_round(time_limit=0)
    assert caught.value.status is pw.Status.TIME_LIMIT
    with pytest.raises(pw.InvalidInput, match=r"(?s)run_round: .*time limit"):
        large_round(time_limit=float("nan"))
