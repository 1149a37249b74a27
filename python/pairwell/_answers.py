"""Reads the answers to the evaluation from a table: one row a person and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pairwell as pw
from pairwell._tables import TableSource, read_table

MOMENTS = ("before", "after")
ROLES = ("mentee", "mentor")


@dataclass(frozen=True)
class EvaluationRead:
    """What one person answered at one time; ``cells`` holds the marks by column."""

    reference: str
    role: str
    moment: str
    cells: dict[str, int]

    @property
    def fit(self) -> int | None:
        """How well the two suit each other, from 1 to 5."""
        return self.cells.get("fit")

    @property
    def goals_met(self) -> int | None:
        """How many of the agreement's goals were met."""
        return self.cells.get("goals_met")

    def to_core(self) -> pw.EvaluationAnswers:
        """The answers as `pairwell.evaluate` takes them."""
        marks = [self.cells.get(question) for question, _ in pw.evaluation_questions()]
        return pw.EvaluationAnswers(
            reference=self.reference, role=self.role, when=self.moment, marks=marks
        )


def evaluation_columns() -> list[str]:
    """The columns of a table of answers: who and when, the questions, fit, and goals met."""
    return [
        "reference",
        "role",
        "when",
        *(q for q, _ in pw.evaluation_questions()),
        "fit",
        "goals_met",
    ]


def read_evaluation(source: TableSource) -> list[EvaluationRead]:
    """Read answers: marks from 1 to 5, blank where there is none.

    Raises
    ------
    InvalidInput
        With every error by row and column: unknown and missing columns, who answered twice at one
        time, marks out of range.
    """
    table = read_table(source, "evaluation")
    faults: list[pw.Finding] = []

    def fault(rule: str, message: str, row: int, column: str, value: object = "") -> None:
        faults.append(
            pw.Finding(
                rule=rule, message=message, file=table.name, row=row, column=column,
                value=str(value),
            )
        )  # fmt: skip

    columns = evaluation_columns()
    for name in table.columns:
        if name not in columns:
            fault("column", f"unknown column; known are {', '.join(columns)}", 1, name)
    for name in columns[:3]:
        if name not in table.columns:
            fault("column", "this column is missing", 1, name)
    pw.throw_if_errors("read_evaluation", faults)
    found: list[EvaluationRead] = []
    seen: set[tuple[str, str]] = set()
    for number, cells in enumerate(table.rows, start=2):
        row: dict[str, Any] = dict(zip(table.columns, cells, strict=True))
        who, role, when = (str(row[name] or "").strip() for name in columns[:3])
        if not who:
            fault("reference", "somebody answered: give the reference", number, "reference")
        if role not in ROLES:
            fault("role", "a role is mentee or mentor", number, "role", role)
        if when not in MOMENTS:
            fault("when", "answers are from before or after", number, "when", when)
        if (who, when) in seen:
            fault("duplicate", "this person has answered already", number, "reference", who)
        seen.add((who, when))
        marks = {}
        for name in columns[3:]:
            text = str(row.get(name) or "").strip()
            most = 99 if name == "goals_met" else 5
            least = 0 if name == "goals_met" else 1
            if not text:
                continue
            if not text.isdecimal() or not least <= int(text) <= most:
                fault(
                    "mark", f"a whole number from {least} to {most}, or blank", number, name, text
                )
                continue
            marks[name] = int(text)
        found.append(EvaluationRead(who, role, when, marks))
    pw.throw_if_errors("read_evaluation", faults)
    return found
