"""The store from a shortlist on: moves, pairs, appointments, money, logs, supervision."""

import datetime as dt
import threading

import pytest
import sqlalchemy as sa
from store_cases import (
    MENTEES,
    MENTORS,
    PROGRAMME,
    everything,
    hour,
    lived,
    named,
    raw,
    shortlisted,
    started,
    ticking,
)

import pairwell as pw
from pairwell.store import open_store
from pairwell.store._tables import CONTENT


@pytest.fixture
def pairs(filled):
    """The desk that moves, in a store with a shortlist."""
    shortlisted(filled)
    return filled.pairs(PROGRAMME, actor="Officer")


@pytest.fixture
def running(filled):
    """The desk while the programme runs, with its first pair."""
    desk = filled.running(PROGRAMME, actor="Officer")
    desk.first = started(filled)[0]
    return desk


def accepted(desk):
    on = [reference for reference, state in desk.states().items() if state == "shortlisted"]
    desk.move_applications(on, "accept")


class TestMoves:
    def test_go_by_the_table_and_are_on_record(self, filled, pairs):
        first, *_ = [r for r, state in pairs.states().items() if state == "shortlisted"]
        (moved,) = pairs.move_applications([first], "interview")
        assert (moved.subject, moved.state) == (first, "interviewed")
        assert pairs.states()[first] == "interviewed"
        assert pairs.reached()[first] == "interviewed"
        record = filled.records(PROGRAMME)[-1]
        assert (record.actor, record.action, record.outcome) == (
            "Officer", "interview", "interviewed",
        )  # fmt: skip
        assert filled.audit(PROGRAMME).holds

    def test_are_refused_together_with_the_legal_ones_named(self, filled, pairs):
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput) as refused:
            pairs.move_applications([*MENTEES, "ME-9"], "complete")
        findings = refused.value.findings
        assert len(findings) == 4
        assert "the moves from shortlisted are interview, accept, reserve" in findings[0].message
        assert findings[-1].value == "ME-9"
        assert filled.audit(PROGRAMME) == before

    def test_that_need_a_reason_are_refused_without(self, pairs):
        reserve = next(r for r, state in pairs.states().items() if state == "reserve")
        with pytest.raises(pw.InvalidInput, match="why"):
            pairs.move_applications([reserve], "promote")
        pairs.move_applications([reserve], "promote", because="A place is free.")
        assert pairs.states()[reserve] == "shortlisted"

    def test_nobody_is_matched_before_somebody_is_accepted(self, pairs):
        with pytest.raises(pw.Error, match="no mentee was accepted; accept first"):
            pairs.match()


class TestPairs:
    def test_lead_applications_with_them(self, pairs):
        accepted(pairs)
        made = pairs.match()
        assert len(made.added) == 2
        assert pw.verify(made.matching.problem, made.matching).holds
        for move in ("review", "hold_conversation"):
            pairs.move_pairs(made.added, move)
        assert set(pairs.states()[r] for r in made.added[0]) == {"accepted"}
        pairs.move_pairs(made.added, "confirm")
        assert set(pairs.states()[r] for r in made.added[0]) == {"matched"}
        pairs.move_pairs(made.added[:1], "decline", because="No.")
        assert set(pairs.states()[r] for r in made.added[0]) == {"accepted"}
        for move in ("publish", "start", "complete"):
            pairs.move_pairs(made.added[1:], move)
        assert set(pairs.states()[r] for r in made.added[1]) == {"completed"}
        assert pairs.reached()[made.added[1][0]] == "completed"

    def test_that_were_declined_do_not_come_back_and_others_stay(self, pairs):
        accepted(pairs)
        first = pairs.match().added
        pairs.move_pairs(first[:1], "decline", because="They know each other.")
        again = pairs.match()
        assert first[0] not in again.added
        assert {pair.state for pair in pairs.pairs()} >= {"declined"}
        once_more = pairs.match()
        assert (once_more.added, once_more.replaced) == ((), ())

    def test_end_when_somebody_withdraws(self, filled, pairs):
        ((mentee, mentor), _) = started(filled)
        moved = pairs.move_applications([mentee], "withdraw")
        assert [(m.subject, m.state) for m in moved] == [
            (mentee, "withdrawn"),
            (f"{mentee}/{mentor}", "withdrawn"),
            (mentor, "accepted"),
        ]
        with pytest.raises(pw.InvalidInput, match="withdrawn is final"):
            pairs.move_applications([mentee], "accept")
        assert pairs.reached()[mentee] == "matched"

    def test_that_were_never_proposed_cannot_move(self, pairs):
        with pytest.raises(pw.InvalidInput, match="never proposed"):
            pairs.move_pairs([("ME-1", "MR-9")], "review")


