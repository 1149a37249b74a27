"""An instance with its optimum and its proof in one file of JSON."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import as_told, check_text, check_type
from pairwell.matching.document_shape import Plain, wrong
from pairwell.matching.faults import raise_fault
from pairwell.matching.matching import Matching, Verdict
from pairwell.matching.preferences import as_bytes, read_file
from pairwell.matching.problem import Problem
from pairwell.matching.proof_document import certificate_document, problem_document
from pairwell.matching.receipt_json import JsonFaultError, compact, read_json

FORMAT = "pairwell instance 1"
_MOST_FAULTS = 200
_WHOLE, _COUNT, _KEY, _TEXT, _STATUS, _FORMAT = "whole", "count", "key", "text", "status", "format"
_PAIR = (_COUNT, _COUNT)
_LEVEL = (_WHOLE, _WHOLE)
_GROUP = {"name": _TEXT, "members": [_COUNT], "least": _COUNT, "most": _COUNT}
_PRICES = {name: [_WHOLE] for name in ("mentee", "mentor", "mentee_group", "mentor_group")}
_MAYBE = (None, _WHOLE, "")
_CLAIM = {"kind": _TEXT, "id": _COUNT, "pairs": _WHOLE}
_INFEASIBILITY = {
    "prices": _PRICES,
    "asked": [_CLAIM],
    "limits": [_CLAIM],
    "open_pairs": _COUNT,
}
_STAGE = {
    "name": _TEXT,
    "parameter": _MAYBE,
    "units": _MAYBE,
    "prices": _PRICES,
    "profile": [_LEVEL],
    "steps": [{"first": _WHOLE, "last": _WHOLE, "prices": _PRICES}],
    "lost": [_PAIR],
}
_PROBLEM = {
    "mentees": _COUNT,
    "mentors": _COUNT,
    "scale": _WHOLE,
    "units": [[_MAYBE]],
    "forbidden": [_PAIR],
    "locked": [_PAIR],
    "mentee_capacity": [_PAIR],
    "mentee_groups": [_GROUP],
    "mentee_keys": [_KEY],
    "mentor_capacity": [_PAIR],
    "mentor_groups": [_GROUP],
    "mentor_keys": [_KEY],
}
_SPARSE = {**_PROBLEM, "units": [_WHOLE], "row_start": [_COUNT], "mentor": [_COUNT]}
_CERTIFICATE = {
    "status": _STATUS,
    "pairs": [_PAIR],
    "units": _WHOLE,
    "digest": _TEXT,
    "stages": [_STAGE],
    "infeasibility": (None, _INFEASIBILITY, ""),
}
_PLAIN: Plain = {
    _WHOLE: (
        "a whole number of 64 bits",
        lambda value: type(value) is int and -(2**63) <= value < 2**63,
    ),
    _COUNT: (
        "a whole number from 0 to under 2^31",
        lambda value: type(value) is int and 0 <= value < 2**31,
    ),
    _KEY: (
        "a whole number from 0 to under 2^64",
        lambda value: type(value) is int and 0 <= value < 2**64,
    ),
    _TEXT: ("a text", lambda value: isinstance(value, str)),
    _STATUS: ("OPTIMAL or INFEASIBLE", lambda value: value in ("OPTIMAL", "INFEASIBLE")),
    _FORMAT: (f'"{FORMAT}"', lambda value: value == FORMAT),
}


@dataclass(frozen=True, eq=False)
class ProvedInstance:
    """A problem with its optimum and the proof that it is one.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.instances.dense("integers_100", 3, seed=1).problem()
    >>> matching = pw.match(problem, ["most_pairs", "most_points"], seed=None)
    >>> proved = pw.instances.ProvedInstance(problem, matching, {"title": "three by three"})
    >>> back = pw.instances.parse_proved(proved.to_json())
    >>> back
    <ProvedInstance: 'three by three', optimal, 3 pairs>
    >>> back.verify()
    <Verdict: holds>
    """

    problem: Problem
    matching: Matching
    about: dict[str, str] = field(default_factory=dict)
    """Texts about it, such as its title and how it was made."""

    def verify(self) -> Verdict:
        """Check the matching and its proof against the problem (see `pairwell.verify`)."""
        return self.matching.verify()

    def to_json(self) -> bytes:
        """Write the instance as JSON: the same instance gives the same bytes.

        People are positions in it; of texts it has the names of groups and what is about it.

        Raises
        ------
        TypeError
            Where what is about it is not texts.
        ValueError
            Where such a text holds half of a character.
        InvalidInput
            Unless the matching is optimal or infeasible.
        """
        check_type("ProvedInstance.to_json", "problem", "a Problem", Problem, self.problem)
        check_type("ProvedInstance.to_json", "matching", "a Matching", Matching, self.matching)
        check_type("ProvedInstance.to_json", "about", "texts by name", dict, self.about)
        for name, text in self.about.items():
            for each in (name, text):
                check_text("ProvedInstance.to_json", "about", each)
        if self.matching.status.name not in ("OPTIMAL", "INFEASIBLE"):
            message = "only an optimal or infeasible matching has a proof"
            raise_fault(
                "ProvedInstance.to_json", "status", "matching", message, self.matching.status.name
            )
        parts = {
            "about": self.about,
            "problem": problem_document(self.problem),
            "certificate": certificate_document(self.matching),
        }
        written = [f' "format": {compact(FORMAT)}']
        for name, part in parts.items():
            lines = [f"  {compact(key)}: {compact(value)}" for key, value in part.items()]
            inside = ",\n".join(lines)
            written.append(f' "{name}": {{\n{inside}\n }}' if lines else f' "{name}": {{}}')
        body = ",\n".join(written)
        return f"{{\n{body}\n}}\n".encode()

    def __repr__(self) -> str:
        title = self.about.get("title")
        called = "" if title is None else f"{title!r}, "
        return f"<ProvedInstance: {called}{repr(self.matching)[11:-1].rpartition(', ')[0]}>"


def parse_proved(text: str | bytes, file: str = "instance.json") -> ProvedInstance:
    """Read an instance with its optimum and proof, as `ProvedInstance.to_json` writes it.

    Nothing of the proof is believed by reading it: `ProvedInstance.verify` checks it.

    Parameters
    ----------
    file
        The name that findings carry.

    Raises
    ------
    InvalidInput
        With every fault, up to 200: by its line where the text is no JSON, else by its place, such
        as ``certificate.stages[1].prices.mentee[3]``.
    """
    told = as_bytes("parse_proved", text, file)
    found = _Reading(file)
    try:
        document = read_json(
            told.decode(), "an instance is a JSON text, as ProvedInstance.to_json writes it"
        )
    except UnicodeDecodeError as broken:
        line = told.count(b"\n", 0, broken.start) + 1
        found.add("encoding", "", "an instance is a text in UTF-8", told[broken.start], line)
    except JsonFaultError as fault:
        found.add("json", "", str(fault), fault.value, fault.line)
    found.throw_if_any()
    return found.instance(document)


def read_proved(path: str | os.PathLike[str]) -> ProvedInstance:
    """Read a file with an instance, its optimum and its proof.

    See Also
    --------
    parse_proved : what such a file holds, and what is raised for another.

    Raises
    ------
    InvalidInput
        With every fault, up to 200.
    OSError
        Where the file cannot be read.
    """
    return parse_proved(*read_file("read_proved", path))


class _Reading:
    """One file, and what is wrong with it."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._findings: list[_core.Finding] = []

    def add(self, rule: str, place: str, message: str, value: object, line: int = 0) -> None:
        self._findings.append(
            _core.Finding(
                rule=rule, message=message, file=self._file, row=line, column=place,
                value=as_told(value),
            )
        )  # fmt: skip

    def throw_if_any(self) -> None:
        _core.throw_if_errors("parse_proved", self._findings)

    def instance(self, document: Any) -> ProvedInstance:
        for place, wanted, value in wrong(_shape_of(document), _PLAIN, document, "instance"):
            self.add("shape", place, f"must be {wanted}", value)
            if len(self._findings) == _MOST_FAULTS:
                break
        self.throw_if_any()
        problem = self._problem(document["problem"])
        matching = self._matching(document["certificate"], problem)
        return ProvedInstance(problem, matching, document["about"])

    def _problem(self, given: dict[str, Any]) -> Problem:
        rows, columns = given["mentees"], given["mentors"]
        capacities = [
            self._capacity(given, "mentee", rows),
            self._capacity(given, "mentor", columns),
        ]
        self.throw_if_any()
        if "row_start" in given:
            units: Any = (
                np.array(given["row_start"], np.int64),
                np.array(given["mentor"], np.int32),
                np.array(given["units"], np.int64),
            )
        else:
            table = given["units"]
            if len(table) != rows:
                self.add("size", "problem.units", f"must be a list of {rows}", len(table))
            for i, row in enumerate(table[:rows]):
                if len(row) != columns:
                    self.add(
                        "size", f"problem.units[{i}]", f"must be a list of {columns}", len(row)
                    )
            self.throw_if_any()
            forbidden = _core.FORBIDDEN
            flat = [forbidden if each is None else each for row in table for each in row]
            units = np.array(flat, np.int64)
        state = (
            rows, columns, units, given["scale"],
            *capacities,
            _rows(given["forbidden"]), _rows(given["locked"]),
            _groups(given["mentee_groups"]), _groups(given["mentor_groups"]),
            np.array(given["mentee_keys"], np.uint64), np.array(given["mentor_keys"], np.uint64),
            0.0,
        )  # fmt: skip
        try:
            return Problem._wrap(_core.restore(_core.Problem, state))
        except _core.InvalidInput as invalid:
            for each in invalid.findings:
                self.add(each.rule, f"problem.{each.column}", each.message, each.value)
        except (TypeError, ValueError) as invalid:
            self.add("problem", "problem", str(invalid), "")
        self.throw_if_any()
        raise AssertionError

    def _capacity(self, given: dict[str, Any], role: str, people: int) -> Any:
        """The ranges of a side; none where all are the usual ones, as a problem has them."""
        name = f"{role}_capacity"
        ranges = given[name]
        if len(ranges) != people:
            self.add("size", f"problem.{name}", f"must be a list of {people}", len(ranges))
        return _rows([] if all(each == [0, 1] for each in ranges) else ranges)

    def _matching(self, given: dict[str, Any], problem: Problem) -> Matching:
        why = given["infeasibility"]
        try:
            core = _core.Matching(
                status=_core.Status[given["status"]],
                pairs=_rows(given["pairs"]),
                units=given["units"],
                stages=[_stage(stage) for stage in given["stages"]],
                infeasibility=None if why is None else _infeasibility(why),
                digest=given["digest"],
            )
            return Matching._of(problem, core)
        except _core.InvalidInput as invalid:
            for each in invalid.findings:
                self.add(each.rule, f"certificate.{each.column}", each.message, each.value)
        except (TypeError, ValueError, IndexError) as invalid:
            self.add("certificate", "certificate", str(invalid).splitlines()[0], "")
        self.throw_if_any()
        raise AssertionError


