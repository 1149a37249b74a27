"""What stands by the record, and what changed forms, decisions and programmes do to it."""

import datetime as dt

import pytest
from small_rounds import programme_text
from store_cases import EXTRA, MENTEES, MENTORS, PROGRAMME, hour, lived, named, shortlisted, started

import pairwell as pw


def withdrawn(reference):
    """The form of somebody who takes it back, in the table that the office sends in."""
    state = ["withdrawn" if each == reference else "submitted" for each in MENTEES]
    return named(MENTEES, state=state)


def receive(store, role, reference, **cells):
    """Take in a changed form of somebody."""
    table = named([reference], **{column: [cell] for column, cell in cells.items()})
    store.reception(PROGRAMME, actor="Officer").receive(role, table)


def change_programme(store, one_of='["England", "Scotland"]', **changes):
    """Take in a changed file of the programme."""
    text = programme_text(**changes).replace(
        '["England", "Scotland"]\n\n[selection', f"{one_of}\n\n[selection"
    )
    store.add_programme(pw.Programme(text + EXTRA), actor="Officer")


def plan(store, purpose, person, host, day):
    """Plan an appointment of one person with one host."""
    times = [hour(day, 9, 12)]
    store.running(PROGRAMME, actor="Officer").schedule(
        purpose,
        [pw.ScheduleRequest(person=person, free=times)],
        [pw.ScheduleHost(id=host, free=times)],
    )


@pytest.fixture
def desk(filled):
    """The desk that moves and matches, as the officer's."""
    return filled.pairs(PROGRAMME, actor="Officer")


class TestStanding:
    def test_is_of_one_moment_and_names_the_head(self, filled, desk):
        made = started(filled)
        stands = desk.standing()
        newest = filled.records(PROGRAMME)[-1]
        assert (stands.seq, stands.head) == (newest.seq, newest.digest)
        assert stands.head == filled.audit(PROGRAMME).head
        assert stands.at == dt.datetime.fromisoformat(newest.at)
        assert stands.at.utcoffset() == dt.timedelta(hours=1)  # British Summer Time
        assert stands.day == dt.date(2017, 4, 25)
        assert stands.programme.id == PROGRAMME
        assert repr(stands) == (
            f"<Standing: small-2017, record {newest.seq}, 5 people, 0 open and 2 live pairs>"
        )
        assert [(p.mentee, p.mentor) for p in stands.live] == made

    def test_has_everybody_and_every_pair_by_state(self, filled, desk):
        shortlisted(filled)
        assert list(desk.standing().people) == [*MENTEES, *MENTORS]
        assert not desk.standing().pairs
        reserve = next(desk.standing().in_state("reserve"))
        assert (reserve.role, reserve.region) == ("mentee", "England")
        by = filled.records(PROGRAMME)[reserve.seq - 1]
        assert (by.action, by.subject) == ("shortlist", reserve.reference)
        (first, second) = started(filled)
        desk.move_pairs([first], "end_early", because="No time.")
        stands = desk.standing()
        assert [p.state for p in stands.pairs] == ["ended_early", "active"]
        assert (stands.ended[0].reason, stands.live[0].state) == ("No time.", "active")
        assert [(p.mentee, p.mentor) for p in stands.shown] == [second]
        assert {p.reference for p in stands.in_state("matched")} == set(second)
        assert [p.reference for p in stands.taking_part("mentor")] == [
            m for m in MENTORS if m in (first[1], second[1])
        ]
        assert stands.partners(second[0]) == [second[1]]
        assert stands.partners(second[1]) == [second[0]]
        assert stands.partners(first[0]) == []
        assert stands.partners(first[0], "ended_early") == [first[1]]
        assert [p.state for p in stands.pairs_of(first[1])] == ["ended_early"]
        assert (stands.state(first[0]), stands.state("ME-9")) == ("accepted", "")

    def test_names_a_region_in_the_programmes_spelling(self, filled, desk):
        filled.reception(PROGRAMME, actor="Officer").receive(
            "mentee", named(["ME-7", "ME-8"], nation=[" scotland", "Elsewhere"])
        )
        people = desk.standing().people
        assert (people["ME-7"].region, people["ME-8"].region) == ("Scotland", "Elsewhere")


