"""Scores from Python: what they promise for any answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell.scheme.sample import DATA

PILOT = pw.Programme.read(DATA / "pilot.toml")
PARTS = [criterion.id for criterion in PILOT.criteria]
TERMS = PILOT.vocabulary[:6]
SLOTS = ["mon-am", "mon-pm", "tue-am", "tue-pm", "wed-am"]


def mentee(**answers: Any) -> pw.MenteeForm:
    columns = {"reference": "MM-1", "state": "draft"} | answers
    read = pw.read_mentees({name: [value] for name, value in columns.items()}, PILOT, strict=True)
    return read.forms[0]


def mentor(**answers: Any) -> pw.MentorForm:
    columns = {"reference": "MR-1", "state": "draft"} | answers
    read = pw.read_mentors({name: [value] for name, value in columns.items()}, PILOT, strict=True)
    return read.forms[0]


def listed(items: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(items), unique=True).map(";".join)


def answers(other: str) -> st.SearchStrategy[dict[str, Any]]:
    needs = st.dictionaries(st.sampled_from(TERMS), st.integers(1, 3)).map(
        lambda found: ";".join(f"{term}:{priority}" for term, priority in found.items())
    )
    columns: dict[str, st.SearchStrategy[Any]] = {
        "needs": needs,
        "offers": listed(TERMS),
        "wishes": listed([other, f"{other}0", f"{other}2"]),
        "slots": listed(SLOTS),
        "meetings_a_month": st.integers(1, 8),
        "minutes": st.integers(15, 240),
        "format": st.sampled_from(["in person", "remote", "either"]),
        "purpose": st.sampled_from(["career", "skills"]),
        "area": st.sampled_from(["Leeds", "York"]),
        "travel_minutes": st.integers(0, 600),
        "nation": st.sampled_from(["England", "Scotland"]),
        "access_cost": st.integers(0, 4000),
    } | {f"fit_{i}": st.integers(1, 5) for i in range(1, 7)}
    blank = {name: st.none() | strategy for name, strategy in columns.items()}
    return st.fixed_dictionaries(blank)


MENTEE = answers("MR-1")
MENTOR = answers("MM-1")


@given(MENTEE, MENTOR)
def test_parts_sum_to_the_points(of_mentee: dict[str, Any], of_mentor: dict[str, Any]) -> None:
    score = pw.score_pair(PILOT, mentee(**of_mentee), mentor(**of_mentor))
    assert sum(part.units for part in score.parts) == score.units
    assert 0 <= score.units <= 100_000
    weights = [part.weight for part in score.parts if part.share is not None]
    assert score.coverage == 1000 * sum(weights) // 100
    if weights:
        exact = sum(p.weight * p.share / 1000 for p in score.parts if p.share is not None)
        assert score.points == pytest.approx(100 * exact / sum(weights), abs=0.0005001)


@given(MENTEE, MENTOR, st.data())
def test_a_blank_leaves_the_sum(
    of_mentee: dict[str, Any], of_mentor: dict[str, Any], data: st.DataObject
) -> None:
    part, columns = data.draw(
        st.sampled_from(
            [
                ("needs", ["needs"]),
                ("preference", ["wishes"]),
                ("deep_fit", [f"fit_{i}" for i in range(1, 7)]),
                ("expectations", ["meetings_a_month", "minutes", "format", "purpose"]),
                ("reciprocity", ["offers"]),
            ]
        )
    )
    before = pw.score_pair(PILOT, mentee(**of_mentee), mentor(**of_mentor))
    blanked = of_mentee | dict.fromkeys(columns)
    after = pw.score_pair(PILOT, mentee(**blanked), mentor(**of_mentor))
    assert after.part(part).share is None
    assert after.part(part).units == 0
    weight = before.part(part).weight * 10 if before.part(part).share is not None else 0
    travel = after.part("practicality").share is None and "format" in columns
    if travel and before.part("practicality").share is not None:
        weight += before.part("practicality").weight * 10
    assert after.coverage == before.coverage - weight
    # The other parts keep their shares (the format also decides whether there is travel).
    for other in set(PARTS) - {part, "practicality"}:
        assert after.part(other).share == before.part(other).share


@given(MENTEE, MENTOR, st.sampled_from(TERMS))
def test_one_more_offer_never_lowers_the_share_of_needs(
    of_mentee: dict[str, Any], of_mentor: dict[str, Any], term: str
) -> None:
    offers = [offer for offer in (of_mentor["offers"] or "").split(";") if offer]
    more = of_mentor | {"offers": ";".join({*offers, term})}
    before = pw.score_pair(PILOT, mentee(**of_mentee), mentor(**of_mentor)).part("needs").share
    after = pw.score_pair(PILOT, mentee(**of_mentee), mentor(**more)).part("needs").share
    assert before is None or (after is not None and after >= before)


@given(MENTEE, MENTOR)
def test_the_order_of_a_list_changes_nothing(
    of_mentee: dict[str, Any], of_mentor: dict[str, Any]
) -> None:
    def turned(given: dict[str, Any]) -> dict[str, Any]:
        lists = ("needs", "offers", "slots")
        return given | {
            name: given[name] and ";".join(reversed(given[name].split(";"))) for name in lists
        }

    assert pw.score_pair(PILOT, mentee(**of_mentee), mentor(**of_mentor)) == pw.score_pair(
        PILOT, mentee(**turned(of_mentee)), mentor(**turned(of_mentor))
    )


@given(MENTEE, MENTOR, st.integers(0, 900_000))
def test_access_costs_never_change_points(
    of_mentee: dict[str, Any], of_mentor: dict[str, Any], pounds: int
) -> None:
    costly = pw.score_pair(
        PILOT, mentee(**of_mentee | {"access_cost": pounds}), mentor(**of_mentor)
    )
    free = pw.score_pair(PILOT, mentee(**of_mentee | {"access_cost": None}), mentor(**of_mentor))
    assert costly.parts == free.parts
    assert costly.units == free.units


@settings(max_examples=25)
@given(st.lists(MENTEE, max_size=3), st.lists(MENTOR, max_size=3))
def test_a_table_holds_the_scores_of_its_pairs(
    of_mentees: list[dict[str, Any]], of_mentors: list[dict[str, Any]]
) -> None:
    mentees = [mentee(**given, reference=f"MM-{i}") for i, given in enumerate(of_mentees)]
    mentors = [mentor(**given, reference=f"MR-{j}") for j, given in enumerate(of_mentors)]
    table = pw.score_pairs(PILOT, mentees, mentors)
    assert table.shape == table.units.shape == table.allowed.shape == (len(mentees), len(mentors))
    for i, one in enumerate(mentees):
        for j, other in enumerate(mentors):
            score = pw.score_pair(PILOT, one, other)
            assert table.at(i, j) == score
            assert table.units[i, j] == score.units
            assert table.points[i, j] == score.points
            assert table.coverage[i, j] == score.coverage
            assert table.allowed[i, j] == (not score.refusals)
            share = score.part("deep_fit").share
            expected = np.nan if share is None else share / 1000
            assert np.array_equal(table.share("deep_fit")[i, j], expected, equal_nan=True)


def test_a_refused_pair_is_not_allowed_and_says_why() -> None:
    table = pw.score_pairs(PILOT, [mentee(vetoes="MR-1")], [mentor(), mentor(reference="MR-2")])
    assert table.allowed.tolist() == [[False, True]]
    (refusal,) = table.at(0, 0).refusals
    assert refusal.rule == "veto"
    assert refusal.text == "Mentee MM-1 asked not to be paired with mentor MR-1."
    assert repr(table) == "<ScoreTable: 1 mentee by 2 mentors, 1 pair refused>"


def test_scores_are_said_in_words() -> None:
    score = pw.score_pair(
        PILOT, mentee(needs="finance:1", fit_1=1), mentor(offers="finance", fit_1=5)
    )
    assert str(score) == "63.6 from 55% of the weight answered"
    assert repr(score) == "<PairScore: 63.6 from 55% of the weight answered>"


def test_arrays_cannot_be_written_to() -> None:
    table = pw.score_pairs(PILOT, [mentee()], [mentor()])
    for array in (table.units, table.points, table.coverage, table.allowed, table.share("needs")):
        with pytest.raises(ValueError, match="read-only"):
            array[0, 0] = 1


def test_a_pair_outside_the_table_is_refused() -> None:
    table = pw.score_pairs(PILOT, [mentee()], [mentor()])
    for mentee_place, mentor_place in ((1, 0), (0, 1), (-1, 0)):
        with pytest.raises(pw.InvalidInput, match=r"there is no ment(ee|or)"):
            table.at(mentee_place, mentor_place)


def test_an_unknown_part_is_refused_with_the_parts_there_are() -> None:
    table = pw.score_pairs(PILOT, [mentee()], [mentor()])
    with pytest.raises(pw.InvalidInput, match="needs, preference, deep_fit"):
        table.share("seniority")


def test_nothing_but_forms_can_be_scored() -> None:
    monitoring = pw.read_monitoring({"reference": ["MM-1"], "gender": ["woman"]}).answers[0]
    identities = pw.read_mentees(
        {"reference": ["MM-1"], "state": ["draft"], "name": ["A"]}, PILOT
    ).identities
    for no_form in (monitoring, identities[0], mentor()):
        with pytest.raises(TypeError):
            pw.score_pair(PILOT, no_form, mentor())  # type: ignore[arg-type]
        with pytest.raises(TypeError):
            pw.score_pairs(PILOT, [no_form], [mentor()])  # type: ignore[list-item]


def test_weights_of_the_programme_change_the_points() -> None:
    text = (DATA / "pilot.toml").read_text(encoding="utf-8")
    head, part = text.split("[criteria.deep_fit]", 1)
    other = pw.Programme.parse(
        f"{head}[criteria.deep_fit]{part.replace('weight = 20', 'weight = 0', 1)}"
    )
    assert {c.id: c.weight for c in other.criteria}["deep_fit"] == 0
    pair = mentee(needs="finance:1", fit_1=1), mentor(offers="finance", fit_1=5)
    assert pw.score_pair(PILOT, *pair).units == 63_636
    assert pw.score_pair(other, *pair).units == 100_000


def test_scoring_tells_of_its_rows_and_stops():
    forms = [mentee()] * 4000, [mentor()] * 4000
    told: list[tuple[str, int, int]] = []

    def progress(*now: Any) -> np.bool_:
        told.append(now)
        return np.bool_(now[1] == 0)

    with pytest.raises(pw.Stopped, match=r"score_pairs: the caller asked to stop") as caught:
        pw.score_pairs(PILOT, *forms, progress=progress)
    assert caught.value.status is pw.Status.CANCELLED
    assert all(stage == "scores" and total == 4000 for stage, _, total in told)
    *before, last = [done for _, done, _ in told]
    assert not any(before), "nothing is told after a request to stop"
    assert 0 < last < 4000


def test_scoring_has_a_time_limit():
    with pytest.raises(pw.Stopped, match=r"time limit") as caught:
        pw.score_pairs(PILOT, [mentee()], [mentor()], time_limit=0)
    assert caught.value.status is pw.Status.TIME_LIMIT
    with pytest.raises(pw.InvalidInput, match="time limit is a number"):
        pw.score_pairs(PILOT, [], [], time_limit=-1)
    unhurried = pw.score_pairs(PILOT, [mentee()], [mentor()], time_limit=1e12)
    assert unhurried.shape == (1, 1)
