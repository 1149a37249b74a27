"""What is proved of the pairs on record: the last matching, beside what people did since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell.report.proof import report_proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.report.language import Language
    from pairwell.store import MatchingOnRecord, Overview, PairStanding


def proved_context(
    found: MatchingOnRecord | str | None,
    overview: Overview,
    who: Callable[[str], str],
    language: Language,
) -> dict[str, Any]:
    """What the report of a store shows of its last matching, and the page's own check of it.

    ``found`` is the matching; or why it cannot be found again, in a sentence; or None where the
    page shall carry no proof, or nothing was matched. A pair that stands is of the matching or not:
    the proof is of the matching alone.
    """
    if found is None or isinstance(found, str):
        return {"proved": found and {"why_not": found}, "proof": None, "wrong": ()}
    stands = {(pair.mentee, pair.mentor): pair for pair in overview.standing.pairs}
    shown = {(pair.mentee, pair.mentor) for pair in overview.standing.shown}
    rows = [_row(found, place, stands, who) for place in range(len(found.matching.pairs))]
    count = sum(row["key"] in shown for row in rows)
    since = found.since
    proved = {
        "why_not": "",
        "record": found.record,
        "day": language.day(found.day),
        "pairs": rows,
        "facts": [
            (language.gettext("Pairs of the matching"), len(rows)),
            (
                language.gettext("of these, pairs that were confirmed before and had to stay"),
                len(found.problem.locked),
            ),
            (language.gettext("of these, pairs that stand or were completed"), count),
            (
                language.gettext("Pairs that stand and are not of the matching"),
                len(shown - found.pairs),
            ),
            (language.gettext("People who took part then and have left"), len(since.left)),
            (language.gettext("People who have come in since"), len(since.joined)),
            (language.gettext("Forms that have changed since"), len(since.changed)),
        ],
        "is_other_programme": since.is_other_programme,
        "is_all": count == len(rows) and shown == found.pairs,
    }
    return {
        "proved": proved,
        "proof": report_proof(found.problem, found.matching, language),
        "wrong": (),
    }


def _row(
    found: MatchingOnRecord,
    place: int,
    stands: dict[tuple[str, str], PairStanding],
    who: Callable[[str], str],
) -> dict[str, Any]:
    mentee, mentor = found.matching.pairs[place].tolist()
    key = found.mentee_forms[mentee].reference, found.mentor_forms[mentor].reference
    pair = stands.get(key)
    return {
        "key": key,
        "mentee": who(key[0]),
        "mentor": who(key[1]),
        "units": int(found.matching.pair_units[place]),
        "state": "" if pair is None else pair.state,
    }
