"""The files of a round, read so that every fault of every file is said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.round.regions import of_no_place
from pairwell.round.round import decide_both, shortlist_both
from pairwell.scheme.applications import read_applications
from pairwell.scheme.forms import check_forms, check_panel, read_mentees, read_mentors, read_panel
from pairwell.scheme.graces import read_graces
from pairwell.scheme.programme import Programme

if TYPE_CHECKING:
    from pairwell._core import Finding, Grace
    from pairwell.scheme.programme import Programme


@dataclass(frozen=True)
class Paths:
    """Where the files of a round are; none for those that are not given."""

    programme: Path
    mentees: Path | None = None
    mentors: Path | None = None
    panel: Path | None = None
    grace: Path | None = None
    sheet: Path | None = None

    def tables(self) -> list[Path]:
        """List the tables that are given."""
        known = (self.mentees, self.mentors, self.sheet, self.panel, self.grace)
        return [path for path in known if path is not None]


@dataclass
class Inputs:
    """What the files hold, none where it could not be read, and every finding of every file."""

    paths: Paths
    programme: Programme | None = None
    mentees: Any = None
    mentors: Any = None
    panel: Any = None
    graces: list[Grace] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def load(paths: Paths) -> Inputs:
    """Read every file that is given; faults become findings and nothing is raised for them."""
    inputs = Inputs(paths)
    findings = inputs.findings
    readable = {path for path in (paths.programme, *paths.tables()) if _readable(path, findings)}
    if paths.programme in readable:
        inputs.programme = _tried(
            lambda: Programme.parse(paths.programme.read_bytes(), file=paths.programme.name),
            findings,
        )
    programme = inputs.programme
    if programme is None:
        return inputs
    findings += programme.warnings

    def table(path: Path | None, read: Callable[[Path, Programme], Any]) -> Any:
        if path is None or path not in readable:
            return None
        got = _tried(lambda: read(path, programme), findings)
        findings.extend(got.findings if got is not None else [])
        return got

    if programme.sheets or paths.sheet is not None or not _gives_references(programme):
        _load_sheets(inputs, programme, readable)
    else:
        inputs.mentees = table(paths.mentees, read_mentees)
        inputs.mentors = table(paths.mentors, read_mentors)
    inputs.panel = table(paths.panel, read_panel)
    graces = table(paths.grace, read_graces)
    inputs.graces = graces.graces if graces is not None else []
    return inputs


def _gives_references(programme: Programme) -> bool:
    """Whether people have references of their own, and are not known again by their e-mail."""
    return any(question.plays is _core.Plays.REFERENCE for question in programme.questions)


def _load_sheets(inputs: Inputs, programme: Programme, readable: set[Path]) -> None:
    """Read sheets as they were exported, by what the programme says of each."""
    paths = inputs.paths
    ids = {sheet.role: sheet.id for sheet in programme.sheets}
    given = {
        ids.get(_core.Role.MENTEE, "mentees"): paths.mentees,
        ids.get(_core.Role.MENTOR, "mentors"): paths.mentors,
    }
    if paths.sheet is not None and None not in ids:
        message = (
            "The programme describes no sheet of both roles; add [sheets.people], with a question"
            ' that plays "role".'
        )
        inputs.findings.append(
            _core.Finding(rule="sheet", message=message, file=programme.file, column="sheets")
        )
    elif paths.sheet is not None:
        given[ids[None]] = paths.sheet
    sheets = {name: path for name, path in given.items() if path in readable}
    read = _tried(lambda: read_applications(programme, sheets), inputs.findings)
    if read is None:
        return
    inputs.findings += read.findings
    if paths.sheet is not None or paths.mentees in readable:
        inputs.mentees = read.forms("mentee")
    if paths.sheet is not None or paths.mentors in readable:
        # What was found is said once, with the mentees.
        inputs.mentors = replace(read.forms("mentor"), findings=[])


def dry_run(inputs: Inputs) -> list[Finding]:
    """Find what only shows between the files: references, graces and panel scores of nobody."""
    findings: list[Finding] = []
    programme, mentees, mentors = inputs.programme, inputs.mentees, inputs.mentors
    if programme is None or mentees is None or mentors is None:
        return findings
    findings += check_forms(mentees.forms, mentors.forms)
    if inputs.panel is not None:
        findings += check_panel(inputs.panel.scores, mentees.forms, mentors.forms)
    decisions = _tried(lambda: decide_both(programme, mentees, mentors, inputs.graces), findings)
    if decisions is not None:
        findings += of_no_place(programme, mentees, mentors, decisions)
    if decisions is not None and inputs.panel is not None:
        _tried(
            lambda: shortlist_both(programme, mentees, mentors, decisions, inputs.panel), findings
        )
    if mentees.errors or mentors.errors:  # a row that could not be read is not nobody
        findings = [finding for finding in findings if finding.rule != "grace-reference"]
    return findings


def _readable(path: Path, findings: list[Finding]) -> bool:
    """Whether there is a file that can be opened; otherwise a finding says why not."""
    try:
        with path.open("rb"):
            return True
    except OSError as error:
        message = (
            "This is a folder, and a file is needed." if path.is_dir() else f"{error.strerror}."
        )
        findings.append(_core.Finding(rule="file", message=message, file=str(path)))
        return False


def _tried(read: Callable[[], Any], findings: list[Finding]) -> Any:
    """Do what may find faults: its result, or none with the faults among the findings."""
    try:
        return read()
    except _core.InvalidInput as invalid:
        findings.extend(invalid.findings)
        return None
