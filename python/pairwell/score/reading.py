"""Answers of frames as the core has them: numbers at once, and texts as a programme reads them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.score.asked import ROLES, Asked
from pairwell.score.contents import BLANK, SEPARATOR, Contents
from pairwell.score.frames import Findings, Side, fault, is_blank

DatesName: TypeAlias = Literal["iso", "day_first", "month_first"]
DecimalName: TypeAlias = Literal[".", ","]
LanguageName: TypeAlias = Literal["en", "cy", "fr", "de", "es", "it", "nl", "pl", "pt"]
_LISTS = ("choices", "ranked", "people", "languages", "availability")
_MOST = 9 * 10**15
_LENGTH = 127


@dataclass(frozen=True)
class Reading:
    """How texts are read."""

    decimal: DecimalName = "."
    dates: DatesName = "iso"
    zone: str = "UTC"
    language: LanguageName = "en"

    def faults(self) -> Findings:
        """What is wrong with these."""
        found: Findings = []
        for argument, names in (
            ("decimal", DecimalName), ("dates", DatesName), ("language", LanguageName),
        ):  # fmt: skip
            given, known = getattr(self, argument), get_args(names)
            if not isinstance(given, str) or given not in known:
                message = f"{argument} is one of {' '.join(known)}"
                found.append(fault(argument, message, column=argument, value=given))
        try:
            _core.Zone.named(self.zone)
        except TypeError:
            message = "a zone is a text"
            found.append(fault("zone", message, column="zone", value=type(self.zone).__name__))
        except _core.InvalidInput as error:
            (why,) = error.findings
            found.append(fault("zone", why.message, column="zone", value=self.zone))
        return found


def read_answers(
    side: Side, role: int, everything: Iterable[Asked], reading: Reading, faults: Findings
) -> tuple[_core.Answers, Findings]:
    """The answers of one side, and what somebody should look at; faults where one is unreadable."""
    questions: list[_core.Question] = []
    columns: dict[str, Any] = {}
    for asked in everything:
        if role not in asked.columns:
            continue
        question = asked.question()
        if asked.kind == "vector":
            columns[asked.id] = _vectors(side, role, asked, faults)
        elif role not in asked.contents:
            several = asked.columns[role]
            rows = zip(*(_texts_of(side, name) for name in several), strict=True)
            columns[asked.id] = [list(row) for row in rows]
        else:
            contents = asked.contents[role]
            columns[asked.id] = _column(side, role, asked, contents, faults)
            if contents.kind in ("list", "needs") and asked.kind in _LISTS:
                question = question.replace(separator=SEPARATOR)
        questions.append(question)
    answers, findings = _core.answers(
        ROLES[role],
        side.references,
        questions,
        columns,
        decimal=reading.decimal,
        dates=reading.dates,
        zone=reading.zone,
        language=reading.language,
    )
    names = {asked.id: asked.columns[role][0] for asked in everything if role in asked.columns}
    notes: Findings = []
    for finding in findings:
        told = _told(finding, side, names)
        (faults if finding.severity == _core.Severity.ERROR else notes).append(told)
    return answers, notes


def _told(finding: _core.Finding, side: Side, names: dict[str, str]) -> _core.Finding:
    """A finding with the column as it is called and the label of the row."""
    message = finding.message
    if finding.row:
        message = f"of {side.references[finding.row - 1]}: {message}"
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=message,
        file=side.people,
        row=finding.row,
        column=names.get(finding.column, finding.column),
        value=finding.value.replace(SEPARATOR, "; "),
    )


def _texts_of(side: Side, name: str) -> list[str | None]:
    return [None if is_blank(entry) else str(entry) for entry in side.entries(name)]


def _column(
    side: Side, role: int, asked: Asked, contents: Contents, faults: Findings
) -> list[str | None] | npt.NDArray[np.int64]:
    """The entries of one column, as fast as they can be handed over."""
    kind = contents.kind
    if kind == "blank" or (kind == "needs" and _has_faults(side, role, asked, contents, faults)):
        return [None] * len(side)
    if asked.kind in ("number", "scale") and kind in ("whole", "real", "yes_no"):
        decimals = asked.decimals if asked.kind == "number" else 0
        return _units(side, asked.columns[role][0], contents, decimals, faults)
    if asked.kind == "yes_no" and kind == "yes_no":
        entries = [BLANK if entry is None else int(entry) for entry in contents.entries]
        return np.array(entries, np.int64)
    if asked.kind == "date" and kind == "date":
        return contents.days()
    if asked.kind == "instant" and kind == "instant":
        known = [entry for entry in contents.entries if entry is not None]
        if all(entry.tzinfo is not None for entry in known):
            return contents.seconds()
    texts = contents.texts()
    if asked.kind not in _LISTS and kind in ("list", "needs"):
        return [None if text is None else text.replace(SEPARATOR, "; ") for text in texts]
    return texts


def _has_faults(side: Side, role: int, asked: Asked, contents: Contents, faults: Findings) -> bool:
    """Whether mappings are of no use for a kind of question; a fault for each that is not."""
    before = len(faults)
    name = asked.columns[role][0]
    if asked.kind not in ("ranked", "languages"):
        message = (
            "a mapping is read as needs with priorities or as languages with levels, and here "
            f"answers are of the kind {asked.kind}"
        )
        faults.append(fault("kind", message, file=side.people, column=name))
    for row, entry in enumerate(contents.entries if asked.kind == "ranked" else ()):
        for term, rank in (entry or {}).items():
            is_whole = not isinstance(rank, bool) and isinstance(rank, (int, float))
            if not is_blank(rank) and not (is_whole and rank >= 1 and int(rank) == rank):
                message = f"of {side.references[row]}: a priority is a whole number from 1 on"
                faults.append(
                    fault("priority", message, file=side.people, row=row + 1, column=name,
                          value=f"{term}: {rank}")
                )  # fmt: skip
    return len(faults) > before


def _units(
    side: Side, name: str, contents: Contents, decimals: int, faults: Findings
) -> npt.NDArray[np.int64]:
    """Numbers in units; a fault for the first that has more decimals or too many digits."""
    wrong: tuple[int, object] | None = None
    if contents.kind == "real":
        most, place = contents.decimals()
        if place is None and most > decimals:
            place = next(
                k
                for k, entry in enumerate(contents.entries)
                if entry is not None and entry == entry and entry != round(entry, decimals)
            )
        if place is not None:
            wrong = place, contents.entries[place]
    if wrong is None:
        largest = next(
            (
                (k, entry)
                for k, entry in enumerate(_large(contents.entries))
                if entry is not None and abs(entry) * 10**decimals > _MOST
            ),
            None,
        )
        wrong = largest
    if wrong is None:
        return contents.units(decimals)
    place, entry = wrong
    message = (
        f"of {side.references[place]}: a number has at most {decimals} decimals here and is below "
        "9e15"
    )
    faults.append(
        fault("number", message, file=side.people, row=place + 1, column=name, value=entry)
    )
    return np.full(len(side), BLANK)


def _large(entries: Sequence[Any] | npt.NDArray[Any]) -> Iterable[Any]:
    """The entries; none where an array says at once that all are small."""
    if isinstance(entries, np.ndarray):
        is_small = not len(entries) or max(-int(entries.min()), int(entries.max())) < 2**30
        return () if is_small else entries.tolist()
    return entries


def _vectors(side: Side, role: int, asked: Asked, faults: Findings) -> Any:
    """Vectors of whole numbers within 8 bits; texts where some are blank."""
    names = asked.columns[role]
    contents = asked.contents.get(role)
    if contents is not None and contents.kind in ("text", "blank"):
        return contents.texts()
    if contents is not None and contents.kind != "numbers":
        message = "a vector is a list or an array of numbers"
        faults.append(fault("vector", message, file=side.people, column=names[0]))
        return [None] * len(side)
    rows: list[Any] = list(contents.entries) if contents is not None else _rows(side, names)
    vectors: list[list[int] | None] = []
    for place, row in enumerate(rows):
        if row is not None and all(map(is_blank, row)):
            row = None
        message = _why_no_vector(row, rows)
        if message:
            faults.append(
                fault("vector", f"of {side.references[place]}: {message}", file=side.people,
                      row=place + 1, column=names[0], value=row)
            )  # fmt: skip
            return [None] * len(side)
        vectors.append(None if row is None else _quantised(row, asked.is_real))
    if all(vector is not None for vector in vectors) and vectors:
        return np.array(vectors, np.int8)
    return [None if vector is None else ", ".join(map(str, vector)) for vector in vectors]


def _rows(side: Side, names: Sequence[str]) -> list[list[Any]]:
    """The numbers of several columns, a row for each person."""
    return [list(row) for row in zip(*(side.entries(name) for name in names), strict=True)]


def _why_no_vector(row: Sequence[Any] | None, rows: Sequence[Sequence[Any] | None]) -> str:
    if row is None:
        return ""
    if any(not isinstance(number, (int, float)) or isinstance(number, bool) for number in row):
        return "a vector is of numbers"
    if not all(map(math.isfinite, row)):
        return "a vector is of finite numbers"
    length = next(len(other) for other in rows if other is not None)
    return "" if len(row) == length else f"vectors are of one length, and the first has {length}"


def _quantised(row: Sequence[Any], is_real: bool) -> list[int]:
    """A vector as it is, or taken to length 127 and rounded, halves up."""
    if not is_real:
        return [int(number) for number in row]
    largest = max(map(abs, row), default=0)
    if largest == 0:
        return [0] * len(row)
    scaled = [number / largest for number in row]
    length = math.sqrt(math.fsum(number * number for number in scaled))
    return [math.floor(_LENGTH * number / length + 0.5) for number in scaled]
