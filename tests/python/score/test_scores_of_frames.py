"""Scores of frames: labels, kinds, rules of pairs, explanations, and what is refused."""

from __future__ import annotations

import datetime as dt
import pickle
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import pairwell as pw
from pairwell.scheme.sample import DATA

EXPORTS = Path(__file__).parents[2] / "support" / "exports"
DOCS = Path(__file__).parents[3] / "docs"

MENTEES = {
    "Email": ["ana@x.org", "ola@x.org"],
    "Needs": ["archives; grants", None],
    "Grade": [2, 3],
    "Line manager": ["Ben Fox", "Dov Lee"],
}
MENTORS = {
    "Email": ["ben@x.org", "dov@x.org"],
    "Offers": ["Grants; press", "archives"],
    "Grade": [4, 3],
    "Name": ["Ben Fox", "Dov Lee"],
    "Capacity": [1, 2],
}
NEEDS = pw.covers("Needs", "Offers", weight=30)
GRADE = pw.gap("Grade", low=1, high=3, weight=10)


def score(criteria: Any = (NEEDS, GRADE), *, index: Any = "Email", **named: Any) -> pw.Scores:
    return pw.score(
        named.pop("mentees", MENTEES), named.pop("mentors", MENTORS), criteria, index=index, **named
    )


def refused(*arguments: Any, **named: Any) -> list[pw.Finding]:
    with pytest.raises(pw.InvalidInput) as caught:
        score(*arguments, **named)
    return list(caught.value.findings)


def test_points_are_labelled_in_the_library_that_came_in() -> None:
    frame = score(mentees=pd.DataFrame(MENTEES), mentors=pd.DataFrame(MENTORS)).points
    assert frame.loc["ana@x.org", "ben@x.org"] == 62.5
    assert (frame.index.name, frame.columns.name) == ("mentee", "mentor")
    polar = score(mentees=pl.DataFrame(MENTEES), mentors=pl.DataFrame(MENTORS)).points
    assert polar.columns == ["mentee", "ben@x.org", "dov@x.org"]
    assert polar.row(0) == ("ana@x.org", 62.5, 62.5)
    plain = score().points
    assert isinstance(plain, np.ndarray)
    assert plain.tolist() == polar.drop("mentee").to_numpy().tolist()


def test_the_index_of_a_pandas_frame_is_the_label() -> None:
    mentees = pd.DataFrame(MENTEES).set_index("Email")
    mentors = pd.DataFrame(MENTORS, index=[7, 3])
    scores = score(index=None, mentees=mentees, mentors=mentors)
    assert (scores.mentees, scores.mentors) == (("ana@x.org", "ola@x.org"), (7, 3))
    assert scores.explain("ana@x.org", 7).points == 62.5
    assert score(index=None).mentees == (0, 1)
    assert score(index=["Email", "Name"]).mentors == ("Ben Fox", "Dov Lee")


def test_an_explanation_has_words_and_numbers() -> None:
    explained = score(forbid=[pw.same("Line manager", "Name")]).explain("ana@x.org", "ben@x.org")
    assert str(explained).splitlines() == [
        "ana@x.org with ben@x.org: 62.5 points from 100% of the weight",
        "   37.5 points of weight  30  Needs: 1 of 2 by weight (grants); share 0.500.",
        "   25.0 points of weight  10  Grade: 2 and 4; share 1.000.",
        '  Refused: Forbidden: same of "Line manager" and "Name".',
    ]
    assert [part.score.units for part in explained.parts] == [37500, 25000]
    assert "ana@x.org with ben@x.org" in explained._repr_html_()


def test_parts_and_coverage_are_by_name() -> None:
    scores = score(mentees=pd.DataFrame(MENTEES), mentors=pd.DataFrame(MENTORS))
    assert list(scores.parts) == ["Needs", "Grade"]
    assert scores.parts["Grade"].loc["ola@x.org"].tolist() == [1.0, 0.0]
    assert scores.parts["Needs"].loc["ola@x.org"].tolist() == [0.2, 0.2]
    assert scores.coverage.loc["ola@x.org"].tolist() == [250, 250]
    assert scores.below(30).to_numpy().tolist() == [[False, False], [True, True]]
    with pytest.raises(KeyError, match="Did you mean 'Grade'"):
        scores.parts["Grad"]


