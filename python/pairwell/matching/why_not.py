"""Asking why two people are no pair, and why two others are one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Literal

from pairwell import _core
from pairwell._arguments import check_options, check_type, wrong_type
from pairwell.data.shown import html_table, plural
from pairwell.matching.faults import raise_fault
from pairwell.matching.infeasibility import Infeasibility
from pairwell.matching.labels import Label, person_place
from pairwell.matching.matching import Matching
from pairwell.matching.named_faults import in_labels
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.stage_result import close, value_of
from pairwell.matching.value import Int64Array, Later, Value

Progress = Callable[[str, int, int], object]
Role = Literal["mentee", "mentor"]


@dataclass(frozen=True, repr=False)
class ChainStep:
    """A pair that ends or begins."""

    mentee: Label
    """Labels where the problem has them, else positions."""
    mentor: Label
    begins: bool
    points: Fraction

    def __repr__(self) -> str:
        return f"<ChainStep: a pair {'begins' if self.begins else 'ends'}>"  # labels may be names


@dataclass(frozen=True, repr=False)
class Gain:
    """How much more one person has otherwise; below 0 where it is less."""

    role: Role
    person: Label
    """The label where the problem has them, else the position."""
    pairs: int
    points: Fraction
    """Of all pairs of the person."""

    def __repr__(self) -> str:
        return f"<Gain: a {self.role}, {self.pairs:+d} pairs, {float(self.points):+.15g} points>"


@dataclass(frozen=True, eq=False)
class StageChange(Value):
    """What one stage of the objective reaches as it is, and otherwise."""

    name: str
    before: float | None
    """As `StageResult.value`."""
    after: float | None
    profile_before: Int64Array
    """As `StageResult.profile`."""
    profile_after: Int64Array
    worse_by: int
    """In the stage's units, or in pairs at the first level that differs; below 0: better."""

    def __post_init__(self) -> None:
        close(self, "profile_before", "profile_after")

    @classmethod
    def _of(cls, name: str, core: _core.StageChange, scale: int) -> StageChange:
        return cls(
            name,
            value_of(name, core.before, scale),
            value_of(name, core.after, scale),
            core.profile_before,
            core.profile_after,
            core.worse_by,
        )

    def __repr__(self) -> str:
        return f"<StageChange: {self.name}, {self.before} to {self.after}>"


@dataclass(frozen=True, eq=False)
class Consequences(Later, Value):
    """A best matching under one condition more, beside the matching as it is."""

    stage: int | None
    """The first stage of the objective that is worse; None where it costs nothing."""
    cost: int
    """By how much, in that stage's units, or in pairs at the first level that differs."""
    stages: tuple[StageChange, ...]
    """Of each stage of the objective."""
    pairs: Int64Array
    """Positions of mentee and mentor (k x 2) in that matching, by mentee and then mentor."""
    points: Fraction
    """Sum over these, as the problem rounded them."""
    chain: tuple[ChainStep, ...]
    """Every pair that ends or begins: first the one that is asked about; then, as far as there is
    one, each after the change by which it becomes possible or needed: those that follow on the
    mentor's side, then on the mentee's."""
    gains: tuple[Gain, ...]
    """Whose number of pairs or whose points change, mentees first, in the order of the problem."""

    def __post_init__(self) -> None:
        close(self, "pairs")

    @property
    def gained(self) -> tuple[Gain, ...]:
        """Who has more pairs, or as many with more points; the largest gain first."""
        return self._by_gain(1)

    @property
    def lost(self) -> tuple[Gain, ...]:
        """Who has fewer pairs, or as many with fewer points; the largest loss first."""
        return self._by_gain(-1)

    def _by_gain(self, sign: int) -> tuple[Gain, ...]:
        found = [
            each for each in self.gains if sign * each.pairs > 0 or
            (each.pairs == 0 and sign * each.points > 0)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (-sign * each.pairs, -sign * each.points)))

    def __repr__(self) -> str:
        changes = plural(len(self.chain), "pair changes", "pairs change")
        cost = "no cost"
        if self.stage is not None:
            cost = f"{'better' if self.cost < 0 else 'worse'} in {self.stages[self.stage].name}"
        return f"<Consequences: {cost}, {changes}>"

    @classmethod
    def _of(cls, core: _core.Consequences, problem: Problem, matching: Matching) -> Consequences:
        """An answer of the core, read when more than its stage and cost are looked at."""
        make = partial(cls._in_python, core, problem, matching)
        later: Consequences = cls._later(make, stage=core.stage, cost=core.cost)
        return later

    @classmethod
    def _in_python(
        cls, core: _core.Consequences, problem: Problem, matching: Matching
    ) -> Consequences:
        def called(side: int, place: int) -> Label:
            return problem._called(side, [place])[0]

        sides: tuple[tuple[Role, Any], ...] = (("mentee", core.mentees), ("mentor", core.mentors))
        gains = [
            Gain(role, called(side, person), pairs, Fraction(units, problem.scale))
            for side, (role, of_side) in enumerate(sides)
            for person, pairs, units in of_side
        ]
        chain = [
            ChainStep(called(0, mentee), called(1, mentor), begins, Fraction(units, problem.scale))
            for mentee, mentor, begins, units in core.chain
        ]
        stages = [
            StageChange._of(own.name, change, problem.scale)
            for own, change in zip(matching.stages, core.stages, strict=True)
        ]
        return cls(
            core.stage,
            core.cost,
            tuple(stages),
            core.pairs,
            Fraction(core.units, problem.scale),
            tuple(chain),
            tuple(gains),
        )


