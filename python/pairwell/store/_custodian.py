"""The custodian's desk: what is held on a person, erasure, retention, and whole archives."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, or_, select

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.data.files import Draft, draft
from pairwell.data.shown import plural
from pairwell.scheme.programme import Programme
from pairwell.store import _archive, _postgres, _schema
from pairwell.store._actions import ERASED_PERSON, SET_CLOCK
from pairwell.store._decisions import reasons_told
from pairwell.store._desk import DeskOf, programme_of, unknown
from pairwell.store._ledger import (
    About,
    Change,
    Content,
    instant_text,
    records,
    row_digest,
    subjects,
)
from pairwell.store._named import refuse_names, refuse_references
from pairwell.store._steps import STEPS, steps_of
from pairwell.store._tables import CONTENT, PERSONAL, Desk
from pairwell.store._texts import refuse_unfit
from pairwell.store._words import DataClass

CLASSES = cast(
    tuple[DataClass, ...], tuple(sorted({str(CONTENT[kind].schema) for kind in PERSONAL}))
)
"""The classes of personal data that are kept for a time of their own."""


@dataclass(frozen=True)
class Held:
    """What is held on a person: rows by class of data, and the pairs and grants among them.

    Beside the classes, "record" counts what the record itself says of them.
    """

    reference: str
    rows: dict[str, int]
    pairs: tuple[tuple[str, str], ...]
    grants: tuple[str, ...]

    def __repr__(self) -> str:
        parts = (plural(sum(self.rows.values()), "row"), plural(len(self.pairs), "pair"))
        return f"<Held: {self.reference}, {', '.join(parts)}, {plural(len(self.grants), 'grant')}>"


@dataclass(frozen=True)
class Due:
    """One class of data at a purge: until when it is kept, and what is there to erase."""

    kind: DataClass
    months: int | None
    kept_until: dt.date | None
    is_due: bool
    rows: int
    people: int

    def __repr__(self) -> str:
        until = "for good" if self.kept_until is None else f"until {self.kept_until}"
        rows, people = plural(self.rows, "row"), plural(self.people, "person", "people")
        return f"<Due: {self.kind}, kept {until}, {rows} of {people}>"


@dataclass(frozen=True)
class PurgeReport:
    """What a purge would erase, or has erased."""

    on: dt.date
    is_dry: bool
    classes: tuple[Due, ...]

    def __repr__(self) -> str:
        due = sum(each.rows for each in self.classes if each.is_due)
        return f"<PurgeReport: {self.on}{', dry' if self.is_dry else ''}, {plural(due, 'row')} due>"


class Custodian(DeskOf):
    """Answers for personal data: reads all of it, and can erase it, each time on record."""

    desk = Desk.CUSTODIAN

    def export(self, path: str | os.PathLike[str]) -> str:
        """Write the whole programme into one archive, and give the head of its chain.

        Keep the head somewhere else: `Store.import_programme` takes it, and then no change to
        the archive goes unseen.

        Raises
        ------
        Error
            Where there is already a file, or the disk refuses. Where that shows only once the
            export is on record, another record says that there is no archive: it is there
            without its record at no moment.
        """
        target = Path(path)
        try:
            with draft(target, private=True, replaces=False) as archive:
                with self._changing() as change:
                    programme_of(change.connection, self.programme_id)
                    change.add("export", self.programme_id, "archive written")
                    rows = _archive.rows_of(change.connection, self.programme_id)
                    head = change.head
                    _archive.write(archive.file, self.programme_id, head, rows, _schema.newest())
                    archive.sync()
                self._keep_archive(archive)
        except OSError as error:
            raise _core.Error(f"{target}: cannot be written ({error.strerror})") from error
        return head

    def _keep_archive(self, archive: Draft) -> None:
        """Give an archive its name, or have the record say that there is none."""
        try:
            archive.keep()
        except BaseException:
            with self._changing() as change:
                change.add("export", self.programme_id, "no archive was left: it was not named")
            raise

    def allow(self, login: str, desk: str) -> None:
        """Let a login of the server sit at a desk of this programme; its owner alone may do so.

        Raises
        ------
        Error
            Where there is no such desk or login, or the store is a file, which has no logins.
        """
        self._allow(login, desk, is_allowed=True)

    def disallow(self, login: str, desk: str) -> None:
        """Let a login no longer sit at a desk of this programme."""
        self._allow(login, desk, is_allowed=False)

    def allowed(self) -> list[tuple[str, str]]:
        """Give the logins that may sit at desks of this programme, each with the desk."""
        self._refuse_file()
        with self._reading() as connection:
            return _postgres.allowed(connection, self.programme_id)

    def _allow(self, login: str, desk: str, *, is_allowed: bool) -> None:
        self._refuse_file()
        desks = {each.value: each for each in Desk}
        if desk not in desks:
            raise unknown("desk", desk, sorted(desks))
        refuse_unfit("allow", {"login": login})
        with self._changing() as change:
            programme_of(change.connection, self.programme_id)
            there = (login, desk) in _postgres.allowed(change.connection, self.programme_id)
            if there == is_allowed:
                return
            _postgres.allow(
                change.connection, login, desks[desk], self.programme_id, is_allowed=is_allowed
            )
            action = "allow" if is_allowed else "disallow"
            change.add(action, self.programme_id, f"{login} at the desk {desk}")

    def _refuse_file(self) -> None:
        if self._database.is_file:
            raise _core.Error(
                "a file has no logins: whoever may read it has all of it; a store on a PostgreSQL"
                " server keeps desks and programmes apart"
            )

    def subject_access(self, reference: str) -> dict[str, Any]:
        """Give everything that is held on one person, earlier versions included.

        Returns
        -------
        dict
            By class of data and kind a list of rows, and under "record" the audit records.

        Raises
        ------
        Error
            Where nothing is held under the reference.
        """
        refuse_unfit("subject_access", {"reference": reference})
        with self._changing() as change:
            held: dict[str, Any] = {name: {} for name in CLASSES}
            for kind in PERSONAL:
                rows = _rows_about(change.connection, self.programme_id, kind, [reference])
                if rows:
                    hidden = ("programme", "n", "salt")
                    held[str(CONTENT[kind].schema)][kind] = [
                        {
                            key: reasons_told(value) if key == "reasons" else value
                            for key, value in row.items()
                            if key not in hidden
                        }
                        for row in rows
                    ]
            subject = subjects(change.connection, self.programme_id)
            about = [
                {key: record[key] for key in ("seq", "at", "actor", "action", "outcome")}
                for record in records(change.connection, self.programme_id)
                if reference in subject[record["seq"]].split("/")
            ]
            if not about and not any(held.values()):
                raise self._nobody(change.connection, reference)
            change.add("subject access", About(reference), "given")
        return {"reference": reference, **held, "record": about}

    def held(self, reference: str) -> Held:
        """Say what an erasure of a person would take away, by counts; it changes nothing.

        Raises
        ------
        Error
            Where nothing is held under the reference, with the nearest that there is.
        """
        with self._reading() as connection:
            about = {
                kind: _rows_about(connection, self.programme_id, kind, [reference])
                for kind in PERSONAL
            }
            if not any(about.values()):
                raise self._nobody(connection, reference)
            going = [(kind, row) for kind, found in about.items() for row in found]
            rows = dict.fromkeys((*CLASSES, "record"), 0)
            for kind, _ in (*going, *self._mentions(connection, [reference], going)):
                rows[str(CONTENT[kind].schema)] += 1
        pairs = {(row["reference"], row["partner"]) for row in about["pair"]}
        grants = {row["grant_id"] for row in about["entry"]}
        return Held(reference, rows, tuple(sorted(pairs)), tuple(sorted(grants)))

    def _nobody(self, connection: Connection, reference: str) -> _core.Error:
        """What is raised where nothing is held under a reference."""
        likely = suggested_reference(reference, self._newest(connection, "form"))
        return _core.Error(
            f"nothing is held under the reference {reference!r}" + (likely and f".{likely}")
        )

    def erase(self, reference: str, *, because: str) -> int:
        """Erase a person, and keep that somebody of their role and region came how far.

        Parameters
        ----------
        reference
            The person.
        because
            Why, in words that name nobody: "asked for on 3 May".

        Returns
        -------
        int
            How many rows were erased.

        Raises
        ------
        Error
            Where nothing is held under the reference, or nobody says why.
        InvalidInput
            Where the reason, which is kept, holds a part of the name, the address or the reference.
        """
        if not because.strip():
            raise _core.Error("an erasure says why; in words that name nobody")
        refuse_unfit("erase", {"reference": reference, "because": because})
        with self._changing(erasing=True) as change:
            people = _rows_about(change.connection, self.programme_id, "person", [reference])
            refuse_names("erase", "because", because, people)
            refuse_references("erase", "because", because, [reference])
            erased = self._erase(
                change, [reference], PERSONAL, f"erase: {because.strip()}", ERASED_PERSON
            )
            if not erased:
                raise self._nobody(change.connection, reference)
        return erased

    def set_clock(self, *, because: str) -> None:
        """Put on record that the last record's time is wrong: times go on from the clock of now.

        Raises
        ------
        Error
            Where the clock is not behind the last record, or no reason is given.
        """
        if not because.strip():
            raise _core.Error("say why the last record's time is wrong; in words that name nobody")
        with self._changing() as change:
            programme_of(change.connection, self.programme_id)
            if instant_text(self._clock()) >= change.at:
                raise _core.Error("the clock is not behind the last record: nothing is to be said")
            said = f"the last record was of {change.at}"
            change.add(f"{SET_CLOCK}: {because.strip()}", self.programme_id, said)

    def counts(self) -> dict[tuple[str, str], dict[str, int]]:
        """Count by role and region how many came how far, people since erased included."""
        with self._reading() as connection:
            reached = steps_of(connection, self.programme_id)
            forms = self._newest(connection, "form")
            tallies = [
                (row["role"], row["region"], row["step"]) for row in self._rows(connection, "tally")
            ]
        tallies += [
            (forms[reference]["role"], reach.region, reach.furthest)
            for reference, reach in reached.items()
        ]
        found: dict[tuple[str, str], dict[str, int]] = {}
        for role, region, furthest in sorted(tallies):
            counts = found.setdefault((role, region), dict.fromkeys(STEPS, 0))
            for step in STEPS[: STEPS.index(furthest) + 1]:
                counts[step] += 1
        return found

    def keep_for(self, kind: DataClass, months: int, *, because: str) -> dt.date:
        """Set for how many months after the programme's last one a class of data is kept.

        Returns
        -------
        datetime.date
            The last day on which it is kept.

        Raises
        ------
        Error
            Where there is no such class, with those that there are; or the months make no sense.
        """
        if kind not in CLASSES:
            raise unknown("class of data", kind, CLASSES)
        if not 0 <= months <= 1200:
            raise _core.Error(f"data is kept for 0 to 1200 months, not {months}")
        if not because.strip():
            raise _core.Error("how long data is kept has a reason; give it")
        refuse_unfit("keep_for", {"because": because})
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            row: Content = ("retention", {"kind": kind, "reason": because, "months": months})
            change.add("set retention", kind, plural(months, "month"), row, rules=programme.digest)
        return _after(programme.ends, months)

    def purge(self, on: dt.date | None = None, *, dry: bool = True) -> PurgeReport:
        """Erase every class of data whose time is over; first, and by default, only say which.

        Parameters
        ----------
        on
            The day on which it is asked; today where it is left out.
        dry
            Whether to change nothing.

        Raises
        ------
        Error
            Where it is not dry and the day is not here yet, by the store's clock.
        """
        with self._changing(erasing=not dry) as change:
            programme = programme_of(change.connection, self.programme_id)
            today = self._today(programme)
            on = on or today
            if not dry and on > today:
                raise _core.Error(
                    f"a purge that erases is of today ({today} in {programme.timetable.zone}) or"
                    f" of an earlier day, not of {on}; a dry one may look ahead"
                )
            months = {
                kind: row["months"]
                for kind, row in self._newest(change.connection, "retention", "kind").items()
            }
            months = {key[0]: value for key, value in months.items()}
            classes = tuple(
                self._due(change.connection, name, months.get(name), programme, on)
                for name in CLASSES
            )
            if not dry:
                for due in classes:
                    if due.is_due and due.rows:
                        kinds = [k for k in PERSONAL if CONTENT[k].schema == due.kind]
                        self._erase(change, None, kinds, "purge", subject=due.kind)
        return PurgeReport(on, dry, classes)

    def _due(
        self,
        connection: Connection,
        name: DataClass,
        months: int | None,
        programme: Programme,
        on: dt.date,
    ) -> Due:
        rows = [
            row
            for kind in PERSONAL
            if CONTENT[kind].schema == name
            for row in _rows_about(connection, self.programme_id, kind, None)
        ]
        until = None if months is None else _after(programme.ends, months)
        people = len({row["reference"] for row in rows if row["reference"]})
        return Due(name, months, until, until is not None and on > until, len(rows), people)

    def _erase(
        self,
        change: Change,
        references: Iterable[str] | None,
        kinds: Iterable[str],
        action: str,
        subject: str,
    ) -> int:
        """Erase rows of some kinds, of some people or of all, and leave their digests."""
        programme = self.programme_id
        wanted = None if references is None else list(references)
        kinds = list(kinds)
        found: list[tuple[str, RowMapping]] = [
            (kind, row)
            for kind in kinds
            for row in _rows_about(change.connection, programme, kind, wanted)
        ]
        found += self._mentions(change.connection, wanted, found)
        if not found:
            return 0
        left: list[Content] = []
        if "form" in kinds:
            forms = self._newest(change.connection, "form")
            reached = steps_of(change.connection, programme).items()
            tallies = [
                (forms[reference]["role"], reach.region, reach.furthest)
                for reference, reach in reached
                if wanted is None or reference in wanted
            ]
            # In an order of their own, which is nobody's.
            left += [
                ("tally", {"role": role, "region": region, "step": step})
                for role, region, step in sorted(tallies)
            ]
        for kind, row in found:
            table = CONTENT[kind]
            gone = {
                "part": str(table.schema),
                "kind": kind,
                "row_digest": row_digest(kind, row),
                "erased": row["seq"],
                "place": row["n"],
            }
            left.append(("erasure", gone))
        change.add(action, subject, f"{plural(len(found), 'row')} erased", *left)
        return len(found)

    def _mentions(
        self,
        connection: Connection,
        references: list[str] | None,
        going: list[tuple[str, RowMapping]],
    ) -> list[tuple[str, RowMapping]]:
        """What the record says of people who are erased, or of all whose rows are going.

        Where rows of all go, a record with none left is about nobody, and so is one about people
        of whom nothing is left. What a matching was made from goes with anyone: its digest covers
        everybody in it.
        """
        gone = {(row["seq"], row["n"]) for _, row in going}
        kept: set[int] = set()
        known: set[str] = set()
        for kind in () if references is not None else PERSONAL:
            for row in self._rows(connection, kind):
                if (row["seq"], row["n"]) not in gone:
                    kept.add(row["seq"])
                    known.update(row[name] for name in ("reference", "partner") if name in row)
        emptied = {seq for seq, _ in gone} - kept

        def goes(row: RowMapping) -> bool:
            people = {row["reference"], row["partner"]} - {""}
            if references is not None:
                return not people.isdisjoint(references)
            return row["seq"] in emptied or not people <= known

        about = self._rows(connection, "about")
        found = [row for row in about if goes(row)]
        if found or going:
            matches = {
                record["seq"]
                for record in records(connection, self.programme_id)
                if record["action"] == "match" and record["subject"] == self.programme_id
            }
            found = [row for row in about if row in found or row["seq"] in matches]
        return [("about", row) for row in found]


def _rows_about(
    connection: Connection, programme: str, kind: str, references: list[str] | None
) -> list[RowMapping]:
    """The rows of a kind about some people, or about all."""
    table = CONTENT[kind]
    chosen = select(table).where(table.c.programme == programme)
    if references is not None:
        # What is about a pair is about both of its people.
        about = [
            table.c[name].in_(references) for name in ("reference", "partner") if name in table.c
        ]
        if kind == "appointment":  # and so is one with a host who has a form, by its record
            told = CONTENT["about"]
            hosted = select(told.c.seq).where(
                told.c.programme == programme, told.c.partner.in_(references)
            )
            about.append(table.c.seq.in_(hosted))
        chosen = chosen.where(or_(*about))
    return list(connection.execute(chosen.order_by(table.c.seq, table.c.n)).mappings())


def _after(month: Any, months: int) -> dt.date:
    """The last day on which data is kept: of the month that is so many after another."""
    count = month.year * 12 + month.month - 1 + months + 1
    return dt.date(count // 12, count % 12 + 1, 1) - dt.timedelta(days=1)
