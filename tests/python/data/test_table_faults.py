"""What is wrong with the columns and the rows of a table is said in one way by every reader."""

import pytest

import pairwell as pw
from pairwell.data.table_faults import TableFaults
from pairwell.data.tables import Table, read_table
from pairwell.scheme.answers import read_evaluation
from pairwell.scheme.availability import read_hosts, read_requests

ZONE = "Europe/London"


def faults_of(columns, rows=(), numbers=()):
    return TableFaults(Table("t.csv", list(columns), list(rows), list(numbers)))


def test_columns_that_are_unknown_missing_or_there_twice_are_noted():
    faults = faults_of(["who", "who", "what", "else"])
    faults.check_columns(["who", "when"], ["what"])
    assert [(f.rule, f.column, f.message) for f in faults] == [
        ("column", "who", "The column appears twice in the table; keep one of them."),
        ("column", "else", "The columns are who, when, what."),
        ("column", "when", "The column is missing; every row needs it."),
    ]


def test_a_table_as_it_should_be_has_no_faults():
    faults = faults_of([" who", "what "])
    faults.check_columns(["who"], ["what", "else"])
    assert faults == []


def test_rows_come_with_their_numbers_and_without_blanks():
    rows = [["ME-1 ", None], ["", " x"]]
    assert list(faults_of(["who", " what"], rows, [2, 5]).records()) == [
        (2, {"who": "ME-1", "what": ""}),
        (5, {"who": "", "what": "x"}),
    ]
    assert [number for number, _ in faults_of(["who", "what"], rows).records()] == [1, 2]


def test_a_row_of_another_length_is_noted_and_left_out():
    faults = faults_of(["who", "what"], [["a"], ["b", "c"]], [3, 4])
    assert [number for number, _ in faults.records()] == [4]
    assert str(faults[0]) == (
        "t.csv, row 3: The row has 1 cell where the table has 2 columns. (rule: shape)"
    )


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (read_evaluation, "reference,role,when\n\nME-1,mentee\n"),
        (lambda path: read_hosts(path, ZONE), "host,start,end\n\nA,2017-05-03T09:00\n"),
        (lambda path: read_requests(path, ZONE), "person,start,end\n\nA,b,c,d\n"),
    ],
    ids=["evaluation", "hosts", "requests"],
)
def test_every_reader_says_which_line_of_a_file_is_wrong(read, text, tmp_path):
    path = tmp_path / "t.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(pw.InvalidInput) as caught:
        read(path)
    assert [(f.row, f.rule) for f in caught.value.findings] == [(3, "shape")]


def test_graces_of_a_wrong_shape_are_findings(tmp_path):
    path = tmp_path / "g.csv"
    path.write_text("reference,until,reason,decided_by\n\nME-1,2017-04-24T11:00\n", "utf-8")
    programme = pw.Programme.read(pw.__path__[0] + "/data/pilot.toml")
    read = pw.read_graces(path, programme)
    assert read.graces == []
    assert [(f.file, f.row, f.rule) for f in read.findings] == [("g.csv", 3, "shape")]
    assert read_table(path).row_numbers == [3]
