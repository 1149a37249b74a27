"""Heads that every command keeps, signed or not, and an audit that reads them by itself."""

import json
import os
import re
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from small_rounds import csv_text, programme_text
from store_cases import MENTEES, PROGRAMME, named, raw
from typer.testing import CliRunner

import pairwell as pw
from pairwell.cli.commands import app
from pairwell.store import Head, heads_path, open_store, read_heads


@pytest.fixture
def pairwell(tmp_path, monkeypatch):
    """Run a command in a folder with a small programme and its mentees."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAIRWELL_ACTOR", "Officer")
    (tmp_path / "p.toml").write_text(programme_text(), "utf-8")
    (tmp_path / "a.csv").write_text(csv_text(named(MENTEES)), "utf-8")

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="pairwell")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return run


@pytest.fixture(params=[[], ["--sign"]], ids=["plain", "signed"])
def kept(request, pairwell):
    """Make a store with heads, and give its folder."""
    pairwell("init", "--programme", "p.toml", *request.param)
    pairwell("import", "--mentees", "a.csv")
    return Path("scheme.db.heads")


def changed_anew(statement):
    """Change a store and compute its chain anew, as whoever has the file can."""
    from record_changes import Rows, put, undone

    with open_store("scheme.db") as store:
        with undone(store) as connection:
            rows = Rows(connection)
            before = {name: [dict(row) for row in rows.of[name]] for name in rows.of}
            statement(rows)
            rows.chain_from(1)
        with store._database.engine(None).connect() as connection:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            triggers = connection.exec_driver_sql(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for name, _ in triggers:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            put(connection, before, rows.of, list(rows.of))
            for _, sql in triggers:
                connection.exec_driver_sql(sql)
            connection.commit()


def forge(rows):
    rows.of["person"][0]["name"] = "Somebody else"


def test_each_command_that_writes_keeps_and_prints_the_head(pairwell, kept):
    heads, faults = read_heads(kept)
    assert faults == []
    with open_store("scheme.db") as store:
        digests = [record.digest for record in store.records(PROGRAMME)]
    assert [(head.seq, head.digest) for head in heads] == [(1, digests[0]), (4, digests[3])]
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    result = pairwell("decide", "--json")
    json.loads(result.stdout)
    assert "Head of small-2017, record 7: " in result.stderr
    assert len(read_heads(kept)[0]) == 3
    for reads in (["history"], ["audit"], ["decide"]):  # the last has nothing new to say
        assert "Head of small-2017, record" not in pairwell(*reads).stderr
    assert len(read_heads(kept)[0]) == 3


def test_an_audit_reads_them_by_itself(pairwell, kept):
    signed = kept.with_suffix(".key").exists()
    found = json.loads(pairwell("audit", "--json").stdout)
    assert (found["holds"], found["heads"], found["signed"]) == (True, 2, 2 if signed else 0)
    changed_anew(forge)
    result = pairwell("audit", code=5)
    assert result.stdout.count("no record has the digest") == 1  # the head before is still right
    assert "does not hold" in result.stdout
    kept.unlink()
    assert pairwell("audit", "--heads", "elsewhere", code=2)
    pairwell("audit")  # nothing in the store alone can tell


def test_a_head_that_is_forged_has_no_signature(pairwell, tmp_path):
    pairwell("init", "--programme", "p.toml", "--sign")
    pairwell("import", "--mentees", "a.csv")
    key = Path("scheme.db.key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.rename(tmp_path / "elsewhere")
    changed_anew(forge)
    with open_store("scheme.db") as store:
        records = store.records(PROGRAMME)
    first, second = read_heads(Path("scheme.db.heads"))[0]
    forged = Head(second.at, PROGRAMME, 4, records[3].digest)
    lines = {
        "without": f"{first}\n{forged}\n",
        "another's": f"{first}\n{forged} {first.signature}\n",
        "all without": f"{forged}\n",
    }
    for lacks, text in lines.items():
        Path("scheme.db.heads").write_text(text)
        result = pairwell("audit", "--public-key", "scheme.db.pub", code=5)
        assert "the head of record 4 is not signed with this key" in result.stdout, lacks


@pytest.mark.parametrize("options", [(), ("--public-key", "scheme.db.pub")])
@pytest.mark.parametrize("cut", [r" \S{86}$", r".+"])
def test_signatures_that_are_all_cut_out_are_missed(pairwell, options, cut):
    pairwell("init", "--programme", "p.toml", "--sign")
    pairwell("import", "--mentees", "a.csv")
    pairwell("audit", *options)
    kept = Path("scheme.db.heads")
    kept.write_text(re.sub(f"(?m){cut}", "", kept.read_text()).strip("\n"))
    gone = not kept.read_text()
    result = pairwell("audit", *options, code=0 if gone and not options else 5)
    assert ("signed with" in result.stdout) != (gone and not options)


def test_a_line_that_is_none_is_found(pairwell, kept):
    with kept.open("a") as file:
        file.write("written by hand\n")
    assert "line 3: is not a head" in pairwell("audit", code=5).stdout


def test_heads_go_where_the_variable_says_and_are_printed_where_they_cannot(
    pairwell, tmp_path, monkeypatch
):
    monkeypatch.setenv("PAIRWELL_HEADS", str(tmp_path / "safe"))
    pairwell("init", "--programme", "p.toml")
    assert len(read_heads(tmp_path / "safe")[0]) == 1
    assert not Path("scheme.db.heads").exists()
    monkeypatch.setenv("PAIRWELL_HEADS", str(tmp_path / "missing" / "safe"))
    result = pairwell("import", "--mentees", "a.csv")
    assert "write it down: it could not be kept in" in result.stderr
    assert "No such file" in result.stderr
    (tmp_path / "link").symlink_to(tmp_path / "a.csv")
    monkeypatch.setenv("PAIRWELL_HEADS", str(tmp_path / "link"))
    pairwell("decide")
    assert (tmp_path / "a.csv").read_text("utf-8") == csv_text(named(MENTEES))


def test_a_store_is_not_made_beside_the_heads_of_another(pairwell, kept):
    os.remove("scheme.db")
    result = pairwell("init", "--programme", "p.toml", code=2)
    assert "scheme.db.heads: is of another store; move it away first" in result.stderr
    assert not Path("scheme.db").exists()


def test_a_key_that_others_may_read_signs_nothing(pairwell):
    pairwell("init", "--programme", "p.toml", "--sign")
    Path("scheme.db.key").chmod(0o644)
    result = pairwell("import", "--mentees", "a.csv")
    assert "close it with: chmod 600 scheme.db.key" in result.stderr
    assert len(read_heads(Path("scheme.db.heads"))[0]) == 1


def test_a_url_has_its_heads_in_this_folder():
    at = "postgresql://owner:secret@db.example.org:5433/scheme"
    assert heads_path(at) == Path("scheme@db.example.org-5433.heads")
    assert heads_path("a/b.db") == Path("a/b.db.heads")


@pytest.mark.parametrize(
    "statement",
    ["DROP TABLE rules", "DROP TABLE audit", "DROP TABLE form", "DROP TABLE alembic_version"],
)
def test_a_dropped_table_is_exit_code_5(pairwell, statement):
    pairwell("init", "--programme", "p.toml")
    with closing(sqlite3.connect("scheme.db")) as file, file:
        file.execute(statement)
    result = pairwell("audit", code=5)
    said = result.stdout + result.stderr
    assert "lacks what its version has" in said or "its version is missing" in said


def test_damaged_pages_are_exit_code_5(pairwell):
    pairwell("init", "--programme", "p.toml")
    whole = Path("scheme.db").read_bytes()
    Path("scheme.db").write_bytes(whole[:4096] + b"\x55" * (len(whole) - 4096))
    assert "damaged" in pairwell("audit", code=5).stderr


def test_a_clock_that_was_wrong_is_put_on_record(pairwell, monkeypatch):
    import datetime as dt

    from pairwell.store import _store

    pairwell("init", "--programme", "p.toml")
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(days=400)
    with open_store("scheme.db", clock=lambda: ahead) as store:
        store.add_programme(pw.Programme(programme_text(reserves=2)), actor="Officer")
    result = pairwell("import", "--mentees", "a.csv", code=2)
    assert "pairwell audit --clock-was-wrong WHY" in result.stderr
    pairwell("audit", "--clock-was-wrong", "The laptop was a year ahead.")
    pairwell("import", "--mentees", "a.csv")
    pairwell("audit")
    assert _store  # the store's own clock is the machine's


def test_history_says_where_somebody_was_erased(pairwell, store_url):
    pairwell("init", "--programme", "p.toml", "--store", store_url)
    pairwell("import", "--mentees", "a.csv", "--store", store_url)
    pairwell("erase", "ME-1", "--because", "Asked for.", "--yes", "--store", store_url)
    shown = pairwell("history", "--store", store_url).stdout
    assert "receive form (erased): submitted" in shown
    assert "ME-1" not in shown
    assert raw(store_url, "SELECT count(*) FROM record.about") == [(2,)]


def test_a_key_that_is_named_and_not_there_is_told(pairwell, monkeypatch):
    pairwell("init", "--programme", "p.toml", "--sign")
    monkeypatch.setenv("PAIRWELL_KEY", "elsewhere.key")
    result = pairwell("import", "--mentees", "a.csv")
    assert "elsewhere.key: there is no such key, and PAIRWELL_KEY names it" in result.stderr
    assert len(read_heads(Path("scheme.db.heads"))[0]) == 1
