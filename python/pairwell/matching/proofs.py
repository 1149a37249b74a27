"""Writing what a matching proves in a form that others' checkers read."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from pairwell import _core
from pairwell._arguments import check_type
from pairwell.data.files import Draft, draft
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching, verify
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.proof_formula import Tick
from pairwell.matching.proof_stages import written_proofs
from pairwell.matching.watch import Watch

_WRITTEN_AT_ONCE = 1 << 20
MOST_PAIRS = 250_000
"""Admissible pairs of the largest problem whose proofs are written."""


def write_proof(
    problem: Problem,
    matching: Matching,
    folder: str | os.PathLike[str],
    *,
    names: Names | None = None,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> list[Path]:
    """Write a matching's proof as pseudo-Boolean formulas and proofs, which VeriPB checks.

    Each stage of the objective has two files: ``stage-1-most_pairs.opb`` says in whole numbers what
    a matching is, what the stages before have reached, and what the stage asks for; and
    ``stage-1-most_pairs.pbp`` shows that the matching obeys it all and that none does better. Where
    there is no matching, ``infeasible.opb`` and ``infeasible.pbp`` show that. A checker that knows
    nothing of pairwell needs nothing else: ``veripb stage-1-most_pairs.opb
    stage-1-most_pairs.pbp``. The same matching gives the same bytes.

    Parameters
    ----------
    problem, matching
        A matching with its certificate, optimal or infeasible, and its problem of at most 250,000
        admissible pairs.
    folder
        Where the files go; it is made where it is not there. The files can be read by their owner
        only, since they name people. No file is replaced.
    names
        What comments in the files call people and groups. Without it, the labels of the problem,
        its keys where they are texts, and else the positions. ``Names()`` names nobody.
    progress, time_limit
        As `match` takes them.

    Returns
    -------
    list of Path
        The files, by stage, a formula before its proof.

    Raises
    ------
    InvalidInput
        Where the matching is neither optimal nor infeasible, does not prove itself, as one that was
        made without its certificate or for another problem, or the problem is too large.
    Error
        Where one of the files is there already; nothing is written then.
    OSError
        Where the disk refuses.
    Stopped
        Where progress asked to stop or the time limit passed; nothing is written then.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import tempfile
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = pw.write_proof(problem, matching, folder)
    ...     proof = files[3].read_text()
    >>> [file.name for file in files[2:]]
    ['stage-2-most_points.opb', 'stage-2-most_points.pbp']
    >>> print(proof, end="")
    pseudo-Boolean proof version 2.0
    f 5
    pol 1 5 * 2 4 * + 3 5 * + x_0_0 2 * +
    output NONE
    conclusion BOUNDS -14 : 6 -14 : ~x_0_0 x_0_1 x_1_0 ~x_1_1
    end pseudo-Boolean proof
    """
    check_type("write_proof", "problem", "a Problem", Problem, problem)
    check_type("write_proof", "matching", "a Matching", Matching, matching)
    check_type("write_proof", "folder", "a path", (str, os.PathLike), folder)
    check_type("write_proof", "names", "a Names or None", (Names, type(None)), names)
    watch = Watch("write_proof", progress, time_limit)
    watch.tell("proving", 0, max(1, len(matching.stages)))
    _check(problem, matching)
    called = problem._names if names is None else names
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    stems = [f"stage-{place}-{stage.name}" for place, stage in enumerate(matching.stages, 1)]
    files = [target / f"{stem}.{end}" for stem in stems or ["infeasible"] for end in ("opb", "pbp")]
    with ExitStack() as stack:
        drafts = [stack.enter_context(draft(file, private=True, replaces=False)) for file in files]
        each_proof = written_proofs(problem, matching, called, watch.tell)
        for place, (formula, proof) in enumerate(each_proof):
            tick = partial(watch.tell, "proving", place + 1, max(1, len(matching.stages)))
            for made, text in zip(drafts[2 * place :], (formula, proof), strict=False):
                _write(made, text, tick)
        watch.tell("proving", len(matching.stages), max(1, len(matching.stages)))  # the last time
        for each in drafts:
            each.keep()
    return files


def _write(made: Draft, text: str, tick: Tick) -> None:
    for begin in range(0, len(text), _WRITTEN_AT_ONCE):
        tick()
        made.file.write(text[begin : begin + _WRITTEN_AT_ONCE].encode())


def _check(problem: Problem, matching: Matching) -> None:
    """Raises InvalidInput for a matching that holds no proof, and for too many pairs."""
    if matching.status not in (_core.Status.OPTIMAL, _core.Status.INFEASIBLE):
        message = "only an optimal or an infeasible matching has a proof"
        raise_fault("write_proof", "status", "matching", message, matching.status.name.lower())
    if problem._core.admissible_count > MOST_PAIRS:
        message = f"proofs are written for at most {MOST_PAIRS} admissible pairs"
        count = problem._core.admissible_count
        raise_fault("write_proof", "size", "problem", message, count)
    if not (verdict := verify(problem, matching)):
        message = "the matching does not prove itself"
        raise_fault("write_proof", "certificate", "matching", message, verdict.failures[0])
