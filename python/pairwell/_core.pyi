"""
The compiled core of pairwell. Private: import pairwell instead.
"""

from __future__ import annotations

import collections.abc
import datetime
import enum
import typing

import numpy
import numpy.typing

__all__: list[str] = [
    "DEFAULT_SCALE",
    "Decision",
    "Error",
    "FORBIDDEN",
    "Finding",
    "Form",
    "FormState",
    "Grace",
    "Identity",
    "Infeasibility",
    "InvalidInput",
    "Matching",
    "MenteeForm",
    "MentorForm",
    "MonitoringAnswers",
    "NO_LIMIT",
    "Need",
    "Outcome",
    "PanelScore",
    "Prices",
    "Problem",
    "Reason",
    "Selected",
    "Selection",
    "Severity",
    "StageResult",
    "Status",
    "Table",
    "Unmatched",
    "Verdict",
    "WhyUnmatched",
    "check_forms",
    "check_panel",
    "decide",
    "default_objective",
    "fit_items",
    "form_columns",
    "has_errors",
    "lottery_key",
    "make_objective",
    "make_problem",
    "match",
    "monitoring_columns",
    "points_text",
    "read_mentee_forms",
    "read_mentor_forms",
    "read_monitoring",
    "read_panel",
    "shortlist",
    "throw_if_errors",
    "verify",
    "why_mentee_unmatched",
    "why_mentor_unmatched",
]

class Error(Exception):
    """The base of every error that pairwell raises of its own."""

class InvalidInput(Error, ValueError):
    """An input that cannot be used."""

    findings: list[Finding]

class Severity(enum.Enum):
    """
    Whether a finding stops the work.
    """

    ERROR = 0
    WARNING = 1

class Status(enum.Enum):
    """
    The outcome of a call that was given good input.
    """

    CANCELLED = 2
    INFEASIBLE = 1
    OPTIMAL = 0
    TIME_LIMIT = 3

class Finding:
    """
    One thing that is wrong, or should be looked at, in an input.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[Severity, str, str, str, int, str, str]: ...
    def __hash__(self) -> int: ...
    def __init__(
        self,
        *,
        severity: Severity = ...,
        rule: str,
        message: str,
        file: str = "",
        row: typing.SupportsInt | typing.SupportsIndex = 0,
        column: str = "",
        value: str = "",
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    @property
    def column(self) -> str:
        """
        Column of a table or dotted key of a file.
        """
    @property
    def file(self) -> str:
        """
        The file or table; empty where there is none.
        """
    @property
    def message(self) -> str:
        """
        A full sentence.
        """
    @property
    def row(self) -> int:
        """
        Line of a file or row of a table, counted from 1; 0 where there is none.
        """
    @property
    def rule(self) -> str:
        """
        The rule that was broken, in a word or two.
        """
    @property
    def severity(self) -> Severity: ...
    @property
    def value(self) -> str:
        """
        The offending value as it was given.
        """

class FormState(enum.Enum):
    """
    How far a form is.
    """

    DRAFT = 0
    SUBMITTED = 1
    WITHDRAWN = 2

class Outcome(enum.Enum):
    """
    Where a form stands after the deadline and the rules.
    """

    DRAFT = 3
    ELIGIBLE = 0
    LATE = 2
    NOT_ELIGIBLE = 1
    WITHDRAWN = 4

class Selected(enum.Enum):
    """
    Where an eligible form stands after the panel.
    """

    NOT_SCORED = 3
    NOT_SELECTED = 2
    RESERVE = 1
    SHORTLISTED = 0

class Table:
    """
    Text cells under named columns; a cell is None where it was empty.
    """
    def __init__(
        self,
        name: str,
        columns: collections.abc.Sequence[str],
        rows: collections.abc.Sequence[collections.abc.Sequence[str | None]],
        row_numbers: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex] = [],
    ) -> None: ...
    @property
    def columns(self) -> list[str]: ...
    @property
    def name(self) -> str: ...
    @property
    def row_numbers(self) -> list[int]: ...
    @property
    def rows(self) -> list[list[str | None]]: ...

class Need:
    """
    A term with its priority: 1 matters most, 3 least.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def priority(self) -> int: ...
    @property
    def term(self) -> str: ...

