"""Workbooks as they come: XLSX and ODS, their values as text, and files that mean harm."""

import datetime as dt
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

import pairwell as pw
from pairwell.data import workbook_cells, workbook_parts
from pairwell.data.tables import read_table


def xlsx(fill, *names, **options) -> bytes:
    """A workbook whose first worksheet is filled by a function of it and a maker of formats."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, **options}) as book:
        sheets = [book.add_worksheet(name) for name in names or ("Form1",)]
        fill(sheets[0], lambda code: book.add_format({"num_format": code}))
    return written.getvalue()


def rows_of(rows):
    def fill(sheet, _):
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)

    return fill


def edited(data: bytes, part: str, change) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, change(text) if name == part else text)
    return written.getvalue()


SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [("office", "office"), ("table", "table"), ("text", "text")]
)


def ods(rows: str) -> bytes:
    """A spreadsheet of LibreOffice's manner, of rows in XML."""
    written = io.BytesIO()
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES} {calc}><office:body><office:spreadsheet>"
            f'<table:table table:name="Sheet1">{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return written.getvalue()


def cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, repeated: int = 1) -> str:
    times = f' table:number-rows-repeated="{repeated}"'
    return f"<table:table-row{times}>{''.join(cells)}</table:table-row>"


def messages(sheet) -> list[tuple[str, int]]:
    return [(note.rule, note.row) for note in sheet.notes]


class TestValues:
    def test_each_has_the_text_that_the_spreadsheet_shows(self):
        def fill(sheet, style):
            sheet.write_row(0, 0, ["a", "b", "c", "d", "e", "f", "g", "h", "i"])
            sheet.write_row(1, 0, [3.0, 2.5, 0.1 + 0.2, 2.9999999999999996, "007", True, 1e22])
            sheet.write_datetime(1, 7, dt.datetime(2026, 3, 1, 9, 5, 7), style("dd/mm/yy hh:mm"))
            sheet.write_datetime(1, 8, dt.date(2026, 3, 1), style("d mmm yyyy"))
            sheet.write(2, 0, 46082.378553240735, style("m/d/yy h:mm:ss"))
            sheet.write_datetime(2, 1, dt.time(10, 30), style("hh:mm"))
            sheet.write(2, 2, 1.5, style("[h]:mm"))
            sheet.write(2, 3, " two\nlines ")

        sheet = pw.read_sheet(xlsx(fill), name="forms.xlsx")
        assert (sheet.kind, sheet.worksheet, sheet.encoding) == ("xlsx", "Form1", None)
        assert sheet.table.rows[0] == [
            "3", "2.5", "0.3", "3", "007", "yes", "10000000000000000000000",
            "2026-03-01T09:05:07", "2026-03-01",
        ]  # fmt: skip
        assert sheet.table.rows[1][:4] == [
            "2026-03-01T09:05:07", "10:30:00", "36:00:00", " two\nlines ",
        ]  # fmt: skip
        assert sheet.notes == []
        assert repr(sheet) == (
            "<SheetRead: forms.xlsx, 2 rows, 9 columns, xlsx worksheet 'Form1', 0 notes>"
        )

    def test_rows_have_the_numbers_of_the_sheet(self):
        def fill(sheet, _):
            sheet.write_row(2, 1, ["a", "b"])
            sheet.write_row(5, 1, ["x", "y"])

        table = pw.read_sheet(xlsx(fill)).table
        assert (table.columns, table.rows) == (["", "a", "b"], [[None, "x", "y"]])
        assert table.row_numbers == [6]

    def test_merged_headings_are_joined_to_those_below(self):
        def fill(sheet, _):
            sheet.merge_range(0, 1, 0, 2, "Choices")
            sheet.write(0, 0, "ID")
            sheet.write_row(1, 1, ["first", "second"])
            sheet.write_row(2, 0, [1, "x", "y"])

        sheet = pw.read_sheet(xlsx(fill), header_rows=2)
        assert sheet.columns == ["ID", "Choices / first", "Choices / second"]

    def test_errors_and_formulas_are_kept_and_told(self):
        def fill(sheet, _):
            sheet.write_row(0, 0, ["a", "b"])
            sheet.write_formula(1, 0, "=NA()", None, "#N/A")
            sheet.write_formula(1, 1, "=1+1", None, 2)

        sheet = pw.read_sheet(xlsx(fill))
        assert sheet.table.rows == [["#N/A", "2"]]
        assert messages(sheet) == [("formula", 2), ("cell error", 2)]
        assert "2 cells with a formula (the first is A2)" in sheet.notes[0].message

    @pytest.mark.parametrize("error", ["#DIV/0!", "#SPILL!", "#CALC!", "#SOME_NEW_ONE!"])
    def test_an_error_that_the_reader_does_not_know_is_kept(self, error):
        def fill(sheet, _):
            sheet.write_row(0, 0, ["Zoë", "b"])
            for i in range(1, 4):
                sheet.write_formula(i, 0, "=NA()", None, "#N/A")
                sheet.write_formula(i, 1, '="#N/A"', None, "no #N/A")

        def change(text):
            return text.replace(b"<v>#N/A</v>", f"<v>{error}</v>".encode())

        sheet = pw.read_sheet(edited(xlsx(fill), TestHarm.CELLS, change))
        assert sheet.table.rows == [[error, "no #N/A"]] * 3

    def test_a_formula_that_was_never_calculated_is_told(self):
        book, written = openpyxl.Workbook(), io.BytesIO()
        book.active.append(["a", "b"])
        book.active.append(["x", "=1+1"])
        book.save(written)
        sheet = pw.read_sheet(written.getvalue())
        assert sheet.table.rows == [["x", None]]
        assert ("cell error", 2) in messages(sheet)
        with pytest.raises(pw.InvalidInput, match="never calculated"):
            read_from_path(written.getvalue())

    def test_each_value_of_an_ods_has_its_text_too(self):
        values = [
            cell("Zoë</text:p><text:p>Núñez"),
            cell("3,50", 'office:value-type="float" office:value="3.5"'),
            cell("50 %", 'office:value-type="percentage" office:value="0.5"'),
            cell("1.3.26", 'office:value-type="date" office:date-value="2026-03-01T09:05:07"'),
            cell("WAHR", 'office:value-type="boolean" office:boolean-value="true"'),
            '<table:table-cell office:value-type="string"><office:annotation><text:p>a note'
            "</text:p></office:annotation><text:p>an answer</text:p></table:table-cell>",
        ]
        sheet = pw.read_sheet(ods(row(*map(cell, "abcdef")) + row(*values)))
        assert (sheet.kind, sheet.worksheet, sheet.notes) == ("ods", "Sheet1", [])
        assert sheet.table.rows == [
            ["Zoë\nNúñez", "3.5", "0.5", "2026-03-01T09:05:07", "yes", "an answer"]
        ]

    def test_an_ods_keeps_breaks_errors_and_repeated_cells(self):
        error = 'table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"'
        sheet = pw.read_sheet(
            ods(
                row(cell("a"), cell("b"), cell("c"))
                + row(cell("x<text:line-break/>y"), cell("#DIV/0!", error), cell("z"), repeated=2)
                + row('<table:table-cell table:number-columns-repeated="16384"/>', repeated=1048573)
            )
        )
        assert sheet.table.rows == [["x y", "#DIV/0!", "z"]] * 2
        assert messages(sheet) == [("formula", 2), ("cell error", 2)]


