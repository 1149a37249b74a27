"""What goes wrong is said in a sentence, and nothing personal and no password is in it."""

import datetime as dt
import sys
import traceback

import pytest
import sqlalchemy as sa
from store_cases import MENTEES, PROGRAMME, lived, named, raw, shortlisted

import pairwell as pw
from pairwell._extras import install_line, needed
from pairwell.store import open_store
from pairwell.store._tables import CONTENT, Desk

SECRETS = ["Ottoline", "ottoline@example.org", "geheim", "9.125"]
UNFIT = ["Ottoline\0", "Ottoline\ud800"]


def refused(call, words="Nothing was changed"):
    """What a call is refused with, of which nothing is secret: message, traceback and chain."""
    with pytest.raises(pw.Error, match=words) as caught:
        call()
    error = caught.value
    shown = "".join(traceback.format_exception(error))
    link = error
    while link is not None:
        shown += f"{link!r} {link} {getattr(link, 'params', '')} {getattr(link, 'statement', '')}"
        link = link.__cause__ or link.__context__
    for secret in SECRETS:
        assert secret not in shown
    assert "INSERT" not in shown
    return error


def person(**changes):
    return {"programme": PROGRAMME, "seq": 2, "n": 7, "salt": "9.125", "reference": "ME-1",
            "name": "Ottoline", "email": "ottoline@example.org", **changes}  # fmt: skip


class TestWhatTheDatabaseRefuses:
    """Each statement has personal data in it, and is refused for a reason of its own."""

    def write(self, store, *rows, desk=None):
        with store._database.writing(desk, PROGRAMME) as connection:
            for row in rows:
                connection.execute(sa.insert(CONTENT["person"]), row)

    def test_a_row_that_is_there(self, filled):
        refused(lambda: self.write(filled, person(), person()), "refused it|integrity")

    def test_a_row_without_its_record(self, filled):
        refused(lambda: self.write(filled, person(seq=10_000)), "the database refused it")

    def test_a_value_of_another_type(self, filled):
        refused(lambda: self.write(filled, person(name=None)), "the database refused it")

    def test_a_table_that_is_gone(self, filled_alone):
        with open_store(filled_alone) as store:
            raw(filled_alone, "ALTER TABLE identity.person RENAME TO elsewhere")
            refused(
                lambda: self.write(store, person()), "tables are not as they were made|refused it"
            )

    def test_a_desk_without_the_right(self, filled):
        refused(lambda: self.write(filled, person(), desk=Desk.MONITORING), "no access")

    def test_a_number_that_is_too_large(self, filled):
        row = person(n=2**62)
        if filled._database.is_file:
            pytest.skip("SQLite keeps it")
        refused(lambda: self.write(filled, row), r"refused it \(22003, NumericValueOutOfRange\)")

    def test_a_nul_that_came_past_the_checks(self, filled):
        if filled._database.is_file:
            pytest.skip("SQLite keeps it")
        refused(lambda: self.write(filled, person(name=UNFIT[0])), "holds a NUL character")

    def test_what_a_trigger_says(self, filled_alone):
        if "://" in filled_alone:
            raw(
                filled_alone,
                "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'it is %', NEW.name; END $$",
                "CREATE TRIGGER tell BEFORE INSERT ON identity.person "
                "FOR EACH ROW EXECUTE FUNCTION tell()",
            )
        else:
            raw(
                filled_alone,
                "CREATE TRIGGER tell BEFORE INSERT ON person BEGIN"
                " SELECT RAISE(ABORT, 'it is Ottoline'); END",
            )
        with open_store(filled_alone) as store:
            refused(lambda: self.write(store, person()), "the database refused it")

    def test_a_transaction_that_fails_at_its_end(self, filled, monkeypatch):
        """The driver fails when the rows are written already."""

        def late():
            with filled._database.writing(None, PROGRAMME) as connection:
                connection.execute(sa.insert(CONTENT["person"]), person())
                monkeypatch.setattr(type(connection.engine.dialect), "do_commit", _failing)

        refused(late, "the database refused it")


def _failing(dialect, connection):
    raise dialect.loaded_dbapi.DataError(SECRETS[0])


