"""The log of a programme: agreements, meetings and attendances, each with the state it reached."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from pairwell import _core
from pairwell.scheme.programme import Programme
from pairwell.store._actions import FIRST_OF_LOG
from pairwell.store._checked import taken
from pairwell.store._desk import DeskOf, programme_of, unknown
from pairwell.store._ledger import About, canonical
from pairwell.store._moves import PairStanding
from pairwell.store._standing import standing_of
from pairwell.store._tables import Desk
from pairwell.store._texts import refuse_unfit
from pairwell.store._words import LOGS, AgreementMove, AttendanceMove, Log, MeetingMove

_DAY = dt.date | str
_NEVER_BEGAN = ("declined", "replaced", "withdrawn")
"""States of a pair for which nothing is begun; of others it may be logged late."""
_FACTS: dict[Log, dict[str, Any]] = {
    "agreement": {
        "from_day": _DAY, "until": _DAY, "meetings": int, "minutes": int,
        "format": str, "goals": Iterable[str],
    },
    "meeting": {"on": _DAY, "minutes": int, "format": str},
    "attendance": {},
}  # fmt: skip
"""What may be said of each kind; of the days, a new item of the log needs every one."""


@dataclass(frozen=True)
class Logged:
    """An agreement, a meeting or an attendance, with the state that it has reached.

    ``item`` tells the meetings of a pair apart (its number) and the events of a person.
    """

    kind: Log
    mentee: str
    mentor: str
    item: str
    state: str
    facts: dict[str, Any]

    def __repr__(self) -> str:
        who = " with ".join(person for person in (self.mentee, self.mentor) if person)
        item = f" {self.item}" if self.item else ""
        return f"<Logged: {self.kind}{item} of {who}, {self.state}>"


class Logbook(DeskOf):
    """Keeps the log of a programme."""

    desk = Desk.APPLICATIONS

    def logged(self, kind: Log) -> list[Logged]:
        """Give every agreement, meeting or attendance as it stands.

        Raises
        ------
        Error
            Where there is no log of that kind.
        """
        check_one_of("log", kind, LOGS)
        with self._reading() as connection:
            return list(self._logged(connection, kind).values())

    def log_agreement(
        self,
        mentee: str,
        mentor: str,
        move: AgreementMove | Literal[""] = "",
        *,
        because: str = "",
        **facts: Any,
    ) -> Logged:
        """Draft the agreement of a pair, or move it: "sign_as_mentee", "amend", "end", ...

        Parameters
        ----------
        facts
            ``from_day`` and ``until`` (days, or texts such as "2017-06-01"), ``meetings``,
            ``minutes``, ``format``, ``goals``.

        Raises
        ------
        Error
            Where there is no such fact, or a new agreement has not both of its days.
        InvalidInput
            For a move that is not legal, and every fault of the agreement.
        """
        return self._log("agreement", (mentee, mentor, ""), move, because, facts)

    def log_meeting(
        self,
        mentee: str,
        mentor: str,
        number: int,
        move: MeetingMove | Literal[""] = "",
        *,
        because: str = "",
        **facts: Any,
    ) -> Logged:
        """Plan a meeting of a pair, or move it: "hold", "miss", "cancel", "reschedule".

        Parameters
        ----------
        number
            Which of the pair's meetings it is, from 1.
        facts
            ``on`` (a day, or a text such as "2017-06-12"), ``minutes`` and ``format``.

        Raises
        ------
        Error
            Where there is no such fact, or a new meeting has no day.
        InvalidInput
            For a move that is not legal, and every fault of the meeting.
        """
        return self._log("meeting", (mentee, mentor, str(number)), move, because, facts)

    def log_attendance(
        self,
        reference: str,
        event: str,
        move: AttendanceMove | Literal[""] = "",
        *,
        because: str = "",
    ) -> Logged:
        """Invite somebody to an event, or move that: "accept", "excuse", "attend", "miss"."""
        return self._log("attendance", (reference, "", event), move, because, {})

    def _log(
        self,
        kind: Log,
        key: tuple[str, str, str],
        move: str,
        because: str,
        facts: dict[str, Any],
    ) -> Logged:
        """Begin an item of the log, or move it; what it then is is checked with all others."""
        reference, partner, item = key
        facts = _facts(kind, facts)
        refuse_unfit(f"log_{kind}", {"subject": key, "move": move, "because": because, **facts})
        with self._changing() as change:
            connection = change.connection
            programme = programme_of(connection, self.programme_id)
            known = self._logged(connection, kind)
            before = known.get(key)
            subject = About(*key)
            if before is None:
                if move:
                    raise _core.Error(
                        f"{subject}: there is no {kind} yet; log it first without a move"
                    )
                people = [r for r in dict.fromkeys((reference, partner)) if r]
                self._refuse_strangers(connection, f"log_{kind}", people)
                if partner:
                    pair = standing_of(connection, self.programme_id).pair(reference, partner)
                    _refuse_without(pair, f"{reference}/{partner}", kind)
                missing = [n for n, own in _FACTS[kind].items() if own == _DAY and n not in facts]
                if missing:
                    raise _core.Error(f"{subject}: a new {kind} needs {' and '.join(missing)}")
                state = FIRST_OF_LOG[kind]
            elif not move:
                moves = ", ".join(m.name for m in _core.moves_from(kind, before.state))
                then = f"move it: {moves}" if moves else "that is final"
                raise _core.Error(f"{subject}: is {before.state} already; {then}")
            else:
                state = _core.make_move(kind, before.state, move, by=self.actor, reason=because).to
            merged = {**(before.facts if before else {}), **facts}
            made = Logged(kind, reference, partner, item, state, merged)
            self._check_log(connection, programme, {**known, key: made}, kind)
            row = {
                "kind": kind, "reference": reference, "partner": partner, "item": item,
                "move": move or FIRST_OF_LOG[kind], "state": state, "reason": because,
                "cells": canonical(merged),
            }  # fmt: skip
            change.add(move or f"log {kind}", subject, state, ("log", row), rules=programme.digest)
        return made

    def _check_log(
        self,
        connection: Connection,
        programme: Programme,
        logged: dict[tuple[str, str, str], Logged],
        kind: str,
    ) -> None:
        if kind == "attendance":
            roles = {r["reference"]: r["role"] for r in self._rows(connection, "form")}
            found = _core.check_attendance(
                programme,
                [
                    _core.Attendance(
                        reference=log.mentee,
                        role=roles[log.mentee],
                        event=log.item,
                        state=log.state,
                    )
                    for log in logged.values()
                ],
            )
        elif kind == "agreement":
            found = _core.check_agreements(programme, [_agreement(log) for log in logged.values()])
        else:
            agreements = [_agreement(a) for a in self._logged(connection, "agreement").values()]
            found = _core.check_meetings(agreements, [_meeting(log) for log in logged.values()])
        _core.throw_if_errors(f"log_{kind}", found)

    def _logged(self, connection: Connection, kind: Log) -> dict[tuple[str, str, str], Logged]:
        return {
            (row["reference"], row["partner"], row["item"]): Logged(
                kind, row["reference"], row["partner"], row["item"], row["state"],
                json.loads(row["cells"]),
            )
            for row in self._rows(connection, "log")
            if row["kind"] == kind
        }  # fmt: skip


def check_one_of(what: str, value: str, known: Sequence[str]) -> None:
    """Refuse a word that there is not, with those that there are."""
    if value not in known:
        raise unknown(what, value, known)


def _facts(kind: Log, given: Mapping[str, Any]) -> dict[str, Any]:
    """What is said of an item of the log, as it is kept: days as texts."""
    function, known = f"log_{kind}", _FACTS[kind]
    facts = {}
    for name, value in given.items():
        if name not in known:
            raise unknown("fact", name, tuple(known))
        fact = taken(function, name, known[name], value)
        if known[name] == _DAY:
            try:
                fact = dt.date.fromisoformat(str(fact)).isoformat()
            except ValueError:
                message = "A day is written as in 2017-06-12."
                found = _core.Finding(rule="day", message=message, column=name, value=str(fact))
                _core.throw_if_errors(function, [found])
        facts[name] = fact
    return facts


def _agreement(log: Logged) -> _core.Agreement:
    facts = dict(log.facts)
    for name in ("from_day", "until"):
        facts[name] = dt.date.fromisoformat(facts[name])
    return _core.Agreement(mentee=log.mentee, mentor=log.mentor, state=log.state, **facts)


def _meeting(log: Logged) -> _core.Meeting:
    facts = {**log.facts, "on": dt.date.fromisoformat(log.facts["on"])}
    return _core.Meeting(mentee=log.mentee, mentor=log.mentor, state=log.state, **facts)


def _refuse_without(pair: PairStanding | None, name: str, kind: Log) -> None:
    """Refuse to begin an item of a pair that is not there, or ended before it began."""
    if pair is None:
        raise _core.Error(f"{name}: this pair was never proposed")
    if pair.state in _NEVER_BEGAN:
        raise _core.Error(f"{name}: this pair is {pair.state}, and has no {kind}")
