"""Frames, series and masked arrays: labels align them, and a missing value means one thing."""

import sys

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

pd = pytest.importorskip("pandas")

MENTEES, MENTORS = ["ada", "ben", "cai"], ["Xu", "Yates"]
POINTS = [[1, 2], [3, 4], [5, 6]]


def frame(points=POINTS, mentees=MENTEES, mentors=MENTORS, **more):
    return pd.DataFrame(points, index=mentees, columns=mentors, **more)


def units_table(problem):
    """The units of every pair, None where it is forbidden."""
    table = [[None] * problem.shape[1] for _ in range(problem.shape[0])]
    for (mentee, mentor), units in zip(
        *(part.tolist() for part in problem.admissible()), strict=True
    ):
        table[mentee][mentor] = units
    return table


def refused(argument, rule, *texts, **arguments):
    """Whether a problem is refused with one fault, which names the argument first."""
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem(**{"points": frame(), **arguments})
    (finding,) = caught.value.findings
    assert (finding.column, finding.rule) == (argument, rule)
    assert str(caught.value).splitlines()[1].startswith(f"  {argument}: ")
    for text in texts:
        assert text in str(finding)


class TestLabels:
    def test_a_series_of_capacities_goes_by_its_index(self):
        limits = pd.Series([2, 1], index=["Yates", "Xu"])
        ranges = pw.Problem(frame(), mentor_capacity=limits).mentor_capacity
        assert ranges == [(0, 1), (0, 2)]
        least = pd.Series([0, 1], index=["Yates", "Xu"])
        ranges = pw.Problem(frame(), mentor_capacity=(least, limits)).mentor_capacity
        assert ranges == [(1, 1), (0, 2)]
        default = pd.DataFrame(POINTS)
        turned = pd.Series([1, 2, 3])[::-1]
        ranges = pw.Problem(default, mentee_capacity=turned).mentee_capacity
        assert ranges == [(0, 1), (0, 2), (0, 3)]

    def test_a_table_of_ranges_goes_by_its_index_and_by_the_names_of_its_columns(self):
        table = pd.DataFrame({"most": [2, 1], "least": [1, 0]}, index=["Yates", "Xu"])
        ranges = pw.Problem(frame(), mentor_capacity=table).mentor_capacity
        assert ranges == [(0, 1), (1, 2)]

    def test_a_boolean_frame_goes_by_both_of_its_labels(self):
        mask = frame([[True, False], [False, False], [False, True]])
        expected = [[None, 2], [3, 4], [5, None]]
        for given_mask in (
            mask,
            mask.iloc[::-1],
            mask.iloc[:, ::-1],
            mask.astype("boolean").iloc[::-1, ::-1],
            mask.astype(object).iloc[[1, 2, 0]],
        ):
            assert units_table(pw.Problem(frame(), forbidden=given_mask)) == expected
        assert pw.Problem(frame(), locked=mask.iloc[::-1]).locked.tolist() == [[0, 0], [2, 1]]

    def test_pairs_of_labels_are_found_in_the_frame(self):
        pairs = [("cai", "Xu"), ("ada", "Yates")]
        for given_pairs in (
            pairs,
            set(pairs),
            pd.DataFrame(pairs, columns=["mentee", "mentor"]),
            pd.DataFrame(pairs, columns=["mentee", "mentor"])[["mentor", "mentee"]],
        ):
            problem = pw.Problem(frame(), forbidden=given_pairs)
            assert units_table(problem) == [[1, None], [3, 4], [None, 6]]
        numbered = frame(mentors=[0, 1])
        assert pw.Problem(numbered, locked=[("cai", 1)]).locked.tolist() == [[2, 1]]

    def test_labels_of_groups_keys_and_members_go_by_their_index(self):
        places = pd.Series(["Wales", "Kent"], index=["Yates", "Xu"])
        problem = pw.Problem(frame(), mentor_groups=(places, {"Wales": 1}))
        assert problem.mentor_groups == [("Wales", [1], (0, 1))]
        problem = pw.Problem(frame(), mentor_groups=(places, pd.Series({"Kent": 1})))
        assert problem.mentor_groups == [("Kent", [0], (0, 1))]
        members = pd.Series([True, False], index=["Yates", "Xu"])
        assert pw.Problem(frame(), mentor_groups=[(members, 1)]).mentor_groups[0][1] == [1]
        keys = pd.Series([7, 5], index=["Yates", "Xu"])
        assert pw.Problem(frame(), mentor_keys=keys).mentor_keys.tolist() == [5, 7]
        assert pw.Problem(frame(), mentor_keys=pd.Index([7, 5])).mentor_keys.tolist() == [7, 5]

    def test_labels_that_can_be_keys_are_the_keys(self):
        by_hand = pw.Problem(POINTS, mentee_keys=MENTEES, mentor_keys=MENTORS)
        assert pw.Problem(frame()) == by_hand
        assert pw.Problem(pd.DataFrame(POINTS)) == pw.Problem(POINTS)
        numbered = pw.Problem(pd.DataFrame(POINTS).iloc[::-1])
        assert numbered.mentee_keys.tolist() == [2, 1, 0]
        assert len(numbered.mentor_keys) == 0
        assert len(set(pw.Problem(frame(mentees=[0.5, 1.5, 2.5])).mentee_keys.tolist())) == 3
        assert pw.Problem(frame(), mentee_keys=[1, 2, 3]).mentee_keys.tolist() == [1, 2, 3]

    def test_labels_that_name_nobody_are_refused(self):
        twice = frame(mentees=["ada", "ben", "ada"])
        refused("points", "duplicate", "two mentees", "value: ada", points=twice)
        refused("points", "duplicate", points=twice, mentee_capacity=pd.Series([1, 1, 2]))
        refused("points", "duplicate", points=twice, mentee_keys=[1, 2, 3])
        double = pd.Series([1, 2], index=["Xu", "Xu"])
        refused("mentor_capacity", "duplicate", "Xu", mentor_capacity=double)

    @pytest.mark.parametrize(
        ("index", "text"),
        [
            ([0, 1], "none of the labels"),
            (["Xu", "Zed"], "who are not in the points"),
            (["Xu", "Yates", "Zed"], "who are not in the points; leave them out"),
            (["Xu"], "no value for some of the mentors of the points"),
        ],
    )
    @pytest.mark.parametrize("argument", ["mentor_capacity", "mentor_keys"])
    def test_labels_of_others_are_refused(self, argument, index, text):
        values = pd.Series(range(1, len(index) + 1), index=index)
        with pytest.raises(pw.InvalidInput, match=text) as caught:
            pw.Problem(frame(), **{argument: values})
        assert {finding.column for finding in caught.value.findings} == {argument}
        with pytest.raises(pw.InvalidInput, match=f"{argument}: "):
            pw.Problem(frame(), **{argument: values.to_frame()})

    def test_points_without_labels_align_nothing(self):
        default = pd.Series([1, 2])
        for points in (POINTS, np.array(POINTS), scipy.sparse.csr_array(POINTS)):
            ranges = pw.Problem(points, mentor_capacity=default).mentor_capacity
            assert ranges == [(0, 1), (0, 2)]
            for index in ([1, 0], MENTORS):
                series = pd.Series([1, 2], index=index)
                refused(
                    "mentor_capacity",
                    "label",
                    "the points have none",
                    ".to_numpy()",
                    points=points,
                    mentor_capacity=series,
                )
        mask = frame(np.eye(3, 2, dtype=bool))
        with pytest.raises(pw.InvalidInput, match=r"forbidden: has labels.*\.to_numpy"):
            pw.Problem(POINTS, forbidden=mask)
        ada = [("ada", 1)]
        refused("locked[0, 0]", "label", "positions of mentees", points=POINTS, locked=ada)

    def test_pairs_that_name_nobody_are_refused(self):
        refused("locked[0, 0]", "label", "nobody", "value: dee", locked=[("dee", "Xu")])
        numbered = frame(mentees=[10, 20, 30])
        pairs = pd.DataFrame([[1, "Xu"]])
        refused("locked[0, 0]", "label", "nobody", points=numbered, locked=pairs)
        assert pw.Problem(numbered, locked=np.array([[1, 0]])).locked.tolist() == [[1, 0]]

    @given(st.data())
    @settings(deadline=None, max_examples=60)
    def test_the_order_of_rows_never_matters(self, data):
        rng = np.random.default_rng(data.draw(st.integers(0, 2**32)))
        mentees, mentors = rng.integers(1, 6, 2)
        kind = data.draw(st.sampled_from(["text", "numbers"]))
        names = [
            [f"{side}{i}" if kind == "text" else int(10 * i + 3) for i in range(count)]
            for side, count in (("e", mentees), ("r", mentors))
        ]
        points = pd.DataFrame(rng.integers(0, 3, (mentees, mentors)), *names)
        limits = pd.Series(rng.integers(0, 3, mentors), names[1])
        holes = pd.DataFrame(rng.random((mentees, mentors)) < 0.2, *names)
        places = pd.Series(rng.choice(["Wales", "Kent"], mentees), names[0])

        place = places.iloc[0]

        def pairs(*frames):
            points, limits, holes, places = frames
            problem = pw.Problem(
                points,
                mentor_capacity=limits,
                forbidden=holes,
                mentee_groups=(places, {place: (0, 2)}),
            )
            matching = pw.match(problem, seed=5)
            assert matching.verify()
            return {(points.index[i], points.columns[j]) for i, j in matching.pairs.tolist()}

        def shuffled(given):
            given = given.iloc[rng.permutation(len(given))]
            return given.iloc[:, rng.permutation(given.shape[1])] if given.ndim == 2 else given

        given_frames = (points, limits, holes, places)
        assert pairs(*map(shuffled, given_frames)) == pairs(*given_frames)