class Identity:
    """
    Who a reference is; kept apart from the form.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reference(self) -> str: ...

class Form:
    """
    What both forms ask; a blank answer is an empty list, an empty text or None.
    """
    @property
    def access_pence(self) -> int | None:
        """
        What access needs cost.
        """
    @property
    def again(self) -> list[str]:
        """
        Past pairs that are asked for again.
        """
    @property
    def answers(self) -> list[tuple[str, str]]:
        """
        Every column as it was given, without name and e-mail.
        """
    @property
    def area(self) -> str: ...
    @property
    def conflicts(self) -> list[str]: ...
    @property
    def employer(self) -> str: ...
    @property
    def fit(self) -> list[int | None]:
        """
        Answers 1 to 5 in the order of fit_items().
        """
    @property
    def format(self) -> str: ...
    @property
    def line_manager(self) -> str:
        """
        Reference of the line manager.
        """
    @property
    def meetings_a_month(self) -> int | None: ...
    @property
    def minutes(self) -> int | None: ...
    @property
    def nation(self) -> str: ...
    @property
    def needs(self) -> list[Need]:
        """
        Terms: what the person wants to learn.
        """
    @property
    def offers(self) -> list[str]:
        """
        Terms: what the person can give.
        """
    @property
    def past_pairs(self) -> list[str]: ...
    @property
    def purpose(self) -> str: ...
    @property
    def reference(self) -> str:
        """
        Unique in the programme.
        """
    @property
    def row(self) -> int:
        """
        Row of the table it was read from.
        """
    @property
    def sector(self) -> str: ...
    @property
    def slots(self) -> list[str]: ...
    @property
    def state(self) -> FormState: ...
    @property
    def statement(self) -> str: ...
    @property
    def submitted_at(self) -> datetime.datetime | None:
        """
        In UTC; None where it was not submitted.
        """
    @property
    def team(self) -> str: ...
    @property
    def travel_minutes(self) -> int | None: ...
    @property
    def vetoes(self) -> list[str]: ...
    @property
    def wishes(self) -> list[str]:
        """
        References of the other role, the most wished for first.
        """
    @property
    def works_as(self) -> str: ...

class MenteeForm(Form):
    """
    The application of a mentee.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...

class MentorForm(Form):
    """
    The application of a mentor.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def capacity(self) -> int:
        """
        How many mentees the mentor would take.
        """

class MonitoringAnswers:
    """
    What one person answered for monitoring.
    """
    def __repr__(self) -> str: ...
    @property
    def age_band(self) -> str: ...
    @property
    def disability(self) -> str: ...
    @property
    def ethnicity(self) -> str: ...
    @property
    def gender(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def religion(self) -> str: ...
    @property
    def sexual_orientation(self) -> str: ...

class Grace:
    """
    A late form that a person let in, and why.
    """
    def __eq__(self, arg0: object) -> bool: ...
    @typing.overload
    def __init__(
        self, *, reference: str, until: datetime.datetime, reason: str, decided_by: str
    ) -> None: ...
    @typing.overload
    def __init__(self, *, reference: str, until: str, reason: str, decided_by: str) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def decided_by(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def until(self) -> datetime.datetime:
        """
        In time up to and including this second.
        """

class Reason:
    """
    One reason of a decision, in the version of the rule that gave it.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def field(self) -> str:
        """
        The form's column that was looked at.
        """
    @property
    def rule(self) -> str: ...
    @property
    def text(self) -> str:
        """
        A full sentence.
        """
    @property
    def value(self) -> str:
        """
        What stood there.
        """
    @property
    def version(self) -> int: ...

class Decision:
    """
    The decision about one form.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def inputs(self) -> str:
        """
        Digest of the form's fields that were looked at.
        """
    @property
    def outcome(self) -> Outcome: ...
    @property
    def reasons(self) -> list[Reason]:
        """
        Every rule that fails; grace is a reason too.
        """
    @property
    def reference(self) -> str: ...
    @property
    def role(self) -> ...: ...

class PanelScore:
    """
    One panel member's marks for one form, in the order of the rubric.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        reference: str,
        member: str,
        marks: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def marks(self) -> list[int]: ...
    @property
    def member(self) -> str: ...
    @property
    def reference(self) -> str: ...

