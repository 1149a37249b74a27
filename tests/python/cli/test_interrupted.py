"""Ctrl-C ends a command with one line and exit code 130, however early it comes."""

import subprocess
import sys

import pytest
from small_rounds import environment

INTERRUPTS = "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(20)\n"
SCRIPT = "from pairwell.cli import main\n\nmain()\n"


@pytest.mark.parametrize(
    ("library", "start"),
    [
        ("numpy", ["-m", "pairwell", "status"]),  # before there is any command
        ("numpy", ["pairwell", "status"]),
        ("typer", ["-m", "pairwell", "status"]),
        ("sqlalchemy", ["-m", "pairwell", "status"]),  # within the command
        ("sqlalchemy", ["pairwell", "status", "--json"]),
    ],
)
def test_ctrl_c_while_a_library_is_imported_is_quiet(tmp_path, library, start):
    fakes = tmp_path / "fakes"
    fakes.mkdir()
    (fakes / f"{library}.py").write_text(INTERRUPTS, "utf-8")
    (tmp_path / "pairwell").write_text(SCRIPT, "utf-8")
    env = environment()
    env["PYTHONPATH"] = f"{fakes}:{env['PYTHONPATH']}"
    done = subprocess.run(
        [sys.executable, *start], env=env, cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "pairwell: interrupted\n")


def test_a_program_of_somebody_elses_keeps_its_own_way(tmp_path):
    code = "import signal, pairwell; print(signal.getsignal(signal.SIGINT).__name__)"
    done = subprocess.run(
        [sys.executable, "-c", code, "-m", "x"], env=environment(), capture_output=True, text=True
    )
    assert done.stdout == "default_int_handler\n"
