"""Tables in and out: what reaches the core, and what a file holds afterwards."""

import codecs
import csv
import datetime as dt
import decimal
import re
import sys

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell._extras import install_line
from pairwell.data.tables import read_table

CELLS = st.one_of(
    st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
)


def written(tmp_path, data: bytes):
    path = tmp_path / "forms.csv"
    path.write_bytes(data)
    return path


def rules(raised) -> list[tuple[str, int]]:
    return [(finding.rule, finding.row) for finding in raised.value.findings]


def test_csv_gives_text_and_none(tmp_path):
    table = read_table(written(tmp_path, b"reference,state\nMM-001,\n,draft\n"))
    assert table.name == "forms.csv"
    assert table.columns == ["reference", "state"]
    assert table.rows == [["MM-001", None], [None, "draft"]]
    assert table.row_numbers == [2, 3]


def test_rows_are_numbered_by_the_line_on_which_they_begin(tmp_path):
    data = b'reference,statement\r\nMM-001,"two\r\nlines"\r\n\r\n,\r\nMM-002,one\r\n'
    table = read_table(written(tmp_path, data))
    assert table.row_numbers == [2, 6]
    assert table.rows[0][1] == "two\r\nlines"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path, mark):
    table = read_table(written(tmp_path, mark + "reference\nMÉ-1\n".encode()))
    assert table.columns == ["reference"]
    assert table.rows == [["MÉ-1"]]


def test_every_line_that_is_not_utf8_is_named(tmp_path):
    data = "reference,area\nA,Pérth\nB,York\nC,Sã\n".encode("latin-1")
    with pytest.raises(pw.InvalidInput) as raised:
        read_table(written(tmp_path, data))
    assert rules(raised) == [("encoding", 2), ("encoding", 4)]
    assert "0xE9" in raised.value.findings[0].message
    assert raised.value.findings[0].file == "forms.csv"


def test_lines_that_are_not_utf8_are_counted_after_twenty(tmp_path):
    with pytest.raises(pw.InvalidInput) as raised:
        read_table(written(tmp_path, b"\xff\n" * 25))
    assert len(raised.value.findings) == 21
    assert "5 more lines" in raised.value.findings[-1].message


@pytest.mark.parametrize("data", ["reference\nA\n".encode("utf-16-le"), b"reference\nA\0B\n"])
def test_nul_characters_are_refused(tmp_path, data):
    with pytest.raises(pw.InvalidInput, match="UTF-8"):
        read_table(written(tmp_path, data))


def test_a_byte_order_mark_says_that_a_file_is_utf16(tmp_path):
    table = read_table(written(tmp_path, "reference\tarea\nMÉ-1\tPérth\n".encode("utf-16")))
    assert table.columns == ["reference", "area"]
    assert table.rows == [["MÉ-1", "Pérth"]]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_an_empty_file_has_no_header(tmp_path, data):
    with pytest.raises(pw.InvalidInput) as raised:
        read_table(written(tmp_path, data))
    assert rules(raised) == [("empty", 0)]


def test_a_quotation_that_does_not_end_is_named_where_it_begins(tmp_path):
    with pytest.raises(pw.InvalidInput) as raised:
        read_table(written(tmp_path, b'reference,state\nA,draft\nB,"draft\nC,draft\n'))
    assert rules(raised) == [("csv", 3)]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators_are_recognised(tmp_path, separator):
    data = f"reference{separator}state{separator}needs\nA{separator}draft\n".encode()
    table = read_table(written(tmp_path, data))
    assert table.columns == ["reference", "state", "needs"]
    assert table.rows == [["A", "draft"]]  # the row is told to be short where it is looked at


def test_separators_that_fit_alike_are_refused(tmp_path):
    with pytest.raises(pw.InvalidInput, match=r"semicolons, 3 .* commas would give 2.*read_sheet"):
        read_table(written(tmp_path, b"a;b,c;d\n1;2,5;3\n"))


