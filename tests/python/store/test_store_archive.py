"""Archives: a programme from one store to another, with nothing lost and nothing slipped in."""

import hashlib
import json
import stat
import zipfile

import pytest
from store_cases import PROGRAMME, lived, ticking

import pairwell as pw
from pairwell.store import _archive, create_store
from pairwell.store._ledger import canonical
from pairwell.store._tables import Desk


def custodian(store):
    return store.custodian(PROGRAMME, actor="Custodian")


def rows_of(store):
    with store._database.reading(Desk.CUSTODIAN) as connection:
        return _archive.rows_of(connection, PROGRAMME)


@pytest.fixture
def busy(filled):
    """A programme in which every table has rows."""
    desk = filled.applications(PROGRAMME, actor="Panel")
    until = ticking()()
    desk.let_in(
        [pw.Grace(reference="ME-1", until=until, reason="Down; 'x' \u2028", decided_by="O")]
    )
    lived(filled)
    custodian(filled).keep_for("monitoring", 12, because="Published policy.")
    custodian(filled).erase("ME-3", because="Asked for.")
    return filled


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request, quick_path):
    """An empty store, on either database."""
    url = str(quick_path / "other.db")
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres").database()
    with create_store(url, clock=ticking("2017-12-01T00:00:00+00:00")) as store:
        yield store


def test_nothing_is_lost_from_any_database_to_any(busy, other, tmp_path):
    head = custodian(busy).export(tmp_path / "a.zip")
    assert other.import_programme(tmp_path / "a.zip", actor="Officer", expect=head) == PROGRAMME
    sent, come = rows_of(busy), rows_of(other)
    assert all(sent.values()), "a table without rows is not tried"
    assert come["record/audit.jsonl"].pop()["action"] == "import"
    assert come == sent
    assert other.audit(PROGRAMME, expect=head).holds
    for role in ("mentee", "mentor"):
        first, second = (
            [f.answers for f in s.applications(PROGRAMME, actor="A").forms(role).forms]
            for s in (busy, other)
        )
        assert first == second


def test_an_export_is_on_record_and_private(filled, tmp_path):
    head = custodian(filled).export(tmp_path / "a.zip")
    record = filled.records(PROGRAMME)[-1]
    assert (record.action, record.actor, record.digest) == ("export", "Custodian", head)
    assert stat.S_IMODE((tmp_path / "a.zip").stat().st_mode) == 0o600
    assert "a.zip" in {path.name for path in tmp_path.iterdir()}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_equal_programmes_give_equal_archives(filled, tmp_path):
    rows = rows_of(filled)
    for name in ("a.zip", "b.zip"):
        _archive.write(tmp_path / name, PROGRAMME, "0", rows, "1")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_file_that_is_there_is_left(filled, tmp_path):
    (tmp_path / "a.zip").write_text("years of work")
    before = filled.audit(PROGRAMME)
    with pytest.raises(pw.Error, match=r"a\.zip: there is already a file"):
        custodian(filled).export(tmp_path / "a.zip")
    with pytest.raises(pw.Error, match="cannot be written"):
        custodian(filled).export(tmp_path / "missing" / "a.zip")
    assert (tmp_path / "a.zip").read_text() == "years of work"
    assert filled.audit(PROGRAMME) == before


def test_a_programme_comes_in_once(filled, tmp_path):
    custodian(filled).export(tmp_path / "a.zip")
    with pytest.raises(pw.Error, match="has the programme 'small-2017' already"):
        filled.import_programme(tmp_path / "a.zip", actor="Officer")
    with pytest.raises(pw.Error, match="names who makes it"):
        filled.import_programme(tmp_path / "a.zip", actor=" ")


