"""The record against somebody who tries: what was changed behind its back, an audit finds."""

import datetime as dt
import sqlite3
from contextlib import closing

import pytest
from record_changes import Rows, put, undone, unseen
from store_cases import MENTEES, PROGRAMME, lived, raw, ticking

import pairwell as pw
from pairwell.store import DamagedError, open_store
from pairwell.store._audit import check_chain
from pairwell.store._ledger import row_digest
from pairwell.store._tables import CONTENT

COUNT = {"sqlite": 150, "postgresql": 30}


def kind_of(url):
    return "postgresql" if "://" in url else "sqlite"


@pytest.fixture
def busy(filled, filled_url):
    """A store in which every table has rows, somebody was erased, and a class of data is over."""
    lived(filled)
    with open_store(filled_url, clock=ticking("2018-01-01T09:00:00+00:00")) as store:
        custodian = store.custodian(PROGRAMME, actor="Custodian")
        custodian.erase("ME-3", because="Asked for.")
        custodian.keep_for("monitoring", 0, because="Published policy.")
        custodian.purge(dt.date(2018, 1, 1), dry=False)
    return filled


def test_no_change_is_unseen_by_an_audit_with_the_head(busy, filled_url):
    assert busy.audit(PROGRAMME).holds
    assert unseen(busy, COUNT[kind_of(filled_url)], 15) == []
    assert busy.audit(PROGRAMME).holds


