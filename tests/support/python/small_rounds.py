"""A small programme and tables of applicants to change in tests."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any

import pairwell

PROGRAMME = """
id = "small-2017"
name = "Small Scheme"
organisation = "A Museum"
starts = "June 2017"
ends = "November 2017"
nations = ["England", "Scotland"]

[timetable]
zone = "Europe/London"

[timetable.deadline]
title = "Applications close"
on = "Monday 24 April 2017"
at = "10:00"

[places.England]
mentees = {mentees}
mentors = {mentors}

[rules.nation]
version = 3
sentence = "You work in England or in Scotland."
reason = "The form names another nation."
field = "nation"
one_of = ["England", "Scotland"]

[selection]
panel_members = 1
reserves = {reserves}

[selection.rubric.need]
sentence = "How clearly the form says what is needed."
most = 10

[objective]
stages = ["most_pairs", "most_points"]
floor = 40
seed = 1
"""


def environment(**changes: str) -> dict[str, str]:
    """Make the environment of a command: the tests' own pairwell, and 80 columns."""
    kept = {k: v for k, v in os.environ.items() if k not in ("FORCE_COLOR", "NO_COLOR")}
    place = str(Path(pairwell.__file__).resolve().parents[1])
    return {**kept, "PYTHONPATH": place, "COLUMNS": "80", "TERM": "dumb", **changes}


def programme_text(mentees: str = "2", mentors: str = "2", reserves: int = 1) -> str:
    """Write the small programme, with its places in England and its reserves."""
    return PROGRAMME.format(mentees=mentees, mentors=mentors, reserves=reserves)


def forms(references: list[str], **columns: list[str | None]) -> dict[str, list[str | None]]:
    """Make forms that are complete and in time; columns given by name replace theirs."""
    mentor = references[0].startswith("MR")
    made: dict[str, list[str | None]] = {"reference": list(references)}
    constant = {
        "state": "submitted",
        "submitted_at": "2017-04-20T12:00",
        "nation": "England",
        "offers": "leadership" if mentor else "digital",
        "needs": "digital:1" if mentor else "leadership:1",
        "slots": "tue-pm",
    }
    for name, value in constant.items():
        made[name] = [value] * len(references)
    made.update(columns)
    return made


def panel(references: list[str]) -> dict[str, list[str | None]]:
    """Make one member's marks: the first reference has the highest."""
    return {
        "reference": list(references),
        "member": ["Panel A"] * len(references),
        "need": [str(10 - place) for place in range(len(references))],
    }


def csv_text(table: dict[str, list[Any]]) -> str:
    """Write a dict of lists as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    return out.getvalue()
