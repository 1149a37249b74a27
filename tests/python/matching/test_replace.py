"""A changed copy of a problem is what the whole call would have made."""

import copy
import pickle

import numpy as np
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from labelled import (
    LONG,
    MENTEES,
    MENTORS,
    POINTS,
    WIDE,
    finding_of,
    findings_of,
    frame,
    scores_like,
)

import pairwell as pw

pl = pytest.importorskip("polars")


RULES = {
    "mentor_capacity": [1, 2, (0, None), {"Xu": (1, 2), "Yates": 3}],
    "mentee_capacity": [1, (0, 2), dict.fromkeys(MENTEES, 1)],
    "forbidden": [
        None, [("ana@x.org", "Xu")], np.array([[0, 1], [1, 0], [0, 0]], bool),
        frame([[True, False]] * 3).iloc[::-1],
    ],
    "locked": [None, [("cai@x.org", "Yates")]],
    "mentee_groups": [None, [(["ana@x.org", "ben@x.org"], (0, 1))]],
    "mentor_groups": [None, (["A", "B"], {"A": 1})],
    "mentee_keys": [None, [5, 7, 9], ["k", "l", "m"]],
    "mentor_keys": [None, ["x", "y"]],
}  # fmt: skip


class TestReplace:
    TABLES = (
        frame(), frame(np.array(POINTS) / 10), frame(np.array(POINTS, np.float32) / 10),
        frame([[9, None], [3, 4], [5, 6]]).astype("Int64"), pl.DataFrame(WIDE),
        {name: column[:5] for name, column in LONG.items()}, scores_like(),
        frame([[1e10, 3.0], [1e-9, 2.0], [1.0, 1.0]]),
    )  # fmt: skip

    @given(st.data())
    @settings(deadline=None, max_examples=200)
    @pytest.mark.filterwarnings("ignore::pairwell.RoundingWarning")
    def test_is_what_the_whole_call_would_have_made(self, data):
        def drawn():
            names = data.draw(st.sets(st.sampled_from(sorted(RULES))))
            return {name: data.draw(st.sampled_from(RULES[name])) for name in sorted(names)}

        points = data.draw(st.sampled_from(self.TABLES))
        first, second = drawn(), drawn()
        try:
            problem = pw.Problem(points, **first)
        except pw.InvalidInput:
            return
        try:
            whole = pw.Problem(points, **{**first, **second})
        except pw.InvalidInput as error:
            expected = {finding.rule for finding in error.findings}
        else:
            expected = set()
        if expected:
            found = findings_of(problem.replace, **second)
            assert {finding.rule for finding in found} == expected
            return
        changed = problem.replace(**second)
        assert changed == whole
        assert changed.mentee_labels == whole.mentee_labels
        assert changed.rounding == whole.rounding
        assert changed._repr_html_() == whole._repr_html_()
        assert problem == pw.Problem(points, **first)
        back = pickle.loads(pickle.dumps(changed)).replace(
            **{name: first.get(name, 1 if "capacity" in name else None) for name in second}
        )
        assert back == problem

    def test_other_points_of_the_same_people_in_any_order(self):
        mask = np.array([[0, 1], [0, 0], [0, 0]], bool)
        rules = {
            "mentor_capacity": {"Xu": 1, "Yates": 2}, "locked": [("cai@x.org", "Yates")],
            "mentee_groups": [("A", ["ben@x.org", "cai@x.org"], 2)],
        }  # fmt: skip
        problem = pw.Problem(frame(), forbidden=mask, **rules)
        other = frame([[1, 2], [7, 8], [4, 5]], MENTEES[::-1], MENTORS[::-1])
        changed = problem.replace(points=other)
        hidden = frame(mask)
        assert changed == pw.Problem(other, forbidden=hidden, **rules)
        assert changed.replace(frame()) == problem
        plain = problem.replace([[1, 2], [3, 4], [5, 6]])
        assert plain.mentee_labels == MENTEES
        assert plain.mentor_capacity == problem.mentor_capacity
        keyed = pw.Problem(POINTS, mentee_keys=["M1", "M2", "M3"], forbidden=[("M1", 0)])
        assert keyed.replace([[1, 1]] * 3).mentee_labels == ("M1", "M2", "M3")

    def test_other_people_are_refused_by_name(self):
        problem = pw.Problem(frame())
        finding = finding_of(
            problem.replace, points=frame(mentees=["ana@x.org", "ben@x.org", "dee"])
        )
        assert (finding.rule, finding.value) == ("people", "dee, cai@x.org")
        assert finding_of(pw.Problem(POINTS).replace, points=POINTS[1:]).value == "2"

    def test_a_scale_and_an_unknown_argument(self):
        problem = pw.Problem(frame(np.array(POINTS) / 10))
        assert problem.replace(scale=1000) == pw.Problem(frame(np.array(POINTS) / 10), scale=1000)
        whole = pw.Problem(frame(), scale=10)
        assert whole.replace(scale=None) == pw.Problem(frame())
        assert finding_of(problem.replace, scale=0).rule == "scale"
        with pytest.raises(TypeError, match=r"no argument 'lockd'\. Did you mean 'locked'"):
            problem.replace(lockd=[])

    def test_the_array_that_was_given_may_change_meanwhile(self):
        points = np.array(POINTS)
        problem = pw.Problem(points, forbidden=points > 8)
        points[:] = 0
        assert problem.replace(forbidden=None) == pw.Problem(POINTS)
        assert copy.deepcopy(problem).replace(forbidden=None) == pw.Problem(POINTS)

    def test_sparse_points_stay_sparse(self):
        table = scipy.sparse.csr_array(np.array([[0, 2], [3, 0]]))
        problem = pw.Problem(table).replace(mentor_capacity=2)
        assert problem == pw.Problem(table, mentor_capacity=2)
        assert problem.is_sparse
