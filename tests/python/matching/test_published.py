"""Files that others published: read, solved, and held against the answers that are known."""

import pickle
from pathlib import Path

import numpy as np
import pytest
import scipy.optimize

import pairwell as pw

DATA = Path(__file__).parents[4] / "shared" / "data"
ABSENT = pytest.mark.skipif(
    not DATA.is_dir(), reason="the published instances (../shared/data) are not on this machine"
)
FULL = ["most_pairs", "most_points"]
SMALL = """# FILE NAME: small.toi
# TITLE: Four projects
# DATA TYPE: toi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 4
# NUMBER UNIQUE ORDERS: 3
# ALTERNATIVE NAME 1: Loans
# ALTERNATIVE NAME 2: Labels
# ALTERNATIVE NAME 3: Prints
# ALTERNATIVE NAME 4: Tours
2: 1,{2,3}
1: 1
1: 4,1
"""


def read(name):
    return pw.instances.read_preferences(DATA / "preflib" / name)


def solve(problem, objective):
    matching = pw.match(problem, objective)
    assert matching.status is pw.Status.OPTIMAL
    assert matching.verify().holds
    return matching


@ABSENT
@pytest.mark.parametrize(
    ("name", "side", "least"), [("assign100", 100, 305), ("assign500", 500, 991)]
)
def test_or_library_has_its_published_optimum(name, side, least):
    instance = pw.instances.read_orlib(DATA / "orlib" / f"{name}.txt")
    assert instance.name == f"{name}.txt"
    assert instance.shape == (side, side)
    matching = solve(instance.problem(), FULL)
    assert (len(matching.pairs), -matching.units) == (side, least)
    rows, columns = scipy.optimize.linear_sum_assignment(instance.costs)
    assert instance.costs[rows, columns].sum() == least


# Size, least sum of ranks, greedy and generous profile of each year; from two independent solvers.
STUDENTS = [
    (1, 35, 57, [20, 9, 5, 0, 1], [17, 14, 4]),
    (2, 37, 54, [26, 6, 2, 1, 2], [23, 11, 3]),
    (4, 34, 50, [25, 4, 3, 1, 1], [21, 9, 4]),
    (5, 31, 44, [22, 6, 2, 1], [20, 9, 2]),
]


def students(year):
    preferences = read(f"00038-0000000{year}.soi")
    groups = DATA / "preflib" / f"00038-0000000{year}.dat"
    if not groups.exists():  # Years 1 and 2 have no capacities of supervisors.
        return preferences, None
    listed = pw.instances.read_preference_groups(groups, len(preferences.alternatives))
    return preferences, listed


def profile(preferences, matching):
    """How many have their first choice, their second, and so on."""
    ranks = np.bincount(
        [
            preferences.orders[student].ranks.index([project])
            for student, project in matching.pairs.tolist()
        ]
    )
    return ranks.tolist()


@ABSENT
@pytest.mark.parametrize(("year", "size", "ranks", "greedy", "generous"), STUDENTS)
def test_student_projects_have_their_known_optima(year, size, ranks, greedy, generous):
    """Cite preflib.org and Kwanashie, Irving, Manlove, Sng, IWOCA 2014."""
    preferences, groups = students(year)
    assert preferences.kind == "soi"
    assert {len(order.ranks) for order in preferences.orders} <= {1, 2, 3, 4, 5}
    longest = max(len(order.ranks) for order in preferences.orders)
    matching = solve(preferences.problem(groups=groups), FULL)
    assert len(matching.pairs) == size
    assert size * (longest + 1) - matching.units == ranks

    # One more at a better rank outweighs everybody at worse ones; then the same from the other end.
    weight = preferences.voters + 1
    best_first = [weight ** (longest - rank) for rank in range(1, longest + 1)]
    worst_first = [-(weight ** (rank - 1)) for rank in range(1, longest + 1)]
    for points, known in ((best_first, greedy), (worst_first, generous)):
        matching = solve(preferences.problem(points=points, groups=groups), FULL)
        assert profile(preferences, matching) == known


BIDS = [
    ("00037-00000001.cat", (201, 613), 12, 1615, 2549),
    ("00039-00000001.cat", (31, 54), 8, 128, 233),
    ("00039-00000002.cat", (24, 52), 8, 150, 280),
]


@ABSENT
@pytest.mark.parametrize(("name", "shape", "most", "pairs", "weight"), BIDS)
def test_conference_bids_have_their_known_optima(name, shape, most, pairs, weight):
    """Papers want three reviewers each. Cite preflib.org."""
    preferences = read(name)
    assert preferences.kind == "cat"
    assert preferences.categories[:2] == ["Yes", "Maybe"]
    problem = preferences.problem(points=[2, 1], voter_capacity=most, alternative_capacity=3)
    assert problem.shape == shape
    assert len(solve(problem, FULL).pairs) == pairs
    heaviest = solve(problem, ["most_points", "most_pairs"])
    assert (heaviest.units, len(heaviest.pairs)) == (weight, pairs)


