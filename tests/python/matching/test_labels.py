"""Labels in: whatever names people in the points names them in every rule."""

import datetime as dt
import pickle
import uuid

import numpy as np
import pytest
from labelled import (
    BEST,
    LONG,
    MENTEES,
    MENTORS,
    NESTED,
    POINTS,
    WIDE,
    finding_of,
    findings_of,
    frame,
)

import pairwell as pw

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")


EVERY_KIND = {
    "pandas": frame(),
    "pandas, a column mentee": pd.DataFrame(WIDE),
    "pandas, long": pd.DataFrame(LONG),
    "polars": pl.DataFrame(WIDE),
    "polars, long": pl.DataFrame(LONG),
    "arrow": pa.table(WIDE),
    "arrow, long": pa.table(LONG),
    "columns": WIDE,
    "long columns": LONG,
    "nested": NESTED,
}


class TestPoints:
    @pytest.mark.parametrize("kind", EVERY_KIND)
    def test_every_table_with_labels_makes_one_problem(self, kind):
        problem = pw.Problem(EVERY_KIND[kind])
        assert problem == pw.Problem(frame())
        assert (problem.mentee_labels, problem.mentor_labels) == (MENTEES, MENTORS)

    def test_what_has_no_labels_gives_none(self):
        for points in (POINTS, np.array(POINTS), pd.DataFrame(POINTS)):
            problem = pw.Problem(points)
            assert (problem.mentee_labels, problem.mentor_labels) == (None, None)
        columns = pd.DataFrame(POINTS, columns=list(MENTORS))
        for table in (columns, pl.DataFrame(columns), pa.Table.from_pandas(columns)):
            problem = pw.Problem(table, mentor_capacity={"Yates": 2, "Xu": 1})
            assert (problem.mentee_labels, problem.mentor_labels) == (None, MENTORS)
            assert problem.mentor_capacity == [(0, 1), (0, 2)]
        repeated = pa.table([[1], [2]], names=["Xu", "Xu"])
        assert finding_of(pw.Problem, repeated).rule == "duplicate"

    def test_keys_that_are_texts_are_labels_where_the_points_have_none(self):
        problem = pw.Problem(POINTS, mentor_keys=list(MENTORS), forbidden=[(0, "Xu")])
        assert (problem.mentee_labels, problem.mentor_labels) == (None, MENTORS)
        assert problem.forbidden.tolist() == [[0, 0]]
        assert pw.Problem(POINTS, mentor_keys=[7, 8]).mentor_labels is None
        limits = pd.Series([1, 2])  # of points without labels, by position
        problem = pw.Problem(POINTS, mentor_keys=list(MENTORS), mentor_capacity=limits)
        assert problem.mentor_capacity == [(0, 1), (0, 2)]

    def test_a_long_table_need_not_have_every_pair(self):
        some = [*range(2), 3, 5]
        rows = {name: [column[row] for row in some] for name, column in LONG.items()}
        rows["points"][1] = None
        for table in (rows, pl.DataFrame(rows), pa.table(rows), pd.DataFrame(rows, dtype=object)):
            problem = pw.Problem(table)
            assert problem.is_sparse
            assert problem.mentee_labels == MENTEES
            assert problem.points_of("ana@x.org", "Yates") is None
            assert problem.points_of("ben@x.org", "Xu") is None
            assert problem.points_of("cai@x.org", "Yates") == 6
        nested = pw.Problem({"ana": {}, "ben": {"Xu": 1}})
        assert nested.shape == (2, 1)
        assert pw.match(nested).unmatched()["person"] == ("ana",)

    def test_a_pair_with_a_refusal_beside_it_is_not_admissible(self):
        refusals = [None, "employer", "", None, None, None]
        problem = pw.Problem({**LONG, "refusals": refusals})
        assert len(problem.admissible()[0]) == 5
        assert problem.points_of("ana@x.org", "Yates") is None

    def test_a_pair_that_has_two_rows_is_refused_with_all_such(self):
        rows = {name: column + column[:2] for name, column in LONG.items()}
        found = findings_of(pw.Problem, rows)
        told = ["ana@x.org with Xu", "ana@x.org with Yates"]
        assert [(finding.rule, finding.value) for finding in found] == [
            ("duplicate", value) for value in told
        ]

    def test_a_row_names_both(self):
        rows = {**LONG, "mentor": [None, *LONG["mentor"][1:]]}
        finding = finding_of(pw.Problem, rows)
        assert (finding.rule, finding.column) == ("missing", "points (mentor)[0]")
        assert finding_of(pw.Problem, {**LONG, "points": [1]}).rule == "shape"
        assert finding_of(pw.Problem, {"mentee": ["ana", "ben"], "Xu": [1]}).rule == "shape"
        assert finding_of(pw.Problem, {"ana": 3}).rule == "type"

    def test_labels_that_repeat_are_refused_at_the_door_with_all_of_them(self):
        twice = frame([[1] * 4] * 5, [*"ababc"], [*"xyyz"])
        found = findings_of(pw.Problem, twice)
        assert [(finding.rule, finding.value) for finding in found] == [
            ("duplicate", value) for value in "aby"
        ]
        assert "positions 0, 2" in found[0].message
        many = frame(np.ones((60, 1)), [i // 2 for i in range(60)], ["x"])
        found = findings_of(pw.Problem, many)
        assert len(found) == 21
        assert found[-1].value == "10"

    @pytest.mark.parametrize(
        ("label", "rule"),
        [(None, "missing"), (np.nan, "missing"), (pd.NaT, "missing"), (True, "type"),
         (np.inf, "type"), (("a", True), "type"), ((), "type"), (frozenset("a"), "type"),
         ("\ud800", "label")],
    )  # fmt: skip
    def test_what_can_be_no_label_is_refused(self, label, rule):
        index = pd.Index([label, "b", "c"], dtype=object, tupleize_cols=False)
        points = pd.DataFrame(POINTS, index=index)
        finding = finding_of(pw.Problem, points)
        assert (finding.rule, finding.column) == (rule, "points[0]")
        assert pw.Problem(points.to_numpy()).shape == (3, 2)

    @pytest.mark.parametrize(
        "labels",
        [
            [101, 7, -3],
            [0.5, 2.0, -1.25],
            [("Leeds", 1), ("Leeds", 2), ("Hull", 1)],
            list(pd.to_datetime(["2026-01-01T00:00", "2026-01-02T10:30", "2025-12-31T00:00"])),
            list(
                pd.to_datetime(
                    ["2026-01-01T00:00", "2026-01-02T10:30", "2025-12-31T00:00"], utc=True
                )
            ),
            [dt.date(2026, 1, 1), dt.date(2026, 1, 2), dt.date(2025, 12, 31)],
            [uuid.UUID(int=place) for place in range(3)],
            ["a", 1, ("b", 2)],
        ],
        ids=str,
    )
    def test_labels_of_every_kind_are_found_and_draw_their_own_lots(self, labels):
        index = pd.Index(labels, tupleize_cols=all(isinstance(each, tuple) for each in labels))
        points = pd.DataFrame(np.ones((3, 2), int), index=index, columns=list(MENTORS))
        problem = pw.Problem(points, forbidden=[(labels[2], "Xu"), (labels[0], "Xu")])
        assert problem.forbidden.tolist() == [[2, 0], [0, 0]]
        assert problem.mentee_labels == tuple(labels)
        assert len(set(problem.mentee_keys.tolist())) == 3
        matching = pw.match(problem, seed=3)
        turned = pw.match(
            pw.Problem(points.iloc[::-1], forbidden=[(labels[2], "Xu"), (labels[0], "Xu")]), seed=3
        )
        assert set(matching.table().rows) == set(turned.table().rows)
        assert set(matching.to_pandas()["mentee"]) < set(labels)
        for result in (matching.to_polars(), pa.table(matching)):
            assert len(result["mentee"]) == 2
        again = pw.Problem(points, locked=matching.to_pandas())
        assert again.locked.tolist() == matching.pairs.tolist()
        assert (
            "why"
            in pw.why_unmatched(
                problem, matching, mentee=matching.unmatched()["person"][0]
            )._repr_html_()
        )
        assert pickle.loads(pickle.dumps(matching.with_problem())).table() == matching.table()

    def test_equal_labels_of_other_types_draw_the_same_lots(self):
        def keys(index):
            return pw.Problem(pd.DataFrame(POINTS, index=index)).mentee_keys.tolist()

        assert keys([5, 6, 8]) == keys([5.0, 6.0, 8.0]) == keys(np.array([5, 6, 8], np.uint8))
        days = ["2026-01-01", "2026-07-02", "2025-12-31"]
        there = pd.to_datetime(days, utc=True)
        assert keys(there) == keys(there.tz_convert("Europe/London"))
        assert keys(pd.to_datetime(days)) != keys(there)
        assert keys(pd.to_datetime(days)) == keys(list(pd.to_datetime(days).to_pydatetime()))


class TestNumbers:
    """Labels that are whole numbers are labels before they are positions."""

    POINTS = frame(POINTS, [2, 0, 1], [11, 10])

    def test_they_win_wherever_one_person_is_named(self):
        problem = pw.Problem(self.POINTS)
        assert problem.points_of(0, 10) == problem.points_of(np.int64(0), 10.0) == 4
        matching = pw.match(problem, BEST)
        assert matching.table().rows == ((2, 11, 9.0), (1, 10, 6.0))
        assert matching.unmatched().rows == (("mentee", 0),)
        assert pw.why_unmatched(problem, matching, mentee=0).losing_mentees == (1,)
        assert matching.partners_of(mentee=1) == (10,)
        assert finding_of(problem.points_of, 3, 10).value == "3"

    def test_they_win_in_members_and_pairs_and_an_array_goes_by_position(self):
        groups = [([2, 0], 1), (np.array([2]), 1), (pd.Index([1]), (0, 1))]
        problem = pw.Problem(self.POINTS, mentee_groups=groups[:2])
        assert [members for _, members, _ in problem.mentee_groups] == [[0, 1], [2]]
        assert pw.Problem(self.POINTS, mentee_groups=groups[2:]).mentee_groups[0][1] == [2]
        matching = pw.match(self.POINTS, BEST)
        for pairs in (matching, matching.pairs, matching.to_pandas(), [(2, 11), (1, 10)]):
            locked = pw.Problem(self.POINTS, locked=pairs).locked.tolist()
            assert locked == matching.pairs.tolist()

    def test_what_is_no_label_is_an_error_of_its_type(self):
        for person in (None, True, ["ana@x.org"], b"ana@x.org", np.nan):
            with pytest.raises(TypeError, match="mentee must be a label or a position"):
                pw.Problem(frame()).points_of(person, 0)

    def test_positions_stay_where_no_label_is_a_number(self):
        problem = pw.Problem(frame(), locked=[(2, "Yates"), ("ana@x.org", 0)])
        assert problem.locked.tolist() == [[2, 1], [0, 0]]
        assert problem.points_of(2, "Yates") == problem.points_of("cai@x.org", 1) == 6
        with pytest.raises(pw.InvalidInput, match="there is no mentee 3"):
            problem.points_of(3, 0)


class TestRules:
    @pytest.mark.parametrize(
        "limits",
        [
            {"Yates": 2, "Xu": (1, 3)},
            pd.Series({"Yates": 2, "Xu": (1, 3)}),
            pd.DataFrame({"least": [0, 1], "most": [2, 3]}, index=["Yates", "Xu"]),
            pd.DataFrame({"most": [2, 3], "mentor": ["Yates", "Xu"], "least": [0, 1]}),
            pl.DataFrame({"most": [2, 3], "mentor": ["Yates", "Xu"], "least": [0, 1]}),
            pa.table({"most": [2, 3], "mentor": ["Yates", "Xu"], "least": [0, 1]}),
            ({"Yates": 0, "Xu": 1}, pl.DataFrame({"mentor": ["Yates", "Xu"], "places": [2, 3]})),
        ],
        ids=lambda limits: type(limits).__module__,
    )
    def test_capacities_go_by_labels(self, limits):
        for points in (frame(), pl.DataFrame(WIDE), NESTED):
            ranges = pw.Problem(points, mentor_capacity=limits).mentor_capacity
            assert ranges == [(1, 3), (0, 2)]

    def test_one_limit_a_person_by_labels(self):
        for limits in (
            {"Yates": 2, "Xu": None},
            pl.DataFrame({"mentor": ["Yates", "Xu"], "places": [2, None]}),
        ):
            ranges = pw.Problem(frame(), mentor_capacity=limits).mentor_capacity
            assert ranges == [(0, None), (0, 2)]

    def test_a_table_that_does_not_say_which_column_is_meant_is_refused(self):
        for library in (pd.DataFrame, pl.DataFrame, pa.table):
            table = library({"mentor": ["Xu", "Yates"], "age": [50, 60], "places": [1, 2]})
            finding = finding_of(pw.Problem, frame(), mentor_capacity=table)
            assert (finding.rule, finding.value) == ("column", "age, places")

    def test_other_labels_are_refused_with_who_is_missing_and_the_nearest(self):
        for limits in (
            {"Yates": 1, "Xi": 2},
            pd.Series({"Yates": 1, "Xi": 2}),
            pl.DataFrame({"mentor": ["Yates", "Xi"], "most": [1, 2]}),
        ):
            absent, strange = findings_of(pw.Problem, frame(), mentor_capacity=limits)
            assert (absent.rule, absent.value) == ("label", "Xu")
            assert (strange.value, "Did you mean 'Xu'?" in strange.message) == ("Xi", True)

    @pytest.mark.parametrize("rule", ["forbidden", "locked"])
    def test_pairs_of_labels_in_any_library(self, rule):
        rows = {"mentor": ["Yates", "Xu"], "mentee": ["ana@x.org", "cai@x.org"], "more": [1, 2]}
        pairs = [("ana@x.org", "Yates"), ("cai@x.org", "Xu")]
        for value in (
            rows, pd.DataFrame(rows), pl.DataFrame(rows), pa.table(rows), pairs, set(pairs),
            np.array(pairs), np.array(pairs, object), pd.DataFrame(pairs),
        ):  # fmt: skip
            problem = pw.Problem(frame(), **{rule: value})
            assert getattr(problem, rule).tolist() == [[0, 1], [2, 0]]
            given_to_points = pw.Problem(LONG, **{rule: value})
            assert given_to_points == problem

    @pytest.mark.parametrize("rule", ["forbidden", "locked"])
    def test_masks_go_by_labels_in_any_library(self, rule):
        wide = {"mentee": list(MENTEES[::-1]), "Yates": [False, False, True], "Xu": [False] * 3}
        expected = pw.Problem(frame(), **{rule: np.array([[0, 1], [0, 0], [0, 0]], bool)})
        for mask in (
            pl.DataFrame(wide), pa.table(wide), pd.DataFrame(wide),
            pd.DataFrame(wide).set_index("mentee"),
        ):  # fmt: skip
            assert pw.Problem(frame(), **{rule: mask}) == expected

    def test_the_columns_of_a_mask_without_a_column_mentee_are_still_labels(self):
        mask = pl.DataFrame({"Yates": [True, False, False], "Xu": [False] * 3})
        for points in (frame(), pl.DataFrame(WIDE), pl.DataFrame(WIDE).drop("mentee")):
            problem = pw.Problem(points, forbidden=mask)
            assert problem.points_of(0, "Yates") is None
            assert len(problem.admissible()[0]) == 5
        other = pl.DataFrame({"a": [True, False, False], "b": [False] * 3})
        assert finding_of(pw.Problem, frame(), forbidden=other).rule == "label"
        for points in (pw.Problem(POINTS), pw.Problem(POINTS, mentor_keys=list(MENTORS))):
            assert points.replace(forbidden=other).points_of(0, 0) is None

    def test_a_label_that_nobody_has_is_told_with_the_nearest(self):
        found = findings_of(
            pw.Problem, frame(), locked=[("ana@y.org", "Xu"), ("ben@x.org", "Yate"), (None, "Xu")]
        )
        assert [(finding.column, finding.rule, finding.value) for finding in found] == [
            ("locked[0, 0]", "label", "ana@y.org"),
            ("locked[2, 0]", "missing", "missing"),
            ("locked[1, 1]", "label", "Yate"),
        ]
        assert "Did you mean 'ana@x.org'?" in found[0].message
        assert "Did you mean 'Yates'?" in found[2].message
        problem = pw.Problem(frame())
        for call in (
            lambda: problem.points_of("ana@y.org", 0),
            lambda: pw.match(problem).partners_of(mentee="ana@y.org"),
            lambda: pw.why_unmatched(problem, pw.match(problem), mentee="ana@y.org"),
        ):
            assert "Did you mean 'ana@x.org'?" in finding_of(call).message

    def test_more_than_twenty_faults_are_counted(self):
        found = findings_of(pw.Problem, frame(), locked=[("zz", "Xu")] * 25)
        assert len(found) == 21
        assert found[-1].value == "5"

    def test_groups_take_labels_as_members_and_by_mapping(self):
        members = ["cai@x.org", "ana@x.org"]
        for value in (members, set(members), pd.Series(members), pl.Series(members),
                      np.array(members), [2, "ana@x.org"]):  # fmt: skip
            groups = pw.Problem(frame(), mentee_groups=[("A", value, (0, 1))]).mentee_groups
            assert (groups[0][0], sorted(groups[0][1]), groups[0][2]) == ("A", [0, 2], (0, 1))
        site = {"cai@x.org": "Hull", "ana@x.org": "Leeds", "ben@x.org": None}
        table = pl.DataFrame({"mentee": list(site), "site": list(site.values())})
        for labels in (site, pd.Series(site), table):
            problem = pw.Problem(frame(), mentee_groups=(labels, {"Hull": 1}))
            assert problem.mentee_groups == [("Hull", [2], (0, 1))]
        days = pd.date_range("2026-01-01", periods=3)
        for members in (days[1:], days[1:].to_numpy(), list(days[1:].to_pydatetime())):
            problem = pw.Problem(pd.DataFrame(POINTS, index=days), mentee_groups=[(members, 1)])
            assert problem.mentee_groups[0][1] == [1, 2]
        finding = finding_of(pw.Problem, frame(), mentee_groups=[(["cai@y.org"], 1)])
        assert finding.column == "mentee_groups[0][0]"
        assert "Did you mean 'cai@x.org'?" in finding.message
