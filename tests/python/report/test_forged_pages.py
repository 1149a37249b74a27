"""Forged and broken pages in a browser: red on top, and nothing left that says they hold."""

import json
import re

import pytest
from pages import chromium, opened, unfold
from small_rounds import forms, programme_text

import pairwell as pw
from pairwell.report.board import round_board_html
from pairwell.report.report import report_html

NOT_CHECKED = "Not checked"
HOLDS = re.compile(r"[^.\n]*\b(?:holds?|held)\b[^.\n]*", re.IGNORECASE)
DENIED = re.compile(r"\bnot hold\b|this digest hold|table holds references", re.IGNORECASE)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def report(pilot_round):
    return report_html(pilot_round)


@pytest.fixture
def show(browser, tmp_path):
    def shown(html, **options):
        path = tmp_path / "page.html"
        path.write_text(html, "utf-8")
        return opened(browser, path, **options)

    return shown


def claims(page):
    """What the page says, to whoever reads all of it, that holds: sentences that do not deny it."""
    unfold(page)
    said = HOLDS.findall(page.inner_text("body"))
    return [sentence.strip() for sentence in said if not DENIED.search(sentence)]


def figure(page):
    return page.inner_text("#verdict")


def checked(page):
    page.wait_for_selector("#proof-state.right, #proof-state.wrong", state="attached")


def replaced(page, element, pattern, by):
    """The page with another text within an element of data."""
    before, opening, rest = page.partition(f'id="{element}">')
    data, closing, after = rest.partition("</script>")
    forged = re.sub(pattern, by, data, count=1, flags=re.DOTALL)
    assert forged != data
    return before + opening + forged + closing + after


def forged_price(report):
    return replaced(report, "proof-data", r'"prices":{"mentee":\[(\d)', r"\g<0>7")


def another_pair(report):
    first, second = re.findall(r'<span class="who"><b>(.*?)</b>', report)[:2]
    return report.replace(f'"who"><b>{first}<', f'"who"><b>{second}<')


def better_points(report):
    found = re.search(r'<span class="points">(\d)', report)
    return report[: found.start(1)] + "9" + report[found.end(1) + 1 :]


def no_proof(report):
    return replaced(report, "proof-data", r".*", "{}")


def no_json(report):
    return replaced(report, "proof-data", r"^{", "")


def forged_receipt(report):
    return replaced(report, "receipts-data", r'"units":"(\d)', r'"units":"7\1')


def no_receipts(report):
    return replaced(report, "receipts-data", r'"own":\[\[.*$', '"own":[]}')


def receipts_of_others(report):
    """Receipts that hold, of the same people in other pairs."""
    other = pw.Problem({"MM-001": {"MR-001": 8}})
    (told,) = re.findall(r'id="receipts-data">(.*?)</script>', report, re.DOTALL)
    from pairwell.report.receipts import receipts_data

    made = list(pw.receipts(other, pw.match(other)))
    count = len(json.loads(told)["own"])
    data = json.loads(receipts_data(made))
    data["own"] = (data["own"] * count)[:count]
    return report.replace(told, json.dumps(data))


FORGED = {
    forged_price: "Mentee 0",
    another_pair: "The pairs that this page lists are not those that the proof is of.",
    better_points: "The points that this page lists are not those that the proof is of.",
    no_proof: "",
    no_json: "What this page carries cannot be read.",
    forged_receipt: "Receipts that do not hold: 1 of ",
    no_receipts: "The receipts that this page carries cannot be read.",
    receipts_of_others: "The receipts are not of the pairs that this page lists.",
}


@pytest.mark.parametrize("forge", FORGED, ids=lambda forge: forge.__name__)
def test_a_forged_report_is_red_on_top_and_claims_nothing(show, report, forge):
    with show(forge(report)) as page:
        checked(page)
        alarm = page.locator("#proof-alarm")
        assert alarm.is_visible()
        assert alarm.bounding_box()["y"] == 0
        assert (
            alarm.evaluate("each => getComputedStyle(each).backgroundColor") == "rgb(156, 43, 43)"
        )
        assert "Do not use these pairs." in alarm.inner_text()
        assert FORGED[forge] in alarm.inner_text()
        assert figure(page) == "Fails"
        parts = [each for each in claims(page) if not each.startswith(("Stage", "By the prices"))]
        assert parts == []
        assert page.locator(".right").count() == 0


