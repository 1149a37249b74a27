"""One round of a programme, from forms to verified pairs, as one frozen value.

Every decision is the library's; this module only puts its functions in order. The command line, the
report and the notebook all show what `run_round` returns and decide nothing themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell._arguments import check_flag, check_text, listed
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table
from pairwell.matching.faults import raise_fault
from pairwell.matching.match import why_unmatched_all
from pairwell.matching.matching import verify
from pairwell.matching.watch import Watch
from pairwell.round.place_limits import counted_in_pairs
from pairwell.round.problem_from_forms import check_programme
from pairwell.round.refused import Refusals
from pairwell.round.regions import of_no_place
from pairwell.round.reserves import Matched, match_with_reserves
from pairwell.round.same_person import linked
from pairwell.scheme.forms import (
    check_forms,
    decide,
    read_mentees,
    read_mentors,
    read_panel,
    shortlist,
)

if TYPE_CHECKING:
    from pairwell._core import (
        Decision,
        Finding,
        Grace,
        MenteeForm,
        MentorForm,
        PairScore,
        Selection,
    )
    from pairwell.matching.match import WhyUnmatched
    from pairwell.matching.matching import Matching, Verdict
    from pairwell.matching.problem import Problem
    from pairwell.scheme.members import RoleName
    from pairwell.scheme.programme import Programme
    from pairwell.score.score import ScoreTable

STEPS = ("applied", "submitted", "in_time", "eligible", "shortlisted", "matched")
"""The steps of the funnel, in order."""

_WAITS = "Waits as a reserve: with the reserves no more pairs could be made."
_NOT_ASKED = "Is in no pair; why was not worked out in this run."
_STAYS = (
    "Stays a reserve: a pair would take the place of someone shortlisted, or of a reserve "
    "who is paired."
)
_TAKES = "A pair would take the place of someone who was paired before reserves came in."
_NAMED = 8
"""How many a sentence names before it counts the rest."""


@dataclass(frozen=True)
class Paired:
    """One proposed pair with the score that the matching used."""

    mentee: MenteeForm
    mentor: MentorForm
    score: PairScore

    def __repr__(self) -> str:
        return f"<Paired: {self.mentee.reference} with {self.mentor.reference}, {self.score}>"


@dataclass(frozen=True)
class Unpaired:
    """A person who went on to the matching and is in no pair, and why.

    ``why`` is none for a reserve who was not needed, since the matching was never asked about them,
    and for everybody where `run_round` was told not to explain.
    """

    form: MenteeForm | MentorForm
    role: RoleName
    text: str
    why: WhyUnmatched | None

    def __repr__(self) -> str:
        why = "not asked" if self.why is None else self.why.why.name.lower().replace("_", " ")
        return f"<Unpaired: {self.role} {self.form.reference}, {why}>"


@dataclass(frozen=True)
class FunnelRow:
    """How many forms of one role and region stood at each step.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    >>> row = pw.run_round(programme, *tables, explain=False).funnel[0]
    >>> row.region, row.applied, row.eligible, row.matched
    ('England', 49, 38, 18)
    """

    role: RoleName
    region: str
    applied: int
    submitted: int
    in_time: int
    eligible: int
    shortlisted: int
    matched: int

    def __repr__(self) -> str:
        steps = ", ".join(f"{step.replace('_', ' ')} {getattr(self, step)}" for step in STEPS)
        return f"<FunnelRow: {self.role}, {self.region or 'all regions'}, {steps}>"


@dataclass(frozen=True, kw_only=True)
class Round(Framed):
    """Everything that one round of a programme came to.

    ``mentee_forms`` and ``mentor_forms`` are the people whom the matching was asked about: the
    shortlisted and the reserves that were needed, or every eligible form where no panel scored.
    Where the matching is infeasible there are neither ``pairs`` nor ``unpaired``, and
    ``matching.infeasibility`` says why. A round is true where its matching is optimal.

    Its frames have a row for each of the ``pairs``: ``mentee`` and ``mentor`` (references),
    ``points``, ``coverage`` (thousandths of the weight that was answered), and for each part of the
    score ``needs_share`` (0 to 1), ``needs_points`` and so on by criterion, blank where a blank
    answer leaves it out.
    """

    programme: Programme
    mentees: Any
    mentors: Any
    graces: tuple[Grace, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]
    selections: tuple[Selection, ...]
    mentee_forms: tuple[MenteeForm, ...]
    mentor_forms: tuple[MentorForm, ...]
    scores: ScoreTable
    problem: Problem
    matching: Matching
    verdict: Verdict
    pairs: tuple[Paired, ...]
    unpaired: tuple[Unpaired, ...]
    funnel: tuple[FunnelRow, ...]

    def __post_init__(self) -> None:
        if self.matching.problem != self.problem:
            raise_fault(
                "Round",
                "digest",
                "matching",
                "the matching was made for another problem",
                self.matching.digest,
            )

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "matching": self.matching.with_problem()}

    def __bool__(self) -> bool:
        return bool(self.matching)

    def total(self, role: RoleName) -> FunnelRow:
        """Sum the funnel of one role over its regions."""
        rows = [row for row in self.funnel if row.role == role]
        return FunnelRow(role, "", *(sum(getattr(row, step) for row in rows) for step in STEPS))

    def __repr__(self) -> str:
        return f"<Round: {self._summary()}>"

    def _repr_html_(self) -> str:
        why = self.matching.infeasibility
        caption = self._summary() if why is None else f"{self._summary()}. {why.reason}"
        pairs = (
            (pair.mentee.reference, pair.mentor.reference, f"{pair.score.points:.1f}")
            for pair in self.pairs
        )
        shown = html_table(caption, ("mentee", "mentor", "points"), pairs, len(self.pairs))
        if self.unpaired:
            people = ((own.role, own.form.reference, own.text) for own in self.unpaired)
            columns = ("role", "reference", "why")
            shown += html_table("In no pair", columns, people, len(self.unpaired))
        return shown

    def _summary(self) -> str:
        proof = "proof holds" if self.verdict.holds else "no proof"
        found = f"{self.matching._summary()}, {len(self.unpaired)} unpaired"
        return f"{self.programme.id}, {found}, {proof}"

    def _frame(self) -> list[Column]:
        scores = [pair.score for pair in self.pairs]
        columns = [
            Column("mentee", "text", [pair.mentee.reference for pair in self.pairs]),
            Column("mentor", "text", [pair.mentor.reference for pair in self.pairs]),
            Column("points", "real", [score.points for score in scores]),
            Column("coverage", "whole", [score.coverage for score in scores]),
        ]
        for name in (criterion.id for criterion in self.programme.criteria):
            found = [score.part(name) for score in scores]
            shares = [None if own.share is None else own.share / 1000 for own in found]
            points = [None if own.share is None else own.points for own in found]
            columns += [
                Column(f"{name}_share", "real", shares),
                Column(f"{name}_points", "real", points),
            ]
        return columns


def run_round(
    programme: Programme,
    mentees: Any,
    mentors: Any,
    panel: Any = None,
    graces: Iterable[Grace] = (),
    *,
    explain: bool = True,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> Round:
    """Run a round: decide, shortlist, score, match, verify and explain.

    Parameters
    ----------
    programme
        The programme, as `Programme.read` gives it.
    mentees, mentors
        Forms as `read_mentees` and `read_mentors` give them, or anything that those take.
    panel
        Panel scores as `read_panel` gives them, or anything that it takes. None: nobody is
        shortlisted, and every eligible form goes on.
    graces
        Late forms that a person let in.
    explain
        Whether to work out why each person is in no pair, which a round of thousands can be spared.
    progress
        Called at most every 20 ms as ``progress(stage, done, total)``: "scores" in mentees, then
        what `match` tells, then "explaining" in people. False (Python's or NumPy's) asks to stop.
    time_limit
        Seconds for all of it.

    Returns
    -------
    Round
        A frozen value with every step in it.

    Raises
    ------
    InvalidInput
        With every finding of the forms and the panel's scores, where there is an error among them.
    Stopped
        Where progress asked to stop or the time limit passed: there is no round.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> tables = [data / f"{name}.csv" for name in ("mentees", "mentors", "panel")]
    >>> result = pw.run_round(programme, *tables)
    >>> result.matching
    <Matching: optimal, 19 pairs, 1312.234 points>
    >>> result.verdict.holds
    True
    >>> result.unpaired[0].text
    'Waits as a reserve: with the reserves no more pairs could be made.'
    """
    check_programme("run_round", programme)
    check_flag("run_round", "explain", explain)
    watch = Watch("run_round", progress, time_limit)
    graces = tuple(listed("run_round", "graces", "a Grace", _core.Grace, graces))
    if not hasattr(mentees, "forms"):
        mentees = _read_as("mentees", read_mentees, mentees, programme)
    if not hasattr(mentors, "forms"):
        mentors = _read_as("mentors", read_mentors, mentors, programme)
    mentees, mentors = linked(mentees, mentors)
    if panel is not None and not hasattr(panel, "scores"):
        panel = _read_as("panel", read_panel, panel, programme)
    findings = [*mentees.findings, *mentors.findings, *check_forms(mentees.forms, mentors.forms)]
    findings += panel.findings if panel is not None else []
    findings = list(dict.fromkeys(findings))  # what is of both roles is said with each
    _core.throw_if_errors("run_round", findings)

    decisions = decide_both(programme, mentees, mentors, graces)
    findings += of_no_place(programme, mentees, mentors, decisions)
    selections = shortlist_both(programme, mentees, mentors, decisions, panel)
    reserves = [
        entry.reference
        for side in selections
        for entry in side
        if entry.outcome == _core.Selected.RESERVE
    ]
    matched = match_with_reserves(
        programme,
        _going_on(mentees.forms, decisions[0], selections[0]),
        _going_on(mentors.forms, decisions[1], selections[1]),
        reserves,
        watch,
    )
    findings += counted_in_pairs(matched.mentors, matched.matching)
    positions = matched.matching.pairs.tolist()
    pairs = tuple(
        Paired(matched.mentees[i], matched.mentors[j], matched.scores.at(i, j))
        for i, j in positions
    )
    return Round(
        programme=programme,
        mentees=mentees,
        mentors=mentors,
        graces=graces,
        findings=tuple(findings),
        decisions=(*decisions[0], *decisions[1]),
        selections=(*selections[0], *selections[1]),
        mentee_forms=matched.mentees,
        mentor_forms=matched.mentors,
        scores=matched.scores,
        problem=matched.problem,
        matching=matched.matching,
        verdict=verify(matched.problem, matched.matching),
        pairs=pairs,
        unpaired=_unpaired(matched, reserves, explain, watch),
        funnel=_funnel(programme, mentees, mentors, decisions, selections, pairs),
    )


def _read_as(argument: str, read: Callable[..., Any], table: Any, programme: Programme) -> Any:
    """What a function reads of a table; a TypeError names the argument of `run_round`."""
    if isinstance(table, str):
        check_text("run_round", argument, table)
    try:
        return read(table, programme)
    except TypeError as error:
        message = str(error).removeprefix("pairwell: ")
        raise TypeError(f"run_round: {argument}: {message}") from error


def decide_both(
    programme: Programme, mentees: Any, mentors: Any, graces: Sequence[Grace]
) -> tuple[Sequence[Decision], Sequence[Decision]]:
    """Decide about the forms of both roles, each with its own graces."""
    references = {form.reference for form in mentees.forms}
    of_mentees = [grace for grace in graces if grace.reference in references]
    others = [
        grace for grace in graces if grace.reference not in references
    ]  # or of nobody: refused
    return (
        decide(programme, mentees.forms, graces=of_mentees),
        decide(programme, mentors.forms, graces=others),
    )


def shortlist_both(
    programme: Programme,
    mentees: Any,
    mentors: Any,
    decisions: tuple[Sequence[Decision], Sequence[Decision]],
    panel: Any,
) -> tuple[Sequence[Selection], Sequence[Selection]]:
    """Shortlist both roles by the panel's scores; nobody where no panel scored."""
    if panel is None:
        return (), ()
    return (
        shortlist(programme, "mentee", decisions[0], mentees.forms, panel.scores),
        shortlist(programme, "mentor", decisions[1], mentors.forms, panel.scores),
    )


