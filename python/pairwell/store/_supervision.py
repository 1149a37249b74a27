"""The desk of a supervisor: what was said in supervision stays there."""

from __future__ import annotations

import datetime as dt

from pairwell import _core
from pairwell.store._desk import DeskOf, programme_of
from pairwell.store._ledger import About
from pairwell.store._tables import Desk


class Supervision(DeskOf):
    """Writes notes of sessions, and reads those that the same supervisor wrote.

    Every other desk sees from the record that a session took place, and nothing of what was said.
    """

    desk = Desk.SUPERVISION

    def note(self, mentor: str, on: dt.date, text: str) -> None:
        """Keep a note of a session with a mentor.

        Raises
        ------
        Error
            Where the note says nothing, or names no mentor.
        """
        if not mentor.strip() or not text.strip():
            raise _core.Error("a note of supervision names the mentor and says something")
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            row = {
                "reference": mentor,
                "supervisor": self.actor,
                "day": on.isoformat(),
                "text": text,
            }
            change.add(
                "supervise", About(mentor), "session held", ("session", row), rules=programme.digest
            )

    def notes(self, mentor: str = "") -> list[tuple[dt.date, str, str]]:
        """Give one's own notes: day, mentor and text, oldest first; of one mentor, or of all."""
        view = _core.SupervisorView(self.actor)
        with self._reading() as connection:
            notes = [
                _core.SupervisionNote(
                    mentor=row["reference"],
                    supervisor=row["supervisor"],
                    on=dt.date.fromisoformat(row["day"]),
                    text=row["text"],
                )
                for row in self._rows(connection, "session")
                if row["supervisor"] == self.actor and mentor in ("", row["reference"])
            ]
        return [(note.on, note.mentor, view.text(note)) for note in notes]
