"""Why two people of a round are no pair, where reserves, rules and slips are in it."""

import pytest
from small_rounds import forms, panel, programme_text

import pairwell as pw
from pairwell.round.reasons import (
    RoundReasons,
    everybody_alone,
    explain_pair,
    whom,
    why_alone,
    why_no_pair,
)
from pairwell.round.refused import Refusals, rules_that_refuse


def run(mentee_forms, mentor_forms, marks, **places):
    """A small round, with its answers."""
    round_ = pw.run_round(pw.Programme(programme_text(**places)), mentee_forms, mentor_forms, marks)
    return round_, RoundReasons(round_)


@pytest.fixture(scope="module")
def reserves():
    """ME-1 and the reserve ME-4 can only be with MR-1, as ME-2 was before MR-4 came in for ME-3."""
    marks = panel(["ME-1", "ME-2", "ME-3", "ME-4", "MR-1", "MR-2", "MR-3", "MR-4"])
    others = "MR-2;MR-3;MR-4"
    mentees = forms(
        ["ME-1", "ME-2", "ME-3", "ME-4"], vetoes=[others, others, "MR-1;MR-2;MR-3", others]
    )
    mentors = forms(["MR-1", "MR-2", "MR-3", "MR-4"])
    return run(mentees, mentors, marks, mentees="3", mentors="3")


class TestReserves:
    def test_who_was_paired_before_they_came_in_stands_in_the_way(self, reserves):
        round_, answers = reserves
        ((kept, _),) = [
            (pair.mentee.reference, pair.mentor.reference)
            for pair in round_.pairs
            if pair.mentor.reference == "MR-1"
        ]
        (left,) = {"ME-1", "ME-2"} - {kept}
        reason = answers.why_not(left, "MR-1")
        assert reason.text == (
            f"Pairing mentee {left} with mentor MR-1 would take the place of someone who was paired"
            " before reserves came in."
        )
        assert reason.detail == f"Before reserves came in, there was a pair for mentee {kept}."
        named = RoundReasons(round_, {kept: "Ann"}).why_not(left, "MR-1")
        assert named.detail == "Before reserves came in, there was a pair for mentee Ann."

    def test_who_stays_a_reserve_is_told_so(self, reserves):
        _, answers = reserves
        (reason,) = answers.person("ME-4")
        assert reason.text.startswith("Stays a reserve: a pair would take the place of someone")
        assert reason.detail.startswith("Before reserves came in, there was a pair for mentee ")


def test_rules_that_refuse_somebody_with_everybody_are_counted():
    mentees = forms(["ME-1", "ME-2"], vetoes=["MR-1;MR-2", None], conflicts=["MR-2", None])
    round_, answers = run(mentees, forms(["MR-1", "MR-2"]), None)
    (reason,) = answers.person("ME-1")
    assert reason.text == "No mentor is allowed under the hard rules."
    assert reason.detail == "Refused by rule: conflict (1 mentor), veto (2 mentors)."
    assert "Refused by rule: conflict (1 mentor), veto" in pw.report_html(round_)
    both = answers.why_not("ME-1", "MR-2")
    assert both.detail.count("MR-2") == 2  # each rule has its sentence


def test_they_are_counted_for_as_many_people_as_take_a_second(pilot_round):
    said = Refusals(pilot_round.scores, most=40)
    assert [said.of("mentee", place) != "" for place in range(3)] == [
        rules_that_refuse(pilot_round.scores, "mentee", 0) != "",
        rules_that_refuse(pilot_round.scores, "mentee", 1) != "",
        False,
    ]
    assert rules_that_refuse(pilot_round.scores, "mentee", 0) == (
        "Refused by rule: veto (1 mentor)."
    )


