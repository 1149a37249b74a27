"""Commands over messy files, and where what they say cannot be written."""

import os
import subprocess
import sys

import pytest
from small_rounds import csv_text, environment, forms, programme_text
from typer.testing import CliRunner

from pairwell.cli.commands import app

FULL = "/dev/full"


def run(*arguments, code=0):
    result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="pairwell")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Enter a folder with the files of a small programme."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAIRWELL_ACTOR", "Officer")
    (tmp_path / "p.toml").write_text(programme_text(), "utf-8")
    mentees = forms(["ME-1", "ME-2"], wishes=["MR-O1", None])
    (tmp_path / "a.csv").write_text(csv_text(mentees), "utf-8")
    (tmp_path / "b.csv").write_text(csv_text(forms(["MR-01"])), "utf-8")
    return tmp_path


@pytest.mark.skipif(not os.path.exists(FULL), reason="there is no device that is always full")
def test_a_full_standard_output_is_no_bad_input(folder):
    command = [sys.executable, "-m", "pairwell", "run", "p.toml", "--mentees", "a.csv"]
    with open(FULL, "w", encoding="utf-8") as full:
        done = subprocess.run(
            [*command, "--mentors", "b.csv", "--out", "out"],
            stdout=full, stderr=subprocess.PIPE, text=True, env=environment(), check=False,
        )  # fmt: skip
    assert done.returncode == 6, done.stderr
    assert "done, but standard output cannot be written: No space left" in done.stderr
    assert (folder / "out" / "pairs.csv").is_file()


def test_import_says_what_check_says(folder):
    tables = ["--mentees", "a.csv", "--mentors", "b.csv"]
    checked = run("check", "p.toml", *tables)
    run("init", "--programme", "p.toml")
    imported = run("import", *tables)
    wanted = "'MR-O1' names no mentor with a form. Did you mean 'MR-01'?"
    for result in (checked, imported):
        assert result.stderr.count(wanted) == 1
        assert "row 2, column wishes" in result.stderr


def test_files_whose_names_are_no_utf8_are_read_and_named(folder):
    odd = os.fsdecode(b"caf\xe9.csv")
    for name, text in ((odd, "reference,state\nME-1\n"), ("odd.toml", "x = [")):
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)
    os.rename("odd.toml", os.fsdecode(b"caf\xe9.toml"))
    result = run("check", "p.toml", "--mentees", odd, code=2)
    assert "row 2: The row has 1 cell where the table has 2 columns. (rule: shape)" in result.stderr
    result = run("check", os.fsdecode(b"caf\xe9.toml"), code=2)
    assert "caf" in result.stderr
    run("check", os.fsdecode(b"gone\xe9.toml"), "--mentees", os.fsdecode(b"gone\xe9.csv"), code=2)
    os.symlink("p.toml", os.fsdecode(b"p\xe9.toml"))
    os.rename("a.csv", os.fsdecode(b"a\xe9.csv"))
    for command in ("init", "import"):
        result = run(command, "--store", os.fsdecode(b"s\xe9.db"), code=2)
        assert "a store's file needs a name in UTF-8" in result.stderr
    run("init", "--programme", os.fsdecode(b"p\xe9.toml"))
    run("import", "--mentees", os.fsdecode(b"a\xe9.csv"))
    run("view", "mentee", "--out", os.fsdecode(b"v\xe9.csv"))
    run("export", os.fsdecode(b"x\xe9.zip"))
    run("report", "--out", os.fsdecode(b"r\xe9"))
    args = ["--mentees", os.fsdecode(b"a\xe9.csv"), "--mentors", "b.csv"]
    run("run", "p.toml", *args, "--out", os.fsdecode(b"out\xe9"))
