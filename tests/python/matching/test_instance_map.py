"""Distances between instances against a slow reference, and their places on a plane."""

import itertools
from fractions import Fraction

import numpy as np
import pytest

import pairwell as pw
from pairwell.instances import map_of_instances, positionwise_distance


def shares(points):
    """The share of mentees that have each mentor at each rank, ties shared, in fractions."""
    mentees, mentors = len(points), len(points[0])
    table = [[Fraction(0)] * mentors for _ in range(mentors)]
    for row in points:
        for mentor, own in enumerate(row):
            before = sum(other > own for other in row)
            tied = sum(other == own for other in row)
            for rank in range(before, before + tied):
                table[mentor][rank] += Fraction(1, tied * mentees)
    return table


def moved(ours, theirs):
    gap, total = Fraction(0), Fraction(0)
    for one, other in zip(ours, theirs, strict=True):
        gap += one - other
        total += abs(gap)
    return total


def slow_distance(points, others):
    ours, theirs = shares(points), shares(others)
    count = len(ours)
    least = min(
        sum(moved(ours[i], theirs[j]) for i, j in enumerate(order))
        for order in itertools.permutations(range(count))
    )
    return least / Fraction(count**2 - 1, 3)


def drawn(seed, mentees=6, mentors=4):
    draw = np.random.default_rng(seed)
    points = draw.integers(0, 5, (mentees, mentors)).astype(float)
    points[draw.random((mentees, mentors)) < 0.2] = -np.inf
    return points


class TestTheDistance:
    @pytest.mark.parametrize("seed", range(25))
    def test_is_that_of_trying_all_pairings(self, seed):
        points, others = drawn(seed), drawn(seed + 100, mentees=9)
        expected = slow_distance(points.tolist(), others.tolist())
        found = positionwise_distance(pw.Problem(points), pw.Problem(others))
        assert found == pytest.approx(float(expected), abs=1e-12)

    def test_is_that_of_sparse_tables_and_forbidden_pairs(self):
        points = drawn(3)
        pairs = [(int(i), int(j)) for i, j in np.argwhere(points == -np.inf)]
        filled = np.where(points == -np.inf, 99.0, points)
        forbidden = pw.Problem(filled, forbidden=pairs)
        assert positionwise_distance(pw.Problem(points), forbidden) == 0
        sparse = pw.instances.sparse(9, 5, degree=3, seed=1)
        dense = np.full((9, 5), -np.inf)
        rows = np.repeat(np.arange(9), np.diff(sparse.indptr))
        dense[rows, sparse.indices] = -sparse.data
        assert positionwise_distance(sparse.problem(), pw.Problem(dense)) == 0

    def test_does_not_see_names_scales_and_orders(self):
        points = drawn(4)
        draw = np.random.default_rng(1)
        other = points[draw.permutation(6)][:, draw.permutation(4)] * 7
        assert positionwise_distance(pw.Problem(points), pw.Problem(other)) == pytest.approx(0)

    @pytest.mark.parametrize("mentors", [2, 3, 7])
    def test_is_1_from_agreement_to_all_ranks_alike(self, mentors):
        agree = pw.Problem([list(range(mentors))])
        alike = pw.Problem([[(i + j) % mentors for j in range(mentors)] for i in range(mentors)])
        tied = pw.Problem([[5] * mentors])
        assert positionwise_distance(agree, alike) == pytest.approx(1)
        assert positionwise_distance(alike, tied) == pytest.approx(0)

    def test_is_a_distance(self):
        problems = [pw.Problem(drawn(seed)) for seed in range(6)]
        for one, other, third in itertools.permutations(problems, 3):
            direct = positionwise_distance(one, third)
            assert direct == positionwise_distance(third, one)
            way = positionwise_distance(one, other) + positionwise_distance(other, third)
            assert direct <= way + 1e-12

    @pytest.mark.parametrize(
        ("shapes", "rule"),
        [(((3, 4), (3, 5)), "size"), (((3, 1), (3, 1)), "size"), (((0, 3), (2, 3)), "size")],
    )
    def test_is_refused_where_there_is_none(self, shapes, rule):
        problems = [pw.Problem(np.zeros(shape)) for shape in shapes]
        with pytest.raises(pw.InvalidInput, match="positionwise_distance") as refused:
            positionwise_distance(*problems)
        assert {f.rule for f in refused.value.findings} == {rule}
        with pytest.raises(TypeError, match="other"):
            positionwise_distance(problems[0], [[1, 2]])


