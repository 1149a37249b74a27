"""One archive with a whole programme in it, and back: every row as it is, under checksums.

The archive is a zip file: a manifest, and a member of JSON lines for each table. Nothing of it is
ever unpacked to disk, so a member's name is nothing but a key; any name that is not one of ours is
refused.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Integer, Table, insert, select

from pairwell import _core
from pairwell.store._ledger import canonical
from pairwell.store._tables import metadata

FORMAT = 1
MANIFEST = "manifest.json"
_MOST_BYTES = 2 << 30
_MOST_MANIFEST = 1 << 20
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


def write(path: Path, programme: str, head: str, rows: Rows, version: str) -> None:
    """Write an archive that only its owner can read: all of it, or nothing.

    Raises
    ------
    Error
        Where there is something already, or the disk refuses.
    """
    if path.exists():
        raise _core.Error(f"{path}: there is already a file; name another")
    texts = {
        member: "".join(canonical(row) + "\n" for row in table).encode("utf-8", "surrogatepass")
        for member, table in rows.items()
    }
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
    try:
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)  # mode 0600
    except OSError as error:
        raise _core.Error(f"{path}: cannot be written ({error.strerror})") from error
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, text in {MANIFEST: body, **texts}.items():
                    info = zipfile.ZipInfo(member, _WHEN)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.external_attr = 0o600 << 16
                    archive.writestr(info, text)
            out.flush()
            os.fsync(out.fileno())
        os.link(fresh, path)  # refuses a file that came meanwhile
    except OSError as error:
        raise _core.Error(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            os.unlink(fresh)


def read(path: Path, newest: str) -> tuple[dict[str, Any], dict[str, list[dict[str, Any]]]]:
    """Read an archive, and check all of it: names, sizes, checksums, columns and types.

    Returns
    -------
    The manifest and the rows by member.

    Raises
    ------
    Error
        That names the member that is not as it was written.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, path, newest)
            rows = {
                member: _rows(archive, member, facts, manifest, path)
                for member, facts in manifest["members"].items()
            }
    except FileNotFoundError as error:
        raise _core.Error(f"{path}: there is no such file") from error
    except OSError as error:
        raise _core.Error(f"{path}: cannot be read ({error.strerror or error})") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise _core.Error(f"{path}: is not an archive, or is damaged ({error})") from error
    return manifest, rows


def insert_rows(connection: Connection, rows: Rows) -> None:
    """Put the rows of an archive into a store, audit records first."""
    first = "record/audit.jsonl"
    for member in (first, *sorted(set(rows) - {first})):
        if rows[member]:
            connection.execute(insert(MEMBERS[member]), rows[member])


def _manifest(archive: zipfile.ZipFile, path: Path, newest: str) -> dict[str, Any]:
    names = archive.namelist()
    for name in names:
        if name != MANIFEST and name not in MEMBERS:
            raise _core.Error(f"{path}: member {name!r} is not part of an archive of pairwell")
        if names.count(name) > 1:
            raise _core.Error(f"{path}: member {name!r} is there more than once")
    if MANIFEST not in names:
        raise _core.Error(f"{path}: has no {MANIFEST}, so it is not an archive of pairwell")
    if archive.getinfo(MANIFEST).file_size > _MOST_MANIFEST:
        raise _core.Error(f"{path}: member {MANIFEST!r} is too large")
    fault = _core.Error(f"{path}: member {MANIFEST!r} is not as pairwell writes it")
    try:
        manifest = json.loads(archive.read(MANIFEST))
        members = manifest["members"]
        sound = (
            all(isinstance(manifest[key], str) for key in ("head", "programme", "version"))
            and isinstance(manifest["format"], int)
            and all(
                isinstance(facts["bytes"], int) and isinstance(facts["sha256"], str)
                for facts in members.values()
            )
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise fault from error
    if not sound:
        raise fault
    if (
        manifest["format"] > FORMAT
        or not manifest["version"].isdecimal()
        or int(manifest["version"]) > int(newest)
    ):
        raise _core.Error(f"{path}: was written by a newer pairwell; install that")
    for name in sorted(set(members) ^ (set(names) - {MANIFEST})):
        raise _core.Error(f"{path}: member {name!r} is missing, or not in the manifest")
    if "record/audit.jsonl" not in members:
        raise _core.Error(f"{path}: member 'record/audit.jsonl' is missing")
    if sum(facts["bytes"] for facts in members.values()) > _MOST_BYTES:
        raise _core.Error(f"{path}: is larger than pairwell takes in ({_MOST_BYTES >> 30} GiB)")
    return dict(manifest)


def _rows(
    archive: zipfile.ZipFile,
    member: str,
    facts: Mapping[str, Any],
    manifest: Mapping[str, Any],
    path: Path,
) -> list[dict[str, Any]]:
    with archive.open(member) as source:
        text = source.read(facts["bytes"] + 1)  # never more than the manifest says
    if len(text) != facts["bytes"] or hashlib.sha256(text).hexdigest() != facts["sha256"]:
        raise _core.Error(f"{path}: member {member!r} is not what was written (checksum)")
    added: dict[str, Any] = {}
    for version, columns in _ADDED.items():
        if int(manifest["version"]) < int(version):
            added |= columns.get(member, {})
    rows = []
    # At line feeds alone: a text may have other characters that separate lines.
    for number, line in enumerate(text.removesuffix(b"\n").split(b"\n") if text else [], 1):
        try:
            row = json.loads(line)
        except ValueError:
            row = None
        if isinstance(row, dict) and added.keys().isdisjoint(row):
            row |= added
        if not _fits(row, MEMBERS[member], manifest["programme"]):
            raise _core.Error(
                f"{path}: member {member!r}, line {number}: is not a row of that table"
            )
        rows.append(row)
    return rows


def _fits(row: Any, table: Table, programme: str) -> bool:
    """Whether a value is a row of a table, of the right programme and types."""
    return (
        isinstance(row, dict)
        and set(row) == {column.name for column in table.columns}
        and row["programme"] == programme
        and all(
            type(row[c.name]) is (int if isinstance(c.type, Integer) else str)
            for c in table.columns
        )
    )
