"""What cannot be taken back is asked for twice, and a slip on the way changes nothing."""

from pathlib import Path

import pytest
from cli_cases import told
from small_rounds import csv_text
from store_cases import MENTEES, named


@pytest.fixture
def head(pairwell, at):
    """Give the head of the record."""
    return lambda: told(pairwell("audit", "--store", at, "--json"))["head"]


def test_an_erasure_asks_for_the_reference_twice(pairwell, at, head):
    before = head()
    erase = ["erase", "ME-1", "--because", "Asked for.", "--store", at]
    said = pairwell(*erase, code=2)
    assert "This would erase all rows about ME-1, for good: application " in said.stdout
    assert "add --confirm ME-1, or --yes; nothing was erased" in said.stderr
    said = pairwell(*erase, "--confirm", "ME-2", code=2).stderr
    assert "'ME-1' at first and 'ME-2' now; nothing was erased" in said
    assert head() == before
    assert "is erased: " in pairwell(*erase, "--confirm", "ME-1").stdout


@pytest.mark.parametrize(("typed", "code"), [("ME-2", 2), ("ME-1", 0)])
def test_at_a_terminal_somebody_is_asked(pairwell, at, head, monkeypatch, typed, code):
    from pairwell.cli import store_people

    before = head()
    monkeypatch.setattr(store_people, "_is_asked", lambda: True)
    monkeypatch.setattr(store_people.typer, "prompt", lambda text, err: typed)
    pairwell("erase", "ME-1", "--because", "Asked for.", "--store", at, code=code)
    assert (head() == before) == (code == 2)


def test_a_reason_does_not_name_who_was_erased(pairwell, at, head):
    before = head()
    erase = ["erase", "ME-1", "--yes", "--store", at]
    said = pairwell(*erase, "--because", "ME-1@EXAMPLE.ORG has asked", code=2)
    assert "may not hold a part of the person's name" in said.stderr
    assert "EXAMPLE.ORG" not in said.output
    assert head() == before


def test_nothing_is_purged_before_its_day(pairwell, at, head):
    pairwell("keep", "identity", 0, "--because", "Policy.", "--store", at)
    before = head()
    said = pairwell("purge", "--on", "2999-01-01", "--really", "--store", at, code=2).stderr
    assert "a purge that erases is of today" in said
    assert head() == before
    assert "would be erased" in pairwell("purge", "--on", "2999-01-01", "--store", at).stdout
    said = pairwell("keep", "identity", 0, "--because", "Policy.", "--store", at).stdout
    assert "That is over: pairwell purge says what would be erased." in said


def test_nobody_withdraws_everybody(pairwell, at, head):
    pairwell("decide", "--store", at)
    before = head()
    for what in ("application", "pair"):
        said = pairwell("move", what, "withdraw", "--all", "--store", at, code=2).stderr
        assert "withdraw is for good: name who, instead of --all" in said
    for name in ("decline", "end_early"):
        said = pairwell("move", "pair", name, "--all", "--because", "x", "--store", at, code=2)
        assert f"{name} is for good: name who, instead of --all" in said.stderr
    assert head() == before
    said = pairwell("withdraw", "ME-01", "--store", at, code=2).stderr
    assert "Did you mean 'ME-1'?" in said
    assert head() == before


def test_a_reference_that_nobody_has_is_said_to_be_one(pairwell, at, head):
    before = head()
    for command in (
        ["history", "--about", "ME-01"],
        ["access", "ME-01"],
        ["erase", "ME-01", "--because", "Asked for.", "--yes"],
        ["withdraw", "ME-01"],
        ["score", "ME-01", "MR-1"],
        ["log", "attendance", "ME-01", "deadline"],
    ):
        said = pairwell(*command, "--store", at, code=2)
        assert "Did you mean 'ME-1'?" in said.stderr, command
        assert said.stdout == ""
    assert head() == before


def test_what_is_there_already_is_left(pairwell, at):
    made = told(pairwell("export", "a.zip", "--store", at, "--json"))
    assert made["head"]
    said = pairwell("import", "--archive", "a.zip", "--store", at, code=2).stderr
    assert "has the programme 'small-2017' already" in said
    assert "is of the newest version" in pairwell("init", "--upgrade", "--store", at).stdout


def test_what_is_said_leads_on(pairwell, at, tmp_path):
    """Each message names the option or the command that comes next, in its own words."""

    def run(*arguments, **more):
        return pairwell(*arguments, "--store", at, **more)

    if "://" not in at:
        said = run("init", "--programme", "p.toml", code=2).stderr
        assert f"pairwell import --store {at} --programme FILE" in said
    assert "There are no pairs yet. Next: pairwell status" in run("pairs").stdout
    assert (
        "There is no meeting yet. Next: pairwell log meeting"
        in run("log", "show", "meeting").stdout
    )
    said = run("people", "--state", "not_selected", "--role", "mentor").stdout
    assert "There is no not selected mentor. Next: pairwell status" in said
    run("decide")
    run("shortlist")
    said = run("move", "application", "promote", "ME-3", code=2).stderr
    assert "must say why it is made: add --because (rule: blank)" in said
    said = run("move", "application", "interviewed", "ME-1", code=2).stderr
    assert "there is no move 'interviewed' of an application" in said
    run("move", "application", "accept", "--all")
    assert "Next: pairwell match --keep none" in run("match", "--dry", "--keep", "none").stdout
    assert "Next: pairwell review --all" in run("match").stdout
    said = run("confirm", "--all", code=2).stderr
    assert "no pair can make the move confirm now; pairwell status says where all are" in said
    run("review", "--all")
    assert "Nothing was changed. Next: pairwell status" in run("match", "--dry").stdout
    assert "Next: pairwell status" in run("match").stdout
    said = run("move", "pair", "hold_conversation", "--all").stdout
    assert ": conversation held" in said
    assert "conversation_held" not in said


def test_an_older_file_says_what_it_changes(pairwell, at):
    """Who is back by a form, who is not, and whose forms are other ones now."""

    def take(*states):
        cells = {**named(MENTEES), "state": list(states)}
        Path("again.csv").write_text(csv_text(cells), "utf-8")
        return pairwell("import", "--mentees", "again.csv", "--store", at)

    pairwell("decide", "--store", at)
    pairwell("shortlist", "--store", at)
    pairwell("withdraw", "ME-1", "--store", at)
    said = take("withdrawn", "withdrawn", "submitted").stdout
    assert "mentees: 0 new, 2 changed, 1 unchanged, that changed: ME-1 ME-2\n" in said
    assert "ME-2: withdrawn, by the form; before: shortlisted\n" in said
    back = take("submitted", "submitted", "submitted")
    assert "ME-2: shortlisted, by the form; before: withdrawn\n" in back.stdout
    assert "ME-1 has withdrawn, which is for good: this form does not bring them" in back.stderr
    assert "ME-2 has withdrawn" not in back.stderr
    people = told(pairwell("people", "--role", "mentee", "--store", at, "--json"))["people"]
    assert [each["state"] for each in people] == ["withdrawn", "shortlisted", "reserve"]
    assert "changed: ME" not in take("submitted", "submitted", "submitted").stdout
