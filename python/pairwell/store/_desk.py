"""What every desk has: a programme, somebody who sits there, and a clock."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any, ClassVar

from sqlalchemy import Connection, RowMapping, select

from pairwell import _core
from pairwell._arguments import suggested_reference, suggestion
from pairwell.data.tables import Table
from pairwell.scheme.programme import Programme
from pairwell.store._as_of import up_to
from pairwell.store._checked import check_calls
from pairwell.store._database import Database
from pairwell.store._ledger import Change, Clock, changing, rows_of
from pairwell.store._tables import CONTENT, Desk
from pairwell.store._texts import refuse_unfit


class DeskOf:
    """A place to work at one programme; the database itself refuses what is not the desk's."""

    desk: ClassVar[Desk]

    def __init_subclass__(cls) -> None:
        check_calls(cls)

    def __init__(
        self, database: Database, programme: str, actor: str, clock: Clock, request: str = ""
    ) -> None:
        self._database = database
        self.programme_id = programme
        self.actor = actor
        self._clock = clock
        self._request = request

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self.programme_id} in {self._database}>"

    def programme(self) -> Programme:
        """Read the programme, as its newest version is."""
        with self._reading() as connection:
            return programme_of(connection, self.programme_id)

    def today(self) -> dt.date:
        """Give the day that it is for the programme: by the store's clock, in its zone."""
        return self._today(self.programme())

    def _today(self, programme: Programme) -> dt.date:
        return today_of(programme, self._clock)

    def _reading(self) -> AbstractContextManager[Connection]:
        return self._database.reading(self.desk)

    @contextmanager
    def _changing(self, *, erasing: bool = False) -> Iterator[Change]:
        with changing(
            self._database,
            self.programme_id,
            self.desk,
            self.actor,
            self._clock,
            self._request,
            erasing=erasing,
        ) as change:
            yield change

    def _rows(self, connection: Connection, kind: str) -> list[RowMapping]:
        """Every row of a kind, oldest first."""
        return rows_of(connection, self.programme_id, kind)

    def _refuse_strangers(
        self, connection: Connection, function: str, references: Iterable[str]
    ) -> None:
        """Refuse references that no form has."""
        known = self._newest(connection, "form")
        references = list(references)
        refuse_unfit(function, {"reference": references})
        _core.throw_if_errors(
            function, [stranger(each, known) for each in references if each not in known]
        )

    def _newest(self, connection: Connection, kind: str, *keys: str) -> dict[Any, RowMapping]:
        """The newest row of a kind for each key, in the order in which the keys came first."""
        names = keys or ("reference",)
        newest: dict[Any, RowMapping] = {}
        for row in self._rows(connection, kind):
            key = tuple(row[name] for name in names)
            newest[key if keys else key[0]] = row
        return newest


def today_of(programme: Programme, clock: Clock) -> dt.date:
    """The day that a clock shows in the zone of a programme."""
    return _core.Zone.named(programme.timetable.zone).local(clock().replace(microsecond=0)).date()


def stranger(
    reference: str, known: Iterable[str], *, file: str = "", row: int = 0
) -> _core.Finding:
    """What is found where no form has a reference, with the nearest that one has."""
    return _core.Finding(
        rule="reference",
        message="There is no form with this reference." + suggested_reference(reference, known),
        file=file,
        row=row,
        column="reference",
        value=reference,
    )


def cells_of(table: Table) -> list[dict[str, str]]:
    """The filled cells of each row, by the name of the column in lower case."""
    columns = [_core.fold(column) for column in table.columns]
    return [
        {
            name: _core.composed(cell.strip()) if name == "reference" else cell
            for name, cell in zip(columns, row, strict=True)
            if cell is not None
        }
        for row in table.rows
    ]


def programme_of(connection: Connection, programme: str) -> Programme:
    """Read the newest version of a programme; within `as_of`, that of then.

    Raises
    ------
    Error
        Where the store has no such programme, with those that it has.
    """
    refuse_unknown(connection, programme)
    rules = CONTENT["rules"]
    row = connection.execute(
        select(rules.c.name, rules.c.toml)
        .where(rules.c.programme == programme, up_to(connection, rules))
        .order_by(rules.c.seq.desc())
        .limit(1)
    ).one()
    return Programme(row.toml, row.name)


def refuse_unknown(connection: Connection, programme: str) -> None:
    """Refuse a programme that the store does not have, and name those that it has."""
    known = programmes_of(connection)
    if programme not in known:
        there = f"it has {', '.join(known)}" if known else "it has none yet"
        likely = suggestion(programme, known)
        raise _core.Error(
            f"the store has no programme {programme!r}; {there}" + (likely and f".{likely}")
        )


def unknown(what: str, value: str, known: Sequence[str]) -> _core.Error:
    """What is raised for a word that there is not, with those that there are."""
    likely = suggestion(value, known)
    return _core.Error(
        f"there is no {what} {value!r}; there are {', '.join(known)}" + (likely and f".{likely}")
    )


def programmes_of(connection: Connection) -> list[str]:
    """The ids of the programmes, in order."""
    id_ = CONTENT["rules"].c.programme
    return list(connection.scalars(select(id_).distinct().order_by(id_)))


def table_of(rows: Mapping[str, Any], name: str, columns: Sequence[str]) -> Table:
    """Put some columns of rows of stored cells together as a table."""
    cells = [json.loads(row["cells"]) for row in rows.values()]
    return Table(name, list(columns), [[row.get(column) for column in columns] for row in cells])