class TestAppointments:
    def test_that_a_person_fixed_stay_and_others_move_little(self, filled):
        shortlisted(filled)
        desk = filled.running(PROGRAMME, actor="Officer")
        people = [pw.ScheduleRequest(person=r, free=[hour("2017-05-03", 9, 12)]) for r in MENTEES]
        hosts = [pw.ScheduleHost(id="panel A", free=[hour("2017-05-03", 9, 12)])]
        first = desk.schedule("interviews", people, hosts)
        assert desk.appointments("interviews") == first.appointments
        assert desk.schedule("interviews", people, hosts).moved == 0
        start, _ = hour("2017-05-03", 11, 12)
        fixed = pw.Appointment(
            person="ME-2", host="panel A", start=start, end=start + dt.timedelta(minutes=30)
        )
        desk.schedule("interviews", people, hosts, fixed=[fixed])
        records = filled.audit(PROGRAMME).records
        kept = desk.schedule("interviews", people, hosts)
        assert filled.audit(PROGRAMME).records == records  # nothing new to say
        own = {a.person: a for a in kept.appointments}["ME-2"]
        assert (own.start, own.is_fixed) == (start, True)
        desk.schedule("interviews", people[:1], hosts)
        assert len(desk.appointments("interviews")) == 2  # the other was not asked about
        (without,) = kept.unscheduled
        assert without.person == "ME-3"
        assert without.reason.startswith("Is reserve; interviews are for shortlisted people")
        assert desk.appointments("conversations") == []

    def test_are_for_people_with_a_form_and_for_a_known_purpose(self, filled):
        desk = filled.running(PROGRAMME, actor="Officer")
        stranger = [pw.ScheduleRequest(person="X-1", free=[hour("2017-05-03", 9, 12)])]
        with pytest.raises(pw.InvalidInput, match="no form with this reference"):
            desk.schedule("interviews", stranger, [])
        with pytest.raises(pw.Error, match="no purpose 'lunch'; there are interviews"):
            desk.appointments("lunch")


