"""Sheets as they were exported, of one role or of both, to forms."""

import pytest
from peer_sheets import HELP, HELP_COUNTS, HOURS_AND_HOPES, ROLES, SHEET, TITLE, WHO_AND_WHEN

import pairwell as pw

PROGRAMME = f"""
{TITLE}
nations = ["Wales"]
{WHO_AND_WHEN}
{HELP}
{HOURS_AND_HOPES}
[questions.gender]
kind = "choice"
keep = "monitoring"
{HELP_COUNTS}
{SHEET}
ignore = ["Score"]
[sheets.people.columns]
"How many hours?" = "hours"
{ROLES}
[sheets.mentees]
dates = "day_first"
resubmissions = "first"
"""

EXPORT = """\
Timestamp;Email Address;Your name;phone;I would like to be;What would you like help with?;\
What can you help with?;How many hours?;hopes;gender;Score;
02/03/2026 10:00;ana@example.org;Ana Reyes;0113;mentee;writing;;1,5;;woman;;
01/03/2026 09:00;ben@example.org;Ben Carter;;Both of them;budgets;writing;2;;;;
04/03/2026 12:30;ana@example.org;Ana Reyes;;Mentee;writing, budgets;;3;ben carter;woman;;
"""


@pytest.fixture(scope="module")
def programme():
    return pw.Programme(PROGRAMME)


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(EXPORT, "cp1252")
    return path


def test_one_sheet_holds_both_roles(programme, export):
    read = pw.read_applications(programme, {"people": export})
    assert [form.reference for form in read.mentees] == ["MM-001", "MM-002"]
    assert [form.reference for form in read.mentors] == ["MR-001"]
    ben, ana = read.mentees
    assert ben.same_person == ["MR-001"]
    assert read.mentors[0].same_person == ["MM-001"]
    assert ana.answer("help") == ["writing", "budgets"]
    assert (ana.answer("hours"), ana.given("hours")) == (30, "3")
    assert ana.wishes == ["MR-001"]
    assert read.errors == []
    assert not [finding for finding in read.findings if finding.column == "Score"]
    assert "resubmission" in [finding.rule for finding in read.warnings]


def test_identity_and_monitoring_are_split_off(programme, export):
    read = pw.read_applications(programme, {"people": export})
    for form in (*read.mentees, *read.mentors):
        assert not {"email", "name", "phone", "gender"} & set(form.answers)
    assert [own.email for own in read.identities] == [
        "ben@example.org",
        "ana@example.org",
        "ben@example.org",
    ]
    assert {own.reference: own.answers for own in read.monitoring} == {
        "MM-001": {"gender": None},
        "MM-002": {"gender": "woman"},
        "MR-001": {"gender": None},
    }
    with pytest.raises(KeyError, match="has no answer to a question 'email'"):
        read.mentees[0].answer("email")


def test_references_stay_the_same(programme, export, tmp_path):
    first = pw.read_applications(programme, {"people": export})
    later = tmp_path / "later.csv"
    new = "01/02/2026 08:00;zoe@example.org;Zoe;;mentee;;;;;;;\n"
    lines = EXPORT.splitlines(keepends=True)
    later.write_text("".join([lines[0], new, *lines[1:]]), "cp1252")
    again = pw.read_applications(programme, {"people": later}, known=first.known())
    by_email = {own.email: own.reference for own in again.identities}
    assert by_email["zoe@example.org"] == "MM-003"
    assert {form.reference for form in again.mentees} == {"MM-001", "MM-002", "MM-003"}
    afresh = pw.read_applications(programme, {"people": later})
    assert {own.email: own.reference for own in afresh.identities}["zoe@example.org"] == "MM-001"


def test_a_role_is_read_as_a_table_of_its_own(programme, export):
    read = pw.read_applications(programme, {"people": export})
    mentees = read.forms("mentee")
    assert mentees.forms == read.mentees
    assert [own.reference for own in mentees.identities] == ["MM-001", "MM-002"]
    frame = mentees.to_pandas()
    assert frame["hours"].tolist() == [2.0, 3.0]
    assert frame["help"].tolist() == ["budgets", "writing;budgets"]
    assert not {"email", "gender"} & set(frame.columns)


def test_sheets_of_each_role_and_several_of_one(programme):
    one = {"Timestamp": ["01/03/2026 09:00"], "Email Address": ["a@example.org"]}
    other = {"Timestamp": ["02/03/2026 09:00", "03/03/2026 09:00"]}
    other["Email Address"] = ["b@example.org", "a@example.org"]
    mentors = one | {"Timestamp": ["2026-03-01T09:00"]}  # no sheet of theirs says another order
    read = pw.read_applications(programme, {"mentees": [one, other], "mentors": mentors})
    assert read.errors == []
    assert [form.reference for form in read.mentees] == ["MM-001", "MM-002"]
    assert read.mentees[0].same_person == ["MR-001"]


def test_what_no_sheet_is_called_is_refused(programme):
    with pytest.raises(pw.InvalidInput, match="Did you mean 'people'"):
        pw.read_applications(programme, {"poeple": {"Timestamp": []}})


