"""Short random walks through a programme's life, so that the program that makes long ones works."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "systems"))
import campaign_store


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_all_views_agree_after_every_step(database, request, capsys):
    server = request.getfixturevalue("postgres") if database == "postgresql" else None
    found = campaign_store.main(["--count", "1000", "--seed", "7", "--every", "30"], server)
    said = capsys.readouterr().out
    assert found == 0, said
    assert "1020 steps, 0 faults" in said