def test_least_coverage_is_noted() -> None:
    (note,) = score(least_coverage=30).notes
    assert (note.rule, note.value) == ("coverage", "2")
    assert score(least_coverage=20).notes == ()


@pytest.mark.parametrize(
    "forbid",
    [
        [pw.same("Line manager", "Name")],
        pw.same("Line manager", "Name"),
        [pw.PairRule(id="boss", compare=pw.same("Line manager", "Name"), sentence="s", reason="r")],
        [("ana@x.org", "ben@x.org"), ("ola@x.org", "dov@x.org")],
        pd.DataFrame({"mentee": ["ana@x.org", "ola@x.org"], "mentor": ["ben@x.org", "dov@x.org"]}),
        pl.DataFrame({"mentee": ["ana@x.org", "ola@x.org"], "mentor": ["ben@x.org", "dov@x.org"]}),
        np.eye(2, dtype=bool),
        pd.DataFrame(
            [[True, False], [False, True]],
            index=["ola@x.org", "ana@x.org"],
            columns=["dov@x.org", "ben@x.org"],
        ),
    ],
)
def test_pairs_are_forbidden(forbid: Any) -> None:
    scores = score(forbid=forbid)
    assert scores.allowed.tolist() == [[False, True], [True, False]]
    assert np.array_equal(scores.units, score().units)
    assert len(scores.refusals) == 2
    (_, mentor, reasons), _ = scores.refusals
    assert mentor == "ben@x.org"
    assert len(reasons) == 1
    assert scores.refusals.to_pandas()["mentee"].tolist() == ["ana@x.org", "ola@x.org"]
    required = ~np.eye(2, dtype=bool)
    assert np.array_equal(score(require=[required]).allowed, scores.allowed)


def test_a_rule_may_be_required() -> None:
    scores = score(require=[pw.same("Line manager", "Name")])
    assert scores.allowed.tolist() == [[True, False], [False, True]]


def test_long_frames_have_a_row_for_each_pair() -> None:
    scores = score(forbid=[("ana@x.org", "ben@x.org")])
    frame = scores.to_pandas()
    assert frame.columns.tolist() == [
        "mentee", "mentor", "points", "coverage", "refusals", "Needs_share", "Grade_share",
    ]  # fmt: skip
    assert frame["refusals"].tolist()[0] == "forbid"
    assert scores.to_polars()["points"].to_list() == frame["points"].tolist()
    assert pl.DataFrame(scores).shape == (4, 7)
    assert "<td>refused</td>" in scores._repr_html_()


def test_scores_are_points_of_a_matching() -> None:
    scores = score(forbid=[("ana@x.org", "ben@x.org")])
    matching = pw.match(scores, mentor_capacity="Capacity")
    pairs = [(mentee, mentor) for mentee, mentor, *_ in matching.table()]
    assert pairs == [("ana@x.org", "dov@x.org"), ("ola@x.org", "ben@x.org")]


def test_kinds_are_seen_and_may_be_declared() -> None:
    mentees = {
        "born": [dt.date(1990, 1, 1)],
        "grade": pd.Categorical(["B"], ["A", "B", "C"], ordered=True),
        "remote": [True],
        "tags": [{"x", "y"}],
        "hours": [1.5],
    }
    mentors = {
        "born": [dt.datetime(1990, 1, 31)],
        "grade": ["C"],
        "remote": [True],
        "tags": ["x|z"],
        "hours": [3.25],
    }
    criteria = [
        pw.near("born", high=60, weight=1),
        pw.gap("grade", low=1, high=1, weight=1),
        pw.same("remote", weight=1),
        pw.overlap("tags", weight=1),
        pw.near("hours", high=7, weight=1),
    ]
    scores = pw.score(pd.DataFrame(mentees), pd.DataFrame(mentors), criteria)
    kinds = {question.words: question.kind.name.lower() for question in scores.questions}
    assert kinds == {
        "born": "date", "grade": "level", "remote": "yes_no", "tags": "choices", "hours": "number",
    }  # fmt: skip
    assert [scores.parts[name].iat[0, 0] for name in scores.parts] == [0.5, 1.0, 1.0, 0.333, 0.75]
    assert scores.questions[-1].decimals == 2


