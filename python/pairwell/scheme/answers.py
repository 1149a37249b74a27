"""Reads the answers to the evaluation from a table: one row a person and time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.table_faults import TableFaults
from pairwell.data.tables import TableSource, read_table
from pairwell.scheme.members import RoleName

if TYPE_CHECKING:
    from pairwell.scheme.programme import Programme

Moment: TypeAlias = Literal["before", "after"]

MOMENTS: tuple[Moment, ...] = get_args(Moment)
ROLES: tuple[RoleName, ...] = get_args(RoleName)


@dataclass(frozen=True)
class EvaluationRead:
    """What one person answered at one time; ``cells`` holds the marks by column."""

    reference: str
    role: RoleName
    moment: Moment
    cells: dict[str, int]
    row: int = 0
    """Of the table, counted from 1; 0 where it came from none."""

    @property
    def fit(self) -> int | None:
        """How well the two suit each other, from 1 to 5."""
        return self.cells.get("fit")

    @property
    def goals_met(self) -> int | None:
        """How many of the agreement's goals were met."""
        return self.cells.get("goals_met")

    def to_core(self, programme: Programme | None = None) -> _core.EvaluationAnswers:
        """The answers as `pairwell.evaluate` takes them, to the questions of a programme.

        Answers to a question that is asked no longer are left out.
        """
        marks = [self.cells.get(question) for question, _ in _core.evaluation_questions(programme)]
        return _core.EvaluationAnswers(
            reference=self.reference, role=self.role, when=self.moment, marks=marks
        )


def evaluation_columns(programme: Programme | None = None) -> list[str]:
    """The columns of a table of answers: who and when, the questions, fit, and goals met."""
    return [
        "reference",
        "role",
        "when",
        *(q for q, _ in _core.evaluation_questions(programme)),
        "fit",
        "goals_met",
    ]


def read_evaluation(
    source: TableSource, programme: Programme | None = None
) -> list[EvaluationRead]:
    """Read answers to a programme's questions, or to the standard ones: marks from 1 to 5.

    A mark is blank where there is none.

    Raises
    ------
    InvalidInput
        With every error by row and column: unknown and missing columns, who answered twice at one
        time, marks out of range.
    """
    faults = TableFaults(read_table(source, "evaluation"))
    columns = evaluation_columns(programme)
    faults.check_columns(columns[:3], columns[3:])
    _core.throw_if_errors("read_evaluation", faults)
    found: list[EvaluationRead] = []
    seen: set[tuple[str, str]] = set()
    for number, row in faults.records():
        who = faults.reference(row["reference"], number, "reference")
        role, when = _core.fold(row["role"]), _core.fold(row["when"])
        if not who:
            faults.add("reference", "somebody answered: give the reference", number, "reference")
        if role not in ROLES:
            likely = suggestion(role, ROLES)
            message = "a role is mentee or mentor" + (likely and f".{likely}")
            faults.add("role", message, number, "role", row["role"])
        if when not in MOMENTS:
            likely = suggestion(when, MOMENTS)
            message = "answers are from before or after" + (likely and f".{likely}")
            faults.add("when", message, number, "when", row["when"])
        if (who, when) in seen:
            faults.add("duplicate", "this person has answered already", number, "reference", who)
        seen.add((who, when))
        marks = {}
        for name in columns[3:]:
            text = row.get(name, "")
            most = 99 if name == "goals_met" else 5
            least = 0 if name == "goals_met" else 1
            if not text:
                continue
            mark = _mark(text)
            if mark is None or not least <= mark <= most:
                faults.add(
                    "mark", f"a whole number from {least} to {most}, or blank", number, name, text
                )
                continue
            marks[name] = mark
        found.append(EvaluationRead(who, cast(RoleName, role), cast(Moment, when), marks, number))
    _core.throw_if_errors("read_evaluation", faults)
    return found


def _mark(text: str) -> int | None:
    """Read a whole number of a few digits, also as data frames write it: 3.0."""
    digits = _core.fold(text).removesuffix(".0")
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 10 else None
