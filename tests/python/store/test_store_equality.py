"""The equality funnel: exact tests, and counts that nobody can work out again."""

import itertools
from collections import defaultdict
from fractions import Fraction
from math import comb

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st
from small_rounds import programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, named, panel

import pairwell as pw
from pairwell.store import _suppression, equality_funnel, find_bearings
from pairwell.store._bearing import _told
from pairwell.store._equality import exact_tests
from pairwell.store._steps import STEPS
from pairwell.store._suppression import suppressed


def answers(**groups):
    """Answers by which so many people of each group answered, and their references."""
    people = [
        (f"{g}-{n}", g.replace("_", " ")) for g, count in groups.items() for n in range(count)
    ]
    table = {"reference": [p for p, _ in people], "gender": [g for _, g in people]}
    return pw.read_monitoring(table, strict=True).answers


def reached(**steps):
    """How many of each group came how far: ``woman=(30, 25, 20)`` applied, were eligible, ..."""
    found = {}
    for group, counts in steps.items():
        for number in range(counts[0]):
            last = max(i for i, count in enumerate(counts) if number < count)
            found[f"{group}-{number}"] = STEPS[last]
    return found


FUNNEL = {"woman": (40, 36, 12), "man": (20, 18, 15), "another": (3, 3, 1)}


@pytest.fixture
def funnel():
    return equality_funnel(
        "gender", answers(**{g: counts[0] for g, counts in FUNNEL.items()}), reached(**FUNNEL)
    )


class TestTheFunnel:
    def test_counts_everybody_at_every_step_they_reached(self, funnel):
        assert funnel.steps == STEPS
        assert funnel.totals == (63, 57, 28, 0, 0, 0)
        assert [(g.group, g.counts[:3]) for g in funnel.groups] == [("woman", (40, None, 12))]

    def test_a_small_group_is_not_named_and_cannot_be_worked_out(self, funnel):
        # 63 - 40 - 20 would say that 3 of another group applied, so of men there is nothing either.
        assert funnel.has_small_groups
        assert "another" not in repr(funnel.groups)

    def test_a_step_that_few_left_before_is_passed_over(self, funnel):
        # 40 - 36 would say that four women were found ineligible; only six people were.
        rate = funnel.groups[0].rates[1]
        assert (rate.step, rate.since, rate.of, rate.reached) == ("shortlisted", "applied", 40, 12)

    def test_rates_are_of_those_who_reached_the_step_before(self):
        funnel = equality_funnel(
            "gender", answers(woman=46, man=25), reached(woman=(46, 36, 12), man=(25, 18, 13))
        )
        man, woman = (group.rates[1] for group in funnel.groups)
        assert (woman.of, woman.reached, woman.rate) == (36, 12, 12 / 36)
        assert man.ratio == 1.0
        assert woman.ratio == pytest.approx((12 / 36) / (13 / 18))
        assert (woman.below_four_fifths, man.below_four_fifths) == (True, False)
        expected = scipy.stats.fisher_exact([[12, 24], [13, 5]]).pvalue
        assert woman.fisher == pytest.approx(expected, rel=1e-12)
        assert woman.fisher == pytest.approx(man.fisher, rel=1e-9)
        assert woman.mid_p < woman.fisher
        interval = scipy.stats.binomtest(12, 36).proportion_ci()
        assert (woman.low, woman.high) == (interval.low, interval.high)

    def test_a_rate_from_fewer_than_ten_is_too_few_to_say(self):
        funnel = equality_funnel(
            "gender", answers(woman=40, man=9), reached(woman=(40, 30), man=(9, 9))
        )
        man, woman = (group.rates[0] for group in funnel.groups)
        assert (man.of, man.reached) == (9, 9)
        assert (man.rate, man.ratio, man.fisher) == (None, None, None)
        assert woman.rate == 30 / 40
        assert woman.fisher is None  # against everybody else, who are nine

    def test_a_blank_is_a_group_of_its_own_and_comes_last(self):
        funnel = equality_funnel(
            "gender", answers(woman=6), {**reached(woman=(6, 6)), **reached(zebra=(7, 7))}
        )
        assert [g.group for g in funnel.groups] == ["woman", "not answered"]
        assert funnel.groups[1].counts[:2] == (7, 7)

    def test_a_small_total_is_not_shown_either(self):
        funnel = equality_funnel("gender", answers(woman=6), reached(woman=(6, 3)))
        assert funnel.totals == (6, None, 0, 0, 0, 0)

    def test_nobody_is_no_group(self):
        funnel = equality_funnel("gender", [], {})
        assert (funnel.groups, funnel.totals, funnel.not_shown) == ((), (0,) * 6, 0)

    def test_a_question_that_is_not_asked_is_refused_with_those_that_are(self):
        with pytest.raises(pw.Error, match=r"does not ask 'shoe size'; it asks age_band, "):
            equality_funnel("shoe size", [], {})


