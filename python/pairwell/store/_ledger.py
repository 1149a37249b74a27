"""The ledger: audit records in a chain of digests, and the rows that stand under each of them.

A record's digest covers everything in it and the digest of the record before, and its ``content``
covers a digest of every row that came with it. So a record or a row that is changed, taken out or
put in behind the store's back shows in `check_chain`. A row that was erased left its own digest
behind, salted so that nobody can try guesses on it, and the chain holds without it. Whom a record
is about stands in such a row too, so that a record says nothing of people who were erased.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, insert, select

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.store._database import Database
from pairwell.store._tables import CONTENT, Desk, audit
from pairwell.store._texts import refuse_unfit

BEGINNING = "0" * 64
"""What stands for the digest before the first record."""

Clock = Callable[[], dt.datetime]
Content = tuple[str, Mapping[str, str | int]]

FORMAT = 2
"""Of the records that are made now; those of format 1 hold references in their subject."""

_PLACE = ("programme", "seq")
_SIGNED_IN_1 = (
    "programme", "seq", "at", "actor", "desk", "action", "subject", "rules", "inputs", "outcome",
    "content", "previous",
)  # fmt: skip
_SIGNED = ("format", *_SIGNED_IN_1, "login", "request")


class About(NamedTuple):
    """Whom or what a record is about: a person, a pair, or a thing of theirs (an event)."""

    reference: str
    partner: str = ""
    item: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


def now() -> dt.datetime:
    """Read the clock of the machine."""
    return dt.datetime.now(dt.UTC)


def instant_text(moment: dt.datetime) -> str:
    """Write an instant as the store keeps it: in UTC, to the microsecond, sorting as text."""
    if moment.tzinfo is None:
        raise ValueError("pairwell: an instant has a time zone")
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: Any) -> str:
    """Write a value as the one JSON text that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(value: Any) -> str:
    """Fingerprint a value (SHA-256 of its canonical text)."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def row_digest(kind: str, row: Mapping[Any, Any]) -> str:
    """Fingerprint a row of content; its audit record says where it stands."""
    return digest_of([kind, {key: row[key] for key in row if key not in _PLACE}])


def record_digest(record: Mapping[Any, Any]) -> str:
    """Fingerprint an audit record, the digest of the one before included."""
    signed = _SIGNED_IN_1 if record["format"] == 1 else _SIGNED
    return digest_of([record[name] for name in signed])


def salted(salt: str, inputs: str) -> str:
    """Salt a digest of what was looked at, so that nobody can try guesses on it."""
    return digest_of([salt, inputs])


class Change:
    """One transaction's additions to the ledger of a programme."""

    def __init__(
        self,
        connection: Connection,
        programme: str,
        desk: Desk,
        actor: str,
        clock: Clock,
        request: str = "",
    ) -> None:
        self.connection = connection
        self.programme = programme
        self._desk, self._actor, self._clock, self._request = desk, actor, clock, request
        self._login = ""
        if connection.dialect.name == "postgresql":
            self._login = str(connection.exec_driver_sql("SELECT session_user").scalar())
        last = connection.execute(
            select(audit.c.seq, audit.c.digest)
            .where(audit.c.programme == programme)
            .order_by(audit.c.seq.desc())
            .limit(1)
        ).one_or_none()
        self.seq: int = last.seq if last else 0
        self.head: str = last.digest if last else BEGINNING
        self.inputs = ""
        """What the last record that was added says of its inputs."""

    def add(
        self,
        action: str,
        subject: str | About,
        outcome: str,
        *rows: Content,
        rules: str = "",
        inputs: str = "",
    ) -> int:
        """Append an audit record with its rows of content, and give its number.

        Parameters
        ----------
        action, outcome
            What was done, and what came of it; nothing personal.
        subject
            Whom it is about, as `About`: kept in a row that erasing them takes away. Or the
            programme, a class of data: nothing personal.
        rows
            Content: the table and the values of each row.
        rules
            The version of the rules: the digest of the programme's file.
        inputs
            A digest of what was looked at, which is salted with the first row; where it is empty,
            of the rows.
        """
        if isinstance(subject, About):
            rows = (*rows, ("about", subject._asdict()))
        told = {"action": action, "outcome": outcome, "actor": self._actor}
        if isinstance(subject, str):
            told["subject"] = subject
        for texts in (told, *(values for _, values in rows)):
            refuse_unfit(action, texts)
        self.seq += 1
        place = {"programme": self.programme, "seq": self.seq}
        full: list[tuple[str, dict[str, Any]]] = [
            (kind, {**place, "n": n, "salt": secrets.token_hex(16), **values})
            for n, (kind, values) in enumerate(rows)
        ]
        if inputs:
            inputs = salted(full[0][1]["salt"], inputs)
        content = digest_of([row_digest(kind, row) for kind, row in full])
        record: dict[str, Any] = {
            **place,
            "at": instant_text(self._clock()),
            "actor": self._actor,
            "desk": self._desk.value,
            "action": action,
            "subject": "" if isinstance(subject, About) else subject,
            "rules": rules,
            "inputs": inputs or content,
            "outcome": outcome,
            "content": content,
            "previous": self.head,
            "format": FORMAT,
            "login": self._login,
            "request": self._request,
        }
        self.head = record["digest"] = record_digest(record)
        self.inputs = record["inputs"]
        self.connection.execute(insert(audit), record)
        for kind, row in full:
            self.connection.execute(insert(CONTENT[kind]), row)
        return self.seq


