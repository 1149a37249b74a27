"""Ranked wishes from a seed: their laws, what they take, and the files that they become."""

import itertools
from collections import Counter
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

import pairwell as pw

MAKERS = {
    "impartial_culture": pw.instances.impartial_culture,
    "urn_culture": pw.instances.urn_culture,
    "mallows_culture": pw.instances.mallows_culture,
}
ORDERS = list(itertools.permutations(range(3)))
MOST_5 = 20.52
"""What chi-square with 5 degrees of freedom exceeds once in a thousand."""


def orders(preferences):
    return [tuple(itertools.chain(*order.ranks)) for order in preferences.orders]


def chi_square(drawn, law):
    counts = Counter(drawn)
    assert counts.keys() <= law.keys()
    assert sum(law.values()) == pytest.approx(1)
    return sum((counts[key] - len(drawn) * p) ** 2 / (len(drawn) * p) for key, p in law.items())


def swaps(order, centre):
    return sum(
        order.index(centre[i]) > order.index(centre[j])
        for i, j in itertools.combinations(range(len(centre)), 2)
    )


@pytest.mark.parametrize("norm_phi", [0.25, 0.8])
def test_mallows_orders_come_by_their_swaps(norm_phi):
    centre = (2, 0, 1)
    drawn = pw.instances.mallows_culture(6000, 3, norm_phi=norm_phi, centre=centre, seed=1)
    phi = pw.instances.mallows_phi(3, norm_phi)
    weights = {order: phi ** swaps(order, centre) for order in ORDERS}
    law = {order: weight / sum(weights.values()) for order, weight in weights.items()}
    assert chi_square(orders(drawn), law) < MOST_5
    assert chi_square(orders(drawn), {order: 1 / 6 for order in ORDERS}) > MOST_5
    mean = sum(swaps(order, centre) * p for order, p in law.items())
    assert mean == pytest.approx(norm_phi * 3 * 2 / 4, abs=1e-6)


def test_the_urn_repeats_and_the_impartial_does_not():
    law = {order: 1 / 6 for order in ORDERS}
    assert chi_square(orders(pw.instances.impartial_culture(6000, 3, seed=2)), law) < MOST_5
    # The second voter says what the first does with (alpha + 1 / 6) / (1 + alpha).
    agree = sum(
        len(set(orders(pw.instances.urn_culture(2, 3, alpha=0.5, seed=seed)))) == 1
        for seed in range(3000)
    )
    expected = 3000 * (0.5 + 1 / 6) / 1.5
    assert abs(agree - expected) < 3.3 * np.sqrt(expected * (1 - expected / 3000))


@pytest.mark.parametrize("name", MAKERS)
class TestEachCulture:
    def test_is_a_file_of_preflib_that_is_read_back(self, name):
        for length, kind in ((None, "soc"), (6, "soc"), (2, "soi")):
            made = MAKERS[name](30, 6, length=length, seed=3)
            assert made.kind == kind
            assert pw.instances.parse_preferences(made.to_preflib(), f"made.{kind}") == made

    def test_does_not_let_the_number_of_voters_show(self, name):
        few, many = (MAKERS[name](voters, 12, length=4, seed=5) for voters in (40, 90))
        assert few.orders == many.orders[:40]
        assert many.orders != MAKERS[name](90, 12, length=4, seed=6).orders

    def test_takes_a_generator_for_a_seed(self, name):
        drawn = int(np.random.default_rng(1).integers(2**64, dtype=np.uint64))
        made = MAKERS[name](5, 4, seed=np.random.default_rng(1))
        assert made.orders == MAKERS[name](5, 4, seed=drawn).orders

    def test_becomes_a_problem(self, name):
        matching = pw.match(MAKERS[name](40, 30, length=5, seed=1).problem(), ["rank_maximal"])
        assert matching.verify()
        assert 0 < len(matching.pairs) <= 30

    @pytest.mark.parametrize(
        ("given", "column", "rule"),
        [
            ({"voters": -1}, "voters", "range"),
            ({"voters": 1.5}, "voters", "type"),
            ({"alternatives": 2**31}, "alternatives", "range"),
            ({"length": 7}, "length", "range"),
            ({"length": True}, "length", "type"),
            ({"seed": -1}, "seed", "range"),
            ({"seed": 2**64}, "seed", "range"),
        ],
    )
    def test_names_what_is_wrong(self, name, given, column, rule):
        with pytest.raises(pw.InvalidInput, match=name) as refused:
            MAKERS[name](**{"voters": 3, "alternatives": 6, **given})
        assert [(f.column, f.rule) for f in refused.value.findings] == [(column, rule)]