class TestTexts:
    """Every way in for a text, with what no database keeps."""

    @pytest.mark.parametrize("text", UNFIT)
    def test_are_refused_by_name_before_the_database_sees_them(self, filled, text):
        (mentee, mentor), *_ = lived(filled)
        before = filled.audit(PROGRAMME)
        pairs = filled.pairs(PROGRAMME, actor="Officer")
        running = filled.running(PROGRAMME, actor="Officer")
        custodian = filled.custodian(PROGRAMME, actor="Custodian")
        reception = filled.reception(PROGRAMME, actor="Officer")
        day = dt.date(2017, 4, 24)
        looks = filled.identities(PROGRAMME, actor="Officer")
        calls = {
            "because": lambda: pairs.move_applications([mentee], "withdraw", because=text),
            "application": lambda: pairs.move_applications([text], "withdraw"),
            "pair": lambda: pairs.move_pairs([(mentee, text)], "complete", because="So."),
            "subject": lambda: running.log_attendance(mentee, text),
            "goals": lambda: running.log_agreement(mentee, mentor, "amend", goals=["Lead", text]),
            "note": lambda: running.add_entry(
                "travel", "offer", 1, "G-2", on=day, mentee=mentee, note=text
            ),
            "grant": lambda: running.add_entry("travel", "offer", 1, text, on=day, mentee=mentee),
            "text": lambda: filled.supervision(PROGRAMME, actor="S.").note(mentor, day, text),
            "purpose": lambda: looks.look_up([mentee], text),
            "reference": lambda: looks.look_up([text], "letters"),
            "reference ": lambda: custodian.subject_access(text),
            "reference  ": lambda: custodian.erase(text, because="Asked for."),
            "because ": lambda: custodian.erase(mentee, because=text),
            "because  ": lambda: custodian.keep_for("monitoring", 6, because=text),
            "actor": lambda: filled.applications(PROGRAMME, actor=text).decide(),
            "programme": lambda: filled.applications(text, actor="Officer").decide(),
            "name": lambda: reception.receive("mentee", pw.Table("t", ["name"], [[text]])),
        }  # fmt: skip
        for name, call in calls.items():
            error = refused(call, "NUL character|half of a character")
            assert isinstance(error, pw.InvalidInput), name
            assert name.strip() in {finding.column for finding in error.findings}
        assert filled.audit(PROGRAMME) == before

    @pytest.mark.parametrize("text", UNFIT)
    def test_cells_of_frames_are_refused(self, filled, text):
        reception = filled.reception(PROGRAMME, actor="Officer")
        with pytest.raises(pw.InvalidInput, match=r"NUL character|half of a character"):
            reception.receive("mentee", named(["ME-9"], statement=[text]))

    def test_a_grace_and_its_reason(self, filled):
        until = dt.datetime(2017, 4, 24, 12, tzinfo=dt.UTC)
        grace = pw.Grace(reference="ME-1", until=until, reason="Ottoline\0", decided_by="O")
        desk = filled.applications(PROGRAMME, actor="Panel")
        error = refused(lambda: desk.let_in([grace]), "NUL character")
        assert error.findings[0].column == "reason"

    def test_a_backslash_is_no_nul(self, filled):
        """A cell that says what JSON would write for one is kept as it is."""
        reception = filled.reception(PROGRAMME, actor="Officer")
        for text in ("\\u0000", "\\\\u0000", "C:\\u0000"):
            reception.receive("mentee", named(["ME-9"], statement=[text]))
            forms = filled.applications(PROGRAMME, actor="A").forms("mentee").forms
            assert next(f.answers["statement"] for f in forms if f.reference == "ME-9") == text


class TestUrls:
    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://owner:geheim@127.0.0.1:port/scheme",
            "postgresql://owner:geheim@127.0.0.1:70000/scheme",
            "postgresql://owner:a@geheim@127.0.0.1/scheme",
            "postgresql://owner@127.0.0.1:geheim/scheme",
            "postgresql:/owner:geheim@127.0.0.1/scheme",
            "postgresql://owner:geheim@[::1/scheme",
            "mysql://owner:geheim@127.0.0.1/scheme",
            "mysql://127.0.0.1/scheme?password=geheim",
            "what?geheim://",
        ],
    )
    def test_that_cannot_be_read_are_not_repeated(self, url):
        refused(
            lambda: open_store(url), "a number from 1 to 65535; what was given is neither|store"
        )

    @pytest.mark.parametrize(
        "url",
        [
            "postgresql://owner:geheim@127.0.0.1:9/scheme",
            "postgresql://owner:1/geheim@127.0.0.1:9/scheme",
            "postgresql://owner@127.0.0.1:9/scheme?password=geheim",
            "postgresql://127.0.0.1:9/scheme?sslpassword=geheim",
            "postgresql://127.0.0.1:9/scheme?sslmode=geheim",
        ],
    )
    def test_of_a_server_that_is_not_there_hide_what_is_secret(self, url):
        error = refused(lambda: open_store(url), "the server cannot be reached")
        assert "127.0.0.1:9/scheme" in str(error)

    def test_are_hidden_where_a_store_is_shown(self):
        from pairwell.store._database import Database

        database = Database("postgresql://owner:geheim@127.0.0.1:9/scheme?password=geheim")
        assert str(database) == "postgresql://owner:***@127.0.0.1:9/scheme"
        assert "geheim" not in repr(database.url.set(query={}))


class TestLibraries:
    def test_psycopg_that_is_missing_is_named(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "psycopg", None)
        url = f"postgresql://owner:{SECRETS[2]}@127.0.0.1:9/scheme"
        error = refused(lambda: open_store(url), "not installed")
        assert str(error).endswith(install_line("postgresql"))

    def test_a_library_that_does_not_load_is_named(self, tmp_path, monkeypatch):
        """As psycopg without libpq: it is there, and its import fails."""
        (tmp_path / "psycopg_of_this_test.py").write_text("raise ImportError('no pq wrapper')")
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.raises(pw.Error, match="installed but cannot be used"):
            needed("psycopg_of_this_test", "postgresql")


def test_marks_stay_out_of_what_goes_wrong(filled_alone):
    with open_store(filled_alone) as store:
        shortlisted(store)
        raw(filled_alone, "ALTER TABLE application.mark RENAME TO elsewhere")
        marks = {"reference": MENTEES, "member": [SECRETS[2]] * 3, "need": ["9"] * 3}
        refused(lambda: store.applications(PROGRAMME, actor="P").mark(marks))
