"""A programme with some of its file changed: what a scenario of it is."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from pairwell import _core
from pairwell._arguments import as_told, suggestion
from pairwell.scheme.adopt_toml import key, quoted
from pairwell.scheme.programme import Programme

_WITHOUT, _WEIGHTS, _CRITERIA = "without", "weights", "criteria"


def programme_with(programme: Programme, changes: Mapping[str, Any], name: str) -> Programme:
    """The same programme with changes of its file.

    Parameters
    ----------
    changes
        What the file would say, as its tables: a table is merged into what is there, and anything
        else takes its place. ``weights`` are those of criteria by their ids, and ``without`` lists
        dotted keys that are left out.
    name
        What the variant is called in findings.

    Raises
    ------
    InvalidInput
        With every fault, each with the dotted key.
    """
    file = f"{programme.file}, variant {name}"
    faults: list[_core.Finding] = []
    contents = tomllib.loads(programme.text)
    changes = dict(changes)
    _leave_out(contents, changes.pop(_WITHOUT, ()), file, faults)
    if _CRITERIA in contents and _WEIGHTS in changes:
        _weigh(contents[_CRITERIA], changes.pop(_WEIGHTS), file, faults)
    _merge(contents, changes)
    try:
        lines = [f"{key(name)} = {_written(value, name)}\n" for name, value in contents.items()]
    except TypeError as error:
        _add(faults, file, "type", str(error.args[1]), error.args[0], error.args[2])
        lines = []
    _core.throw_if_errors("scenarios", faults)
    text = "".join(lines).encode()
    used = _core.tables_of_programme(text)
    tables = {name: table for name, table in programme.tables.items() if name in used}
    try:
        return Programme(text, file, tables)
    except _core.InvalidInput as invalid:  # lines of a text that nobody wrote say nothing
        found = [
            _without_line(finding, file)
            for finding in invalid.findings
            if finding.severity is _core.Severity.ERROR
        ]
        _core.throw_if_errors("scenarios", found)
        raise


def _without_line(finding: _core.Finding, file: str) -> _core.Finding:
    is_of_text = finding.file in ("", file)
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        file=file if is_of_text else finding.file,
        row=0 if is_of_text else finding.row,
        column=finding.column,
        value=finding.value,
    )


def _add(
    faults: list[_core.Finding], file: str, rule: str, column: str, message: str, value: object
) -> None:
    faults.append(
        _core.Finding(rule=rule, message=message, file=file, column=column, value=as_told(value))
    )


def _leave_out(
    contents: dict[str, Any], dotted: Any, file: str, faults: list[_core.Finding]
) -> None:
    """Takes keys out of a file."""
    if isinstance(dotted, str) or not isinstance(dotted, Sequence):
        message = 'It lists dotted keys, as ["rules.adult"].'
        _add(faults, file, "type", _WITHOUT, message, dotted)
        return
    for each in dotted:
        *path, last = str(each).split(".")
        table: Any = contents
        for name in path:
            table = table.get(name, {}) if isinstance(table, dict) else {}
        if not isinstance(table, dict) or last not in table:
            known = table if isinstance(table, dict) else {}
            near = suggestion(last, known)
            message = f"The programme has no such key to leave out.{near}"
            _add(faults, file, "key", _WITHOUT, message, each)
            continue
        del table[last]


def _weigh(criteria: dict[str, Any], weights: Any, file: str, faults: list[_core.Finding]) -> None:
    """Gives criteria other weights."""
    if not isinstance(weights, Mapping):
        message = "It gives weights by the ids of criteria."
        _add(faults, file, "type", _WEIGHTS, message, weights)
        return
    for name, weight in weights.items():
        if name not in criteria:
            near = suggestion(str(name), criteria)
            message = f"The programme has no such criterion.{near}"
            _add(faults, file, "criterion", f"{_WEIGHTS}.{name}", message, name)
        else:
            criteria[name]["weight"] = weight


def _merge(contents: dict[str, Any], changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        there = contents.get(name)
        if isinstance(there, dict) and isinstance(value, Mapping):
            _merge(there, value)
        elif isinstance(value, Mapping):
            contents[name] = {}
            _merge(contents[name], value)
        else:
            contents[name] = value


def _written(value: Any, place: str) -> str:
    """A value of TOML on one line; raises TypeError with a sentence, the key and the value."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (dt.date, dt.time)):  # a datetime is a date
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = (f"{key(str(k))} = {_written(v, f'{place}.{k}')}" for k, v in value.items())
        return "{ " + ", ".join(inner) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_written(item, place) for item in value) + "]"
    message = "A file holds texts, numbers, true and false, dates, lists and tables of these only."
    raise TypeError(message, place, type(value).__name__)
