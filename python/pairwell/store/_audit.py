"""Checks a programme's records: that they follow from each other, and say what can be said.

The chain shows what was changed since a head was written down. What stands under each record shows
whether it is the store's own: whoever may append records could otherwise account for a row that
they took away, or pass off another in its place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Integer, Table, select

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.store._actions import BOARD, FIRST_OF_LOG, PANEL, SET_CLOCK, faults_of
from pairwell.store._ledger import BEGINNING, FORMAT, digest_of, record_digest, row_digest
from pairwell.store._moves import ENDED
from pairwell.store._tables import CONTENT, audit

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")

Row = Mapping[Any, Any]


@dataclass(frozen=True)
class AuditReport:
    """What checking a programme's chain came to.

    ``head`` is the digest of the last record: written down somewhere else, it shows later whether
    anything before it was changed. ``heads`` says how many such heads were checked.
    """

    programme: str
    records: int
    head: str
    failures: tuple[str, ...]
    heads: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out or put in."""
        return not self.failures

    def __repr__(self) -> str:
        what = "holds" if self.holds else plural(len(self.failures), "failure")
        return f"<AuditReport: {self.programme}, {plural(self.records, 'record')}, {what}>"


def check_chain(
    connection: Connection,
    programme: str,
    expect: Iterable[str] = (),
    tables: Iterable[str] | None = None,
) -> AuditReport:
    """Check every record, its link to the one before, and the rows under it.

    Parameters
    ----------
    connection
        At the custodian's desk, which sees every part of the store.
    expect
        Heads that somebody wrote down earlier: each has to be the digest of some record.
    tables
        The tables that are there; all of them where it is left out.
    """
    found = _Chain(programme)
    there = {audit.name, *CONTENT} if tables is None else set(tables)
    found.read(connection, there)
    found.check()
    heads = dict.fromkeys(expect)
    known = {BEGINNING, *(record["digest"] for record in found.records)}
    found.failures += [
        f"no record has the digest {head}: a record was changed, or records at the end are missing"
        for head in heads
        if head not in known
    ]
    last: Row = found.records[-1] if found.records else {"seq": 0, "digest": BEGINNING}
    failures = tuple(dict.fromkeys(found.failures))
    return AuditReport(programme, last["seq"], last["digest"], failures, len(heads))


@dataclass
class _Under:
    """What stands under a record, and what stood there, by place."""

    live: dict[int, list[tuple[str, Row]]] = field(default_factory=dict)
    erased: dict[int, list[Row]] = field(default_factory=dict)

    @property
    def kinds(self) -> list[str]:
        return [
            self.live[n][0][0] if n in self.live else self.erased[n][0]["kind"]
            for n in sorted({*self.live, *self.erased})
        ]

    def digests(self) -> list[str]:
        """A digest for each place; none is right where two rows claim one."""
        return [
            "".join(
                [row_digest(kind, row) for kind, row in self.live.get(n, [])]
                + [row["row_digest"] for row in self.erased.get(n, [])]
            )
            for n in sorted({*self.live, *self.erased})
        ]


