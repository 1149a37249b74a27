"""What the doctor says: sentences, values, bounds and faults."""

from __future__ import annotations

import dataclasses
import json
import pickle
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

import pairwell as pw

STAGES = ["most_pairs", "most_points"]
THREE = pw.Problem({"Ana": {"Xu": 8}, "Ben": {"Xu": 9}, "Cai": {"Xu": 7, "Yates": 6}})


def only(problem: pw.Problem, stages: object = STAGES, **asked: object) -> pw.PersonRemedies:
    [own] = pw.doctor(problem, pw.match(problem, stages), **asked).people
    return own


class TestSentences:
    def test_a_place_more_of_a_mentor(self):
        own = only(THREE)
        assert str(own) == (
            "1 change of rules would pair mentee Ana.\n"
            "With one more place for mentor Xu, mentee Ana would be paired with mentor Xu"
            " (8 points)"
            " and nobody would lose anything."
        )
        assert own.remedies[0].detail == (
            "There would be 3 pairs instead of 2 pairs. The best matching then changes no other"
            " pair; mentee Ana gains a pair and 8 points; mentor Xu gains a pair and 8 points."
        )

    def test_who_would_lose_is_counted(self):
        points = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 3}}
        problem = pw.Problem(
            points, mentee_capacity={"Ana": 0, "Ben": 1}, mentor_capacity={"Xu": (1, 1), "Yates": 1}
        )
        own = only(problem, mentee="Ana")
        assert own.remedies[0].text == (
            "With one more place for mentee Ana, mentee Ana would be paired with mentor Yates (5"
            " points) and nobody would lose anything."
        )

    def test_somebody_gives_way(self):
        points = {"Ana": {"Xu": 5}, "Ben": {"Xu": 6, "Yates": 1}}
        problem = pw.Problem(points, forbidden=[("Ben", "Yates")])
        own = only(problem, mentee="Ana")
        assert [each.text for each in own.remedies] == [
            "With one more place for mentor Xu, mentee Ana would be paired with mentor Xu"
            " (5 points)"
            " and nobody would lose anything.",
            "With the forbidden pair of mentee Ben with mentor Yates allowed, mentee Ana would be"
            " paired with mentor Xu (5 points), but 2 others would lose points.",
        ]
        assert own.text == "2 changes of rules would pair mentee Ana."
        assert own.remedies[1].detail == (
            "There would be 2 pairs instead of 1 pair. The best matching then ends mentee Ben with"
            " mentor Xu, and begins mentee Ben with mentor Yates; mentee Ben loses 5 points; mentor"
            " Xu loses 1 point; mentee Ana gains a pair and 5 points; mentor Yates gains a pair and"
            " 1 point."
        )

    def test_a_locked_pair_and_a_loser(self):
        problem = pw.Problem({"Ana": {"Xu": 8}, "Ben": {"Xu": 3}}, locked=[("Ben", "Xu")])
        own = only(problem)
        assert [each.text for each in own.remedies] == [
            "With one more place for mentor Xu, mentee Ana would be paired with mentor Xu"
            " (8 points)"
            " and nobody would lose anything.",
            "With the pair of mentee Ben with mentor Xu unlocked, mentee Ana would be paired with"
            " mentor Xu (8 points), but 1 other would lose a pair.",
        ]

    def test_a_floor_and_a_least(self):
        problem = pw.Problem({"Ana": {"Xu": 8.5}})
        own = only(problem, [("floor", 10), "most_pairs"], mentee="Ana")
        assert [each.text for each in own.remedies] == [
            "With the floor lowered from 10 to 8.5 points, mentee Ana would be paired with"
            " mentor Xu"
            " (8.5 points) and nobody would lose anything."
        ]
        [change] = own.remedies[0].changes
        assert (change.of, change.subject, change.before, change.after) == (
            "floor", None, 10, Fraction(17, 2),
        )  # fmt: skip
        least = pw.Problem(
            {"Ana": {"Xu": 8}, "Ben": {"Xu": 3}}, mentee_capacity={"Ana": 1, "Ben": (1, 1)}
        )
        assert only(least).remedies[1].text == (
            "With the least of mentee Ben lowered from 1 to 0, mentee Ana would be paired with"
            " mentor Xu (8 points), but 1 other would lose a pair."
        )

    def test_groups_and_twos(self):
        problem = pw.Problem(
            {"Ana": {"Xu": 8}, "Ben": {"Xu": 9}},
            mentee_groups=[("Wales", ["Ana", "Ben"], (0, 1))],
        )
        own = only(problem)
        assert str(own) == (
            "1 change of two rules would pair mentee Ana.\n"
            'With one more place for mentor Xu and one more place in mentee group "Wales",'
            " mentee Ana"
            " would be paired with mentor Xu (8 points) and nobody would lose anything."
        )
        assert only(problem, twos=False).text == "No change of one rule would pair mentee Ana."

    def test_one_rule_by_two_units_comes_before_two_rules(self):
        points = {"Ana": {"Xu": 1, "Yates": 1}, "Ben": {"Xu": 9, "Yates": 9},
                  "Cai": {"Xu": 8, "Yates": 8}, "Dee": {"Xu": 7, "Yates": 7}}  # fmt: skip
        own = only(pw.Problem(points), mentee="Ana")
        assert [each.text.split(",")[0] for each in own.remedies] == [
            "With two more places for mentor Xu",
            "With two more places for mentor Yates",
            "With one more place for mentor Xu and one more place for mentor Yates",
        ]
        assert own.text == "3 changes of rules would pair mentee Ana."
        first = only(pw.Problem(points), mentee="Ana", most=1)
        assert first.text == "3 changes of rules would pair mentee Ana. The first is listed."
        assert first.remedies == own.remedies[:1]

    def test_nothing_helps_who_is_allowed_nobody(self):
        problem = pw.Problem([[1.0], [-np.inf]])
        assert only(problem).text == "No change of one rule, or of two, would pair mentee 1."

    def test_a_tie_wants_no_change(self):
        problem = pw.Problem({"Ana": {"Xu": 8}, "Ben": {"Xu": 8}})
        matching = pw.match(problem, ["most_pairs"], seed=None)
        [own] = pw.doctor(problem, matching).people
        assert own.is_tied
        assert not own.remedies
        assert own.text == (
            f"An equally good matching pairs mentee {own.person}: no rule need change, the"
            " objective does not tell the two apart."
        )

    def test_names_of_the_caller(self):
        names = pw.Names(mentee=("A", "B", "C"), mentor=("X", "Y"))
        assert (
            only(THREE, names=names)
            .remedies[0]
            .text.startswith("With one more place for mentor X, mentee A would")
        )


