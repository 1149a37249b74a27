"""Sheets as they come: whatever encoding and separator, read back as it was written."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell.data.tables import read_table

NAMES = "Name,Town\nZoë Núñez,Köln\nJosé,Málaga\nBen,York\n"


def rules(sheet) -> list[tuple[str, int]]:
    return [(note.rule, note.row) for note in sheet.notes]


def messages(sheet, rule: str) -> list[str]:
    return [note.message for note in sheet.notes if note.rule == rule]


def faults(raised) -> list[tuple[str, int]]:
    return [(finding.rule, finding.row) for finding in raised.value.findings]


class TestEncodings:
    @pytest.mark.parametrize(
        ("written", "found"),
        [
            ("utf-8", "utf-8"),
            ("utf-8-sig", "utf-8"),
            ("utf-16", "utf-16-le"),
            ("utf-32", "utf-32-le"),
        ],
    )
    def test_what_is_certain_needs_no_note(self, written, found):
        sheet = pw.read_sheet(NAMES.encode(written))
        assert sheet.encoding == found
        assert sheet.columns == ["Name", "Town"]
        assert sheet.table.rows[0] == ["Zoë Núñez", "Köln"]
        assert sheet.notes == []

    def test_a_mark_of_the_other_order_is_known(self):
        sheet = pw.read_sheet(b"\xfe\xff" + NAMES.encode("utf-16-be"))
        assert (sheet.encoding, sheet.notes) == ("utf-16-be", [])

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "windows-1252", "mac-roman"])
    def test_a_guess_has_a_note_with_words_that_tell(self, encoding):
        sheet = pw.read_sheet(NAMES.encode(encoding), name="names.csv")
        assert sheet.encoding == encoding
        assert sheet.table.rows[1] == ["José", "Málaga"]
        [note] = sheet.notes
        assert note.severity == pw.Severity.WARNING
        assert (note.rule, note.file, note.row) == ("encoding", "names.csv", 2)
        assert f"read as {encoding}, by which it says 'Zoë', 'Núñez', 'Köln' and" in note.message

    @pytest.mark.parametrize(
        ("text", "encoding"),
        [
            ("Fee,Note\n£30,“don’t” – says O’Neil\n", "windows-1252"),
            ("Fee,Note\n30 €,Œuvre cœur\n", "iso-8859-15"),
            ("Fee,Note\n30,García “hola”\n", "mac-roman"),
            ("Fee,Note\n30,Øystein Åse\n", "windows-1252"),
        ],
    )
    def test_signs_and_letters_tell_encodings_apart(self, text, encoding):
        sheet = pw.read_sheet(text.encode(encoding))
        assert sheet.encoding == encoding
        assert sheet.table.rows[0] == text.splitlines()[1].split(",")

    def test_what_no_encoding_fits_is_refused(self):
        data = "Имя,Город\nПривет,Москва\n".encode("koi8-r")
        with pytest.raises(pw.InvalidInput, match="cannot be told") as raised:
            pw.read_sheet(data)
        assert faults(raised) == [("encoding", 1)]
        assert pw.read_sheet(data, encoding="koi8-r").columns == ["Имя", "Город"]

    def test_a_few_damaged_bytes_do_not_make_another_encoding(self):
        data = NAMES.encode().replace(b"York", b"Y\xffrk")
        with pytest.raises(pw.InvalidInput, match=r"0xFF at place 6 .* not UTF-8") as raised:
            pw.read_sheet(data)
        assert faults(raised) == [("encoding", 4)]

    def test_the_declared_encoding_wins(self):
        sheet = pw.read_sheet("a\né\n".encode(), encoding="windows-1252")
        assert (sheet.table.rows, sheet.notes) == ([["Ã©"]], [])

    @pytest.mark.parametrize("encoding", ["utf-8", "UTF_8", "utf-8-sig"])
    def test_a_mark_that_agrees_with_what_was_declared_is_no_matter(self, encoding):
        sheet = pw.read_sheet(NAMES.encode("utf-8-sig"), encoding=encoding)
        assert (sheet.columns, sheet.notes) == (["Name", "Town"], [])

    def test_a_mark_of_another_encoding_than_the_declared_is_told(self):
        sheet = pw.read_sheet(NAMES.encode("utf-8-sig"), encoding="windows-1252")
        assert sheet.columns == ["ï»¿Name", "Town"]
        [note] = sheet.notes
        assert "begins with the mark of utf-8, but windows-1252 was declared" in note.message

    def test_text_that_was_spoilt_before_is_told(self):
        sheet = pw.read_sheet("Name\nZoÃ«\ndonâ€™t\n".encode())
        assert sheet.table.rows == [["ZoÃ«"], ["donâ€™t"]]
        assert rules(sheet) == [("encoding", 2)]
        assert "it says 'Ã«' for 'ë', 'â€™' for '’'" in sheet.notes[0].message

    def test_bytes_that_the_declared_encoding_does_not_allow_are_named_by_line(self):
        with pytest.raises(pw.InvalidInput) as raised:
            pw.read_sheet(b"a\rb\x81\rc\x8d\x8f\rd", encoding="windows-1252")
        assert faults(raised) == [("encoding", 2), ("encoding", 3)]

    @pytest.mark.parametrize("encoding", ["no-such", "base64", "rot13"])
    def test_what_is_no_encoding_is_refused(self, encoding):
        with pytest.raises(pw.InvalidInput, match="is no encoding; it is one such as utf-8"):
            pw.read_sheet(b"a\n", encoding=encoding)

    @pytest.mark.parametrize("encoding", [None, "windows-1252", "utf-8"])
    def test_nul_characters_are_refused(self, encoding):
        with pytest.raises(pw.InvalidInput, match="NUL") as raised:
            pw.read_sheet(b"reference\nA\0B\n", encoding=encoding)
        assert faults(raised) == [("encoding", 2)]


class TestSeparators:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_they_are_found_with_quotes_respected(self, separator, end):
        lines = [
            separator.join(['"What, if; any|thing?"', "Name", "Fee"]),
            separator.join([f'"a{separator}b ""c"""', "Ann", '"3,5"']),
            separator.join([f'"two{end}lines"', "Ben", ""]),
        ]
        sheet = pw.read_sheet(end.join(lines).encode())
        assert sheet.separator == separator
        assert sheet.columns == ["What, if; any|thing?", "Name", "Fee"]
        assert sheet.table.rows == [
            [f'a{separator}b "c"', "Ann", "3,5"],
            [f"two{end}lines", "Ben", None],
        ]
        assert sheet.table.row_numbers == [2, 3]
        assert sheet.notes == []

    def test_one_column_is_fine(self):
        sheet = pw.read_sheet(b'What do you want?\n"Time, and help"\nMoney; or so\n')
        assert (sheet.columns, sheet.notes) == (["What do you want?"], [])
        assert sheet.table.rows == [["Time, and help"], ["Money; or so"]]

    def test_the_first_line_of_a_spreadsheet_says_it(self):
        sheet = pw.read_sheet(b"sep=;\r\na;b,c\r\n1;2,5\r\n")
        assert (sheet.separator, sheet.columns) == (";", ["a", "b,c"])
        assert sheet.table.row_numbers == [3]

    def test_the_declared_one_wins(self):
        sheet = pw.read_sheet(b"sep=;\na,b;c\n", separator=",")
        assert (sheet.separator, sheet.columns) == (",", ["a", "b;c"])
        assert pw.read_sheet(b"a#b\n1#2\n", separator="#").table.rows == [["1", "2"]]

    def test_two_that_fit_alike_are_told(self):
        sheet = pw.read_sheet(b"a;b,c;d\n1;2,5;3\n")
        assert sheet.separator == ";"
        [note] = sheet.notes
        assert note.rule == "separator"
        assert "semicolons, 3 columns; commas would give 2" in note.message

    @pytest.mark.parametrize(
        ("data", "line"), [(b'a,b\n1,2\n3,"4\n5,6\n', 3), (b'a,b\n"x\ny",1\n"z"w,2\n', 4)]
    )
    def test_quotations_that_go_wrong_are_named_where_the_row_begins(self, data, line):
        with pytest.raises(pw.InvalidInput) as raised:
            pw.read_sheet(data)
        assert faults(raised) == [("csv", line)]

    @pytest.mark.parametrize("separator", ["", ",,", '"', "\n", " "])
    def test_what_cannot_separate_is_refused(self, separator):
        with pytest.raises(ValueError, match="separator must be one sign"):
            pw.read_sheet(b"a\n", separator=separator)


