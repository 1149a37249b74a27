"""References as names of files: one each, on any system, whatever is in them."""

import pytest

from pairwell.report.file_names import file_names


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("MM-001", "MM-001"),
        ("a b", "a+b"),
        ("a+b", "a%2Bb"),
        ("../ME/9", "%2E.%2FME%2F9"),
        ("..", "%2E."),
        (".profile", "%2Eprofile"),
        ("-rf", "%2Drf"),
        ("~", "%7E"),
        ("C:\\x", "C%3A%5Cx"),
        ("a\nb\x00", "a%0Ab%00"),
        ("Éire", "%C3%89ire"),
        ("", ""),
    ],
)
def test_what_a_name_may_have_stays_and_the_rest_is_written_out(reference, name):
    assert file_names([reference]) == {reference: name}


@pytest.mark.parametrize(
    "reference", ["CON", "con", "Nul.txt", "LPT1", "x" * 101, "Éire" * 40, "a-0123456789abcdef"]
)
def test_what_no_system_takes_gets_a_part_of_its_digest(reference):
    (name,) = file_names([reference]).values()
    assert len(name) <= 100
    assert name != reference
    assert name[-17] == "-"


def test_names_that_differ_by_case_alone_are_told_apart():
    names = file_names(["ME-1", "me-1", "ME-2", "Éire", "éire"])
    assert names["ME-2"] == "ME-2"
    assert len({name.casefold() for name in names.values()}) == 5


def test_no_reference_takes_the_name_that_another_was_given():
    long = "x" * 200
    (given,) = file_names([long]).values()
    assert len(set(file_names([long, given]).values())) == 2
    assert file_names([long, given])[long] == given
