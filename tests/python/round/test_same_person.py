"""Who applies for both roles under one e-mail is never paired with themself."""

import pytest
from small_rounds import forms, programme_text

import pairwell as pw

PROGRAMME = pw.Programme.parse(programme_text())


def tables(of_mentee: str, of_mentor: str):
    return forms(["ME-1"], email=[of_mentee]), forms(["MR-1"], email=[of_mentor])


def test_one_e_mail_in_both_tables_is_one_person():
    round_ = pw.run_round(PROGRAMME, *tables("ann@example.org", " Ann@Example.ORG"))
    assert round_.pairs == ()
    (mentee,), (mentor,) = round_.mentee_forms, round_.mentor_forms
    assert (mentee.same_person, mentor.same_person) == (["MR-1"], ["ME-1"])
    mentees, mentors = tables("ann@example.org", "Ann@Example.ORG")
    sheets = {"mentees": mentees, "mentors": mentors}
    read = pw.read_applications(PROGRAMME, sheets)
    assert [form.same_person for form in (*read.mentees, *read.mentors)] == [["MR-1"], ["ME-1"]]
    again = pw.run_round(PROGRAMME, read.forms("mentee"), read.forms("mentor"))
    assert again.mentee_forms == tuple(read.mentees)


@pytest.mark.parametrize(
    ("of_mentee", "of_mentor"),
    [("ann@example.org", "ben@example.org"), ("anonymous", "anonymous"), ("", "")],
)
def test_other_people_are_paired(of_mentee, of_mentor):
    round_ = pw.run_round(PROGRAMME, *tables(of_mentee, of_mentor))
    assert len(round_.pairs) == 1
    assert round_.mentee_forms[0].same_person == []
