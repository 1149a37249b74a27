"""Variants of a problem side by side: right rows, changes, prices of stages, and bad input."""

from fractions import Fraction

import numpy as np
import pytest
from oracle import best, feasible_subsets, random_problem, stage_values

import pairwell as pw

POINTS = {"ana": {"Xu": 8, "Yates": 5}, "ben": {"Xu": 9, "Yates": 4}}
APART = {"forbidden": [("ben", "Xu")]}
OBJECTIVES = (
    ["most_pairs", "best_worst", "most_points"],
    ["most_pairs", "most_points"],
    ["most_pairs", ("floor", 3), "leximin", "most_points"],
    ["rank_maximal", "most_pairs", "most_points"],
    ["most_pairs", "generous", "rank_maximal"],
    [("fewest_changes", [(0, 0)]), "most_pairs", "leximin"],
    ["best_worst", "most_points"],
)


def in_units(objective):
    return [(stage, None) if isinstance(stage, str) else stage for stage in objective]


def faults(*arguments, **options):
    with pytest.raises(pw.InvalidInput) as caught:
        pw.scenarios(*arguments, **options)
    assert str(caught.value).startswith("scenarios: ")
    return [(f.column, f.rule, f.message, f.value) for f in caught.value.findings]


class TestTwoByTwo:
    def test_rows_are_right(self):
        found = pw.scenarios(POINTS, {"apart": APART, "two": {"mentor_capacity": 2}})
        table = found.table()
        assert found.names == table["variant"] == ("base", "apart", "two")
        assert table["status"] == ("optimal",) * 3
        assert table["pairs"] == (2, 2, 2)
        assert table["points"] == table["base_points"] == (14, 12, 17)
        assert table["worst"] == (5, 4, 8)
        assert table["changed"] == (None, 4, 3)
        assert table["better_off"] == (None, 1, 2)
        assert table["worse_off"] == (None, 3, 1)
        assert table["points_gained"] == (None, 3, 3)
        assert table["points_lost"] == (None, 5, 0)
        assert found["apart"].partners_of(mentee="ana") == ("Xu",)
        assert found.diff("apart", "base").gain == 2
        assert [row[1:] for row in found.people()][:2] == [
            ("mentee", "ana", "gains", 5, 8, 3), ("mentee", "ben", "loses", 9, 4, -5),
        ]  # fmt: skip
        assert repr(found) == "<Scenarios: 3 variants, 3 optimal>"
        assert list(found) == list(found.names)
        assert "apart" in found
        assert len(found) == 3

    def test_an_infeasible_variant_is_a_row_that_says_why(self):
        found = pw.scenarios(POINTS, {"each two": {"mentor_capacity": [(2, 2), (2, 2)]}})
        assert found.table()["status"] == ("optimal", "infeasible")
        assert found.table()["points"] == (14, None)
        why = found.scenario("each two").why
        assert why == found["each two"].infeasibility.reason
        assert why.startswith("At least 4 pairs must be made (mentor Xu asks for at least 2;")
        for call in (lambda: found.diff("base", "each two"),
                     lambda: found.price_of_stages("each two")):  # fmt: skip
            with pytest.raises(pw.InvalidInput, match="only an optimal variant has") as caught:
                call()
            assert why in str(caught.value)

    def test_an_infeasible_base_leaves_its_variants(self):
        found = pw.scenarios(POINTS, {"free": {"mentor_capacity": 1}}, mentor_capacity=[(2, 2)] * 2)
        assert found.table()["status"] == ("infeasible", "optimal")
        assert found.table()["changed"] == (None, None)
        assert found.table()["points"] == (None, 14)
        assert len(found.people()) == 0
        assert found.to_svg().count("<rect") == 3

    def test_one_price_by_hand(self):
        rows = [[9, 1, 5], [1, 9, 4], [4, 3, 3]]
        found = pw.scenarios(rows, {"points": {"objective": ["most_pairs", "most_points"]}})
        assert found.price_of_stages().rows[-1] == ("best_worst", "most_points", 18, 21, 3, "worse")
        assert [price.text for price in found.base.prices] == [
            'Without "most_pairs", "best_worst" would have no pair instead of 4 points.',
            'Without "most_pairs", "most_points" would be worse by 18 points: 0 instead of 18.',
            'Without "best_worst", "most_points" would be better by 3 points: 21 instead of 18.',
        ]
        assert [price.text for price in found.scenario("points").prices] == [
            '"most_pairs" costs "most_points" nothing.'
        ]
        assert found.scenario("points").points == 21
        assert pw.scenarios(rows, {}, stage_prices=False).base.prices == ()

    @pytest.mark.parametrize(
        ("rows", "objective", "effect", "text"),
        [
            ([[2, 5, 2], [2, 4, 4], [1, 1, 2]], ["most_pairs", "most_points", "leximin"], "worse",
             'Without "most_points", "leximin" would be better by 1 point: 2 instead of 1.'),
            ([[3, 2, 1], [4, 1, 1], [5, 5, 1]], ["most_pairs", "rank_maximal", "leximin"], "worse",
             'Without "rank_maximal", "leximin" would be better beyond its first level.'),
            ([[5, 1, 2], [4, 1, 3], [4, 4, 5]], ["most_pairs", "leximin", "rank_maximal"], "worse",
             'Without "leximin", "rank_maximal" would be better by 1 first choice: '
             "2 instead of 1."),
            ([[5, 3, 4], [2, 2, 4], [5, 1, 1]], ["most_pairs", "most_points", "generous"], "worse",
             'Without "most_points", "generous" would be better by 1 rank: 2 instead of 3.'),
            ([[2, 1, 4], [1, 3, 4], [3, 4, 4]],
             ["most_pairs", "rank_maximal", "leximin", "generous"], "better",
             'Without "rank_maximal", "generous" would be worse beyond its first level.'),
            ([[5, 4, 3], [2, 2, 1], [1, 1, 1]], ["most_pairs", "most_points", "generous"], "same",
             '"most_points" costs "generous" nothing.'),
            ([[4, 1], [6, 1]], [("floor", 2), "most_pairs"], "worse",
             'Without "floor", "most_pairs" would be better by 1 pair: 2 instead of 1.'),
            ([[4, 1], [6, 2]], [("fewest_changes", [(0, 0)]), "most_pairs", "most_points"],
             "worse", 'Without "fewest_changes", "most_points" would be better by 1 point: '
             "7 instead of 6."),
        ],
    )  # fmt: skip
    def test_prices_are_told_in_the_words_of_the_stage(self, rows, objective, effect, text):
        price = pw.scenarios(rows, {}, objective=objective).base.prices
        found = {each.text: each.effect for each in price}
        assert found.get(text) == effect, found


@pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")
class TestAgainstExhaustiveSearch:
    @pytest.mark.parametrize("seed", range(60))
    def test_each_row_and_each_price_is_a_search_of_its_own(self, seed):
        rng = np.random.default_rng(seed)
        base = random_problem(rng, rows=3, columns=4)
        mentees, mentors = base.shape
        objective = OBJECTIVES[seed % len(OBJECTIVES)]
        other = OBJECTIVES[int(rng.integers(len(OBJECTIVES)))]
        variants = {
            "points": {"points": rng.integers(-2, 9, base.shape), "scale": 1},
            "two": {"mentor_capacity": np.array([(0, 2)] * mentors)},
            "objective": {"objective": other},
            "all": {"mentee_capacity": np.array([(1, 1)] * mentees)},
            "problem": base.replace(forbidden=None),
        }
        if len(base.locked):  # other points are of every pair, so that none is locked in vain
            del variants["problem"]
        found = pw.scenarios(base, variants, objective=objective, seed=None)
        first = found.base.points
        for each in found.scenarios:
            stages = in_units(other if each.name == "objective" else objective)
            problem = each.matching.problem
            answer = best(problem, stages)
            assert (answer is None) == (each.status == "infeasible")
            if answer is None:
                assert each.why
                continue
            assert sorted(map(tuple, each.matching.pairs.tolist())) in [
                sorted(pairs) for pairs in answer[1]
            ]
            self.check_prices(problem, stages, each)
            if first is not None and each.name != "base":
                row = dict(zip(found.table().columns, found.table().rows[
                    found.names.index(each.name)], strict=True))  # fmt: skip
                assert row["points_gained"] - row["points_lost"] == each.points - first
                gains = [p[-1] for p in found.people() if p[0] == each.name and p[1] == "mentor"]
                assert sum(gains) == each.points - first

    def check_prices(self, problem, stages, each):
        pairs, units, is_locked, subsets = feasible_subsets(problem)

        def value(stage, chosen):
            at = [tuple(pair) in set(chosen) for pair in pairs.tolist()]
            column = stage_values(problem, [stage], pairs, units, is_locked, subsets)[0]
            return column[(subsets == np.array(at, bool)).all(axis=1)][0]

        mine = [tuple(pair) for pair in each.matching.pairs.tolist()]
        places = [(price.place, price.later_place) for price in each.prices]
        count = len(stages)
        assert places == [(i, j) for i in range(count) for j in range(i + 1, count)]
        for price in each.prices:
            others = stages[: price.place] + stages[price.place + 1 :]
            reached, sets = best(problem, others)
            expected = reached[price.later_place - 1]
            if price.without.profile.size or isinstance(expected, tuple):
                assert expected[1] == price.without.profile.tolist()
            else:
                assert expected == price.without.units
            with_it = value(stages[price.later_place], mine)
            without = value(stages[price.later_place], sets[0])
            assert price.effect == (
                "same" if with_it == without else "worse" if with_it < without else "better"
            )
            if price.loss:
                assert (price.loss > 0) == (price.effect == "worse")
            assert price.text.endswith(".")


