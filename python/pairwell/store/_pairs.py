"""The desk's work after the shortlist: applications moved by hand, pairs matched, moved and ended.

Every move goes by the one table of legal moves (`pairwell.make_move`), and several are made as a
whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from pairwell import _core
from pairwell.matching.match import match_of_programme
from pairwell.matching.matching import Matching, verify
from pairwell.round.rematch import compare_pairs, make_rematch
from pairwell.round.watch import Watch
from pairwell.scheme.members import RoleName
from pairwell.scheme.programme import Programme
from pairwell.score.score import score_all
from pairwell.store._applications import Applications
from pairwell.store._desk import programme_of
from pairwell.store._ledger import Change
from pairwell.store._move_transaction import Moved, MoveTransaction
from pairwell.store._moves import TAKES_PART, PairKey, PairStanding
from pairwell.store._standing import Standing, standing_of
from pairwell.store._words import ApplicationMove, PairMove


class InfeasibleError(_core.Error):
    """No pairs can obey every rule; says which people and places collide."""


class NotCertifiedError(_core.Error):
    """The certificate of a matching does not hold."""


@dataclass(frozen=True)
class Rematched:
    """What a matching changed among the pairs."""

    kept: tuple[PairKey, ...]
    replaced: tuple[PairKey, ...]
    added: tuple[PairKey, ...]
    unpaired: tuple[str, ...]
    """Who takes part and is in no pair."""
    matching: Matching

    def __repr__(self) -> str:
        parts = ("kept", "replaced", "added", "unpaired")
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<Rematched: {counts}>"


class Pairs(Applications):
    """Moves applications and pairs, and matches those who take part."""

    def states(self) -> dict[str, str]:
        """Give the state of every application, by reference."""
        people = self.standing().people
        return {reference: person.state for reference, person in people.items()}

    def pairs(self) -> list[PairStanding]:
        """Give every pair that was ever proposed, with its state."""
        return list(self.standing().pairs)

    def standing(self) -> Standing:
        """Read what stands now: everybody's state, every pair, and the head of the record."""
        with self._reading() as connection:
            return standing_of(connection, self.programme_id)

    def move_applications(
        self, references: Iterable[str], move: ApplicationMove, *, because: str = ""
    ) -> list[Moved]:
        """Move applications, all or none: "interview", "accept", "promote", "withdraw", ...

        Who withdraws leaves every pair that has not ended; their partners can be matched again.

        Raises
        ------
        InvalidInput
            With every move that is not legal, and those that are.
        """
        with self._changing() as change:
            transaction = self._transaction(change)
            targets = transaction.legal(
                "application", transaction.states, references, move, because
            )
            for reference, state in targets.items():
                transaction.stand(reference, move, state, because)
                if move == "withdraw":
                    transaction.leave_pairs(reference, because)
        return transaction.moved

    def move_pairs(
        self, pairs: Iterable[PairKey], move: PairMove, *, because: str = ""
    ) -> list[Moved]:
        """Move pairs, all or none: "review", "confirm", "decline", "publish", "complete", ...

        Applications follow: who has a confirmed pair is matched, who has lost their last one can
        be matched again, and who has completed one and has no other is through.

        Raises
        ------
        InvalidInput
            With every move that is not legal, and those that are.
        """
        with self._changing() as change:
            transaction = self._transaction(change)
            states = {key: pair.state for key, pair in transaction.pairs.items()}
            targets = transaction.legal("pair", states, pairs, move, because)
            for key, state in targets.items():
                transaction.move_pair(transaction.pairs[key], move, state, because)
            for key in targets:
                for reference in key:
                    transaction.follow(reference, because)
        return transaction.moved

    def match(self, *, progress: Callable[[str, int, int], object] | None = None) -> Rematched:
        """Match everybody who was accepted, with as few changes to earlier pairs as can be.

        Pairs that are confirmed, published or active stay. New ones are proposed, and open ones
        that a better matching has no place for are replaced. Nobody is told: a person decides.
        ``progress`` is that of `run_round`.

        Raises
        ------
        Error
            Where nobody of a role was accepted.
        InfeasibleError
            Where no pairs can obey every rule, with the reason.
        NotCertifiedError
            Where the certificate does not hold.
        Stopped
            Where progress asked to stop: nothing is changed.
        """
        watch = Watch("match", progress)
        with self._changing() as change:
            connection = change.connection
            programme = programme_of(connection, self.programme_id)
            transaction = self._transaction(change)
            mentees, mentors = (
                self._taking_part(connection, programme, transaction.states, role)
                for role in ("mentee", "mentor")
            )
            records = [
                _core.PairRecord(mentee=pair.mentee, mentor=pair.mentor, state=pair.state)
                for pair in transaction.pairs.values()
            ]
            scores = score_all(programme, mentees, mentors, **watch.options)
            asked = make_rematch(programme, mentees, mentors, scores, records)
            matching = watch.check(
                match_of_programme(asked.problem, asked.objective, **watch.options)
            )
            if matching.status is not _core.Status.OPTIMAL:
                assert matching.infeasibility is not None
                why = matching.infeasibility
                reason = why.reason
                for claim in why.asked:
                    if isinstance(claim.id, tuple):  # a pair that somebody confirmed stays
                        mentee, mentor = (
                            side[at].reference
                            for side, at in zip((mentees, mentors), claim.id, strict=True)
                        )
                        told = f"mentee {mentee} with mentor {mentor} is "
                        state = transaction.pairs[mentee, mentor].state
                        reason = reason.replace(f"{told}locked", f"{told}{state}")
                raise InfeasibleError(f"no pairs can obey every rule. {reason}")
            verdict = verify(asked.problem, matching)
            if not verdict.holds:
                raise NotCertifiedError(f"the certificate does not hold: {verdict.failures[0]}")
            changes = compare_pairs(mentees, mentors, records, matching)
            units = {
                (mentees[i].reference, mentors[j].reference): scores.at(i, j).units
                for i, j in matching.pairs.tolist()
            }
            transaction.take_over(changes, matching, units)
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

    def _transaction(self, change: Change) -> MoveTransaction:
        return MoveTransaction(change, self.programme_id, self.actor)

    def _taking_part(
        self,
        connection: Connection,
        programme: Programme,
        states: dict[str, str],
        role: RoleName,
    ) -> list[Any]:
        forms = self._forms(connection, programme, role).forms
        found = [form for form in forms if states[form.reference] in TAKES_PART]
        if not found:
            raise _core.Error(
                f"no {role} was accepted; accept first, as in:"
                " pairwell move application accept --all"
            )
        return found
