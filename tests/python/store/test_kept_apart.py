"""Answers that are kept with identity or monitoring: no other desk, page or letter has them."""

import datetime as dt
import json

import pytest
from every_kind import EveryKind
from store_cases import raw, ticking

import pairwell as pw
from pairwell.cli.store_round import round_of
from pairwell.report.letters import TABLE, letters
from pairwell.report.outputs import output_files
from pairwell.report.standing import standing_files, standing_summary
from pairwell.store import create_store
from pairwell.store._tables import metadata

ID = "every-2026"
ON = dt.date(2026, 2, 2)


def all_of(url, *parts):
    """Every row of some parts of a store, as text."""
    there = [table for table in metadata.sorted_tables if table.schema in parts]
    tables = [table for table in there if table.name != "rules"]  # with the options in words
    return str([raw(url, f"SELECT * FROM {table}") for table in tables])


def found(marks, text):
    return [mark for mark in marks if mark in text]


@pytest.fixture(params=range(3))
def case(request):
    return EveryKind(request.param)


@pytest.fixture
def lived(case, store_url, tmp_path):
    """A store that took the export in, and went on to pairs that have started."""
    (tmp_path / "people.csv").write_text(case.export, "cp1252")
    store = create_store(store_url, clock=ticking("2026-02-02T09:00:00+00:00"))
    with store:
        store.add_programme(pw.Programme(case.text), actor="Officer")
        came = store.reception(ID, actor="Officer").receive_sheets(
            {"people": tmp_path / "people.csv"}
        )
        assert len(came["mentee"].new) + len(came["mentor"].new) == len(case.rows)
        store.applications(ID, actor="Panel").decide()
        store.applications(ID, actor="Panel").shortlist()
        pairs = store.pairs(ID, actor="Officer")
        shortlisted = [who for who, state in pairs.states().items() if state == "shortlisted"]
        pairs.move_applications(shortlisted, "accept")
        made = list(pairs.match().added)
        assert len(made) == len(case.rows) // 2
        for move in ("review", "hold_conversation", "confirm", "publish", "start"):
            pairs.move_pairs(made, move)
        yield store


def test_answers_are_where_they_are_kept_and_nowhere_else(case, lived, store_url):
    others = all_of(store_url, "record", "application", "supervision")
    for keep in ("identity", "monitoring"):
        assert found(case.marks[keep], others) == []
    assert found([*case.names, *case.emails], others) == []
    assert found(case.marks["monitoring"], all_of(store_url, "identity")) == []
    assert found(case.marks["identity"], all_of(store_url, "monitoring")) == []
    asked = json.loads(raw(store_url, "SELECT cells FROM identity.particulars")[0][0])
    assert {f"identity_{kind}" for kind in ("date", "vector", "level", "people")} <= set(asked)
    there = all_of(store_url, "application")
    for keep in ("application", "private"):  # nothing is lost, so the test can fail
        words = [mark for mark in case.marks[keep] if mark.startswith("zq")]
        assert found(words, there) == words


def test_forms_and_the_panels_view_have_none(case, lived):
    desk = lived.applications(ID, actor="Panel")
    for role in ("mentee", "mentor"):
        read = desk.forms(role)
        shown = str([(form.reference, form.answers) for form in read.forms])
        shown += str([finding.message + finding.value for finding in read.findings])
        shown += str([read.to_polars().to_dicts()])
        assert found(case.marks["identity"] + case.marks["monitoring"], shown) == []
        view = desk.panel_view(role)
        shown = str([view.columns, view.rows])
        for keep in ("private", "identity", "monitoring"):
            assert found(case.marks[keep], shown) == []
            assert not [name for name in view.columns if name.startswith(keep)]
        assert found(case.marks["application"], shown)


def test_reports_letters_and_what_is_said_have_none(case, lived, capsys):
    overview = lived.pairs(ID, actor="Officer").overview()
    texts = {name: file.decode() for name, file in standing_files(overview, {}).items()}
    texts["summary"] = str(standing_summary(overview))
    trial = round_of(lived, ID, actor="", names=False, explain=True)
    texts |= {f"trial {name}": file.decode() for name, file in output_files(trial).items()}
    written = letters(lived, ID, actor="Officer", on=ON)
    assert len(written) == len(case.rows) + 1
    texts |= {f"letter {name}": file.decode() for name, file in written.items()}
    texts["record"] = str([vars(record) for record in lived.records(ID)])
    texts["said"] = "".join(capsys.readouterr())
    for name, text in texts.items():
        for keep in ("private", "identity", "monitoring"):
            assert found(case.marks[keep], text) == [], name
        if not name.startswith("letter "):
            assert found([*case.names, *case.emails], text) == [], name
    assert found(case.names, texts[f"letter {TABLE}"]) == case.names
    assert found(case.marks["application"], texts["report.html"])


def test_each_desk_gives_what_it_keeps(case, lived, tmp_path):
    references = list(lived.pairs(ID, actor="Officer").states())
    people = lived.identities(ID, actor="Officer").look_up(references, "a test")
    told = str([person.further for person in people.values()])
    words = [mark for mark in case.marks["identity"] if mark.startswith("zq")]
    assert set(words) - set(found(words, told)) == {case.yes["identity"]}  # which is "yes" there
    answers = lived.monitoring(ID, actor="Analyst").answers()
    told = str([own.given(name) for own in answers for name in own.answers])
    words = [mark for mark in case.marks["monitoring"] if mark.startswith("zq")]
    assert found(words, told) == words
    held = lived.custodian(ID, actor="Custodian").subject_access(references[0])
    assert held["identity"]["particulars"]
    assert held["monitoring"]["answers"]


def test_erasure_takes_all_of_it(case, lived, store_url):
    custodian = lived.custodian(ID, actor="Custodian")
    references = list(lived.pairs(ID, actor="Officer").states())
    for reference in references:
        custodian.erase(reference, because="Asked for.")
    left = all_of(store_url, "identity", "application", "monitoring", "supervision")
    for keep, marks in case.marks.items():
        assert found(marks, left) == [], keep
    assert found([*case.names, *case.emails], left) == []
    assert lived.audit(ID).holds


def test_the_same_export_changes_nothing_and_keeps_references(case, lived, tmp_path):
    before = lived.applications(ID, actor="Panel").forms("mentee").forms
    reception = lived.reception(ID, actor="Officer")
    came = reception.receive_sheets({"people": tmp_path / "people.csv"})
    assert [(own.new, own.changed) for own in came.values()] == [((), ()), ((), ())]
    assert lived.applications(ID, actor="Panel").forms("mentee").forms == before
