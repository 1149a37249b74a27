"""The desk's work after the shortlist: applications moved by hand, pairs matched, moved and ended.

Every move goes by the one table of legal moves (`pairwell.make_move`), and several are made as a
whole or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

import pairwell as pw
from pairwell.store._applications import Applications
from pairwell.store._desk import programme_of
from pairwell.store._ledger import Change
from pairwell.store._standing import ENDED, LIVE, TAKES_PART, PairStanding, pairs_of, states_of

PairKey = tuple[str, str]


class InfeasibleError(pw.Error):
    """No pairs can obey every rule; says which people and places collide."""


class NotCertifiedError(pw.Error):
    """The certificate of a matching does not hold."""


@dataclass(frozen=True)
class Moved:
    """A move that was made: of an application, or of a pair (``MM-014/MR-003``)."""

    subject: str
    move: str
    state: str


@dataclass(frozen=True)
class Rematched:
    """What a matching changed among the pairs."""

    kept: tuple[PairKey, ...]
    replaced: tuple[PairKey, ...]
    added: tuple[PairKey, ...]
    unpaired: tuple[str, ...]
    """Who takes part and is in no pair."""
    matching: pw.Matching


class Pairs(Applications):
    """Moves applications and pairs, and matches those who take part."""

    def states(self) -> dict[str, str]:
        """Give the state of every application, by reference."""
        with self._reading() as connection:
            return states_of(connection, self.programme_id)

    def pairs(self) -> list[PairStanding]:
        """Give every pair that was ever proposed, with its state."""
        with self._reading() as connection:
            return list(pairs_of(connection, self.programme_id).values())

    def move_applications(
        self, references: Iterable[str], move: str, *, because: str = ""
    ) -> list[Moved]:
        """Move applications, all or none: "interview", "accept", "promote", "withdraw", ...

        Who withdraws leaves every pair that has not ended; their partners can be matched again.

        Raises
        ------
        InvalidInput
            With every move that is not legal, and those that are.
        """
        wanted = list(dict.fromkeys(references))
        with self._changing() as change:
            states = states_of(change.connection, self.programme_id)
            findings, targets = [], {}
            for reference in wanted:
                if reference not in states:
                    findings.append(_unknown("reference", "There is no such form.", reference))
                    continue
                found = _legal("application", states[reference], move, self.actor, because)
                if isinstance(found, str):
                    targets[reference] = found
                else:
                    findings += _about(reference, found)
            pw.throw_if_errors("move", findings)
            rules = programme_of(change.connection, self.programme_id).digest
            moved = []
            for reference, state in targets.items():
                _stand(change, reference, move, state, because, rules)
                moved.append(Moved(reference, move, state))
                if move == "withdraw":
                    moved += self._leave_pairs(change, reference, because, rules)
        return moved

    def move_pairs(self, pairs: Iterable[PairKey], move: str, *, because: str = "") -> list[Moved]:
        """Move pairs, all or none: "review", "confirm", "decline", "publish", "complete", ...

        Applications follow: who has a confirmed pair is matched, who has lost their last one can
        be matched again, and who has completed one and has no other is through.

        Raises
        ------
        InvalidInput
            With every move that is not legal, and those that are.
        """
        with self._changing() as change:
            known = pairs_of(change.connection, self.programme_id)
            findings, targets = [], {}
            for key in dict.fromkeys(pairs):
                subject = "/".join(key)
                if key not in known:
                    findings.append(_unknown("pair", "This pair was never proposed.", subject))
                    continue
                found = _legal("pair", known[key].state, move, self.actor, because)
                if isinstance(found, str):
                    targets[key] = found
                else:
                    findings += _about(subject, found)
            pw.throw_if_errors("move", findings)
            rules = programme_of(change.connection, self.programme_id).digest
            moved = []
            for key, state in targets.items():
                moved.append(_move_pair(change, known[key], move, state, because, rules))
            for key in targets:
                for reference in key:
                    moved += self._follow(change, reference, because, rules)
        return moved

    def match(self) -> Rematched:
        """Match everybody who was accepted, with as few changes to earlier pairs as can be.

        Pairs that are confirmed, published or active stay. New ones are proposed, and open ones
        that a better matching has no place for are replaced. Nobody is told: a person decides.

        Raises
        ------
        Error
            Where nobody of a role was accepted.
        InfeasibleError
            Where no pairs can obey every rule, with the reason.
        NotCertifiedError
            Where the certificate does not hold.
        """
        with self._changing() as change:
            connection = change.connection
            programme = programme_of(connection, self.programme_id)
            mentees, mentors = (
                self._taking_part(connection, programme, r) for r in ("mentee", "mentor")
            )
            records = [
                pw.PairRecord(mentee=pair.mentee, mentor=pair.mentor, state=pair.state)
                for pair in pairs_of(connection, self.programme_id).values()
            ]
            scores = pw.score_all(programme, mentees, mentors)
            asked = pw.make_rematch(programme, mentees, mentors, scores, records)
            matching = pw.match(asked.problem, asked.objective, seed=None)
            if matching.status is not pw.Status.OPTIMAL:
                assert matching.infeasibility is not None
                raise InfeasibleError(
                    f"no pairs can obey every rule. {matching.infeasibility.reason}"
                )
            verdict = pw.verify(asked.problem, matching)
            if not verdict.holds:
                raise NotCertifiedError(f"the certificate does not hold: {verdict.failures[0]}")
            changes = pw.compare_pairs(mentees, mentors, records, matching)
            self._record(change, programme, matching, changes, scores, mentees, mentors)
            paired = {
                ref
                for pair in (*changes.kept, *changes.added)
                for ref in (pair.mentee, pair.mentor)
            }
        return Rematched(
            kept=tuple((p.mentee, p.mentor) for p in changes.kept),
            replaced=tuple((p.mentee, p.mentor) for p in changes.replaced),
            added=tuple((p.mentee, p.mentor) for p in changes.added),
            unpaired=tuple(f.reference for f in (*mentees, *mentors) if f.reference not in paired),
            matching=matching,
        )

    def _taking_part(self, connection: Connection, programme: pw.Programme, role: str) -> list[Any]:
        states = states_of(connection, self.programme_id)
        forms = self._forms(connection, programme, role).forms
        found = [form for form in forms if states[form.reference] in TAKES_PART]
        if not found:
            raise pw.Error(
                f"no {role} was accepted; accept first, as in:"
                " pairwell move application accept --all"
            )
        return found

    def _record(
        self,
        change: Change,
        programme: pw.Programme,
        matching: pw.Matching,
        changes: pw.PairChanges,
        scores: pw.ScoreTable,
        mentees: Sequence[Any],
        mentors: Sequence[Any],
    ) -> None:
        known = pairs_of(change.connection, self.programme_id)
        units = {
            (mentees[i].reference, mentors[j].reference): scores.at(i, j).units
            for i, j in matching.pairs.tolist()
        }
        outcome = f"{len(changes.added)} proposed, {len(changes.kept)} kept"
        change.add(
            "match", self.programme_id, outcome, rules=programme.digest, inputs=matching.digest
        )
        for record in changes.replaced:
            pair = known[record.mentee, record.mentor]
            because = "A later matching has other pairs in its place."
            state = pw.make_move("pair", pair.state, "replace", by=self.actor, reason=because).to
            _move_pair(change, pair, "replace", state, because, programme.digest)
        for record in changes.added:
            key = record.mentee, record.mentor
            fresh = PairStanding(*key, "proposed", "", units[key], matching.digest, 0)
            _move_pair(change, fresh, "propose", "proposed", "", programme.digest)

    def _leave_pairs(self, change: Change, reference: str, because: str, rules: str) -> list[Moved]:
        """End every pair of somebody who withdraws, and let their partners follow."""
        moved = []
        reason = because or "One of the two has withdrawn."
        for key, pair in pairs_of(change.connection, self.programme_id).items():
            if reference not in key or pair.state in ENDED:
                continue
            state = pw.make_move("pair", pair.state, "withdraw", by=self.actor, reason=reason).to
            moved.append(_move_pair(change, pair, "withdraw", state, reason, rules))
            partner = key[1] if key[0] == reference else key[0]
            moved += self._follow(change, partner, reason, rules)
        return moved

    def _follow(self, change: Change, reference: str, because: str, rules: str) -> list[Moved]:
        """Bring an application to where its pairs are."""
        state = states_of(change.connection, self.programme_id)[reference]
        mine = {
            pair.state
            for key, pair in pairs_of(change.connection, self.programme_id).items()
            if reference in key
        }
        is_live = any(each in mine for each in LIVE)
        move = None
        if state == "accepted" and is_live:
            move = "match"
        elif state == "matched" and not is_live:
            move = "complete" if "completed" in mine else "unmatch"
        if move is None:
            return []
        reason = because or "The last pair has ended."
        made = pw.make_move("application", state, move, by=self.actor, reason=reason)
        _stand(change, reference, move, made.to, because, rules)
        return [Moved(reference, move, made.to)]


def _legal(cycle: str, state: str, move: str, by: str, because: str) -> str | list[pw.Finding]:
    """The state that a move leads to, or why there is no such move."""
    try:
        return pw.make_move(cycle, state, move, by=by, reason=because).to
    except pw.InvalidInput as refused:
        return list(refused.findings)


def _about(subject: str, findings: Iterable[pw.Finding]) -> list[pw.Finding]:
    return [
        pw.Finding(rule=f.rule, message=f"{subject}: {f.message}", column=f.column, value=f.value)
        for f in findings
    ]


def _unknown(column: str, message: str, value: str) -> pw.Finding:
    return pw.Finding(rule="reference", message=message, column=column, value=value)


def _stand(change: Change, reference: str, move: str, state: str, because: str, rules: str) -> None:
    row = {"reference": reference, "move": move, "state": state, "reason": because}
    change.add(move, reference, state, ("standing", row), rules=rules)


def _move_pair(
    change: Change, pair: PairStanding, move: str, state: str, because: str, rules: str
) -> Moved:
    subject = f"{pair.mentee}/{pair.mentor}"
    row: dict[str, str | int] = {
        "reference": pair.mentee,
        "partner": pair.mentor,
        "move": move,
        "state": state,
        "reason": because,
        "matching": pair.matching,
        "units": pair.units,
    }
    change.add(move, subject, state, ("pair", row), rules=rules)
    return Moved(subject, move, state)