class TestRelaxations:
    def test_one_rule(self):
        problem = pw.Problem(
            {"Ana": {"Xu": 8}, "Ben": {"Xu": 9}, "Cai": {"Xu": 9}}, mentee_capacity=[(1, 1)] * 3
        )
        found = pw.doctor(problem, pw.match(problem))
        assert str(found) == (
            "There is a matching once 1 rule is relaxed: mentor Xu takes at most 3 instead of 1."
        )
        assert found.relaxation.units == 2
        assert repr(found) == "<Treatment: 1 rule to relax>"
        assert repr(found.relaxation) == "<Relaxation: 1 rule by 2 units>"
        assert [row[4] for row in found.table()] == [str(found)]

    def test_two_rules(self):
        problem = pw.Problem(
            {"Ana": {"Xu": 1}, "Ben": {"Yates": 1}},
            mentee_capacity=[(1, 1)] * 2, mentor_capacity=[0, 0],
        )  # fmt: skip
        found = pw.doctor(problem, pw.match(problem)).relaxation
        assert found.is_smallest
        assert str(found) == (
            "There is a matching once 2 rules are relaxed: mentor Xu takes at most 1 instead of 0;"
            " mentor Yates takes at most 1 instead of 0. No fewer rules would do."
        )

    def test_locks_and_leasts(self):
        problem = pw.Problem([[1.0, 1.0]], locked=[(0, 0), (0, 1)])
        assert str(pw.doctor(problem, pw.match(problem))) == (
            "There is a matching once 1 rule is relaxed: mentee 0 takes at most 2 instead of 1."
        )
        nobody = pw.Problem([[-np.inf]], mentee_capacity=[(1, 1)])
        assert str(pw.doctor(nobody, pw.match(nobody))) == (
            "There is a matching once 1 rule is relaxed: mentee 0 asks for at least 0 instead of 1."
        )

    def test_a_large_one_wants_few_tries(self):
        rng = np.random.default_rng(3)
        problem = pw.Problem(rng.integers(0, 9, (60, 20)), mentee_capacity=[(1, 1)] * 60)
        found = pw.doctor(problem, pw.match(problem)).relaxation
        assert (len(found.changes), found.units, found.is_smallest) == (1, 40, True)
        assert found.changes[0].of == "mentor"
        assert found.changes[0].subject == 0


