"""The report of a programme in a store: what stands by the record, and what is proved of it.

A page, tables and JSON values, all of one `pairwell.store.Overview`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from pairwell.data.shown import plural
from pairwell.data.tables import csv_bytes
from pairwell.report import figures
from pairwell.report.board import standing_board_html
from pairwell.report.criteria import PairsInWords
from pairwell.report.ics import timetable_ics
from pairwell.report.language import english, language_of, later
from pairwell.report.outputs import exact
from pairwell.report.proof import SCRIPTS as PROOF_SCRIPTS
from pairwell.report.proved import proved_context
from pairwell.report.report import (
    OUTCOME_CLASS,
    decision_groups,
    finding_shown,
    is_told,
    pair_context,
    programme_context,
    render,
    shortlists,
    who_of,
)
from pairwell.report.scripts import script_of
from pairwell.report.status_page import status_html
from pairwell.report.words import label
from pairwell.store import StepCounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pairwell.report.language import Language
    from pairwell.store import (
        MatchingOnRecord,
        Overview,
        PairStanding,
        PersonStanding,
        Recorded,
    )

_STEPS = tuple(field.name for field in fields(StepCounts))[2:]
_CONTENTS = (
    ("programme", later("The programme")),
    ("funnel", later("From forms to pairs")),
    ("timetable", later("Timetable")),
    ("pairs", later("The pairs")),
    ("people", later("Where everybody stands")),
    ("shortlist", later("Shortlist")),
    ("decisions", later("Decisions on forms")),
    ("rules", later("Rules and weights")),
    ("data", later("People and their data")),
)
_STATE_CLASS = {
    "active": "good", "published": "good", "confirmed": "good", "completed": "good",
    "matched": "good", "accepted": "good", "withdrawn": "bad", "declined": "bad",
    "ended early": "bad", "not eligible": "bad", "late": "warn", "reserve": "warn",
}  # fmt: skip


def heading(overview: Overview, language: Language | None = None) -> str:
    """Say of which day and record a report is: "as of 25 April 2017, record 41"."""
    stands, spoken = overview.standing, language or english()
    return spoken.gettext(
        "as of %(day)s, record %(record)s", day=spoken.day(stands.day), record=stands.seq
    )


def counted_states(overview: Overview) -> list[tuple[str, int]]:
    """Count the pairs in each state, in the order in which states first came."""
    return list(Counter(pair.state for pair in overview.standing.pairs).items())


def standing_files(
    overview: Overview,
    names: Mapping[str, str],
    status: dict[str, Any] | None = None,
    found: MatchingOnRecord | str | None = None,
) -> dict[str, bytes]:
    """Make every file of the report; ``names`` is empty where names are not wanted.

    ``status`` is what `pairwell.report.status.status_facts` gave: the pages of the status and for a
    board are made of it. ``found`` is as in `standing_html`.
    """
    programme = overview.standing.programme
    pages = (
        {}
        if status is None
        else {
            "summary.html": standing_board_html(overview, status).encode(),
            "status.html": status_html(status, programme).encode(),
        }
    )
    return {
        "report.html": standing_html(overview, names, found).encode(),
        **pages,
        "pairs.csv": _pairs(overview, names),
        "ended.csv": _ended(overview),
        "people.csv": _people(overview, names),
        "decisions.csv": _decisions(overview),
        "timetable.ics": timetable_ics(programme),
    }


def standing_html(
    overview: Overview, names: Mapping[str, str], found: MatchingOnRecord | str | None = None
) -> str:
    """Write what stands as one HTML page that loads nothing and runs no script but its own.

    With the last matching, as `pairwell.store.Pairs.matching_on_record` found it, the page carries
    its proof and checks it, and says which of the pairs that stand are of it; with a sentence in
    its place, the page says why there is none.
    """
    stands = overview.standing
    programme = stands.programme
    selections = [_selection(entry) for entry in overview.selection]
    shown = list(overview.pairs())
    language = language_of(programme.language)
    told = PairsInWords(programme, ((mentee, mentor) for _, mentee, mentor, _ in shown), language)
    pairs = [
        {
            **pair_context(told, mentee, mentor, score, language),
            "state": pair.state,
            "units": pair.units,
            "is_other": pair.units != score.units,
        }
        for pair, mentee, mentor, score in shown
    ]
    who = partial(who_of, names)
    proved = proved_context(found, overview, who, language)
    contents = list(_CONTENTS)
    if proved["proved"]:
        contents.insert(-1, ("proved", later("What is proved")))
    by_state = Counter((person.state, person.role) for person in stands.people.values())
    return render(
        "standing.html.j2",
        {
            **programme_context(programme),
            "concerns": overview.concerns,
            "contents": contents,
            "decision_groups": decision_groups(overview.eligibility, language),
            "ended": [pair for pair in stands.ended if pair.state != "completed"],
            "findings": [finding_shown(finding, programme) for finding in overview.findings],
            "few_answers": [
                (pair.mentee, pair.mentor, score.coverage)
                for pair, _, _, score in shown
                if score.coverage < programme.least_coverage
            ],
            "funnel_figures": [
                figures.funnel_figure(overview.total(role), _STEPS, language)
                for role in ("mentee", "mentor")
            ],
            "funnel_rows": overview.funnel(),
            "graces": overview.graces,
            "heading": heading(overview, language),
            "names": bool(names),
            "outcome_class": {**OUTCOME_CLASS, **_STATE_CLASS},
            "pairs": pairs,
            "partners": {reference: _partners(overview, reference) for reference in stands.people},
            "shortlists": shortlists(selections, language),
            "standing": stands,
            "state_counts": [
                (state, by_state[state, "mentee"], by_state[state, "mentor"])
                for state in dict.fromkeys(person.state for person in stands.people.values())
            ],
            "states_of_pairs": counted_states(overview),
            "steps": _STEPS,
            "unpaired": _unpaired(overview),
            "script": script_of(*PROOF_SCRIPTS) if proved["proof"] else "",
            "who": who,
            **proved,
        },
    )


def standing_summary(overview: Overview) -> dict[str, Any]:
    """Say what stands, as JSON values."""
    stands = overview.standing
    return {
        "programme": {
            "id": stands.programme.id,
            "name": stands.programme.name,
            "digest": stands.programme.digest,
        },
        "as_of": stands.at,
        "day": stands.day,
        "record": stands.seq,
        "head": stands.head,
        "funnel": [vars(row) for row in overview.funnel()],
        "pairs": [pair_facts(pair) for pair in stands.pairs],
        "people": [
            {**vars(person), "partners": _partners(overview, person.reference)}
            for person in stands.people.values()
        ],
        "unpaired": [person.reference for person in _unpaired(overview)],
    }


def pair_facts(pair: PairStanding) -> dict[str, Any]:
    """A pair as JSON has it, with points as points."""
    return {
        "mentee": pair.mentee,
        "mentor": pair.mentor,
        "state": pair.state,
        "points": pair.units / 1000,
        "reason": pair.reason,
        "matching": pair.matching,
        "record": pair.seq,
    }


def _partners(overview: Overview, reference: str) -> list[str]:
    """Whom somebody is in a pair with that stands or was completed."""
    mine = [p for p in overview.standing.pairs_of(reference) if p in overview.standing.shown]
    return [p.mentor if p.mentee == reference else p.mentee for p in mine]


def _unpaired(overview: Overview) -> list[PersonStanding]:
    """Who takes part and is in no pair that stands."""
    return [p for p in overview.standing.taking_part() if not _partners(overview, p.reference)]


def _selection(entry: Recorded) -> SimpleNamespace:
    """A selection on record as the tables of a round show one."""
    reason = " ".join(reason["text"] for reason in entry.reasons)
    facts = {name: value for name, value in vars(entry).items() if name != "reasons"}
    return SimpleNamespace(**facts, reason=reason, detail="")


def _pairs(overview: Overview, names: Mapping[str, str]) -> bytes:
    programme = overview.standing.programme
    columns = ["mentee", "mentor", "state"]
    columns += ["mentee_name", "mentor_name"] if names else []
    columns += ["mentee_region", "mentor_region", "points", "reason", "points_now"]
    columns += [
        "coverage_percent",
        *(f"{criterion.id}_points_now" for criterion in programme.criteria),
    ]
    rows: list[list[object]] = []
    for pair, mentee, mentor, score in overview.pairs():
        row: list[object] = [pair.mentee, pair.mentor, label(pair.state)]
        row += [names.get(r, "") for r in (pair.mentee, pair.mentor)] if names else []
        row += [mentee.nation, mentor.nation, exact(pair.units), pair.reason, exact(score.units)]
        row += [score.coverage // 10]
        row += ["" if part.share is None else exact(part.units) for part in score.parts]
        rows.append(row)
    return csv_bytes(columns, rows)


def _ended(overview: Overview) -> bytes:
    rows: list[list[object]] = [
        [pair.mentee, pair.mentor, label(pair.state), exact(pair.units), pair.reason]
        for pair in overview.standing.ended
        if pair.state != "completed"
    ]
    return csv_bytes(["mentee", "mentor", "state", "points", "reason"], rows)


def _people(overview: Overview, names: Mapping[str, str]) -> bytes:
    columns = ["reference", *(["name"] if names else []), "role", "region", "state", "partners"]
    rows: list[list[object]] = []
    for person in overview.standing.people.values():
        row: list[object] = [person.reference]
        row += [names.get(person.reference, "")] if names else []
        row += [person.role, person.region, label(person.state)]
        rows.append([*row, ";".join(_partners(overview, person.reference)), person.reason])
    return csv_bytes([*columns, "reason"], rows)


def _decisions(overview: Overview) -> bytes:
    """One row a reason; a decision without reasons has one row too."""
    columns = ["reference", "role", "stage", "outcome", "region", "rank", "mark_thousandths"]
    columns += ["rule", "rule_version", "reason", "field", "value", "record"]
    rows: list[list[object]] = []
    for entry in (*overview.eligibility, *overview.selection):
        head: list[object] = [entry.reference, entry.role, entry.stage, label(entry.outcome)]
        ranked = [entry.rank, entry.mean_thousandths] if entry.rank else ["", ""]
        for reason in entry.reasons or ({},):
            what = [reason.get(key, "") for key in ("rule", "version", "text", "field")]
            told = is_told(overview.standing.programme, reason.get("field", ""))
            what.append(reason.get("value", "") if told else "")
            rows.append([*head, entry.region, *ranked, *what, entry.seq])
    return csv_bytes(columns, rows)


def pairs_in_words(overview: Overview) -> str:
    """Count the pairs by state: "18 active, 1 published, 2 declined"; or say there are none."""
    counts = counted_states(overview)
    if not counts:
        return "There are no pairs yet: no matching has been stored."
    said = ", ".join(f"{count} {label(state)}" for state, count in counts)
    return f"{plural(len(overview.standing.pairs), 'pair')}: {said}."
