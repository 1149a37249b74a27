"""The commands that plan and list appointments."""

import json
from functools import partial

import icalendar
import pytest
from small_rounds import csv_text
from store_cases import MENTEES, PROGRAMME, shortlisted, ticking
from typer.testing import CliRunner

import pairwell.store
from pairwell.cli.commands import app
from pairwell.store import open_store

DAY = "2017-05-03"


@pytest.fixture
def desk(filled, filled_url, tmp_path, monkeypatch):
    """Run a command on a store with a shortlist, in a folder of its own."""
    shortlisted(filled)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAIRWELL_ACTOR", "Officer")
    monkeypatch.setenv("PAIRWELL_STORE", filled_url)
    clock = ticking("2017-04-26T09:00:00+00:00")  # before the appointments
    monkeypatch.setattr(pairwell.store, "open_store", partial(open_store, clock=clock))

    def run(*arguments, code=0):
        result = CliRunner().invoke(app, list(map(str, arguments)), prog_name="pairwell")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return json.loads(result.stdout) if "--json" in arguments else result.output

    run.store = filled
    return run


def times(name, column, rows):
    """A table of who is free when, and its name."""
    who, start, end = zip(*rows, strict=True)
    with open(name, "w", encoding="utf-8") as out:
        out.write(csv_text({column: who, "start": start, "end": end}))
    return name


def plan(*people, hosts=("panel A",), start="09:00", end="12:00", day=DAY):
    """The command that plans interviews of people with hosts, all free at the same time."""
    when = f"{day}T{start}", f"{day}T{end}"
    return [
        "schedule", "interviews",
        "--people", times("people.csv", "person", [(who, *when) for who in people]),
        "--hosts", times("hosts.csv", "host", [(who, *when) for who in hosts]),
    ]  # fmt: skip


def test_schedule_says_who_has_to_be_told(desk):
    desk(*plan("ME-1", "ME-2"))
    made = desk(*plan("ME-1", "ME-3", start="14:00", end="14:30"), "--json")
    (change,) = made["changes"]
    assert (change["reference"], change["outcome"]) == ("ME-1", "moved")
    assert change["was"]["start"] < change["now"]["start"] == f"{DAY}T14:00+01:00"
    assert made["not_asked"] == ["MR-1", "MR-2"]
    assert made["moved"] == 1
    told = desk(*plan("ME-1", "ME-2", "MR-1", start="14:00", end="15:00"))
    assert f"{DAY}T14:00+01:00  panel A: ME-1\n" in told
    assert f"{DAY}T14:30+01:00  panel A: " in told
    assert "MR-2 has none, and was not asked for." in told
    assert " has none now: was " in told or ", moved from " in told


def test_appointments_lists_what_stands_and_what_was_called_off(desk):
    assert "no appointments yet" in desk("appointments")
    desk(*plan("ME-1", "ME-2"))
    desk("move", "application", "withdraw", "ME-1")
    listed = desk("appointments", "--json", "--out", "calendars")
    assert [own["reference"] for own in listed["appointments"]] == ["ME-2"]
    assert [own["reference"] for own in listed["called_off"]] == ["ME-1"]
    assert listed["double_booked"] == []
    assert listed["files"] == ["ME-1.ics", "ME-2.ics", "panel+A.ics"]
    assert "called off" in desk("appointments", "interviews")
    assert desk("appointments", "conversations", "--json")["appointments"] == []
    with open("calendars/ME-1.ics", "rb") as content:
        (event,) = icalendar.Calendar.from_ical(content.read()).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    records = desk.store.records(PROGRAMME)
    off = next(record for record in records if record.outcome == "called off")
    assert event["DTSTAMP"].dt.isoformat()[:19] == str(off.at)[:19].replace(" ", "T")
    assert "no purpose 'lunch'" in desk("appointments", "lunch", code=2)


def test_a_fix_over_a_change_of_clocks_is_as_long_as_it_says(desk):
    night = plan("ME-1", start="00:00", end="03:30", day="2017-10-29")
    for start, minutes, ends in (
        ("00:30", 120, "2017-10-29T01:30+00:00"),
        ("00:30", 60, "2017-10-29T01:30+01:00"),
        ("01:30+00:00", 30, "2017-10-29T02:00+00:00"),
    ):
        fix = ["--fix", f"ME-1 panel A 2017-10-29T{start}", "--minutes", minutes]
        (own,) = desk(*night, *fix, "--json")["appointments"]
        assert own["end"] == ends
    twice = desk(*night, "--fix", "ME-1 panel A 2017-10-29T01:30", code=2)
    assert "2017-10-29T01:30+01:00 or 2017-10-29T01:30+00:00" in " ".join(twice.split())


@pytest.mark.parametrize(
    ("fix", "named"),
    [
        (["ME-2 panel A 2017-05-03T09:00"], "ME-2"),
        (["ME-1 panel Z 2017-05-03T09:00"], "panel Z"),
        (["ME-1 panel A 2017-05-03T09:00", "ME-1 panel A 2017-05-03T10:00"], "T09:00"),
        (["ME-1 panel A 2018-05-03T09:00"], "outside the programme"),
        (["ME-1 panel A 2017-05-03T09:00:00.5"], "leave the fraction of a second out"),
    ],
)
def test_a_fix_is_never_dropped(desk, fix, named):
    command = [*plan("ME-1"), *(part for text in fix for part in ("--fix", text))]
    told = desk(*command, code=2)
    assert named.replace("T09:00", "T08:00:00Z") in " ".join(told.split())
    assert desk("appointments", "--json")["appointments"] == []


@pytest.mark.parametrize("minutes", ["0", "1441", "99999999999999999999"])
def test_absurd_lengths_are_refused(desk, minutes):
    assert "minutes" in desk(*plan("ME-1"), "--minutes", minutes, code=2)
    assert "pause" in desk(*plan("ME-1"), "--pause", f"-{minutes}1", code=2)


def test_nothing_is_stored_where_the_calendars_cannot_be_written(desk, tmp_path):
    (tmp_path / "taken").write_text("a file")
    for target in ("taken", "taken/calendars"):
        assert "choose another folder" in desk(*plan("ME-1"), "--out", target, code=2)
    assert desk("appointments", "--json")["appointments"] == []


def test_the_longest_names_make_files(desk):
    made = desk(*plan("ME-1", hosts=["x" * 100]), "--out", "calendars", "--json")
    assert len(made["files"]) == 2
    assert len(made["appointments"]) == 1


def test_a_disk_that_refuses_after_all_is_told_with_the_way_on(desk, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pairwell.cli.folder.write_folder", refuse)
    told = " ".join(desk(*plan(*MENTEES[:2]), "--out", "calendars", code=2).split())
    assert "the appointments are on record" in told
    assert "pairwell appointments --out" in told
    assert len(desk("appointments", "--json")["appointments"]) == 2
