"""Writes the shipped sample: ``python -m pairwell.scheme.sample [FOLDER]``.

The sample is the synthetic cohort of the pilot with its default seed; without a folder it goes
where the package keeps it, beside ``pilot.toml``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pairwell.scheme.cohort import synthetic_cohort
from pairwell.scheme.programme import Programme

DATA = Path(__file__).parents[1] / "data"


def write_sample(folder: Path = DATA) -> list[Path]:
    """Write mentees.csv, mentors.csv and panel.csv into a folder that exists."""
    cohort = synthetic_cohort(Programme.read(DATA / "pilot.toml"))
    tables = (cohort.mentees, cohort.mentors, cohort.panel)
    return [table.write_csv(folder / table.name) for table in tables]


if __name__ == "__main__":
    for path in write_sample(*(Path(folder) for folder in sys.argv[1:2])):
        print(path)
