"""One archive with a whole programme in it, and back: every row as it is, under checksums.

The archive is a zip file: a manifest, and a member of JSON lines for each table. Nothing of it is
ever unpacked to disk, so a member's name is nothing but a key; any name that is not one of ours is
refused. It is read row by row within bounds, whatever its sizes claim, and no more of it is in
memory than some rows; `write` makes none that would be over them.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Integer, Table, insert, select

from pairwell import _core
from pairwell.store._ledger import canonical
from pairwell.store._tables import metadata

FORMAT = 1
MANIFEST = "manifest.json"
_MOST_BYTES = 512 << 20
_MOST_LINE = 8 << 20
_MOST_ROWS = 2_000_000
_MOST_MANIFEST = 1 << 20
_AT_ONCE = 1000
# Zip keeps the time of each member: a fixed one, so that equal programmes give equal archives.
_WHEN = (1980, 1, 1, 0, 0, 0)

MEMBERS = {f"{t.schema}/{t.name}.jsonl": t for t in metadata.sorted_tables}
"""Every member that an archive may have, with its table."""

_AUDIT = "record/audit.jsonl"
_ADDED = {"3": {_AUDIT: {"format": 1, "login": "", "request": ""}}}
"""What each version added to tables that earlier archives have, and what they hold there."""

Rows = Mapping[str, list[dict[str, Any]]]


def rows_of(connection: Connection, programme: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of a programme, by member, in the order of the ledger."""
    found = {}
    for member, table in MEMBERS.items():
        chosen = select(table).where(table.c.programme == programme)
        order = [table.c.seq, *([table.c.n] if "n" in table.c else [])]
        result = connection.execute(chosen.order_by(*order)).mappings()
        found[member] = [dict(row) for row in result]
    return found


def write(out: BinaryIO, programme: str, head: str, rows: Rows, version: str) -> None:
    """Write an archive.

    Raises
    ------
    Error
        Where it would be larger than `opened` takes in.
    OSError
        Where the disk refuses.
    """
    texts = {}
    for member, table in rows.items():
        lines = [(canonical(row) + "\n").encode("utf-8", "surrogatepass") for row in table]
        if max(map(len, lines), default=0) > _MOST_LINE:
            raise _core.Error(f"a row of {member} is over {_in_mebibytes(_MOST_LINE)}")
        texts[member] = b"".join(lines)
    if sum(map(len, texts.values())) > _MOST_BYTES or sum(map(len, rows.values())) > _MOST_ROWS:
        raise _core.Error(f"{programme}: is larger than an archive may be ({_BOUNDS})")
    manifest = {
        "format": FORMAT,
        "head": head,
        "members": {
            member: {"bytes": len(text), "sha256": hashlib.sha256(text).hexdigest()}
            for member, text in texts.items()
        },
        "pairwell": _core.__version__,
        "programme": programme,
        "version": version,
    }
    body = json.dumps(manifest, indent=2, sort_keys=True).encode() + b"\n"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, text in {MANIFEST: body, **texts}.items():
            info = zipfile.ZipInfo(member, _WHEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, text)


