"""What a page carries so that it can check its own matching."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.matching.proof_document import certificate_document, problem_document
from pairwell.matching.stages import STAGES
from pairwell.report.scripts import TOLD, VERIFIER, data_of

if TYPE_CHECKING:
    from pairwell import _core
    from pairwell.matching.matching import Matching
    from pairwell.matching.problem import Problem
    from pairwell.report.language import Language

SCRIPTS = (*VERIFIER, *TOLD, "verifier_page.js")
"""The script that reads it."""


MOST_ENTRIES = 250_000
"""How many points a report carries at most: some two megabytes."""


def report_proof(problem: Problem, matching: Matching, language: Language) -> dict[str, Any] | bool:
    """As `proof_context`; False where a report would be too large."""
    return entries(problem) <= MOST_ENTRIES and proof_context(problem, matching, language)


def proof_context(problem: Problem, matching: Matching, language: Language) -> dict[str, Any]:
    """What a page carries so that its script can check a matching."""
    data = {
        "problem": problem_document(problem),
        "certificate": certificate_document(matching),
        "words": {stage.name: _words(STAGES[stage.name], language) for stage in matching.stages},
    }
    passes = 3 + sum(2 + 3 * len(stage.steps) for stage in matching.stages)
    return {
        "data": needed("markupsafe").Markup(data_of(data)),
        "digest": matching.digest,
        "work": entries(problem) * passes,
    }


def entries(problem: Problem) -> int:
    """How many points the table of a problem holds."""
    table = problem._core.__getstate__()[2]
    return len(table[2]) if isinstance(table, tuple) else len(table)


def _words(row: _core.StageRow, language: Language) -> dict[str, Any]:
    title, one, many = (language.pgettext("stage", text) for text in (row.title, *row.reached))
    return {
        "title": title,
        "one": one,
        "many": many,
        "none": language.gettext("no pair to speak of"),
        "in_points": row.in_points,
        "parameter": row.parameter,
    }
