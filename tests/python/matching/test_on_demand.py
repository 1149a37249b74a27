"""Matching people whose table of pairs is never made."""

import numpy as np
import pytest

import pairwell as pw

RULES = {"mentor_capacity": (0, 2)}


def table_of(mentees: int, mentors: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    table = draw.integers(0, 40, (mentees, mentors)) + draw.integers(0, 90, mentors)
    return np.where(draw.random((mentees, mentors)) < 0.1, -np.inf, table)


def features_of(table: np.ndarray, **options: object) -> pw.Features:
    def function(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        return table[np.ix_(rows, columns)]

    return pw.Features.of_function(function, *table.shape, name="a table", **options)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(
    "objective",
    [
        ["most_pairs", "most_points"],
        ["most_pairs", "best_worst", "most_points"],
        ["most_pairs", ("floor", 50), "most_points"],
        ["most_pairs", ("fewest_changes", [(0, 1), (1, 1), (2, 0)]), "most_points"],
        ["most_points"],
    ],
    ids=str,
)
def test_reaches_what_match_does(seed: int, objective: list) -> None:
    table = table_of(40, 25, seed)
    found = pw.match_on_demand(features_of(table), objective, list_length=1 + seed, **RULES)
    wanted = pw.match(table, objective, **RULES)
    assert found
    assert [stage.value for stage in found.matching.stages] == [
        stage.value for stage in wanted.stages
    ]
    np.testing.assert_array_equal(found.matching.pairs, wanted.pairs)  # the lottery leaves one
    assert found.verify()


def test_gives_the_same_with_threads_and_says_what_was_read() -> None:
    features = features_of(table_of(200, 150, 1))
    one = pw.match_on_demand(features, ["most_pairs", "most_points"], list_length=3)
    two = pw.match_on_demand(features, ["most_pairs", "most_points"], list_length=3, threads=2)
    assert one.matching == two.matching
    assert one.passes == two.passes
    assert one.passes[0].pairs == 200 * 150
    assert one.passes[-1].added == 0
    assert sum(each.added for each in one.passes) == len(one.listed.admissible()[0])
    assert one.to_pandas().columns.tolist() == ["mentees", "pairs", "gaining", "added"]
    assert repr(one).startswith("<OnDemandMatching: optimal, 150 pairs, ")
    assert two.verify(threads=2)


def test_says_what_is_not_proved_where_a_pass_is_left_out() -> None:
    features = features_of(table_of(200, 150, 1))
    found = pw.match_on_demand(
        features, ["most_pairs", "most_points"], list_length=2, most_passes=1
    )
    assert not found.covers_all
    assert not found
    verdict = found.verify()
    assert not verdict
    assert "would gain" in verdict.failures[0]
    assert "not held against all pairs" in repr(found)


def test_goes_by_labels_with_locks_and_forbidden_pairs() -> None:
    worth = {"ana": 3, "ben": 2, "cai": 1}
    names = list(worth)
    numbers = np.array(list(worth.values()))
    features = pw.Features.of_function(
        lambda rows, columns: numbers[rows][:, None] * (columns + 1), names, ["Xu", "Yates"],
        name="products", scale=10,
    )  # fmt: skip
    found = pw.match_on_demand(features, locked=[("cai", "Xu")], forbidden=[("ana", "Yates")])
    assert found.matching.partners_of(mentee="ben") == ("Yates",)
    assert found.matching.partners_of(mentee="cai") == ("Xu",)
    assert found.matching.points == pytest.approx(0.5)
    assert features.mentees == ("ana", "ben", "cai")
    assert found.verify()


def test_says_that_there_is_no_matching_and_proves_it() -> None:
    features = pw.Features.of_function(
        lambda rows, columns: np.zeros((rows.size, columns.size), int), 3, 2, name="nothing"
    )
    found = pw.match_on_demand(features, mentee_capacity=(1, 1))
    assert found.matching.status is pw.Status.INFEASIBLE
    assert found.covers_all
    assert found.verify()
    assert "3" in str(found.matching.infeasibility.reason)


def refused(call: object, *arguments: object, **options: object) -> list[str]:
    with pytest.raises(pw.InvalidInput) as caught:
        call(*arguments, **options)
    return [finding.rule for finding in caught.value.findings]


class Moody:
    """Says something else each time."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        self.calls += 1
        return np.full((rows.size, columns.size), self.calls)


@pytest.mark.parametrize(
    ("function", "rule"),
    [
        (lambda rows, columns: np.zeros(rows.size), "shape"),
        (lambda rows, columns: 3, "shape"),
        (lambda rows, columns: np.full((rows.size, columns.size), "x"), "type"),
        (lambda rows, columns: np.full((rows.size, columns.size), np.nan), "whole"),
        (lambda rows, columns: np.full((rows.size, columns.size), np.inf), "whole"),
        (lambda rows, columns: np.full((rows.size, columns.size), 0.5), "whole"),
        (lambda rows, columns: np.full((rows.size, columns.size), 2**28 + 1), "range"),
        (lambda rows, columns: np.add.outer(rows, columns) - rows.min(), "vectorised"),
        (Moody(), "same"),
    ],
)
def test_finds_on_a_sample_what_no_source_may_do(function: object, rule: str) -> None:
    assert refused(pw.Features.of_function, function, 30, 20, name="x") == [rule]


def test_names_the_pair_of_a_number_that_turns_up_later() -> None:
    def function(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        table = np.add.outer(rows, columns).astype(float)
        table[(rows == 171)[:, None] & (columns == 3)] = np.nan
        return table

    features = pw.Features.of_function(function, 300, 20, name="x")
    with pytest.raises(pw.InvalidInput, match="mentee 171 with mentor 3"):
        pw.match_on_demand(features, threads=2)


def test_passes_on_what_a_function_raises() -> None:
    def function(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        if 251 in rows and 3 in columns:
            raise KeyError("row 251")
        return np.zeros((rows.size, columns.size))

    features = pw.Features.of_function(function, 300, 20, name="x")
    with pytest.raises(KeyError, match="row 251"):
        pw.match_on_demand(features, threads=2)


def test_refuses_what_it_cannot_answer() -> None:
    features = features_of(table_of(6, 5, 0))
    assert refused(pw.match_on_demand, features, ["most_pairs", "leximin"]) == ["objective"]
    assert refused(pw.match_on_demand, features, memory_limit=10) == ["memory_limit"]
    assert refused(pw.match_on_demand, features, forbidden=[(0, 9)])
    assert refused(pw.match_on_demand, features, locked=[(0, 9)])
    assert refused(pw.Features.of_function, len, -1, 5, name="x") == ["people"]
    for options in ({"scale": 3}, {"mentor_capacty": 3}):
        with pytest.raises(TypeError):
            pw.match_on_demand(features, **options)
    for options in ({"threads": 0}, {"list_length": 0}, {"most_passes": 0}, {"memory_limit": 0}):
        with pytest.raises(ValueError, match=next(iter(options))):
            pw.match_on_demand(features, **options)
    with pytest.raises(TypeError):
        pw.match_on_demand([[1, 2]])


def test_stops() -> None:
    features = features_of(table_of(300, 200, 0))
    found = pw.match_on_demand(features, time_limit=0)
    assert not found
    assert found.matching.status is pw.Status.TIME_LIMIT
    assert found.matching.digest == ""