class Selection:
    """
    The decision of the panel about one eligible form.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def mean_thousandths(self) -> int:
        """
        Of the most marks that could be had.
        """
    @property
    def outcome(self) -> Selected: ...
    @property
    def rank(self) -> int:
        """
        Within region and role, from 1; 0 where not scored.
        """
    @property
    def reason(self) -> str:
        """
        A full sentence, with the tie and how it was broken.
        """
    @property
    def reference(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def role(self) -> ...: ...

class Problem:
    """
    What the engine is asked.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[typing.Any, ...]: ...
    def __init__(
        self,
        *,
        mentees: typing.SupportsInt | typing.SupportsIndex,
        mentors: typing.SupportsInt | typing.SupportsIndex,
        points: numpy.typing.NDArray[typing.Any],
        row_start: typing.Annotated[numpy.typing.ArrayLike, numpy.int64] | None,
        columns: typing.Annotated[numpy.typing.ArrayLike, numpy.int64] | None,
        mask: typing.Annotated[numpy.typing.ArrayLike, numpy.bool] | None,
        scale: typing.SupportsInt | typing.SupportsIndex,
        mentee_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentor_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        forbidden: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        locked: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentee_groups: collections.abc.Sequence[
            tuple[
                str,
                collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
        mentor_groups: collections.abc.Sequence[
            tuple[
                str,
                collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
        mentee_keys: typing.Annotated[numpy.typing.ArrayLike, numpy.uint64],
        mentor_keys: typing.Annotated[numpy.typing.ArrayLike, numpy.uint64],
        findings: collections.abc.Sequence[Finding],
    ) -> None: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def admissible(
        self,
    ) -> tuple[numpy.typing.NDArray[numpy.int64], numpy.typing.NDArray[numpy.int64]]:
        """
        Pairs (k x 2) that may be, and their units.
        """
    def units_of(
        self, pairs: typing.Annotated[numpy.typing.ArrayLike, numpy.int64]
    ) -> numpy.typing.NDArray[numpy.int64]:
        """
        The units of each pair (k x 2); FORBIDDEN for one that may not be.
        """
    @property
    def admissible_count(self) -> int: ...
    @property
    def digest(self) -> str: ...
    @property
    def forbidden(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def is_sparse(self) -> bool: ...
    @property
    def locked(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentee_capacity(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentee_groups(self) -> list[tuple[str, list[int], int, int]]: ...
    @property
    def mentee_keys(self) -> numpy.typing.NDArray[numpy.uint64]: ...
    @property
    def mentees(self) -> int: ...
    @property
    def mentor_capacity(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentor_groups(self) -> list[tuple[str, list[int], int, int]]: ...
    @property
    def mentor_keys(self) -> numpy.typing.NDArray[numpy.uint64]: ...
    @property
    def mentors(self) -> int: ...
    @property
    def scale(self) -> int: ...

class Prices:
    def __init__(
        self,
        *,
        mentee: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentor: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentee_group: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentor_group: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    ) -> None: ...
    @property
    def mentee(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentee_group(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentor(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentor_group(self) -> numpy.typing.NDArray[numpy.int64]: ...

class StageResult:
    def __init__(
        self,
        *,
        stage: tuple[str, typing.Any],
        value: typing.SupportsInt | typing.SupportsIndex | None,
        prices: Prices,
    ) -> None: ...
    @property
    def name(self) -> str: ...
    @property
    def parameter(self) -> typing.Any: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def value(self) -> int | None: ...

class Infeasibility:
    def __init__(self, *, reason: str, prices: Prices) -> None: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def reason(self) -> str: ...

class Matching:
    def __init__(
        self,
        *,
        status: Status,
        pairs: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        units: typing.SupportsInt | typing.SupportsIndex,
        stages: collections.abc.Sequence[StageResult],
        infeasibility: Infeasibility | None,
        digest: str,
    ) -> None: ...
    @property
    def digest(self) -> str: ...
    @property
    def infeasibility(self) -> Infeasibility | None: ...
    @property
    def pairs(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def stages(self) -> list[StageResult]: ...
    @property
    def status(self) -> Status: ...
    @property
    def units(self) -> int: ...

class Verdict:
    """
    What checking a matching found.
    """
    @property
    def failures(self) -> list[str]: ...
    @property
    def holds(self) -> bool: ...

class Unmatched(enum.Enum):
    """
    Why a mentee or a mentor has no pair.
    """

    AGAINST_RULES = 2
    NOBODY_ADMISSIBLE = 0
    NO_CAPACITY = 1
    WORSE_OVERALL = 3

class WhyUnmatched:
    @property
    def admissible(self) -> int: ...
    @property
    def cost(self) -> int: ...
    @property
    def stage(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def why(self) -> Unmatched: ...

def check_forms(
    mentees: collections.abc.Sequence[MenteeForm], mentors: collections.abc.Sequence[MentorForm]
) -> list[Finding]: ...
def check_panel(
    scores: collections.abc.Sequence[PanelScore],
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
) -> list[Finding]: ...
@typing.overload
def decide(
    programme: ...,
    forms: collections.abc.Sequence[MenteeForm],
    graces: collections.abc.Sequence[Grace] = [],
) -> list[Decision]: ...
@typing.overload
def decide(
    programme: ...,
    forms: collections.abc.Sequence[MentorForm],
    graces: collections.abc.Sequence[Grace] = [],
) -> list[Decision]: ...
def default_objective(
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> list[tuple[str, typing.Any]]: ...
def fit_items() -> list[str]:
    """
    The short symmetric items behind Form.fit.
    """

def form_columns(role: ...) -> list[str]:
    """
    The columns that a table of forms may have.
    """

def has_errors(findings: collections.abc.Sequence[Finding]) -> bool:
    """
    Whether any finding is an error.
    """

def lottery_key(text: str) -> int:
    """
    The key that the lottery draws on for a text.
    """

def make_objective(programme: ...) -> list[tuple[str, typing.Any]]: ...
def make_problem(
    programme: ...,
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
    scores: ...,
) -> Problem: ...
def match(
    problem: Problem,
    *,
    objective: collections.abc.Sequence[tuple[str, typing.Any]],
    certificate: bool,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> Matching: ...
def monitoring_columns() -> list[str]:
    """
    The columns that a table of forms may not have.
    """

def points_text(
    units: typing.SupportsInt | typing.SupportsIndex,
    scale: typing.SupportsInt | typing.SupportsIndex = 1000,
) -> str:
    """
    Writes points in decimals, exactly where it can.
    """

def read_mentee_forms(
    table: Table, programme: ...
) -> tuple[list[MenteeForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings.
    """

def read_mentor_forms(
    table: Table, programme: ...
) -> tuple[list[MentorForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings.
    """

def read_monitoring(table: Table) -> tuple[list[MonitoringAnswers], list[Finding]]:
    """
    Answers and findings.
    """

def read_panel(table: Table, programme: ...) -> tuple[list[PanelScore], list[Finding]]:
    """
    Scores and findings.
    """

def shortlist(
    programme: ...,
    role: ...,
    decisions: collections.abc.Sequence[Decision],
    forms: collections.abc.Sequence[Form],
    scores: collections.abc.Sequence[PanelScore],
) -> list[Selection]: ...
def throw_if_errors(function: str, findings: collections.abc.Sequence[Finding]) -> None:
    """
    Raises InvalidInput with all findings where there is an error among them.
    """

def verify(problem: Problem, matching: Matching) -> Verdict: ...
def why_mentee_unmatched(
    problem: Problem, matching: Matching, mentee: typing.SupportsInt | typing.SupportsIndex
) -> WhyUnmatched: ...
def why_mentor_unmatched(
    problem: Problem, matching: Matching, mentor: typing.SupportsInt | typing.SupportsIndex
) -> WhyUnmatched: ...

DEFAULT_SCALE: int = 1000
FORBIDDEN: int = -9223372036854775808
NO_LIMIT: int = 2147483647
__version__: str
