"""Instances with optimum and proof as files: read back, checked, and refused where they are not."""

import json

import numpy as np
import pytest

import pairwell as pw
from pairwell.instances import ProvedInstance, parse_proved, read_proved

BEST = ["most_pairs", "most_points"]


def cases():
    dense = pw.instances.dense("mentoring", 12, 9, seed=1).problem()
    yield dense, pw.match(dense, ["most_pairs", "best_worst", "most_points", "lottery"], seed=5)
    rich = pw.instances.capacitated(20, 8, degree=4, seed=2).problem
    best = pw.match(rich, BEST, seed=None)
    yield rich, best
    yield rich, pw.match(rich, ["rank_maximal", "generous"], seed=None)
    yield rich, pw.match(rich, ["most_pairs", "leximin"], seed=None)
    yield rich, pw.match(rich, ["most_pairs", ("fewest_changes", best.pairs[:9]), "most_points"])
    yield rich, pw.match(rich, [("floor", 20), "most_pairs"], seed=None)
    asked = pw.Problem(
        {"Ana": {"Xu": 8.5, "Yates": None}, "Ben": {"Xu": 9, "Yates": 4}},
        mentee_capacity=[(1, 1), (1, 1)],
        forbidden=[("Ben", "Yates")],
        locked=[("Ana", "Xu")],
    )
    yield asked, pw.match(asked)
    labelled = pw.Problem({"Ana": {"Xu": 8.5, "Yates": 1}, "Ben": {"Xu": 9, "Yates": 4}})
    yield labelled, pw.match(labelled, seed=2**64 - 1)
    nobody = pw.Problem(np.zeros((0, 3)))
    yield nobody, pw.match(nobody)


@pytest.mark.parametrize(("problem", "matching"), list(cases()))
def test_an_instance_is_read_back_with_its_proof(problem, matching):
    written = ProvedInstance(problem, matching, {"title": "a", "made by": "Łucja"}).to_json()
    read = parse_proved(written)
    assert read.verify()
    assert read.matching.digest == matching.digest
    assert read.matching.pairs.tolist() == matching.pairs.tolist()
    assert read.about == {"title": "a", "made by": "Łucja"}
    assert read.to_json() == written
    assert pw.verify(read.problem, matching)
    if matching.infeasibility:
        assert read.matching.infeasibility.reason


def test_the_document_is_what_the_reference_describes():
    problem = pw.instances.dense("integers_100", 4, seed=1).problem()
    matching = pw.match(problem, BEST, seed=None)
    document = json.loads(ProvedInstance(problem, matching).to_json())
    assert list(document) == ["format", "about", "problem", "certificate"]
    assert document["format"] == "pairwell instance 1"
    assert document["certificate"]["digest"] == matching.digest
    assert (
        document["problem"]["units"]
        == (-pw.instances.dense("integers_100", 4, seed=1).costs).tolist()
    )


def test_a_file_is_read(tmp_path):
    problem = pw.instances.dense("zero_one", 4, seed=1).problem()
    path = tmp_path / "made.json"
    path.write_bytes(ProvedInstance(problem, pw.match(problem, BEST)).to_json())
    assert read_proved(path).verify()
    assert "4 pairs" in repr(read_proved(path))


def document():
    problem = pw.instances.capacitated(8, 4, nations=1, regions=1, seed=2).problem
    matching = pw.match(problem, BEST, seed=None)
    return json.loads(ProvedInstance(problem, matching, {"title": "t"}).to_json())


def faults_of(changed):
    text = changed if isinstance(changed, (str, bytes)) else json.dumps(changed)
    with pytest.raises(pw.InvalidInput, match="parse_proved") as refused:
        parse_proved(text, "bad.json")
    assert all(f.file == "bad.json" and f.message for f in refused.value.findings)
    return [(f.row, f.column, f.rule) for f in refused.value.findings]


