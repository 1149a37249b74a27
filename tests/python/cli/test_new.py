"""`pairwell new`: a preset's file, and made-up people to try it with."""

import pytest
from cli_cases import run

import pairwell as pw


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", pw.presets())
def test_a_preset_is_written_as_it_ships_with_its_comments(here, name) -> None:
    run("new", name, "--out", "mine.toml")
    written = (here / "mine.toml").read_bytes().decode()
    assert written == pw.preset(name).text
    assert written.startswith("# ")
    assert pw.Programme.read("mine.toml") == pw.preset(name)


def test_made_up_forms_are_those_of_the_cohort(here) -> None:
    run("new", "community", "--out", "mine.toml", "--cohort", "made-up")
    table = pw.synthetic_cohort(pw.preset("community")).people
    table.write_csv("expected.csv")
    written = (here / "made-up" / "people.csv").read_bytes()
    assert written == (here / "expected.csv").read_bytes()


def test_nothing_is_written_over(here) -> None:
    (here / "mine.toml").write_text("id = 1")
    result = run("new", "alumni", "--out", "mine.toml", "--cohort", "made-up", code=2)
    assert "mine.toml" in result.output
    assert (here / "mine.toml").read_text() == "id = 1"
    assert not (here / "made-up").exists()


def test_a_preset_that_is_none_is_refused_with_those_that_are(here) -> None:
    result = run("new", "alumnae", code=2)
    assert "alumnae" in result.output
    assert "peers" in result.output
    assert not list(here.iterdir())
