"""The page of a board in a real browser: drags, keys, themes, and what a screen reader is told."""

import pytest
from board_page import open_board
from pages import barriers, chromium

import pairwell as pw

POINTS = {
    "Ana": {"Xu": 8, "Yates": 5, "Zoe": 2},
    "Ben": {"Xu": 9, "Yates": 4},
    "<b>Cem</b>": {"Xu": 1, "Zoe": 3},
}


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def opened(browser):
    contexts = []

    def open_one(board, **options):
        page = open_board(browser, board, **options)
        contexts.append(page.context)
        return page

    yield open_one
    for context in contexts:
        context.close()


def board_of(**options):
    return pw.board(POINTS, actor="Jo", **options)


def row(page, side, name):
    return page.get_by_role("listbox", name=side).get_by_role("option").filter(has_text=name)


def drag(page, start, end):
    begin, target = start.bounding_box(), end.bounding_box()
    page.mouse.move(begin["x"] + 40, begin["y"] + 20)
    page.mouse.down()
    page.mouse.move(begin["x"] + 60, begin["y"] + 30, steps=2)
    page.mouse.move(target["x"] + 60, target["y"] + 25, steps=4)


def test_a_mentee_is_dragged_onto_a_mentor_priced_confirmed_and_undone(opened):
    board = board_of()
    page = opened(board)
    drag(page, row(page, "Mentees", "Ana"), row(page, "Mentors", "Xu"))
    ghost = page.locator(".pwb-ghost")
    ghost.get_by_text("−2 points").wait_for()
    assert "Ana" in ghost.inner_text()
    page.mouse.up()
    details = page.get_by_role("complementary", name="Details")
    details.get_by_text("2 points fewer. 2 pairs end, 2 begin.").wait_for()
    points = details.get_by_role("row", name="points").get_by_role("cell").all_inner_texts()
    assert points == ["17", "15", "▼ 2 points fewer"]
    assert board.log == ()
    details.get_by_label("Reason").fill("They know each other.")
    details.get_by_role("button", name="Pair and lock").click()
    row(page, "Mentees", "Ana").filter(has_text="Xu").wait_for()
    assert board.locked == [("Ana", "Xu")]
    assert (board.log[0].who, board.log[0].why) == ("Jo", "They know each other.")
    page.get_by_role("button", name="Undo").click()
    row(page, "Mentees", "Ana").filter(has_text="Yates").wait_for()
    assert board.locked == []
    assert page.faults == []


class Finger:
    """A finger on a page, as the browser has it from a screen."""

    def __init__(self, page):
        self._page = page
        self._session = page.context.new_cdp_session(page)

    def _send(self, kind, *points):
        told = {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]}
        self._session.send("Input.dispatchTouchEvent", told)

    def down(self, x, y):
        self._at = (x, y)
        self._send("touchStart", self._at)

    def move(self, x, y, steps=6):
        (left, top) = self._at
        for step in range(1, steps + 1):
            share = step / steps
            self._send("touchMove", (left + (x - left) * share, top + (y - top) * share))
            self._page.wait_for_timeout(20)
        self._at = (x, y)

    def up(self):
        self._send("touchEnd")


@pytest.mark.parametrize("width", [390, 1200])
def test_a_finger_that_rests_drags_and_locks(opened, width):
    board = board_of()
    page = opened(board, width=width, height=1000, touch=True)
    finger = Finger(page)
    begin = row(page, "Mentees", "Ana").bounding_box()
    finger.down(begin["x"] + 60, begin["y"] + 20)
    ghost = page.locator(".pwb-ghost")
    ghost.wait_for()
    target = row(page, "Mentors", "Xu").bounding_box()
    finger.move(target["x"] + 80, target["y"] + 25)
    for _ in range(3):  # rows come in another order when their prices are there
        target = row(page, "Mentors", "Xu").bounding_box()
        finger.move(target["x"] + 80, target["y"] + 25, steps=2)
    ghost.get_by_text("−2 points").wait_for()
    assert page.evaluate("[scrollX, scrollY]")[0] == 0
    finger.up()
    details = page.get_by_role("complementary", name="Details")
    details.get_by_label("Reason").fill("They asked.")
    details.get_by_role("button", name="Pair and lock").tap()
    row(page, "Mentees", "Ana").filter(has_text="Xu").wait_for()
    assert board.locked == [("Ana", "Xu")]
    assert page.faults == []


