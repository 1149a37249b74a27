"""A round in short: for machines as JSON values, and counts that the terminal shows too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from pairwell import _core
from pairwell.report.language import english
from pairwell.report.view import stages, unpaired
from pairwell.report.words import finding_facts, label
from pairwell.round.round import STEPS

if TYPE_CHECKING:
    from pairwell.round.round import Round
    from pairwell.scheme.programme import Programme


def reason_counts(round_: Round) -> list[tuple[str, str, int, int]]:
    """Count the forms by outcome, rule and version of the rule, sorted."""
    counts = Counter(
        (label(decision.outcome), reason.rule, reason.version)
        for decision in round_.decisions
        for reason in decision.reasons
    )
    return [(*key, count) for key, count in sorted(counts.items())]


def _deadline(programme: Programme) -> str | None:
    """Give the deadline as an instant, which says what the zone data of the machine were."""
    for event in programme.timetable.events:
        if event.kind == _core.EventKind.DEADLINE:
            return f"{_core.start(programme.timetable, event):%Y-%m-%dT%H:%M:%SZ}"
    return None


def summary(round_: Round) -> dict[str, Any]:
    """Say what a round came to, as JSON values."""
    programme, matching = round_.programme, round_.matching
    reason = matching.infeasibility.reason if matching.infeasibility is not None else None
    return {
        "programme": {
            "id": programme.id,
            "name": programme.name,
            "digest": programme.digest,
            "deadline": _deadline(programme),
            "warnings": [finding_facts(warning) for warning in programme.warnings],
        },
        "findings": [finding_facts(finding) for finding in round_.findings],
        "funnel": [
            {"role": row.role, "region": row.region, **{step: getattr(row, step) for step in STEPS}}
            for row in round_.funnel
        ],
        "decisions": [
            {"outcome": outcome, "forms": forms}
            for outcome, forms in Counter(
                decision.outcome.name.lower() for decision in round_.decisions
            ).items()
        ],
        "reasons": [
            {"outcome": outcome.replace(" ", "_"), "rule": rule, "version": version, "forms": count}
            for outcome, rule, version, count in reason_counts(round_)
        ],
        "status": label(matching.status),
        "infeasible_because": reason,
        "pairs": [
            {
                "mentee": pair.mentee.reference,
                "mentor": pair.mentor.reference,
                "points": pair.score.units / 1000,
                "coverage": pair.score.coverage / 1000,
            }
            for pair in round_.pairs
        ],
        "unmatched": [unpaired(person, round_, english()) for person in round_.unpaired],
        "stages": stages(round_, english()),
        "certificate": {"holds": round_.verdict.holds, "failures": list(round_.verdict.failures)},
        "digest": matching.digest,
    }