def test_scores_of_dates_and_languages_are_pickled() -> None:
    mentees = {
        "who": ["ana", "ola"],
        "born": [dt.date(1990, 1, 1), None],
        "speaks": ["French B2, Welsh", "English"],
    }
    questions = [pw.Question(id="speaks", kind="languages")]
    criteria = [pw.near("born", high=60, weight=2), pw.common_language("speaks")]
    scores = pw.score(mentees, mentees, criteria, index="who", questions=questions)
    loaded = pickle.loads(pickle.dumps(scores))
    assert np.array_equal(loaded.units, scores.units)
    assert str(loaded.explain("ana", "ola")) == str(scores.explain("ana", "ola"))
    of_frames = score(mentees=pd.DataFrame(MENTEES), mentors=pl.DataFrame(MENTORS))
    assert pickle.loads(pickle.dumps(of_frames)).points.equals(of_frames.points)


def test_scores_of_forms_are_pickled() -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    mentees = pw.read_mentees(DATA / "mentees.csv", programme).forms
    mentors = pw.read_mentors(DATA / "mentors.csv", programme).forms
    scores = pw.score(programme, mentees, mentors)
    loaded = pickle.loads(pickle.dumps(scores))
    assert np.array_equal(loaded.units, scores.units)
    assert np.array_equal(loaded.coverage, scores.coverage)
    assert loaded.mentor_answers.keys() == scores.mentor_answers.keys()


def test_text_columns_want_levels_in_order() -> None:
    frames = {"Grade": ["Officer", "Manager"]}
    level = pw.Question(id="Grade", kind="level", options=["Officer", "Manager"])
    scores = score([GRADE], index=None, mentees=frames, mentors=frames, questions=[level])
    assert scores.units.tolist() == [[0, 100000], [0, 0]]
    found = refused([GRADE], index=None, mentees=frames, mentors=frames)
    assert {(each.column, each.row) for each in found} == {("Grade", 1), ("Grade", 2)}
    assert "of 0: " in found[0].message


def test_everything_that_is_wrong_is_said_at_once() -> None:
    found = refused(
        [pw.covers("Need", "Offers", weight=1), pw.same("Offers", weight=1, name="Need")],
        forbid=[pw.same("Manager", "Nam"), ("ana@x.org", "den@x.org")],
    )
    told = [(each.rule, each.value) for each in found]
    assert told == [
        ("duplicate", "Need"),
        ("label", "den@x.org"),
        ("column", "Need"),
        ("column", "Offers"),
        ("column", "Manager"),
        ("column", "Nam"),
    ]
    assert "Did you mean 'Needs'" in found[2].message
    assert "only the mentors have" in found[3].message
    assert "Did you mean 'Name'" in found[5].message


def test_labels_name_one_person_each() -> None:
    twice = MENTEES | {"Email": ["ana@x.org", "ana@x.org"]}
    (finding,) = refused(mentees=twice)
    assert (finding.rule, finding.value) == ("duplicate", "ana@x.org")
    (finding,) = refused(mentees=MENTEES | {"Email": ["ana@x.org", None]})
    assert finding.rule == "missing"
    found = refused(index="Mail")
    assert [each.rule for each in found] == ["index", "index"]
    with pytest.raises(pw.InvalidInput, match=r"Did you mean 'ana@x\.org'"):
        score().explain("ana@x.og", "ben@x.org")


def test_a_number_is_exact_or_refused() -> None:
    near = pw.near("x", high=1, weight=1)
    scores = score([near], index=None, mentees={"x": [0.1, np.nan]}, mentors={"x": [0.35]})
    assert scores.units.tolist() == [[75000], [50000]]
    narrow = {"x": np.array([0.1], np.float32)}
    assert score([near], index=None, mentees=narrow, mentors={"x": [0.35]}).units[0, 0] == 75000
    (finding,) = refused([near], index=None, mentees={"x": [1 / 3]}, mentors={"x": [0.35]})
    assert (finding.rule, finding.row, finding.column) == ("number", 1, "x")
    (finding,) = refused([near], index=None, mentees={"x": [10**17, 1]}, mentors={"x": [1]})
    assert finding.value == str(10**17)


