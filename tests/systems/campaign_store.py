"""Random walks through the life of a programme: all views of a store agree after every step.

    python tests/systems/campaign_store.py --count 100000 --seed 1

Each walk makes a small store and takes legal and illegal steps: forms that are new, changed or
withdrawn, decisions, marks, moves, matchings, appointments, money, agreements, answers, erasures,
archives, newer versions of the programme, and a clock that goes on. What should stand is kept by a
plain model of this file, from what the calls returned and the table of legal moves. A refused step
must change nothing. Prints a summary, and for each fault a script of steps that shows it, as short
as leaving steps out makes it; ends with 1 where there is one.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "support" / "python"))
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report.letters import letters
from pairwell.store import Store, create_store, open_store

PROGRAMME = "small-2017"
MENTEES = [f"ME-{n}" for n in range(1, 6)]
MENTORS = [f"MR-{n}" for n in range(1, 5)]
PEOPLE = [*MENTEES, *MENTORS]
ZONE = "Europe/London"
ENDED = {"completed", "declined", "replaced", "ended_early", "withdrawn"}
LIVE = {"confirmed", "published", "active"}
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


class Fault(AssertionError):
    """Two views that disagree, or an answer that is not right."""


@dataclass
class Model:
    """What should stand, by what the calls returned."""

    forms: dict[str, dict[str, Any]] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)
    pairs: dict[tuple[str, str], str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)


class Walk:
    """One store, one model, and the steps that were taken."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.now = dt.datetime(2017, 4, 25, 9, tzinfo=dt.UTC)
        self.store: Store = create_store(url, clock=self.clock)
        self.model = Model()
        self.version = 0
        self.tried: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self._add_programme(0)

    def clock(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now

    def close(self) -> None:
        self.store.close()

    # Steps. Each takes plain values, so that a walk can be written down and taken again.

    def _add_programme(self, version: int) -> None:
        text = programme_text(mentees=str(2 + version % 3), mentors=str(2 + version % 2))
        self.store.add_programme(pw.Programme(text + LIFE), actor="Officer")

    def programme(self, version: int) -> None:
        self._add_programme(version)

    def wait(self, hours: int) -> None:
        self.now += dt.timedelta(hours=hours)

    def receive(self, role: str, rows: dict[str, dict[str, str]]) -> None:
        references = list(rows)
        columns: dict[str, list[str | None]] = {
            "name": [f"Name of {r}" for r in references],
            "email": [f"{r.lower()}@example.org" for r in references],
        }
        for name in sorted({key for row in rows.values() for key in row}):
            columns[name] = [rows[r].get(name) for r in references]
        made = forms(references, **columns)
        for name in ("state", "nation", "submitted_at"):
            made[name] = [
                given or usual
                for given, usual in zip(
                    columns.get(name, [None] * len(references)),
                    forms(references)[name],
                    strict=True,
                )
            ]
        self.store.reception(PROGRAMME, actor="Officer").receive(role, made)
        for at, reference in enumerate(references):
            self.model.forms[reference] = {"role": role, "state": made["state"][at]}
            self.model.erased.discard(reference)

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
        self.store.applications(PROGRAMME, actor="Officer").let_in([grace])

    def decide(self) -> None:
        self.store.applications(PROGRAMME, actor="Panel").decide()

    def mark(self, marks: dict[str, int]) -> None:
        self.store.applications(PROGRAMME, actor="Panel").mark(
            {
                "reference": list(marks),
                "member": ["Panel A"] * len(marks),
                "need": [str(mark) for mark in marks.values()],
            }
        )

    def shortlist(self) -> None:
        self.store.applications(PROGRAMME, actor="Panel").shortlist()

    def move(self, references: list[str], move: str, because: str) -> None:
        desk = self.store.pairs(PROGRAMME, actor="Officer")
        desk.move_applications(references, move, because=because)

    def move_pairs(self, pairs: list[list[str]], move: str, because: str) -> None:
        desk = self.store.pairs(PROGRAMME, actor="Officer")
        desk.move_pairs([(a, b) for a, b in pairs], move, because=because)

    def match(self, **options: Any) -> None:
        self.store.pairs(PROGRAMME, actor="Officer").match(**options)

    def schedule(
        self,
        purpose: str,
        people: list[str],
        host: str,
        day: str,
        minutes: int,
        fix: list[str],
    ) -> None:
        noon = dt.datetime.fromisoformat(f"{day}T00:00")
        free = pw.interval(ZONE, noon.replace(hour=9), noon.replace(hour=12))
        fixed = []
        if fix:
            person, at = fix
            begin = free[0] + dt.timedelta(minutes=int(at))
            fixed.append(
                pw.Appointment(
                    person=person,
                    host=host,
                    start=begin,
                    end=begin + dt.timedelta(minutes=minutes),
                    is_fixed=True,
                )
            )
        self.store.running(PROGRAMME, actor="Officer").schedule(
            purpose,
            [pw.ScheduleRequest(person=person, free=[free]) for person in people],
            [pw.ScheduleHost(id=host, free=[free])],
            pw.ScheduleRules(minutes=minutes),
            fixed=fixed,
        )

    def entry(self, kind: str, pence: int, grant: str, mentee: str, mentor: str, days: int) -> None:
        on = self.now.date() + dt.timedelta(days=days)
        self.store.running(PROGRAMME, actor="Officer").add_entry(
            "travel", kind, pence, grant, on=on, mentee=mentee, mentor=mentor
        )

    def agreement(self, pair: list[str], move: str) -> None:
        facts = {} if move else {"from_day": "2017-06-01", "until": "2017-11-30"}
        if not move:
            facts["goals"] = ["Lead"]
        desk = self.store.running(PROGRAMME, actor="Officer")
        desk.log_agreement(*pair, move, because="It is so.", **facts)

    def meeting(self, pair: list[str], number: int, move: str) -> None:
        facts = {} if move else {"on": "2017-06-12"}
        desk = self.store.running(PROGRAMME, actor="Officer")
        desk.log_meeting(*pair, number, move, because="It is so.", **facts)

    def attendance(self, reference: str, move: str) -> None:
        desk = self.store.running(PROGRAMME, actor="Officer")
        desk.log_attendance(reference, "training", move, because="It is so.")

    def answers(self, reference: str, role: str, when: str) -> None:
        self.store.running(PROGRAMME, actor="Officer").take_answers(
            {"reference": [reference], "role": [role], "when": [when], "reflect": ["3"]}
        )

    def erase(self, reference: str) -> None:
        custodian = self.store.custodian(PROGRAMME, actor="Custodian")
        custodian.erase(reference, because="Asked for on 3 May.")
        self.model.erased.add(reference)

    def note(self, mentor: str) -> None:
        self.store.supervision(PROGRAMME, actor="S. Visor").note(
            mentor, self.now.date(), "What was said."
        )

    def archive(self) -> None:
        """Export the programme, take it into another store, and compare the two."""
        folder = Path(tempfile.mkdtemp(prefix="walk-"))
        try:
            head = self.store.custodian(PROGRAMME, actor="Custodian").export(folder / "a.zip")
            with create_store(str(folder / "other.db"), clock=self.clock) as other:
                other.import_programme(folder / "a.zip", actor="Officer", expect=head)
                mine = self.store.pairs(PROGRAMME, actor="Officer").standing()
                theirs = other.pairs(PROGRAMME, actor="Officer").standing()
                same("an imported archive", dict(theirs.people), dict(mine.people))
                same("an imported archive", theirs.pairs, mine.pairs)
                found = other.audit(PROGRAMME, expect=head)
                same("the audit of an imported archive", found.failures, ())
        finally:
            shutil.rmtree(folder)

    def take(self, step: Step) -> None:
        """Take a step; where it is refused, nothing may have changed."""
        name, arguments = step
        self.tried[name] += 1
        before = self.head()
        try:
            getattr(self, name)(**arguments)
        except pw.Error as refused:
            self.refused[name] += 1
            same(f"the head after {name} was refused ({refused})", self.head(), before)

    def head(self) -> str:
        return self.store.pairs(PROGRAMME, actor="Officer").standing().head

    # What has to hold.

    def check(self, *, thoroughly: bool) -> None:
        desk = self.store.pairs(PROGRAMME, actor="Officer")
        standing = desk.standing()
        self.model.heads.append(standing.head)
        same("states()", desk.states(), {r: p.state for r, p in standing.people.items()})
        same("pairs()", tuple(desk.pairs()), standing.pairs)
        self.check_pairs(standing)
        self.check_appointments(standing)
        self.check_money()
        if thoroughly:
            self.check_letters(standing)
            self.check_steps(standing)
            self.check_audit()

    def check_pairs(self, standing: Any) -> None:
        """Hold that pairs and people fit each other, and capacities are kept."""
        capacity = {}
        for role in ("mentee", "mentor"):
            for form in self.store.applications(PROGRAMME, actor="Officer").forms(role).forms:
                capacity[form.reference] = getattr(form, "capacity", None) or 1
        live: Counter[str] = Counter()
        for pair in standing.pairs:
            for reference in (pair.mentee, pair.mentor):
                state = standing.state(reference)
                if pair.state in LIVE:
                    live[reference] += 1
                    same(f"{pair!r}: the state of {reference}", state, "matched")
                elif pair.state not in ENDED and state not in ("accepted", "matched"):
                    raise Fault(f"{pair!r} is open, and {reference} is {state or 'nobody'}")
        for person in standing.people.values():
            if person.state == "matched" and not live[person.reference]:
                raise Fault(f"{person!r} has no live pair")
        for reference, count in live.items():
            if count > capacity.get(reference, 1):
                raise Fault(f"{reference} has {count} live pairs of {capacity[reference]}")

    def check_appointments(self, standing: Any) -> None:
        """Hold that nobody and no host is booked twice, and nobody who has left at all."""
        desk = self.store.running(PROGRAMME, actor="Officer")
        taken = [
            (purpose, own)
            for purpose in ("interviews", "conversations")
            for own in desk.appointments(purpose)
        ]
        for purpose, own in taken:
            if standing.state(own.person) in ("", "withdrawn", "not_eligible", "late", "draft"):
                raise Fault(f"{own.person} is {standing.state(own.person)} and has {purpose}")
        for (_, one), (_, other) in itertools.combinations(taken, 2):
            shared = {one.person, one.host} & {other.person, other.host}
            if shared and one.start < other.end and other.start < one.end:
                raise Fault(f"{shared} at {one.start} and at {other.start}")

    def check_money(self) -> None:
        desk = self.store.running(PROGRAMME, actor="Officer")
        for balance in desk.balances():
            amounts = balance.amounts
            left = balance.whole - amounts.offered - amounts.committed - amounts.spent
            same("what is left of a fund", balance.available, left)
            if min(left, amounts.offered, amounts.committed, amounts.spent) < 0:
                raise Fault(f"{balance!r} is below nothing")

    def check_letters(self, standing: Any) -> None:
        """Hold that letters are for people who are there, and name live partners alone."""
        try:
            made = letters(self.store, PROGRAMME, actor="Officer", on=dt.date(2017, 5, 24))
        except pw.Error:
            return
        finally:
            self.model.heads.append(self.head())
        told = ("published", "active")
        for file, content in made.items():
            if not file.endswith(".md"):
                continue
            reference = file.removesuffix(".md")
            text = content.decode()
            if standing.state(reference) == "":
                raise Fault(f"a letter to {reference}, who is nobody")
            named = {
                other
                for other in standing.people
                if other != reference and f"Name of {other}" in text.replace("\\", "")
            }
            partners = set(standing.partners(reference, *told))
            if not named <= partners:
                raise Fault(f"the letter to {reference} names {named - partners}")
            if named != partners and standing.state(reference) == "matched":
                raise Fault(f"the letter to {reference} leaves out {partners - named}")

    def check_steps(self, standing: Any) -> None:
        """Hold that everybody is counted once, and as far as their state says."""
        reached = self.store.applications(PROGRAMME, actor="Officer").reached()
        same("whom reached() counts", set(reached), set(standing.people))
        for reference, step in reached.items():
            state = standing.state(reference)
            if state in ("matched", "completed") and step not in ("matched", "completed"):
                raise Fault(f"{reference} is {state}, and reached {step}")
        counts = self.store.custodian(PROGRAMME, actor="Custodian").counts()
        applied = sum(each["applied"] for each in counts.values())
        erased = sum(r not in standing.people for r in self.model.erased)
        if applied < len(standing.people) + erased:
            raise Fault(f"{applied} applied, of {len(standing.people)} and {erased} erased")

    def check_audit(self) -> None:
        for head in {self.model.heads[0], self.model.heads[-1]}:
            found = self.store.audit(PROGRAMME, expect=head)
            same("the failures of the audit", found.failures, ())


def same(what: str, found: Any, expected: Any) -> None:
    """Raise a fault where two views of one thing differ."""
    if found != expected:
        raise Fault(f"{what}: {found!r}, not {expected!r}")


class Draws:
    """Draws steps: mostly such as could be legal now."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def some(self, of: list[str], most: int = 3) -> list[str]:
        return self.rng.sample(of, self.rng.randint(1, min(most, len(of)))) if of else []

    def step(self, walk: Walk) -> Step:
        kinds = {
            self.receive: 14, self.decide: 6, self.mark: 7, self.shortlist: 5, self.move: 18,
            self.move_pairs: 20, self.match: 8, self.schedule: 7, self.entry: 4, self.log: 6,
            self.answers: 2, self.erase: 1, self.other: 5,
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
        because = self.rng.choice(["", "It was decided."])
        states = walk.store.pairs(PROGRAMME, actor="Officer").states()
        if states and self.rng.random() < 0.8:
            reference, state = self.rng.choice(list(states.items()))
            names = [m.name for m in pw.moves_from("application", state)]
            if names:
                name = self.rng.choice([n for n in names if n != "withdraw"] or names)
                alike = [r for r, s in states.items() if s == state]
                return "move", {
                    "references": self.some(alike), "move": name, "because": "It was decided.",
                }  # fmt: skip
        name = self.rng.choice([m.name for m in pw.moves("application")])
        return "move", {"references": self.some(PEOPLE), "move": name, "because": because}

    def move_pairs(self, walk: Walk) -> Step:
        pairs = walk.store.pairs(PROGRAMME, actor="Officer").pairs()
        forward = {"review", "hold_conversation", "confirm", "publish", "start"}
        if pairs and self.rng.random() < 0.85:
            pair = self.rng.choice(pairs)
            names = [m.name for m in pw.moves_from("pair", pair.state)]
            onward = [n for n in names if n in forward]
            if onward and self.rng.random() < 0.8:
                names = onward
            if names:
                alike = [[p.mentee, p.mentor] for p in pairs if p.state == pair.state]
                chosen = self.rng.sample(alike, self.rng.randint(1, len(alike)))
                return "move_pairs", {
                    "pairs": chosen, "move": self.rng.choice(names), "because": "It was decided.",
                }  # fmt: skip
        pair_ = [self.rng.choice(MENTEES), self.rng.choice(MENTORS)]
        name = self.rng.choice([m.name for m in pw.moves("pair")])
        return "move_pairs", {"pairs": [pair_], "move": name, "because": ""}

    def match(self, walk: Walk) -> Step:
        return "match", {}

    def schedule(self, walk: Walk) -> Step:
        purpose = self.rng.choice(["interviews", "conversations"])
        minutes = self.rng.choice([20, 30, 45])
        people = self.some(PEOPLE, 4)
        hosts = ["panel A", "panel B"] if purpose == "interviews" else MENTORS
        day = self.rng.choice(["2017-05-03", "2017-05-04", "2017-10-29"])
        fix = []
        if self.rng.random() < 0.3:
            fix = [self.rng.choice(PEOPLE), str(self.rng.choice([0, 15, 30, 60]))]
        return "schedule", {
            "purpose": purpose, "people": people, "host": self.rng.choice(hosts), "day": day,
            "minutes": minutes, "fix": fix,
        }  # fmt: skip

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
        pairs = walk.store.pairs(PROGRAMME, actor="Officer").pairs()
        drawn = self.rng.choice(pairs) if pairs else None
        pair = [drawn.mentee, drawn.mentor] if drawn else ["ME-1", "MR-1"]
        kind = self.rng.choice(["agreement", "meeting", "attendance"])
        name = self.rng.choice(["", *(m.name for m in pw.moves(kind))])
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

    def other(self, walk: Walk) -> Step:
        return self.rng.choice(
            [
                ("wait", {"hours": self.rng.choice([1, 24, 24 * 40])}),
                ("programme", {"version": self.rng.randint(0, 5)}),
                ("let_in", {"reference": self.rng.choice(PEOPLE)}),
                ("monitoring", {"references": self.some(PEOPLE)}),
                ("note", {"mentor": self.rng.choice(PEOPLE)}),
                ("archive", {}),
            ]
        )


def opening(rng: random.Random) -> list[Step]:
    """Bring a store to a shortlist, so that walks do not spend their steps on it."""
    return [
        ("receive", {"role": "mentee", "rows": {r: {} for r in MENTEES}}),
        ("receive", {"role": "mentor", "rows": {r: {} for r in MENTORS}}),
        ("decide", {}),
        ("mark", {"marks": {r: rng.randint(0, 10) for r in PEOPLE}}),
        ("shortlist", {}),
    ]


class Places:
    """Where the stores of walks are made."""

    def __init__(self, server: Any = None) -> None:
        memory = Path("/dev/shm")
        self._folder = Path(
            tempfile.mkdtemp(prefix="walks-", dir=memory if memory.is_dir() else None)
        )
        self._server, self._number = server, itertools.count()

    def fresh(self) -> str:
        if self._server is not None:
            return str(self._server.database())
        for old in self._folder.iterdir():
            old.unlink()
        return str(self._folder / f"{next(self._number)}.db")

    def close(self) -> None:
        shutil.rmtree(self._folder)


def replay(places: Places, steps: list[Step]) -> str | None:
    """Take steps in a fresh store, and give the fault that shows, if one does."""
    walk = Walk(places.fresh())
    try:
        for step in steps:
            walk.take(step)
            walk.check(thoroughly=True)
    except Exception:
        return traceback.format_exc(limit=-3)
    finally:
        walk.close()
    return None


def shortened(places: Places, steps: list[Step]) -> list[Step]:
    """Leave out steps while the last line of the fault stays what it is."""

    def kind(fault: str | None) -> str | None:
        return None if fault is None else fault.strip().splitlines()[-1].split(":")[0]

    wanted, size = kind(replay(places, steps)), max(1, len(steps) // 2)
    while wanted is not None:
        at, smaller = 0, False
        while at < len(steps):
            without = steps[:at] + steps[at + size :]
            if kind(replay(places, without)) == wanted:
                steps, smaller = without, True
            else:
                at += size
        if size == 1 and not smaller:
            break
        size = max(1, size // 2)
    return steps


def walk_once(places: Places, seed: list[int], every: int, tried: Counter[str]) -> str | None:
    """Walk once; gives what to print where a fault showed."""
    rng = random.Random(json.dumps(seed))
    walk, steps = Walk(places.fresh()), []
    draws = Draws(rng)
    try:
        for number, step in enumerate(itertools.chain(opening(rng), itertools.repeat(None))):
            if number >= LENGTH:
                break
            steps.append(step or draws.step(walk))
            walk.take(steps[-1])
            walk.check(thoroughly=number % every == every - 1 or number == LENGTH - 1)
    except Exception:
        said = traceback.format_exc(limit=-4)
    else:
        return None
    finally:
        tried.update(walk.tried)
        tried.update({f"{name}, refused": n for name, n in walk.refused.items()})
        walk.close()
    short = shortened(places, steps)
    fault = replay(places, short) or said
    return f"[walk {seed}]\nSTEPS = {json.dumps(short)}\n{fault}"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000, help="how many steps")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=int, default=5, help="steps between two thorough checks")
    parser.add_argument("--most", type=int, default=5, help="end after so many faults")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    options = parser.parse_args(arguments)
    server = None
    if options.database == "postgresql":
        from postgres import Server

        server = Server()
    places, tried, faults = Places(server), Counter(), []
    begun = time.perf_counter()
    try:
        for number in range(-(-options.count // LENGTH)):
            fault = walk_once(places, [options.seed, number], options.every, tried)
            if fault is not None:
                faults.append(fault)
                print(fault, flush=True)
            if len(faults) >= options.most:
                break
    finally:
        places.close()
        if server is not None:
            server.stop()
    for name, count in sorted(tried.items()):
        print(f"{name}: {count}")
    steps = sum(n for name, n in tried.items() if "refused" not in name)
    took = time.perf_counter() - begun
    print(f"{steps} steps, {len(faults)} faults, seed {options.seed}, {took:.0f} s")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
