"""What stands beside the matching of a round: the next best, what was drawn, what is fragile."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pairwell.matching.alternates import (
    Alternate,
    AlternatePartner,
    CommonCore,
    alternate_partners,
    alternates,
    common_core,
)
from pairwell.matching.firmness import PairFirmness, firmness
from pairwell.matching.match import match_of_programme, to_stages
from pairwell.matching.stages import STAGES
from pairwell.matching.watch import Watch
from pairwell.round.reasons import called_in

if TYPE_CHECKING:
    from pairwell.matching.matching import Matching
    from pairwell.round.reasons import Solved
    from pairwell.scheme.members import RoleName

Progress = Callable[[str, int, int], object]

Partners = tuple[AlternatePartner, ...]
MOST_FRAGILE = 5
_MOST_COUNTED = 1_000


@dataclass(frozen=True)
class Beside:
    """What stands beside a matching that is best."""

    alternates: tuple[Alternate, ...]
    """The next best, as many as were asked for and there are."""
    has_more: bool
    """Whether there may be others than these."""
    core: CommonCore
    """What all matchings have in common that are as good before the lottery."""
    drawn: tuple[tuple[str, str], ...]
    """The pairs of the matching that not all of those have, by reference."""
    fragile: tuple[PairFirmness, ...]
    """The pairs whose points may fall the least, those first."""
    has_levels: bool
    """Whether the objective has a stage by levels, so that none is known to be fragile."""

    def __repr__(self) -> str:
        found = f"{len(self.alternates)} alternates, {len(self.drawn)} drawn"
        return f"<Beside: {found}, {len(self.fragile)} fragile>"


def has_levels(solved: Solved) -> bool:
    """Say whether a stage of the objective counts pairs by levels, as leximin does."""
    return any(STAGES[stage.name].has_profile for stage in solved.matching.stages)


def before_lottery(matching: Matching, watch: Watch) -> Matching:
    """Match once more by what comes before the lottery; the same matching, where none was drawn.

    What is behind a lottery is left out with it: it decides nothing where no tie is left.

    Raises
    ------
    Stopped
        Where the watch says so.
    """
    names = [stage.name for stage in matching.stages]
    if "lottery" not in names:
        return matching
    asked: list[tuple[str, Any]] = [
        (stage.name, stage.parameter) for stage in matching.stages[: names.index("lottery")]
    ]
    stages = to_stages(asked, matching.problem.scale)
    return watch.check(
        match_of_programme(matching.problem, stages, warm_start=matching, **watch.options)
    )


def beside(
    solved: Solved,
    *,
    most: int = 2,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Beside:
    """Find what stands beside a matching.

    Parameters
    ----------
    most
        How many of the next best are wanted.
    names
        What sentences call people, by reference; others are called by their references.

    Raises
    ------
    Stopped
        Where progress asked to stop.
    """
    problem, matching = solved.problem, solved.matching
    watch = Watch("beside", progress)
    others = alternates(problem, matching, names=called_in(solved, names), progress=progress)
    found = tuple(itertools.islice(others, most))
    undrawn = before_lottery(matching, watch)
    core = common_core(problem, undrawn, most=_MOST_COUNTED, progress=progress)
    shared = set(map(tuple, core.always.tolist()))
    drawn = tuple(
        (solved.mentee_forms[i].reference, solved.mentor_forms[j].reference)
        for i, j in matching.pairs.tolist()
        if (i, j) not in shared
    )
    levels = has_levels(solved)
    firm = [] if levels else list(firmness(problem, matching, progress=progress))
    falling = [(own.fall, at) for at, own in enumerate(firm) if _may_leave(own)]
    fragile = tuple(firm[at] for _, at in sorted(falling)[:MOST_FRAGILE])
    return Beside(found, len(found) == most, core, drawn, fragile, levels)


def _may_leave(pair: PairFirmness) -> bool:
    """Whether a pair may have so few points that it leaves: no programme gives fewer than 0."""
    return pair.least is not None and pair.least > 0


def others_of(
    solved: Solved,
    role: RoleName,
    reference: str,
    *,
    most: int = 2,
    names: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Partners:
    """Find whom somebody whom a matching was asked about could have otherwise, the best first."""
    forms = solved.mentee_forms if role == "mentee" else solved.mentor_forms
    person: dict[str, Any] = {role: [form.reference for form in forms].index(reference)}
    called = called_in(solved, names)
    return alternate_partners(
        solved.problem, solved.matching, **person, most=most, names=called, progress=progress
    )
