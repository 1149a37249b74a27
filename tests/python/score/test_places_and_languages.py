"""Distances, travel and languages of frames of any library, with shares worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import pairwell as pw

# A degree of longitude on the equator is 6371 km * pi / 180 = 111.19 km.
EQUATOR = {"Zero": (0, 0), "One": (0, 1), "Three": (0, 3), "Zero again": (0, 0), "Far": (0, 179.5)}
BANDS = [(111, 800), (112, 600), (333, 300), (334, 0)]
KILOMETRES = pw.distance("Home", weight=1, bands=BANDS, neutral=10)
NEAR_DATE_LINE = {"West": (0, 179.5), "East": (0, -179.5)}

MAKERS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "dict": dict,
    "rows": lambda columns: [
        dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)
    ],
    "pandas": pd.DataFrame,
    "polars": lambda columns: pl.DataFrame(columns, strict=False),
    "arrow": pa.table,
}
LIBRARIES = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def shares(
    make: Callable[[dict[str, Any]], Any],
    mentees: Any,
    mentors: Any,
    own: pw.Criterion,
    **named: Any,
) -> list[list[float]]:
    scores = pw.score(make(mentees), make(mentors), [own], **named)
    table = scores.parts[own.id]
    if isinstance(table, pl.DataFrame):
        table = table.drop("mentee")
    return [list(row) for row in np.asarray(table).tolist()]


def refused(*arguments: Any, **named: Any) -> list[tuple[str, str, str]]:
    with pytest.raises(pw.InvalidInput) as caught:
        pw.score(*arguments, **named)
    return [(each.rule, each.column, each.value) for each in caught.value.findings]


@LIBRARIES
def test_kilometres_along_the_equator(make: Any) -> None:
    mentees = {"Home": ["Zero", "zero ", "Atlantis", None, " "]}
    mentors = {"Home": ["ZERO", "One", "Three", "Zero again"]}
    # 0 km (the same place), 111.19, 333.58, and 0 km between two places.
    known = [1, 0.8, 0.3, 1]
    blank = [0.01] * 4
    got = shares(make, mentees, mentors, KILOMETRES, locations=EQUATOR)
    assert got == [known, known, blank, blank, blank]


@LIBRARIES
def test_places_of_any_library_are_the_same(make: Any) -> None:
    table = make(
        {
            "name": list(EQUATOR),
            "latitude": [latitude for latitude, _ in EQUATOR.values()],
            "longitude": [float(longitude) for _, longitude in EQUATOR.values()],
        }
    )
    if isinstance(table, list):
        table = [(row["name"], row["latitude"], row["longitude"]) for row in table]
    home = {"Home": ["Zero"]}
    assert shares(dict, home, {"Home": ["One"]}, KILOMETRES, locations=table) == [[0.8]]
    times = make({"origin": ["Zero"], "destination": ["One"], "minutes": [112]})
    if isinstance(times, list):
        times = [tuple(row.values()) for row in times]
    assert shares(dict, home, {"Home": ["One"]}, KILOMETRES, travel_times=times) == [[0.6]]
    file = {"from": ["Zero"], "to": ["One"], "minutes": [112]}  # as beside a programme
    for table in (file, pd.DataFrame(file)):
        assert shares(dict, home, {"Home": ["One"]}, KILOMETRES, travel_times=table) == [[0.6]]


def test_a_distance_goes_the_short_way_round() -> None:
    # One degree across the date line; and a quarter of the way round: 10 007.5 km.
    across = pw.distance("Home", weight=1, bands=[(111, 500), (112, 0)])
    west, east = {"Home": ["West"]}, {"Home": ["East"]}
    assert shares(dict, west, east, across, locations=NEAR_DATE_LINE) == [[0.5]]
    pole = pw.distance("Home", weight=1, bands=[(10007, 700), (10008, 100)])
    quarter = {"West": (0, 0), "East": (90, 0)}
    assert math.floor(6371 * math.pi / 2) == 10007
    assert shares(dict, west, east, pole, locations=quarter) == [[0.7]]


def test_miles_are_written_as_kilometres() -> None:
    # 111.19 km are 69.09 miles: more than 60 (96.56 km) and fewer than 70 (112.65 km).
    bands = [(math.ceil(miles * 1.609344), share) for miles, share in ((60, 400), (70, 0))]
    assert bands == [(97, 400), (113, 0)]
    own = pw.distance("Home", weight=1, bands=bands)
    assert shares(dict, {"Home": ["Zero"]}, {"Home": ["One"]}, own, locations=EQUATOR) == [[0.4]]


def test_minutes_go_either_way_and_what_is_not_there_is_blank() -> None:
    times = {("Leeds", "York"): 25, ("Hull", "York"): 60}
    own = pw.distance("Home", weight=1, bands=[(30, 500), (60, 0)], neutral=10)
    mentees, mentors = {"Home": ["York", "leeds"]}, {"Home": ["LEEDS", "Hull", "Bath"]}
    got = shares(dict, mentees, mentors, own, travel_times=times)
    assert got == [[1, 0, 0.01], [1, 0.01, 0.01]]
    numpy = {("Leeds", "York"): np.int64(25), ("Hull", "York"): 60.0}
    assert shares(dict, mentees, mentors, own, travel_times=numpy) == got


def test_places_that_nobody_knows_are_noted_with_the_nearest() -> None:
    mentees = {"Home": ["Zerro", "One", "Zerro", None]}
    scores = pw.score(mentees, {"Home": ["One"]}, [KILOMETRES], locations=EQUATOR)
    (note,) = scores.notes
    assert (note.rule, note.file, note.row, note.column) == ("place", "mentees", 1, "Home")
    assert note.message.startswith("2 mentees named a place whose distances nobody gave")
    assert note.message.endswith("Did you mean 'Zero'?")
    many = {"Home": [f"place {k}" for k in range(25)]}
    notes = pw.score(many, {"Home": ["One"]}, [KILOMETRES], locations=EQUATOR).notes
    assert [each.value for each in notes][-2:] == ["place 19", "5"]


def test_places_are_refused_with_what_is_wrong() -> None:
    home = {"Home": ["Zero"]}
    args = (home, home, [KILOMETRES])
    assert refused(*args) == [("places", "criteria['Home']", "")]
    both = refused(*args, locations=EQUATOR, travel_times={("Zero", "One"): 5})
    assert both == [("places", "locations", "5")]
    turned = {
        "Zero": (-153.2, 53.8),
        "One": (float("nan"), 0),
        "Two": ("53,8", "1"),
        "Four": (1, 181),
    }
    assert [rule for rule, *_ in refused(*args, locations=turned)] == ["range"] * 4
    twice = [("Zero", 0, 0), ("ZERO", 0, 1)]
    assert refused(*args, locations=twice) == [("duplicate", "locations", "ZERO")]
    assert refused(*args, locations=pd.DataFrame({"name": ["Zero"], "lat": [0]})) == [
        ("column", "locations", "latitude"),
        ("column", "locations", "longitude"),
    ]
    ways = {("a", "b"): -1, ("a", "c"): 1.5, ("a", "d"): True, ("a", "e"): 10**12, ("a", "f"): None}
    found = refused(*args, travel_times=ways)
    assert [rule for rule, *_ in found] == ["whole"] * 5
    assert found[0][2] == "a to b: -1"
    twice = [("Zero", "One", 5), ("one", "zero", 6)]
    (found,) = refused(*args, travel_times=twice)
    assert found == ("duplicate", "travel_times", "one to zero: 5 and 6")
    for wrong in ({"Zero": 53.8}, {"Zero": None}, {"Zero": (1,)}):
        with pytest.raises(TypeError, match=r"locations\['Zero'\] must be a latitude"):
            pw.score(*args, locations=wrong)
    with pytest.raises(TypeError, match="minutes by pairs of places"):
        pw.score(*args, travel_times={"Zero": {"One": 5}})


TRAVEL = pw.travel(
    "Home",
    minutes="Minutes",
    meeting="Meet",
    suits_any=["remote", "either"],
    bands=[(30, 250), (60, 500), (120, 750)],
    weight=1,
    neutral=10,
)


@LIBRARIES
def test_travel_by_hand(make: Any) -> None:
    mentees = {
        "Home": ["Leeds", "Leeds", "York", None, "Leeds"],
        "Minutes": [30, 0, 119, 60, None],
        "Meet": ["in person", None, "remote", "either", "in person"],
    }
    mentors = {
        "Home": ["York", "leeds", "Hull", "Hull"],
        "Minutes": [30, 90, 10, 90],
        "Meet": ["in person", "Remote", "EITHER", "in person"],
    }
    # Both may meet without travel (remote, either), or live in one place: full. Else minutes of
    # both: 60, 40 and 120 for the first; blank where a place or a side's minutes are.
    assert shares(make, mentees, mentors, TRAVEL) == [
        [0.5, 1, 0.25, 0.75],
        [0.25, 1, 0, 0.5],
        [1, 1, 1, 0.75],
        [0.01, 1, 1, 0.01],
        [0.01, 1, 0.01, 0.01],
    ]


def test_minutes_with_decimals_count_as_minutes() -> None:
    mentees, mentors = {"Home": ["a"], "Minutes": [10.5]}, {"Home": ["b"], "Minutes": [19.5, 19]}
    mentors["Home"] = ["b", "c"]
    own = TRAVEL.replace(format="", any=[], bands=[(30, 250), (31, 900)])
    assert shares(dict, mentees, mentors, own) == [[0.25, 0]]


def test_minutes_of_two_names_want_a_question() -> None:
    mentees, mentors = {"Home": ["a"], "Far": [30]}, {"Home": ["b"], "Mins": [30]}
    own = TRAVEL.replace(minutes="Far", format="", any=[])
    with pytest.raises(
        pw.InvalidInput, match="declare a Question of this id with words and mentor"
    ):
        pw.score(mentees, mentors, [own])
    far = pw.Question(id="Far", kind="number", words="Far", mentor_words="Mins")
    assert shares(dict, mentees, mentors, own, questions=[far]) == [[0.5]]


LANGUAGES = pw.common_language("Speaks", weight=1, neutral=10)


@LIBRARIES
def test_the_best_common_language_by_hand(make: Any) -> None:
    mentees = {
        "Speaks": ["English (B1); French (C2)", "Welsh", "french (A1)", None, "English (native)"]
    }
    mentors = {"Speaks": ["ENGLISH (C1); French (A2)", "English; Welsh (B2)", "Deutsch"]}
    # The lower level of both, of six: B1 is 3, A2 is 2; what was not said counts as C2.
    assert shares(make, mentees, mentors, LANGUAGES) == [
        [0.5, 0.5, 0],
        [0, 0.667, 0],
        [0.167, 0, 0],
        [0.01, 0.01, 0.01],
        [0.833, 1, 0],
    ]
    b2 = LANGUAGES.replace(high=4)  # B2 is enough
    assert shares(make, mentees, mentors, b2)[:2] == [[0.75, 0.75, 0], [0, 1, 0]]


@pytest.mark.parametrize("make", [dict, pd.DataFrame, pl.DataFrame, pa.table])
def test_languages_may_be_lists_and_mappings(make: Any) -> None:
    lists = {"Speaks": [["English (B1)", "French"], []]}
    assert shares(make, lists, {"Speaks": ["French (A2)"]}, LANGUAGES) == [[0.333], [0.01]]
    levels = {"Speaks": [{"English": "B1", "French": None}, {"English": None, "French": "C2"}]}
    mentors = {"Speaks": ["english", "French (A2)"]}
    assert shares(make, levels, mentors, LANGUAGES) == [[0.5, 0], [0, 0.333]]


def test_levels_in_other_words_are_errors_unless_they_are_declared() -> None:
    speaks = {"Speaks": ["English (ok)", "English (A1); English (C2)"]}
    (ok, twice) = refused(speaks, speaks, [LANGUAGES])[:2]
    assert (ok, twice) == (
        ("level", "Speaks", "English (ok)"),
        ("level", "Speaks", "English (C2)"),
    )
    declared = pw.Question(id="Speaks", kind="languages", numbers={"ok": 3})
    mentees, mentors = {"Speaks": ["English (ok)"]}, {"Speaks": ["English"]}
    assert shares(dict, mentees, mentors, LANGUAGES, questions=[declared]) == [[0.5]]


def test_random_languages_and_places_agree_with_their_definitions() -> None:
    rng = np.random.default_rng(16)
    tongues, levels = ["English", "Welsh", "Urdu"], ["", "A1", "A2", "B1", "B2", "C1", "C2"]

    def spoken() -> dict[str, int]:
        return {tongue: int(rng.integers(0, 7)) for tongue in tongues if rng.random() < 0.6}

    people = [[spoken() for _ in range(30)] for _ in range(2)]
    places = {name: (0, float(k) / 10) for k, name in enumerate("abcdefghij")}
    homes = [[str(home) for home in rng.choice(list(places), 30)] for _ in range(2)]
    frames = [
        {
            "Speaks": [
                "; ".join(t + (f" ({levels[n]})" if n else "") for t, n in one.items())
                for one in side
            ],
            "Home": home,
        }
        for side, home in zip(people, homes, strict=True)
    ]
    own = pw.distance("Home", weight=1, bands=[(20, 600), (60, 200)])
    scores = pw.score(*frames, [LANGUAGES, own], locations=places)
    for i, j in np.ndindex(30, 30):
        mine, yours = people[0][i], people[1][j]
        common = [min(mine[t] or 6, yours[t] or 6) for t in mine if t in yours]
        share = math.floor(1000 * max(common, default=0) / 6 + 0.5) if mine and yours else 10
        assert round(scores.parts["Speaks"][i, j] * 1000) == share
        apart = 6371 * math.radians(abs(places[homes[0][i]][1] - places[homes[1][j]][1]))
        share = 1000 if apart < 20 else 600 if apart < 60 else 200
        assert round(scores.parts["Home"][i, j] * 1000) == share
