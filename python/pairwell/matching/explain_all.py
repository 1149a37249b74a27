"""Why each pair of a matching is in it, and why everybody else is in none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type
from pairwell.data.framed import Column
from pairwell.data.shown import html_table, plural
from pairwell.matching.match import AllUnmatched, all_unmatched
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Value
from pairwell.matching.why_not import (
    Consequences,
    PairExplanation,
    Progress,
    check_scores,
    parts_of_pair,
)


@dataclass(frozen=True, eq=False, repr=False)
class AllExplained(Value):
    """Why each pair is in a matching, in its order, and why others are in none.

    Made by `explain_all`. Each `PairExplanation` is made when it is asked for.
    """

    problem: Problem
    matching: Matching
    unmatched: AllUnmatched
    """What `why_unmatched_all` says."""
    _found: Any
    _scores: Any

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[PairExplanation]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> PairExplanation:
        core = self._found[place]
        mentee, mentor = self.matching.pairs[place].tolist()
        consequences = None
        if core.consequences is not None:
            consequences = Consequences._of(core.consequences, self.problem, self.matching)
            object.__setattr__(consequences, "pairs", self._pairs_after(core.consequences))
        scores = self._scores
        return PairExplanation(
            Fraction(core.units, self.problem.scale),
            core.is_locked,
            core.of_mentee,
            core.of_mentor,
            core.text,
            core.detail,
            consequences,
            None,
            None if scores is None else parts_of_pair(
                scores, self.problem, (mentee, mentor), core.units
            ),
        )  # fmt: skip

    def _pairs_after(self, changed: _core.Consequences) -> Any:
        """The pairs of the matching once the chain has ended some and begun others."""
        after = set(map(tuple, self.matching.pairs.tolist()))
        for mentee, mentor, begins, _ in changed.chain:
            (after.add if begins else after.discard)((mentee, mentor))
        pairs = np.array(sorted(after), dtype=np.int64).reshape(-1, 2)
        pairs.setflags(write=False)
        return pairs

    def table(self) -> MatchingTable:
        """Every pair with its points, its rank for each of the two, and its price.

        That is the first stage that is worse without the pair, and by how much.
        """
        found, stages = self._found, self.matching.stages
        without = [own.consequences for own in found]
        costs = [own is not None and own.stage is not None for own in without]
        pairs = self.matching.pairs
        return MatchingTable(
            "explained",
            [
                person_column("mentee", self.problem, 0, pairs[:, 0]),
                person_column("mentor", self.problem, 1, pairs[:, 1]),
                Column("points", "real", [own.units / self.problem.scale for own in found]),
                Column("rank_of_mentee", "whole", [own.of_mentee.rank for own in found]),
                Column("rank_of_mentor", "whole", [own.of_mentor.rank for own in found]),
                Column("stage", "text", [
                    stages[own.stage].name if is_cost else None
                    for own, is_cost in zip(without, costs, strict=True)
                ]),
                Column("cost", "whole", [
                    own.cost if is_cost else None
                    for own, is_cost in zip(without, costs, strict=True)
                ]),
            ],
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        alone = len(self.unmatched.mentees) + len(self.unmatched.mentors)
        return f"{plural(len(self), 'pair')} explained, {plural(alone, 'person', 'people')} in none"

    def __repr__(self) -> str:
        return f"<AllExplained: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (tuple("" if cell is None else str(cell) for cell in row) for row in table.rows)
        return html_table(self._summary(), table.columns, rows, len(table))


def explain_all(
    problem: Problem,
    matching: Matching,
    scores: Any = None,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> AllExplained:
    """Say why each pair is in a matching, and why everybody else is in none, in one pass.

    What `explain` says of each pair and `why_unmatched_all` of the others. Two things differ: of
    several matchings that are as good, it may be another one that does without a pair; and where
    no matching can do without a pair, the text says so, but `infeasibility` is None: ask `explain`
    which rules collide.

    Parameters
    ----------
    problem, matching, scores, names, time_limit
        As `explain` takes them.
    progress
        As `match` takes it; it is told of "explaining", in pairs and people.

    Raises
    ------
    InvalidInput, Stopped, TypeError
        As `explain` does; for scores of other people once the explanation of a pair is asked for.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> all_pairs = pw.explain_all(problem, pw.match(problem, "most_points"))
    >>> print(all_pairs)
    mentee  mentor  points  rank_of_mentee  rank_of_mentor  stage        cost
    Ana     Yates        5               2               1  most_points  2000
    Ben     Xu           9               1               1  most_points  2000
    >>> print(all_pairs[1].text)
    The pair of mentee Ben and mentor Xu has 9 points.
    """
    check_type("explain_all", "problem", "a Problem", Problem, problem)
    check_type("explain_all", "matching", "a Matching", Matching, matching)
    check_type("explain_all", "names", "a Names or None", (Names, type(None)), names)
    check_options("explain_all", progress, time_limit)
    check_scores("explain_all", scores)
    called = problem._names if names is None else names
    found = _core.explain_all(
        problem._core, matching._to_core(), called._to_core(), progress, time_limit
    )
    unmatched = all_unmatched(found.unmatched, problem, called)
    return AllExplained(problem, matching, unmatched, found.pairs, scores)
