"""Receipts and remedies in Welsh, Spanish and French: whole, with right numbers, no English."""

import html
import re
from functools import cache
from types import SimpleNamespace

import numpy as np
import oracle
import pytest
from browser import browse, complaints, needs_browser
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.data.spoken import English
from pairwell.matching.receipt_check import Line
from pairwell.matching.receipt_words import of_line
from pairwell.report.language import LANGUAGES, catalogue, language_of, speech_of
from pairwell.report.letter_receipts import letter_receipts
from pairwell.report.report import report_html
from pairwell.round.doctor import treated
from pairwell.round.scheme_change import SchemeChange, request, slot

OTHERS = [code for code in LANGUAGES if code != "en"]
ROLES = {"cy": "mentorai", "es": "persona mentorizada", "fr": "personne mentorée"}
_WORD = re.compile(r"[^\W\d_]{2,}")


@cache
def english_words(code):
    """Words that English texts of pages have and those of a language do not."""
    messages = [message for message in catalogue(code) if message.id]
    english, others = set(), set()
    for message in messages:
        english |= words(*([message.id] if isinstance(message.id, str) else message.id))
        others |= words(*([message.string] if isinstance(message.string, str) else message.string))
    return english - others


def words(*texts):
    bare = (re.sub(r"%\(\w+\)s|\{\w+\}|<[^>]*>", " ", text) for text in texts)
    return {word.lower() for text in bare for word in _WORD.findall(text)}