class _Chain:
    """One programme's records and rows, and what is wrong with them."""

    def __init__(self, programme: str) -> None:
        self.programme = programme
        # Records that are about several people at once.
        self._of_many = {("receive monitoring", "monitoring"), ("match", programme)}
        self.records: list[Row] = []
        self.under: dict[int, _Under] = {}
        self.failures: list[str] = []

    def read(self, connection: Connection, tables: set[str]) -> None:
        """Read every row, and put aside those that no statement of the store could have written."""
        if connection.dialect.name == "sqlite":
            # A text that is not UTF-8 is read all the same, to be found by its surrogates.
            driver: Any = connection.connection.dbapi_connection
            driver.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
        if audit.name in tables:
            rows = list(self._sound(connection, audit))
            self.records = sorted(rows, key=lambda row: int(row["seq"]))
        for kind, table in CONTENT.items():
            if kind not in tables:
                continue
            for row in self._sound(connection, table):
                under = self.under.setdefault(row["seq"], _Under())
                under.live.setdefault(row["n"], []).append((kind, row))
                if kind == "erasure":
                    target = self.under.setdefault(row["erased"], _Under())
                    target.erased.setdefault(row["place"], []).append(row)

    def _sound(self, connection: Connection, table: Table) -> Iterator[Row]:
        chosen = select(table).where(table.c.programme == self.programme)
        for row in connection.execute(chosen).mappings():
            wrong = [
                column.name
                for column in table.columns
                if not _fits(row[column.name], int if isinstance(column.type, Integer) else str)
            ]
            if wrong:
                self.failures.append(
                    f"record {row['seq']!r}: {', '.join(wrong)} of its row of {table.name} is not"
                    " of the type that is written there"
                )
            else:
                yield row

    def check(self) -> None:
        """Check each record, and then what they say together."""
        expected, head, rules, at, format_ = 1, BEGINNING, "", "", 1
        for record in self.records:
            seq = record["seq"]
            say = self._say(seq)
            if seq != expected:
                missing = f"records {expected} to {seq - 1} are missing"
                say(missing if seq > expected else "there is another record of this number")
            if record["previous"] != head:
                say("does not follow from the record before")
            if record_digest(record) != record["digest"]:
                say("was changed after it was written")
            if not format_ <= record["format"] <= FORMAT:
                say(f"is of format {record['format']}")
            under = self.under.get(seq, _Under())
            if digest_of(under.digests()) != record["content"]:
                say("what is stored under it is not what was written")
            if not _INSTANT.fullmatch(record["at"]):
                say(f"{record['at']!r} is no instant")
            elif record["format"] > 1 and record["at"] < at and not _sets_clock(record):
                say("is of an earlier time than the record before")
            begins = record["action"] == "set rules" and record["outcome"] == "new programme"
            if begins != (expected == 1):
                say("a programme begins with its rules, once")
            if record["action"] == "set rules":
                rules = record["rules"]
            elif record["rules"] not in ("", rules):
                say("names rules that were not those of its time")
            self._check_under(record, under)
            expected, head, format_ = seq + 1, record["digest"], record["format"]
            at = record["at"]
        numbers = {record["seq"] for record in self.records}
        for seq in sorted(self.under.keys() - numbers):
            self._say(seq)("is missing, but rows are stored under it")
        self._check_erasures()
        self._check_lives()

    def _say(self, seq: int) -> Any:
        return lambda what: self.failures.append(f"record {seq}: {what}")

    def _check_under(self, record: Row, under: _Under) -> None:
        """Check that each place has one row, there or erased, and that all fit the action."""
        say = self._say(record["seq"])
        places = sorted({*under.live, *under.erased})
        for n in places:
            if len(under.live.get(n, [])) + len(under.erased.get(n, [])) > 1:
                say(f"two rows claim place {n} under it")
        if places != list(range(len(places))):
            say("a row under it is missing")
        live = {n: rows[0] for n, rows in sorted(under.live.items())}
        for fault in faults_of(record, under.kinds, live, self.programme):
            say(fault)

    def _check_erasures(self) -> None:
        """Check that erasures and purges took what they say and no more, and all of it."""
        by_seq = {record["seq"]: record for record in self.records}
        for record in self.records:
            seq, say = record["seq"], self._say(record["seq"])
            rows = [row for _, row in chain.from_iterable(self._live(seq).values())]
            gone = [row for row in rows if "erased" in row]
            if not gone:
                continue
            for row in gone:
                if row["erased"] not in by_seq or row["erased"] >= seq:
                    say(f"erases what stands under record {row['erased']}, which is not before it")
            targets = [by_seq[row["erased"]] for row in gone if row["erased"] in by_seq]
            forms = {by_seq[r["erased"]]["subject"] for r in gone if r["kind"] == "form"
                     and r["erased"] in by_seq}  # fmt: skip
            if len(rows) - len(gone) != len(forms):
                say("does not count those whose forms it erases")
            for row in gone:
                if row["kind"] == "about" and self._live(row["erased"]):
                    say(f"leaves rows under record {row['erased']}, and not whom they are about")
            if record["action"] == "purge":
                self._check_purge(record, gone)
            else:
                self._check_erase(record, gone, targets)

    def _check_erase(self, record: Row, gone: list[Row], targets: list[Row]) -> None:
        """Check that an erasure took what was held of one person, and all of it."""
        say = self._say(record["seq"])
        own = [t for t in targets if (t["action"], t["subject"]) not in self._of_many]
        kinds = {row["kind"] for row in gone}
        if "form" not in kinds and any(CONTENT[kind].schema == "application" for kind in kinds):
            say("erases what is held of an application, and leaves its form")
        handles = {target["subject"] for target in own if target["format"] > 1}
        ones = {handle for handle in handles if handle.startswith("one:")}
        earlier = [set(t["subject"].split("/")) for t in own if t["format"] == 1]
        if record["format"] == 1:
            earlier.append({record["subject"]})
        # A thing is nobody's; of a table of many, one row is one person's.
        things = any(handle.startswith("thing:") for handle in handles)
        tables = {t["seq"] for t in targets if t["action"] == "receive monitoring"}
        tables -= {t["seq"] for t in targets if t["format"] == 1}
        answers = Counter(row["erased"] for row in gone if row["erased"] in tables)
        is_of_one = len(ones) == 1 or not handles
        is_of_one &= not things and max(answers.values(), default=1) == 1
        if not is_of_one or (earlier and not set.intersection(*earlier)):
            say("erases what was about several people")
        subjects = {target["subject"] for target in own}
        for other in self.records:
            seq = other["seq"]
            if seq < record["seq"] and other["subject"] in subjects and self._live(seq):
                say(f"leaves what is held of the same person under record {seq}")

    def _check_purge(self, record: Row, gone: list[Row]) -> None:
        """Check that a purge took a class of data whose time was set, and all of it."""
        seq, class_ = record["seq"], record["subject"]
        say = self._say(seq)
        if any(row["part"] != class_ and row["kind"] != "about" for row in gone):
            say("purges what is of another class of data")
        is_set = False
        for other, under in self.under.items():
            for kind, row in chain.from_iterable(under.live.values()):
                if other < seq and CONTENT[kind].schema == class_:
                    say(f"leaves what is of the class under record {other}")
                is_set |= other < seq and kind == "retention" and row["kind"] == class_
        if not is_set:
            say("purges a class of data for which no time was set")

    def _live(self, seq: int) -> dict[int, list[tuple[str, Row]]]:
        return self.under[seq].live if seq in self.under else {}

    def _check_lives(self) -> None:
        """Check that people, pairs and logs came to be, and moved, as they can."""
        roles: dict[str, str] = {}
        decided: set[str] = set()
        states: dict[tuple[str, ...], set[str]] = {}
        names: dict[str, tuple[str, ...]] = {}
        handles: dict[tuple[str, ...], str] = {}
        for record in self.records:
            say = self._say(record["seq"])
            for kind, row in chain.from_iterable(self._live(record["seq"]).values()):
                if kind == "about" and record["subject"] != self.programme:
                    who, handle = _who(row), record["subject"]
                    same = names.setdefault(handle, who) == who
                    if not same or handles.setdefault(who, handle) != handle:
                        say("is about somebody else than the other records of its subject")
                if kind == "form":
                    if roles.setdefault(row["reference"], row["role"]) != row["role"]:
                        say(f"the form of {row['reference']} is of another role")
                    states.setdefault((row["reference"],), set()).add(record["outcome"])
                if kind in _WITH_FORM:
                    for who in {row["reference"], row.get("partner", "")} - {"", *roles}:
                        say(f"is about {who}, of whom no form came before")
                if kind == "decision":
                    if row["role"] != roles.get(row["reference"], row["role"]):
                        say(f"decides upon {row['reference']} in another role")
                    if row["stage"] == "eligibility":
                        decided.add(row["reference"])
                    elif row["reference"] not in decided:
                        say(f"selects {row['reference']}, upon whom nothing was decided")
                    states.setdefault((row["reference"],), set()).add(row["outcome"])
                if kind in _CYCLES and row.get("kind") not in (PANEL, BOARD):
                    cycle = row["kind"] if kind == "log" else _CYCLES[kind]
                    key = tuple(row[name] for name in _KEYS[kind])
                    if not _is_legal(cycle, states.get(key, set()), row["move"], row["state"]):
                        say(f"the move {row['move']!r} to {row['state']!r} cannot be made")
                    states[key] = {row["state"]}


