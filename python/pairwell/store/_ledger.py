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
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, delete, event, insert, select

from pairwell import _core
from pairwell._arguments import check_type
from pairwell.store import _postgres
from pairwell.store._actions import SET_CLOCK, faults_of, subject_kind
from pairwell.store._as_of import up_to
from pairwell.store._database import Database
from pairwell.store._errors import AlreadyWrittenError, UncertainError
from pairwell.store._heads import Head
from pairwell.store._tables import CONTENT, Desk, audit
from pairwell.store._texts import refuse_unfit

_HANDLE = re.compile("(one|two|thing):[0-9a-f]{16}")

BEGINNING = "0" * 64
"""What stands for the digest before the first record."""

Clock = Callable[[], dt.datetime]
Content = tuple[str, Mapping[str, str | int]]

FORMAT = 2
"""Of the records that are made now; those of format 1 hold references in their subject."""

_MOST_BEHIND = dt.timedelta(minutes=10)
_PLACE = ("programme", "seq")
_SIGNED_IN_1 = (
    "programme", "seq", "at", "actor", "desk", "action", "subject", "rules", "inputs", "outcome",
    "content", "previous",
)  # fmt: skip
_SENT = ("at", "actor", "action", "subject", "rules", "inputs", "outcome", "request", "rows")
"""What a server has to be told of a record; it knows the rest."""
_AT_ONCE = 100
"""How many records wait at most until they are sent."""
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
    check_type("instant_text", "moment", "an instant with a time zone", dt.datetime, moment)
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
        self._waiting: list[dict[str, Any]] = []
        if connection.dialect.name == "postgresql":
            # Whatever is asked on the way sees all that was added, and all of it is kept.
            for moment in ("before_cursor_execute", "commit"):
                event.listen(connection, moment, self._send)
        self.programme = programme
        self._desk, self._actor, self._clock, self._request = desk, actor, clock, request
        self._login = ""
        if connection.dialect.name == "postgresql":
            self._login = str(connection.exec_driver_sql("SELECT session_user").scalar())
        last = connection.execute(
            select(audit.c.seq, audit.c.digest, audit.c.at)
            .where(audit.c.programme == programme)
            .order_by(audit.c.seq.desc())
            .limit(1)
        ).one_or_none()
        self.seq: int = last.seq if last else 0
        self.head: str = last.digest if last else BEGINNING
        self.at: str = last.at if last else ""
        """When the last record was made."""
        self._handles: dict[tuple[str, ...], str] = {}
        self._knows_all_handles = False
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
        about = subject
        if isinstance(subject, About):
            rows = (*rows, ("about", subject._asdict()))
            about = self._handle(subject)
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
            "at": self._instant(action),
            "actor": self._actor,
            "desk": self._desk.value,
            "action": action,
            "subject": about,
            "rules": rules,
            "inputs": inputs or content,
            "outcome": outcome,
            "content": content,
            "previous": self.head,
            "format": FORMAT,
            "login": self._login,
            "request": self._request,
        }
        faults = faults_of(
            record, [kind for kind, _ in full], dict(enumerate(full)), self.programme
        )
        if faults:
            raise AssertionError(f"pairwell: a record that no audit would take: {faults[0]}")
        self._request = ""  # one record of the change has it
        self.head = record["digest"] = record_digest(record)
        self.inputs = record["inputs"]
        self._write(record, full)
        return self.seq

    def _instant(self, action: str) -> str:
        """Read the clock; one that is a little behind the last record gives that record's time.

        Raises
        ------
        Error
            Where the clock is further behind, unless the record is about that.
        """
        now = instant_text(self._clock())
        if now < self.at and not action.startswith(f"{SET_CLOCK}: "):
            last, moment = map(dt.datetime.fromisoformat, (self.at, now))
            if last - moment > _MOST_BEHIND:
                raise _core.Error(
                    f"the clock of this machine says {now[:16]}Z, and the last record of"
                    f" {self.programme} was made at {self.at[:16]}Z; set the clock right, or, where"
                    " that record was made by a wrong clock, put this on record:"
                    " pairwell audit --clock-was-wrong WHY --actor YOU"
                )
            now = self.at
        self.at = now
        return now

    def _handle(self, subject: About) -> str:
        """What stands in a record for whom it is about: random, the same for the same people.

        Who it is says `about` alone. So it leads to nobody once they are erased, and an audit can
        still tell that an erasure took everything about one person and nothing else.
        """
        people = tuple(p for p in (subject.reference, subject.partner) if p)
        key = people or ("", subject.item)
        if key not in self._handles and not self._knows_all_handles:
            self._look_for_handles(None if self._handles else subject)
        return self._handles.setdefault(key, f"{subject_kind(people)}:{secrets.token_hex(8)}")

    def _look_for_handles(self, subject: About | None) -> None:
        """Read the handle of a subject; without one, of all: a change of many asks once."""
        table = CONTENT["about"]
        chosen = select(table.c.reference, table.c.partner, table.c.item, audit.c.subject).where(
            table.c.programme == self.programme,
            audit.c.programme == table.c.programme,
            audit.c.seq == table.c.seq,
        )
        if subject is not None:
            chosen = chosen.where(
                table.c.reference == subject.reference,
                table.c.partner == subject.partner,
                *([] if subject.reference or subject.partner else [table.c.item == subject.item]),
            )
        self._knows_all_handles = subject is None
        for reference, partner, item, handle in self.connection.execute(chosen):
            people = tuple(p for p in (reference, partner) if p)
            if handle.startswith(f"{subject_kind(people)}:"):
                self._handles.setdefault(people or ("", item), handle)

    def _write(self, record: Mapping[str, Any], rows: Sequence[Content]) -> None:
        """Write a record and its rows; what an erasure stands for is deleted with it."""
        if self.connection.dialect.name == "postgresql":
            self._waiting.append({**record, "rows": rows})
            if len(self._waiting) == _AT_ONCE:
                self._send()
            return
        self.connection.execute(insert(audit), record)
        for kind, row in rows:
            self.connection.execute(insert(CONTENT[kind]), row)
            if kind == "erasure":
                gone = CONTENT[str(row["kind"])].c
                self.connection.execute(
                    delete(gone.seq.table).where(
                        gone.programme == self.programme,
                        gone.seq == row["erased"],
                        gone.n == row["place"],
                    )
                )

    def drop(self) -> None:
        """Let go of what waits: the change is not to be."""
        self._waiting.clear()

    def _send(self, *_: object) -> None:
        """Send a server what waits: it makes the records itself, as it knows whose login it is."""
        if not self._waiting:
            return
        records, self._waiting = self._waiting, []
        sent = canonical([{key: record[key] for key in _SENT} for record in records])
        made = _postgres.append(self.connection, self.programme, self._desk.value, sent)
        if made != [record["digest"] for record in records]:
            raise AssertionError("the server and the ledger do not agree on a digest")


