"""Questions, sheets and criteria as values, in a programme's file and out of it."""

import copy
import csv
import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pairwell as pw
from pairwell import _core

HEAD = """\
id = "own"
name = "Own"
starts = "2026-06"
ends = "2026-11"
nations = ["Wales"]
{top}
[timetable.deadline]
title = "Deadline"
on = 2026-04-24
at = "10:00"
"""

GRADE = _core.Question("grade", "level", options=["Assistant", "Officer", "Manager"])
SITE = _core.Question("site", "place")
HOURS = _core.Question(
    "hours", "number", decimals=1, least=5, most=200, unit="hours", numbers={"up to 3": 30}
)


def programme_of(*parts, top=""):
    return pw.Programme.parse("\n".join([HEAD.format(top=top), *parts]))


def test_a_question_is_a_value():
    again = _core.Question("grade", "level", options=["Assistant", "Officer", "Manager"])
    assert again == GRADE
    assert GRADE != SITE
    assert GRADE.kind is _core.QuestionKind.LEVEL
    assert GRADE.replace(words="Your grade").words == "Your grade"
    assert GRADE.words == ""
    assert repr(GRADE) == (
        "Question(id='grade', kind='level', options=['Assistant', 'Officer', 'Manager'])"
    )
    assert HOURS.numbers == {"up to 3": 30}