class TestOtherBases:
    def test_weights_of_scores_are_those_of_scores_made_anew(self):
        rng = np.random.default_rng(3)
        subjects = ["art", "law", "trade", "music"]
        needs = [None if rng.random() < 0.2 else "; ".join(rng.permutation(subjects)[:2])
                 for _ in range(12)]  # fmt: skip
        offers = ["; ".join(rng.permutation(subjects)[:2]) for _ in range(9)]
        grades = [None if rng.random() < 0.2 else int(g) for g in rng.integers(1, 6, 12)]
        mentees = {"Email": [f"a{i}" for i in range(12)], "Needs": needs, "Grade": grades}
        mentors = {"Email": [f"b{i}" for i in range(9)], "Offers": offers,
                   "Grade": rng.integers(3, 9, 9).tolist()}  # fmt: skip

        def scored(needs, grade):
            criteria = [pw.covers("Needs", "Offers", weight=needs, blank="leaves"),
                        pw.gap("Grade", low=1, high=5, weight=grade)]  # fmt: skip
            return pw.score(mentees, mentors, criteria, index="Email")

        scores = scored(3, 1)
        for weights in ((3, 1), (1, 3), (7, 5), (0, 1), (1, 0), (333, 7), (1000, 999)):
            changed = {"weights": dict(zip(("Needs", "Grade"), weights, strict=True))}
            found = pw.scenarios(scores, {"other": changed}, stage_prices=False)
            assert found["other"].problem == pw.Problem(scored(*weights))
        found = pw.scenarios(scores, {"all mentors": {"weights": {"Grade": 0}}})
        as_base = found.table()["base_points"][1]
        assert as_base == sum(
            Fraction(str(found.base.matching.problem.points_of(*row[:2])))
            for row in found["all mentors"].table()
        )

    def test_other_points_and_other_problems_are_variants(self):
        turned = {"ben": {"Yates": 4, "Xu": 9}, "ana": {"Yates": 5, "Xu": 8}}
        variants = [
            ("turned", {"points": turned}),
            ("array", np.array([[1, 2], [3, 4]])),
            ("problem", pw.Problem(POINTS, **APART)),
        ]
        table = pw.scenarios(POINTS, variants).table()
        assert table["points"] == (14, 14, 5, 12)
        assert table["changed"] == (None, 0, 4, 4)

    def test_what_the_base_forbids_has_no_points_by_it(self):
        found = pw.scenarios(pw.Problem(POINTS, **APART), {"free": {"forbidden": None}})
        assert found.table()["base_points"] == (12, None)

    def test_seeds_are_the_same_for_all(self):
        same = [[1, 1, 1]] * 3
        for seed in (7, np.random.default_rng(7)):
            found = pw.scenarios(same, {"again": {}, "other": {"seed": 8}}, seed=seed)
            assert found["again"] == found["base"]
            assert found["other"].stages[-1].parameter == 8
        named = pw.scenarios(same, {"last": {"objective": ["most_pairs", "lottery"]}}, seed=5)
        assert named["last"].stages[-1].parameter == 5
        assert [price.stage for price in named.scenario("last").prices] == []

    def test_no_people_at_all(self):
        found = pw.scenarios(np.zeros((0, 0)), {"same": {}})
        assert found.table()["pairs"] == (0, 0)
        assert found.table()["worst"] == (None, None)
        assert found.to_svg().endswith("</svg>")


