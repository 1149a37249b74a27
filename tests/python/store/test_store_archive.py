"""Archives: a programme from one store to another, with nothing lost and nothing slipped in."""

import errno
import hashlib
import io
import json
import os
import stat
import struct
import tracemalloc
import warnings
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rounds import programme_text
from store_cases import EXTRA, MENTEES, PROGRAMME, lived, named, ticking

import pairwell as pw
from pairwell.data.files import Draft
from pairwell.store import _archive, _schema, create_store
from pairwell.store._tables import Desk

PHONE = """
[questions.phone]
kind = "text"
keep = "identity"
"""


def custodian(store):
    return store.custodian(PROGRAMME, actor="Custodian")


def written(rows, head, version=None):
    """The bytes of an archive."""
    out = io.BytesIO()
    _archive.write(out, PROGRAMME, head, rows, version or _schema.newest())
    return out.getvalue()


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
    asks = pw.Programme(programme_text() + EXTRA).to_toml() + PHONE
    filled.add_programme(pw.Programme(asks), actor="Officer")
    phones = [f"0113 {i}" for i in range(len(MENTEES))]
    filled.reception(PROGRAMME, actor="Officer").receive("mentee", named(MENTEES, phone=phones))
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
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_equal_programmes_give_equal_archives(busy, other, tmp_path):
    """From whichever database, and again from where it was taken in."""
    head = custodian(busy).export(tmp_path / "a.zip")
    other.import_programme(tmp_path / "a.zip", actor="Officer")
    rows = rows_of(other)
    rows["record/audit.jsonl"].pop()
    assert written(rows, head) == (tmp_path / "a.zip").read_bytes()


