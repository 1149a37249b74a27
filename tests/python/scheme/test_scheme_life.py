"""Funds, agreements, attendance, supervision, evaluation and the agreement of a panel in Python."""

import copy
import pickle
from datetime import date

import pytest
from scipy import stats
from small_rounds import programme_text

import pairwell as pw
from pairwell.report.evaluation import evaluation_said
from pairwell.scheme.answers import read_evaluation


def programme(travel=10_000):
    return pw.Programme.parse(f"""
        id = "p"
        name = "P"
        organisation = "O"
        summary = "S"
        starts = "June 2017"
        ends = "November 2017"
        nations = ["England"]
        [timetable.training]
        title = "Training"
        on = "Tuesday 20 June 2017"
        for_whom = "mentees and mentors"
        [timetable.supervision]
        title = "Supervision"
        on = "September 2017"
        for_whom = "mentors"
        [funds.travel]
        purpose = "Travel costs"
        pence = {travel}
        [funds.access]
        purpose = "Access needs"
        pence = 5_000
        [selection]
        panel_members = 2
        reserves = 0
        tie_rule = []
        [selection.rubric.need]
        sentence = "How clear the need is."
        most = 5
        weight = 1
    """)


def entry(kind, pence, grant="T-1", **more):
    fields = {"fund": "travel", "on": date(2017, 6, 1), "by": "A. Officer"} | more
    return pw.LedgerEntry(kind=kind, pence=pence, grant=grant, **fields)


def rules(findings):
    return [(finding.row, finding.rule, finding.column) for finding in findings]


class TestFunds:
    def test_a_ledger_is_a_list_that_grows(self):
        ledger = pw.add_entry(programme(), [], entry("offer", 4_000))
        ledger = pw.add_entry(programme(), ledger, entry(pw.EntryKind.COMMIT, 3_000))
        travel, access = pw.balances(programme(), ledger)
        assert (travel.whole, travel.available) == (10_000, 6_000)
        assert (travel.amounts.offered, travel.amounts.committed) == (1_000, 3_000)
        assert access.available == 5_000
        assert ledger[1].kind is pw.EntryKind.COMMIT

    def test_overspending_is_refused_with_what_is_available(self):
        with pytest.raises(pw.InvalidInput, match=r"only GBP 100\.00 is available") as caught:
            pw.add_entry(programme(), [], entry("offer", 10_001))
        assert [finding.rule for finding in caught.value.findings] == ["overspent"]

    def test_totals_are_by_pair_event_and_grant(self):
        ledger = [
            entry("commit", 500, "T-1", mentee="MM-1", mentor="MR-1", event="training"),
            entry("spend", 200, "T-1"),
            entry("commit", 300, "A-1", fund="access", mentee="MM-1"),
        ]
        by_pair = pw.totals(programme(), ledger, "pair")
        assert [(total.fund, total.key) for total in by_pair] == [
            ("travel", "MM-1 with MR-1"),
            ("access", "MM-1"),
        ]
        assert by_pair[0].amounts.spent == 200
        assert [t.key for t in pw.totals(programme(), ledger, pw.LedgerKey.EVENT)] == [
            "training",
            "",
        ]
        with pytest.raises(pw.InvalidInput, match="key is one of grant, pair, event"):
            pw.totals(programme(), ledger, "month")

    def test_every_fault_is_found(self):
        bad = [entry("offer", 1, fund="trvel"), entry("offer", 0, by=" ")]
        assert rules(pw.check_ledger(programme(), bad)) == [
            (1, "fund", "fund"),
            (2, "range", "pence"),
            (2, "blank", "by"),
        ]
        with pytest.raises(pw.InvalidInput, match="kind is one of"):
            entry("lend", 5)


class TestAgreements:
    def agreement(self, **more):
        fields = {
            "mentee": "MM-1",
            "mentor": "MR-1",
            "from_day": date(2017, 6, 12),
            "until": date(2017, 11, 30),
            "goals": ["To lead a team."],
            "state": "in_force",
        }
        return pw.Agreement(**(fields | more))

    def meeting(self, on=date(2017, 7, 3), state="held"):
        return pw.Meeting(mentee="MM-1", mentor="MR-1", on=on, state=state)

    def test_a_sound_pair_has_no_findings(self):
        assert pw.check_agreements(programme(), [self.agreement()]) == []
        assert pw.check_meetings([self.agreement()], [self.meeting()]) == []

    def test_faults_are_found(self):
        bad = self.agreement(until=date(2017, 12, 1), state="signed")
        assert rules(pw.check_agreements(programme(), [bad])) == [
            (1, "word", "state"),
            (1, "period", "until"),
        ]
        assert rules(pw.check_meetings([], [self.meeting()])) == [(1, "agreement", "mentee")]

    def test_meetings_are_counted(self):
        (count,) = pw.meeting_counts([self.meeting(), self.meeting(date(2017, 8, 1), "missed")])
        assert (count.held, count.missed, count.planned) == (1, 1, 0)


class TestAttendance:
    def test_counts_and_faults(self):
        attended = pw.Attendance(
            reference="MM-1", role="mentee", event="training", state="attended"
        )
        (count,) = pw.attendance_counts(programme(), [attended])
        assert (count.event, count.attended) == ("training", 1)
        wrong = pw.Attendance(reference="MM-1", role=pw.Role.MENTEE, event="supervision")
        assert rules(pw.check_attendance(programme(), [wrong])) == [(1, "role", "event")]
        supervision = programme().timetable.events[1]
        assert pw.may_attend(supervision, "mentor")
        assert not pw.may_attend(supervision, "mentee")