class TestStopping:
    @pytest.fixture(autouse=True)
    def always_told(self, monkeypatch):
        """Between two solves progress is asked every time, however short the solves are."""
        monkeypatch.setattr("pairwell.matching.watch._BETWEEN_REPORTS", -1.0)

    def test_what_was_solved_is_kept_and_the_rest_says_so(self):
        told = []

        def progress(stage, done, total):
            told.append((stage, done, total))
            return (stage, done) != ("variants", 2)

        variants = {"first": {}, "second": {"mentor_capacity": 2}, "third": {}}
        found = pw.scenarios(POINTS, variants, progress=progress)
        assert found.table()["status"] == ("optimal", "optimal", "not solved", "not solved")
        assert found.table()["points"] == (14, 14, None, None)
        why = "Not solved: the caller asked to stop."
        assert found.table()["why"] == (None, None, why, why)
        assert found["third"].status is pw.Status.CANCELLED
        assert found.base.prices[0].text == f'Without "most_pairs": {why}'
        assert [each for each in told if each[0] == "variants"] == [
            ("variants", 0, 4), ("variants", 1, 4), ("variants", 2, 4),
        ]  # fmt: skip

    def test_a_time_limit_is_of_all(self):
        found = pw.scenarios(POINTS, {"apart": APART}, time_limit=0)
        assert found.table()["status"] == ("not solved",) * 2
        assert found.table()["why"] == ("Not solved: the time limit passed.",) * 2
        assert not found["apart"]
        assert found["apart"].status is pw.Status.TIME_LIMIT
        assert "not solved" in found.to_svg()

    def test_prices_that_were_not_solved_say_so(self):
        def progress(stage, done, total):
            return (stage, done) != ("prices of stages", 1)

        found = pw.scenarios(POINTS, {}, progress=progress)
        assert found.base.status == "optimal"
        assert found.price_of_stages()["effect"] == ("worse", "better", "not solved")
        assert found.price_of_stages()["loss"] == (None, -14, None)
        last = found.base.prices[-1]
        assert (last.without, last.loss, last.value_without) == (None, None, None)
        assert last.text == 'Without "best_worst": Not solved: the caller asked to stop.'

    def test_a_solve_that_is_under_way_is_stopped(self, monkeypatch):
        """The engine itself stops the second variant, as progress or the time limit would."""
        calls = []

        def match(problem, stages, **options):
            calls.append(problem)
            limit = {"time_limit": 0} if len(calls) == 2 else {}
            return pw.match(problem, stages, **(options | limit))

        monkeypatch.setattr("pairwell.round.scenario_run.match", match)
        found = pw.scenarios(POINTS, {"first": {}, "second": {}})
        assert found.table()["status"] == ("optimal", "not solved", "not solved")
        assert found.table()["why"][1:] == ("Not solved: the time limit passed.",) * 2
        assert len(calls) == 2

    def test_progress_names_the_variant(self):
        told = set()
        points = np.random.default_rng(4).integers(0, 10**9, (500, 500))

        def progress(stage, done, total):
            told.add(stage)

        pw.scenarios(points, {"two": {"mentor_capacity": 2}}, progress=progress)
        assert {"variants", "prices of stages"} <= told
        names = {stage.split(": ")[0] for stage in told - {"variants", "prices of stages"}}
        assert names <= {"base", "two", *(f"{name} without {stage}" for name in ("base", "two")
                                          for stage in ("most_pairs", "best_worst"))}  # fmt: skip

    def test_what_progress_raises_comes_out(self):
        def progress(stage, done, total):
            raise KeyError(stage)

        with pytest.raises(KeyError, match="variants"):
            pw.scenarios(POINTS, {}, progress=progress)


