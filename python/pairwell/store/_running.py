"""The desk's work while a programme runs: appointments, money, evaluation, and the log."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from pairwell import _core
from pairwell.data.tables import TableSource, name_of
from pairwell.scheme.answers import EvaluationRead, read_evaluation
from pairwell.store._appointments import Bookings, Clash, Sitting
from pairwell.store._desk import programme_of, stranger
from pairwell.store._grants import GrantStanding, entry_faults, standing_grants
from pairwell.store._ledger import About, canonical
from pairwell.store._logbook import Logbook, check_one_of
from pairwell.store._moves import TAKES_PART, PairStanding
from pairwell.store._scheduling import Scheduled, Scheduling
from pairwell.store._standing import standing_of
from pairwell.store._tables import CONTENT, audit
from pairwell.store._texts import refuse_unfit
from pairwell.store._words import PURPOSES, Entry, Purpose

_TOOK_PART = (*TAKES_PART, "completed")


class Running(Logbook):
    """Plans appointments, keeps the funds' ledgers and the log, and evaluates."""

    def appointments(self, purpose: Purpose) -> list[_core.Appointment]:
        """Give the appointments of a purpose that stand, by start.

        Raises
        ------
        Error
            Where the purpose is neither "interviews" nor "conversations".
        """
        return [own.appointment for own in self.sittings(purpose) if own.stands]

    def sittings(self, purpose: Purpose | None = None) -> list[Sitting]:
        """Give everybody's newest appointment of a purpose, or of each, by start.

        Those that were called off are among them, and say so: calendars have to show it.

        Raises
        ------
        Error
            Where the purpose is neither "interviews" nor "conversations".
        """
        if purpose is not None:
            check_one_of("purpose", purpose, PURPOSES)
        with self._reading() as connection:
            found = self._bookings(connection).history()
        return [own for own in found if purpose in (None, own.purpose)]

    def clashes(self) -> list[Clash]:
        """Give who is booked twice by what stands.

        `schedule` books nobody twice; a store may hold what an earlier version did, and the
        timetable may change.
        """
        with self._reading() as connection:
            return self._bookings(connection).clashes()

    def schedule(
        self,
        purpose: Purpose,
        requests: Iterable[_core.ScheduleRequest],
        hosts: Iterable[_core.ScheduleHost],
        rules: _core.ScheduleRules | None = None,
        *,
        fixed: Iterable[_core.Appointment] = (),
    ) -> Scheduled:
        """Plan appointments around all that stands, with as few moved as can be.

        Nobody gets one at the time of another appointment of either purpose, of an event of the
        timetable that they have to be at, or after the end of the programme; hosts and their
        members neither. Who is not asked for keeps what they have. Who sits in which host goes on
        record, and counts until another call names other members.

        Parameters
        ----------
        purpose
            "interviews", for whoever is shortlisted, or "conversations", for pairs.
        requests, hosts, rules
            As `pairwell.make_schedule` takes them; every request is of somebody who has a form.
        fixed
            Appointments that a person decides on now. Those fixed earlier stay too.

        Raises
        ------
        InvalidInput
            With every fault of what the schedule is made from.
        """
        check_one_of("purpose", purpose, PURPOSES)
        asked = list(requests)
        with self._changing() as change:
            people = dict.fromkeys(request.person for request in asked)
            self._refuse_strangers(change.connection, "schedule", people)
            return Scheduling(
                change, purpose, asked, hosts, rules or _core.ScheduleRules(),
                list(fixed),
            ).plan()  # fmt: skip

    def fund_ledger(self) -> list[_core.LedgerEntry]:
        """Give every entry of the funds' ledgers, in order."""
        with self._reading() as connection:
            return self._ledger(connection)

    def add_entry(
        self,
        fund: str,
        kind: Entry,
        pence: int,
        grant: str,
        *,
        on: dt.date,
        mentee: str = "",
        mentor: str = "",
        event: str = "",
        note: str = "",
    ) -> list[_core.FundBalance]:
        """Offer, commit, spend, refund or release money of a fund, and give the balances.

        Raises
        ------
        InvalidInput
            Where it cannot be: overspending names what is available; money is promised to people
            who are eligible; the days of a grant are in order, and none is to come.
        """
        texts = {"fund": fund, "kind": kind, "grant": grant, "mentee": mentee, "mentor": mentor}
        refuse_unfit("add_entry", {**texts, "event": event, "note": note})
        with self._changing() as change:
            connection = change.connection
            programme = programme_of(connection, self.programme_id)
            ledger = self._ledger(connection)
            earlier = [other for other in ledger if other.grant == grant]
            if earlier:  # later entries are for whom and what the first one was
                first = earlier[0]
                mentee, mentor = mentee or first.mentee, mentor or first.mentor
                event = event or first.event
            entry = _core.LedgerEntry(
                fund=fund, kind=kind, pence=pence, grant=grant, on=on, by=self.actor,
                mentee=mentee, mentor=mentor, event=event, note=note,
            )  # fmt: skip
            faults = entry_faults(
                entry, earlier, programme, self._today(programme),
                standing_of(connection, self.programme_id),
            )  # fmt: skip
            found = _core.check_ledger(programme, [*ledger, entry])
            _core.throw_if_errors("add_entry", [*faults, *found])
            row: dict[str, str | int] = {
                "reference": mentee, "partner": mentor, "fund": fund, "kind": kind,
                "grant_id": grant, "day": on.isoformat(), "event": event, "note": note,
                "pence": pence,
            }  # fmt: skip
            people = [person for person in (mentee, mentor) if person]
            about = About(*people) if people else About("", "", grant)
            change.add(kind, about, fund, ("entry", row), rules=programme.digest)
            return list(_core.balances(programme, [*ledger, entry]))

    def grants(self) -> list[GrantStanding]:
        """Give every grant of the funds as its entries leave it."""
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            return standing_grants(programme, self._ledger(connection))

    def balances(self) -> list[_core.FundBalance]:
        """Give the balance of each fund."""
        with self._reading() as connection:
            programme = programme_of(connection, self.programme_id)
            return list(_core.balances(programme, self._ledger(connection)))

    def take_answers(self, source: TableSource) -> int:
        """Take in answers to the evaluation, before or after; newer ones count.

        Raises
        ------
        InvalidInput
            With every error of the table: answers of nobody, of another role than the form's, and
            of people who do not take part. Answers that are there already are left alone.
        """
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            read = read_evaluation(source, programme)
            known = self._newest(change.connection, "evaluation", "reference", "moment")
            new_rows = []
            for row in read:
                before = known.get((row.reference, row.moment))
                if before is None or before["cells"] != canonical(row.cells):
                    new_rows.append(row)
            name = name_of(source, "evaluation") or ""
            faults = self._evaluation_faults(change.connection, new_rows, name)
            _core.throw_if_errors("take_answers", faults)
            for row in new_rows:
                cells = canonical(row.cells)
                new = {
                    "reference": row.reference, "role": row.role, "moment": row.moment,
                    "cells": cells,
                }  # fmt: skip
                change.add(
                    "evaluation", About(row.reference), row.moment, ("evaluation", new),
                    rules=programme.digest,
                )  # fmt: skip
        return len(read)

    def _evaluation_faults(
        self, connection: Connection, answers: Iterable[EvaluationRead], file: str
    ) -> list[_core.Finding]:
        """Answers of nobody, of the other role, and of people who do not take part."""
        people = standing_of(connection, self.programme_id).people
        faults = []
        for own in answers:
            person = people.get(own.reference)
            if person is None:
                faults.append(stranger(own.reference, people, file=file, row=own.row))
                continue
            rule = ""
            if own.role != person.role:
                rule, column, value = "role", "role", str(own.role)
                message = f"{own.reference} is a {person.role}."
            elif person.state not in _TOOK_PART:
                rule, column, value = "takes_part", "reference", own.reference
                state = person.state.replace("_", " ")
                message = f"Who takes part answers, and this {own.role} is {state}."
            if rule:
                faults.append(
                    _core.Finding(
                        rule=rule, message=message, file=file, row=own.row, column=column,
                        value=value,
                    )
                )  # fmt: skip
        return faults

    def evaluation(self) -> _core.Evaluation:
        """Evaluate the programme: its questions before and after, completed pairs, goals, fit."""
        with self._reading() as connection:
            rows = self._newest(connection, "evaluation", "reference", "moment").values()
            answers = [
                EvaluationRead(r["reference"], r["role"], r["moment"], json.loads(r["cells"]))
                for r in rows
            ]
            started = {
                (row["reference"], row["partner"])
                for row in self._rows(connection, "pair")
                if row["state"] == "active"
            }
            goals = {
                (log.mentee, log.mentor): len(log.facts.get("goals", []))
                for log in self._logged(connection, "agreement").values()
            }
            after = {a.reference: a for a in answers if a.moment == "after"}
            outcomes = [
                _outcome(pair, started, goals.get((pair.mentee, pair.mentor), 0), after)
                for pair in standing_of(connection, self.programme_id).pairs
            ]
            programme = programme_of(connection, self.programme_id)
        told = [answer.to_core(programme) for answer in answers]
        return _core.evaluate(told, outcomes, programme)

    def _bookings(self, connection: Connection) -> Bookings:
        return Bookings(connection, self.programme_id)

    def _ledger(self, connection: Connection) -> list[_core.LedgerEntry]:
        entry = CONTENT["entry"]
        chosen = select(entry, audit.c.actor).where(
            entry.c.programme == self.programme_id,
            audit.c.programme == entry.c.programme,
            audit.c.seq == entry.c.seq,
        )
        return [
            _core.LedgerEntry(
                fund=row["fund"], kind=row["kind"], pence=row["pence"], grant=row["grant_id"],
                on=dt.date.fromisoformat(row["day"]), by=row["actor"],
                mentee=row["reference"], mentor=row["partner"], event=row["event"],
                note=row["note"],
            )
            for row in connection.execute(chosen.order_by(entry.c.seq, entry.c.n)).mappings()
        ]  # fmt: skip


def _outcome(
    pair: PairStanding,
    started: set[tuple[str, str]],
    goals: int,
    after: dict[str, EvaluationRead],
) -> _core.PairOutcome:
    mine = after.get(pair.mentee)
    other = after.get(pair.mentor)
    met = mine.goals_met if mine else None
    return _core.PairOutcome(
        mentee=pair.mentee,
        mentor=pair.mentor,
        state=pair.state,
        is_started=(pair.mentee, pair.mentor) in started,
        goals=goals,
        goals_met=min(met or 0, goals),
        predicted=pair.units,
        mentee_fit=mine.fit if mine else None,
        mentor_fit=other.fit if other else None,
    )
