"""Questions known by their headings: who somebody is, monitoring, and parts in the scheme."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pairwell.scheme.adopt_cells import EMAIL, is_contact, is_sentence, phrase_number, yes_or_no
from pairwell.scheme.adopt_columns import Column
from pairwell.scheme.adopt_numbers import take_for_number
from pairwell.scheme.adopt_options import Options, find_options
from pairwell.scheme.adopt_people import are_people, is_line_manager, is_reference
from pairwell.scheme.adopt_proposals import Known, Proposal
from pairwell.scheme.adopt_words import (
    IDENTITY,
    MONITORING,
    MONITORING_ANSWERS,
    PARTS,
    WHO,
    found_in,
    loose,
    matches,
)


def is_identity(column: Column) -> str:
    """Give what of a person a column tells by its heading or its cells; "" where nothing."""
    heading, answers = column.heading, column.answers
    if matches(PARTS["line_manager"], heading) or column.all_yes_or_no():
        return ""
    emails = sum(EMAIL.fullmatch(answer) is not None for answer in answers)
    if emails > 0.5 * len(answers):
        return "email"
    if matches(r"\be ?mails?\b", heading) and not any(map(is_sentence, answers)):
        return "email"
    if (kind := found_in(IDENTITY, heading)) and not matches(PARTS["languages"], heading):
        return kind
    return "contact" if sum(map(is_contact, answers)) > 0.5 * len(answers) else ""


def people_in(columns: Sequence[Column]) -> frozenset[str]:
    """Collect whatever the columns of identity hold, so that no option is one of them.

    A name is there as it was given, the other way round, and whole where it is of two columns.
    """
    people: set[str] = set()
    parts: dict[int, dict[str, Column]] = {}
    for column in columns:
        kind = is_identity(column)
        if not (kind or _asks_who(column) or matches(PARTS["reference"], column.heading)):
            continue
        given = {
            loose(answer)
            for answer in column.answers
            if len(answer) <= 200 and yes_or_no(answer) is None
        }
        people |= given
        if kind in ("first_name", "last_name"):
            parts.setdefault(id(column.sheet), {}).setdefault(kind, column)
        elif kind == "name" or _asks_who(column):
            people |= {turned for name in given for turned in _turned(name)}
    for both in parts.values():
        if len(both) == 2:
            cells = zip(both["first_name"].cells, both["last_name"].cells, strict=True)
            for first, last in cells:
                if first and last and len(first) + len(last) <= 200:
                    name = loose(f"{first} {last}")
                    people |= {name, *_turned(name)}
    return frozenset(people)


def _turned(name: str) -> list[str]:
    """Give "brown, alice" and "brown alice" for "alice brown", and the other way about."""
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and first:
        return [f"{first} {last}", f"{last} {first}"]
    first, blank, last = name.rpartition(" ")
    return [f"{last}, {first}", f"{last} {first}"] if blank else []


def _asks_who(column: Column) -> bool:
    return any(matches(words, column.heading) for words in (PARTS["line_manager"], WHO))


def known_by_heading(columns: list[Column], known: Known) -> Proposal | None:
    """Propose what a question is whose heading or cells say it; None where they do not."""
    proposal = Proposal(columns)
    for guess in (
        is_reference,
        _state,
        is_line_manager,
        _identity,
        _monitoring,
        are_people,
        _consent,
        _capacity,
        _whole_part,
    ):
        if guess(proposal, known):
            return proposal
    return None


_STATES = ["draft", "submitted", "withdrawn"]


def _state(proposal: Proposal, known: Known) -> bool:
    if not matches(PARTS["state"], proposal.heading):
        return False
    if not {loose(answer) for answer in proposal.answers} <= set(_STATES):
        return False
    proposal.kind, proposal.name, proposal.plays = "choice", "state", "state"
    proposal.options, proposal.private = _STATES, True
    return True


def _identity(proposal: Proposal, known: Known) -> bool:
    kinds = [kind for column in proposal.columns if (kind := is_identity(column))]
    if not kinds:
        return False
    kind = kinds[0]
    proposal.kind, proposal.keep, proposal.name = "text", "identity", kind
    if kind in ("email", "name"):
        proposal.plays = kind
    if kind in ("born", "pronouns"):
        proposal.unsure("identity",
            "Kept with identity, so that no rule and no criterion can look at it.",
        )  # fmt: skip
    elif kind in ("contact", "number", "profile"):
        proposal.unsure("identity", "Looks like who somebody is; kept with that.")
    return True


def _monitoring(proposal: Proposal, known: Known) -> bool:
    kind = found_in(MONITORING, proposal.heading)
    if kind == "age" and matches(
        r"\b(groups?|children) .*\b(work|mentor|support)\b", proposal.heading
    ):
        kind = ""
    by_answers = ""
    if not kind:
        answers = {loose(answer) for answer in proposal.answers if len(answer) <= 200}
        telling = answers - {"prefer not to say", "other", "none"}
        for name, pattern in MONITORING_ANSWERS.items():
            plain_answers = [re.sub(r"[^\w]+", " ", answer).strip() for answer in telling]
            if sum(bool(re.search(pattern, a)) for a in plain_answers) > 0.5 * len(telling):
                by_answers = name
    if not kind and not by_answers:
        return False
    proposal.kind, proposal.keep, proposal.name = "choice", "monitoring", kind or by_answers
    if by_answers:
        why = f"Its answers look like monitoring ({by_answers.replace('_', ' ')}); kept apart."
    else:
        why = "Looks like monitoring by its heading; kept apart, so that nothing can look at it."
    proposal.unsure("monitoring", why)
    return True


def _consent(proposal: Proposal, known: Known) -> bool:
    if not matches(PARTS["consent"], proposal.heading):
        return False
    if not proposal.all_yes_or_no():
        return False
    proposal.kind, proposal.plays, proposal.name = "yes_no", "consent", "consent"
    proposal.private = True
    return True


def _capacity(proposal: Proposal, known: Known) -> bool:
    if not matches(PARTS["capacity"], proposal.heading) or proposal.asked != ("mentor",):
        return False
    if sum(phrase_number(a, greatest=True) is not None for a in proposal.answers) == 0:
        return False
    proposal.plays = proposal.name = "capacity"
    take_for_number(proposal, is_capacity=True)
    return True


def _whole_part(proposal: Proposal, known: Known) -> bool:
    """Find region, employer, team, slots and languages."""
    heading = proposal.heading
    if matches(PARTS["access_cost"], heading):
        proposal.private = take_for_number(proposal)
        if proposal.kind != "number":
            return False
        proposal.name, proposal.plays, proposal.decimals = "access_cost", "access_cost", 2
        proposal.unit = ""
        return True
    for part in ("slots", "languages", "region", "employer", "team"):
        if not matches(PARTS[part], heading) or proposal.all_yes_or_no():
            continue
        found = find_options(proposal.answers, known.people)
        if part == "slots" and found is not None and _are_slots(found):
            proposal.kind, proposal.name, proposal.plays = "availability", "slots", "slots"
            proposal.options, proposal.separator = in_order_of_week(found.options), found.separator
            return True
        if part == "languages" and found is not None and _are_languages(found):
            proposal.kind = proposal.name = "languages"
            proposal.separator = found.separator
            proposal.options = found.options
            return True
        if part == "region" and found is not None and not found.separator:
            proposal.kind, proposal.name, proposal.plays = "choice", "region", "region"
            proposal.options = found.options
            proposal.unsure("region", "Taken for the region that places are counted by.")
            return True
        if part in ("employer", "team") and not any(map(is_sentence, proposal.answers)):
            proposal.kind, proposal.name, proposal.plays = "choice", part, part
            proposal.private = True
            comment = (
                "Two people of one team are never paired."
                if part == "team"
                else "Two people of one employer may be paired, unless [pairing] says otherwise."
            )
            proposal.unsure(part, f"Taken for the {part}. {comment}")
            return True
    return False


def in_order_of_week(options: list[str]) -> list[str]:
    """Put options that begin with a day of the week in its order."""
    places = [_DAYS.find(loose(option)[:3]) for option in options]
    if -1 in places:
        return options
    return [option for _, option in sorted(zip(places, options, strict=True))]


_DAYS = "mon tue wed thu fri sat sun"


def _are_slots(found: Options) -> bool:
    """Whether each time that is no option can be kept: one with a digit would have to be read."""
    return not any(
        re.search(r"[0-9]", item) and loose(item) not in found.known
        for items in found.items
        for item in items
    )


_LEVEL = r"(a1|a2|b1|b2|c1|c2|native|native speaker|first language|mother tongue|fluent)"


def _are_languages(found: Options) -> bool:
    """Whether each language has no level, or one that is known."""
    for items in found.items:
        for item in items:
            marked = re.search(r"\(([^()]*)\)$|:([^:]*)$| - (.*)$", loose(item))
            if loose(item) in found.known and not marked:
                continue
            if marked and not re.fullmatch(
                _LEVEL, next(g for g in marked.groups() if g is not None).strip()
            ):
                return False
    return True
