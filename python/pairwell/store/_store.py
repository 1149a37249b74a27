"""A store of programmes: one SQLite file, or one PostgreSQL database."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from sqlalchemy import Connection, select

from pairwell import _core
from pairwell.scheme.programme import Programme
from pairwell.store import _archive, _schema
from pairwell.store._applications import Applications
from pairwell.store._audit import AuditReport, check_chain
from pairwell.store._checked import check_calls, checked
from pairwell.store._custodian import Custodian
from pairwell.store._database import Database
from pairwell.store._desk import programme_of, programmes_of, refuse_unknown, today_of
from pairwell.store._errors import DamagedError
from pairwell.store._heads import Head
from pairwell.store._integrity import faults_of_store
from pairwell.store._ledger import (
    BEGINNING,
    Change,
    Clock,
    changing,
    now,
    records,
    refuse_nobody,
    subjects,
)
from pairwell.store._pairs import Pairs
from pairwell.store._people import Identities, Monitoring
from pairwell.store._reception import Reception
from pairwell.store._running import Running
from pairwell.store._supervision import Supervision
from pairwell.store._tables import CONTENT, Desk


@dataclass(frozen=True)
class AuditRecord:
    """Who did what, when, about what, by which rules, from which inputs, and what came of it.

    ``subject`` is a reference, a pair (``MM-014/MR-003``) or a thing; it is empty where it was
    about people who were erased. ``inputs`` is salted with what is stored, and erased, with it.
    ``login`` is the user of the PostgreSQL server, and empty in a file.
    """

    seq: int
    at: str
    actor: str
    desk: str
    action: str
    subject: str
    rules: str
    inputs: str
    outcome: str
    digest: str
    format: int
    login: str
    request: str

    def __repr__(self) -> str:
        return f"<AuditRecord: {self.seq}, {self.at}, {self.action}, {self.subject}>"


class Store:
    """Programmes with their people, forms and decisions, reached by desks.

    Nobody reads everything in passing: `applications` sees forms under references, `identities`
    sees names, `monitoring` sees equality answers, and the database itself refuses the rest to
    each. Whatever is written is written at a desk, by somebody named, with its audit record.

    Whoever sits down may name a ``request``, a text of their choice. It goes on record with the
    change, and a second change of the programme with the same request is refused by
    `AlreadyWrittenError`: so what may have been written can be tried again.

    Parameters
    ----------
    database
        Where the store is; `open_store` makes one from a path or a URL.
    clock
        Gives the time of every record.
    """

    def __init__(self, database: Database, clock: Clock = now) -> None:
        self._database = database
        self._clock = clock

    def __repr__(self) -> str:
        return f"<Store: {self._database}>"

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def heads(self) -> tuple[Head, ...]:
        """The head of each programme that was written to since the store was opened.

        Each covers all records before it: written down elsewhere, it shows any later change.
        """
        return tuple(self._database.heads.values())

    @contextmanager
    def together(self) -> Iterator[None]:
        """Keep all that is written in a block as a whole, or nothing of it.

        It is for what is taken in and decided: `reception`, `applications`, `pairs`, `running` and
        `add_programme`, in one thread. Others wait until the block ends.

        Raises
        ------
        Error
            Where something else is to be changed in the block, such as an erasure.

        Examples
        --------
        >>> def take_in(store, programme, mentees, mentors):
        ...     reception = store.reception(programme, actor="Officer")
        ...     with store.together():  # both tables, or neither
        ...         reception.receive("mentee", mentees)
        ...         reception.receive("mentor", mentors)
        """
        with self._database.together():
            yield

    def programmes(self) -> list[str]:
        """Give the ids of the programmes, in order."""
        with self._database.reading() as connection:
            return programmes_of(connection)

    def programme(self, programme: str) -> Programme:
        """Read a programme, as its newest version is."""
        with self._database.reading() as connection:
            return programme_of(connection, programme)

    def add_programme(self, programme: Programme, *, actor: str) -> None:
        """Keep a programme, or a newer version of one; the version that is there already is left.

        Earlier versions stay: decisions say by which they were made. Tables beside the programme's
        file, of places or of travel times, are written into the text that is kept.
        """
        programme = _whole(programme)
        desk = Desk.APPLICATIONS
        with changing(self._database, programme.id, desk, actor, self._clock) as change:
            rules = CONTENT["rules"]
            newest = change.connection.scalar(
                select(rules.c.digest)
                .where(rules.c.programme == programme.id)
                .order_by(rules.c.seq.desc())
                .limit(1)
            )
            if newest != programme.digest:
                _set_rules(change, programme, is_new=newest is None)

    def reception(self, programme: str, *, actor: str, request: str = "") -> Reception:
        """Sit at the desk that takes in forms."""
        return Reception(self._database, programme, actor, self._clock, request)

    def applications(self, programme: str, *, actor: str, request: str = "") -> Applications:
        """Sit at the desk that decides."""
        return Applications(self._database, programme, actor, self._clock, request)

    def pairs(self, programme: str, *, actor: str, request: str = "") -> Pairs:
        """Sit at the desk that decides, to move applications and pairs, and to match."""
        return Pairs(self._database, programme, actor, self._clock, request)

    def running(self, programme: str, *, actor: str, request: str = "") -> Running:
        """Sit at the desk that decides, for appointments, money, the log and the evaluation."""
        return Running(self._database, programme, actor, self._clock, request)

    def supervision(self, programme: str, *, actor: str, request: str = "") -> Supervision:
        """Sit at a supervisor's desk."""
        return Supervision(self._database, programme, actor, self._clock, request)

    def identities(self, programme: str, *, actor: str, request: str = "") -> Identities:
        """Sit at the desk that knows names."""
        return Identities(self._database, programme, actor, self._clock, request)

    def monitoring(self, programme: str, *, actor: str, request: str = "") -> Monitoring:
        """Sit at the desk that counts equality answers."""
        return Monitoring(self._database, programme, actor, self._clock, request)

    def custodian(self, programme: str, *, actor: str, request: str = "") -> Custodian:
        """Sit at the desk that answers for personal data."""
        return Custodian(self._database, programme, actor, self._clock, request)

    def import_programme(
        self, path: str | os.PathLike[str], *, actor: str, expect: str = ""
    ) -> str:
        """Take in an archive as a whole, check its chain, and give the programme's id.

        Parameters
        ----------
        path
            An archive that `Custodian.export` wrote.
        actor
            Who takes it in.
        expect
            The head that the export gave: then no change to the archive goes unseen.

        Raises
        ------
        Error
            Where the archive is not as it was written, or the programme is here already.
        """
        refuse_nobody(actor)
        with _archive.opened(Path(path), _schema.newest()) as archive:
            programme = archive.programme
            if expect and archive.head != expect:
                raise _core.Error(f"{path}: its head is {archive.head}, not {expect}")
            with self._database.writing(None, programme) as connection:
                if programme in programmes_of(connection):
                    raise _core.Error(f"{path}: the store has the programme {programme!r} already")
                archive.insert_into(connection)
                report = check_chain(connection, programme)
                failures = [*report.failures]
                if report.head != archive.head:
                    failures.append("its last record is not the one that was exported")
                if failures:
                    raise _core.Error(f"{path}: its records do not hold ({failures[0]})")
                change = Change(connection, programme, Desk.CUSTODIAN, actor, self._clock)
                change.add("import", programme, "archive taken in")
        self._database.heads[programme] = Head(change.at, programme, change.seq, change.head)
        return programme

    def today(self, programme: str) -> dt.date:
        """Give the day that it is for a programme: by the store's clock, in its zone."""
        return today_of(self.programme(programme), self._clock)

    def records(self, programme: str) -> list[AuditRecord]:
        """Give the audit records of a programme, oldest first.

        Raises
        ------
        Error
            Where there is no such programme, with those that there are.
        """
        with self._database.reading() as connection:
            refuse_unknown(connection, programme)
            names = AuditRecord.__dataclass_fields__
            about = subjects(connection, programme)
            return [
                AuditRecord(**{name: row[name] for name in names} | {"subject": about[row["seq"]]})
                for row in records(connection, programme)
            ]

    def erasure_is_left(self) -> bool:
        """Whether what was erased is still in the store's files, as another program reads them.

        Opening the store finishes the erasure once that program has ended.
        """
        return self._database.erasure_is_left()

    def audit(
        self, programme: str, *, expect: str | Head | Iterable[str | Head] = ()
    ) -> AuditReport:
        """Check that nothing in a programme was changed, taken out or put in.

        Parameters
        ----------
        expect
            Heads that were kept somewhere else, or their digests: they show what was changed since.
            A `Head` of another programme says nothing of this one, and is left out.

        Raises
        ------
        Error
            Where there is no such programme.
        """
        given = [expect] if isinstance(expect, (str, Head)) else expect
        heads = [
            head.digest if isinstance(head, Head) else head
            for head in given
            if head and (isinstance(head, str) or head.programme == programme)
        ]
        faults: list[str] = []
        try:
            with self._database.reading(Desk.CUSTODIAN) as connection:
                faults += faults_of_store(connection)
                tables = _schema.tables_of(connection)
                if "rules" in tables:
                    refuse_unknown(connection, programme)
                found = check_chain(connection, programme, heads, tables)
        except DamagedError as error:
            return AuditReport(programme, 0, BEGINNING, (*faults, str(error)))
        return replace(found, failures=(*faults, *found.failures))