class TestParameters:
    @pytest.mark.parametrize("given", [0.1, Decimal("0.1"), Fraction(1, 10), np.float64(0.1)])
    def test_are_taken_as_they_are_written(self, given):
        exact = pw.instances.urn_culture(50, 5, alpha=0.1, seed=1)
        assert pw.instances.urn_culture(50, 5, alpha=given, seed=1) == exact
        assert pw.instances.mallows_phi(9, given) == pw.instances.mallows_phi(9, 0.1)

    @pytest.mark.parametrize(
        ("given", "rule"),
        [
            (0.1234567, "decimals"), (Fraction(1, 3), "decimals"), (1e30, "range"), ("x", "type"),
            (None, "type"), (float("nan"), "type"), (float("inf"), "type"), (True, "type"),
            (-0.1, "range"), (1000.5, "range"),
        ],
    )  # fmt: skip
    def test_are_refused_beyond_their_grid(self, given, rule):
        for call, name in (
            (lambda: pw.instances.urn_culture(3, 3, alpha=given), "alpha"),
            (lambda: pw.instances.mallows_culture(3, 3, norm_phi=given), "norm_phi"),
            (lambda: pw.instances.mallows_phi(3, given), "norm_phi"),
        ):
            with pytest.raises(pw.InvalidInput) as refused:
                call()
            assert [(f.column, f.rule) for f in refused.value.findings] == [(name, rule)]
            assert refused.value.findings[0].value == str(given)  # as it was written

    def test_out_of_range_are_told_their_range(self):
        with pytest.raises(pw.InvalidInput, match=r"must be from 0 to 1 .*value: 1\.1\)"):
            pw.instances.mallows_culture(3, 3, norm_phi=1.1)
        with pytest.raises(pw.InvalidInput, match=r"must be from 0 to 1000 .*value: -1\)"):
            pw.instances.urn_culture(3, 3, alpha=-1)
        with pytest.raises(pw.InvalidInput, match=r"round\(norm_phi, 6\)"):
            pw.instances.mallows_phi(3, 0.1 + 0.2)

    @pytest.mark.parametrize(
        ("centre", "rule"),
        [([0, 1], "centre"), ([0, 1, 1], "centre"), ([[0, 1, 2]], "shape"), ([0, 1, 0.5], "whole")],
    )
    def test_of_a_centre_are_an_order(self, centre, rule):
        with pytest.raises(pw.InvalidInput) as refused:
            pw.instances.mallows_culture(2, 3, centre=centre)
        assert {f.rule for f in refused.value.findings} == {rule}

    def test_of_phi_have_their_ends(self):
        assert pw.instances.mallows_phi(50, 0) == 0
        assert pw.instances.mallows_phi(50, 1) == 1
        assert pw.instances.mallows_phi(2, 0.5) == pytest.approx(1 / 3)
        with pytest.raises(pw.InvalidInput, match="alternatives"):
            pw.instances.mallows_phi(2**15 + 1, 0.5)


