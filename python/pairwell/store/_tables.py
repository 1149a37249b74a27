"""The tables of a store, which part of it each is in, and what each desk may do with them.

A store is a ledger. Every row of content stands under the audit record that it came with, by the
record's number, and no row is ever changed: what somebody's form says now is the newest row of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, MetaData, Table, Text
from sqlalchemy import text as sql_text

PARTS = ("record", "identity", "application", "monitoring", "supervision")
"""The parts of a store: schemas on PostgreSQL, groups of tables behind one authorizer on SQLite."""

metadata = MetaData()


def _content(name: str, part: str, *columns: Column[str] | Column[int]) -> Table:
    """A table of content: rows under an audit record, each with a salt for its digest."""
    keys = [column.name for column in columns if column.name in ("reference", "erased")]
    return Table(
        name,
        metadata,
        Column("programme", Text, primary_key=True),
        Column("seq", Integer, primary_key=True, autoincrement=False),
        Column("n", Integer, primary_key=True, autoincrement=False),
        Column("salt", Text, nullable=False),
        *columns,
        ForeignKeyConstraint(
            ["programme", "seq"], ["record.audit.programme", "record.audit.seq"], f"{name}_audit"
        ),
        *(Index(f"{name}_{key}", "programme", key) for key in keys),
        schema=part,
    )


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


audit = Table(
    "audit",
    metadata,
    Column("programme", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    *(_text(name) for name in ("at", "actor", "desk", "action", "subject", "rules")),
    *(_text(name) for name in ("inputs", "outcome", "content", "previous", "digest")),
    _whole("format"),
    *(_text(name) for name in ("login", "request")),
    Index(
        "audit_request", "programme", "request", unique=True,
        sqlite_where=sql_text("request <> ''"), postgresql_where=sql_text("request <> ''"),
    ),
    schema="record",
)  # fmt: skip
"""Who did what, when, by which rules, from which inputs, and what came of it.

It holds nothing about a person, so that it can stay when people are erased: whom a record is about
is said by `about` under it. Records of format 1, which were made before there was `about`, have
references in their subject.
"""

about = _content("about", "record", _text("reference"), _text("partner"), _text("item"))
"""Whom or what a record is about: a person, or a pair, or a thing of theirs; goes with them."""

rules = _content("rules", "record", _text("name"), _text("toml"), _text("digest"))
erasure = _content(
    "erasure", "record", _text("part"), _text("kind"), _text("row_digest"), _whole("erased"),
    _whole("place"),
)  # fmt: skip
"""What was erased: where it stood, and the digest that the audit record still accounts for."""

tally = _content("tally", "record", _text("role"), _text("region"), _text("step"))
"""How far people came who were erased: counts, and no longer anybody."""
retention = _content("retention", "record", _text("kind"), _text("reason"), _whole("months"))

person = _content("person", "identity", _text("reference"), _text("name"), _text("email"))
particulars = _content("particulars", "identity", _text("reference"), _text("cells"))
"""What else is kept with identity, by question."""
form = _content("form", "application", _text("reference"), _text("role"), _text("cells"))
grace = _content(
    "grace", "application", _text("reference"), _text("until"), _text("reason"),
    _text("decided_by"),
)  # fmt: skip
mark = _content("mark", "application", _text("reference"), _text("member"), _text("marks"))
decision = _content(
    "decision", "application", _text("reference"), _text("role"), _text("stage"), _text("outcome"),
    _text("region"), _text("reasons"), _whole("place"), _whole("mean"),
)  # fmt: skip
answers = _content("answers", "monitoring", _text("reference"), _text("cells"))

standing = _content(
    "standing", "application", _text("reference"), _text("move"), _text("state"), _text("reason"),
)  # fmt: skip
"""Moves of an application that a person made, after what `decision` says; the newest counts."""
pair = _content(
    "pair", "application", _text("reference"), _text("partner"), _text("move"), _text("state"),
    _text("reason"), _text("matching"), _whole("units"),
)  # fmt: skip
"""A mentee (`reference`) with a mentor (`partner`): proposed by a matching, then moved."""
appointment = _content(
    "appointment", "application", _text("reference"), _text("purpose"), _text("host"),
    _text("starts"), _text("ends"), _whole("is_fixed"), _whole("is_off"),
)  # fmt: skip
entry = _content(
    "entry", "application", _text("reference"), _text("partner"), _text("fund"), _text("kind"),
    _text("grant_id"), _text("day"), _text("event"), _text("note"), _whole("pence"),
)  # fmt: skip
log = _content(
    "log", "application", _text("kind"), _text("reference"), _text("partner"), _text("item"),
    _text("move"), _text("state"), _text("reason"), _text("cells"),
)  # fmt: skip
"""Agreements, meetings and attendance: an item of a kind, and each move of it."""
evaluation = _content(
    "evaluation", "application", _text("reference"), _text("role"), _text("moment"), _text("cells")
)
session = _content(
    "session", "supervision", _text("reference"), _text("supervisor"), _text("day"), _text("text")
)
"""What a supervisor wrote after a session with a mentor; `Supervision.readers` says for whom."""

CONTENT = {table.name: table for table in metadata.sorted_tables if table.name != "audit"}
"""Every table of content by its name."""

PERSONAL = tuple(
    name for name, table in CONTENT.items() if "reference" in table.c and table.schema != "record"
)
"""The kinds of rows that hold what is known of a person."""


class Desk(Enum):
    """Where somebody sits who works with a store: what they may read and write there."""

    RECEPTION = "reception"
    APPLICATIONS = "applications"
    IDENTITIES = "identities"
    MONITORING = "monitoring"
    SUPERVISION = "supervision"
    CUSTODIAN = "custodian"


@dataclass(frozen=True)
class Rights:
    """What a desk may do with which tables; nobody may ever update a row."""

    read: frozenset[str]
    insert: frozenset[str]
    delete: frozenset[str] = frozenset()
    glance: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Columns of tables that it may not read otherwise."""
    asked: frozenset[str] = frozenset()
    """What a server gives by a function alone, which looks whether the look is on record."""


def _of(*parts: str) -> frozenset[str]:
    return frozenset(table.name for table in metadata.tables.values() if table.schema in parts)


RIGHTS = {
    # Writes monitoring answers that it cannot read again.
    Desk.RECEPTION: Rights(
        read=_of("record", "identity") | {"form"},
        insert=frozenset({"audit", "about", "person", "particulars", "form", "answers"}),
    ),
    Desk.APPLICATIONS: Rights(
        read=_of("record", "application"),
        insert=_of("application") - {"form"} | {"audit", "about", "rules"},
    ),
    Desk.IDENTITIES: Rights(
        read=_of("record", "identity"),
        insert=frozenset({"audit", "about"}),
        asked=frozenset({"person", "particulars"}),
    ),
    Desk.MONITORING: Rights(read=_of("record", "monitoring"), insert=frozenset()),
    Desk.SUPERVISION: Rights(
        read=_of("record", "supervision"),
        insert=frozenset({"audit", "about", "session"}),
        # Which references are of mentors, and nothing of what they wrote.
        glance={"form": frozenset({"programme", "reference", "role"})},
    ),
    Desk.CUSTODIAN: Rights(
        read=_of(*PARTS),
        insert=_of("record") - {"rules"},
        delete=_of(*PARTS) - _of("record") | {"about"},
    ),
}
"""The one statement of who may do what: SQLite's authorizer and PostgreSQL's grants read it."""
