"""The equality funnel: exact tests, and counts that nobody can work out again."""

import itertools
from collections import defaultdict
from fractions import Fraction
from math import comb

import pytest
import scipy.stats
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell.store import equality_funnel
from pairwell.store._equality import exact_tests, suppressed
from pairwell.store._steps import STEPS


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
        assert [g.group for g in funnel.groups] == ["another", "man", "woman"]
        assert funnel.groups[2].counts[:3] == (40, 36, None)

    def test_a_small_group_is_not_shown_and_cannot_be_worked_out(self, funnel):
        assert funnel.groups[0].counts == (None,) * 6
        # 63 - 40 - 20 would say that 3 of the other group applied.
        assert funnel.groups[1].counts[:2] == (None, None)
        assert all(rate.rate is None for rate in funnel.groups[0].rates)

    def test_rates_are_of_those_who_reached_the_step_before(self):
        funnel = equality_funnel(
            "gender", answers(woman=40, man=20), reached(woman=(40, 36, 12), man=(20, 18, 15))
        )
        man, woman = (group.rates[1] for group in funnel.groups)
        assert (woman.of, woman.reached, woman.rate) == (36, 12, 12 / 36)
        assert man.ratio == 1.0
        assert woman.ratio == pytest.approx((12 / 36) / (15 / 18))
        assert (woman.below_four_fifths, man.below_four_fifths) == (True, False)
        expected = scipy.stats.fisher_exact([[12, 24], [15, 3]]).pvalue
        assert woman.fisher == pytest.approx(expected, rel=1e-12)
        assert woman.fisher == pytest.approx(man.fisher, rel=1e-9)
        assert woman.mid_p < woman.fisher
        interval = scipy.stats.binomtest(12, 36).proportion_ci()
        assert (woman.low, woman.high) == (interval.low, interval.high)

    def test_a_rate_from_fewer_than_ten_is_too_few_to_say(self):
        funnel = equality_funnel(
            "gender", answers(woman=40, man=9), reached(woman=(40, 36), man=(9, 8))
        )
        man, woman = (group.rates[0] for group in funnel.groups)
        assert (man.of, man.reached) == (9, 8)
        assert (man.rate, man.ratio, man.fisher) == (None, None, None)
        assert woman.rate == 36 / 40
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