def told_by(page):
    """What a page says, without its scripts, its style and what is only an attribute or code."""
    bare = re.sub(r"<(script|style|code)\b.*?</\1>|<!.*?>", " ", page, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", " ", bare))


def section(page, name):
    return page[page.index(f'<section id="{name}">') :].partition("</section>")[0]


def numbers(text, code):
    """Every number of a text, written as English does it without marks between thousands."""
    group, point = {"en": ("", "."), "cy": (",", "."), "es": (".", ","), "fr": ("\u202f", ",")}[
        code
    ]
    whole = rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+|\d+" if group else r"\d+"
    found = re.findall(rf"(?<![\w-])(-?(?:{whole})(?:{re.escape(point)}\d+)?)(?!\w)", text)
    return sorted(each.replace(group, "").replace(point, ".") for each in found)


class Recorded(English):
    """English that keeps what it was asked for."""

    def __init__(self):
        self.texts = set()

    def gettext(self, message, /, **facts):
        self.texts.add(message)
        return super().gettext(message, **facts)

    def ngettext(self, one, many, num, /, **facts):
        self.texts.add(one)
        return super().ngettext(one, many, num, **facts)


@cache
def many_receipts():
    """Receipts of small problems of every kind, with every objective."""
    told = []
    open_ended = pw.Problem([[3, 1], [2, 2]], mentor_capacity=[(0, None), (1, None)])
    for problem in (open_ended, pw.Problem(np.zeros((0, 2))), pw.Problem(np.zeros((1, 0)))):
        told += pw.receipts(problem, pw.match(problem))
    for seed in range(100):
        rng = np.random.default_rng([19, seed])
        problem = oracle.random_problem(rng)
        objective = oracle.as_given(oracle.random_objective(rng))
        matching = pw.match(problem, objective, seed=None if seed % 2 else seed)
        if matching:
            told += pw.receipts(problem, matching)
    return told


@pytest.mark.filterwarnings("ignore::pairwell.ObjectiveWarning")
@pytest.mark.parametrize("code", OTHERS)
def test_receipts_are_in_the_language_with_the_numbers_of_the_english(code):
    language, recorded = language_of(code), Recorded()
    for receipt in many_receipts():
        english = receipt._paragraphs(recorded)
        assert "\n".join(english) == receipt.text
        own = receipt._paragraphs(language)
        assert len(own) == len(english)
        for paragraph, there in zip(own, english, strict=True):
            said = paragraph.replace(receipt.digest[:12], "")
            assert words(said) & english_words(code) == set()
            assert "%(" not in paragraph
            assert "  " not in paragraph
            there = there.replace(receipt.digest[:12], "")
            assert numbers(said, code) == numbers(there, "en"), (paragraph, there)
            assert paragraph[0].isupper()
            assert paragraph.endswith((".", ":"))
    assert len(recorded.texts) > 60  # so that nearly every sentence was said


@pytest.mark.parametrize("code", OTHERS)
def test_the_page_of_a_receipt_has_no_english_but_what_fails(code):
    names = pw.Names(mentee=("50% <b>{who}", "2"), mentor=("%(who)s", "4"))
    problem = pw.Problem([[8.5, 1.5], [9, 1]])
    receipt = pw.receipts(problem, pw.match(problem), names=names)[0]
    page = pw.receipt_page(receipt, language=code)
    assert f'<html lang="{code}">' in page
    assert 'lang="en"' not in page.replace('<span id="proof-reason" lang="en"></span>', "")
    told = told_by(page)
    assert (words(told) - {"who", "pairwell", "not", "be"}) & english_words(code) == set()
    assert f"{ROLES[code]} 50% <b>{{who}}" in told
    assert "%(who)s" in told  # what somebody is called, as it is
    point = {"cy": "1.5 pwynt", "es": "1,5 puntos", "fr": "1,5 point)"}[code]
    assert point in told
    forged = pw.Receipt.from_json(re.sub(r'("units":"\d+)', r"\g<1>1", receipt.to_json(), count=1))
    wrong = pw.receipt_page(forged, language=code)
    assert '<span lang="en">The digest is not that of the parts.</span></p>' in wrong
    own = told_by(re.sub(r'<span[^>]*lang="en">.*?</span>', "", section(wrong, "receipts")))
    assert words(own) & english_words(code) == set()
    assert words(receipt.text) & english_words(code)  # so that English would be seen


def test_a_page_in_another_language_is_refused_with_those_that_there_are():
    problem = pw.Problem([[1]])
    receipt = pw.receipts(problem, pw.match(problem))[0]
    with pytest.raises(pw.InvalidInput, match=r"pages have texts in en, cy, es, fr"):
        pw.receipt_page(receipt, language="de")
    with pytest.raises(TypeError, match=r"receipt_page: language must be a text"):
        pw.receipt_page(receipt, language=None)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("cy", ["1 person arall", "2 berson arall", "3 pherson arall", "5 person arall"]),
        ("es", ["descartada 1 persona más", *(f"otras {n} personas" for n in (2, 3, 5))]),
        ("fr", ["1 autre personne est", *(f"{n} autres personnes sont" for n in (2, 3, 5))]),
    ],
)
def test_receipts_count_as_the_language_does(code, said):
    problem = pw.Problem([[5, 1], [5, 4]])
    walk = pw.receipts(problem, pw.match(problem, ["most_pairs", "generous"], seed=None))[0]._walk
    for count, told in zip((1, 2, 3, 5), said, strict=True):
        line = of_line(walk, Line(1, None, leaving=count), language_of(code))
        assert told in line
        assert words(line) & english_words(code) == set()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("cy", ["0 pwynt", "1 pwynt", "1.5 pwynt", "-2.001 pwynt", "1,234.5 pwynt"]),
        ("es", ["0 puntos", "1 punto", "1,5 puntos", "-2,001 puntos", "1.234,5 puntos"]),
        ("fr", ["0 point", "1 point", "1,5 point", "-2,001 points", "1\u202f234,5 points"]),
        ("en", ["0 points", "1 point", "1.5 points", "-2.001 points", "1234.5 points"]),
    ],
)
def test_exact_points_are_written_as_the_language_does(code, said):
    say = speech_of(language_of(code))
    told = [say.exact_points(units, 1000) for units in (0, 1000, 1500, -2001, 1_234_500)]
    assert told == said
    large = say.exact_points(2**70 * 1000, 1000)  # of which Python has fifteen digits
    assert re.sub(r"\D", "", large).startswith("118059162071741")
    assert re.sub(r"\D", "", say.number(-(10**38))) == str(10**38)


@needs_browser
@pytest.mark.parametrize(
    ("code", "held"),
    [
        ("cy", "mae'r dderbynneb hon yn dal."),
        ("es", "este comprobante es válido."),
        ("fr", "cette attestation est valable."),
    ],
)
def test_a_page_checks_itself_in_the_language(tmp_path, code, held):
    problem = pw.Problem({"0": {"1": 8.5, "2": 5}})
    page = pw.receipt_page(pw.receipts(problem, pw.match(problem))[0], language=code)
    shown = browse(tmp_path, page, "--dump-dom", "--virtual-time-budget=20000")
    assert complaints(shown.stderr) == []
    assert held in html.unescape(shown.stdout)
    assert f"1 ({'8.5' if code == 'cy' else '8,5'})" in section(shown.stdout, "receipts")
    assert words(told_by(shown.stdout)) & english_words(code) == set()
    forged = re.sub(r'("units":"\d+)', r"\g<1>1", page, count=1)
    wrong = browse(tmp_path, forged, "--dump-dom", "--virtual-time-budget=20000")
    alarm = wrong.stdout.partition('id="proof-alarm"')[2].partition("</div>")[0]
    assert 'lang="en">' in alarm
    assert alarm.count("The digest is not that of the parts.") == 1
    assert " hidden" not in alarm


