"""The files of a round: the report, the tables and the calendar, as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairwell.data.tables import csv_bytes
from pairwell.report.board import round_board_html
from pairwell.report.ics import timetable_ics
from pairwell.report.language import english
from pairwell.report.report import is_told, report_html
from pairwell.report.variants import variant_files
from pairwell.report.view import unpaired
from pairwell.report.words import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pairwell.matching.scenarios import Scenarios
    from pairwell.round.round import Round

Rows = list[list[object]]


def output_files(
    round_: Round,
    *,
    names: bool = False,
    is_trial: bool = False,
    variants: Scenarios | None = None,
    explain: bool = True,
) -> dict[str, bytes]:
    """Make every file of a round; the same round gives the same bytes.

    The files of a trial on what a store has are named as one's, and their pages say it is one.
    """
    made = {
        "report.html": report_html(
            round_, names=names, is_trial=is_trial, variants=variants, explain=explain
        ).encode(),
        "summary.html": round_board_html(round_, is_trial=is_trial).encode(),
        "pairs.csv": _csv(*_pairs(round_, names)),
        "unmatched.csv": _csv(*_unmatched(round_)),
        "decisions.csv": _csv(*_decisions(round_)),
        "timetable.ics": timetable_ics(round_.programme),
        **({} if variants is None else variant_files(variants)),
    }
    return {f"trial-{name}" if is_trial else name: content for name, content in made.items()}


def _csv(columns: Sequence[str], rows: Rows) -> bytes:
    return csv_bytes(columns, rows)


def _pairs(round_: Round, names: bool) -> tuple[list[str], Rows]:
    known = {p.reference: p.name for p in (*round_.mentees.identities, *round_.mentors.identities)}
    columns = ["mentee", "mentor", *(("mentee_name", "mentor_name") if names else ())]
    columns += ["mentee_region", "mentor_region", "points", "coverage_percent"]
    columns += [f"{criterion.id}_points" for criterion in round_.programme.criteria]
    rows: Rows = []
    for pair in round_.pairs:
        references = [pair.mentee.reference, pair.mentor.reference]
        row: list[object] = [
            *references,
            *([known.get(r, "") for r in references] if names else ()),
        ]
        row += [pair.mentee.nation, pair.mentor.nation, exact(pair.score.units)]
        row += [pair.score.coverage // 10]
        row += ["" if part.share is None else exact(part.units) for part in pair.score.parts]
        rows.append(row)
    return columns, rows


def _unmatched(round_: Round) -> tuple[list[str], Rows]:
    columns = ["reference", "role", "region", "stood_as", "why", "admissible", "text", "detail"]
    rows: Rows = []
    for person in round_.unpaired:
        said = unpaired(person, round_, english())
        row: list[object] = [said[key] for key in ("reference", "role", "region", "stood_as")]
        if person.why is None:
            row += ["", ""]
        else:
            row += [label(person.why.why), person.why.admissible]
        rows.append([*row, said["text"], said["detail"]])
    return columns, rows


def _decisions(round_: Round) -> tuple[list[str], Rows]:
    """One row a reason; a decision without reasons has one row too."""
    columns = ["reference", "role", "outcome", "rule", "rule_version", "reason", "field", "value"]
    columns += [
        "inputs_digest",
        "selected",
        "rank",
        "mark_thousandths",
        "selection_reason",
        "selection_detail",
    ]
    selected = {entry.reference: entry for entry in round_.selections}
    rows: Rows = []
    for decision in round_.decisions:
        head: list[object] = [decision.reference, label(decision.role), label(decision.outcome)]
        tail: list[object] = [decision.inputs]
        entry = selected.get(decision.reference)
        if entry is None:
            tail += ["", "", "", "", ""]
        else:
            ranked = [entry.rank, entry.mean_thousandths] if entry.rank else ["", ""]
            tail += [label(entry.outcome), *ranked, entry.reason, entry.detail]
        for reason in decision.reasons:
            told = reason.value if is_told(round_.programme, reason.field) else ""
            what = [reason.rule, reason.version, reason.text, reason.field, told]
            rows.append([*head, *what, *tail])
        if not decision.reasons:
            rows.append([*head, "", "", "", "", "", *tail])
    return columns, rows


def exact(units: int) -> str:
    """Write units of a thousandth as points with all three decimals."""
    return f"{units // 1000}.{units % 1000:03}"