class TestErasuresThatWereNone:
    """The custodian's login may delete content and append records: each has to be an erasure."""

    @pytest.fixture
    def tried(self, busy):
        """Take rows away, append a record that accounts for them, and give what is found."""

        def attempt(taken, told, *more):
            head = busy.audit(PROGRAMME).head
            with undone(busy) as connection:
                rows = Rows(connection)
                before = {name: [dict(row) for row in rows.of[name]] for name in rows.of}
                going = [
                    (kind, row) for kind in CONTENT for row in rows.of[kind] if taken(kind, row)
                ]
                erasures = [
                    ("erasure", {
                        "programme": PROGRAMME, "salt": "0" * 32, "part": CONTENT[kind].schema,
                        "kind": kind, "row_digest": row_digest(kind, row), "erased": row["seq"],
                        "place": row["n"],
                    })
                    for kind, row in going
                ]  # fmt: skip
                for kind, row in going:
                    rows.of[kind].remove(row)
                last = rows.records()[-1]
                outcome = f"{len(going)} row{'s' if len(going) > 1 else ''} erased"
                record = {**last, "actor": "C", "rules": "", "outcome": outcome, **told}
                salted = {"programme": PROGRAMME, "salt": "0" * 32}
                rows.append(record, *((kind, {**salted, **row}) for kind, row in more), *erasures)
                put(connection, before, rows.of, list(rows.of))
                return check_chain(connection, PROGRAMME, [head]).failures

        return attempt

    def test_a_decision_that_is_replaced(self, tried):
        def decision(kind, row):
            return kind == "decision" and row["reference"] == "ME-1"

        replaced = {
            "reference": "ME-1", "role": "mentee", "stage": "eligibility", "region": "",
            "outcome": "not_eligible", "reasons": "[]", "place": 0, "mean": 0,
        }  # fmt: skip
        for told in (
            {"desk": "custodian", "action": "note", "subject": ""},
            {"desk": "custodian", "action": "erase: Asked for.", "subject": "a person"},
            {"desk": "applications", "action": "decide", "subject": "ME-1"},
        ):
            assert tried(decision, told, ("decision", replaced))
            assert tried(decision, told)

    @pytest.mark.parametrize("left", ["about", "form", "mark", "pair", "standing"])
    def test_an_erasure_that_leaves_something_of_the_person(self, tried, left):
        told = {"desk": "custodian", "action": "erase: Asked for.", "subject": "a person"}
        tally = ("tally", {"role": "mentee", "region": "England", "step": "matched"})

        def of(reference, *but):
            return lambda kind, row: (
                kind not in (*but, "erasure", "tally", "rules")
                and reference in (row.get("reference"), row.get("partner"))
            )

        assert tried(of("ME-1", left), told, tally)

    def test_an_erasure_of_two_at_once(self, tried):
        told = {"desk": "custodian", "action": "erase: Asked for.", "subject": "a person"}
        tally = ("tally", {"role": "mentee", "region": "England", "step": "matched"})
        failures = tried(
            lambda kind, row: not {"ME-1", "ME-2"}.isdisjoint(
                {row.get("reference"), row.get("partner")}
            ),
            told, tally, tally,
        )  # fmt: skip
        assert any("several people" in failure for failure in failures)

    @pytest.mark.parametrize("also", ["thing", "answers"])
    def test_an_erasure_that_takes_what_is_not_the_persons(self, busy, tried, filled_url, also):
        told = {"desk": "custodian", "action": "erase: Asked for.", "subject": "a person"}
        tally = ("tally", {"role": "mentee", "region": "England", "step": "matched"})
        with open_store(filled_url, clock=ticking("2018-01-02T09:00:00+00:00")) as store:
            store.running(PROGRAMME, actor="Officer").add_entry(
                "travel", "offer", 100, "G-2", on=dt.date(2017, 4, 25), event="training"
            )
            store.reception(PROGRAMME, actor="Officer").receive_monitoring(
                {"reference": ["ME-1", "ME-2", "MR-1"], "gender": ["woman", "man", "woman"]}
            )
        seqs = {record.seq for record in busy.records(PROGRAMME)[-2:]}

        def of(kind, row):
            is_own = "ME-1" in (row.get("reference"), row.get("partner"))
            is_thing = kind in ("entry", "about") and row["seq"] in seqs
            is_else = is_thing if also == "thing" else kind == "answers"
            return kind not in ("erasure", "tally", "rules") and (is_own or is_else)

        failures = tried(of, told, tally)
        assert [f for f in failures if "several people" in f]

    def test_a_purge_for_which_no_time_was_set(self, tried):
        told = {"desk": "custodian", "action": "purge", "subject": "identity"}
        failures = tried(lambda kind, row: kind == "person", told)
        assert any("no time was set" in failure for failure in failures)

    def test_a_purge_that_leaves_some(self, tried):
        told = {"desk": "custodian", "action": "purge", "subject": "identity"}
        failures = tried(lambda kind, row: kind == "person" and row["reference"] != "MR-1", told)
        assert any("leaves what is of the class" in failure for failure in failures)


class TestImpossibleRecords:
    @pytest.mark.parametrize(
        ("kind", "column", "value", "words"),
        [
            ("audit", "desk", "monitoring", "does not do"),
            ("audit", "actor", " ", "nobody is named"),
            ("audit", "action", "note", "no action 'note'"),
            ("audit", "subject", "one:0000000000000000", "somebody else"),
            ("audit", "rules", "0" * 64, "not those of its time"),
            ("audit", "at", "2001-01-01T00:00:00.000000Z", "earlier time"),
            ("audit", "at", "yesterday", "is no instant"),
            ("audit", "format", 3, "is of format 3"),
            ("decision", "reference", "ME-9", "about somebody else"),
            ("decision", "outcome", "late", "says something else"),
            ("decision", "role", "mentor", "in another role"),
            ("standing", "move", "complete", "says something else"),
        ],
    )
    def test_are_found_although_the_chain_was_computed_anew(self, busy, kind, column, value, words):
        with undone(busy) as connection:
            rows = Rows(connection)
            before = {name: [dict(row) for row in rows.of[name]] for name in rows.of}
            decided = [r["seq"] for r in rows.of["decision"] if r["reference"] == "ME-1"]
            moved = [r["seq"] for r in rows.of["standing"] if r["reference"] == "ME-1"]
            seq = (moved if kind == "standing" else decided)[0]
            (row,) = [row for row in rows.of[kind] if row["seq"] == seq]
            row[column] = value
            rows.chain_from(1)
            put(connection, before, rows.of, list(rows.of))
            failures = check_chain(connection, PROGRAMME).failures
        assert any(words in failure for failure in failures), failures

    def test_are_moves_that_nobody_can_make(self, busy):
        with undone(busy) as connection:
            rows = Rows(connection)
            before = {name: [dict(row) for row in rows.of[name]] for name in rows.of}
            moved = next(row for row in rows.of["standing"] if row["move"] == "accept")
            record = next(row for row in rows.of["audit"] if row["seq"] == moved["seq"])
            moved |= {"move": "interview", "state": "interviewed"}
            record |= {"action": "interview", "outcome": "interviewed"}
            rows.chain_from(1)
            put(connection, before, rows.of, list(rows.of))
            failures = check_chain(connection, PROGRAMME).failures
        assert any("the move 'match' to 'matched' cannot be made" in f for f in failures)


