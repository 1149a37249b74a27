"""What keeps a programme in a store from going on, and what can be done now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.report.words import label
from pairwell.scheme.programme import Programme
from pairwell.scheme.sheet_files import has_one_sheet
from pairwell.store import Logged, PairStanding, Recorded, Standing


@dataclass(frozen=True)
class Step:
    """Something to do now: the command, why, and whom it is about."""

    command: str
    why: str
    references: tuple[str, ...] = ()
    is_left_over: bool = False
    """Whether others have gone on, so that it comes after their steps."""


@dataclass(frozen=True)
class Seen:
    """What the steps are worked out from."""

    programme: Programme
    standing: Standing
    today: dt.date
    marks: dict[str, int]
    """How many members of the panel have marked a form."""
    sittings: dict[str, dict[str, dt.date]]
    """By purpose, the day of each appointment: of a person, or of a pair."""
    is_stopped: bool
    """Whether a person has to decide something before a matching is made."""
    matched_at: int
    """The record of the last matching."""
    selection: dict[str, Recorded]
    """What the panel decided, by reference."""
    unsaid: tuple[Logged, ...] = ()
    """Meetings whose day is over, and nobody said what became of them."""

    def people(self, *states: str, role: str | None = None) -> list[str]:
        """Who is in some states, of a role or of both."""
        found = self.standing.in_state(*states)
        return [each.reference for each in found if role in (None, each.role)]

    def pairs(self, state: str) -> list[str]:
        """The pairs in a state, by name."""
        return [name_of(pair) for pair in self.standing.pairs if pair.state == state]


def blocks(seen: Seen) -> Iterator[tuple[str, Sequence[str]]]:
    """What keeps the programme from going on, in the order in which it would."""
    for role in ("mentee", "mentor"):
        if not any(person.role == role for person in seen.standing.people.values()):
            yield f"there are no forms of {role}s", ()
    undecided = seen.people("submitted")
    if undecided:
        yield f"{plural(len(undecided), 'form')} not decided upon", undecided
    if seen.programme.selection.rubric:
        least = max(seen.programme.selection.panel_members, 1)
        unmarked = [each for each in seen.people("eligible") if not seen.marks.get(each)]
        few = [each for each in seen.people("eligible") if 0 < seen.marks.get(each, 0) < least]
        if unmarked:
            yield f"{plural(len(unmarked), 'eligible form')} without marks", unmarked
        if few:
            asked = plural(least, "panel member")
            yield f"{plural(len(few), 'eligible form')} marked by fewer than {asked}", few
    for role in ("mentee", "mentor"):
        if seen.people("shortlisted", "interviewed", role=role) and not seen.people(
            "accepted", "matched", "completed", role=role
        ):
            yield f"no {role} is accepted", ()
    waiting = [*seen.pairs("proposed"), *seen.pairs("reviewed"), *seen.pairs("conversation_held")]
    if waiting:
        yield f"{plural(len(waiting), 'pair')} not decided upon", waiting
    if seen.unsaid:
        pairs = list(dict.fromkeys(f"{m.mentee}/{m.mentor}" for m in seen.unsaid))
        count = plural(len(seen.unsaid), "meeting")
        yield f"{count} over, and nobody said what became of it", pairs


def steps(seen: Seen) -> Iterator[Step]:
    """What can be done now, in the order of the programme's life."""
    deadline = _deadline(seen)
    for role in ("mentee", "mentor"):
        if not any(person.role == role for person in seen.standing.people.values()):
            option = "sheet" if has_one_sheet(seen.standing.programme) else f"{role}s"
            yield Step(f"pairwell import --{option} FILE", f"there are no forms of {role}s")
    undecided = seen.people("submitted")
    if undecided:
        why = f"{plural(len(undecided), 'form')} not decided upon"
        if deadline is not None and seen.today <= deadline:
            why += f"; applications close on {deadline}"
        yield Step("pairwell decide", why, tuple(undecided))
    yield from _selection_steps(seen)
    yield from _promotions(seen)
    yield from _sitting_steps(
        seen,
        "interviews",
        seen.people("shortlisted"),
        "pairwell move application interview",
        "shortlisted",
        "; to go on without interviews: pairwell move application accept --all",
    )
    interviewed = seen.people("interviewed")
    if interviewed:
        command = "pairwell move application accept --all"
        yield Step(command, f"{len(interviewed)} interviewed", tuple(interviewed))
    free = [
        reference
        for reference in seen.people("accepted", role="mentee")
        if not seen.standing.partners(reference, "proposed", "reviewed", "conversation_held")
    ]
    if free and not seen.is_stopped and seen.people("accepted", "matched", role="mentor"):
        why = f"{plural(len(free), 'accepted mentee')} in no pair"
        last = [*(pair.seq for each in free for pair in seen.standing.pairs_of(each))]
        last += [seen.standing.people[each].seq for each in free]
        is_left_out = max(last) < seen.matched_at
        if is_left_out:
            why += ", left out by the last matching: it helps only if something has changed"
        yield Step("pairwell match", why, tuple(free), is_left_out or bool(seen.standing.open))
    proposed = seen.pairs("proposed")
    if proposed:
        why = f"{plural(len(proposed), 'pair')} proposed"
        yield Step("pairwell review --all", why, tuple(proposed))
    yield from _sitting_steps(
        seen,
        "conversations",
        seen.pairs("reviewed"),
        "pairwell move pair hold_conversation",
        "reviewed",
    )
    for state, command in (
        ("conversation_held", "pairwell confirm --all"),
        ("confirmed", "pairwell publish --all"),
        ("published", "pairwell letters --to matched --out letters"),
        ("published", "pairwell move pair start --all"),
    ):
        pairs = seen.pairs(state)
        if pairs:
            yield Step(command, f"{plural(len(pairs), 'pair')} {label(state)}", tuple(pairs))
    if seen.unsaid:
        first = seen.unsaid[0]
        why = f"{plural(len(seen.unsaid), 'meeting')} over, and nobody said what became of it"
        command = f"pairwell log meeting {first.mentee}/{first.mentor} {first.item} hold"
        yield Step(command, why, tuple(f"{m.mentee}/{m.mentor}" for m in seen.unsaid))
    active = seen.pairs("active")
    ends = seen.programme.ends
    if active and (seen.today.year, seen.today.month) >= (ends.year, ends.month):
        why = f"{plural(len(active), 'pair')} active, and the programme ends in {ends}"
        yield Step("pairwell move pair complete --all", why, tuple(active))
    if seen.standing.pairs and all(pair.state in _OVER for pair in seen.standing.pairs):
        yield Step("pairwell evaluate", "every pair has ended")