class TestWorksheets:
    BOOK = xlsx(rows_of([["a"], ["1"]]), "Mentees", "Mentors")

    def test_the_first_is_taken_and_the_others_named(self):
        sheet = pw.read_sheet(self.BOOK)
        assert sheet.worksheet == "Mentees"
        [note] = sheet.notes
        assert (note.rule, note.value) == ("worksheet", "Mentees")
        assert "2 worksheets: 'Mentees' was read, and 'Mentors' not" in note.message

    def test_a_declared_one_wins(self):
        assert pw.read_sheet(self.BOOK, worksheet="Mentees").notes == []
        with pytest.raises(pw.InvalidInput, match="is empty"):
            pw.read_sheet(self.BOOK, worksheet="Mentors")

    def test_one_that_is_not_there_is_refused_with_the_nearest(self):
        with pytest.raises(pw.InvalidInput, match=r"'Mentees', 'Mentors'.*Did you mean 'Mentors'"):
            pw.read_sheet(self.BOOK, worksheet="mentor")

    def test_a_hidden_one_is_not_taken(self):
        written = io.BytesIO()
        with xlsxwriter.Workbook(written) as book:
            lists, form = book.add_worksheet("Lists"), book.add_worksheet("Form")
            lists.write(0, 0, "x")
            form.write(0, 0, "a")
            form.activate()
            lists.hide()
        assert pw.read_sheet(written.getvalue()).worksheet == "Form"

    def test_what_is_declared_of_text_is_told(self):
        sheet = pw.read_sheet(xlsx(rows_of([["a"]])), encoding="utf-8", separator=";")
        assert messages(sheet) == [("encoding", 0), ("separator", 0)]


def read_from_path(data: bytes):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forms.xlsx"
        path.write_bytes(data)
        return read_table(path)