def test_items_of_lists_do_not_separate_cells(tmp_path):
    data = b"reference,needs\nA,x;y\nB,x;y\nC,x;y\n"
    assert read_table(written(tmp_path, data)).rows[0] == ["A", "x;y"]
    assert read_table(written(tmp_path, b"needs\nx;y\nx;y\n")).rows == [["x;y"], ["x;y"]]


def test_a_missing_file_is_an_os_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        read_table(tmp_path / "none.csv")


def frames():
    columns = {
        "reference": ["A", "B"],
        "whole": [3, None],
        "real": [1.5, None],
        "when": [dt.datetime(2017, 4, 24, 10, 0, 1), None],
        "yes": [True, False],
        "list": [["x", "y"], None],
    }
    frame = pd.DataFrame(columns)
    return {
        "mapping": columns,
        "pandas": frame,
        "polars": pl.DataFrame(columns),
        "arrow": pa.table(columns),
        "batch": pa.RecordBatch.from_pydict(columns),
    }


@pytest.mark.parametrize("kind", list(frames()))
def test_frames_give_the_text_that_a_person_would_type(kind):
    table = read_table(frames()[kind])
    assert table.columns == ["reference", "whole", "real", "when", "yes", "list"]
    assert table.rows == [
        ["A", "3", "1.5", "2017-04-24T10:00:01", "yes", "x;y"],
        ["B", None, None, None, "no", None],
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (pd.NaT, None),
        (pd.NA, None),
        (float("nan"), None),
        (decimal.Decimal("NaN"), None),
        ("", None),
        (np.float64(3.0), "3"),
        (np.int8(-2), "-2"),
        (np.bool_(True), "yes"),
        (np.str_("x"), "x"),
        (2.25, "2.25"),
        (1e300, str(int(1e300))),
        (float("inf"), "inf"),
        (decimal.Decimal("120.50"), "120.50"),
        (dt.date(2017, 4, 24), "2017-04-24"),
        (pd.Timestamp("2017-04-24T10:00+01:00"), "2017-04-24T10:00:00+01:00"),
        (np.datetime64("2017-04-24"), "2017-04-24"),
        ([1, None, "a"], "1;a"),
        (np.array(["a", "b"]), "a;b"),
    ],
)
def test_each_value_has_one_text(value, text):
    assert read_table({"column": [value]}).rows == [[text]]


def test_values_that_no_cell_can_hold_are_all_named():
    with pytest.raises(pw.InvalidInput) as raised:
        read_table({"a": [object(), "fine", b"bytes"], "b": ["fine", "half \ud800", {1}]})
    places = [(f.rule, f.column, f.row) for f in raised.value.findings]
    assert places == [("type", "a", 1), ("type", "a", 3), ("type", "b", 2), ("type", "b", 3)]


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(pw.InvalidInput, match="different lengths: a 1, b 2"):
        read_table({"a": [1], "b": [1, 2]})


def test_a_mapping_without_columns_is_refused():
    with pytest.raises(pw.InvalidInput, match="no columns"):
        read_table({})


@pytest.mark.parametrize("source", [7, None, [["A"]], pl.LazyFrame({"a": [1]})])
def test_other_things_are_no_table(source):
    with pytest.raises(TypeError, match="a table is a path"):
        read_table(source)


@pytest.mark.parametrize("values", ["text", b"bytes", 7, {"a": 1}])
def test_a_column_is_a_list(values):
    with pytest.raises(TypeError, match="must be a list"):
        read_table({"a": values})


def test_two_columns_of_one_name_reach_the_core():
    frame = pd.DataFrame([["A", "B"]], columns=["reference", "reference"])
    assert read_table(frame).columns == ["reference", "reference"]


def test_a_table_goes_to_frames_and_back():
    table = pw.Table("t", ["a", "b"], [["x", None], [None, "1"]])
    assert read_table(table.to_pandas(), "t").rows == table.rows
    assert read_table(table.to_polars(), "t").rows == table.rows
    assert read_table(table) is table
    assert read_table(table, "other").name == "other"
    assert read_table(pw.Table.from_core(table.to_core())) == table


