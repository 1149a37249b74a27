"""The store: what it keeps, who may see what, and what each database refuses."""

import datetime as dt
import os
import re
import shutil
import sqlite3
import stat
import tempfile
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from small_rounds import csv_text, panel, programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, filled_store, named, raw

import pairwell as pw
from pairwell.store import _actions, create_store, open_store
from pairwell.store._ledger import salted
from pairwell.store._tables import CONTENT, RIGHTS, Desk, metadata


@contextmanager
def read_only(source):
    """A copy of a file for somebody who may read it, and write neither it nor its folder."""
    folder = Path(tempfile.mkdtemp(prefix="pairwell-read-only-"))
    path = Path(shutil.copy(source, folder / "a.db"))
    path.chmod(0o400)
    lent = os.geteuid() == 0  # root may write anything, so it acts as nobody for a while
    if lent:
        os.chown(path, 65534, 65534)
        os.chown(folder, 65534, 65534)
    folder.chmod(0o500)
    try:
        if lent:
            os.seteuid(65534)
        yield path
    finally:
        if lent:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


def applications(store):
    return store.applications(PROGRAMME, actor="Panel")


class TestWhatIsKept:
    def test_a_programme_comes_back_with_its_digest(self, filled):
        programme = pw.Programme(programme_text())
        assert filled.programmes() == [PROGRAMME]
        kept = filled.programme(PROGRAMME)
        assert (kept.text, kept.digest, kept.file) == (
            programme.text,
            programme.digest,
            programme.file,
        )

    def test_the_same_programme_again_is_no_new_version(self, filled):
        before = len(filled.records(PROGRAMME))
        filled.add_programme(pw.Programme(programme_text()), actor="Officer")
        assert len(filled.records(PROGRAMME)) == before
        filled.add_programme(pw.Programme(programme_text(reserves=2)), actor="Officer")
        assert filled.records(PROGRAMME)[-1].outcome == "new version"
        assert filled.programme(PROGRAMME).selection.reserves == 2

    def test_a_programme_that_is_not_there_is_named_with_those_that_are(self, filled):
        with pytest.raises(pw.Error, match=r"no programme 'other'; it has small-2017"):
            filled.programme("other")
        with pytest.raises(pw.Error, match="no programme 'other'"):
            filled.reception("other", actor="Officer").receive("mentee", named(MENTEES))

    def test_forms_come_back_as_they_were_read(self, filled):
        desk = applications(filled)
        for role, read, references in (
            ("mentee", pw.read_mentees, MENTEES),
            ("mentor", pw.read_mentors, MENTORS),
        ):
            expected = read(named(references), filled.programme(PROGRAMME))
            assert [f.reference for f in desk.forms(role).forms] == references
            for kept, given in zip(desk.forms(role).forms, expected.forms, strict=True):
                assert kept.submitted_at == given.submitted_at
                assert dict(kept.answers) == dict(given.answers)

    def test_a_table_taken_in_twice_changes_nothing(self, filled):
        before = filled.audit(PROGRAMME)
        received = filled.reception(PROGRAMME, actor="Officer").receive("mentee", named(MENTEES))
        assert received.unchanged == tuple(MENTEES)
        assert filled.audit(PROGRAMME) == before

    def test_a_newer_form_stands_beside_the_earlier_one(self, filled):
        table = named(MENTEES, nation=["Scotland", "England", "England"])
        received = filled.reception(PROGRAMME, actor="Officer").receive("mentee", table)
        assert (received.changed, received.new) == (("ME-1",), ())
        assert applications(filled).forms("mentee").forms[0].nation == "Scotland"

    def test_a_name_that_was_put_right_is_a_change_too(self, filled):
        table = named(["ME-1"])
        table["name"] = ["Anne"]
        reception = filled.reception(PROGRAMME, actor="Officer")
        assert reception.receive("mentee", table).changed == ("ME-1",)
        assert reception.receive("mentee", table).unchanged == ("ME-1",)
        people = filled.identities(PROGRAMME, actor="Officer").look_up(["ME-1"], "a test")
        assert people["ME-1"].name == "Anne"

    def test_a_table_with_an_error_brings_nothing(self, filled):
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput, match="sumbitted"):
            filled.reception(PROGRAMME, actor="Officer").receive(
                "mentee", named(["ME-8", "ME-9"], state=["submitted", "sumbitted"])
            )
        assert filled.audit(PROGRAMME) == before

    def test_a_reference_of_the_other_role_is_an_error(self, filled):
        with pytest.raises(pw.InvalidInput, match="belongs to a mentee"):
            filled.reception(PROGRAMME, actor="Officer").receive("mentor", named(["ME-1"]))

    def test_a_role_that_is_none_is_refused(self, filled):
        desk = filled.reception(PROGRAMME, actor="Officer")
        with pytest.raises(pw.InvalidInput, match="A role is mentee or mentor"):
            desk.receive("mentors", named(["ME-9"]))
        with pytest.raises(pw.InvalidInput, match="A role is mentee or mentor"):
            filled.applications(PROGRAMME, actor="Officer").forms("mentors")

    def test_decisions_are_those_of_the_library(self, filled, filled_url):
        desk = applications(filled)
        late = named(["ME-4"], submitted_at=["2017-04-24T10:00:01"])
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", late)
        decided = desk.decide()
        assert [d.outcome.name for d in decided] == ["ELIGIBLE"] * 3 + ["LATE"] + ["ELIGIBLE"] * 2
        kept = {d.reference: d for d in desk.decisions("eligibility")}
        assert kept["ME-4"].outcome == "late"
        assert kept["ME-4"].reasons[0]["rule"] == "deadline"
        record = filled.records(PROGRAMME)[kept["ME-4"].seq - 1]
        assert (record.actor, record.action, record.subject) == ("Panel", "decide", "ME-4")
        at = f"application.decision WHERE seq = {record.seq}"
        ((salt,),) = raw(filled_url, f"SELECT salt FROM {at}")
        assert record.inputs == salted(salt, decided[3].inputs)
        assert record.rules == filled.programme(PROGRAMME).digest

    def test_only_what_differs_is_decided_again(self, filled):
        desk = applications(filled)
        desk.decide()
        before = filled.audit(PROGRAMME).records
        desk.decide()
        assert filled.audit(PROGRAMME).records == before
        late = named(["ME-4"], submitted_at=["2017-04-24T10:00:01"])
        filled.reception(PROGRAMME, actor="Officer").receive("mentee", late)
        desk.decide()
        grace = pw.Grace(
            reference="ME-4",
            until=dt.datetime(2017, 4, 24, 12, tzinfo=dt.UTC),
            reason="The page was down.",
            decided_by="Officer",
        )
        desk.let_in([grace])
        desk.let_in([grace])  # the same file once more
        desk.decide()
        assert [r.outcome for r in filled.records(PROGRAMME)[before:]] == [
            "submitted", "late", "late form let in", "eligible",
        ]  # fmt: skip
        assert desk.graces()[0].decided_by == "Officer"

    @pytest.mark.parametrize("wrong", ["reference", "reason", "decided_by"])
    def test_a_grace_without_its_parts_is_refused(self, filled, wrong):
        parts = {"reference": "ME-1", "reason": "Down.", "decided_by": "Officer", wrong: " "}
        until = dt.datetime(2017, 4, 24, 12, tzinfo=dt.UTC)
        with pytest.raises(pw.InvalidInput, match=wrong):
            applications(filled).let_in([pw.Grace(until=until, **parts)])

    def test_a_shortlist_is_that_of_the_library(self, filled):
        desk = applications(filled)
        with pytest.raises(pw.Error, match="decide first"):
            desk.shortlist()
        desk.decide()
        desk.mark(panel([*MENTEES, *MENTORS]))
        made = desk.shortlist()
        assert [s.outcome.name for s in made["mentee"]] == ["SHORTLISTED", "SHORTLISTED", "RESERVE"]
        kept = desk.decisions("selection")
        assert [(d.reference, d.rank) for d in kept if d.role == "mentee"] == [
            ("ME-1", 1), ("ME-2", 2), ("ME-3", 3),
        ]  # fmt: skip

    def test_marks_for_nobody_are_refused(self, filled):
        with pytest.raises(pw.InvalidInput, match="no form with this reference"):
            applications(filled).mark(panel(["ME-1", "ME-77"]))

    def test_marks_and_graces_for_nobody_are_all_named_by_their_rows(self, filled, tmp_path):
        path = tmp_path / "panel.csv"
        path.write_text(csv_text(panel(["ME-1", "ME-77", "ME-78"])), "utf-8")
        desk = applications(filled)
        with pytest.raises(pw.InvalidInput) as refused:
            desk.mark(path)
        assert [(f.file, f.row, f.value) for f in refused.value.findings] == [
            ("panel.csv", 3, "ME-77"),
            ("panel.csv", 4, "ME-78"),
        ]
        until = dt.datetime(2017, 4, 24, 12, tzinfo=dt.UTC)
        graces = [
            pw.Grace(reference=each, until=until, reason="Down.", decided_by="Officer")
            for each in ("ME-1", "ME-77", "ME-78")
        ]
        with pytest.raises(pw.InvalidInput) as refused:
            desk.let_in(graces)
        assert [f.value for f in refused.value.findings] == ["ME-77", "ME-78"]
        assert desk.graces() == []

    def test_a_member_may_mark_again(self, filled):
        desk = applications(filled)
        desk.mark(panel(["ME-1", "ME-2"]))
        desk.mark(panel(["ME-2"]))
        assert {m.reference: list(m.marks) for m in desk.marks()} == {"ME-1": [10], "ME-2": [10]}

    def test_times_are_those_of_the_clock(self, filled):
        times = [record.at for record in filled.records(PROGRAMME)]
        assert times[0] == "2017-04-25T09:00:01.000000Z"
        assert times == sorted(times)

    @pytest.mark.parametrize("actor", ["", "  "])
    def test_a_change_that_nobody_makes_is_refused(self, filled, actor):
        with pytest.raises(pw.Error, match="names who makes it"):
            filled.applications(PROGRAMME, actor=actor).decide()

    def test_two_programmes_stand_apart(self, filled):
        other = programme_text().replace("small-2017", "small-2018")
        filled.add_programme(pw.Programme(other), actor="Officer")
        assert filled.programmes() == ["small-2017", "small-2018"]
        assert filled.audit("small-2018").records == 1
        assert filled.applications("small-2018", actor="Panel").forms("mentee").forms == []