def test_preferences_are_plain_values():
    preferences = pw.instances.parse_preferences(SMALL, file="small.toi")
    assert repr(preferences) == "<Preferences: toi, 'Four projects', 4 voters, 4 alternatives>"
    assert preferences.metadata == {"FILE NAME": "small.toi", "TITLE": "Four projects"}
    assert preferences.alternatives == ["Loans", "Labels", "Prints", "Tours"]
    assert preferences.categories == []
    assert preferences.orders[0] == pw.instances.Order(2, [[0], [1, 2]])
    assert pickle.loads(pickle.dumps(preferences)) == preferences
    assert pw.instances.parse_preferences(SMALL.encode()) == preferences


def test_preferences_become_a_problem():
    preferences = pw.instances.parse_preferences(SMALL)
    problem = preferences.problem()
    assert problem.shape == (4, 4)
    assert problem.admissible()[0].tolist() == [
        [0, 0], [0, 1], [0, 2], [1, 0], [1, 1], [1, 2], [2, 0], [3, 0], [3, 3],
    ]  # fmt: skip
    assert problem.admissible()[1].tolist() == [2, 1, 1, 2, 1, 1, 2, 1, 2]
    assert len(solve(problem, FULL).pairs) == 4

    strict = preferences.problem(
        points=[5],
        voter_capacity=[1, 1, 2, 1],
        alternative_capacity=(0, 2),
        groups=[("first two", [0, 1], (0, 1))],
    )
    assert strict.admissible()[0].tolist() == [[0, 0], [1, 0], [2, 0], [3, 3]]
    assert strict.mentee_capacity == [(0, 1), (0, 1), (0, 2), (0, 1)]
    assert strict.mentor_groups == [("first two", [0, 1], (0, 1))]
    assert solve(strict, FULL).units == 10


def test_every_fault_of_a_file_comes_at_once_with_its_line(tmp_path):
    bad = tmp_path / "bad.toi"
    bad.write_bytes(SMALL.replace("2: 1,{2,3}", "2: 1,{2").replace("1: 4,1", "1: 9").encode())
    with pytest.raises(pw.InvalidInput) as error:
        pw.instances.read_preferences(bad)
    found = [(f.file, f.row, f.rule, f.value) for f in error.value.findings]
    assert found == [("bad.toi", 11, "order", "{2"), ("bad.toi", 13, "alternative", "9")]

    with pytest.raises(pw.InvalidInput) as error:
        pw.instances.parse_orlib("2\n1 x\n3", file="bad.txt")
    assert [(f.row, f.rule, f.value) for f in error.value.findings] == [
        (2, "whole", "x"),
        (3, "size", "3"),
    ]

    with pytest.raises(pw.InvalidInput) as error:
        pw.instances.parse_preference_groups("Supervisor,Capacity,Projects\nAda,x,7\n", 3)
    assert [(f.row, f.rule, f.value) for f in error.value.findings] == [
        (2, "number", "x"),
        (2, "project", "7"),
    ]


def test_faults_of_a_call_come_at_once():
    preferences = pw.instances.parse_preferences(SMALL)
    with pytest.raises(pw.InvalidInput) as error:
        preferences.problem(points=[1.5], voter_capacity=[1, 2], groups=[([9], 1, 2, 3)])
    assert [f.column for f in error.value.findings] == ["points[0]", "voter_capacity", "groups[0]"]
    with pytest.raises(pw.InvalidInput) as error:
        preferences.problem(groups=[([9], (0, 1))])
    assert [f.rule for f in error.value.findings] == ["id"]
    with pytest.raises(pw.InvalidInput) as error:
        preferences.problem(points=[])
    assert [(f.column, f.rule) for f in error.value.findings] == [("points", "missing")]


def test_what_is_no_text_is_a_finding_or_a_name():
    bytes_in_a_name = SMALL.encode().replace(b"Loans", b"Lo\xffns")
    read = pw.instances.parse_preferences(bytes_in_a_name)
    assert read.alternatives[0] == "Lo\\xffns"
    bytes_in_a_group = b"Supervisor,Capacity,Projects\nA\xff,1,0\n"
    groups = pw.instances.parse_preference_groups(bytes_in_a_group, alternatives=1)
    assert groups == [("A\\xff", [0], (0, 1))]
    assert pw.Problem([[1]], mentor_groups=groups).mentor_groups == groups
    with pytest.raises(pw.InvalidInput):
        pw.instances.parse_orlib("2 \udcff")
    with pytest.raises(FileNotFoundError):
        pw.instances.read_orlib("no-such-file.txt")
