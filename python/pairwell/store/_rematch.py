"""A matching among those who take part: what each way to keep pairs costs, and who is left out."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell.matching.infeasibility import Infeasibility
from pairwell.matching.match import match_of_programme, why_unmatched_all
from pairwell.matching.matching import Matching, verify
from pairwell.matching.problem import Problem
from pairwell.matching.watch import Watch
from pairwell.round.place_limits import counted_in_pairs
from pairwell.round.refused import Refusals
from pairwell.round.rematch import PairChanges, Rematch, compare_pairs, make_rematch
from pairwell.scheme.members import RoleName
from pairwell.scheme.programme import Programme
from pairwell.score.score import ScoreTable, score_pairs
from pairwell.store._moves import ENDED, LIVE, PairKey, PairStanding
from pairwell.store._words import KEEP, Keep

_LATER = "A later matching has other pairs in its place."


@dataclass(frozen=True)
class Unsolved:
    """What was asked where no pairs can obey every rule, so that one can ask what is in the way."""

    programme: Programme
    mentee_forms: tuple[Any, ...]
    mentor_forms: tuple[Any, ...]
    scores: ScoreTable
    problem: Problem
    objective: tuple[Any, ...]
    matching: Matching


class InfeasibleError(_core.Error):
    """No pairs can obey every rule; says which people and places collide."""

    solved: Unsolved | None = None
    """What was asked, where the error is of a matching."""


class NotCertifiedError(_core.Error):
    """The certificate of a matching does not hold."""


@dataclass(frozen=True)
class Choice:
    """What a matching comes to that keeps "all", "most" or "none" of the open pairs."""

    keep: Keep
    pairs: int
    units: int
    """Of the points of all pairs together, in thousandths."""
    replaced: int
    added: int
    under_floor: int
    impossible: str = ""
    """Why there is no such matching, where there is none."""

    def __repr__(self) -> str:
        if self.impossible:
            return f"<Choice: keep {self.keep}, impossible>"
        points = f"{self.units // 1000}.{self.units % 1000:03} points"
        changes = f"{self.replaced} replaced, {self.added} added"
        return f"<Choice: keep {self.keep}, {self.pairs} pairs, {points}, {changes}>"


@dataclass(frozen=True)
class LeftOut:
    """Somebody who takes part and is in no pair, and why."""

    reference: str
    role: RoleName
    why: str
    """In a word or two, as `pairwell.Unmatched` has it; empty where it was not asked."""
    text: str
    detail: str


@dataclass(frozen=True)
class Rematched:
    """What a matching changed among the pairs, or would change."""

    kept: tuple[PairKey, ...]
    replaced: tuple[PairKey, ...]
    added: tuple[PairKey, ...]
    unpaired: tuple[str, ...]
    """Who takes part and is in no pair."""
    matching: Matching
    keep: Keep
    choices: tuple[Choice, ...]
    """What each way of keeping open pairs comes to; one, where there are none to keep."""
    left_out: tuple[LeftOut, ...]
    """The unpaired, each with the reason."""
    under_floor: tuple[tuple[str, str, int], ...]
    """Pairs of the matching under the programme's floor, with their thousandths of points."""
    concerns: tuple[_core.Finding, ...]
    """What a person should know of those who take part and their pairs before."""

    def __repr__(self) -> str:
        parts = ("kept", "replaced", "added", "unpaired")
        counts = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<Rematched: {counts}>"


@dataclass(frozen=True)
class Made:
    """A re-match with what a store keeps of it."""

    told: Rematched
    changes: PairChanges
    units: dict[PairKey, int]
    because: dict[PairKey, str]
    """Why each replaced pair is."""