class TestWhoMaySeeWhat:
    def test_names_are_shown_and_every_look_is_on_record(self, filled):
        desk = filled.identities(PROGRAMME, actor="Officer")
        people = desk.look_up(["ME-1", "ME-77"], "letters")
        assert people["ME-1"].name == "Name of ME-1"
        assert list(people) == ["ME-1"]
        assert [(r.action, r.subject, r.outcome) for r in filled.records(PROGRAMME)[-2:]] == [
            ("look up: letters", "ME-1", "shown"),
            ("look up: letters", "ME-77", "not known"),
        ]
        with pytest.raises(pw.Error, match="for a purpose"):
            desk.look_up(["ME-1"], " ")

    def test_monitoring_answers_of_nobody_are_refused(self, filled):
        reception = filled.reception(PROGRAMME, actor="Officer")
        table = {"reference": ["ME-1", "ME-03"], "gender": ["woman", "man"]}
        before = filled.audit(PROGRAMME)
        with pytest.raises(pw.InvalidInput, match="Did you mean 'ME-3'") as refused:
            reception.receive_monitoring(table)
        (fault,) = refused.value.findings
        assert (fault.rule, fault.row, fault.column, fault.value) == (
            "reference", 2, "reference", "ME-03",
        )  # fmt: skip
        assert filled.audit(PROGRAMME) == before

    def test_monitoring_answers_come_back(self, filled):
        answers = filled.monitoring(PROGRAMME, actor="Analyst").answers()
        assert [(a.reference, a.given("gender"), a.given("ethnicity")) for a in answers] == [
            ("ME-1", "woman", ""), ("ME-2", "man", ""), ("ME-3", "woman", ""),
        ]  # fmt: skip

    def test_nobody_answered_is_no_answers(self, store_url):
        with create_store(store_url) as store:
            store.add_programme(pw.Programme(programme_text()), actor="Officer")
            assert store.monitoring(PROGRAMME, actor="Analyst").answers() == []

    def test_the_record_names_nobody(self, filled, filled_url):
        applications(filled).decide()
        everything = str(raw(filled_url, "SELECT * FROM record.audit"))
        everything += str(raw(filled_url, "SELECT * FROM application.form"))
        assert "ME-1" in everything
        assert "Name of" not in everything
        assert "example.org" not in everything
        assert "woman" not in everything

    @pytest.mark.parametrize("desk", [d for d in Desk if d is not Desk.CUSTODIAN])
    def test_the_database_refuses_what_is_not_the_desks(self, filled, desk):
        for table in metadata.tables.values():
            readable = RIGHTS[desk].read
            if not filled._database.is_file:
                readable = readable - RIGHTS[desk].asked
            if table.name in readable:
                with filled._database.reading(desk) as connection:
                    connection.execute(sa.select(table)).all()
                continue
            with (
                pytest.raises(pw.Error, match="no access to that part"),
                filled._database.reading(desk) as connection,
            ):
                connection.execute(sa.select(table)).all()

    def test_the_deciding_desk_sees_neither_names_nor_monitoring(self):
        seen = RIGHTS[Desk.APPLICATIONS]
        for kept_apart in ("person", "answers"):
            assert kept_apart not in seen.read | seen.insert | seen.delete
        assert {"answers", "decision", "mark"}.isdisjoint(RIGHTS[Desk.RECEPTION].read)
        assert RIGHTS[Desk.MONITORING].read.isdisjoint({"form", "decision", "mark", "person"})

    @pytest.mark.parametrize("desk", Desk)
    def test_a_desk_writes_only_what_stands_under_its_actions(self, desk):
        written = {"audit"}
        for action in (each for several in _actions._table().values() for each in several):
            if desk in action.desks:
                written |= set(re.findall("[a-z]+", action.kinds)) | {"about"}
        assert RIGHTS[desk].insert <= written

    def test_no_desk_changes_a_row(self, filled):
        for desk in Desk:
            for table in metadata.tables.values():
                changed = sa.update(table).values(programme="other")
                with (
                    pytest.raises(pw.Error, match="no access"),
                    filled._database.writing(desk, "x") as connection,
                ):
                    connection.execute(changed)


