"""Stores to try things on, and the same raw statement for both databases."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from small_rounds import forms, panel, programme_text

import pairwell as pw
from pairwell.store import Store, create_store
from pairwell.store._tables import PARTS, metadata

PROGRAMME = "small-2017"
MENTEES = ["ME-1", "ME-2", "ME-3"]
MENTORS = ["MR-1", "MR-2"]


def ticking(start: str = "2017-04-25T09:00:00+00:00") -> Callable[[], dt.datetime]:
    """A clock that goes on by a second whenever it is asked."""
    moment = dt.datetime.fromisoformat(start)

    def clock() -> dt.datetime:
        nonlocal moment
        moment += dt.timedelta(seconds=1)
        return moment

    return clock


def named(references: list[str], **columns: list[str | None]) -> dict[str, list[str | None]]:
    """Forms with names and addresses."""
    return forms(
        references,
        name=[f"Name of {r}" for r in references],
        email=[f"{r.lower()}@example.org" for r in references],
        **columns,
    )


def filled_store(url: str, **changes: str) -> Store:
    """A store with a small programme, its forms, names and monitoring answers."""
    store = create_store(url, clock=ticking())
    store.add_programme(pw.Programme(programme_text(**changes)), actor="Officer")
    reception = store.reception(PROGRAMME, actor="Officer")
    reception.receive("mentee", named(MENTEES))
    reception.receive("mentor", named(MENTORS))
    reception.receive_monitoring({"reference": MENTEES, "gender": ["woman", "man", "woman"]})
    return store


def raw(url: str, *statements: str, triggers: bool = True) -> list[tuple]:
    """Run SQL behind the store's back, as its owner; gives the rows of the last statement.

    Tables are named as on PostgreSQL; SQLite's have no schema.
    """
    if url.startswith("postgresql"):
        with psycopg.connect(url) as connection:
            if not triggers:
                connection.execute("SET session_replication_role = replica")
            for statement in statements:
                result = connection.execute(statement)
            return result.fetchall() if result.description else []
    with closing(sqlite3.connect(url)) as connection, connection:
        named = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        dropped = [] if triggers else connection.execute(named).fetchall()
        for name, _ in dropped:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            plain = re.sub(rf"\b({'|'.join(PARTS)})\.", "", statement)
            result = connection.execute(plain)
        rows = result.fetchall()
        for _, made in dropped:
            connection.execute(made)
        return rows


def everything(url: str) -> str:
    """All that the database holds, as text; of a file its very bytes, and its log's."""
    if "://" in url:
        return str([raw(url, f"SELECT * FROM {table}") for table in metadata.sorted_tables])
    paths = [Path(url), Path(f"{url}-wal")]
    return "".join(p.read_bytes().decode("latin-1") for p in paths if p.exists())


EXTRA = """
[funds.travel]
purpose = "Travel"
pence = 10_000

[timetable.training]
title = "Training"
on = "Tuesday 16 May 2017"
"""


def hour(day: str, start: int, end: int) -> tuple[dt.datetime, dt.datetime]:
    """Some hours of a day in London."""
    noon = dt.datetime.fromisoformat(f"{day}T00:00")
    return pw.interval("Europe/London", noon.replace(hour=start), noon.replace(hour=end))


def shortlisted(store: Store) -> None:
    """Decide and shortlist a filled store, whose programme gets a fund and a training day."""
    store.add_programme(pw.Programme(programme_text() + EXTRA), actor="Officer")
    desk = store.applications(PROGRAMME, actor="Panel")
    desk.decide()
    desk.mark(panel([*MENTEES, *MENTORS]))
    desk.shortlist()


def started(store: Store) -> list[tuple[str, str]]:
    """Bring a filled store to pairs that have started, and give them."""
    shortlisted(store)
    desk = store.pairs(PROGRAMME, actor="Officer")
    desk.move_applications([r for r, s in desk.states().items() if s == "shortlisted"], "accept")
    made = list(desk.match().added)
    for move in ("review", "hold_conversation", "confirm", "publish", "start"):
        desk.move_pairs(made, move)
    return made


def lived(store: Store) -> list[tuple[str, str]]:
    """Bring a filled store so far that every table of the programme's life has rows."""
    pairs = started(store)
    mentee, mentor = pairs[0]
    desk = store.running(PROGRAMME, actor="Officer")
    desk.schedule(
        "interviews",
        [pw.ScheduleRequest(person=mentee, free=[hour("2017-05-03", 9, 12)])],
        [pw.ScheduleHost(id="panel A", free=[hour("2017-05-03", 9, 12)])],
    )
    desk.add_entry(
        "travel", "offer", 4_000, "G-1", on=dt.date(2017, 4, 25), mentee=mentee, mentor=mentor
    )
    desk.log_agreement(mentee, mentor, from_day="2017-06-01", until="2017-11-30", goals=["Lead"])
    for move in ("sign_as_mentee", "sign_as_mentor"):
        desk.log_agreement(mentee, mentor, move)
    desk.log_meeting(mentee, mentor, 1, on="2017-06-12")
    desk.log_attendance(mentee, "training")
    desk.take_answers(
        {"reference": [mentee], "role": ["mentee"], "when": ["before"], "reflect": ["3"]}
    )
    earlier = dt.date(2017, 4, 20)
    store.supervision(PROGRAMME, actor="S. Visor").note(mentor, earlier, "What was said.")
    return pairs
