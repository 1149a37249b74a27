"""What several test files share."""

from importlib.resources import files

import pytest

import pairwell as pw
from pairwell._graces import read_graces


@pytest.fixture(scope="session")
def pilot_round():
    """Run the demo's round, as the command line does."""
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    return pw.run_round(
        programme,
        pw.read_mentees(data / "mentees.csv", programme),
        pw.read_mentors(data / "mentors.csv", programme),
        pw.read_panel(data / "panel.csv", programme),
        read_graces(data / "grace.csv", programme).graces,
    )