class TestFaults:
    def test_come_all_at_once_by_their_places(self):
        made = document()
        made["format"] = "pairwell instance 2"
        made["extra"] = 1
        made["about"]["title"] = 3
        made["problem"]["scale"] = 1.0
        made["problem"]["units"][1][2] = "x"
        made["problem"]["mentee_capacity"][0] = [1]
        del made["problem"]["locked"]
        made["certificate"]["status"] = "BEST"
        made["certificate"]["pairs"][0][1] = -1
        made["certificate"]["stages"][1]["prices"]["mentee"][3] = 2**63
        made["certificate"]["stages"][0]["parameter"] = []
        assert {place for _, place, _ in faults_of(made)} == {
            "format", "extra", "about.title", "problem.scale", "problem.units[1][2]",
            "problem.mentee_capacity[0]", "problem.locked", "certificate.status",
            "certificate.pairs[0][1]", "certificate.stages[1].prices.mentee[3]",
            "certificate.stages[0].parameter",
        }  # fmt: skip

    def test_of_json_have_their_line(self):
        lines = json.dumps(document(), indent=1).splitlines()
        lines[4] += "x"
        ((row, _, rule),) = faults_of("\n".join(lines))
        assert (row, rule) in [(5, "json"), (6, "json")]
        assert faults_of("") == [(1, "", "json")]
        assert faults_of(b'{\n"a": "\xff"}') == [(2, "", "encoding")]
        assert faults_of('{"a": 1, "a": 2}') == [(0, "", "json")]
        assert faults_of("[" * 100_000)[0][2] == "json"

    @pytest.mark.parametrize("root", [[], 3, None, "x", {}])
    def test_of_the_whole_are_told(self, root):
        assert faults_of(root)

    def test_of_sizes_and_rules_of_the_problem(self):
        made = document()
        made["problem"]["units"][2].pop()
        made["problem"]["units"].append([1, 2, 3, 4])
        assert faults_of(made) == [
            (0, "problem.units", "size"), (0, "problem.units[2]", "size"),
        ]  # fmt: skip
        made = document()
        made["problem"]["forbidden"] = [[0, 99]]
        made["problem"]["mentor_groups"][0]["members"] = [77]
        found = faults_of(made)
        assert len(found) >= 2
        assert all(place.startswith("problem.") for _, place, _ in found)
        made = document()
        made["problem"]["mentee_capacity"].pop()
        assert faults_of(made) == [(0, "problem.mentee_capacity", "size")]

    def test_of_stages_that_are_not_known(self):
        made = document()
        made["certificate"]["stages"][1]["name"] = "most_joy"
        assert all(place.startswith("certificate") for _, place, _ in faults_of(made))

    def test_are_two_hundred_at_most(self):
        made = document()
        made["problem"]["mentee_keys"] = ["x"] * 500
        assert len(faults_of(made)) == 200


def places(value, path=()):
    """Where a whole number stands in a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items if isinstance(value, (dict, list)) else ():
        if isinstance(inner, (dict, list)):
            yield from places(inner, (*path, key))
        elif type(inner) is int:
            yield (*path, key)


@pytest.mark.parametrize("seed", range(60))
def test_a_changed_number_is_refused_or_fails_the_check(seed):
    draw = np.random.default_rng(seed)
    made = document()
    every = [place for place in places(made) if place[0] != "about"]
    place = every[int(draw.integers(len(every)))]
    inner = made
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] += int(draw.choice([-3, -1, 1, 2]))
    try:
        read = parse_proved(json.dumps(made))
    except pw.InvalidInput:
        return
    assert not read.verify() or is_no_part_of_the_proof(place)


def is_no_part_of_the_proof(place):
    # Another proof of the same: a price may often be another one, and then the check holds too.
    return "prices" in place


class TestWriting:
    def test_refuses_what_has_no_proof(self):
        problem = pw.instances.dense("integers_100", 400, seed=1).problem()
        stopped = pw.match(problem, progress=lambda *_: False)
        if stopped.status.name in ("OPTIMAL", "INFEASIBLE"):
            pytest.skip("the call was over before it was stopped")
        with pytest.raises(pw.InvalidInput, match="status"):
            ProvedInstance(problem, stopped).to_json()

    @pytest.mark.parametrize("about", [{"a": 1}, {1: "a"}, ["a"]])
    def test_refuses_what_are_no_texts(self, about):
        problem = pw.Problem([[1]])
        with pytest.raises(TypeError, match="about"):
            ProvedInstance(problem, pw.match(problem), about).to_json()

    def test_refuses_half_of_a_character(self):
        problem = pw.Problem([[1]])
        with pytest.raises(ValueError, match="about holds half of a character"):
            ProvedInstance(problem, pw.match(problem), {"title": "\ud800"}).to_json()