@settings(deadline=None)  # it waits for the disk
@given(st.lists(st.tuples(CELLS, CELLS), max_size=6))
def test_a_table_written_as_csv_reads_the_same(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "round.csv"
    table = pw.Table("round.csv", ["a", "b"], [[cell or None for cell in row] for row in rows])
    table.write_csv(path)
    read = read_table(path)
    kept = [row for row in table.rows if any(cell and cell.strip() for cell in row)]
    assert read.columns == table.columns
    assert read.rows == kept


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_formulas_are_written_as_text_for_people(tmp_path, start):
    path = tmp_path / "pairs.csv"
    pw.write_csv(path, ["name", "points"], [[start + "1+1", -2], ["plain", None]])
    with path.open(newline="", encoding="utf-8-sig") as file:
        assert list(csv.reader(file)) == [
            ["name", "points"],
            ["'" + start + "1+1", "-2"],
            ["plain", ""],
        ]


@pytest.mark.parametrize("for_people", [True, False])
def test_what_excel_opens_with_its_accents_every_reader_takes_back(tmp_path, for_people):
    path = tmp_path / "people.csv"
    pw.write_csv(path, ["naïve", "région"], [["Siân", "Île-de-France"]], for_people=for_people)
    assert path.read_bytes().startswith(codecs.BOM_UTF8) == for_people  # Excel's sign of UTF-8
    read = read_table(path)
    assert (read.columns, read.rows) == (["naïve", "région"], [["Siân", "Île-de-France"]])
    for frame in (pd.read_csv(path), pl.read_csv(path).to_pandas()):
        assert frame.to_dict("records") == [{"naïve": "Siân", "région": "Île-de-France"}]


def test_a_write_that_fails_leaves_the_earlier_file(tmp_path):
    path = tmp_path / "pairs.csv"
    pw.write_csv(path, ["a"], [["first"]])

    def rows():
        yield ["second"]
        raise RuntimeError("in the middle")

    with pytest.raises(RuntimeError):
        pw.write_csv(path, ["a"], rows())
    with pytest.raises(UnicodeEncodeError):
        pw.write_csv(path, ["a"], [["\ud800"]])
    assert path.read_text("utf-8") == "\ufeffa\nfirst\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["pairs.csv"]


def test_a_missing_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(pw.Error, match=re.escape(install_line("polars"))):
        pw.Table("t", ["a"], []).to_polars()


@pytest.mark.parametrize(
    "start",
    [
        "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}", "\N{FULLWIDTH HYPHEN-MINUS}",
        "\N{FULLWIDTH COMMERCIAL AT}", "|", " =", "\N{ZERO WIDTH SPACE}=", "\N{IDEOGRAPHIC SPACE}+",
        "\N{ZERO WIDTH NO-BREAK SPACE}@", "\N{SOFT HYPHEN}-",
    ],
)  # fmt: skip
def test_a_formula_is_seen_whatever_stands_before_it(tmp_path, start):
    path = tmp_path / "pairs.csv"
    cells = [start + "1+1", "plain " + start]
    pw.write_csv(path, ["a", "b"], [cells])
    assert read_table(path).rows == [["'" + cells[0], cells[1]]]
    pw.write_csv(path, ["a", "b"], [cells], for_people=False)
    assert read_table(path).rows == [cells]


def test_a_private_file_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "view.csv"
    pw.write_csv(path, ["reference"], [["MM-001"]], private=True)
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(("column", "shown"), [("a\0b", r"a\x00b"), ("a\ud800", r"a\ud800")])
def test_a_heading_that_is_no_text_does_not_cut_the_message_short(column, shown):
    with pytest.raises(pw.InvalidInput) as refused:
        read_table(pw.Table("any", [column], [["x"]]))
    assert f"column {shown}" in str(refused.value)
    assert "rule: type" in str(refused.value)