check_calls(Store)


def _whole(programme: Programme) -> Programme:
    """Give a programme whose text names no tables beside it."""
    if not programme.tables:
        return programme
    return Programme.parse(programme.to_toml(), programme.file)


def _set_rules(change: Change, programme: Programme, *, is_new: bool) -> None:
    row = {
        "name": os.path.basename(programme.file),
        "toml": programme.text,
        "digest": programme.digest,
    }
    outcome = "new programme" if is_new else "new version"
    change.add("set rules", programme.id, outcome, ("rules", row), rules=programme.digest)


@checked
def create_store(
    url: str | os.PathLike[str],
    programme: Programme | None = None,
    *,
    actor: str = "",
    clock: Clock = now,
    busy: float = 30.0,
) -> Store:
    """Make a store and open it; one that could not be made whole leaves nothing behind.

    Parameters
    ----------
    url
        The path of a new file, or the URL of a PostgreSQL database:
        ``postgresql://user@host/name``. Passwords belong in ``~/.pgpass``.
    programme
        One that is added at once, in the transaction that makes the store.
    actor
        Who adds it.
    clock
        Gives the time of every record.
    busy
        How many seconds to wait for others who are writing.

    Raises
    ------
    Error
        Where there is something already, or the place cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from pairwell.store import create_store
    >>> with TemporaryDirectory() as folder, create_store(Path(folder) / "scheme.db") as store:
    ...     store.programmes()
    []
    """
    if programme is not None:
        refuse_nobody(actor)
        programme = _whole(programme)
    database = Database(url, busy)

    def fill(connection: Connection) -> None:
        if programme is not None:
            desk = Desk.APPLICATIONS
            database.begin_at(connection, desk, programme.id)
            change = Change(connection, programme.id, desk, actor, clock)
            _set_rules(change, programme, is_new=True)
            head = Head(change.at, programme.id, change.seq, change.head)
            database.heads[programme.id] = head

    with _closed_on_failure(database):
        _schema.create(database, fill=fill)
    return Store(database, clock)


@checked
def open_store(url: str | os.PathLike[str], *, clock: Clock = now, busy: float = 30.0) -> Store:
    """Open a store.

    Parameters
    ----------
    url
        The path of its file, or the URL of its PostgreSQL database.
    clock
        Gives the time of every record.
    busy
        How many seconds to wait for others who are writing.

    Raises
    ------
    Error
        Where there is no store, it is of another version, or others may read its file.
    """
    database = Database(url, busy)
    with _closed_on_failure(database):
        _schema.check_version(database)
        database.finish_erasure()
    return Store(database, clock)


def newest_version() -> str:
    """Give the version of the stores that this pairwell works with."""
    return _schema.newest()


@checked
def upgrade_store(url: str | os.PathLike[str]) -> str:
    """Bring a store to the newest version, as a whole or not at all; give the version it had."""
    database = Database(url)
    try:
        return _schema.upgrade(database)
    finally:
        database.close()


@contextmanager
def _closed_on_failure(database: Database) -> Iterator[None]:
    """Let go of a database that turned out not to be one to work with."""
    try:
        yield
    except BaseException:
        database.close()
        raise
