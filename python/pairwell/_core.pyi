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
    "Across",
    "Agreement",
    "AllExplained",
    "AllUnmatched",
    "Alternate",
    "AlternatePartner",
    "Alternates",
    "Amounts",
    "Answers",
    "Appointment",
    "Attendance",
    "AttendanceCount",
    "Availability",
    "Blank",
    "CURRENCY",
    "CommonCore",
    "Comparison",
    "Condition",
    "ConditionKind",
    "Consequences",
    "Criterion",
    "Curve",
    "DEFAULT_SCALE",
    "DateOrder",
    "Decision",
    "Disclosure",
    "EligibilityRule",
    "EntryKind",
    "Error",
    "Evaluation",
    "EvaluationAnswers",
    "EvaluationQuestion",
    "Event",
    "EventDay",
    "EventKind",
    "FORBIDDEN",
    "Finding",
    "FitRow",
    "Form",
    "FormState",
    "Fund",
    "FundBalance",
    "Grace",
    "Identity",
    "Infeasibility",
    "InvalidInput",
    "Keep",
    "KnownApplicant",
    "LanguageLevel",
    "LedgerEntry",
    "LedgerKey",
    "LedgerTotal",
    "LevelStep",
    "LifeCycle",
    "LifeState",
    "Location",
    "Matching",
    "Meeting",
    "MeetingCount",
    "MenteeForm",
    "MentorForm",
    "MonitoringAnswers",
    "Month",
    "Move",
    "NO_LIMIT",
    "Need",
    "NotPaired",
    "ObjectiveRules",
    "OnDemandMatching",
    "Outcome",
    "Overlap",
    "PairExplanation",
    "PairOutcome",
    "PairRecord",
    "PairRule",
    "PairRules",
    "PairScore",
    "PairSource",
    "PanelAgreement",
    "PanelConflict",
    "PanelScore",
    "PartInWords",
    "PartScore",
    "PartnerRank",
    "PersonBlocks",
    "PersonRemedies",
    "Place",
    "Plays",
    "Prices",
    "Problem",
    "ProblemChange",
    "Programme",
    "Question",
    "QuestionKind",
    "QuestionResult",
    "Range",
    "Reason",
    "Receipts",
    "Refusal",
    "Relaxation",
    "Remedy",
    "Repair",
    "RepairSession",
    "Resubmissions",
    "Role",
    "RubricLine",
    "RuleChange",
    "RuleChangeKind",
    "Schedule",
    "ScheduleHost",
    "ScheduleRequest",
    "ScheduleRules",
    "ScoreTable",
    "Scorer",
    "Selected",
    "Selection",
    "SelectionRules",
    "Severity",
    "Share",
    "Sheet",
    "Sides",
    "StageChange",
    "StageResult",
    "StageRow",
    "Status",
    "Stopped",
    "SupervisionNote",
    "SupervisorView",
    "Table",
    "Taken",
    "Timetable",
    "TravelTime",
    "Treatment",
    "Twos",
    "Unmatched",
    "Unscheduled",
    "Verdict",
    "WeekStretch",
    "Weekday",
    "Weights",
    "When",
    "WhenUnclear",
    "WhyNot",
    "WhyUnmatched",
    "Worth",
    "Zone",
    "add_entry",
    "alternate_partners",
    "answers",
    "assign_batch",
    "assign_batch_of",
    "assign_rows",
    "assign_table",
    "assignment_failures",
    "assignment_gap",
    "attendance_counts",
    "balances",
    "blocks_by_questions",
    "called_pairs",
    "capacitated_instance",
    "check_agreements",
    "check_attendance",
    "check_conflicts",
    "check_criteria",
    "check_forms",
    "check_ledger",
    "check_meetings",
    "check_objective",
    "check_pair_rules",
    "check_panel",
    "check_schedule",
    "check_supervision",
    "common_core",
    "compare_pairs",
    "composed",
    "criteria_to_toml",
    "deadline",
    "decide",
    "decimals_of",
    "default_objective",
    "dense_classes",
    "dense_instance",
    "diagram",
    "doctor",
    "evaluate",
    "evaluation_questions",
    "exact_interval",
    "explain",
    "explain_all",
    "firmness",
    "fit_items",
    "fold",
    "form_columns",
    "has_errors",
    "impartial_culture",
    "in_words",
    "interval",
    "linear_sum_assignment",
    "lottery_key",
    "make_changes",
    "make_move",
    "make_objective",
    "make_problem",
    "make_rematch",
    "make_schedule",
    "mallows_culture",
    "mallows_phi",
    "match",
    "match_on_demand",
    "may_attend",
    "meeting_counts",
    "money_in_words",
    "monitoring_columns",
    "moves",
    "moves_from",
    "pair_prices",
    "pair_rises",
    "pair_rules_to_toml",
    "panel_agreement",
    "parse_date",
    "parse_event_date",
    "parse_instant",
    "parse_local_time",
    "parse_month",
    "parse_weekday",
    "people_answers",
    "points_text",
    "previous_pairs",
    "problem_of_preferences",
    "problem_of_sparse_instance",
    "programme_to_toml",
    "questions_to_toml",
    "read_applications",
    "read_dimacs",
    "read_kept_mentee_forms",
    "read_kept_mentor_forms",
    "read_mentee_forms",
    "read_mentor_forms",
    "read_monitoring",
    "read_orlib",
    "read_panel",
    "read_part",
    "read_preference_groups",
    "read_preferences",
    "read_programme",
    "receipts",
    "refusal",
    "restore",
    "score",
    "score_pairs",
    "scored_pairs",
    "scorer_of",
    "scorer_of_answers",
    "shortlist",
    "sittings",
    "sorted_rows",
    "sparse_instance",
    "stage_rows",
    "standard_criteria",
    "standard_questions",
    "standing",
    "start",
    "states",
    "suggestion",
    "supervision_counts",
    "synthetic_cohort",
    "synthetic_people",
    "tables_of_programme",
    "throw_if_errors",
    "totals",
    "unassignable_text",
    "urn_culture",
    "vector_set",
    "verify",
    "verify_on_demand",
    "was_made_for",
    "weekday",
    "whole_answers",
    "why_infeasible",
    "why_mentee_unmatched",
    "why_mentor_unmatched",
    "why_no_reference",
    "why_not",
    "why_unmatched_all",
    "with_people",
    "worth",
    "write_dimacs",
    "write_preferences",
    "zone_of",
]

class Error(Exception):
    """The base of every error that pairwell raises of its own."""

class InvalidInput(Error, ValueError):
    """An input that cannot be used."""

    findings: list[Finding]

class Stopped(Error):
    """A call that was stopped, and whose result could not say so."""

    status: Status

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
        Column of a table, dotted key of a file or argument of a call.
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

class Weekday(enum.Enum):
    """
    A day of the week; Monday is 0, as in datetime.
    """

    FRIDAY = 4
    MONDAY = 0
    SATURDAY = 5
    SUNDAY = 6
    THURSDAY = 3
    TUESDAY = 1
    WEDNESDAY = 2

class WhenUnclear(enum.Enum):
    """
    What to do with a reading that a change of clocks skips or repeats.
    """

    EARLIEST = 1
    LATEST = 2
    REJECT = 0

class Month:
    """
    A month, for dates that are to be fixed later.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[int, int]: ...
    def __hash__(self) -> int: ...
    def __init__(
        self,
        year: typing.SupportsInt | typing.SupportsIndex,
        month: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    def __le__(self, arg0: Month) -> bool: ...
    def __lt__(self, arg0: Month) -> bool: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    @property
    def month(self) -> int: ...
    @property
    def year(self) -> int: ...

class Zone:
    """
    A named time zone; refuses years for which its clocks are not known.
    """
    @staticmethod
    def folders() -> list[str]:
        """
        The folders in which zones are looked for, in order.
        """
    @staticmethod
    def named(name: str) -> Zone:
        """
        A zone by its name in the zone data of IANA, or "anywhere on Earth".
        """
    @staticmethod
    def names() -> list[str]:
        """
        The names that named() takes, in order.
        """
    @staticmethod
    def set_folders(folders: collections.abc.Sequence[str]) -> None:
        """
        Look for zones in these folders, in this order, and then among those that are built in.
        """
    def __getstate__(self) -> str: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: str) -> None: ...
    def abbreviation(self, instant: datetime.datetime) -> str:
        """
        "GMT" or "BST", or "+0545".
        """
    def changes(self, start: datetime.datetime, end: datetime.datetime) -> list[datetime.datetime]:
        """
        The instants after one and up to another at which the clocks change.
        """
    def instant(
        self, local: datetime.datetime, when_unclear: WhenUnclear = ...
    ) -> datetime.datetime:
        """
        The instant of a wall-clock reading, in UTC.
        """
    def is_summer(self, instant: datetime.datetime) -> bool:
        """
        Whether daylight saving time is in force.
        """
    def label(self, instant: datetime.datetime) -> str:
        """
        The same for people: "UTC+05:45", "anywhere on Earth".
        """
    def local(self, instant: datetime.datetime) -> datetime.datetime:
        """
        The wall-clock reading of an instant.
        """
    def offset(self, instant: datetime.datetime) -> int:
        """
        Seconds that the zone is ahead of UTC at an instant.
        """
    def start_of(self, date: datetime.date) -> datetime.datetime:
        """
        The first instant of a day, in UTC.
        """
    def with_offset(self, instant: datetime.datetime) -> datetime.datetime:
        """
        The same, with the offset and the label of then as its tzinfo.
        """
    @property
    def first_year(self) -> int: ...
    @property
    def iana_name(self) -> str:
        """
        "Etc/GMT+12" for anywhere on Earth, else the name.
        """
    @property
    def last_year(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str:
        """
        The folder that it was found in, or "built in".
        """

class EventKind(enum.Enum):
    """
    What an event is for.
    """

    CONVERSATIONS = 3
    DEADLINE = 1
    INTERVIEWS = 2
    OTHER = 7
    SUPERVISION = 6
    TALK = 0
    TRAINING = 5
    WORKSHOP = 4

class EventDay:
    """
    One day of an event, with the day of the week that its author gave.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def date(self) -> datetime.date: ...
    @property
    def stated(self) -> Weekday | None:
        """
        As written beside the date; None where nothing was.
        """

class Event:
    """
    Something on one or several days, or in a month that has yet to be narrowed to a day.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def at(self) -> datetime.datetime | None:
        """
        Wall clock on the first day, where there is a time.
        """
    @property
    def days(self) -> list[EventDay]:
        """
        In order; empty where only the month is known.
        """
    @property
    def for_whom(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> EventKind: ...
    @property
    def month(self) -> Month | None:
        """
        Set instead of days.
        """
    @property
    def note(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def zone(self) -> str:
        """
        The zone of its time of day; empty for that of the timetable.
        """

class Timetable:
    """
    A programme's events, in one time zone where an event has none of its own.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def events(self) -> list[Event]:
        """
        In the order of the file.
        """
    @property
    def zone(self) -> str: ...

class Role(enum.Enum):
    """
    Who an applicant would be in a pair.
    """

    MENTEE = 0
    MENTOR = 1

class Across(enum.Enum):
    """
    Whether pairs may cross regions.
    """

    ALLOWED = 0
    FORBIDDEN = 1

class QuestionKind(enum.Enum):
    """
    What an answer is.
    """

    AVAILABILITY = 9
    CHOICE = 0
    CHOICES = 1
    DATE = 7
    INSTANT = 8
    LANGUAGES = 11
    LEVEL = 3
    NUMBER = 5
    PEOPLE = 12
    PLACE = 10
    RANKED = 2
    SCALE = 4
    TEXT = 14
    VECTOR = 13
    YES_NO = 6

class Keep(enum.Enum):
    """
    Where answers are kept.
    """

    APPLICATION = 0
    IDENTITY = 1
    MONITORING = 2

class Plays(enum.Enum):
    """
    What a question is to the scheme itself.
    """

    ACCESS_COST = 20
    AGAIN = 15
    CAPACITY = 10
    CONFLICTS = 13
    CONSENT = 7
    EMAIL = 3
    EMPLOYER = 17
    LINE_MANAGER = 16
    NAME = 2
    NOTHING = 0
    PAST_PAIRS = 14
    REFERENCE = 1
    REGION = 8
    ROLE = 4
    SLOTS = 19
    STATE = 5
    SUBMITTED_AT = 6
    TEAM = 18
    VETOES = 12
    WISHES = 11
    ZONE = 9

