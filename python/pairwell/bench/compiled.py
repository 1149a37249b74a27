"""Peers that are C++ headers: built on the spot where a compiler and the headers are there."""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import numpy as np

from pairwell.bench.adapter import Adapter, NoAnswerError, Pairs
from pairwell.bench.capacitated import pairs_of_flow
from pairwell.bench.instances import Array, Instance
from pairwell.bench.network import Network, network, whole_costs

HERE = Path(__file__).parent


def boost_folder() -> str | None:
    """Boost's headers of at least 1.88, as the wheel libboost-headers brings them."""
    for base in (sysconfig.get_path("data"), sysconfig.get_path("purelib")):
        for folder in (Path(base) / "include", Path(base) / "libboost_headers" / "include"):
            if (folder / "boost" / "graph" / "maximum_weighted_matching.hpp").is_file():
                return str(folder)
    return None


def build(name: str, into: Path) -> Path:
    """Compile a peer's program, once for each of its texts.

    Raises
    ------
    ModuleNotFoundError
        That says what is missing.
    """
    source = HERE / f"{name}_peer.cpp"
    compiler = shutil.which(os.environ.get("CXX", "g++"))
    if compiler is None:
        raise ModuleNotFoundError("no C++ compiler", name=name)
    key = hashlib.sha256(source.read_bytes() + compiler.encode()).hexdigest()[:16]
    target = into / f"{name}_peer-{key}.so"
    if target.is_file():
        return target
    into.mkdir(parents=True, exist_ok=True)
    command = [compiler, "-std=c++17", "-O3", "-DNDEBUG", "-w", "-fPIC", "-shared", str(source)]
    if name == "boost":
        folder = boost_folder()
        command += ["-isystem", folder] if folder else []
    fresh = target.with_suffix(f".{os.getpid()}")
    done = subprocess.run([*command, "-o", str(fresh)], capture_output=True, text=True)
    if done.returncode:
        wrong = next((line for line in done.stderr.splitlines() if "error" in line), "no reason")
        raise ModuleNotFoundError(f"it does not compile here: {wrong}", name=name)
    fresh.rename(target)
    return target


def _pointer(array: Array) -> Any:
    return array.ctypes.data_as(ctypes.c_void_p)


def _function(name: str, symbol: str) -> Any:
    folder = Path(os.environ.get("PAIRWELL_BENCH_BUILD", "pairwell-bench/built"))
    return getattr(ctypes.CDLL(str(build(name, folder))), symbol)


def flow(name: str, symbol: str) -> Adapter:
    """A minimum-cost flow on the network of the instance."""
    call = _function(name, symbol)

    def solve(net: Network) -> Any:
        carried = np.zeros(len(net.tail), np.int64)
        fault = call(
            ctypes.c_int32(net.nodes),
            ctypes.c_int64(len(net.tail)),
            *(_pointer(a) for a in (net.tail, net.head, net.most, net.cost, net.supply, carried)),
        )
        if fault:
            raise NoAnswerError(f"the program answered {fault}")
        return carried, net.pairs

    def pairs(answer: Any, instance: Instance) -> Pairs:
        return pairs_of_flow(answer[0], instance, answer[1])

    return Adapter(network, solve, pairs, on_grid=True)


def matching(name: str, symbol: str) -> Adapter:
    """A matching of most weight, where each pair is raised so that most pairs come first."""
    call = _function(name, symbol)

    def prepare(instance: Instance) -> Any:
        tail, column = instance.pairs()
        cost = whole_costs(instance)
        raised = (int(np.abs(cost).max(initial=0)) + 1) * (min(instance.rows, instance.columns) + 1)
        ends = tail.astype(np.int32), column.astype(np.int32)
        return instance.rows, instance.columns, *ends, raised - cost

    def solve(asked: Any) -> Any:
        rows, columns, tail, head, weight = asked
        chosen = np.zeros(len(tail), np.int64)
        fault = call(
            ctypes.c_int32(rows),
            ctypes.c_int32(columns),
            ctypes.c_int64(len(tail)),
            *(_pointer(array) for array in (tail, head, weight, chosen)),
        )
        if fault:
            raise NoAnswerError(f"the program answered {fault}")
        return chosen

    def pairs(answer: Any, instance: Instance) -> Pairs:
        return pairs_of_flow(answer, instance, len(answer))

    return Adapter(prepare, solve, pairs, on_grid=True)
