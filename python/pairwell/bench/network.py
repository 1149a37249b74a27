"""An instance as a network of minimum cost, for solvers of flows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pairwell.bench.instances import CAPACITATED, Array, Instance

GRID = 10**9
"""Real costs are put on this many steps up to the largest, as flows take whole numbers only."""


def whole_costs(instance: Instance) -> Array:
    """The costs as whole numbers; points are taken from the most points."""
    values = instance.values.ravel()
    if instance.form == CAPACITATED:
        values = values.max(initial=0) - values
    if instance.whole:
        return np.asarray(values, dtype=np.int64)
    step = max(float(np.abs(values).max(initial=0)), 1e-300) / GRID
    costs: Array = np.rint(values / step).astype(np.int64)
    return costs


@dataclass(frozen=True)
class Network:
    """Arcs without lower bounds, their costs at least 0 for points; pairs are the first arcs.

    The supplies balance. A least number of pairs of a group is moved into the supplies, and units
    that end in no pair take the last arc, around the people.
    """

    nodes: int
    tail: Array
    head: Array
    most: Array
    cost: Array
    supply: Array
    pairs: int


class _Arcs:
    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        self.parts: list[tuple[Array, Array, Array, Array]] = []
        self.moved: list[tuple[int, int, int]] = []

    def add(self, tail: Array, head: Array, most: Array, cost: Array) -> None:
        self.parts.append((tail, head, most, cost))

    def one(self, tail: int, head: int, least: int, most: int, cost: int = 0) -> None:
        ends = np.array([tail]), np.array([head])
        self.add(*ends, np.array([most - least]), np.array([cost]))
        self.moved.append((tail, head, least))


def _nest(arcs: _Arcs, instance: Instance, side: str, people: int, root: int) -> Array:
    """Nodes for the groups of a side; the node that each person hangs on."""
    place = np.full(people, root, dtype=np.int64)
    for members, least, most in sorted(instance.groups(side), key=lambda group: -len(group[0])):
        node, arcs.nodes = arcs.nodes, arcs.nodes + 1
        outer = int(place[members[0]])
        arcs.one(*((outer, node) if side == "mentee" else (node, outer)), least, most)
        place[members] = node
    return place


def network(instance: Instance) -> Network:
    """The network of an instance: source, people, groups, sink."""
    rows, columns = instance.rows, instance.columns
    source, sink = rows + columns, rows + columns + 1
    arcs = _Arcs(rows + columns + 2)
    tail, column = instance.pairs()
    cost = whole_costs(instance)
    arcs.add(tail, column.astype(np.int64) + rows, np.ones(len(tail), np.int64), cost)
    row_node = _nest(arcs, instance, "mentee", rows, source)
    column_node = _nest(arcs, instance, "mentor", columns, sink)
    capacity = instance.arrays.get("capacity", np.ones(columns, np.int64))
    nothing = np.zeros(max(rows, columns), np.int64)
    arcs.add(row_node, np.arange(rows), np.ones(rows, np.int64), nothing[:rows])
    arcs.add(np.arange(rows, rows + columns), column_node, capacity, nothing[:columns])
    units = rows if instance.wanted is None else instance.wanted
    if instance.wanted is None:
        arcs.one(source, sink, 0, units, int(instance.values.max(initial=0)))
    tails, heads, most, costs = (np.concatenate(part) for part in zip(*arcs.parts, strict=True))
    supply = np.zeros(arcs.nodes, np.int64)
    supply[source], supply[sink] = units, -units
    for outer, inner, least in arcs.moved:
        supply[outer] -= least
        supply[inner] += least
    return Network(
        arcs.nodes,
        tails.astype(np.int32),
        heads.astype(np.int32),
        most.astype(np.int64),
        costs.astype(np.int64),
        supply,
        len(tail),
    )