def test_kinds_that_do_not_fit_are_refused() -> None:
    assert {each.rule for each in refused([pw.dot("Grade", weight=1)])} == {"vector"}
    (finding,) = refused([NEEDS.replace(weight=0)])
    assert finding.rule == "weights"
    (finding,) = refused([pw.gap("Grade", low=3, high=1, weight=1)])
    assert finding.column == "criteria['Grade'].high"
    with pytest.raises(TypeError, match=r"criteria\[0\] must be a criterion"):
        score(["Needs"])
    with pytest.raises(TypeError, match="mentees must be a frame"):
        score(mentees=[1, 2])
    with pytest.raises(ValueError, match="minutes for hours"):
        pw.near("Hours", high=0.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("make", [list, np.array])
def test_vectors_are_compared_by_their_cosine(make: Any) -> None:
    mentees = {"v": [make([3.0, 4.0]), make([-0.5, 0.0]), None]}
    mentors = {"v": [make([30.0, 40.0]), make([4.0, -3.0])]}
    scores = score([pw.dot("v", weight=1)], index=None, mentees=mentees, mentors=mentors)
    assert scores.parts["v"].tolist() == [[1.0, 0.0], [0.0, 0.0], [0.2, 0.2]]
    mentees = {"v": [make([1.0, 0.5])]}
    scores = score([pw.dot("v", weight=1)], index=None, mentees=mentees, mentors=mentors)
    # 127 times (2, 1) / sqrt(5), (3, 4) / 5 and (4, -3) / 5, rounded.
    products = [114 * 76 + 57 * 102, 114 * 102 - 57 * 76]
    want = [round(1000 * product / 16129) / 1000 for product in products]
    assert scores.parts["v"].tolist() == [want]
    (finding,) = refused(
        [pw.dot("v", weight=1)], index=None, mentees={"v": [[1, 2], [1]]}, mentors=mentors
    )
    assert (finding.rule, finding.row) == ("vector", 2)


def test_wishes_name_labels() -> None:
    mentees = MENTEES | {"Wishes": [["dov@x.org"], None]}
    scores = score([pw.wish("Wishes", "Email", weight=1, sides="mentee")], mentees=mentees)
    assert scores.parts["Wishes"].tolist() == [[0.0, 1.0], [0.2, 0.2]]


def test_places_have_coordinates() -> None:
    mentees, mentors = {"Site": ["Leeds"]}, {"Site": ["York", "Leeds"]}
    criterion = pw.distance("Site", weight=1, bands=[(30, 500), (60, 0)])
    coordinates = {"Leeds": (53.80, -1.55), "York": (53.96, -1.08)}
    scores = score([criterion], index=None, mentees=mentees, mentors=mentors, locations=coordinates)
    assert scores.parts["Site"].tolist() == [[0.5, 1.0]]
    minutes = {("Leeds", "York"): 70}
    scores = score([criterion], index=None, mentees=mentees, mentors=mentors, travel_times=minutes)
    assert scores.parts["Site"].tolist() == [[0.0, 1.0]]


def test_criteria_are_values_that_a_file_can_hold() -> None:
    scores = score(forbid=[pw.same("Line manager", "Name")])
    text = pw.to_toml(scores.criteria, scores.questions, scores.pair_rules)
    again = score(list(scores.criteria), questions=scores.questions, forbid=list(scores.pair_rules))
    assert np.array_equal(again.units, scores.units)
    assert np.array_equal(again.allowed, scores.allowed)
    tables = re.split(r"\n(?=\[)", (DATA / "pilot.toml").read_text("utf-8"))
    own = ("[rules", "[questions", "[criteria")
    kept = [each for each in tables if not each.startswith(own)]
    programme = pw.Programme.parse("\n".join([*kept, text]))
    assert tuple(programme.criteria) == scores.criteria
    assert tuple(programme.questions) == scores.questions
    assert tuple(programme.pair_rules) == scores.pair_rules
    from_file = score(
        list(programme.criteria), questions=programme.questions, forbid=list(programme.pair_rules)
    )
    assert np.array_equal(from_file.units, scores.units)


def test_only_named_columns_are_looked_at() -> None:
    scores = score(mentees=MENTEES | {"Ethnicity": ["a", "b"], "Notes": [object(), object()]})
    assert [question.words for question in scores.questions] == ["Needs", "Offers", "Grade"]


def test_the_ten_lines_of_the_guide_explain_raw_exports(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "guide" / "own-criteria.md").read_text("utf-8")
    found = re.search(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found is not None
    program = found.group(1)
    assert len([line for line in program.splitlines() if line]) <= 10
    monkeypatch.chdir(EXPORTS)
    exec(program, {})
    shown = capsys.readouterr().out.splitlines()
    heads = [line for line in shown if " with " in line and "points from" in line]
    assert len(heads) > 10
    assert len(shown) == 3 * len(heads)


def test_the_result_is_the_same_for_all_threads_and_can_be_stopped() -> None:
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"x": rng.integers(0, 99, 400), "y": rng.integers(0, 9, 400)})
    criteria = [pw.near("x", high=30, weight=3), pw.same("y", weight=1)]
    seen: list[int] = []
    one = pw.score(frame, frame, criteria, progress=lambda _, done, total: seen.append(done))
    assert np.array_equal(one.units, pw.score(frame, frame, criteria, threads=4).units)
    large = pd.concat([frame] * 20, ignore_index=True)
    with pytest.raises(pw.Stopped):
        pw.score(large, large, criteria, progress=lambda *_: False)
    with pytest.raises(pw.Stopped):
        pw.score(frame, frame, criteria, time_limit=0)


