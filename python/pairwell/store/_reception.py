"""The desk that takes in forms, names and monitoring answers; it cannot read the last again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.data.tables import Table, TableSource, name_of, read_table
from pairwell.scheme.forms import read_mentees, read_mentors, read_monitoring
from pairwell.scheme.members import RoleName, member_of
from pairwell.store._decisions import differs
from pairwell.store._desk import DeskOf, programme_of, stranger
from pairwell.store._ledger import About, Content, canonical
from pairwell.store._tables import Desk

_WHO = ("name", "email")


@dataclass(frozen=True)
class Received:
    """What taking in a table came to: the references of its rows, by what they brought."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    named: tuple[str, ...] = ()
    """Whose statement has their own name or address in it, so that a panel would read it there."""

    def __repr__(self) -> str:
        parts = ("new", "changed", "unchanged", "named")
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<Received: {counts}>"


class Reception(DeskOf):
    """Takes in tables of forms and of monitoring answers, each as a whole or not at all."""

    desk = Desk.RECEPTION

    def receive(self, role: _core.Role | RoleName, source: TableSource) -> Received:
        """Take in a table of forms; a form that is there already becomes its newer version.

        A form that did not change is left alone, so that the same file can be taken in again.

        Parameters
        ----------
        role
            "mentee" or "mentor".
        source
            Anything that `pairwell.read_mentees` takes.

        Raises
        ------
        InvalidInput
            With every error of the table; nothing is taken in then.
        """
        wanted = member_of(_core.Role, role, "receive")
        table = read_table(source, name_of(source, f"{wanted.name.lower()}s"))
        with self._changing() as change:
            programme = programme_of(change.connection, self.programme_id)
            read = read_mentees if wanted is _core.Role.MENTEE else read_mentors
            forms = read(table, programme, strict=True)
            known = self._newest(change.connection, "form")
            people = self._newest(change.connection, "person")
            findings = _of_the_other_role(table, known, wanted)
            _core.throw_if_errors("receive", findings)
            received: dict[str, list[str]] = {
                "new": [],
                "changed": [],
                "unchanged": [],
                "named": [],
            }
            for form, who, cells in zip(forms.forms, forms.identities, _cells(table), strict=True):
                before = known.get(form.reference)
                kept = canonical({k: v for k, v in cells.items() if k not in _WHO})
                identity = {"reference": form.reference, "name": who.name, "email": who.email}
                renamed = bool(who.name or who.email) and differs(
                    people.get(form.reference), identity
                )
                if before is not None and before["cells"] == kept and not renamed:
                    received["unchanged"].append(form.reference)
                    continue
                rows: list[Content] = [
                    (
                        "form",
                        {"reference": form.reference, "role": wanted.name.lower(), "cells": kept},
                    )
                ]
                if _names_itself(form.statement, who):
                    received["named"].append(form.reference)
                if renamed:
                    rows.append(("person", identity))
                received["new" if before is None else "changed"].append(form.reference)
                change.add(
                    "receive form",
                    About(form.reference),
                    form.state.name.lower(),
                    *rows,
                    rules=programme.digest,
                )
        return Received(**{key: tuple(value) for key, value in received.items()})

    def receive_monitoring(self, source: TableSource) -> int:
        """Take in a table of monitoring answers, and give how many rows it had.

        The audit record says that a table came, and not whose answers were in it.

        Raises
        ------
        InvalidInput
            With every error of the table, answers of nobody included: they would count nowhere.
        """
        table = read_table(source, name_of(source, "monitoring"))
        read_monitoring(table, strict=True)
        rows: list[Content] = [
            (
                "answers",
                {
                    "reference": cells["reference"],
                    "cells": canonical(cells),
                },
            )
            for cells in _cells(table)
        ]
        with self._changing() as change:
            programme_of(change.connection, self.programme_id)
            known = self._newest(change.connection, "form")
            faults = [
                stranger(cells["reference"], known, file=table.name, row=number)
                for (number, _), cells in zip(table.numbered(), _cells(table), strict=True)
                if cells["reference"] not in known
            ]
            _core.throw_if_errors("receive_monitoring", faults)
            change.add("receive monitoring", "monitoring", plural(len(rows), "row"), *rows)
        return len(rows)


def _names_itself(statement: str, who: _core.Identity) -> bool:
    """Whether a statement has a part of the name, of three letters or more, or the address."""
    words = {word.casefold() for word in re.findall(r"\w{3,}", who.name)}
    said = statement.casefold()
    told = words & set(re.findall(r"\w{3,}", said))
    return bool(told) or bool(who.email and who.email.casefold() in said)


def _cells(table: Table) -> list[dict[str, str]]:
    """The filled cells of each row, by the name of the column in lower case."""
    columns = [column.strip().lower() for column in table.columns]
    return [
        {
            name: cell.strip() if name == "reference" else cell
            for name, cell in zip(columns, row, strict=True)
            if cell is not None
        }
        for row in table.rows
    ]


def _of_the_other_role(
    table: Table, known: Mapping[str, Any], role: _core.Role
) -> list[_core.Finding]:
    """Find rows whose reference the other role has already."""
    return [
        _core.Finding(
            rule="duplicate",
            message=f"This reference belongs to a {known[cells['reference']]['role']}.",
            file=table.name,
            row=number,
            column="reference",
            value=cells["reference"],
        )
        for (number, _), cells in zip(table.numbered(), _cells(table), strict=True)
        if cells.get("reference") in known
        and known[cells["reference"]]["role"] != role.name.lower()
    ]