_WITH_FORM = (
    "grace", "mark", "decision", "standing", "pair", "appointment", "entry", "log", "evaluation",
)  # fmt: skip
_CYCLES = {"standing": "application", "pair": "pair", "log": ""}
_KEYS = {
    "standing": ("reference",),
    "pair": ("reference", "partner"),
    "log": ("kind", "reference", "partner", "item"),
}


def _who(about: Row) -> tuple[str, ...]:
    people = tuple(each for each in (about["reference"], about["partner"]) if each)
    return people or ("", about["item"])


def _sets_clock(record: Row) -> bool:
    return str(record["action"]).startswith(f"{SET_CLOCK}: ")


def _fits(value: Any, wanted: type) -> bool:
    """Whether a cell holds what is written there: texts are UTF-8, numbers whole."""
    if type(value) is not wanted:
        return False
    return wanted is int or not any("\ud800" <= c <= "\udfff" for c in str(value))


@cache
def _legal(cycle: Any) -> frozenset[tuple[str, str, str]]:
    return frozenset((move.from_state, move.name, move.to) for move in _core.moves(cycle))


def _is_legal(cycle: str, before: set[str], move: str, state: str) -> bool:
    """Whether a move leads to a state from one in which its subject may have been."""
    if cycle == "pair" and move == "propose":
        return state == "proposed" and before <= {*ENDED}
    if cycle in FIRST_OF_LOG and not before:
        return move == state == FIRST_OF_LOG[cycle]
    return any((each, move, state) in _legal(cycle) for each in before)
