"""Points with labels, in every form in which they come, and what tests of them share."""

import types

import numpy as np
import pytest

import pairwell as pw

pd = pytest.importorskip("pandas")

MENTEES, MENTORS = ("ana@x.org", "ben@x.org", "cai@x.org"), ("Xu", "Yates")
POINTS = [[9, 2], [3, 4], [5, 6]]
BEST = ["most_pairs", "most_points"]

LONG = {
    "mentee": [mentee for mentee in MENTEES for _ in MENTORS],
    "mentor": list(MENTORS) * 3,
    "points": [number for row in POINTS for number in row],
}
NESTED = {
    mentee: dict(zip(MENTORS, row, strict=True))
    for mentee, row in zip(MENTEES, POINTS, strict=True)
}
WIDE = {"mentee": list(MENTEES), "Xu": [9, 3, 5], "Yates": [2, 4, 6]}


def frame(points=POINTS, mentees=MENTEES, mentors=MENTORS):
    return pd.DataFrame(points, index=list(mentees), columns=list(mentors))


def findings_of(call, *arguments, **named):
    with pytest.raises(pw.InvalidInput) as caught:
        call(*arguments, **named)
    return caught.value.findings


def finding_of(call, *arguments, **named):
    (finding,) = findings_of(call, *arguments, **named)
    return finding


def scores_like(**more):
    """What has the attributes of scores, and nothing else."""
    parts = {
        "units": np.array(POINTS, np.int64) + 2**55, "scale": 7, "mentees": MENTEES,
        "mentors": list(MENTORS), "allowed": np.array([[1, 1], [0, 1], [1, 1]], bool),
    }  # fmt: skip
    return types.SimpleNamespace(**(parts | more))