class Archive:
    """An archive that is being read; what is in it is checked on the way."""

    def __init__(self, path: Path, file: BinaryIO, newest: str) -> None:
        self._path = path
        with _damage_as_sentence(path):
            _check_directory(file)
            self._zip = zipfile.ZipFile(file)
            _check_members(self._zip)
            text = self._bytes(MANIFEST, _MOST_MANIFEST)
            self.manifest = _manifest(text, set(self._zip.namelist()) - {MANIFEST}, newest)
        self.programme: str = self.manifest["programme"]
        self.head: str = self.manifest["head"]

    def insert_into(self, connection: Connection) -> None:
        """Put every row into a store, audit records first.

        Raises
        ------
        Error
            That names the member that is not as it was written. Some of its rows are in by then:
            the transaction has to be given up.
        """
        for member in (_AUDIT, *sorted(set(self.manifest["members"]) - {_AUDIT})):
            rows = self.rows(member)
            while some := list(islice(rows, _AT_ONCE)):
                connection.execute(insert(MEMBERS[member]), some)

    def rows(self, member: str) -> Iterator[dict[str, Any]]:
        """Give the rows of a member; the last comes before its checksum is known.

        Raises
        ------
        Error
            Where the checksum, or a row, is not as it was written.
        """
        table, facts = MEMBERS[member], self.manifest["members"][member]
        left, digest = facts["bytes"], hashlib.sha256()
        added: dict[str, Any] = {}
        for version, columns in _ADDED.items():
            if int(self.manifest["version"]) < int(version):
                added |= columns.get(member, {})
        number, before, fault = 0, (0, -1), ""
        with _damage_as_sentence(self._path), self._zip.open(member) as source:
            reader = io.BufferedReader(source)  # type: ignore[type-var]
            while left >= 0:
                most = min(left, _MOST_LINE) + 1
                # At line feeds alone: a text may have other characters that separate lines.
                line = reader.read(most) if fault else reader.readline(most)
                if not line:
                    break
                left -= len(line)
                digest.update(line)
                if left < 0 or fault:
                    continue
                number += 1
                if number > _MOST_ROWS:
                    raise _DamageError(f"is larger than pairwell takes in ({_BOUNDS})")
                row = _row(line, table, self.programme, added)
                if row is None or before >= (row["seq"], row.get("n", 0)):
                    # The checksum is looked at first, and for that the rest is read.
                    fault = f"member {member!r}, line {number}: is not a row of that table"
                    continue
                before = row["seq"], row.get("n", 0)
                yield row
            if left or digest.hexdigest() != facts["sha256"]:
                raise _DamageError(f"member {member!r} is not what was written (checksum)")
            if fault:
                raise _DamageError(fault)

    def _bytes(self, member: str, most: int) -> bytes:
        with self._zip.open(member) as source:
            text = source.read(most + 1)
        if len(text) > most:
            raise _DamageError(f"member {member!r} is too large")
        return text


@contextmanager
def opened(path: Path, newest: str) -> Iterator[Archive]:
    """Open an archive, and check its directory and its manifest.

    Raises
    ------
    Error
        In one sentence, whatever is wrong with it.
    """
    try:
        file = open(path, "rb", opener=_open_at_once)  # noqa: SIM115  (closed below)
    except FileNotFoundError as error:
        raise _core.Error(f"{path}: there is no such file") from error
    except OSError as error:
        raise _core.Error(f"{path}: cannot be read ({error.strerror})") from error
    with file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise _core.Error(f"{path}: is not a file; name an archive")
        yield Archive(path, file, newest)


