"""The process of one size: makes up its people, matches and verifies them, prints a line of JSON.

Run as ``python -m pairwell.bench.scale_worker '{"n": 1000, "threads": 1, "seed": 2017,
"time_limit": null, "block_by": []}'``.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from pairwell.bench.worker import forget_peak, memory
from pairwell.matching.features import Features
from pairwell.matching.on_demand import match_on_demand
from pairwell.round.features import features
from pairwell.scheme.cohort import synthetic_cohort
from pairwell.scheme.forms import read_mentees, read_mentors
from pairwell.scheme.programme import Programme
from pairwell.scheme.sample import DATA

_Group = tuple[str, list[int], tuple[int, int]]


class People(NamedTuple):
    """A mentoring cohort, ready to be matched."""

    features: Features
    mentor_capacity: list[int]
    """1 to 3 mentees each; who does not say takes 1."""
    mentee_groups: list[_Group]
    mentor_groups: list[_Group]


def make_people(n: int, seed: int) -> People:
    """Make up a cohort of the pilot's programme, n people a side, and read its forms.

    The six criteria are the pilot's. A nation has places for nine tenths of what its people could
    take, on both sides, so that places are short everywhere.
    """
    programme = Programme.read(DATA / "pilot.toml")
    made = synthetic_cohort(programme, mentees=n, mentors=n, seed=seed, flaws=False)
    mentees = read_mentees(made.mentees, programme).forms
    mentors = read_mentors(made.mentors, programme).forms
    del made
    capacity = [mentor.capacity or 1 for mentor in mentors]
    return People(
        features(programme, mentees, mentors),
        capacity,
        _places([mentee.nation for mentee in mentees], [1] * len(mentees)),
        _places([mentor.nation for mentor in mentors], capacity),
    )


def _places(nations: Sequence[str], capacity: Sequence[int]) -> list[_Group]:
    groups = []
    for nation in sorted(set(nations)):
        members = [i for i, own in enumerate(nations) if own == nation]
        most = sum(capacity[i] for i in members) * 9 // 10
        groups.append((nation, members, (0, most)))
    return groups


def _rules(block_by: Sequence[str]) -> list[str | tuple[str, str]] | None:
    """Questions, and pairs of them as in "needs:offers"; None where there are none."""
    rules: list[str | tuple[str, str]] = []
    for each in block_by:
        mentee, colon, mentor = each.partition(":")
        rules.append((mentee, mentor) if colon else each)
    return rules or None


def run(
    n: int, threads: int, seed: int, time_limit: float | None, block_by: Sequence[str] = ()
) -> dict[str, Any]:
    """Match and verify one size, and say what it took."""
    began = time.process_time()
    people = make_people(n, seed)
    figures: dict[str, Any] = {"people_cpu": time.process_time() - began}
    forget_peak()
    figures["held"] = memory("VmRSS")
    start, cpu_start = time.perf_counter(), time.process_time()
    found = match_on_demand(
        people.features,
        ["most_pairs", "most_points"],
        seed=0,
        threads=threads,
        time_limit=time_limit,
        block_by=_rules(block_by),
        mentor_capacity=people.mentor_capacity,
        mentee_groups=people.mentee_groups,
        mentor_groups=people.mentor_groups,
    )
    figures["wall"] = time.perf_counter() - start
    figures["cpu"] = time.process_time() - cpu_start
    figures |= {
        "peak": memory("VmHWM"),
        "passes": len(found.passes),
        "pairs_read": sum(each.pairs for each in found.passes),
        "listed": sum(each.added for each in found.passes),
    }
    if found.ended is not None or not found.covers_all:
        return {**figures, "status": "stopped", "message": "the time was over"}
    start, cpu_start = time.perf_counter(), time.process_time()
    verdict = found.verify(threads=threads)
    figures["verify_wall"] = time.perf_counter() - start
    figures["verify_cpu"] = time.process_time() - cpu_start
    figures |= {
        "peak": memory("VmHWM"),
        "matched": len(found.matching.pairs),
        "points": found.matching.points,
        "digest": found.matching.digest,
    }
    if not verdict:
        return {**figures, "status": "wrong", "message": "; ".join(verdict.failures)}
    return {**figures, "status": "ok"}


if __name__ == "__main__":
    print(json.dumps(run(**json.loads(sys.argv[1]))))
