"""Tables as people send them: what is amiss is said by row and rule, whichever table it is."""

import datetime as dt
import os
import time
from importlib.resources import files

import pandas as pd
import pytest
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell import _core
from pairwell.scheme.answers import read_evaluation
from pairwell.scheme.availability import read_hosts, read_requests
from pairwell.scheme.forms_frame import meant

PROGRAMME = pw.Programme(programme_text())
HEADERS = {
    "graces": "reference,until,reason,decided_by",
    "people": "person,start,end,hosts",
    "hosts": "host,start,end,members",
    "evaluation": "reference,role,when,fit",
    "panel": "reference,member,need",
    "mentees": "reference,state,submitted_at,needs",
    "mentors": "reference,state,submitted_at,needs",
    "monitoring": "reference,gender,religion,disability",
}
ROWS = {
    "graces": "MM-045,2017-04-24T14:00,Down.,Officer",
    "people": "MM-045,2017-05-03T09:00,2017-05-03T10:00,A",
    "hosts": "A,2017-05-03T09:00,2017-05-03T10:00,B",
    "evaluation": "MM-045,mentee,before,3",
    "panel": "MM-045,Panel A,3",
    "mentees": "MM-045,submitted,2017-04-20T09:00,",
    "mentors": "MM-045,submitted,2017-04-20T09:00,",
    "monitoring": "MM-045,woman,,",
}


def findings(which: str, source) -> list[_core.Finding]:
    """What a reader finds, whether it raises that or gives it."""
    read = {
        "graces": lambda: pw.read_graces(source, PROGRAMME).findings,
        "people": lambda: read_requests(source, "Europe/London") and [],
        "hosts": lambda: read_hosts(source, "Europe/London") and [],
        "evaluation": lambda: read_evaluation(source) and [],
        "panel": lambda: pw.read_panel(source, PROGRAMME).findings,
        "mentees": lambda: pw.read_mentees(source, PROGRAMME).findings,
        "mentors": lambda: pw.read_mentors(source, PROGRAMME).findings,
        "monitoring": lambda: pw.read_monitoring(source).findings,
    }[which]
    try:
        return list(read())
    except pw.InvalidInput as invalid:
        return list(invalid.findings)


def places(found) -> list[tuple[int, str]]:
    return [(finding.row, finding.rule) for finding in found]


