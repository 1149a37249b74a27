"""Receipts: true ones hold by themselves, forged ones do not, and all together prove the whole."""

import copy
import dataclasses
import json
import pickle
import re
from pathlib import Path

import numpy as np
import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from receipt_forgery import LEVELS, signed_again, with_other_pairs

import pairwell as pw

POINTS = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}}
SMALL = pw.Problem(POINTS)
pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")
BEST = pw.match(SMALL, ["most_pairs", "most_points"], seed=None)
TOLD = pw.receipts(SMALL, BEST)


def told_by(points, objective, **rules):
    problem = pw.Problem(points, **rules)
    return pw.receipts(problem, pw.match(problem, objective, seed=None))


STAGE_1 = "Stage 1, as many pairs as can be: "
POINTS_1 = "Stage 1, the highest total of points: "
NO_OTHER = " No other allowed partner leaves you more than yours."


def told_in_words(receipt):
    """Its paragraphs, but for the last one."""
    *told, last = str(receipt).splitlines()
    assert last == (
        f"The published prices have the digest {receipt.digest[:12]}. Compare it with others: this"
        " receipt shows that your own pairs are the best for you at these prices, and where all"
        " receipts with this digest hold, no matching is better at any stage. It does not show"
        " that your points are right."
    )
    return told