class TestValues:
    def test_a_remedy_is_a_value_by_label(self):
        found = pw.doctor(THREE, pw.match(THREE, STAGES))
        [own] = found.people
        assert (own.role, own.person, own.found, own.is_cut) == ("mentee", "Ana", 1, False)
        [remedy] = own.remedies
        assert remedy.partners == ("Xu",)
        [change] = remedy.changes
        assert change == pw.RuleChange(pw.RuleChangeKind.MOST_RAISED, "mentor", "Xu", 1, 2)
        assert remedy.consequences.stage == 0
        assert remedy.consequences.cost == -1
        assert remedy.consequences.pairs.tolist() == [[0, 0], [1, 0], [2, 1]]
        assert [(each.before, each.after) for each in remedy.consequences.stages[:2]] == [
            (2, 3), (15.0, 23.0),
        ]  # fmt: skip
        assert pickle.loads(pickle.dumps(found)) == found
        assert len({found, pw.doctor(THREE, pw.match(THREE, STAGES))}) == 1
        with pytest.raises(dataclasses.FrozenInstanceError):
            found.people = ()

    def test_tables_json_and_html(self):
        found = pw.doctor(THREE, pw.match(THREE, STAGES))
        assert found.to_pandas().to_dict("list") == {
            "role": ["mentee"], "person": ["Ana"], "place": [1], "changes": [1],
            "text": [found.people[0].remedies[0].text], "with": ["Xu"], "points": [8.0],
            "gaining": [2], "losing": [0],
        }  # fmt: skip
        plain = json.loads(found.to_json())
        assert plain["people"][0]["remedies"][0]["changes"] == [
            {"kind": "most_raised", "of": "mentor", "subject": "Xu", "before": 1, "after": 2}
        ]
        assert "mentor Xu (8 points)" in found._repr_html_()
        assert repr(found) == "<Treatment: remedies for 1 of 1 person>"
        assert repr(found.people[0]) == "<PersonRemedies: a mentee, 1 remedy>"
        assert repr(found.people[0].remedies[0]) == "<Remedy: most raised>"
        assert (
            repr(found.people[0].remedies[0].changes[0]) == "<RuleChange: most raised of a mentor>"
        )

    def test_everybody_has_a_pair(self):
        problem = pw.Problem([[1.0]])
        found = pw.doctor(problem, pw.match(problem))
        assert found.people == ()
        assert str(found) == "Nobody was asked about who is in no pair."
        assert len(found.table()) == 0
        assert isinstance(found.to_pandas(), pd.DataFrame)

    def test_asking_one_gives_what_asking_all_does(self):
        rng = np.random.default_rng(5)
        problem = pw.Problem(rng.integers(0, 50, (9, 5)))
        matching = pw.match(problem)
        everybody = pw.doctor(problem, matching, twos=False)
        for own in everybody.people:
            assert pw.doctor(problem, matching, mentee=own.person, twos=False).people == (own,)
        both = [own.person for own in everybody.people[:2]]
        assert pw.doctor(problem, matching, mentee=both, twos=False).people == everybody.people[:2]

    def test_an_array_is_several_people_by_position_and_an_empty_list_nobody(self):
        matching = pw.match(THREE, STAGES)
        alone = pw.doctor(THREE, matching)
        (own,) = alone.people
        several = [own.person]
        for asked in (matching.unmatched_mentees, several, set(several), pd.Index(several)):
            assert pw.doctor(THREE, matching, mentee=asked) == alone
        numbered = pw.Problem(pd.DataFrame([[8, 5], [9, 4], [3, 2]], index=[2, 1, 0]))
        matched = pw.match(numbered, STAGES)
        found = pw.doctor(numbered, matched, mentee=matched.unmatched_mentees)
        assert [own.person for own in found.people] == [0]
        for nobody in ([], np.zeros(0, np.int64)):
            assert pw.doctor(THREE, matching, mentee=nobody).people == ()

    def test_who_would_lose_is_counted_once(self):
        problem = pw.Problem([[-2]], mentor_capacity=0)
        (own,) = pw.doctor(problem, pw.match(problem, "most_pairs"), mentee=0).people
        (remedy,) = own.remedies
        assert remedy.text == (
            "With one more place for mentor 0, mentee 0 would be paired with mentor 0"
            " (-2 points) and nobody would lose anything."
        )
        assert remedy.consequences.lost == ()

    def test_without_a_certificate(self):
        bare = pw.match(THREE, STAGES, certificate=False)
        assert pw.doctor(THREE, bare) == pw.doctor(THREE, pw.match(THREE, STAGES))