class TestHeadings:
    def test_they_are_trimmed_and_kept_in_order_however_often(self):
        sheet = pw.read_sheet(b" Name ,Other,name,\xc2\xa0Other\nA,B,C,D\n")
        assert sheet.columns == ["Name", "Other", "name", "Other"]
        assert [(note.rule, note.column) for note in sheet.notes] == [
            ("heading", "Name"),
            ("heading", "Other"),
        ]
        assert "2 times, over columns 1, 3" in sheet.notes[0].message

    def test_a_grid_of_two_rows_is_joined(self):
        data = (
            b"ID,What can you offer?,,,Town\n"
            b",Time,Money,Other (please specify),Open-Ended Response\n"
            b"1,Time,,,York\n"
        )
        sheet = pw.read_sheet(data, header_rows=2)
        assert sheet.columns == [
            "ID",
            "What can you offer? / Time",
            "What can you offer? / Money",
            "What can you offer? / Other (please specify)",
            "Town / Open-Ended Response",
        ]
        assert sheet.table.rows == [["1", "Time", None, None, "York"]]
        assert sheet.table.row_numbers == [3]
        looked_at = pw.read_sheet(data)
        assert "Row 2 looks like a second row of headings" in looked_at.notes[0].message

    def test_import_ids_are_left_out(self):
        data = (
            b'StartDate,Q1\nStart Date,"What is your name?"\n'
            b'"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2026-01-02,Ann\n'
        )
        sheet = pw.read_sheet(data, header_rows=3)
        assert sheet.columns == ["StartDate / Start Date", "Q1 / What is your name?"]
        assert messages(sheet, "heading") == ["Import ids (row 3) were left out of the headings."]
        assert "with header_rows=3" in messages(pw.read_sheet(data), "heading")[0]

    def test_a_title_above_them_is_skipped_where_that_is_declared(self):
        data = b"\nMentors 2026;;\n\nName;Town;Fee\nAnn;York;3,5\n"
        sheet = pw.read_sheet(data, skipped_rows=3)
        assert sheet.columns == ["Name", "Town", "Fee"]
        assert sheet.table.row_numbers == [5]
        assert [note.message for note in sheet.notes] == [
            "What stands above the headings in row 4 was skipped (row 2): 'Mentors 2026'."
        ]
        undeclared = pw.read_sheet(data)
        assert undeclared.separator == ";"
        assert "Row 2 has one cell and row 4 has 3" in messages(undeclared, "heading")[0]

    def test_empty_rows_above_them_hold_no_row(self):
        sheet = pw.read_sheet(b"\n,\nName,Town\nAnn,York\n")
        assert (sheet.columns, sheet.table.row_numbers) == (["Name", "Town"], [4])

    @pytest.mark.parametrize(
        ("data", "given"),
        [
            (b"", {}),
            (b" , \n", {}),
            (b"a,b\n", {"header_rows": 2}),
            (b"a,b\n1,2\n", {"skipped_rows": 2}),
        ],
    )
    def test_a_sheet_without_them_is_refused(self, data, given):
        with pytest.raises(pw.InvalidInput) as raised:
            pw.read_sheet(data, **given)
        assert faults(raised) == [("empty", 0)]

    @pytest.mark.parametrize(
        "given", [{"header_rows": 0}, {"header_rows": 6}, {"skipped_rows": -1}]
    )
    def test_numbers_of_rows_are_checked(self, given):
        with pytest.raises(ValueError, match=f"read_sheet: {next(iter(given))} must"):
            pw.read_sheet(b"a\n", **given)