class TestWords:
    """Whole texts."""

    def test_of_somebody_with_a_pair(self):
        assert told_in_words(TOLD.of(mentee="Ana")) == [
            "Mentee Ana: you are paired with mentor Yates (5 points). The rules allow you at most"
            " 1 pair; of 2 mentors, all are allowed for you.",
            f"{STAGE_1}yours leaves you 1 (mentor Yates: worth 1, price 0); the only other leaves"
            f" you 1 (mentor Xu: worth 1, price 0).{NO_OTHER}",
            "Stage 2, the highest total of points: yours leaves you 5 (mentor Yates: worth 5"
            " points, price 0); the only other leaves you 3 (mentor Xu: worth 8 points, price 5)."
            f"{NO_OTHER} From here on 1 other who leaves less is out.",
        ]

    def test_of_groups_locked_pairs_and_no_capacity(self):
        told = told_by(
            [[9, 8, 7], [8, 7, 6], [1, 1, 1], [5, 5, 5]],
            ["most_pairs", "best_worst", "most_points"],
            mentor_capacity=[1, 2, 0],
            locked=[(2, 1)],
            mentee_groups=[("Wales", [0, 1], (0, 1))],
        )
        worst = (
            " That it could not be better is shown by the prices of all together and not by yours"
            " alone: the shares come to -1, which is below 0, and yours to"
        )
        assert told_in_words(told.of(mentee=1)) == [
            "Mentee 1: you are in no pair. The rules allow you at most 1 pair; of 3 mentors, all"
            " are allowed for you.",
            f"{STAGE_1}the most that one leaves you is 0 (mentor 0: worth 1, price 1). A pair would"
            " leave you no more than the 0 that your group costs, so it would not be better.",
            "Stage 2, the worst pair as good as can be: the worst pair of all has 5 points."
            f"{worst} 0.",
            "Stage 3, the highest total of points: the most that one leaves you is 3 (mentor 0:"
            " worth 8 points, price 5). A pair would leave you no more than the 3 that your group"
            " costs, so it would not be better. From here on 1 other who leaves less is out.",
        ]
        assert told_in_words(told.of(mentee=2)) == [
            "Mentee 2: you are paired with mentor 1 (1 point). The rules allow you at most 1 pair;"
            " of 3 mentors, all are allowed for you.",
            f"{STAGE_1}your pair with mentor 1 is locked, and not compared. The most that one"
            " leaves you is 0 (mentor 0: worth 1, price 1). You have as many pairs as you may.",
            "Stage 2, the worst pair as good as can be: the worst pair of all has 5 points. A"
            f" locked pair does not count.{worst} 1. From here on 2 others with fewer points are"
            " out.",
            "Stage 3, the highest total of points: your pair with mentor 1 is locked, and not"
            " compared. No other allowed partner is left to compare. 2 others were out before.",
        ]
        assert told_in_words(told.of(mentor=2))[:2] == [
            "Mentor 2: you are in no pair. The rules allow you no pair; of 4 mentees, all are"
            " allowed for you.",
            f"{STAGE_1}the most that one leaves you is 1 (mentee 0: worth 1, price 0). Your"
            " capacity is 0, so none of them can be yours.",
        ]

    @pytest.mark.parametrize(
        ("points", "rules", "person", "head", "line"),
        [
            (
                [[-np.inf, 3]],
                {},
                {"mentor": 0},
                "you are in no pair. The rules allow you at most 1 pair; the only mentee is not"
                " allowed for you.",
                "nobody is allowed for you, so there is nothing to compare.",
            ),
            (
                [[-np.inf, 3]],
                {},
                {"mentee": 0},
                "you are paired with mentor 1 (3 points). The rules allow you at most 1 pair; of 2"
                " mentors, 1 is allowed for you.",
                "yours leaves you 3 (mentor 1: worth 3 points, price 0). No other partner is"
                " allowed for you.",
            ),
            (
                [[-1, -2]],
                {},
                {"mentee": 0},
                "you are in no pair. The rules allow you at most 1 pair; of 2 mentors, all are"
                " allowed for you.",
                "the most that one leaves you is -1 (mentor 0: worth -1 points, price 0). A pair"
                " would leave you no more than 0, so it would not be better. From here on 1 other"
                " who leaves less is out.",
            ),
            (
                [[5, 5], [5, 3]],
                {"mentee_capacity": [(0, 2)] * 2, "mentor_capacity": (0, None)},
                {"mentor": 1},
                "you are paired with mentee 0 (5 points) and mentee 1 (3 points). The rules allow"
                " you any number of pairs; of 2 mentees, all are allowed for you.",
                "of yours, the least that one leaves is 0 (mentee 0: worth 5 points, price 5). No"
                " other partner is allowed for you.",
            ),
            (
                [[5], [4]],
                {"mentor_capacity": (1, None), "mentee_capacity": [(1, 1)] * 2},
                {"mentee": 0},
                "you are paired with mentor 0 (5 points). The rules allow you just 1 pair; the"
                " only mentor is allowed for you.",
                "yours leaves you 5 (mentor 0: worth 5 points, price 0). No other partner is"
                " allowed for you.",
            ),
        ],
    )
    def test_of_one_stage(self, points, rules, person, head, line):
        told = told_in_words(told_by(points, "most_points", **rules).of(**person))
        assert [told[0].partition(": ")[2], told[1].removeprefix(POINTS_1)] == [head, line]

    def test_of_levels(self):
        told = told_by([[3, 1], [2, 2]], ["most_pairs", "leximin"])
        levels = "Stage 2, the worst pair as good as can be, then the next worst, and so on"
        assert told.of(mentee=0).lines[1] == (
            f"{levels}; 1 to 3 points: yours leaves you -1 (mentor 0: worth -1, price 0); the only"
            f" other leaves you -6 (mentor 1: worth -6, price 0).{NO_OTHER} From here on 1 other is"
            " out."
        )
        ranked = told_by([[3, 1], [2, 2]], ["rank_maximal"]).of(mentee=1).lines
        assert "; ranks 1 to 2: " in ranked[0] or "; rank 1: " in ranked[0]

    def test_of_the_worst_pair_where_there_is_none_or_none_needs_prices(self):
        told = told_by([[3, 1], [2, 2]], ["best_worst", "most_points"], locked=[(0, 0)])
        assert told.of(mentee=1).lines == (
            "Stage 1, the worst pair as good as can be: there is no pair that counts.",
            "Stage 2, the highest total of points: no allowed partner is left to compare. 2 others"
            " were out before.",
        )
        needed = told_by([[5]], ["most_points", "best_worst"], mentee_capacity=2, mentor_capacity=2)
        assert needed.of(mentee=0).lines[1] == (
            "Stage 2, the worst pair as good as can be: the worst pair of all has 5 points, and"
            " yours has 5 points. A pair that earlier stages need has no more, so it could not be"
            " better."
        )
        assert needed.of(mentor=0).check()