class TestAmbiguity:
    def test_a_tuple_of_two_mentors_limits_is_no_range_in_silence(self):
        caps = pd.Series([1, 2], index=MENTORS)
        with pytest.warns(UserWarning, match=r"a list, \[1, 2\]; .*\[\(1, 2\), \(1, 2\)\]") as told:
            ranges = pw.Problem(frame(), mentor_capacity=tuple(caps)).mentor_capacity
        assert ranges == [(1, 2)] * 2
        assert told[0].filename == __file__
        for numbers in (caps.to_numpy(), caps.astype("Int64"), np.array([1.0, 2.0])):
            refused("mentor_capacity", "range", "[(1", "[1", mentor_capacity=tuple(numbers))
        refused("mentor_capacity", "range", "value: (2, 1)", mentor_capacity=(2, 1))
        ways = [[1, 2], [(1, 2), (1, 2)], (1, [2, 2]), ([1, 1], 2)]
        given_ways = [pw.Problem(frame(), mentor_capacity=way).mentor_capacity for way in ways]
        assert given_ways[0] == [(0, 1), (0, 2)]
        assert all(given_way == [(1, 2)] * 2 for given_way in given_ways[1:])
        assert pw.Problem(frame(), mentee_capacity=(1, 2)).mentee_capacity == [(1, 2)] * 3
        three = tuple(np.array([1, 2]))
        assert pw.Problem(frame(), mentee_capacity=three).mentee_capacity == [(1, 2)] * 3

    def test_a_range_that_no_two_limits_can_be_brings_no_warning(self):
        for most in (None, np.inf, pd.NA):
            problem = pw.Problem(frame(), mentor_capacity=(0, most))
            assert problem.mentor_capacity == [(0, None)] * 2
        with pytest.warns(UserWarning, match="is read as the least and the most"):
            pw.Problem(frame(), mentor_capacity=tuple(pd.array([1, None], dtype="Int64").tolist()))

    @pytest.mark.parametrize("argument", ["forbidden", "locked"])
    def test_a_table_of_0_and_1_is_asked_about(self, argument):
        table = np.array([[0, 1], [1, 0], [0, 0]])
        for given_table in (table, table.tolist(), table.astype(float), frame(table)):
            refused(argument, "mask", ".astype(bool)", "[(0, 1)", **{argument: given_table})
        shuffled = frame(table).iloc[:2, ::-1]
        refused(argument, "mask", **{argument: shuffled})
        as_pairs = [tuple(row) for row in table.tolist()]
        problem = pw.Problem(frame(), **{argument: as_pairs})
        assert getattr(problem, argument).tolist() == table.tolist()
        problem = pw.Problem(frame(), **{argument: table[:2]})
        assert getattr(problem, argument).tolist() == table[:2].tolist()
        marked = pw.Problem(frame(), **{argument: table.astype(bool)})
        if argument == "locked":
            assert marked.locked.tolist() == [[0, 1], [1, 0]]
        else:
            assert units_table(marked) == [[1, None], [None, 4], [5, 6]]

    def test_numbers_of_the_points_shape_are_told_what_a_mask_is(self):
        refused(
            "forbidden", "shape", ".astype(bool)", points=np.ones((2, 3)), forbidden=np.ones((2, 3))
        )