def funnels(first, steps):
    """Every funnel with these numbers of people at its first step."""
    if steps == 1:
        yield [(n,) for n in first]
        return
    for after in itertools.product(*(range(n + 1) for n in first)):
        for rest in funnels(after, steps - 1):
            yield [(n, *row) for n, row in zip(first, rest, strict=True)]


class TestSuppression:
    def test_counts_under_five_are_not_shown(self):
        for column in itertools.product(range(9), repeat=3):
            shown = suppressed([[n] for n in column])
            assert not any(row[0] for n, row in zip(column, shown, strict=True) if n < 5)

    @pytest.mark.parametrize(("groups", "most"), [(2, 40), (3, 36), (4, 22)])
    def test_nobody_can_work_out_a_count_even_knowing_the_rule(self, groups, most):
        """Whoever sees what is shown, the total, and this code, is left with several answers."""
        looks_the_same = defaultdict(list)
        for column in itertools.product(range(most + 1), repeat=groups):
            total = sum(column)
            if total > most:  # every column with this total has to be in the comparison
                continue
            shown = [row[0] for row in suppressed([[n] for n in column])]
            seen = tuple(n if keep else None for n, keep in zip(column, shown, strict=True))
            looks_the_same[(seen, total if total == 0 or total >= 5 else None)].append(column)
        tried = 0
        for (seen, total), columns in looks_the_same.items():
            if total == 0:
                continue  # that nobody came so far is no secret
            for place, n in enumerate(seen):
                if n is None:
                    tried += 1
                    assert len({column[place] for column in columns}) >= 2, (seen, total)
        assert tried > 20

    @pytest.mark.parametrize(
        ("fewest", "for_rate", "groups", "most", "steps"),
        [(2, 4, 3, 11, 2), (2, 4, 2, 13, 3), (2, 4, 3, 9, 3), (3, 6, 2, 14, 3), (2, 4, 2, 9, 4)],
    )
    def test_nobody_can_subtract_one_step_from_another_even_knowing_the_rule(
        self, monkeypatch, fewest, for_rate, groups, most, steps
    ):
        """Of all funnels that look alike, a count that is hidden has several values.

        So has how many of a group left between two steps, where that is under the limit. The limits
        are lowered, so that every funnel up to a size can be gone through.
        """
        monkeypatch.setattr(_suppression, "FEWEST_IN_CELL", fewest)
        monkeypatch.setattr(_suppression, "FEWEST_FOR_RATE", for_rate)
        looks_the_same = defaultdict(list)
        for first in itertools.product(range(most + 1), repeat=groups):
            for table in funnels(first, steps) if sum(first) <= most else ():
                shown = suppressed(table)
                totals = [sum(column) for column in zip(*table, strict=True)]
                seen = (
                    tuple(t if t == 0 or t >= fewest else None for t in totals),
                    *(
                        tuple(n if keep else None for n, keep in zip(*pair, strict=True))
                        for pair in zip(table, shown, strict=True)
                    ),
                )
                looks_the_same[seen].append(table)
        tried = 0
        for (totals, *rows), tables in looks_the_same.items():
            for group, row in enumerate(rows):
                for step, n in enumerate(row):
                    if n is None and totals[step] != 0:
                        tried += 1
                        assert len({table[group][step] for table in tables}) > 1, (totals, rows)
                for before, after in itertools.combinations(range(steps), 2):
                    left = {table[group][before] - table[group][after] for table in tables}
                    assert len(left) > 1 or not 0 < min(left) < fewest, (totals, rows)
        assert tried > 1000

    def test_no_more_is_hidden_than_has_to_be(self):
        def shown(*column):
            return [
                n
                for n, row in zip(column, suppressed([[n] for n in column]), strict=True)
                if row[0]
            ]

        assert shown(5, 6, 30) == [5, 6, 30]
        assert shown(2, 6, 30) == [30]  # and 6 goes with 2
        assert shown(2, 4, 30) == [30]  # 2 and 4 hide each other
        assert shown(1, 2, 30, 7) == [30, 7]
        assert shown(4, 4, 30) == []  # 8 of two small counts are 4 and 4
        assert shown(0, 0, 30) == []
        assert shown(4, 5, 5) == []  # 4 beside 5 could be told by the other 5


