"""What changes from one matching to another, and for whom."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import BEST, POINTS, finding_of, findings_of, frame

import pairwell as pw

pd = pytest.importorskip("pandas")
pa = pytest.importorskip("pyarrow")


class TestDiff:
    POINTS = frame([[9, 2], [3, 4], [5, 7]])

    def test_says_who_gains_and_who_loses_by_how_much(self):
        before = pw.match(self.POINTS, BEST)
        after = pw.match(before.problem, BEST, forbidden=[("ana@x.org", "Xu")])
        diff = before.diff(after)
        assert diff.kept == (("cai@x.org", "Yates"),)
        assert set(diff.ended) | set(diff.kept) == {row[:2] for row in before.table()}
        assert set(diff.begun) | set(diff.kept) == {row[:2] for row in after.table()}
        assert [(each.person, each.gain) for each in diff.lost] == [("ana@x.org", -9), ("Xu", -6)]
        assert [(each.person, each.gain) for each in diff.gained] == [("ben@x.org", 3)]
        assert [each.person for each in diff.newly_matched] == ["ben@x.org"]
        assert [each.person for each in diff.newly_unmatched] == ["ana@x.org"]
        assert (diff.before, diff.after, diff.gain) == (16, 10, -6)
        assert repr(diff) == (
            "<MatchingDiff: 1 of 2 pairs ended, 1 begun, 1 gains, 2 lose, -6 points>"
        )
        assert "newly unmatched" in diff._repr_html_()
        opposite = after.diff(before)
        assert (opposite.begun, opposite.gain) == (diff.ended, 6)
        same = before.diff(before)
        assert (same.ended, same.gained, same.gain) == ((), (), 0)
        assert {each.change for each in same.people} == {"same"}

    def test_frames_have_a_row_for_each_person(self):
        before = pw.match(self.POINTS, BEST)
        diff = before.diff(pw.match(before.problem, BEST, forbidden=[("ana@x.org", "Xu")]))
        for table in (diff.to_pandas(), diff.to_polars(), pa.table(diff)):
            assert len(table) == 5
        assert diff.to_polars().row(0) == ("mentee", "ana@x.org", "newly unmatched", 9, 0, -9, 1, 0)
        assert sorted(diff.pairs()["change"]) == ["begun", "ended", "kept"]
        assert len(pw.match(np.zeros((0, 0))).diff(pw.match(np.zeros((0, 0)))).pairs()) == 0

    def test_people_who_come_and_leave_are_neither_gained_nor_lost(self):
        before = pw.match(self.POINTS, BEST)
        now = frame([[7, 1], [1, 4]], ["dee@x.org", "cai@x.org"], ["Zed", "Yates"])
        diff = before.diff(pw.match(now, BEST))
        assert [each.person for each in diff.came] == ["dee@x.org", "Zed"]
        assert [(each.person, each.partners_before) for each in diff.left] == [
            ("ana@x.org", ("Xu",)), ("ben@x.org", ()), ("Xu", ("ana@x.org",)),
        ]  # fmt: skip
        assert [(each.person, each.gain) for each in diff.lost] == [
            ("cai@x.org", -3), ("Yates", -3),
        ]  # fmt: skip
        assert diff.gained == ()
        assert (diff.kept, diff.begun) == (
            (("cai@x.org", "Yates"),), (("dee@x.org", "Zed"),),
        )  # fmt: skip

    def test_scales_are_compared_exactly(self):
        tenths = pw.match({"ana": {"Xu": 0.1}, "ben": {"Yates": 0.2}}, BEST)
        eighths = pw.match({"ana": {"Xu": 0.125}, "ben": {"Yates": 0.2}}, BEST, scale=1000)
        diff = tenths.diff(eighths)
        assert str(diff.gain) == "1/40"
        assert [each.change for each in diff.people if each.person in ("ben", "Yates")] == [
            "same", "same",
        ]  # fmt: skip
        huge = pw.match({"ana": {"Xu": 2**58 + 1}}, BEST)
        assert huge.diff(pw.match({"ana": {"Xu": 2**58}}, BEST)).gain == -1

    @pytest.mark.filterwarnings("ignore::pairwell.RoundingWarning")
    def test_rounded_points_are_compared_as_they_were_given(self):
        before = pw.match([[1e10, 3.0], [1e-9, 2.0]], BEST)
        after = pw.match([[1e10, 3.0], [1e-9, 2.5]], BEST)
        assert before.rounding > 0
        assert float(before.diff(after).gain) == 0.5

    def test_who_gains_is_who_gains_in_every_other_answer(self):
        rng = np.random.default_rng(11)
        swapped = 0
        for _ in range(30):
            points = rng.integers(-3, 9, (3, 2))
            problem = pw.Problem(points, mentor_capacity=[(0, 3), (0, 2)])
            best = pw.match(problem, ["most_points"], seed=1)
            for other in itertools.islice(pw.alternates(problem, best), 12):
                diff, told = best.diff(other.matching), other.consequences
                for own, theirs in ((diff.gained, told.gained), (diff.lost, told.lost)):
                    assert [(e.role, e.person) for e in own] == [(e.role, e.person) for e in theirs]
                swapped += any(each.pairs * each.points < 0 for each in told.gains)
        assert swapped > 20  # such as one pair of 9 points for two of 1 and 2

    def test_positions_stand_where_there_are_no_labels(self):
        diff = pw.match(POINTS, BEST).diff(pw.match([[0, 2], [3, 4], [5, 6]], BEST))
        assert [(each.role, each.person) for each in diff.newly_unmatched] == [("mentee", 0)]
        found = findings_of(pw.match(POINTS).diff, pw.match(POINTS[1:]))
        assert [finding.rule for finding in found] == ["keys"]

    def test_what_cannot_be_compared_is_refused(self):
        matching = pw.match(self.POINTS, BEST)
        stopped = pw.match(frame(), time_limit=0)
        assert finding_of(matching.diff, stopped).value == "time_limit"
        assert finding_of(stopped.diff, matching).column == "this matching"
        for pair in ([7, 0], [0, -1]):
            forged = dataclasses.replace(matching, pairs=np.array([pair]))
            found = finding_of(matching.diff, forged)
            assert (found.rule, found.column) == ("id", "other")
            assert found.value == f"mentee {pair[0]} with mentor {pair[1]}"
        with pytest.raises(TypeError, match="other must be a Matching"):
            matching.diff(3)

    @given(st.integers(0, 2**32))
    @settings(deadline=None, max_examples=60)
    def test_adds_up_for_everybody(self, seed):
        rng = np.random.default_rng(seed)
        names = ([*"abcde"], [*"wxyz"])

        def drawn():
            rows, columns = (
                rng.permutation(side)[: rng.integers(1, len(side) + 1)] for side in names
            )
            points = rng.integers(0, 50, (len(rows), len(columns))) / rng.choice([1, 10, 8])
            return pw.match(pd.DataFrame(points, rows, columns), BEST, mentor_capacity=2)

        before, after = drawn(), drawn()
        diff = before.diff(after)
        for role in ("mentee", "mentor"):
            people = [each for each in diff.people if each.role == role]
            assert sum(each.before or 0 for each in people) == diff.before
            assert sum(each.after or 0 for each in people) == diff.after
            assert sum(each.gain for each in people) == diff.gain
        assert (float(diff.before), float(diff.after)) == (before.points, after.points)
        assert set(diff.kept) | set(diff.begun) == {row[:2] for row in after.table()}
        assert set(diff.kept) | set(diff.ended) == {row[:2] for row in before.table()}