def test_a_finger_that_moves_scrolls_and_one_that_taps_chooses(opened):
    board = pw.board([[1] * 40] * 400, actor="Jo", objective="most_pairs")
    page = opened(board, touch=True)
    finger = Finger(page)
    view = page.get_by_role("listbox", name="Mentees")
    box = view.bounding_box()
    finger.down(box["x"] + 80, box["y"] + box["height"] - 60)
    finger.move(box["x"] + 80, box["y"] + 60, steps=10)
    finger.up()
    page.wait_for_function("document.querySelector('[role=listbox]').scrollTop > 58")
    assert page.locator(".pwb-ghost").count() == 0
    assert page.locator("[aria-selected=true]").count() == 0
    page.wait_for_timeout(600)  # scrolling goes on for a while
    box = view.bounding_box()
    page.touchscreen.tap(box["x"] + 80, box["y"] + 100)
    page.locator("[aria-selected=true]").wait_for()
    assert page.faults == []


def test_the_same_by_keys_alone(opened):
    board = board_of()
    page = opened(board)
    page.get_by_role("searchbox", name="Find mentees").focus()
    page.keyboard.type("ana")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Mentors'")
    listbox = page.get_by_role("listbox", name="Mentors")
    page.wait_for_function(
        "[...document.querySelectorAll('[role=option]')].some((e) => /worst/.test(e.innerText))"
    )
    names = [text.split("\n")[0] for text in listbox.get_by_role("option").all_inner_texts()]
    while (
        "Xu" not in page.locator(f"#{listbox.get_attribute('aria-activedescendant')}").inner_text()
    ):
        page.keyboard.press("ArrowDown")
    assert names[0] == "Yates"  # whom she has, then by price
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === 'Reason'")
    page.keyboard.type("Asked for.")
    page.keyboard.press("Enter")
    page.get_by_role("status").filter(has_text="Locked mentee Ana with mentor Xu.").wait_for(
        state="attached"
    )
    assert board.locked == [("Ana", "Xu")]
    page.keyboard.press("Control+z")
    page.get_by_role("status").filter(has_text="Took back").wait_for(state="attached")
    assert board.locked == []
    assert page.faults == []


def test_names_stay_text_and_an_impossible_lock_is_shown_with_a_way_back(opened):
    board = board_of()
    board.lock("Ana", "Xu", because="<img src=x onerror=alert(1)>")
    board.lock("Ben", "Xu", because="w")
    page = opened(board)
    alert = page.get_by_role("alert").filter(has_text="No matching obeys every rule now.")
    assert "mentee Ben with mentor Xu is locked" in alert.inner_text()
    assert page.locator("main img, main b").count() == 0
    assert row(page, "Mentees", "<b>Cem</b>").count() == 1
    alert.get_by_role("button", name="Undo").click()
    alert.wait_for(state="hidden")
    assert board.matching
    assert page.faults == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 1200), ("light", 390)])
def test_nothing_stands_in_the_way_of_anybody(opened, scheme, width):
    board = board_of(mentee_answers={"Role": ["curator", "guide", "guard"]})
    board.veto("Ben", "Yates", because="Same team.")
    page = opened(board, scheme=scheme, width=width)
    row(page, "Mentees", "Ana").click()
    row(page, "Mentors", "Xu").filter(has_text="−").click()
    page.get_by_role("table").wait_for()
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    dark = page.evaluate("getComputedStyle(document.querySelector('.pwb-frame')).backgroundColor")
    assert (dark == "rgb(20, 24, 28)") == (scheme == "dark")
    assert page.faults == []


def test_only_rows_in_sight_are_drawn(opened):
    board = pw.board([[1] * 40] * 400, actor="Jo", objective="most_pairs")
    page = opened(board)
    page.get_by_role("listbox", name="Mentees").evaluate("(list) => { list.scrollTop = 58 * 300; }")
    page.get_by_role("option", name="301").first.wait_for(state="attached")
    assert page.get_by_role("listbox", name="Mentees").get_by_role("option").count() < 40
    assert page.faults == []
