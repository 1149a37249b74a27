"""Random walks through the life of a programme: all views of a store agree after every step.

    python tests/systems/campaign_store.py --count 100000 --seed 1 --jobs 2

Each walk makes a small store and takes legal and illegal steps: forms that are new, changed or
withdrawn, decisions, marks, moves, matchings, appointments, money, agreements, answers, erasures,
purges, archives, newer versions of the programme, several steps as a whole, and a clock that goes
on. What should stand is kept by a plain model of this file, from what the calls returned and the
tables of docs/guide/life-of-a-scheme.md. A refused step must change nothing. Prints a summary, and
for each fault a script of steps that shows it, as short as leaving steps out makes it; ends with 1
where there is one.
"""

from __future__ import annotations

import argparse
import copy
import csv
import datetime as dt
import io
import itertools
import json
import multiprocessing
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support" / "python"))
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report.file_names import file_names
from pairwell.report.ics import appointment_calendars
from pairwell.report.letters import letters
from pairwell.report.standing import standing_files, standing_summary
from pairwell.store import AlreadyWrittenError, Store, create_store, open_store

PROGRAMME = "small-2017"
MENTEES = [f"ME-{n}" for n in range(1, 6)]
MENTORS = [f"MR-{n}" for n in range(1, 5)]
PEOPLE = [*MENTEES, *MENTORS]
PANELS = ["panel A", "panel B"]
ZONE = "Europe/London"
OPEN = {"proposed", "reviewed", "conversation_held"}
LIVE = {"confirmed", "published", "active"}
TAKES_PART = {"accepted", "matched"}
LETTERS = {
    "eligible": {"eligible", "not_scored"},
    "shortlisted": {"shortlisted", "promoted", "interview"},
    "accepted": {"accepted", "unpaired", "pair_withdrawn", "pair_declined", "ended_early"},
    "matched": {"matched", "accepted"},
    "submitted": set(),
    "draft": set(),
}
"""The kinds of letters that suit a state; of other states the one of its name."""
LENGTH = 60
"""Steps of one walk."""
LIFE = """
[funds.travel]
purpose = "Travel"
pence = 10_000

[timetable.training]
title = "Training"
on = "Tuesday 16 May 2017"
"""

Step = tuple[str, dict[str, Any]]


class FaultError(AssertionError):
    """Two views that disagree, or an answer that is not right."""


class BrokenError(Exception):
    """Ends a block of steps half way."""


def legal_moves() -> dict[tuple[str, str, str], tuple[str, bool]]:
    """Read the guide's table: by cycle, state and move, the new state and whether to say why."""
    guide = Path(__file__).resolve().parents[2] / "docs" / "guide" / "life-of-a-scheme.md"
    text = guide.read_text("utf-8")
    found = {}
    for part in text.split("\n### ")[1:]:
        cycle = part.splitlines()[0].split()[-1]
        for row in re.findall(r"^\| (\w+) \| `(\w+)` \| (\w+) \| ([\w ]+) \|", part, re.MULTILINE):
            state, move, to, say = row
            found[cycle, state, move] = (to, say.endswith("why"))
    return found


LEGAL = legal_moves()


@dataclass
class Model:
    """What should stand, by what the calls returned."""

    roles: dict[str, str] = field(default_factory=dict)
    """Of everybody with a form, in the order in which forms first came."""
    of_form: dict[str, str] = field(default_factory=dict)
    capacity: dict[str, int] = field(default_factory=dict)
    eligibility: dict[str, str] = field(default_factory=dict)
    selection: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    """The state that somebody was brought to by a move."""
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    vetoed: set[str] = field(default_factory=set)
    """Whom the form of somebody else has named."""
    erased: dict[str, int] = field(default_factory=dict)
    """Who is erased, by the record after which nothing may be about them."""
    left_at: dict[str, dt.datetime] = field(default_factory=dict)

    def receive(self, reference: str, role: str, state: str, capacity: int) -> None:
        self.roles[reference] = role
        self.of_form[reference] = state.strip().lower()
        self.capacity[reference] = capacity
        self.erased.pop(reference, None)

    def state(self, reference: str) -> str:
        if reference in self.moved:
            return self.moved[reference]
        first = self.eligibility.get(reference)
        chosen = self.selection.get(reference)
        if first == "eligible" and chosen in ("shortlisted", "reserve", "not_selected"):
            return chosen
        return first or self.of_form[reference]

    def settled(self) -> Model:
        """What stands once forms that came in withdrawn have ended what stood on them."""
        after = copy.deepcopy(self)
        paired = {reference for pair in self.pairs for reference in pair}
        for reference, state in self.of_form.items():
            if state != "withdrawn" or after.state(reference) in ("completed", "withdrawn"):
                continue
            if reference in after.moved or reference in paired:
                after.moved[reference] = "withdrawn"
                after.end_pairs(reference)
            else:
                after.left_at.setdefault(reference, dt.datetime.max.replace(tzinfo=dt.UTC))
        for reference in self.roles:
            if after.seen(reference) not in TAKES_PART:
                after.end_pairs(reference)
        for reference in self.roles:
            if after.seen(reference) in TAKES_PART:
                after.follow(reference, is_new=False)
        return after

    def seen(self, reference: str) -> str:
        """Somebody's state, where the form alone can say that they have withdrawn."""
        state = self.state(reference)
        if self.of_form[reference] == "withdrawn" and state != "completed":
            return "withdrawn"
        return state

    def states(self) -> dict[str, str]:
        return {reference: self.seen(reference) for reference in self.roles}

    def end_pairs(self, reference: str) -> None:
        """End what has not ended of somebody who is out; the others follow."""
        for pair, state in list(self.pairs.items()):
            if reference in pair and state in OPEN | LIVE:
                self.pairs[pair] = "withdrawn"
                self.follow(pair[1] if pair[0] == reference else pair[0])

    def follow(self, reference: str, *, is_new: bool = True) -> None:
        """Somebody is matched by their live pairs, and through by a completed one."""
        if reference not in self.roles:
            return
        state = self.state(reference)
        mine = {now for pair, now in self.pairs.items() if reference in pair}
        if state == "accepted" and mine & LIVE:
            self.moved[reference] = "matched"
        elif state == "matched" and not mine & LIVE:
            through = "completed" in mine and not mine & OPEN
            self.moved[reference] = "completed" if through else "accepted"

    def move(self, references: list[str], move: str, because: str) -> bool:
        """Move applications where all are legal; gives whether they are."""
        targets = {}
        for reference in references:
            if reference not in self.roles:
                return False
            to, why = LEGAL.get(("application", self.seen(reference), move), ("", False))
            if not to or (why and not because):
                return False
            targets[reference] = to
        for reference, to in targets.items():
            self.moved[reference] = to
            if move == "withdraw":
                self.end_pairs(reference)
        for reference in targets:
            mine = {now for pair, now in self.pairs.items() if reference in pair}
            if (self.moved[reference] == "matched") != bool(mine & LIVE):
                return False
        for reference, to in targets.items():
            if to not in TAKES_PART:
                self.end_pairs(reference)
        return True

    def move_pairs(self, pairs: list[tuple[str, str]], move: str, because: str) -> bool:
        for pair in pairs:
            to, why = LEGAL.get(("pair", self.pairs.get(pair, ""), move), ("", False))
            if not to or (why and not because):
                return False
        for pair in dict.fromkeys(pairs):
            self.pairs[pair] = LEGAL["pair", self.pairs[pair], move][0]
        for pair in dict.fromkeys(pairs):
            for reference in pair:
                self.follow(reference)
        return True

    def forget(self, reference: str, seq: int) -> None:
        for known in (
            self.roles, self.of_form, self.capacity, self.eligibility, self.selection, self.moved,
            self.left_at,
        ):  # fmt: skip
            known.pop(reference, None)
        self.pairs = {pair: now for pair, now in self.pairs.items() if reference not in pair}
        self.erased[reference] = seq


