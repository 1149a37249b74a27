"""Programme: the file as Python sees it, and the pilot's own."""

import copy
import importlib.resources
import pathlib
import pickle
import re
from datetime import UTC, date, datetime

import pytest

import pairwell as pw
from pairwell import _core
from pairwell.calendar import Month, Weekday
from pairwell.report.language import language_of

PILOT = importlib.resources.files("pairwell") / "data" / "pilot.toml"


@pytest.fixture(scope="module")
def pilot():
    with importlib.resources.as_file(PILOT) as path:
        return pw.Programme.read(path)


def events(programme):
    return {event.id: event for event in programme.timetable.events}


def test_the_pilot_is_the_one_of_the_call(pilot):
    assert pilot.name == "Mentoring for All"
    assert pilot.organisation == "Museums Association"
    assert (pilot.starts, pilot.ends) == (Month(2017, 6), Month(2017, 11))
    assert pilot.nations == ["England", "Scotland"]
    assert "Arts Council England" in pilot.funders[0]
    assert {
        (place.region, place.role, place.people.least, place.people.most) for place in pilot.places
    } == {
        ("England", pw.Role.MENTEE, 0, 18),
        ("England", pw.Role.MENTOR, 0, 18),
        ("Scotland", pw.Role.MENTEE, 0, 1),
        ("Scotland", pw.Role.MENTOR, 0, 1),
    }
    assert {fund.id for fund in pilot.funds} == {"travel", "access"}
    assert pilot.selection.tie_rule == ["need", "commitment"]
    assert pilot.objective.floor == 40
    assert pilot.objective.seed == 2017
    assert 25 <= len(pilot.vocabulary) <= 40


def test_the_pilots_dates(pilot):
    event = events(pilot)
    deadline = event["deadline"]
    assert deadline.kind is pw.EventKind.DEADLINE
    assert deadline.at == datetime(2017, 4, 24, 10)
    assert deadline == _core.deadline(pilot.timetable)
    assert _core.start(pilot.timetable, deadline) == datetime(2017, 4, 24, 9, tzinfo=UTC)
    assert [day.date for day in event["interviews"].days] == [date(2017, 5, 3), date(2017, 5, 4)]
    assert [day.date for day in event["conversations"].days] == [
        date(2017, 5, 9),
        date(2017, 5, 10),
    ]
    assert event["supervision"].month == Month(2017, 9)
    assert event["supervision"].at is None
    words = {key: _core.in_words(pilot.timetable, each) for key, each in event.items()}
    assert words["deadline"] == "10:00 on Monday 24 April 2017 (BST)"
    assert words["interviews"] == "Wednesday 3 and Thursday 4 May 2017"
    assert words["supervision"] == "September 2017 (day to be fixed)"


def test_the_pilots_slip_is_kept_and_reported(pilot):
    [warning] = pilot.warnings
    assert warning.severity is pw.Severity.WARNING
    assert warning.rule == "weekday"
    assert warning.column == "timetable.training.on"
    assert (
        PILOT.read_text(encoding="utf-8").splitlines()[warning.row - 1]
        == 'on = "Monday 16 May 2017"'
    )
    assert "15 May 2017 or 22 May 2017" in warning.message
    [day] = events(pilot)["training"].days
    assert (day.date, day.stated) == (date(2017, 5, 16), Weekday.MONDAY)


def test_the_pilot_rules_nobody_out_by_grade_or_membership(pilot):
    assert {rule.condition.question for rule in pilot.rules} == {
        "works_as",
        "sector",
        "nation",
        "consent",
        "needs",
        "offers",
    }
    for rule in pilot.rules:
        assert rule.version >= 1
        assert rule.sentence.startswith("You")


def test_parsing_is_reading():
    text = PILOT.read_text(encoding="utf-8")
    parsed = pw.Programme.parse(text, file="pilot.toml")
    assert parsed.warnings[0].file == "pilot.toml"
    assert parsed == pw.Programme.parse(text.encode())
    assert parsed.digest == pw.Programme.parse(text.encode()).digest
    assert parsed != pw.Programme.parse(text.replace("weight = 35", "weight = 34"))
    assert len(parsed.digest) == 64


