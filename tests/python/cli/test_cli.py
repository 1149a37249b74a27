"""The command line: what it prints, writes, refuses and returns."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest
from cli_cases import invoke
from small_rounds import csv_text, environment, forms, panel, programme_text

import pairwell as pw
from pairwell._extras import install_line

FILES = [
    "decisions.csv", "pairs.csv", "report.html", "summary.html", "timetable.ics", "unmatched.csv",
]  # fmt: skip


@pytest.fixture
def program(tmp_path):
    """Run the program in an empty folder as a user would, and keep what it says."""

    def run(*arguments, **changes):
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "pairwell", *map(str, arguments)],
            cwd=tmp_path,
            env=environment(**changes),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def cli(tmp_path, monkeypatch):
    """Run the same in the tests' own process: to start the program takes longer than the rest."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        unset = dict.fromkeys(("FORCE_COLOR", "NO_COLOR"))
        done = invoke(*arguments, **unset, COLUMNS="80", TERM="dumb")
        return SimpleNamespace(returncode=done.exit_code, stdout=done.stdout, stderr=done.stderr)

    return run


@pytest.fixture
def scheme(tmp_path):
    """Write a small scheme's files, and say them as arguments."""
    (tmp_path / "p.toml").write_text(programme_text(), "utf-8")
    (tmp_path / "a.csv").write_text(csv_text(forms(["ME-1", "ME-2", "ME-3"])), "utf-8")
    (tmp_path / "b.csv").write_text(csv_text(forms(["MR-1", "MR-2"])), "utf-8")
    return ["p.toml", "--mentees", "a.csv", "--mentors", "b.csv"]


def digests(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
    }


def said_once(result, *words):
    """No traceback; the words stand on the error stream."""
    assert "Traceback" not in result.stderr + result.stdout
    for word in words:
        assert word in result.stderr, result.stderr


def test_run_writes_every_file_for_its_owner_only(program, scheme, tmp_path):
    result = program("run", *scheme, "--out", "out")
    assert result.returncode == 0, result.stderr
    out = tmp_path / "out"
    assert sorted(path.name for path in out.iterdir() if path.name != ".pairwell.json") == FILES
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in out.iterdir()} == {0o600}
    assert str(out.relative_to(tmp_path) / "report.html") in result.stdout


def test_a_stage_without_a_say_is_said_once_and_by_no_python_warning(cli, scheme, tmp_path):
    stages = '["most_pairs", "most_points"]'
    text = programme_text().replace(stages, '["best_worst", "most_points"]')
    (tmp_path / "p.toml").write_text(text, "utf-8")
    run = cli("run", *scheme, "--out", "out")
    assert (run.returncode, run.stderr) == (0, ""), run.stderr
    assert run.stdout.count("objective.stages") == 1
    cli("init", "--programme", "p.toml", "--actor", "J. Farrow")
    tables = ["--mentees", "a.csv", "--mentors", "b.csv"]
    (tmp_path / "marks.csv").write_text(csv_text(panel(["ME-1", "ME-2", "ME-3", "MR-1", "MR-2"])))
    for command in (["import", *tables, "--panel", "marks.csv"], ["decide"], ["shortlist"]):
        cli(*command, "--actor", "J. Farrow")
    cli("move", "application", "accept", "--all", "--actor", "J. Farrow")
    made = cli("match", "--json", "--actor", "J. Farrow")
    assert made.returncode == 0, made.stderr
    assert made.stderr.count("objective.stages") == 1
    assert "Warning" not in made.stderr
    assert json.loads(made.stdout)["added"] == []  # the worst pair is best where there is none


def test_the_same_inputs_give_the_same_bytes(program, scheme, tmp_path):
    program("run", *scheme, "--out", "one", PYTHONHASHSEED="1")
    program("run", *scheme, "--out", "two", PYTHONHASHSEED="2", TZ="Asia/Tokyo")
    first = digests(tmp_path / "one")
    assert len(first) == 7
    assert first == digests(tmp_path / "two")


def test_a_folder_of_ours_is_replaced_as_a_whole_and_leaves_nothing_beside(cli, scheme, tmp_path):
    cli("run", *scheme, "--out", "out")
    before = digests(tmp_path / "out")
    (tmp_path / "a.csv").write_text(csv_text(forms(["ME-1"])), "utf-8")
    assert cli("run", *scheme, "--out", "out").returncode == 0
    assert digests(tmp_path / "out") != before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv", "out", "p.toml"]


def test_bad_input_leaves_an_earlier_good_output_as_it_was(cli, scheme, tmp_path):
    cli("run", *scheme, "--out", "out")
    before = digests(tmp_path / "out")
    (tmp_path / "a.csv").write_text(csv_text(forms(["ME-1"], state=["sumbitted"])), "utf-8")
    result = cli("run", *scheme, "--out", "out")
    assert result.returncode == 2
    said_once(result, "a.csv", "state", "sumbitted")
    assert digests(tmp_path / "out") == before


def test_an_empty_folder_is_taken(cli, scheme, tmp_path):
    (tmp_path / "out").mkdir()
    assert cli("run", *scheme, "--out", "out").returncode == 0
    assert (tmp_path / "out" / "report.html").exists()


