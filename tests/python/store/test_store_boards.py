"""What was decided on a board is on record, once, and a veto ends an open pair."""

import pytest
from store_cases import PROGRAMME, shortlisted

import pairwell as pw


@pytest.fixture
def desk(filled):
    shortlisted(filled)
    desk = filled.pairs(PROGRAMME, actor="Officer")
    people = [who for who, state in desk.states().items() if state == "shortlisted"]
    desk.move_applications(people, "accept")
    desk.match()
    return desk


def board_of(desk):
    asked = desk.matching_of_now("none")
    return pw.board(asked.scores, matching=asked.matching, actor="Jo")


def test_decisions_are_kept_once_with_who_when_and_why(filled, desk):
    board = board_of(desk)
    (mentee, mentor), (other, _) = [(own.mentee, own.mentor) for own in desk.pairs()][:2]
    board.lock(mentee, mentor, because="They asked for each other.")
    board.set_capacity(mentee=other, most=2, because="Two projects.", actor="Kim")
    board.veto(other, mentor, because="w")
    board.undo()
    kept = desk.keep_decisions(board.decisions)
    assert [(own.what, own.mentee, own.mentor, own.who, own.why) for own in kept] == [
        ("lock", mentee, mentor, "Jo", "They asked for each other."),
        ("capacity", other, "", "Kim", "Two projects."),
    ]
    assert kept[0].price == board.log[0].price.text
    assert desk.on_boards() == kept
    assert desk.keep_decisions(board.decisions) == []
    report = filled.audit(PROGRAMME)
    assert report.failures == ()
    records = [own for own in filled.records(PROGRAMME) if own.action == "board decision"]
    assert [(own.actor, own.outcome) for own in records] == [
        ("Officer", "locked"),
        ("Officer", "capacity set"),
    ]


def test_a_veto_declines_an_open_pair_for_its_reason(filled, desk):
    board = board_of(desk)
    pair = desk.pairs()[0]
    board.veto(pair.mentee, pair.mentor, because="Same team since June.")
    desk.keep_decisions(board.decisions)
    now = {(own.mentee, own.mentor): own for own in desk.pairs()}[pair.mentee, pair.mentor]
    assert (now.state, now.reason) == ("declined", "Same team since June.")
    assert (pair.mentee, pair.mentor) not in desk.match().added
    assert filled.audit(PROGRAMME).failures == ()


def test_they_go_with_their_person(filled, desk):
    board = board_of(desk)
    pair = desk.pairs()[0]
    board.lock(pair.mentee, pair.mentor, because="w")
    desk.keep_decisions(board.decisions)
    filled.custodian(PROGRAMME, actor="Officer").erase(pair.mentee, because="Asked for it.")
    assert desk.on_boards() == []
    assert filled.audit(PROGRAMME).failures == ()


def test_what_is_no_decision_is_refused_and_nothing_kept(desk):
    board = pw.board({"ME-1": {"nobody": 1}}, actor="Jo")
    board.lock("ME-1", "nobody", because="w")
    with pytest.raises(pw.InvalidInput, match="no form with this reference"):
        desk.keep_decisions(board.decisions)
    board.undo()
    with pytest.raises(TypeError, match="a decision of a board that stands"):
        desk.keep_decisions(board.log)
    assert desk.on_boards() == []
