"""Letters to applicants about where they stand now: written to be read, never sent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.data.tables import csv_bytes
from pairwell.report.file_names import file_names
from pairwell.report.language import Language, language_of
from pairwell.report.letter_reasons import quoted_reasons
from pairwell.report.letter_templates import LetterTemplates
from pairwell.report.view import timetable
from pairwell.report.words import plain
from pairwell.scheme.programme import Programme

if TYPE_CHECKING:
    from pairwell.store import (
        AuditRecord,
        PairStanding,
        Person,
        PersonStanding,
        Recorded,
        Standing,
        Store,
    )

KINDS = (
    "eligible", "not_eligible", "late", "not_scored", "shortlisted", "promoted", "interview",
    "interviewed", "reserve", "not_selected", "accepted", "unpaired", "matched", "pair_withdrawn",
    "pair_declined", "ended_early", "completed", "withdrawn",
)  # fmt: skip
"""The kinds of letters; a draft, or a form that was not decided upon, has none."""
UNASKED = tuple(kind for kind in KINDS if kind != "withdrawn")
"""The kinds that are written where none is asked for."""
TABLE = "letters.csv"
"""The table of the letters that are beside it, for a mail merge."""

_TOLD = ("published", "active")
"""States of a pair in which its people have each other's name and address."""
_KNOWN = {"conversation_held", "confirmed", *_TOLD}
"""States that a pair does not reach before its people know of it."""
_LEFT = {
    "withdrawn": "pair_withdrawn",
    "declined": "pair_declined",
    "replaced": "pair_declined",
    "ended_early": "ended_early",
}
"""What tells somebody that a pair of theirs is over, by the state that it ended in."""
_OVER = {"completed", *_LEFT}


def letters(
    store: Store,
    programme: str,
    *,
    actor: str,
    on: dt.date,
    kinds: Sequence[str] = UNASKED,
    templates: Path | None = None,
) -> dict[str, bytes]:
    """Write the letter that is due to everybody, by where they stand now.

    Parameters
    ----------
    store, programme
        Where people stand.
    actor
        Who writes: signs the letters, and is on record for looking up the names.
    on
        The date of the letters.
    kinds
        To whom: those whose letter now is one of these. A confirmation to those who have withdrawn
        is written only where it is asked for.
    templates
        A folder with templates that take the place of pairwell's, such as ``late.md.j2``.

    Returns
    -------
    dict
        Files by their names: a letter each, in Markdown, and the table of them; empty where there
        is nobody to write to.

    Raises
    ------
    Error
        Where there is no such kind, or people have no name.
    InvalidInput
        With every fault of the templates, before any name is looked up.
    """
    language = language_of(store.programme(programme).language)
    wrong = [kind for kind in kinds if kind not in KINDS]
    if wrong:
        likely = suggestion(wrong[0], KINDS)
        raise _core.Error(
            f"no letter is for {wrong[0]!r}; letters are for {', '.join(KINDS)}"
            + (likely and f".{likely}")
        )
    written_with = LetterTemplates(templates, {kind: samples(kind) for kind in KINDS}, language)
    asks_why = written_with.asks_for("why")
    now = _read(store, programme, actor, on)
    chosen = [due for due in now.letters() if due.kind in kinds]
    if not chosen:
        return {}
    wanted = [r for due in chosen for r in (due.person.reference, *due.partners)]
    people = store.identities(programme, actor=actor).look_up(
        wanted, f"letters of {on.isoformat()}"
    )
    nameless = [reference for reference in dict.fromkeys(wanted) if reference not in people]
    if nameless:
        verb = "has" if len(nameless) == 1 else "have"
        raise _core.Error(
            f"{', '.join(nameless)} {verb} no name in the store; take in forms with names, or write"
            " to others with --to"
        )
    names = file_names(now.standing.people)
    desk = store.pairs(programme, actor=actor)
    quoted = quoted_reasons(desk, chosen, people) if asks_why else {}
    made = {}
    rows = []
    for due in chosen:
        why = [
            {"text": own.text, "on": language.day(own.day) if own.day else ""}
            for own in quoted.get(due.person.reference, [])
        ]
        told = {"date": language.day(on), "sender": actor, "why": why}
        facts = now.facts(due, people, language) | told
        file = f"{names[due.person.reference]}.md"
        made[file] = written_with.render(due.kind, as_text(facts)).encode("utf-8")
        who = people[due.person.reference]
        rows.append(as_text([who.reference, who.name, who.email, file, due.kind]))
    made[TABLE] = csv_bytes(["reference", "name", "email", "letter", "kind"], rows)
    return made


@dataclass(frozen=True)
class _Due:
    """A letter that is due: of which kind, to whom, and by which record."""

    kind: str
    person: PersonStanding
    seq: int
    partners: tuple[str, ...] = ()