def test_programmes_pickle_and_copy(pilot):
    for other in (pickle.loads(pickle.dumps(pilot)), copy.deepcopy(pilot)):
        assert other == pilot
        assert (other.digest, other.file, other.warnings) == (
            pilot.digest,
            pilot.file,
            pilot.warnings,
        )


def test_a_programme_is_what_the_core_takes(pilot):
    assert isinstance(pilot, _core.Programme)
    assert "mentoring-for-all-2017" in repr(pilot)


def test_a_programme_does_not_change(pilot):
    with pytest.raises(AttributeError):
        pilot.name = "Another"
    with pytest.raises(AttributeError):
        pilot.criteria[0].weight = 0


def test_all_faults_come_at_once_with_their_lines(tmp_path):
    path = tmp_path / "broken.toml"
    path.write_text('id = "x"\nnam = "X"\nstarts = 5\nends = "May 2017"\nnations = ["England"]\n')
    with pytest.raises(pw.InvalidInput) as refused:
        pw.Programme.read(path)
    faults = [
        (f.row, f.column, f.rule) for f in refused.value.findings if f.severity is pw.Severity.ERROR
    ]
    assert faults == [(0, "name", "missing"), (2, "nam", "unknown-key"), (3, "starts", "type")]
    assert all(finding.file == str(path) for finding in refused.value.findings)
    assert isinstance(refused.value, ValueError)


@pytest.mark.parametrize(
    "text", [b"\xff\xfe", b"a = '\x00'", "a = '\ud800'", "id = ", "[a", b"\xef\xbb\xbfid = 1"]
)
def test_any_bytes_are_refused_and_never_crash(text):
    with pytest.raises(pw.InvalidInput) as refused:
        pw.Programme.parse(text)
    assert refused.value.findings


def test_a_missing_file_is_an_oserror(tmp_path):
    with pytest.raises(FileNotFoundError):
        pw.Programme.read(tmp_path / "none.toml")


GUIDE = pathlib.Path(__file__).parents[3] / "docs" / "guide" / "programme-file.md"
SECTIONS = [
    "timetable.deadline",
    "places.Wales",
    "places.Wales.mentors",
    "funds.travel",
    "rules.wales",
    "questions.one",
    "sheets.mentees",
    "criteria.one",
    "pair_rules.one",
    "locations.Leeds",
    "evaluation.one",
    "selection",
    "selection.rubric.need",
    "pairing",
    "weights",
    "objective",
]


@pytest.fixture(scope="module")
def example():
    """Gives the guide's complete programme, the first of its examples."""
    text, *_ = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    return text


def test_the_guides_example_has_no_fault(example):
    assert pw.Programme.parse(example).warnings == []


def test_places_without_an_end_read_back_as_none():
    text = PILOT.read_text(encoding="utf-8").replace("mentees = 18", "mentees = { least = 1 }")
    programme = pw.Programme.parse(text)
    people = next(place.people for place in programme.places if place.people.least == 1)
    assert (people.least, people.most, str(people)) == (1, None, "1 or more")
    assert (
        language_of("en").places(programme)[0]
        == "England: 1 or more mentee places and 18 mentor places"
    )


def known_keys(text, section):
    """Gives the keys that the reader names where it meets one that is like none of them."""
    odd = "a-key-that-is-like-no-other"
    text = text.replace("mentors = 6", "mentors.most = 6")
    if not section:
        text = f"{odd} = 1\n{text}"
    elif f"[{section}]\n" in text:
        text = text.replace(f"[{section}]\n", f"[{section}]\n{odd} = 1\n")
    else:
        text = (
            f"{text}[{section}]\n{odd} = 1\n"
            if "mentors" not in section
            else text.replace("mentors.most = 6", f"mentors.most = 6\nmentors.{odd} = 1")
        )
    with pytest.raises(pw.InvalidInput) as refused:
        pw.Programme.parse(text)
    [message] = [f.message for f in refused.value.findings if f.rule == "unknown-key"]
    listed = re.search(r"the keys here are (.*)\.$", message)
    assert listed is not None, message
    return re.split(r", | and ", listed[1])