class Asked:
    """Everything that a re-match looks at: who takes part, their scores, and the pairs so far."""

    def __init__(
        self,
        programme: Programme,
        mentees: list[Any],
        mentors: list[Any],
        pairs: Mapping[PairKey, PairStanding],
        concerns: Iterable[_core.Finding],
        watch: Watch,
    ) -> None:
        self._concerns = tuple(concerns)
        self._programme, self._mentees, self._mentors = programme, mentees, mentors
        self._pairs, self._watch = pairs, watch
        self._scores = score_pairs(programme, mentees, mentors, **watch.options)
        self._floor = programme.objective.floor * 1000
        rows = {form.reference: place for place, form in enumerate(mentees)}
        columns = {form.reference: place for place, form in enumerate(mentors)}
        self._standing = [pair for pair in pairs.values() if pair.state not in ENDED]
        refusals = {
            (pair.mentee, pair.mentor): self._scores.at(
                rows[pair.mentee], columns[pair.mentor]
            ).refusals
            for pair in self._standing
        }
        self._refused = {
            key: " ".join(refusal.text for refusal in found)
            for key, found in refusals.items()
            if found
        }

    def rematch(self, keep: Keep, *, explain: bool) -> Made:
        """Match, compare what each choice comes to, and say who is left out.

        Raises
        ------
        InfeasibleError, NotCertifiedError
            As `Pairs.match` does.
        """
        matching = self._match(keep)
        changes = self._changes(matching)
        units = self._units(matching)
        has_open = any(pair.state not in LIVE for pair in self._standing)
        paired = {reference for key in units for reference in key}
        told = Rematched(
            kept=_keys(changes.kept),
            replaced=_keys(changes.replaced),
            added=_keys(changes.added),
            unpaired=tuple(
                form.reference
                for form in (*self._mentees, *self._mentors)
                if form.reference not in paired
            ),
            matching=matching,
            keep=keep,
            choices=tuple(
                self._choice(other, matching if other == keep else None)
                for other in (KEEP if has_open else (keep,))
            ),
            left_out=tuple(self._left_out(matching, paired, explain)),
            under_floor=tuple((*key, own) for key, own in units.items() if own < self._floor),
            concerns=(*self._concerns, *counted_in_pairs(self._mentors, matching)),
        )
        because = {
            key: f"A rule now refuses it: {self._refused[key]}" if key in self._refused else _LATER
            for key in told.replaced
        }
        return Made(told, changes, units, because)

    def found_again(
        self, digest: str, proposed: Set[PairKey], outcome: str
    ) -> list[tuple[Keep, Matching]]:
        """Find the matchings that may be one that was made of the same, by what is left of it.

        Parameters
        ----------
        digest
            Of the matching, which tells it from all others; empty where it is erased, or was never
            kept. Then there may be several, for several ways of keeping open pairs.
        proposed
            The pairs that it proposed.
        outcome
            How many it proposed and kept, as its record has it.
        """
        has_open = any(pair.state not in LIVE for pair in self._standing)
        found: list[tuple[Keep, Matching]] = []
        for keep in sorted(KEEP, key=lambda own: own != "most")[: None if has_open else 1]:
            try:
                matching = self._match(keep)
            except InfeasibleError:
                continue
            changes = self._changes(matching)
            told = f"{len(changes.added)} proposed, {len(changes.kept)} kept"
            agrees = set(_keys(changes.added)) == proposed and told == outcome
            is_new = all(other.digest != matching.digest for _, other in found)
            if agrees and is_new and digest in ("", matching.digest):
                found.append((keep, matching))
                if digest:
                    break
        return found

    def solved(self, keep: Keep) -> Matching:
        """The matching that `rematch` would make.

        Raises
        ------
        InfeasibleError, NotCertifiedError
            As `Pairs.match` does.
        """
        return self._match(keep)

    @property
    def asked_about(self) -> tuple[list[Any], list[Any], ScoreTable]:
        """The forms of both sides, and their scores."""
        return self._mentees, self._mentors, self._scores

    def impossible(self) -> str:
        """Say why no matching can obey every rule, open pairs left free; nothing where one can."""
        asked = self._problem("none")
        matching = self._watch.check(
            match_of_programme(asked.problem, ["most_pairs"], **self._watch.options)
        )
        return "" if matching else self._reason(matching)

    def _problem(self, keep: Keep) -> Rematch:
        records = []
        for key, pair in self._pairs.items():
            state = pair.state
            if state not in (*LIVE, *ENDED):
                if keep == "none" or key in self._refused:
                    continue
                state = "confirmed" if keep == "all" else state
            records.append(_core.PairRecord(mentee=pair.mentee, mentor=pair.mentor, state=state))
        return make_rematch(self._programme, self._mentees, self._mentors, self._scores, records)

    def _match(self, keep: Keep) -> Matching:
        asked = self._problem(keep)
        matching = self._watch.check(
            match_of_programme(asked.problem, asked.objective, **self._watch.options)
        )
        if matching.status is not _core.Status.OPTIMAL:
            error = InfeasibleError(f"no pairs can obey every rule. {self._reason(matching)}")
            forms = tuple(self._mentees), tuple(self._mentors)
            error.solved = Unsolved(
                self._programme,
                *forms,
                self._scores,
                asked.problem,
                tuple(asked.objective),
                matching,
            )
            raise error
        verdict = verify(asked.problem, matching)
        if not verdict.holds:
            raise NotCertifiedError(f"the certificate does not hold: {verdict.failures[0]}")
        return matching

    def _reason(self, matching: Matching) -> str:
        """Why there are no pairs, with the states of those that have to stay."""
        assert matching.infeasibility is not None
        return self._states_told(matching.infeasibility, matching.infeasibility.reason)

    def _states_told(self, infeasibility: Infeasibility, reason: str) -> str:
        """A sentence with the states of the pairs that have to stay, in place of "locked"."""
        for claim in infeasibility.asked:
            if isinstance(claim.id, tuple):
                mentee, mentor = (
                    side[at].reference
                    for side, at in zip((self._mentees, self._mentors), claim.id, strict=True)
                )
                told = f"mentee {mentee} with mentor {mentor} is "
                state = self._pairs[mentee, mentor].state
                reason = reason.replace(f"{told}locked", f"{told}{state}")
        return reason

    def _changes(self, matching: Matching) -> PairChanges:
        records = [
            _core.PairRecord(mentee=pair.mentee, mentor=pair.mentor, state=pair.state)
            for pair in self._pairs.values()
        ]
        return compare_pairs(self._mentees, self._mentors, records, matching)

    def _units(self, matching: Matching) -> dict[PairKey, int]:
        return {
            (self._mentees[i].reference, self._mentors[j].reference): self._scores.at(i, j).units
            for i, j in matching.pairs.tolist()
        }

    def _choice(self, keep: Keep, matching: Matching | None) -> Choice:
        """What a choice comes to; it is matched where that was not done yet."""
        if matching is None:
            try:
                matching = self._match(keep)
            except InfeasibleError as error:
                return Choice(keep, 0, 0, 0, 0, 0, str(error))
        changes, units = self._changes(matching), self._units(matching).values()
        return Choice(
            keep=keep,
            pairs=len(units),
            units=sum(units),
            replaced=len(changes.replaced),
            added=len(changes.added),
            under_floor=sum(own < self._floor for own in units),
        )

    def _left_out(
        self, matching: Matching, paired: Container[str], explain: bool
    ) -> Iterator[LeftOut]:
        sides: tuple[tuple[RoleName, list[Any]], ...] = (
            ("mentee", self._mentees),
            ("mentor", self._mentors),
        )
        people = [
            (role, place, form.reference)
            for role, forms in sides
            for place, form in enumerate(forms)
            if form.reference not in paired
        ]
        if not explain or not people:
            for role, _, reference in people:
                yield LeftOut(reference, role, "", "", "")
            return
        answers = why_unmatched_all(matching.problem, matching, **self._watch.options)
        reasons = (*answers.mentees.values(), *answers.mentors.values())
        refusals = Refusals(self._scores)
        for (role, place, reference), why in zip(people, reasons, strict=True):
            detail = why.detail
            if why.infeasibility is not None:
                detail = self._states_told(why.infeasibility, detail)
            if why.why is _core.Unmatched.NOBODY_ADMISSIBLE:
                detail = refusals.of(role, place)
            word = why.why.name.lower().replace("_", " ")
            yield LeftOut(reference, role, word, why.text, detail)


def _keys(records: Iterable[_core.PairRecord]) -> tuple[PairKey, ...]:
    return tuple((record.mentee, record.mentor) for record in records)
