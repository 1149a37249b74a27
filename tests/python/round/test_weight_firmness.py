"""Draws of weights: against scoring anew by hand, the same everywhere, sentences and bad input."""

import hashlib
from fractions import Fraction
from importlib.resources import files

import numpy as np
import pytest
from weights_by_hand import ByHand, small_rules, small_scores

import pairwell as pw

DATA = files("pairwell") / "data"
MENTEES = {"Email": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
MENTORS = {"Email": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
CRITERIA = [pw.covers("Needs", "Offers", weight=3), pw.gap("Grade", low=1, high=3, weight=1)]
OBJECTIVES = (
    ["most_pairs", "best_worst", "most_points"],
    ["most_pairs", "most_points"],
    ["most_pairs", ("floor", 40), "leximin", "most_points"],
    ["rank_maximal", "most_pairs", "most_points"],
)


def two_by_two():
    scores = pw.score(MENTEES, MENTORS, CRITERIA, index="Email")
    return scores, pw.match(scores, ["most_pairs", "most_points"])


def faults(*arguments, **options):
    with pytest.raises(pw.InvalidInput) as caught:
        pw.weight_firmness(*arguments, **options)
    assert str(caught.value).startswith("weight_firmness: ")
    return [(f.column, f.rule, f.message) for f in caught.value.findings]


@pytest.mark.parametrize("seed", range(24))
def test_each_draw_is_what_other_weights_would_give(seed):
    rng = np.random.default_rng(seed)
    sides = (int(rng.integers(2, 5)), int(rng.integers(2, 4)))
    scores = small_scores(rng, sides, int(rng.integers(1, 4)))
    matching = pw.match(scores, OBJECTIVES[seed % 4], **small_rules(rng, sides))
    if not matching:
        return
    firm = pw.weight_firmness(scores, matching, by=0.5, draws=6, seed=seed)
    parts = [np.rint(np.asarray(scores.parts[n]) * 1000).astype(int) for n in scores.parts]
    stages = [stage.name for stage in matching.stages]
    survived = {pair: 0 for pair in map(tuple, matching.pairs.tolist())}
    for draw in range(firm.draws):
        weights = [w * int(f) for w, f in zip(firm.weights, firm.factors[draw], strict=True)]
        exact = sum(w * part.astype(object) for w, part in zip(weights, parts, strict=True))
        total = sum(weights)
        units = np.array([[(200 * x + total) // (2 * total) for x in row] for row in exact])
        pairs = firm.sets[firm.outcomes[draw]]
        own = frozenset(pairs)
        if set(stages) <= {"most_pairs", "best_worst", "most_points", "lottery"}:
            points = np.array([[Fraction(int(x), 1000) for x in row] for row in units])
            assert own in ByHand(scores, matching).best([], points)
        for pair in survived:
            survived[pair] += pair in own
    assert [pair.survived for pair in firm] == list(survived.values())


def test_numbers_are_drawn_by_seed_draw_and_name():
    scores, matching = two_by_two()
    firm = pw.weight_firmness(scores, matching, draws=3, seed=7)
    for draw in range(3):
        for place, name in enumerate(firm.criteria):
            text = f"pairwell weights\n7\n{draw}\n{name}".encode()
            number = int.from_bytes(hashlib.sha256(text).digest(), "big")
            assert firm.factors[draw, place] == 750_000 + number % 500_001


def test_the_same_seed_gives_the_same_and_more_draws_begin_alike():
    scores, matching = two_by_two()
    one = pw.weight_firmness(scores, matching, draws=20, seed=3)
    assert one == pw.weight_firmness(scores, matching, draws=20, seed=3)
    more = pw.weight_firmness(scores, matching, draws=30, seed=3)
    assert np.array_equal(more.factors[:20], one.factors)
    assert not np.array_equal(
        pw.weight_firmness(scores, matching, draws=20, seed=4).factors, one.factors
    )


def test_the_pilot():
    programme = pw.Programme.read(DATA / "pilot.toml")
    tables = [DATA / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    firm = pw.weight_firmness(pw.run_round(programme, *tables, explain=False))
    assert repr(firm) == "<WeightFirmness: 19 pairs, 9 stay in all 200 draws>"
    assert firm.unchanged == 73
    least = firm.fragile(1)[0]
    assert (least.mentee, least.mentor, least.survived) == ("MM-003", "MR-004", 75)
    assert firm.text == (
        "In 200 draws of weights within 25 % of what they are, 9 of its 19 pairs stay throughout. "
        "In 73 draws all pairs stay. The least firm: MM-003 and MR-004 stay a pair in 75 of 200 "
        "draws (95 % interval of the share 0.308 to 0.446). Otherwise MM-003 is most often with "
        "MR-021 (111 times), and MR-004 is most often with MM-001 (97 times)."
    )
    assert firm.newcomers[0] == ("MM-003", "MR-021", 111)
    assert [(each.person, each.changed) for each in firm.people[:3]] == [
        ("MM-003", 125), ("MR-004", 125), ("MM-001", 117)
    ]  # fmt: skip
    assert sum(pair.survived for pair in firm) == 19 * 200 - sum(firm.draws_table()["lost"])
    assert "MM-001" in str(firm)
    assert firm._repr_html_().startswith("<table><caption>19 pairs, 9 stay in all 200 draws")


def test_sentences():
    scores, matching = two_by_two()
    firm = pw.weight_firmness(scores, matching, draws=1)
    assert firm[0].text == (
        "ana and cy stay a pair in the only draw (95 % interval of the share 0.025 to 1.000)."
    )
    firm = pw.weight_firmness(scores, matching, by=0.9, draws=40)
    low, high = pw.exact_interval(firm[0].survived, 40)
    assert firm[0].interval == (low, high)
    assert firm[0].text.startswith(f"ana and cy stay a pair in {firm[0].survived} of 40 draws")
    assert repr(firm[0]) == f"<PairSurvival: a pair, in {firm[0].survived} of 40 draws>"
    assert firm[0].share == Fraction(firm[0].survived, 40)
    instead = firm[0].mentee_instead
    assert [(each.person, each.draws) for each in instead] == [("ben", 40 - firm[0].survived)]


def test_a_person_who_is_left_out_is_told_so():
    one = {"Id": ["x"]}
    parts = [
        pw.custom([[1000], [0]], weight=10, name="a"),
        pw.custom([[0], [990]], weight=10, name="b"),
    ]
    scores = pw.score({"Id": ["ana", "ola"]}, one, parts, index="Id")
    firm = pw.weight_firmness(scores, pw.match(scores), draws=30)
    assert firm.newcomers == (("ola", "x", 30 - firm[0].survived),)
    assert firm[0].mentee_instead[0].person is None
    assert f"ana most often has no other partner ({30 - firm[0].survived} times)" in firm[0].text


def test_a_criterion_without_a_weight_and_one_alone_change_nothing():
    for weights in ((3, 0), (0, 1)):
        criteria = [c.replace(weight=w) for c, w in zip(CRITERIA, weights, strict=True)]
        scores = pw.score(MENTEES, MENTORS, criteria, index="Email")
        firm = pw.weight_firmness(scores, pw.match(scores), draws=9)
        assert firm.unchanged == 9
        assert firm.text == (
            "In 9 draws of weights within 25 % of what they are, 2 of its 2 pairs stay throughout. "
            "In 9 draws all pairs stay."
        )
        assert firm.fragile() == firm.newcomers == firm.people == ()


def test_what_was_drawn_before_a_call_is_stopped_is_kept():
    scores, matching = two_by_two()
    firm = pw.weight_firmness(scores, matching, time_limit=0)
    assert (firm.draws, firm.asked) == (0, 200)
    assert firm.text == "Nothing was drawn, since the time limit passed."
    assert firm[0].text == "Nothing was drawn for ana and cy."
    assert firm[0].share is None
    assert firm[0].interval == (0.0, 1.0)
    told = []

    def stop(stage, done, total):
        told.append((stage, done, total))
        return False

    firm = pw.weight_firmness(scores, matching, draws=200_000, progress=stop)
    assert told[0][0] == "draws"
    assert told[0][2] == 200_000
    assert 0 < firm.draws < 200_000
    assert firm.text.endswith(
        f"Of 200000 draws {firm.draws} were solved, since the caller asked to stop."
    )
    assert firm.factors.shape == (firm.draws, 2)


class TestBadInput:
    @pytest.mark.parametrize(
        "by", [0, 1, -0.25, 1.5, 25, float("nan"), float("inf"), "a", None, True]
    )
    def test_a_share_that_is_none(self, by):
        found = faults(*two_by_two(), by=by)
        message = "a share of each weight is a number from 0.000001 to under 1"
        assert found == [("by", "range", message)]

    @pytest.mark.parametrize("draws", [0, -1, 1_000_001])
    def test_draws_out_of_range(self, draws):
        with pytest.raises(
            ValueError, match="weight_firmness: draws must be from 1 to under 1000001"
        ):
            pw.weight_firmness(*two_by_two(), draws=draws)

    def test_arguments_of_other_types(self):
        scores, matching = two_by_two()
        for wrong in ({"draws": 2.5}, {"seed": "a"}, {"progress": 3}):
            with pytest.raises(TypeError, match="weight_firmness: "):
                pw.weight_firmness(scores, matching, **wrong)
        with pytest.raises(TypeError, match="scores must be Scores or a Round"):
            pw.weight_firmness([[1]], matching)
        with pytest.raises(TypeError, match="matching must be a Matching"):
            pw.weight_firmness(scores)
        with pytest.raises(ValueError, match="seed must be from 0"):
            pw.weight_firmness(scores, matching, seed=-1)

    def test_a_matching_of_other_scores(self):
        _, matching = two_by_two()
        others = pw.score({**MENTEES, "Email": ["ana", "eva"]}, MENTORS, CRITERIA, index="Email")
        assert faults(others, matching) == [
            ("matching", "people", "the matching is of other people than the scores")
        ]
        other = pw.score(
            MENTEES, MENTORS, [CRITERIA[0], CRITERIA[1].replace(weight=2)], index="Email"
        )
        assert faults(other, matching) == [
            ("matching", "points", "the matching was made of other points than those of the scores")
        ]

    def test_a_matching_that_is_not_optimal(self):
        scores, _ = two_by_two()
        for matching in (
            pw.match(scores, mentee_capacity=[(2, 2)] * 2),
            pw.match(scores, time_limit=0),
        ):
            assert faults(scores, matching) == [
                ("matching", "status", "only an optimal matching has pairs to ask about")
            ]

    def test_a_round_has_its_matching(self):
        programme = pw.Programme.read(DATA / "pilot.toml")
        tables = [DATA / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
        result = pw.run_round(programme, *tables, explain=False)
        with pytest.raises(TypeError, match="matching must be left out with a Round"):
            pw.weight_firmness(result, result.matching)
