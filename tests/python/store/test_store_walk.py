"""Short random walks through a programme's life, so that the program that makes long ones works."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "systems"))
import campaign_store


@pytest.mark.parametrize(("database", "steps"), [("sqlite", 420), ("postgresql", 240)])
def test_all_views_agree_after_every_step(database, steps, request, capsys):
    server = request.getfixturevalue("postgres") if database == "postgresql" else None
    found = campaign_store.main(["--count", str(steps), "--seed", "7", "--every", "30"], server)
    said = capsys.readouterr().out
    assert found == 0, said
    assert f"{steps} steps, 0 faults" in said