class DateOrder(enum.Enum):
    """
    The order of day, month and year in digits.
    """

    DAY_FIRST = 1
    ISO = 0
    MONTH_FIRST = 2

class Resubmissions(enum.Enum):
    """
    Which of several forms of one person counts.
    """

    FIRST = 1
    LAST = 0
    REFUSED = 2

class ConditionKind(enum.Enum):
    """
    How a condition looks at an answer.
    """

    AGE_FROM = 12
    AGE_UNTIL = 13
    ALL = 0
    ALL_OF = 7
    ANSWERED = 3
    ANY = 1
    AT_LEAST = 8
    AT_MOST = 9
    CONFIRMED = 4
    FROM = 10
    NONE = 2
    NONE_OF = 6
    ONE_OF = 5
    UNTIL = 11

class Question:
    """
    What a programme asks its applicants, and how an answer is read.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        id: str = "",
        kind: QuestionKind
        | typing.Literal[
            "choice",
            "choices",
            "ranked",
            "level",
            "scale",
            "number",
            "yes_no",
            "date",
            "instant",
            "availability",
            "place",
            "languages",
            "people",
            "vector",
            "text",
        ] = ...,
        *,
        asked: collections.abc.Sequence[Role | typing.Literal["mentee", "mentor"]] = [],
        words: str = "",
        mentor_words: str = "",
        headings: collections.abc.Sequence[str] = [],
        keep: Keep | typing.Literal["application", "identity", "monitoring"] = ...,
        plays: Plays
        | typing.Literal[
            "nothing",
            "reference",
            "name",
            "email",
            "role",
            "state",
            "submitted_at",
            "consent",
            "region",
            "zone",
            "capacity",
            "wishes",
            "vetoes",
            "conflicts",
            "past_pairs",
            "again",
            "line_manager",
            "employer",
            "team",
            "slots",
            "access_cost",
        ] = ...,
        options: collections.abc.Sequence[str] = [],
        only_options: bool = False,
        separator: str = "",
        least: typing.SupportsInt | typing.SupportsIndex = 0,
        most: typing.SupportsInt | typing.SupportsIndex = 0,
        decimals: typing.SupportsInt | typing.SupportsIndex = 0,
        unit: str = "",
        numbers: dict[str, int] = {},
        is_private: bool = False,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> Question:
        """
        A copy with these fields changed.
        """
    @property
    def asked(self) -> list[Role]:
        """
        Of whom; of both where empty.
        """
    @property
    def decimals(self) -> int:
        """
        A number is kept in units of 10 to the power of minus this.
        """
    @property
    def headings(self) -> list[str]:
        """
        Other headings of its column or columns.
        """
    @property
    def id(self) -> str:
        """
        How rules and criteria name it.
        """
    @property
    def is_private(self) -> bool:
        """
        Whether a panel may not see it.
        """
    @property
    def keep(self) -> Keep: ...
    @property
    def kind(self) -> QuestionKind: ...
    @property
    def least(self) -> int:
        """
        Of a scale, number or priority, in units.
        """
    @property
    def mentor_words(self) -> str:
        """
        As mentors are asked, where that differs.
        """
    @property
    def most(self) -> int:
        """
        The same; both 0: no limits.
        """
    @property
    def numbers(self) -> dict[str, int]:
        """
        Words that stand for a number, in units.
        """
    @property
    def only_options(self) -> bool:
        """
        Whether another answer is an error.
        """
    @property
    def options(self) -> list[str]:
        """
        Empty: any.
        """
    @property
    def plays(self) -> Plays: ...
    @property
    def separator(self) -> str:
        """
        Between several answers of one cell; empty: found out.
        """
    @property
    def unit(self) -> str: ...
    @property
    def words(self) -> str:
        """
        As it is asked, and the heading of its column.
        """

class Sheet:
    """
    How an exported file of answers is read.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        id: str = "",
        *,
        role: Role | typing.Literal["mentee", "mentor"] | None = None,
        encoding: str = "",
        separator: str = "",
        worksheet: str = "",
        header_rows: typing.SupportsInt | typing.SupportsIndex = 1,
        skipped_rows: typing.SupportsInt | typing.SupportsIndex = 0,
        decimal: str = ".",
        dates: DateOrder | typing.Literal["iso", "day_first", "month_first"] = ...,
        zone: str = "",
        resubmissions: Resubmissions | typing.Literal["last", "first", "refused"] = ...,
        columns: dict[str, str] = {},
        ignored: collections.abc.Sequence[str] = [],
        roles: collections.abc.Mapping[
            str, collections.abc.Sequence[Role | typing.Literal["mentee", "mentor"]]
        ] = {},
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> Sheet:
        """
        A copy with these fields changed.
        """
    @property
    def columns(self) -> dict[str, str]:
        """
        Questions by headings, besides headings that are a question's own.
        """
    @property
    def dates(self) -> DateOrder: ...
    @property
    def decimal(self) -> str: ...
    @property
    def encoding(self) -> str:
        """
        Empty: found out.
        """
    @property
    def header_rows(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def ignored(self) -> list[str]:
        """
        Headings of columns that answer no question.
        """
    @property
    def resubmissions(self) -> Resubmissions: ...
    @property
    def role(self) -> Role | None:
        """
        None: a column says it.
        """
    @property
    def roles(self) -> dict[str, list[Role]]:
        """
        What answers to the question of the role mean.
        """
    @property
    def separator(self) -> str:
        """
        Of the cells of a CSV file; empty: found out.
        """
    @property
    def skipped_rows(self) -> int:
        """
        Above the headings.
        """
    @property
    def worksheet(self) -> str:
        """
        Of a workbook; empty: the first.
        """
    @property
    def zone(self) -> str:
        """
        Of moments without an offset; empty: the timetable's.
        """

class Condition:
    """
    What a rule of a person asks of the answers.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        kind: ConditionKind
        | typing.Literal[
            "all",
            "any",
            "none",
            "answered",
            "confirmed",
            "one_of",
            "none_of",
            "all_of",
            "at_least",
            "at_most",
            "from",
            "until",
            "age_from",
            "age_until",
        ] = ...,
        question: str = "",
        *,
        values: collections.abc.Sequence[str] = [],
        number: typing.SupportsInt | typing.SupportsIndex = 0,
        day: datetime.date | None = None,
        of: collections.abc.Sequence[Condition] = [],
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> Condition:
        """
        A copy with these fields changed.
        """
    @property
    def day(self) -> datetime.date | None:
        """
        None where there is none.
        """
    @property
    def kind(self) -> ConditionKind: ...
    @property
    def number(self) -> int:
        """
        In the question's units.
        """
    @property
    def of(self) -> list[Condition]:
        """
        Of all, any and none: other conditions.
        """
    @property
    def question(self) -> str: ...
    @property
    def values(self) -> list[str]: ...

class Location:
    """
    Where a place is, to a millionth of a degree.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        name: str = "",
        latitude: typing.SupportsFloat | typing.SupportsIndex = 0.0,
        longitude: typing.SupportsFloat | typing.SupportsIndex = 0.0,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> Location:
        """
        A copy with these fields changed.
        """
    @property
    def latitude(self) -> float: ...
    @property
    def longitude(self) -> float: ...
    @property
    def name(self) -> str: ...

class TravelTime:
    """
    How long it takes from one place to another, either way.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        origin: str = "",
        destination: str = "",
        minutes: typing.SupportsInt | typing.SupportsIndex = 0,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> TravelTime:
        """
        A copy with these fields changed.
        """
    @property
    def destination(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def origin(self) -> str: ...

class EvaluationQuestion:
    """
    What an evaluation asks, on a scale of 1 to 5.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(self, id: str = "", sentence: str = "") -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> EvaluationQuestion:
        """
        A copy with these fields changed.
        """
    @property
    def id(self) -> str: ...
    @property
    def sentence(self) -> str: ...

class Comparison(enum.Enum):
    """
    How two answers are compared.
    """

    AT_LEAST = 5
    COMMON_LANGUAGE = 13
    COMMON_TIME = 12
    COVERS = 0
    DIFFERENT = 3
    DISTANCE = 10
    DOT = 14
    GAP = 6
    GIVEN = 15
    MEAN = 16
    NEAR = 4
    OVERLAP = 1
    RATIO = 7
    SAME = 2
    TABLE = 9
    TRAVEL = 11
    WISH = 8

class Blank(enum.Enum):
    """
    What a blank answer counts.
    """

    LEAVES = 1
    NEUTRAL = 0
    ZERO = 2

class Overlap(enum.Enum):
    """
    Of what two sets have a share in common.
    """

    DICE = 1
    JACCARD = 0
    SMALLER = 2

class Curve(enum.Enum):
    """
    How a share falls.
    """

    SQUARE = 1
    STRAIGHT = 0

class Sides(enum.Enum):
    """
    Whose wishes count.
    """

    BOTH = 0
    MENTEE = 1
    MENTOR = 2

class Criterion:
    """
    How well an answer of the mentee goes with one of the mentor.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        id: str = "",
        compare: Comparison
        | typing.Literal[
            "covers",
            "overlap",
            "same",
            "different",
            "near",
            "at_least",
            "gap",
            "ratio",
            "wish",
            "table",
            "distance",
            "travel",
            "common_time",
            "common_language",
            "dot",
            "given",
            "mean",
        ] = ...,
        *,
        words: str = "",
        mentee: str = "",
        mentor: str = "",
        weight: typing.SupportsInt | typing.SupportsIndex = 0,
        blank: Blank | typing.Literal["neutral", "leaves", "zero"] = ...,
        neutral: typing.SupportsInt | typing.SupportsIndex | None = None,
        needs_of: Role | typing.Literal["mentee", "mentor"] = ...,
        overlap: Overlap | typing.Literal["jaccard", "dice", "smaller"] = ...,
        low: typing.SupportsInt | typing.SupportsIndex = 0,
        high: typing.SupportsInt | typing.SupportsIndex = 0,
        fall: typing.SupportsInt | typing.SupportsIndex = 0,
        curve: Curve | typing.Literal["straight", "square"] = ...,
        sides: Sides | typing.Literal["both", "mentee", "mentor"] = ...,
        any: collections.abc.Sequence[str] = [],
        table: collections.abc.Sequence[
            tuple[str, str, typing.SupportsInt | typing.SupportsIndex]
        ] = [],
        otherwise: typing.SupportsInt | typing.SupportsIndex = 0,
        bands: collections.abc.Sequence[
            tuple[
                typing.SupportsInt | typing.SupportsIndex, typing.SupportsInt | typing.SupportsIndex
            ]
        ] = [],
        minutes: str = "",
        format: str = "",
        pairs: collections.abc.Sequence[
            tuple[str, str, typing.SupportsInt | typing.SupportsIndex]
        ] = [],
        of: collections.abc.Sequence[Criterion] = [],
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> Criterion:
        """
        A copy with these fields changed.
        """
    @property
    def any(self) -> list[str]:
        """
        Answers that suit every other, or need no travel.
        """
    @property
    def bands(self) -> list[tuple[int, int]]:
        """
        From where on which share.
        """
    @property
    def blank(self) -> Blank: ...
    @property
    def compare(self) -> Comparison: ...
    @property
    def curve(self) -> Curve: ...
    @property
    def fall(self) -> int: ...
    @property
    def format(self) -> str:
        """
        The question how somebody would meet.
        """
    @property
    def high(self) -> int: ...
    @property
    def id(self) -> str: ...
    @property
    def low(self) -> int: ...
    @property
    def mentee(self) -> str:
        """
        The question that mentees answered.
        """
    @property
    def mentor(self) -> str:
        """
        The question that mentors answered.
        """
    @property
    def minutes(self) -> str:
        """
        The question how far somebody would travel.
        """
    @property
    def needs_of(self) -> Role: ...
    @property
    def neutral(self) -> int | None:
        """
        What a blank counts; None: as usual for the comparison.
        """
    @property
    def neutral_share(self) -> int:
        """
        `neutral`, or what is usual where it is None.
        """
    @property
    def of(self) -> list[Criterion]:
        """
        What a mean is the mean of.
        """
    @property
    def otherwise(self) -> int:
        """
        The share of what is not in the table or the pairs.
        """
    @property
    def overlap(self) -> Overlap: ...
    @property
    def pairs(self) -> list[tuple[str, str, int]]:
        """
        Mentee, mentor and share.
        """
    @property
    def sides(self) -> Sides: ...
    @property
    def table(self) -> list[tuple[str, str, int]]:
        """
        Mentee's answer, mentor's answer and share.
        """
    @property
    def weight(self) -> int:
        """
        0 to 1000; within a mean, 1 where 0.
        """
    @property
    def words(self) -> str:
        """
        For people.
        """

class PairRule:
    """
    A rule of a pair: forbids it where the comparison says so.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[typing.Any, typing.Any]]: ...
    def __init__(
        self,
        id: str = "",
        *,
        version: typing.SupportsInt | typing.SupportsIndex = 1,
        sentence: str = "",
        reason: str = "",
        compare: Criterion = ...,
        forbids: bool = True,
        share: typing.SupportsInt | typing.SupportsIndex = 1000,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    def __str__(self) -> str: ...
    def replace(self, **kwargs: typing.Any) -> PairRule:
        """
        A copy with these fields changed.
        """
    @property
    def compare(self) -> Criterion: ...
    @property
    def forbids(self) -> bool:
        """
        Forbids at or above the share; else requires it.
        """
    @property
    def id(self) -> str: ...
    @property
    def reason(self) -> str:
        """
        Said where it forbids.
        """
    @property
    def sentence(self) -> str: ...
    @property
    def share(self) -> int: ...
    @property
    def version(self) -> int: ...

class Range:
    """
    A whole number of pairs, people or places, both ends included.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def least(self) -> int: ...
    @property
    def most(self) -> int | None:
        """
        None where there is no limit.
        """

class Place:
    """
    A programme's capacity by region and role.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def people(self) -> Range: ...
    @property
    def region(self) -> str: ...
    @property
    def role(self) -> Role: ...

class Fund:
    """
    Ring-fenced money, in whole pence.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def pence(self) -> int: ...
    @property
    def purpose(self) -> str: ...

class EligibilityRule:
    """
    One eligibility rule, with its version and its sentence.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def condition(self) -> Condition:
        """
        What the answers must be.
        """
    @property
    def id(self) -> str: ...
    @property
    def reason(self) -> str:
        """
        Said where it fails.
        """
    @property
    def roles(self) -> list[Role]:
        """
        Whom it applies to; both where empty.
        """
    @property
    def sentence(self) -> str:
        """
        What an applicant reads.
        """
    @property
    def version(self) -> int: ...

class Weights:
    """
    How much each part of a pair's score weighs.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def deep_fit(self) -> int: ...
    @property
    def expectations(self) -> int: ...
    @property
    def needs(self) -> int: ...
    @property
    def practicality(self) -> int: ...
    @property
    def preference(self) -> int: ...
    @property
    def reciprocity(self) -> int: ...

class ObjectiveRules:
    """
    The names of the objective's stages, in order.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def floor(self) -> int:
        """
        Points under which a pair counts as below the floor.
        """
    @property
    def seed(self) -> int:
        """
        Of the published lottery.
        """
    @property
    def stages(self) -> list[str]: ...

class PairRules:
    """
    Rules of pairing that are never points.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def common_slots(self) -> int: ...
    @property
    def most_access_pence(self) -> int: ...
    @property
    def regions(self) -> Across: ...
    @property
    def same_employer(self) -> bool: ...

class RubricLine:
    """
    One line of the published rubric.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def most(self) -> int:
        """
        Marks run from 0 to this.
        """
    @property
    def sentence(self) -> str: ...
    @property
    def weight(self) -> int: ...

class SelectionRules:
    """
    How applicants are shortlisted.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def panel_members(self) -> int: ...
    @property
    def reserves(self) -> int: ...
    @property
    def rubric(self) -> list[RubricLine]: ...
    @property
    def tie_rule(self) -> list[str]: ...

class Programme:
    """
    A programme of mentoring: one run of it from call to closing.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(self, other: Programme) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def criteria(self) -> list[Criterion]:
        """
        What a pair's points are made of, in order.
        """
    @property
    def currency(self) -> str:
        """
        Of all amounts: an ISO 4217 code.
        """
    @property
    def ends(self) -> Month:
        """
        Last month of the running period.
        """
    @property
    def evaluation(self) -> list[EvaluationQuestion]:
        """
        Empty: evaluation_questions().
        """
    @property
    def funders(self) -> list[str]: ...
    @property
    def funds(self) -> list[Fund]: ...
    @property
    def id(self) -> str: ...
    @property
    def language(self) -> str:
        """
        Of yes and no, days, months and agreement in answers.
        """
    @property
    def least_coverage(self) -> int:
        """
        Thousandths of the weight.
        """
    @property
    def locations(self) -> list[Location]: ...
    @property
    def name(self) -> str: ...
    @property
    def nations(self) -> list[str]: ...
    @property
    def objective(self) -> ObjectiveRules: ...
    @property
    def organisation(self) -> str: ...
    @property
    def pair_rules(self) -> list[PairRule]: ...
    @property
    def pairing(self) -> PairRules: ...
    @property
    def places(self) -> list[Place]: ...
    @property
    def questions(self) -> list[Question]:
        """
        What applicants are asked, in order.
        """
    @property
    def references(self) -> list[str]: ...
    @property
    def rules(self) -> list[EligibilityRule]: ...
    @property
    def selection(self) -> SelectionRules: ...
    @property
    def sheets(self) -> list[Sheet]:
        """
        How exported files are read.
        """
    @property
    def starts(self) -> Month:
        """
        First month of the running period.
        """
    @property
    def summary(self) -> str: ...
    @property
    def timetable(self) -> Timetable: ...
    @property
    def travel_times(self) -> list[TravelTime]: ...
    @property
    def vocabulary(self) -> list[str]:
        """
        The terms of needs and offers; empty: any term.
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
    def __getstate__(self) -> tuple[str, int]: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def priority(self) -> int: ...
    @property
    def term(self) -> str: ...

class WeekStretch:
    """
    A stretch of the week, in minutes from Monday 00:00 UTC.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[int, int]: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def begin(self) -> int:
        """
        0 to 10079.
        """
    @property
    def minutes(self) -> int:
        """
        1 to 10080; from the end of the week it goes on at its beginning.
        """

class Availability:
    """
    When somebody can meet.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[list[str], list[WeekStretch]]: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def slots(self) -> list[str]:
        """
        Names of weekly slots.
        """
    @property
    def stretches(self) -> list[WeekStretch]: ...

class LanguageLevel:
    """
    A language with its level.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __getstate__(self) -> tuple[str, int]: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def language(self) -> str: ...
    @property
    def level(self) -> int:
        """
        1 to 6 for A1 to C2, 7 for a first language, 0 where not said.
        """

class Identity:
    """
    Who a reference is; kept apart from the form.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def answers(self) -> dict[typing.Any, typing.Any]:
        """
        What else is kept with identity, by question.
        """
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def reference(self) -> str: ...

class Form:
    """
    An application; a blank answer is an empty list, an empty text or None.
    """
    def answer(
        self, question: str
    ) -> (
        str
        | list[str]
        | list[Need]
        | int
        | datetime.date
        | datetime.datetime
        | Availability
        | list[LanguageLevel]
        | list[int]
        | None
    ):
        """
        The answer to a question; None where it is blank. KeyError where there is no such.
        """
    def given(self, question: str) -> str:
        """
        The cell as it was given, several between ';'. KeyError where there is no such question.
        """
    @property
    def access_pence(self) -> int | None:
        """
        What access needs cost, in the currency's smallest part.
        """
    @property
    def again(self) -> list[str]:
        """
        Past pairs that are asked for again.
        """
    @property
    def answers(self) -> dict[typing.Any, typing.Any]:
        """
        What was answered, by question, in the programme's order; None where it was blank.
        """
    @property
    def conflicts(self) -> list[str]: ...
    @property
    def employer(self) -> str: ...
    @property
    def line_manager(self) -> str:
        """
        Reference of the line manager.
        """
    @property
    def nation(self) -> str:
        """
        The region that places are counted by.
        """
    @property
    def past_pairs(self) -> list[str]: ...
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
    def same_person(self) -> list[str]:
        """
        References of the other role under which the person applies too.
        """
    @property
    def slots(self) -> list[str]: ...
    @property
    def state(self) -> FormState: ...
    @property
    def submitted_at(self) -> datetime.datetime | None:
        """
        In UTC; None where it was not submitted.
        """
    @property
    def team(self) -> str: ...
    @property
    def vetoes(self) -> list[str]: ...
    @property
    def wishes(self) -> list[str]:
        """
        References of the other role, the most wished for first.
        """

class MenteeForm(Form):
    """
    The application of a mentee.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def with_same_person(self, references: collections.abc.Sequence[str]) -> MenteeForm:
        """
        The form of somebody who applies under these references of the other role too.
        """

class MentorForm(Form):
    """
    The application of a mentor.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def with_capacity(self, capacity: typing.SupportsInt | typing.SupportsIndex) -> MentorForm:
        """
        The form of a mentor who would take so many mentees.
        """
    def with_same_person(self, references: collections.abc.Sequence[str]) -> MentorForm:
        """
        The form of somebody who applies under these references of the other role too.
        """
    @property
    def capacity(self) -> int:
        """
        How many mentees the mentor would take.
        """

class MonitoringAnswers:
    """
    What one person answered for monitoring.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def given(self, question: str) -> str:
        """
        The cell of a question as it was given, without outer blanks; empty where there is none.
        """
    @property
    def answers(self) -> dict[typing.Any, typing.Any]:
        """
        What was answered, by question; None where it was blank.
        """
    @property
    def reference(self) -> str: ...

class KnownApplicant:
    """
    Somebody whose reference is known from before.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(self, *, role: Role, reference: str, email: str, name: str = "") -> None: ...
    def __repr__(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def name(self) -> str:
        """
        Looked at where a row has no e-mail.
        """
    @property
    def reference(self) -> str: ...
    @property
    def role(self) -> Role: ...

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
        The id of the question that it is about.
        """
    @property
    def question(self) -> str:
        """
        The same as it was asked.
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
        What was answered, as it was given.
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
    def role(self) -> Role: ...

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

class PanelConflict:
    """
    A panel member who does not mark an applicant, and why.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(self, *, member: str, reference: str, reason: str) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def member(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def reference(self) -> str: ...

class Selection:
    """
    The decision of the panel about one eligible form.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def detail(self) -> str:
        """
        Whose marks tie and what told them apart, or empty.
        """
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
        A full sentence that names nobody else.
        """
    @property
    def reference(self) -> str: ...
    @property
    def region(self) -> str: ...
    @property
    def role(self) -> Role: ...

class EntryKind(enum.Enum):
    """
    What an entry does to the money of its grant.
    """

    COMMIT = 1
    OFFER = 0
    REFUND = 3
    RELEASE = 4
    SPEND = 2

class LedgerKey(enum.Enum):
    """
    By what the lines of a ledger are added up.
    """

    EVENT = 2
    GRANT = 0
    PAIR = 1

class LedgerEntry:
    """
    One line of a ledger; lines of the same grant belong together.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        fund: str,
        kind: EntryKind | typing.Literal["offer", "commit", "spend", "refund", "release"],
        pence: typing.SupportsInt | typing.SupportsIndex,
        grant: str,
        on: datetime.date,
        by: str,
        mentee: str = "",
        mentor: str = "",
        event: str = "",
        note: str = "",
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def by(self) -> str:
        """
        The person who decided.
        """
    @property
    def event(self) -> str: ...
    @property
    def fund(self) -> str: ...
    @property
    def grant(self) -> str: ...
    @property
    def kind(self) -> EntryKind: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def pence(self) -> int:
        """
        Always above 0; the kind says which way it goes.
        """

class Amounts:
    """
    Where money stands, in pence.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def committed(self) -> int:
        """
        Still set aside.
        """
    @property
    def offered(self) -> int:
        """
        Still set aside.
        """
    @property
    def released(self) -> int:
        """
        In all; available again.
        """
    @property
    def spent(self) -> int:
        """
        In all, less what was refunded.
        """

class FundBalance:
    """
    A fund: its whole is what is offered, committed, spent and available.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def amounts(self) -> Amounts: ...
    @property
    def available(self) -> int: ...
    @property
    def fund(self) -> str: ...
    @property
    def whole(self) -> int: ...

class LedgerTotal:
    """
    The entries of one fund that have one key.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def amounts(self) -> Amounts: ...
    @property
    def fund(self) -> str: ...
    @property
    def key(self) -> str: ...

class LifeCycle(enum.Enum):
    """
    What goes through states.
    """

    AGREEMENT = 2
    APPLICATION = 0
    ATTENDANCE = 4
    MEETING = 3
    PAIR = 1

class LifeState:
    """
    One state of a life cycle.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def is_final(self) -> bool:
        """
        Whether no move leads out of it.
        """
    @property
    def name(self) -> str: ...
    @property
    def sentence(self) -> str:
        """
        For people.
        """

class Move:
    """
    One legal move: one row of the table.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def from_state(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def needs_by(self) -> bool:
        """
        Whether it must be said who makes it.
        """
    @property
    def needs_reason(self) -> bool:
        """
        Whether it must be said why.
        """
    @property
    def sentence(self) -> str:
        """
        For people.
        """
    @property
    def to(self) -> str:
        """
        The new state.
        """

class ScheduleHost:
    """
    Who is met: a panel for interviews, a mentor for conversations.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        id: str,
        free: collections.abc.Sequence[tuple[datetime.datetime, datetime.datetime]],
        members: collections.abc.Sequence[str] = [],
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def free(self) -> list[tuple[datetime.datetime, datetime.datetime]]: ...
    @property
    def id(self) -> str: ...
    @property
    def members(self) -> list[str]:
        """
        Who sits in it; each person in one host only.
        """

class ScheduleRequest:
    """
    Somebody who needs one sitting.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        person: str,
        free: collections.abc.Sequence[tuple[datetime.datetime, datetime.datetime]],
        hosts: collections.abc.Sequence[str] = [],
        not_by: collections.abc.Sequence[str] = [],
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def free(self) -> list[tuple[datetime.datetime, datetime.datetime]]: ...
    @property
    def hosts(self) -> list[str]:
        """
        Whom the person may meet; empty: any host.
        """
    @property
    def not_by(self) -> list[str]:
        """
        Members who have a conflict of interest with the person.
        """
    @property
    def person(self) -> str: ...

class ScheduleRules:
    """
    What sittings are like.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        minutes: typing.SupportsInt | typing.SupportsIndex = 30,
        pause: typing.SupportsInt | typing.SupportsIndex = 0,
        windows: collections.abc.Sequence[tuple[datetime.datetime, datetime.datetime]] = [],
        equal_load: bool = True,
        seed: typing.SupportsInt | typing.SupportsIndex = 0,
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def equal_load(self) -> bool: ...
    @property
    def minutes(self) -> int:
        """
        How long a sitting takes.
        """
    @property
    def pause(self) -> int:
        """
        Minutes between two sittings of a host.
        """
    @property
    def seed(self) -> int: ...
    @property
    def windows(self) -> list[tuple[datetime.datetime, datetime.datetime]]: ...

class Appointment:
    """
    A sitting that somebody was given.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        person: str,
        host: str,
        start: datetime.datetime,
        end: datetime.datetime,
        is_fixed: bool = False,
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def end(self) -> datetime.datetime: ...
    @property
    def host(self) -> str: ...
    @property
    def is_fixed(self) -> bool:
        """
        A person decided on it, and it stays.
        """
    @property
    def person(self) -> str: ...
    @property
    def start(self) -> datetime.datetime: ...

class Taken:
    """
    Time that somebody has given away already: to an appointment that stands, or an event.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        who: collections.abc.Sequence[str],
        start: datetime.datetime,
        end: datetime.datetime,
        what: str,
        is_sitting: bool = False,
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def end(self) -> datetime.datetime: ...
    @property
    def is_sitting(self) -> bool:
        """
        Whether a host keeps the pause before and after it.
        """
    @property
    def start(self) -> datetime.datetime: ...
    @property
    def what(self) -> str:
        """
        For people: "the interview of MM-014 with panel A".
        """
    @property
    def who(self) -> list[str]:
        """
        Persons, hosts and members whose time it is.
        """

class Agreement:
    """
    What one pair agrees on.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        mentee: str,
        mentor: str,
        from_day: datetime.date,
        until: datetime.date,
        meetings: typing.SupportsInt | typing.SupportsIndex = 1,
        minutes: typing.SupportsInt | typing.SupportsIndex = 60,
        format: str = "either",
        goals: collections.abc.Sequence[str] = [],
        state: str = "drafted",
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def from_day(self) -> datetime.date:
        """
        First day of working together.
        """
    @property
    def goals(self) -> list[str]: ...
    @property
    def meetings(self) -> int:
        """
        How many the two plan.
        """
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def minutes(self) -> int:
        """
        How long each takes.
        """
    @property
    def state(self) -> str:
        """
        By the life cycle of agreements.
        """
    @property
    def until(self) -> datetime.date:
        """
        Last day.
        """

class Meeting:
    """
    One meeting of a pair.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        mentee: str,
        mentor: str,
        on: datetime.date,
        minutes: typing.SupportsInt | typing.SupportsIndex = 60,
        format: str = "remote",
        state: str = "planned",
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def format(self) -> str: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def minutes(self) -> int: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def state(self) -> str:
        """
        By the life cycle of meetings.
        """

class MeetingCount:
    """
    The meetings of one pair by their state.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def cancelled(self) -> int: ...
    @property
    def held(self) -> int: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def missed(self) -> int: ...
    @property
    def planned(self) -> int: ...

class Attendance:
    """
    One person at one event of the timetable.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        reference: str,
        role: Role | typing.Literal["mentee", "mentor"],
        event: str,
        state: str = "invited",
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def event(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def state(self) -> str:
        """
        By the life cycle of attendance.
        """

class AttendanceCount:
    """
    The attendance of one event by its state.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def absent(self) -> int: ...
    @property
    def accepted(self) -> int: ...
    @property
    def attended(self) -> int: ...
    @property
    def event(self) -> str: ...
    @property
    def excused(self) -> int: ...
    @property
    def invited(self) -> int: ...

class SupervisionNote:
    """
    One session of supervision, with a text that only its supervisor reads.
    """
    def __init__(self, *, mentor: str, supervisor: str, on: datetime.date, text: str) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def on(self) -> datetime.date: ...
    @property
    def supervisor(self) -> str: ...

class SupervisorView:
    """
    What one supervisor may read.
    """
    def __init__(self, supervisor: str) -> None: ...
    def __repr__(self) -> str: ...
    def text(self, note: SupervisionNote) -> str:
        """
        The text of a note. Raises InvalidInput where the note is another supervisor's.
        """
    @property
    def supervisor(self) -> str: ...

class Disclosure(enum.Enum):
    """
    How much of a share may be published.
    """

    SHOWN = 0
    SUPPRESSED = 2
    TOO_FEW_TO_SAY = 1

class Share:
    """
    So many of so many.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        count: typing.SupportsInt | typing.SupportsIndex,
        of: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def disclosure(self) -> Disclosure: ...
    @property
    def of(self) -> int: ...
    @property
    def published(self) -> str:
        """
        The share as it may be published, with small numbers suppressed.
        """

class When(enum.Enum):
    """
    When questions were answered.
    """

    AFTER = 1
    BEFORE = 0

class EvaluationAnswers:
    """
    What one person answered at one time.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        reference: str,
        role: Role | typing.Literal["mentee", "mentor"],
        when: When | typing.Literal["before", "after"],
        marks: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex | None],
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def marks(self) -> list[int | None]:
        """
        In the order of the questions; None: left blank.
        """
    @property
    def reference(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def when(self) -> When: ...

class PairOutcome:
    """
    What became of one pair.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(
        self,
        *,
        mentee: str,
        mentor: str,
        state: str,
        is_started: bool = True,
        goals: typing.SupportsInt | typing.SupportsIndex = 0,
        goals_met: typing.SupportsInt | typing.SupportsIndex = 0,
        predicted: typing.SupportsInt | typing.SupportsIndex | None = None,
        mentee_fit: typing.SupportsInt | typing.SupportsIndex | None = None,
        mentor_fit: typing.SupportsInt | typing.SupportsIndex | None = None,
    ) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def goals(self) -> int: ...
    @property
    def goals_met(self) -> int: ...
    @property
    def is_started(self) -> bool:
        """
        Whether it ever was active.
        """
    @property
    def mentee(self) -> str: ...
    @property
    def mentee_fit(self) -> int | None:
        """
        1 to 5.
        """
    @property
    def mentor(self) -> str: ...
    @property
    def mentor_fit(self) -> int | None:
        """
        1 to 5.
        """
    @property
    def predicted(self) -> int | None:
        """
        Units of the pair's points, when it was made.
        """
    @property
    def state(self) -> str:
        """
        By the life cycle of pairs.
        """

class QuestionResult:
    """
    One question for one role, from who answered it both times.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def improved(self) -> Share:
        """
        Whose mark rose.
        """
    @property
    def mean_change_thousandths(self) -> int | None:
        """
        Of a mark; None from fewer than 10 people.
        """
    @property
    def question(self) -> str: ...
    @property
    def role(self) -> Role: ...

class FitRow:
    """
    Predicted beside reported fit of one pair. For the organiser: it names people.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def predicted(self) -> int:
        """
        Units of points.
        """
    @property
    def reported_halves(self) -> int:
        """
        The mean of both sides' marks in halves.
        """

class Evaluation:
    """
    What came of the pairs.
    """
    def __repr__(self) -> str: ...
    @property
    def completed(self) -> Share:
        """
        Of the pairs that started.
        """
    @property
    def fit_tau_thousandths(self) -> int | None:
        """
        Kendall's tau-b of predicted and reported fit; None from fewer than 10 pairs.
        """
    @property
    def fits(self) -> list[FitRow]:
        """
        By points, the most first.
        """
    @property
    def goals_met(self) -> Share:
        """
        Of the goals of these pairs.
        """
    @property
    def questions(self) -> list[QuestionResult]:
        """
        By question: mentees, then mentors.
        """

class PanelAgreement:
    """
    How far marks agree for one line of the rubric, or for the sum.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    @property
    def alpha_thousandths(self) -> int | None:
        """
        Krippendorff's alpha; None: nothing varies.
        """
    @property
    def forms(self) -> int:
        """
        Forms that two or more members marked.
        """
    @property
    def line(self) -> str:
        """
        Empty for the weighted sum.
        """
    @property
    def marks(self) -> int: ...

class Refusal:
    """
    A hard rule that forbids a pair.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def rule(self) -> str:
        """
        The rule's name: "veto".
        """
    @property
    def text(self) -> str:
        """
        A full sentence.
        """

class PartScore:
    """
    One criterion of one pair's score.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def answered(self) -> bool:
        """
        Whether it is no blank.
        """
    @property
    def id(self) -> str:
        """
        The criterion's.
        """
    @property
    def of(self) -> tuple[typing.Any, ...]:
        """
        What a mean is the mean of.
        """
    @property
    def points(self) -> float:
        """
        The points that it adds.
        """
    @property
    def share(self) -> int | None:
        """
        What it counts, 0 to 1000; None where a blank leaves.
        """
    @property
    def units(self) -> int:
        """
        Thousandths of a point that it adds.
        """
    @property
    def weight(self) -> int:
        """
        The criterion's.
        """

class PairScore:
    """
    What one pair is worth by each criterion, and why it is refused.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    def __str__(self) -> str: ...
    def part(self, id: str) -> PartScore:
        """
        One criterion of the score.
        """
    @property
    def coverage(self) -> int:
        """
        Thousandths of the weight that was answered.
        """
    @property
    def parts(self) -> tuple[typing.Any, ...]:
        """
        In the order of the criteria.
        """
    @property
    def points(self) -> float:
        """
        Points from 0 to 100.
        """
    @property
    def refusals(self) -> list[Refusal]:
        """
        Every hard rule that forbids the pair.
        """
    @property
    def units(self) -> int:
        """
        Thousandths of a point, 0 to 100000.
        """

class ScoreTable:
    """
    The scores of all pairs, mentees by mentors.
    """
    def allowed(self) -> numpy.typing.NDArray[numpy.bool]:
        """
        Whether no hard rule forbids the pair.
        """
    def at(
        self,
        mentee: typing.SupportsInt | typing.SupportsIndex,
        mentor: typing.SupportsInt | typing.SupportsIndex,
    ) -> PairScore: ...
    def coverage(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        Thousandths of the weight that was answered.
        """
    @typing.overload
    def shares(
        self, part: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.int32]:
        """
        What one criterion counts, by its place; -1 where a blank leaves.
        """
    @typing.overload
    def shares(self, part: str) -> numpy.typing.NDArray[numpy.int32]:
        """
        The same by its id.
        """
    def units(self) -> numpy.typing.NDArray[numpy.int64]:
        """
        Thousandths of a point, of refused pairs too.
        """
    @property
    def mentees(self) -> int: ...
    @property
    def mentors(self) -> int: ...
    @property
    def parts(self) -> tuple[typing.Any, ...]:
        """
        The ids of the criteria, in order.
        """

class PartInWords:
    """
    What both sides of a pair answered to one criterion, for people.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def mentee(self) -> str:
        """
        What the mentee answered; empty where that is blank.
        """
    @property
    def mentor(self) -> str:
        """
        What the mentor answered.
        """
    @property
    def of(self) -> list[PartInWords]: ...
    @property
    def score(self) -> PartScore: ...
    @property
    def sentence(self) -> str: ...
    @property
    def words(self) -> str:
        """
        The criterion's.
        """

class Answers:
    """
    What the people of one role answered, a column for each question.
    """
    def __getstate__(self) -> tuple[typing.Any, ...]: ...
    def __len__(self) -> int: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None: ...
    @property
    def questions(self) -> list[str]: ...
    @property
    def references(self) -> list[str]: ...
    @property
    def role(self) -> Role: ...

class Scorer:
    """
    Scores pairs of the people of two Answers.
    """
    def __init__(
        self,
        questions: collections.abc.Sequence[Question],
        criteria: collections.abc.Sequence[Criterion],
        mentees: Answers,
        mentors: Answers,
        *,
        pair_rules: collections.abc.Sequence[PairRule] = [],
        own: collections.abc.Sequence[
            tuple[
                str,
                str,
                typing.Annotated[numpy.typing.ArrayLike, numpy.int16],
                typing.SupportsInt | typing.SupportsIndex,
                Blank | typing.Literal["neutral", "leaves", "zero"],
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ] = [],
        locations: collections.abc.Sequence[Location] = [],
        travel_times: collections.abc.Sequence[TravelTime] = [],
        pairing: PairRules | None = None,
        most_access_cost: typing.SupportsInt | typing.SupportsIndex = -1,
        currency: str = "GBP",
        references_are_people: bool = False,
    ) -> None: ...
    def __repr__(self) -> str: ...
    def answers(self, role: Role | typing.Literal["mentee", "mentor"]) -> Answers: ...
    def coverage(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        Thousandths of the weight that was answered, of all pairs.
        """
    def explain(
        self,
        mentee: typing.SupportsInt | typing.SupportsIndex,
        mentor: typing.SupportsInt | typing.SupportsIndex,
    ) -> list[PartInWords]: ...
    def pair(
        self,
        mentee: typing.SupportsInt | typing.SupportsIndex,
        mentor: typing.SupportsInt | typing.SupportsIndex,
    ) -> PairScore: ...
    def points(
        self,
        first_mentee: typing.SupportsInt | typing.SupportsIndex,
        mentees: typing.SupportsInt | typing.SupportsIndex,
        first_mentor: typing.SupportsInt | typing.SupportsIndex,
        mentors: typing.SupportsInt | typing.SupportsIndex,
    ) -> numpy.typing.NDArray[numpy.int32]:
        """
        Thousandths of points of a block; ~units, which is negative, where a pair is refused.
        """
    def shares(
        self, part: typing.SupportsInt | typing.SupportsIndex
    ) -> numpy.typing.NDArray[numpy.int32]:
        """
        What one criterion counts in all pairs, by its place; -1 where a blank leaves.
        """
    def table(
        self,
        progress: collections.abc.Callable[[str, int, int], typing.Any] | None = None,
        time_limit: typing.SupportsFloat | typing.SupportsIndex | None = None,
        threads: typing.SupportsInt | typing.SupportsIndex = 1,
    ) -> numpy.typing.NDArray[numpy.int32]:
        """
        The points of all pairs, as points() gives them.
        """
    @property
    def mentees(self) -> int: ...
    @property
    def mentors(self) -> int: ...
    @property
    def parts(self) -> list[str]:
        """
        The ids of the criteria, in order.
        """

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
        scale: typing.SupportsInt | typing.SupportsIndex | None,
        mentee_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentor_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        forbidden: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        locked: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        mentee_groups: collections.abc.Sequence[
            tuple[
                str,
                typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
        mentor_groups: collections.abc.Sequence[
            tuple[
                str,
                typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
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
        The admissible pairs (k x 2) and their units.
        """
    def units_of(
        self, pairs: typing.Annotated[numpy.typing.ArrayLike, numpy.int64]
    ) -> numpy.typing.NDArray[numpy.int64]:
        """
        The units of each pair (k x 2); FORBIDDEN for a forbidden one.
        """
    def units_of_real(
        self, number: typing.SupportsFloat | typing.SupportsIndex, is_float32: bool
    ) -> tuple[int, bool] | None:
        """
        The units of a number as one of a table's, and whether they are it without an error.
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
    def rounding(self) -> float: ...
    @property
    def scale(self) -> int: ...

class StageRow:
    """
    What a stage of an objective is called, and what people read of it.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def has_profile(self) -> bool: ...
    @property
    def in_points(self) -> bool:
        """
        Whether its value is in units of points.
        """
    @property
    def is_of_programmes(self) -> bool:
        """
        Whether a programme may name it.
        """
    @property
    def name(self) -> str: ...
    @property
    def parameter(self) -> str | None:
        """
        What it must be told: "points", "pairs", "seed" or None.
        """
    @property
    def reached(self) -> tuple[str, str]:
        """
        Words around its value 1, and around any other: # is the value, @ the parameter.
        """
    @property
    def title(self) -> str:
        """
        What it asks for, in a few words.
        """

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

class LevelStep:
    def __init__(
        self,
        *,
        first: typing.SupportsInt | typing.SupportsIndex,
        last: typing.SupportsInt | typing.SupportsIndex,
        prices: Prices,
    ) -> None: ...
    @property
    def first(self) -> int: ...
    @property
    def last(self) -> int: ...
    @property
    def prices(self) -> Prices: ...

class StageResult:
    def __init__(
        self,
        *,
        stage: tuple[str, typing.Any],
        value: typing.SupportsInt | typing.SupportsIndex | None,
        prices: Prices,
        profile: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        steps: collections.abc.Sequence[LevelStep],
        lost: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    ) -> None: ...
    @property
    def lost(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def name(self) -> str: ...
    @property
    def parameter(self) -> typing.Any: ...
    @property
    def prices(self) -> Prices: ...
    @property
    def profile(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def steps(self) -> list[LevelStep]: ...
    @property
    def value(self) -> int | None: ...

class Infeasibility:
    def __init__(
        self,
        *,
        reason: str,
        prices: Prices,
        asked: collections.abc.Sequence[
            tuple[
                str,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
        limits: collections.abc.Sequence[
            tuple[
                str,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
                typing.SupportsInt | typing.SupportsIndex,
            ]
        ],
        open_pairs: typing.SupportsInt | typing.SupportsIndex,
    ) -> None: ...
    @property
    def asked(self) -> list[tuple[str, int, int, int]]: ...
    @property
    def limits(self) -> list[tuple[str, int, int, int]]: ...
    @property
    def open_pairs(self) -> int: ...
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
    def detail(self) -> str: ...
    @property
    def infeasibility(self) -> Infeasibility | None: ...
    @property
    def losing_mentees(self) -> list[int]: ...
    @property
    def losing_mentors(self) -> list[int]: ...
    @property
    def pairs(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def stage(self) -> int | None: ...
    @property
    def text(self) -> str: ...
    @property
    def why(self) -> Unmatched: ...

class AllUnmatched:
    @property
    def mentees(self) -> list[tuple[int, WhyUnmatched]]: ...
    @property
    def mentors(self) -> list[tuple[int, WhyUnmatched]]: ...

class Receipts:
    def failures(
        self,
        side: typing.SupportsInt | typing.SupportsIndex,
        person: typing.SupportsInt | typing.SupportsIndex,
    ) -> list[str]: ...
    def json(
        self,
        side: typing.SupportsInt | typing.SupportsIndex,
        person: typing.SupportsInt | typing.SupportsIndex,
    ) -> str: ...
    @property
    def digest(self) -> str: ...

class NotPaired(enum.Enum):
    """
    Why two people are no pair.
    """

    AGAINST_RULES = 2
    FORBIDDEN = 0
    NO_CAPACITY = 1
    WORSE_OVERALL = 3

class StageChange:
    @property
    def after(self) -> int | None: ...
    @property
    def before(self) -> int | None: ...
    @property
    def profile_after(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def profile_before(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def worse_by(self) -> int: ...

class Consequences:
    @property
    def chain(self) -> list[tuple[int, int, bool, int]]: ...
    @property
    def cost(self) -> int: ...
    @property
    def mentees(self) -> list[tuple[int, int, int]]: ...
    @property
    def mentors(self) -> list[tuple[int, int, int]]: ...
    @property
    def pairs(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def stage(self) -> int | None: ...
    @property
    def stages(self) -> list[StageChange]: ...
    @property
    def units(self) -> int: ...

class WhyNot:
    @property
    def consequences(self) -> Consequences | None: ...
    @property
    def detail(self) -> str: ...
    @property
    def infeasibility(self) -> Infeasibility | None: ...
    @property
    def text(self) -> str: ...
    @property
    def why(self) -> NotPaired: ...

class PartnerRank:
    """
    How a pair compares with all that the rules allow for one of the two.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __repr__(self) -> str: ...
    @property
    def allowed(self) -> int:
        """
        Partners that the rules would allow, this one too.
        """
    @property
    def better(self) -> int:
        """
        Of these, with more points.
        """
    @property
    def rank(self) -> int:
        """
        1 more than the number of different points above its own.
        """
    @property
    def tied(self) -> int:
        """
        Others with as many points.
        """

class PairExplanation:
    @property
    def consequences(self) -> Consequences | None: ...
    @property
    def detail(self) -> str: ...
    @property
    def infeasibility(self) -> Infeasibility | None: ...
    @property
    def is_locked(self) -> bool: ...
    @property
    def of_mentee(self) -> PartnerRank: ...
    @property
    def of_mentor(self) -> PartnerRank: ...
    @property
    def text(self) -> str: ...
    @property
    def units(self) -> int: ...

class AllExplained:
    @property
    def pairs(self) -> list[PairExplanation]: ...
    @property
    def unmatched(self) -> AllUnmatched: ...

class Alternate:
    @property
    def consequences(self) -> Consequences: ...
    @property
    def detail(self) -> str: ...
    @property
    def matching(self) -> Matching: ...
    @property
    def text(self) -> str: ...

class Alternates:
    def __init__(
        self,
        problem: typing.Any,
        matching: typing.Any,
        names: tuple[
            collections.abc.Sequence[str],
            collections.abc.Sequence[str],
            collections.abc.Sequence[str],
            collections.abc.Sequence[str],
        ],
        progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
        time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
    ) -> None: ...
    def next(
        self,
        progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
        time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
    ) -> Alternate: ...

class AlternatePartner:
    @property
    def consequences(self) -> Consequences: ...
    @property
    def detail(self) -> str: ...
    @property
    def mentee(self) -> int: ...
    @property
    def mentor(self) -> int: ...
    @property
    def text(self) -> str: ...

class CommonCore:
    @property
    def always(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def is_counted(self) -> bool: ...
    @property
    def matchings(self) -> int: ...
    @property
    def sometimes(self) -> numpy.typing.NDArray[numpy.int64]: ...

class RuleChangeKind(enum.Enum):
    """
    What becomes of a rule.
    """

    FLOOR_LOWERED = 2
    LEAST_LOWERED = 4
    MOST_RAISED = 0
    PAIR_ADMITTED = 1
    PAIR_UNLOCKED = 3

class Twos(enum.Enum):
    """
    When changes are tried in twos.
    """

    ALWAYS = 1
    NEVER = 2
    WHERE_NEEDED = 0

class RuleChange:
    @property
    def after(self) -> int: ...
    @property
    def before(self) -> int: ...
    @property
    def kind(self) -> RuleChangeKind: ...
    @property
    def subject(self) -> tuple[str, list[int]]: ...

class Remedy:
    @property
    def changes(self) -> list[RuleChange]: ...
    @property
    def consequences(self) -> Consequences: ...
    @property
    def detail(self) -> str: ...
    @property
    def pairs(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def text(self) -> str: ...

class PersonRemedies:
    @property
    def found(self) -> int: ...
    @property
    def is_cut(self) -> bool: ...
    @property
    def is_tied(self) -> bool: ...
    @property
    def person(self) -> tuple[int, int]: ...
    @property
    def remedies(self) -> list[Remedy]: ...
    @property
    def text(self) -> str: ...

class Relaxation:
    @property
    def changes(self) -> list[RuleChange]: ...
    @property
    def is_smallest(self) -> bool: ...
    @property
    def text(self) -> str: ...
    @property
    def units(self) -> int: ...

class Treatment:
    @property
    def people(self) -> list[PersonRemedies]: ...
    @property
    def relaxation(self) -> Relaxation | None: ...

class Worth:
    @property
    def change(self) -> RuleChange: ...
    @property
    def consequences(self) -> Consequences: ...
    @property
    def detail(self) -> str: ...
    @property
    def text(self) -> str: ...

class ProblemChange:
    @staticmethod
    def arrival(
        side: typing.SupportsInt | typing.SupportsIndex,
        units: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
        least: typing.SupportsInt | typing.SupportsIndex,
        most: typing.SupportsInt | typing.SupportsIndex,
        groups: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        key: typing.SupportsInt | typing.SupportsIndex | None,
    ) -> ProblemChange: ...
    @staticmethod
    def new_range(
        side: typing.SupportsInt | typing.SupportsIndex,
        is_group: bool,
        whose: typing.SupportsInt | typing.SupportsIndex,
        least: typing.SupportsInt | typing.SupportsIndex,
        most: typing.SupportsInt | typing.SupportsIndex,
    ) -> ProblemChange: ...
    @staticmethod
    def veto(
        mentee: typing.SupportsInt | typing.SupportsIndex,
        mentor: typing.SupportsInt | typing.SupportsIndex,
    ) -> ProblemChange: ...
    @staticmethod
    def withdrawal(
        side: typing.SupportsInt | typing.SupportsIndex,
        person: typing.SupportsInt | typing.SupportsIndex,
    ) -> ProblemChange: ...

class Repair:
    @property
    def begun(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def gone(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def is_from_proof(self) -> bool: ...
    @property
    def kept(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def matching(self) -> Matching: ...
    @property
    def moved(self) -> numpy.typing.NDArray[numpy.int64]: ...

class RepairSession:
    def __init__(
        self,
        problem: Problem,
        matching: Matching,
        objective: collections.abc.Sequence[tuple[str, typing.Any]],
        digest: bool,
        progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
        time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
    ) -> None: ...
    def matching(self) -> Matching:
        """
        What was found last, with its digest.
        """
    def repair(
        self,
        changes: collections.abc.Sequence[ProblemChange],
        progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
        time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
    ) -> Repair: ...
    @property
    def forbidden(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def locked(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def made(self) -> int:
        """
        How many lists of changes were made.
        """
    @property
    def mentee_capacity(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentee_groups(self) -> list[tuple[str, list[int], int, int]]: ...
    @property
    def mentor_capacity(self) -> numpy.typing.NDArray[numpy.int64]: ...
    @property
    def mentor_groups(self) -> list[tuple[str, list[int], int, int]]: ...

class PairSource:
    """
    Points of pairs that are worked out when they are asked for.
    """

    MOST_UNITS: typing.ClassVar[int] = 268435456
    REFUSED: typing.ClassVar[int] = -2147483648
    def digest(self) -> str: ...
    def units(
        self,
        first_mentee: typing.SupportsInt | typing.SupportsIndex,
        mentees: typing.SupportsInt | typing.SupportsIndex,
        first_mentor: typing.SupportsInt | typing.SupportsIndex,
        mentors: typing.SupportsInt | typing.SupportsIndex,
    ) -> numpy.typing.NDArray[numpy.int32]:
        """
        The units of a block; REFUSED where a pair may not be.
        """
    @property
    def mentees(self) -> int: ...
    @property
    def mentors(self) -> int: ...
    @property
    def scale(self) -> int: ...

class PersonBlocks:
    """
    Into which blocks people fall, by numbers for each person.
    """
    def __init__(
        self,
        mentee: collections.abc.Sequence[
            collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
        ],
        mentor: collections.abc.Sequence[
            collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
        ],
    ) -> None: ...
    @property
    def mentee(self) -> list[list[int]]: ...
    @property
    def mentor(self) -> list[list[int]]: ...

class OnDemandMatching:
    """
    A matching with what was read for it.
    """
    @property
    def covers_all(self) -> bool: ...
    @property
    def ended(self) -> Status | None: ...
    @property
    def kept(self) -> bytes: ...
    @property
    def listed(self) -> Problem: ...
    @property
    def matching(self) -> Matching: ...
    @property
    def passes(self) -> list[tuple[int, int, int, int]]: ...

class Unscheduled:
    """
    Somebody who got no sitting.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(self, *, person: str, reason: str) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def reason(self) -> str:
        """
        A full sentence.
        """

class Schedule:
    """
    Who got which sitting, who got none and why.
    """
    @property
    def appointments(self) -> list[Appointment]: ...
    @property
    def loads(self) -> list[tuple[str, int]]: ...
    @property
    def matching(self) -> Matching: ...
    @property
    def moved(self) -> int: ...
    @property
    def problem(self) -> Problem: ...
    @property
    def unscheduled(self) -> list[Unscheduled]: ...

class PairRecord:
    """
    A pair of an earlier matching, and the state that it has reached.
    """
    def __eq__(self, arg0: object) -> bool: ...
    def __init__(self, *, mentee: str, mentor: str, state: str) -> None: ...
    def __repr__(self) -> str: ...
    @property
    def mentee(self) -> str: ...
    @property
    def mentor(self) -> str: ...
    @property
    def state(self) -> str: ...

def add_entry(
    programme: Programme, ledger: collections.abc.Sequence[LedgerEntry], entry: LedgerEntry
) -> list[LedgerEntry]:
    """
    The ledger with one entry more. Raises InvalidInput where it cannot be; overspending names what is available.

    >>> from datetime import date
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> programme = pw.Programme.read(files("pairwell") / "data" / "pilot.toml")
    >>> entry = pw.LedgerEntry(
    ...     fund="travel", kind="commit", pence=12500, grant="G1", on=date(2017, 6, 1), by="PB"
    ... )
    >>> pw.balances(programme, pw.add_entry(programme, [], entry))[0]
    <FundBalance: travel, 367500 of 380000 available>
    """

def alternate_partners(
    problem: Problem,
    matching: Matching,
    side: typing.SupportsInt | typing.SupportsIndex,
    person: typing.SupportsInt | typing.SupportsIndex,
    most: typing.SupportsInt | typing.SupportsIndex,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> list[AlternatePartner]: ...
def answers(
    role: Role | typing.Literal["mentee", "mentor"],
    references: collections.abc.Sequence[str],
    questions: collections.abc.Sequence[Question],
    columns: dict[typing.Any, typing.Any],
    *,
    decimal: str = ".",
    dates: DateOrder | typing.Literal["iso", "day_first", "month_first"] = ...,
    zone: str = "UTC",
    language: str = "en",
) -> tuple[Answers, list[Finding]]:
    """
    Answers from columns by the ids of questions, with what is wrong with their cells. A column is a list of texts, None or lists of texts, or an array: int64 in units, days or seconds (the least number is a blank), float64 (NaN is a blank), a table of int8 for vectors.
    """

def assign_batch(
    tables: numpy.typing.NDArray[typing.Any],
    *,
    maximise: bool,
    prices: bool,
    threads: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[typing.Any, ...]: ...
def assign_batch_of(
    tables: collections.abc.Sequence[numpy.typing.NDArray[typing.Any]],
    *,
    maximise: bool,
    prices: bool,
    threads: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[typing.Any, ...]: ...
def assign_rows(
    columns: typing.SupportsInt | typing.SupportsIndex,
    row_start: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    column: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    cost: numpy.typing.NDArray[typing.Any],
    *,
    maximise: bool,
    prices: bool,
    threads: typing.SupportsInt | typing.SupportsIndex = 1,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[typing.Any, ...]: ...
def assign_table(
    costs: numpy.typing.NDArray[typing.Any],
    *,
    maximise: bool,
    threads: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[typing.Any, ...]: ...
def assignment_failures(
    costs: tuple[typing.Any, ...],
    maximise: bool,
    status: Status,
    column_of_row: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    row_prices: numpy.typing.NDArray[typing.Any],
    column_prices: numpy.typing.NDArray[typing.Any],
    unassignable: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
) -> list[str]: ...
def assignment_gap(
    costs: tuple[typing.Any, ...],
    maximise: bool,
    status: Status,
    column_of_row: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    row_prices: numpy.typing.NDArray[typing.Any],
    column_prices: numpy.typing.NDArray[typing.Any],
    unassignable: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
) -> float: ...
def attendance_counts(
    programme: Programme, attendance: collections.abc.Sequence[Attendance]
) -> list[AttendanceCount]:
    """
    Attendance by event and state.
    """

def balances(
    programme: Programme, ledger: collections.abc.Sequence[LedgerEntry]
) -> list[FundBalance]:
    """
    The balance of each fund of the programme, in its order.
    """

def blocks_by_questions(
    source: PairSource, questions: collections.abc.Sequence[tuple[str, str]]
) -> PersonBlocks:
    """
    Blocks of people who gave a term in common, by any of some pairs of questions.
    """

def called_pairs(
    function: collections.abc.Callable[
        [int, int, numpy.typing.NDArray[numpy.int64]],
        typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    ],
    mentees: typing.SupportsInt | typing.SupportsIndex,
    mentors: typing.SupportsInt | typing.SupportsIndex,
    scale: typing.SupportsInt | typing.SupportsIndex,
    digest: str,
    marks: tuple[
        str,
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    ]
    | None = None,
) -> PairSource: ...
def capacitated_instance(
    *,
    mentees: typing.SupportsInt | typing.SupportsIndex,
    mentors: typing.SupportsInt | typing.SupportsIndex,
    degree: typing.SupportsInt | typing.SupportsIndex,
    nations: typing.SupportsInt | typing.SupportsIndex,
    regions: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, numpy.typing.NDArray[numpy.int64]]:
    """
    The problem of a capacitated instance, and the pairs that were planted.
    """

def check_agreements(
    programme: Programme, agreements: collections.abc.Sequence[Agreement]
) -> list[Finding]:
    """
    Every fault of the agreements.
    """

def check_attendance(
    programme: Programme, attendance: collections.abc.Sequence[Attendance]
) -> list[Finding]:
    """
    Every fault of the attendance.
    """

def check_conflicts(
    scores: collections.abc.Sequence[PanelScore], conflicts: collections.abc.Sequence[PanelConflict]
) -> list[Finding]:
    """
    Every score that a member gave in spite of a conflict.
    """

def check_criteria(
    criteria: collections.abc.Sequence[Criterion], questions: collections.abc.Sequence[Question]
) -> list[Finding]:
    """
    What is wrong with criteria, by their keys.
    """

def check_forms(
    mentees: collections.abc.Sequence[MenteeForm], mentors: collections.abc.Sequence[MentorForm]
) -> list[Finding]: ...
def check_ledger(
    programme: Programme, ledger: collections.abc.Sequence[LedgerEntry]
) -> list[Finding]:
    """
    Every fault of a ledger, with the entry's number as row.
    """

def check_meetings(
    agreements: collections.abc.Sequence[Agreement], meetings: collections.abc.Sequence[Meeting]
) -> list[Finding]:
    """
    Every fault of the meetings.
    """

def check_objective(
    problem: Problem, objective: collections.abc.Sequence[tuple[str, typing.Any]]
) -> list[Finding]: ...
def check_pair_rules(
    rules: collections.abc.Sequence[PairRule], questions: collections.abc.Sequence[Question]
) -> list[Finding]:
    """
    What is wrong with rules of pairs, by their keys.
    """

def check_panel(
    scores: collections.abc.Sequence[PanelScore],
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
) -> list[Finding]: ...
def check_schedule(
    requests: collections.abc.Sequence[ScheduleRequest],
    hosts: collections.abc.Sequence[ScheduleHost],
    rules: ScheduleRules,
    fixed: collections.abc.Sequence[Appointment] = [],
    taken: collections.abc.Sequence[Taken] = [],
) -> list[Finding]:
    """
    Every fault of what a schedule is made from.
    """

def check_supervision(
    programme: Programme, notes: collections.abc.Sequence[SupervisionNote]
) -> list[Finding]:
    """
    Every fault of the notes; no finding quotes a text.
    """

def common_core(
    problem: Problem,
    matching: Matching,
    most: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> CommonCore: ...
def compare_pairs(
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
    records: collections.abc.Sequence[PairRecord],
    problem: Problem,
    matching: Matching,
) -> tuple[list[PairRecord], list[PairRecord], list[PairRecord]]: ...
def composed(text: str) -> str:
    """
    The composed form of a text (NFC).
    """

def criteria_to_toml(
    criteria: collections.abc.Sequence[Criterion],
    questions: collections.abc.Sequence[Question],
    comments: collections.abc.Mapping[str, str] = {},
) -> str:
    """
    Their tables in a programme's file.
    """

def deadline(timetable: Timetable) -> Event:
    """
    The one event of kind deadline.
    """

@typing.overload
def decide(
    programme: Programme,
    forms: collections.abc.Sequence[MenteeForm],
    graces: collections.abc.Sequence[Grace] = [],
) -> list[Decision]: ...
@typing.overload
def decide(
    programme: Programme,
    forms: collections.abc.Sequence[MentorForm],
    graces: collections.abc.Sequence[Grace] = [],
) -> list[Decision]: ...
def decimals_of(currency: str) -> int:
    """
    How many decimals an amount of a currency has.
    """

def default_objective(
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> list[tuple[str, typing.Any]]: ...
def dense_classes() -> list[str]:
    """
    The names of the classes of dense instances.
    """

def dense_instance(
    kind: str,
    *,
    rows: typing.SupportsInt | typing.SupportsIndex,
    columns: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> numpy.typing.NDArray[typing.Any]:
    """
    The costs of a dense instance.
    """

def diagram(
    cycle: LifeCycle | typing.Literal["application", "pair", "agreement", "meeting", "attendance"],
) -> str:
    """
    The life cycle as a state diagram in the language of Mermaid.
    """

def doctor(
    problem: Problem,
    matching: Matching,
    mentees: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    mentors: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    most: typing.SupportsInt | typing.SupportsIndex,
    twos: Twos,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> Treatment: ...
def evaluate(
    answers: collections.abc.Sequence[EvaluationAnswers],
    outcomes: collections.abc.Sequence[PairOutcome],
    programme: Programme | None = None,
) -> Evaluation:
    """
    Evaluates a programme, by its own questions where it is given.
    """

def evaluation_questions(programme: Programme | None = None) -> list[tuple[str, str]]:
    """
    Ids and sentences of the questions that both roles answer before and after, from 1 to 5: those of a programme, or the standard ones.
    """

def exact_interval(
    count: typing.SupportsInt | typing.SupportsIndex,
    of: typing.SupportsInt | typing.SupportsIndex,
    confidence: typing.SupportsFloat | typing.SupportsIndex = 0.95,
) -> tuple[float, float]:
    """
    The exact interval of Clopper and Pearson for a share.

    >>> import pairwell as pw
    >>> [round(end, 3) for end in pw.exact_interval(9, 12)]
    [0.428, 0.945]
    """

def explain(
    problem: Problem,
    matching: Matching,
    mentee: typing.SupportsInt | typing.SupportsIndex,
    mentor: typing.SupportsInt | typing.SupportsIndex,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> PairExplanation: ...
def explain_all(
    problem: Problem,
    matching: Matching,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> AllExplained: ...
def firmness(
    problem: Problem,
    matching: Matching,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> list[int | None]: ...
def fit_items() -> list[str]:
    """
    The statements of the standard questions fit_1 to fit_6.
    """

def fold(text: str) -> str:
    """
    What a text is compared by: without case, the form of its letters, what cannot be seen, and outer blanks.
    """

def form_columns(role: Role) -> list[str]:
    """
    The columns of the standard questions of a role.
    """

def has_errors(findings: collections.abc.Sequence[Finding]) -> bool:
    """
    Whether any finding is an error.
    """

def impartial_culture(
    *,
    voters: typing.SupportsInt | typing.SupportsIndex,
    alternatives: typing.SupportsInt | typing.SupportsIndex,
    length: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, ...]:
    """
    Random orders, as read_preferences gives them.
    """

@typing.overload
def in_words(date: datetime.date) -> str: ...
@typing.overload
def in_words(month: Month) -> str: ...
@typing.overload
def in_words(time: datetime.datetime) -> str: ...
@typing.overload
def in_words(timetable: Timetable, event: Event) -> str:
    """
    An event's dates for people.
    """

def interval(
    zone: str, start: datetime.datetime, end: datetime.datetime, when_unclear: WhenUnclear = ...
) -> tuple[datetime.datetime, datetime.datetime]:
    """
    A stretch of time between two wall-clock readings of a zone, as instants.

    >>> from datetime import datetime
    >>> import pairwell as pw
    >>> start, end = pw.interval("Europe/London", datetime(2017, 5, 3, 9), datetime(2017, 5, 3, 12))
    >>> start.isoformat(), end.isoformat()
    ('2017-05-03T08:00:00+00:00', '2017-05-03T11:00:00+00:00')
    """

def linear_sum_assignment(cost_matrix: typing.Any, maximize: typing.Any) -> typing.Any: ...
def lottery_key(text: str) -> int:
    """
    The key that the lottery draws on for a text.
    """

def make_changes(problem: Problem, changes: collections.abc.Sequence[ProblemChange]) -> Problem:
    """
    A copy of the problem with them made.
    """

def make_move(
    cycle: LifeCycle | typing.Literal["application", "pair", "agreement", "meeting", "attendance"],
    state: str,
    move: str,
    *,
    by: str = "",
    reason: str = "",
) -> Move:
    """
    The row of the table that allows a move; its `to` is the new state. Raises InvalidInput with the legal moves.

    >>> import pairwell as pw
    >>> pw.make_move("application", "eligible", "shortlist", by="the panel").to
    'shortlisted'
    """

def make_objective(programme: Programme) -> list[tuple[str, typing.Any]]: ...
def make_problem(
    programme: Programme,
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
    scores: ScoreTable,
    kept: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex] = [],
    open: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex] = [],
) -> Problem: ...
def make_rematch(
    programme: Programme,
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
    scores: ScoreTable,
    records: collections.abc.Sequence[PairRecord],
) -> tuple[Problem, list[tuple[str, typing.Any]], list[PairRecord]]: ...
def make_schedule(
    requests: collections.abc.Sequence[ScheduleRequest],
    hosts: collections.abc.Sequence[ScheduleHost],
    rules: ScheduleRules,
    fixed: collections.abc.Sequence[Appointment],
    previous: collections.abc.Sequence[Appointment],
    taken: collections.abc.Sequence[Taken],
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> Schedule: ...
def mallows_culture(
    *,
    voters: typing.SupportsInt | typing.SupportsIndex,
    alternatives: typing.SupportsInt | typing.SupportsIndex,
    length: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    norm_phi: typing.SupportsInt | typing.SupportsIndex,
    centre: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
) -> tuple[typing.Any, ...]:
    """
    Orders about a centre, as read_preferences gives them.
    """

def mallows_phi(
    *,
    alternatives: typing.SupportsInt | typing.SupportsIndex,
    norm_phi: typing.SupportsInt | typing.SupportsIndex,
) -> int:
    """
    The dispersion, in multiples of 2^-32, that a normalised one in millionths stands for.
    """

def match(
    problem: Problem,
    *,
    objective: collections.abc.Sequence[tuple[str, typing.Any]],
    certificate: bool,
    warm_start: Matching | None,
    threads: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> Matching: ...
def match_on_demand(
    source: PairSource,
    rules: Problem,
    *,
    objective: collections.abc.Sequence[tuple[str, typing.Any]],
    list_length: typing.SupportsInt | typing.SupportsIndex,
    threads: typing.SupportsInt | typing.SupportsIndex,
    most_passes: typing.SupportsInt | typing.SupportsIndex,
    memory_limit: typing.SupportsInt | typing.SupportsIndex,
    read: collections.abc.Callable[[bytes, list[bytes]], list[bytes]] | None = None,
    parts: typing.SupportsInt | typing.SupportsIndex = 1,
    begin_from: tuple[
        Matching,
        Problem,
        bytes,
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
        collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    ]
    | None = None,
    blocks: PersonBlocks | None = None,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None = None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None = None,
) -> OnDemandMatching: ...
def may_attend(event: Event, role: Role | typing.Literal["mentee", "mentor"]) -> bool:
    """
    Whether people of a role may attend an event.
    """

def meeting_counts(meetings: collections.abc.Sequence[Meeting]) -> list[MeetingCount]:
    """
    Meetings by pair and state.
    """

def money_in_words(pence: typing.SupportsInt | typing.SupportsIndex, currency: str = "GBP") -> str:
    """
    An amount in the smallest part of a currency, with the currency's name.

    >>> import pairwell as pw
    >>> pw.money_in_words(125000)
    'GBP 1250.00'
    >>> pw.money_in_words(125000, "JPY")
    'JPY 125000'
    """

def monitoring_columns() -> list[str]:
    """
    The columns that a table of forms may not have.
    """

def moves(
    cycle: LifeCycle | typing.Literal["application", "pair", "agreement", "meeting", "attendance"],
) -> list[Move]:
    """
    All legal moves of a life cycle, by the state that they leave.
    """

def moves_from(
    cycle: LifeCycle | typing.Literal["application", "pair", "agreement", "meeting", "attendance"],
    state: str,
) -> list[Move]:
    """
    The legal moves out of a state; none where it is final.

    >>> import pairwell as pw
    >>> [move.name for move in pw.moves_from("application", "shortlisted")]
    ['interview', 'accept', 'reserve', 'not_select', 'withdraw']
    """

def pair_prices(
    problem: Problem,
    matching: Matching,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int64],
]: ...
def pair_rises(
    problem: Problem,
    matching: Matching,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> tuple[
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int64],
]: ...
def pair_rules_to_toml(
    rules: collections.abc.Sequence[PairRule],
    questions: collections.abc.Sequence[Question],
    comments: collections.abc.Mapping[str, str] = {},
) -> str:
    """
    Their tables in a programme's file.
    """

def panel_agreement(
    programme: Programme, scores: collections.abc.Sequence[PanelScore]
) -> list[PanelAgreement]:
    """
    Krippendorff's alpha for the weighted sum and for each line.
    """

def parse_date(text: str) -> datetime.date: ...
def parse_event_date(text: str) -> EventDay | Month:
    """
    A day or a month as people write it.
    """

def parse_instant(text: str) -> datetime.datetime: ...
def parse_local_time(text: str) -> datetime.datetime: ...
def parse_month(text: str) -> Month: ...
def parse_weekday(text: str) -> Weekday: ...
def people_answers(answers: Answers, question: str) -> list[list[str]]:
    """
    Whom people named in answer to a question, in order; nobody for a blank.
    """

def points_text(
    units: typing.SupportsInt | typing.SupportsIndex,
    scale: typing.SupportsInt | typing.SupportsIndex = 1000,
) -> str:
    """
    Writes points in decimals, exactly where it can.
    """

def previous_pairs(
    before: Problem, matching: Matching, problem: Problem
) -> tuple[numpy.typing.NDArray[numpy.int64], numpy.typing.NDArray[numpy.int64]]: ...
def problem_of_preferences(
    *,
    has_categories: bool,
    alternatives: typing.SupportsInt | typing.SupportsIndex,
    categories: typing.SupportsInt | typing.SupportsIndex,
    orders: collections.abc.Sequence[
        tuple[
            typing.SupportsInt | typing.SupportsIndex,
            collections.abc.Sequence[
                collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
            ],
        ]
    ],
    points: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
    voter_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    alternative_capacity: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    groups: collections.abc.Sequence[
        tuple[
            str,
            typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
            typing.SupportsInt | typing.SupportsIndex,
            typing.SupportsInt | typing.SupportsIndex,
        ]
    ],
) -> Problem:
    """
    The problem of some preferences.
    """

def problem_of_sparse_instance(
    *,
    rows: typing.SupportsInt | typing.SupportsIndex,
    columns: typing.SupportsInt | typing.SupportsIndex,
    row_start: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    column: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    cost: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
) -> Problem:
    """
    The problem of a sparse instance.
    """

def programme_to_toml(
    programme: Programme, comments: collections.abc.Mapping[str, str] = {}
) -> str:
    """
    A text that reads back as this programme.
    """

def questions_to_toml(
    questions: collections.abc.Sequence[Question], comments: collections.abc.Mapping[str, str] = {}
) -> str:
    """
    Their tables in a programme's file.
    """

def read_applications(
    programme: Programme,
    tables: collections.abc.Sequence[tuple[str, Table]],
    known: collections.abc.Sequence[KnownApplicant] = [],
) -> tuple[
    list[MenteeForm], list[MentorForm], list[Identity], list[MonitoringAnswers], list[Finding]
]:
    """
    Mentees, mentors, identities, monitoring answers and findings of tables, each with the id of its sheet.
    """

def read_dimacs(
    text: bytes, file: str
) -> tuple[
    int,
    int,
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int32],
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int32],
]:
    """
    The fields of a sparse instance.
    """

def read_kept_mentee_forms(
    table: Table, programme: Programme
) -> tuple[list[MenteeForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings of a table that a store made of forms.
    """

def read_kept_mentor_forms(
    table: Table, programme: Programme
) -> tuple[list[MentorForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings of a table that a store made of forms.
    """

def read_mentee_forms(
    table: Table, programme: Programme
) -> tuple[list[MenteeForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings.
    """

def read_mentor_forms(
    table: Table, programme: Programme
) -> tuple[list[MentorForm], list[Identity], list[Finding]]:
    """
    Forms, identities and findings.
    """

@typing.overload
def read_monitoring(table: Table) -> tuple[list[MonitoringAnswers], list[Finding]]:
    """
    Answers and findings.
    """

@typing.overload
def read_monitoring(
    table: Table, programme: Programme
) -> tuple[list[MonitoringAnswers], list[Finding]]:
    """
    Answers and findings.
    """

def read_orlib(text: bytes, file: str) -> numpy.typing.NDArray[typing.Any]:
    """
    The costs of a file of OR-Library.
    """

def read_panel(table: Table, programme: Programme) -> tuple[list[PanelScore], list[Finding]]:
    """
    Scores and findings.
    """

def read_part(
    source: PairSource,
    common: bytes,
    part: bytes,
    threads: typing.SupportsInt | typing.SupportsIndex = 1,
) -> bytes: ...
def read_preference_groups(
    text: bytes, alternatives: typing.SupportsInt | typing.SupportsIndex, file: str
) -> list[tuple[str, list[int], int, int]]:
    """
    Name, alternatives, least and most pairs of each group.
    """

def read_preferences(text: bytes, file: str) -> tuple[typing.Any, ...]:
    """
    Kind, metadata, alternatives, categories, number of voters and orders of a file of PrefLib.
    """

def read_programme(
    toml: bytes, file: str, tables: collections.abc.Sequence[Table] = []
) -> tuple[Programme, list[Finding], str]:
    """
    Programme, warnings and digest.
    """

def receipts(
    problem: Problem,
    matching: Matching,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> Receipts: ...
def refusal(rule: str, text: str) -> Refusal:
    """
    A refusal by a rule that the core does not know.
    """

def restore(type: type, state: typing.Any) -> typing.Any:
    """
    What a pickle or a copy was of.
    """

def score(programme: Programme, mentee: MenteeForm, mentor: MentorForm) -> PairScore: ...
def score_pairs(
    programme: Programme,
    mentees: list[MenteeForm],
    mentors: list[MentorForm],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
    threads: typing.SupportsInt | typing.SupportsIndex,
) -> ScoreTable: ...
def scored_pairs(scorer: Scorer) -> PairSource: ...
def scorer_of(
    programme: Programme,
    mentees: collections.abc.Sequence[MenteeForm],
    mentors: collections.abc.Sequence[MentorForm],
) -> Scorer:
    """
    The scorer of a programme's criteria, for its forms.
    """

def scorer_of_answers(programme: Programme, mentees: Answers, mentors: Answers) -> Scorer:
    """
    The same for their answers.
    """

def shortlist(
    programme: Programme,
    role: Role,
    decisions: collections.abc.Sequence[Decision],
    forms: collections.abc.Sequence[Form],
    scores: collections.abc.Sequence[PanelScore],
    conflicts: collections.abc.Sequence[PanelConflict] = [],
) -> list[Selection]: ...
def sittings(
    host: ScheduleHost, rules: ScheduleRules
) -> list[tuple[datetime.datetime, datetime.datetime]]:
    """
    The sittings that a host can give, in order.
    """

def sorted_rows(
    row_start: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    column: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    cost: numpy.typing.NDArray[typing.Any],
    *,
    drop_zeros: bool,
) -> tuple[typing.Any, ...]: ...
def sparse_instance(
    *,
    rows: typing.SupportsInt | typing.SupportsIndex,
    columns: typing.SupportsInt | typing.SupportsIndex,
    degree: typing.SupportsInt | typing.SupportsIndex,
    most: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int32],
    numpy.typing.NDArray[numpy.int64],
    numpy.typing.NDArray[numpy.int32],
]:
    """
    Row starts, columns and costs of a sparse instance, and the column that was planted in each row.
    """

def stage_rows() -> list[StageRow]:
    """
    The table of stages.
    """

def standard_criteria(
    *,
    needs: typing.SupportsInt | typing.SupportsIndex = 35,
    preference: typing.SupportsInt | typing.SupportsIndex = 20,
    deep_fit: typing.SupportsInt | typing.SupportsIndex = 20,
    expectations: typing.SupportsInt | typing.SupportsIndex = 10,
    practicality: typing.SupportsInt | typing.SupportsIndex = 10,
    reciprocity: typing.SupportsInt | typing.SupportsIndex = 5,
    common_slots: typing.SupportsInt | typing.SupportsIndex = 1,
) -> list[Criterion]:
    """
    The criteria of a programme that has none of its own.
    """

def standard_questions(
    nations: collections.abc.Sequence[str], vocabulary: collections.abc.Sequence[str]
) -> list[Question]:
    """
    The questions of a programme that has none of its own.
    """

def standing(state: str) -> str:
    """
    What a pair's state means for a later matching: "kept", "open", "barred" or "none".

    >>> import pairwell as pw
    >>> pw.standing("confirmed"), pw.standing("declined")
    ('kept', 'barred')
    """

def start(timetable: Timetable, event: Event) -> datetime.datetime:
    """
    The instant of an event's start.
    """

def states(
    cycle: LifeCycle | typing.Literal["application", "pair", "agreement", "meeting", "attendance"],
) -> list[LifeState]:
    """
    All states of a life cycle, the first one first.

    >>> import pairwell as pw
    >>> [state.name for state in pw.states("meeting")]
    ['planned', 'held', 'missed', 'cancelled']
    """

def suggestion(text: str, known: collections.abc.Sequence[str]) -> str:
    """
    " Did you mean 'reviewed'?" for the end of a message; empty where no word is near.
    """

def supervision_counts(notes: collections.abc.Sequence[SupervisionNote]) -> list[tuple[str, int]]:
    """
    Mentors and their numbers of sessions: what an organiser sees.
    """

def synthetic_cohort(
    programme: Programme,
    *,
    mentees: typing.SupportsInt | typing.SupportsIndex,
    mentors: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    flaws: bool,
) -> tuple[Table, Table, Table, Table, Table]:
    """
    The tables of mentees, mentors, panel scores, both roles and monitoring.
    """

def synthetic_people(
    *,
    of_mentors: bool,
    first: typing.SupportsInt | typing.SupportsIndex,
    count: typing.SupportsInt | typing.SupportsIndex,
    mentees: typing.SupportsInt | typing.SupportsIndex,
    mentors: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    blanks: typing.SupportsInt | typing.SupportsIndex,
    wishes: typing.SupportsInt | typing.SupportsIndex,
    scarcity: typing.SupportsInt | typing.SupportsIndex,
) -> Table:
    """
    Some people of one role in a table of answers.
    """

def tables_of_programme(toml: bytes) -> list[str]:
    """
    The names of the tables that a programme's text wants beside it.
    """

def throw_if_errors(function: str, findings: collections.abc.Sequence[Finding]) -> None:
    """
    Raises InvalidInput with all findings where there is an error among them.
    """

def totals(
    programme: Programme,
    ledger: collections.abc.Sequence[LedgerEntry],
    key: LedgerKey | typing.Literal["grant", "pair", "event"],
) -> list[LedgerTotal]:
    """
    The ledger added up by grant, pair or event.
    """

def unassignable_text(
    rows: typing.SupportsInt | typing.SupportsIndex,
    columns: typing.SupportsInt | typing.SupportsIndex,
    unassignable: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex],
) -> str: ...
def urn_culture(
    *,
    voters: typing.SupportsInt | typing.SupportsIndex,
    alternatives: typing.SupportsInt | typing.SupportsIndex,
    length: typing.SupportsInt | typing.SupportsIndex,
    seed: typing.SupportsInt | typing.SupportsIndex,
    alpha: typing.SupportsInt | typing.SupportsIndex,
) -> tuple[typing.Any, ...]:
    """
    Orders of an urn, as read_preferences gives them.
    """

def vector_set() -> str: ...
def verify(problem: Problem, matching: Matching) -> Verdict: ...
def verify_on_demand(
    source: PairSource,
    rules: Problem,
    matching: Matching,
    *,
    threads: typing.SupportsInt | typing.SupportsIndex,
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None = None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None = None,
) -> list[str]:
    """
    What does not hold, a sentence each.
    """

def was_made_for(problem: Problem, matching: Matching) -> bool:
    """
    Whether the digest is that of the problem and of the matching's own objective.
    """

def weekday(date: datetime.date) -> Weekday: ...
def whole_answers(answers: Answers, question: str) -> list[int | None]:
    """
    What people answered to a question of whole numbers, in units; None for a blank.
    """

def why_infeasible(
    infeasibility: Infeasibility,
    problem: Problem,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
) -> str:
    """
    The reason, with names in it.
    """

def why_mentee_unmatched(
    problem: Problem,
    matching: Matching,
    mentee: typing.SupportsInt | typing.SupportsIndex,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> WhyUnmatched: ...
def why_mentor_unmatched(
    problem: Problem,
    matching: Matching,
    mentor: typing.SupportsInt | typing.SupportsIndex,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> WhyUnmatched: ...
def why_no_reference(text: str) -> str:
    """
    Why a text cannot be a reference, as the end of a sentence; empty where it can.
    """

def why_not(
    problem: Problem,
    matching: Matching,
    mentee: typing.SupportsInt | typing.SupportsIndex,
    mentor: typing.SupportsInt | typing.SupportsIndex,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> WhyNot: ...
def why_unmatched_all(
    problem: Problem,
    matching: Matching,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> AllUnmatched: ...
def with_people(
    answers: Answers, question: str, named: collections.abc.Sequence[collections.abc.Sequence[str]]
) -> Answers:
    """
    The answers, with other people named in answer to one question.
    """

def worth(
    problem: Problem,
    matching: Matching,
    names: tuple[
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
        collections.abc.Sequence[str],
    ],
    progress: collections.abc.Callable[[str, int, int], typing.Any] | None,
    time_limit: typing.SupportsFloat | typing.SupportsIndex | None,
) -> list[Worth]: ...
def write_dimacs(
    *,
    rows: typing.SupportsInt | typing.SupportsIndex,
    columns: typing.SupportsInt | typing.SupportsIndex,
    row_start: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    column: typing.Annotated[numpy.typing.ArrayLike, numpy.int32],
    cost: typing.Annotated[numpy.typing.ArrayLike, numpy.int64],
    comment: str,
) -> bytes:
    """
    The text of a file of DIMACS.
    """

def write_preferences(
    *,
    kind: str,
    metadata: collections.abc.Mapping[str, str],
    alternatives: collections.abc.Sequence[str],
    categories: collections.abc.Sequence[str],
    voters: typing.SupportsInt | typing.SupportsIndex,
    orders: collections.abc.Sequence[
        tuple[
            typing.SupportsInt | typing.SupportsIndex,
            collections.abc.Sequence[
                collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
            ],
        ]
    ],
) -> bytes:
    """
    The text of a file of PrefLib.
    """

def zone_of(timetable: Timetable, event: Event) -> Zone:
    """
    The zone of an event's time of day.
    """

CURRENCY: str = "GBP"
DEFAULT_SCALE: int = 1000
FORBIDDEN: int = -9223372036854775808
NO_LIMIT: int = 2147483647
__version__: str