class TestExactTests:
    def brute(self, a, n, b, m):
        """Fisher and mid-p from the definition, in fractions."""
        total, k = n + m, a + b
        p = {
            x: Fraction(comb(n, x) * comb(m, k - x), comb(total, k))
            for x in range(max(0, k - m), min(n, k) + 1)
        }
        rarer = sum((q for q in p.values() if q < p[a]), Fraction(0))
        equal = sum((q for q in p.values() if q == p[a]), Fraction(0))
        return float(rarer + equal), float(rarer + equal / 2)

    @settings(max_examples=150, deadline=None)
    @given(st.data())
    def test_are_those_of_the_definition_and_of_scipy(self, data):
        n, m = data.draw(st.integers(1, 25)), data.draw(st.integers(1, 25))
        a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
        fisher, mid_p = exact_tests(a, n, b, m)
        assert (fisher, mid_p) == pytest.approx(self.brute(a, n, b, m), rel=1e-9)
        assert fisher == pytest.approx(
            scipy.stats.fisher_exact([[a, n - a], [b, m - b]]).pvalue, rel=1e-9
        )

    def test_the_lady_tasting_tea(self):
        fisher, mid_p = exact_tests(3, 4, 1, 4)
        assert fisher == pytest.approx(34 / 70)
        assert mid_p == pytest.approx(18 / 70)

    def test_a_group_of_nobody_differs_from_none(self):
        assert exact_tests(0, 0, 3, 9) == (1.0, 1.0)


def passing(**groups):
    """Outcomes by which so many of so many people of each group passed."""
    return {f"{g}-{n}": n < hits for g, (of, hits) in groups.items() for n in range(of)}


class TestBearings:
    def found(self, **groups):
        people = answers(**{group: of for group, (of, _) in groups.items()})
        found = find_bearings("gender", people, {"rule need": passing(**groups)})
        return {each.group: each.verdict for each in found}

    def test_a_rule_that_refuses_one_group_more_often_is_found(self):
        assert self.found(woman=(40, 18), man=(40, 36)) == {"woman": "unequal", "man": "no sign"}

    def test_a_share_under_four_fifths_is_to_look_at(self):
        assert self.found(woman=(40, 24), man=(40, 31)) == {"woman": "to look at", "man": "no sign"}

    def test_a_rule_that_bears_on_all_alike_shows_no_sign(self):
        assert self.found(woman=(40, 30), man=(40, 31)) == {"woman": "no sign", "man": "no sign"}

    @pytest.mark.parametrize("groups", [
        {"woman": (40, 31), "man": (40, 40)},  # nine were refused: who they are is known
        {"woman": (40, 4), "man": (40, 5)},
        {"woman": (60, 40), "man": (9, 3)},
    ])  # fmt: skip
    def test_too_few_on_any_side_are_too_few_to_say(self, groups):
        assert set(self.found(**groups).values()) == {"too few to say"}

    def test_a_small_group_is_not_named(self):
        assert "man" not in self.found(woman=(60, 40), man=(9, 3))

    def test_more_tests_take_more_to_be_unequal(self):
        people = answers(woman=40, man=40)
        one = passing(woman=(40, 20), man=(40, 31))  # Fisher: p = 0.019
        alone = find_bearings("gender", people, {"a": one})
        of_four = find_bearings("gender", people, {"a": one, "b": one})
        assert alone[1].verdict == "unequal"
        assert {each.verdict for each in of_four if each.group == "woman"} == {"to look at"}

    @pytest.mark.parametrize("tests", [1, 6, 40])
    def test_no_verdict_says_how_many_it_was(self, tests):
        for of, others in [(10, 10), (10, 25), (15, 12), (30, 11), (10, 55)]:
            for total in range(of + others + 1):
                could = range(max(0, total - others), min(of, total) + 1)
                told = [_told(of, n, others, total - n, tests) for n in could]
                assert not any(told.count(verdict) == 1 for verdict in told) or len(told) == 1

    def test_an_unknown_question_is_refused(self):
        with pytest.raises(pw.Error, match="does not ask 'sex'"):
            find_bearings("sex", [], {})


def test_the_store_says_who_passed_which_rule_criterion_and_step(filled):
    desk = filled.applications(PROGRAMME, actor="Panel")
    assert desk.passed() == {}
    filled.reception(PROGRAMME, actor="Officer").receive(
        "mentee", named([MENTEES[0]], nation=["Wales"])
    )
    desk.decide()
    desk.mark(panel([*MENTEES[1:], *MENTORS]))
    desk.shortlist()
    passed = desk.passed()
    assert passed["rule nation"] == {r: r != MENTEES[0] for r in [*MENTEES, *MENTORS]}
    assert passed["step eligible"] == passed["rule nation"]
    assert set(passed["step shortlisted"]) == {*MENTEES[1:], *MENTORS}
    criteria = [name for name in passed if name.startswith("criterion ")]
    assert criteria
    assert all(set(passed[name]) == {*MENTEES[1:], *MENTORS} for name in criteria)
    assert "step matched" not in passed


def test_a_rule_is_held_to_those_whom_it_is_for(filled):
    rule = """
[rules.team]
version = 1
sentence = "You are of the team A."
reason = "Another team."
field = "team"
one_of = ["A"]
roles = ["mentor"]
"""
    filled.add_programme(pw.Programme(programme_text() + rule), actor="Officer")
    desk = filled.applications(PROGRAMME, actor="Panel")
    desk.decide()
    assert desk.passed()["rule team"] == dict.fromkeys(MENTORS, False)
