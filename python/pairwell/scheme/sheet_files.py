"""Files of answers, read as the programme's sheets say."""

from __future__ import annotations

from pairwell import _core
from pairwell.data.sheets import read_sheet
from pairwell.data.tables import Table, TableSource, name_of, read_table


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
    read = read_sheet(
        source,
        name=name,
        encoding=sheet.encoding or None,
        separator=sheet.separator or None,
        worksheet=sheet.worksheet or None,
        header_rows=sheet.header_rows,
        skipped_rows=sheet.skipped_rows,
    )
    return read.table, read.notes
