"""A keyboard for the commands on a store, in a folder with the tables of a small programme."""

import pytest
from cli_cases import run
from small_rounds import csv_text, panel, programme_text
from store_cases import MENTEES, MENTORS, named


@pytest.fixture
def pairwell(tmp_path, monkeypatch):
    """Run a command in a folder with the tables of a small programme."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAIRWELL_ACTOR", "Officer")
    monkeypatch.setenv("COLUMNS", "100")
    (tmp_path / "p.toml").write_text(programme_text(), "utf-8")
    (tmp_path / "a.csv").write_text(csv_text(named(MENTEES)), "utf-8")
    (tmp_path / "b.csv").write_text(csv_text(named(MENTORS)), "utf-8")
    (tmp_path / "m.csv").write_text(
        csv_text({"reference": MENTEES, "gender": ["woman", "man", "woman"]}), "utf-8"
    )
    (tmp_path / "marks.csv").write_text(csv_text(panel([*MENTEES, *MENTORS])), "utf-8")
    late = {"reference": ["ME-1"], "until": ["2017-04-24T12:00"], "reason": ["Down."]}
    (tmp_path / "g.csv").write_text(csv_text({**late, "decided_by": ["Officer"]}), "utf-8")

    return run


@pytest.fixture
def at(pairwell, store_url):
    """Name a store on either database that has the programme and its tables."""
    pairwell("init", "--store", store_url, "--programme", "p.toml")
    tables = ["--mentees", "a.csv", "--mentors", "b.csv", "--monitoring", "m.csv"]
    pairwell("import", "--store", store_url, *tables, "--panel", "marks.csv", "--grace", "g.csv")
    return store_url