@contextmanager
def changing(
    database: Database,
    programme: str,
    desk: Desk,
    actor: str,
    clock: Clock,
    request: str = "",
    *,
    erasing: bool = False,
) -> Iterator[Change]:
    """Change a programme in one transaction, kept as a whole or not at all.

    Where the connection is lost while it is being kept, this looks whether it was.

    Raises
    ------
    Error
        Where nobody is named as the one who does it, or the database refuses.
    AlreadyWrittenError
        Where a change with the same request is there.
    UncertainError
        Where the connection was lost, and it could not be found out whether the change is there.
    """
    refuse_nobody(actor)
    refuse_unfit("pairwell", {"programme": programme, "actor": actor, "request": request})
    try:
        with database.writing(desk, programme, erasing=erasing) as connection:
            change = Change(connection, programme, desk, actor, clock, request)
            before = change.seq
            _refuse_again(connection, programme, request)
            try:
                yield change
            except BaseException:
                change.drop()
                raise
    except UncertainError:
        if change.seq == before:
            return  # there was nothing to lose
        is_kept = database.was_kept(desk, programme, change.seq, change.head)
        if is_kept is None:
            raise UncertainError(
                f"{database}: the connection was lost while the change was being written. It may"
                f" have been written: it was if record {change.seq} has the digest {change.head}."
                " Run pairwell audit before you try again."
            ) from None
        if not is_kept:
            raise _core.Error(
                f"{database}: the connection was lost before the change was written; try again."
                " Nothing was changed."
            ) from None
    if change.seq > before:
        database.heads[programme] = Head(change.at, programme, change.seq, change.head)


def _refuse_again(connection: Connection, programme: str, request: str) -> None:
    """Refuse a request that is on record."""
    if not request:
        return
    seq = connection.scalar(
        select(audit.c.seq).where(audit.c.programme == programme, audit.c.request == request)
    )
    if seq is not None:
        error = AlreadyWrittenError(
            f"the request {request!r} is on record already, as record {seq} of {programme}; nothing"
            " was written again"
        )
        error.seq = seq
        raise error


def refuse_nobody(actor: str) -> None:
    """Refuse a change that nobody makes."""
    if not actor.strip():
        raise _core.Error(
            "every change names who makes it; say who you are (on the command line with --actor, or"
            " once for all in the variable PAIRWELL_ACTOR)"
        )


def records(connection: Connection, programme: str) -> Iterable[RowMapping]:
    """The audit records of a programme, in order."""
    return connection.execute(
        select(audit).where(audit.c.programme == programme).order_by(audit.c.seq)
    ).mappings()


def subjects(connection: Connection, programme: str) -> dict[int, str]:
    """Whom or what each record is about, by its number: empty where they were erased."""
    chosen = select(audit.c.seq, audit.c.subject).where(audit.c.programme == programme)
    stored = {row.seq: row.subject for row in connection.execute(chosen)}
    about = {
        row["seq"]: str(About(row["reference"], row["partner"], row["item"]))
        for row in rows_of(connection, programme, "about")
    }
    # A handle is told by its colon, which neither a reference of format 1 that is short of about
    # nor the name of a thing has.
    return {
        seq: about.get(seq, "") if _HANDLE.fullmatch(subject) else subject
        for seq, subject in stored.items()
    }


def rows_of(connection: Connection, programme: str, kind: str) -> list[RowMapping]:
    """Every row of a kind of content, oldest first; within `as_of`, those of then."""
    table = CONTENT[kind]
    chosen = select(table).where(table.c.programme == programme, up_to(connection, table))
    return list(connection.execute(chosen.order_by(table.c.seq, table.c.n)).mappings())
