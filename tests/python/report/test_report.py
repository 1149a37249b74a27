"""The report: right in content, harmless whatever a form says, and whole in a browser."""

import base64
import csv
import hashlib
import io
import itertools
import re
import struct
import zlib
from html import unescape
from html.parser import HTMLParser

import pytest
from browser import browse, complaints, needs_browser
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report.outputs import output_files
from pairwell.report.report import report_html

DATA = ("receipts-data", "proof-data", "words")
VOID = {"meta", "br", "link", "img", "input", "hr"}


class Page(HTMLParser):
    """Keeps the elements of a page, and checks that they close in order."""

    def __init__(self, text):
        super().__init__()
        self.elements = []
        self.texts = []
        self._open = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data):
        self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def html(pilot_round):
    return report_html(pilot_round)


@pytest.fixture(scope="module")
def page(html):
    return Page(html)


def hostile_round():
    """Run a round whose every free text tries to break out of the page."""
    nasty = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"
    columns = {"statement": [nasty], "name": [nasty]}
    programme = pw.Programme.parse(
        programme_text().replace(
            'name = "Small Scheme"', 'name = "<b onclick=x()>Small</b> {{ 7*7 }}"'
        ),
        file="<i>.toml",
    )
    return pw.run_round(programme, forms(["ME-1"], **columns), forms(["MR-1"], **columns))


def test_the_same_round_gives_the_same_page(pilot_round, html):
    assert report_html(pilot_round) == html


def test_the_page_asks_for_nothing_and_runs_no_scripts_but_its_own(html, page):
    policy = next(m["content"] for m in page.all("meta") if "http-equiv" in m)
    allowed = re.fullmatch(
        r"default-src 'none'; style-src 'unsafe-inline'; script-src ('sha256-[\w+/]{43}=' ?)+",
        policy,
    )
    assert allowed, policy
    *data, first, second = page.all("script")  # what is checked; that of the tables, and the check
    kind = "application/json"
    assert data == [{"type": kind, "id": name} for name in DATA]
    assert first == second == {}
    codes = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = {base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() for code in codes}
    assert digests == set(re.findall(r"'sha256-(.*?)'", policy))
    code = "".join(codes)
    assert not re.search(r"eval|innerHTML|fetch|XMLHttp|document\.write|import\(", code)
    assert not page.all("link")
    assert not page.all("img")
    assert not re.search(r"url\(|@import|https?://", html)
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]