@contextmanager
def changing(
    database: Database, programme: str, desk: Desk, actor: str, clock: Clock
) -> Iterator[Change]:
    """Change a programme in one transaction, kept as a whole or not at all.

    Raises
    ------
    Error
        Where nobody is named as the one who does it, or the database refuses.
    """
    refuse_nobody(actor)
    refuse_unfit("pairwell", {"programme": programme, "actor": actor})
    with database.writing(desk, programme) as connection:
        yield Change(connection, programme, desk, actor, clock)


def refuse_nobody(actor: str) -> None:
    """Refuse a change that nobody makes."""
    if not actor.strip():
        raise _core.Error(
            "every change names who makes it; say who you are (on the command line with --actor, or"
            " once for all in the variable PAIRWELL_ACTOR)"
        )


@dataclass(frozen=True)
class AuditReport:
    """What checking a programme's chain came to.

    ``head`` is the digest of the last record: written down somewhere else, it shows later whether
    records were taken off the end, which the chain alone cannot.
    """

    programme: str
    records: int
    head: str
    failures: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return not self.failures

    def __repr__(self) -> str:
        what = "holds" if self.holds else plural(len(self.failures), "failure")
        return f"<AuditReport: {self.programme}, {plural(self.records, 'record')}, {what}>"


def check_chain(connection: Connection, programme: str, expect: str = "") -> AuditReport:
    """Check every record's digest, its link to the one before, and the rows under it.

    Parameters
    ----------
    connection
        At the custodian's desk, which sees every part of the store.
    expect
        The head that somebody wrote down earlier: it has to be the digest of some record.
    """
    rows = _digests_of_rows(connection, programme)
    failures = []
    expected, head, seen = 1, BEGINNING, not expect or expect == BEGINNING
    for record in records(connection, programme):
        name = f"record {record['seq']}"
        if record["seq"] != expected:
            failures.append(f"{name}: records {expected} to {record['seq'] - 1} are missing")
        if record["previous"] != head:
            failures.append(f"{name}: does not follow from the record before")
        if record_digest(record) != record["digest"]:
            failures.append(f"{name}: was changed after it was written")
        found = rows.pop(record["seq"], {})
        if digest_of([found[n] for n in sorted(found)]) != record["content"]:
            failures.append(f"{name}: what is stored under it is not what was written")
        expected, head = record["seq"] + 1, record["digest"]
        seen = seen or head == expect
    failures += [f"record {seq}: is missing, but rows are stored under it" for seq in sorted(rows)]
    if not seen:
        failures.append(f"no record has the digest {expect}: records at the end are missing")
    return AuditReport(programme, expected - 1, head, tuple(failures))


def records(connection: Connection, programme: str) -> Iterable[RowMapping]:
    """The audit records of a programme, in order."""
    return connection.execute(
        select(audit).where(audit.c.programme == programme).order_by(audit.c.seq)
    ).mappings()


def subjects(connection: Connection, programme: str) -> dict[int, str]:
    """Whom or what each record is about, by its number: empty where they were erased."""
    found = {
        row.seq: row.subject
        for row in connection.execute(
            select(audit.c.seq, audit.c.subject).where(audit.c.programme == programme)
        )
    }
    for row in rows_of(connection, programme, "about"):
        found[row["seq"]] = found[row["seq"]] or str(
            About(row["reference"], row["partner"], row["item"])
        )
    return found


def rows_of(connection: Connection, programme: str, kind: str) -> list[RowMapping]:
    """Every row of a kind of content, oldest first."""
    table = CONTENT[kind]
    chosen = select(table).where(table.c.programme == programme)
    return list(connection.execute(chosen.order_by(table.c.seq, table.c.n)).mappings())


def _digests_of_rows(connection: Connection, programme: str) -> dict[int, dict[int, str]]:
    """The digest of every row of content, erased ones included, by record and place."""
    found: dict[int, dict[int, str]] = {}
    for kind, table in CONTENT.items():
        for row in connection.execute(
            select(table).where(table.c.programme == programme)
        ).mappings():
            under = found.setdefault(row["seq"], {})
            under[row["n"]] = under.get(row["n"], "") + row_digest(kind, row)
    gone = CONTENT["erasure"]
    for row in connection.execute(select(gone).where(gone.c.programme == programme)).mappings():
        under = found.setdefault(row["erased"], {})
        under[row["place"]] = under.get(row["place"], "") + row["row_digest"]
    return found