class TestRows:
    def test_trailing_separators_make_a_column_that_is_kept_and_told(self):
        sheet = pw.read_sheet(b"ID;Name;;\n1;Ann;;\n2;Ben;;\n")
        assert sheet.columns == ["ID", "Name", "", ""]
        assert sheet.table.rows == [["1", "Ann", None, None], ["2", "Ben", None, None]]
        assert "2 columns at the end without a heading" in messages(sheet, "heading")[0]

    def test_rows_of_another_length_are_squared_and_told(self):
        sheet = pw.read_sheet(b"a,b,c\n1,2,3\n4\n5,6,7,8\n")
        assert sheet.columns == ["a", "b", "c", ""]
        assert sheet.table.rows[1:] == [["4", None, None, None], ["5", "6", "7", "8"]]
        assert rules(sheet) == [("shape", 3), ("shape", 4), ("heading", 1)]

    def test_a_column_that_nobody_answered_is_kept_and_told(self):
        sheet = pw.read_sheet(b"a,b\n1, \n2,\n")
        assert sheet.columns == ["a", "b"]
        assert [(note.rule, note.column) for note in sheet.notes] == [("blank column", "b")]

    def test_errors_of_formulas_are_kept_and_told(self):
        sheet = pw.read_sheet(b"a,b\n1,#N/A\n2,#REF!\n3,4\n")
        assert sheet.table.rows[0] == ["1", "#N/A"]
        [note] = sheet.notes
        assert (note.rule, note.row, note.column, note.value) == ("cell error", 2, "b", "#N/A")
        assert "2 cells of the column hold the error of a formula (rows 2, 3)" in note.message