def _sitting_steps(
    seen: Seen,
    purpose: Literal["interviews", "conversations"],
    subjects: list[str],
    move: str,
    what: str,
    without: str = "",
) -> Iterator[Step]:
    """Who is to be given an appointment, and who has had one; all of them, where none is planned.

    Nobody's is said to have been held before its day.
    """
    if not subjects:
        return
    noun = "pair " if purpose == "conversations" else ""
    days = seen.sittings[purpose]
    if not any(each in days for each in subjects) and not _is_ahead(seen, purpose):
        pairs = f"{plural(len(subjects), 'pair')} " if noun else f"{len(subjects)} "
        yield Step(f"{move} --all", f"{pairs}{what}{without}", tuple(subjects))
        return
    been = [each for each in subjects if each in days and days[each] <= seen.today]
    if been:
        named = "--all" if been == subjects else " ".join(been)
        why = f"{plural(len(been), purpose.removesuffix('s'))} until today"
        yield Step(f"{move} {named}", why, tuple(been))
    none = [each for each in subjects if each not in days]
    if none:
        pairs = f"{plural(len(none), 'pair')} " if noun else f"{len(none)} "
        why = f"{pairs}{what}, and no {purpose.removesuffix('s')} yet{without}"
        command = f"pairwell schedule {purpose} --people FILE --hosts FILE"
        yield Step(command, why, tuple(none))


def _is_ahead(seen: Seen, purpose: str) -> bool:
    """Whether the timetable has days for a purpose that are not over, or not fixed."""
    return any(
        event.kind == _core.EventKind[purpose.upper()]
        and (event.days[-1].date >= seen.today if event.days else True)
        for event in seen.programme.timetable.events
    )


_WENT_ON = ("shortlisted", "interviewed", "accepted", "matched", "completed")
_OVER = [each.name for each in _core.states("pair") if each.is_final]


def _selection_steps(seen: Seen) -> Iterator[Step]:
    eligible = seen.people("eligible")
    if not eligible:
        return
    least = max(seen.programme.selection.panel_members, 1)
    if not seen.programme.selection.rubric:
        yield Step("pairwell shortlist", f"{len(eligible)} eligible, and no panel", tuple(eligible))
        return
    marked = [each for each in eligible if seen.marks.get(each, 0) >= least]
    rest = [each for each in eligible if each not in set(marked)]
    if rest:
        why = f"{plural(len(rest), 'eligible form')} without enough marks"
        others = any(person.state in _WENT_ON for person in seen.standing.people.values())
        yield Step("pairwell import --panel FILE", why, tuple(rest), others or bool(marked))
    if marked:
        yield Step("pairwell shortlist", f"{len(marked)} eligible and marked", tuple(marked))


def _promotions(seen: Seen) -> Iterator[Step]:
    """The first reserve for each place that has become free, while the programme goes on."""
    ends = seen.programme.ends
    if (seen.today.year, seen.today.month) > (ends.year, ends.month):
        return
    for place in seen.programme.places:
        role, most = place.role.name.lower(), place.people.most
        there = [
            each.reference
            for each in seen.standing.in_state(*_WENT_ON)
            if (each.role, each.region) == (role, place.region)
        ]
        waiting = [
            each
            for each in seen.people("reserve", role=role)
            if each in seen.selection and seen.selection[each].region == place.region
        ]
        if most is None or len(there) >= most or not waiting:
            continue
        first = sorted(waiting, key=lambda each: seen.selection[each].rank)[: most - len(there)]
        free = plural(most - len(there), f"{role} place")
        yield Step(
            f"pairwell move application promote {' '.join(first)} --because REASON",
            f"{free} free in {place.region}, and {len(waiting)} in reserve",
            tuple(first),
        )


def _deadline(seen: Seen) -> dt.date | None:
    for event in seen.programme.timetable.events:
        if event.kind == _core.EventKind.DEADLINE and event.days:
            zone = _core.Zone.named(seen.programme.timetable.zone)
            return zone.local(_core.start(seen.programme.timetable, event)).date()
    return None


def name_of(pair: PairStanding) -> str:
    """Write a pair as commands take it: "MM-014/MR-003"."""
    return f"{pair.mentee}/{pair.mentor}"
