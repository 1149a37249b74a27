"""The entry point: how the program ends when it is told to."""

import os
import signal
import subprocess
import sys

import pytest
from small_rounds import environment

MAIN = """
import sys
from pairwell.cli import commands, entry_point
from pairwell.data import files

if hasattr(files.os, "O_TMPFILE"):
    del files.os.O_TMPFILE

def app(prog_name):
    with files.draft(sys.argv[1]) as made:
        made.file.write(b"half")
        made.sync()
        print("written", flush=True)
        sys.stdin.read()

commands.app = app
entry_point.main()
"""


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_program_that_is_ended_takes_away_what_is_half_written(tmp_path, name):
    number = getattr(signal, name)
    with subprocess.Popen(
        [sys.executable, "-c", MAIN, str(tmp_path / "a.csv")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(),
    ) as process:  # fmt: skip
        assert process.stdout.readline() == b"written\n"
        assert len(list(tmp_path.iterdir())) == 1
        os.kill(process.pid, number)
        assert process.wait(timeout=20) == 128 + number
        assert process.stderr.read() == b""
    assert list(tmp_path.iterdir()) == []
