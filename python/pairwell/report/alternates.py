"""What stands beside a matching, as lines for people, as values, and for the page of a round."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pairwell.data.shown import plural
from pairwell.report.reasons import consequence_facts
from pairwell.round.alternates import Beside, beside, has_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pairwell.matching.alternates import AlternatePartner
    from pairwell.matching.firmness import PairFirmness
    from pairwell.matching.matching import Matching
    from pairwell.round.reasons import Solved
    from pairwell.round.round import Round

MOST_PEOPLE = 500
"""People on a side, beyond which the page of a round says nothing of this: it would take long."""
MOST_BY_LEVELS = 40
"""The same where a stage counts by levels, so that each alternate is searched for anew."""
COLUMNS = ("Place", "Pairs", "Points", "Worst pair", "Better off", "Worse off")
FRAGILE = ("Mentee", "Mentor", "Points", "May fall by")
_NAMED = 8
"""How many a sentence names before it counts the rest."""


def exact_text(points: Fraction | float) -> str:
    """Write points with all decimals that they have: "57.936"."""
    return f"{float(points):.15g}"


def matching_text(matching: Matching) -> str:
    """Say what a matching comes to: "19 pairs, 1312.234 points in all"."""
    word = "point" if matching.points == 1 else "points"
    return f"{plural(len(matching.pairs), 'pair')}, {exact_text(matching.points)} {word} in all"


def rows_of(made: Solved, found: Beside) -> list[list[str]]:
    """Write a row for the matching, and one for each beside it, as `COLUMNS` has them."""
    rows = [["1", *_sums(made.matching), "", ""]]
    for own in found.alternates:
        changes = own.consequences
        counts = (str(len(side)) for side in (changes.gained, changes.lost))
        rows.append([str(own.place), *_sums(own.matching), *counts])
    return rows


def _sums(matching: Matching) -> tuple[str, str, str]:
    worst = _worst(matching)
    worst_text = "" if worst is None else exact_text(worst)
    return str(len(matching.pairs)), exact_text(matching.points), worst_text


def _worst(matching: Matching) -> float | None:
    units = matching.pair_units.tolist()
    return min(units) / matching.problem.scale if units else None


def how_many_text(found: Beside) -> str:
    """Say where there are no more alternates than those; empty where there may be."""
    if found.has_more:
        return ""
    if not found.alternates:
        return "There is no other matching that obeys every rule."
    return f"There {'is' if len(found.alternates) == 1 else 'are'} no more."


def drawn_text(found: Beside, pairs: int) -> str:
    """Say how many matchings are best before the lottery, and how many pairs it drew.

    It names nobody.
    """
    core, drawn = found.core, len(found.drawn)
    if core.is_counted and core.matchings == 1:
        return "Without the lottery there is 1 best matching, so no pair was drawn by lot."
    count = f"{core.matchings:,}" if core.is_counted else f"at least {core.matchings:,}"
    said = f"Without the lottery there are {count} best matchings"
    if not drawn:
        return f"{said}, and all of them have the pairs of this one."
    is_, was = ("is", "was") if drawn == 1 else ("are", "were")
    return f"{said}: {drawn} of the {pairs} pairs {is_} not in all of them, and {was} drawn by lot."


def drawn_pairs(found: Beside, who: Callable[[str], str]) -> str:
    """Name the pairs that were drawn; empty where there is none."""
    named = [f"{who(mentee)} with {who(mentor)}" for mentee, mentor in found.drawn[:_NAMED]]
    more = [f"{len(found.drawn) - _NAMED} more"] if len(found.drawn) > _NAMED else []
    return f"Drawn by lot: {', '.join([*named, *more])}." if named else ""


def fragile_text(found: Beside, pairs: int) -> str:
    """Say what the list of fragile pairs shows, or why there is none; empty without pairs."""
    if not pairs:
        return ""
    if found.has_levels:
        return (
            "How far a pair's points may fall is not worked out, since a stage of the objective"
            " counts pairs by levels."
        )
    if not found.fragile:
        return "Every pair stays, however few points it has."
    return (
        "How far the points of a pair may fall, all others as they are, with the pair still in the"
        " best matching; those that may fall the least."
    )


def fragile_rows(found: Iterable[PairFirmness], who: Callable[[str], str]) -> list[list[str]]:
    """Write a row for each pair, as `FRAGILE` has them."""
    return [
        [
            who(str(own.mentee)),
            who(str(own.mentor)),
            exact_text(own.points),
            "" if own.fall is None else exact_text(own.fall),
        ]
        for own in found
    ]


def partner_lines(found: Iterable[AlternatePartner]) -> list[list[str]]:
    """Say of each pair that somebody could be in what it would mean, a few lines each."""
    return [
        [f"{own.mentee} with {own.mentor}", own.text, f"For whoever decides: {own.detail}"]
        for own in found
    ]


def beside_facts(made: Solved, found: Beside) -> dict[str, Any]:
    """Give what stands beside a matching as JSON has it."""
    return {
        **_sum_facts(made.matching),
        "alternates": [
            {
                "place": own.place,
                "text": own.text,
                "detail": own.detail,
                **_sum_facts(own.matching),
                "better_off": len(own.consequences.gained),
                "worse_off": len(own.consequences.lost),
                **consequence_facts(own.consequences),
            }
            for own in found.alternates
        ],
        "best_matchings": found.core.matchings,
        "is_counted": found.core.is_counted,
        "drawn": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in found.drawn],
        "fragile": [_firm_facts(own) for own in found.fragile],
    }


def _sum_facts(matching: Matching) -> dict[str, Any]:
    worst = _worst(matching)
    facts = {"pairs": len(matching.pairs), "points": matching.points}
    return facts if worst is None else {**facts, "worst": worst}


def _firm_facts(own: PairFirmness) -> dict[str, Any]:
    facts = {"mentee": own.mentee, "mentor": own.mentor, "points": float(own.points)}
    if own.least is not None and own.fall is not None:
        facts |= {"least": float(own.least), "fall": float(own.fall)}
    return facts


def partner_facts(found: Iterable[AlternatePartner]) -> list[dict[str, Any]]:
    """Give pairs that somebody could be in as JSON has them."""
    return [
        {
            "mentee": own.mentee,
            "mentor": own.mentor,
            "points": float(own.points),
            "text": own.text,
            "detail": own.detail,
            **consequence_facts(own.consequences),
        }
        for own in found
    ]


def alternates_context(round_: Round, who: Callable[[str], str]) -> dict[str, Any]:
    """What the page of a round says of what stands beside it; of a large round, that it does not.

    Parameters
    ----------
    who
        What people are called, by reference.
    """
    most = MOST_BY_LEVELS if has_levels(round_) else MOST_PEOPLE
    if max(len(round_.mentee_forms), len(round_.mentor_forms)) > most:
        return {"most": most}
    forms = (*round_.mentee_forms, *round_.mentor_forms)
    names = {form.reference: who(form.reference) for form in forms}
    found = beside(round_, names=names)
    pairs = len(round_.pairs)
    _, *rows = rows_of(round_, found)
    return {
        "most": 0,
        "rows": [(own, row) for own, row in zip(found.alternates, rows, strict=True)],
        "how_many": how_many_text(found),
        "drawn": drawn_text(found, pairs),
        "drawn_pairs": drawn_pairs(found, who),
        "fragile": fragile_rows(found.fragile, who),
        "fragile_text": fragile_text(found, pairs),
        "fragile_columns": FRAGILE,
    }