def _open_at_once(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # a pipe is not waited for


class _DamageError(Exception):
    """What is wrong with an archive, in words that follow its path."""


def _in_mebibytes(size: int) -> str:
    return f"{size >> 20} MiB"


_BOUNDS = f"{_in_mebibytes(_MOST_BYTES)}, {_MOST_ROWS:,} rows"
_NO_ARCHIVE = "is not an archive of pairwell, or is damaged"


@contextmanager
def _damage_as_sentence(path: Path) -> Iterator[None]:
    """Say what is wrong with an archive; the libraries that read it have a dozen errors for it."""
    try:
        yield
    except _DamageError as damage:
        raise _core.Error(f"{path}: {damage}") from None
    except (
        zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError,
        ValueError, LookupError, OverflowError, MemoryError,
    ):  # fmt: skip
        raise _core.Error(f"{path}: {_NO_ARCHIVE}") from None
    except OSError as error:
        raise _core.Error(f"{path}: cannot be read ({error.strerror or error})") from error


def _check_directory(file: BinaryIO) -> None:
    """Refuse a directory that is not one of ours, before anything is made of what it says.

    It is the plain one, right before the end of the file: of few members, without a comment, and
    without the other directory of large files, which says again where everything is.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - 42))
    end = file.read(42)
    if len(end) < 42 or end[20:24] != b"PK\5\6" or end[:4] == b"PK\6\7":
        raise _DamageError(_NO_ARCHIVE)
    disk, first_disk, here, members, length, begins, comment = struct.unpack("<4H2LH", end[24:])
    if disk or first_disk or comment or here != members or begins + length != size - 22:
        raise _DamageError(_NO_ARCHIVE)
    if length > _MOST_MANIFEST:
        raise _DamageError("has more members than an archive of pairwell")
    file.seek(0)


def _check_members(archive: zipfile.ZipFile) -> None:
    """Refuse members of other names, twice the same, too large, or one within another."""
    infos = archive.infolist()
    names = set()
    for info in infos:
        if info.filename != MANIFEST and info.filename not in MEMBERS:
            raise _DamageError(
                f"member {info.filename[:100]!r} is not part of an archive of pairwell"
            )
        if info.filename in names:
            raise _DamageError(f"member {info.filename!r} is there more than once")
        names.add(info.filename)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _DamageError(
                f"member {info.filename!r} is packed in a way that pairwell does not use"
            )
    if MANIFEST not in names:
        raise _DamageError(f"has no {MANIFEST}, so it is not an archive of pairwell")
    if sum(info.file_size for info in infos) > _MOST_BYTES + _MOST_MANIFEST:
        raise _DamageError(f"is larger than pairwell takes in ({_BOUNDS})")
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise _DamageError(f"member {info.filename!r} lies within another")
        end = info.header_offset + 30 + len(info.filename) + info.compress_size
    if end > archive.start_dir:
        raise _DamageError("a member lies within the directory")


def _manifest(text: bytes, members: set[str], newest: str) -> dict[str, Any]:
    try:
        manifest = json.loads(text)
    except (ValueError, RecursionError):
        manifest = None
    if not _is_manifest(manifest):
        raise _DamageError(f"member {MANIFEST!r} is not as pairwell writes it")
    version = manifest["version"]
    if manifest["format"] > FORMAT or int(version) > int(newest):
        raise _DamageError("was written by a newer pairwell; install that")
    for name in sorted(set(manifest["members"]) ^ members):
        raise _DamageError(f"member {name[:100]!r} is missing, or not in the manifest")
    if _AUDIT not in members:
        raise _DamageError(f"member {_AUDIT!r} is missing")
    if sum(facts["bytes"] for facts in manifest["members"].values()) > _MOST_BYTES:
        raise _DamageError(f"is larger than pairwell takes in ({_BOUNDS})")
    return dict(manifest)


def _is_manifest(value: Any) -> bool:
    """Whether a value says what a manifest does, in the right types."""
    return (
        isinstance(value, dict)
        and type(value.get("format")) is int
        and value["format"] > 0
        and _is_text(value.get("programme"))
        and re.fullmatch("[0-9a-f]{64}", str(value.get("head"))) is not None
        and re.fullmatch("[0-9]{1,9}", str(value.get("version"))) is not None
        and isinstance(value["version"], str)
        and isinstance(value.get("members"), dict)
        and all(
            isinstance(facts, dict)
            and type(facts.get("bytes")) is int
            and facts["bytes"] >= 0
            and isinstance(facts.get("sha256"), str)
            for facts in value["members"].values()
        )
    )


def _row(
    line: bytes, table: Table, programme: str, added: Mapping[str, Any]
) -> dict[str, Any] | None:
    """The row of a table that a line holds; None where it holds none, or writes one otherwise."""
    if len(line) > _MOST_LINE:
        return None
    try:
        row = json.loads(line)
        whole = (canonical(row) + "\n").encode() == line
    except (ValueError, RecursionError):
        return None
    if isinstance(row, dict) and added.keys().isdisjoint(row):
        row |= added
    return row if whole and _fits(row, table, programme) else None


def _fits(row: Any, table: Table, programme: str) -> bool:
    """Whether a value is a row of a table, of the right programme and types."""
    return (
        isinstance(row, dict)
        and set(row) == {column.name for column in table.columns}
        and row["programme"] == programme
        and all(
            type(row[c.name]) is int and -(2**31) <= row[c.name] < 2**31
            if isinstance(c.type, Integer)
            else isinstance(row[c.name], str)
            for c in table.columns
        )
    )


def _is_text(value: Any) -> bool:
    """Whether a value is a text that can be kept and shown."""
    return isinstance(value, str) and re.search("[\0\ud800-\udfff]", value) is None
