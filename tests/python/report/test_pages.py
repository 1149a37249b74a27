"""The pages for people in a browser: for everybody, on a phone, on paper, without script."""

import pytest
from pages import barriers, chromium, opened, printed_pages, unfold
from small_rounds import forms, programme_text
from store_cases import PROGRAMME, filled_store

import pairwell as pw
from pairwell.report.board import round_board_html, standing_board_html
from pairwell.report.report import report_html
from pairwell.report.standing import standing_html
from pairwell.report.status import status_facts
from pairwell.report.status_page import status_html


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def written(tmp_path_factory, pilot_round):
    """Write each kind of page once: of a small round and a small store, and the pilot's report."""
    folder = tmp_path_factory.mktemp("pages")
    small = pw.run_round(
        pw.Programme.parse(programme_text(), file="p.toml"),
        forms([f"ME-{i}" for i in range(9)]),
        forms([f"MR-{i}" for i in range(9)]),
    )
    with filled_store(str(folder / "scheme.db")) as store:
        desk = store.pairs(PROGRAMME, actor="Officer")
        desk.decide()
        facts = status_facts(store, PROGRAMME)
        overview = desk.overview()
        programme = store.programme(PROGRAMME)
    made = {
        "pilot": report_html(pilot_round),
        "report": report_html(small, explain=False),
        "summary": round_board_html(pilot_round),
        "standing": standing_html(overview, {}),
        "status": status_html(facts, programme),
        "running": standing_board_html(overview, facts),
    }
    for name, html in made.items():
        (folder / f"{name}.html").write_text(html, "utf-8")
    return folder


PAGES = ("report", "summary", "standing", "status", "running")


@pytest.mark.parametrize("name", PAGES)
def test_nothing_serious_keeps_anybody_out(browser, written, name):
    for scheme in ("light", "dark"):
        with opened(browser, written / f"{name}.html", scheme=scheme) as page:
            unfold(page)
            assert barriers(page) == []


@pytest.mark.parametrize("name", ["pilot", *PAGES])
def test_no_page_is_wider_than_a_phone(browser, written, name):
    with opened(browser, written / f"{name}.html", width=390) as page:
        unfold(page)
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 390


@pytest.mark.parametrize(("name", "most"), [("summary", 2), ("running", 2), ("pilot", 30)])
def test_it_prints_on_few_pages(browser, written, name, most):
    with opened(browser, written / f"{name}.html") as page:
        assert printed_pages(page) <= most


def test_nothing_is_there_for_a_mouse_alone(written):
    for name in PAGES:
        assert " title=" not in (written / f"{name}.html").read_text("utf-8")


def test_a_table_is_sorted_by_keyboard_and_says_so(browser, written):
    with opened(browser, written / "pilot.html") as page:
        unfold(page)
        table = page.locator("#unpaired table.rows")
        heading = table.locator("thead th").first
        column = table.locator("tbody tr > :first-child")
        listed = column.all_inner_texts()
        for way, expected in (
            ("ascending", sorted(listed)),
            ("descending", sorted(listed, reverse=True)),
            (None, listed),
        ):
            heading.get_by_role("button").press("Enter")
            assert heading.get_attribute("aria-sort") == way
            assert column.all_inner_texts() == expected


def test_a_list_is_searched_filtered_and_counted(browser, written):
    with opened(browser, written / "pilot.html") as page:
        unfold(page)
        bar = page.locator("#picture .find").first
        rows = page.locator("#picture table.rows").first.locator("tbody tr")
        seen = page.locator("#picture table.rows").first.locator("tbody tr:visible")
        every = rows.count()
        bar.get_by_role("searchbox").fill("mm-001")
        found = seen.all_inner_texts()
        assert 0 < len(found) < every
        assert all("MM-001" in row for row in found)
        assert bar.get_by_role("status").inner_text() == f"{len(found)} of {every} shown"
        bar.get_by_role("combobox").select_option("proposed")
        assert seen.count() == 1
        pairs = page.locator(".pairs details.pair")
        page.locator("#pairs .find").get_by_role("combobox").select_option("up")
        points = [int(each.get_attribute("data-points")) for each in pairs.all()]
        assert points == sorted(points)


def test_without_script_everything_is_there_and_nothing_that_needs_one(browser, written):
    with opened(browser, written / "pilot.html", script=False) as page:
        assert page.locator(".find:visible, button:visible").count() == 0
        assert page.locator("[hidden]:not(.proof, .checked, [id^=proof-])").count() == 0
