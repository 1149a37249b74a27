"""What a problem takes, what it keeps, and what it refuses."""

import math
import pickle
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import scipy.sparse

import pairwell as pw
from pairwell import _core

TABLE = [[3, 1, 4], [1, 5, 9]]


def units_table(problem):
    """The units of every pair, None where it is forbidden."""
    table = [[None] * problem.shape[1] for _ in range(problem.shape[0])]
    for (mentee, mentor), units in zip(
        *(part.tolist() for part in problem.admissible()), strict=True
    ):
        table[mentee][mentor] = units
    return table


@pytest.mark.parametrize(
    "dtype",
    [
        "bool",
        "i1",
        "i2",
        "i4",
        "i8",
        "u1",
        "u2",
        "u4",
        "u8",
        "f2",
        "f4",
        "f8",
        "longdouble",
        ">i4",
        ">f8",
        "<u2",
    ],
)
def test_every_number_type_gives_the_same_units(dtype):
    points = np.array([[0, 1], [1, 0], [1, 1]]).astype(dtype)
    problem = pw.Problem(points)
    assert problem.scale == 1
    assert units_table(problem) == points.astype(int).tolist()
    assert problem.shape == (3, 2)


@pytest.mark.parametrize("dtype", ["i4", "f8", "u1"])
def test_every_layout_gives_the_same_units(dtype):
    points = np.arange(24).reshape(4, 6).astype(dtype)
    expected = pw.Problem(points)
    wide = np.zeros((8, 18), dtype)
    wide[::2, ::3] = points
    frozen = points.copy()
    frozen.flags.writeable = False
    layouts = [
        np.asfortranarray(points),
        wide[::2, ::3],
        points[::-1, ::-1][::-1, ::-1],
        points.T.copy().T,
        frozen,
        points.tolist() if dtype != "u1" else points,
        pd.DataFrame(points),
    ]
    for layout in layouts:
        assert pw.Problem(layout) == expected


def test_broadcast_rows_need_no_copy():
    assert units_table(pw.Problem(np.broadcast_to(np.array([1, 2]), (3, 2)))) == [[1, 2]] * 3


def test_the_input_is_left_as_it_was():
    points = np.array([[1.5, -math.inf], [2.25, 3.0]])
    before = points.copy()
    problem = pw.Problem(points, forbidden=[(0, 0)])
    points[:] = 0
    assert before[0, 0] == 1.5
    assert units_table(problem) == [[None, None], [225, 300]]


def test_real_numbers_go_to_the_nearest_unit_of_a_given_scale_and_halves_to_the_even_one():
    halves = pw.Problem([[0.0005, 0.0015, -0.0015, 72.4996]], scale=1000)
    assert units_table(halves) == [[0, 2, -2, 72500]]
    assert units_table(pw.Problem([[0.5, 1.5, 2.5]], scale=1)) == [[0, 2, 2]]
    assert units_table(pw.Problem([[3]], scale=7)) == [[21]]


def test_empty_sides_are_problems_too():
    for shape in ((0, 0), (0, 3), (3, 0)):
        matching = pw.match(np.zeros(shape))
        assert matching.status is pw.Status.OPTIMAL
        assert matching.pairs.shape == (0, 2)
        assert matching.verify()


def test_minus_infinity_masks_and_pairs_forbid_alike():
    points = np.array([[1.0, 2.0], [3.0, 4.0]])
    holes = points.copy()
    holes[0, 1] = -math.inf
    mask = ~np.isfinite(holes)
    expected = [[1, None], [3, 4]]
    ways = [
        pw.Problem(holes),
        pw.Problem(points, forbidden=mask),
        pw.Problem(points, forbidden=np.asfortranarray(mask)),
        pw.Problem(points, forbidden=scipy.sparse.csr_array(mask)),
        pw.Problem(points, forbidden=[(0, 1)]),
        pw.Problem(points, forbidden={(0, 1)}),
        pw.Problem(points, forbidden=np.array([[0, 1]], np.uint8)),
        pw.Problem(np.ma.masked_array(points, mask)),
        pw.Problem(scipy.sparse.csr_array(points), forbidden=mask),
        pw.Problem(scipy.sparse.coo_array(holes)),
    ]
    for problem in ways:
        assert units_table(problem) == expected