def test_the_answers_are_those_of_the_functions(pilot_round):
    """Of every pair, of everybody in none, and of some who are none."""
    answers = RoundReasons(pilot_round)
    problem, matching = pilot_round.problem, pilot_round.matching
    for pair, (i, j) in zip(pilot_round.pairs, matching.pairs.tolist(), strict=True):
        key = pair.mentee.reference, pair.mentor.reference
        reason, why = answers.pair(*key), pw.explain(problem, matching, i, j)
        assert (reason.text, reason.detail) == (why.text, why.detail)
        assert reason == explain_pair(pilot_round, *key)
        assert reason in list(answers.person(key[1]))
        other = pilot_round.pairs[0].mentor.reference
        if other != key[1] and pilot_round.scores.allowed[i, matching.pairs.tolist()[0][1]]:
            cross = pw.why_not(problem, matching, i, matching.pairs.tolist()[0][1])
            assert answers.why_not(key[0], other).text == cross.text
    for person in pilot_round.unpaired:
        (reason,) = answers.person(person.form.reference)
        assert reason.text == person.text
        assert reason.detail == ("" if person.why is None else person.why.detail)
        if person.why is not None:
            again = why_alone(pilot_round, person.role, person.form.reference)
            assert again.text == person.why.text


def test_everybody_at_once_is_told_as_one_by_one(pilot_round):
    names = {"MM-001": "Ann"}
    found = everybody_alone(pilot_round, names=names)
    asked = [own for own in pilot_round.unpaired if own.why is not None]
    assert asked
    assert list(found) == [own.form.reference for own in asked]
    for own in asked:
        assert found[own.form.reference] == why_alone(
            pilot_round, own.role, own.form.reference, names=names
        )


def test_no_text_names_a_third_person(pilot_round):
    answers = RoundReasons(pilot_round)
    references = sorted(answers.roles)
    found = [each for own in references for each in answers.person(own)]
    mentees, mentors = pilot_round.mentee_forms[:5], pilot_round.mentor_forms[:5]
    for mentee in mentees:
        for mentor in mentors:
            key = mentee.reference, mentor.reference
            if key not in {(own.mentee, own.mentor) for own in found}:
                found.append(why_no_pair(pilot_round, *key))
    assert len(found) > 90
    for own in found:
        others = set(references) - {own.mentee, own.mentor}
        assert not [other for other in others if other in own.text], own.text


ROLES = {"ME-1": "mentee", "ME-2": "mentee", "MR-1": "mentor", "a/b": "mentor", "x/y": "mentee",
         "Zo\u00eb": "mentor"}  # fmt: skip


@pytest.mark.parametrize(
    ("words", "people"),
    [
        (["ME-1"], ("ME-1", "")),
        (["MR-1"], ("", "MR-1")),
        (["ME-1", "MR-1"], ("ME-1", "MR-1")),
        (["MR-1", " ME-1 "], ("ME-1", "MR-1")),
        (["MR-1/ME-1"], ("ME-1", "MR-1")),
        (["ME-1 / MR-1"], ("ME-1", "MR-1")),
        (["x/y/a/b"], ("x/y", "a/b")),
        (["a/b"], ("", "a/b")),
        (["ME-1/a/b"], ("ME-1", "a/b")),
        (["Zoe\u0308"], ("", "Zo\u00eb")),
    ],
)
def test_whom_a_question_is_about(words, people):
    assert whom(words, ROLES) == people


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "name one person, or a mentee and a mentor, as in MM-014 MR-003 or MM-014/MR-003"),
        (["ME-1", "MR-1", "ME-2"], "name one person, or a mentee and a mentor"),
        (["ME-1/MR-1", "ME-2"], "name one person, or a mentee and a mentor"),
        (["ME-1/"], "a pair is written as in MM-014/MR-003, not 'ME-1/'"),
        (["me01"], "nobody has the reference 'me01'. Did you mean 'ME-1'?"),
        (["ann hill"], "nobody has the reference 'ann hill'; ann hill is ME-1"),
        (["Bo"], "nobody has the reference 'Bo'; Bo is ME-2 or MR-1"),
        (["Cy"], "nobody has the reference 'Cy'; people are asked about by their references"),
    ],
)
def test_what_is_asked_wrongly(words, sentence):
    called = {"ME-1": "Ann Hill", "ME-2": "Bo", "MR-1": "Bo"}
    with pytest.raises(pw.Error) as caught:
        whom(words, ROLES, called)
    assert str(caught.value).startswith(sentence)


def test_where_names_are_not_at_hand_it_is_said_who_has_them():
    with pytest.raises(pw.Error, match="'Cy'; who has which is said by: pairwell people --names"):
        whom(["Cy"], ROLES)
