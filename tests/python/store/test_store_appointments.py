"""Appointments beside everything that stands: nobody and no panel is booked twice."""

import datetime as dt
import json
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from small_rounds import panel, programme_text
from sqlalchemy import select
from store_cases import (
    MENTEES,
    MENTORS,
    PROGRAMME,
    filled_store,
    hour,
    named,
    raw,
    shortlisted,
    started,
)

import pairwell as pw
from pairwell.store import instant_text, open_store
from pairwell.store._tables import CONTENT

DAY = "2017-05-03"
ALL = [*MENTEES, *MENTORS]


def interview_desk(store, more=""):
    """A store whose five people are all shortlisted, and the desk that plans."""
    text = programme_text(mentees="3", mentors="2") + more
    store.add_programme(pw.Programme(text), actor="Officer")
    desk = store.applications(PROGRAMME, actor="Panel")
    desk.decide()
    desk.mark(panel(ALL))
    desk.shortlist()
    return store.running(PROGRAMME, actor="Officer")


def free(person, start=9, end=10, day=DAY, **more):
    return pw.ScheduleRequest(person=person, free=[hour(day, start, end)], **more)


def host(id_, start=9, end=10, day=DAY, **more):
    return pw.ScheduleHost(id=id_, free=[hour(day, start, end)], **more)


def fixed(person, host_, start, minutes=30, day=DAY):
    begins, _ = hour(day, start, start + 1)
    return pw.Appointment(
        person=person, host=host_, start=begins, end=begins + dt.timedelta(minutes=minutes)
    )


def findings(refused):
    return [(finding.rule, finding.message) for finding in refused.value.findings]


def starts(desk, purpose="interviews"):
    return {own.person: own.start.hour for own in desk.appointments(purpose)}


HOURS = pw.ScheduleRules(minutes=60)


