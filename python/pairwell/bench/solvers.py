"""What takes part: our own functions, the peers with the packages that bring them, and a bar."""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairwell.bench.adapter import Adapter
from pairwell.bench.instances import BATCH, CAPACITATED, DENSE, SPARSE, Instance

OURS, PEER, BAR = "ours", "peer", "bar"
HOSTILE = "hostile"
"""The form of a solver that is tried with hostile input."""

DEBIAN = {"liblemon-dev": "lemon", "libboost-graph-dev": "boost"}
"""Peers that are C++ headers: Debian's package, and our program that calls it."""


@dataclass(frozen=True)
class Solver:
    """A way to solve instances of one form."""

    name: str
    form: str
    package: str
    """What to install; empty for our own."""
    factory: str
    """``module:function``, called in the process of the solver."""
    arguments: tuple[Any, ...] = ()
    role: str = PEER
    most: int = 10**10
    """The most admissible pairs that are sensible to ask for."""
    square: bool = False
    whole: bool = False
    """Whether only whole numbers are asked of it."""
    own_folder: bool = False
    """Whether its package would overwrite another peer's, or has to be built."""

    def refuses(self, instance: Instance) -> str | None:
        """Why this solver does not get an instance; None where it does."""
        if instance.form != self.form:
            return f"takes {self.form} instances"
        if instance.count > self.most:
            return f"gets at most {self.most} pairs"
        if self.square and instance.rows != instance.columns:
            return "takes square tables"
        if self.whole and not instance.whole:
            return "takes whole numbers"
        if self.name.startswith("copies") and (instance.listed or instance.has_groups()):
            return "copies of mentors need a full table without groups"
        return None

    def adapter(self) -> Adapter:
        """Make the calls; importing what they need happens here."""
        module, _, name = self.factory.partition(":")
        made = getattr(importlib.import_module(module), name)(*self.arguments)
        assert isinstance(made, Adapter)
        return made

    def to_json(self) -> str:
        """The solver for another process."""
        return json.dumps(self.__dict__)

    @classmethod
    def from_json(cls, text: str) -> Solver:
        """What `to_json` wrote."""
        fields = json.loads(text)
        return cls(**{**fields, "arguments": tuple(fields["arguments"])})


def _dense(name: str, package: str, call: str, *arguments: Any, **more: Any) -> Solver:
    return Solver(name, DENSE, package, f"pairwell.bench.dense:{call}", arguments, **more)


def _batch(name: str, package: str, call: str, *arguments: Any, **more: Any) -> Solver:
    module = "dense" if call == "reading" else "batch"
    return Solver(name, BATCH, package, f"pairwell.bench.{module}:{call}", arguments, **more)


def _sparse(name: str, package: str, call: str, *arguments: Any, **more: Any) -> Solver:
    return Solver(name, SPARSE, package, f"pairwell.bench.sparse:{call}", arguments, **more)


def _capacitated(name: str, package: str, call: str, *arguments: Any, **more: Any) -> Solver:
    return Solver(
        name, CAPACITATED, package, f"pairwell.bench.capacitated:{call}", arguments, **more
    )


def _flows(form: str, most: int, boost_most: int) -> list[Solver]:
    lemon = "pairwell.bench.compiled:flow"
    names = ("network_simplex", "cost_scaling", "capacity_scaling")
    return [
        Solver(
            "ortools.SimpleMinCostFlow",
            form,
            "ortools",
            "pairwell.bench.capacitated:ortools_flow",
            most=most,
        ),
        *(
            Solver(f"lemon.{name}", form, "liblemon-dev", lemon, ("lemon", name), most=most)
            for name in names
        ),
        Solver(
            "boost.successive_shortest_path",
            form,
            "libboost-graph-dev",
            lemon,
            ("boost", "successive_shortest_path"),
            most=boost_most,
        ),
    ]