class TestFormWithdrawn:
    def test_ends_a_pair_at_once_and_its_partner_can_be_matched_again(self, filled, desk):
        (mentee, mentor), other = started(filled)
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", withdrawn(mentee))
        stands = desk.standing()
        form = filled.records(PROGRAMME)[-1]
        (ended,) = stands.ended
        assert (ended.mentee, ended.mentor, ended.state) == (mentee, mentor, "withdrawn")
        assert ended.reason == f"{mentee}: The form came in withdrawn."
        assert (ended.seq, stands.people[mentee].seq) == (form.seq, form.seq)
        assert (stands.state(mentee), stands.state(mentor)) == ("withdrawn", "accepted")
        assert [(p.mentee, p.mentor) for p in stands.live] == [other]

    def test_is_on_record_before_anything_else(self, filled, desk):
        (mentee, mentor), _ = started(filled)
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", withdrawn(mentee))
        before = desk.standing()
        reserve = next(before.in_state("reserve")).reference
        desk.move_applications([reserve], "promote", because="A place is free.")
        last = [(r.action, r.subject, r.outcome) for r in filled.records(PROGRAMME)[-4:]]
        assert last == [
            ("withdraw", mentee, "withdrawn"),
            ("withdraw", f"{mentee}/{mentor}", "withdrawn"),
            ("unmatch", mentor, "accepted"),
            ("promote", reserve, "shortlisted"),
        ]
        after = desk.standing()
        assert [p.state for p in after.pairs] == [p.state for p in before.pairs]
        assert {p.reference: p.state for p in after.people.values()} == {
            **{p.reference: p.state for p in before.people.values()},
            reserve: "shortlisted",
        }
        assert filled.audit(PROGRAMME).holds

    def test_can_be_taken_back_while_nothing_stands_on_it(self, filled, desk):
        shortlisted(filled)
        first = next(desk.standing().in_state("shortlisted", role="mentee")).reference
        reception = filled.reception(PROGRAMME, actor="Officer")
        reception.receive("mentee", withdrawn(first))
        assert desk.standing().state(first) == "withdrawn"
        with pytest.raises(pw.InvalidInput, match="withdrawn is final"):
            desk.move_applications([first], "accept")
        reception.receive("mentee", named(MENTEES))
        assert desk.standing().state(first) == "shortlisted"
        desk.move_applications([first], "accept")

    def test_after_the_end_leaves_a_completed_pair_completed(self, filled, desk):
        (mentee, mentor), _ = started(filled)
        desk.move_pairs([(mentee, mentor)], "complete")
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", withdrawn(mentee))
        assert desk.settle() == []
        stands = desk.standing()
        assert {stands.state(mentee), stands.state(mentor)} == {"completed"}
        assert [p.state for p in stands.pairs_of(mentee)] == ["completed"]
        share = filled.running(PROGRAMME, actor="Officer").evaluation().completed
        assert (share.count, share.of) == (1, 2)

    @pytest.mark.parametrize("state", ["shortlisted", "interviewed"])
    def test_calls_off_what_was_to_come(self, filled, desk, state):
        shortlisted(filled)
        first = next(desk.standing().in_state("shortlisted", role="mentee")).reference
        plan(filled, "interviews", first, "panel A", "2017-05-03")
        if state == "interviewed":
            desk.move_applications([first], "interview")
        running = filled.running(PROGRAMME, actor="Officer")
        assert [a.person for a in running.appointments("interviews")] == [first]
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", withdrawn(first))
        assert ("interviews", "called off") in [(m.move, m.state) for m in desk.settle()]
        assert running.appointments("interviews") == []
        assert desk.settle() == []