class TestBadInput:
    def test_names(self):
        assert faults(POINTS, {"base": {}}) == [
            ("variants[0]", "name",
             '"base" is the name of what is given first; choose another name', "base"),
        ]  # fmt: skip
        assert faults(POINTS, [("a", {}), ("a", {}), (" ", {}), (3, {})]) == [
            ("variants[1]", "name", "two variants have this name", "a"),
            ("variants[2]", "name", "the name of a variant is a text that is not blank", " "),
            ("variants[3]", "name", "the name of a variant is a text that is not blank", "3"),
        ]
        rule = "variants are a mapping of names to variants, or pairs of a name and a variant"
        assert faults(POINTS, 5) == [("variants", "type", rule, "int")]
        assert faults(POINTS, ["ab", 3])[1] == ("variants[1]", "type", rule, "int")

    def test_all_faults_of_all_variants_at_once(self):
        others = {"ann": POINTS["ana"], "ben": POINTS["ben"]}
        found = faults(
            POINTS,
            {
                "a": {"mentor_capactiy": 2},
                "b": {"locked": [("ana", "Zed")]},
                "c": pw.Problem(others),
                "d": {"objective": ["most_pears"]},
                "e": {"seed": -1},
                "f": {"weights": {"Needs": 1}},
                "g": [[1, 2]],
                "h": {"locked": [("ana", "Xu")], "forbidden": [("ana", "Xu")]},
            },
        )
        assert [(column, rule, value) for column, rule, _, value in found] == [
            ("variants['a']", "variant", "mentor_capactiy"),
            ("variants['b'].locked[0, 1]", "label", "Zed"),
            ("variants['c']", "people", "1 missing, 1 new"),
            ("variants['d'].objective[0]", "objective", "most_pears"),
            ("variants['e'].seed", "seed", "-1"),
            ("variants['f']", "variant", "weights"),
            ("variants['g'].points", "people", "1"),
            ("variants['h'].locked", "locked", "ana with Xu"),
        ]
        assert found[0][2] == "a variant has no such part. Did you mean 'mentor_capacity'?"
        assert found[2][2] == "has other mentees than the base: a variant is of the same people"

    def test_weights(self):
        frames = {"Email": ["ana"], "Grade": [2]}, {"Email": ["ben"], "Grade": [4]}
        scores = pw.score(*frames, [pw.gap("Grade", low=1, high=3, weight=1)], index="Email")
        found = faults(scores, {
            "a": {"weights": {"Grad": 1}}, "b": {"weights": {"Grade": 1001}},
            "c": {"weights": {"Grade": 0}}, "d": {"weights": 3},
            "e": {"weights": {}, "points": [[1]]},
        })  # fmt: skip
        assert [(column, message) for column, _, message, _ in found] == [
            (
                "variants['a'].weights['Grad']",
                "there is no part of this name. Did you mean 'Grade'?",
            ),
            ("variants['b'].weights['Grade']", "a weight is a whole number from 0 to 1000"),
            ("variants['c'].weights", "at least one weight is above 0"),
            ("variants['d'].weights", "weights are a mapping of parts to weights"),
            ("variants['e']", "a variant has points or weights, not both"),
        ]  # fmt: skip

    def test_options(self):
        for options, told in (
            ({"mentees": []}, "forms, marks and graces go with a Programme"),
            ({"stage_prices": 3}, "stage_prices must be True or False"),
            ({"mentor_capactiy": 1}, "there is no argument 'mentor_capactiy'. Did you mean"),
            ({"progress": 3}, "progress must be a function or None"),
        ):
            with pytest.raises(TypeError, match=told):
                pw.scenarios(POINTS, {}, **options)
        assert faults(POINTS, {}, time_limit=-1)[0][0] == "time_limit"
        assert faults(POINTS, {}, seed=-1)[0][0] == "seed"
        assert faults(POINTS, {}, objective=["most_pears"])[0][0] == "objective[0]"

    def test_people_who_cannot_be_found_again(self):
        (fault,) = faults([[1, 2]], {"keyed": {"mentee_keys": [7]}})
        assert fault[:2] == ("variants['keyed']", "keys")
        assert fault[2].startswith("only one of the two problems has labels or mentee_keys")
        (fault,) = faults([[1, 2]], {"more": pw.Problem([[1, 2], [3, 4]])})
        assert fault[2].startswith("without labels or keys mentees are known by position")

    def test_unknown_variants(self):
        found = pw.scenarios(POINTS, {"apart": APART})
        with pytest.raises(KeyError, match=r"there is no variant 'aprt'\. Did you mean 'apart'"):
            found["aprt"]
        for call in (lambda: found.diff("base", "aprt"), lambda: found.scenario("aprt"),
                     lambda: found.price_of_stages("aprt")):  # fmt: skip
            with pytest.raises(pw.InvalidInput, match="Did you mean 'apart'") as caught:
                call()
            assert str(caught.value).startswith("Scenarios.")
        with pytest.raises(pw.InvalidInput, match="Variants: base, apart"):
            found.scenario("wholly different")