@dataclass(frozen=True)
class WhyNot:
    """Why two people are no pair, and what it would cost; `print` shows it in words."""

    why: _core.NotPaired
    text: str
    """Full sentences that name nobody but the two, so that they may be told to them."""
    detail: str = ""
    """Full sentences that name who gives way, or who holds the places; may be empty."""
    consequences: Consequences | None = None
    """Where there could be the pair: a best matching that has it. The pair counts as any other, and
    not as a locked one."""
    infeasibility: Infeasibility | None = None
    """Where it is against the rules: those that collide once the pair is locked."""

    def __str__(self) -> str:
        return "\n".join(filter(None, (self.text, self.detail)))

    def __repr__(self) -> str:
        return f"<WhyNot: {_in_words(self.why)}>"

    def _repr_html_(self) -> str:
        rows = [("why", _in_words(self.why))]
        rows += [("instead", self.detail)] if self.detail else []
        return html_table(self.text, ("", ""), rows, len(rows))


def _in_words(why: _core.NotPaired) -> str:
    return why.name.lower().replace("_", " ")


@dataclass(frozen=True)
class PairExplanation:
    """Why a pair is in a matching; `print` shows it in words."""

    points: Fraction
    is_locked: bool
    of_mentee: _core.PartnerRank
    """Among the mentors that the mentee could have."""
    of_mentor: _core.PartnerRank
    """Among the mentees that the mentor could have."""
    text: str
    """Full sentences that name nobody but the two, so that they may be told to them."""
    detail: str = ""
    """Full sentences that name who gives way without the pair, or who needs it; may be empty."""
    consequences: Consequences | None = None
    """A best matching that does without the pair; None where it is locked or needed."""
    infeasibility: Infeasibility | None = None
    """Where no matching can do without the pair: the rules that collide once it is forbidden."""
    parts: Any = None
    """What the scores say of the pair, criterion by criterion, where they were given: an
    `Explanation`, and of a `ScoreTable` a `PairScore`."""

    def __str__(self) -> str:
        parts = "" if self.parts is None else str(self.parts)
        return "\n".join(filter(None, (self.text, self.detail, parts)))

    def __repr__(self) -> str:
        words = "locked" if self.is_locked else "needed" if self.infeasibility else "best"
        return f"<PairExplanation: {float(self.points):.15g} points, {words}>"

    def _repr_html_(self) -> str:
        rows = [("without it", self.detail)] if self.detail else []
        of_parts = self.parts._repr_html_() if hasattr(self.parts, "_repr_html_") else ""
        return html_table(self.text, ("", ""), rows, len(rows)) + of_parts


