"""Why each pair of a matching is in it, and why everybody else is in none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from pairwell import _core
from pairwell._arguments import check_options, check_type
from pairwell.data.framed import Column
from pairwell.data.shown import html_table, plural
from pairwell.matching.labels import place_of
from pairwell.matching.match import AllUnmatched, all_unmatched
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.tables import MatchingTable, person_column
from pairwell.matching.value import Int64Array, Later, Value
from pairwell.matching.why_not import (
    Consequences,
    PairExplanation,
    Progress,
    check_scores,
    explanation_of,
    parts_of_pair,
)


@dataclass(frozen=True, eq=False, repr=False)
class AllExplained(Later, Value):
    """Why each pair is in a matching, in its order, and why others are in none.

    Made by `explain_all`. The pairs of a matching that does without one are put together when the
    `PairExplanation` is asked for.
    """

    problem: Problem
    matching: Matching
    unmatched: AllUnmatched
    """What `why_unmatched_all` says."""
    _told: tuple[PairExplanation, ...]
    _scores: Any

    def __len__(self) -> int:
        return len(self.matching.pairs)

    def __iter__(self) -> Iterator[PairExplanation]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, place: int) -> PairExplanation:
        told, pair = self._told[place], self.matching.pairs[place].tolist()
        if told.consequences is not None:
            pairs = self._pairs_after(told.consequences)
            told = replace(told, consequences=replace(told.consequences, pairs=pairs))
        if self._scores is not None:
            units = int(self.matching.pair_units[place])
            parts = parts_of_pair(self._scores, self.problem, (pair[0], pair[1]), units)
            told = replace(told, parts=parts)
        return told

    def _pairs_after(self, changed: Consequences) -> Int64Array:
        """The pairs of the matching once the chain has ended some and begun others."""
        after = set(map(tuple, self.matching.pairs.tolist()))
        for step in changed.chain:
            pair = tuple(
                place_of("explain_all", side, person)
                for side, person in zip(
                    self.problem._parts.sides, (step.mentee, step.mentor), strict=True
                )
            )
            (after.add if step.begins else after.discard)(pair)
        return np.array(sorted(after), dtype=np.int64).reshape(-1, 2)

    def table(self) -> MatchingTable:
        """Every pair with its points, its rank for each of the two, and its price.

        That is the first stage that is worse without the pair, and by how much.
        """
        pairs, told = self.matching.pairs, self._told

        def price(own: PairExplanation) -> tuple[str | None, int | None]:
            if own.consequences is None or own.consequences.stage is None:
                return None, None
            return self.matching.stages[own.consequences.stage].name, own.consequences.cost

        return MatchingTable(
            "explained",
            [
                person_column("mentee", self.problem, 0, pairs[:, 0]),
                person_column("mentor", self.problem, 1, pairs[:, 1]),
                Column("points", "real", [float(own.points) for own in told]),
                Column("rank_of_mentee", "whole", [own.of_mentee.rank for own in told]),
                Column("rank_of_mentor", "whole", [own.of_mentor.rank for own in told]),
                Column("stage", "text", [price(own)[0] for own in told]),
                Column("cost", "whole", [price(own)[1] for own in told]),
            ],
        )

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
    Ana     Yates        5               2               1  most_points     2
    Ben     Xu           9               1               1  most_points     2
    >>> print(all_pairs[1].text.split(". ")[0])
    The pair of mentee Ben with mentor Xu has 9 points
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

    def make() -> AllExplained:
        unmatched = all_unmatched(found.unmatched, problem, called)
        told = tuple(explanation_of(own, problem, matching, called) for own in found.pairs)
        return AllExplained(problem, matching, unmatched, told, scores)

    later: AllExplained = AllExplained._later(
        make, problem=problem, matching=matching, _scores=scores
    )
    return later
