"""Changes behind a store's back, each of which an audit with the head has to find.

Run it for as many as you like, with a seed: ``python record_changes.py URL 10000 1``.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from store_cases import PROGRAMME, filled_store, lived

from pairwell.store import Store
from pairwell.store._audit import check_chain
from pairwell.store._ledger import digest_of, record_digest, row_digest
from pairwell.store._tables import CONTENT, PERSONAL, metadata

Row = dict[str, Any]
TABLES = {table.name: table for table in metadata.sorted_tables}
ACTIONS = ("erase: Asked for.", "purge", "export", "note", "decide", "set retention", "look up: x")


@contextmanager
def undone(store: Store) -> Iterator[sa.Connection]:
    """Work on a store as its owner, without triggers; all of it is taken back."""
    with store._database.engine(None).connect() as connection:
        if store._database.is_file:
            connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            named = connection.exec_driver_sql(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall()
            for (name,) in named:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield connection
        connection.rollback()


class Rows:
    """Every row of a store, as it is and as it is to be."""

    def __init__(self, connection: sa.Connection) -> None:
        self.of = {
            name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for name, table in TABLES.items()
        }

    def records(self) -> list[Row]:
        return sorted(self.of["audit"], key=lambda row: row["seq"])

    def under(self, seq: int) -> list[tuple[str, Row]]:
        found = [(kind, row) for kind in CONTENT for row in self.of[kind] if row["seq"] == seq]
        return sorted(found, key=lambda each: each[1]["n"])

    def chain_from(self, seq: int) -> None:
        """Compute the chain anew from a record on, as whoever may write everything could."""
        previous = "0" * 64
        for record in self.records():
            if record["seq"] >= seq:
                record["previous"] = previous
                digests = {
                    row["n"]: row_digest(kind, row) for kind, row in self.under(record["seq"])
                }
                for row in self.of["erasure"]:
                    if row["erased"] == record["seq"]:
                        digests[row["place"]] = row["row_digest"]
                before = record["content"]
                record["content"] = digest_of([digests[n] for n in sorted(digests)])
                if record["inputs"] == before:
                    record["inputs"] = record["content"]
                record["digest"] = record_digest(record)
            previous = record["digest"]

    def append(self, record: Row, *rows: tuple[str, Row]) -> None:
        """Append a record with its rows, in the chain."""
        seq = self.records()[-1]["seq"] + 1
        self.of["audit"].append({**record, "seq": seq})
        for n, (kind, row) in enumerate(rows):
            self.of[kind].append({**row, "seq": seq, "n": n})
        self.chain_from(seq)


def change_a_cell(rows: Rows, draw: random.Random) -> None:
    name, row = any_row(rows, draw)
    column = draw.choice(sorted(row))
    row[column] = other_value(rows, draw, name, column, row[column])


def other_value(rows: Rows, draw: random.Random, name: str, column: str, value: Any) -> Any:
    known = [row[column] for row in rows.of[name] if row[column] != value]
    if known and draw.random() < 0.5:
        return draw.choice(known)
    return value + draw.choice([-1, 1, 7]) if isinstance(value, int) else value + draw.choice("x0 ")


def any_row(rows: Rows, draw: random.Random) -> tuple[str, Row]:
    name = draw.choice([name for name in rows.of if rows.of[name]])
    return name, draw.choice(rows.of[name])


def delete_a_row(rows: Rows, draw: random.Random) -> None:
    name, row = any_row(rows, draw)
    rows.of[name].remove(row)


def insert_a_row(rows: Rows, draw: random.Random) -> None:
    name, row = any_row(rows, draw)
    fresh = dict(row)
    place = draw.choice(["seq", "n"]) if "n" in row else "seq"
    fresh[place] = max(each[place] for each in rows.of[name]) + draw.choice([1, 2, 50])
    if draw.random() < 0.5:
        column = draw.choice(sorted(set(row) - {"seq", "n", "programme"}))
        fresh[column] = other_value(rows, draw, name, column, row[column])
    rows.of[name].append(fresh)


def swap_two_rows(rows: Rows, draw: random.Random) -> None:
    name = draw.choice([name for name in rows.of if len(rows.of[name]) > 1])
    one, two = draw.sample(rows.of[name], 2)
    keys = [column for column in one if column not in ("programme", "seq", "n")]
    for key in keys:
        one[key], two[key] = two[key], one[key]


def take_off_the_end(rows: Rows, draw: random.Random) -> None:
    last = rows.records()[-1]["seq"] - draw.randrange(5)
    for name in rows.of:
        rows.of[name] = [row for row in rows.of[name] if row["seq"] < last]


def rewrite_from_somewhere(rows: Rows, draw: random.Random) -> None:
    draw.choice([change_a_cell, delete_a_row, swap_two_rows])(rows, draw)
    rows.chain_from(draw.randrange(1, 4) if draw.random() < 0.5 else 1)


def account_for_what_was_taken_away(rows: Rows, draw: random.Random) -> None:
    """With the custodian's rights alone: delete content, and append what accounts for it."""
    record = draw.choice([r for r in rows.records() if rows.under(r["seq"])])
    there = [(kind, row) for kind, row in rows.under(record["seq"])
             if kind in PERSONAL or kind == "about"]  # fmt: skip
    if not there:
        return account_for_what_was_taken_away(rows, draw)
    taken = there if draw.random() < 0.5 else [draw.choice(there)]
    erasures = [
        ("erasure", {
            "programme": PROGRAMME, "salt": "0" * 32, "part": TABLES[kind].schema, "kind": kind,
            "row_digest": row_digest(kind, row), "erased": record["seq"], "place": row["n"],
        })
        for kind, row in taken
    ]  # fmt: skip
    for kind, row in taken:
        rows.of[kind].remove(row)
    more: list[tuple[str, Row]] = []
    if draw.random() < 0.3:  # and another in its place
        kind, row = draw.choice(taken)
        column = draw.choice(sorted(set(row) - {"programme", "seq", "n", "salt"}))
        more.append((kind, {**row, column: other_value(rows, draw, kind, column, row[column])}))
    if draw.random() < 0.3:
        form = draw.choice(rows.of["form"]) if rows.of["form"] else {"role": "mentee"}
        tally = {"programme": PROGRAMME, "salt": "0" * 32, "role": form["role"],
                 "region": "England", "step": "applied"}  # fmt: skip
        more.append(("tally", tally))
    count = len(erasures)
    told = {
        **record,
        "desk": draw.choice(["custodian", record["desk"]]),
        "action": draw.choice(ACTIONS),
        "subject": draw.choice(["a person", "application", "identity", PROGRAMME]),
        "outcome": f"{count} row{'s' if count > 1 else ''} erased",
        "rules": "",
        "at": rows.records()[-1]["at"],
    }
    rows.append(told, *more, *erasures)


