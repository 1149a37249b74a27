"""Whatever an argument is, nobody reads a message of the core, NumPy, pandas or pybind11."""

import dataclasses
import inspect
import re
from importlib.resources import files
from types import SimpleNamespace

import numpy as np
import pytest

import pairwell as pw

DATA = files("pairwell") / "data"
PROGRAMME = pw.Programme.read(DATA / "pilot.toml")
FORMS = [
    read(DATA / name, PROGRAMME).forms[:4]
    for read, name in ((pw.read_mentees, "mentees.csv"), (pw.read_mentors, "mentors.csv"))
]
SCORES = pw.score_pairs(PROGRAMME, *FORMS)
PROBLEM = pw.Problem([[3, 1], [2, 2], [1, 0]])
MATCHING = pw.match(PROBLEM)
ROUND = pw.match(pw.make_problem(PROGRAMME, *FORMS, SCORES))
RECORD = pw.PairRecord(mentee="MM-001", mentor="MR-001", state="confirmed")
PREFERENCES = pw.instances.parse_preferences(
    "# FILE NAME: a.soc\n# DATA TYPE: soc\n# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 1\n"
    "# NUMBER UNIQUE ORDERS: 1\n# ALTERNATIVE NAME 1: a\n# ALTERNATIVE NAME 2: b\n1: 1, 2\n"
)

CALLS = {
    pw.Problem: dict(points=[[3, 1], [2, 2], [1, 0]]),
    PROBLEM.points_of: dict(mentee=0, mentor=0),
    pw.match: dict(problem=PROBLEM),
    pw.verify: dict(problem=PROBLEM, matching=MATCHING),
    pw.why_unmatched: dict(problem=PROBLEM, matching=MATCHING, mentee=2),
    pw.why_unmatched_all: dict(problem=PROBLEM, matching=MATCHING),
    pw.why_not: dict(problem=PROBLEM, matching=MATCHING, mentee=2, mentor=0),
    pw.doctor: dict(problem=PROBLEM, matching=MATCHING),
    pw.explain: dict(problem=PROBLEM, matching=MATCHING, mentee=0, mentor=0),
    pw.explain_all: dict(problem=PROBLEM, matching=MATCHING),
    pw.default_objective: dict(seed=0),
    pw.assign: dict(costs=[[3, 1], [2, 2]]),
    pw.linear_sum_assignment: dict(cost_matrix=[[3, 1], [2, 2]]),
    pw.min_weight_full_bipartite_matching: dict(
        biadjacency=SimpleNamespace(shape=(1, 1), data=np.ones(1), indptr=[0, 1], indices=[0])
    ),
    PREFERENCES.problem: dict(),
    pw.instances.parse_preferences: dict(text=""),
    pw.instances.parse_preference_groups: dict(text="", alternatives=1),
    pw.instances.parse_orlib: dict(text="1 1"),
    pw.instances.read_preferences: dict(path=""),
    pw.instances.read_preference_groups: dict(path="", alternatives=1),
    pw.instances.read_orlib: dict(path=""),
    pw.instances.dense: dict(kind="uniform", rows=2),
    pw.instances.sparse: dict(rows=20),
    pw.instances.capacitated: dict(mentees=4, mentors=2),
    pw.score_pair: dict(programme=PROGRAMME, mentee=FORMS[0][0], mentor=FORMS[1][0]),
    pw.score_pairs: dict(programme=PROGRAMME, mentees=FORMS[0], mentors=FORMS[1]),
    SCORES.at: dict(mentee=0, mentor=0),
    SCORES.share: dict(part="deep_fit"),
    pw.make_problem: dict(programme=PROGRAMME, mentees=FORMS[0], mentors=FORMS[1], scores=SCORES),
    pw.make_objective: dict(programme=PROGRAMME),
    pw.make_rematch: dict(
        programme=PROGRAMME, mentees=FORMS[0], mentors=FORMS[1], scores=SCORES, records=[RECORD]
    ),
    pw.compare_pairs: dict(mentees=FORMS[0], mentors=FORMS[1], records=[RECORD], matching=ROUND),
    pw.make_schedule: dict(requests=[], hosts=[]),
    pw.run_round: dict(
        programme=PROGRAMME, mentees=DATA / "mentees.csv", mentors=DATA / "mentors.csv"
    ),
}