def small(code, mentees="3", slots="1"):
    text = f'language = "{code}"\n' + programme_text(mentees=mentees)
    people = forms(["ME-1", "ME-2", "ME-3"])
    mentors = forms(["MR-1", "MR-2"], vetoes=[None, "ME-3"], capacity=["1", slots])
    return pw.run_round(pw.Programme.parse(text, file="p.toml"), people, mentors)


@pytest.mark.parametrize("code", OTHERS)
@pytest.mark.parametrize("mentees", ["3", "2", "{ least = 4, most = 4 }"])
def test_remedies_of_a_report_have_no_english(code, mentees):
    round_ = small(code, mentees)
    part = section(report_html(round_), "doctor")
    assert 'lang="en"' not in part
    told = told_by(part)
    names = words(*round_.programme.nations)
    assert (words(told) - names) & english_words(code) == set()
    english = told_by(section(report_html(small("en", mentees)), "doctor"))
    figures = {"1" if each == "one" else each for each in numbers(english, "en")}
    assert set(numbers(told, code)) <= figures | {"0", "1", "2"}
    for reference in re.findall(r"M[ER]-\d", english):
        assert reference in told


@pytest.mark.parametrize("code", OTHERS)
def test_the_report_has_receipts_in_its_language(code):
    part = section(report_html(small(code)), "receipts")
    assert 'lang="en"' not in part
    assert words(told_by(part)) & english_words(code) == set()


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("en", "Small Scheme: receipt of MR-2"),
        ("cy", "Small Scheme: derbynneb MR-2"),
        ("es", "Small Scheme: comprobante de MR-2"),
        ("fr", "Small Scheme : attestation de MR-2"),
        ("de", "Small Scheme: receipt of MR-2"),
    ],
)
def test_the_page_beside_a_letter_is_in_the_language_of_the_programme(code, title):
    round_ = small(code)
    desk = SimpleNamespace(matching_on_record=lambda: round_)
    made = letter_receipts(desk, ["MR-2", "MR-9"], {"MR-2": "two", "MR-9": "nine"})
    assert list(made) == ["two-receipt.html"]
    page = made["two-receipt.html"].decode()
    assert f"<title>{title}</title>" in page
    spoken = code if code in OTHERS else "en-GB"
    assert f'<html lang="{spoken}">' in page
    left = words(told_by(page)) - words(title)
    assert code not in OTHERS or left & english_words(code) == set()


@pytest.mark.parametrize("code", OTHERS)
def test_what_is_found_is_the_same_in_each_language_and_api_texts_are_english(code):
    round_ = small(code)
    english, own = pw.scheme_doctor(round_), treated(round_, say=language_of(code))
    assert [each.found for each in own.people] == [each.found for each in english.people]
    for mine, theirs in zip(own.people, english.people, strict=True):
        assert words(mine.text) & english_words(code) == set()
        for one, other in zip(mine.remedies, theirs.remedies, strict=True):
            assert one.changes == other.changes
            assert numbers(one.text, code) == numbers(other.text, "en")
            assert other.text.startswith("With ")
    receipt = pw.receipts(round_.problem, round_.matching)[0]
    assert str(receipt).startswith("Mentee ")
    assert " you are " in repr(receipt._repr_html_())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_change_takes_names_with_marks_as_they_are(code):
    say = speech_of(language_of(code))
    own = slot("MR-1", 1, 2)
    assert "A {0} %(now)s (100%)" in own.text(lambda _: "A {0} %(now)s (100%)", say)
    assert numbers(own.text(str, say), code) == ["1", "2", "3"]
    lifted = request(("veto", "ME-1", "MR-1", True)).text(str, say)
    assert "ME-1" in lifted
    assert "MR-1" in lifted
    assert SchemeChange("floor", "objective.floor", (), 40, 30).text(str, say) == ""