def append_what_no_desk_does(rows: Rows, draw: random.Random) -> None:
    """Append a copy of a record, at another desk or under another action."""
    record = draw.choice(rows.records())
    told = {**record, "at": rows.records()[-1]["at"]}
    if draw.random() < 0.5:
        desks = {row["desk"] for row in rows.of["audit"]} | {"custodian", "", "monitoring"}
        told["desk"] = draw.choice(sorted(desks - {record["desk"], "applications", "reception"}))
    else:
        told["action"] = draw.choice(["note", "amend", "decide ", "", "erase: x", "purge"])
    rows.append(told, *rows.under(record["seq"]))


CHANGES: tuple[Callable[[Rows, random.Random], None], ...] = (
    change_a_cell, delete_a_row, insert_a_row, swap_two_rows, take_off_the_end,
    rewrite_from_somewhere, account_for_what_was_taken_away, append_what_no_desk_does,
)  # fmt: skip


def unseen(store: Store, count: int, seed: int) -> list[str]:
    """Make so many changes, one after the other, and give those that no audit finds."""
    draw = random.Random(seed)
    head = store.audit(PROGRAMME).head
    with undone(store) as connection:
        rows = Rows(connection)
        before = {name: [dict(row) for row in rows.of[name]] for name in rows.of}
    found = []
    made = 0
    while made < count:
        change = draw.choice(CHANGES)
        rows.of = {name: [dict(row) for row in before[name]] for name in before}
        change(rows, draw)
        differ = [name for name in before if rows.of[name] != before[name]]
        if not differ:
            continue
        with undone(store) as connection:
            try:
                put(connection, before, rows.of, differ)
            except (sa.exc.IntegrityError, sa.exc.DataError):
                continue  # two rows of one key: the database has no place for that
            made += 1
            report = check_chain(connection, PROGRAMME, [head])
        if report.holds:
            found.append(f"{made}: {change.__name__}, {difference(before, rows.of)}")
    return found


def put(connection: sa.Connection, before: Any, after: Any, differ: list[str]) -> None:
    for name in differ:
        table = TABLES[name]
        for row in before[name]:
            if row not in after[name]:
                keys = [table.c[key] == row[key] for key in ("programme", "seq", "n") if key in row]
                connection.execute(sa.delete(table).where(*keys))
    for name in differ:
        fresh = [row for row in after[name] if row not in before[name]]
        if fresh:
            connection.execute(sa.insert(TABLES[name]), fresh)


def difference(before: Any, after: Any) -> str:
    """What a change took away and put in, for whoever has to find out why it was not seen."""
    told = []
    for name in before:
        told += [f"-{name} {row}" for row in before[name] if row not in after[name]]
        told += [f"+{name} {row}" for row in after[name] if row not in before[name]]
    return "; ".join(told)


def main() -> None:
    url, count, seed = sys.argv[1:]
    with filled_store(url) as store:
        lived(store)
        found = unseen(store, int(count), int(seed))
    print(*found, f"{count} changes, {len(found)} not seen", sep="\n")


if __name__ == "__main__":
    main()
