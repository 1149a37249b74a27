"""Synthetic cohorts: made-up applicants with a seed, as flawed as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import Table
from pairwell.scheme.sheet_files import file_of_sheet

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme


@dataclass(frozen=True)
class SyntheticCohort:
    """The tables that a programme's officer would have.

    Attributes
    ----------
    mentees, mentors
        A table for each role; without columns where one sheet has both.
    panel
        Marks of panel members, where the programme has a rubric.
    people
        Both roles in one table, where the programme has such a sheet; else without columns.
    monitoring
        Answers that are kept with monitoring, where the programme has questions of its own.
    """

    mentees: Table
    mentors: Table
    panel: Table
    people: Table
    monitoring: Table

    @property
    def sheets(self) -> dict[str, Table]:
        """The tables of forms, by the ids of their sheets."""
        tables = (self.mentees, self.mentors, self.people)
        return {table.name.removesuffix(".csv"): table for table in tables if table.columns}

    def to_files(self, programme: Programme) -> dict[str, bytes]:
        """Write every table as a CSV file, by name, as the programme's sheets say of theirs.

        What a sheet says of its encoding, its separator and the rows above its answers is so in
        its file; those of a workbook are a CSV file too.
        """
        described = {sheet.id: sheet for sheet in programme.sheets}
        files = {
            table.name: file_of_sheet(described.get(name), table, programme.name)
            for name, table in self.sheets.items()
        }
        for table in (self.panel, self.monitoring):
            if table:
                files[table.name] = file_of_sheet(None, table, programme.name)
        return files

    def __repr__(self) -> str:
        if self.people.columns:
            people = plural(len(self.people), "row")
        else:
            mentees, mentors = len(self.mentees), len(self.mentors)
            people = f"{plural(mentees, 'mentee')}, {plural(mentors, 'mentor')}"
        return f"<SyntheticCohort: {people}, {plural(len(self.panel), 'panel score')}>"


def synthetic_cohort(
    programme: Programme,
    *,
    mentees: int = 60,
    mentors: int = 30,
    seed: int = 2017,
    flaws: bool = True,
) -> SyntheticCohort:
    """Make up a cohort for a programme.

    The same programme and options give the same tables on every platform. For a programme with
    questions of its own they are sheets as a form service exports them: the headings are the
    questions' words, and the rows stand in the order in which forms were sent.

    Parameters
    ----------
    flaws
        Drafts, forms late by a second and by hours, a person who applied twice, people out of
        place, a clash of interest; with questions of its own, also untidy cells. False: every
        form is in time and eligible; blanks remain.

    Raises
    ------
    InvalidInput
        For fewer than 1 person a role, or a programme without nations or deadline.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> cohort = pw.synthetic_cohort(programme, mentees=4, mentors=2, seed=1)
    >>> cohort
    <SyntheticCohort: 4 mentees, 2 mentors, 13 panel scores>
    >>> cohort.mentees.columns[:3]
    ['reference', 'state', 'submitted_at']
    >>> pw.synthetic_cohort(pw.preset("community"), mentees=4, mentors=2, flaws=False).sheets
    {'people': <Table: people.csv, 6 rows, 15 columns>}
    """
    tables = _core.synthetic_cohort(
        programme, mentees=mentees, mentors=mentors, seed=seed, flaws=flaws
    )
    return SyntheticCohort(*(Table.from_core(table) for table in tables))
