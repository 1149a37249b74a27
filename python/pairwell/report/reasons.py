"""Why people are pairs or none, as lines for people, as values, and for the page of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.matching.match import WhyUnmatched
from pairwell.matching.stages import STAGES
from pairwell.matching.why_not import PairExplanation, WhyNot
from pairwell.report.criteria import PairsInWords
from pairwell.report.words import label, points_text
from pairwell.round.reasons import Reason, explain_pair

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from pairwell.matching.why_not import Consequences
    from pairwell.round.round import Round

MOST_EXPLAINED = 24
"""How many pairs the page of a round explains: an explanation is a search of its own."""
_FEWEST = 6
_CELLS = 100_000
"""Possible pairs, beyond which it explains fewer, so that all of them take about as long."""


def day_text(day: dt.date) -> str:
    """Write a day: "25 April 2017"."""
    return f"{day.day} {day:%B %Y}"


def reason_lines(reason: Reason, *, asked: str = "", to_tell: bool = False) -> list[str]:
    """Say a reason in lines, first what those whom it is about may be told.

    Parameters
    ----------
    asked
        The person who was asked about, where it was one.
    to_tell
        Leave out what names others, and pairs that their people do not know of.
    """
    if to_tell and not reason.is_told:
        return [asked or f"{reason.mentee} with {reason.mentor}", _untold(asked)]
    lines = [_heading(reason), reason.text]
    if reason.since:
        lines.append(reason.since)
    if to_tell:
        return lines
    lines += [f"  {line}" for line in part_lines(parts_of_reason(reason))]
    told = " ".join(filter(None, (reason.detail, reason.since_detail)))
    return [*lines, *([f"For whoever decides: {told}"] if told else [])]


def _untold(asked: str) -> str:
    """What stands in the place of a pair that its people do not know of."""
    return "Is in no pair that they were told of." if asked else "Nobody was told of this pair."


def reason_facts(reason: Reason, *, asked: str = "", to_tell: bool = False) -> dict[str, Any]:
    """Give a reason as JSON has it; what there is not is left out (see `reason_lines`)."""
    if to_tell and not reason.is_told:
        mine = {own: own for own in (reason.mentee, reason.mentor) if own == asked or not asked}
        both = {"mentee": mine.get(reason.mentee), "mentor": mine.get(reason.mentor)}
        return {**both, "why": "not told", "text": _untold(asked)}
    facts: dict[str, Any] = {
        "mentee": reason.mentee or None,
        "mentor": reason.mentor or None,
        "why": reason.why,
        "text": reason.text,
    }
    facts |= {"state": reason.state} if reason.state else {}
    facts |= {"record": reason.record} if reason.record else {}
    facts |= {"day": reason.day} if reason.day else {}
    facts |= {"is_dry": True} if reason.is_now else {}
    facts |= {"since": reason.since} if reason.since else {}
    answer = reason.answer
    if isinstance(answer, PairExplanation):
        sides = (("mentee", answer.of_mentee), ("mentor", answer.of_mentor))
        facts["points"] = float(answer.points)
        facts["ranks"] = [
            {"role": role, "rank": own.rank, "out_of": own.allowed, "tied": own.tied}
            for role, own in sides
        ]
    if to_tell:
        return facts
    facts["detail"] = " ".join(filter(None, (reason.detail, reason.since_detail)))
    facts |= {"parts": part_facts(found)} if (found := parts_of_reason(reason)) else {}
    if isinstance(answer, PairExplanation | WhyNot) and answer.consequences is not None:
        facts |= consequence_facts(answer.consequences)
    if isinstance(answer, WhyUnmatched):
        losing = (("mentee", answer.losing_mentees), ("mentor", answer.losing_mentors))
        facts["partners"] = list(answer.would_pair_with)
        facts["gains"] = [
            {"role": role, "reference": person, "pairs_gain": -1}
            for role, people in losing
            for person in people
        ]
    return facts


def _heading(reason: Reason) -> str:
    who = " with ".join(filter(None, (reason.mentee, reason.mentor)))
    state = f": {label(reason.state)}" if reason.state else ""
    return f"{who}{state}{by_text(reason.record, reason.day, reason.is_now)}"


def by_text(record: int, day: dt.date | None, is_now: bool) -> str:
    """Say, behind what is said of it, which matching of a store an answer is of."""
    if record and day:
        return f", by the matching of {day_text(day)} (record {record})"
    return ", by a matching of what stands, which is not kept" if is_now else ""


def consequence_facts(found: Consequences) -> dict[str, Any]:
    """Give stages, chain and gains of another matching as JSON has them."""
    return {
        "stages": [
            {"id": own.name, "title": STAGES[own.name].title, "before": own.before,
             "after": own.after}
            for own in found.stages
        ],
        "chain": [
            {"mentee": step.mentee, "mentor": step.mentor, "begins": step.begins,
             "points": float(step.points)}
            for step in found.chain
        ],
        "gains": [
            {"role": own.role, "reference": own.person, "pairs_gain": own.pairs,
             "points_gain": float(own.points)}
            for own in found.gains
        ],
    }  # fmt: skip


def parts_of_reason(reason: Reason) -> list[dict[str, Any]]:
    """List the parts of the points of a pair, with their words; of anything else, none."""
    if reason.made is None or not isinstance(reason.answer, PairExplanation):
        return []
    mentee, mentor = (
        next(form for form in forms if form.reference == reference)
        for forms, reference in (
            (reason.made.mentee_forms, reason.mentee),
            (reason.made.mentor_forms, reason.mentor),
        )
    )
    return PairsInWords(reason.made.programme, [(mentee, mentor)]).parts(mentee, mentor)


def part_lines(parts: list[dict[str, Any]]) -> list[str]:
    """Say the parts of a pair's points, a line each."""
    return [
        f"{part['name']}: "
        + (
            "not answered"
            if part["share"] is None
            else f"{points_text(part['units'])} (weight {part['weight']})"
            + ("" if part["answered"] else ", left blank")
        )
        for part in parts
    ]


def part_facts(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give the parts of a pair's points as JSON has them."""
    return [
        {
            "part": part["id"],
            "points": part["units"] / 1000,
            "weight": part["weight"],
            "share": None if part["share"] is None else part["share"] / 1000,
            "answered": part["answered"],
        }
        for part in parts
    ]


def pair_reasons(round_: Round, who: Callable[[str], str]) -> dict[str, Any]:
    """What the page of a round says of why its pairs are: of the weakest, and how many of all.

    Parameters
    ----------
    who
        What people are called, by reference.
    """
    forms = (*round_.mentee_forms, *round_.mentor_forms)
    names = {form.reference: who(form.reference) for form in forms}
    cells = max(1, len(round_.mentee_forms) * len(round_.mentor_forms))
    most = max(_FEWEST, min(MOST_EXPLAINED, MOST_EXPLAINED * _CELLS // cells))
    weakest = sorted(
        round_.pairs,
        key=lambda pair: (pair.score.units, pair.mentee.reference, pair.mentor.reference),
    )[:most]
    told = [
        explain_pair(round_, pair.mentee.reference, pair.mentor.reference, names=names)
        for pair in weakest
    ]
    return {"pairs": told, "of": len(round_.pairs)}
