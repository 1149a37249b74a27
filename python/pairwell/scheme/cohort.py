"""Synthetic cohorts: made-up applicants with a seed, as flawed as real ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import Table

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme


@dataclass(frozen=True)
class SyntheticCohort:
    """The tables that a programme's officer would have."""

    mentees: Table
    mentors: Table
    panel: Table

    def __repr__(self) -> str:
        return (
            f"<SyntheticCohort: {plural(len(self.mentees), 'mentee')},"
            f" {plural(len(self.mentors), 'mentor')}, {plural(len(self.panel), 'panel score')}>"
        )


def synthetic_cohort(
    programme: Programme,
    *,
    mentees: int = 60,
    mentors: int = 30,
    seed: int = 2017,
    flaws: bool = True,
) -> SyntheticCohort:
    """Make up a cohort for a programme.

    The same programme and options give the same tables on every platform.

    Parameters
    ----------
    flaws
        Drafts, forms late by a second and by hours, a person who applied twice, people out of
        place, a clash of interest. False: every form is in time and eligible; blanks remain.

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
    """
    tables = _core.synthetic_cohort(
        programme, mentees=mentees, mentors=mentors, seed=seed, flaws=flaws
    )
    return SyntheticCohort(*(Table.from_core(table) for table in tables))