def _going_on(
    forms: Sequence[Any], decisions: Sequence[Decision], selections: Sequence[Selection]
) -> tuple[Any, ...]:
    """Keep the forms that go on to the matching, in the order of the table."""
    if selections:
        on = (_core.Selected.SHORTLISTED, _core.Selected.RESERVE)
        references = {entry.reference for entry in selections if entry.outcome in on}
    else:
        references = {d.reference for d in decisions if d.outcome == _core.Outcome.ELIGIBLE}
    return tuple(form for form in forms if form.reference in references)


def _unpaired(
    matched: Matched, reserves: Sequence[str], explain: bool, watch: Watch
) -> tuple[Unpaired, ...]:
    """Explain everybody who is in no pair, mentees first."""
    if matched.matching.status != _core.Status.OPTIMAL:
        return ()
    positions = matched.matching.pairs.tolist()
    problem, matching = matched.problem, matched.matching
    sides: tuple[tuple[RoleName, Sequence[Any], set[int], Sequence[Any]], ...] = (
        ("mentee", matched.mentees, {i for i, _ in positions}, matched.waiting_mentees),
        ("mentor", matched.mentors, {j for _, j in positions}, matched.waiting_mentors),
    )
    found = []
    answers = why_unmatched_all(problem, matching, **watch.options) if explain else None
    refusals = Refusals(matched.scores)
    reasons = iter(
        () if answers is None else (*answers.mentees.values(), *answers.mentors.values())
    )
    for role, forms, paired, waiting in sides:
        for place, form in enumerate(forms):
            if place in paired:
                continue
            if not explain:
                found.append(Unpaired(form, role, _NOT_ASKED, None))
                continue
            why = next(reasons)
            text = why.text
            if why.why == _core.Unmatched.NOBODY_ADMISSIBLE:
                why = replace(why, detail=refusals.of(role, place))
            if why.why == _core.Unmatched.AGAINST_RULES:
                keeping = _keeping(matched, why)
                if keeping:
                    text = _TAKES
                    kept = f"Before reserves came in, there was a pair for {keeping}."
                    why = replace(why, text=text, detail=kept)
                if form.reference in reserves:
                    text = _STAYS
            found.append(Unpaired(form, role, text, why))
        found += [Unpaired(form, role, _WAITS, None) for form in waiting]
    return tuple(found)


