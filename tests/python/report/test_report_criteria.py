"""The report of a programme with criteria of its own: their words, what they found, and blanks."""

import re
from html import unescape

import pytest
from small_rounds import forms, programme_text
from test_report import Page

import pairwell as pw
from pairwell.report.criteria import STYLES, PairsInWords, bar, bar_words, style
from pairwell.report.language import english
from pairwell.report.outputs import output_files
from pairwell.report.report import report_html

OWN = """
id = "own-2027"
name = "Of our own"
starts = "March 2027"
ends = "May 2027"
nations = ["North"]
least_coverage = 60
[timetable.deadline]
title = "Forms are due"
on = "2027-02-01"
at = "12:00"
[questions.reference]
kind = "text"
plays = "reference"
[questions.help]
kind = "choices"
words = "What would you like help with?"
mentor_words = "What can you help with?"
separator = ";"
options = ["Budgets", "Writing"]
[questions.grade]
kind = "scale"
words = "Which grade are you?"
range = { least = 1, most = 9 }
[questions.faith]
kind = "choice"
words = "Whom would you rather meet?"
private = true
[questions.site]
kind = "choice"
words = "Where do you work?"
[questions.story]
kind = "text"
words = "Tell us about yourself"
[criteria.help]
compare = "covers"
words = "Help that is wanted & given"
question = "help"
weight = 50
[criteria.grade]
compare = "gap"
words = "Seniority"
question = "grade"
low = 1
high = 3
fall = 4
weight = 20
[criteria.faith]
compare = "same"
words = "Company"
question = "faith"
weight = 10
blank = "zero"
[criteria.both]
compare = "mean"
words = "Work"
weight = 10
blank = "leaves"
[criteria.both.of.site]
compare = "same"
question = "site"
[pair_rules.site]
version = 2
sentence = "Nobody is paired within a site."
reason = "Both work at one site."
forbid = { compare = "same", question = "site" }
[objective]
stages = ["most_pairs"]
floor = 0
seed = 1
"""


def people(prefix, **columns):
    count = len(next(iter(columns.values())))
    return {"reference": [f"{prefix}-{i + 1}" for i in range(count)], **columns}


@pytest.fixture(scope="module")
def own_round():
    mentees = people(
        "MM", help=["Budgets;Writing", ""], grade=["2", ""], faith=["zqfaith", ""],
        site=["Leeds", "York"], story=["zqstory", ""],
    )  # fmt: skip
    mentors = people(
        "MR", help=["Budgets;Gardening", "Writing"], grade=["4", "5"], faith=["zqfaith", "zqother"],
        site=["York", "Leeds"], story=["", ""],
    )  # fmt: skip
    return pw.run_round(pw.Programme(OWN), mentees, mentors)


@pytest.fixture(scope="module")
def html(own_round):
    return unescape(report_html(own_round))


def test_parts_have_the_words_and_weights_of_the_programme(html):
    rules = html[html.index('id="rules"') :]
    for words, weight in (("Help that is wanted & given", 50), ("Seniority", 20), ("Work", 10)):
        assert f'{words}</th><td class="number">{weight}</td>' in rules
        assert f"{words} <span" in html[: html.index('id="rules"')]
    looks_at = "“What would you like help with?” and “What can you help with?”"
    assert f"how much of the needs the other side offers: {looks_at}" in rules
    assert "Nobody is paired within a site." in rules
    assert "Both work at one site." in rules


RULE = """
[rules.company]
version = 1
sentence = "Everybody has a grade, or somebody whom they would rather meet."
reason = "Neither a grade nor a wish."
any = [{ question = "grade", at_least = 5 }, { question = "faith", one_of = ["zqother"] }]
"""


def test_a_reason_that_is_about_a_private_answer_among_others_does_not_show_it(tmp_path):
    mentees = people("MM", grade=["2", "9"], faith=["zqfaith", ""])
    mentors = people("MR", grade=["9"], faith=[""])
    round_ = pw.run_round(pw.Programme(OWN + RULE), mentees, mentors)
    (reason,) = round_.decisions[0].reasons
    assert (reason.field, reason.value) == ("grade, faith", "2; zqfaith")
    html = unescape(report_html(round_))
    assert "Which grade are you?; Whom would you rather meet?: not shown" in html
    files = output_files(round_)
    assert b"grade, faith" in files["decisions.csv"]
    assert "zqfaith" not in html + files["decisions.csv"].decode()