def test_documents_are_values():
    receipt = TOLD[0]
    text = receipt.to_json()
    assert pw.Receipt.from_json(text) == receipt == pickle.loads(pickle.dumps(receipt))
    assert hash(receipt) == hash(pw.Receipt.from_json(json.dumps(json.loads(text), indent=2)))
    assert receipt != TOLD[1]
    assert receipt != text
    assert receipt.to_dict()["own"]["label"] == "Ana"
    receipt.to_dict()["own"]["label"] = "Ben"
    assert receipt.label == "Ana"
    with pytest.raises(AttributeError, match="a receipt cannot be changed"):
        receipt.label = "Ben"


def test_who_is_not_allowed_is_told_and_not_why():
    told = told_by({"a": {"x": 3, "y": 1, "z": 2}, "b": {"x": 4}}, "most_points")
    assert told.of(mentee="b").not_allowed == ("y", "z")
    assert told.of(mentee="a").not_allowed == ()
    assert "of 3 mentors, 1 is allowed for you." in told.of(mentee="b").text
    nobody = told_by({"a": {"x": 3}, "b": {"x": 4}}, "most_points", forbidden=[("a", "x")])
    assert "the only mentor is not allowed for you." in nobody.of(mentee="a").text
    none = told_by(np.zeros((3, 2)), "most_points", forbidden=np.ones((3, 2), bool))
    assert "of 3 mentees, none is allowed for you." in none.of(mentor=0).text
    alone = told_by(np.zeros((1, 0)), "most_pairs")
    assert "at most 1 pair; there is no mentor." in alone[0].text


def test_receipts_are_a_sequence():
    assert len(TOLD) == 4
    assert [receipt.label for receipt in TOLD] == ["Ana", "Ben", "Xu", "Yates"]
    assert TOLD[-1] == TOLD.of(mentor="Yates") == TOLD.of(mentor=1)
    assert TOLD[1:3] == [TOLD[1], TOLD[2]]
    with pytest.raises(TypeError, match="Receipts: receipt must be a whole number"):
        TOLD["Ana"]
    with pytest.raises(IndexError, match="there is no receipt int of too many digits to show"):
        TOLD[10**5000]
    assert {receipt.digest for receipt in TOLD} == {TOLD.digest}
    assert repr(TOLD) == f"<Receipts: 2 mentees, 2 mentors, {TOLD.digest[:12]}>"
    assert repr(TOLD[0]) == f"<Receipt: a mentee, 1 pair, {TOLD.digest[:12]}>"
    assert repr(TOLD[0].partners[1]) == "<ReceiptPartner: 5 units, paired>"
    assert "Stage 2, the highest total of points" in TOLD[0]._repr_html_()


def test_names_are_what_is_published():
    names = pw.Names(mentee=("a-1", "a-2"), mentor=("b-1", ""))
    text = pw.receipts(SMALL, BEST, names=names)[0].to_json()
    assert '"label":"b-1"' in text
    assert '"label":"1"' in text
    assert "Ana" not in text
    assert "Xu" not in text