def _keeping(matched: Matched, why: WhyUnmatched) -> str:
    """Name those who stand in the way since they had a pair before reserves came in."""
    if why.infeasibility is None:
        return ""
    sides: dict[str, Sequence[Any]] = {"mentee": matched.mentees, "mentor": matched.mentors}
    names = []
    for claim in why.infeasibility.asked:
        if claim.kind in sides and isinstance(claim.id, int):
            reference = sides[claim.kind][claim.id].reference
            names += [f"{claim.kind} {reference}"] if reference in matched.must_stay else []
    if len(names) > _NAMED:
        names = [*names[:_NAMED], f"{len(names) - _NAMED} more"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _funnel(
    programme: Programme,
    mentees: Any,
    mentors: Any,
    decisions: tuple[Sequence[Decision], Sequence[Decision]],
    selections: tuple[Sequence[Selection], Sequence[Selection]],
    pairs: Sequence[Paired],
) -> tuple[FunnelRow, ...]:
    """Count the forms at each step, by role and region; the programme's nations come first."""
    rows = []
    sides: tuple[tuple[RoleName, Sequence[Any]], ...] = (
        ("mentee", mentees.forms),
        ("mentor", mentors.forms),
    )
    for (role, forms), decided, selected in zip(sides, decisions, selections, strict=True):
        matched = {getattr(pair, role).reference for pair in pairs}
        shortlisted = {s.reference for s in selected if s.outcome == _core.Selected.SHORTLISTED}
        outcome = {decision.reference: decision.outcome for decision in decided}
        regions = list(dict.fromkeys([*programme.nations, *sorted({f.nation for f in forms})]))
        for region in regions:
            inside = [form.reference for form in forms if form.nation == region]
            kept = [
                r
                for r in inside
                if outcome[r] not in (_core.Outcome.DRAFT, _core.Outcome.WITHDRAWN)
            ]
            in_time = [r for r in kept if outcome[r] != _core.Outcome.LATE]
            eligible = [r for r in in_time if outcome[r] == _core.Outcome.ELIGIBLE]
            chosen = [r for r in eligible if r in shortlisted] if selected else eligible
            rows.append(
                FunnelRow(
                    role=role,
                    region=region,
                    applied=len(inside),
                    submitted=len(kept),
                    in_time=len(in_time),
                    eligible=len(eligible),
                    shortlisted=len(chosen),
                    matched=sum(reference in matched for reference in inside),
                )
            )
    return tuple(rows)