def test_a_table_of_forms_is_scored_whole_or_not_at_all(tmp_path: Path) -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    mentees = pw.read_mentees(DATA / "mentees.csv", programme)
    mentors = pw.read_mentors(DATA / "mentors.csv", programme)
    scores = pw.score(programme, mentees, mentors)
    listed = pw.score(programme, mentees.forms, mentors.forms)
    assert np.array_equal(scores.points, listed.points, equal_nan=True)
    assert pw.features(programme, mentees, mentors).shape == scores.shape
    path = tmp_path / "twice.csv"
    lines = (DATA / "mentees.csv").read_text("utf-8").splitlines()
    path.write_text("\n".join([*lines[:3], lines[1]]), "utf-8")
    broken = pw.read_mentees(path, programme)
    assert broken.errors
    for function in (pw.score, pw.features):
        with pytest.raises(pw.InvalidInput, match=f"{function.__name__}: .*") as caught:
            function(programme, broken, mentors)
        assert list(caught.value.findings) == broken.errors


def test_forms_are_scored_by_their_programme() -> None:
    programme = pw.Programme.read(DATA / "pilot.toml")
    mentees = pw.read_mentees(DATA / "mentees.csv", programme).forms[:8]
    mentors = pw.read_mentors(DATA / "mentors.csv", programme).forms[:5]
    scores = pw.score(programme, mentees, mentors, threads=2)
    assert scores.mentees == tuple(form.reference for form in mentees)
    pairs = [[pw.score_pair(programme, one, other) for other in mentors] for one in mentees]
    assert scores.units.tolist() == [[pair.units for pair in row] for row in pairs]
    assert scores.coverage.tolist() == [[pair.coverage for pair in row] for row in pairs]
    assert scores.allowed.tolist() == [[not pair.refusals for pair in row] for row in pairs]
    assert list(scores.parts) == [criterion.id for criterion in programme.criteria]
    capacities = scores.mentor_answers["capacity"]
    assert capacities == [form.capacity for form in mentors]
    pairs = pw.match(scores, mentor_capacity="capacity").pairs
    assert (np.bincount(pairs[:, 1], minlength=5) <= capacities).all()
    assert len(pairs) > 3
    with pytest.raises(TypeError, match="its own rules and questions"):
        pw.score(programme, mentees, mentors, forbid=[("MM-001", "MR-001")])  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="mentees must be a list"):
        pw.score(programme, mentees[0], mentors[0])