class TestNobodyIsBookedTwice:
    def test_a_panel_that_has_somebody_at_nine_has_nobody_else_then(self, filled):
        desk = interview_desk(filled)
        for person in MENTEES[:2]:
            desk.schedule("interviews", [free(person)], [host("panel A")])
        (first, second) = desk.appointments("interviews")
        assert first.end <= second.start
        third = desk.schedule("interviews", [free("ME-3")], [host("panel A")])
        assert [one.reason for one in third.unscheduled] == [
            "The hosts who may see them have no open sitting."
        ]
        assert len(desk.appointments("interviews")) == 2

    def test_the_pause_counts_with_what_stands(self, filled):
        desk = interview_desk(filled)
        rules = pw.ScheduleRules(minutes=30, pause=15)
        hosts = [host("panel A", 9, 11)]
        desk.schedule("interviews", [free("ME-1")], hosts, rules)
        desk.schedule("interviews", [free("ME-2", 9, 11)], hosts, rules)
        first, second = desk.appointments("interviews")
        assert second.start - first.end >= dt.timedelta(minutes=15)

    def test_who_sits_on_two_panels_is_in_one_at_a_time(self, filled):
        desk = interview_desk(filled)
        one, two = host("panel A", members=["P", "Q"]), host("panel B", members=["Q", "R"])
        desk.schedule("interviews", [free("ME-1")], [one])
        desk.schedule("interviews", [free("ME-2")], [two])
        first, second = desk.appointments("interviews")
        assert (first.host, second.host) == ("panel A", "panel B")
        assert first.end <= second.start
        # Who sits where is on record: a table without members says nothing against it.
        late = desk.schedule("interviews", [free("ME-3")], [host("panel B")])
        assert late.appointments == []

    def test_who_comes_to_sit_on_a_panel_is_not_on_another_then(self, filled):
        desk = interview_desk(filled)
        desk.schedule("interviews", [free("ME-1")], [host("panel A", members=["P"])])
        desk.schedule("interviews", [free("ME-2")], [host("panel B", members=["R"])])
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput) as refused:
            desk.schedule("interviews", [free("ME-3")], [host("panel B", members=["P"])])
        ((rule, message),) = findings(refused)
        assert rule == "double-booking"
        assert "P has the interview of ME-1 with panel A" in message
        assert "the interview of ME-2 with panel B at one time" in message
        assert filled.audit(PROGRAMME) == before

    def test_an_interview_and_a_conversation_are_not_at_one_time(self, filled):
        (mentee, mentor), _ = started(filled)
        desk = filled.running(PROGRAMME, actor="Officer")
        desk.schedule("conversations", [free(mentee, hosts=[mentor])], [host(mentor)], HOURS)
        people = [free(mentee), free(mentor)]
        made = desk.schedule("interviews", people, [host("panel A"), host("panel B")])
        talk = f"Has the conversation of {mentee} with {mentor} whenever an open sitting would"
        assert [one.reason for one in made.unscheduled] == [f"{talk} suit them."] * 2
        # A mentor who sits on a panel is busy there as well.
        others = [free(person) for person in MENTEES[:2] if person != mentee]
        panels = [host("panel C", members=[mentor])]
        assert desk.schedule("interviews", others, panels).appointments == []

    def test_a_fixed_appointment_at_a_taken_time_names_both(self, filled):
        desk = interview_desk(filled)
        desk.schedule("interviews", [free("ME-1")], [host("panel A", 9, 10)])
        with pytest.raises(pw.InvalidInput) as refused:
            desk.schedule(
                "interviews", [free("ME-2")], [host("panel A")],
                fixed=[fixed("ME-2", "panel A", 9)],
            )  # fmt: skip
        ((rule, message),) = findings(refused)
        assert rule == "double-booking"
        assert "'ME-2' is fixed with 'panel A' at 2017-05-03T08:00:00Z" in message
        assert "the interview of ME-1 with panel A" in message

    def test_somebody_asked_for_does_not_sit_for_others_in_the_same_call(self, filled):
        desk = interview_desk(filled)
        with pytest.raises(pw.InvalidInput, match="plan the two in two calls"):
            desk.schedule(
                "interviews", [free("ME-1"), free("MR-1")], [host("panel A", members=["MR-1"])]
            )

    def test_who_is_not_asked_for_keeps_what_they_have(self, filled):
        desk = interview_desk(filled)
        desk.schedule("interviews", [free(p) for p in MENTEES[:2]], [host("panel A")])
        before = starts(desk)
        made = desk.schedule("interviews", [free("ME-1", 14, 15)], [host("panel A", 14, 15)])
        assert starts(desk) == before | {"ME-1": 13}
        assert [(c.person, c.outcome) for c in made.changes] == [("ME-1", "moved")]
        assert (made.changes[0].was.start.hour, made.changes[0].now.start.hour) == (8, 13)
        assert made.not_asked == ("ME-3", "MR-1", "MR-2")

    def test_what_a_person_fixed_stays_where_the_host_is_not_planned(self, filled):
        desk = interview_desk(filled)
        own = fixed("ME-1", "panel B", 9)
        desk.schedule("interviews", [free("ME-1")], [host("panel B")], fixed=[own])
        made = desk.schedule("interviews", [free(p) for p in MENTEES[:2]], [host("panel A")])
        assert {(own.person, own.host) for own in made.appointments} == {
            ("ME-2", "panel A"), ("ME-1", "panel B"),
        }  # fmt: skip
        assert made.unchanged == ("ME-1",)

    def test_two_who_plan_at_once_do_not_book_a_panel_twice(self, filled, filled_url):
        interview_desk(filled)
        gate = threading.Barrier(3)

        def plan(person):
            with open_store(filled_url) as store:
                gate.wait()
                desk = store.running(PROGRAMME, actor="Officer")
                desk.schedule("interviews", [free(person)], [host("panel A")], HOURS)

        with ThreadPoolExecutor(3) as pool:
            list(pool.map(plan, MENTEES))
        desk = filled.running(PROGRAMME, actor="Officer")
        assert len(desk.appointments("interviews")) == 1
        assert desk.clashes() == []


