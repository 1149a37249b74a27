"""Forged results by the ten thousand: the checker of a page must say what verify says, of each.

    python tests/systems/campaign_page.py --count 100000 --seed 1

Makes small problems at random, solves them, and changes what comes out or what was asked: pairs,
prices, levels, values, digests, points and rules. What is forged is given a digest of its own, so
that the rest of the proof has to be looked at. The script that the report runs in a browser then
checks each, in Node.js where that is there, else in Chromium. Prints a summary, and ends with 1
where the two differ.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np

import pairwell as pw
from pairwell.matching.proof_document import certificate_document, problem_document

sys.path.insert(0, str(Path(__file__).parents[1] / "support" / "python"))
import oracle
import page_verifier
from campaign_forged import forge_matching, random_problem

FORGED_FROM_ONE = 12
AT_ONCE = 4000


def signed_again(problem, forged):
    """The same with the digest that match would give it; with the old one where it gives none."""
    stages = [
        stage.name if stage.parameter is None else (stage.name, stage.parameter)
        for stage in forged.stages
    ]
    if forged.status is not pw.Status.OPTIMAL or not stages:
        return forged
    try:
        stages = [
            ("floor", stage[1] / problem.scale) if stage[0] == "floor" else stage
            for stage in stages
        ]
        digest = pw.match(problem, stages, seed=None).digest
    except (pw.InvalidInput, TypeError, OverflowError):
        return forged
    return dataclasses.replace(forged, digest=digest)


def changed_problem(rng, problem):
    """The same people with another rule or other points of one pair."""
    pairs = problem.admissible()[0]
    if not len(pairs):
        return problem
    pair = pairs[rng.integers(len(pairs))].tolist()
    kind = int(rng.integers(3))
    try:
        if kind == 0:
            return problem.replace(forbidden=[*problem.forbidden.tolist(), pair])
        if kind == 1:
            return problem.replace(locked=[*problem.locked.tolist(), pair])
        ranges = problem.mentor_capacity
        least, most = ranges[pair[1]]
        ranges[pair[1]] = (least, (least if most is None else most) + 1)
        return problem.replace(mentor_capacity=ranges)
    except pw.InvalidInput:
        return problem


def cases(rng):
    """A problem with its matching, and forgeries of both: problem, matching, and of which kind."""
    problem, objective = random_problem(rng)
    found = pw.match(problem, oracle.as_given(objective), seed=None)
    yield problem, found, "of the engine"
    for _ in range(FORGED_FROM_ONE):
        asked, forged, kind = problem, found, "forged"
        if rng.random() < 0.25:
            asked = changed_problem(rng, problem)
            forged = dataclasses.replace(found, problem=asked)
            if found.status is pw.Status.INFEASIBLE:
                forged = dataclasses.replace(forged, digest=asked.digest)
            kind = "of another problem"
        else:
            try:
                forged = forge_matching(rng, found)
            except (pw.InvalidInput, TypeError):
                continue
        if rng.random() < 0.7:
            forged, kind = signed_again(asked, forged), f"{kind}, signed again"
        yield asked, forged, kind


def written(count, seed):
    """So many cases as JSON, with the kind of each and what verify says."""
    made = 0
    for number in itertools.count():
        for problem, matching, kind in cases(np.random.default_rng([seed, number])):
            try:
                certificate = certificate_document(matching)
            except (AttributeError, TypeError, ValueError):
                continue  # such a result has no file that a page could carry
            texts = json.dumps(problem_document(problem)), json.dumps(certificate)
            yield texts, kind, bool(pw.verify(problem, matching))
            made += 1
            if made == count:
                return


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="how many results")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore", pw.ObjectiveWarning)
    begun = time.perf_counter()
    tried, held, findings = {}, {}, []
    todo = written(options.count, options.seed)
    while part := list(itertools.islice(todo, AT_ONCE)):
        said = page_verifier.verdicts([texts for texts, _, _ in part])
        for (texts, kind, expected), holds in zip(part, said, strict=True):
            tried[kind] = tried.get(kind, 0) + 1
            held[kind] = held.get(kind, 0) + expected
            if holds != expected:
                findings.append(f"{kind}: verify says {expected}, the page {holds}: {texts}")
    for kind in sorted(tried):
        print(f"{kind}: {tried[kind]} tried, {held[kind]} held")
    print(f"{len(findings)} findings, seed {options.seed}, {time.perf_counter() - begun:.0f} s")
    for finding in findings[:5]:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