class TestFunds:
    def test_cannot_be_overspent_by_two_at_once(self, filled, filled_url, running):
        day = dt.date(2017, 6, 12)
        refused, gate = [], threading.Barrier(4)

        def offer(number):
            with open_store(filled_url) as store:
                desk = store.running(PROGRAMME, actor=f"Officer {number}")
                gate.wait()
                try:
                    desk.add_entry(
                        "travel", "offer", 4_000, f"G-{number}", on=day, event="training"
                    )
                except pw.InvalidInput as error:
                    refused.append(str(error))

        threads = [threading.Thread(target=offer, args=(n,)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 2
        assert all("GBP 20.00" in text for text in refused)
        (balance,) = running.balances()
        assert (balance.amounts.offered, balance.available) == (8_000, 2_000)
        assert {entry.by for entry in running.fund_ledger()} <= {f"Officer {n}" for n in range(4)}

    @pytest.mark.parametrize(
        ("entry", "rules"),
        [
            ({"mentee": "ME-01"}, ["reference"]),
            ({"mentee": "MR-1"}, ["role"]),
            ({"mentor": "ME-1"}, ["role"]),
            ({"mentee": "ME-9"}, ["eligible"]),
            ({"mentee": "ME-8"}, ["eligible"]),
            ({"mentee": "ME-3", "mentor": "MR-1"}, ["pair"]),
            ({}, ["blank"]),
            ({"event": "training", "on": "2017-04-26"}, ["future"]),
            ({"event": "training", "on": "2017-04-23"}, ["before_programme"]),
            ({"mentee": "MR-1", "on": "2099-01-01", "pence": 0}, ["role", "future", "range"]),
        ],
    )
    def test_are_for_people_who_are_eligible_and_for_days_that_came(
        self, filled, running, entry, rules
    ):
        """The clock shows 25 April; ME-9 has withdrawn and ME-8 was not decided upon."""
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", named(["ME-8", "ME-9"]))
        filled.pairs(PROGRAMME, actor="Officer").move_applications(["ME-9"], "withdraw")
        facts = {"pence": 100, "on": "2017-04-25"} | entry
        facts["on"] = dt.date.fromisoformat(facts["on"])
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput) as refused:
            running.add_entry("travel", "offer", facts.pop("pence"), "G-1", **facts)
        assert [finding.rule for finding in refused.value.findings] == rules
        assert filled.audit(PROGRAMME) == before

    def test_keep_their_days_in_order_and_are_listed(self, filled, running):
        mentee, mentor = running.first
        day = dt.date(2017, 4, 25)
        eve = dt.date(2017, 4, 24)
        running.add_entry("travel", "offer", 500, "G-1", on=day, mentee=mentee, mentor=mentor)
        with pytest.raises(pw.InvalidInput, match="The last entry of this grant is of 2017-04-25"):
            running.add_entry("travel", "commit", 300, "G-1", on=eve)
        running.add_entry("travel", "commit", 300, "G-1", on=day)
        running.add_entry("travel", "spend", 100, "G-1", on=day)
        filled.pairs(PROGRAMME, actor="Officer").move_applications([mentee], "withdraw")
        with pytest.raises(pw.InvalidInput, match="this mentee is withdrawn"):
            running.add_entry("travel", "offer", 1, "G-1", on=day)
        running.add_entry("travel", "release", 50, "G-1", on=day)  # what was promised can go back
        (grant,) = running.grants()
        assert (grant.mentee, grant.mentor, grant.since, grant.until) == (mentee, mentor, day, day)
        assert (grant.offered, grant.committed, grant.spent, grant.released) == (150, 200, 100, 50)
        assert grant.left == 350

    def test_of_a_mentor_alone_are_on_record_as_about_the_mentor(self, filled, running):
        """Such an entry had another subject than all else about the mentor: the audit failed."""
        day = dt.date(2017, 4, 25)
        _, mentor = running.first
        running.add_entry("travel", "offer", 500, "G-1", on=day, mentor=mentor)
        about = [r.action for r in filled.records(PROGRAMME) if r.subject == mentor]
        assert about[-1] == "offer"
        assert filled.audit(PROGRAMME).failures == ()
        held = filled.custodian(PROGRAMME, actor="Custodian").held(mentor)
        filled.custodian(PROGRAMME, actor="Custodian").erase(mentor, because="Asked for.")
        assert held.grants == ("G-1",)
        assert filled.audit(PROGRAMME).failures == ()

    def test_hold_without_a_grant_whose_person_was_erased(self, filled, running):
        """Later entries of a grant are of the same person, and go with the first."""
        mentee, _ = running.first
        day = dt.date(2017, 4, 25)
        running.add_entry("travel", "offer", 500, "G-1", on=day, mentee=mentee)
        running.add_entry("travel", "release", 200, "G-1", on=day)
        filled.custodian(PROGRAMME, actor="Custodian").erase(mentee, because="Asked for.")
        assert running.grants() == []
        assert running.balances()[0].available == 10_000


class TestLogs:
    def test_begin_with_pairs_that_have_not_ended_before_they_began(self, filled, running):
        """The agreement of a withdrawn pair stayed a draft for good."""
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        mentee, mentor = running.first
        pairs.move_pairs([running.first], "withdraw", because="No.")
        before = filled.audit(PROGRAMME)
        terms = {"from_day": "2017-06-01", "until": "2017-11-30"}
        with pytest.raises(pw.Error, match="this pair is withdrawn, and has no agreement"):
            running.log_agreement(mentee, mentor, **terms)
        with pytest.raises(pw.Error, match="this pair is withdrawn, and has no meeting"):
            running.log_meeting(mentee, mentor, 1, on="2017-06-12")
        assert filled.audit(PROGRAMME) == before

    def test_follow_their_life_cycles(self, running):
        mentee, mentor = running.first
        with pytest.raises(pw.Error, match="there is no agreement yet"):
            running.log_agreement(mentee, mentor, "sign_as_mentee")
        terms = {"from_day": "2017-06-01", "until": "2017-11-30", "goals": ["Lead"]}
        running.log_agreement(mentee, mentor, **terms)
        with pytest.raises(pw.Error, match="is drafted already; move it: sign_as_mentee"):
            running.log_agreement(mentee, mentor, **terms)
        running.log_agreement(mentee, mentor, "sign_as_mentor")
        signed = running.log_agreement(mentee, mentor, "sign_as_mentee")
        assert signed.state == "in_force"
        with pytest.raises(pw.InvalidInput, match="the moves from in_force are amend and end"):
            running.log_agreement(mentee, mentor, "sign_as_mentee")
        running.log_meeting(mentee, mentor, 1, on="2017-06-12", minutes=90)
        running.log_meeting(mentee, mentor, 1, "reschedule", on="2017-06-19")
        held = running.log_meeting(mentee, mentor, 1, "hold")
        assert (held.state, held.facts) == ("held", {"on": "2017-06-19", "minutes": 90})
        assert running.logged("meeting") == [held]
        with pytest.raises(pw.Error, match="/1: is held already; that is final"):
            running.log_meeting(mentee, mentor, 1, on="2017-06-20")

    def test_are_checked(self, running):
        mentee, mentor = running.first
        with pytest.raises(pw.InvalidInput):
            running.log_agreement(mentee, mentor, from_day="2017-11-30", until="2017-06-01")
        with pytest.raises(pw.Error, match="never proposed"):
            running.log_agreement(mentee, "MR-1" if mentor == "MR-2" else "MR-2")
        with pytest.raises(pw.InvalidInput, match="event"):
            running.log_attendance(mentee, "lunch")
        with pytest.raises(pw.Error, match="there is no log 'lunch'"):
            running.logged("lunch")


class TestEvaluation:
    def test_reads_every_error_at_once(self, running):
        table = {
            "reference": ["ME-1", "ME-1", "X-9"],
            "role": ["mentee", "mentee", "boss"],
            "when": ["before", "before", "later"],
            "reflect": ["6", "", "two"],
        }
        with pytest.raises(pw.InvalidInput) as refused:
            running.take_answers({"name": ["x"]})
        assert {f.rule for f in refused.value.findings} == {"column"}
        with pytest.raises(pw.InvalidInput) as refused:
            running.take_answers(table)
        assert [(f.row, f.column) for f in refused.value.findings] == [
            (1, "reflect"), (2, "reference"), (3, "role"), (3, "when"), (3, "reflect"),
        ]  # fmt: skip

    def test_is_answered_by_those_who_take_part_in_their_role(self, filled, running):
        mentee, mentor = running.first
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", named(["ME-9"]))
        row = {"reference": [mentee, mentor, "ME-9", "ME-09"], "when": ["before"] * 4}
        table = {**row, "role": ["mentor", "mentor", "mentee", "mentee"], "reflect": ["3"] * 4}
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput) as refused:
            running.take_answers(table)
        assert [(f.rule, f.row, f.column, f.value) for f in refused.value.findings] == [
            ("role", 1, "role", "mentor"),
            ("takes_part", 3, "reference", "ME-9"),
            ("reference", 4, "reference", "ME-09"),
        ]
        assert "Did you mean 'ME-9'?" in str(refused.value)
        assert filled.audit(PROGRAMME) == before
        answers = {"reference": [mentee], "role": ["mentee"], "when": ["before"], "reflect": ["3"]}
        assert running.take_answers(answers) == 1
        filled.pairs(PROGRAMME, actor="Officer").move_applications([mentee], "withdraw")
        assert running.take_answers(answers) == 1  # as it was taken in before
        with pytest.raises(pw.InvalidInput, match="this mentee is withdrawn"):
            running.take_answers({**answers, "reflect": ["4"]})

    def test_takes_the_newest_answers(self, running):
        mentee, _ = running.first
        row = {"reference": [mentee], "role": ["mentee"], "when": ["before"]}
        assert running.take_answers({**row, "reflect": ["2"]}) == 1
        running.take_answers({**row, "reflect": ["4"]})
        running.take_answers({**row, "when": ["after"], "reflect": ["3"], "fit": ["5"]})
        found = {q.question: q for q in running.evaluation().questions if q.role == pw.Role.MENTEE}
        assert (found["reflect"].improved.count, found["reflect"].improved.of) == (0, 1)


