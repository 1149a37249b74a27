"""What the commands of the bench share: apart from them, as every command's start reads theirs."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path
from typing import Literal

import typer
from rich.console import Console
from rich.table import Table

from pairwell.bench import pages
from pairwell.bench.machine import memory_bytes
from pairwell.bench.peers import about_solvers, versions
from pairwell.bench.picture import draw
from pairwell.bench.plan import Task
from pairwell.bench.results import Standing, growth, read_rows, standings
from pairwell.bench.solvers import OURS, PEER, Solver, solvers, version_of


def cores() -> list[int]:
    """The cores that we may use; none where the system does not say."""
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return []


def share_of_memory(share: float) -> int | None:
    """A share of the machine's memory in bytes."""
    held = memory_bytes()
    return None if held is None else int(held * share)


def chosen(only: list[str] | None) -> list[Solver]:
    """The solvers whose names begin as asked; all of them if nothing is asked."""
    found = [s for s in solvers() if not only or any(s.name.startswith(name) for name in only)]
    if not found:
        names = ", ".join(dict.fromkeys(s.name for s in solvers()))
        raise typer.BadParameter(f"there is no such solver; there are {names}")
    return found


def tell_missing(console: Console, found: list[Solver], peers: Path) -> None:
    """Name the packages that are not installed."""
    missing = {
        s.package
        for s in found
        if s.package and not s.package.startswith("lib") and version_of(s.package, peers) is None
    }
    for package in sorted(missing):
        console.print(f"not installed: {package} (pip install {package}, or --install)")


def is_wanted(task: Task, families: list[str] | None, least: int, most: int) -> bool:
    """Whether a task is of the classes and sizes asked for."""
    side = max(task.rows, task.columns)
    return least <= side <= most and (not families or task.family in families)


def write(console: Console, out: Path, docs: Path | None) -> None:
    """Write the tables and the pictures, into a page too if there is one, and print the summary."""
    found = standings(read_rows(out / "results.csv"))
    curves = growth(found)
    made_on = json.loads((out / "about.json").read_text(encoding="utf-8"))
    parts = {
        "machine": pages.machine_lines(made_on),
        "summary": pages.summary(found),
        "exponents": pages.exponents(curves),
        "details": pages.details(found),
        "faults": pages.faults(found),
    }
    pages.write(out / "results.md", "Peers", parts)
    pictures = [out / "results.svg", out / "results.png"]
    if docs is not None:
        pages.fill(docs, parts)
        pictures.append(docs.with_suffix(".svg"))
    for picture in pictures:
        draw(curves, picture)
    _print_summary(console, found)
    console.print(f"The tables are in {out / 'results.md'}, every call in {out / 'results.csv'}.")


def _print_summary(console: Console, found: list[Standing]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, heading in enumerate(pages.SUMMARY):
        side: Literal["left", "right"] = "left" if place in (0, 3) else "right"
        table.add_column(heading, justify=side, no_wrap=True)
    for standing in itertools.chain.from_iterable(pages.by_size(found)):
        ours, peer = standing.fastest(OURS), standing.fastest(PEER)
        slower = ours and peer and (ours.wall or 0) > (peer.wall or 0)
        table.add_row(*pages.verdict(standing), style="red" if slower else "")
    Console(highlight=False, width=max(console.width, 150)).print(table)
    for standing in found:
        for entry in standing.entries:
            if entry.status == "wrong":
                console.print(
                    f"WRONG: {entry.solver}, {pages.title(standing)}: {entry.message}", style="bold"
                )


def about_run(found: list[Solver], places: Path) -> dict[str, object]:
    """The machine and the versions of the solvers."""
    return about_solvers(found, versions(found, places))
