"""Files of answers, read as the programme's sheets say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pairwell import _core
from pairwell.data.sheets import read_sheet
from pairwell.data.tables import (
    Table,
    TableSource,
    csv_bytes,
    csv_text,
    name_of,
    read_table,
)
from pairwell.scheme.programme import Programme


def table_of_sheet(
    sheet: _core.Sheet | None, source: TableSource, name: str | None, otherwise: str
) -> tuple[Table, list[_core.Finding]]:
    """Read a file as a sheet says, with what should be looked at; without one, a CSV file of ours.

    Parameters
    ----------
    name, otherwise
        What findings call it; and what they call a frame without a name of its own.
    """
    name = name or name_of(source, otherwise)
    if sheet is None:
        return read_table(source, name), []
    if not isinstance(source, (str, os.PathLike, bytes, bytearray, memoryview)):
        sheet = _core.Sheet(id=sheet.id, ignored=sheet.ignored)  # the rest is about files
    read = read_sheet(
        source,
        name=name,
        encoding=sheet.encoding or None,
        separator=sheet.separator or None,
        worksheet=sheet.worksheet or None,
        header_rows=sheet.header_rows,
        skipped_rows=sheet.skipped_rows,
    )
    ignored = {_core.fold(heading) for heading in sheet.ignored}
    return read.table, [own for own in read.notes if _core.fold(own.column) not in ignored]


def file_of_sheet(sheet: _core.Sheet | None, table: Table, title: str) -> bytes:
    """Write a table as a CSV file that a sheet's description reads back as that table.

    Parameters
    ----------
    title
        What the rows above the headings say, where the sheet has some.

    Raises
    ------
    Error
        Where the sheet's encoding has no such sign as a heading or a cell holds.
    """
    if sheet is None:
        return csv_bytes(table.columns, table.rows, for_people=False)
    headings = [table.columns] * sheet.header_rows  # a heading over itself is read as one
    above: list[Sequence[Any]] = [[title]] * sheet.skipped_rows
    rows = [*above, *headings, *table.rows]
    text = csv_text(rows, separator=sheet.separator or ",")
    try:
        return text.encode(sheet.encoding or "utf-8")
    except UnicodeEncodeError as error:
        message = (
            f"sheets.{sheet.id}.encoding: {sheet.encoding} has no {text[error.start]!r}, which"
            f" {table.name} would hold"
        )
        raise _core.Error(message) from error


def has_one_sheet(programme: Programme) -> bool:
    """Whether the sheets that a programme describes are all of both roles."""
    return bool(programme.sheets) and all(sheet.role is None for sheet in programme.sheets)


def sheet_id(programme: Programme, role: _core.Role | None) -> str:
    """Give the id of the programme's first sheet of a role, or of the first of both (None).

    Raises
    ------
    InvalidInput
        Where the programme describes no sheet of both roles.
    """
    found = next((sheet.id for sheet in programme.sheets if sheet.role is role), None)
    if found is None and role is None:
        message = (
            "The programme describes no sheet of both roles; add [sheets.people], with a question"
            ' that plays "role".'
        )
        _core.throw_if_errors(
            "sheet_id",
            [_core.Finding(rule="sheet", message=message, file=programme.file, column="sheets")],
        )
    return found if found is not None else f"{role.name.lower()}s"  # type: ignore[union-attr]


def name_of_file(source: object, otherwise: str) -> str:
    """Give what findings call a table that is read as a sheet."""
    if isinstance(source, (str, os.PathLike)):
        return Path(source).name
    return source.name if isinstance(source, Table) else otherwise
