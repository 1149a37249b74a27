"""The desks that know names, and that count equality answers: neither can decide about anyone."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import Connection

from pairwell import _core
from pairwell.scheme.asked import monitoring_ids
from pairwell.scheme.forms import read_monitoring
from pairwell.store import _postgres
from pairwell.store._desk import DeskOf, programme_of, table_of
from pairwell.store._ledger import About
from pairwell.store._named import refuse_references
from pairwell.store._tables import Desk
from pairwell.store._texts import refuse_unfit


@dataclass(frozen=True)
class Person:
    """Who a reference is."""

    reference: str
    name: str
    email: str
    further: dict[str, str] = field(default_factory=dict)
    """What else is kept with identity, by question."""

    def __repr__(self) -> str:
        return f"<Person: {self.reference}>"


class Identities(DeskOf):
    """Reads who references are; every look is on record."""

    desk = Desk.IDENTITIES

    def look_up(self, references: Iterable[str], purpose: str) -> dict[str, Person]:
        """Say who references are, for a purpose that the audit record names.

        Parameters
        ----------
        references
            Those who are asked for; who is not known is left out of the answer.
        purpose
            "letters of 24 May": nothing personal, since it stays when people are erased.

        Raises
        ------
        InvalidInput
            Where the purpose holds a reference that is looked up.
        """
        asked = list(dict.fromkeys(references))
        refuse_unfit("look_up", {"reference": asked, "purpose": purpose})
        if not purpose.strip():
            raise _core.Error("names are looked up for a purpose; say for which")
        refuse_references("look_up", "purpose", purpose, asked)
        with self._changing() as change:
            known = self._known(change.connection, asked)
            seqs = []
            for reference in asked:
                outcome = "shown" if reference in known else "not known"
                seqs.append(change.add(f"look up: {purpose.strip()}", About(reference), outcome))
        # Only now that it is on record for good.
        with self._reading() as connection:
            if connection.dialect.name == "postgresql":
                found = _postgres.names(connection, self.programme_id, seqs)
                people = {row["reference"]: row for row in found}
                found = _postgres.particulars(connection, self.programme_id, seqs)
                further = {row["reference"]: row for row in found}
            else:
                people = self._newest(connection, "person")
                further = self._newest(connection, "particulars")
        return {
            reference: Person(
                reference,
                people[reference]["name"] if reference in people else "",
                people[reference]["email"] if reference in people else "",
                json.loads(further[reference]["cells"]) if reference in further else {},
            )
            for reference in asked
            if reference in known
        }

    def _known(self, connection: Connection, asked: list[str]) -> set[str]:
        """Of whom something is kept with identity, of those who are asked for at least."""
        if connection.dialect.name == "postgresql":
            return _postgres.known(connection, self.programme_id, asked)
        return {*self._newest(connection, "person"), *self._newest(connection, "particulars")}


class Monitoring(DeskOf):
    """Reads equality answers, to count them."""

    desk = Desk.MONITORING

    def answers(self) -> list[_core.MonitoringAnswers]:
        """Give the newest answers of everybody who answered."""
        with self._reading() as connection:
            newest = self._newest(connection, "answers")
            programme = programme_of(connection, self.programme_id)
        if not newest:
            return []
        table = table_of(newest, "stored answers", ("reference", *monitoring_ids(programme)))
        return read_monitoring(table, programme, strict=True).answers