@pytest.mark.parametrize(
    "value",
    [
        GRADE,
        HOURS,
        _core.Sheet("people", columns={"Your role": "role"}, roles={"Both": ["mentee", "mentor"]}),
        _core.Condition("age_from", "born", number=18, day=date(2026, 9, 1)),
        _core.Condition("all", of=[_core.Condition("answered", "grade")]),
        _core.Criterion("grade", "gap", mentee="grade", mentor="grade", low=1, high=2, weight=3),
        _core.Criterion("mean", "mean", of=[_core.Criterion("a", "given", pairs=[("a", "b", 3)])]),
        _core.PairRule("r", reason="Why.", compare=_core.Criterion(mentee="a", mentor="b")),
        _core.Location("Leeds", 53.800755, -1.549077),
        _core.TravelTime("Leeds", "York", 25),
        _core.EvaluationQuestion("calm", "I am calm."),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_are_copied_pickled_and_shown_as_they_are_made(value):
    assert copy.copy(value) == value
    assert copy.deepcopy(value) == value
    assert pickle.loads(pickle.dumps(value)) == value
    names = {name: getattr(_core, name) for name in dir(_core)}
    assert eval(str(value), {**names, "datetime": __import__("datetime")}) == value
    assert len(repr(value)) <= 120
    assert value.replace() == value


def test_a_long_value_is_shown_in_part_and_printed_whole():
    long = GRADE.replace(words="Which grade are you in?", options=[f"Grade {n}" for n in range(40)])
    shown = "Question(id='grade', kind='level', words='Which grade are you in?', ...)"
    assert repr(long) == shown
    assert eval(str(long), vars(_core)) == long


def test_a_change_that_has_no_field_is_refused_with_the_likely_one():
    with pytest.raises(TypeError, match=r"no field 'optons'\. Did you mean 'options'"):
        GRADE.replace(optons=[])


def test_a_word_that_is_none_is_refused_with_those_that_are():
    with pytest.raises(pw.InvalidInput, match="compare is one of covers, overlap"):
        _core.Criterion("a", "covrs")


def test_a_file_without_questions_and_criteria_has_the_standard_ones():
    programme = programme_of()
    assert programme.questions == _core.standard_questions(["Wales"], [])
    assert programme.criteria == _core.standard_criteria()
    assert [criterion.id for criterion in programme.criteria] == [
        "needs", "preference", "deep_fit", "expectations", "practicality", "reciprocity",
    ]  # fmt: skip


def test_criteria_go_into_a_file_and_back():
    criteria = [
        _core.Criterion("grade", "gap", mentee="grade", mentor="grade", weight=3, low=1, high=2),
        _core.Criterion("hours", "near", mentee="hours", mentor="hours", weight=1, high=25),
    ]
    questions = [GRADE, HOURS]
    programme = programme_of(
        _core.questions_to_toml(questions), _core.criteria_to_toml(criteria, questions)
    )
    assert programme.questions == questions
    assert programme.criteria == criteria
    assert "high = 2.5" in _core.criteria_to_toml(criteria, questions)


def test_criteria_are_checked_against_questions():
    criteria = [_core.Criterion("grade", "gap", mentee="grad", mentor="site", weight=1)]
    found = _core.check_criteria(criteria, [GRADE, SITE])
    assert [(finding.rule, finding.column) for finding in found] == [
        ("reference", "criteria.grade.mentee"),
        ("kind", "criteria.grade.mentor"),
    ]
    assert 'did you mean "grade"?' in found[0].message


@pytest.fixture
def with_tables(tmp_path):
    with (tmp_path / "places.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(
            [["name", "latitude", "longitude"], ["Leeds", 53.800755, -1.549077]]
        )
    with (tmp_path / "travel.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([["from", "to", "minutes"], ["Leeds", "York", 25]])
    path = tmp_path / "own.toml"
    path.write_text(HEAD.format(top='locations = "places.csv"\ntravel_times = "travel.csv"'))
    return path


def test_tables_lie_beside_the_programme(with_tables):
    programme = pw.Programme.read(with_tables)
    assert programme.locations == [_core.Location("Leeds", 53.800755, -1.549077)]
    assert programme.travel_times == [_core.TravelTime("Leeds", "York", 25)]
    assert list(programme.tables) == ["places.csv", "travel.csv"]
    assert pickle.loads(pickle.dumps(programme)).digest == programme.digest
    again = pw.Programme.parse(programme.text, tables=programme.tables)
    assert again.digest == programme.digest
    alone = pw.Programme.parse(programme.to_toml())
    assert alone.locations == programme.locations
    assert alone.tables == {}


def test_a_change_in_a_table_changes_the_digest(with_tables):
    before = pw.Programme.read(with_tables).digest
    with (with_tables.parent / "travel.csv").open("a", encoding="utf-8") as file:
        file.write("Leeds,Hull,60\r\n")
    assert pw.Programme.read(with_tables).digest != before


def test_a_table_that_is_missing_or_not_named_is_refused(with_tables):
    (with_tables.parent / "travel.csv").unlink()
    with pytest.raises(pw.InvalidInput) as missing:
        pw.Programme.read(with_tables)
    (finding,) = (f for f in missing.value.findings if f.severity is pw.Severity.ERROR)
    assert (finding.rule, finding.column, finding.value) == ("table", "travel_times", "travel.csv")
    with pytest.raises(pw.InvalidInput, match="names no such table"):
        pw.Programme.parse(HEAD.format(top=""), tables={"places.csv": {"name": []}})


def test_a_table_in_another_folder_is_refused(with_tables):
    text = with_tables.read_text().replace('"places.csv"', '"../places.csv"')
    with_tables.write_text(text)
    with pytest.raises(pw.InvalidInput, match="without a folder"):
        pw.Programme.read(with_tables)


IDS = st.from_regex(r"[a-z][a-z0-9_-]{0,8}", fullmatch=True)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"]), max_size=20
)
SHARES = st.integers(0, 1000)


def _answer_texts():
    return st.text(
        st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_categories=["Cc", "Cs"]),
        min_size=1,
        max_size=12,
    )


@st.composite
def criteria(draw):
    """Criteria of every comparison that these questions allow, sound one by one."""
    made = []
    for at, kind in enumerate(draw(st.lists(st.sampled_from(_KINDS), min_size=1, max_size=6))):
        made.append(
            _core.Criterion(
                f"{kind}-{at}",
                kind,
                words=draw(TEXTS),
                weight=draw(st.integers(1, 1000)),
                **draw(_BLANKS),
                **draw(_PARAMETERS[kind]),
            )
        )
    return made


_KINDS = ["gap", "near", "at_least", "given", "same", "mean"]
_BLANKS = st.one_of(
    st.builds(lambda share: {"neutral": share}, SHARES),
    st.sampled_from([{}, {"blank": "zero"}, {"blank": "leaves"}]),
)
_GRADE = {"mentee": "grade", "mentor": "grade"}
_CURVES = st.sampled_from(["straight", "square"])
_PARAMETERS = {
    "gap": st.builds(
        lambda low, more, fall, curve: _GRADE
        | {"low": low, "high": low + more, "fall": fall, "curve": curve},
        st.integers(-9, 9), st.integers(0, 9), st.integers(0, 9), _CURVES,
    ),
    "near": st.builds(
        lambda low, more: {"mentee": "hours", "mentor": "hours", "low": low, "high": low + more},
        st.integers(0, 10**9), st.integers(1, 10**9),
    ),
    "at_least": st.builds(lambda fall, curve: _GRADE | {"fall": fall, "curve": curve},
                          st.integers(0, 99), _CURVES),
    "given": st.builds(
        lambda pairs, share: {
            "pairs": [(*pair, share) for pair, share in pairs.items()],
            "otherwise": share,
        },
        st.dictionaries(
            st.tuples(_answer_texts(), _answer_texts()), SHARES, min_size=1, max_size=3
        ),
        SHARES,
    ),
    "same": st.just({"mentee": "site", "mentor": "site"}),
    "mean": st.just({"of": [_core.Criterion("a", "same", weight=2, **_GRADE)]}),
}  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(made=criteria(), comment=TEXTS)
def test_any_criteria_read_back_equal(made, comment):
    questions = [GRADE, HOURS, SITE]
    text = _core.criteria_to_toml(made, questions, {f"criteria.{made[0].id}": comment})
    programme = programme_of(_core.questions_to_toml(questions), text)
    assert programme.criteria == made
    assert pw.Programme.parse(programme.to_toml()).criteria == made


@settings(deadline=None, max_examples=60)
@given(
    st.lists(_answer_texts(), min_size=1, max_size=4),
    st.dictionaries(_answer_texts(), st.integers(-(10**9), 10**9), max_size=4),
    TEXTS,
)
def test_questions_are_written_as_they_are(options, numbers, words):
    questions = [
        _core.Question("a", "choice", options=options, words=words),
        _core.Question("b", "number", numbers=numbers, decimals=3, is_private=True),
    ]
    text = _core.questions_to_toml(questions)
    criteria_text = "[criteria.a]\ncompare = 'same'\nquestion = 'a'\nweight = 1"
    if _refusals(text, criteria_text):
        # What no two answers could tell apart is refused, and nothing else.
        assert _refusals(text, criteria_text) <= {"duplicate", "blank", "heading"}
    else:
        assert programme_of(text, criteria_text).questions == questions


def _refusals(*parts):
    try:
        programme_of(*parts)
    except pw.InvalidInput as error:
        return {finding.rule for finding in error.findings} - {"places"}
    return set()
