"""Runs a mentoring scheme and pairs its people well."""

from pairwell._core import Error, Finding, InvalidInput, Severity, Status, __version__

__all__ = ["Error", "Finding", "InvalidInput", "Severity", "Status", "__version__"]