@pytest.fixture
def csv(tmp_path):
    def write(text: str, name: str = "t.csv"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize("which", HEADERS)
class TestEveryTable:
    def test_is_read_where_nothing_is_amiss(self, csv, which):
        assert findings(which, csv(f"{HEADERS[which]}\n{ROWS[which]}\n")) == []

    def test_has_ragged_rows_named_by_the_line_on_which_they_begin(self, csv, which):
        short, long = ROWS[which].rsplit(",", 1)[0], ROWS[which] + ",x"
        text = f'{HEADERS[which]}\n\n{short}\n\n"{long[:1]}{long[1:6]}\n\n",1\n\n{long}\n'
        assert places(findings(which, csv(text))) == [(3, "shape"), (5, "shape"), (9, "shape")]

    @pytest.mark.parametrize(
        "doubled", ["{}", " {} ", "{}\N{NO-BREAK SPACE}", "{}\N{ZERO WIDTH SPACE}"]
    )
    def test_refuses_a_column_that_stands_there_twice(self, csv, which, doubled):
        first = HEADERS[which].split(",")[0]
        for name in (
            first,
            first.upper(),
            first.translate({ord("e"): "\N{FULLWIDTH LATIN SMALL LETTER E}"}),
        ):
            text = f"{HEADERS[which]},{doubled.format(name)}\n{ROWS[which]},x\n"
            found = findings(which, csv(text))
            assert (0, "column", True) in [(f.row, f.rule, "twice" in f.message) for f in found], (
                doubled
            )

    def test_names_a_file_whose_name_is_no_utf8(self, tmp_path, which):
        path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.csv")
        with open(path, "w", encoding="utf-8") as file:
            file.write(f"{HEADERS[which]}\n{ROWS[which]},x\n")
        (found,) = findings(which, os.fsdecode(path))
        assert str(found).encode("utf-8")  # it can be printed
        assert (found.row, found.rule) == (2, "shape")

    def test_refuses_references_with_what_cannot_be_seen(self, csv, which):
        first, rest = ROWS[which].split(",", 1)
        text = f"{HEADERS[which]}\n{first}\N{ZERO WIDTH SPACE}1,{rest}\n"
        (found,) = findings(which, csv(text))
        assert (found.row, found.rule) == (2, "reference")
        assert "U+200B, which cannot be seen" in found.message


@pytest.mark.parametrize("which", ["graces", "people", "hosts", "mentees", "mentors"])
@pytest.mark.parametrize(
    ("time", "words"),
    [
        ("2017-05-03T09:00:00.5", "to the second"),
        ("0000-05-03T09:00", "year 0"),
        ("10000-05-03T09:00", ""),
        ("9999-12-31T23:59", "year 9999"),
        ("9" * 400, ""),
        ("9" * 5000, ""),
    ],
)
def test_times_that_cannot_be_are_findings(csv, which, time, words):
    given = ROWS[which].split(",")
    at = next(i for i, cell in enumerate(given) if "T" in cell)
    given[at] = time
    found = findings(which, csv(f"{HEADERS[which]}\n{','.join(given)}\n"))
    assert [f.row for f in found] == [2]
    assert words in found[0].message
    assert len(found[0].value) < 210


def test_a_fraction_of_nought_is_no_fraction(csv):
    text = f"{HEADERS['mentees']}\nMM-1,submitted,2017-04-20T09:00:00.000Z,\n"
    (form,) = pw.read_mentees(csv(text), PROGRAMME).forms
    assert form.submitted_at == dt.datetime(2017, 4, 20, 9, tzinfo=dt.UTC)


@pytest.mark.parametrize("mark", ["9" * 400, "9" * 5000, "1e9", "3.5", "\N{SUPERSCRIPT TWO}x"])
def test_marks_that_cannot_be_are_findings(csv, mark):
    text = f"{HEADERS['evaluation']}\nMM-1,mentee,before,{mark}\n"
    assert places(findings("evaluation", csv(text))) == [(2, "mark")]
    text = f"{HEADERS['panel']}\nMM-1,Panel A,{mark}\n"
    assert [row for row, _ in places(findings("panel", csv(text)))] == [2]


@pytest.mark.parametrize("number", [10**400, -(10**5000), 10**19], ids=["400", "5000", "19"])
def test_numbers_of_a_frame_that_cannot_be_are_findings(number):
    table = {"reference": ["MM-1"], "state": ["draft"], "minutes": [number]}
    (found,) = findings("mentees", table)
    assert (found.row, found.column) == (1, "minutes")


def test_roles_and_moments_are_read_in_any_case(csv):
    text = f"{HEADERS['evaluation']}\nMM-1,Mentee,\N{FULLWIDTH LATIN CAPITAL LETTER B}EFORE,3\n"
    (answers,) = read_evaluation(csv(text))
    assert (answers.role, answers.moment, answers.cells) == ("mentee", "before", {"fit": 3})


def test_a_table_made_by_hand_is_checked_like_a_file():
    columns = ["reference", "until", "reason", "decided_by"]
    bad = pw.Table("t", columns, [["a", "b", "c", "d"]], [1, 2])
    assert [f.rule for f in findings("graces", bad)] == ["row numbers"]
    bad = pw.Table("t", columns, [["a", 7, "\udce9", "d"]])
    assert places(findings("graces", bad)) == [(1, "type"), (1, "type")]
    with pytest.raises(pw.InvalidInput, match="1 cell"):
        pw.Table("t", columns, [["a"]]).to_pandas()


class TestOneFolding:
    def test_terms_words_and_regions_are_the_same_in_any_form(self):
        programme = pw.Programme(
            programme_text().replace(
                '"Scotland"]', '"Scotland", "\N{LATIN CAPITAL LETTER E WITH ACUTE}ire"]', 1
            )
        )
        for nation in ("E\N{COMBINING ACUTE ACCENT}ire", "\N{LATIN SMALL LETTER E WITH ACUTE}ire",
                       "\N{LATIN CAPITAL LETTER E WITH ACUTE}\N{ZERO WIDTH SPACE}IRE"):  # fmt: skip
            table = forms(
                ["ME-1"], nation=[nation], consent=["\N{FULLWIDTH LATIN CAPITAL LETTER Y}ES"]
            )
            (form,) = pw.read_mentees(table, programme).forms
            assert form.nation == programme.nations[2]

    def test_two_free_words_of_one_meaning_are_one_employer(self):
        composed, decomposed = (
            "Mus\N{LATIN SMALL LETTER E WITH ACUTE}e",
            "MUSE\N{COMBINING ACUTE ACCENT}E",
        )
        mentees = pw.read_mentees(forms(["ME-1"], employer=[composed], team=["A"]), PROGRAMME)
        mentors = pw.read_mentors(forms(["MR-1"], employer=[decomposed], team=["a"]), PROGRAMME)
        made = pw.score_pair(PROGRAMME, mentees.forms[0], mentors.forms[0])
        assert "same-team" in [refusal.rule for refusal in made.refusals]

    def test_references_of_two_forms_of_one_text_are_the_same(self):
        composed, decomposed = (
            "MR-\N{LATIN CAPITAL LETTER E WITH ACUTE}",
            "MR-E\N{COMBINING ACUTE ACCENT}",
        )
        mentees = pw.read_mentees(forms(["ME-1"], wishes=[decomposed]), PROGRAMME)
        mentors = pw.read_mentors(forms([composed]), PROGRAMME)
        assert pw.check_forms(mentees.forms, mentors.forms) == []
        assert mentees.forms[0].wishes == [composed]
        (found,) = findings("mentors", forms([composed, decomposed]))
        assert found.rule == "duplicate"

    @pytest.mark.parametrize("other", ["mr-1a", "MR-1\N{FULLWIDTH LATIN CAPITAL LETTER A}"])
    def test_references_that_can_hardly_be_told_apart_are_refused(self, other):
        (found,) = findings("mentors", forms(["MR-1A", other]))
        assert (found.row, found.rule) == (2, "duplicate")
        assert "can hardly be told from 'MR-1A'" in found.message
        mentees = pw.read_mentees(forms([other]), PROGRAMME)
        mentors = pw.read_mentors(forms(["MR-1A"]), PROGRAMME)
        assert [f.rule for f in pw.check_forms(mentees.forms, mentors.forms)] == ["duplicate"]

    def test_a_veto_is_not_lost_beside_its_like(self):
        (form,) = pw.read_mentees(forms(["ME-1"], vetoes=["mr-1;MR-1"]), PROGRAMME).forms
        assert form.vetoes == ["mr-1", "MR-1"]

    def test_lengths_count_characters(self):
        assert findings("mentees", forms(["\N{LATIN CAPITAL LETTER E WITH ACUTE}" * 100])) == []
        (found,) = findings("mentees", forms(["\N{LATIN CAPITAL LETTER E WITH ACUTE}" * 101]))
        assert "101 characters" in found.message


class TestSuggestions:
    def test_come_only_when_near_and_from_the_right_list(self):
        mentees = pw.read_mentees(
            forms(["MX-1", "MX-2", "ME-3"], wishes=["MX-02", "MR-O1", "museum"]), PROGRAMME
        )
        mentors = pw.read_mentors(forms(["MR-01", "MR-02"]), PROGRAMME)
        told = [f.message for f in pw.check_forms(mentees.forms, mentors.forms)]
        assert told == [
            "'MX-02' names no mentor with a form.",
            "'MR-O1' names no mentor with a form. Did you mean 'MR-01'?",
            "'museum' names no mentor with a form.",
        ]

    @pytest.mark.parametrize(
        ("word", "near"),
        [
            ("sumbitted", "submitted"), ("SUBMITED", "submitted"), ("drfat", "draft"),
            ("\N{FULLWIDTH LATIN SMALL LETTER D}raf", "draft"),
            ("grant", ""), ("cat", ""), ("", ""),
        ],
    )  # fmt: skip
    def test_count_a_swap_as_one_change(self, word, near):
        told = _core.suggestion(word, ["draft", "submitted", "withdrawn"])
        assert told == (near and f" Did you mean '{near}'?")


LISTS = ["needs", "offers", "wishes", "vetoes", "conflicts", "past_pairs", "again", "slots"]


@pytest.mark.parametrize("column", LISTS)
def test_a_cell_of_very_many_items_is_a_finding_at_once(column):
    cell = ";".join(f"item{n}" for n in range(60_000))
    began = time.process_time()
    found = findings("mentees", forms(["ME-1"], **{column: [cell]}))
    assert time.process_time() - began < 1
    assert [(f.rule, f.column) for f in found] == [("list", column)]
    assert "60000 items" in found[0].message


def test_many_unknown_names_take_time_in_proportion():
    count = 3000
    mentees = [f"ME-{n}" for n in range(count)]
    wishes = [f"XX-{n};YY-{n}" for n in range(count)]
    read = pw.read_mentees(forms(mentees, wishes=wishes), PROGRAMME)
    mentors = pw.read_mentors(forms([f"MR-{n}" for n in range(count)]), PROGRAMME)
    began = time.process_time()
    found = pw.check_forms(read.forms, mentors.forms)
    assert len(found) == 2 * count
    assert time.process_time() - began < 2


@pytest.mark.parametrize("to", ["to_pandas", "to_polars"])
def test_frames_of_forms_read_back_equal(to):
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    for read, name in ((pw.read_mentees, "mentees"), (pw.read_mentors, "mentors")):
        before = read(data / f"{name}.csv", programme)
        after = read(getattr(before, to)(), programme)
        assert after.errors == []
        assert list(map(meant, after.forms)) == list(map(meant, before.forms))
        assert isinstance(before.to_pandas(), pd.DataFrame)


@pytest.mark.parametrize("again", ["scotland", "\N{FULLWIDTH LATIN CAPITAL LETTER S}cotland"])
def test_a_programme_names_each_nation_once_in_any_form(again):
    text = programme_text().replace('"Scotland"]', f'"Scotland", "{again}"]', 1)
    with pytest.raises(pw.InvalidInput, match="appears twice in the list"):
        pw.Programme(text)
