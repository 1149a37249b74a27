"""Instances of the bench: those that `pairwell.instances` draws, as plain arrays."""

from __future__ import annotations

from typing import Any, cast

import numpy as np

from pairwell import instances
from pairwell.bench.instances import BATCH, CAPACITATED, DENSE, SPARSE, Array, Instance
from pairwell.matching.problem import Problem


def dense(family: str, rows: int, columns: int, seed: int) -> Instance:
    """A table of costs of a class."""
    costs = instances.dense(cast(Any, family), rows, columns, seed=seed).costs
    return Instance(family, DENSE, rows, columns, {"cost": costs})


def batch(family: str, tables: int, rows: int, columns: int, seed: int) -> Instance:
    """A stack of tables of a class; the instance's class says that they are many."""
    drawn = [
        instances.dense(cast(Any, family), rows, columns, seed=seed + table).costs
        for table in range(tables)
    ]
    return Instance(f"{family}_batch", BATCH, rows, columns, {"cost": np.stack(drawn)})


def sparse(rows: int, columns: int, degree: int, seed: int) -> Instance:
    """A list of costs that has a full assignment."""
    drawn = instances.sparse(rows, columns, degree=degree, seed=seed)
    arrays: dict[str, Array] = {
        "row_start": drawn.indptr,
        "column": drawn.indices,
        "cost": drawn.data,
    }
    return Instance("sparse", SPARSE, rows, columns, arrays)


def capacitated(mentees: int, mentors: int, degree: int, nations: int, seed: int) -> Instance:
    """A scheme whose mentors take 1 to 4, with groups on both sides if there are nations."""
    family = "capacitated_groups" if nations else "capacitated"
    drawn = instances.capacitated(mentees, mentors, degree=degree, nations=nations, seed=seed)
    return of_problem(family, drawn.problem)


def of_problem(family: str, problem: Problem) -> Instance:
    """A problem as an instance: one pair a mentee, one unit a point, ranges of groups alone."""
    rows, columns = problem.shape
    pairs, units = problem.admissible()
    arrays: dict[str, Array] = {"capacity": np.array([most for _, most in problem.mentor_capacity])}
    if problem.is_sparse:
        count = np.bincount(pairs[:, 0], minlength=rows)
        arrays["row_start"] = np.concatenate([[0], np.cumsum(count)])
        arrays["column"] = pairs[:, 1].astype(np.int32)
        arrays["points"] = units
    else:
        arrays["points"] = units.reshape(rows, columns)
    for side, groups in (("mentee", problem.mentee_groups), ("mentor", problem.mentor_groups)):
        if groups:
            arrays |= _group_arrays(side, groups)
    return Instance(family, CAPACITATED, rows, columns, arrays)


def _group_arrays(side: str, groups: list[Any]) -> dict[str, Array]:
    lists = [members for _, members, _ in groups]
    return {
        f"{side}_group_start": np.cumsum([0, *map(len, lists)]),
        f"{side}_group_member": np.concatenate([np.array(m, dtype=np.int32) for m in lists]),
        f"{side}_group_range": np.array([pairs for _, _, pairs in groups], dtype=np.int64),
    }
