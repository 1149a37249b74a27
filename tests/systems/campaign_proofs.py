"""Proofs by the thousand: VeriPB must accept each that is written.

    python tests/systems/campaign_proofs.py --count 5000 --seed 1

Makes small problems with every kind of rule, and larger ones with groups and long objectives, has
their proofs written and checks them, by VeriPB where it is (``./run test`` builds it) and by the
small checker of the tests. Prints a summary, and ends with 1 where a proof was refused.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import warnings
from collections import Counter
from pathlib import Path

import numpy as np

import pairwell as pw

sys.path.insert(0, str(Path(__file__).parents[1] / "support" / "python"))
import oracle
import pb_checker
import proof_cases
from veripb import veripb


def one(rng, folder, tried):
    """Try one problem, and yield what is wrong."""
    kind = proof_cases.larger_case if rng.random() < 0.2 else proof_cases.small_case
    problem, stages = kind(rng)
    if kind is proof_cases.small_case:
        stages = oracle.as_given(stages)
    matching = pw.match(problem, stages, seed=None)
    for formula, proof in proof_cases.written(problem, matching, folder):
        try:
            tried[proof_cases.shown(formula, proof)[0]] += 1
        except pb_checker.Refused as refused:
            yield f"{formula.name} of {problem!r} with {stages}: {refused}"


def main():
    """Run the campaign."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1000, help="how many problems")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.simplefilter("ignore", pw.ObjectiveWarning)
    tried, faults = Counter(), []
    for number in range(options.count):
        rng = np.random.default_rng([options.seed, number])
        with tempfile.TemporaryDirectory() as folder:
            faults += [f"{number}: {fault}" for fault in one(rng, folder, tried)]
    print(*faults, sep="\n", end="\n" * bool(faults))
    by = "VeriPB and ours" if veripb() else "ours alone"
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(tried.items()))
    print(f"{options.count} problems, proofs checked by {by}: {counts}, {len(faults)} refused")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