class TestTheChain:
    def test_holds_and_counts(self, filled):
        applications(filled).decide()
        report = filled.audit(PROGRAMME)
        assert report.holds
        assert report.records == len(filled.records(PROGRAMME)) == 1 + 3 + 2 + 1 + 5
        assert report.head == filled.records(PROGRAMME)[-1].digest

    def test_the_head_of_earlier_is_still_in_it(self, filled):
        head = filled.audit(PROGRAMME).head
        applications(filled).decide()
        assert filled.audit(PROGRAMME, expect=head).holds

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE record.audit SET outcome = 'withdrawn' WHERE seq = 2",
            "UPDATE record.audit SET actor = 'Nobody' WHERE seq = 2",
            "UPDATE record.audit SET at = '2017-04-25T09:00:00.000000Z' WHERE seq = 2",
            "UPDATE record.audit SET previous = digest WHERE seq = 2",
            "DELETE FROM record.audit WHERE seq = 3",
            "DELETE FROM record.audit WHERE seq = 1",
            "UPDATE record.rules SET toml = '' WHERE seq = 1",
            "UPDATE application.form SET role = 'mentor' WHERE seq = 3",
            "UPDATE application.form SET salt = '' WHERE seq = 3",
            "DELETE FROM application.form WHERE seq = 3",
            "UPDATE identity.person SET name = 'Somebody else' WHERE seq = 3",
            "DELETE FROM identity.person WHERE seq = 3",
            "DELETE FROM monitoring.answers WHERE n = 2",
            "INSERT INTO application.grace VALUES "
            "('small-2017', 3, 9, '', 'ME-1', '2017-05-01', 'friend', 'Officer')",
            "INSERT INTO application.grace VALUES "
            "('small-2017', 3, 0, '', 'ME-1', '2017-05-01', 'friend', 'Officer')",
            "INSERT INTO application.grace VALUES "
            "('small-2017', 99, 0, '', 'ME-1', '2017-05-01', 'friend', 'Officer')",
            "INSERT INTO record.erasure VALUES "
            "('small-2017', 3, 9, '', 'identity', 'person', 'abc', 3, 1)",
        ],
    )
    def test_what_was_done_behind_its_back_shows(self, filled, filled_url, statement):
        assert filled.audit(PROGRAMME).holds
        raw(filled_url, statement, triggers=False)
        report = filled.audit(PROGRAMME)
        assert not report.holds
        assert all(failure.startswith("record ") for failure in report.failures)

    def test_records_taken_off_the_end_show_by_the_head_written_down(self, filled, filled_url):
        head = filled.audit(PROGRAMME).head
        statements = [
            f"DELETE FROM {part} WHERE seq = 7" for part in ("monitoring.answers", "record.audit")
        ]
        raw(filled_url, *statements, triggers=False)
        assert filled.audit(PROGRAMME).holds  # nothing in the store can tell
        report = filled.audit(PROGRAMME, expect=head)
        assert not report.holds
        assert "records at the end are missing" in report.failures[0]

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE record.audit SET outcome = 'withdrawn'",
            "DELETE FROM record.audit",
            "UPDATE application.form SET cells = '{}'",
            "UPDATE identity.person SET name = ''",
            "DELETE FROM record.erasure",
            "DELETE FROM record.rules",
        ],
    )
    def test_the_database_itself_refuses_changes(self, filled, filled_url, statement):
        if "erasure" in statement:  # a trigger on rows wants a row
            columns = "('small-2017', 3, 9, '', 'identity', 'person', 'abc', 3, 1)"
            raw(filled_url, f"INSERT INTO record.erasure VALUES {columns}")
        before = filled.records(PROGRAMME)
        with pytest.raises((sqlite3.IntegrityError, psycopg.errors.RaiseException), match="ledger"):
            raw(filled_url, statement)
        assert filled.records(PROGRAMME) == before

    def test_the_table_of_records_cannot_be_emptied_on_postgresql(self, postgres):
        url = postgres.database()
        with (
            filled_store(url),
            pytest.raises(psycopg.errors.RaiseException, match="no truncate"),
        ):
            raw(url, "TRUNCATE record.audit CASCADE")


