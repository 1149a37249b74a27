"""A board decides by values: each decision has its price, its reason, and a way back."""

import datetime as dt
import threading

import numpy as np
import pandas as pd
import pytest

import pairwell as pw
from pairwell.board.price import WORDS
from pairwell.matching.stages import STAGES

POINTS = {
    "Ana": {"Xu": 8, "Yates": 5, "Zoe": 2},
    "Ben": {"Xu": 9, "Yates": 4},
    "Cem": {"Xu": 1, "Zoe": 3},
}
NOON = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
MENTEES = {"Email": ["ana", "ola"], "Needs": ["art; law", "law"], "Grade": [2, 3]}
MENTORS = {"Email": ["ben", "cy"], "Offers": ["law; trade", "art; law"], "Grade": [4, 6]}
CRITERIA = [pw.covers("Needs", "Offers", weight=3), pw.gap("Grade", low=1, high=3, weight=1)]


def board_of(points=POINTS, *more, **options):
    return pw.board(points, *more, **{"actor": "Jo", "clock": lambda: NOON, **options})


def scores():
    return pw.score(MENTEES, MENTORS, CRITERIA, index="Email")


class TestDecisions:
    @pytest.mark.parametrize(
        ("decide", "rules"),
        [
            (lambda b: b.lock("Ana", "Xu", because="w"), {"locked": [("Ana", "Xu")]}),
            (lambda b: b.veto("Ben", "Xu", because="w"), {"forbidden": [("Ben", "Xu")]}),
            (
                lambda b: b.set_capacity(mentor="Xu", most=2, because="w"),
                {"mentor_capacity": {"Xu": 2, "Yates": 1, "Zoe": 1}},
            ),
            (
                lambda b: b.set_capacity(mentee="Cem", least=1, most=None, because="w"),
                {"mentee_capacity": [(0, 1), (0, 1), (1, None)]},
            ),
        ],
        ids=["lock", "veto", "capacity", "no limit"],
    )
    def test_make_the_problem_that_one_would_write(self, decide, rules):
        board = board_of()
        decide(board)
        asked = pw.Problem(POINTS, **rules)
        assert board.problem == asked
        assert board.matching == pw.match(asked)
        assert board.matching == pw.match(board.problem, board.objective)
        assert board.matching.verify()

    def test_of_weights_make_the_scores_that_other_criteria_give(self):
        board = board_of(scores())
        price = board.price_of_weight("Grade", 7)
        board.set_weight("Grade", 7, because="Rank matters.")
        other = [pw.covers("Needs", "Offers", weight=3), pw.gap("Grade", low=1, high=3, weight=7)]
        anew = pw.match(pw.score(MENTEES, MENTORS, other, index="Email"))
        assert board.matching.pairs.tolist() == anew.pairs.tolist()
        assert board.matching.units == anew.units
        assert board.weights == {"Needs": 3, "Grade": 7}
        assert price.text.startswith("Points are counted by other weights.")
        board.set_weight("Grade", 1, because="As it was.")
        assert board.problem == board_of(scores()).problem

    def test_come_back_as_what_problem_takes(self):
        board = board_of(
            POINTS, pw.Problem(POINTS, locked=[("Ana", "Yates")], forbidden=[("Cem", "Xu")])
        )
        board.free("Ana", "Yates", because="They asked.")
        board.veto("Ben", "Yates", because="w")
        board.lock("Cem", "Xu", because="The conflict is over.")
        board.set_capacity(mentor="Xu", most=2, because="w")
        assert (board.locked, board.forbidden) == ([("Cem", "Xu")], [("Ben", "Yates")])
        assert board.capacities == {"mentee": {}, "mentor": {"Xu": (0, 2)}}
        again = pw.Problem(
            POINTS, locked=board.locked, forbidden=board.forbidden,
            mentor_capacity={"Xu": 2, "Yates": 1, "Zoe": 1},
        )  # fmt: skip
        assert again == board.problem

    def test_the_last_one_about_a_pair_holds(self):
        board = board_of()
        board.lock("Ana", "Xu", because="w")
        board.veto("Ana", "Xu", because="w")
        assert (board.locked, board.forbidden) == ([], [("Ana", "Xu")])
        board.free("Ana", "Xu", because="w")
        assert board.problem == board_of().problem

    def test_are_noted_with_who_when_why_and_price(self):
        board = board_of()
        board.lock("Ana", "Xu", because="  They know\neach other. ")
        board.veto("Cem", "Zoe", because="w", actor="Kim")
        first, second = board.log
        assert (first.what, first.mentee, first.mentor) == ("lock", "Ana", "Xu")
        assert (first.who, first.when, first.why) == ("Jo", NOON, "They know each other.")
        assert first.price == board_of().price_of_lock("Ana", "Xu")
        assert second.who == "Kim"
        assert str(first) == (
            "2026-05-04 12:00, Jo: Locked mentee Ana with mentor Xu. They know each other. "
            f"{first.price}"
        )
        assert board.log_table()["why"] == ("They know each other.", "w")