def _shape_of(document: Any) -> dict[str, Any]:
    """What this document must be: its tables are of one of two kinds, and its stages of many."""
    problem, certificate = (_at(document, name) for name in ("problem", "certificate"))
    stages = certificate.get("stages")
    own = [_stage_shape(_at(stage)) for stage in stages] if isinstance(stages, list) else None
    why = _at(certificate, "infeasibility")
    return {
        "format": _FORMAT,
        "about": dict.fromkeys(_at(document, "about"), _TEXT),
        "problem": _SPARSE if "row_start" in problem else _PROBLEM,
        "certificate": {
            **_CERTIFICATE,
            "stages": [_STAGE] if own is None else tuple(own),
            "infeasibility": (None, _why_shape(why), ""),
        },
    }


def _at(value: Any, name: str | None = None) -> dict[str, Any]:
    """An object of JSON, or one in it; an empty one where it is none."""
    own = value if isinstance(value, dict) else {}
    return own if name is None else _at(own.get(name))


def _stage_shape(stage: dict[str, Any]) -> dict[str, Any]:
    kinds: dict[Any, Any] = {"fewest_changes": [_PAIR], "lottery": _KEY}
    name = stage.get("name")
    return {**_STAGE, "parameter": kinds.get(name if isinstance(name, str) else None, _MAYBE)}


