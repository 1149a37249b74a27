"""Letters: what an applicant reads is what was decided, and text is never more than text."""

import csv
import datetime as dt
import re
from importlib.resources import files

import pytest
from small_rounds import panel, programme_text
from store_cases import MENTEES, MENTORS, PROGRAMME, named, ticking

import pairwell as pw
from pairwell.report.letters import OUTCOMES, letters
from pairwell.store import create_store

ON = dt.date(2017, 5, 24)


@pytest.fixture
def decided(filled):
    """A programme that was decided upon, with somebody of every outcome that has a letter."""
    reception = filled.reception(PROGRAMME, actor="Officer")
    more = ["ME-4", "ME-5", "ME-6", "ME-7"]
    reception.receive(
        "mentee",
        named(
            more,
            nation=["England", "Wales", "England", "England"],
            submitted_at=["2017-04-20T12:00", "2017-04-20T12:00", "2017-04-24T10:00:01", None],
            state=["submitted", "submitted", "submitted", "draft"],
        ),
    )
    desk = filled.applications(PROGRAMME, actor="Panel")
    desk.decide()
    desk.mark(panel([*MENTEES, "ME-4", *MENTORS]))
    desk.shortlist()
    return filled


def written(store, **options):
    made = letters(store, PROGRAMME, actor="J. Farrow", on=ON, **options)
    return {name: text.decode() for name, text in made.items()}


def test_everybody_reads_what_was_decided(decided):
    made = written(decided)
    assert sorted(made) == [f"{r}.md" for r in [*MENTEES, "ME-4", "ME-5", "ME-6", *MENTORS]]
    assert "You are on the shortlist" in made["ME-1.md"]
    assert "number 3 in England" in made["ME-3.md"]
    assert "There were more good applications than places" in made["ME-4.md"]
    assert "- The form names another nation." in made["ME-5.md"]
    assert "1 second after the deadline" in made["ME-6.md"]
    for name, text in made.items():
        assert f"Dear Name of {name.removesuffix('.md')}," in text
        assert "24 May 2017" in text
        assert "Panel decided this on 25 April 2017" in text
        assert "look at it again" in text
        assert "\n\n\n" not in text
        assert "{" not in text


def test_no_letter_of_the_pilot_names_another_applicant(tmp_path):
    data = files("pairwell") / "data"
    with create_store(str(tmp_path / "pilot.db"), clock=ticking()) as store:
        programme = pw.Programme.read(data / "pilot.toml")
        store.add_programme(programme, actor="Officer")
        reception = store.reception(programme.id, actor="Officer")
        references = []
        for role in ("mentee", "mentor"):
            with open(data / f"{role}s.csv", encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
            table = {column: [row[column] or None for row in rows] for column in rows[0]}
            references += table["reference"]
            reception.receive(role, table | {"name": ["Somebody" for _ in rows]})
        desk = store.applications(programme.id, actor="Panel")
        desk.decide()
        desk.mark(data / "panel.csv")
        selected = desk.shortlist()["mentee"]
        made = letters(store, programme.id, actor="J. Farrow", on=ON)
    tied = [s for s in selected if "The mean mark ties with" in s.detail]
    assert any(s.outcome == pw.Selected.NOT_SELECTED for s in tied)
    for name, text in made.items():
        named_here = set(re.findall(r"\b[A-Z]{2}-\d+\b", text.decode())) & set(references)
        assert named_here == {name.removesuffix(".md")}


def test_the_outcomes_of_letters_are_those_of_the_library():
    named_by_the_library = {o.name.lower() for o in (*pw.Outcome, *pw.Selected)}
    without = {"draft", "withdrawn", "not_scored"}
    assert set(OUTCOMES) == (named_by_the_library | {"matched"}) - without


def test_only_those_who_are_asked_for_are_looked_up(decided):
    assert list(written(decided, outcomes=("late",))) == ["ME-6.md"]
    looks = [r for r in decided.records(PROGRAMME) if r.action.startswith("look up")]
    assert [(r.action, r.subject) for r in looks] == [("look up: letters of 2017-05-24", "ME-6")]


def test_an_earlier_letter_is_about_the_rules_before_there_is_a_shortlist(filled):
    filled.applications(PROGRAMME, actor="Panel").decide()
    assert "A panel\nwill read it" in written(filled)["ME-1.md"]


def test_a_name_is_text_and_nothing_else(decided):
    table = named(["ME-1"])
    table["name"] = ["{{ 7 * 7 }} <script>alert(1)</script> [x](http://evil) **bold**"]
    decided.reception(PROGRAMME, actor="Officer").receive("mentee", table)
    text = written(decided)["ME-1.md"]
    assert "Dear {{ 7 \\* 7 }} &lt;script>alert(1)&lt;/script>" in text
    assert "\\[x\\](http://evil) \\*\\*bold\\*\\*" in text


def test_a_reference_is_a_name_of_a_file_in_that_folder(filled):
    references = ["../ME/9", "..", "a b"]
    filled.reception(PROGRAMME, actor="Officer").receive("mentee", named(references))
    filled.applications(PROGRAMME, actor="Panel").decide()
    made = written(filled)
    assert {"..%2FME%2F9.md", "...md", "a%20b.md"} <= set(made)
    assert not any("/" in name for name in made)


class TestTemplatesOfYourOwn:
    def test_take_the_place_of_ours_one_by_one(self, decided, tmp_path):
        (tmp_path / "late.md.j2").write_text("Dear {{ name }}, {{ reasons | length }} reason.\n")
        made = written(decided, templates=tmp_path)
        assert made["ME-6.md"] == "Dear Name of ME-6, 1 reason.\n"
        assert "You are on the shortlist" in made["ME-1.md"]

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("{{ nmae }}", r"template late\.md\.j2: 'nmae' is undefined"),
            ("\n{% if %}", r"late\.md\.j2, line 2: "),
            ("{{ ''.__class__.__mro__ }}", "unsafe"),
            ("{% include '/etc/passwd' %}", r"template late\.md\.j2"),
            ("{% include '../p.toml' %}", r"template late\.md\.j2"),
        ],
    )
    def test_with_a_fault_are_named(self, decided, tmp_path, text, words):
        (tmp_path / "p.toml").write_text(programme_text())
        (tmp_path / "own").mkdir()
        (tmp_path / "own" / "late.md.j2").write_text(text)
        with pytest.raises(pw.Error, match=words):
            written(decided, templates=tmp_path / "own")


def test_an_outcome_without_a_letter_is_refused(decided):
    with pytest.raises(pw.Error, match="no letter is for 'draft'; letters are for eligible"):
        written(decided, outcomes=("draft",))


def test_somebody_without_a_name_is_said(filled):
    from small_rounds import forms

    filled.reception(PROGRAMME, actor="Officer").receive("mentee", forms(["ME-9"]))
    filled.applications(PROGRAMME, actor="Panel").decide()
    with pytest.raises(pw.Error, match="ME-9 has no name"):
        written(filled)