class TestSupervision:
    note = pw.SupervisionNote(
        mentor="MR-1", supervisor="S. Visor", on=date(2017, 9, 12), text="What was said."
    )

    def test_is_read_by_its_supervisor_alone(self):
        assert pw.SupervisorView("S. Visor").text(self.note) == "What was said."
        with pytest.raises(pw.InvalidInput, match="another supervisor's"):
            pw.SupervisorView("A. Officer").text(self.note)

    def test_gives_its_text_away_in_no_other_way(self):
        shown = [repr(self.note), str(self.note)]
        shown += [
            str(getattr(self.note, name)) for name in dir(self.note) if not name.startswith("__")
        ]
        assert not any("What was said" in text for text in shown)
        with pytest.raises(TypeError):
            pickle.dumps(self.note)
        with pytest.raises(TypeError):
            copy.deepcopy(self.note)

    def test_is_counted_by_anybody(self):
        assert pw.supervision_counts([self.note, self.note]) == [("MR-1", 2)]
        (warning,) = pw.check_supervision(programme(), [self.note, self.note])
        assert warning.rule == "twice"
        assert "What was said" not in str(warning)


class TestEvaluation:
    @pytest.mark.parametrize("confidence", [0.8, 0.95, 0.999])
    def test_intervals_are_scipys(self, confidence):
        for of in (1, 2, 7, 19, 60, 1_000):
            for count in {0, 1, of // 3, of // 2, of - 1, of}:
                expected = stats.binomtest(count, of).proportion_ci(confidence, method="exact")
                assert pw.exact_interval(count, of, confidence) == pytest.approx(
                    (expected.low, expected.high), abs=1e-12
                )

    def test_small_numbers_are_not_published(self):
        assert pw.Share(18, 19).disclosure is pw.Disclosure.SUPPRESSED
        assert pw.Share(5, 9).published == "too few to say (9 people)"
        with pytest.raises(pw.InvalidInput, match="a share is of 1 or more"):
            pw.Share(3, 2)

    def test_a_programme_is_evaluated(self):
        questions = pw.evaluation_questions()
        assert len(questions) == 6
        answers = [
            pw.EvaluationAnswers(
                reference=f"MM-{i}", role="mentee", when=when, marks=[mark] * len(questions)
            )
            for i in range(12)
            for when, mark in (("before", 2), ("after", 4 if i < 6 else 2))
        ]
        outcomes = [
            pw.PairOutcome(
                mentee=f"MM-{i}",
                mentor=f"MR-{i}",
                state="completed" if i else "withdrawn",
                predicted=1_000 * (i % 7),
                mentee_fit=1 + i % 5,
                mentor_fit=1 + i % 4,
            )
            for i in range(19)
        ]
        found = pw.evaluate(answers, outcomes)
        assert str(found.completed) == "18 of 19 (95%, 95% interval 74% to 100%)"
        assert found.questions[0].improved == pw.Share(6, 12)
        assert found.questions[0].mean_change_thousandths == 1_000
        assert found.questions[1].role is pw.Role.MENTOR
        tau = stats.kendalltau(
            [row.predicted for row in found.fits], [row.reported_halves for row in found.fits]
        )
        assert found.fit_tau_thousandths == round(1_000 * tau.statistic)

    def test_a_programmes_own_questions_are_asked(self):
        own = pw.Programme(
            programme_text()
            + '[evaluation.voice]\nsentence = "My voice is heard."\n'
            + '[evaluation.plans]\nsentence = "I have plans."\n'
        )
        assert pw.evaluation_questions(own) == [
            ("voice", "My voice is heard."), ("plans", "I have plans."),
        ]  # fmt: skip
        assert pw.evaluation_questions(pw.Programme(programme_text())) == pw.evaluation_questions()
        table = {
            "reference": ["MM-1", "MM-1"], "role": ["mentee", "mentee"],
            "when": ["before", "after"], "voice": ["2", "5"], "plans": ["", "4"],
        }  # fmt: skip
        read = read_evaluation(table, own)
        found = pw.evaluate([each.to_core(own) for each in read], [], own)
        assert [(r.question, r.improved) for r in found.questions[::2]] == [
            ("voice", pw.Share(1, 1)), ("plans", pw.Share(0, 0)),
        ]  # fmt: skip
        _, *lines = evaluation_said(found, own)
        assert any("My voice is heard." in line for line in lines)
        with pytest.raises(pw.InvalidInput, match="voice"):
            read_evaluation(table)


class TestPanel:
    def test_agreement_is_told(self):
        scores = [
            pw.PanelScore(reference=f"A{i}", member=member, marks=[i])
            for i in range(5)
            for member in ("P", "Q")
        ]
        total, line = pw.panel_agreement(programme(), scores)
        assert total.alpha_thousandths == 1_000
        assert line.line == "need"
        assert str(line) == "alpha 1.000 from 10 marks on 5 forms: reliable"

    def test_a_conflict_is_seen(self):
        scores = [pw.PanelScore(reference="A", member="P", marks=[1])]
        conflict = pw.PanelConflict(member="P", reference="A", reason="One team.")
        (finding,) = pw.check_conflicts(scores, [conflict])
        assert finding.rule == "conflict"
        with pytest.raises(pw.InvalidInput, match="in spite of a conflict: One team"):
            pw.shortlist(programme(), "mentee", [], [], scores, [conflict])
