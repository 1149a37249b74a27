"""Questions of frames: which columns criteria name, and of what kind their answers are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.score.asked import ROLES, Asked, Use, slug
from pairwell.score.contents import Contents, contents_of
from pairwell.score.frames import Findings, Side, fault, repeated_name
from pairwell.score.kinds import are_real, choose_kind, unify


class AskedOfFrames:
    """What the frames answer, as far as criteria, rules and declared questions name it."""

    def __init__(
        self,
        sides: tuple[Side, Side],
        declared: Sequence[_core.Question],
        decimal: str,
        faults: Findings,
    ) -> None:
        self._sides = sides
        self._declared = declared
        self._decimal = decimal
        self._faults = faults
        self._asked: dict[str, Asked] = {}
        self._by_name: dict[tuple[int, str], Asked] = {}
        self.notes: Findings = []

    def __iter__(self) -> Iterator[Asked]:
        return iter(self._asked.values())

    def ask(self, uses: Iterable[Use]) -> None:
        """Take note of columns that criteria look at."""
        for use in uses:
            asked = self._find(use.role, use.name)
            if asked is None:
                self._add_unknown(use)
            else:
                asked.wants.append(use.wants)
                if use.wants == "needs":
                    asked.needed.add(use.role)

    def find(self, role: int, name: str) -> Asked | None:
        """The question that a name stands for."""
        return self._by_name.get((role, name))

    def ask_declared(self) -> None:
        """Ask what was declared and nothing else names: it may be a capacity."""
        named = [asked.key for asked in self if asked.declared is None]
        unused = []
        for question in self._declared:
            found = [role for role in (0, 1) if self._columns(question, role)]
            for role in found:
                self._find(role, question.id)
            if found:
                continue
            near = suggestion(question.words or question.id, named)
            if near:  # a column that something looks at may have been meant
                message = f"neither frame has a column of this question.{near}"
                self._faults.append(
                    fault("question", message, column="questions", value=question.id)
                )
            unused.append(question.id)
        if unused:
            message = f"neither frame has a column of so many questions: {', '.join(unused)}"
            self.notes.append(
                _core.Finding(
                    severity=_core.Severity.WARNING, rule="question", message=message,
                    column="questions", value=str(len(unused)),
                )
            )  # fmt: skip

    def _columns(self, question: _core.Question, role: int) -> list[str]:
        """The columns of one side that answer a declared question."""
        columns = self._sides[role].columns
        if question.asked and ROLES[role] not in [each.name.lower() for each in question.asked]:
            return []
        words = question.mentor_words if role == 1 and question.mentor_words else question.words
        one = [name for name in (words, question.id) if name in columns]
        several = [name for name in question.headings if name in columns]
        return one[:1] or several

    def _find(self, role: int, name: str) -> Asked | None:
        if (role, name) in self._by_name:
            return self._by_name[role, name]
        declared = next((each for each in self._declared if _is_called(each, name)), None)
        columns = [] if declared is None else self._columns(declared, role)
        if not columns and name in self._sides[role].columns:
            columns = [name]
        if not columns:
            return None
        key = name if declared is None else declared.id
        asked = self._asked.setdefault(key, Asked(key, declared))
        if role not in asked.columns:
            asked.columns[role] = columns
            read = [self._contents(role, column) for column in columns]
            if len(read) == 1:
                asked.contents[role] = read[0]
        self._by_name[role, name] = asked
        return asked

    def _contents(self, role: int, column: str) -> Contents:
        side = self._sides[role]
        if column in side.repeated:
            self._faults.append(repeated_name(side.people, column))
        contents = contents_of(side, column)
        if contents.wrong is not None:
            place, entry = contents.wrong
            message = f"of {side.references[place]}: {contents.why}"
            self._faults.append(
                fault("type", message, file=side.people, row=place + 1, column=column,
                      value=type(entry).__name__)
            )  # fmt: skip
        return contents

    def _add_unknown(self, use: Use) -> None:
        side = self._sides[use.role]
        near = suggestion(use.name, side.columns)
        message = f"the {side.people} have no column of this name{'.' * bool(near)}{near}"
        other = self._sides[1 - use.role]
        if not near and use.name in other.columns:
            message += f"; only the {other.people} have: " + (
                "this one name is of both, so rename a column, or declare a Question of this id "
                "with words and mentor_words"
                if use.name in (use.criterion.minutes, use.criterion.format)
                else "name a column of each side"
            )
        self._faults.append(fault("column", message, column=use.where, value=use.name))

    def decide(self, uses: Sequence[Use]) -> None:
        """Choose the kind of each question that was not declared, and give all ids."""
        for asked in self:
            choose_kind(asked, self._sides, self._decimal, self._faults)
        alike: list[tuple[Asked, Asked]] = []
        for use in uses:
            both = [self.find(0, use.criterion.mentee), self.find(1, use.criterion.mentor)]
            known = [each for each in both if each is not None]
            if use.role == 0 and use.wants in ("any", "ordered") and len(known) == 2:
                alike.append((known[0], known[1]))
            if use.wants == "vector" and any(are_real(each, self._sides) for each in known):
                for each in known:
                    each.is_real = True
        unify(alike, self._faults)
        taken: set[str] = set()
        for asked in self:
            asked.id = slug(asked.key, taken)


def _is_called(question: _core.Question, name: str) -> bool:
    return name in (question.id, question.words, question.mentor_words)


def with_ids(criterion: _core.Criterion, questions: AskedOfFrames, taken: set[str]) -> Any:
    """A criterion that names questions by their ids, with its bounds in their units."""

    def id_of(role: int, name: str) -> str:
        asked = questions.find(role, name) if name else None
        return "" if asked is None else asked.id

    def unit_of(name: str) -> int:
        asked = questions.find(0, name) if name else None
        is_inferred = asked is not None and asked.declared is None and asked.kind == "number"
        return 10**asked.decimals if asked is not None and is_inferred else 1

    unit, minute = unit_of(criterion.mentee), unit_of(criterion.minutes)
    within: set[str] = set()
    return criterion.replace(
        id=slug(criterion.id, taken),
        words=criterion.words or criterion.id,
        mentee=id_of(0, criterion.mentee),
        mentor=id_of(1, criterion.mentor),
        minutes=id_of(0, criterion.minutes),
        format=id_of(0, criterion.format),
        low=criterion.low * unit,
        high=criterion.high * unit,
        fall=criterion.fall * unit,
        bands=[(start * minute, share) for start, share in criterion.bands],
        of=[with_ids(part, questions, within) for part in criterion.of],
    )