class TestShown:
    def test_the_same_inputs_give_the_same_bytes(self):
        once, twice = (pw.scenarios(POINTS, {"apart": APART, "two": {"mentor_capacity": 2}})
                       for _ in range(2))  # fmt: skip
        assert once == twice
        assert once.to_svg() == twice.to_svg()
        assert once._repr_html_() == twice._repr_html_()
        assert once.to_dict() == twice.to_dict()
        assert hash(once) == hash(twice)

    def test_the_picture_says_what_the_table_does_and_is_harmless(self):
        found = pw.scenarios(POINTS, {"<b>&": APART, "n" * 80: {}})
        picture = found.to_svg()
        assert "<b>" not in picture
        assert "&lt;b&gt;&amp;: pairs 2, points 12, worst pair 4" in picture
        assert "mentees gain 3 and lose 5." in picture
        assert "n" * 80 + ": pairs" in picture
        assert picture.count("<rect") == 3 * 3 + 2
        assert "nan" not in picture

    def test_points_below_nought_have_bars_too(self):
        found = pw.scenarios([[-3]], {"more": {"points": [[5]]}})
        assert 'width="-' not in found.to_svg()

    def test_frames_have_the_rows_of_the_table(self):
        pytest.importorskip("pandas")
        found = pw.scenarios(POINTS, {"apart": APART, "no": {"mentor_capacity": [(2, 2)] * 2}})
        assert found.to_pandas()["changed"].tolist()[1] == 4
        assert found.to_polars()["points"].to_list() == [14, 12, None]
        assert found.people().to_polars()["person"].to_list() == ["ana", "ben", "Xu", "Yates"]
        assert found.price_of_stages().to_pandas()["loss"].isna().tolist() == [True, False, False]


def test_what_the_base_is_not_is_told_of_the_base():
    for base, at in ((None, "base"), ([[1, "a"]], "base[0, 1]"), ([[float("nan")]], "base")):
        with pytest.raises(pw.InvalidInput, match=r"^scenarios: 1 error") as caught:
            pw.scenarios(base, {"more": {"mentor_capacity": 2}})
        (fault,) = caught.value.findings
        assert fault.column in (at, "base[0, 0]"), fault
        assert "points" not in fault.message + fault.column
