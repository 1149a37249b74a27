"""Proofs for other checkers: each is accepted, says what it should, and no forged one is."""

import re

import campaigns
import numpy as np
import oracle
import pb_checker
import pytest
from ortools.sat.python import cp_model
from proof_cases import BY_LEVELS, larger_case, shown, small_case, written
from veripb import accepts, veripb

import pairwell as pw
from pairwell.matching.names import Names
from pairwell.matching.proof_face import Face, Pairs
from pairwell.matching.proof_file import ProofFile
from pairwell.matching.proof_level_stage import LevelProof

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")


def asked(seed):
    """A small problem of any kind, and stages of any kind in any order."""
    return small_case(np.random.default_rng([93, seed]))


def claims(matching):
    """What the proof of each stage is to show."""
    if matching.infeasibility:
        return [("UNSAT",)]
    expected = []
    for stage in matching.stages:
        if stage.name == "best_worst":
            expected.append(("SAT",) if stage.units is None else ("BOUNDS", 0, 0))
        elif stage.name in BY_LEVELS:
            expected.append(None)
        else:
            given_up = stage.name == "fewest_changes"
            value = stage.units - len(stage.parameter) if given_up else stage.units
            value = value if stage.name in ("floor", "fewest_changes") else -value
            expected.append(("BOUNDS", value, value))
    return expected


@pytest.mark.parametrize("seed", range(80))
def test_every_proof_is_accepted(seed, quick_path):
    problem, stages = asked(seed)
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    pairs = written(problem, matching, quick_path)
    for (formula, proof), claim in zip(pairs, claims(matching), strict=True):
        levels = {("BOUNDS", 1, 1), ("BOUNDS", 0, 0)}
        found = shown(formula, proof)
        assert found == claim if claim else found in levels, formula.name


@pytest.mark.parametrize("seed", range(20))
def test_larger_ones_are_accepted(seed, quick_path):
    problem, stages = larger_case(np.random.default_rng([94, seed]))
    for formula, proof in written(problem, pw.match(problem, stages, seed=None), quick_path):
        shown(formula, proof)


def test_the_campaign_runs():
    assert " 0 refused" in campaigns.tried("campaign_proofs.py", 8)


@pytest.mark.skipif(veripb() is None, reason="VeriPB is not installed")
@pytest.mark.parametrize(
    ("shape", "stages"),
    [
        ((100, 60), ["most_pairs", "best_worst", *BY_LEVELS, "most_points"]),
        ((300, 200), ["most_pairs", "best_worst", "most_points"]),
    ],
)
def test_a_cohort_passes_veripb(shape, stages, quick_path):
    points = np.random.default_rng(5).integers(0, 10**5, shape)
    matching = pw.match(points, stages, seed=1, mentor_capacity=2)
    for formula, proof in written(matching.problem, matching, quick_path):
        assert accepts(veripb(), formula, proof), formula.name


def solved(text):
    """The least value of a formula by CP-SAT; None where nothing obeys it."""
    formula = pb_checker.Formula(text)
    model = cp_model.CpModel()
    variable = {name: model.new_bool_var(name) for name in formula.names}

    def term(literal):
        name = literal.lstrip("~")
        return variable[name] if name == literal else 1 - variable[name]

    for row in formula.rows:
        terms = row.terms.items()
        model.add(sum((n * term(literal) for literal, n in terms), 0) >= row.least) if terms else (
            model.add_bool_and([row.least <= 0])
        )
    if formula.objective:
        model.minimize(sum(n * term(literal) for literal, n in formula.objective))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return None
    assert status == cp_model.OPTIMAL
    true = {name for name, each in variable.items() if solver.value(each)}
    return sum(n for name, n in formula.objective or [] if name in true)


@pytest.mark.parametrize("seed", range(80, 110))
def test_another_solver_finds_what_is_claimed(seed, quick_path):
    problem, stages = asked(seed)
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    for formula, proof in written(problem, matching, quick_path):
        found = shown(formula, proof)
        value = {"UNSAT": None, "SAT": 0}.get(found[0], found[-1])
        assert solved(formula.read_text()) == value


def solutions(formula):
    """Every assignment of the variables that obeys a formula: names, and a row of bits for each."""
    names = sorted(formula.names)
    place = {name: index for index, name in enumerate(names)}
    bits = (np.arange(2 ** len(names))[:, None] >> np.arange(len(names))) & 1
    for row in formula.rows:
        total = np.zeros(len(bits), np.int64)
        for literal, number in row.terms.items():
            column = bits[:, place[literal.lstrip("~")]]
            total += number * (1 - column if literal.startswith("~") else column)
        bits = bits[total >= row.least]
    return names, bits


@pytest.mark.parametrize("seed", range(110, 190))
def test_a_formula_says_what_the_stages_before_it_leave(seed, quick_path):
    """Of all sets of pairs just those that are as good so far obey it, by exhaustive search."""
    problem, stages = asked(seed)
    if problem._core.admissible_count > 9:
        problem = pw.Problem([[3, 2, 2], [2, 3, 1]], scale=1, mentee_capacity=[2, 2])
        stages = [each for each in stages if each[0] != "fewest_changes"] or [("leximin", None)]
    matching = pw.match(problem, oracle.as_given(stages), seed=None)
    pairs, units, is_locked, subsets = oracle.feasible_subsets(problem)
    named = [f"x_{mentee}_{mentor}" for mentee, mentor in pairs.tolist()]
    for place, (path, _) in enumerate(written(problem, matching, quick_path)):
        formula = pb_checker.Formula(path.read_text())
        formula.names |= set(named)
        names, bits = solutions(formula)
        found = {tuple(row) for row in bits[:, [names.index(name) for name in named]].tolist()}
        if not stages or matching.infeasibility:
            assert found == set()
            continue
        columns = oracle.stage_values(
            problem, stages[place : place + 1], pairs, units, is_locked, subsets
        )
        best = columns[0] == columns[0].max()
        is_bounded = stages[place][0] in ("best_worst", *BY_LEVELS)
        left = subsets[best] if is_bounded else subsets
        assert found == {tuple(row) for row in left.astype(int).tolist()}, path.name
        subsets = subsets[best]