def test_a_pair_says_what_both_answered_and_what_came_of_it(own_round, html):
    assert [(p.mentee.reference, p.mentor.reference) for p in own_round.pairs] == [
        ("MM-1", "MR-1"), ("MM-2", "MR-2"),
    ]  # fmt: skip
    first = html[html.index('id="pair-1"') : html.index('id="pair-2"')]
    assert "<mark>Budgets</mark>" in first
    assert "<mark>Writing</mark>" not in first
    assert "1 of 2 by weight (Budgets)" in first
    assert "Fits fully (100%)" in first
    assert re.search(r"Which grade are you\?</th><td>2</td><td>4</td>", first)


def test_blanks_are_shown_as_such_with_coverage(own_round, html):
    second = html[html.index('id="pair-2"') :]
    second = second[: second.index("</details>")]
    assert "Left blank: counts as 20%" in second  # help, which has a neutral share of its own
    assert "Left blank: counts as 50%" in second
    assert "Left blank: counts nothing" in second
    assert '<span class="quiet">left blank</span>' in second
    coverage = own_round.pairs[1].score.coverage
    assert coverage < 600
    assert "One pair rests on few answers:" in html
    assert f"MM-2 with MR-2 ({coverage // 10}%)" in html


def test_answers_outside_the_options_are_counted(html):
    assert "Gardening" in html[html.index("To look at in the tables") : html.index('id="rules"')]


def test_what_is_not_for_a_panel_is_nowhere(own_round):
    for names in (False, True):
        for name, file in output_files(own_round, names=names).items():
            assert b"zqfaith" not in file, name
            assert b"zqother" not in file, name
    assert "zqstory" not in report_html(own_round)
    assert "zqstory" in report_html(own_round, names=True)
    told = PairsInWords(own_round.programme, [(p.mentee, p.mentor) for p in own_round.pairs])
    parts = {part["id"]: part for part in told.parts(*_first(own_round))}
    assert parts["faith"]["why"] == ""
    assert parts["faith"]["fit"] == "Fits fully (100%)"
    assert parts["help"]["why"]


def _first(round_):
    return round_.pairs[0].mentee, round_.pairs[0].mentor


def test_tables_have_a_column_for_each_criterion(own_round):
    head = output_files(own_round)["pairs.csv"].decode("utf-8-sig").splitlines()[0]
    assert head.endswith("help_points,grade_points,faith_points,both_points")


def test_a_bad_answer_that_is_not_for_a_panel_is_not_quoted():
    text = OWN.replace('words = "Whom would you rather meet?"', 'options = ["A"]')
    mentees = people("MM", help=["Budgets"], faith=["zqfaith"], site=["Leeds"])
    round_ = pw.run_round(pw.Programme(text), mentees, people("MR", help=["Budgets"]))
    assert any("zqfaith" in finding.message for finding in round_.findings)
    html = report_html(round_)
    assert "zqfaith" not in html
    assert "what was answered is not for this page" in html


@pytest.mark.parametrize("count", [1, 2, 6, 7, 12, 14])
def test_any_number_of_parts_can_be_told_apart(count):
    text = programme_text() + "".join(
        f'[criteria.part_{i}]\ncompare = "same"\nquestion = "sector"\n'
        f'words = "Part {i}"\nweight = {i}\n'
        for i in range(1, count + 1)
    )
    columns = {"sector": ["museums"]}
    round_ = pw.run_round(
        pw.Programme(text), forms(["ME-1"], **columns), forms(["MR-1"], **columns)
    )
    html = report_html(round_)
    page = Page(html)
    drawn = [own["class"] for own in page.all("rect") if own.get("class", "").startswith("part-")]
    assert drawn == [style(place) for place in range(count)]
    assert len(set(drawn)) == min(count, STYLES)
    for name in drawn:
        assert re.search(rf"\.{name}\b[^{{]*{{ fill:", html)
        assert re.search(rf"\.swatch\.{name}\b[^{{]*{{ background-color:", html)
    striped = [own for own in page.all("path") if own.get("class") == "stripes"]
    assert len(striped) == max(0, min(count, STYLES) - STYLES // 2)


def test_stripes_stay_within_their_piece():
    parts = [
        {"name": "A", "style": "part-7", "units": units, "share": 500, "answered": True}
        for units in (100, 1_000, 25_500, 60_000)
    ]
    for piece in bar(parts, english()):
        starts = [float(x) for x in re.findall(r"M([\d.]+) ", piece["stripes"])]
        assert all(piece["x"] <= x and x + 5 <= piece["x"] + piece["width"] + 1 for x in starts)


def test_a_bar_says_what_was_left_blank():
    parts = [
        {"name": "A", "units": 1_500, "share": 500, "answered": True},
        {"name": "B", "units": 500, "share": 500, "answered": False},
        {"name": "C", "units": 0, "share": None, "answered": False},
    ]
    assert bar_words(parts, english()) == "A 1.5; B 0.5 though left blank; C left blank"