class TestFaults:
    """One sentence each."""

    def test_of_a_text_that_readers_may_read_in_two_ways(self):
        text = TOLD[0].to_json()
        twice = text.replace('"own":{', '"own":{"label":"Eve",', 1)
        # Here the last one counts, and elsewhere the first.
        assert json.loads(twice) == json.loads(text)
        told = r"Receipt: .*a key stands twice in an object.* \(rule: json, value: label\)"
        with pytest.raises(pw.InvalidInput, match=re.compile(told, re.DOTALL)):
            pw.check_receipt(twice)
        for half in ("\\ud800", "\ud800"):
            with pytest.raises(pw.InvalidInput, match="holds half of a character"):
                pw.check_receipt(text.replace("Ana", half))

    def test_of_the_matching(self):
        other = SMALL.replace(forbidden=[("Ana", "Yates")])
        forged = dataclasses.replace(BEST, pairs=np.array([[0, 0], [1, 1]]), units=12)
        for matching, message in (
            (pw.match(other, ["most_points"]), "the matching was made for another problem"),
            (pw.match(SMALL, time_limit=0), "only an optimal matching has receipts"),
            (pw.match(SMALL.replace(mentee_capacity=[(2, 2), (2, 2)])), "only an optimal matching"),
            (
                pw.match(SMALL, certificate=False),
                "the matching carries no prices; make it with its",
            ),
            (forged, "the matching does not prove itself: stage 2 "),
        ):
            with pytest.raises(pw.InvalidInput, match=f"receipts: {message}"):
                pw.receipts(SMALL, matching)

    def test_of_the_types(self):
        for wrong in (None, 7, SMALL):
            with pytest.raises(TypeError, match="receipts: matching must be a Matching"):
                pw.receipts(SMALL, wrong)
        with pytest.raises(TypeError, match="receipts: names must be a Names or None"):
            pw.receipts(SMALL, BEST, names=["Ana"])
        with pytest.raises(TypeError, match="check_receipt: receipt must be a Receipt or its JSON"):
            pw.check_receipt(TOLD[0].to_dict())
        with pytest.raises(TypeError, match="Receipt: text must be a JSON text"):
            pw.Receipt.from_json(b"{}")
        with pytest.raises(TypeError, match="exactly one of mentee and mentor"):
            TOLD.of()
        with pytest.raises(pw.InvalidInput, match="Did you mean 'Ana'"):
            TOLD.of(mentee="Anna")
        with pytest.raises(IndexError, match="there is no receipt 4"):
            TOLD[4]

    @pytest.mark.parametrize(
        ("names", "message"),
        [
            (pw.Names(mentee=("Ana", "Ana")), "two have the same label"),
            (pw.Names(mentor=("1", "")), "two have the same label"),
            (pw.Names(mentor=("a\nb", "c")), "a label may hold no control character"),
            (pw.Names(mentee=("Ana",)), "there must be a name for each of 2"),
        ],
    )
    def test_of_the_names(self, names, message):
        with pytest.raises(pw.InvalidInput, match=message):
            pw.receipts(SMALL, BEST, names=names)

    @pytest.mark.parametrize(
        ("change", "place"),
        [
            (lambda own: own.pop("digest"), "digest: must be there"),
            (lambda own: own.update(format="2"), 'the format is not "pairwell receipt 1"'),
            (lambda own: own.update(more=1), "more: must be left out"),
            (lambda own: own.update(digest="0"), "digest: must be 64 hexadecimal digits"),
            (lambda own: own.update(others={}), "others: must be a list"),
            (lambda own: own["path"][0].__setitem__(0, "up"), r'path\[0\]: must begin with "left"'),
            (lambda own: own["own"].update(role="boss"), 'own.role: must be "mentee" or "mentor"'),
            (lambda own: own["own"].update(least=-1), "own.least: must be a whole number, 0 or"),
            (lambda own: own["own"].update(least=True), "own.least: must be a whole number"),
            (lambda own: own["own"].update(groups=["x"]), r"own.groups\[0\]: no such group"),
            (lambda own: own["own"]["prices"].pop(), "own.prices: there must be a number for each"),
            (
                lambda own: own["own"]["prices"].append(1),
                r"own.prices\[2\]: must be a whole number as",
            ),
            (
                lambda own: own["own"]["partners"][0].update(label="Q"),
                r"own.partners\[0\]: no price is published",
            ),
            (
                lambda own: own["own"]["partners"][0].update(paired=False),
                r"own.partners\[0\].paired: must be true, or left out",
            ),
            (lambda own: own["others"].append(own["others"][0]), "others: each must be there once"),
            (
                lambda own: own["own"]["partners"].append(own["own"]["partners"][0]),
                "own.partners: each must be there once",
            ),
            (lambda own: own["rules"].update(scale="0"), "rules.scale: must be 1 or more"),
            (
                lambda own: own["rules"]["stages"][0].update(name="best"),
                r"rules.stages\[0\]: there is no such stage",
            ),
            (
                lambda own: own["rules"]["stages"][0].update(profile=[["1"]]),
                r"rules.stages\[0\].profile\[0\]: must be a list of 2",
            ),
            (lambda own: own.update(own=[]), "own: must be an object"),
        ],
    )
    def test_of_a_document(self, change, place):
        document = TOLD[0].to_dict()
        change(document)
        with pytest.raises(pw.InvalidInput, match=place):
            pw.Receipt.from_json(json.dumps(document))

    @pytest.mark.parametrize("text", ["", "{", "[1", "nonsense"])
    def test_of_what_is_no_json(self, text):
        with pytest.raises(pw.InvalidInput, match="a receipt is a JSON text"):
            pw.check_receipt(text)

    @pytest.mark.parametrize("text", ["[]", "null", "7", '"receipt"'])
    def test_of_what_is_no_object(self, text):
        with pytest.raises(pw.InvalidInput, match="receipt: must be an object"):
            pw.check_receipt(text)

    def test_a_call_can_be_stopped(self):
        with pytest.raises(pw.Stopped, match="receipts: the time limit passed"):
            pw.receipts(SMALL, BEST, time_limit=0)
        problem = pw.Problem(np.random.default_rng(3).integers(0, 10**6, (900, 900)))
        matching = pw.match(problem)
        with pytest.raises(pw.Stopped):
            pw.receipts(problem, matching, progress=lambda *_: False)