class TestTheRecordOfAnExport:
    """There is never an archive without its record."""

    def exports(self, store):
        return [r.outcome for r in store.records(PROGRAMME) if r.action == "export"]

    def test_stands_before_the_file_has_its_name(self, filled, tmp_path, monkeypatch):
        seen = []
        keep = Draft.keep

        def look(draft):
            seen.append((self.exports(filled), list(tmp_path.glob("*.zip"))))
            keep(draft)

        monkeypatch.setattr(Draft, "keep", look)
        custodian(filled).export(tmp_path / "a.zip")
        assert seen == [(["archive written"], [])]

    def test_says_where_no_archive_came_of_it(self, filled, tmp_path, monkeypatch):
        keep = Draft.keep

        def too_late(draft):
            (tmp_path / "a.zip").write_text("years of work")
            keep(draft)

        monkeypatch.setattr(Draft, "keep", too_late)
        with pytest.raises(pw.Error, match=r"a\.zip: there is already a file"):
            custodian(filled).export(tmp_path / "a.zip")
        assert self.exports(filled) == ["archive written", "no archive was left: it was not named"]
        assert (tmp_path / "a.zip").read_text() == "years of work"
        assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]
        assert filled.audit(PROGRAMME).holds

    def test_is_not_there_where_the_disk_is_full(self, filled, tmp_path, monkeypatch):
        def full(draft):
            raise OSError(errno.ENOSPC, "No space left on device")

        before = filled.audit(PROGRAMME)
        monkeypatch.setattr(Draft, "sync", full)
        with pytest.raises(
            pw.Error, match=r"a\.zip: cannot be written \(No space left on device\)"
        ):
            custodian(filled).export(tmp_path / "a.zip")
        assert filled.audit(PROGRAMME) == before
        assert list(tmp_path.iterdir()) == []

    def test_nor_where_the_target_is_a_link(self, filled, tmp_path):
        before = filled.audit(PROGRAMME)
        (tmp_path / "a.zip").symlink_to(tmp_path / "elsewhere.zip")
        with pytest.raises(pw.Error, match=r"a\.zip: is a link; name the file itself"):
            custodian(filled).export(tmp_path / "a.zip")
        assert filled.audit(PROGRAMME) == before
        assert not (tmp_path / "elsewhere.zip").exists()

    def test_nor_where_the_programme_is_too_large(self, filled, tmp_path, monkeypatch):
        """What cannot be taken in again is not written."""
        before = filled.audit(PROGRAMME)
        for name, value, words in (
            ("_MOST_BYTES", 1000, "is larger than an archive may be"),
            ("_MOST_ROWS", 3, "is larger than an archive may be"),
            ("_MOST_LINE", 100, "a row of .* is over"),
        ):
            with monkeypatch.context() as small:
                small.setattr(_archive, name, value)
                with pytest.raises(pw.Error, match=words):
                    custodian(filled).export(tmp_path / "a.zip")
        assert filled.audit(PROGRAMME) == before
        assert list(tmp_path.iterdir()) == []


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
        (tmp_path / "a.zip").write_bytes(written(rows, head, "1"))
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
            ("version", "9" * 5000, "not as pairwell writes it"),
            ("format", True, "not as pairwell writes it"),
            ("format", -1, "not as pairwell writes it"),
            ("programme", "\ud800", "not as pairwell writes it"),
            ("programme", "a\0b", "not as pairwell writes it"),
            ("head", "0", "not as pairwell writes it"),
            ("head", "0" * 64, "last record"),
        ],
    )
    def test_a_manifest_that_is_not_ours_is_refused(self, archive, empty, key, value, words):
        def change(members):
            manifest = json.loads(members["manifest.json"])
            manifest[key] = value
            members["manifest.json"] = json.dumps(manifest).encode()

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

    @pytest.mark.parametrize("size", [-1, -(2**63), -(10**30), True, 1.0, "9", None])
    def test_a_size_that_is_none_is_refused(self, archive, empty, size):
        """A negative one once brought the sum of all under what is taken in."""

        def change(members):
            manifest = json.loads(members["manifest.json"])
            manifest["members"]["identity/person.jsonl"]["bytes"] = size
            members["manifest.json"] = json.dumps(manifest).encode()

        self.changed(archive, change)
        self.refused(empty, archive, "not as pairwell writes it")

    @pytest.mark.parametrize("text", [b"[" * 100_000, b"{" * 100_000, b"9" * 100_000, b"\xff", b""])
    def test_a_manifest_that_no_reader_reads_is_refused(self, archive, empty, text):
        self.changed(archive, lambda members: members.update({"manifest.json": text}))
        self.refused(empty, archive, "not as pairwell writes it")

    @pytest.mark.parametrize(
        "line",
        [
            b"[" * 100_000,
            b'{"a":1,"a":1}',
            b'{"n":NaN}',
            b"\xff",
            b"9" * 5000,
            b" ",
        ],
    )
    def test_a_line_that_is_no_row_is_refused(self, archive, empty, line):
        def change(members):
            members["identity/person.jsonl"] = line + b"\n" + members["identity/person.jsonl"]

        self.changed(archive, change, sign=True)
        self.refused(empty, archive, "line 1: is not a row")

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            (b"Name of ME-1", b"\\ud800"),
            (b'"n":1', b'"n":9223372036854775808'),
            (b'"name":"Name of ME-1"', b'"name": "Name of ME-1"'),
            (b"Name of ME-1", b"Name of \\u004DE-1"),
        ],
    )
    def test_a_row_written_otherwise_is_refused(self, archive, empty, old, new):
        def change(members):
            assert old in members["identity/person.jsonl"]
            members["identity/person.jsonl"] = members["identity/person.jsonl"].replace(old, new, 1)

        self.changed(archive, change, sign=True)
        self.refused(empty, archive, "line 1: is not a row")

    def test_a_row_that_is_there_twice_is_refused(self, archive, empty):
        def change(members):
            first, *rest = members["identity/person.jsonl"].splitlines(keepends=True)
            members["identity/person.jsonl"] = b"".join([first, first, *rest])

        self.changed(archive, change, sign=True)
        self.refused(empty, archive, "line 2: is not a row")

    @pytest.mark.parametrize("kind", ["zeros", "rows", "line"])
    def test_what_swells_costs_no_memory(self, archive, empty, kind, monkeypatch):
        """Some ten kilobytes that become 16 MiB, under a manifest that fits."""
        size = 16 << 20

        def change(members):
            first = members["identity/person.jsonl"].splitlines(keepends=True)[0]
            members["identity/person.jsonl"] = {
                "zeros": b"0" * size,
                "rows": first * (size // len(first)),
                "line": b'{"name":"' + b"0" * size + b'"}\n',
            }[kind]

        self.changed(archive, change, sign=True)
        with zipfile.ZipFile(archive) as before:
            members = {name: before.read(name) for name in before.namelist()}
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bomb:
            for name, text in members.items():
                bomb.writestr(name, text)
        del members
        assert archive.stat().st_size < 200_000
        monkeypatch.setattr(_archive, "_MOST_LINE", 1 << 20)
        tracemalloc.start()
        try:
            self.refused(empty, archive, "is not a row")
            assert tracemalloc.get_traced_memory()[1] < 8 << 20
        finally:
            tracemalloc.stop()
        monkeypatch.setattr(_archive, "_MOST_BYTES", size - 1000)
        self.refused(empty, archive, "is larger than pairwell takes in")

    def test_members_that_share_bytes_are_refused(self, archive, empty):
        """As in an archive of 42 kB that says it holds petabytes."""
        data = bytearray(archive.read_bytes())
        with zipfile.ZipFile(archive) as whole:
            first = whole.infolist()[0].header_offset
            begins = whole.start_dir
        place = begins
        while data[place : place + 4] == b"PK\1\2":
            name, extra, comment = struct.unpack("<3H", data[place + 28 : place + 34])
            data[place + 42 : place + 46] = struct.pack("<L", first)
            place += 46 + name + extra + comment
        archive.write_bytes(data)
        self.refused(empty, archive, "lies within another")

    def test_the_directory_of_large_files_is_not_read(self, archive, empty):
        data = archive.read_bytes()
        locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
        archive.write_bytes(data[:-22] + locator + data[-22:])
        self.refused(empty, archive, "is not an archive")
        # Hidden in what the directory itself holds.
        length = struct.unpack("<L", data[-10:-6])[0] + 20
        end = data[-22:-10] + struct.pack("<L", length) + data[-6:]
        archive.write_bytes(data[:-22] + locator + end)
        self.refused(empty, archive, "is not an archive")

    @pytest.mark.parametrize("after", [b"x", b"\0" * 22])
    def test_what_comes_after_its_end_is_refused(self, archive, empty, after):
        archive.write_bytes(archive.read_bytes() + after)
        self.refused(empty, archive, "is not an archive")

    def test_a_thousand_members_are_refused_unread(self, archive, empty):
        with warnings.catch_warnings(), zipfile.ZipFile(archive, "a") as more:
            warnings.simplefilter("ignore")
            for number in range(20_000):
                more.writestr(zipfile.ZipInfo(f"m{number:040}"), b"")
        self.refused(empty, archive, "more members than an archive")

    def test_other_ways_of_packing_are_refused(self, archive, empty):
        with zipfile.ZipFile(archive) as before:
            members = {name: before.read(name) for name in before.namelist()}
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_BZIP2) as other:
            for name, text in members.items():
                other.writestr(name, text)
        self.refused(empty, archive, "packed in a way")

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are of POSIX")
    def test_a_pipe_is_not_waited_for(self, empty, tmp_path):
        os.mkfifo(tmp_path / "a.zip")
        self.refused(empty, tmp_path / "a.zip", "is not a file")
        self.refused(empty, tmp_path, "cannot be read")