def test_a_folder_that_is_not_ours_is_refused(cli, scheme, tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work", "utf-8")
    result = cli("run", *scheme, "--out", "out")
    assert result.returncode == 2
    said_once(result, "out holds files that pairwell did not write")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["thesis.txt"]


def test_a_note_put_into_our_folder_is_not_lost(cli, scheme, tmp_path):
    cli("run", *scheme, "--out", "out")
    (tmp_path / "out" / "note.txt").write_text("call them", "utf-8")
    result = cli("run", *scheme, "--out", "out")
    assert result.returncode == 2
    said_once(result, "note.txt")
    assert (tmp_path / "out" / "note.txt").read_text("utf-8") == "call them"


@pytest.mark.parametrize("out", [".", "..", "a.csv", "a.csv/below", "/proc/out"])
def test_a_target_that_cannot_be_ours_is_refused(cli, scheme, tmp_path, out):
    before = (tmp_path / "a.csv").read_text("utf-8")
    result = cli("run", *scheme, "--out", out)
    assert result.returncode == 2
    said_once(result, "pairwell: ")
    assert (tmp_path / "a.csv").read_text("utf-8") == before


@pytest.mark.skipif(
    os.geteuid() == 0, reason="root may write anywhere, so nothing would be refused"
)
def test_an_unwritable_folder_is_a_sentence(cli, scheme, tmp_path):
    (tmp_path / "closed").mkdir(mode=0o500)
    result = cli("run", *scheme, "--out", "closed/out")
    assert result.returncode == 2
    said_once(result, "closed/out cannot be made, since you may not write in ")


def test_faults_of_every_file_are_said_at_once(cli, tmp_path):
    (tmp_path / "p.toml").write_text(programme_text(), "utf-8")
    (tmp_path / "a.csv").write_text(csv_text(forms(["ME-1", "ME-2"], state=["x", "y"])), "utf-8")
    half = "reference,state\nMR-1,submitted\n".encode("utf-16")[:-1]
    (tmp_path / "b.csv").write_bytes(half)
    (tmp_path / "folder.csv").mkdir()
    result = cli(
        "check", "p.toml", "--mentees", "a.csv", "--mentors", "b.csv",
        "--panel", "missing.csv", "--grace", "folder.csv",
    )  # fmt: skip
    assert result.returncode == 2
    said_once(result, "row 2", "row 3", "'x'", "'y'", "b.csv", "UTF-8")
    said_once(result, "missing.csv", "No such file", "folder.csv", "This is a folder")
    assert result.stdout == ""


def test_what_only_shows_between_the_files_is_found(cli, scheme, tmp_path):
    (tmp_path / "g.csv").write_text(
        "reference,until,reason,decided_by\nNOBODY,2017-04-24T11:00,the page was down,A. Officer\n",
        "utf-8",
    )
    marks = panel(["ME-1", "ME-9"])
    (tmp_path / "m.csv").write_text(csv_text(marks), "utf-8")
    result = cli("check", *scheme, "--panel", "m.csv", "--grace", "g.csv")
    assert result.returncode == 2
    said_once(result, "NOBODY", "ME-9")


def test_a_grace_without_reason_or_with_a_bad_time_is_refused_by_row_and_column(
    cli, scheme, tmp_path
):
    (tmp_path / "g.csv").write_text(
        "reference,until,reason,decided_by\nME-1,2017-04-24T11:00,,A\nME-2,yesterday,why,A\n",
        "utf-8",
    )
    result = cli("check", *scheme, "--grace", "g.csv")
    assert result.returncode == 2
    said_once(result, "g.csv, row 2, column reason", "g.csv, row 3, column until", "yesterday")


def test_a_grace_is_read_in_the_programmes_zone(cli, scheme, tmp_path):
    late = forms(["ME-1", "ME-2"], submitted_at=["2017-04-24T10:30", "2017-04-24T10:30:01"])
    (tmp_path / "a.csv").write_text(csv_text(late), "utf-8")
    (tmp_path / "g.csv").write_text(
        "reference,until,reason,decided_by\n"
        "ME-1,2017-04-24T10:30,the page was down,A\nME-2,2017-04-24T10:30,the page was down,A\n",
        "utf-8",
    )
    result = cli("run", *scheme, "--grace", "g.csv", "--out", "out", "--json")
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["decisions"] == [
        {"outcome": "eligible", "forms": 3},
        {"outcome": "late", "forms": 1},
    ]


def test_warnings_alone_are_no_failure(cli, scheme, tmp_path):
    text = programme_text().replace("Monday 24 April", "Sunday 24 April")
    (tmp_path / "p.toml").write_text(text, "utf-8")
    result = cli("check", *scheme)
    assert result.returncode == 0
    assert result.stderr.count("warning: ") == 1
    assert "Nothing to put right, 1 to look at." in result.stdout


def test_a_programme_with_faults_says_that_the_tables_wait(cli, scheme, tmp_path):
    (tmp_path / "p.toml").write_text(
        programme_text().replace("mentees = 2", "mentees = -2"), "utf-8"
    )
    result = cli("check", *scheme)
    assert result.returncode == 2
    said_once(result, "p.toml", "-2", "the tables are checked once the programme has no errors")


def test_check_in_json_is_every_finding_with_its_place(cli, scheme, tmp_path):
    (tmp_path / "a.csv").write_text(csv_text(forms(["ME-1"], state=["x"])), "utf-8")
    result = cli("check", *scheme, "--json")
    assert result.returncode == 2
    found = json.loads(result.stdout)
    assert found["holds"] is False
    (error,) = [f for f in found["findings"] if f["severity"] == "error"]
    assert (error["file"], error["row"], error["column"], error["value"]) == (
        "a.csv",
        2,
        "state",
        "x",
    )


def test_an_infeasible_round_gives_its_reason_and_writes_nothing(cli, scheme, tmp_path):
    text = programme_text(mentees="{ least = 3, most = 3 }")
    (tmp_path / "p.toml").write_text(text, "utf-8")
    result = cli("run", *scheme, "--out", "out")
    assert result.returncode == 3
    said_once(result, "no pairs can obey every rule", "mentee places in England")
    assert not (tmp_path / "out").exists()


def test_the_summary_in_json_agrees_with_the_tables(cli, scheme, tmp_path):
    result = cli("run", *scheme, "--out", "out", "--json")
    summary = json.loads(result.stdout)
    rows = (tmp_path / "out" / "pairs.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[:2] for row in rows] == [
        [pair["mentee"], pair["mentor"]] for pair in summary["pairs"]
    ]
    assert summary["certificate"]["holds"] is True
    assert sorted(os.path.basename(path) for path in summary["files"]) == FILES


def test_piped_output_has_no_colour_and_fits_80_columns(cli, scheme):
    result = cli("run", *scheme, "--out", "out")
    assert "\x1b" not in result.stdout + result.stderr
    lines = [line for line in result.stdout.splitlines() if not line.startswith(("Digest", "out/"))]
    assert max(map(len, lines)) <= 80


def test_output_survives_a_stream_that_knows_ascii_only(program, scheme, tmp_path):
    names = forms(["MÉ-1"], nation=["England"])
    (tmp_path / "a.csv").write_text(csv_text(names), "utf-8")
    result = program("run", *scheme, "--out", "out", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert result.returncode in (0, 2)  # 2 where the reader refuses such a reference
    assert "Traceback" not in result.stderr


def test_formulas_in_references_are_disarmed(cli, scheme, tmp_path):
    (tmp_path / "a.csv").write_text(
        csv_text(forms(["ME-1", "ME-2"], nation=["England", "=1+1"])), "utf-8"
    )
    result = cli("run", *scheme, "--out", "out")
    if result.returncode == 2:  # refused at the door, which disarms it too
        said_once(result, "=1+1")
        return
    table = (tmp_path / "out" / "decisions.csv").read_text("utf-8")
    assert ",=1+1" not in table
    assert "'=1+1" in table


def test_the_version_is_the_librarys(program):
    result = program("--version")
    assert result.returncode == 0
    assert result.stdout == f"pairwell {pw.__version__}\n"


@pytest.mark.parametrize("command", [[], ["demo"], ["run"], ["check"]])
def test_every_help_has_an_example_and_fits_80_columns(cli, command):
    result = cli(*command, "--help")
    assert result.returncode == 0
    assert "Example: pairwell" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "p.toml"], ["fly"], ["demo", "--seeds", "3"], ["check"]]
)
def test_wrong_arguments_are_exit_code_2(cli, arguments):
    result = cli(*arguments)
    assert result.returncode == 2
    said_once(result)
    assert result.stderr


