"""People whom no place of the programme counts: those of no region, or of one that it has not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.data.shown import plural

if TYPE_CHECKING:
    from pairwell._core import Decision, Finding
    from pairwell.scheme.programme import Programme

_MOST = 5


def of_no_place(
    programme: Programme, mentees: Any, mentors: Any, decisions: Sequence[Sequence[Decision]]
) -> list[Finding]:
    """Say whose region is none of the programme's, of those who are eligible.

    Places are counted by region, so that there is no limit to how many of them go on.
    """
    if not programme.places:
        return []
    found = []
    for role, read, decided in zip(
        ("mentee", "mentor"), (mentees, mentors), decisions, strict=True
    ):
        eligible = {d.reference for d in decided if d.outcome is _core.Outcome.ELIGIBLE}
        by_region: dict[str, list[str]] = {}
        for form in read.forms:
            if form.reference in eligible and form.nation not in programme.nations:
                by_region.setdefault(form.nation, []).append(form.reference)
        found += [_finding(role, region, people) for region, people in by_region.items()]
    return found


def _finding(role: str, region: str, people: list[str]) -> Finding:
    is_one = len(people) == 1
    if region:
        what = f"{'is' if is_one else 'are'} of {region!r}, which is no region of the programme"
    else:
        what = "names no region" if is_one else "name no region"
    more = f" and {len(people) - _MOST} more" if len(people) > _MOST else ""
    message = (
        f"{plural(len(people), f'eligible {role}')} {what}, and places are counted by region:"
        f" nothing limits how many of them take part ({', '.join(people[:_MOST])}{more})."
    )
    return _core.Finding(
        severity=_core.Severity.WARNING,
        rule="region",
        message=message,
        file=f"{role}s",
        value=region,
    )
