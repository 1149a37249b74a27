"""What the page asks is answered by plain values, and only what is in sight is sent."""

import json

import numpy as np
import pytest
from test_board import POINTS, board_of, scores

import pairwell as pw
from pairwell.board.answers import Answers
from pairwell.board.rows import MOST_ROWS

LOCK = {"what": "locked", "mentee": 0, "mentor": 0}


def asker(board):
    answers = Answers(board._session)
    board.wait()

    def ask(kind, **more):
        answer = answers.answer(json.loads(json.dumps({"id": "1-1", "kind": kind, **more})))
        return json.loads(json.dumps(answer))

    return ask


def rows(ask, side, **more):
    asked = {"first": 0, "count": 50, **more}
    answer = ask("rows", side=side, **asked)
    while answer["pending"]:
        answer = ask("rows", side=side, **asked)
    return answer


def test_rows_say_who_is_with_whom():
    board = board_of(mentee_answers={"Role": ["a", "b", "c"]})
    board.lock("Ana", "Xu", because="w")
    answer = rows(asker(board), 0)
    assert (answer["total"], answer["of"]) == (3, 3)
    first = answer["rows"][0]
    assert (first["name"], first["answers"]) == ("Ana", ["a"])
    assert first["partners"] == [{"place": 0, "name": "Xu", "points": "8", "locked": True}]


def test_cells_have_the_exact_price_of_each_pair():
    board = board_of()
    board.veto("Cem", "Xu", because="w")
    ask = asker(board)
    for place, mentee in enumerate(POINTS):
        answer = rows(ask, 1, beside=place, order="price")
        for row in answer["rows"]:
            kind, mentor = row["cell"]["kind"], row["name"]
            if mentor in board.matching.partners_of(mentee=mentee):
                assert kind == "paired"
            elif (mentee, mentor) == ("Cem", "Xu"):
                assert kind == "vetoed"
            elif mentor not in POINTS[mentee]:
                assert kind == "refused"
            else:
                why = pw.why_not(board.problem, board.matching, mentee, mentor)
                first = why.consequences.stage
                assert kind == ("severe" if first == 0 else "free" if first is None else "costly")
        ranks = [row["cell"]["rank"] for row in answer["rows"]]
        assert ranks == sorted(ranks)


def test_a_search_and_an_order_choose_rows():
    ask = asker(board_of(mentor_answers={"City": ["Bath", "York", "Bath"]}))
    found = rows(ask, 1, search="bath XU")
    assert [row["name"] for row in found["rows"]] == ["Xu"]
    assert (found["found"], found["of"]) == (1, 3)
    few = pw.board(np.ones((3, 1)), actor="Jo")
    unpaired = rows(asker(few), 0, order="unpaired")["rows"]
    assert [bool(row["partners"]) for row in unpaired] == [False, False, True]


def test_a_large_problem_says_what_is_shown_and_sends_what_is_in_sight():
    ask = asker(pw.board(np.ones((MOST_ROWS + 500, 3)), actor="Jo", objective="most_pairs"))
    answer = rows(ask, 0, first=1990, count=50)
    assert (answer["total"], answer["found"], len(answer["rows"])) == (2000, 2500, 10)
    assert rows(ask, 0, search="2499")["rows"][0]["place"] == 2499
    notes = ask("state")["notes"]
    assert notes[0].startswith("The points have no labels: people are shown by their positions")
    assert "shows 2,000 of the 2,500 mentees at a time; a search" in notes[1]


def test_a_person_has_reasons_alternates_and_capacity():
    board = pw.board({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9}, "Cem": {"Xu": 1}}, actor="Jo")
    ask = asker(board)
    rows(ask, 1, beside=0)
    alone = ask("person", side=0, place=2)["person"]
    assert alone["partners"] == []
    assert alone["why"].startswith(
        pw.why_unmatched(board.problem, board.matching, mentee="Cem").text
    )
    paired = ask("person", side=0, place=0)["person"]
    assert [own["name"] for own in paired["partners"]] == ["Yates"]
    assert [own["name"] for own in paired["alternates"]] == ["Xu"]
    assert paired["room"] == "Has 1 pair; may have up to 1 pair."


