"""Schedules and re-matches in Python."""

import dataclasses
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

import pairwell as pw
from pairwell.calendar import WhenUnclear


def half_hours(start, end, day=datetime(2017, 5, 3, 9, tzinfo=UTC)):
    return day + timedelta(minutes=30 * start), day + timedelta(minutes=30 * end)


def request(person, *free, **more):
    return pw.ScheduleRequest(person=person, free=list(free), **more)


class TestIntervals:
    def test_are_instants_of_any_zone(self):
        start, end = pw.interval(
            "Europe/London", datetime(2017, 10, 28, 12), datetime(2017, 10, 29, 12)
        )
        assert end - start == timedelta(hours=25)
        with pytest.raises(pw.InvalidInput, match="happens twice"):
            pw.interval("Europe/London", datetime(2017, 10, 29, 1, 30), datetime(2017, 10, 29, 9))
        late, _ = pw.interval(
            "Europe/London",
            datetime(2017, 10, 29, 1, 30),
            datetime(2017, 10, 29, 9),
            WhenUnclear.LATEST,
        )
        assert late.isoformat() == "2017-10-29T01:30:00+00:00"

    def test_may_be_given_in_zones_that_only_python_knows(self):
        tokyo = ZoneInfo("Asia/Tokyo")
        free = (datetime(2017, 5, 3, 18, tzinfo=tokyo), datetime(2017, 5, 3, 18, 30, tzinfo=tokyo))
        host = pw.ScheduleHost(id="A", free=[half_hours(0, 4)])
        (own,) = pw.make_schedule([request("X", free)], [host]).appointments
        assert own.start == free[0]

    def test_need_a_zone(self):
        naive = (datetime(2017, 5, 3, 9), datetime(2017, 5, 3, 10))
        with pytest.raises(ValueError, match="time zone"):
            request("X", naive)

    def test_are_cut_into_sittings(self):
        host = pw.ScheduleHost(id="A", free=[half_hours(0, 3)])
        assert pw.sittings(host, pw.ScheduleRules(minutes=30, pause=30)) == [
            half_hours(0, 1),
            half_hours(2, 3),
        ]


class TestSchedules:
    def test_are_shared_evenly_and_proved(self):
        hosts = [pw.ScheduleHost(id=name, free=[half_hours(0, 6)]) for name in ("A", "B", "C")]
        people = [request(f"X{i}", half_hours(0, 6)) for i in range(9)]
        schedule = pw.make_schedule(people, hosts, pw.ScheduleRules(seed=3))
        assert schedule.loads == {"A": 3, "B": 3, "C": 3}
        assert schedule.matching.status is pw.Status.OPTIMAL
        assert schedule.matching.verify().holds
        assert repr(schedule) == "<Schedule: 9 appointments, 0 without one>"

    def test_keep_what_a_person_fixed_and_what_was_before(self):
        host = pw.ScheduleHost(id="A", free=[half_hours(0, 4)])
        people = [request(f"X{i}", half_hours(0, 4)) for i in range(4)]
        before = pw.make_schedule(people, [host])
        start, end = half_hours(3, 4)
        fixed = pw.Appointment(person="X0", host="A", start=start, end=end, is_fixed=True)
        after = pw.make_schedule(people, [host], fixed=[fixed], previous=before.appointments)
        assert fixed in after.appointments
        was_there = before.appointments[3].person == "X0"
        assert after.moved == (0 if was_there else 2)

    def test_say_why_somebody_has_none(self):
        host = pw.ScheduleHost(id="A", members=["P"], free=[half_hours(0, 1)])
        people = [request("X", half_hours(0, 1)), request("Y", half_hours(0, 1), not_by=["P"])]
        (without,) = pw.make_schedule(people, [host]).unscheduled
        assert (without.person, without.reason) == ("Y", "There is no host who may see them.")

    def test_name_every_fault(self):
        host = pw.ScheduleHost(id="A", free=[half_hours(1, 0)])
        with pytest.raises(pw.InvalidInput) as caught:
            pw.make_schedule([request("X"), request("X")], [host])
        assert {finding.rule for finding in caught.value.findings} == {"interval", "duplicate"}
        assert len(pw.check_schedule([request("X")], [host], pw.ScheduleRules())) == 1