class TestFixes:
    def test_of_somebody_outside_the_table_or_an_unknown_host_are_errors(self, filled):
        desk = interview_desk(filled)
        with pytest.raises(pw.InvalidInput) as refused:
            desk.schedule(
                "interviews", [free("ME-1")], [host("panel A")],
                fixed=[fixed("ME-2", "panel A", 9), fixed("ME-1", "panel Z", 9)],
            )  # fmt: skip
        assert {(f.rule, f.value) for f in refused.value.findings} == {
            ("unknown", "ME-2"), ("unknown", "panel Z"),
        }  # fmt: skip
        assert desk.appointments("interviews") == []

    def test_that_collide_are_both_named(self, filled):
        desk = interview_desk(filled)
        with pytest.raises(pw.InvalidInput) as refused:
            desk.schedule(
                "interviews", [free("ME-1"), free("ME-2")], [host("panel A"), host("panel B")],
                fixed=[
                    fixed("ME-1", "panel A", 9), fixed("ME-2", "panel A", 9),
                    fixed("ME-1", "panel B", 10),
                ],
            )  # fmt: skip
        found = dict(findings(refused))
        assert "'ME-1' and 'ME-2'" in found["double-booking"]
        assert "'panel A' at" in found["duplicate"]
        assert "'panel B' at" in found["duplicate"]


class TestTheProgramme:
    EVENTS = """
[timetable.training]
title = "Training"
on = "3 May 2017"
for_whom = "mentors"

[timetable.induction]
kind = "other"
title = "Induction"
on = "4 May 2017"
at = "13:00"
for_whom = "everyone"
"""

    def test_nobody_has_an_appointment_at_an_event_that_they_have_to_be_at(self, filled):
        desk = interview_desk(filled, self.EVENTS)
        hosts = [host("panel A", 9, 17), host("panel B", 9, 17, day="2017-05-04")]
        both = [hour(DAY, 9, 17), hour("2017-05-04", 12, 17)]
        people = [pw.ScheduleRequest(person=person, free=both) for person in ALL]
        made = desk.schedule("interviews", people, hosts)
        for own in made.appointments:
            assert own.end <= hour("2017-05-04", 13, 14)[0]
            assert own.start.day == 4 or own.person in MENTEES
        assert {own.person for own in made.appointments} == set(ALL)
        with pytest.raises(pw.InvalidInput, match="'MR-1' has the event \"Training\" at that time"):
            desk.schedule("interviews", people, hosts, fixed=[fixed("MR-1", "panel A", 9)])

    def test_who_is_excused_from_it_may_have_one(self, filled):
        desk = interview_desk(filled, self.EVENTS)
        for person in MENTORS:
            desk.log_attendance(person, "training")
        desk.log_attendance("MR-1", "training", "excuse", because="Ill.")
        made = desk.schedule("interviews", [free(p) for p in MENTORS], [host("panel A")])
        assert [own.person for own in made.appointments] == ["MR-1"]
        assert [one.reason for one in made.unscheduled] == [
            'Has the event "Training" whenever an open sitting would suit them.'
        ]

    def test_whoever_is_invited_has_to_be_there(self, filled):
        nobody = self.EVENTS.replace('for_whom = "mentors"', "")
        desk = interview_desk(filled, nobody)
        desk.log_attendance("ME-1", "training")
        made = desk.schedule("interviews", [free(p) for p in MENTEES[:2]], [host("panel A")])
        assert [own.person for own in made.appointments] == ["ME-2"]

    def test_nothing_is_after_its_end_or_before_what_it_names_first(self, filled):
        desk = interview_desk(filled)
        for day in ("2018-05-03", "2007-05-03"):
            made = desk.schedule("interviews", [free("ME-1", day=day)], [host("panel A", day=day)])
            assert made.appointments == []
            with pytest.raises(pw.InvalidInput, match="outside the programme: it goes from"):
                desk.schedule(
                    "interviews", [free("ME-1", day=day)], [host("panel A", day=day)],
                    fixed=[fixed("ME-1", "panel A", 9, day=day)],
                )  # fmt: skip


