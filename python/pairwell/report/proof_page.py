"""A page that checks a matching on the machine of whoever opens it, without a scheme around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._arguments import check_type
from pairwell.data.shown import plural
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching, verify
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.stages import STAGES
from pairwell.report.language import english
from pairwell.report.proof import SCRIPTS, proof_context
from pairwell.report.report import render
from pairwell.report.scripts import script_of

if TYPE_CHECKING:
    from collections.abc import Iterator


def proof_page(
    problem: Problem, matching: Matching, *, title: str = "", names: Names | None = None
) -> str:
    """Write a page that checks a matching on the machine of whoever opens it.

    It carries the problem, the pairs and the prices of every stage, by positions and whole numbers,
    and a checker in JavaScript that has no line in common with `match` or `verify`. It says what
    was checked, stage by stage, and in red what does not hold. It loads nothing and sends nothing.

    Parameters
    ----------
    problem, matching
        What `match` was asked, and its answer with its certificate; no pairs are an answer too.
    title
        What stands above; without it, how many pairs there are.
    names
        What the list of pairs calls people. Without it, the labels of the problem; ``pw.Names()``
        has positions alone. What is checked has no names but those of groups, which are part of the
        digest.

    Returns
    -------
    str
        HTML, some six bytes for each entry of the table of points. A browser checks 800,000 pairs
        in about a second.

    Raises
    ------
    InvalidInput
        For a matching without its certificate, and one that was stopped: there is nothing to check.
    Error
        Where jinja2 is not installed (the extra ``cli`` brings it).
    TypeError
        Where an argument is of another type.

    Notes
    -----
    Linear in the table. Whether the proof holds is not asked before it is written: the page says so
    itself, as `verify` does.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}}
    >>> problem = pw.Problem(points)
    >>> page = pw.proof_page(problem, pw.match(problem), title="Ana and Ben")
    >>> "<title>Ana and Ben</title>" in page, "src=" in page
    (True, False)
    """
    check_type("proof_page", "problem", "a Problem", Problem, problem)
    check_type("proof_page", "matching", "a Matching", Matching, matching)
    check_type("proof_page", "title", "a text", str, title)
    check_type("proof_page", "names", "a Names or None", (Names, type(None)), names)
    if matching.status not in (_core.Status.OPTIMAL, _core.Status.INFEASIBLE):
        message = "a call that was stopped proves nothing"
        raise_fault("proof_page", "status", "matching", message, matching.status.name.lower())
    if any(not stage.steps and not _has_prices(stage, problem) for stage in matching.stages):
        message = "the matching must have its certificate: match(..., certificate=True)"
        raise_fault("proof_page", "certificate", "matching", message, "none")
    called = problem._names if names is None else names
    wrong = verify(problem, matching).failures
    return render(
        "proof_page.html.j2",
        {
            "title": title or plural(len(matching.pairs), "pair"),
            "pairs": list(_listed(problem, matching, called)),
            "reason": _reason(problem, matching, called),
            "proof": proof_context(problem, matching, english()),
            "version": _core.__version__,
            "wrong": wrong,
            "script": script_of(*SCRIPTS),
            "contents": (),
            "skip_to": "pairs",
        },
    )


def _has_prices(stage: Any, problem: Problem) -> bool:
    return STAGES[stage.name].has_profile or len(stage.prices.mentee) == problem.shape[0]


def _listed(problem: Problem, matching: Matching, names: Names) -> Iterator[dict[str, Any]]:
    called = [names._of(side, size) for side, size in enumerate(problem.shape)]
    points = problem._points_of(matching.pairs).tolist()
    for pair, own in zip(matching.pairs.tolist(), points, strict=True):
        people = [(place, called[side][place]) for side, place in enumerate(pair)]
        shown = [(place, "" if label == place else label) for place, label in people]
        yield {"people": shown, "points": f"{own:.15g}"}


def _reason(problem: Problem, matching: Matching, names: Names) -> str:
    why = matching.infeasibility
    return "" if why is None else why.in_words(problem, names)