def test_headings_come_in_order(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_tables_have_captions_and_their_headers_a_scope(html, page):
    assert html.count("<table") == html.count("<caption") > 8
    assert all(header.get("scope") in ("col", "row") for header in page.all("th"))


def test_pictures_say_in_words_what_they_show(page):
    tags = [tag for tag, _ in page.elements]
    pictures = [place for place, tag in enumerate(tags) if tag == "svg"]
    assert len(pictures) > 4
    for place in pictures:
        attributes = page.elements[place][1]
        assert attributes["role"] == "img"
        assert "aria-label" in attributes or tags[place + 1 : place + 3] == ["title", "desc"]


def test_pictures_are_those_that_the_room_of_pictures_draws(pilot_round, html):
    for picture in (pw.plot.points(pilot_round), pw.plot.timetable(pilot_round)):
        assert picture.html in html
    own = re.findall(r"<svg class=\"([\w-]+)\"", html)
    assert sorted(set(own)) == ["bar", "pw-picture"]
    assert own.count("bar") == len(pilot_round.pairs)


def test_every_link_within_the_page_leads_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [link["href"] for link in page.all("a")]
    assert all(target.startswith("#") and target[1:] in ids for target in targets)


def test_every_pair_shows_its_points_coverage_and_parts(pilot_round, html):
    for pair in pilot_round.pairs:
        assert f"{pair.mentee.reference} with {pair.mentor.reference}: {pair.score}" in html
    assert html.count('class="pair"') == len(pilot_round.pairs)


def test_the_bar_of_a_pair_is_as_long_as_its_points(pilot_round, html):
    bars = re.findall(r'<svg class="bar".*?</svg>', html, re.DOTALL)
    for pair, bar in zip(pilot_round.pairs, bars, strict=True):
        pieces = re.findall(r'x="([\d.]+)" y="0" width="([\d.]+)"', bar)
        end = float(pieces[-1][0]) + float(pieces[-1][1])
        assert end == pytest.approx(pair.score.units / 100, abs=6)


def test_every_form_has_its_decision_with_rule_and_version(pilot_round, html):
    decisions = html[html.index('id="decisions"') : html.index('id="rules"')]
    for decision in pilot_round.decisions:
        assert f">{decision.reference}</th>" in decisions
        for reason in decision.reasons:
            assert f"rule {reason.rule}, version {reason.version}" in decisions


def test_ties_are_for_whoever_decides_and_apart_from_what_the_applicant_is_told(pilot_round, html):
    table = output_files(pilot_round)["decisions.csv"].decode("utf-8-sig")
    rows = {row["reference"]: row for row in csv.DictReader(io.StringIO(table))}
    text = unescape(html)
    tied = [entry for entry in pilot_round.selections if entry.detail]
    assert tied
    for entry in tied:
        assert entry.detail in text
        assert rows[entry.reference]["selection_detail"] == entry.detail
        told = rows[entry.reference]["selection_reason"]
        assert told == entry.reason
        assert not set(re.findall(r"M[MR]-\d+", told))


def test_every_stage_and_the_certificate_are_there(pilot_round, html):
    for stage in pilot_round.matching.stages:
        assert f'<span class="quiet">{stage.name}</span>' in html
    assert "When pairwell wrote this page, the certificate held." in html
    assert pilot_round.matching.digest in html
    assert pilot_round.programme.digest in html


def test_the_table_of_pairs_has_a_cell_for_each_and_marks_the_proposed(pilot_round, html):
    table = html[html.index('<table class="heat">') :]
    table = table[: table.index("</table>")]
    cells = re.findall(r'<td class="(score|refused)( chosen)?"', table)
    assert len(cells) == len(pilot_round.mentee_forms) * len(pilot_round.mentor_forms)
    assert sum(bool(chosen) for _, chosen in cells) == len(pilot_round.pairs)
    assert not [kind for kind, chosen in cells if chosen and kind == "refused"]


@pytest.mark.parametrize("names", [False, True])
def test_what_a_form_says_comes_out_as_text(names):
    text = report_html(hostile_round(), names=names)
    page = Page(text)
    assert len(page.all("script")) == len(DATA) + 2  # our own
    assert "onerror" not in text[text.index('id="receipts-data"') :].partition("</script>")[0]
    assert not page.all("img")
    assert not page.all("i")
    assert not [a for _, attributes in page.elements for a in attributes if a.startswith("on")]
    assert "{{ 7*7 }}" in text  # not computed
    assert ("<script>alert('x')</script>" in "".join(page.texts)) == names


def test_a_round_without_pairs_still_has_a_page():
    programme = pw.Programme.parse(programme_text(), file="p.toml")
    round_ = pw.run_round(programme, forms(["ME-1"], nation=["Wales"]), forms(["MR-1"]))
    page = Page(report_html(round_))
    assert "No pair could be proposed." in " ".join(page.texts)


def test_a_table_too_large_to_read_is_left_out_and_said():
    programme = pw.Programme.parse(programme_text(), file="p.toml")
    mentees = forms([f"ME-{i}" for i in range(101)])
    mentors = forms([f"MR-{i}" for i in range(100)])
    text = report_html(pw.run_round(programme, mentees, mentors, explain=False))
    assert "The table of 101 mentees by 100 mentors is too large" in text
    assert '<table class="heat">' not in text
    assert "img-src data:" in text  # the picture of so many pairs is an image
    assert "data:image/png;base64," in text
    assert len(Page(text).all("h1")) == 1


def pixels(path):
    """Read the rows of a PNG of 8 bits a channel, filters undone only as far as comparing needs."""
    data = path.read_bytes()
    width, height = struct.unpack(">II", data[16:24])
    body, place = b"", 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        if data[place + 4 : place + 8] == b"IDAT":
            body += data[place + 8 : place + 8 + length]
        place += length + 12
    return width, height, zlib.decompress(body)


@needs_browser
def test_the_page_opens_in_a_browser_without_a_complaint(tmp_path, html):
    result = browse(tmp_path, html, "--dump-dom")
    assert complaints(result.stderr) == []
    for heading in ("The programme", "The pairs", "Decisions on forms", "People and their data"):
        assert heading in result.stdout
    assert result.stdout.rstrip().endswith("</html>")


@needs_browser
def test_a_hostile_page_runs_nothing_in_a_browser(tmp_path):
    result = browse(tmp_path, report_html(hostile_round(), names=True), "--dump-dom")
    assert complaints(result.stderr) == []  # a blocked script would be told there
    assert result.stdout.count("<script>") == 2  # our own


@needs_browser
@pytest.mark.parametrize(("width", "height"), [(1200, 3000), (500, 3000)])
def test_the_page_is_drawn(tmp_path, html, width, height):
    shot = tmp_path / "shot.png"
    browse(tmp_path, html, f"--screenshot={shot}", f"--window-size={width},{height}")
    wide, high, body = pixels(shot)
    assert (wide, high) == (width, height)
    assert len(set(body)) > 60  # a blank page has one colour
    assert len(zlib.compress(body)) > 30_000


@needs_browser
def test_nothing_sticks_out_of_a_narrow_page(tmp_path, html):
    # What sticks out would make the whole page scroll sideways; only a table in a frame of its own
    # may. The page is 400 wide inside a frame, since a window cannot be so narrow.
    probe = (
        "<script>addEventListener('load', () => parent.postMessage("
        "[...document.querySelectorAll('body *')]"
        ".filter(e => !e.closest('.scroll, .unseen, .skip, .stack thead, svg')"
        " && e.getBoundingClientRect().right > innerWidth + 1)"
        ".map(e => e.tagName + '.' + e.className).slice(0, 5).join(' '), '*'))</script>"
    )
    opened = html.replace("<details", "<details open")
    probed = re.sub(r"<meta http-equiv[^>]*>", "", opened).replace("</head>", probe + "</head>")
    (tmp_path / "narrow.html").write_text(probed, "utf-8")
    frame = (
        "<!DOCTYPE html><title></title><script>"
        "addEventListener('message', e => { document.title = 'OUT:' + e.data + ':END' })"
        "</script><iframe src='narrow.html' width='400' height='3000' style='border:0'></iframe>"
    )
    result = browse(tmp_path, frame, "--dump-dom", "--virtual-time-budget=5000")
    (stuck,) = re.findall(r"<title>OUT:(.*?):END</title>", result.stdout)
    assert stuck == ""