class TestStates:
    def test_who_withdrew_has_none_and_gets_none(self, filled):
        desk = interview_desk(filled)
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        people = [free(p, hosts=["panel A"]) for p in MENTEES[:2]]
        desk.schedule("interviews", people, [host("panel A")])
        pairs.move_applications(["ME-1"], "withdraw")
        assert [own.person for own in desk.appointments("interviews")] == ["ME-2"]
        (off,) = [own for own in desk.sittings() if not own.stands]
        assert (off.person, off.changes) == ("ME-1", 1)
        record = filled.records(PROGRAMME)[-1]
        assert (record.subject, record.outcome) == ("ME-1", "called off")
        # The panel is free again.
        desk.schedule("interviews", [free("ME-3")], [host("panel A")])
        made = desk.schedule("interviews", people, [host("panel A")])
        assert [one.reason for one in made.unscheduled] == [
            "Is withdrawn; interviews are for shortlisted people, and later."
        ]
        with pytest.raises(pw.InvalidInput, match="ME-1 can have no appointment"):
            desk.schedule(
                "interviews", people, [host("panel A")], fixed=[fixed("ME-1", "panel A", 9)]
            )
        assert filled.audit(PROGRAMME).failures == ()

    def test_who_is_a_reserve_gets_none_and_who_was_seen_keeps_it(self, filled):
        shortlisted(filled)
        desk = filled.running(PROGRAMME, actor="Officer")
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        made = desk.schedule("interviews", [free(p) for p in MENTEES], [host("panel A", 9, 12)])
        assert [one.person for one in made.unscheduled] == ["ME-3"]
        pairs.move_applications(["ME-1"], "interview")
        for person in MENTEES[:2]:
            pairs.move_applications([person], "not_select", because="No.")
        assert starts(desk).keys() == {"ME-1"}

    def test_a_form_that_comes_in_withdrawn_frees_the_panel(self, filled):
        desk = interview_desk(filled)
        desk.schedule("interviews", [free("ME-1")], [host("panel A")], HOURS)
        came = named(MENTEES, state=["withdrawn", "submitted", "submitted"])
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", came)
        assert desk.appointments("interviews") == []
        (off,) = desk.sittings()
        assert (off.stands, off.changes) == (False, 1)
        # The form's record dates it until the next plan puts it on record; nothing counts twice.
        made = desk.schedule("interviews", [free("ME-2")], [host("panel A")], HOURS)
        assert [(c.person, c.outcome) for c in made.changes] == [
            ("ME-2", "given"), ("ME-1", "called off"),
        ]  # fmt: skip
        after = {own.person: own for own in desk.sittings()}
        assert (after["ME-1"].stands, after["ME-1"].changes) == (False, 1)
        assert after["ME-1"].changed >= off.changed
        assert desk.schedule("interviews", [free("ME-2")], [host("panel A")], HOURS).changes == ()

    def test_what_was_over_when_somebody_left_was_held(self, filled):
        desk = interview_desk(filled)
        day = "2017-04-24"  # the day before, by the store's clock
        desk.schedule("interviews", [free("ME-1", day=day)], [host("panel A", day=day)])
        filled.pairs(PROGRAMME, actor="Officer").move_applications(["ME-1"], "withdraw")
        assert [own.person for own in desk.appointments("interviews")] == ["ME-1"]

    def test_a_conversation_is_off_with_a_pair_that_ended_before_it(self, filled):
        shortlisted(filled)
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        chosen = [r for r, state in pairs.states().items() if state == "shortlisted"]
        pairs.move_applications(chosen, "accept")
        first, second = pairs.match().added
        desk = filled.running(PROGRAMME, actor="Officer")
        desk.schedule(
            "conversations",
            [free(mentee, hosts=[mentor]) for mentee, mentor in (first, second)],
            [host(mentor) for _, mentor in (first, second)],
        )
        assert len(desk.appointments("conversations")) == 2
        pairs.move_pairs([first, second], "review")
        pairs.move_pairs([second], "hold_conversation")
        pairs.move_pairs([first, second], "decline", because="No.")
        assert [own.person for own in desk.appointments("conversations")] == [second[0]]
        again = desk.schedule("conversations", [free(first[0], hosts=[first[1]])], [host(first[1])])
        assert [one.reason for one in again.unscheduled] == [
            f"The hosts who may see them are in no open pair with them: {first[1]}."
        ]

    def test_a_conversation_goes_with_the_mentor_who_is_erased(self, filled, filled_url):
        """It was held of the mentee alone: the pair stayed on record, and the appointment stood."""
        shortlisted(filled)
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        chosen = [r for r, state in pairs.states().items() if state == "shortlisted"]
        pairs.move_applications(chosen, "accept")
        mentee, mentor = pairs.match().added[0]
        desk = filled.running(PROGRAMME, actor="Officer")
        desk.schedule("conversations", [free(mentee)], [host(mentor)])
        desk.schedule("interviews", [free(mentee, 10, 11)], [host("panel A", 10, 11)])
        custodian = filled.custodian(PROGRAMME, actor="Custodian")
        rows = sum(custodian.held(mentor).rows.values())
        assert custodian.erase(mentor, because="Asked for.") == rows
        assert [(own.purpose, own.host) for own in desk.sittings()] == [("interviews", "panel A")]
        hosts = raw(filled_url, "SELECT host FROM application.appointment")
        assert hosts == [("panel A",)]
        assert filled.audit(PROGRAMME).failures == ()


