"""Sheets of a whole scheme, as they were exported: to forms of both roles, and who they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._core import (
    Finding,
    Identity,
    KnownApplicant,
    MenteeForm,
    MentorForm,
    MonitoringAnswers,
)
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource
from pairwell.scheme.asked import questions_of
from pairwell.scheme.forms import FormsRead, Found
from pairwell.scheme.members import RoleName, member_of
from pairwell.scheme.places_known import unknown_places_of_forms
from pairwell.scheme.sheet_files import table_of_sheet

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme


@dataclass(frozen=True, repr=False)
class ApplicationsRead(Found):
    """What reading the sheets of a scheme gives: a form of each row, or a finding that says why.

    Attributes
    ----------
    mentees, mentors
        The forms of either role, in the order of the rows. Who applies for both has one of each,
        and each names the other in ``same_person``.
    identities
        Of the mentees, and then of the mentors.
    monitoring
        What they answered for equality monitoring, where the sheets ask it.
    """

    mentees: list[MenteeForm]
    mentors: list[MentorForm]
    identities: list[Identity]
    monitoring: list[MonitoringAnswers]
    findings: list[Finding]
    programme: Programme

    def forms(self, role: _core.Role | RoleName) -> FormsRead[Any]:
        """Give one role as `read_mentees` and `read_mentors` do."""
        wanted = member_of(_core.Role, role, "forms")
        forms: list[Any] = list(self.mentees if wanted is _core.Role.MENTEE else self.mentors)
        references = {form.reference for form in forms}
        identities = [own for own in self.identities if own.reference in references]
        return FormsRead(forms, identities, self.findings, questions_of(self.programme, wanted))

    def known(self) -> list[KnownApplicant]:
        """Give everybody's reference, so that a later reading of the sheets keeps it."""
        mentees = {form.reference for form in self.mentees}
        return [
            KnownApplicant(
                role=_core.Role.MENTEE if own.reference in mentees else _core.Role.MENTOR,
                reference=own.reference,
                email=own.email,
                name=own.name,
            )
            for own in self.identities
        ]

    def __repr__(self) -> str:
        people = f"{plural(len(self.mentees), 'mentee')}, {plural(len(self.mentors), 'mentor')}"
        return f"<ApplicationsRead: {people}, {self._counts()}>"


def read_applications(
    programme: Programme,
    sheets: Mapping[str, TableSource | Iterable[TableSource]],
    *,
    known: Iterable[KnownApplicant] = (),
    strict: bool = False,
) -> ApplicationsRead:
    """Read the sheets of a scheme at once, as they were exported.

    Parameters
    ----------
    sheets
        A file, frame or table (or a list of several) by the id of its sheet in the programme's
        file; "mentees" and "mentors" need not stand there.
    known
        Whoever had a reference in an earlier reading (`ApplicationsRead.known`): it stays the same.
        Others get the next free number where their sheet gives none.
    strict
        Raises where any row or column has an error. False: the errors are in ``findings``, and the
        rows without one have forms.

    Raises
    ------
    InvalidInput
        Where there is no such sheet, where a file cannot be read at all, and with strict for any
        error.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> sheets = {"mentees": data / "mentees.csv", "mentors": data / "mentors.csv"}
    >>> read = pw.read_applications(programme, sheets)
    >>> read
    <ApplicationsRead: 60 mentees, 30 mentors, 0 errors, 4 warnings>
    >>> print(read.warnings[-1].message)
    'MR-O29' names no mentor with a form. Did you mean 'MR-029'?
    """
    notes: list[Finding] = []
    tables: list[tuple[str, _core.Table]] = []
    for sheet, sources in sheets.items():
        several = sources if isinstance(sources, (list, tuple)) else [sources]
        for source in several:
            described = next((own for own in programme.sheets if own.id == sheet), None)
            table, more = table_of_sheet(described, source, None, sheet)
            tables.append((sheet, table.to_core()))
            notes += more
    mentees, mentors, identities, monitoring, findings = _core.read_applications(
        programme, tables, list(known)
    )
    findings = notes + findings
    findings += unknown_places_of_forms(programme, mentees, _core.Role.MENTEE)
    findings += unknown_places_of_forms(programme, mentors, _core.Role.MENTOR)
    if strict:
        _core.throw_if_errors("read_applications", findings)
    return ApplicationsRead(mentees, mentors, identities, monitoring, findings, programme)