class TestSources:
    def test_a_path_gives_the_name(self, tmp_path):
        path = tmp_path / "mentees (Responses).csv"
        path.write_bytes(b"a,b\n1,2\n")
        assert pw.read_sheet(path).name == "mentees (Responses).csv"
        assert pw.read_sheet(str(path), name="mentees").name == "mentees"

    def test_a_frame_is_a_sheet_too(self):
        sheet = pw.read_sheet(pd.DataFrame({"a": [1.0], " b": [None]}), name="frame")
        assert (sheet.kind, sheet.encoding, sheet.separator) == ("frame", None, None)
        assert (sheet.columns, sheet.table.rows) == (["a", "b"], [["1", None]])
        with pytest.raises(pw.InvalidInput, match="header_rows is for files"):
            pw.read_sheet({"a": [1]}, header_rows=2)

    def test_what_does_not_apply_is_told(self):
        sheet = pw.read_sheet({"a": [1]}, encoding="utf-8", separator=";", worksheet="Form")
        assert [note.rule for note in sheet.notes] == ["encoding", "separator", "worksheet"]
        assert rules(pw.read_sheet(b"a\n1\n", worksheet="Form")) == [("worksheet", 0)]

    def test_other_things_are_no_sheet(self):
        with pytest.raises(TypeError, match="a table is a path"):
            pw.read_sheet(7)

    def test_whatever_takes_a_table_takes_a_sheet(self):
        sheet = pw.read_sheet("reference;area\nA;Pérth\n\nB;\n".encode("cp1252"), name="s")
        assert read_table(sheet) is sheet.table
        assert sheet.table.row_numbers == [2, 4]
        assert sheet.to_pandas()["area"].tolist()[0] == "Pérth"

    def test_it_shows_how_it_was_read(self):
        sheet = pw.read_sheet("Zoë;<b>\nx;y\n".encode("cp1252"), name="s.csv")
        shown = "SheetRead: s.csv, 1 row, 2 columns, windows-1252 separated by ';', 1 note"
        assert repr(sheet) == f"<{shown}>"
        assert "&lt;b&gt;" in sheet._repr_html_()
        assert len(sheet) == 1


SIGNS = {
    "utf-8": st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    "utf-16": st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    "windows-1252": st.characters(codec="cp1252", exclude_characters="\0"),
    "iso-8859-15": st.characters(codec="iso-8859-15", exclude_characters="\0"),
    "mac-roman": st.characters(codec="mac-roman", exclude_characters="\0"),
}


@settings(deadline=None)
@given(data=st.data())
def test_what_was_written_is_read_back(data):
    encoding = data.draw(st.sampled_from(sorted(SIGNS)))
    separator = data.draw(st.sampled_from([",", ";", "\t", "|"]))
    width = data.draw(st.integers(1, 4))
    cell = st.text(SIGNS[encoding], max_size=8)
    rows = data.draw(st.lists(st.lists(cell, min_size=width, max_size=width), max_size=5))
    headings = [f"heading {i}" for i in range(width)]
    written = io.StringIO(newline="")
    csv.writer(
        written,
        delimiter=separator,
        quoting=csv.QUOTE_ALL,
        lineterminator=data.draw(st.sampled_from(["\n", "\r\n"])),
    ).writerows([headings, *rows])
    sheet = pw.read_sheet(
        written.getvalue().encode(encoding),
        encoding=data.draw(
            st.sampled_from([encoding, None]) if "utf" in encoding else st.just(encoding)
        ),
        separator=data.draw(st.sampled_from([separator, None])),
    )
    kept = [row for row in rows if any(each.strip() for each in row)]
    assert sheet.columns == headings
    assert sheet.table.rows == [[each or None for each in row] for row in kept]


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from([None, "utf-8", "utf-16", "windows-1252"]))
def test_any_bytes_are_a_sheet_or_are_refused(data, encoding):
    assume(not data.startswith(b"PK"))
    try:
        sheet = pw.read_sheet(data, encoding=encoding)
    except pw.InvalidInput:
        pass
    else:
        assert all(len(row) == len(sheet.columns) for row in sheet.table.rows)
        assert read_table(sheet) is sheet.table


@pytest.mark.parametrize(
    "text",
    ["," * 20_000, "a,b\n" + "x\n" * 2000 + "," * 16_000],
    ids=["columns", "cells"],
)
def test_a_sheet_that_is_too_wide_is_refused(text):
    with pytest.raises(pw.InvalidInput, match="at most 16,384 columns and 20,000,000 cells"):
        pw.read_sheet(f"{text}y\n".encode())


def test_every_bad_line_is_told_or_counted_once():
    data = b"a,b\n" + b"\xff\xff,1\r\n" * 30 + b"z\xff"
    with pytest.raises(pw.InvalidInput) as error:
        pw.read_sheet(data, encoding="utf-8")
    told = [(finding.row, finding.message[:26]) for finding in error.value.findings]
    assert told[:2] == [(2, "Byte 0xFF at place 1 of th"), (3, "Byte 0xFF at place 1 of th")]
    assert (len(told), told[-1]) == (21, (0, "11 more lines are not UTF-8."[:26]))
