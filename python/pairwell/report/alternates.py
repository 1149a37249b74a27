"""What stands beside a matching, as lines for people, as values, and for the page of a round."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from pairwell.data.shown import plural
from pairwell.report.language import english, language_of
from pairwell.report.reasons import consequence_facts
from pairwell.round.alternates import Beside, beside, has_levels

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pairwell.matching.alternates import AlternatePartner
    from pairwell.matching.firmness import PairFirmness
    from pairwell.matching.matching import Matching
    from pairwell.report.language import Language
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


def how_many_text(found: Beside, language: Language | None = None) -> str:
    """Say where there are no more alternates than those; empty where there may be."""
    spoken = language or english()
    if found.has_more:
        return ""
    if not found.alternates:
        return spoken.gettext("There is no other matching that obeys every rule.")
    return spoken.ngettext("There is no more.", "There are no more.", len(found.alternates))


def drawn_text(found: Beside, pairs: int, language: Language | None = None) -> str:
    """Say how many matchings are best before the lottery, and how many pairs it drew.

    It names nobody.
    """
    spoken = language or english()
    core, drawn = found.core, len(found.drawn)
    if core.is_counted and core.matchings == 1:
        return spoken.gettext(
            "Without the lottery there is 1 best matching, so no pair was drawn by lot."
        )
    count = spoken.number(core.matchings)
    if not core.is_counted:
        count = spoken.gettext("at least %(count)s", count=count)
    if not drawn:
        return spoken.gettext(
            "Without the lottery there are %(count)s best matchings, and all of them have the pairs"
            " of this one.",
            count=count,
        )
    return spoken.ngettext(
        "Without the lottery there are %(count)s best matchings: %(num)s of the %(pairs)s pairs is"
        " not in all of them, and was drawn by lot.",
        "Without the lottery there are %(count)s best matchings: %(num)s of the %(pairs)s pairs are"
        " not in all of them, and were drawn by lot.",
        drawn,
        count=count,
        pairs=spoken.number(pairs),
    )


def drawn_pairs(found: Beside, who: Callable[[str], str], language: Language | None = None) -> str:
    """Name the pairs that were drawn; empty where there is none."""
    spoken = language or english()
    named = [
        spoken.gettext("%(mentee)s with %(mentor)s", mentee=who(mentee), mentor=who(mentor))
        for mentee, mentor in found.drawn[:_NAMED]
    ]
    if len(found.drawn) > _NAMED:
        named.append(spoken.gettext("%(count)s more", count=len(found.drawn) - _NAMED))
    return spoken.gettext("Drawn by lot: %(pairs)s.", pairs=", ".join(named)) if named else ""


def fragile_text(found: Beside, pairs: int, language: Language | None = None) -> str:
    """Say what the list of fragile pairs shows, or why there is none; empty without pairs."""
    spoken = language or english()
    if not pairs:
        return ""
    if found.has_levels:
        return spoken.gettext(
            "How far a pair's points may fall is not worked out, since a stage of the objective"
            " counts pairs by levels."
        )
    if not found.fragile:
        return spoken.gettext("Every pair stays, however few points it has.")
    return spoken.gettext(
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
    pairs, language = len(round_.pairs), language_of(round_.programme.language)
    _, *rows = rows_of(round_, found)
    return {
        "most": 0,
        "rows": [(own, row) for own, row in zip(found.alternates, rows, strict=True)],
        "how_many": how_many_text(found, language),
        "drawn": drawn_text(found, pairs, language),
        "drawn_pairs": drawn_pairs(found, who, language),
        "fragile": fragile_rows(found.fragile, who),
        "fragile_text": fragile_text(found, pairs, language),
        "fragile_columns": FRAGILE,
    }