class TestPrice:
    @pytest.mark.parametrize(
        "objective",
        [
            pw.default_objective()[:-1],
            ["most_pairs", ("floor", 6), "most_points"],
            ["most_pairs", "leximin"],
            ["most_pairs", "rank_maximal"],
            ["most_pairs", "generous"],
            [("fewest_changes", [(0, 0), (1, 3), (5, 4)]), "most_pairs"],
        ],
        ids=lambda stages: str(stages[1]),
    )
    def test_is_what_the_stages_come_to(self, objective):
        table = np.random.default_rng(4).integers(0, 9, (6, 5))
        problem = pw.Problem(table, mentor_capacity=[1, 2, 1, 1, 2])
        board = board_of(table, problem, objective=objective)
        before = board.matching
        taken = set(map(tuple, before.pairs.tolist()))
        for pair in [(0, 0), (1, 3), (5, 4)]:
            price = board.price_of_veto(*pair) if pair in taken else board.price_of_lock(*pair)
            name = "forbidden" if pair in taken else "locked"
            after = pw.match(board.problem.replace(**{name: [pair]}), objective)
            assert [own.after for own in price.stages] == [own.value for own in after.stages]
            assert [own.before for own in price.stages] == [own.value for own in before.stages]
            assert all(own.text for own in price.stages if own.effect != "same")
            assert set(price.ended) == taken - set(map(tuple, after.pairs.tolist()))
            assert board.matching == before

    def test_says_the_first_stage_that_is_worse(self):
        board = board_of(POINTS, objective=["most_pairs", "most_points"])
        price = board.price_of_lock("Ana", "Xu")
        assert [own.effect for own in price.stages[:2]] == ["same", "worse"]
        assert price.text == "2 points fewer. 2 pairs end, 2 begin."
        assert board.price_of_veto("Ana", "Zoe").text == "It costs nothing. No pair changes."

    def test_says_what_is_worse_where_a_locked_pair_leaves_the_worst_of_others_better(self):
        board = board_of({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
        price = board.price_of_lock("Ben", "Yates")
        told = (
            "Worst of the other pairs higher by 3 points, but 2 points fewer. 2 pairs end, 2 begin."
        )
        assert price.text == told

    def test_says_what_more_room_would_give(self):
        price = board_of().price_of_capacity(mentor="Xu", most=2)
        assert price.stages[2].effect == "better"
        assert price.text == "3 points more. 1 pair ends, 1 begins."


class TestWayBack:
    def test_goes_back_and_forth(self):
        board = board_of()
        states = [board.matching]
        for mentee, mentor in (("Ana", "Xu"), ("Ben", "Yates")):
            board.lock(mentee, mentor, because="w")
            states.append(board.matching)
        for state in (states[1], states[0]):
            board.undo()
            assert board.matching == state
        board.redo()
        assert board.matching == states[1]
        assert [own.what for own in board.log] == ["lock", "lock", "undo", "undo", "redo"]
        assert [own.stands for own in board.log] == [True, False, True, True, True]
        assert [own.text for own in board.decisions] == ["Locked mentee Ana with mentor Xu."]

    def test_another_decision_ends_the_way_forth(self):
        board = board_of()
        board.lock("Ana", "Xu", because="w")
        board.undo()
        board.veto("Ana", "Xu", because="w")
        with pytest.raises(pw.InvalidInput, match="no decision to redo"):
            board.redo()

    def test_holds_where_no_matching_obeys_the_rules(self):
        board = board_of()
        board.lock("Ana", "Xu", because="w")
        stood = board.matching
        assert not board.price_of_lock("Ben", "Xu").is_possible
        board.lock("Ben", "Xu", because="w")
        assert not board.matching
        assert "mentee Ben with mentor Xu is locked" in board.infeasible
        assert board.log[-1].price.why == board.infeasible
        board.set_capacity(mentor="Xu", most=2, because="Xu takes both.")
        assert board.matching
        assert not board.infeasible
        board.undo()
        board.undo()
        assert board.matching == stood

    def test_begins_where_no_matching_obeys_the_rules(self):
        problem = pw.Problem(POINTS, mentee_capacity={"Ana": (3, 3), "Ben": 1, "Cem": (1, 1)})
        board = board_of(POINTS, problem)
        assert "mentee Ana asks for at least 3" in board.infeasible
        price = board.price_of_capacity(mentee="Ana", most=1)
        assert price.text == "Then there is a matching, of 3 pairs."
        board.set_capacity(mentee="Ana", most=1, because="One will do.")
        assert board.log[0].price == price
        assert board.matching == pw.match(board.problem)

    def test_many_decisions_are_forgotten_by_no_undo(self):
        table = np.arange(400).reshape(20, 20) % 7
        board = board_of(table)
        began = board.matching
        for place in range(20):
            board.veto(place, (place * 3) % 20, because="w")
        for _ in range(20):
            board.undo()
        assert board.matching == began


class TestWaiting:
    def test_a_decision_is_in_force_while_it_is_solved_for(self, monkeypatch):
        gate = threading.Event()
        from pairwell.board import solutions

        solve = solutions.match_of_programme

        def slowly(*asked, progress, **options):
            while not gate.wait(0.005) and progress is not None and progress("", 0, 0):
                pass
            return solve(*asked, progress=progress, **options)

        board = board_of()
        monkeypatch.setattr(solutions, "match_of_programme", slowly)
        board.lock("Ana", "Xu", because="w")
        assert board.is_running
        assert board.locked == [("Ana", "Xu")]
        assert not board.wait(0.01)
        board.stop()
        assert not board.is_running
        assert board.locked == []
        board.lock("Ana", "Yates", because="w")
        gate.set()
        assert board.matching.partners_of(mentee="Ana") == ("Yates",)
        assert board.log[-1].price is not None


class TestBadInput:
    @pytest.mark.parametrize(
        ("call", "message"),
        [
            (lambda b: b.lock("Ana", "Xo", because="w"), "Did you mean 'Xu'"),
            (lambda b: b.lock("Ana", 7, because="w"), "not in the problem"),
            (lambda b: b.lock("Ana", "Xu", because="  "), "it goes on record"),
            (lambda b: b.lock("Ana", "Xu", because="x" * 2001), "more than 2,000"),
            (lambda b: b.lock("Ben", "Zoe", because="w"), "The points leave this pair out"),
            (lambda b: b.free("Ana", "Xu", because="w"), "neither locked nor vetoed"),
            (lambda b: b.set_capacity(mentor="Xu", most=1, because="w"), "has that already"),
            (lambda b: b.set_capacity(mentor="Xu", least=3, most=2, because="w"), "in this order"),
            (lambda b: b.set_weight("Grade", 3, because="w"), "the points are of no scores"),
            (lambda b: b.undo(), "no decision to undo"),
        ],
    )
    def test_is_refused_and_nothing_is_noted(self, call, message):
        board = board_of()
        with pytest.raises(pw.InvalidInput, match=message):
            call(board)
        assert board.log == ()
        assert board.problem == board_of().problem

    def test_a_decision_that_stands_is_not_taken_twice(self):
        board = board_of()
        board.lock("Ana", "Xu", because="w")
        with pytest.raises(pw.InvalidInput, match="locked already"):
            board.lock("Ana", "Xu", because="again")

    def test_a_refusal_of_the_scores_says_its_rule(self):
        staff = {**MENTORS, "Email": ["ana", "cy"]}
        own = pw.score(MENTEES, staff, CRITERIA, index="Email", forbid=[pw.same("Email")])
        with pytest.raises(pw.InvalidInput, match=r"\(rule: pair, value: mentee ana with") as told:
            board_of(own).lock("ana", "ana", because="w")
        assert told.value.findings[0].message == own.explain("ana", "ana").refusals[0].text

    def test_a_matching_of_another_problem_is_refused(self):
        other = pw.match({**POINTS, "Ana": {"Xu": 1}})
        with pytest.raises(pw.InvalidInput, match="made for another problem"):
            board_of(POINTS, pw.Problem(POINTS), other)

    def test_scores_of_other_points_are_refused(self):
        problem = pw.Problem({"ana": {"ben": 1, "cy": 2}, "ola": {"ben": 3, "cy": 4}})
        with pytest.raises(pw.InvalidInput, match="other points"):
            board_of(scores(), problem)

    def test_types_are_named(self):
        with pytest.raises(TypeError, match="exactly one of mentee and mentor"):
            board_of().set_capacity(most=1, because="w")
        with pytest.raises(TypeError, match="board: actor must be a text"):
            pw.board(POINTS, actor=3)
        with pytest.raises(TypeError, match="board: matching must be a Matching or None"):
            pw.board(POINTS, None, 3)


class TestAnswers:
    def test_are_found_by_label_whatever_the_order(self):
        frame = pd.DataFrame({"Role": ["c", "a", "b"]}, index=["Cem", "Ana", "Ben"])
        mentors = {"mentor": ["Zoe", "Xu", "Yates"], "City": ["z", None, "y"]}
        board = board_of(mentee_answers=frame, mentor_answers=mentors)
        assert board._session.start.chosen[0].texts == (("a", "b", "c"),)
        assert board._session.start.chosen[1].texts == (("", "y", "z"),)

    def test_are_columns_of_the_scores(self):
        board = board_of(scores(), mentee_answers=["Needs"])
        assert board._session.start.chosen[0].texts == (("art; law", "law"),)
        with pytest.raises(pw.InvalidInput, match="have no column 'Need'"):
            board_of(scores(), mentee_answers=["Need"])

    @pytest.mark.parametrize(
        ("answers", "message"),
        [
            (["Role"], "the points know no answers"),
            ({"Role": ["a"]}, "a row for each of 3 mentees"),
            ({"mentee": ["Ana", "Ben", "Cen"], "Role": list("abc")}, "has no row.*'Cen'"),
            ({"mentee": ["Ana", "Ana", "Cem"], "Role": list("abc")}, "two rows"),
        ],
    )
    def test_that_are_not_there_are_said(self, answers, message):
        with pytest.raises(pw.InvalidInput, match=message):
            board_of(mentee_answers=answers)


def test_a_round_has_its_answers_weights_and_refusals():
    from importlib.resources import files

    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    round_ = pw.run_round(programme, *tables, explain=False)
    board = board_of(round_, mentee_answers=["nation", "needs"])
    assert board.matching == round_.matching
    assert board._session.start.chosen[0].of(0)[0] == "England"
    with pytest.raises(pw.InvalidInput, match="asked not to be paired"):
        board.lock("MM-001", "MR-016", because="w")
    board.set_weight("needs", 70, because="Needs first.")
    anew = pw.scenarios(round_, {}, stage_prices=False)
    assert board.matching.points != anew.base.matching.points
    assert board.matching.verify()


def test_every_stage_has_words():
    assert set(WORDS) == set(STAGES)
    assert all(each["called"] for each in WORDS.values())