class TestTables:
    def test_every_table_may_be_a_workbook(self):
        table = read_from_path(xlsx(rows_of([["reference", "state"], [], ["MM-1", "draft"]])))
        assert (table.name, table.columns) == ("forms.xlsx", ["reference", "state"])
        assert (table.rows, table.row_numbers) == ([["MM-1", "draft"]], [3])

    def test_forms_in_a_workbook_are_the_forms_in_the_text(self, tmp_path):
        data = files("pairwell") / "data"
        programme = pw.Programme.read(data / "pilot.toml")
        table = read_table(data / "mentees.csv")
        path = tmp_path / "mentees.xlsx"
        path.write_bytes(xlsx(rows_of([table.columns, *table.rows])))
        read = pw.read_mentees(path, programme)
        assert read.forms == pw.read_mentees(data / "mentees.csv", programme).forms
        assert read.forms == pw.read_mentees(pw.read_sheet(path), programme).forms

    def test_what_must_be_looked_at_is_refused_there(self):
        with pytest.raises(pw.InvalidInput, match=r"2 worksheets.* read_sheet reads it"):
            read_from_path(TestWorksheets.BOOK)

    def test_the_reader_is_an_extra(self, monkeypatch):
        monkeypatch.setitem(sys.modules, "python_calamine", None)
        with pytest.raises(pw.Error, match=r"python_calamine .*pip install .*\[sheets\]"):
            pw.read_sheet(TestWorksheets.BOOK)