class TestHistory:
    def test_counts_changes_and_remembers_hosts(self, filled):
        desk = interview_desk(filled)
        one = [free("ME-1", 9, 17)]
        desk.schedule("interviews", one, [host("panel A", 9, 10)])
        desk.schedule("interviews", one, [host("panel A", 10, 11)])
        desk.schedule("interviews", one, [host("panel B", 11, 12)])
        (own,) = desk.sittings("interviews")
        assert (own.host, own.changes, own.stands) == ("panel B", 2, True)
        assert [(name, start.hour) for name, start, _ in own.left] == [("panel A", 9)]
        at = filled.records(PROGRAMME)[-1].at
        assert instant_text(own.changed) == at
        again = pw.Appointment(
            person="ME-1", host="panel B", start=own.start, end=own.end, is_fixed=True
        )
        made = desk.schedule("interviews", one, [host("panel B", 11, 12)], fixed=[again])
        assert made.changes == ()  # fixing it where it is changes nobody's calendar
        assert (desk.sittings()[0].changes, desk.sittings()[0].changed) == (2, own.changed)

    def test_what_an_earlier_version_booked_twice_is_told(self, filled, monkeypatch):
        desk = interview_desk(filled)
        monkeypatch.setattr("pairwell.store._scheduling.Bookings.taken", lambda *_: [])
        for person in MENTEES[:2]:
            desk.schedule("interviews", [free(person)], [host("panel A")], HOURS)
        monkeypatch.undo()
        (clash,) = desk.clashes()
        assert str(clash) == (
            "panel A has the interview of ME-1 with panel A and the interview of ME-2 with"
            " panel A at one time (2017-05-03T08:00 UTC)."
        )
        # It bars nothing else, and goes away when one of the two is planned anew.
        desk.schedule("interviews", [free("ME-3", 14, 15)], [host("panel A", 14, 15)])
        desk.schedule("interviews", [free("ME-2")], [host("panel A")])
        assert desk.clashes() == []