def test_masks_and_masked_arrays_add_up():
    points = np.ma.masked_array([[1, 2], [3, 4]], [[True, False], [False, False]])
    assert units_table(pw.Problem(points, forbidden=[[False, True], [False, False]])) == [
        [None] * 2,
        [3, 4],
    ]


@pytest.mark.parametrize("kind", ["csr", "csc", "coo", "lil", "dok"])
@pytest.mark.parametrize("family", ["array", "matrix"])
def test_stored_entries_of_sparse_tables_are_the_admissible_pairs(kind, family):
    stored = getattr(scipy.sparse, f"{kind}_{family}")(np.array([[0, 2, 0], [3, 0, 4]]))
    problem = pw.Problem(stored)
    assert problem.is_sparse
    assert problem.scale == 1
    assert units_table(problem) == [[None, 2, None], [3, None, 4]]


def test_explicit_zeros_are_admissible_and_duplicates_are_summed_as_scipy_does():
    stored = scipy.sparse.coo_array(([0, 2, 3], ([0, 1, 1], [1, 0, 0])), shape=(2, 2))
    assert units_table(pw.Problem(stored)) == [[None, 0], [5, None]]
    unsorted = scipy.sparse.csr_array(([1, 2], [1, 0], [0, 2]), shape=(1, 2))
    assert units_table(pw.Problem(unsorted)) == [[2, 1]]
    assert unsorted.indices.tolist() == [1, 0]


def test_capacities_come_in_every_form():
    def ranges(value):
        return pw.Problem(np.ones((2, 3)), mentor_capacity=value).mentor_capacity

    assert ranges(2) == [(0, 2)] * 3
    assert ranges(np.int8(2)) == [(0, 2)] * 3
    assert ranges(2.0) == [(0, 2)] * 3
    assert ranges([1, 0, 2]) == [(0, 1), (0, 0), (0, 2)]
    assert ranges(np.array([1.0, np.inf, 2.0])) == [(0, 1), (0, None), (0, 2)]
    assert ranges(None) == [(0, None)] * 3
    assert ranges((1, 2)) == [(1, 2)] * 3
    assert ranges((0, [1, 2, 1])) == [(0, 1), (0, 2), (0, 1)]
    assert ranges(([0, 1, 0], 2)) == [(0, 2), (1, 2), (0, 2)]
    assert ranges(([0, 1, 0], [1, 2, 3])) == [(0, 1), (1, 2), (0, 3)]
    assert ranges((1, None)) == [(1, None)] * 3
    assert ranges(np.array([[0, 1], [1, 1], [0, 2]])) == [(0, 1), (1, 1), (0, 2)]
    assert ranges([(0, 1), (1, None), (0, np.inf)]) == [(0, 1), (1, None), (0, None)]


def test_what_a_problem_gives_back_makes_the_same_problem():
    points = np.arange(12.0).reshape(3, 4)
    problem = pw.Problem(
        points,
        mentee_capacity=[(0, None), (1, 2), (0, 0)],
        mentor_capacity=(0, None),
        mentee_groups=[("few", [0, 1], (0, 2)), ("any", [2], (0, None))],
        mentor_groups=[([1, 2], (1, None))],
        locked=[(1, 1)],
    )
    assert problem.mentee_capacity == [(0, None), (1, 2), (0, 0)]
    assert problem.mentor_groups == [("", [1, 2], (1, None))]
    assert str(2**31 - 1) not in str([problem.mentor_capacity, problem.mentee_groups])
    names = ("mentee_capacity", "mentor_capacity", "mentee_groups", "mentor_groups", "locked")
    again = pw.Problem(points, **{name: getattr(problem, name) for name in names})
    assert again == problem
    assert again.digest == problem.digest


def test_a_list_of_two_is_limits_and_a_tuple_of_two_is_a_range():
    points = np.ones((2, 3))
    assert pw.Problem(points, mentee_capacity=[1, 2]).mentee_capacity == [(0, 1), (0, 2)]
    assert pw.Problem(points, mentor_capacity=(1, 2)).mentor_capacity == [(1, 2)] * 3


