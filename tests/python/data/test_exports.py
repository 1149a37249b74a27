"""The exports that nobody prepared: they are read whole, as text and as a workbook."""

import datetime as dt
import io
import re
from pathlib import Path

import pytest
import xlsxwriter

import pairwell as pw

EXPORTS = Path(__file__).parents[2] / "support" / "exports"
MENTEES = EXPORTS / "mentees (Responses).csv"
MENTORS = EXPORTS / "mentors (Responses).csv"
BOTH = EXPORTS / "Peer mentoring 2026(1-48).csv"


def column(sheet, heading: str) -> list[str | None]:
    return [row[sheet.columns.index(heading)] for row in sheet.table.rows]


@pytest.mark.parametrize(
    ("path", "rows", "columns", "separator"),
    [(MENTEES, 40, 21, ","), (MENTORS, 25, 17, ","), (BOTH, 48, 20, ";")],
)
def test_they_are_read_whole(path, rows, columns, separator):
    sheet = pw.read_sheet(path)
    assert (len(sheet), len(sheet.columns), sheet.separator) == (rows, columns, separator)
    assert (sheet.encoding, sheet.header_rows) == ("utf-8", 1)
    assert {note.rule for note in sheet.notes} <= {"heading", "blank column"}


def test_they_are_as_messy_as_such_files_are():
    mentees, mentors, both = map(pw.read_sheet, (MENTEES, MENTORS, BOTH))
    emails = [
        [(e or "").strip().casefold() for e in column(s, "Email Address")]
        for s in (mentees, mentors)
    ]
    assert len(set(emails[0])) == 39  # one came twice
    assert len(set(emails[0]) & set(emails[1])) == 1  # and one in both roles
    assert {"1", "2", "up to 3", "1-2", None} <= set(
        column(mentors, "How many mentees could you take?")
    )
    days = [int(when[:2]) for when in column(mentees, "Timestamp")]
    assert max(days) > 12  # the day comes first
    assert any(
        "\n" in (text or "") for text in column(mentees, "What do you hope to get out of it?")
    )
    wanted = column(
        mentees, "What would you like help with, and what matters most? (choose up to three)"
    )
    assert any("Funding, grants and bids" in (answer or "") for answer in wanted)
    months = [int(when.split("/")[0]) for when in column(both, "Start time")]
    assert max(int(when.split("/")[1]) for when in column(both, "Start time")) > 12 >= max(months)
    assert "2,5" in column(both, "How many hours a month can you give?")
    assert set(column(both, "I am applying as")) == {
        "A mentee",
        "A mentor",
        "Both, a mentee and a mentor",
    }
    assert both.columns[-2:] == ["", ""]


def as_workbook(sheet) -> bytes:
    """The same sheet as the form service gives it in XLSX, with numbers and times as values."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written) as book:
        page = book.add_worksheet("Sheet1")
        moment = book.add_format({"num_format": "m/d/yy h:mm:ss"})
        for i, heading in enumerate(sheet.columns):
            if heading:
                page.write_string(0, i, heading)
        for number, row in enumerate(sheet.table.rows, start=1):
            for i, cell in enumerate(row):
                if re.fullmatch(r"\d+/\d+/\d{4} .*", cell or ""):
                    when = dt.datetime.strptime(cell, "%m/%d/%Y %H:%M:%S")
                    page.write_datetime(number, i, when, moment)
                elif re.fullmatch(r"\d+(,\d+)?", cell or ""):
                    page.write_number(number, i, float(cell.replace(",", ".")))
                elif cell is not None:
                    page.write_string(number, i, cell)
    return written.getvalue()


def test_the_workbook_says_the_same():
    text = pw.read_sheet(BOTH)
    book = pw.read_sheet(as_workbook(text))
    width = len(book.columns)  # a workbook has no separators at the end of its rows
    assert book.columns == text.columns[:width]
    assert width == 18
    for ours, theirs in zip(text.table.rows, book.table.rows, strict=True):
        for cell, value in zip(ours[:width], theirs, strict=True):
            if re.fullmatch(r"\d+/\d+/\d{4} .*", cell or ""):
                when = dt.datetime.strptime(cell, "%m/%d/%Y %H:%M:%S")
                assert value == when.isoformat()
            elif re.fullmatch(r"\d+(,\d+)?", cell or ""):
                assert float(value) == float(cell.replace(",", "."))
            else:
                assert value == cell