@dataclass
class _Now:
    """Where everybody stands, with what letters say of how they came there."""

    standing: Standing
    eligibility: Mapping[str, Recorded]
    selection: Mapping[str, Recorded]
    interviews: Mapping[str, _core.Appointment]
    records: Sequence[AuditRecord]
    steps: dict[str, list[AuditRecord]] = field(default_factory=lambda: defaultdict(list))
    """By reference, the records that brought somebody to a state."""
    reached: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    """By pair, every state that it was in."""
    matched_at: int = 0
    """The record of the last matching."""

    def __post_init__(self) -> None:
        self.by_seq = {record.seq: record for record in self.records}
        pairs = {f"{p.mentee}/{p.mentor}": (p.mentee, p.mentor) for p in self.standing.pairs}
        moves = {"decide", *(move.name for move in _core.moves("application"))}
        for record in self.records:
            if record.action == "match" and record.subject == self.standing.programme.id:
                self.matched_at = record.seq
            elif record.subject in pairs:
                self.reached[pairs[record.subject]].add(record.outcome)
            elif record.subject in self.standing.people and record.action in moves:
                self.steps[record.subject].append(record)

    def letters(self) -> Iterable[_Due]:
        """Give the letter that is due to each person, if any."""
        for person in self.standing.people.values():
            if person.state in ("accepted", "matched"):
                yield self._of_pairs(person)
            elif (kind := self._of_state(person)) in KINDS:
                yield _Due(kind, person, person.seq)

    def facts(self, due: _Due, people: Mapping[str, Person], language: Language) -> dict[str, Any]:
        """What a letter may say: it names nobody but partners, and those once they are told."""
        person = due.person
        rules = self.standing.programme
        record = self.by_seq[due.seq]
        decided_at = dt.datetime.fromisoformat(record.at).replace(microsecond=0)
        zone = _core.Zone.named(rules.timetable.zone)
        own = self.interviews.get(person.reference)
        who = people[person.reference]
        return {
            "came_from": self._came_from(person),
            "decided_on": language.day(zone.local(decided_at).date()),
            "decider": record.actor,
            "email": who.email,
            "ended_pairs": len(self._known_and_over(person)),
            "interview": _interview(own, rules, language)
            if due.kind == "interview" and own
            else None,
            "interviews": _interviews(rules, language),
            "kind": due.kind,
            "name": who.name or who.reference,
            "other_role": "mentor" if person.role == "mentee" else "mentee",
            "partners": [
                {"reference": r, "name": people[r].name or r, "email": people[r].email}
                for r in due.partners
            ],
            "programme": {
                "id": rules.id,
                "name": rules.name,
                "organisation": rules.organisation,
                "summary": rules.summary,
                "starts": language.month(rules.starts),
                "ends": language.month(rules.ends),
                "zone": rules.timetable.zone,
                "has_panel": bool(rules.selection.rubric),
            },
            "reasons": self._reasons(person),
            "reference": person.reference,
            "region": person.region,
            "reserve_number": self._reserve_number(person),
            "role": person.role,
        }

    def _of_state(self, person: PersonStanding) -> str:
        selection = self.selection.get(person.reference)
        if person.state == "eligible" and selection is not None:
            decided = self.eligibility[person.reference].seq == person.seq
            return "not_scored" if decided and selection.outcome == "not_scored" else "eligible"
        if person.state == "shortlisted":
            if person.reference in self.interviews:
                return "interview"
            by_hand = self.by_seq[person.seq].action
            return "promoted" if by_hand == "promote" else "shortlisted"
        return person.state

    def _of_pairs(self, person: PersonStanding) -> _Due:
        """The letter to somebody who takes part: by their pairs, if they know of any."""
        mine = self.standing.pairs_of(person.reference)
        told = [pair for pair in mine if pair.state in _TOLD]
        if told:
            partners = self.standing.partners(person.reference, *_TOLD)
            return _Due("matched", person, max(pair.seq for pair in told), tuple(partners))
        over = self._known_and_over(person)
        if any(pair.state not in _OVER for pair in mine):
            return _Due("accepted", person, person.seq)
        if over and (last := max(over, key=lambda pair: pair.seq)).seq > self.matched_at:
            return _Due(_LEFT[last.state], person, last.seq)
        if person.seq < self.matched_at:
            return _Due("unpaired", person, self.matched_at)
        return _Due("accepted", person, person.seq)

    def _known_and_over(self, person: PersonStanding) -> list[PairStanding]:
        return [
            pair
            for pair in self.standing.pairs_of(person.reference, *_LEFT)
            if self.reached[pair.mentee, pair.mentor] & _KNOWN
        ]

    def _came_from(self, person: PersonStanding) -> str:
        """The state that somebody was in before a person turned them down, if one did."""
        if self.by_seq[person.seq].action != "not_select":
            return ""
        before = [step.outcome for step in self.steps[person.reference] if step.seq < person.seq]
        return before[-1] if before else ""

    def _reasons(self, person: PersonStanding) -> list[str]:
        """The reasons of the decision that somebody's state is from; of a move by hand, none."""
        for decisions in (self.selection, self.eligibility):
            own = decisions.get(person.reference)
            if own is not None and own.seq == person.seq:
                return [reason["text"] for reason in own.reasons]
        return []

    def _reserve_number(self, person: PersonStanding) -> int | None:
        """The place of a reserve among those of the role and region who still wait, from 1."""
        own = self._waiting.get(person.reference)
        if own is None:
            return None
        alike = [o for o in self._waiting.values() if (o.role, o.region) == (own.role, own.region)]
        return 1 + sum(1 for other in alike if other.rank < own.rank)

    @cached_property
    def _waiting(self) -> dict[str, Recorded]:
        """Those whom the panel made reserves and who still are, with its decision."""
        return {
            each.reference: own
            for each in self.standing.in_state("reserve")
            if (own := self.selection.get(each.reference)) is not None and own.seq == each.seq
        }