class TestWriting:
    def test_refuses_what_a_file_cannot_hold(self):
        made = pw.instances.impartial_culture(2, 2, seed=1)
        made.metadata["TWO"] = "a\nb"
        made.alternatives[1] = " x"
        with pytest.raises(pw.InvalidInput, match="write_preferences") as refused:
            made.to_preflib()
        assert [(f.column, f.rule) for f in refused.value.findings] == [
            ("TWO", "line"), ("alternative 2", "line"),
        ]  # fmt: skip

    def test_finds_what_a_reader_would(self):
        made = pw.instances.impartial_culture(2, 2, seed=1)
        made.orders.append(made.orders[0])
        with pytest.raises(pw.InvalidInput) as refused:
            made.to_preflib()
        assert [(f.row, f.rule) for f in refused.value.findings] == [(4, "sum")]

    def test_keeps_names_of_any_script(self):
        made = pw.instances.impartial_culture(1, 2, seed=1)
        made.alternatives[:] = ["Łucja", "花子"]
        assert pw.instances.parse_preferences(made.to_preflib()) == made


class TestDimacs:
    def test_reads_what_it_writes(self, tmp_path):
        made = pw.instances.sparse(40, 30, degree=3, seed=1)
        path = tmp_path / "made.asn"
        path.write_bytes(made.to_dimacs("made up\nby us"))
        back = pw.instances.read_dimacs(path)
        assert path.read_text().startswith("c made up\nc by us\np asn 70 120\n")
        assert back.shape == made.shape
        for name in ("indptr", "indices", "data"):
            np.testing.assert_array_equal(getattr(back, name), getattr(made, name))
        assert set(back.planted.tolist()) == {-1}
        solved = [
            pw.match(each.problem(), ["most_pairs", "most_points"]).units for each in (made, back)
        ]
        assert solved[0] == solved[1]

    def test_finds_every_fault_with_its_line(self):
        text = "p asn 3 4\nn 1\na 1 2 x\na 1 3 4\na 1 3 4\nq\na 2 3 1\n"
        with pytest.raises(pw.InvalidInput, match="read_dimacs") as refused:
            pw.instances.parse_dimacs(text, "bad.asn")
        assert [(f.file, f.row, f.rule) for f in refused.value.findings] == [
            ("bad.asn", 3, "whole"), ("bad.asn", 5, "duplicate"), ("bad.asn", 6, "line"),
            ("bad.asn", 7, "side"),
        ]  # fmt: skip

    def test_refuses_what_is_no_list(self):
        made = pw.instances.sparse(3, degree=1)
        bad = pw.instances.SparseInstance(
            made.shape, made.indptr, made.indices + 9, made.data, made.planted
        )
        with pytest.raises(pw.InvalidInput, match="write_dimacs"):
            bad.to_dimacs()
        with pytest.raises(TypeError, match="comment"):
            made.to_dimacs(3)

    @pytest.mark.parametrize("seed", range(40))
    def test_reads_any_changed_text_or_says_why_not(self, seed):
        draw = np.random.default_rng(seed)
        text = bytearray(pw.instances.sparse(6, degree=2, seed=seed).to_dimacs("c"))
        for _ in range(draw.integers(1, 6)):
            place = int(draw.integers(len(text)))
            choice = draw.integers(3)
            if choice == 0:
                text[place] = int(draw.choice(list(b"0123456789-acnpx \n")))
            elif choice == 1:
                del text[place : place + int(draw.integers(1, 9))]
            else:
                text[place:place] = text[: int(draw.integers(1, 30))]
        read, findings = read_or_findings(bytes(text))
        lines = bytes(text).count(b"\n") + 1
        assert all(f.file == "changed" and 0 <= f.row <= lines for f in findings)
        assert all(f.rule and f.message for f in findings)
        if read is not None:
            again = pw.instances.parse_dimacs(read.to_dimacs())
            assert again.indices.tolist() == read.indices.tolist()


def read_or_findings(text):
    try:
        return pw.instances.parse_dimacs(text, "changed"), []
    except pw.InvalidInput as refused:
        return None, refused.findings