class TestNumbers:
    @pytest.mark.parametrize(
        "dtype",
        ["Int64", "UInt8", "int64[pyarrow]", "Float64", "double[pyarrow]", object, "float32"],
    )
    def test_every_type_of_a_frame_is_read(self, dtype):
        if "pyarrow" in str(dtype):
            pytest.importorskip("pyarrow")
        scale = 1000 if "loat" in str(dtype) or "double" in str(dtype) else 1
        assert pw.Problem(frame(dtype=dtype), scale=scale) == pw.Problem(frame(), scale=scale)
        limits = pd.Series([2, 1], index=["Yates", "Xu"], dtype=dtype)
        problem = pw.Problem(frame(), mentor_capacity=limits)
        assert problem.mentor_capacity == [(0, 1), (0, 2)]
        costs = pd.DataFrame(POINTS, dtype=dtype)
        assert pw.assign(costs, maximise=True).total == pw.assign(POINTS, maximise=True).total

    def test_mixed_columns_and_huge_whole_numbers_stay_exact(self):
        mixed = pd.DataFrame({"a": [True, False], "b": [2, 3]})
        assert units_table(pw.Problem(mixed)) == [[1, 2], [0, 3]]
        huge = 2**58 + 1
        wide = pd.DataFrame({"a": np.array([huge, 5], np.uint64), "b": [-1, 3]})
        assert units_table(pw.Problem(wide))[0] == [huge, -1]
        objects = np.array([[huge, None]], object)
        assert units_table(pw.Problem(objects)) == [[huge, None]]

    def test_polars_and_arrow_are_read(self):
        polars, pyarrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
        columns = {"Xu": [1, None, 5], "Yates": [2, 4, 6]}
        expected = [[1, 2], [None, 4], [5, 6]]
        for table in (polars.DataFrame(columns), pyarrow.table(columns)):
            assert units_table(pw.Problem(table)) == expected
        for limits in (polars.Series([1, None]), pyarrow.array([1, None])):
            problem = pw.Problem(POINTS, mentor_capacity=limits)
            assert problem.mentor_capacity == [(0, 1), (0, None)]
        pairs = polars.DataFrame({"mentor": [1], "mentee": [2]})
        assert pw.Problem(POINTS, locked=pairs).locked.tolist() == [[2, 1]]
        mask = polars.DataFrame({"a": [True, False, False], "b": [False] * 3})
        assert units_table(pw.Problem(POINTS, forbidden=mask))[0] == [None, 2]
        keys = polars.Series(["a", "b"])
        assert len(pw.Problem(POINTS, mentor_keys=keys).mentor_keys) == 2

    def test_a_frame_with_columns_called_data_and_row_is_a_frame(self):
        points = pd.DataFrame({"data": [1, 2], "row": [3, 4], "col": [5, 6]})
        assert pw.Problem(points).shape == (2, 3)

    def test_pandas_is_not_imported_for_arrays(self):
        import subprocess

        code = (
            "import sys, pairwell as pw; pw.match(pw.Problem([[1, 2]], mentor_capacity=[1, None]));"
            "print([m for m in ('pandas', 'polars', 'scipy', 'pyarrow') if m in sys.modules])"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout.strip() == "[]", done.stderr


class TestMissing:
    @pytest.mark.parametrize(
        "points",
        [
            np.ma.array([[1, 9], [3, 4]], mask=[[False, True], [False, False]]),
            np.ma.array([[1, np.nan], [3, 4]], mask=[[False, True], [False, False]]),
            [np.ma.array([1, 9], mask=[False, True]), np.ma.array([3, 4])],
            [[1, None], [3, 4]],
            np.array([[1, None], [3, 4]], object),
            pd.DataFrame({"a": [1, 3], "b": [pd.NA, 4]}),
            pd.DataFrame({"a": [1, 3], "b": [None, 4]}, dtype="Int64"),
            pd.DataFrame({"a": [1, 3], "b": [None, 4]}, dtype="Float64"),
        ],
        ids=lambda points: type(points).__name__,
    )
    def test_a_missing_number_is_a_forbidden_pair(self, points):
        assert units_table(pw.Problem(points, scale=1)) == [[1, None], [3, 4]]
        assignment = pw.assign(points)
        assert (assignment.columns.tolist(), assignment.total) == ([0, 1], 5)
        assert assignment.verify()
        if not isinstance(points, np.ndarray) or points.dtype.kind != "O":  # which SciPy refuses
            assert pw.linear_sum_assignment(points, True)[1].tolist() == [0, 1]

    def test_nothing_but_missing_numbers_is_infeasible(self):
        nothing = np.ma.masked_all((2, 2), int)
        assert pw.assign(nothing).status is pw.Status.INFEASIBLE
        assert len(pw.Problem(nothing).admissible()[0]) == 0
        with pytest.raises(pw.InvalidInput, match=r"linear_sum_assignment: .*\n.*has no adm|fewer"):
            pw.linear_sum_assignment(nothing)
        with pytest.raises(pw.InvalidInput, match="numeric"):
            pw.linear_sum_assignment(np.ma.array([[1.0, np.nan]], mask=[[True, False]]))
        assert pw.linear_sum_assignment(np.ma.array([[2, 1]]))[1].tolist() == [1]

    @pytest.mark.parametrize(
        "limits",
        [
            [2, None, 1],
            [2, pd.NA, 1],
            pd.Series([2, None, 1], dtype="Int64"),
            pd.array([2, None, 1], dtype="Int64"),
            np.ma.array([2, 7, 1], mask=[False, True, False]),
            np.ma.array([2, 7, 1], np.int8, mask=[False, True, False]),
            (0, [2, None, 1]),
            [(0, 2), (0, None), (0, 1)],
            np.ma.array([(0, 2), (0, 9), (0, 1)], mask=[[0, 0], [0, 1], [0, 0]]),
            [2, np.inf, 1],
        ],
        ids=lambda limits: type(limits).__name__,
    )
    def test_a_missing_limit_is_no_limit(self, limits):
        ranges = pw.Problem(POINTS, mentee_capacity=limits).mentee_capacity
        assert ranges == [(0, 2), (0, None), (0, 1)]

    def test_who_misses_a_label_is_in_no_group(self):
        for labels in (
            ["Wales", None, "Kent"],
            ["Wales", np.nan, "Kent"],
            pd.Series(["Wales", None, "Kent"]),
            pd.Series(["Wales", None, "Kent"], dtype="category"),
            np.ma.array(["Wales", "Wales", "Kent"], mask=[0, 1, 0]),
        ):
            problem = pw.Problem(POINTS, mentee_groups=(labels, {"Wales": 1}))
            assert problem.mentee_groups == [("Wales", [0], (0, 1))]
            with pytest.raises(pw.InvalidInput, match="no person has the label"):
                pw.Problem(POINTS, mentee_groups=(labels, {None: 1}))

    @pytest.mark.parametrize(
        ("arguments", "place"),
        [
            (dict(mentor_capacity=([0, None], 2)), "mentor_capacity[1]"),
            (dict(mentor_capacity=[(None, 1), (0, 2)]), "mentor_capacity (least)[0]"),
            (dict(locked=[(0, None)]), "locked[0, 1]"),
            (dict(forbidden=np.ma.array(np.eye(3, 2) > 0, mask=np.eye(3, 2))), "forbidden[0, 0]"),
            (dict(mentor_keys=["a", None]), "mentor_keys[1]"),
            (dict(mentor_keys=np.ma.array([1, 2], mask=[0, 1])), "mentor_keys[1]"),
            (dict(mentor_groups=[([0, None], 1)]), "mentor_groups[0][1]"),
        ],
        ids=str,
    )
    def test_anything_else_that_is_missing_is_refused(self, arguments, place):
        with pytest.raises(pw.InvalidInput, match="missing") as caught:
            pw.Problem(POINTS, **arguments)
        assert caught.value.findings[0].column == place

    def test_nan_is_no_missing_number(self):
        for points in ([[1, np.nan]], pd.DataFrame([[1, np.nan]]), np.array([[1, np.nan]], object)):
            with pytest.raises(pw.InvalidInput, match=r"must be finite, or -inf"):
                pw.Problem(points)
        refused("mentor_capacity[1]", "whole", "None", mentor_capacity=[1, np.nan])


class TestSums:
    @pytest.mark.parametrize("layout", ["coo", "csr", "csc", "bsr"])
    @pytest.mark.parametrize(
        ("dtype", "value", "count"),
        [
            ("int8", 100, 2),
            ("int8", -128, 3),
            ("uint8", 200, 2),
            ("int16", 2**15 - 1, 4),
            ("int32", 2**31 - 1, 3),
            ("uint32", 2**32 - 1, 2),
            ("int64", 2**58, 2),
            ("bool", True, 2),
        ],
    )
    def test_duplicates_add_without_wrapping_and_alike(self, layout, dtype, value, count):
        numbers = np.full(count, value, dtype)
        zeros = np.zeros(count, np.int32)
        if layout == "coo":
            table = scipy.sparse.coo_array((numbers, (zeros, zeros)), shape=(1, 1))
        elif layout == "bsr":
            blocks = numbers.reshape(count, 1, 1)
            table = scipy.sparse.bsr_array((blocks, zeros, [0, count]), shape=(1, 1))
        else:
            kind = getattr(scipy.sparse, f"{layout}_array")
            table = kind((numbers, zeros, [0, count]), shape=(1, 1))
        total = int(value) * count
        assert units_table(pw.Problem(table)) == [[total]]
        assert pw.assign(table).total == total
        assert pw.assign(table).verify()
        rows, columns = pw.min_weight_full_bipartite_matching(table)
        assert (rows.tolist(), columns.tolist()) == ([0], [0])

    @pytest.mark.parametrize("dtype", ["int64", "float32", "float64"])
    def test_sums_beyond_every_type_are_refused(self, dtype):
        most = np.iinfo(dtype).max if dtype == "int64" else np.finfo(np.float64).max
        numbers = np.full(2, most, "float64" if dtype == "float32" else dtype)
        table = scipy.sparse.coo_array((numbers, ([0, 0], [0, 0])), shape=(1, 2))
        for function in (pw.Problem, pw.assign):
            with pytest.raises(pw.InvalidInput, match="sum to more than their type can hold"):
                function(table)
        single = np.full(2, np.finfo(np.float32).max, np.float32)
        table = scipy.sparse.coo_array((single, ([0, 0], [0, 0])), shape=(1, 1))
        assert pw.assign(table).total == 2 * float(np.finfo(np.float32).max)


class TestKeys:
    def test_a_key_that_repeats_is_shown_as_given(self):
        message = r"mentee_keys\[2\]: two people cannot share a key, and mentee_keys\[0\] has it"
        for keys, shown in ((["ada", "ben", "ada"], "ada"), ([7, 5, 7], "7")):
            with pytest.raises(pw.InvalidInput, match=message) as caught:
                pw.Problem(POINTS, mentee_keys=keys)
            assert [finding.value for finding in caught.value.findings] == [shown]

    @pytest.mark.parametrize("keys", ["xy", {"x", "y"}, 5, np.eye(2), b"xy"])
    def test_keys_are_a_row(self, keys):
        with pytest.raises(pw.InvalidInput, match="mentor_keys: must be a list with one entry"):
            pw.Problem(POINTS, mentor_keys=keys)

    def test_half_a_character_is_no_key(self):
        with pytest.raises(pw.InvalidInput, match=r"mentor_keys\[1\]: the text holds half"):
            pw.Problem(POINTS, mentor_keys=["a", "\ud800"])
        with pytest.raises(pw.InvalidInput, match=r"mentor_groups\[0\]: the name of a group"):
            pw.Problem(POINTS, mentor_groups=[("\ud800", [0], 1)])


class TestOutcomes:
    def test_only_an_optimal_matching_is_true(self):
        assert pw.match(POINTS)
        assert pw.match(np.zeros((0, 0)))
        infeasible = pw.match(pw.Problem([[1]], mentee_capacity=(2, 2)))
        stopped = pw.match(POINTS, time_limit=0)
        for matching in (infeasible, stopped):
            assert not matching
            assert matching.unmatched_mentees.tolist() == []
            assert matching.unmatched_mentors.tolist() == []

    def test_a_round_is_as_true_as_its_matching(self):
        import dataclasses
        from importlib.resources import files

        data = files("pairwell") / "data"
        programme = pw.Programme.read(data / "pilot.toml")
        tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
        result = pw.run_round(programme, *tables, explain=False)
        assert result
        stopped = pw.match(result.problem, time_limit=0)
        assert not dataclasses.replace(result, matching=stopped)


def test_pairs_that_a_problem_gives_back_are_pairs():
    problem = pw.Problem([[3, 1]], locked=[(0, 1)], mentee_capacity=2)
    again = pw.Problem([[3, 1]], locked=problem.locked, mentee_capacity=2)
    assert again == problem
    with pytest.raises(pw.InvalidInput, match="could be a mask or pairs"):
        pw.Problem([[3, 1]], locked=np.array([[0, 1]]))