class TestSupervision:
    def test_is_read_under_its_supervisors_name(self, filled):
        (_, mentor), *_ = lived(filled)
        mine = filled.supervision(PROGRAMME, actor="S. Visor")
        assert mine.notes() == [(dt.date(2017, 4, 20), mentor, "What was said.")]
        assert filled.supervision(PROGRAMME, actor="Another").notes() == []
        assert [r.subject for r in filled.records(PROGRAMME) if r.action == "supervise"] == [mentor]
        for desk in ("applications", "reception", "identities", "monitoring"):
            seat = getattr(filled, desk)(PROGRAMME, actor="Curious")
            with pytest.raises(pw.Error, match="no access"), seat._reading() as connection:
                seat._rows(connection, "session")

    def test_does_not_promise_what_it_cannot_keep(self, filled):
        """A name is all that keeps supervisors apart, and the desk says so."""
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        desk.note("MR-1", dt.date(2017, 4, 20), "What was said.")
        impostor = filled.supervision(PROGRAMME, actor="S. Visor")
        assert [text for _, _, text in impostor.notes("MR-1")] == ["What was said."]
        assert "gives your name" in desk.readers
        assert "custodian" in desk.readers
        assert ("whoever can open the file" in desk.readers) == filled._database.is_file

    @pytest.mark.parametrize(
        ("wrong", "column", "said"),
        [
            ({"mentor": "ME-1"}, "mentor", "belongs to a mentee; supervision is for mentors"),
            ({"mentor": "MR1"}, "mentor", r"no mentor with this reference\. Did you mean 'MR-1'"),
            ({"mentor": "somebody"}, "mentor", "no mentor with this reference"),
            ({"mentor": ""}, "mentor", "no mentor with this reference"),
            ({"on": dt.date(2017, 4, 26)}, "on", "after today, 2017-04-25 in Europe/London"),
            ({"text": " \n"}, "text", "says nothing"),
            ({"text": "x" * 50_001}, "text", "at most 50,000 characters"),
        ],
    )
    def test_refuses_what_is_no_note(self, filled, wrong, column, said):
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        before = filled.audit(PROGRAMME)
        good = {"mentor": "MR-1", "on": dt.date(2017, 4, 25), "text": "What was said."}
        with pytest.raises(pw.InvalidInput, match=said) as refused:
            desk.note(**{**good, **wrong})
        assert [finding.column for finding in refused.value.findings] == [column]
        assert "What was said." not in str(refused.value)
        assert filled.audit(PROGRAMME) == before
        desk.note(**good)

    def test_names_all_that_is_wrong(self, filled):
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        with pytest.raises(pw.InvalidInput) as refused:
            desk.note("ME-1", dt.date(2018, 1, 1), "")
        assert [finding.column for finding in refused.value.findings] == ["mentor", "on", "text"]
        with pytest.raises(TypeError, match="on must be a day"):
            desk.note("MR-1", dt.datetime(2017, 4, 20), "What was said.")

    def test_goes_on_with_a_mentor_who_withdrew(self, filled):
        """What was said before is written down after."""
        shortlisted(filled)
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        pairs.move_applications(["MR-1"], "withdraw", because="Moved away.")
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        desk.note("MR-1", dt.date(2017, 4, 20), "What was said.")
        assert len(desk.notes("MR-1")) == 1

    def test_a_reference_that_was_mistyped_is_not_a_mentor_without_notes(self, filled, filled_url):
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        assert desk.notes("MR-1") == []
        for wrong in ("MR-11", "ME-1"):
            with pytest.raises(pw.InvalidInput, match="mentor"):
                desk.notes(wrong)
        desk.note("MR-1", dt.date(2017, 4, 20), "What was said.")
        # Forms whose time was over went before the notes.
        raw(filled_url, "DELETE FROM application.form WHERE reference = 'MR-1'", triggers=False)
        assert len(desk.notes("MR-1")) == 1

    def test_sees_of_forms_who_is_a_mentor_and_no_more(self, filled):
        desk = filled.supervision(PROGRAMME, actor="S. Visor")
        form = CONTENT["form"]
        with desk._reading() as connection:
            found = connection.execute(sa.select(form.c.reference, form.c.role)).all()
        assert {(r, "mentor") for r in MENTORS} <= {tuple(row) for row in found}
        for column in (form.c.cells, form.c.salt):
            with pytest.raises(pw.Error, match="no access"), desk._reading() as connection:
                connection.execute(sa.select(column)).all()