@pytest.fixture(scope="module")
def cohort():
    programme = pw.Programme.read(files("pairwell") / "data" / "pilot.toml")
    tables = pw.synthetic_cohort(programme, mentees=12, mentors=8, seed=4, flaws=False)
    return SimpleNamespace(
        programme=programme,
        mentees=pw.read_mentees(tables.mentees, programme).forms,
        mentors=pw.read_mentors(tables.mentors, programme).forms,
    )


class TestRematches:
    def first(self, cohort, state):
        scores = pw.score_pairs(cohort.programme, cohort.mentees, cohort.mentors)
        problem = pw.make_problem(cohort.programme, cohort.mentees, cohort.mentors, scores)
        matching = pw.match(problem, pw.make_objective(cohort.programme))
        changes = pw.compare_pairs(cohort.mentees, cohort.mentors, [], matching)
        return scores, [
            pw.PairRecord(mentee=pair.mentee, mentor=pair.mentor, state=state)
            for pair in changes.added
        ]

    def test_nothing_changes_without_a_reason(self, cohort):
        scores, records = self.first(cohort, "published")
        assert records
        rematch = pw.make_rematch(cohort.programme, cohort.mentees, cohort.mentors, scores, records)
        assert rematch.objective[0][0] == "fewest_changes"
        matching = pw.match(rematch.problem, rematch.objective)
        assert matching.verify().holds
        changes = pw.compare_pairs(cohort.mentees, cohort.mentors, records, matching)
        assert changes.kept == records
        assert changes.replaced == []
        assert rematch.gone == []

    def test_a_matching_is_compared_with_its_own_people_only(self, cohort):
        scores, _ = self.first(cohort, "published")
        problem = pw.make_problem(cohort.programme, cohort.mentees, cohort.mentors, scores)
        matching = pw.match(problem)
        mentees, mentors = cohort.mentees, cohort.mentors
        for others in ((mentees[:-1], mentors), (mentees[::-1], mentors), (mentees, mentors[1:])):
            with pytest.raises(pw.InvalidInput) as caught:
                pw.compare_pairs(*others, [], matching)
            assert [finding.rule for finding in caught.value.findings] == ["people"]
        later = pw.make_rematch(cohort.programme, mentees, mentors, scores, []).problem
        forged = dataclasses.replace(matching, problem=later, digest="0" * 64)
        with pytest.raises(pw.InvalidInput, match="made for another problem"):
            pw.compare_pairs(mentees, mentors, [], forged)

    def test_who_declined_each_other_are_not_paired_again(self, cohort):
        scores, records = self.first(cohort, "reviewed")
        turned_down = records[0]
        records[0] = pw.PairRecord(
            mentee=turned_down.mentee, mentor=turned_down.mentor, state="declined"
        )
        rematch = pw.make_rematch(cohort.programme, cohort.mentees, cohort.mentors, scores, records)
        matching = pw.match(rematch.problem, rematch.objective)
        changes = pw.compare_pairs(cohort.mentees, cohort.mentors, records, matching)
        assert changes.kept == records[1:]
        assert all(
            (pair.mentee, pair.mentor) != (turned_down.mentee, turned_down.mentor)
            for pair in changes.added
        )

    def test_a_kept_pair_of_somebody_who_left_is_refused(self, cohort):
        _, records = self.first(cohort, "active")
        mentees = [form for form in cohort.mentees if form.reference != records[0].mentee]
        scores = pw.score_pairs(cohort.programme, mentees, cohort.mentors)
        with pytest.raises(pw.InvalidInput, match="record the withdrawal first"):
            pw.make_rematch(cohort.programme, mentees, cohort.mentors, scores, records)
        records[0] = pw.PairRecord(
            mentee=records[0].mentee, mentor=records[0].mentor, state="withdrawn"
        )
        pw.make_rematch(cohort.programme, mentees, cohort.mentors, scores, records)