@pytest.fixture(scope="module")
def good(filled_file):
    """A good archive: its bytes, and what is in it."""
    from pairwell.store import open_store

    filled_file.chmod(0o600)
    with open_store(filled_file) as store:
        rows = rows_of(store)
    return written(rows, rows["record/audit.jsonl"][-1]["digest"]), rows


def contents(path):
    """What is in an archive, or that it is refused in a sentence that names it."""
    try:
        with _archive.opened(path, _schema.newest()) as archive:
            return {member: list(archive.rows(member)) for member in archive.manifest["members"]}
    except pw.Error as refused:
        return f"{str(refused).partition(':')[0]}: is refused"


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_damaged_archive_is_an_error_or_the_same_programme(good, quick_path, data):
    """Whatever bytes are changed, put in, taken out or moved."""
    whole, rows = good
    changed = bytearray(whole)
    # The directory at the end and the local headers are hit as often as what is packed.
    at = st.integers(0, len(whole) - 1) | st.integers(len(whole) - 2200, len(whole) - 1)
    for _ in range(data.draw(st.integers(1, 4))):
        place = min(data.draw(at), max(len(changed) - 1, 0))
        kind = data.draw(st.sampled_from(["change", "ones", "put in", "take out", "move"]))
        if kind == "change":
            changed[place : place + 1] = data.draw(st.binary(min_size=1, max_size=8))
        elif kind == "ones":
            changed[place : place + 4] = b"\xff" * 4
        elif kind == "put in":
            changed[place:place] = data.draw(st.binary(min_size=1, max_size=30))
        elif kind == "take out":
            del changed[place : place + data.draw(st.integers(1, 200))]
        else:
            other = data.draw(at)
            changed[place : place + 46] = changed[other : other + 46]
    path = quick_path / "a.zip"
    path.write_bytes(changed)
    assert contents(path) in (rows, f"{path}: is refused")