def test_strict_raises_with_every_error(programme):
    table = {"Timestamp": ["yesterday", "01/03/2026 09:00"], "I would like to be": ["mentee", "x"]}
    with pytest.raises(pw.InvalidInput) as caught:
        pw.read_applications(programme, {"people": table}, strict=True)
    rules = {(finding.row, finding.rule) for finding in caught.value.findings}
    assert {(1, "date"), (2, "role"), (0, "mapping")} <= rules


def test_a_state_that_is_none_is_told_beside_other_faults():
    more = """
[questions.state]
kind = "choice"
plays = "state"
[questions.free]
kind = "availability"
[sheets.mentees]
dates"""
    programme = pw.Programme(PROGRAMME.replace("\n[sheets.mentees]\ndates", more))
    table = {
        "Timestamp": ["01/03/2026 09:00", "01/03/2026 09:00:00.25", "01/03/2026 09:00"],
        "state": ["sumbitted", "submitted", "submitted"],
        "hours": ["many", "2", "2"],
        "free": ["Tue 09:00-10:00", "Tue 09:00:30-10:00", "Tue 09:00-10:00:00.5"],
    }
    read = pw.read_applications(programme, {"mentees": table})
    found = [(finding.row, finding.column) for finding in read.errors]
    assert found == [(1, "hours"), (2, "Timestamp"), (2, "free"), (3, "free"), (1, "state")]
    told = [finding.message for finding in read.errors]
    assert "Did you mean 'submitted'" in told[4]
    assert "to the second" in told[1]
    assert "to the minute" in told[2]
    assert "to the minute" in told[3]


ANONYMOUS = """\
Timestamp;Email Address;Your name;I would like to be;What would you like help with?
02/03/2026 10:00;anonymous;Ana Reyes;mentee;writing
02/03/2026 10:05;anonymous;Ben Carter;mentee;budgets
02/03/2026 10:10;Anonymous;;mentee;writing
02/03/2026 10:15;anonymous;Cai Evans;mentor;
"""


def test_an_e_mail_that_is_no_address_makes_nobody_of_several_people(programme):
    """As a form service writes "anonymous" where it does not ask who somebody is."""
    table = pw.read_sheet(ANONYMOUS.encode(), separator=";").table
    read = pw.read_applications(programme, {"people": table})
    assert [form.reference for form in read.mentees] == ["MM-001", "MM-002", "MM-003"]
    assert not [finding for finding in read.findings if finding.rule == "resubmission"]
    told = [finding for finding in read.findings if finding.rule == "email"]
    assert [finding.row for finding in told] == [2, 3, 4, 5]
    assert all("told from others" in finding.message for finding in told)
    # No mentee is taken for the mentor who has the same e-mail.
    assert [form.same_person for form in (*read.mentees, *read.mentors)] == [[]] * 4
    # Known again by a name, where there is one, and not by that e-mail.
    known = [
        pw.KnownApplicant(
            role=pw.Role.MENTEE, reference="MM-007", email="anonymous", name="Ben Carter"
        ),
        pw.KnownApplicant(
            role=pw.Role.MENTEE, reference="MM-009", email="anonymous", name="Dee Okoye"
        ),
    ]
    again = pw.read_applications(programme, {"people": table}, known=known)
    assert [form.reference for form in again.mentees] == ["MM-010", "MM-007", "MM-011"]


def test_forms_of_one_role_are_settled_too_where_no_sheet_is_described():
    text = PROGRAMME.partition("[sheets.people]")[0]
    programme = pw.Programme(text)
    table = {
        "Timestamp": ["2026-03-02 10:00", "2026-03-02 10:05", "2026-03-03 09:00"],
        "Email Address": ["ana@example.org", "ben@example.org", "ANA@example.org"],
        "Your name": ["Ana Reyes", "Ben Carter", "Ana Reyes"],
        "What would you like help with?": ["writing", "writing", "budgets"],
    }
    read = pw.read_mentees(table, programme)
    assert [form.answer("help") for form in read.forms] == [["writing"], ["budgets"]]
    assert [(f.rule, f.row) for f in read.findings] == [("resubmission", 1)]


def test_everybody_is_of_the_one_region_where_nobody_is_asked(programme):
    head, first, *_ = ANONYMOUS.splitlines()
    table = pw.read_sheet(f"{head};hours;hopes;phone;gender\n{first};;;;\n".encode()).table
    read = pw.read_applications(programme, {"people": table})
    assert [form.nation for form in read.mentees] == ["Wales"]
    several = PROGRAMME.replace('["Wales"]', '["Wales", "England"]')
    read = pw.read_applications(pw.Programme(several), {"people": table})
    assert [form.nation for form in read.mentees] == [""]
    asked = PROGRAMME.replace(
        "[questions.phone]", '[questions.where]\nkind = "text"\nplays = "region"\n[questions.phone]'
    )
    read = pw.read_applications(pw.Programme(asked), {"people": table})
    assert [form.nation for form in read.mentees] == [""]
