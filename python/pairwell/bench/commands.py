"""The commands of ``pairwell bench``: ``peers``, ``robustness`` and ``scale``.

Every command of pairwell reads this file at its start, so what runs a bench is imported in them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, ParamSpec

import typer
from rich.console import Console
from rich.markup import escape

app = typer.Typer(
    help="Runs pairwell beside its peers, and size by size.",
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
Least = Annotated[int, typer.Option("--from", help="Only sides from this on.")]
TimeLimit = Annotated[
    float | None, typer.Option("--time-limit", help="Minutes, after which a later run goes on.")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Forget the results in the folder.")]
Memory = Annotated[float | None, typer.Option(help="GiB that a solver may use.")]
DEFAULT_OUT = Path("pairwell-bench")
Given = ParamSpec("Given")


def _in_a_sentence(command: Callable[Given, None]) -> Callable[Given, None]:
    """The command, which says what is wrong with a folder or a page as it does of an option."""

    @functools.wraps(command)
    def told(*given: Given.args, **named: Given.kwargs) -> None:
        from pairwell.bench.pages import MarkError

        try:
            command(*given, **named)
        except MarkError as fault:
            raise typer.BadParameter(str(fault)) from None
        except OSError as fault:
            if isinstance(fault, BrokenPipeError) or not fault.filename:
                raise
            raise typer.BadParameter(f"{fault.filename}: {fault.strerror}") from None

    return told


@app.command(epilog="Example: pairwell bench peers --quick")
@_in_a_sentence
def peers(
    out: Out = DEFAULT_OUT,
    quick: Annotated[bool, typer.Option("--quick", help="Up to 500: some minutes.")] = False,
    family: Annotated[
        list[str] | None, typer.Option("--class", help="Only this class; may be given again.")
    ] = None,
    least: Least = 0,
    most: Annotated[int, typer.Option("--to", help="Only sides up to this.")] = 10**9,
    only: Only = None,
    rounds: Annotated[
        int | None, typer.Option(min=1, help="Calls of each solver, in turns: 3, or 1 if quick.")
    ] = None,
    timeout: Annotated[float, typer.Option(help="Seconds that a call may take.")] = 30.0,
    time_limit: TimeLimit = None,
    core: Annotated[
        int | None, typer.Option(help="The core of the solvers; the last one that we may use.")
    ] = None,
    memory: Memory = None,
    fresh: Fresh = False,
    with_install: Install = False,
    docs: Docs = None,
) -> None:
    """Time every solver on every class and size, in turns, and check that their answers agree."""
    from pairwell.bench import session
    from pairwell.bench.install import install
    from pairwell.bench.peers import Run, Settings
    from pairwell.bench.plan import tasks

    console = Console(highlight=False, soft_wrap=True)
    _check_page(docs)
    cores = session.cores()
    settings = Settings(
        out=out,
        rounds=rounds or (1 if quick else 3),
        timeout=timeout,
        time_limit=None if time_limit is None else time_limit * 60,
        core=core if core is not None else cores[-1] if cores else None,
        memory=int(memory * 2**30) if memory is not None else session.share_of_memory(0.7),
    )
    if with_install:
        install(settings.peers, console.print)
    if fresh:
        (out / "results.csv").unlink(missing_ok=True)
    found = session.chosen(only)
    session.tell_missing(console, found, settings.peers)
    wanted = [t for t in tasks(quick=quick) if session.is_wanted(t, family, least, most)]
    if not wanted:
        raise typer.BadParameter("no instance is left; look at --class, --from and --to")
    run = Run(settings, found, lambda text: console.print(escape(text), style="dim"))
    finished = run.run(wanted)
    session.write(console, out, docs)
    if not finished:
        console.print("Time ran out: the same command goes on from here.")


@app.command(epilog="Example: pairwell bench robustness --docs docs/benchmarks.md")
@_in_a_sentence
def robustness(
    out: Out = DEFAULT_OUT,
    only: Only = None,
    seconds: Annotated[float, typer.Option(help="Seconds that a case may take.")] = 10.0,
    memory: Memory = None,
    with_install: Install = False,
    docs: Docs = None,
) -> None:
    """Put hostile input to every solver; exit code 1 where ours fails a case."""
    from pairwell.bench import pages, session
    from pairwell.bench import robustness as trials_of
    from pairwell.bench.install import install
    from pairwell.bench.workers import Worker

    console = Console(highlight=False, soft_wrap=True)
    places = out / "peers"
    if with_install:
        install(places, console.print)
    limit = int(memory * 2**30) if memory is not None else session.share_of_memory(0.4)
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
        "robustness machine": pages.machine_lines(session.about_run(found, places)),
        **trials_of.page(trials, missing),
    }
    pages.write(out / "robustness.md", "Hostile input", parts)
    if docs is not None:
        pages.fill(docs, parts)
    console.print(trials_of.totals(trials))
    console.print(f"The tables are in {out / 'robustness.md'}.")
    if not trials_of.ours_hold(trials):
        raise typer.Exit(1)


@app.command(epilog="Example: pairwell bench scale --to 20000 --threads 2 --time-limit 10")
@_in_a_sentence
def scale(
    out: Out = DEFAULT_OUT / "scale",
    least: Least = 0,
    most: Annotated[
        int, typer.Option("--to", help="Only sides up to this; larger ones are planned.")
    ] = 10_000,
    sizes: Annotated[
        list[int] | None,
        typer.Option(
            "--size", min=2, max=1_000_000, help="This many people a side; may be given again."
        ),
    ] = None,
    threads: Annotated[int, typer.Option(min=1, max=256, help="Threads that read pairs.")] = 1,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="Of the people.")] = 2017,
    block_by: Annotated[
        list[str] | None,
        typer.Option(
            "--block-by",
            help="Make the first lists by this question, as area or needs:offers; may be given"
            " again.",
        ),
    ] = None,
    time_limit: TimeLimit = None,
    fresh: Fresh = False,
    docs: Docs = None,
) -> None:
    """Match and verify made-up cohorts on demand from 1,000 people a side up, and plan the rest."""
    from pairwell.bench import pages, scale_pages
    from pairwell.bench.scale import SIZES, ScaleRun, ScaleSettings
    from pairwell.bench.scale_results import WRONG

    console = Console(highlight=False, soft_wrap=True)
    _check_page(docs)
    limit = None if time_limit is None else time_limit * 60
    settings = ScaleSettings(
        out=out, threads=threads, seed=seed, time_limit=limit, block_by=tuple(block_by or ())
    )
    wanted = [n for n in sizes or SIZES if least <= n <= most]
    if not wanted:
        raise typer.BadParameter("no size is left; look at --size, --from and --to")
    if fresh:
        settings.results.unlink(missing_ok=True)
    run = ScaleRun(settings, lambda text: console.print(escape(text), style="dim"))
    try:
        finished = run.run(wanted)
    except ValueError as fault:
        raise typer.BadParameter(f"{fault}") from None
    every = {*(sizes or ()), *SIZES}
    parts = scale_pages.parts_of(run.rows, every, run.about)
    pages.write(out / "results.md", "Scale", parts)
    pictures = [out / "results.svg", out / "results.png"]
    if docs is not None:
        pages.fill(docs, parts)
        pictures.append(docs.with_name(f"{docs.stem}-scale.svg"))
    for picture in pictures:
        scale_pages.draw(run.rows, picture)
    console.print(parts["scale sizes"])
    console.print(f"The tables are in {out / 'results.md'}, every size in {settings.results}.")
    if not finished:
        console.print("Not all sizes were run: the same command goes on from here.")
    if any(row.status == WRONG for row in run.rows):
        raise typer.Exit(1)


def _check_page(docs: Path | None) -> None:
    if docs is not None and not docs.is_file():
        raise typer.BadParameter(f"there is no page {docs}")