class TestTheMap:
    def test_has_the_distances_where_a_plane_can(self):
        places = np.array([[0, 0], [3, 0], [0, 4], [-2, 1]], float)
        distances = np.linalg.norm(places[:, None] - places, axis=2)
        from pairwell.matching.instance_map import embedded

        found, kept = embedded(distances)
        assert kept == pytest.approx(1)
        np.testing.assert_allclose(
            np.linalg.norm(found[:, None] - found, axis=2), distances, atol=1e-8
        )
        np.testing.assert_allclose(found.mean(axis=0), 0, atol=1e-8)
        for axis in found.T:
            assert axis[np.argmax(np.abs(axis))] > 0
        again, _ = embedded(distances)
        assert again.tobytes() == found.tobytes()

    def test_says_how_much_of_the_distances_it_shows(self):
        from pairwell.matching.instance_map import embedded

        corners = np.ones((4, 4)) - np.eye(4)  # of a tetrahedron
        assert embedded(corners)[1] == pytest.approx(2 / 3)
        assert embedded(np.zeros((3, 3)))[1] == 1
        assert embedded(np.zeros((1, 1)))[0].tolist() == [[0, 0]]

    def test_is_of_all_instances_by_name(self):
        problems = {f"p{seed}": pw.Problem(drawn(seed)) for seed in range(5)}
        found = map_of_instances(problems, seconds={"p2": 0.5, "p4": np.float64(2)})
        assert found.names == tuple(problems)
        assert found.seconds == (None, None, 0.5, None, 2.0)
        assert found.distances[1, 3] == positionwise_distance(problems["p1"], problems["p3"])
        assert (found.distances == found.distances.T).all()
        assert found.places.shape == (5, 2)
        frame = found.to_pandas()
        assert frame.columns.tolist() == ["instance", "x", "y", "seconds"]

    def test_has_the_same_bytes_as_a_picture(self):
        pytest.importorskip("matplotlib")
        problems = {f"p{seed}": pw.Problem(drawn(seed)) for seed in range(5)}
        pictures = [
            pw.plot.instances_map(map_of_instances(problems, seconds={"p2": 0.5, "p4": 2, "p1": 0}))
            for _ in range(2)
        ]
        assert pictures[0] == pictures[1]
        assert "The slowest to solve is p4, 2 s." in pictures[0].text
        assert pictures[0].data["seconds"] == (None, 0.0, 0.5, None, 2.0)
        one = map_of_instances({"p": pw.Problem(drawn(1))})
        assert "1 instance on a plane" in pw.plot.instances_map(one).text

    @pytest.mark.parametrize(
        ("problems", "more", "error", "message"),
        [
            ({}, {}, pw.InvalidInput, "no instances"),
            ([1], {}, TypeError, "problems by name"),
            ({"a": [[1, 2]]}, {}, TypeError, "a Problem"),
            ({3: pw.Problem([[1, 2]])}, {}, TypeError, "texts"),
            ({"a": pw.Problem([[1, 2]])}, {"seconds": {"b": 1}}, pw.InvalidInput, "no such"),
            ({"a": pw.Problem([[1, 2]])}, {"seconds": {"a": -1}}, pw.InvalidInput, "from 0 on"),
            ({"a": pw.Problem([[1, 2]])}, {"seconds": {"a": "x"}}, TypeError, "a number"),
            ({"a": pw.Problem([[1, 2]])}, {"seconds": [1]}, TypeError, "seconds by name"),
        ],
    )
    def test_is_refused_for_what_has_no_place(self, problems, more, error, message):
        with pytest.raises(error, match=message):
            map_of_instances(problems, **more)