class TestFaults:
    MATCHING = pw.match(THREE, STAGES)
    INFEASIBLE = pw.Problem([[1.0]], mentee_capacity=[(2, 2)])

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            (dict(mentee="Ben"), r"mentee: the person has a pair \(.*, value: mentee Ben\)"),
            (dict(mentee=["Ana", "Ana"]), "mentee: the person is asked about twice"),
            (dict(mentee="Anna"), "nobody of the mentees has this label"),
            (dict(mentor=7), "mentor: the person is not in the problem"),
        ],
    )
    def test_people_and_options(self, asked, message):
        with pytest.raises(pw.InvalidInput, match=message):
            pw.doctor(THREE, self.MATCHING, **asked)

    def test_a_most_under_one(self):
        for most in (0, -1, 2**31):
            with pytest.raises(ValueError, match="doctor: most must be from 1 to under"):
                pw.doctor(THREE, self.MATCHING, most=most)

    def test_positions_outside(self):
        problem = pw.Problem([[1.0]])
        with pytest.raises(pw.InvalidInput, match="mentee: the person is not in the problem"):
            pw.doctor(problem, pw.match(problem), mentee=3)

    def test_a_matching_of_another_problem(self):
        for other in (pw.Problem([[1.0]]), self.INFEASIBLE):
            with pytest.raises(pw.InvalidInput, match="doctor: the matching was made for another"):
                pw.doctor(THREE, pw.match(other))

    def test_a_stopped_matching(self):
        stopped = pw.match(THREE, STAGES, time_limit=0)
        with pytest.raises(pw.InvalidInput, match="the call that made the matching was stopped"):
            pw.doctor(THREE, stopped)

    def test_nobody_can_be_asked_about_where_there_is_no_matching(self):
        with pytest.raises(pw.InvalidInput, match="where no matching obeys the rules, nobody can"):
            pw.doctor(self.INFEASIBLE, pw.match(self.INFEASIBLE), mentee=0)

    def test_forged_matchings_are_refused(self):
        pairs = np.array([[0, 0], [2, 1]])
        forged = dataclasses.replace(self.MATCHING, pairs=pairs)
        first, second, *rest = self.MATCHING.stages
        stages = (first, dataclasses.replace(second, units=14), *rest)
        forged = dataclasses.replace(forged, stages=stages)
        with pytest.raises(pw.InvalidInput, match="is not the best of its problem"):
            pw.doctor(THREE, forged)

    @pytest.mark.parametrize(
        "asked", [dict(twos=1), dict(twos="yes"), dict(names=3), dict(progress=3)]
    )
    def test_types(self, asked):
        with pytest.raises(TypeError, match="doctor"):
            pw.doctor(THREE, self.MATCHING, **asked)

    def test_it_stops(self):
        rng = np.random.default_rng(8)
        problem = pw.Problem(rng.integers(0, 10**6, (300, 150)))
        matching = pw.match(problem)
        with pytest.raises(pw.Stopped):
            pw.doctor(problem, matching, time_limit=0)
        told = []

        def watch(stage, done, total):
            told.append((stage, done, total))
            return len(told) < 3

        with pytest.raises(pw.Stopped):
            pw.doctor(problem, matching, progress=watch)
        assert all(done <= total for _, done, total in told)
