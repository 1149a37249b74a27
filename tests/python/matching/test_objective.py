"""An objective that says less than it seems to is asked about, and solved as it stands."""

import pytest

import pairwell as pw

WORST_FIRST = ("best_worst", "leximin", "generous")


@pytest.mark.parametrize("name", WORST_FIRST)
@pytest.mark.parametrize("before", [[], ["most_points"], [("floor", 2)]])
def test_a_stage_that_wants_no_pairs_is_asked_about(name, before):
    with pytest.warns(pw.ObjectiveWarning) as told:
        matching = pw.match([[5, 1], [1, 5]], [*before, name])
    assert len(told) == 1
    assert str(told[0].message) == (
        f"match: No stage before {name} settles how many pairs there are, and the fewest"
        f' serve it best: write ["most_pairs", "{name}"]. (rule: order, value: {name})'
    )
    assert told[0].filename == __file__
    assert matching.verify()


def test_what_was_asked_is_answered():
    with pytest.warns(pw.ObjectiveWarning):
        assert len(pw.match([[5, 1], [1, 5]], "leximin").pairs) == 0
    assert len(pw.match([[5, 1], [1, 5]], ["most_pairs", "leximin"]).pairs) == 2


@pytest.mark.parametrize("name", WORST_FIRST)
@pytest.mark.parametrize(
    "rules",
    [
        {"mentee_capacity": [(1, 1), (1, 1)]},
        {"mentor_capacity": [[1, 1], [1, 1]]},
        {"mentee_groups": [([0, 1], (2, 2))]},
    ],
)
def test_nothing_is_said_where_the_ranges_settle_the_pairs(name, rules):
    assert len(pw.match(pw.Problem([[5, 1], [1, 5]], **rules), name).pairs) == 2


@pytest.mark.parametrize(
    "objective",
    [
        ["most_pairs", "best_worst", "leximin", "generous"],
        ["rank_maximal", "generous", "leximin", "best_worst"],
        [("floor", 3), "most_pairs", "leximin"],
        [("fewest_changes", [(0, 0)]), "most_pairs", "best_worst"],
        "most_points",
        "rank_maximal",
    ],
)
def test_nothing_is_said_of_other_orders(objective):
    assert pw.match([[5, 1], [1, 5]], objective).verify()


def test_the_lottery_leaves_no_ties():
    with pytest.warns(pw.ObjectiveWarning, match="most_pairs has no say behind it"):
        pw.match([[5, 1], [1, 5]], ["lottery", "most_pairs"])


def test_a_call_that_fails_does_not_warn_besides():
    with pytest.raises(pw.InvalidInput, match="a stage appears twice"):
        pw.match([[1]], ["leximin", "leximin"])
