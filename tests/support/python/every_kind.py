"""A programme with a question of every kind in every place, and answers that can be told."""

from __future__ import annotations

import csv
import io
import random
import string

KINDS = (
    "choice", "choices", "ranked", "level", "scale", "number", "yes_no", "date", "instant",
    "availability", "place", "languages", "people", "vector", "text",
)  # fmt: skip
KEEPS = ("application", "private", "identity", "monitoring")
"""Where answers are kept; those of "private" are kept with the application and not for a panel."""

_HEAD = """
id = "every-2026"
name = "Every kind"
starts = "March 2026"
ends = "May 2026"
nations = ["North"]
[timetable]
zone = "Europe/London"
[timetable.deadline]
title = "Forms are due"
on = "2026-02-01"
at = "12:00"
[questions.email]
kind = "text"
words = "Email Address"
plays = "email"
keep = "identity"
[questions.name]
kind = "text"
words = "Your name"
plays = "name"
keep = "identity"
[questions.when]
kind = "instant"
words = "Timestamp"
plays = "submitted_at"
[questions.role]
kind = "choice"
words = "I would like to"
plays = "role"
[questions.region]
kind = "choice"
words = "Where?"
plays = "region"
options = ["North"]
[sheets.people]
dates = "day_first"
decimal = ","
[sheets.people.roles]
"have a mentor" = "mentee"
"be a mentor" = "mentor"
[criteria.help]
compare = "overlap"
question = "application_choices"
weight = 3
[criteria.hidden]
compare = "same"
question = "private_choice"
weight = 2
words = "Something that stays between us"
[criteria.level]
compare = "near"
question = "private_scale"
high = 10
weight = 1
[rules.asked]
version = 1
sentence = "You say yes."
reason = "The form does not say yes."
question = "private_yes_no"
confirmed = true
[objective]
stages = ["most_pairs", "most_points"]
floor = 0
seed = 1
"""
_MORE = {
    "level": "options = {levels}",
    "scale": "range = {{ least = 0, most = 99999999 }}",
    "vector": "",
    "yes_no": "numbers = {{ {yes} = 1 }}",
}


class EveryKind:
    """A programme's text, an export of its people, and the marks that tell their answers."""

    def __init__(self, seed: int, people: int = 8) -> None:
        self._random = random.Random(seed)
        years = range(1971, 2000)
        self._days = [f"{d}/{m}/{y}" for d in range(13, 29) for m in (10, 11) for y in years]
        self._random.shuffle(self._days)
        self.yes = {keep: self._word() for keep in KEEPS}
        """What stands for yes: in the programme's file too."""
        self._levels = {keep: [self._word() for _ in range(4)] for keep in KEEPS}
        self.marks: dict[str, list[str]] = {keep: [] for keep in KEEPS}
        """What only an answer that is kept there says, by where that is."""
        self.names = [f"{self._word()} {self._word()}" for _ in range(people)]
        self.emails = [f"{self._word()}@example.org" for _ in range(people)]
        self.rows = [self._row(place) for place in range(people)]

    @property
    def text(self) -> str:
        """The programme's file."""
        questions = []
        for keep in KEEPS:
            for kind in KINDS:
                more = _MORE.get(kind, "").format(
                    levels=list(self._levels[keep]), yes=self.yes[keep]
                )
                stands = "private = true" if keep == "private" else f'keep = "{keep}"'
                questions.append(f'[questions.{keep}_{kind}]\nkind = "{kind}"\n{stands}\n{more}\n')
        head, tail = _HEAD.split("[sheets.people]\n")
        return f"{head}{''.join(questions)}[sheets.people]\n{tail}"

    @property
    def export(self) -> str:
        """The sheet as a form service would give it."""
        out = io.StringIO()
        writer = csv.DictWriter(out, list(self.rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()

    def _word(self) -> str:
        letters = self._random.choices(string.ascii_lowercase, k=11)
        return f"zq{''.join(letters)}"

    def _row(self, place: int) -> dict[str, str]:
        row = {
            "Timestamp": f"{1 + place:02}/01/2026 10:00",
            "Email Address": self.emails[place],
            "Your name": self.names[place],
            "I would like to": "be a mentor" if place % 2 else "have a mentor",
            "Where?": "North",
        }
        for keep in KEEPS:
            for kind in KINDS:
                row[f"{keep}_{kind}"] = self._cell(keep, kind)
        # Everybody names somebody by address, and somebody who did not apply.
        row["application_people"] = self.emails[(place + 1) % len(self.emails)]
        row["private_people"] = f"{self._word()}@example.com"
        self.marks["identity"].append(row["private_people"])
        return row

    def _cell(self, keep: str, kind: str) -> str:
        """Make an answer, and take note of what tells it."""
        word = self._word()
        number = str(self._random.randint(10_000_000, 99_999_999))
        day = self._days.pop()
        cells = {
            "choice": (word, word),
            "choices": (f"{word}, {word}x", word),
            "ranked": (f"{word}:2, {word}x:1", word),
            "level": (self._levels[keep][int(number) % 4], ""),
            "scale": (number, number),
            "number": (number, number),
            "yes_no": (self.yes[keep], self.yes[keep]),
            "date": (day, day),
            "instant": (f"{day} 10:17", day),
            "availability": (f"{word}; Tue 09:17-12:41", word),
            "place": (word, word),
            "languages": (f"{word} (C1), {word}x", word),
            "people": (f"{word}7", word if keep in ("identity", "monitoring") else ""),
            "vector": ("1 2 3", ""),
            "text": (f"I say {word}.", word),
        }
        cell, mark = cells[kind]
        if kind == "level":
            mark = cell
        if kind in ("date", "instant"):
            day_, month, year = mark.split("/")
            self.marks[keep].append(f"{year}-{month}-{day_}")
        if mark:
            self.marks[keep].append(mark)
        return cell
