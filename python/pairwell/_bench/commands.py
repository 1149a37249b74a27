"""The commands ``pairwell bench peers`` and ``pairwell bench robustness``."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pairwell._bench import pages
from pairwell._bench.install import install
from pairwell._bench.machine import about, memory_bytes
from pairwell._bench.peers import Run, Settings, versions
from pairwell._bench.picture import draw
from pairwell._bench.plan import Task, tasks
from pairwell._bench.results import Standing, growth, read_rows, standings
from pairwell._bench.solvers import OURS, PEER, Solver, solvers, version_of
from pairwell._bench.workers import Worker

app = typer.Typer(
    help="Runs pairwell beside its peers.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Out = Annotated[Path, typer.Option("--out", "-o", help="The folder of results.")]
Only = Annotated[
    list[str] | None,
    typer.Option("--solver", help="Only solvers whose name begins so; may be given again."),
]
Install = Annotated[
    bool, typer.Option("--install", help="First fetch the peers that are missing, with pip.")
]
Docs = Annotated[
    Path | None, typer.Option("--docs", help="Fill the marked parts of this page with the results.")
]
DEFAULT_OUT = Path("pairwell-bench")


def _cores() -> list[int]:
    if hasattr(os, "sched_getaffinity"):
        return sorted(os.sched_getaffinity(0))
    return []


def _memory(share: float) -> int | None:
    held = memory_bytes()
    return None if held is None else int(held * share)


def _chosen(only: list[str] | None) -> list[Solver]:
    found = [s for s in solvers() if not only or any(s.name.startswith(name) for name in only)]
    if not found:
        names = ", ".join(dict.fromkeys(s.name for s in solvers()))
        raise typer.BadParameter(f"there is no such solver; there are {names}")
    return found


def _tell_missing(console: Console, found: list[Solver], peers: Path) -> None:
    missing = {
        s.package
        for s in found
        if s.package and not s.package.startswith("lib") and version_of(s.package, peers) is None
    }
    for package in sorted(missing):
        console.print(f"not installed: {package} (pip install {package}, or --install)")


@app.command(epilog="Example: pairwell bench peers --quick")
def peers(
    out: Out = DEFAULT_OUT,
    quick: Annotated[bool, typer.Option("--quick", help="Small sizes: some seconds.")] = False,
    family: Annotated[
        list[str] | None, typer.Option("--class", help="Only this class; may be given again.")
    ] = None,
    least: Annotated[int, typer.Option("--from", help="Only sides from this on.")] = 0,
    most: Annotated[int, typer.Option("--to", help="Only sides up to this.")] = 10**9,
    only: Only = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, help="Calls of each solver, in turns: 3, or 1 if quick.")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds that a call may take.")] = 30.0,
    time_limit: Annotated[
        float | None, typer.Option("--time-limit", help="Minutes, after which a later run goes on.")
    ] = None,
    core: Annotated[
        int | None, typer.Option(help="The core of the solvers; the last one that we may use.")
    ] = None,
    memory: Annotated[float | None, typer.Option(help="GiB that a solver may use.")] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Forget the results in the folder.")
    ] = False,
    with_install: Install = False,
    docs: Docs = None,
) -> None:
    """Time every solver on every class and size, in turns, and check that their answers agree."""
    console = Console(highlight=False, soft_wrap=True)
    if docs is not None and not docs.is_file():
        raise typer.BadParameter(f"there is no page {docs}")
    cores = _cores()
    settings = Settings(
        out=out,
        rounds=rounds or (1 if quick else 3),
        timeout=timeout,
        time_limit=None if time_limit is None else time_limit * 60,
        core=core if core is not None else cores[-1] if cores else None,
        memory=int(memory * 2**30) if memory is not None else _memory(0.7),
    )
    if with_install:
        install(settings.peers, console.print)
    if fresh:
        (out / "results.csv").unlink(missing_ok=True)
    found = _chosen(only)
    _tell_missing(console, found, settings.peers)
    wanted = [t for t in tasks(quick=quick) if _is_wanted(t, family, least, most)]
    if not wanted:
        raise typer.BadParameter("no instance is left; look at --class, --from and --to")
    run = Run(settings, found, lambda text: console.print(escape(text), style="dim"))
    finished = run.run(wanted)
    _write(console, out, docs)
    if not finished:
        console.print("Time ran out: the same command goes on from here.")


def _is_wanted(task: Task, families: list[str] | None, least: int, most: int) -> bool:
    side = max(task.rows, task.columns)
    return least <= side <= most and (not families or task.family in families)


def _write(console: Console, out: Path, docs: Path | None) -> None:
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
    text = "\n\n".join(f"## {name.capitalize()}\n\n{part}" for name, part in parts.items())
    (out / "results.md").write_text(f"# Peers\n\n{text}\n", encoding="utf-8")
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
    for standing in found:
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


@app.command(epilog="Example: pairwell bench robustness --docs docs/benchmarks.md")
def robustness(
    out: Out = DEFAULT_OUT,
    only: Only = None,
    seconds: Annotated[float, typer.Option(help="Seconds that a case may take.")] = 10.0,
    memory: Annotated[float | None, typer.Option(help="GiB that a solver may use.")] = None,
    with_install: Install = False,
    docs: Docs = None,
) -> None:
    """Put hostile input to every solver; exit code 1 where ours fails a case."""
    from pairwell._bench import robustness as trials_of

    console = Console(highlight=False, soft_wrap=True)
    places = out / "peers"
    if with_install:
        install(places, console.print)
    limit = int(memory * 2**30) if memory is not None else _memory(0.4)
    found = [
        solver
        for solver in trials_of.hostile_solvers()
        if not only or any(solver.name.startswith(name) for name in only)
    ]
    trials, missing = trials_of.run(
        (Worker(solver, places, memory=limit) for solver in found),
        seconds=seconds,
        say=lambda text: console.print(escape(text), style="dim"),
    )
    parts = {
        "robustness machine": pages.machine_lines(_about(found, places)),
        **trials_of.page(trials, missing),
    }
    trials_of.write(out / "robustness.md", parts)
    if docs is not None:
        pages.fill(docs, parts)
    console.print(trials_of.totals(trials))
    console.print(f"The tables are in {out / 'robustness.md'}.")
    if not trials_of.ours_hold(trials):
        raise typer.Exit(1)


def _about(found: list[Solver], places: Path) -> dict[str, object]:
    return {**about(), "versions": versions(found, places)}
