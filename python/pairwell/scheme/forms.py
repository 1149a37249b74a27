"""Forms, decisions and shortlists: from tables to values, and from values to data frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from pairwell import _core
from pairwell._core import (
    Decision,
    Finding,
    Grace,
    Identity,
    MenteeForm,
    MentorForm,
    MonitoringAnswers,
    PanelConflict,
    PanelScore,
    Question,
    Selection,
    Severity,
)
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import plural
from pairwell.data.tables import TableSource, name_of, read_table
from pairwell.scheme.asked import monitoring_ids, questions_of
from pairwell.scheme.forms_frame import forms_frame
from pairwell.scheme.members import RoleName, member_of
from pairwell.scheme.places_known import unknown_places_of_forms
from pairwell.scheme.sheet_files import table_of_sheet

if TYPE_CHECKING:
    from pairwell._core import Role
    from pairwell.scheme.programme import Programme

Item = TypeVar("Item")
FormType = TypeVar("FormType", MenteeForm, MentorForm)


class _Results(Framed, Sequence[Item]):
    """An unchanging sequence of results."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = tuple(items)

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Item, ...]: ...

    def __getitem__(self, place: int | slice) -> Item | tuple[Item, ...]:
        return self._items[place]

    def __len__(self) -> int:
        return len(self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self._items == other._items

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        counts: dict[str, int] = {}
        for item in self._items:
            word = item.outcome.name.lower().replace("_", " ")  # type: ignore[attr-defined]
            counts[word] = counts.get(word, 0) + 1
        inside = ", ".join(f"{count} {word}" for word, count in counts.items())
        return f"<{type(self).__name__} of {len(self)}: {inside or 'none'}>"


class Found:
    """Parts findings by what they stop."""

    findings: list[Finding]

    @property
    def errors(self) -> list[Finding]:
        """The findings that keep a row or a column from being used."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        """The findings that a person should look at."""
        return [finding for finding in self.findings if finding.severity is Severity.WARNING]

    def _counts(self) -> str:
        return f"{plural(len(self.errors), 'error')}, {plural(len(self.warnings), 'warning')}"


@dataclass(frozen=True, repr=False)
class FormsRead(Framed, Found, Generic[FormType]):
    """What reading a table of forms gives: each row is a form, or has an error here.

    A table without a required column, or with one twice, gives no forms at all.
    """

    forms: list[FormType]
    identities: list[Identity]
    findings: list[Finding]
    questions: list[Question] = field(default_factory=list)
    """Those whose answers the forms hold: the columns of a frame of them."""

    def __repr__(self) -> str:
        return f"<FormsRead: {plural(len(self.forms), 'form')}, {self._counts()}>"

    def _frame(self) -> list[Column]:
        return forms_frame(self.forms, self.questions)


@dataclass(frozen=True, repr=False)
class PanelRead(Framed, Found):
    """What reading a table of panel scores gives."""

    scores: list[PanelScore]
    findings: list[Finding]
    rubric: list[str]

    def __repr__(self) -> str:
        return f"<PanelRead: {plural(len(self.scores), 'score')}, {self._counts()}>"

    def _frame(self) -> list[Column]:
        return [
            Column("reference", "text", [score.reference for score in self.scores]),
            Column("member", "text", [score.member for score in self.scores]),
            *(
                Column(line, "whole", [score.marks[i] for score in self.scores])
                for i, line in enumerate(self.rubric)
            ),
        ]


@dataclass(frozen=True, repr=False)
class MonitoringRead(Framed, Found):
    """What reading a table of monitoring answers gives."""

    answers: list[MonitoringAnswers]
    findings: list[Finding]
    asked: list[str] = field(default_factory=list)
    """The ids of the questions, in the programme's order."""

    def __repr__(self) -> str:
        return f"<MonitoringRead: {plural(len(self.answers), 'row')}, {self._counts()}>"

    def _frame(self) -> list[Column]:
        return [
            Column("reference", "text", [own.reference for own in self.answers]),
            *(
                Column(question, "text", [own.given(question) or None for own in self.answers])
                for question in self.asked
            ),
        ]


class Decisions(_Results[Decision]):
    """The decisions about forms, in the order of the forms."""

    def _frame(self) -> list[Column]:
        return [
            Column("reference", "text", [d.reference for d in self]),
            Column("role", "text", [d.role.name.lower() for d in self]),
            Column("outcome", "text", [d.outcome.name.lower() for d in self]),
            Column("rules", "text", [";".join(r.rule for r in d.reasons) or None for d in self]),
            Column("reasons", "text", [" ".join(r.text for r in d.reasons) or None for d in self]),
            Column("inputs", "text", [d.inputs for d in self]),
        ]


class Selections(_Results[Selection]):
    """The panel's decisions: by region in the programme's order, each by rank."""

    def _frame(self) -> list[Column]:
        return [
            Column("reference", "text", [s.reference for s in self]),
            Column("role", "text", [s.role.name.lower() for s in self]),
            Column("region", "text", [s.region or None for s in self]),
            Column("outcome", "text", [s.outcome.name.lower() for s in self]),
            Column("rank", "whole", [s.rank or None for s in self]),
            Column("mean_thousandths", "whole", [s.mean_thousandths for s in self]),
            Column("reason", "text", [s.reason for s in self]),
            Column("detail", "text", [s.detail or None for s in self]),
        ]


def read_mentees(
    source: TableSource, programme: Programme, *, name: str | None = None, strict: bool = False
) -> FormsRead[MenteeForm]:
    """Read the forms of mentees.

    Parameters
    ----------
    source
        A path of a CSV file, a pandas or polars frame, an Arrow table, or a mapping of columns to
        lists.
    programme
        Gives the vocabulary, the time zone and the spelling of nations.
    name
        What findings call the table. None: the file's name, or "mentees".
    strict
        Raises where any row or column has an error. False: the errors are in ``findings``, and the
        rows without one are in ``forms``.

    Raises
    ------
    InvalidInput
        Where the cells cannot be read at all, and with strict for any error.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> read = pw.read_mentees(data / "mentees.csv", programme)
    >>> read
    <FormsRead: 60 forms, 0 errors, 2 warnings>
    >>> read.forms[0]
    <MenteeForm: MM-001, submitted>
    >>> print(read.warnings[-1].message)
    'MM-026' has the e-mail of 'MM-010' (row 11) and may be the same person; both are kept.
    """
    table, notes = _table_of_role(_core.Role.MENTEE, source, programme, name)
    forms, identities, findings = _core.read_mentee_forms(table, programme)
    asked = questions_of(programme, _core.Role.MENTEE)
    findings += unknown_places_of_forms(programme, forms, _core.Role.MENTEE)
    read = FormsRead(forms, identities, notes + findings, asked)
    _raise_if(strict, "read_mentees", read.findings)
    return read


def read_mentors(
    source: TableSource, programme: Programme, *, name: str | None = None, strict: bool = False
) -> FormsRead[MentorForm]:
    """Read the forms of mentors, as `read_mentees` does those of mentees."""
    table, notes = _table_of_role(_core.Role.MENTOR, source, programme, name)
    forms, identities, findings = _core.read_mentor_forms(table, programme)
    asked = questions_of(programme, _core.Role.MENTOR)
    findings += unknown_places_of_forms(programme, forms, _core.Role.MENTOR)
    read = FormsRead(forms, identities, notes + findings, asked)
    _raise_if(strict, "read_mentors", read.findings)
    return read


def read_panel(
    source: TableSource, programme: Programme, *, name: str | None = None, strict: bool = False
) -> PanelRead:
    """Read panel scores: columns "reference", "member" and one for each line of the rubric.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> pw.read_panel(data / "panel.csv", programme)
    <PanelRead: 177 scores, 0 errors, 0 warnings>
    """
    table = read_table(source, name or name_of(source, "panel")).to_core()
    scores, findings = _core.read_panel(table, programme)
    _raise_if(strict, "read_panel", findings)
    return PanelRead(scores, findings, [line.id for line in programme.selection.rubric])


def read_monitoring(
    source: TableSource,
    programme: Programme | None = None,
    *,
    name: str | None = None,
    strict: bool = False,
) -> MonitoringRead:
    """Read answers to equality monitoring: no decision and no score can take them.

    Parameters
    ----------
    programme
        Whose questions of monitoring are read. None: the standard ones.

    Examples
    --------
    >>> import pairwell as pw
    >>> read = pw.read_monitoring({"reference": ["MM-001"], "gender": ["woman"]})
    >>> read.answers[0].answers["gender"]
    'woman'
    """
    table = read_table(source, name or name_of(source, "monitoring")).to_core()
    if programme is None:
        read = MonitoringRead(*_core.read_monitoring(table), _core.monitoring_columns())
    else:
        read = MonitoringRead(*_core.read_monitoring(table, programme), monitoring_ids(programme))
    _raise_if(strict, "read_monitoring", read.findings)
    return read


def check_forms(mentees: Iterable[MenteeForm], mentors: Iterable[MentorForm]) -> list[Finding]:
    """Check both roles together.

    A reference of both is an error; a wish, veto, conflict or past pair that names nobody is a
    warning.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> print(pw.check_forms(mentees, mentors)[0].message)
    'MR-O29' names no mentor with a form. Did you mean 'MR-029'?
    """
    return _core.check_forms(list(mentees), list(mentors))


def check_panel(
    panel: PanelRead | Iterable[PanelScore],
    mentees: Iterable[MenteeForm],
    mentors: Iterable[MentorForm],
) -> list[Finding]:
    """Warn of every reference that the panel scored and no form has."""
    return _core.check_panel(_scores(panel), list(mentees), list(mentors))


def decide(
    programme: Programme,
    forms: Iterable[MenteeForm] | Iterable[MentorForm],
    graces: Iterable[Grace] = (),
) -> Decisions:
    """Decide about every form of one role, in order: in time to the second, and under every rule.

    Parameters
    ----------
    graces
        Late forms of this role that a person let in, each with its reason and decider.

    Raises
    ------
    InvalidInput
        Where the programme has errors, or a grace has no reason or no decider or names no form.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> decisions = pw.decide(programme, mentees)
    >>> decisions
    <Decisions of 60: 47 eligible, 6 not eligible, 4 draft, 1 withdrawn, 2 late>
    >>> [(reason.rule, reason.version) for reason in decisions[8].reasons]
    [('need', 1)]
    """
    return Decisions(_core.decide(programme, _of_one_role(forms), list(graces)))


def shortlist(
    programme: Programme,
    role: Role | RoleName,
    decisions: Iterable[Decision],
    forms: Iterable[MenteeForm] | Iterable[MentorForm],
    panel: PanelRead | Iterable[PanelScore],
    conflicts: Iterable[PanelConflict] = (),
) -> Selections:
    """Rank the eligible forms of one role within each region and fill its places and reserves.

    Raises
    ------
    InvalidInput
        Where a decision names no form, a reference appears twice, a member scored a form twice or
        in spite of a conflict, or marks are out of range.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> panel = pw.read_panel(data / "panel.csv", programme)
    >>> decisions = pw.decide(programme, mentees)
    >>> selections = pw.shortlist(programme, "mentee", decisions, mentees, panel)
    >>> selections
    <Selections of 47: 19 shortlisted, 4 reserve, 22 not selected, 2 not scored>
    >>> selections[0]
    <Selection: MM-010, shortlisted, rank 1>
    """
    return Selections(
        _core.shortlist(
            programme,
            member_of(_core.Role, role, "shortlist"),
            list(decisions),
            list(forms),
            _scores(panel),
            list(conflicts),
        )
    )


def _table_of_role(
    role: _core.Role, source: TableSource, programme: Programme, name: str | None
) -> tuple[_core.Table, list[Finding]]:
    sheet = next((sheet for sheet in programme.sheets if sheet.role is role), None)
    table, notes = table_of_sheet(sheet, source, name, f"{role.name.lower()}s")
    return table.to_core(), notes


def _raise_if(strict: bool, function: str, findings: list[Finding]) -> None:
    if strict:
        _core.throw_if_errors(function, findings)


def _scores(panel: PanelRead | Iterable[PanelScore]) -> list[PanelScore]:
    return panel.scores if isinstance(panel, PanelRead) else list(panel)


def _of_one_role(forms: Iterable[Any]) -> list[Any]:
    listed = list(forms)
    kinds = {type(form) for form in listed}
    if not kinds <= {MenteeForm} and not kinds <= {MentorForm}:
        names = ", ".join(sorted(kind.__name__ for kind in kinds))
        raise TypeError(
            f"pairwell: decide takes forms of one role, all MenteeForm or all MentorForm,"
            f" not {names}"
        )
    return listed
