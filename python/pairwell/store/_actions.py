"""What a record may say: for each action its desk, what stands under it, and how they agree.

A record is checked by this table as it is written and again by every audit. So nothing can be
passed off as the store's that the store would not have written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Literal, get_args

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.store._tables import CONTENT, PERSONAL, Desk
from pairwell.store._words import LOGS, PURPOSES, STEPS, Entry

FIRST_OF_LOG = {"agreement": "drafted", "meeting": "planned", "attendance": "invited"}
"""The state in which each item of a log begins."""
WITH_REASON = ("erase", "look up", "set clock")
"""Actions that are recorded with the reason that was given, after a colon."""
OF_THE_PROGRAMME = "programme"
ERASED_PERSON = "a person"
SET_CLOCK = "set clock"
PANEL = "panel"
"""The kind of log that says who sits in which host; its newest row counts."""
BOARD = "board decision"
"""The action, and the kind of log, that says what was decided on a board."""
BOARD_STATES = {
    "lock": "locked",
    "veto": "vetoed",
    "free": "freed",
    "capacity": "capacity set",
    "weight": "weight set",
}
"""What each decision of a board comes to."""
CLASSES = tuple(sorted({str(CONTENT[kind].schema) for kind in PERSONAL}))
"""The classes of personal data that are kept for a time of their own."""

Row = Mapping[str, Any]
Agree = Callable[[Row, Row], bool]


@dataclass(frozen=True)
class Action:
    """One form that a record may have.

    ``kinds`` are the rows under it in their order, as a pattern over their names; ``subject`` is
    what its subject may be: "about" a person, a pair or a thing, or a pattern; ``earlier`` is the
    pattern for records of format 1 where it differs.
    """

    name: str
    desks: tuple[Desk, ...]
    kinds: str
    outcome: str
    subject: str = "about"
    earlier: str = ""
    has_rules: bool = True
    agree: Agree = lambda record, row: True
    """Whether a row under the record, other than what it is about, agrees with it."""


def actions_of(action: str) -> tuple[Action, ...]:
    """The forms that a record of an action may have; several, as pairs and people both withdraw."""
    name, _, because = action.partition(": ")
    if bool(because) != (name in WITH_REASON):
        return ()
    return _table().get(name, ())


def subject_kind(people: Sequence[str]) -> Literal["one", "two", "thing"]:
    """What a handle in a record's subject stands for."""
    return "thing" if not people else "one" if len(people) == 1 else "two"


def faults_of(
    record: Row, kinds: Sequence[str], rows: Mapping[int, tuple[str, Row]], programme: str
) -> list[str]:
    """What of a record does not fit its action.

    Parameters
    ----------
    record
        The audit record.
    kinds
        What stands or stood under it, in order.
    rows
        The rows that still stand under it, by place, with their kinds.
    """
    known = actions_of(record["action"])
    if not known:
        return [f"there is no action {record['action']!r}"]
    found: list[list[str]] = []
    for action in known:
        faults = list(_faults(action, record, kinds, rows, programme))
        if not faults:
            return []
        found.append(faults)
    return min(found, key=len)