class TestAppointments:
    def test_of_a_pair_that_ends_before_them_are_called_off(self, filled, desk):
        shortlisted(filled)
        people = [p.reference for p in desk.standing().in_state("shortlisted")]
        desk.move_applications(people, "accept")
        (declined, kept) = desk.match().added
        desk.move_pairs([declined, kept], "review")
        for mentee, mentor in (declined, kept):
            plan(filled, "conversations", mentee, mentor, "2017-05-09")
        desk.move_pairs([declined], "decline", because="They know each other.")
        running = filled.running(PROGRAMME, actor="Officer")
        assert [a.person for a in running.appointments("conversations")] == [kept[0]]
        last = filled.records(PROGRAMME)[-1]
        assert (last.action, last.subject, last.outcome) == (
            "conversations", "/".join(declined), "called off",
        )  # fmt: skip

    def test_that_were_held_stay_on_record(self, filled, desk):
        (mentee, mentor), _ = started(filled)
        plan(filled, "conversations", mentee, mentor, "2017-04-25")
        plan(filled, "interviews", mentee, "panel A", "2017-04-25")
        desk.move_applications([mentee], "withdraw")
        running = filled.running(PROGRAMME, actor="Officer")
        assert [a.person for a in running.appointments("conversations")] == [mentee]
        assert [a.person for a in running.appointments("interviews")] == [mentee]

    def test_of_somebody_not_eligible_any_more_are_called_off(self, filled, desk):
        shortlisted(filled)
        first = next(desk.standing().in_state("shortlisted", role="mentee")).reference
        plan(filled, "interviews", first, "panel A", "2017-05-03")
        receive(filled, "mentee", first, nation="France")
        desk.decide()
        assert desk.standing().state(first) == "not_eligible"
        assert filled.running(PROGRAMME, actor="Officer").appointments("interviews") == []

    def test_of_somebody_whom_newer_marks_make_a_reserve_are_called_off(self, filled, desk):
        shortlisted(filled)
        first = next(desk.standing().in_state("shortlisted", role="mentee")).reference
        plan(filled, "interviews", first, "panel A", "2017-05-03")
        desk.mark({"reference": [first], "member": ["Panel A"], "need": ["1"]})
        desk.shortlist()
        assert desk.standing().state(first) == "reserve"
        assert filled.running(PROGRAMME, actor="Officer").appointments("interviews") == []


class TestAgreements:
    def test_of_a_pair_that_ends_have_ended_and_meetings_to_come_are_cancelled(self, filled, desk):
        mentee, mentor = lived(filled)[0]
        running = filled.running(PROGRAMME, actor="Officer")
        running.log_meeting(mentee, mentor, 1, "hold")
        running.log_meeting(mentee, mentor, 2, on="2017-07-10")
        moved = desk.move_applications([mentee], "withdraw", because="A new post.")
        assert ("end agreement", "ended") in [(m.move, m.state) for m in moved]
        assert [log.state for log in running.logged("agreement")] == ["ended"]
        assert [log.state for log in running.logged("meeting")] == ["held", "cancelled"]
        assert filled.audit(PROGRAMME).holds


class TestErasure:
    def test_leaves_partners_who_can_be_matched_again(self, filled, desk):
        (mentee, mentor), other = started(filled)
        filled.custodian(PROGRAMME, actor="Officer").erase(mentee, because="Asked for.")
        stands = desk.standing()
        assert mentee not in stands.people
        assert [(p.mentee, p.mentor) for p in stands.pairs] == [other]
        assert stands.state(mentor) == "accepted"
        desk.settle()
        assert desk.standing().state(mentor) == "accepted"
        assert filled.audit(PROGRAMME).holds


class TestMovesByHand:
    def test_that_pairs_contradict_are_refused(self, filled, desk):
        (mentee, mentor), _ = started(filled)
        with pytest.raises(pw.InvalidInput, match=f"{mentee}: is in a pair that is live"):
            desk.move_applications([mentee], "unmatch", because="A slip.")
        with pytest.raises(pw.InvalidInput, match=f"{mentor}: is in a pair that is live"):
            desk.move_applications([mentor], "complete")
        desk.move_pairs([(mentee, mentor)], "end_early", because="No time.")
        with pytest.raises(pw.InvalidInput, match=f"{mentee}: is in no pair that is live"):
            desk.move_applications([mentee], "match")

    def test_that_turn_somebody_down_end_their_open_pairs(self, filled, desk):
        shortlisted(filled)
        people = [p.reference for p in desk.standing().in_state("shortlisted")]
        desk.move_applications(people, "accept")
        (first, _) = desk.match().added
        desk.move_applications([first[0]], "not_select", because="The employer said no.")
        (ended,) = desk.standing().ended
        assert ((ended.mentee, ended.mentor), ended.state) == (first, "withdrawn")
        assert ended.reason == "The employer said no."

    def test_of_a_mentor_with_another_open_pair_do_not_end_their_part(self, filled, desk):
        (first, second) = started(filled)
        desk.move_pairs([second], "end_early", because="No time.")
        receive(filled, "mentor", first[1], capacity="2")
        receive(filled, "mentor", second[1], vetoes=second[0])
        (new,) = desk.match().added
        assert new == (second[0], first[1])
        desk.move_pairs([first], "complete")
        assert desk.standing().state(first[1]) == "accepted"
        assert [p.state for p in desk.standing().open] == ["proposed"]


