"""The desk's work after the shortlist: applications moved by hand, pairs matched, moved and ended.

Every move goes by the one table of legal moves (`pairwell.make_move`), and several are made as a
whole or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from pairwell import _core
from pairwell.matching.watch import Watch
from pairwell.scheme.members import RoleName
from pairwell.scheme.programme import Programme
from pairwell.score.score import score_pair
from pairwell.store._applications import ROLES, Applications
from pairwell.store._boards import Boards
from pairwell.store._decisions import recorded
from pairwell.store._desk import unknown
from pairwell.store._ledger import records
from pairwell.store._move_transaction import Moved
from pairwell.store._moves import KNOWN, TAKES_PART, PairKey, PairStanding, PersonStanding
from pairwell.store._on_record import MatchingOnRecord, find_matching, matching_of_now
from pairwell.store._overview import Overview
from pairwell.store._reasons import Reasons
from pairwell.store._rematch import Asked, Rematched
from pairwell.store._standing import Standing, standing_of
from pairwell.store._steps import steps_of
from pairwell.store._words import KEEP, STAGES, ApplicationMove, Keep, PairMove


class Pairs(Applications, Boards):
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

    def overview(self) -> Overview:
        """Read what stands with the decisions, forms and scores behind it, as of one moment.

        Raises
        ------
        InvalidInput
            Where forms that were taken in earlier do not suit a newer version of the programme.
        """
        with self._reading() as connection:
            stands = standing_of(connection, self.programme_id)
            read = [self._forms(connection, stands.programme, role) for role in ROLES]
            forms = {form.reference: form for each in read for form in each.forms}
            newest = self._newest(connection, "decision", "reference", "stage").items()
            eligibility, selection = (
                tuple(recorded(row) for (_, of), row in newest if of == stage) for stage in STAGES
            )
            return Overview(
                standing=stands,
                forms=forms,
                eligibility=eligibility,
                selection=selection,
                reached={
                    reference: reach.furthest
                    for reference, reach in steps_of(connection, self.programme_id).items()
                },
                graces=tuple(self._graces(connection)),
                scores={
                    (pair.mentee, pair.mentor): score_pair(
                        stands.programme, forms[pair.mentee], forms[pair.mentor]
                    )
                    for pair in stands.shown
                },
                concerns=tuple(self._why_not(connection, stands)),
                findings=tuple(finding for each in read for finding in each.findings),
            )

    def _why_not(self, connection: Connection, stands: Standing) -> list[_core.Finding]:
        """The concerns, and where none is an error, why `match` would still find no pairs."""
        found = self._concerns(connection, stands.programme, stands.people, stands.pairs)
        is_stopped = any(finding.severity == _core.Severity.ERROR for finding in found)
        if is_stopped or not all(any(stands.taking_part(role)) for role in ROLES):
            return found
        pairs = {(pair.mentee, pair.mentor): pair for pair in stands.pairs}
        watch = Watch("overview")
        try:
            asked = self._asked(connection, stands.programme, stands.people, pairs, watch)
            why = asked.impossible()
        except _core.InvalidInput as invalid:
            return [*invalid.findings, *found]
        if why:
            message = f"No pairs can obey every rule. {why}"
            found.insert(0, _core.Finding(rule="infeasible", message=message, column="places"))
        return found

    def settle(self) -> list[Moved]:
        """Make the moves that follow from what came in: a withdrawn form ends what stood on it.

        Every change at this desk begins with them, so that they are never left out; the moves are
        given here, to be shown to somebody.
        """
        with self._changing() as change:
            transaction = self._transaction(change)
            transaction.call_off_lapsed()
        return transaction.moved

    def move_applications(
        self, references: Iterable[str], move: ApplicationMove, *, because: str = ""
    ) -> list[Moved]:
        """Move applications, all or none: "interview", "accept", "promote", "withdraw", ...

        Who withdraws, or no longer takes part, leaves every pair that has not ended; their partners
        can be matched again. Appointments to come that have lost their reason are called off.

        Raises
        ------
        InvalidInput
            With every move that is not legal, and those that are; for "match", "unmatch" and
            "complete" of somebody whose pairs say otherwise.
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
            transaction.refuse_unlike_pairs(targets, move)
            for reference, state in targets.items():
                if state not in TAKES_PART:
                    transaction.leave_pairs(reference, because or f"{reference} is {state}.")
            transaction.call_off_lapsed()
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
                    transaction.follow(reference)
            transaction.call_off_lapsed()
        return transaction.moved

    def match(
        self,
        *,
        keep: Keep = "most",
        dry: bool = False,
        explain: bool = True,
        show: Callable[[Rematched], object] | None = None,
        progress: Callable[[str, int, int], object] | None = None,
    ) -> Rematched:
        """Match everybody who was accepted; pairs that are confirmed, published or active stay.

        New ones are proposed, and open ones that the matching has no place for are replaced.
        Nobody is told: a person decides.

        Parameters
        ----------
        keep
            Of open pairs: "all" stay, as "most" as can be where nothing else asks for a change, or
            "none" has to.
        dry
            Whether to say what would come of it, and change nothing.
        explain
            Whether to work out why each person is left out.
        show
            Called with what came of it before any of it is kept.
        progress
            That of `run_round`.

        Raises
        ------
        Error
            Where nobody of a role was accepted, or there is no such choice.
        InvalidInput
            With every error of `concerns`: a person decides first.
        InfeasibleError
            Where no pairs can obey every rule, with the reason.
        NotCertifiedError
            Where the certificate does not hold.
        Stopped
            Where progress asked to stop: nothing is changed.
        """
        if keep not in KEEP:
            raise unknown("way to keep open pairs", keep, KEEP)
        watch = Watch("match", progress)
        if dry:
            with self._reading() as connection:
                stands = standing_of(connection, self.programme_id)
                pairs = {(pair.mentee, pair.mentor): pair for pair in stands.pairs}
                asked = self._asked(connection, stands.programme, stands.people, pairs, watch)
                told = asked.rematch(keep, explain=explain).told
            if show is not None:
                show(told)
            return told
        with self._changing() as change:
            transaction = self._transaction(change)
            asked = self._asked(
                change.connection,
                transaction.programme,
                transaction.people,
                transaction.pairs,
                watch,
            )
            made = asked.rematch(keep, explain=explain)
            if show is not None:
                show(made.told)
            transaction.take_over(made.changes, made.told.matching, made.units, made.because)
            transaction.call_off_lapsed()
        return made.told

    def matchings(self) -> dict[str, int]:
        """Give the records of the matchings, oldest first, by what their pairs have of them."""
        with self._reading() as connection:
            return {
                row["inputs"]: row["seq"]
                for row in records(connection, self.programme_id)
                if row["action"] == "match" and row["subject"] == self.programme_id
            }

    def matching_on_record(
        self, record: int = 0, *, progress: Callable[[str, int, int], object] | None = None
    ) -> MatchingOnRecord:
        """Find a matching again from what was on record when it was made, and check its digest.

        Parameters
        ----------
        record
            The number of its audit record; the last matching where it is 0.
        progress
            That of `run_round`.

        Raises
        ------
        Error
            Where there is no such matching; or it cannot be found again, since somebody who took
            part in it was erased, or another version made it.
        Stopped
            Where progress asked to stop.
        """
        watch = Watch("matching_on_record", progress)
        with self._reading() as connection:

            def ask(then: Standing) -> Asked:
                mentees, mentors = (
                    self._taking_part(connection, then.programme, then.people, role)
                    for role in ROLES
                )
                pairs = {(pair.mentee, pair.mentor): pair for pair in then.pairs}
                return Asked(then.programme, mentees, mentors, pairs, [], watch)

            return find_matching(connection, self.programme_id, ask, record)

    def matching_of_now(
        self,
        keep: Keep = "most",
        *,
        progress: Callable[[str, int, int], object] | None = None,
    ) -> MatchingOnRecord:
        """Make the matching that `match` would make now, to ask it why; it is not kept.

        Raises
        ------
        Error, InvalidInput, InfeasibleError, NotCertifiedError, Stopped
            As `match` does.
        """
        if keep not in KEEP:
            raise unknown("way to keep open pairs", keep, KEEP)
        watch = Watch("matching_of_now", progress)
        with self._reading() as connection:
            stands = standing_of(connection, self.programme_id)
            pairs = {(pair.mentee, pair.mentor): pair for pair in stands.pairs}
            asked = self._asked(connection, stands.programme, stands.people, pairs, watch)
            return matching_of_now(stands, asked, keep)

    def reasons(
        self,
        *,
        names: Mapping[str, str] | None = None,
        keep: Keep | None = None,
        progress: Callable[[str, int, int], object] | None = None,
    ) -> Reasons:
        """Say why people are pairs, or none, or in no pair.

        Parameters
        ----------
        names
            What sentences call people, by reference; others are called by their references.
        keep
            For answers of a matching of now, which is not kept: how it treats open pairs, as in
            `match`. None: answers of the matchings on record.
        progress
            That of `run_round`.
        """
        return Reasons(self, names or {}, keep, progress)

    def known_pairs(self) -> set[PairKey]:
        """Give the pairs, ended ones too, that their people know of: from their conversation on."""
        with self._reading() as connection:
            rows = self._rows(connection, "pair")
        return {(row["reference"], row["partner"]) for row in rows if row["state"] in KNOWN}

    def why_there(self, reference: str) -> list[str]:
        """Give the reasons of the decision by which somebody stands where they do.

        They name nobody else. Where a person moved them, there are none.
        """
        with self._reading() as connection:
            person = standing_of(connection, self.programme_id).people.get(reference)
            rows = self._newest(connection, "decision", "reference", "stage")
        for stage in STAGES:
            row = rows.get((reference, stage))
            if person is not None and row is not None and row["seq"] == person.seq:
                return [reason["text"] for reason in recorded(row).reasons]
        return []

    def _asked(
        self,
        connection: Connection,
        programme: Programme,
        people: Mapping[str, PersonStanding],
        pairs: Mapping[PairKey, PairStanding],
        watch: Watch,
    ) -> Asked:
        """Everything that a re-match looks at; what a person has to decide first is refused."""
        found = self._concerns(connection, programme, people, pairs.values())
        _core.throw_if_errors("match", found)
        mentees, mentors = (
            self._taking_part(connection, programme, people, role) for role in ROLES
        )
        return Asked(programme, mentees, mentors, pairs, found, watch)

    def _taking_part(
        self,
        connection: Connection,
        programme: Programme,
        people: Mapping[str, PersonStanding],
        role: RoleName,
    ) -> list[Any]:
        forms = self._forms(connection, programme, role).forms
        found = [form for form in forms if people[form.reference].state in TAKES_PART]
        if not found:
            raise _core.Error(
                f"no {role} was accepted; accept first, as in:"
                " pairwell move application accept --all"
            )
        return found
