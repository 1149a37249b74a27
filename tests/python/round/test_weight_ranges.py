"""Ranges of weights: against all sets of pairs, and sentences, pictures and bad input."""

import xml.dom.minidom
from fractions import Fraction
from importlib.resources import files

import numpy as np
import pytest
from weights_by_hand import ByHand, small_rules, small_scores

import pairwell as pw
from pairwell.round.weight_pieces import simplest

DATA = files("pairwell") / "data"
MENTEES = {"Email": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
MENTORS = {"Email": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
CRITERIA = [pw.covers("Needs", "Offers", weight=3), pw.gap("Grade", low=1, high=3, weight=1)]
PREVIOUS = ("fewest_changes", [(0, 0), (1, 1)])
OBJECTIVES = (
    ["most_pairs", "most_points"],
    ["most_pairs", "best_worst", "most_points"],
    ["most_pairs", ("floor", 40), "best_worst", "most_points"],
    ["most_pairs", ("floor", 60), "most_points"],
    ["most_pairs", "best_worst", ("floor", 50), "most_points"],
    ["most_points"],
    ["most_pairs", "best_worst"],
    ["most_pairs", ("floor", 45.5)],
    [("floor", 50), "most_pairs", "best_worst", "most_points"],
    ["most_pairs", "best_worst", PREVIOUS, "most_points"],
    ["most_pairs", "most_points", PREVIOUS],
    [PREVIOUS, "most_pairs", ("floor", 50), "best_worst", "most_points"],
)
NEAR = Fraction(1, 10**9)


def two_by_two():
    scores = pw.score(MENTEES, MENTORS, CRITERIA, index="Email")
    return scores, pw.match(scores, ["most_pairs", "most_points"])


def faults(*arguments, **options):
    with pytest.raises(pw.InvalidInput) as caught:
        pw.weight_ranges(*arguments, **options)
    assert str(caught.value).startswith("weight_ranges: ")
    return [(f.column, f.rule, f.message, f.value) for f in caught.value.findings]


@pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")
@pytest.mark.parametrize("seed", range(60))
def test_pieces_are_those_of_trying_every_set_of_pairs(seed):
    rng = np.random.default_rng(seed)
    sides = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
    scores = small_scores(rng, sides, int(rng.integers(1, 4)))
    objective = OBJECTIVES[seed % len(OBJECTIVES)]
    rules = small_rules(rng, sides)
    matching = pw.match(scores, objective, seed=None if seed % 3 else 5, **rules)
    if not matching:
        return
    by_hand = ByHand(scores, matching)
    names = list(scores.parts)
    place = int(rng.integers(len(names)))
    found = pw.weight_ranges(scores, matching, criterion=names[place])[names[place]]

    def best(weight):
        weights = [Fraction(own) for own in by_hand.weights]
        weights[place] = weight
        return by_hand.best(weights)

    is_alone = sum(by_hand.weights) == by_hand.weights[place]
    assert (found.pieces[0].low, found.pieces[-1].high) == (0, 2 * found.weight)
    for piece in found.pieces:
        own = by_hand.placed(piece.pairs)
        if piece.low < piece.high:
            step = (piece.high - piece.low) / 3
            inside = (piece.low + NEAR, piece.low + step, piece.high - step, piece.high - NEAR)
            assert all(own in best(weight) for weight in inside)
        if piece.low > 0 or not is_alone:
            assert (own in best(piece.low)) == piece.has_low
        assert (own in best(piece.high)) == piece.has_high
        if objective == OBJECTIVES[0]:  # nothing is drawn but at the ends
            assert piece.low == 0 or own not in best(piece.low - NEAR)
            assert piece.high == found.most or own not in best(piece.high + NEAR)
    for before, after in zip(found.pieces, found.pieces[1:], strict=False):
        assert before.high == after.low
        assert before.pairs != after.pairs or not (before.has_high and after.has_low)
    for number in rng.integers(1, 997 * found.most, 6):
        weight = Fraction(int(number), 997)
        holding = [piece for piece in found.pieces if weight in piece]
        assert holding
        assert all(by_hand.placed(piece.pairs) in best(weight) for piece in holding)
    now = frozenset(map(tuple, matching.pairs.tolist()))
    assert found.is_best == (now in best(Fraction(found.weight)))


def test_two_by_two():
    ranges = pw.weight_ranges(*two_by_two())
    assert repr(ranges) == "<WeightRanges: 2 criteria, pairs change at 2 weights>"
    assert ranges.names == ("Needs", "Grade")
    grade = ranges["Grade"]
    assert [(piece.low, piece.high) for piece in grade.pieces] == [
        (0, Fraction(3, 2)), (Fraction(3, 2), 2)
    ]  # fmt: skip
    assert grade.changes() == (
        (Fraction(3, 2), (("ana", "cy"), ("ola", "ben")), (("ana", "ben"), ("ola", "cy"))),
    )
    assert grade.text == (
        "Grade (now 1): the same pairs are best from 0 to 3/2 (1.5). Above, 2 pairs change: ana "
        "with cy and ola with ben end; ana with ben and ola with cy begin."
    )
    assert ranges["Needs"].text == (
        "Needs (now 3): the same pairs are best from 2 to 6. Below, 2 pairs change: ana with cy "
        "and ola with ben end; ana with ben and ola with cy begin."
    )
    assert ranges.text == f"{ranges['Needs'].text}\n{grade.text}"
    assert ranges.table()["from"] == ("0", "2", "0", "3/2")
    assert ranges.table()["present"] == (None, "yes", "yes", None)
    assert [(each.criterion, each.nearest) for each in ranges.fragile()] == [
        ("Needs", 1), ("Needs", 1)
    ]  # fmt: skip
    assert ranges.pairs_table()["low"] == (2.0, 2.0, None, None)
    assert ranges.pairs_table()["high"] == (None, None, 1.5, 1.5)
    assert 1 in grade.room
    assert Fraction(3, 2) in grade.room
    assert 2 not in grade.room


def test_one_criterion_alone_changes_nothing():
    scores = pw.score(MENTEES, MENTORS, CRITERIA[:1], index="Email")
    ranges = pw.weight_ranges(scores, pw.match(scores))
    assert ranges.text == (
        "Needs (now 3): the same pairs are best at every weight from above 0 to 6."
    )


def test_a_criterion_without_a_weight_has_a_range_when_it_is_asked_for():
    criteria = [CRITERIA[0], CRITERIA[1].replace(weight=0)]
    scores = pw.score(MENTEES, MENTORS, criteria, index="Email")
    matching = pw.match(scores)
    assert pw.weight_ranges(scores, matching).names == ("Needs",)
    grade = pw.weight_ranges(scores, matching, criterion="Grade")["Grade"]
    assert (grade.weight, grade.most) == (0, 6)
    assert [piece.low for piece in grade.pieces] == [0, Fraction(3, 2)]


def test_a_range_ends_at_a_whole_number():
    ranges = pw.weight_ranges(*two_by_two(), criterion="Grade", up_to=1.3)
    assert ranges["Grade"].most == 2


def test_the_picture_is_small_and_says_what_it_shows():
    ranges = pw.weight_ranges(*two_by_two())
    picture = ranges.to_svg()
    assert picture == pw.weight_ranges(*two_by_two()).to_svg()
    document = xml.dom.minidom.parseString(picture)
    assert document.documentElement.getAttribute("role") == "img"
    assert document.getElementsByTagName("title")[0].firstChild.data == (
        "Weights at which pairs change"
    )
    assert ranges["Grade"].text in document.getElementsByTagName("desc")[0].firstChild.data
    titles = [each.firstChild.data for each in document.getElementsByTagName("title")]
    assert "Grade from 3/2 (1.5) to 2: 2 pairs changed" in titles
    assert "Grade from 0 to 3/2 (1.5): the pairs as they are" in titles
    drawn = pw.plot.weight_ranges(ranges).html
    assert len(drawn) < 4000
    assert drawn in ranges._repr_html_()


def test_names_are_escaped_in_the_picture():
    parts = [pw.custom([[1000]], weight=1, name="<b>&")]
    scores = pw.score({"Id": ["<i>"]}, {"Id": ["x"]}, parts, index="Id")
    ranges = pw.weight_ranges(scores, pw.match(scores))
    xml.dom.minidom.parseString(ranges.to_svg())


def test_what_was_settled_before_a_call_is_stopped_is_kept():
    ranges = pw.weight_ranges(*two_by_two(), time_limit=0)
    assert ranges["Needs"].text == "Needs (now 3): not worked out, since the time limit passed."
    assert repr(ranges) == "<WeightRanges: 2 criteria, 0 worked out, pairs change at 0 weights>"
    assert len(ranges.table()) == 0
    assert ranges.pairs == ranges.fragile() == ()
    assert "not worked out" in ranges.to_svg()


@pytest.mark.parametrize("objective", OBJECTIVES[:3])
def test_pieces_are_those_of_solving_anew_around_each_end(objective):
    rng = np.random.default_rng(len(objective))
    tables = [rng.integers(0, 1001, (13, 12)) for _ in range(3)]
    weights = (7, 5, 3)
    parts = [
        pw.custom(table, weight=weight, name=f"c{k}")
        for k, (table, weight) in enumerate(zip(tables, weights, strict=True))
    ]
    people = ({"Id": [f"a{k}" for k in range(13)]}, {"Id": [f"b{k}" for k in range(12)]})
    scores = pw.score(*people, parts, index="Id")
    matching = pw.match(scores, objective)
    found = pw.weight_ranges(scores, matching, criterion="c1")["c1"]
    assert len(found.pieces) > 2

    def solved(weight):
        own = (7 * weight.denominator, weight.numerator, 3 * weight.denominator)
        units = sum(w * table for w, table in zip(own, tables, strict=True))
        floor = 400 * sum(own)  # 40 points, in thousandths of all weights
        stages = [("floor", floor) if stage == ("floor", 40) else stage for stage in objective]
        pairs = pw.match(units, stages).pairs.tolist()
        return {(f"a{mentee}", f"b{mentor}") for mentee, mentor in pairs}

    for piece in found.pieces:
        if piece.low == piece.high:
            assert solved(piece.low) == set(piece.pairs)
            continue
        step = (piece.high - piece.low) / 1000
        for weight in (piece.low + step, (piece.low + piece.high) / 2, piece.high - step):
            assert solved(weight.limit_denominator(10**6)) == set(piece.pairs)
    for before, after in zip(found.pieces, found.pieces[1:], strict=False):
        if before.has_high and after.has_low:
            assert solved(before.high) in (set(before.pairs), set(after.pairs))


def test_progress_is_of_the_range_of_each_criterion():
    rng = np.random.default_rng(1)
    tables = [rng.integers(0, 1001, (12, 12)) for _ in range(2)]
    parts = [pw.custom(table, weight=9, name=f"c{k}") for k, table in enumerate(tables)]
    people = {"Id": list("abcdefghijkl")}
    scores = pw.score(people, people, parts, index="Id")
    matching = pw.match(scores, ["most_pairs", "best_worst", "most_points"])
    told = []
    ranges = pw.weight_ranges(scores, matching, progress=lambda *each: told.append(each))
    assert {each[0] for each in told} <= {"c0", "c1"}
    for name in {each[0] for each in told}:
        settled = [done for own, done, _ in told if own == name]
        assert settled == sorted(settled)
    assert all(total == 18 for _, _, total in told)
    whole = [each for each in ranges if each.pieces]
    stopped = pw.weight_ranges(scores, matching, progress=lambda *_: False)
    assert len(whole) == 2
    assert stopped.ranges[-1].stopped == "the caller asked to stop"


def test_a_matching_without_pairs():
    parts = [pw.custom([[500]], weight=2, name="a"), pw.custom([[0]], weight=1, name="b")]
    scores = pw.score({"Id": ["p"]}, {"Id": ["x"]}, parts, index="Id")
    for stages in (["most_points"], ["most_pairs", "best_worst", "most_points"]):
        matching = pw.match(scores, stages, mentor_capacity=0)
        text = "a (now 2): the same pairs are best at every weight from 0 to 4."
        assert pw.weight_ranges(scores, matching)["a"].text == text
        firm = pw.weight_firmness(scores, matching, draws=3)
        assert firm.text == "The matching has no pairs."
    forbidden = pw.match(scores, ["most_points"], forbidden=[("p", "x")])
    assert len(pw.weight_ranges(scores, forbidden)["a"].pieces) == 1
    assert len(pw.weight_firmness(scores, forbidden, draws=3)) == 0


def test_rounded_points_may_have_other_pairs():
    # Three equal weights: thirds of a unit are lost by rounding, and the sums tie.
    shares = {"a": [[333, 333], [333, 334]], "b": [[500, 501], [501, 501]], "c": [[0, 0], [0, 0]]}
    parts = [pw.custom(table, weight=7, name=name) for name, table in shares.items()]
    scores = pw.score({"Id": ["p", "q"]}, {"Id": ["x", "y"]}, parts, index="Id")
    found = pw.weight_ranges(scores, pw.match(scores, ["most_points"]))["a"]
    own = frozenset(map(tuple, found.matched))
    assert found.is_best == (own == frozenset(found.room.pairs))


def test_simplest():
    assert simplest(Fraction(0), Fraction(1)) == Fraction(1, 2)
    assert simplest(Fraction(0), Fraction(2, 7)) == Fraction(1, 4)
    assert simplest(Fraction(5, 3), Fraction(9, 4)) == 2
    for numerator in range(1, 40):
        low, high = Fraction(numerator, 41), Fraction(numerator + 1, 41)
        assert low < simplest(low, high) < high


class TestBadInput:
    def test_an_unknown_criterion(self):
        message = "there is no criterion of this name. Did you mean 'Grade'?"
        found = faults(*two_by_two(), criterion="Grads")
        assert found == [("criterion", "criterion", message, "Grads")]
        with pytest.raises(TypeError, match="criterion must be the name of a criterion"):
            pw.weight_ranges(*two_by_two(), criterion=3)
        with pytest.raises(pw.InvalidInput, match="Did you mean 'Needs'"):
            pw.weight_ranges(*two_by_two())["Need"]

    @pytest.mark.parametrize("up_to", [0, 0.5, 1001, float("nan"), "a", True])
    def test_a_range_that_ends_nowhere(self, up_to):
        column, rule, message, _ = faults(*two_by_two(), up_to=up_to)[0]
        assert (column, rule) == ("up_to", "range")
        assert message == "a range ends at 1 to 1000 times the weight"

    @pytest.mark.parametrize("stage", ["leximin", "rank_maximal", "generous"])
    def test_an_objective_by_levels(self, stage):
        scores, _ = two_by_two()
        found = faults(scores, pw.match(scores, ["most_pairs", stage, "most_points"]))
        message = (
            "exact ranges are of objectives of most_pairs, floor, best_worst, most_points, "
            f"fewest_changes and lottery. In {stage} the order of all pairs counts, so that the "
            "pairs may be others at every weight at which two pairs have as many points, and there "
            "are more of these than can be looked at; weight_firmness takes every objective"
        )
        assert found == [("matching", "objective", message, stage)]

    def test_a_floor_behind_the_points(self):
        scores, _ = two_by_two()
        stages = ["most_pairs", "most_points", ("floor", 40)]
        found = faults(scores, pw.match(scores, stages, seed=None))
        message = (
            "exact ranges are of objectives with floor and best_worst before most_points. Behind "
            "it they settle ties of equal sums, which may change at weights that no sum tells; "
            "weight_firmness takes every objective"
        )
        assert found == [("matching", "objective", message, "most_pairs, most_points, floor")]

    def test_blanks_that_leave(self):
        criteria = [CRITERIA[0], CRITERIA[1].replace(blank="leaves")]
        scores = pw.score({**MENTEES, "Grade": [None, 3]}, MENTORS, criteria, index="Email")
        found = faults(scores, pw.match(scores))
        message = (
            'a blank leaves "Grade" out of some pairs, whose points then are no lines in the '
            "weight: they are ratios with other denominators, and two matchings may change places "
            "several times, at weights that are no fractions. Exact ranges are of criteria with "
            'blank="neutral" or blank="zero", and weight_firmness takes every criterion'
        )
        assert found == [("scores", "blank", message, "ana with ben")]