class Booking(RuleBasedStateMachine):
    """Any sequence of plans, of both purposes, with fixes and withdrawals."""

    hours = st.integers(9, 12)
    minutes = st.sampled_from([20, 30, 60])
    members = st.sampled_from([[], ["P"], ["P", "Q"], ["R"], ["MR-1"]])

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.store = filled_store(f"{self.folder.name}/scheme.db")
        self.desk = interview_desk(self.store)
        self.pairs = self.store.pairs(PROGRAMME, actor="Officer")
        self.pairs.move_applications(ALL, "accept")
        self.pairs.match()

    @rule(
        people=st.lists(st.sampled_from(ALL), min_size=1, max_size=4, unique=True),
        panels=st.dictionaries(st.sampled_from(["A", "B"]), members, min_size=1),
        start=hours, length=minutes, pause=st.sampled_from([0, 10]),
        fix=st.none() | st.tuples(st.integers(0, 3), hours),
    )  # fmt: skip
    def interviews(self, people, panels, start, length, pause, fix):
        hosts = [host(name, start, start + 2, members=who) for name, who in panels.items()]
        anew = []
        if fix is not None:
            anew = [fixed(people[fix[0] % len(people)], hosts[0].id, fix[1], length)]
        self.plan("interviews", people, hosts, pw.ScheduleRules(minutes=length, pause=pause), anew)

    @rule(start=hours, length=minutes, turned=st.booleans())
    def conversations(self, start, length, turned):
        pairs = [(pair.mentee, pair.mentor) for pair in self.pairs.pairs()]
        people = [free(mentee, start, start + 2, hosts=[mentor]) for mentee, mentor in pairs]
        hosts = [host(mentor, start, start + 2) for _, mentor in pairs]
        rules = pw.ScheduleRules(minutes=length)
        self.plan("conversations", people[:1] if turned else people, hosts, rules, [])

    @rule(person=st.sampled_from(ALL))
    def withdraw(self, person):
        if self.pairs.states()[person] != "withdrawn":
            self.pairs.move_applications([person], "withdraw")

    def plan(self, purpose, people, hosts, rules, anew):
        asked = [free(p, 9, 17) if isinstance(p, str) else p for p in people]
        before = self.desk.sittings()
        try:
            made = self.desk.schedule(purpose, asked, hosts, rules, fixed=anew)
        except pw.InvalidInput:
            assert self.desk.sittings() == before
            return
        now = self.desk.appointments(purpose)
        assert set(map(repr, made.appointments)) <= set(map(repr, now))
        for own in anew:
            assert repr(own) in map(repr, now)
        others = {own.person for own in before} - {request.person for request in asked}
        for own in before:
            if own.stands and own.purpose == purpose and own.person in others:
                assert own.appointment in now
                assert own.person not in {change.person for change in made.changes}

    @invariant()
    def nobody_is_in_two_places(self):
        if not hasattr(self, "desk"):
            return
        states = self.pairs.states()
        seats = seats_of(self.store)
        busy = {}
        for own in self.desk.sittings():
            if not own.stands:
                continue
            assert states[own.person] != "withdrawn"
            for name in {own.person, own.host, *seats.get(own.host, ())}:
                busy.setdefault(name, []).append((own.start, own.end))
        for mine in busy.values():
            mine.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(mine))

    def teardown(self):
        if hasattr(self, "store"):
            assert self.store.audit(PROGRAMME).holds
            self.store.close()
            self.folder.cleanup()


def seats_of(store):
    """Who sits in which host, read from the tables themselves."""
    with store._database.reading() as connection:
        rows = connection.execute(
            select(CONTENT["log"]).where(CONTENT["log"].c.kind == "panel")
        ).mappings()
        return {row["item"]: json.loads(row["cells"]) for row in rows}


Booking.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=8,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a step takes too long to look for a smaller example
    suppress_health_check=list(HealthCheck),
)
TestAnySequence = Booking.TestCase