def test_groups_come_in_every_form():
    def groups(value):
        return pw.Problem(np.ones((1, 4)), mentor_groups=value).mentor_groups

    labels = ["Wales", "Scotland", "Scotland", None]
    scotland = [("Scotland", [1, 2], (0, 1))]
    assert groups((labels, {"Scotland": (0, 1)})) == scotland
    assert groups((np.array(labels, object), {"Scotland": 1})) == scotland
    assert groups((pd.Series(labels), {"Scotland": [0, 1]})) == scotland
    assert groups(([1, 0, 0, 1], [(0, 2), (1, 2)])) == [
        ("0", [1, 2], (0, 2)),
        ("1", [0, 3], (1, 2)),
    ]
    assert groups([([1, 2], (0, 1))]) == [("", [1, 2], (0, 1))]
    assert groups([({2, 1}, 1)]) == [("", [1, 2], (0, 1))]
    assert groups([("two", [1, 2], (0, 1))]) == [("two", [1, 2], (0, 1))]
    assert groups([(np.array([False, True, True, False]), (0, None))]) == [("", [1, 2], (0, None))]
    nested = groups([(labels, {"Scotland": (0, 1)}), ([1], (0, 1))])
    assert nested == [*scotland, ("", [1], (0, 1))]
    assert groups(None) == groups([]) == []


def test_keys_are_texts_or_numbers_and_texts_agree_with_the_scheme():
    problem = pw.Problem(
        np.ones((2, 1)), mentee_keys=["M-01", "M-02"], mentor_keys=np.array([2**64 - 1], np.uint64)
    )
    assert len(set(problem.mentee_keys.tolist())) == 2
    assert problem.mentor_keys.tolist() == [2**64 - 1]
    # FNV-1a of the UTF-8 bytes, as published.
    hashed = 0xCBF29CE484222325
    for byte in b"M-01":
        hashed = (hashed ^ byte) * 0x100000001B3 % 2**64
    assert problem.mentee_keys.tolist()[0] == hashed


def test_a_problem_is_a_value():
    def make(**more):
        return pw.Problem(
            TABLE, mentor_capacity=[1, 2, 1], mentee_groups=[("a", [0], (0, 1))], **more
        )

    problem = make()
    assert problem == make()
    assert hash(problem) == hash(make())
    assert problem != make(locked=[(0, 0)])
    assert problem != pw.Problem(np.array(TABLE) + 1)
    assert problem != "a problem"
    assert problem.digest == make().digest != make(locked=[(0, 0)]).digest
    for other in (
        problem,
        make(locked=[(0, 1)], mentee_keys=[5, 6]),
        pw.Problem(scipy.sparse.eye_array(3)),
    ):
        again = pickle.loads(pickle.dumps(other))
        assert again == other
        assert again.digest == other.digest
        assert repr(again) == repr(other)
    with pytest.raises(AttributeError):
        problem.scale = 3
    with pytest.raises(AttributeError):
        del problem.scale
    problem.mentor_capacity[0] = (1, 1)  # a list of its own
    assert problem.mentor_capacity[0] == (0, 1)


@pytest.mark.parametrize("layout", ["rows", "columns", "entries"])
def test_a_sparse_table_needs_only_the_attributes_of_one(layout):
    table = scipy.sparse.csr_array(np.array([[0, 2, 0], [3, 0, 4]]))
    if layout == "rows":
        given = SimpleNamespace(indptr=table.indptr, indices=table.indices)
    elif layout == "columns":
        table = table.tocsc()
        given = SimpleNamespace(indptr=table.indptr, indices=table.indices, format="csc")
    else:
        table = table.tocoo()
        given = SimpleNamespace(row=table.row, col=table.col)
    given.shape, given.data = table.shape, table.data
    assert pw.Problem(given) == pw.Problem(table)


def test_what_is_wrong_with_a_sparse_table_is_said_of_the_problem():
    starts = SimpleNamespace(shape=(2, 3), indptr=[0, 1], indices=[0], data=np.array([1]))
    with pytest.raises(pw.InvalidInput, match="one row start more than rows") as caught:
        pw.Problem(starts)
    assert str(caught.value).startswith("Problem: ")
    twice = scipy.sparse.csr_array(([2**62, 2**62], [0, 0], [0, 2]), shape=(1, 1))
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem(twice)
    assert str(caught.value).startswith("Problem: ")


