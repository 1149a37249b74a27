"""The status of a running programme, as values, lines and a page, and the summary for a board."""

import shutil

import pytest
from store_cases import PROGRAMME, lived, ticking

from pairwell.report.board import standing_board_html
from pairwell.report.status import status_facts, status_lines
from pairwell.report.status_page import status_html
from pairwell.store import open_store


@pytest.fixture(scope="module")
def running(filled_file, tmp_path_factory):
    """A programme in June, with a meeting of a week ago of which nobody said anything."""
    path = shutil.copy(filled_file, tmp_path_factory.mktemp("running") / "scheme.db")
    with open_store(str(path), clock=ticking("2017-04-25T10:00:00+00:00")) as store:
        pair = "/".join(lived(store)[0])
    with open_store(str(path), clock=ticking("2017-06-20T10:00:00+00:00")) as store:
        facts = status_facts(store, PROGRAMME)
        overview = store.pairs(PROGRAMME, actor="Officer").overview()
        return pair, facts, overview


def test_it_says_what_came_of_agreements_meetings_events_and_money(running):
    _, facts, _ = running
    assert facts["agreements"] == [{"state": "in_force", "count": 1}]
    assert facts["meetings"] == [{"state": "planned", "count": 1}]
    (invited,) = facts["attendance"]
    assert (invited["event"], invited["state"], invited["count"]) == ("training", "invited", 1)
    (fund,) = facts["funds"]
    assert fund["pence"]["offered"] == 4_000
    assert fund["pence"]["available"] == fund["pence"]["whole"] - 4_000
    lines = list(status_lines(facts))
    assert "Agreements: 1 in force" in lines
    assert "Meetings: 1 planned" in lines
    assert [line for line in lines if line.startswith("Money, ") and " left (" in line]


def test_a_meeting_of_which_nobody_said_anything_waits(running):
    pair, facts, _ = running
    waits = {own["reason"]: own["references"] for own in facts["blocks"]}
    assert waits["1 meeting over, and nobody said what became of it"] == [pair]
    assert f"pairwell log meeting {pair} 1 hold" in [own["command"] for own in facts["next"]]


def test_the_page_has_all_of_it_and_the_summary_names_nobody(running):
    pair, facts, overview = running
    programme = overview.standing.programme
    page = status_html(facts, programme)
    for told in (f"pairwell log meeting {pair} 1 hold", "1 planned", "1 in force", "1 invited"):
        assert told in page
    board = standing_board_html(overview, facts)
    assert "1 planned" in board
    assert not [who for who in overview.standing.people if who in board]
