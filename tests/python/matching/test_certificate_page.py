"""The page about the certificate holds a checker, which agrees with verify, to the letter."""

import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import oracle
import pytest

import pairwell as pw

pytestmark = pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "certificate.md"


@pytest.fixture(scope="module")
def page():
    """Run the program of the page, by itself."""
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    (program,) = [block for block in blocks if ">>>" not in block]
    assert "pairwell" not in program
    names = {}
    exec(compile(program, str(PAGE), "exec"), names)
    return names


def as_json(problem):
    """A problem as the page has it, from what the engine holds."""
    core = problem._core
    units = core.__getstate__()[2]

    def or_none(row):
        return [None if each == pw._core.FORBIDDEN else each for each in row]

    plain = {"mentees": core.mentees, "mentors": core.mentors, "scale": core.scale}
    if isinstance(units, tuple):
        plain |= zip(
            ("row_start", "mentor", "units"), (each.tolist() for each in units), strict=True
        )
    else:
        plain["units"] = list(map(or_none, units.reshape(problem.shape).tolist()))
    plain |= {"forbidden": core.forbidden.tolist(), "locked": core.locked.tolist()}
    for role in ("mentee", "mentor"):
        groups = getattr(core, f"{role}_groups")
        plain |= {
            f"{role}_capacity": getattr(core, f"{role}_capacity").tolist()
            or [[0, 1]] * getattr(core, f"{role}s"),
            f"{role}_groups": [
                {"name": name, "members": list(members), "least": least, "most": most}
                for name, members, least, most in groups
            ],
            f"{role}_keys": getattr(core, f"{role}_keys").tolist(),
        }
    return json.loads(json.dumps(plain))


def holds(page, problem, matching):
    """What the checker of the page says of a matching that went through JSON."""
    certificate = json.loads(json.dumps(matching.to_dict()))
    try:
        page["check"](as_json(problem), certificate)
    except (page["Wrong"], LookupError):
        return False
    return True


def asked(seed):
    rng = np.random.default_rng([96, seed])
    problem = oracle.random_problem(rng, rows=5, columns=4, sparse=seed % 3 == 0)
    stages = oracle.as_given(oracle.random_objective(rng))
    previous = np.argwhere(rng.random(problem.shape) < 0.4)
    if seed % 2 and len(previous):
        given = ("fewest_changes", [tuple(pair) for pair in previous.tolist()])
        stages.insert(int(rng.integers(len(stages) + 1)), given)
    return problem, pw.match(problem, stages, seed=None), rng


@pytest.mark.parametrize("seed", range(100))
def test_it_accepts_what_verify_accepts(page, seed):
    problem, matching, _ = asked(seed)
    assert page["digest_of_problem"](as_json(problem)) == problem.digest
    assert matching.verify()
    assert holds(page, problem, matching)


def test_digests_of_large_tables_and_of_labels(page):
    rng = np.random.default_rng(3)
    points = rng.normal(0, 1e6, (70, 130)).round(2)
    points[rng.random(points.shape) < 0.4] = -np.inf
    points[:35] = -np.inf  # a part in which the table leaves all out
    groups = [("Österreich", [5, 1, 3], (0, 9))]
    problem = pw.Problem(points, mentor_groups=groups, forbidden=[(60, 7), (40, 9)])
    assert page["digest_of_problem"](as_json(problem)) == problem.digest
    labelled = pw.Problem({"ana": {"Xu": 3}, "bé": {"Yates": 2.25}})
    assert page["digest_of_problem"](as_json(labelled)) == labelled.digest


def changed_prices(prices, rng):
    """One price of somebody by a little."""
    kinds = [kind for kind, each in prices.to_dict().items() if each]
    if not kinds:
        return prices
    kind = kinds[int(rng.integers(len(kinds)))]
    array = getattr(prices, kind).copy()
    array[int(rng.integers(len(array)))] += int(rng.choice([-1, 1]))
    return dataclasses.replace(prices, **{kind: array})


def changed(matching, rng):
    """A matching with one thing changed."""
    if why := matching.infeasibility:
        kind = int(rng.integers(4))
        if kind == 0:
            new = dataclasses.replace(why, prices=changed_prices(why.prices, rng))
        elif kind == 1:
            new = dataclasses.replace(why, open_pairs=why.open_pairs + 1)
        elif kind == 2:
            new = dataclasses.replace(why, asked=why.asked[1:])
        else:
            new = dataclasses.replace(why, limits=(*why.limits, *why.limits[:1]))
        return dataclasses.replace(matching, infeasibility=new)
    place = int(rng.integers(len(matching.stages)))
    stage = matching.stages[place]
    kind = int(rng.integers(6))
    if kind == 0 or (kind == 1 and not stage.steps):
        stage = dataclasses.replace(stage, prices=changed_prices(stage.prices, rng))
    elif kind == 1:
        first, *others = stage.steps
        change = ("prices", changed_prices(first.prices, rng))
        if rng.random() < 0.4:
            change = ("last", first.last + 1)
        stage = dataclasses.replace(
            stage, steps=(dataclasses.replace(first, **dict([change])), *others)
        )
    elif kind == 2:
        stage = dataclasses.replace(stage, units=(stage.units or 0) + 1)
    elif kind == 3:
        return dataclasses.replace(matching, units=matching.units + 1)
    elif kind == 4:
        return dataclasses.replace(matching, pairs=matching.pairs[1:])
    else:
        return dataclasses.replace(matching, digest="0" * 64)
    stages = (*matching.stages[:place], stage, *matching.stages[place + 1 :])
    return dataclasses.replace(matching, stages=stages)


def test_it_refuses_what_verify_refuses(page):
    counts = {True: 0, False: 0}
    for seed in range(100, 200):
        problem, matching, rng = asked(seed)
        for _ in range(6):
            forged = changed(matching, rng)
            expected = bool(pw.verify(problem, forged))
            assert holds(page, problem, forged) == expected, (seed, forged)
            counts[expected] += 1
    assert counts[False] > counts[True] > 10, counts


def test_the_page_shows_what_a_certificate_has():
    """Every name of the file is told."""
    text = PAGE.read_text("utf-8")
    matching = pw.match([[1]], "most_pairs", seed=None)
    infeasible = pw.match(pw.Problem([[1]], mentee_capacity=(2, 2)))
    names = set(matching.to_dict()) | set(matching.stages[0].to_dict())
    names |= set(infeasible.infeasibility.to_dict()) | {"kind", "id", "first", "last"}
    assert names <= set(re.findall(r"`(\w+)`", text)) | {"prices"}
    assert pw._core.NO_LIMIT == 2147483647
