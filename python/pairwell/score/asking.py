"""Questions of frames: which columns criteria name, and of what kind their answers are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.scheme.members import RoleName
from pairwell.score.contents import Contents, contents_of
from pairwell.score.frames import Findings, Side, fault

ROLES: tuple[RoleName, RoleName] = ("mentee", "mentor")
_ID_LETTERS = 48
_RANKED = re.compile(r"^\s*1[.)]\s|:\s*\d{1,3}\s*($|[;,|\n])")
_DECIMALS = {sign: re.compile(rf"\d{re.escape(sign)}(\d{{1,6}})(?!\d)") for sign in ".,"}
_ORDERED = ("near", "at_least", "gap", "ratio")
_ANY = ("same", "different", "table")
_FIXED = {
    "covers": "choices",
    "overlap": "set",
    "wish": "people",
    "distance": "place",
    "travel": "place",
    "common_time": "availability",
    "common_language": "languages",
    "dot": "vector",
}


class Use(NamedTuple):
    """A column that a criterion looks at."""

    criterion: _core.Criterion
    where: str
    """What names it, for findings: "criteria['Grade']"."""
    role: int
    """0 of mentees, 1 of mentors."""
    name: str
    wants: str
    """A kind of question; "ordered" or "any" where what the column holds decides."""


@dataclass
class Asked:
    """A question, and the columns with its answers."""

    key: str
    """The column's name, or the id that was declared."""
    declared: _core.Question | None
    columns: dict[int, list[str]] = field(default_factory=dict)
    """By role: mostly one; the numbers of a vector or the ranks of a list may be several."""
    contents: dict[int, Contents] = field(default_factory=dict)
    wants: list[str] = field(default_factory=list)
    kind: str = ""
    options: tuple[str, ...] = ()
    decimals: int = 0
    is_real: bool = False
    """Whether vectors are to be taken to one length, as those of whole numbers are not."""
    id: str = ""

    def question(self) -> _core.Question:
        """The question as the core and a programme's file have it."""
        kind: Any = self.kind
        asked = [ROLES[role] for role in sorted(self.columns)] if len(self.columns) == 1 else []
        if self.declared is not None:
            words = self.declared.words or self.key
            return self.declared.replace(id=self.id, words=words, asked=asked)
        return _core.Question(
            id=self.id,
            kind=kind,
            words=self.key,
            asked=asked,
            options=list(self.options),
            decimals=self.decimals,
        )


def flattened(
    criteria: Iterable[_core.Criterion], where: str = "criteria"
) -> Iterator[tuple[_core.Criterion, str]]:
    """Every criterion, those of means too, with what names it."""
    for criterion in criteria:
        name = f"{where}[{criterion.id!r}]"
        yield criterion, name
        yield from flattened(criterion.of, name)


def compare_of(criterion: _core.Criterion) -> str:
    """The comparison's name."""
    return str(criterion.compare.name).lower()


