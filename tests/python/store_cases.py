"""Stores to try things on, and the same raw statement for both databases."""

from __future__ import annotations

import datetime as dt
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing

import psycopg
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.store import Store, create_store

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
        if not triggers:
            named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in named.fetchall():
                connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            plain = re.sub(r"\b(record|identity|application|monitoring)\.", "", statement)
            result = connection.execute(plain)
        return result.fetchall()