WRONG = {
    "nothing": None,
    "a number": -7,
    "a real": 0.5,
    "a truth": True,
    "a text": "text",
    "bytes": b"text",
    "half a character": "\ud800",
    "an object": object(),
    "a class": int,
    "a mapping": {"a": 1},
    "a set": {1, "a"},
    "a list of texts": ["a", "b", "c"],
    "a list of objects": [object(), None, 1],
    "a ragged list": [[1, 2], [3]],
    "a tuple": (object(), "a"),
    "an empty list": [],
    "a complex array": np.ones((3, 2), complex),
    "dates": np.zeros((3, 2), "M8[s]"),
    "a cube": np.zeros((2, 2, 2)),
    "records": np.zeros(3, [("a", int)]),
    "an array of objects": np.array([[1, "a"], [{}, 2], [3, 4]], object),
    "a huge number": 10**400,
    "not a number": float("nan"),
}

RAW = re.compile(
    r"_core|incompatible function|Invoked with|has no attribute|object is not|not supported between"
    r"|inhomogeneous|could not convert|ufunc|setting an array|dtype\(|isnan|unhashable|to unpack"
    r"|cannot unpack|codec can|int too (large|big)|must be real number|pandas\.|numpy\.core"
    r"|invalid literal|argument must be|an integer is required|cannot be interpreted"
)

# What SciPy says of some arguments, and its drop-ins do.
SCIPY = {
    pw.linear_sum_assignment: re.compile("Cannot cast array data|truth value"),
    pw.min_weight_full_bipartite_matching: re.compile("graph must be sparse|truth value"),
}


def cases():
    """Every argument of every function."""
    for function, arguments in CALLS.items():
        for name in inspect.signature(function).parameters:
            yield pytest.param(function, arguments, name, id=f"{function.__qualname__}-{name}")


def is_plain(function, name, value, error):
    """Whether an error is in plain words and names the argument, or the file that it is."""
    text = str(error)
    if function in SCIPY and SCIPY[function].search(text):
        return True
    is_of_text = isinstance(value, (str, bytes)) and name in ("text", "file")
    names = {name, "points"} if function is pw.match else {name}
    is_named = any(each in text for each in names) or is_of_text
    return is_named and not RAW.search(text)


@pytest.mark.parametrize(("function", "arguments", "name"), list(cases()))
def test_a_wrong_argument_is_refused_in_plain_words(function, arguments, name):
    raw = []
    for what, value in WRONG.items():
        if name == "progress" and callable(value):
            continue  # what it raises when it is called comes out
        try:
            function(**{**arguments, name: value})
        except OSError:
            pass  # a path of no file
        except Exception as error:
            is_kind = isinstance(error, (pw.InvalidInput, TypeError, ValueError, IndexError))
            if not is_kind or not is_plain(function, name, value, error):
                raw.append(f"{what}: {type(error).__name__}: {error}")
    assert not raw, "\n" + "\n".join(raw)


@pytest.mark.parametrize("field", [field.name for field in dataclasses.fields(MATCHING)])
def test_a_field_of_another_type_is_refused_in_plain_words(field):
    raw = []
    for what, value in WRONG.items():
        try:
            pw.verify(PROBLEM, dataclasses.replace(MATCHING, **{field: value}))
        except Exception as error:
            is_kind = isinstance(error, (pw.InvalidInput, TypeError))
            is_named = re.search(f"{field}|Matching|pairs are", str(error))
            if not (is_kind and is_named) or RAW.search(str(error)):
                raw.append(f"{what}: {type(error).__name__}: {error}")
    assert not raw, "\n" + "\n".join(raw)


@pytest.mark.parametrize("mentee", [["a"], [0.5], [[1], [1, 2]]], ids=str)
def test_prices_that_are_none_are_refused(mentee):
    def forged():
        prices = dataclasses.replace(MATCHING.stages[0].prices, mentee=mentee)
        stages = (dataclasses.replace(MATCHING.stages[0], prices=prices),)
        return pw.verify(PROBLEM, dataclasses.replace(MATCHING, stages=stages))

    with pytest.raises(TypeError, match="array of whole numbers"):
        forged()


def test_a_cost_that_is_no_number_is_told_with_its_place():
    with pytest.raises(
        TypeError, match=r"assign: costs\[1, 0\]: must be whole or real .*value: 'a' \(a text\)"
    ):
        pw.assign([[1, 2], ["a", None]])


def test_a_record_of_a_person_is_not_shown():
    person = pw.read_mentees(DATA / "mentees.csv", PROGRAMME).identities[0]
    with pytest.raises(TypeError) as caught:
        pw.score_pair(PROGRAMME, person, FORMS[1][0])
    message = "score_pair: mentee must be a MenteeForm (rule: type, value: Identity)"
    assert str(caught.value) == message