class Walk:
    """One store, one model, and the steps that were taken."""

    def __init__(self, places: Places) -> None:
        self.now = dt.datetime(2017, 4, 25, 9, tzinfo=dt.UTC)
        self.places = places
        self.file, self.store = places.fresh(self.clock)
        self.model = Model()
        self.heads: list[str] = []
        self.unchanged = ""
        """The step that was refused just now: the newest head is still the last one."""
        self.legal: bool | None = None
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.made: dict[str, Any] = {}
        """Every matching that was made, by what its pairs have of it."""
        self.programme(0)

    def clock(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def close(self) -> None:
        self.store.close()

    @property
    def officer(self) -> Any:
        return self.store.pairs(PROGRAMME, actor="Officer")

    @property
    def running(self) -> Any:
        return self.store.running(PROGRAMME, actor="Officer")

    @property
    def custodian(self) -> Any:
        return self.store.custodian(PROGRAMME, actor="Custodian")

    # Steps. Each takes plain values, so that a walk can be written down and taken again.

    def programme(self, version: int) -> None:
        text = programme_text(mentees=str(2 + version % 3), mentors=str(2 + version % 2))
        self.store.add_programme(pw.Programme(text + LIFE), actor="Officer")

    def wait(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    def receive(self, role: str, rows: dict[str, dict[str, str]]) -> None:
        references = list(rows)
        columns: dict[str, list[str | None]] = {
            "name": [name_of(r) for r in references],
            "email": [f"{r.lower()}@example.org" for r in references],
            "statement": [f"Statement of {r}." for r in references],
        }
        for name in sorted({key for row in rows.values() for key in row}):
            columns[name] = [rows[r].get(name) for r in references]
        made = forms(references, **columns)
        for name in ("state", "nation", "submitted_at"):
            usual = forms(references)[name]
            given = columns.get(name, [None] * len(references))
            made[name] = [a or b for a, b in zip(given, usual, strict=True)]
        self.store.reception(PROGRAMME, actor="Officer").receive(role, made)
        for at, reference in enumerate(references):
            capacity = int(rows[reference].get("capacity") or 1)
            self.model.receive(reference, role, str(made["state"][at]), capacity)
            self.model.vetoed |= {rows[reference].get("vetoes", "")}

    def monitoring(self, references: list[str]) -> None:
        self.store.reception(PROGRAMME, actor="Officer").receive_monitoring(
            {"reference": references, "gender": ["woman"] * len(references)}
        )

    def let_in(self, reference: str) -> None:
        grace = pw.Grace(
            reference=reference,
            until=dt.datetime(2017, 4, 30, tzinfo=dt.UTC),
            reason="A power cut.",
            decided_by="Officer",
        )
        self.officer.let_in([grace])

    def decide(self) -> None:
        for made in self.officer.decide():
            self.model.eligibility[made.reference] = made.outcome.name.lower()
        self.model = self.model.settled()

    def mark(self, marks: dict[str, int]) -> None:
        self.officer.mark(
            {
                "reference": list(marks),
                "member": ["Panel A"] * len(marks),
                "need": [str(mark) for mark in marks.values()],
            }
        )

    def shortlist(self) -> None:
        for made in self.officer.shortlist().values():
            for entry in made:
                self.model.selection[entry.reference] = entry.outcome.name.lower()
        self.model = self.model.settled()

    def settle(self) -> None:
        self.officer.settle()
        self.model = self.model.settled()

    def move(self, references: list[str], move: str, because: str, request: str = "") -> None:
        after = self.model.settled()
        self.legal = after.move(references, move, because)
        desk = partial(self.store.pairs, PROGRAMME, actor="Officer", request=request)
        desk().move_applications(references, move, because=because)
        self.model, self.legal = after, None
        if request:
            before = self.head()
            try:
                desk().move_applications(references, move, because=because)
            except (AlreadyWrittenError, pw.InvalidInput):
                same("the head after a second try", self.head(), before)
            else:
                raise FaultError(f"a second try was written: {move} {references}")

    def move_pairs(self, pairs: list[list[str]], move: str, because: str) -> None:
        after = self.model.settled()
        keys = [(a, b) for a, b in pairs]
        self.legal = after.move_pairs(keys, move, because)
        self.officer.move_pairs(keys, move, because=because)
        self.model, self.legal = after, None

    def match(self, keep: str, dry: bool, explain: bool) -> None:
        before, head = self.model.settled(), self.head()
        trial = self.officer.match(keep=keep, dry=True, explain=explain)
        same("the head after a dry match", self.head(), head)
        check_rematch(trial, before)
        if dry:
            return
        made = self.officer.match(keep=keep, explain=explain)
        self.made[list(self.officer.matchings())[-1]] = made.matching
        for part in ("kept", "replaced", "added", "unpaired", "choices", "left_out"):
            same(f"{part} of a match, as of the dry one", getattr(made, part), getattr(trial, part))
        before.pairs |= dict.fromkeys(made.replaced, "replaced")
        for pair in made.added:  # the last move of a pair says where it stands among them
            before.pairs[pair] = "proposed"
        self.model = before

    def schedule(
        self, purpose: str, people: list[str], hosts: list[str], day: str, minutes: int,
        fix: list[str],
    ) -> None:  # fmt: skip
        noon = dt.datetime.fromisoformat(f"{day}T00:00")
        first = 0 if day == "2017-10-29" else 9  # over the hour that is there twice
        free = pw.interval(ZONE, noon.replace(hour=first), noon.replace(hour=first + 3))
        fixed = []
        if fix:
            begin = free[0] + dt.timedelta(minutes=int(fix[1]))
            end = begin + dt.timedelta(minutes=minutes)
            fixed.append(
                pw.Appointment(person=fix[0], host=hosts[0], start=begin, end=end, is_fixed=True)
            )
        members = {"panel A": ["P. One", "P. Two"], "panel B": ["P. Two"]}
        told = self.running.schedule(
            purpose,
            [pw.ScheduleRequest(person=person, free=[free]) for person in people],
            [
                pw.ScheduleHost(id=host, free=[free], members=members.get(host, []))
                for host in hosts
            ],
            pw.ScheduleRules(minutes=minutes),
            fixed=fixed,
        )
        for own in told.appointments:
            same("the length of an appointment", own.end > own.start, True)
        has = {own.person for own in told.appointments}
        without = {each.person for each in told.unscheduled}
        if has & without or set(people) - has - without:
            raise FaultError(f"{set(people)} were asked for: {has} have one, {without} have none")

    def entry(self, kind: str, pence: int, grant: str, mentee: str, mentor: str, days: int) -> None:
        on = self.now.date() + dt.timedelta(days=days)
        self.running.add_entry("travel", kind, pence, grant, on=on, mentee=mentee, mentor=mentor)

    def agreement(self, pair: list[str], move: str) -> None:
        facts: dict[str, Any] = {} if move else {"from_day": "2017-06-01", "until": "2017-11-30"}
        if not move:
            facts["goals"] = ["Lead"]
        self.running.log_agreement(*pair, move, because=f"Secret of {pair[0]}.", **facts)

    def meeting(self, pair: list[str], number: int, move: str) -> None:
        facts = {} if move else {"on": "2017-06-12"}
        self.running.log_meeting(*pair, number, move, because=f"Secret of {pair[1]}.", **facts)

    def attendance(self, reference: str, move: str) -> None:
        self.running.log_attendance(reference, "training", move, because="It is so.")

    def answers(self, reference: str, role: str, when: str) -> None:
        self.running.take_answers(
            {"reference": [reference], "role": [role], "when": [when], "reflect": ["3"]}
        )

    def note(self, mentor: str) -> None:
        self.store.supervision(PROGRAMME, actor="S. Visor").note(
            mentor, self.now.date(), f"Secret of {mentor}."
        )

    def erase(self, reference: str) -> None:
        held = self.custodian.held(reference)
        rows = self.custodian.erase(reference, because="Asked for on 3 May.")
        same(f"the rows of {reference} that were held", sum(held.rows.values()), rows)
        self.model.forget(reference, self.store.records(PROGRAMME)[-1].seq)
        for own in self.running.sittings():
            if reference in (own.person, own.host):
                raise FaultError(f"appointment with nobody: {own!r}")
        self.check_bytes(reference)

    def check_bytes(self, reference: str) -> None:
        """Hold that the file has nothing left of an erased person."""
        if self.file is None:
            return
        marks = [name_of(reference), f"{reference.lower()}@", f"Statement of {reference}."]
        marks += [f"Secret of {reference}."]
        if reference not in self.model.vetoed:
            marks.append(reference)
        for path in self.file.parent.glob(f"{self.file.name}*"):
            content = path.read_bytes()
            for mark in marks:
                if (at := content.find(mark.encode())) >= 0:
                    around = content[max(0, at - 60) : at + 60]
                    raise FaultError(f"erased, and in the file: {mark!r} ({around!r})")

    def keep_for(self, kind: str, months: int) -> None:
        self.custodian.keep_for(kind, months, because="Policy.")

    def purge(self, dry: bool) -> None:
        head = self.head()
        found = self.custodian.purge(dry=dry)
        gone = {each.kind for each in found.classes if each.is_due and each.rows}
        if dry or not gone:
            same("the head after a purge of nothing", self.head(), head)
        elif "application" in gone:
            seq = self.store.records(PROGRAMME)[-1].seq
            for reference in list(self.model.roles):
                self.model.forget(reference, seq)
                if not self.held(reference):
                    self.check_bytes(reference)

    def held(self, reference: str) -> bool:
        try:
            self.custodian.held(reference)
        except pw.Error:
            self.model.erased.setdefault(reference, 0)
            return False
        self.model.erased.pop(reference, None)
        return True

    def archive(self) -> None:
        """Export the programme, take it into another store, and compare the two."""
        with tempfile.TemporaryDirectory(prefix="walk-") as name:
            path = Path(name) / "a.zip"
            head = self.custodian.export(path)
            with self.places.beside(self.clock) as other:
                other.import_programme(path, actor="Officer", expect=head)
                mine = self.officer.standing()
                theirs = other.pairs(PROGRAMME, actor="Officer").standing()
                same("people of an imported archive", dict(theirs.people), dict(mine.people))
                same("pairs of an imported archive", theirs.pairs, mine.pairs)
                found = other.audit(PROGRAMME, expect=[*self.heads, head])
                same("the audit of an imported archive", found.failures, ())

    def block(self, steps: list[Step], fails: bool) -> None:
        """Take steps as a whole, of which the last may be refused or the block may break."""
        before = copy.deepcopy(self.model)
        try:
            with self.store.together():
                for name, arguments in steps:
                    self.legal = None
                    getattr(self, name)(**arguments)
                if fails:
                    raise BrokenError
        except BaseException:
            self.model, self.legal = before, None
            raise

    def take(self, step: Step) -> None:
        """Take a step; where it is refused, nothing may have changed."""
        name, arguments = step
        self.tried[name] += 1
        self.legal, self.unchanged = None, ""
        try:
            getattr(self, name)(**arguments)
        except (pw.Error, BrokenError) as refused:
            if self.legal:
                raise FaultError(f"{name} was refused, and is legal: {refused}") from refused
            self.refused[name] += 1
            self.unchanged = name
            if re.search("Name|example|Secret", str(refused)):
                raise FaultError(f"an error tells of a person: {refused}") from refused
        else:
            if self.legal is False:
                raise FaultError(f"{name} was taken, and is not legal")

    def head(self) -> str:
        return self.officer.standing().head

    # What has to hold.

    def check(self, *, thoroughly: bool, files: bool = True) -> None:
        standing = self.officer.standing()
        if self.unchanged and self.heads:
            same(f"the head after a refused {self.unchanged}", standing.head, self.heads[-1])
        self.heads.append(standing.head)
        after = self.model.settled()
        same("states", {r: p.state for r, p in standing.people.items()}, after.states())
        same("pairs", {(p.mentee, p.mentor): p.state for p in standing.pairs}, after.pairs)
        for reference, person in standing.people.items():
            if person.state in ("withdrawn", "draft", "late", "not_eligible"):
                self.model.left_at.setdefault(reference, self.now)
            else:
                self.model.left_at.pop(reference, None)
        if not self.unchanged:
            self.check_pairs(standing)
            self.check_appointments(standing)
        if thoroughly:
            same("states()", self.officer.states(), after.states())
            same("pairs()", tuple(self.officer.pairs()), standing.pairs)
            self.check_money()
            self.check_calendars(standing)
            self.check_logs(standing)
            self.check_report(standing, files=files)
            self.check_letters(standing)
            self.check_reasons(standing)
            self.check_steps(standing)
            self.check_record()

    def check_pairs(self, standing: Any) -> None:
        """Hold that pairs and people fit each other, and that more than a capacity is told."""
        live: Counter[str] = Counter()
        for pair in standing.pairs:
            for reference in (pair.mentee, pair.mentor):
                state = standing.state(reference)
                if pair.state in LIVE:
                    live[reference] += 1
                    same(f"state of {reference}, of a live pair", state, "matched")
                elif pair.state in OPEN and state not in TAKES_PART:
                    raise FaultError(
                        f"open pair of {reference}: {pair!r}, who is {state or 'nobody'}"
                    )
        for person in standing.people.values():
            if person.state == "matched" and not live[person.reference]:
                raise FaultError(f"matched without a pair: {person!r}")
        for reference, count in live.items():
            if count > self.model.capacity[reference]:
                told = {f.value for f in self.officer.concerns() if f.rule in ("capacity", "late")}
                if reference not in told and self.suits():
                    raise FaultError(f"live pairs above capacity: {reference} has {count}")

    def suits(self) -> bool:
        """Whether the stored forms suit the newest version of the programme."""
        try:
            self.officer.forms("mentee"), self.officer.forms("mentor")
        except pw.InvalidInput:
            return False
        return True

    def check_appointments(self, standing: Any) -> None:
        """Hold that nobody and no host is booked twice, and nobody who has left at all."""
        sittings = self.running.sittings()
        taken = [own for own in sittings if own.stands]
        for own in taken:
            for whom in (own.person, own.host):
                left = self.model.left_at.get(whom)
                if left is not None and own.end > left:
                    raise FaultError(f"appointment with {standing.state(whom)}: {own!r}, {whom}")
        for one, other in itertools.combinations(taken, 2):
            shared = {one.person, one.host} & {other.person, other.host}
            if {one.host, other.host} == set(PANELS):
                shared.add("P. Two")
            if shared and one.start < other.end and other.start < one.end:
                raise FaultError(f"booked twice: {shared} in {one!r} and {other!r}")

    def check_calendars(self, standing: Any) -> None:
        """Hold that everybody's calendar has what stands, and the rest as cancelled."""
        sittings = self.running.sittings()
        for purpose in ("interviews", "conversations"):
            mine = [own.appointment for own in sittings if own.stands and own.purpose == purpose]
            same("appointments()", self.running.appointments(purpose), mine)
        made = appointment_calendars(standing.programme, sittings)
        whom = {w for own in sittings for w in (own.person, own.host, *(h for h, *_ in own.left))}
        names = {who: f"{name}.ics" for who, name in file_names(whom).items()}
        same("the files of calendars", set(made), set(names.values()))
        for who, file in names.items():
            text = made[file].decode()
            confirmed = sum(own.stands for own in sittings if who in (own.person, own.host))
            same(f"events of {who}", text.count("STATUS:CONFIRMED"), confirmed)

    def check_money(self) -> None:
        grants = self.running.grants()
        for balance in self.running.balances():
            amounts = balance.amounts
            left = balance.whole - amounts.offered - amounts.committed - amounts.spent
            same("what is left of a fund", balance.available, left)
            for part in ("offered", "committed", "spent"):
                same(
                    f"grants {part}", sum(getattr(g, part) for g in grants), getattr(amounts, part)
                )
            if min(left, amounts.offered, amounts.committed, amounts.spent) < 0:
                raise FaultError(f"a fund below nothing: {balance!r}")

    def check_report(self, standing: Any, *, files: bool) -> None:
        """Hold that the summary says what stands, and the report's page and tables too."""
        done = sum(pair.state == "completed" for pair in standing.pairs)
        same("completed pairs of evaluation()", self.running.evaluation().completed.count, done)
        if not self.suits():
            return
        overview = self.officer.overview()
        same("the head of overview()", overview.standing, standing)
        same("the concerns of overview()", [
            f for f in overview.concerns if f.severity == pw.Severity.ERROR
        ], [f for f in self.officer.concerns() if f.severity == pw.Severity.ERROR])  # fmt: skip
        told = standing_summary(overview)
        states = {p["reference"]: p["state"] for p in told["people"]}
        same("people of the summary", states, self.officer.states())
        if not files:
            return
        made = standing_files(overview, {})
        rows = [*table(made["pairs.csv"]), *table(made["ended.csv"])]
        same(
            "pairs of the report",
            {(row["mentee"], row["mentor"]): row["state"].replace(" ", "_") for row in rows},
            {(pair.mentee, pair.mentor): pair.state for pair in standing.pairs},
        )
        people = table(made["people.csv"])
        same("people of the report", {
            row["reference"]: row["state"].replace(" ", "_") for row in people
        }, states)  # fmt: skip
        for row in people:
            shown = standing.partners(row["reference"], *OPEN, *LIVE, "completed")
            same(f"partners of {row['reference']}", row["partners"].split(";"), shown or [""])
        page = made["report.html"].decode()
        same("the heading of the page", f"record {standing.seq}" in page, True)

    def check_logs(self, standing: Any) -> None:
        """Hold that agreements and meetings have ended with their pairs."""
        states = {(pair.mentee, pair.mentor): pair.state for pair in standing.pairs}
        never = ("declined", "replaced", "withdrawn")
        for kind, over in (("agreement", ("ended", "cancelled")), ("meeting", ())):
            for log in self.running.logged(kind):
                pair = (log.mentee, log.mentor)
                if pair not in states:
                    raise FaultError(f"{kind} of a pair that is not there: {log!r}")
                is_open = log.state == "planned" if kind == "meeting" else log.state not in over
                if is_open and self.model.pairs[pair] in never:
                    raise FaultError(f"{kind} of a pair that has ended: {log!r}")

    def check_letters(self, standing: Any) -> None:
        """Hold that letters suit their reader's state, and name live partners alone."""
        day = self.now.date()
        try:
            made = letters(self.store, PROGRAMME, actor="Officer", on=day)
        except pw.Error:
            return
        finally:
            self.heads.append(self.head())
        index = {row["reference"]: row for row in table(made.get("letters.csv", b"reference\n"))}
        same(
            "letters and their table",
            {r["letter"] for r in index.values()},
            {*made} - {"letters.csv"},
        )
        for person in standing.people.values():
            reference, state = person.reference, person.state
            wanted = LETTERS.get(state, {state})
            if reference not in index:
                if wanted and state != "withdrawn":
                    raise FaultError(f"no letter: {reference} is {state}")
                continue
            row = index[reference]
            if row["kind"] not in wanted:
                raise FaultError(
                    f"letter does not suit: {row['kind']} to {reference}, who is {state}"
                )
            text = made[row["letter"]].decode().replace("\\", "")
            named = {each for each in PEOPLE if each != reference and name_of(each) in text}
            named |= {each for each in PEOPLE if each != reference and each in text}
            partners = set(standing.partners(reference, "published", "active"))
            same(f"who is named in the letter to {reference}", named, partners)

    def check_reasons(self, standing: Any) -> None:
        """Hold that each matching is found again as it was, and that reasons name no others."""
        for inputs, record in list(self.officer.matchings().items())[-2:]:
            try:
                found = self.officer.matching_on_record(record)
            except pw.Error as lost:
                if "is erased" not in str(lost) or not self.model.erased:
                    raise FaultError(f"matching {record} was not found again: {lost}") from lost
                continue
            same(f"matching {record}", found.matching, self.made[inputs])
            gone = set(found.since.left) & {p.reference for p in standing.taking_part()}
            same(f"who left since matching {record} and takes part", gone, set())
        answers = self.officer.reasons()
        for reference in standing.people:
            try:
                told = list(answers.person(reference))
            except pw.Error as lost:
                if "is erased" not in str(lost):
                    raise FaultError(f"no reason of {reference}: {lost}") from lost
                continue
            for own in told:
                others = set(PEOPLE) - {own.mentee, own.mentor}
                named = {each for each in others if each in own.text + own.since}
                same(f"who is named in {own!r}", named, set())
                if own.mentee and own.mentor:
                    same(f"the pair of {own!r}", (own.mentee, own.mentor) in {
                        (pair.mentee, pair.mentor) for pair in standing.shown
                    }, True)  # fmt: skip

    def check_steps(self, standing: Any) -> None:
        """Hold that everybody is counted once, and as far as their state says."""
        reached = self.officer.reached()
        same("whom reached() counts", set(reached), set(standing.people))
        for reference, step in reached.items():
            state = standing.state(reference)
            if state in ("matched", "completed") and step not in ("matched", "completed"):
                raise FaultError(f"reached too little: {reference} is {state}, and reached {step}")
        counts = self.custodian.counts()
        applied = sum(each["applied"] for each in counts.values())
        if applied < len(standing.people) + len(self.model.erased):
            raise FaultError(
                f"applied too few: {applied} of {standing.people} and {self.model.erased}"
            )

    def check_record(self) -> None:
        """Hold that the record is in order, holds to every head, and names nobody erased."""
        found = self.store.audit(PROGRAMME, expect=self.heads)
        same("the failures of the audit", found.failures, ())
        records = self.store.records(PROGRAMME)
        same("the numbers of records", [r.seq for r in records], [*range(1, len(records) + 1)])
        same("the times of records", [r.at for r in records], sorted(r.at for r in records))
        for record in records:
            about = set(record.subject.split("/")) & self.model.erased.keys()
            if about:
                raise FaultError(f"a record about {about}, who is erased: {record!r}")


def name_of(reference: str) -> str:
    return f"Name of {reference[:2]} {reference[-1]}"


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def check_rematch(told: Any, before: Model) -> None:
    """Hold that a matching keeps what it must, leaves out whom it says, and prices each choice."""
    open_ = {pair for pair, state in before.pairs.items() if state in OPEN}
    live = {pair for pair, state in before.pairs.items() if state in LIVE}
    same("kept and replaced pairs", {*told.kept, *told.replaced}, open_ | live)
    if not live <= set(told.kept):
        raise FaultError(f"live pairs replaced: {live - set(told.kept)}")
    refused = {tuple(f.value.split("/")) for f in told.concerns if f.rule == "refused"}
    if told.keep == "all" and not set(told.replaced) <= refused:
        raise FaultError(
            f"all were to be kept: {told.replaced} were not, and {refused} are refused"
        )
    for pair in told.added:
        if before.pairs.get(pair, "replaced") != "replaced":
            raise FaultError(f"ended pairs come back: {pair} is {before.pairs[pair]}")
    used = Counter(reference for pair in (*told.kept, *told.added) for reference in pair)
    for reference, count in used.items():
        if count > before.capacity[reference]:
            raise FaultError(f"matched above capacity: {reference} {count} times")
    part = {r for r, state in before.states().items() if state in TAKES_PART}
    same("unpaired of a match", set(told.unpaired), part - used.keys())
    same("left_out of a match", {each.reference for each in told.left_out}, set(told.unpaired))
    prices = {each.keep: (each.pairs, each.units) for each in told.choices if not each.impossible}
    same("pairs of the choice", prices[told.keep][0], len(told.kept) + len(told.added))
    for own in prices.values():
        if own > prices.get("none", own):
            raise FaultError(f"freer choice worth less: {told.choices}")


def same(what: str, found: Any, expected: Any) -> None:
    """Raise a fault where two views of one thing differ."""
    if found != expected:
        raise FaultError(f"{what}: {found!r}, not {expected!r}")


class Draws:
    """Draws steps: mostly such as could be legal now."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.requests = itertools.count(1)

    def some(self, of: list[str], most: int = 3) -> list[str]:
        return self.rng.sample(of, self.rng.randint(1, min(most, len(of)))) if of else []

    def step(self, walk: Walk) -> Step:
        kinds = {
            self.receive: 14, self.decide: 5, self.mark: 6, self.shortlist: 5, self.move: 18,
            self.move_pairs: 20, self.match: 8, self.schedule: 9, self.entry: 4, self.log: 6,
            self.answers: 2, self.erase: 1.5, self.other: 6, self.block: 3,
        }  # fmt: skip
        kind = self.rng.choices(list(kinds), list(kinds.values()))[0]
        return kind(walk)

    def receive(self, walk: Walk) -> Step:
        role = self.rng.choice(["mentee", "mentor"])
        rows: dict[str, dict[str, str]] = {}
        for reference in self.some(MENTEES if role == "mentee" else MENTORS, 4):
            row = rows.setdefault(reference, {})
            if self.rng.random() < 0.15:
                row["state"] = self.rng.choice(["withdrawn", "draft", "Submitted", "Withdrawn"])
            if self.rng.random() < 0.08:
                row["nation"] = self.rng.choice(["Wales", "Scotland", "england"])
            if self.rng.random() < 0.06:
                row["submitted_at"] = "2017-04-24T10:01"
            if role == "mentor" and self.rng.random() < 0.3:
                row["capacity"] = self.rng.choice(["1", "2"])
            if self.rng.random() < 0.1:
                row["vetoes"] = self.rng.choice(MENTORS if role == "mentee" else MENTEES)
        return "receive", {"role": role, "rows": rows}

    def decide(self, walk: Walk) -> Step:
        return "decide", {}

    def mark(self, walk: Walk) -> Step:
        return "mark", {"marks": {r: self.rng.randint(0, 10) for r in self.some(PEOPLE, 9)}}

    def shortlist(self, walk: Walk) -> Step:
        return "shortlist", {}

    def move(self, walk: Walk) -> Step:
        states = walk.model.settled().states()
        known = sorted({state for cycle, state, _ in LEGAL if cycle == "application"})
        if states and self.rng.random() < 0.8:
            state = self.rng.choice(list(states.values()))
        else:
            state = self.rng.choice(known)
        names = [move for cycle, of, move in LEGAL if (cycle, of) == ("application", state)]
        name = self.rng.choice([n for n in names if n != "withdraw"] or names or ["submit"])
        alike = [r for r, s in states.items() if s == state] or PEOPLE
        chosen = self.some(alike if self.rng.random() < 0.9 else PEOPLE)
        because = f"Secret of {chosen[0]}." if len(chosen) == 1 else "It was decided."
        step = {"references": chosen, "move": name, "because": self.rng.choice([because, ""])}
        if self.rng.random() < 0.1:
            step["request"] = f"R-{next(self.requests)}"
        return "move", step

    def move_pairs(self, walk: Walk) -> Step:
        pairs = walk.model.settled().pairs
        forward = {"review", "hold_conversation", "confirm", "publish", "start"}
        if pairs and self.rng.random() < 0.85:
            state = self.rng.choice(list(pairs.values()))
            names = [move for cycle, of, move in LEGAL if (cycle, of) == ("pair", state)]
            onward = [n for n in names if n in forward]
            if onward and self.rng.random() < 0.8:
                names = onward
            if names:
                alike = [list(pair) for pair, now in pairs.items() if now == state]
                chosen = self.rng.sample(alike, self.rng.randint(1, len(alike)))
                why = f"Secret of {chosen[0][0]}." if len(chosen) == 1 else "It was decided."
                return "move_pairs", {
                    "pairs": chosen, "move": self.rng.choice(names), "because": why,
                }  # fmt: skip
        pair_ = [self.rng.choice(MENTEES), self.rng.choice(MENTORS)]
        name = self.rng.choice(sorted({move for cycle, _, move in LEGAL if cycle == "pair"}))
        return "move_pairs", {"pairs": [pair_], "move": name, "because": ""}

    def match(self, walk: Walk) -> Step:
        return "match", {
            "keep": self.rng.choice(["all", "most", "most", "none"]),
            "dry": self.rng.random() < 0.2,
            "explain": self.rng.random() < 0.3,
        }

    def schedule(self, walk: Walk) -> Step:
        purpose = self.rng.choice(["interviews", "conversations"])
        states = walk.model.settled().states()
        fits = TAKES_PART if purpose == "conversations" else {"shortlisted", *TAKES_PART}
        likely = [r for r, state in states.items() if state in fits] or PEOPLE
        people = self.some(likely if self.rng.random() < 0.8 else PEOPLE, 4)
        fix = []
        if self.rng.random() < 0.3:
            fix = [self.rng.choice([*people, *PEOPLE]), str(self.rng.choice([0, 15, 30, 60]))]
        return "schedule", {
            "purpose": purpose,
            "people": people,
            "hosts": self.some(*((PANELS, 1) if purpose == "interviews" else (MENTORS, 2))),
            "day": self.rng.choice(["2017-05-03", "2017-05-04", "2017-05-16", "2017-10-29"]),
            "minutes": self.rng.choice([20, 30, 45]),
            "fix": fix,
        }

    def entry(self, walk: Walk) -> Step:
        kind = self.rng.choice(["offer", "commit", "spend", "refund", "release"])
        return "entry", {
            "kind": kind,
            "pence": self.rng.choice([1000, 2500, 9000, -5, 0]),
            "grant": self.rng.choice(["G-1", "G-2"]),
            "mentee": self.rng.choice([*MENTEES, ""]),
            "mentor": self.rng.choice([*MENTORS, "", ""]),
            "days": self.rng.choice([-1, 0, 0, 0, 40]),
        }  # fmt: skip

    def log(self, walk: Walk) -> Step:
        pairs = list(walk.model.pairs)
        pair = list(self.rng.choice(pairs)) if pairs else ["ME-1", "MR-1"]
        kind = self.rng.choice(["agreement", "agreement", "meeting", "attendance"])
        name = self.rng.choice(["", "", *sorted({m for cycle, _, m in LEGAL if cycle == kind})])
        if kind == "agreement":
            return kind, {"pair": pair, "move": name}
        if kind == "meeting":
            return kind, {"pair": pair, "number": self.rng.randint(0, 3), "move": name}
        return kind, {"reference": self.rng.choice([*PEOPLE, "ME-99"]), "move": name}

    def answers(self, walk: Walk) -> Step:
        return "answers", {
            "reference": self.rng.choice([*PEOPLE, "ME-99"]),
            "role": self.rng.choice(["mentee", "mentor"]),
            "when": self.rng.choice(["before", "after"]),
        }

    def erase(self, walk: Walk) -> Step:
        return "erase", {"reference": self.rng.choice(PEOPLE)}

    def block(self, walk: Walk) -> Step:
        kinds = [self.receive, self.decide, self.mark, self.shortlist, self.move, self.move_pairs]
        kinds += [self.match, self.schedule, self.entry, self.log]
        drawn = [self.rng.choice(kinds)(walk) for _ in range(self.rng.randint(1, 3))]
        steps = [(n, {k: v for k, v in a.items() if k != "request"}) for n, a in drawn]
        return "block", {"steps": steps, "fails": self.rng.random() < 0.4}

    def other(self, walk: Walk) -> Step:
        classes = ["application", "identity", "monitoring", "supervision"]
        return self.rng.choice(
            [
                ("wait", {"hours": self.rng.choice([1, 24, 24, 24 * 40, 24 * 230])}),
                ("programme", {"version": self.rng.randint(0, 5)}),
                ("let_in", {"reference": self.rng.choice(PEOPLE)}),
                ("monitoring", {"references": self.some(PEOPLE)}),
                ("note", {"mentor": self.rng.choice(PEOPLE)}),
                ("settle", {}),
                ("keep_for", {"kind": self.rng.choice(classes), "months": 0}),
                ("purge", {"dry": self.rng.random() < 0.3}),
                ("archive", {}),
            ]
        )


def opening(rng: random.Random) -> list[Step]:
    """Bring a store to a shortlist, or to pairs, so that walks do not spend their steps on it."""
    to_shortlist: list[Step] = [
        ("receive", {"role": "mentee", "rows": {r: {} for r in MENTEES}}),
        ("receive", {"role": "mentor", "rows": {r: {} for r in MENTORS}}),
        ("decide", {}),
        ("mark", {"marks": {r: rng.randint(0, 10) for r in PEOPLE}}),
        ("shortlist", {}),
    ]
    return to_shortlist


class Places:
    """Where the stores of walks are made: as copies of an empty one, which is quicker."""

    def __init__(self, server: Any = None) -> None:
        memory = Path("/dev/shm")
        self._folder = Path(
            tempfile.mkdtemp(prefix="walks-", dir=memory if memory.is_dir() else None)
        )
        self._server, self._number = server, itertools.count()
        self._empty = self._folder / "empty.db"
        create_store(self._empty).close()
        if server is not None:
            self._url = server.database()
            create_store(self._url).close()

    def fresh(self, clock: Any) -> tuple[Path | None, Store]:
        """Make an empty store, and give its file, where it is one."""
        if self._server is not None:
            url = self._server.database(self._url.rpartition("/")[2])
            return None, open_store(url, clock=clock)
        for old in self._folder.glob("walk*"):
            old.unlink()
        return self._copy("walk", clock)

    def beside(self, clock: Any) -> Store:
        """Make another empty store, in a file."""
        for old in self._folder.glob("other*"):
            old.unlink()
        return self._copy("other", clock)[1]

    def _copy(self, name: str, clock: Any) -> tuple[Path, Store]:
        path = self._folder / f"{name}{next(self._number)}.db"
        shutil.copy(self._empty, path)
        return path, open_store(path, clock=clock)

    def close(self) -> None:
        shutil.rmtree(self._folder)


def replay(places: Places, steps: list[Step], every: int = 1) -> str | None:
    """Take steps in a fresh store, and give the fault that shows, if one does."""
    walk = Walk(places)
    try:
        for number, step in enumerate(steps):
            walk.take(step)
            is_last = number == len(steps) - 1
            walk.check(thoroughly=number % every == every - 1 or is_last)
    except Exception:
        return traceback.format_exc(limit=-4)
    finally:
        walk.close()
    return None


def shortened(places: Places, steps: list[Step], most: int = 150) -> list[Step]:
    """Leave out steps while the last line of the fault stays what it is."""

    def kind(fault: str | None) -> str | None:
        if fault is None:
            return None
        return re.sub(r"\d+", "", ":".join(fault.strip().splitlines()[-1].split(":")[:2]))

    wanted, size = kind(replay(places, steps)), max(1, len(steps) // 2)
    while wanted is not None and most > 0:
        at, smaller = 0, False
        while at < len(steps) and most > 0:
            without, most = steps[:at] + steps[at + size :], most - 1
            if kind(replay(places, without, len(steps))) == wanted:
                steps, smaller = without, True
            else:
                at += size
        if size == 1 and not smaller:
            break
        size = max(1, size // 2)
    return steps


Walked = tuple[Counter[str], str | None]


def walk_once(places: Places, every: int, seed: list[int]) -> Walked:
    """Walk once; gives what was tried, and what to print where a fault showed."""
    rng = random.Random(json.dumps(seed))
    walk, steps = Walk(places), []
    draws = Draws(rng)
    said = None
    try:
        ahead: Iterator[Step | None] = itertools.chain(opening(rng), itertools.repeat(None))
        for number, step in enumerate(itertools.islice(ahead, LENGTH)):
            steps.append(step or draws.step(walk))
            walk.take(steps[-1])
            is_last = number == LENGTH - 1
            walk.check(thoroughly=number % every == every - 1 or is_last, files=is_last)
    except Exception:
        said = traceback.format_exc(limit=-4)
    walk.close()
    tried = walk.tried + Counter({f"{name}, refused": n for name, n in walk.refused.items()})
    if said is None:
        return tried, None
    short = shortened(places, steps)
    fault = replay(places, short) or said
    return tried, f"[walk {seed}]\nSTEPS = {json.dumps(short)}\n{fault}"


_PLACES: list[Places] = []


def _begin() -> None:
    _PLACES.append(Places())


def _walk_in_pool(every: int, seed: list[int]) -> Walked:
    return walk_once(_PLACES[0], every, seed)


def walks(options: argparse.Namespace, server: Any) -> Iterator[Walked]:
    """Walk as often as asked, in several processes where wanted."""
    seeds = [[options.seed, number] for number in range(-(-options.count // LENGTH))]
    if options.jobs > 1:
        with multiprocessing.Pool(options.jobs, _begin) as pool:
            yield from pool.imap_unordered(partial(_walk_in_pool, options.every), seeds)
        return
    own = None
    if options.database == "postgresql":
        from postgres import Server

        server = own = Server()
    try:
        places = Places(server)
        try:
            for seed in seeds:
                yield walk_once(places, options.every, seed)
        finally:
            places.close()
    finally:
        if own is not None:
            own.stop()


def main(arguments: Iterable[str] | None = None, server: Any = None) -> int:
    """Walk as the command line says; on a server that runs already, where one is given."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="how many steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=8, help="steps between two thorough checks")
    parser.add_argument("--most", type=int, default=5, help="end after so many faults")
    parser.add_argument("--jobs", type=int, default=1, help="processes, on SQLite")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args(None if arguments is None else list(arguments))
    if options.database == "postgresql" and options.jobs > 1:
        parser.error("walks on PostgreSQL are one after another")
    tried: Counter[str] = Counter()
    faults = 0
    begun = time.perf_counter()
    for number, (each, fault) in enumerate(walks(options, server), start=1):
        tried += each
        if number % 50 == 0:
            print(f"{number} walks, {faults} faults", flush=True)
        if fault is not None:
            faults += 1
            print(fault, flush=True)
        if faults >= options.most:
            break
    for name, count in sorted(tried.items()):
        print(f"{name}: {count}")
    steps = sum(n for name, n in tried.items() if "refused" not in name)
    took = time.perf_counter() - begun
    print(f"{steps} steps, {faults} faults, seed {options.seed}, {took:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
