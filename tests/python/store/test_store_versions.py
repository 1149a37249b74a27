"""Stores of earlier versions: each is brought up to date with nothing lost, or left as it was."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from small_rounds import programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, named, raw, ticking

import pairwell as pw
from pairwell.store import _archive, _schema, create_store, open_store, upgrade_store
from pairwell.store._database import Database
from pairwell.store._tables import Desk, metadata

DUMPS = sorted(Path(__file__).with_name("versions").glob("*.sql"))
"""A small programme as each version kept it. Written once and never again: `sqlite3 FILE .dump`."""

NEXT = '''
"""A version that is yet to come."""

import sqlalchemy as sa
from alembic import op

from pairwell.store.migrations._steps import content

revision = "next"
down_revision = "{newest}"


def upgrade() -> None:
    content("wish", "application", ["reference", "text"])
    {then}
'''


def test_every_version_has_its_dump():
    versions = {
        script.revision
        for script in _schema.ScriptDirectory(str(_schema.MIGRATIONS)).walk_revisions()
    }
    assert {dump.stem for dump in DUMPS} == versions


@pytest.fixture
def earlier(request, store_url, tmp_path):
    """Make a store of an earlier version from its dump, on either database."""

    def make(dump):
        if "://" not in store_url:
            with closing(sqlite3.connect(store_url)) as file:
                file.executescript(dump.read_text("utf-8"))
            Path(store_url).chmod(0o600)
            return store_url
        database = Database(store_url)
        _schema.create(database, dump.stem)
        with closing(sqlite3.connect(":memory:")) as file, database.building() as connection:
            file.executescript(dump.read_text("utf-8"))
            file.row_factory = sqlite3.Row
            tables = {table.name: table for table in metadata.sorted_tables}
            there = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            names = {name for (name,) in there} - {"alembic_version"}
            for name in ["audit", *sorted(names - {"audit"})]:
                rows = [dict(row) for row in file.execute(f"SELECT * FROM {name}")]
                if rows:
                    columns = [sa.column(key) for key in rows[0]]
                    table = sa.table(name, *columns, schema=tables[name].schema)
                    connection.execute(sa.insert(table), rows)
        database.close()
        return store_url

    return make


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_an_earlier_store_comes_up_to_date_whole(dump, earlier):
    url = earlier(dump)
    assert upgrade_store(url) == dump.stem
    with open_store(url, clock=ticking("2018-01-01T00:00:00+00:00")) as store:
        before = store.audit(PROGRAMME)
        assert before.holds, before.failures
        assert before.records == 12
        assert store.programme(PROGRAMME).digest == pw.Programme(programme_text()).digest
        desk = store.applications(PROGRAMME, actor="Panel")
        given = pw.read_mentees(named(MENTEES), store.programme(PROGRAMME)).forms
        assert [f.answers for f in desk.forms("mentee").forms] == [f.answers for f in given]
        assert [f.reference for f in desk.forms("mentor").forms] == MENTORS
        people = store.identities(PROGRAMME, actor="Officer").look_up(MENTEES, "a test")
        assert [people[r].name for r in MENTEES] == [f"Name of {r}" for r in MENTEES]
        assert len(store.monitoring(PROGRAMME, actor="Analyst").answers()) == 3
        decided = store.audit(PROGRAMME).records
        desk.decide()  # as it was decided then, so that there is nothing new to record
        assert store.audit(PROGRAMME).records == decided
        with store._database.reading(Desk.CUSTODIAN) as connection:
            assert _archive.rows_of(connection, PROGRAMME)["application/decision.jsonl"]


@pytest.fixture
def yet_to_come(tmp_path, monkeypatch):
    """Make this pairwell one that has a further version."""

    def make(then="pass"):
        folder = tmp_path / "migrations"
        shutil.copytree(_schema.MIGRATIONS, folder)
        text = NEXT.format(newest=_schema.newest(), then=then)
        (folder / "versions" / "v9999_next.py").write_text(text, "utf-8")
        monkeypatch.setattr(_schema, "MIGRATIONS", folder)

    return make


def test_an_older_store_is_refused_with_the_remedy_and_then_upgraded(filled_alone, yet_to_come):
    newest = _schema.newest()
    yet_to_come()
    with pytest.raises(pw.Error, match=f"is of version {newest}, .* pairwell init --upgrade"):
        open_store(filled_alone)
    assert upgrade_store(filled_alone) == newest
    with open_store(filled_alone) as store:
        # What PostgreSQL has is written down for versions that are.
        assert all("wish" in failure for failure in store.audit(PROGRAMME).failures)
    assert raw(filled_alone, "SELECT count(*) FROM application.wish") == [(0,)]


def test_an_upgrade_that_fails_leaves_the_store_as_it_was(filled_alone, yet_to_come, monkeypatch):
    earlier = _schema.MIGRATIONS
    yet_to_come('op.execute("SELECT * FROM nothing")')
    with pytest.raises(pw.Error, match=r"not as they were made|the database refused it"):
        upgrade_store(filled_alone)
    monkeypatch.setattr(_schema, "MIGRATIONS", earlier)
    with open_store(filled_alone) as store:
        assert store.audit(PROGRAMME).holds
    with pytest.raises(Exception, match=r"no such table|does not exist"):
        raw(filled_alone, "SELECT count(*) FROM application.wish")


def test_a_store_of_a_newer_pairwell_is_refused(filled_alone):
    version = "alembic_version" if "://" not in filled_alone else "record.alembic_version"
    raw(filled_alone, f"UPDATE {version} SET version_num = '99'")
    for call in (open_store, upgrade_store):
        with pytest.raises(pw.Error, match=r"version 99, which this pairwell .* does not know"):
            call(filled_alone)


def test_what_holds_no_store_is_not_upgraded(store_url, tmp_path):
    with pytest.raises(pw.Error, match=r"there is no store|holds no store"):
        upgrade_store(store_url)
    create_store(store_url).close()
    assert upgrade_store(store_url) == _schema.newest()


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_an_earlier_archive_is_taken_in(dump, tmp_path):
    rows = {}
    with closing(sqlite3.connect(":memory:")) as file:
        file.executescript(dump.read_text("utf-8"))
        file.row_factory = sqlite3.Row
        there = {name for (name,) in file.execute("SELECT name FROM sqlite_master").fetchall()}
        for member, table in _archive.MEMBERS.items():
            if table.name in there:
                found = file.execute(f"SELECT * FROM {table.name} ORDER BY seq")
                rows[member] = [dict(row) for row in found]
    head = rows["record/audit.jsonl"][-1]["digest"]
    _archive.write(tmp_path / "a.zip", PROGRAMME, head, rows, dump.stem)
    with create_store(tmp_path / "b.db") as store:
        store.import_programme(tmp_path / "a.zip", actor="Officer", expect=head)
        assert store.audit(PROGRAMME, expect=head).holds
        formats = [record.format for record in store.records(PROGRAMME)]
        assert formats == [1 if int(dump.stem) < 3 else 2] * 12 + [2]


def test_records_of_a_later_format_are_not_passed_off_as_earlier_ones(filled, filled_url):
    raw(filled_url, "UPDATE record.audit SET format = 1 WHERE seq = 3", triggers=False)
    failures = filled.audit(PROGRAMME).failures
    assert any(failure.startswith("record 3: was changed") for failure in failures)


def test_a_record_says_which_login_made_it(filled, filled_url):
    expected = "owner" if "://" in filled_url else ""
    assert {record.login for record in filled.records(PROGRAMME)} == {expected}
    raw(filled_url, "UPDATE record.audit SET login = 'else' WHERE seq = 3", triggers=False)
    assert not filled.audit(PROGRAMME).holds