def _faults(
    action: Action,
    record: Row,
    kinds: Sequence[str],
    rows: Mapping[int, tuple[str, Row]],
    programme: str,
) -> Iterator[str]:
    if record["desk"] not in {desk.value for desk in action.desks}:
        yield f"the desk {record['desk']!r} does not do {action.name!r}"
    if not record["actor"].strip():
        yield "nobody is named as the one who did it"
    is_about = action.subject == "about"
    names = action.kinds + (" about" if is_about and record["format"] > 1 else "")
    if record["format"] == 1:
        names = names.replace("made_from", "")
        if record["login"] or record["request"]:
            yield "a record of format 1 has neither login nor request"
    if not re.fullmatch(names.replace("made_from", "about").strip(), " ".join(kinds)):
        yield f"under {action.name!r} there cannot stand: {', '.join(kinds) or 'nothing'}"
    if action.has_rules != bool(record["rules"]):
        yield "it names rules" if record["rules"] else "it names no rules"
    outcome = action.outcome.replace("ROWS", re.escape(plural(len(kinds), "row")))
    erased = plural(kinds.count("erasure"), "row")
    if not re.fullmatch(outcome.replace("ERASED", re.escape(erased)), record["outcome"]):
        yield f"{action.name!r} does not come to {record['outcome']!r}"
    pattern = re.escape(programme) if action.subject == OF_THE_PROGRAMME else action.subject
    if record["format"] == 1:
        pattern = action.earlier or pattern
    if not is_about and not re.fullmatch(pattern, record["subject"]):
        yield f"{action.name!r} is not done to {record['subject']!r}"
    about = [row for kind, row in rows.values() if kind == "about"]
    others = [(kind, row) for kind, row in rows.values() if kind != "about"]
    if is_about and record["format"] > 1:
        people = [p for row in about for p in (row["reference"], row["partner"]) if p]
        wanted = f"{subject_kind(people)}:[0-9a-f]{{16}}" if about else "[a-z]+:[0-9a-f]{16}"
        if not re.fullmatch(wanted, record["subject"]):
            yield f"it cannot be about {record['subject']!r}"
        for kind, row in others if about else ():
            if not _is_about(kind, row, about[0]):
                yield f"the {kind} under it is about somebody else"
    if is_about and record["format"] == 1:
        for kind, row in others:
            if "reference" not in row or record["subject"] != "/".join(_subject(kind, row)):
                yield f"the {kind} under it is about somebody else"
    for kind, row in others:
        try:
            agrees = action.agree(record, row)
        except (ValueError, KeyError, TypeError, AttributeError):
            agrees = False
        if not agrees:
            yield f"the {kind} under it says something else than the record"


def _subject(kind: str, row: Row) -> list[str]:
    """Whom or what a record with this row is about."""
    people = list(dict.fromkeys(p for p in (row["reference"], row.get("partner", "")) if p))
    if kind == "entry":
        return people or [row["grant_id"]]
    return people + ([row["item"]] if kind == "log" and row["item"] else [])


def _is_about(kind: str, row: Row, about: Row) -> bool:
    if "reference" not in row:
        return False
    said = [about[name] for name in ("reference", "partner", "item") if about[name]]
    if kind == "appointment" and about["partner"]:  # a host who has a form
        return said == [row["reference"], row["host"]]
    return said == _subject(kind, row)


def programme_digest(toml: str) -> str:
    """The digest of a programme's text, as `pairwell.Programme` has it: framed by its length."""
    text = toml.encode("utf-8", "surrogatepass")
    return sha256(b"t" + len(text).to_bytes(8, "little") + text).hexdigest()