def test_a_right_report_says_so_when_it_was_checked_and_not_before(show, report):
    with show(report, script=False) as page:
        assert figure(page) == NOT_CHECKED
        assert not page.locator("#proof-alarm").is_visible()
        said = claims(page)
        assert said
        assert all("When pairwell wrote this page" in sentence for sentence in said)
    with show(report) as page:
        checked(page)
        assert figure(page) == "Holds"
        assert not page.locator("#proof-alarm").is_visible()
        assert "Checked on this machine: the proof holds" in claims(page)


def test_a_changed_program_does_not_run_and_nothing_holds(browser, tmp_path, report):
    path = tmp_path / "page.html"
    path.write_text(forged_price(report).replace("const AT_ONCE", "const AT_LAST"), "utf-8")
    page = browser.new_page(offline=True)
    page.goto(path.as_uri())
    assert figure(page) == NOT_CHECKED
    assert all("When pairwell wrote this page" in sentence for sentence in claims(page))
    page.close()


@pytest.mark.parametrize("is_forged", [False, True])
def test_a_large_one_says_nothing_until_it_is_asked(show, report, is_forged):
    waits = re.sub(r'data-work="\d+"', 'data-work="900000"', report)
    with show(forged_price(waits) if is_forged else waits) as page:
        assert figure(page) == NOT_CHECKED
        page.click("#proof-start")
        checked(page)
        assert figure(page) == ("Fails" if is_forged else "Holds")


def test_what_pairwell_found_wrong_stays_wrong(show, report):
    """A page that was red when it was written, whatever its program finds."""
    red = report.replace('role="alert" hidden', 'role="alert"')
    with show(red) as page:
        checked(page)
        assert figure(page) == "Fails"
        assert [each for each in claims(page) if not each.startswith("By the prices")] == []


def test_pages_that_check_nothing_say_who_found_it(pilot_round):
    bare = report_html(pilot_round, proof=False, explain=False)
    assert "certificate, checked by pairwell when it wrote this page</dt><dd>Held</dd>" in bare
    assert 'id="verdict"' not in bare
    summary = round_board_html(pilot_round)
    assert "<strong>When pairwell wrote this page, the certificate held.</strong>" in summary


def test_a_forged_page_of_any_matching(show):
    problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}}, scale=3)
    page = pw.proof_page(problem, pw.match(problem))
    with show(page) as right:
        checked(right)
        assert "Checked on this machine: the proof holds" in claims(right)
    for forged in (
        page.replace('<td class="number">9<', '<td class="number">8<'),
        page.replace("<td>Ana</td>", "<td>Ben</td>"),
    ):
        assert forged != page
        with show(forged) as wrong:
            checked(wrong)
            assert wrong.locator("#proof-alarm").is_visible()
            assert claims(wrong) == []


def test_a_forged_receipt_of_one_person(show):
    problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    page = pw.receipt_page(pw.receipts(problem, pw.match(problem)).of(mentor="Xu"))
    with show(page) as right:
        assert "It is of Xu; partners, with the points of each: Ben (9)." in right.inner_text(
            "body"
        )
    with show(page.replace('"units":"9"', '"units":"7"')) as wrong:
        assert wrong.locator("#proof-alarm").is_visible()
        assert claims(wrong) == []


@pytest.mark.parametrize(
    ("code", "right", "wrong", "points"),
    [
        ("cy", "mae'r prawf yn dal.", "nid yw'r prawf yn dal.", "160"),
        ("es", "la demostración es válida.", "la demostración no es válida.", "160"),
        ("fr", "la preuve est valable.", "la preuve n'est pas valable.", "160"),
    ],
)
def test_a_page_checks_itself_in_its_language(show, code, right, wrong, points):
    text = f'language = "{code}"\n{programme_text()}'
    round_ = pw.run_round(
        pw.Programme.parse(text, file="p.toml"), forms(["ME-1", "ME-2"]), forms(["MR-1", "MR-2"])
    )
    html = report_html(round_, explain=False)
    for told, forged in ((right, html), (wrong, forged_price(html))):
        with show(forged) as page:
            checked(page)
            assert page.inner_text("#proof-state").endswith(told)
            assert (
                page.locator("#proof-state").evaluate("each => each.closest('[lang]').lang") == code
            )
            assert "checked" not in page.inner_text("#receipts-checked")
            if told == right:
                assert points in page.inner_text("#proof-parts")
