"""First lists by blocks of people, beside matchings of the whole table."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw

OBJECTIVES = (
    ["most_pairs", "most_points"],
    ["most_pairs", "best_worst", "most_points"],
    ["most_pairs", ("floor", 20), "most_points"],
    ["most_points"],
)
LABELS = st.one_of(
    st.none(),
    st.just(float("nan")),
    st.sampled_from(["north", "south", "east"]),
    st.integers(0, 3),
    st.lists(st.sampled_from(["north", "south", "east", "west"]), max_size=3),
    st.sets(st.integers(0, 3), max_size=3),
)


def features_of(table: np.ndarray) -> pw.Features:
    return pw.Features.of_function(
        lambda rows, columns: table[np.ix_(rows, columns)], *table.shape, name="a table"
    )


def table_of(mentees: int, mentors: int, seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    table = draw.integers(0, 40, (mentees, mentors)) + draw.integers(0, 90, mentors)
    return np.where(draw.random((mentees, mentors)) < 0.1, -np.inf, table)


def as_set(entry: Any) -> set[Any]:
    if isinstance(entry, (list, set)):
        return set(entry)
    return set() if entry is None or entry != entry else {entry}


@given(st.data(), st.integers(0, 12), st.integers(0, 9), st.integers(0, 9), st.integers(1, 5))
@settings(max_examples=150, deadline=None)
def test_reaches_what_match_does_whatever_the_blocks(
    data: st.DataObject, mentees: int, mentors: int, seed: int, length: int
) -> None:
    table = table_of(mentees, mentors, seed)
    labels = tuple(
        data.draw(st.lists(LABELS, min_size=people, max_size=people)) for people in table.shape
    )
    objective = data.draw(st.sampled_from(OBJECTIVES))
    found = pw.match_on_demand(
        features_of(table), objective, list_length=length, block_by=labels, mentor_capacity=2
    )
    wanted = pw.match(table, objective, mentor_capacity=2)
    assert found
    assert [stage.value for stage in found.matching.stages] == [
        stage.value for stage in wanted.stages
    ]
    np.testing.assert_array_equal(found.matching.pairs, wanted.pairs)  # the lottery leaves one
    assert found.verify()
    shared = sum(bool(as_set(one) & as_set(other)) for one in labels[0] for other in labels[1])
    assert found.passes[0].pairs == shared


def test_is_as_without_where_everybody_shares_a_block() -> None:
    features = features_of(table_of(200, 150, 1))
    without = pw.match_on_demand(features, OBJECTIVES[0], list_length=3)
    found = pw.match_on_demand(
        features, OBJECTIVES[0], list_length=3, threads=2, block_by=(["x"] * 200, ["x"] * 150)
    )
    assert found.matching == without.matching
    assert found.passes == without.passes
    assert found.kept == without.kept


def test_says_what_is_not_proved_where_a_pass_is_left_out() -> None:
    features = features_of(table_of(200, 150, 1))
    regions = np.arange(200) % 5, np.arange(150) % 5
    found = pw.match_on_demand(
        features, OBJECTIVES[0], list_length=3, most_passes=1, block_by=regions
    )
    assert found.passes[0].pairs == 200 * 150 // 5
    assert found.passes[0].mentees == 0
    assert not found.covers_all
    assert "would gain" in found.verify().failures[0]


TOPICS = ["art", "law; trade", "", "trade", "law", "Art; cooking"]


def people(count: int, needs: str, seed: int) -> dict[str, list[Any]]:
    draw = np.random.default_rng(seed)
    return {
        "Name": [f"{needs} {i}" for i in range(count)],
        needs: [TOPICS[i] for i in draw.integers(len(TOPICS), size=count)],
        "Site": [("Leeds", "leeds ", "York", None)[i] for i in draw.integers(4, size=count)],
        "Grade": draw.integers(1, 9, count).tolist(),
    }


CRITERIA = [
    pw.covers("Needs", "Offers", weight=3),
    pw.gap("Grade", low=0, high=4, weight=2),
    pw.same("Site", weight=1),
]


@pytest.mark.parametrize(
    "block_by",
    ["Site", "site", "Grade", ("Needs", "Offers"), ["Site", ("Needs", "Offers")], ["Grade"]],
    ids=str,
)
def test_goes_by_the_terms_of_answers(block_by: Any) -> None:
    mentees, mentors = people(60, "Needs", 1), people(45, "Offers", 2)
    features = pw.features(mentees, mentors, CRITERIA, index="Name")
    found = pw.match_on_demand(features, OBJECTIVES[0], list_length=2, block_by=block_by)
    wanted = pw.match(features.points(), OBJECTIVES[0])
    assert found.matching.points == pytest.approx(wanted.points)
    assert found.verify()

    def terms(side: dict[str, list[Any]], name: str, place: int) -> set[str]:
        entry = side[{"site": "Site"}.get(name, name)][place]
        parts = [] if entry is None else str(entry).lower().split(";")
        return {f"{name.replace('Offers', 'Needs')} {part.strip()}" for part in parts} - {
            f"{name.replace('Offers', 'Needs')} "
        }

    rules = block_by if isinstance(block_by, list) else [block_by]
    both = [rule if isinstance(rule, tuple) else (rule, rule) for rule in rules]
    shared = sum(
        any(terms(mentees, one, i) & terms(mentors, other, j) for one, other in both)
        for i in range(60)
        for j in range(45)
    )
    assert 0 < shared < 60 * 45
    assert found.passes[0].pairs == shared


def test_names_the_question_and_says_what_is_allowed() -> None:
    mentees, mentors = people(6, "Needs", 1), people(5, "Offers", 2)
    features = pw.features(mentees, mentors, CRITERIA, index="Name")
    with pytest.raises(pw.InvalidInput) as caught:
        pw.match_on_demand(features, block_by="Needs")
    (finding,) = caught.value.findings
    assert (finding.rule, finding.column, finding.value) == ("blocks", "mentors", "Needs")
    assert "grade" in finding.message
    assert "site" in finding.message
    assert "offers" in finding.message
    with pytest.raises(pw.InvalidInput, match="give labels of mentees and of mentors"):
        pw.match_on_demand(features_of(table_of(6, 5, 0)), block_by="region")


def test_refuses_labels_that_are_not_of_everybody() -> None:
    features = features_of(table_of(3, 2, 0))

    def told(block_by: Any) -> list[str]:
        with pytest.raises(pw.InvalidInput) as caught:
            pw.match_on_demand(features, block_by=block_by)
        return [finding.column for finding in caught.value.findings]

    assert told((["a", "b"], ["a"])) == ["block_by of mentees", "block_by of mentors"]
    assert told((["a", "b", "c"], ["a"])) == ["block_by of mentors"]
    assert told((["a", "b", object()], ["a", "b"])) == ["block_by of mentees[2]"]
    for wrong in (5, [], ["Site", 5], ("a", 5), (["a"] * 3, "ab"), {"a": 1}, (["a"] * 3,)):
        with pytest.raises(TypeError, match="block_by"):
            pw.match_on_demand(features, block_by=wrong)


@pytest.mark.parametrize("library", ["numpy", "pandas", "polars"])
def test_takes_columns_of_any_library(library: str) -> None:
    regions = ["n", "s", "n", "e"], ["n", "n", "s"]
    if library == "numpy":
        columns = tuple(np.array(each) for each in regions)
    else:
        columns = tuple(pytest.importorskip(library).Series(each) for each in regions)
    found = pw.match_on_demand(features_of(table_of(4, 3, 0)), block_by=columns)
    assert found.passes[0].pairs == 2 * 2 + 1
    assert found.verify()


def test_leaves_the_lists_of_the_day_before_as_they_are() -> None:
    mentees, mentors = people(80, "Needs", 1), people(70, "Offers", 2)
    features = pw.features(mentees, mentors, CRITERIA, index="Name")
    found = pw.match_on_demand(features, OBJECTIVES[0], block_by="Site", list_length=4)
    mentees["Grade"][3] += 2
    today = pw.features(mentees, mentors, CRITERIA, index="Name")
    again = pw.match_on_demand(
        today, OBJECTIVES[0], block_by="Site", list_length=4, begin_from=found
    )
    assert (again.passes[0].mentees, again.passes[0].pairs) == (1, 70)
    anew = pw.match_on_demand(today, OBJECTIVES[0], list_length=4)
    assert again.matching.points == anew.matching.points
    assert again.covers_all
    assert again.verify()
