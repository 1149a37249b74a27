"""Runs a mentoring scheme and pairs its people well."""

from pairwell._adapter import make_objective, make_problem
from pairwell._core import Error, Finding, InvalidInput, Severity, Status, Unmatched, __version__
from pairwell._match import WhyUnmatched, default_objective, match, why_unmatched
from pairwell._matching import Infeasibility, Matching, Prices, StageResult, Verdict, verify
from pairwell._problem import Problem

__all__ = [
    "Error",
    "Finding",
    "Infeasibility",
    "InvalidInput",
    "Matching",
    "Prices",
    "Problem",
    "Severity",
    "StageResult",
    "Status",
    "Unmatched",
    "Verdict",
    "WhyUnmatched",
    "__version__",
    "default_objective",
    "make_objective",
    "make_problem",
    "match",
    "verify",
    "why_unmatched",
]