class TestHarm:
    """Each file is small, and must be refused at once; a reader would have ended the process."""

    BOOK = xlsx(rows_of([["a", "b"], ["x", 1]]))
    CELLS = "xl/worksheets/sheet1.xml"

    def refused(self, data: bytes, match: str) -> None:
        with pytest.raises(pw.InvalidInput, match=match) as raised:
            pw.read_sheet(data)
        assert len(raised.value.findings) == 1

    def test_a_cell_in_the_last_place(self):
        far = xlsx(lambda sheet, _: (sheet.write(0, 0, "a"), sheet.write(1048575, 16383, "z")))
        self.refused(far, "row 1,048,576 and column 16,384")
        cells = row(cell("a")) + row(repeated=1048000)
        cells += row('<table:table-cell table:number-columns-repeated="100"/>', cell("z"))
        self.refused(ods(cells), "row 1,048,002 and column 101")

    def test_a_cell_that_is_repeated_everywhere(self):
        many = 'office:value-type="string" table:number-columns-repeated="16384"'
        self.refused(ods(row(cell("x", many), repeated=1048576)), "17,179,869,184 cells")
        self.refused(ods(row(repeated=10**9)), "number-rows-repeated is '1000000000'")

    @pytest.mark.parametrize("place", ["A0", "XFE1", "A1048577", "AAAA1", "1A", "a1", "A" * 9000])
    def test_a_cell_that_is_nowhere(self, place):
        def change(text):
            return text.replace(b'r="B2"', f'r="{place}"'.encode())

        self.refused(edited(self.BOOK, self.CELLS, change), "a cell has the place")

    def test_a_row_that_is_nowhere(self):
        def change(text):
            return text.replace(b'<row r="2"', b'<row r="' + b"9" * 9000 + b'"')

        self.refused(edited(self.BOOK, self.CELLS, change), "a row has the number '999")

    def test_promises_of_a_size_are_not_believed(self):
        def change(text):
            return re.sub(rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', text)

        lying = edited(self.BOOK, "xl/sharedStrings.xml", change)
        lying = edited(
            lying, self.CELLS, lambda t: t.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
        )
        assert pw.read_sheet(lying).table.rows == [["x", "1"]]

    def test_entities(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet'
        harm = edited(self.BOOK, self.CELLS, lambda text: text.replace(b"<worksheet", bomb, 1))
        self.refused(harm, "declares a document type")

    def test_an_archive_that_unpacks_to_too_much(self, monkeypatch):
        monkeypatch.setattr(workbook_parts, "MOST_BYTES", 10_000)
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", b" " * 20_000)
        self.refused(written.getvalue(), "unpacks to 20,000 bytes in 1 part")

    def test_too_many_cells(self, monkeypatch):
        monkeypatch.setattr(workbook_parts, "MOST_CELLS", 3)
        self.refused(self.BOOK, "makes 4 cells where 3 are the most")
        assert workbook_cells.MOST_CELLS == 5_000_000

    @pytest.mark.parametrize(
        ("part", "change"),
        [
            ("xl/worksheets/sheet1.xml", lambda text: text[:-30]),
            ("xl/worksheets/sheet1.xml", lambda text: text.decode().encode("utf-16")),
            ("xl/worksheets/sheet1.xml", lambda text: text.replace(b"UTF-8", b"UTF-7")),
            ("xl/workbook.xml", lambda text: text.replace(b"UTF-8", b"no-such")),
            ("xl/worksheets/sheet1.xml", lambda text: text.replace(b"<v>0</v>", b"<v>77</v>")),
            ("xl/workbook.xml", lambda text: b""),
            ("xl/workbook.xml", lambda text: re.sub(rb"<sheets>.*</sheets>", b"", text)),
            ("xl/_rels/workbook.xml.rels", lambda text: text.replace(b"sheet1.xml", b"no.xml")),
            ("xl/styles.xml", lambda text: b"<junk"),
        ],
    )
    def test_broken_parts(self, part, change):
        self.refused(edited(self.BOOK, part, change), "workbook")

    @pytest.mark.parametrize(
        ("data", "match"),
        [
            (b"PK\x03\x04 and no more", "broken: File is not a zip file"),
            (BOOK[:-200], "workbook is broken"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Excel 97, or one with a password"),
            (b"%PDF-1.7\n", "is a PDF"),
            (b"\xef\xbb\xbf\n<html><table>", "a page in HTML"),
        ],
    )
    def test_other_files_are_named(self, data, match):
        self.refused(data, match)

    def test_an_archive_of_something_else(self):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            archive.writestr("word/document.xml", "<a/>")
        self.refused(written.getvalue(), "no workbook in XLSX or ODS")
        with zipfile.ZipFile(written, "a") as archive:
            archive.writestr("xl/workbook.bin", b"")
        self.refused(written.getvalue(), "binary workbook")

    def test_rows_without_a_cell_hold_no_row(self):
        written = io.BytesIO()
        with xlsxwriter.Workbook(written, {"constant_memory": True}) as book:
            sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
            sheet.write_row(0, 0, ["a", "b"])
            for i in range(1, 50_000):
                sheet.write_blank(i, 0, None, bold)
        assert len(pw.read_sheet(written.getvalue())) == 0

    def test_a_process_outlives_them(self):
        """In a process of its own, as an allocation that fails would end this one."""
        code = (
            "import io, re, zipfile, xlsxwriter, pairwell as pw\n"
            "data = io.BytesIO()\n"
            "book = xlsxwriter.Workbook(data)\n"
            "sheet = book.add_worksheet()\n"
            "sheet.write(0, 0, 'a'); sheet.write(1048575, 16383, 'z')\n"
            "book.close()\n"
            "try:\n    pw.read_sheet(data.getvalue())\n"
            "except pw.InvalidInput:\n    print('refused')\n"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert (done.returncode, done.stdout) == (0, "refused\n")

    @pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/SHAREDstrings.xml"])
    def test_one_long_text_in_many_cells_is_refused(self, part):
        data = xlsx(rows_of([["a"], *[["x" * 32_000]] * 9000]))
        written = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
            for name in source.namelist():
                renamed = part if name.lower() == part.lower() else name
                target.writestr(renamed, source.read(name))
        with pytest.raises(pw.InvalidInput, match="288,000,001 characters, where 268,435,456"):
            pw.read_sheet(written.getvalue())

    def test_one_long_text_in_a_block_of_cells_is_refused(self):
        across = 'office:value-type="string" table:number-columns-repeated="100"'
        blanks = '<text:s text:c="1000000"/>'
        for text in ("x" * 30_000, blanks):
            with pytest.raises(pw.InvalidInput, match="characters, where 268,435,456 are"):
                pw.read_sheet(ods(row(cell("a")) + row(cell(text, across), repeated=100)))


def test_cells_that_are_merged_over_rows_are_told():
    rows = [["Region", "Name"], ["North", "Ana"], [None, "Ben"], ["South", "Cai"], [None, "Dee"]]

    def fill(sheet, formats):
        rows_of(rows)(sheet, formats)
        sheet.merge_range("A2:A3", "North")
        sheet.merge_range("A4:A5", "South")
        sheet.merge_range("C1:D1", "Two columns")

    read = pw.read_sheet(xlsx(fill))
    assert [row[:2] for row in read.table.rows] == [[cell or None for cell in r] for r in rows[1:]]
    (told,) = [finding for finding in read.notes if finding.rule == "merged"]
    assert told.row == 2
    assert told.message.startswith(
        "2 cells that are merged over several rows (the first is A2): only the first of those rows"
    )
    across = xlsx(lambda sheet, _: (rows_of(rows)(sheet, _), sheet.merge_range("C2:D2", "Wide")))
    assert "merged" not in {finding.rule for finding in pw.read_sheet(across).notes}
