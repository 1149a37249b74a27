"""What stands by the record, and what changed forms, decisions and programmes do to it."""

import datetime as dt

import pytest
from store_cases import MENTEES, MENTORS, PROGRAMME, named, shortlisted, started

import pairwell as pw


def withdrawn(reference):
    """The form of somebody who takes it back, in the table that the office sends in."""
    state = ["withdrawn" if each == reference else "submitted" for each in MENTEES]
    return named(MENTEES, state=state)


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
