"""Erasure by its bytes: what was erased is in none of the files of either database."""

import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from small_rounds import panel
from store_cases import MENTEES, MENTORS, PROGRAMME, raw
from typer.testing import CliRunner

import pairwell as pw
from pairwell.cli.commands import app
from pairwell.store import open_store


def salts(url, reference):
    """The salts of the rows about somebody."""
    kinds = ["identity.person", "application.form", "application.mark", "monitoring.answers"]
    found = [raw(url, f"SELECT salt FROM {k} WHERE reference = '{reference}'") for k in kinds]
    return [salt for rows in found for (salt,) in rows]


def secrets_of(url, reference):
    """What has to go with somebody: name, address, salts, and a mark nobody else has."""
    return [
        f"Name of {reference}", f"{reference.lower()}@example.org", "said by Ada alone",
        *salts(url, reference),
    ]  # fmt: skip


def left_in(path, texts):
    """Which texts are in a file, its log or its index."""
    files = [Path(f"{path}{suffix}") for suffix in ("", "-wal", "-shm")]
    held = b"".join(file.read_bytes() for file in files if file.exists())
    return [text for text in texts if text.encode() in held]


@pytest.fixture
def custodian(filled):
    """The custodian of a programme with marks."""
    desk = filled.applications(PROGRAMME, actor="Panel")
    desk.decide()
    marks = panel([*MENTEES, *MENTORS])
    marks["member"] = ["said by Ada alone", *marks["member"][1:]]
    desk.mark(marks)
    return filled.custodian(PROGRAMME, actor="Custodian")


@pytest.mark.parametrize("filled_url", ["sqlite"], indirect=True)
class TestOfAFile:
    def test_while_another_program_reads_it_is_said_not_to_be_finished(self, filled_url, custodian):
        gone = secrets_of(filled_url, "ME-1")
        assert left_in(filled_url, gone) == gone
        with open_store(filled_url, busy=0.05) as store:
            desk = store.custodian(PROGRAMME, actor="Custodian")
            with closing(sqlite3.connect(filled_url, isolation_level=None)) as reader:
                reader.execute("BEGIN")
                reader.execute("SELECT * FROM audit").fetchone()
                with pytest.raises(pw.Error, match=r"on record, but .* another program"):
                    desk.erase("ME-1", because="Asked for.")
                assert store.erasure_is_left()
                said = CliRunner().invoke(app, ["audit", "--store", filled_url])
                assert (said.exit_code, "still in the store" in said.output) == (0, True)
                with open_store(filled_url) as second:  # the reader is still there
                    assert second.erasure_is_left()
            assert store.audit(PROGRAMME).holds
        with open_store(filled_url) as store:
            assert not store.erasure_is_left()
            assert left_in(filled_url, gone) == []
            assert store.audit(PROGRAMME).holds

    def test_waits_for_a_reader_who_ends(self, filled_url, custodian):
        import threading

        gone = secrets_of(filled_url, "ME-1")
        reader = sqlite3.connect(filled_url, isolation_level=None, check_same_thread=False)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM audit").fetchone()
        ending = threading.Timer(0.2, reader.close)
        ending.start()
        custodian.erase("ME-1", because="Asked for.")
        ending.join()
        assert left_in(filled_url, gone) == []

    def test_leaves_no_copy_that_was_moved_between_pages(self, filled_url, custodian):
        """What is deleted is overwritten, and yet SQLite kept some of these: it had moved them."""
        draw, there, gone = random.Random(0), [], []
        with closing(sqlite3.connect(filled_url)) as file, file:
            file.execute("PRAGMA secure_delete = ON")
            for seq in range(100, 1300):
                if there and draw.random() < 0.4:
                    gone.append(there.pop(draw.randrange(len(there))))
                    file.execute("DELETE FROM person WHERE reference = ?", gone[-1:])
                    continue
                there.append(f"REF-{draw.randrange(10**8):08d}-{'z' * draw.randrange(60)}")
                email = "y" * draw.choice([5, 300, 900, 5000])
                row = (PROGRAMME, seq, 0, f"{draw.getrandbits(128):032x}", there[-1], "N", email)
                file.execute("INSERT INTO person VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        custodian.erase("ME-1", because="Asked for.")
        assert left_in(filled_url, [reference[:12] for reference in gone]) == []

    def test_that_was_cut_short_is_finished_at_the_next_opening(
        self, filled, filled_url, custodian, monkeypatch
    ):
        from pairwell.store import _sqlite

        def cut_short(connection):
            raise KeyboardInterrupt

        gone = secrets_of(filled_url, "ME-1")
        monkeypatch.setattr(_sqlite, "rewrite", cut_short)
        with pytest.raises(KeyboardInterrupt):
            custodian.erase("ME-1", because="Asked for.")
        monkeypatch.undo()
        assert filled.erasure_is_left()
        with open_store(filled_url) as store:
            assert not store.erasure_is_left()
        assert left_in(filled_url, gone) == []

    def test_of_nobody_leaves_nothing_to_finish(self, filled, custodian):
        with pytest.raises(pw.Error, match="nothing is held"):
            custodian.erase("ME-77", because="Asked for.")
        assert not filled.erasure_is_left()
