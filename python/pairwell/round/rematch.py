"""From pairs that have begun their life to a new matching with as few changes as can be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell._arguments import check_type, listed
from pairwell.data.shown import plural
from pairwell.matching.match import to_stages
from pairwell.matching.matching import Matching
from pairwell.matching.problem import Problem
from pairwell.matching.stages import Stage
from pairwell.round.problem_from_forms import (
    bare,
    check_programme,
    check_scores,
    forms_of,
    references_in,
)


@dataclass(frozen=True)
class Rematch:
    """What a re-match asks the engine: ``pw.match(rematch.problem, rematch.objective)``."""

    problem: Problem
    """Kept pairs are locked, and barred ones forbidden."""
    objective: list[Stage]
    """Fewest changes first, then the programme's own stages."""
    gone: list[_core.PairRecord]
    """Open pairs one of whom no longer takes part."""

    def __repr__(self) -> str:
        locked, stages = len(self.problem.locked), plural(len(self.objective), "stage")
        return f"<Rematch: {plural(locked, 'pair')} kept, {len(self.gone)} gone, {stages}>"


def make_rematch(
    programme: _core.Programme,
    mentees: Iterable[_core.MenteeForm],
    mentors: Iterable[_core.MentorForm],
    scores: Any,
    records: Iterable[_core.PairRecord],
) -> Rematch:
    """The problem and objective of a re-match among those who take part now.

    People who withdrew are left out of the forms, and reserves who were promoted are put in.
    Pairs that are confirmed, published or active stay; those that are proposed, reviewed or have
    had their conversation stay where nothing else asks for a change; declined and ended ones do
    not come back.

    Raises
    ------
    InvalidInput
        As `make_problem` does; and for a state that is unknown, a pair that appears twice, a kept
        pair one of whom no longer takes part, or one that a rule now refuses.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> people = pw.synthetic_cohort(programme, mentees=4, mentors=2, flaws=False)
    >>> mentees = pw.read_mentees(people.mentees, programme).forms
    >>> mentors = pw.read_mentors(people.mentors, programme).forms
    >>> scores = pw.score_pairs(programme, mentees, mentors)
    >>> records = [pw.PairRecord(mentee="MM-001", mentor="MR-001", state="confirmed")]
    >>> rematch = pw.make_rematch(programme, mentees, mentors, scores, records)
    >>> rematch.problem.locked.tolist()
    [[0, 0]]
    """
    check_programme("make_rematch", programme)
    check_scores("make_rematch", scores)
    forms = forms_of("make_rematch", mentees, mentors)
    problem, objective, gone = _core.make_rematch(
        programme,
        *forms,
        bare(scores),
        listed("make_rematch", "records", "a PairRecord", _core.PairRecord, records),
    )
    named = Problem._wrap(problem, references_in(problem, *forms))
    return Rematch(named, to_stages(objective, _core.DEFAULT_SCALE), gone)


@dataclass(frozen=True)
class PairChanges:
    """How a new matching differs from the kept and open pairs before it."""

    kept: list[_core.PairRecord]
    """In both, with the state that they have."""
    replaced: list[_core.PairRecord]
    """Kept or open before, and not in the new matching."""
    added: list[_core.PairRecord]
    """New, and proposed."""

    def __repr__(self) -> str:
        counts = f"{len(self.kept)} kept, {len(self.replaced)} replaced, {len(self.added)} added"
        return f"<PairChanges: {counts}>"


def compare_pairs(
    mentees: Iterable[_core.MenteeForm],
    mentors: Iterable[_core.MentorForm],
    records: Iterable[_core.PairRecord],
    matching: Matching,
) -> PairChanges:
    """Compares a new matching of these people with the records before it.

    Raises
    ------
    InvalidInput
        Where the matching is of other people than these or of another problem than it holds, or a
        record has an unknown state.
    """
    check_type("compare_pairs", "matching", "a Matching", Matching, matching)
    return PairChanges(
        *_core.compare_pairs(
            *forms_of("compare_pairs", mentees, mentors),
            listed("compare_pairs", "records", "a PairRecord", _core.PairRecord, records),
            matching.problem._core,
            matching._to_core(),
        )
    )
