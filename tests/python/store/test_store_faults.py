"""Writers that are killed, and writers at the same time: what was acknowledged is there."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from small_rounds import environment
from store_cases import MENTEES, PROGRAMME

from pairwell.store import open_store

WRITER = Path(__file__).parents[2] / "support" / "python" / "store_writer.py"
KILLS = {"sqlite": 200, "postgresql": 60}


class Writers:
    """A process that forks writers one after the other (see store_writer.py)."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, str(WRITER)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True,
        )  # fmt: skip

    def begin(self, url, prefix, count):
        """Start a writer, and give its process id."""
        self.process.stdin.write(f"{url} {prefix} {count}\n")
        self.process.stdin.flush()
        word, pid = self.process.stdout.readline().split()
        assert word == "pid"
        return int(pid)

    def told(self):
        """Wait for the next line of the writer: "ready", or a reference that is safe."""
        line = self.process.stdout.readline().strip()
        assert line
        assert not line.startswith("end"), line
        return line

    def end(self):
        """Give what else the writer said was safe, and how it ended."""
        safe = []
        while True:
            line = self.process.stdout.readline()
            assert line, "the writers' process is gone"
            if line.startswith("end "):
                return safe, int(line.split()[1])
            safe.append(line.strip())

    def close(self):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture
def writers():
    made = []

    def make():
        made.append(Writers())
        return made[-1]

    yield make
    for each in made:
        each.close()


def references(store):
    forms = store.applications(PROGRAMME, actor="Reader").forms("mentee").forms
    return [form.reference for form in forms]


def test_nothing_acknowledged_is_lost_when_writers_are_killed(filled, filled_url, writers):
    seed = random.randrange(2**32)
    draw = random.Random(seed)
    source, safe, killed = writers(), [], 0
    kills = KILLS["postgresql" if "://" in filled_url else "sqlite"]
    write = 0.01
    for number in range(kills):
        pid = source.begin(filled_url, str(number), 1000)
        assert source.told() == "ready"
        for _ in range(draw.randrange(3)):
            began = time.monotonic()
            safe.append(source.told())
            write = time.monotonic() - began
        # At any moment of the next write, or of the one after: as fast as this machine writes now.
        time.sleep(draw.uniform(0.0, min(2 * write, 0.5)))
        os.kill(pid, signal.SIGKILL)
        said, code = source.end()
        safe += said
        killed += code == -signal.SIGKILL
        if number % 20 == 19:
            assert set(safe) <= set(references(filled)), f"seed {seed}"
    assert killed == kills
    assert len(safe) > kills / 2, "the writers were killed before they wrote"
    found = references(filled)
    assert set(safe) <= set(found), f"seed {seed}"
    # Of each writer, at most the write that was under way when it was killed is there besides.
    assert len(found) - len(MENTEES) - len(safe) <= kills
    report = filled.audit(PROGRAMME)
    assert report.holds, (seed, report.failures)
    assert report.records == 7 + len(found) - len(MENTEES)


def test_two_writers_at_once_are_safe(filled, filled_url, writers):
    first, second = writers(), writers()
    for source, prefix in ((first, "A"), (second, "B")):
        source.begin(filled_url, prefix, 25)
        assert source.told() == "ready"
    for source, prefix in ((first, "A"), (second, "B")):
        safe, code = source.end()
        assert code == 0
        assert safe == [f"ME-{prefix}-{n}" for n in range(25)]
    found = references(filled)[len(MENTEES) :]
    assert sorted(found) == sorted(f"ME-{p}-{n}" for p in "AB" for n in range(25))
    report = filled.audit(PROGRAMME)
    assert report.holds, report.failures
    assert report.records == 7 + 50


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(writers):
    from postgres import Server
    from store_cases import filled_store

    server = Server()
    try:
        url = server.database()
        filled_store(url).close()
        source, safe = writers(), []
        for number in range(3):
            source.begin(url, str(number), 1000)
            assert source.told() == "ready"
            safe.append(source.told())
            server.kill()
            said, code = source.end()
            safe += said
            assert code == 1  # the writer was told that its server is gone
            (server.folder / "data" / "postmaster.pid").unlink(missing_ok=True)
            server.start()
            with open_store(url) as store:
                assert set(safe) <= set(references(store))
                assert store.audit(PROGRAMME).holds
    finally:
        server.stop()
