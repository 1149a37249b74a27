"""The words that a store takes: type checkers need them written out.

Those of moves are compared with the one table of legal moves by a test.
"""

from typing import Literal, TypeAlias, get_args

Stage: TypeAlias = Literal["eligibility", "selection"]
Purpose: TypeAlias = Literal["interviews", "conversations"]
Log: TypeAlias = Literal["agreement", "meeting", "attendance"]
DataClass: TypeAlias = Literal["application", "identity", "monitoring", "supervision"]
Entry: TypeAlias = Literal["offer", "commit", "spend", "refund", "release"]
Keep: TypeAlias = Literal["all", "most", "none"]

ApplicationMove: TypeAlias = Literal[
    "submit",
    "withdraw",
    "revise",
    "find_eligible",
    "find_not_eligible",
    "find_late",
    "grant_grace",
    "shortlist",
    "reserve",
    "not_select",
    "overturn",
    "interview",
    "accept",
    "promote",
    "match",
    "unmatch",
    "complete",
]
PairMove: TypeAlias = Literal[
    "review",
    "decline",
    "replace",
    "withdraw",
    "hold_conversation",
    "confirm",
    "publish",
    "start",
    "complete",
    "end_early",
]
AgreementMove: TypeAlias = Literal["sign_as_mentee", "sign_as_mentor", "cancel", "amend", "end"]
MeetingMove: TypeAlias = Literal["hold", "miss", "cancel", "reschedule"]
AttendanceMove: TypeAlias = Literal["accept", "excuse", "attend", "miss"]

STEPS = ("applied", "eligible", "shortlisted", "interviewed", "matched", "completed")
"""The steps of the funnel, in order; whoever reached one counts at every one before."""

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
LOGS: tuple[Log, ...] = get_args(Log)
KEEP: tuple[Keep, ...] = get_args(Keep)
STAGES: tuple[Stage, ...] = get_args(Stage)