class TestTampering:
    @pytest.fixture
    def archive(self, filled_file, tmp_path):
        """An exported archive, with its path."""
        from pairwell.store import open_store

        filled_file.chmod(0o600)
        rows = rows_of(open_store(filled_file))
        head = rows["record/audit.jsonl"][-1]["digest"]
        _archive.write(tmp_path / "a.zip", PROGRAMME, head, rows, "1")
        return tmp_path / "a.zip"

    @pytest.fixture
    def empty(self, quick_path):
        return create_store(quick_path / "empty.db", clock=ticking())

    def changed(self, path, change, *, sign=False):
        """Write the archive anew with its members changed, and with sign a fitting manifest."""
        with zipfile.ZipFile(path) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
        change(members)
        if sign:
            manifest = json.loads(members["manifest.json"])
            manifest["members"] = {
                name: {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
                for name, text in members.items()
                if name != "manifest.json"
            }
            members["manifest.json"] = json.dumps(manifest).encode()
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)

    def refused(self, empty, path, words):
        with pytest.raises(pw.Error, match=words) as refusal:
            empty.import_programme(path, actor="Officer")
        assert str(path) in str(refusal.value)
        assert empty.programmes() == []

    def test_an_untouched_one_is_taken(self, archive, empty):
        self.changed(archive, lambda members: None, sign=True)
        empty.import_programme(archive, actor="Officer")
        assert empty.audit(PROGRAMME).holds

    @pytest.mark.parametrize("member", sorted(_archive.MEMBERS))
    def test_a_changed_member_is_named(self, archive, empty, member):
        def change(members):
            members[member] += b"\n"

        self.changed(archive, change)
        self.refused(empty, archive, f"member '{member}' is not what was written")

    @pytest.mark.parametrize(
        "name",
        [
            "../evil",
            "/etc/passwd",
            "C:\\evil",
            "record/../../evil",
            "record/audit.jsonl/",
            "a\x00b",
        ],
    )
    def test_a_member_of_another_name_is_refused_and_nothing_is_written(
        self, archive, empty, tmp_path, name
    ):
        before = sorted(tmp_path.parent.rglob("*"))
        self.changed(archive, lambda members: members.update({name: b"evil"}))
        self.refused(empty, archive, "is not part of an archive")
        assert sorted(tmp_path.parent.rglob("*")) == before

    def test_a_member_that_is_there_twice_is_refused(self, archive, empty):
        with (
            zipfile.ZipFile(archive, "a") as more,
            pytest.warns(UserWarning, match="Duplicate name"),
        ):
            more.writestr("identity/person.jsonl", "")
        self.refused(empty, archive, "member 'identity/person.jsonl' is there more than once")

    def test_a_missing_member_is_named(self, archive, empty):
        self.changed(archive, lambda members: members.pop("identity/person.jsonl"))
        self.refused(empty, archive, "member 'identity/person.jsonl' is missing")
        self.changed(archive, lambda members: members.pop("manifest.json"))
        self.refused(empty, archive, r"has no manifest\.json")

    @pytest.mark.parametrize(
        ("old", "new", "words"),
        [
            (b'"name":"Name of ME-1"', b'"name":"Somebody"', "records do not hold"),
            (b'"name":"Name of ME-1"', b'"nome":"Name of ME-1"', "line 1: is not a row"),
            (b'"n":1', b'"n":"1"', "line 1: is not a row"),
            (b'"n":1', b'"n":true', "line 1: is not a row"),
            (b'"programme":"small-2017"', b'"programme":"other"', "line 1: is not a row"),
            (b"{", b"", "line 1: is not a row"),
        ],
    )
    def test_a_row_that_was_changed_with_its_checksum_is_refused(
        self, archive, empty, old, new, words
    ):
        def change(members):
            assert old in members["identity/person.jsonl"]
            members["identity/person.jsonl"] = members["identity/person.jsonl"].replace(old, new, 1)

        self.changed(archive, change, sign=True)
        self.refused(empty, archive, words)

    def test_a_chain_that_was_made_anew_shows_by_the_head(self, archive, empty):
        with pytest.raises(pw.Error, match="its head is"):
            empty.import_programme(archive, actor="Officer", expect="f" * 64)

    def test_records_taken_off_the_end_are_missed(self, archive, empty):
        def change(members):
            for name in ("record/audit.jsonl", "monitoring/answers.jsonl"):
                lines = members[name].splitlines(keepends=True)
                members[name] = b"".join(lines[:-1] if "audit" in name else [])

        self.changed(archive, change, sign=True)
        self.refused(empty, archive, "last record is not the one that was exported")

    def test_what_swells_on_reading_is_stopped_at_its_size(self, archive, empty):
        def change(members):
            members["identity/person.jsonl"] = b"0" * 50_000_000

        with zipfile.ZipFile(archive) as before:
            members = {name: before.read(name) for name in before.namelist()}
        change(members)
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
            for name, text in members.items():
                bomb.writestr(name, text)
        self.refused(empty, archive, "checksum")

    @pytest.mark.parametrize(
        ("key", "value", "words"),
        [
            ("format", 2, "newer pairwell"),
            ("version", "99", "newer pairwell"),
            ("version", 1, "not as pairwell writes it"),
            ("members", [], "not as pairwell writes it"),
            ("head", "0" * 64, "last record"),
        ],
    )
    def test_a_manifest_that_is_not_ours_is_refused(self, archive, empty, key, value, words):
        def change(members):
            manifest = json.loads(members["manifest.json"])
            manifest[key] = value
            members["manifest.json"] = canonical(manifest).encode()

        self.changed(archive, change)
        self.refused(empty, archive, words)

    def test_what_is_no_archive_is_refused(self, empty, tmp_path):
        (tmp_path / "b.zip").write_text("no archive")
        self.refused(empty, tmp_path / "b.zip", "is not an archive")
        self.refused(empty, tmp_path / "c.zip", "no such file")

    def test_a_truncated_one_is_refused(self, archive, empty):
        whole = archive.read_bytes()
        for size in (0, 10, len(whole) // 2, len(whole) - 1):
            archive.write_bytes(whole[:size])
            self.refused(empty, archive, "is not an archive")
