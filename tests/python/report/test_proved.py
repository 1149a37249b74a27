"""What the report of a store proves: the last matching, beside what people did since."""

import re

import pytest
from pages import barriers, chromium, opened, unfold
from store_cases import PROGRAMME, filled_store, started

from pairwell.report.standing import standing_html


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


def page_of(store, names=()):
    desk = store.pairs(PROGRAMME, actor="Officer")
    return standing_html(desk.overview(), dict(names), desk.matching_on_record())


def facts(page):
    told = page.partition('<section id="proved">')[2].partition("</section>")[0]
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", told))


def checked(page):
    page.wait_for_selector("#proof-state.right, #proof-state.wrong", state="attached")
    return page.inner_text("#proof-state")


def test_what_stands_as_it_was_matched_is_proved(browser, quick_path):
    with filled_store(str(quick_path / "s.db")) as store:
        pairs = started(store)
        html = page_of(store, [("ME-1", "Ann Other")])
    assert facts(html)["Pairs of the matching"] == str(len(pairs))
    assert facts(html)["of these, pairs that were confirmed before and had to stay"] == "0"
    assert facts(html)["Pairs that stand and are not of the matching"] == "0"
    assert "The pairs that stand are those of the matching." in html
    (quick_path / "page.html").write_text(html, "utf-8")
    with opened(browser, quick_path / "page.html", width=390) as page:
        assert checked(page).endswith("the proof holds.")
        assert page.inner_text("#verdict") == "Holds"
        unfold(page)
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_people_did_since_is_told_and_not_proved(browser, quick_path):
    with filled_store(str(quick_path / "s.db")) as store:
        (gone, *kept) = started(store)
        desk = store.pairs(PROGRAMME, actor="Officer")
        desk.move_pairs([gone], "end_early", because="moved away")
        html = page_of(store)
        desk.match()
        again = page_of(store)
    assert facts(html)["of these, pairs that stand or were completed"] == str(len(kept))
    assert facts(again)["of these, pairs that were confirmed before and had to stay"] == str(
        len(kept)
    )
    assert "The pairs that stand are those of the matching." not in html
    (quick_path / "page.html").write_text(html, "utf-8")
    with opened(browser, quick_path / "page.html") as page:
        assert checked(page).endswith("the proof holds.")
    forged = html.replace(
        f'<tr class="who"><th scope="row"><b>{gone[0]}<', '<tr class="who"><th scope="row"><b>ME-9<'
    )
    assert forged != html
    (quick_path / "page.html").write_text(forged, "utf-8")
    with opened(browser, quick_path / "page.html") as page:
        assert checked(page).endswith("the proof does not hold.")
        assert page.inner_text("#verdict") == "Fails"


def test_without_a_matching_nothing_is_said_of_proofs(quick_path):
    with filled_store(str(quick_path / "s.db")) as store:
        html = standing_html(store.pairs(PROGRAMME, actor="Officer").overview(), {})
    assert 'id="proved"' not in html
    assert 'id="verdict"' not in html