def numbers_in(value, path=()):
    """The place of every number of a document."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from numbers_in(each, (*path, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from numbers_in(each, (*path, index))
    elif (isinstance(value, str) and re.fullmatch(r"-?\d+", value)) or type(value) is int:
        yield path


def forged_at(document, path, by):
    forged = copy.deepcopy(document)
    place = forged
    for key in path[:-1]:
        place = place[key]
    old = place[path[-1]]
    place[path[-1]] = str(int(old) + by) if isinstance(old, str) else max(0, old + by)
    return forged if place[path[-1]] != old else None


def test_one_forged_number_is_refused():
    told = told_by(
        {"a": {"x": 3, "y": 1, "z": 2}, "b": {"x": 2, "y": 2, "z": 9}},
        ["most_pairs", "best_worst", "leximin"],
        mentee_groups=[("all", [0, 1], (0, 2))],
    )
    document = told[0].to_dict()
    places = list(numbers_in(document))
    assert len(places) > 40
    for path in places:
        forged = forged_at(document, path, 1)
        verdict = pw.check_receipt(json.dumps(forged, ensure_ascii=False))
        assert not verdict, path
        assert "digest" in verdict.failures[0]


def holds(document):
    return bool(pw.check_receipt(json.dumps(document, ensure_ascii=False)))


def test_what_a_forged_receipt_says():
    document = TOLD[0].to_dict()
    document["own"]["partners"][0]["units"] = "20"
    forged = pw.Receipt.from_json(json.dumps(signed_again(document)))
    assert forged.check().failures == (
        "stage 2 (most_points): mentor Xu leaves more than the price and is no partner.",
    )
    assert str(forged) == (
        "This receipt does not hold. Stage 2 (most_points): mentor Xu leaves more than the price"
        " and is no partner."
    )
    assert "does not hold" in forged._repr_html_()


def random_told(seed, *, linear=False, levels=True, sparse=False):
    """A random small problem with its objective, its matching and its receipts; None without."""
    rng = np.random.default_rng([17, seed])
    problem = oracle.random_problem(rng, sparse=sparse)
    stages = oracle.random_objective(rng)
    if rng.random() < 0.3:
        shape = problem.shape
        stages.insert(0, ("fewest_changes", [(i, i % shape[1]) for i in range(shape[0])]))
    if linear:
        stages = [each for each in stages if each[0] not in (*LEVELS, "best_worst")]
    if not levels:
        stages = [each for each in stages if each[0] not in LEVELS]
    stages = stages or [("most_points", None)]
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    return (problem, stages, matching, pw.receipts(problem, matching)) if matching else None


@pytest.mark.parametrize("seed", range(200))
def test_receipts_of_a_best_matching_hold(seed):
    found = random_told(seed, sparse=seed % 3 == 0)
    if found is None:
        return
    *_, told = found
    for place, receipt in enumerate(told):
        assert receipt.check().failures == ()
        assert pw.check_receipt(receipt.to_json())
        side, person = divmod(place, told._problem.shape[0])[0] > 0, place
        assert receipt.to_json() == told._core.json(
            int(side), person - told._problem.shape[0] * side
        )
        assert told._core.failures(int(side), person - told._problem.shape[0] * side) == []
        assert receipt.text.count("\n") == len(receipt.lines) + 1
        assert "None" not in receipt.text


@pytest.mark.parametrize("seed", range(120))
def test_all_receipts_together_prove_the_whole(seed):
    """Whoever has other pairs that obey the rules cannot make all receipts hold, unless these are
    as good."""
    found = random_told(seed, linear=True)
    if found is None:
        return
    problem, stages, _, told = found
    documents = [receipt.to_dict() for receipt in told]
    pairs, units, is_locked, subsets = oracle.feasible_subsets(problem)
    values = oracle.stage_values(problem, stages, pairs, units, is_locked, subsets)
    best = max(zip(*values, strict=True))
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(subsets))[:8]
    as_good = [row for row, each in enumerate(zip(*values, strict=True)) if each == best]
    for row in {*chosen.tolist(), *as_good[:3]}:
        labels = {(str(i), str(j)) for i, j in pairs[subsets[row]].tolist()}
        forged = with_other_pairs(documents, labels)
        assert all(map(holds, forged)) == (row in as_good)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32), data=st.data())
def test_what_is_forged_and_signed_again_is_refused_where_it_says_something_false(seed, data):
    found = random_told(seed)
    if found is None or not len(found[-1]):
        return
    told = found[-1]
    place = data.draw(st.integers(0, len(told) - 1))
    document = told[place].to_dict()
    own = document["own"]
    kinds = ["shares"] if own["shares"] else []
    kinds += ["paired"] if any(each.get("paired") for each in own["partners"]) else []
    if not kinds:
        return
    if data.draw(st.sampled_from(kinds)) == "shares":
        index = data.draw(st.integers(0, len(own["shares"]) - 1))
        own["shares"][index] = str(int(own["shares"][index]) + data.draw(st.sampled_from([-1, 1])))
    else:
        own["least"], own["most"] = 0, sum(bool(each.get("paired")) for each in own["partners"]) - 1
    assert not holds(signed_again(document))


def places_in(value, path=()):
    """The place of every part of a document."""
    yield path
    if not isinstance(value, (dict, list)):
        return
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        yield from places_in(each, (*path, key))


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["", "0", "-7", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 20), data=st.data())
def test_a_broken_document_is_refused_or_does_not_hold(seed, data):
    found = random_told(seed)
    if found is None or not len(found[-1]):
        return
    document = found[-1][0].to_dict()
    path = data.draw(st.sampled_from(sorted(places_in(document), key=str)))
    place, part = None, document
    for key in path:
        place, part = part, part[key]
    value = data.draw(ANYTHING)
    if place is None:
        document = value
    else:
        place[path[-1]] = value
    text = json.dumps(document)
    try:
        receipt = pw.Receipt.from_json(text)
    except pw.InvalidInput:
        return
    holds = pw.check_receipt(receipt)
    assert bool(holds) == (receipt == found[-1][0])
    assert receipt.text


def test_a_weight_beyond_what_a_step_may_have():
    document = told_by([[3, 1], [2, 2]], ["most_pairs", "leximin"])[0].to_dict()
    levels = document["rules"]["lists"][1]["open"]
    levels[:] = [[str(number), 2**52] for number in range(40)]
    assert "the open pairs give no weights." in str(
        pw.check_receipt(json.dumps(signed_again(document))).failures
    )


@pytest.mark.parametrize(
    "stages", [["most_pairs", "best_worst", "most_points"], ["most_pairs", "leximin"]]
)
def test_large_ones_hold(stages):
    rng = np.random.default_rng(5)
    groups = [(f"group {n}", np.arange(n, 240, 4), (0, 35)) for n in range(4)]
    groups.append(("all", np.arange(240), (0, 100)))
    problem = pw.Problem(
        rng.integers(0, 10**6, (240, 90)), mentor_capacity=(0, 2), mentee_groups=groups
    )
    told = pw.receipts(problem, pw.match(problem, stages, seed=3))
    for receipt in told[::17]:
        assert receipt.check()


def test_the_snippet_of_the_guide_agrees():
    page = (Path(__file__).parents[3] / "docs" / "guide" / "receipts.md").read_text("utf-8")
    source = re.search(r"```python\n(import json\n.*?)```", page, re.DOTALL)[1]
    scope = {}
    exec(source, scope)  # our own page
    checked = 0
    for seed in range(120):
        found = random_told(seed, levels=False)
        if found is None:
            continue
        for receipt in found[-1]:
            assert scope["holds"](receipt.to_json())
            document = receipt.to_dict()
            for partner in document["own"]["partners"]:
                partner["units"] = str(int(partner["units"]) + 3)
            forged = signed_again(document)
            if not holds(forged):
                checked += not scope["holds"](json.dumps(forged))
    assert checked > 20
