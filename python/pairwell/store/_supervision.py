"""The desk of a supervisor: what was said in supervision is kept from every other desk."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from sqlalchemy import Connection, select

from pairwell import _core
from pairwell._arguments import suggestion, wrong_type
from pairwell.store._desk import DeskOf, programme_of
from pairwell.store._ledger import About
from pairwell.store._tables import CONTENT, Desk
from pairwell.store._texts import refuse_unfit


class Supervision(DeskOf):
    """Writes notes of sessions, and gives those that were written under the same name.

    The database refuses them to every other desk but the custodian's; these see from the record
    that a session took place. Among supervisors it is the name that they give which keeps notes
    apart, and nobody proves a name: `readers` says who can read them.
    """

    desk = Desk.SUPERVISION
    most_characters: ClassVar[int] = 50_000
    """How long a note may be."""

    @property
    def readers(self) -> str:
        """Who can read a note in this store, in a sentence to tell whoever writes one."""
        if self._database.is_file:
            return (
                "It is in a file: whoever can open the file can read it, and so can whoever gives"
                " your name; no other desk but the custodian's shows it."
            )
        return (
            "It is on a server: the store's owner, its custodian, and any login that may sit at the"
            " supervision desk and gives your name can read it; no other desk shows it."
        )

    def note(self, mentor: str, on: dt.date, text: str) -> None:
        """Keep a note of a session with a mentor, who may have withdrawn since.

        Raises
        ------
        InvalidInput
            Where nobody who sent a mentor's form has the reference, the day is still to come, or
            the text is empty or longer than 50,000 characters.
        """
        if isinstance(on, dt.datetime) or not isinstance(on, dt.date):
            raise wrong_type("note", "on", "a day", on)
        refuse_unfit("note", {"mentor": mentor, "text": text})
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            findings = self._mentor_faults(change.connection, mentor)
            today = self._today(programme)
            zone = programme.timetable.zone
            for is_wrong, column, message, value in (
                (on > today, "on", f"The day is after today, {today} in {zone}.", on.isoformat()),
                (not text.strip(), "text", "The note says nothing.", ""),
                (
                    len(text) > self.most_characters,
                    "text",
                    f"A note has at most {self.most_characters:,} characters.",
                    f"{len(text):,}",
                ),
            ):
                if is_wrong:
                    findings.append(
                        _core.Finding(rule="note", message=message, column=column, value=value)
                    )
            _core.throw_if_errors("note", findings)
            row = {
                "reference": mentor,
                "supervisor": self.actor,
                "day": on.isoformat(),
                "text": text,
            }
            change.add(
                "supervise", About(mentor), "session held", ("session", row), rules=programme.digest
            )

    def _mentor_faults(self, connection: Connection, reference: str) -> list[_core.Finding]:
        """What is wrong with a reference that should be a mentor's; nothing where it is one's."""
        form = CONTENT["form"]
        chosen = select(form.c.reference, form.c.role).where(form.c.programme == self.programme_id)
        roles = {row.reference: row.role for row in connection.execute(chosen)}
        role = roles.get(reference)
        if role == "mentor":
            return []
        message = "There is no mentor with this reference."
        if role is not None:
            message = f"This reference belongs to a {role}; supervision is for mentors."
        mentors = [each for each, its in roles.items() if its == "mentor"]
        message += suggestion(reference, mentors)
        return [_core.Finding(rule="reference", message=message, column="mentor", value=reference)]

    def notes(self, mentor: str = "") -> list[tuple[dt.date, str, str]]:
        """Give the notes under one's name: day, mentor and text, oldest first; of one, or of all.

        Raises
        ------
        InvalidInput
            Where the reference is no mentor's, and there is no note under it either.
        """
        view = _core.SupervisorView(self.actor)
        refuse_unfit("notes", {"mentor": mentor})
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
            if mentor and not notes:
                _core.throw_if_errors("notes", self._mentor_faults(connection, mentor))
        return [(note.on, note.mentor, view.text(note)) for note in notes]