def test_a_pair_has_its_reasons_and_parts():
    board = board_of(scores())
    pair = board.matching.pairs[0].tolist()
    told = asker(board)("pair", mentee=pair[0], mentor=pair[1])["pair"]
    assert told["is_pair"]
    assert told["reasons"][0] == pw.explain(board.problem, board.matching, *pair).text
    assert len(told["parts"]) == 2


def test_a_decision_needs_a_reason_and_a_name():
    board = pw.board(POINTS)
    ask = asker(board)
    assert "Say who you are" in ask("decide", change=LOCK, because="w")["error"]
    assert "goes on record" in ask("decide", change=LOCK, because=" ", actor="Jo")["error"]
    answer = ask("decide", change=LOCK, because="w", actor=" Jo ")
    assert answer["state"]["undo"] == "Locked mentee Ana with mentor Xu."
    assert (board.actor, board.log[0].who) == ("Jo", "Jo")
    assert ask("undo")["state"]["redo"] == "Locked mentee Ana with mentor Xu."
    assert ask("undo")["error"] == "There is no decision to undo."


def test_the_state_says_of_which_pairs_the_worst_is():
    board = board_of()
    ask = asker(board)
    before = {own["name"]: own["value"] for own in ask("state")["stages"]}
    assert "worst pair" in before
    board.lock("Ana", "Xu", because="w")
    assert board.matching  # solved by then
    after = {own["name"]: own["value"] for own in ask("state")["stages"]}
    assert list(after) == ["pairs", "worst of the other pairs", "points"]


def test_a_price_is_told_before_anything_is_decided():
    board = board_of()
    price = asker(board)("price", change=LOCK)["price"]
    assert price["text"] == board.price_of_lock("Ana", "Xu").text
    assert [own["name"] for own in price["stages"]] == ["pairs", "worst pair", "points"]
    assert board.log == ()


@pytest.mark.parametrize(
    "message",
    [
        {"kind": "rows", "side": 2, "first": 0, "count": 1},
        {"kind": "rows", "side": 0, "first": -1, "count": 1},
        {"kind": "rows", "side": 0, "first": 0, "count": 1, "order": "__class__"},
        {"kind": "pair", "mentee": 99, "mentor": 0},
        {"kind": "pair", "mentee": "0", "mentor": 0},
        {"kind": "price", "change": {"what": "all"}},
        {"kind": "decide", "change": {"what": "capacity", "side": 0, "place": 0, "least": 0.5}},
        {"kind": "forget"},
        {},
    ],
)
def test_whatever_a_page_sends_is_answered_by_a_sentence(message):
    board = board_of()
    answer = Answers(board._session).answer(message)
    assert answer["error"].endswith(".")
    assert board.log == ()


def test_an_impossible_lock_is_told_and_taken_back():
    board = board_of()
    ask = asker(board)
    board.lock("Ana", "Xu", because="w")
    change = {"what": "locked", "mentee": 1, "mentor": 0}
    assert not ask("price", change=change)["price"]["possible"]
    state = ask("decide", change=change, because="w")["state"]
    assert "mentee Ben with mentor Xu is locked" in state["infeasible"]
    assert rows(ask, 0)["rows"][0]["partners"][0]["name"] == "Xu"  # the pairs that stood last
    assert ask("undo")["state"]["infeasible"] == ""


def test_the_saved_page_reads_only_loads_nothing_and_runs_nothing(tmp_path):
    board = board_of(
        {"<img src=x>": {"Xu": 3}, "Ben": {"Xu": 1}}, mentee_answers={"Secret": ["s1", "s2"]}
    )
    board.lock("Ben", "Xu", because="<script>alert(1)</script>")
    page = board.save(tmp_path / "board.html").read_text("utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    assert "<img" not in page
    assert "http" not in page
    assert "s1" in page
    assert "&lt;img src=x&gt;" in page
    assert "1 mentee in no pair" in page
    plain = board_of({"Ana": {"Xu": 3}}).html()
    assert "Secret" not in plain
    assert "Ana" in plain
