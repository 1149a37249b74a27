"""Pages and letters in the language of the programme."""

import datetime as dt
import re

import pytest
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell import _core
from pairwell.report.board import round_board_html
from pairwell.report.language import LANGUAGES, language_of
from pairwell.report.letter_templates import LetterTemplates
from pairwell.report.letters import KINDS, samples
from pairwell.report.report import report_html


def small_round(**keys):
    top = "".join(f'{key} = "{value}"\n' for key, value in keys.items())
    programme = pw.Programme.parse(top + programme_text(), file="p.toml")
    return pw.run_round(programme, forms(["ME-1", "ME-2"]), forms(["MR-1", "MR-2"]))


@pytest.mark.parametrize(
    ("code", "heading", "points", "month"),
    [
        ("en", "The pairs", r"\d\.\d", "June"),
        ("cy", "Y parau", r"\d\.\d", "Mehefin"),
        ("es", "Las parejas", r"\d,\d", "junio"),
        ("fr", "Les binômes", r"\d,\d", "juin"),
    ],
)
def test_a_page_is_in_the_language_of_its_programme(code, heading, points, month):
    round_ = small_round(language=code)
    page = report_html(round_, explain=False)
    assert f'<html lang="{"en-GB" if code == "en" else code}">' in page
    assert f"<h2>{heading}</h2>" in page
    assert re.search(rf'<span class="points">{points}', re.sub(r"\d(?=\d)", "", page))
    assert month in page
    assert (' lang="en"' in page) == (code != "en")  # what the engine says
    board = round_board_html(round_)
    assert "Who decides" in board or code != "en"
    assert "Who decides" not in board or code == "en"


def test_a_language_without_texts_has_english_pages_that_say_so():
    page = report_html(small_round(language="de"), explain=False)
    assert "the programme&#39;s language is “de”" in page or "programme's language is “de”" in page
    assert "<h2>The pairs</h2>" in page


@pytest.mark.parametrize(
    ("key", "value", "known"), [("language", "xx", "cy"), ("currency", "XXX", "AUD")]
)
def test_an_unknown_one_is_refused_with_its_line_and_what_there_is(key, value, known):
    with pytest.raises(pw.InvalidInput) as refused:
        pw.Programme.parse(f'{key} = "{value}"\n' + programme_text(), file="p.toml")
    (found,) = [each for each in refused.value.findings if each.column == key]
    assert (found.row, found.value) == (1, value)
    assert known in found.message


@pytest.mark.parametrize("name", pw.presets())
def test_english_days_are_those_of_the_core(name):
    programme = pw.preset(name)
    for event in programme.timetable.events:
        told = language_of("en").when(programme.timetable, event)
        assert told == _core.in_words(programme.timetable, event)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", ["£3,000", "€1,234.50", "60%", "1,234", "Monday 24 April 2017", "a, b and c"]),
        ("cy", ["£3,000", "€1,234.50", "60%", "1,234", "Dydd Llun 24 Ebrill 2017", "a, b, a c"]),
        (
            "es",
            ["3.000 GBP", "1.234,50 €", "60 %", "1.234", "lunes 24 de abril de 2017", "a, b y c"],
        ),
        ("fr", ["3 000 £GB", "1 234,50 €", "60 %", "1 234", "lundi 24 avril 2017", "a, b et c"]),
    ],
)
def test_money_numbers_and_days_are_as_the_language_writes_them(code, written):
    own = language_of(code)
    told = [
        own.money(300_000, "GBP"),
        own.money(123_450, "EUR"),
        own.percent(600),
        own.number(1234),
        own.weekday(dt.date(2017, 4, 24)),
        own.listed("abc"),
    ]
    assert [re.sub(r"\s", " ", each) for each in told] == written


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 cyfarfod"),
        (1, "1 cyfarfod"),
        (2, "2 gyfarfod"),
        (3, "3 chyfarfod"),
        (6, "6 chyfarfod"),
        (7, "7 cyfarfod"),
    ],
)
def test_welsh_counts_in_six_ways(number, said):
    assert language_of("cy").ngettext("%(num)s meeting", "%(num)s meetings", number) == said


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_letter_is_written_in_it(code):
    written = LetterTemplates(None, {}, language_of(code))
    for kind in KINDS:
        for facts in samples(kind):
            text = written.render(kind, facts | {"name": "Siân *Hill*"})
            assert "Siân \\*Hill\\*" in text  # Markdown of a name is escaped in every language
            assert "%(" not in text
            assert ("With kind regards" in text) == (code == "en")


def test_what_the_page_says_of_alternates_and_remedies_is_in_its_language():
    """What Python says of values: of sentences that the engine gives, it has the English."""
    text = 'language = "es"\n' + programme_text()
    programme = pw.Programme.parse(text, file="p.toml")
    round_ = pw.run_round(programme, forms(["ME-1", "ME-2", "ME-3"]), forms(["MR-1", "MR-2"]))
    page = report_html(round_)
    alternates = page.partition('<section id="alternates">')[2].partition("</section>")[0]
    assert "<p>Sin el sorteo hay " in alternates
    assert "Without the lottery" not in page
    doctor = page.partition('<section id="doctor">')[2].partition("</section>")[0]
    assert "Para quien dirige el programa, y para nadie más" in doctor
    assert "For whoever runs" not in page