class TestRefusals:
    def test_a_store_is_made_once(self, store_url):
        create_store(store_url).close()
        with pytest.raises(pw.Error, match="already"):
            create_store(store_url)

    def test_files_are_private(self, tmp_path):
        old = os.umask(0)
        try:
            filled_store(str(tmp_path / "a.db")).close()
        finally:
            os.umask(old)
        with closing(sqlite3.connect(tmp_path / "a.db")) as held:  # keeps the log in place
            held.execute("SELECT * FROM audit").fetchall()
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
        assert modes == dict.fromkeys(["a.db", "a.db-wal", "a.db-shm"], 0o600)

    def test_a_file_that_others_may_read_is_refused_with_the_remedy(self, tmp_path):
        create_store(tmp_path / "a.db")
        (tmp_path / "a.db").chmod(0o640)
        with pytest.raises(pw.Error, match=r"mode 0640\); close it with: chmod 600 .*a\.db"):
            open_store(tmp_path / "a.db")

    def test_what_is_no_store_is_refused(self, tmp_path):
        with pytest.raises(pw.Error, match=r"a\.db: there is no store"):
            open_store(tmp_path / "a.db")
        (tmp_path / "a.db").write_text("reference,state\n" * 100)
        (tmp_path / "a.db").chmod(0o600)
        with pytest.raises(pw.Error, match=r"a\.db: this is not a database"):
            open_store(tmp_path / "a.db")
        with closing(sqlite3.connect(tmp_path / "b.db")) as other:
            other.execute("CREATE TABLE recipes (name)")
        (tmp_path / "b.db").chmod(0o600)
        with pytest.raises(pw.Error, match=r"b\.db: holds no store"):
            open_store(tmp_path / "b.db")
        with pytest.raises(pw.Error, match="is not a file"):
            open_store(tmp_path)
        with pytest.raises(pw.Error, match=r"cannot be made"):
            create_store(tmp_path / "missing" / "a.db")

    def test_an_empty_database_is_no_store(self, postgres):
        with pytest.raises(pw.Error, match="no store"):
            open_store(postgres.database())

    def test_a_damaged_file_is_named(self, tmp_path):
        path = tmp_path / "a.db"
        filled_store(str(path)).close()
        content = bytearray(path.read_bytes())
        content[4096:] = b"\x55" * (len(content) - 4096)
        path.write_bytes(content)
        with pytest.raises(pw.Error, match=r"a\.db: the file is damaged; restore it"):
            open_store(path).audit(PROGRAMME)

    def test_a_file_that_may_only_be_read_is_named(self, filled_file):
        with read_only(filled_file) as path:
            with pytest.raises(pw.Error, match=rf"{path}: the file cannot be (written|opened)"):
                open_store(path).add_programme(pw.Programme(programme_text()), actor="Officer")
            assert [p.name for p in path.parent.iterdir()] == ["a.db"]

    @pytest.mark.parametrize("url", ["mysql://a@b/c", "sqlite://", "postgresql:/x://", "://"])
    def test_other_urls_are_refused(self, url):
        with pytest.raises(pw.Error, match="store"):
            open_store(url)

    def test_a_server_that_does_not_run_is_named_without_the_password(self):
        with pytest.raises(pw.Error, match="cannot be reached") as refused:
            open_store("postgresql://owner:secret@127.0.0.1:9/scheme")
        assert "secret" not in str(refused.value)
        assert "postgresql://owner:***@127.0.0.1:9/scheme" in str(refused.value)

    def test_a_database_that_is_not_there_is_named(self, postgres):
        with pytest.raises(pw.Error, match=r"/missing: .*does not exist|no such database"):
            open_store(postgres.url("missing"))

    def test_a_locked_file_is_named_and_nothing_is_changed(self, tmp_path):
        filled_store(str(tmp_path / "a.db")).close()
        store = open_store(tmp_path / "a.db", busy=0.05)
        before = store.audit(PROGRAMME)
        with closing(sqlite3.connect(tmp_path / "a.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(pw.Error, match=r"a\.db: another program has kept the file locked"):
                applications(store).decide()
            other.execute("ROLLBACK")
        assert store.audit(PROGRAMME) == before
        applications(store).decide()

    def test_a_locked_programme_is_named_on_postgresql(self, postgres):
        url = postgres.database()
        filled_store(url).close()
        with open_store(url, busy=0.05) as store, psycopg.connect(url) as other:
            other.execute(f"SELECT access.begin('{PROGRAMME}', 'applications', false)")
            with pytest.raises(pw.Error, match="another program has kept the store locked"):
                applications(store).decide()

    def test_a_full_disk_is_a_sentence_and_nothing_is_changed(self, tmp_path, monkeypatch):
        store = filled_store(str(tmp_path / "a.db"))
        before = store.audit(PROGRAMME)
        from pairwell.store import _sqlite

        prepare = _sqlite._prepare

        def on_a_small_disk(connection):
            prepare(connection)
            connection.execute("PRAGMA max_page_count = 1")  # as many as there are

        monkeypatch.setattr(_sqlite, "_prepare", on_a_small_disk)
        many = [f"ME-{n}" for n in range(100, 400)]
        with pytest.raises(pw.Error, match=r"a\.db: the disk is full; free some space") as full:
            store.reception(PROGRAMME, actor="Officer").receive("mentee", named(many))
        assert "Nothing was changed" in str(full.value)
        monkeypatch.undo()
        assert store.audit(PROGRAMME) == before

    def test_a_disk_that_refuses_is_a_sentence(self, tmp_path):
        resource = pytest.importorskip("resource")
        store = filled_store(str(tmp_path / "a.db"))
        before = store.audit(PROGRAMME)
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            many = [f"ME-{n}" for n in range(100, 400)]
            with pytest.raises(pw.Error, match=r"a\.db: the disk could not be read or written"):
                store.reception(PROGRAMME, actor="Officer").receive("mentee", named(many))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert store.audit(PROGRAMME) == before

    @pytest.mark.parametrize(
        ("code", "said"),
        [("53100", "server's disk is full"), ("25006", "can only be read from")],
    )
    def test_a_server_that_refuses_is_a_sentence(self, postgres, code, said):
        url = postgres.database()
        with filled_store(url) as store:
            before = store.audit(PROGRAMME)
            raw(
                url,
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{code}'; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON record.audit "
                "FOR EACH ROW EXECUTE FUNCTION refuse()",
            )
            with pytest.raises(pw.Error, match=said):
                applications(store).decide()
            raw(url, "DROP TRIGGER refuse ON record.audit", "DROP FUNCTION refuse()")
            assert store.audit(PROGRAMME) == before


class TestTheTables:
    def test_are_as_the_newest_version_makes_them(self, store_url):
        with create_store(store_url) as store, store._database.building() as connection:
            found = sa.inspect(connection)
            schemas = {table.schema for table in metadata.tables.values()}
            names = {
                name
                for schema in ([None] if store._database.is_file else schemas)
                for name in found.get_table_names(schema=schema)
            }
            assert names == {"audit", *CONTENT, "alembic_version"}
            for table in metadata.tables.values():
                schema = None if store._database.is_file else table.schema
                made = found.get_columns(table.name, schema=schema)
                assert [(c["name"], str(c["type"]), c["nullable"]) for c in made] == [
                    (c.name, str(c.type), c.nullable) for c in table.columns
                ]
                keys = found.get_pk_constraint(table.name, schema=schema)["constrained_columns"]
                assert keys == [c.name for c in table.primary_key]
                indexes = {i["name"] for i in found.get_indexes(table.name, schema=schema)}
                assert indexes == {i.name for i in table.indexes}
