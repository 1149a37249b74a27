"""Distances between instances, and their places on a plane."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell._arguments import check_type, wrong_type
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import plural
from pairwell.matching.assignment import assign
from pairwell.matching.faults import raise_fault
from pairwell.matching.problem import Problem
from pairwell.matching.value import Int64Array

Real = npt.NDArray[np.float64]
_DECIMALS = 9
"""Of places: what differs beyond is rounding, which no two libraries of linear algebra share."""


def positionwise_distance(problem: Problem, other: Problem) -> float:
    """How far apart two instances are by how often each mentor stands at each rank.

    Every mentee ranks the mentors by points, the most first; mentors of equal points share their
    ranks, and those who may not be stand last together. So each mentor has a share of mentees at
    each rank. Mentors of both instances are paired so that what has to be moved between their
    shares, rank by rank, is least in all. It does not matter what people are called or in which
    order they stand.

    Parameters
    ----------
    problem, other
        With as many mentors each, at least two, and at least one mentee. Capacities and groups have
        no say.

    Returns
    -------
    float
        From 0, for instances with the same shares, on the scale where 1 lies between everybody
        agreeing and all ranks being equally common, (mentors² - 1) / 3 moves.

    Raises
    ------
    InvalidInput
        For other numbers of mentors, fewer than two, or nobody to rank them.

    Notes
    -----
    The positionwise distance with the earth mover's metric: Szufa, Faliszewski, Skowron, Slinko and
    Talmon (2020), "Drawing a map of elections in the space of statistical cultures", AAMAS. The
    scale is that of Boehmer, Bredereck, Faliszewski, Niedermeier and Szufa (2021), "Putting a
    compass on the map of elections", IJCAI. Time m² (n / m + m) and more for the assignment.

    Examples
    --------
    >>> import pairwell as pw
    >>> agree = pw.instances.mallows_culture(50, 8, norm_phi=0).problem()
    >>> near = pw.instances.mallows_culture(50, 8, norm_phi=0.2, seed=1).problem()
    >>> far = pw.instances.impartial_culture(50, 8, seed=1).problem()
    >>> round(pw.instances.positionwise_distance(agree, near), 2)
    0.23
    >>> round(pw.instances.positionwise_distance(agree, far), 2)
    0.9
    """
    for name, given in (("problem", problem), ("other", other)):
        check_type("positionwise_distance", name, "a Problem", Problem, given)
    shares = _Shares({"problem": problem, "other": other}, "positionwise_distance")
    return shares.distance("problem", "other")


@dataclass(frozen=True, eq=False, repr=False)
class InstanceMap(Framed):
    """Instances on a plane: those that are alike lie near to each other.

    Its frames have a row for each instance: ``instance``, ``x``, ``y`` and ``seconds``.
    """

    names: tuple[str, ...]
    distances: Real
    """Between each two (k x k)."""
    places: Real
    """Of each on the plane (k x 2), about the origin."""
    kept: float
    """Which share of the squared distances the plane shows: 1 where it shows all of them."""
    seconds: tuple[float | None, ...]
    """What solving each took, where that was given."""

    def _frame(self) -> list[Column]:
        return [
            Column("instance", "text", list(self.names)),
            Column("x", "real", self.places[:, 0].tolist()),
            Column("y", "real", self.places[:, 1].tolist()),
            Column("seconds", "real", list(self.seconds)),
        ]

    def __repr__(self) -> str:
        return f"<InstanceMap: {plural(len(self.names), 'instance')}, {self.kept:.0%} shown>"


def map_of_instances(
    problems: Mapping[str, Problem], *, seconds: Mapping[str, float] | None = None
) -> InstanceMap:
    """Put instances on a plane by their positionwise distances.

    Parameters
    ----------
    problems
        By name, all with as many mentors, at least two, and at least one mentee.
    seconds
        What solving took, by name; whoever is not named has no time.

    Returns
    -------
    InstanceMap
        `pairwell.plot.instances_map` draws it.

    Raises
    ------
    InvalidInput
        For no instances, those that have no distance from each other (`positionwise_distance`), and
        seconds of an instance that is not there or that are not from 0 on.
    TypeError
        For what are no problems by name.

    Notes
    -----
    Classical scaling: Torgerson (1952), "Multidimensional scaling: I. Theory and method",
    Psychometrika 17, 401-419. Of the two directions of an axis the one is taken in which the
    instance farthest out on it is positive; places are rounded to nine decimals. Time: a distance
    for each two instances.

    Examples
    --------
    >>> import pairwell as pw
    >>> problems = {
    ...     f"Mallows {norm_phi}": pw.instances.mallows_culture(
    ...         60, 10, norm_phi=norm_phi, seed=1
    ...     ).problem()
    ...     for norm_phi in (0, 0.25, 0.5, 0.75, 1)
    ... }
    >>> found = pw.instances.map_of_instances(problems)
    >>> found
    <InstanceMap: 5 instances, 99% shown>
    >>> found.places[:, 0].round(2).tolist()
    [0.51, 0.22, -0.04, -0.27, -0.43]
    """
    function = "map_of_instances"
    if not isinstance(problems, Mapping):
        raise wrong_type(function, "problems", "problems by name", problems)
    for name, problem in problems.items():
        check_type(function, "problems", "texts and problems", str, name)
        check_type(function, f"problems[{name!r}]", "a Problem", Problem, problem)
    if not problems:
        raise_fault(function, "missing", "problems", "there are no instances to put anywhere")
    took = _seconds(function, {} if seconds is None else seconds, problems)
    shares = _Shares(problems, function)
    names = tuple(problems)
    distances = np.zeros((len(names), len(names)))
    for i, name in enumerate(names):
        for j in range(i):
            distances[i, j] = distances[j, i] = shares.distance(name, names[j])
    places, kept = embedded(distances)
    return InstanceMap(
        names, read_only(distances), read_only(places), kept, tuple(map(took.get, names))
    )


def embedded(distances: Real) -> tuple[Real, float]:
    """Places on a plane whose distances are near to those given, and the share that they show."""
    count = len(distances)
    centring = np.eye(count) - 1 / count
    inner = -0.5 * centring @ (distances**2) @ centring
    values, vectors = np.linalg.eigh((inner + inner.T) / 2)
    largest = np.argsort(-values, kind="stable")[:2]
    places = np.zeros((count, 2))
    for axis, which in enumerate(largest):
        along = vectors[:, which] * math.sqrt(max(values[which], 0.0))
        farthest = np.flatnonzero(np.abs(along) >= np.abs(along).max() * (1 - 1e-9))[0]
        places[:, axis] = np.round(along * (-1 if along[farthest] < 0 else 1), _DECIMALS)
    shown = sum(max(float(values[which]), 0.0) for which in largest)
    every = float(np.abs(values).sum())
    return places + 0.0, 1.0 if every == 0 else shown / every


def _seconds(
    function: str, given: Mapping[str, float], problems: Mapping[str, Problem]
) -> dict[str, float]:
    if not isinstance(given, Mapping):
        raise wrong_type(function, "seconds", "seconds by name", given)
    took = {}
    for name, value in given.items():
        if name not in problems:
            raise_fault(function, "name", "seconds", "there is no such instance", name)
        if isinstance(value, bool) or not isinstance(value, (int, float, np.floating, np.integer)):
            raise wrong_type(function, f"seconds[{name!r}]", "a number", value)
        if not 0 <= value < math.inf:
            raise_fault(function, "range", "seconds", "a time is a number from 0 on", value)
        took[name] = float(value)
    return took


class _Shares:
    """How many of the mentees, as shares, have each mentor at a rank or before it, by instance."""

    def __init__(self, problems: Mapping[str, Problem], function: str) -> None:
        sizes = {problem.shape[1] for problem in problems.values()}
        if len(sizes) > 1:
            message = "instances must have as many mentors each"
            raise_fault(function, "size", "mentors", message, ", ".join(map(str, sorted(sizes))))
        for name, problem in problems.items():
            if problem.shape[1] < 2 or problem.shape[0] < 1:
                told = "an instance must have a mentee and two mentors"
                raise_fault(function, "size", name, told, " x ".join(map(str, problem.shape)))
        self._most = (next(iter(sizes)) ** 2 - 1) / 3
        self._shares = {name: _cumulative(problem) for name, problem in problems.items()}

    def distance(self, name: str, other: str) -> float:
        ours, theirs = self._shares[name], self._shares[other]
        costs = np.stack([np.abs(theirs - own).sum(axis=1) for own in ours])
        return float(assign(costs).total) / self._most


def _cumulative(problem: Problem) -> Real:
    units = _units(problem)
    mentees, mentors = units.shape
    steps = np.zeros((mentors, mentors + 1))
    for row in units:
        order = np.argsort(row, kind="stable")[::-1]
        ranked = row[order]
        starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
        lengths = np.diff(np.r_[starts, mentors])
        begins = np.repeat(starts, lengths)
        share = np.repeat(1 / lengths, lengths)
        steps[order, begins] += share
        steps[order, begins + np.repeat(lengths, lengths)] -= share
    at_rank = np.cumsum(steps[:, :-1], axis=1)
    return np.asarray(np.cumsum(at_rank, axis=1) / mentees, np.float64)


def _units(problem: Problem) -> Int64Array:
    """The units of all pairs; the least number of 64 bits where one may not be."""
    refused = np.iinfo(np.int64).min
    given = problem._core.__getstate__()[2]
    if isinstance(given, tuple):
        starts, mentor, units = given
        table = np.full(problem.shape, refused, np.int64)
        table[np.repeat(np.arange(problem.shape[0]), np.diff(starts)), mentor] = units
    else:
        table = np.asarray(given, np.int64).reshape(problem.shape).copy()
        table[table == _core.FORBIDDEN] = refused
    forbidden = problem._core.forbidden
    table[forbidden[:, 0], forbidden[:, 1]] = refused
    return table