@pytest.mark.parametrize("name", BY_LEVELS)
@pytest.mark.parametrize("seed", range(12))
def test_a_better_profile_would_show(name, seed):
    """The formula of any set of pairs has the least value 0 just where another is better."""
    rng = np.random.default_rng([95, seed])
    problem = pw.Problem(
        rng.integers(0, 3, (2, 3)), scale=1, mentor_capacity=2, mentee_capacity=[2, 2]
    )
    stage = pw.match(problem, name, seed=None).stages[0]
    pairs, units, is_locked, subsets = oracle.feasible_subsets(problem)
    value = oracle.stage_values(problem, [(name, None)], pairs, units, is_locked, subsets)[0]
    for own in rng.permutation(len(subsets))[:8]:
        chosen = Pairs(problem, Names(), pairs[subsets[own]], lambda: None)
        file = ProofFile("", chosen, [], [], lambda: None)
        LevelProof(file, chosen, stage, 1, Face(chosen)).state()
        formula = pb_checker.Formula(file.formula.text(lambda: None))
        names, bits = solutions(formula)
        (last,) = [literal for literal, _ in formula.objective] or [None]
        least = bits[:, names.index(last)].min() if last else 1
        assert least == int(value[own] == value.max()), (name, own)


def forged(proof, rng):
    """A proof with one change: of a number of times, a constraint, a value or a pair."""
    lines = proof.splitlines()
    kind = ("times", "constraint", "value", "pair")[int(rng.integers(4))]
    if kind == "pair":
        names = re.findall(r"~?[a-z]\w+", lines[-2].rpartition(" : ")[2])
        if names:
            name = names[int(rng.integers(len(names)))]
            other = name[1:] if name[0] == "~" else f"~{name}"
            lines[-2] = re.sub(rf"(?<![~\w]){re.escape(name)}(?!\w)", other, lines[-2])
        return "\n".join(lines) + "\n"
    pattern = {
        "times": r"(?<![\w~])\d+(?= [*d])",
        "constraint": r"(?<=pol )\d+(?= )",
        "value": r"(?<=BOUNDS )-?\d+|-?\d+(?= : ~?[a-z])",
    }[kind]
    found = [(at, one) for at, line in enumerate(lines) for one in re.finditer(pattern, line)]
    if not found:
        return proof
    at, one = found[int(rng.integers(len(found)))]
    number = int(one[0]) + int(rng.choice([-1, 1, 7]))
    lines[at] = f"{lines[at][: one.start()]}{number}{lines[at][one.end() :]}"
    return "\n".join(lines) + "\n"


def is_true(found, honest):
    """Whether what is shown follows from what an honest proof shows: a bound that is no better."""
    return found == honest or (
        found[0] == honest[0] == "BOUNDS" and found[1] <= honest[1] and found[2] >= honest[2]
    )


def test_no_forged_proof_shows_what_is_not_so(quick_path):
    command, counts, draft = veripb(), {True: 0, False: 0}, quick_path / "forged.pbp"
    for seed in range(190, 230):
        problem, stages = asked(seed)
        matching = pw.match(problem, oracle.as_given(stages), seed=None)
        rng = np.random.default_rng(seed)
        for path, proof_path in written(problem, matching, quick_path / str(seed)):
            formula, proof = path.read_text(), proof_path.read_text()
            honest = pb_checker.check(formula, proof)
            for changed in sorted({forged(proof, rng) for _ in range(8)} - {proof}):
                try:
                    found = pb_checker.check(formula, changed)
                except pb_checker.Refused:
                    found = None
                assert found is None or is_true(found, honest), (path.name, changed)
                counts[found is None] += 1
                if command and counts[True] % 8 == 0:
                    draft.write_text(changed)
                    told = accepts(command, path, draft)
                    numbers = [int(number) for number in re.findall(r"-?\d+", told or "")]
                    assert told is None or is_true((honest[0], *numbers), honest), changed
                    assert told or found is None, (path.name, changed)
    assert counts[True] > 4 * counts[False] > 0, counts


@pytest.mark.parametrize("name", ["most_pairs", "best_worst", "leximin", "most_points"])
def test_a_formula_with_another_number_is_no_longer_proved(name, quick_path):
    """Of the rules and of the objective, wherever the proof leans on it."""
    problem = pw.Problem([[8, 5, 1], [9, 4, 2], [7, 6, 3]], mentor_capacity=[1, 1, 2])
    stages = ["most_pairs", name] if name in ("best_worst", "leximin") else name
    matching = pw.match(problem, stages, seed=None)
    *_, (path, proof) = written(problem, matching, quick_path)
    lines = path.read_text().splitlines()
    for at, line in enumerate(lines):
        if line.startswith("*"):
            continue
        other = re.sub(r"-?\d+ ;$", lambda one: f"{int(one[0][:-2]) - 9} ;", line)
        if other == line:  # the objective
            other = line.replace("-", "-9", 1)
        text = "\n".join([*lines[:at], other, *lines[at + 1 :]]) + "\n"
        try:
            found = pb_checker.check(text, proof.read_text())
        except pb_checker.Refused:
            continue
        assert solved(text) == (0 if found == ("SAT",) else found[-1]), line