class TestConcerns:
    """A change after the acceptance: ended, stopped until a person decides, or told."""

    def stopped(self, desk, *, rule, value, message):
        """The one error, told by `concerns` and by `match` alike; nothing is changed."""
        before = desk.standing()
        (found,) = [f for f in desk.concerns() if f.severity == pw.Severity.ERROR]
        assert (found.rule, found.value) == (rule, value)
        assert message in found.message
        with pytest.raises(pw.InvalidInput) as refused:
            desk.match()
        assert found in refused.value.findings
        assert desk.standing() == before

    def told(self, desk, *, rule, value, message):
        """The one warning; a matching can be made."""
        (found,) = [f for f in desk.concerns() if f.rule == rule]
        assert (found.severity, found.value) == (pw.Severity.WARNING, value)
        assert message in found.message
        return desk.match()

    def test_of_nobody_there_are_none(self, filled, desk):
        shortlisted(filled)
        assert desk.concerns() == []
        started(filled)
        assert desk.concerns() == []

    def test_a_form_that_is_a_draft_again_stops_a_matching(self, filled, desk):
        (mentee, _), _ = started(filled)
        receive(filled, "mentee", mentee, state="draft", submitted_at=None)
        self.stopped(desk, rule="draft", value=mentee, message="is matched, and their form is a")
        desk.decide()
        self.stopped(desk, rule="draft", value=mentee, message="or withdraw them")
        receive(filled, "mentee", mentee)
        assert desk.match().kept

    @pytest.mark.parametrize("decides_first", [True, False])
    def test_somebody_not_eligible_any_more_stops_a_matching(self, filled, desk, decides_first):
        (mentee, _), _ = started(filled)
        receive(filled, "mentee", mentee, nation="France")
        if decides_first:
            desk.decide()
        assert desk.standing().state(mentee) == "matched"
        said = "is not eligible: The form names another nation. Correct the form or the rules, "
        then = "overturn" if decides_first else "decide and then overturn"
        self.stopped(desk, rule="not_eligible", value=mentee, message=said + then)

    def test_a_person_who_overturns_the_decision_lets_it_be_made(self, filled, desk):
        (mentee, _), other = started(filled)
        receive(filled, "mentee", mentee, nation="France")
        with pytest.raises(pw.InvalidInput, match="why it is made"):
            desk.move_applications([mentee], "overturn")
        desk.move_applications([mentee], "overturn", because="Too early: nobody has decided.")
        self.stopped(desk, rule="not_eligible", value=mentee, message="decide and then overturn")
        desk.decide()
        self.stopped(desk, rule="not_eligible", value=mentee, message="rules, overturn")
        desk.move_applications([mentee], "overturn", because="Works for a museum in England.")
        assert desk.standing().state(mentee) == "matched"
        assert len(desk.match().kept) == 2
        desk.decide()
        assert len(desk.match().kept) == 2
        desk.move_pairs([other], "end_early", because="No time.")  # applications follow pairs
        receive(filled, "mentee", mentee, nation="Spain")
        self.stopped(desk, rule="not_eligible", value=mentee, message="decide and then overturn")

    def test_a_form_that_came_late_stops_a_matching_until_it_is_let_in(self, filled, desk):
        (mentee, _), _ = started(filled)
        receive(filled, "mentee", mentee, submitted_at="2017-04-24T12:00")
        self.stopped(desk, rule="late", value=mentee, message="Let them in late, correct")
        until = dt.datetime.fromisoformat("2017-04-24T13:00+01:00")
        grace = pw.Grace(reference=mentee, until=until, reason="Illness.", decided_by="Officer")
        desk.let_in([grace])
        assert len(desk.match().kept) == 2

    def test_a_rule_of_the_programme_that_changed_stops_a_matching(self, filled, desk):
        pairs = started(filled)
        change_programme(filled, one_of='["Scotland"]')
        with pytest.raises(pw.InvalidInput) as refused:
            desk.match()
        people = {reference for pair in pairs for reference in pair}
        assert {f.value for f in refused.value.findings} == people
        assert {f.rule for f in refused.value.findings} == {"not_eligible"}

    @pytest.mark.parametrize("column", ["vetoes", "conflicts"])
    def test_a_live_pair_that_a_rule_refuses_stops_a_matching(self, filled, desk, column):
        (mentee, mentor), _ = started(filled)
        receive(filled, "mentee", mentee, **{column: mentor})
        then = "End it early, or correct the forms"
        self.stopped(desk, rule="refused", value=f"{mentee}/{mentor}", message=then)
        desk.move_pairs([(mentee, mentor)], "end_early", because="A veto.")
        assert (mentee, mentor) not in desk.match().added

    def test_an_open_pair_that_a_rule_refuses_is_replaced_with_the_reason(self, filled, desk):
        shortlisted(filled)
        people = [p.reference for p in desk.standing().in_state("shortlisted")]
        desk.move_applications(people, "accept")
        (first, _) = desk.match().added
        receive(filled, "mentee", first[0], vetoes=first[1])
        subject = "/".join(first)
        made = self.told(desk, rule="refused", value=subject, message="A matching replaces it.")
        assert first in made.replaced
        (ended,) = [p for p in desk.standing().ended if (p.mentee, p.mentor) == first]
        assert ended.state == "replaced"
        assert ended.reason.startswith("A rule now refuses it: ")

    def test_fewer_places_of_a_mentor_than_live_pairs_stop_a_matching(self, filled, desk):
        (first, second) = started(filled)
        desk.move_pairs([second], "end_early", because="No time.")
        receive(filled, "mentor", first[1], capacity="2")
        receive(filled, "mentor", second[1], vetoes=second[0])
        new = desk.match().added
        for move in ("review", "hold_conversation", "confirm"):
            desk.move_pairs(new, move)
        receive(filled, "mentor", first[1], capacity="1")
        said = "is in 2 live pairs and now offers 1 place."
        self.stopped(desk, rule="capacity", value=first[1], message=said)

    def test_fewer_places_of_the_programme_than_live_pairs_stop_a_matching(self, filled, desk):
        pairs = started(filled)
        change_programme(filled, mentees="1")
        people = ", ".join(mentee for mentee, _ in pairs)
        said = f"and 2 mentees there are in live pairs: {people}. Decline pairs"
        self.stopped(desk, rule="places", value="England", message=said)

    def test_newer_marks_of_somebody_accepted_are_told(self, filled, desk):
        (mentee, _), _ = started(filled)
        desk.mark({"reference": [mentee], "member": ["Panel A"], "need": ["1"]})
        desk.shortlist()
        assert desk.standing().state(mentee) == "matched"
        made = self.told(desk, rule="selection", value=mentee, message="by the newest marks is res")
        assert len(made.kept) == 2

    def test_another_region_of_somebody_accepted_is_told(self, filled, desk):
        (mentee, _), _ = started(filled)
        receive(filled, "mentee", mentee, nation="Scotland")
        said = "was selected for England, and their form now says Scotland"
        self.told(desk, rule="region", value=mentee, message=said)

    def test_several_of_another_region_are_told_together(self, filled, desk):
        pairs = started(filled)
        for mentee, _ in pairs:
            receive(filled, "mentee", mentee, nation="Scotland")
        (found,) = desk.concerns()
        people = ", ".join(mentee for mentee, _ in pairs)
        assert found.message == (
            "2 people were selected for England, and their forms now say Scotland: a matching"
            f" counts them there: {people}."
        )

    def test_a_pair_under_the_floor_is_told(self, filled, desk):
        (mentee, mentor), _ = started(filled)
        assert desk.concerns() == []
        receive(filled, "mentee", mentee, needs="evaluation:1", offers="evaluation")
        said = "points, under the programme's floor of 40"
        self.told(desk, rule="floor", value=f"{mentee}/{mentor}", message=said)
