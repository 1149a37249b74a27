"""What is not as it was when people were accepted and paired: forms, decisions, rules and places.

An error is for a person to decide, and no matching is made before; a warning is for a person to
know. Nothing is decided here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.scheme.programme import Programme
from pairwell.score.score import score_pair
from pairwell.store._decisions import decided, differs
from pairwell.store._moves import ENDED, LIVE, TAKES_PART, PairStanding, PersonStanding

_BY_PAIRS = ("match", "unmatch", "complete")
"""Moves of an application that follow from its pairs, and say nothing about the person."""


@dataclass(frozen=True)
class Facts:
    """What concerns are found in: all of it read in one transaction."""

    programme: Programme
    people: Mapping[str, PersonStanding]
    pairs: Iterable[PairStanding]
    forms: Mapping[str, Any]
    """The newest form of everybody."""
    judged: Iterable[_core.Decision]
    """What the rules say of those forms now."""
    decisions: Mapping[Any, Any]
    """The newest decision on record, by reference and stage."""
    moves: Sequence[Any]
    """Every move of an application, oldest first."""


def concerns(facts: Facts) -> list[_core.Finding]:
    """Find everything, errors first."""
    found = [*_forms(facts), *_selections(facts), *_pairs(facts), *_places(facts)]
    return sorted(found, key=lambda one: one.severity != _core.Severity.ERROR)


def _forms(facts: Facts) -> Iterator[_core.Finding]:
    """People who take part, and whose form or decision says that they should not."""
    overturned: dict[str, int] = {}
    for row in facts.moves:
        if row["move"] == "overturn":
            overturned[row["reference"]] = row["seq"]
    for decision in facts.judged:
        reference = decision.reference
        person = facts.people[reference]
        outcome = decision.outcome.name.lower()
        if person.state not in TAKES_PART or outcome in ("eligible", "withdrawn"):
            continue
        if outcome == "draft":
            yield _finding(
                "draft",
                f"{reference} is {person.state}, and their form is a draft again. Take in the form"
                " that they submit, or withdraw them.",
                reference,
            )
            continue
        known = facts.decisions.get((reference, "eligibility"))
        is_known = known is not None and not differs(known, decided(decision))
        if known is not None and is_known and overturned.get(reference, 0) > known["seq"]:
            continue
        reasons = " ".join(reason.text for reason in decision.reasons)
        steps = ["correct the form or the rules", "overturn the decision with a reason"]
        if outcome == "late":
            steps.insert(0, "let them in late")
        if not is_known:
            steps[-1] = "decide and then overturn the decision with a reason"
        yield _finding(
            outcome,
            f"{reference} is {person.state}, and by the form and the rules as they are now is"
            f" {outcome.replace('_', ' ')}: {reasons} {', '.join(steps).capitalize()}, or withdraw"
            " them.",
            reference,
        )


def _selections(facts: Facts) -> Iterator[_core.Finding]:
    """People whom somebody accepted, and whom newer marks or another region place elsewhere."""
    accepted = {r["reference"]: r["seq"] for r in facts.moves if r["move"] not in _BY_PAIRS}
    elsewhere: dict[tuple[str, str], list[str]] = {}
    for reference, person in facts.people.items():
        chosen = facts.decisions.get((reference, "selection"))
        if person.state not in TAKES_PART or chosen is None:
            continue
        outcome = chosen["outcome"]
        if outcome != "shortlisted" and chosen["seq"] > accepted.get(reference, 0):
            yield _finding(
                "selection",
                f"{reference} is {person.state}, and by the newest marks is"
                f" {outcome.replace('_', ' ')}. They stay in: withdraw them if they should not.",
                reference,
                severity=_core.Severity.WARNING,
            )
        elif chosen["region"] and chosen["region"] != person.region:
            elsewhere.setdefault((chosen["region"], person.region), []).append(reference)
    for (selected, now), people in elsewhere.items():
        who, their = (
            (f"{people[0]} was", "their form now says")
            if len(people) == 1
            else (f"{len(people)} people were", "their forms now say")
        )
        which = "." if len(people) == 1 else f": {_first(people)}."
        yield _finding(
            "region",
            f"{who} selected for {selected}, and {their} {now or 'nothing'}: a matching counts them"
            f" there{which}",
            people[0] if len(people) == 1 else "",
            severity=_core.Severity.WARNING,
        )


def _pairs(facts: Facts) -> Iterator[_core.Finding]:
    """Pairs that a rule now refuses, or that are worth less than the floor."""
    floor = facts.programme.objective.floor
    held: Counter[str] = Counter()
    for pair in facts.pairs:
        if pair.state in ENDED or {pair.mentee, pair.mentor} - facts.forms.keys():
            continue
        is_live = pair.state in LIVE
        held[pair.mentor] += is_live
        subject = f"{pair.mentee}/{pair.mentor}"
        made = score_pair(facts.programme, facts.forms[pair.mentee], facts.forms[pair.mentor])
        if made.refusals:
            why = " ".join(refusal.text for refusal in made.refusals)
            verb = "end it early" if pair.state == "active" else "decline it"
            then = f"{verb.capitalize()}, or correct the forms or the programme."
            yield _finding(
                "refused",
                f"{subject} is {pair.state}, and a rule now refuses it: {why} "
                + (then if is_live else "A matching replaces it."),
                subject,
                severity=_core.Severity.ERROR if is_live else _core.Severity.WARNING,
            )
        elif made.units < floor * 1000:
            yield _finding(
                "floor",
                f"{subject} is {pair.state} with {made.units // 1000}.{made.units % 1000:03}"
                f" points, under the programme's floor of {floor}.",
                subject,
                severity=_core.Severity.WARNING,
            )
    for mentor, pairs in held.items():
        capacity = facts.forms[mentor].capacity
        if pairs > capacity:
            yield _finding(
                "capacity",
                f"{mentor} is in {plural(pairs, 'live pair')} and now offers"
                f" {plural(capacity, 'place')}. Decline a pair or end it early, or correct the"
                " form.",
                mentor,
            )


def _places(facts: Facts) -> Iterator[_core.Finding]:
    """Places of which there are fewer than live pairs have taken, or more than people take part."""
    live = [pair for pair in facts.pairs if pair.state in LIVE]
    for place in facts.programme.places:
        role = place.role.name.lower()
        there = {
            person.reference
            for person in facts.people.values()
            if (person.role, person.region) == (role, place.region) and person.state in TAKES_PART
        }
        taken = [r for r in dict.fromkeys(getattr(pair, role) for pair in live) if r in there]
        least, most = place.people.least, place.people.most
        if most is not None and len(taken) > most:
            yield _finding(
                "places",
                f"{place.region} has {plural(most, f'{role} place')} by the programme, and"
                f" {len(taken)} {role}s there are in live pairs: {', '.join(taken)}. Decline pairs"
                " or end them early, or correct the programme.",
                place.region,
            )
        elif most is not None and len(there) > most and facts.programme.selection.rubric:
            more = len(there) - most
            yield _finding(
                "places",
                f"{place.region} has {plural(most, f'{role} place')} by the programme, and"
                f" {len(there)} {role}s there take part: a matching leaves out {more} or more of"
                " them.",
                place.region,
                severity=_core.Severity.WARNING,
            )
        if least > len(there):
            yield _finding(
                "places",
                f"{place.region} has to have {plural(least, role)} in pairs by the programme, and"
                f" {len(there)} there {'takes' if len(there) == 1 else 'take'} part. Accept more,"
                " or correct the programme.",
                place.region,
            )


def _first(people: Sequence[str], most: int = 5) -> str:
    """Name the first few, and how many more there are."""
    more = f" and {len(people) - most} more" if len(people) > most else ""
    return ", ".join(people[:most]) + more


def _finding(
    rule: str, message: str, subject: str, severity: _core.Severity = _core.Severity.ERROR
) -> _core.Finding:
    column = "pair" if rule in ("refused", "floor") else rule if rule == "places" else "reference"
    return _core.Finding(
        severity=severity, rule=rule, message=message, column=column, value=subject
    )