def solvers() -> list[Solver]:
    """All of them, ours first."""
    matching = "pairwell.bench.compiled:matching"
    boost_matching = ("libboost-graph-dev", matching, ("boost", "weighted_matching"))
    return [
        _dense("pairwell", "", "ours", role=OURS),
        _dense("pairwell (float64)", "", "ours_reals", role=OURS, whole=True),
        _dense("pairwell.match", "", "ours_match", role=OURS, whole=True),
        _dense("read the table", "", "reading", role=BAR),
        _dense("scipy", "scipy", "scipy"),
        *(
            _dense(f"lapx.{name}", "lapx", "lapx", name)
            for name in ("lapjv", "lapjvx", "lapjvc", "lapjvr", "lapjvh", "lapjvs")
        ),
        _dense("lapx.lapjvh (float32)", "lapx", "lapx", "lapjvh", True, whole=True),
        _dense("lap.lapjv", "lap", "lapx", "lapjv", own_folder=True),
        _dense("lapjv", "lapjv", "lapjv", square=True, own_folder=True),
        _dense("fastlap.lapjv", "fastlap", "fastlap"),
        _dense("lapcpp.lapjv", "lapcpp", "lap_port", "lapcpp"),
        _dense("laprust.lapjv", "laprust", "lap_port", "laprust"),
        _dense("torch-lap-cuda", "torch-lap-cuda", "lap_cuda", square=True, own_folder=True),
        _dense("Lap1015", "py-lap-solver", "lap1015"),
        _dense("Lap1015 (no scaling)", "py-lap-solver", "lap1015", False),
        _dense("ortools.SimpleLinearSumAssignment", "ortools", "ortools", square=True),
        *_flows(DENSE, 25_000_000, 250_000)[:2],
        Solver("boost.maximum_weighted_matching", DENSE, *boost_matching, most=250_000),
        _dense("networkx", "networkx", "networkx", most=900),
        _batch("pairwell.assign_batch", "", "ours", role=OURS),
        _batch("pairwell, one by one", "", "ours_one_by_one", role=OURS),
        _batch("read the tables", "", "reading", role=BAR),
        _batch("lapx.lapjvx_batch", "lapx", "lists", "lap", "lapjvx_batch"),
        _batch("lapx.lapjvs_batch", "lapx", "lists", "lap", "lapjvs_batch"),
        _batch("lapcpp.lapjv_batch", "lapcpp", "lists", "lapcpp", "lapjv_batch"),
        _batch("laprust.lapjv_batch", "laprust", "lists", "laprust", "lapjv_batch"),
        _batch("Lap1015.batch_solve", "py-lap-solver", "lap_solver", "Lap1015Solver"),
        _batch("BatchedScipy.batch_solve", "py-lap-solver", "lap_solver", "BatchedScipySolver"),
        _sparse("pairwell", "", "ours", role=OURS),
        _sparse("read the list", "", "reading", role=BAR),
        _sparse("scipy", "scipy", "scipy"),
        _sparse("lapx.lapmod", "lapx", "lapmod", square=True),
        _sparse("lap.lapmod", "lap", "lapmod", own_folder=True, square=True),
        _sparse("fastlap.lapjvsp", "fastlap", "fastlap", "lapjvsp"),
        _sparse("fastlap.lapmod", "fastlap", "fastlap", "lapmod"),
        _sparse("kwok", "kwok", "kwok"),
        Solver(
            "ortools.SimpleLinearSumAssignment",
            SPARSE,
            "ortools",
            "pairwell.bench.dense:ortools",
            square=True,
        ),
        *_flows(SPARSE, 10**8, 100_000),
        Solver(
            "lemon.MaxWeightedMatching",
            SPARSE,
            "liblemon-dev",
            matching,
            ("lemon", "weighted_matching"),
        ),
        Solver("boost.maximum_weighted_matching", SPARSE, *boost_matching, most=100_000),
        Solver("networkx", SPARSE, "networkx", "pairwell.bench.dense:networkx", most=2_000),
        _capacitated("pairwell.match", "", "ours", role=OURS),
        _capacitated("copies in lapx.lapjvr", "lapx", "lapx_copies"),
        _capacitated("copies in scipy", "scipy", "scipy_copies"),
        *_flows(CAPACITATED, 10**8, 2_000_000),
        _capacitated("highspy", "highspy", "highs", most=2_000_000),
    ]


def python_packages() -> dict[str, bool]:
    """Packages of PyPI that bring peers, and whether each wants a folder of its own."""
    return {
        solver.package: solver.own_folder
        for solver in solvers()
        if solver.package and solver.package not in DEBIAN
    }


def folder_of(package: str, peers: Path) -> Path | None:
    """The folder that `install` put a package into, if it did."""
    folder = peers / package
    return folder if folder.is_dir() else None


def version_of(package: str, peers: Path) -> str | None:
    """The installed version of a peer's package; None where it is missing."""
    folder = folder_of(package, peers)
    search = [str(folder)] if folder else sys.path
    found = next(iter(importlib.metadata.distributions(name=package, path=search)), None)
    return found.version if found else None