def uses_of(criterion: _core.Criterion, where: str) -> Iterator[Use]:
    """The columns that a criterion looks at."""
    compare = compare_of(criterion)
    wants = _FIXED.get(compare, "ordered" if compare in _ORDERED else "any")
    for role, name in enumerate((criterion.mentee, criterion.mentor)):
        if name:
            is_need = compare == "covers" and criterion.needs_of.name.lower() == ROLES[role]
            yield Use(criterion, where, role, name, "needs" if is_need else wants)
        if compare == "travel":
            yield Use(criterion, where, role, criterion.minutes, "number")
            if criterion.format:
                yield Use(criterion, where, role, criterion.format, "choice")


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
        for question in declared:
            found = [role for role in (0, 1) if self._columns(question, role)]
            if not found and question.id:
                names = [name for side in sides for name in side.columns]
                near = suggestion(question.words or question.id, names)
                message = f"neither frame has a column of this question{'.' * bool(near)}{near}"
                faults.append(fault("question", message, column="questions", value=question.id))

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

    def find(self, role: int, name: str) -> Asked | None:
        """The question that a name stands for."""
        return self._by_name.get((role, name))

    def ask_declared(self) -> None:
        """Ask what was declared and nothing else names: it may be a capacity."""
        for question in self._declared:
            for role in (0, 1):
                if self._columns(question, role):
                    self._find(role, question.id)

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
        contents = contents_of(side, column)
        if contents.wrong is not None:
            place, entry = contents.wrong
            message = (
                f"of {side.references[place]}: an entry is a text, a number, a date, truth or a "
                "list of these"
            )
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
            message += f"; only the {other.people} have: name a column of each side"
        self._faults.append(fault("column", message, column=use.where, value=use.name))

    def decide(self, uses: Sequence[Use]) -> None:
        """Choose the kind of each question that was not declared, and give all ids."""
        for asked in self:
            if asked.declared is not None:
                asked.kind = asked.declared.kind.name.lower()
                asked.options = tuple(asked.declared.options)
                asked.decimals = asked.declared.decimals
            else:
                self._choose(asked)
        pairs = [
            (self.find(0, use.criterion.mentee), self.find(1, use.criterion.mentor))
            for use in uses
            if use.role == 0 and use.wants in ("any", "ordered")
        ]
        for _ in range(len(pairs) + 1):
            changed = [_unify(*pair) for pair in pairs if None not in pair]  # type: ignore[arg-type]
            if not any(changed):
                break
        for use in uses:
            both = self.find(0, use.criterion.mentee), self.find(1, use.criterion.mentor)
            if use.wants == "vector" and any(each and self._are_real(each) for each in both):
                for each in both:
                    if each is not None:
                        each.is_real = True
        taken: set[str] = set()
        for asked in self:
            asked.id = slug(asked.key, taken)

    def _are_real(self, asked: Asked) -> bool:
        """Whether vectors are not all of whole numbers within 8 bits."""
        rows: list[Any] = []
        for role, names in asked.columns.items():
            contents = asked.contents.get(role)
            if contents is None:
                rows += [self._sides[role].entries(name) for name in names]
            elif contents.kind == "numbers":
                rows += [row for row in contents.entries if row is not None]
        return any(
            not isinstance(number, int) or not -128 <= number <= 127
            for row in rows
            for number in row
        )

    def _choose(self, asked: Asked) -> None:
        fixed = [want for want in asked.wants if want not in ("any", "ordered")]
        if fixed:
            others = [want for want in fixed if want not in ("set", "needs", "choices")]
            is_covered = "needs" in fixed or "choices" in fixed
            if "languages" in fixed or (others and not is_covered):
                asked.kind = "languages" if "languages" in fixed else others[0]
            else:
                is_ranked = "needs" in fixed and all(map(_looks_ranked, asked.contents.values()))
                asked.kind = "ranked" if is_ranked else "choices"
        else:
            kinds = {
                _kind_of(contents, asked.wants)
                for contents in asked.contents.values()
                if contents.kind != "blank"
            }
            otherwise = "number" if "ordered" in asked.wants else "choice"
            asked.kind = _common(kinds) if kinds else otherwise
            if "level" in kinds and _may_be_level(asked):
                asked.kind = "level"
        if asked.kind == "level":
            levels = [each.options for each in asked.contents.values() if each.options]
            asked.options = max(levels, key=len)
        if asked.kind == "number":
            asked.decimals = max(
                (self._count_decimals(asked, role) for role in asked.contents), default=0
            )

    def _count_decimals(self, asked: Asked, role: int) -> int:
        contents, side = asked.contents[role], self._sides[role]
        if contents.kind == "real":
            decimals, place = contents.decimals()
            if place is not None:
                message = (
                    f"of {side.references[place]}: a number has six decimals at most, and is "
                    "finite: round the column"
                )
                self._faults.append(
                    fault("number", message, file=side.people, row=place + 1,
                          column=asked.columns[role][0], value=contents.entries[place])
                )  # fmt: skip
            return decimals
        if contents.kind != "text":
            return 0
        texts = [text for text in contents.texts() if text is not None]
        pattern = _DECIMALS[self._decimal]
        return max((len(end) for text in texts for end in pattern.findall(text)), default=0)