@cache
def _table() -> dict[str, tuple[Action, ...]]:
    """Every action by its name."""
    deciding = (Desk.APPLICATIONS,)
    moving = (Desk.APPLICATIONS, Desk.RECEPTION)
    custodian = (Desk.CUSTODIAN,)
    found = [
        Action(
            "set rules", deciding, "rules", "new programme|new version", OF_THE_PROGRAMME,
            agree=lambda r, row: r["rules"] == row["digest"] == programme_digest(row["toml"]),
        ),
        Action(
            "receive form", (Desk.RECEPTION,), "form( person)?( particulars)?",
            _members(_core.FormState),
            agree=_form_agrees,
        ),
        Action(
            "receive monitoring", (Desk.RECEPTION,), "answers( answers)*", "ROWS", "monitoring",
            has_rules=False,
        ),
        Action("let in", deciding, "grace", "late form let in"),
        Action(
            "decide", deciding, "decision", _members(_core.Outcome),
            agree=lambda r, row: (row["stage"], row["outcome"]) == ("eligibility", r["outcome"]),
        ),
        Action("mark", deciding, "mark", "marked"),
        Action(
            "shortlist", deciding, "decision", _members(_core.Selected),
            agree=lambda r, row: (row["stage"], row["outcome"]) == ("selection", r["outcome"]),
        ),
        Action("match", deciding, "(made_from)?", r"\d+ proposed, \d+ kept", OF_THE_PROGRAMME),
        Action("propose", deciding, "pair", "proposed", agree=_moved),
        *(
            Action(move, moving, kind, "|".join(sorted(states)), agree=_moved)
            for cycle, kind in (("application", "standing"), ("pair", "pair"))
            for move, states in _moves(cycle).items()
        ),
        *(
            Action(purpose, deciding, "appointment", "given|moved|called off", agree=_appointed)
            for purpose in PURPOSES
        ),
        *(
            Action(
                kind, deciding, "entry", r"[^:]+|[^:]+: \d+ pence",
                agree=lambda r, row: row["kind"] == r["action"] and row["pence"] > 0
                and r["outcome"]
                == row["fund"] + (f": {row['pence']} pence" if r["format"] == 1 else ""),
            )
            for kind in get_args(Entry)
        ),
        *(
            Action(f"log {log}", deciding, "log", FIRST_OF_LOG[log], agree=_logged)
            for log in LOGS
        ),
        *(
            Action(move, deciding, "log", "|".join(sorted(states)), agree=_logged)
            for log in LOGS
            for move, states in _moves(log).items()
        ),
        Action(
            PANEL, deciding, "log", r"\d+ members?", OF_THE_PROGRAMME,
            agree=lambda r, row: (row["kind"], row["state"]) == (PANEL, "named"),
        ),
        Action(
            BOARD, deciding, "log", "locked|vetoed|freed|capacity set", agree=_decided_on_board
        ),
        Action(
            BOARD, deciding, "log", "weight set", OF_THE_PROGRAMME, agree=_decided_on_board
        ),
        Action(
            "evaluation", deciding, "evaluation", "before|after",
            agree=lambda r, row: row["moment"] == r["outcome"],
        ),
        Action(
            "supervise", (Desk.SUPERVISION,), "session", "session held",
            agree=lambda r, row: row["supervisor"] == r["actor"],
        ),
        Action("look up", (Desk.IDENTITIES,), "", "shown|not known", has_rules=False),
        Action("export", custodian, "", ".+", OF_THE_PROGRAMME, has_rules=False),
        Action(
            "import", custodian, "", "archive taken in", OF_THE_PROGRAMME, has_rules=False
        ),
        *(
            Action(
                action, custodian, "", "(?s).+ at the desk [a-z]+", OF_THE_PROGRAMME,
                has_rules=False,
            )
            for action in ("allow", "disallow")
        ),
        Action("subject access", custodian, "", "given", has_rules=False),
        Action(
            "erase", custodian, "(tally )*erasure( erasure)*", "ERASED erased",
            ERASED_PERSON, ".+", has_rules=False, agree=_erased,
        ),
        Action(
            "purge", custodian, "(tally )*erasure( erasure)*", "ERASED erased",
            "|".join(CLASSES), has_rules=False, agree=_erased,
        ),
        Action(
            "set retention", custodian, "retention", r"\d+ months?", "|".join(CLASSES),
            agree=lambda r, row: (row["kind"], plural(row["months"], "month"))
            == (r["subject"], r["outcome"]),
        ),
        Action(
            SET_CLOCK, custodian, "", r"the last record was of \S+", OF_THE_PROGRAMME,
            has_rules=False,
        ),
    ]  # fmt: skip
    table: dict[str, tuple[Action, ...]] = {}
    for action in found:
        table[action.name] = (*table.get(action.name, ()), action)
    return table


def _members(words: Any) -> str:
    return "|".join(name.lower() for name in words.__members__)


def _moves(cycle: Any) -> dict[str, set[str]]:
    """The states that each move of a life cycle leads to."""
    found: dict[str, set[str]] = {}
    for move in _core.moves(cycle):
        found.setdefault(move.name, set()).add(move.to)
    return found


def _form_agrees(record: Row, row: Row) -> bool:
    if "role" not in row:  # who the person is
        return True
    cells = json.loads(row["cells"])
    named = cells.get("@reference", cells.get("reference"))
    return bool(named == row["reference"])


def _moved(record: Row, row: Row) -> bool:
    return (row["move"], row["state"]) == (record["action"], record["outcome"])


def _appointed(record: Row, row: Row) -> bool:
    is_off = record["outcome"] == "called off"
    return bool(row["purpose"] == record["action"]) and bool(row["is_off"]) == is_off


def _logged(record: Row, row: Row) -> bool:
    begins = record["action"] == f"log {row['kind']}"
    move = FIRST_OF_LOG[row["kind"]] if begins else record["action"]
    return (row["move"], row["state"]) == (move, record["outcome"])


def _decided_on_board(record: Row, row: Row) -> bool:
    is_state = BOARD_STATES.get(row["move"]) == row["state"] == record["outcome"]
    return bool(row["kind"] == BOARD and is_state)


def _erased(record: Row, row: Row) -> bool:
    if "step" in row:
        return row["role"] in ("mentee", "mentor") and row["step"] in STEPS
    kind = row["kind"]
    return (
        (kind in PERSONAL or kind == "about")
        and row["part"] == CONTENT[kind].schema
        and re.fullmatch("[0-9a-f]{64}", row["row_digest"]) is not None
    )