def why_not(
    problem: Problem,
    matching: Matching,
    mentee: Label,
    mentor: Label,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> WhyNot:
    """Say why two people are no pair, beside the best matching that pairs them.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    mentee, mentor
        The label of each, or the position. Where labels are numbers, a number is a label.
    names
        What the sentences call people and groups. Without it, the labels of the problem, its keys
        where they are texts, and else the positions.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal or was made for another problem, the two are a pair of it
        or outside the problem; for a label that nobody has, with the nearest.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> why = pw.why_not(problem, pw.match(problem, "most_points"), "Ana", "Xu")
    >>> print(why.text)
    Pairing mentee Ana with mentor Xu would mean 2 points fewer in all.
    >>> [(step.mentee, step.mentor, step.begins) for step in why.consequences.chain][:2]
    [('Ana', 'Xu', True), ('Ben', 'Xu', False)]
    """
    places, called = _read(
        "why_not", problem, matching, (mentee, mentor), names, progress, time_limit
    )
    own = matching._to_core()
    with in_labels(problem._parts.sides):
        core = _core.why_not(problem._core, own, *places, called._to_core(), progress, time_limit)
    return WhyNot(
        core.why,
        core.text,
        core.detail,
        _consequences(core.consequences, problem, matching),
        _infeasibility(core.infeasibility, problem, called),
    )


def explain(
    problem: Problem,
    matching: Matching,
    mentee: Label,
    mentor: Label,
    scores: Any = None,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> PairExplanation:
    """Say why two people are a pair: what it is worth, and what there would be without it.

    Parameters
    ----------
    problem, matching, mentee, mentor, names, progress, time_limit
        As `why_not` takes them.
    scores
        The `Scores` or the `ScoreTable` that the points came from, which say what the pair is worth
        criterion by criterion.

    Raises
    ------
    InvalidInput, Stopped, TypeError
        As `why_not` does; where the two are no pair of the matching; and where the scores are of
        other people.

    Examples
    --------
    >>> import pairwell as pw
    >>> problem = pw.Problem({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}})
    >>> why = pw.explain(problem, pw.match(problem, "most_points"), "Ben", "Xu")
    >>> why.points, why.of_mentee
    (Fraction(9, 1), <PartnerRank: 1, 0 of 2 better, 0 tied>)
    >>> [(gain.person, str(gain.points)) for gain in why.consequences.lost]
    [('Ben', '-5'), ('Xu', '-1'), ('Yates', '-1')]
    """
    places, called = _read(
        "explain", problem, matching, (mentee, mentor), names, progress, time_limit
    )
    check_scores("explain", scores)
    own = matching._to_core()
    with in_labels(problem._parts.sides):
        core = _core.explain(problem._core, own, *places, called._to_core(), progress, time_limit)
    parts = None if scores is None else parts_of_pair(scores, problem, places, core.units)
    return explanation_of(core, problem, matching, called, parts)


def explanation_of(
    core: _core.PairExplanation,
    problem: Problem,
    matching: Matching,
    called: Names,
    parts: Any = None,
) -> PairExplanation:
    """An answer of the core."""
    return PairExplanation(
        Fraction(core.units, problem.scale),
        core.is_locked,
        core.of_mentee,
        core.of_mentor,
        core.text,
        core.detail,
        _consequences(core.consequences, problem, matching),
        _infeasibility(core.infeasibility, problem, called),
        parts,
    )


def _read(
    function: str,
    problem: Any,
    matching: Any,
    pair: tuple[Any, Any],
    names: Any,
    progress: Any,
    time_limit: Any,
) -> tuple[tuple[int, int], Names]:
    """The positions of the two, and what people are called; errors for what is neither."""
    check_type(function, "problem", "a Problem", Problem, problem)
    check_type(function, "matching", "a Matching", Matching, matching)
    check_type(function, "names", "a Names or None", (Names, type(None)), names)
    check_options(function, progress, time_limit)
    mentee, mentor = (
        person_place(function, side, person)
        for side, person in zip(problem._parts.sides, pair, strict=True)
    )
    return (mentee, mentor), problem._names if names is None else names


def check_scores(function: str, scores: Any) -> None:
    """An error for what says nothing of the points of a pair."""
    if scores is not None and not any(
        callable(getattr(scores, name, None)) for name in ("explain", "at")
    ):
        raise wrong_type(function, "scores", "Scores, a ScoreTable or None", scores)


def parts_of_pair(scores: Any, problem: Problem, places: tuple[int, int], units: int) -> Any:
    """What scores say of a pair, to which they must give the points of the problem."""
    labels = [
        of_scores[place] if problem._labels(side) is None else problem._called(side, [place])[0]
        for side, (place, of_scores) in enumerate(
            zip(places, (scores.mentees, scores.mentors), strict=True)
        )
    ]
    if callable(getattr(scores, "explain", None)):
        parts = scores.explain(*labels)
    else:
        sides = zip(labels, (scores.mentees, scores.mentors), strict=True)
        parts = scores.at(*(of_scores.index(label) for label, of_scores in sides))
    if abs(Fraction(parts.points) - Fraction(units, problem.scale)) >= Fraction(1, 2000):
        message = "the scores have other points for the pair than the problem"
        raise_fault("explain", "scores", "scores", message, f"{parts.points:.15g}")
    return parts


def _consequences(
    core: _core.Consequences | None, problem: Problem, matching: Matching
) -> Consequences | None:
    return None if core is None else Consequences._of(core, problem, matching)


def _infeasibility(
    core: _core.Infeasibility | None, problem: Problem, called: Names
) -> Infeasibility | None:
    return None if core is None else Infeasibility._of(core, problem, called)