def _is_called(question: _core.Question, name: str) -> bool:
    return name in (question.id, question.words, question.mentor_words)


def _looks_ranked(contents: Contents) -> bool:
    """Whether most answers have ranks or priorities in them."""
    if contents.kind == "needs":
        return True
    if contents.kind != "text":
        return False
    texts = [text for text in contents.texts() if text is not None]
    return 2 * sum(bool(_RANKED.search(text)) for text in texts) > len(texts)


def _kind_of(contents: Contents, wants: Sequence[str]) -> str:
    """The kind of question that a column of one side answers."""
    kinds = {
        "yes_no": "yes_no",
        "whole": "number",
        "real": "number",
        "date": "date",
        "instant": "instant",
        "level": "level",
        "list": "choices",
        "needs": "ranked",
        "numbers": "choices",
    }
    return kinds.get(contents.kind, "number" if "ordered" in wants else "choice")


def _common(kinds: set[str]) -> str:
    """The kind that both columns of one name can be read as."""
    if len(kinds) == 1:
        return next(iter(kinds))
    if kinds == {"level", "choice"}:
        return "level"
    return "choices" if "choices" in kinds else "choice"


def _may_be_level(asked: Asked) -> bool:
    """Whether all columns hold levels or texts."""
    return all(each.kind in ("level", "text", "blank") for each in asked.contents.values())


def _unify(mentee: Asked, mentor: Asked) -> bool:
    """Make two questions that are compared of one kind; whether that changed one."""
    before = [(each.kind, each.options, each.decimals) for each in (mentee, mentor)]
    free = [
        each
        for each in (mentee, mentor)
        if each.declared is None and set(each.wants) <= {"any", "ordered"}
    ]
    if mentee.kind != mentor.kind and free:
        kind = _common({mentee.kind, mentor.kind})
        if "level" in (mentee.kind, mentor.kind) and all(map(_may_be_level, free)):
            kind = "level"
        elif len(free) == 1:
            other = mentor if free[0] is mentee else mentee
            kind = other.kind
        if not {"ordered"} & {*mentee.wants, *mentor.wants} or kind in ("level", "number", "date"):
            for each in free:
                each.kind = kind
    for each in free:
        other = mentor if each is mentee else mentee
        if each.kind == other.kind == "level" and len(other.options) > len(each.options):
            each.options = other.options
        if each.kind == other.kind == "number":
            each.decimals = max(each.decimals, other.decimals)
    return before != [(each.kind, each.options, each.decimals) for each in (mentee, mentor)]


def slug(words: str, taken: set[str]) -> str:
    """An id from words: lower-case letters, digits and _, another for each."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    text = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:_ID_LETTERS].rstrip("_")
    if re.fullmatch(r"[a-z][a-z0-9_-]*", words):
        text = words
    if not text or not text[0].isalpha():
        text = f"q_{text}".rstrip("_")
    unique, number = text, 1
    while unique in taken:
        number += 1
        unique = f"{text}_{number}"
    taken.add(unique)
    return unique


def with_ids(criterion: _core.Criterion, questions: AskedOfFrames, taken: set[str]) -> Any:
    """A criterion that names questions by their ids, with its bounds in their units."""

    def id_of(role: int, name: str) -> str:
        asked = questions.find(role, name) if name else None
        return "" if asked is None else asked.id

    asked = questions.find(0, criterion.mentee) if criterion.mentee else None
    is_inferred = asked is not None and asked.declared is None and asked.kind == "number"
    unit = 10**asked.decimals if asked is not None and is_inferred else 1
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
        of=[with_ids(part, questions, within) for part in criterion.of],
    )