def test_importing_pairwell_needs_none_of_the_command_lines_libraries():
    script = (
        "import sys, pairwell; "
        "print([m for m in ('typer', 'rich', 'jinja2', 'icalendar', 'pandas') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout == "[]\n"


@pytest.mark.parametrize("library", ["typer", "rich", "jinja2", "icalendar"])
def test_a_missing_library_is_named_with_what_brings_it(library, tmp_path):
    script = (
        "import sys; sys.modules[sys.argv[1]] = None; sys.argv[1:] = ['demo', '--out', 'out']; "
        "from pairwell.cli import main; main()"
    )
    result = subprocess.run(
        [sys.executable, "-c", script, library],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 1
    assert library in result.stderr
    assert f"t comes with: {install_line('cli')}" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_report_carries_what_it_takes_to_check_it_unless_told_not_to(pairwell, tmp_path):
    forms = ["--mentees", "a.csv", "--mentors", "b.csv", "--panel", "marks.csv", "--no-explain"]
    pairwell("run", "p.toml", *forms, "--out", "whole")
    pairwell("run", "p.toml", *forms, "--out", "bare", "--no-proof")
    whole, bare = ((tmp_path / out / "report.html").read_text("utf-8") for out in ("whole", "bare"))
    assert 'id="proof-data"' in whole
    assert 'id="receipts-data"' in whole
    assert "checkReceipt" not in bare
    assert "The organiser left the points and prices out of this copy" in bare