def _why_shape(why: dict[str, Any]) -> dict[str, Any]:
    def claims(name: str) -> Any:
        listed = why.get(name)
        if not isinstance(listed, list):
            return [_CLAIM]
        return tuple(
            {**_CLAIM, "id": _PAIR if _at(claim).get("kind") == "locked_pair" else _COUNT}
            for claim in listed
        )

    return {**_INFEASIBILITY, "asked": claims("asked"), "limits": claims("limits")}


def _rows(pairs: list[list[int]]) -> Any:
    return np.array(pairs, np.int64).reshape(-1, 2)


def _groups(groups: list[dict[str, Any]]) -> list[tuple[str, Any, int, int]]:
    return [
        (each["name"], np.array(each["members"], np.int64), each["least"], each["most"])
        for each in groups
    ]


def _prices(prices: dict[str, list[int]]) -> _core.Prices:
    return _core.Prices(**{name: np.array(own, np.int64) for name, own in prices.items()})


def _stage(stage: dict[str, Any]) -> _core.StageResult:
    parameter = stage["parameter"]
    return _core.StageResult(
        stage=(stage["name"], _rows(parameter) if isinstance(parameter, list) else parameter),
        value=stage["units"],
        prices=_prices(stage["prices"]),
        profile=_rows(stage["profile"]),
        steps=[
            _core.LevelStep(first=step["first"], last=step["last"], prices=_prices(step["prices"]))
            for step in stage["steps"]
        ],
        lost=_rows(stage["lost"]),
    )


def _infeasibility(why: dict[str, Any]) -> _core.Infeasibility:
    def fields(claim: dict[str, Any]) -> tuple[str, int, int, int]:
        first, second = claim["id"] if isinstance(claim["id"], list) else (claim["id"], 0)
        return claim["kind"], first, second, claim["pairs"]

    return _core.Infeasibility(
        reason="",
        prices=_prices(why["prices"]),
        asked=[fields(claim) for claim in why["asked"]],
        limits=[fields(claim) for claim in why["limits"]],
        open_pairs=why["open_pairs"],
    )
