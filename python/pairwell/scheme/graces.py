"""Recorded graces from a table: who was let in late, until when, why and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.calendar import Zone, parse_instant, parse_local_time
from pairwell.data.shown import plural
from pairwell.data.table_faults import TableFaults
from pairwell.data.tables import read_table

if TYPE_CHECKING:
    from pairwell._core import Finding, Grace
    from pairwell.scheme.programme import Programme

COLUMNS = ("reference", "until", "reason", "decided_by")


@dataclass(frozen=True)
class GracesRead:
    """What reading a table of graces gives: each row without a fault, and every fault."""

    graces: list[Grace] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def __repr__(self) -> str:
        graces, findings = plural(len(self.graces), "grace"), plural(len(self.findings), "finding")
        return f"<GracesRead: {graces}, {findings}>"


def read_graces(source: Any, programme: Programme) -> GracesRead:
    """Read graces: columns "reference", "until", "reason" and "decided_by", every cell filled.

    Parameters
    ----------
    source
        A path of a CSV file, a data frame or a dict of lists.
    programme
        Gives the time zone of an "until" that is written without an offset.

    Returns
    -------
    GracesRead
        The graces and the findings, by row and column.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> pw.read_graces(data / "grace.csv", programme).graces[0].reference
    'MM-045'
    """
    faults = TableFaults(read_table(source))
    read = GracesRead(findings=faults)
    faults.check_columns(COLUMNS)
    if faults:
        return read
    zone = Zone.named(programme.timetable.zone)
    for number, row in faults.records():
        before = len(faults)
        for name, value in row.items():
            if not value:
                message = "A grace needs all four: whose, until when, why and by whom."
                faults.add("blank", message, number, name)
        reference = faults.reference(row["reference"], number, "reference")
        until = None
        try:
            until = _instant(row["until"], zone) if row["until"] else None
        except _core.InvalidInput as invalid:
            faults.add("time", invalid.findings[0].message, number, "until", row["until"])
        if until is not None and len(faults) == before:
            reason, decided_by = row["reason"], row["decided_by"]
            read.graces.append(
                _core.Grace(reference=reference, until=until, reason=reason, decided_by=decided_by)
            )
    return read


def _instant(text: str, zone: Any) -> Any:
    """Read an instant with its offset, or a wall-clock time in the zone."""
    try:
        return parse_instant(text)
    except _core.InvalidInput as invalid:
        if invalid.findings[0].rule != "format":  # it has an offset, and something is amiss
            raise
        return zone.instant(parse_local_time(text))
