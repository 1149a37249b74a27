"""A matching that is on record, found again from what was on record then, so that one can ask why.

A store keeps what a matching was made from, the pairs that came of it and its digest, and not its
proof. So the same is solved again, and taken for the matching only where the digest agrees.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, RowMapping

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.store._as_of import as_of
from pairwell.store._ledger import records, rows_of, subjects
from pairwell.store._moves import ENDED, TAKES_PART, PairKey
from pairwell.store._standing import Standing, standing_of
from pairwell.store._words import Keep

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching
    from pairwell.matching.problem import Problem
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable
    from pairwell.store._rematch import Asked

_NAMED = 8
"""How many a sentence names before it counts the rest."""


@dataclass(frozen=True)
class Since:
    """What has changed since a matching that bears on what it says."""

    left: tuple[str, ...] = ()
    """Who took part then and does no longer."""
    joined: tuple[str, ...] = ()
    """Who takes part now and did not then."""
    ended: tuple[str, ...] = ()
    """Its pairs that have ended, completed ones excepted, each with its state."""
    changed: tuple[str, ...] = ()
    """Who took part then and whose form has come in anew."""
    is_other_programme: bool = False
    """Whether the programme's file has changed."""
    later: int = 0
    """How many matchings were made after it."""

    @property
    def text(self) -> str:
        """A sentence that names nobody; empty where nothing has changed."""
        parts = [
            _counted(len(self.left), "person who took part has left",
                     "people who took part have left"),
            _counted(len(self.joined), "person has come in", "people have come in"),
            _counted(len(self.ended), "of its pairs has ended", "of its pairs have ended"),
            _counted(len(self.changed), "form has changed", "forms have changed"),
            "the programme's file has changed" if self.is_other_programme else "",
            _counted(self.later, "more matching was made", "more matchings were made"),
        ]  # fmt: skip
        said = [part for part in parts if part]
        if not said:
            return ""
        return f"Since then {' and '.join(filter(None, (', '.join(said[:-1]), said[-1])))}."

    @property
    def detail(self) -> str:
        """Whom that is about, by reference."""
        groups = (
            ("Left", self.left), ("Came in", self.joined), ("Ended", self.ended),
            ("Form changed", self.changed),
        )  # fmt: skip
        return " ".join(f"{word}: {_some(people)}." for word, people in groups if people)


def _counted(count: int, one: str, many: str) -> str:
    return plural(count, one, many) if count else ""


def _some(people: tuple[str, ...]) -> str:
    more = [f"{len(people) - _NAMED} more"] if len(people) > _NAMED else []
    return ", ".join([*people[:_NAMED], *more])


@dataclass(frozen=True)
class MatchingOnRecord:
    """A matching of a store with all that it was made from, so that one can ask it why.

    ``record`` is the number of its audit record, and 0 for a matching of now, which is not kept.
    """

    programme: Programme
    mentee_forms: tuple[Any, ...]
    """Who took part, as their forms were then."""
    mentor_forms: tuple[Any, ...]
    scores: ScoreTable
    problem: Problem
    matching: Matching
    keep: Keep
    """Which of the open pairs it had to keep."""
    standing: Standing
    """What stood just before it."""
    record: int
    at: dt.datetime
    """When it was made, in the programme's time zone."""
    since: Since

    def __repr__(self) -> str:
        made = f"record {self.record}" if self.record else "not kept"
        return f"<MatchingOnRecord: {made}, {len(self.matching.pairs)} pairs, keep {self.keep}>"

    @property
    def day(self) -> dt.date:
        """The day on which it was made, in the programme's time zone."""
        return self.at.date()

    @property
    def pairs(self) -> frozenset[PairKey]:
        """Its pairs, by reference."""
        return frozenset(
            (self.mentee_forms[i].reference, self.mentor_forms[j].reference)
            for i, j in self.matching.pairs.tolist()
        )

    def took_part(self, reference: str) -> bool:
        """Whether a matching was asked about somebody."""
        return any(form.reference == reference for form in (*self.mentee_forms, *self.mentor_forms))


AskedOf = Callable[[Standing], "Asked"]


