"""Where people meet numbers: forms and scores become a problem for the engine."""

import dataclasses
import pathlib

import numpy as np
import pytest

import pairwell as pw
from pairwell.report import view
from pairwell.report.language import language_of

PILOT = pathlib.Path(pw.__file__).parent / "data" / "pilot.toml"


@pytest.fixture(scope="module")
def programme():
    return pw.Programme.read(PILOT)


@pytest.fixture(scope="module")
def forms(programme):
    """Every form of a clean synthetic cohort, whatever was decided on it."""
    cohort = pw.synthetic_cohort(programme, mentees=24, mentors=18, seed=5, flaws=False)
    mentees = pw.read_mentees(cohort.mentees, programme).forms
    mentors = pw.read_mentors(cohort.mentors, programme).forms
    return mentees, mentors


@pytest.fixture(scope="module")
def scores(programme, forms):
    return pw.score_pairs(programme, *forms)


@pytest.fixture(scope="module")
def problem(programme, forms, scores):
    return pw.make_problem(programme, *forms, scores)


def test_points_and_refusals_are_those_of_the_scores(problem, scores):
    assert problem.shape == scores.shape
    assert problem.scale == 1000
    pairs, units = problem.admissible()
    table = np.zeros(problem.shape, bool)
    table[pairs[:, 0], pairs[:, 1]] = True
    assert (table == scores.allowed).all()
    assert table.any()
    assert (units == scores.units[pairs[:, 0], pairs[:, 1]]).all()


def test_capacities_are_the_mentors_own_and_one_for_a_mentee(problem, forms):
    assert problem.mentor_capacity == [(0, form.capacity) for form in forms[1]]
    assert problem.mentee_capacity == [(0, 1)] * len(forms[0])


def test_places_become_groups_of_the_people_of_their_region(problem, forms, programme):
    for groups, people, role in (
        (problem.mentee_groups, forms[0], "mentee"),
        (problem.mentor_groups, forms[1], "mentor"),
    ):
        places = [place for place in programme.places if place.role.name.lower() == role]
        assert len(groups) == len(places) > 0
        for (name, members, limits), place in zip(groups, places, strict=True):
            assert place.region in name
            expected = [i for i, form in enumerate(people) if form.nation == place.region]
            assert members == expected
            # Places count people, the engine counts pairs: a limit that all fit in is lifted.
            several = role == "mentor" and any(people[i].capacity > 1 for i in expected)
            if several and place.people.most >= len(expected):
                assert limits == (place.people.least, None)
            else:
                assert limits == (place.people.least, place.people.most)


def test_the_lottery_draws_on_references(problem, forms):
    by_hand = pw.Problem(
        np.zeros(problem.shape),
        mentee_keys=[form.reference for form in forms[0]],
        mentor_keys=[form.reference for form in forms[1]],
    )
    assert problem.mentee_keys.tolist() == by_hand.mentee_keys.tolist()
    assert problem.mentor_keys.tolist() == by_hand.mentor_keys.tolist()


def test_the_objective_is_the_programmes_with_its_lottery_last(programme):
    objective = pw.make_objective(programme)
    names = [stage if isinstance(stage, str) else stage[0] for stage in objective]
    assert names == [*programme.objective.stages, "lottery"]
    assert objective[-1] == ("lottery", programme.objective.seed)
    floors = [stage[1] for stage in objective if stage[0] == "floor"]
    assert floors == [programme.objective.floor] * names.count("floor")


def test_what_a_stage_reached_is_said_in_words(pilot_round):
    points = np.array([[9, 8, 1], [9, 5, 3], [7, 7, 2]], float)
    previous = [(0, 0), (1, 1), (2, 2)]
    objective = ["most_pairs", "rank_maximal", "generous", "leximin", ("fewest_changes", previous)]
    matching = pw.match(points, objective)
    told = view.stages(
        dataclasses.replace(pilot_round, problem=matching.problem, matching=matching),
        language_of("en"),
    )
    assert [stage["reached"] for stage in told] == [
        "3 pairs",
        "2 first choices",
        "choice 3 is the last that any pair has",
        "3.0 points in the worst pair",
        "2 previous pairs given up",
        "drawn with the published seed 0",
    ]
    assert all(stage["title"] for stage in told)


def test_a_round_is_matched_and_proved(programme, problem):
    matching = pw.match(problem, pw.make_objective(programme))
    assert matching.status is pw.Status.OPTIMAL
    assert len(matching.pairs)
    assert matching.verify()
    assert not dataclasses.replace(matching, units=matching.units + 1).verify()


def test_the_order_of_forms_has_no_say(programme, forms, problem):
    mentees, mentors = list(forms[0])[::-1], list(forms[1])[::-1]
    turned = pw.make_problem(
        programme, mentees, mentors, pw.score_pairs(programme, mentees, mentors)
    )
    objective = pw.make_objective(programme)

    def pairs(people, answer):
        return {(people[0][i].reference, people[1][j].reference) for i, j in answer.pairs.tolist()}

    first = pairs(forms, pw.match(problem, objective))
    assert first == pairs((mentees, mentors), pw.match(turned, objective))


def test_scores_of_other_people_and_double_references_are_refused(programme, forms, scores):
    mentees, mentors = forms
    with pytest.raises(pw.InvalidInput, match="shape"):
        pw.make_problem(programme, mentees[1:], mentors, scores)
    twice = [*mentees[:-1], mentees[0]]
    with pytest.raises(pw.InvalidInput, match="duplicate"):
        pw.make_problem(programme, twice, mentors, scores)