def _read(store: Store, programme: str, actor: str, on: dt.date) -> _Now:
    """Read what letters are written from, all of it as of one record."""
    desk = store.pairs(programme, actor=actor)
    running = store.running(programme, actor=actor)
    while True:
        standing = desk.standing()
        zone = _core.Zone.named(standing.programme.timetable.zone)
        now = _Now(
            standing,
            {decision.reference: decision for decision in desk.decisions("eligibility")},
            {decision.reference: decision for decision in desk.decisions("selection")},
            {
                own.person: own
                for own in running.appointments("interviews")
                if zone.local(own.start).date() >= on
            },
            store.records(programme),
        )
        if now.records[-1].digest == standing.head:
            return now


def _interviews(programme: Programme, language: Language) -> str:
    """When interviews are, in words; nothing where the timetable has none."""
    wanted = _core.EventKind.INTERVIEWS
    found = [row for row in timetable(programme, language) if row["event"].kind == wanted]
    return f"{found[0]['event'].title}, {found[0]['when']}" if found else ""


def _interview(own: _core.Appointment, programme: Programme, language: Language) -> dict[str, str]:
    """When and where somebody's interview is, in the programme's time."""
    zone = _core.Zone.named(programme.timetable.zone)
    start, end = zone.local(own.start), zone.local(own.end)
    clock = ", ".join(dict.fromkeys((zone.label(own.start), zone.name)))
    found = [e for e in programme.timetable.events if e.kind == _core.EventKind.INTERVIEWS]
    day = language.weekday(start.date())
    hours = language.gettext("%(first)s to %(last)s", first=f"{start:%H:%M}", last=f"{end:%H:%M}")
    return {
        "day": day,
        "hours": hours,
        "zone": zone.name,
        "when": f"{day}, {hours} ({clock})",
        "host": own.host,
        "note": found[0].note if found else "",
    }


def as_text(value: Any) -> Any:
    """Facts in which every text is one line, without what would steer a reader."""
    if isinstance(value, str):
        return plain(" ".join(value.split()))
    if isinstance(value, dict):
        return {key: as_text(each) for key, each in value.items()}
    return [as_text(each) for each in value] if isinstance(value, list) else value


def samples(kind: str) -> list[dict[str, Any]]:
    """Facts as a letter of a kind has them, to a mentee and to a mentor, for trying a template."""
    interview = {
        "day": "Wednesday 3 May 2017",
        "hours": "10:00 to 10:30",
        "zone": "Europe/London",
        "when": "Wednesday 3 May 2017, 10:00 to 10:30 (BST, Europe/London)",
        "host": "panel A",
        "note": "By video.",
    }
    quoted = {"text": "It would mean 2 points fewer in all.", "on": "20 May 2017"}
    partner = {"reference": "MR-003", "name": "Robin Ellis", "email": "robin@example.org"}
    return [
        {
            "came_from": "interviewed" if kind == "not_selected" else "",
            "date": "24 May 2017",
            "decided_on": "23 May 2017",
            "decider": "Panel of 4 May",
            "email": "sam@example.org",
            "ended_pairs": 1,
            "interview": interview if kind == "interview" else None,
            "interviews": "Interviews, 3 to 5 May 2017",
            "kind": kind,
            "name": "Sam Hill",
            "other_role": other,
            "partners": [partner, partner] if kind == "matched" else [],
            "programme": {
                "id": "scheme-2017",
                "name": "Mentoring",
                "organisation": "A Museum",
                "summary": "People learn from each other.",
                "starts": "June 2017",
                "ends": "November 2017",
                "zone": "Europe/London",
                "has_panel": True,
            },
            "reasons": ["The form names another nation."],
            "reference": "MM-014",
            "region": "England",
            "reserve_number": 2 if kind == "reserve" else None,
            "role": role,
            "sender": "J. Farrow",
            "why": [quoted] if kind in ("matched", "unpaired") else [],
        }
        for role, other in (("mentee", "mentor"), ("mentor", "mentee"))
    ]