def find_matching(
    connection: Connection, programme: str, ask: AskedOf, record: int
) -> MatchingOnRecord:
    """Find a matching again: the last one, where the record is 0.

    Raises
    ------
    Error
        Where there is no such matching, or it cannot be found again.
    """
    made = {
        row["seq"]: row
        for row in records(connection, programme)
        if row["action"] == "match" and row["subject"] == programme
    }
    if not made:
        raise _core.Error("no matching was made yet; make one with: pairwell match")
    if record and record not in made:
        there = ", ".join(map(str, made))
        raise _core.Error(f"record {record} is no matching; the matchings are records {there}")
    number = record or max(made)
    proposed = {
        (row["reference"], row["partner"])
        for row in rows_of(connection, programme, "pair")
        if row["move"] == "propose" and row["matching"] == made[number]["inputs"]
    }
    now = standing_of(connection, programme)
    with as_of(connection, number):
        digest = next(
            (r["item"] for r in rows_of(connection, programme, "about") if r["seq"] == number), ""
        )
    is_whole = bool(digest) or _is_whole(connection, programme, number)
    with as_of(connection, number - 1):
        then = standing_of(connection, programme)
        at = _at(made[number], then)
        if not is_whole:
            raise _lost(number, at, "what was held of somebody who took part in it is erased")
        asked = ask(then)
        found = asked.found_again(digest, proposed, made[number]["outcome"])
    if not found:
        raise _lost(number, at, "it was made by another version of pairwell")
    if len(found) > 1:
        raise _lost(number, at, "its digest is erased, and more than one would come to its pairs")
    ((keep, matching),) = found
    mentees, mentors, scores = asked.asked_about
    references = [form.reference for form in (*mentees, *mentors)]
    return MatchingOnRecord(
        programme=then.programme,
        mentee_forms=tuple(mentees),
        mentor_forms=tuple(mentors),
        scores=scores,
        problem=matching.problem,
        matching=matching,
        keep=keep,
        standing=then,
        record=number,
        at=at,
        since=_since(
            now, then, references, _keys(mentees, mentors, matching),
            {r["reference"]: r["seq"] for r in rows_of(connection, programme, "form")},
            number, sum(seq > number for seq in made),
        ),
    )  # fmt: skip


def matching_of_now(stands: Standing, asked: Asked, keep: Keep) -> MatchingOnRecord:
    """Make a matching of what stands, which nobody keeps."""
    matching = asked.solved(keep)
    mentees, mentors, scores = asked.asked_about
    return MatchingOnRecord(
        programme=stands.programme,
        mentee_forms=tuple(mentees),
        mentor_forms=tuple(mentors),
        scores=scores,
        problem=matching.problem,
        matching=matching,
        keep=keep,
        standing=stands,
        record=0,
        at=stands.at,
        since=Since(),
    )


def _keys(mentees: list[Any], mentors: list[Any], matching: Matching) -> set[PairKey]:
    return {(mentees[i].reference, mentors[j].reference) for i, j in matching.pairs.tolist()}


def _at(row: RowMapping, then: Standing) -> dt.datetime:
    """When a record was made, as the clocks of the programme's zone show it."""
    moment = dt.datetime.fromisoformat(row["at"]).replace(microsecond=0)
    return _core.Zone.named(then.programme.timetable.zone).with_offset(moment)


def _is_whole(connection: Connection, programme: str, number: int) -> bool:
    """Whether nobody was erased who may have taken part in a matching.

    Whoever takes part was accepted by a move of theirs.
    """
    about = subjects(connection, programme)
    return all(
        about.get(row["seq"])
        for row in records(connection, programme)
        if row["seq"] < number and row["action"] == "accept"
    )


def _lost(number: int, at: dt.datetime, why: str) -> _core.Error:
    """What is raised where a matching cannot be found again."""
    day = f"{at.day} {at:%B %Y}"
    return _core.Error(
        f"the matching of {day} (record {number}) cannot be found again: {why}; with --now the"
        " answer is of a matching of today, which is not kept"
    )


def _since(
    now: Standing,
    then: Standing,
    references: Iterable[str],
    pairs: set[PairKey],
    forms: Mapping[str, int],
    record: int,
    later: int,
) -> Since:
    took_part = list(references)
    before = set(took_part)
    return Since(
        left=tuple(r for r in took_part if now.state(r) not in (*TAKES_PART, "completed")),
        joined=tuple(p.reference for p in now.taking_part() if p.reference not in before),
        ended=tuple(
            f"{pair.mentee}/{pair.mentor} ({pair.state.replace('_', ' ')})"
            for pair in now.pairs
            if (pair.mentee, pair.mentor) in pairs
            and pair.state in ENDED
            and pair.state != "completed"
        ),
        changed=tuple(r for r in took_part if forms.get(r, 0) > record),
        is_other_programme=now.programme.digest != then.programme.digest,
        later=later,
    )