@pytest.mark.parametrize("section", ["", *SECTIONS])
def test_the_guide_explains_every_key(example, section):
    keys = known_keys(example, section)
    guide = GUIDE.read_text(encoding="utf-8")
    assert keys
    for key in keys:
        assert f"`{key}`" in guide or f"`[{key}]`" in guide or f"`[{key}." in guide, key


REQUIRED = """
id = "required"
name = "Required"
starts = "May 2026"
ends = "July 2026"
nations = ["Wales"]
[timetable.deadline]
title = "Forms are due"
on = "2026-04-01"
at = "12:00"
[questions.grade]
kind = "level"
options = ["Junior", "Senior", "Head"]
[questions.site]
kind = "choice"
asked = ["mentor"]
[criteria.grade]
compare = "same"
question = "grade"
weight = 1
[pair_rules.higher]
version = 1
sentence = "A mentor has a higher grade."
reason = "The mentor's grade is not above."
"""
GAP = 'require = { compare = "gap", question = "grade", low = 1, high = 2 }\n'
RULE = """[rules.{id}]
version = 1
sentence = "You say which grade you have."
reason = "No grade."
{test}
"""


def rule(test: str, name: str = "grade") -> str:
    return RULE.format(id=name, test=test)


def required_of_a_blank(text: str) -> list[pw.Finding]:
    return [f for f in pw.Programme.parse(text).warnings if f.column.startswith("pair_rules")]


def test_what_is_required_of_a_pair_and_may_be_blank_is_a_warning():
    (found,) = required_of_a_blank(REQUIRED + GAP)
    line = 1 + (REQUIRED + GAP).splitlines().index(GAP.strip())
    assert (found.row, found.column, found.rule) == (line, "pair_rules.higher.require", "blank")
    assert found.message.startswith("People may leave 'grade' blank, and")
    assert "such a pair is not refused" in found.message
    assert "add to [rules] one with question = 'grade' and answered = true;" in found.message
    of_mentees = rule('roles = ["mentee"]\nquestion = "grade"\nanswered = true')
    (found,) = required_of_a_blank(REQUIRED + GAP + of_mentees)
    assert "entees" not in found.message
    assert found.message.startswith("Mentors may leave 'grade' blank, and")
    assert "roles = [\"mentor\"], question = 'grade' and answered = true" in found.message
    forbids = GAP.replace("require", "forbid")
    assert required_of_a_blank(REQUIRED + forbids) == []


@pytest.mark.parametrize(
    ("test", "is_answered"),
    [
        ('question = "grade"\nanswered = true', True),
        ('question = "grade"\nat_least = 1', True),
        ('question = "grade"\nat_most = 1', True),
        ('question = "grade"\none_of = ["Senior"]', True),
        ('question = "grade"\nnone_of = ["Senior"]', False),
        ('all = [{ question = "grade", none_of = ["Head"] }, { question = "grade", at_least = 1 }]',
         True),
        ('any = [{ question = "grade", at_most = 0 }, { question = "grade", at_least = 1 }]', True),
        ('any = [{ question = "grade", none_of = ["Head"] }, { question = "grade", at_least = 1 }]',
         False),
        ('none = [{ question = "grade", none_of = ["Head"] }]', True),
        ('none = [{ question = "grade", answered = true }]', False),
        ('roles = ["mentor"]\nany = [{ question = "grade", answered = true },'
         ' { question = "site", answered = true }]', False),
    ],
)  # fmt: skip
def test_a_rule_that_no_blank_passes_has_a_question_answered(test, is_answered):
    found = required_of_a_blank(REQUIRED + GAP + rule(test))
    assert (found == []) is is_answered
    # And so it is: whoever leaves it blank goes on where the rule does not see to an answer.
    programme = pw.Programme.parse(REQUIRED + GAP + rule(test))
    form = {"reference": ["MR-1"], "state": ["submitted"], "grade": [None], "site": ["Leeds"]}
    read = pw.read_mentors(form, programme)
    (decision,) = pw.decide(programme, read.forms)
    assert (decision.outcome.name == "NOT_ELIGIBLE") is is_answered


@pytest.mark.parametrize("name", pw.presets())
def test_no_preset_requires_of_a_pair_what_may_be_blank(name):
    assert required_of_a_blank(pw.preset(name).text) == []