def test_the_repr_is_one_line():
    problem = pw.Problem(TABLE, locked=[(0, 0)], mentor_groups=[([0], 1)])
    expected = "<Problem: 2 mentees x 3 mentors, 6 admissible pairs, 1 locked, 1 group, scale 1>"
    assert repr(problem) == expected


def test_points_of_a_pair():
    problem = pw.Problem([[1.5, -math.inf]], forbidden=None)
    assert problem.points_of(0, 0) == 1.5
    assert problem.points_of(0, 1) is None
    assert pw.Problem([[1.5, 2]], forbidden=[(0, 0)]).points_of(0, 0) is None
    for pair in ((1, 0), (0, 2), (-1, 0)):
        with pytest.raises(pw.InvalidInput, match=r"there is no ment(ee|or)"):
            problem.points_of(*pair)


BAD = {
    "nan": (dict(points=[[1.0, math.nan]]), "finite", "points[0, 1]", "nan"),
    "infinity": (dict(points=[[1.0], [math.inf]]), "finite", "points[1, 0]", "inf"),
    "float32 nan": (dict(points=np.array([[np.nan]], "f4")), "finite", "points[0, 0]", "nan"),
    "sparse nan": (
        dict(points=scipy.sparse.csr_array([[0.0, math.nan]])),
        "finite",
        "points[0, 1]",
        "nan",
    ),
    "sparse infinity": (
        dict(points=scipy.sparse.csr_array([[math.inf]])),
        "finite",
        "points[0, 0]",
        "inf",
    ),
    "too large a real": (dict(points=[[1e300]]), "range", "points[0, 0]", "1e+300"),
    "uint64 over int63": (
        dict(points=np.array([[2**64 - 1]], np.uint64)),
        "range",
        "points[0, 0]",
        str(2**64 - 1),
    ),
    "sparse uint64 over int63": (
        dict(points=scipy.sparse.csr_array(np.array([[2**64 - 1]], np.uint64))),
        "range",
        "points",
        str(2**64 - 1),
    ),
    "sparse, one pair twice beyond its type": (
        dict(points=scipy.sparse.csr_array(([2**62, 2**62], [0, 0], [0, 2]), shape=(1, 1))),
        "range",
        "a pair's entries sum to more",
        f"{2**62} + {2**62}",
    ),
    "the lowest int64": (dict(points=[[-(2**63)]]), "range", "points[0, 0]", str(-(2**63))),
    "scaled over the bound": (
        dict(points=[[2**60]], scale=1000),
        "range",
        "points[0, 0]",
        str(2**60),
    ),
    "sum over the bound": (dict(points=[[2**61]]), "overflow", "2^62", str(2**61)),
    "one dimension": (dict(points=[1, 2]), "shape", "mentees by mentors", "(2,)"),
    "three dimensions": (
        dict(points=np.zeros((1, 2, 3))),
        "shape",
        "mentees by mentors",
        "(1, 2, 3)",
    ),
    "a number": (dict(points=3), "shape", "mentees by mentors", "()"),
    "ragged": (dict(points=[[1, 2], [3]]), "shape", "points: cannot be read as a table", "list"),
    "text": (dict(points=[[1, 2], [3, "a"]]), "type", "points[1, 1]: must be whole or real", "a"),
    "array of text": (dict(points=np.array([["a"]])), "type", "whole or real numbers", "<U1"),
    "a text among limits": (
        dict(mentor_capacity=[1, "two", 3]),
        "type",
        "mentor_capacity[1]: must be a whole number",
        "two",
    ),
    "an object": (dict(points=[[1, "a"], [None, 2.0]]), "type", "points[0, 1]", "a"),
    "an object among numbers": (
        dict(points=np.array([[1, {}], [None, 2.0]], object)),
        "type",
        "points[0, 1]: must be whole or real numbers",
        "{}",
    ),
    "a number beyond 64 bits": (
        dict(points=[[1, 2**64], [2, 3]]),
        "range",
        "points[0, 1]: is beyond 64 bits",
        str(2**64),
    ),
    "complex": (dict(points=[[1j]]), "type", "whole or real numbers", "complex128"),
    "dates": (
        dict(points=np.zeros((1, 1), "M8[s]")),
        "type",
        "whole or real numbers",
        "datetime64[s]",
    ),
    "scale 0": (dict(scale=0), "scale", "from 1", "0"),
    "scale 0.5": (dict(scale=0.5), "scale", "from 1", "0.5"),
    "scale true": (dict(scale=True), "scale", "from 1", "True"),
    "negative capacity": (
        dict(mentor_capacity=[1, -2, 1]),
        "range",
        "mentor_capacity[1]",
        "0 to -2",
    ),
    "negative least": (dict(mentor_capacity=(-1, 1)), "range", "mentor_capacity", "-1 to 1"),
    "capacity upside down": (dict(mentor_capacity=(2, 1)), "range", "mentor_capacity", "2 to 1"),
    "negative least of one": (
        dict(mentor_capacity=(-1, [1, 1, 1])),
        "range",
        "mentor_capacity[0]",
        "-1",
    ),
    "capacity shape": (dict(mentor_capacity=[1, 2]), "shape", "mentor_capacity", "(2,)"),
    "capacity table shape": (
        dict(mentor_capacity=np.ones((2, 2))),
        "shape",
        "mentor_capacity",
        "(2, 2)",
    ),
    "capacity triple": (dict(mentor_capacity=(0, 1, 2)), "shape", "(least, most)", "(0, 1, 2)"),
    "capacity half": (dict(mentor_capacity=[1, 0.5, 1]), "whole", "mentor_capacity[1]", "0.5"),
    "capacity nan": (dict(mentor_capacity=[1, math.nan, 1]), "whole", "mentor_capacity[1]", "nan"),
    "capacity text": (dict(mentor_capacity="two"), "type", "mentor_capacity", "two"),
    "capacity too large": (dict(mentor_capacity=2**40), "range", "mentor_capacity", str(2**40)),
    "infinite least": (dict(mentor_capacity=(-math.inf, 2)), "whole", "mentor_capacity", "-inf"),
    "mask shape": (dict(forbidden=np.zeros((3, 2), bool)), "shape", "(2, 3)", "(3, 2)"),
    "pairs shape": (dict(forbidden=[1, 2]), "shape", "k x 2", "(2,)"),
    "pair outside": (dict(forbidden=[(2, 0)]), "id", "inside the table", "mentee 2 with mentor 0"),
    "pair negative": (dict(locked=[(0, -1)]), "id", "inside the table", "mentee 0 with mentor -1"),
    "pair beyond 32 bits": (dict(locked=[(0, 2**32)]), "range", "locked[0, 1]", str(2**32)),
    "pair real": (dict(locked=[(0, 0.5)]), "whole", "locked[0, 1]", "0.5"),
    "locked twice": (
        dict(locked=[(0, 0), (0, 0)]),
        "duplicate",
        "locked pair",
        "mentee 0 with mentor 0",
    ),
    "locked and forbidden": (
        dict(locked=[(0, 0)], forbidden=[(0, 0)]),
        "locked",
        "both locked and forbidden",
        "mentee 0 with mentor 0",
    ),
    "locked without points": (
        dict(points=[[-math.inf, 1.0, 2.0]], locked=[(0, 0)]),
        "locked",
        "no points",
        "mentee 0 with mentor 0",
    ),
    "label without people": (
        dict(mentor_groups=(["a"] * 3, {"b": (0, 1)})),
        "label",
        "no person has the label",
        "b",
    ),
    "labels of another length": (
        dict(mentor_groups=(["a"], {"a": 1})),
        "shape",
        "one label for each of 3",
        "1",
    ),
    "group range": (dict(mentor_groups=[([0], (3, 1))]), "range", "mentor_groups[0]", "3 to 1"),
    "group range of three": (
        dict(mentor_groups=[([0], (3, 1, 2))]),
        "range",
        "(least, most)",
        "(3, 1, 2)",
    ),
    "group member": (dict(mentor_groups=[([3], 1)]), "id", "mentor_groups[0]", "3"),
    "group member twice": (dict(mentor_groups=[([1, 1], 1)]), "duplicate", "mentor_groups[0]", "1"),
    "group mask": (dict(mentee_groups=[([True], 1)]), "shape", "one entry for each of 2", "(1,)"),
    "groups overlap": (
        dict(mentor_groups=[("a", [0, 1], 1), ("b", [1, 2], 1)]),
        "nesting",
        "nested or disjoint",
        "b",
    ),
    "groups as text": (dict(mentor_groups="Scotland"), "type", "(labels, ranges)", "str"),
    "group without range": (dict(mentor_groups=[[0]]), "type", "mentor_groups[0]", "[0]"),
    "key twice": (dict(mentee_keys=[7, 7]), "duplicate", "cannot share a key", "7"),
    "key negative": (dict(mentee_keys=[7, -7]), "key", "mentee_keys[1]", "-7"),
    "key beyond 64 bits": (dict(mentor_keys=[1, 2, 2**64]), "key", "mentor_keys[2]", str(2**64)),
    "keys missing": (dict(mentor_keys=[1, 2]), "shape", "one key for each of 3", "2"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_names_the_rule_the_place_and_the_value(name):
    arguments, rule, place, value = BAD[name]
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem(**{"points": TABLE, **arguments})
    named = [finding for finding in caught.value.findings if finding.rule == rule]
    assert named, caught.value.findings
    assert place in f"{named[0].column}: {named[0].message}"
    assert value in named[0].value
    assert str(named[0]) in str(caught.value)


def test_all_faults_are_given_at_once():
    with pytest.raises(ValueError, match="8 errors") as caught:
        pw.Problem(
            [[math.nan, 1.0], [math.inf, 1e300]],
            mentor_capacity=[1, 2.5],
            locked=[(5, 1)],
            mentor_groups=[([0, 7], (3, 1))],
            scale=0,
        )
    assert isinstance(caught.value, pw.Error)
    assert isinstance(caught.value, pw.InvalidInput)
    assert len(caught.value.findings) == 8


def test_many_faults_of_one_kind_are_counted():
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem(np.full((50, 50), np.nan), mentor_capacity=np.full(50, 0.5))
    texts = [str(finding) for finding in caught.value.findings]
    assert len(texts) == 42
    assert any("2480" in text for text in texts)
    assert any("value: 30)" in text for text in texts)


def test_errors_survive_pickling():
    with pytest.raises(pw.InvalidInput) as caught:
        pw.Problem([[math.nan]])
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert again.findings == caught.value.findings


def test_importing_pairwell_imports_no_heavy_package():
    import subprocess
    import sys

    heavy = "('pandas', 'polars', 'scipy', 'pyarrow')"
    code = f"import sys, pairwell; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_range_that_is_none_is_told_once_for_everyone():
    for limits, told in (((2, 1), "2 to 1"), ((-1, 1), "-1 to 1"), (-1, "0 to -1")):
        with pytest.raises(
            pw.InvalidInput, match="for all 5000 mentees the least must be 0"
        ) as caught:
            pw.Problem(np.ones((5000, 2)), mentee_capacity=limits)
        (finding,) = caught.value.findings
        assert (finding.rule, finding.column, finding.value) == ("range", "mentee_capacity", told)


def test_limits_in_a_dict_are_told_what_to_write():
    with pytest.raises(pw.InvalidInput, match=r"give its values alone, .* a list") as caught:
        pw.Problem([[1, 2]], mentor_capacity={"Xu": 2})
    assert caught.value.findings[0].value == "Xu"


@pytest.mark.parametrize("rounding", [math.nan, math.inf, -math.inf, -1.0])
def test_a_state_of_an_impossible_rounding_is_refused(rounding):
    core = pw.Problem([[1, 2]])._core
    *fields, _ = core.__getstate__()
    with pytest.raises(pw.InvalidInput, match="what rounding may cost is finite, and 0 or more"):
        _core.restore(_core.Problem, (*fields, rounding))


@pytest.mark.parametrize("change", [lambda state: state[:-1], lambda state: (*state, 0)])
def test_a_state_of_too_few_or_many_fields_is_refused(change):
    core = pw.Problem([[1, 2]])._core
    with pytest.raises(pw.InvalidInput, match="a state has 13 fields"):
        _core.restore(_core.Problem, change(core.__getstate__()))