class TestPrivacy:
    def test_erasing_one_of_a_pair_leaves_nothing_about_them(self, filled, filled_url):
        (mentee, mentor), *_ = lived(filled)
        custodian = filled.custodian(PROGRAMME, actor="Custodian")
        held = custodian.subject_access(mentor)
        assert held["supervision"]["session"][0]["text"] == "What was said."
        assert {row["partner"] for row in held["application"]["pair"]} == {mentor}
        before = custodian.counts()
        custodian.erase(mentee, because="Asked for.")
        for table in ("standing", "pair", "appointment", "entry", "log", "evaluation"):
            rows = raw(filled_url, f"SELECT * FROM application.{table}")
            assert not any(mentee in map(str, row) for row in rows), table
        assert custodian.counts() == before
        assert filled.audit(PROGRAMME).holds

    def test_the_record_keeps_no_pence_and_no_pairs_of_the_erased(self, filled, filled_url):
        (mentee, mentor), *others = lived(filled)
        custodian = filled.custodian(PROGRAMME, actor="Custodian")
        about = [r.subject for r in filled.records(PROGRAMME)]
        assert {f"{mentee}/{mentor}", f"{mentee}/{mentor}/1", f"{mentee}/training"} <= set(about)
        salts = raw(filled_url, f"SELECT salt FROM record.about WHERE reference = '{mentee}'")
        custodian.erase(mentee, because="Asked for.")
        left = everything(filled_url)
        for gone in (mentee, *(salt for (salt,) in salts)):
            assert gone not in left
        assert not any("4" in r.outcome for r in filled.records(PROGRAMME) if r.action == "offer")
        assert mentor in {r.subject for r in filled.records(PROGRAMME)}
        for other in others:
            assert "/".join(other) in {r.subject for r in filled.records(PROGRAMME)}
        record = custodian.subject_access(mentor)["record"]
        assert {r["action"] for r in record} >= {"receive form", "decide", "supervise"}
        assert {r["action"] for r in record}.isdisjoint({"propose", "confirm", "offer"})
        assert filled.audit(PROGRAMME).holds

    def test_a_purge_takes_what_the_record_says_of_what_is_purged(self, filled, filled_url):
        (mentee, mentor), *_ = lived(filled)
        later = open_store(filled_url, clock=ticking("2018-01-01T10:00:00+00:00"))
        custodian = later.custodian(PROGRAMME, actor="Custodian")
        custodian.keep_for("application", 0, because="Published policy.")
        custodian.purge(dry=False)
        about = {r.subject for r in filled.records(PROGRAMME)}
        assert mentee in about  # whose name is kept
        assert f"{mentee}/{mentor}" not in about
        for kind in ("identity", "monitoring", "supervision"):
            custodian.keep_for(kind, 0, because="Published policy.")
        custodian.purge(dry=False)
        later.close()
        assert mentee not in everything(filled_url)
        assert filled.audit(PROGRAMME).holds

    def test_why_somebody_left_goes_with_them(self, filled, filled_url):
        ((mentee, mentor), *_) = started(filled)
        desk = filled.pairs(PROGRAMME, actor="Officer")
        desk.move_applications([mentee], "withdraw", because="Zq moved away.")
        assert desk.states()[mentor] == "accepted"
        filled.custodian(PROGRAMME, actor="Custodian").erase(mentee, because="Asked for.")
        assert "Zq" not in everything(filled_url)
        assert filled.audit(PROGRAMME).holds