class TestTheStoreItself:
    @pytest.mark.parametrize(
        ("statement", "words"),
        [
            ("DROP TABLE record.tally", "lacks what its version has"),
            ("DROP TABLE application.session", None),
            ("ALTER TABLE application.mark ADD COLUMN more text", "has what its version does not"),
            ("CREATE TABLE application.wish (n integer)", "has what its version does not"),
            ("CREATE VIEW record.everybody AS SELECT 1 AS n", "has what its version does not"),
            ("CREATE INDEX more ON application.mark (marks)", "has what its version does not"),
        ],
    )
    def test_is_as_its_version_makes_it(self, filled_alone, statement, words):
        statement = statement.replace("application.session", "supervision.session")
        if kind_of(filled_alone) == "sqlite":
            statement = statement.replace("INDEX more ON application.mark", "INDEX more ON mark")
        raw(filled_alone, statement)
        with open_store(filled_alone) as store:
            report = store.audit(PROGRAMME)
        assert not report.holds
        assert any((words or "lacks") in failure for failure in report.failures)

    def test_has_every_trigger_and_no_other(self, filled_alone):
        on = "" if kind_of(filled_alone) == "sqlite" else " ON record.audit"
        gone = "audit_no_update" if kind_of(filled_alone) == "sqlite" else "audit_fixed"
        raw(filled_alone, f"DROP TRIGGER {gone}{on}")
        with open_store(filled_alone) as store:
            failures = store.audit(PROGRAMME).failures
        assert any("lacks" in failure and gone in failure for failure in failures)

    def test_has_no_rows_of_a_programme_without_records(self, filled, filled_url):
        columns = "('other', 1, 0, '', 'ME-1', '2017-05-01', 'friend', 'Officer')"
        raw(filled_url, f"INSERT INTO application.grace VALUES {columns}", triggers=False) if (
            kind_of(filled_url) == "postgresql"
        ) else raw(filled_url, f"INSERT INTO application.grace VALUES {columns}")
        failures = filled.audit(PROGRAMME).failures
        assert failures == ("1 row of 'other', of which there are no records",)

    @pytest.mark.parametrize(
        "value", ["x'00ff'", "12", "1.5", "CAST(x'ff41' AS TEXT)", "CAST(x'eda080' AS TEXT)"]
    )
    @pytest.mark.parametrize(
        ("table", "column"),
        [("audit", "subject"), ("audit", "digest"), ("form", "cells"), ("form", "salt")],
    )
    def test_cells_of_another_type_are_found(self, filled_file, tmp_path, table, column, value):
        path = tmp_path / "scheme.db"
        path.write_bytes(filled_file.read_bytes())
        path.chmod(0o600)
        with closing(sqlite3.connect(path)) as file, file:
            told = file.execute(
                f"SELECT sql FROM sqlite_master WHERE name = '{table}_no_update'"
            ).fetchone()[0]
            file.execute(f"DROP TRIGGER {table}_no_update")
            file.execute(f"UPDATE {table} SET {column} = {value} WHERE seq = 3")
            file.execute(told)
        with open_store(path) as store:
            failures = store.audit(PROGRAMME).failures
        # A number in a column of texts is made a text.
        is_text = value in ("12", "1.5")
        words = "record 3: " if is_text else f"record 3: {column} of its row of {table}"
        assert any(failure.startswith(words) for failure in failures), failures

    def test_pages_that_are_damaged_are_found(self, filled_file, tmp_path):
        path = tmp_path / "scheme.db"
        path.write_bytes(filled_file.read_bytes())
        path.chmod(0o600)
        open_store(path).close()  # writes the file anew where an erasure left that to be done
        whole = path.read_bytes()
        found, full = 0, 0
        for page in range(1, len(whole) // 4096):
            # A page that nothing is on yet may hold anything.
            if not any(whole[page * 4096 + 8 : page * 4096 + 4096]):
                continue
            full += 1
            damaged = bytearray(whole)
            damaged[page * 4096 : page * 4096 + 64] = b"\x55" * 64
            path.write_bytes(damaged)
            path.chmod(0o600)
            try:
                with open_store(path) as store:
                    report = store.audit(PROGRAMME)
            except DamagedError:
                found += 1
                continue
            found += not report.holds
        assert found == full > 20

    def test_what_postgresql_has_is_written_down(self, postgres):
        from postgres_catalogue import made

        from pairwell.store._integrity import POSTGRES

        assert POSTGRES.read_text("utf-8") == made(postgres.database()), (
            "write it anew: python tests/support/python/postgres_catalogue.py"
        )


class TestTheClock:
    def test_that_is_a_little_behind_does_not_go_back(self, filled_url):
        with open_store(filled_url, clock=ticking("2017-04-25T08:55:00+00:00")) as store:
            store.applications(PROGRAMME, actor="Panel").decide()
            times = [record.at for record in store.records(PROGRAMME)]
            assert times == sorted(times)
            assert store.audit(PROGRAMME).holds

    def test_that_is_far_behind_is_refused_until_that_is_on_record(self, filled_url):
        with open_store(filled_url, clock=ticking("2016-04-25T09:00:00+00:00")) as store:
            before = store.audit(PROGRAMME)
            with pytest.raises(pw.Error, match=r"says 2016-04-25T09:00Z, .* at 2017-04-25T09:00Z"):
                store.applications(PROGRAMME, actor="Panel").decide()
            assert store.audit(PROGRAMME) == before
            custodian = store.custodian(PROGRAMME, actor="Custodian")
            with pytest.raises(pw.Error, match="say why"):
                custodian.set_clock(because=" ")
            custodian.set_clock(because="The laptop was a year ahead.")
            store.applications(PROGRAMME, actor="Panel").decide()
            assert store.audit(PROGRAMME, expect=before.head).holds
            with pytest.raises(pw.Error, match="not behind"):
                custodian.set_clock(because="Again.")


def test_several_heads_are_checked_at_once(filled):
    heads = [record.digest for record in filled.records(PROGRAMME)]
    report = filled.audit(PROGRAMME, expect=heads)
    assert report.holds
    assert report.heads == len(heads)
    failures = filled.audit(PROGRAMME, expect=[*heads, "f" * 64, "e" * 64]).failures
    assert len(failures) == 2


def test_a_record_that_no_audit_would_take_is_not_written(filled):
    before = filled.audit(PROGRAMME)
    desk = filled.applications(PROGRAMME, actor="Panel")
    with pytest.raises(AssertionError, match="no action 'note'"), desk._changing() as change:
        change.add("note", MENTEES[0], "noted")
    assert filled.audit(PROGRAMME) == before
