"""The programme file that is proposed, with comments where somebody should look."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.scheme.adopt_columns import Findings, Looked
from pairwell.scheme.adopt_criteria import Criterion
from pairwell.scheme.adopt_options import is_cut_otherwise
from pairwell.scheme.adopt_pairing import is_shared
from pairwell.scheme.adopt_proposals import BOTH, Proposal
from pairwell.scheme.adopt_toml import Document, Value, quoted
from pairwell.scheme.adopt_words import loose

_MOST_BYTES = 190_000
_MOST_IGNORED_BYTES = 20_000
_EVERYWHERE = "Everywhere"


@dataclass(frozen=True)
class Frame:
    """What of the file is not found in the sheets.

    Attributes
    ----------
    deadline
        The day until which forms count: no form is later.
    starts, ends
        Months, as "2026-11".
    """

    name: str
    id: str
    zone: str
    deadline: dt.date
    starts: str
    ends: str
    notes: list[str] = field(default_factory=list)
    has_days: bool = True
    """Whether a form told when it was submitted."""


def within_limits(proposals: Sequence[Proposal], findings: Findings) -> list[Proposal]:
    """Leave questions out that a file cannot hold, and options where they are too many."""
    kept, used = [], 0
    for proposal in proposals:
        headings = [heading for role in BOTH for heading in proposal.headings_of(role)]
        size = 800 + sum(len(quoted(heading).encode()) for heading in headings)
        options = 2 * sum(len(quoted(option).encode()) for option in proposal.options)
        if used + size > _MOST_BYTES:
            message = "The file holds no more questions; this one was left out."
            proposal.said.append(("size", message))
            for column in proposal.columns:
                column.sheet.ignored.append(column.heading)
            proposal.report(findings)
            continue
        if used + size + options > _MOST_BYTES:
            proposal.kind, proposal.options, proposal.separator = "text", [], ""
            proposal.plays = ""
            proposal.unsure("size", "The file holds no more options; kept as text.")
            options = 0
        used += size + options
        kept.append(proposal)
    for proposal in kept:
        if proposal.shares is not None and proposal.shares not in kept:
            proposal.shares = None
    return kept


def write(
    frame: Frame, sheets: Sequence[Looked], proposals: Sequence[Proposal],
    criteria: Sequence[Criterion],
) -> str:  # fmt: skip
    """Write the whole file."""
    out = Document()
    _begin(out, frame, sheets)
    region = next((p for p in proposals if p.plays == "region" and p.options), None)
    regions = region.options if region else [_EVERYWHERE]
    out.put("nations", regions)
    out.put("least_coverage", 30)
    out.table("timetable", comments=frame.notes)
    out.put("zone", frame.zone)
    out.table(
        "timetable", "deadline",
        comments=[
            ("Unsure: the day of the last form, so that none is late." if frame.has_days
            else "Unsure: no column says when forms were submitted, so this is a guess.")
            + " Write your own."
        ],
    )  # fmt: skip
    out.put("title", "Forms are due")
    out.put("on", frame.deadline.isoformat())
    out.put("at", "23:59")
    _places(out, regions, sheets)
    for proposal in proposals:
        _question(out, proposal)
    for sheet in sheets:
        _sheet(out, sheet)
    _rules(out, proposals)
    out.table(
        "pairing",
        comments=["The fewest times of the week that a pair must have in common; 0: none."],
    )
    out.put("common_slots", 0)
    _criteria(out, criteria, proposals)
    out.table("objective", comments=["What a matching is best at, in this order."])
    first, *others = (name for name, _ in _core.default_objective(0) if name != "lottery")
    out.put("stages", [first, "floor", *others])
    out.put("floor", 30)
    out.put("seed", int(frame.starts[:4]))
    return out.text()


def _begin(out: Document, frame: Frame, sheets: Sequence[Looked]) -> None:
    out.comment(
        "A programme file, proposed from what was exported. Nothing is decided by the guess: change"
        ' what is not yours, above all where it says "Unsure".'
    )
    files = "--sheet ..." if sheets[0].id == "people" else "--mentees ... --mentors ..."
    out.comment(f"Then check it: pairwell check FILE {files}")
    out.comment("Every key is explained in docs/guide/programme-file.md.")
    out.blank()
    out.put("id", frame.id)
    out.put("name", frame.name)
    out.put("starts", frame.starts)
    out.put("ends", frame.ends)


def _places(out: Document, regions: Sequence[str], sheets: Sequence[Looked]) -> None:
    counts = {"mentees": 0, "mentors": 0}
    for sheet in sheets:
        for role in counts:
            applied = [c for c in sheet.applied if role[:-1] in c] if sheet.id == "people" else ()
            rows = len(sheet.numbers) if role == sheet.id else len(applied)
            counts[role] = max(counts[role], rows)
    for number, region in enumerate(regions):
        comments = ["As many places as there are forms. Write how many take part."]
        out.table("places", region, comments=comments if number == 0 else [])
        for role, count in counts.items():
            out.put(role, count)


def _question(out: Document, proposal: Proposal) -> None:
    mentee, mentor = proposal.headings_of("mentee"), proposal.headings_of("mentor")
    out.table("questions", proposal.id, comments=proposal.notes)
    out.put("kind", proposal.kind)
    if proposal.asked != BOTH:
        out.put("asked", list(proposal.asked))
    several = len(mentee) > 1 or len(mentor) > 1
    if several:
        out.put("words", proposal.grid or (mentee or mentor)[0])
        out.put("headings", list(dict.fromkeys([*mentee, *mentor])))
    else:
        words = (mentee or mentor)[0]
        out.put("words", words)
        if mentee and mentor and _core.fold(mentor[0]) != _core.fold(words):
            out.put("mentor_words", mentor[0])
    for name, content, is_set in _keys(proposal):
        if is_set:
            out.put(name, content)


def _keys(proposal: Proposal) -> list[tuple[str, Value, bool]]:
    least, most = proposal.limits or (0, 0)
    options: Value = proposal.shares.id if proposal.shares is not None else proposal.options
    # Where sheets differ in it, the separator is found anew in each when they are read.
    is_one = not is_cut_otherwise(proposal.answers, proposal.options, proposal.separator)
    return [
        ("keep", proposal.keep, proposal.keep != "application"),
        ("plays", proposal.plays, bool(proposal.plays)),
        ("options", options, bool(proposal.options)),
        ("separator", proposal.separator, bool(proposal.separator) and is_one),
        ("range", {"least": least, "most": most}, proposal.limits is not None),
        ("decimals", proposal.decimals, proposal.kind == "number" and proposal.decimals > 0),
        ("unit", proposal.unit, proposal.kind == "number" and bool(proposal.unit)),
        ("numbers", proposal.numbers, bool(proposal.numbers)),
        ("private", True, proposal.private),
    ]


def _sheet(out: Document, sheet: Looked) -> None:
    read = sheet.read
    how = read.kind if read.kind != "text" else f"text in {read.encoding}"
    parted = f", separated by {read.separator!r}" if read.separator else ""
    found = f"Was read as {how}{parted}: {plural(len(sheet.numbers), 'row')}."
    out.table("sheets", sheet.id, comments=[found, *sheet.notes])
    if sheet.id != "people":
        out.put("role", sheet.id[:-1])
    if read.header_rows != 1:
        out.put("header_rows", read.header_rows)
    if read.skipped_rows:
        out.put("skipped_rows", read.skipped_rows)
    if read.worksheet and read.kind in ("xlsx", "ods"):
        out.put("worksheet", read.worksheet)
    if sheet.decimal != ".":
        out.put("decimal", sheet.decimal)
    if sheet.dates != "iso":
        out.put("dates", sheet.dates)
    ignored, used = [], 0
    for heading in sheet.ignored:
        used += len(quoted(heading).encode())
        if used <= _MOST_IGNORED_BYTES and loose(heading):
            ignored.append(heading)
    if ignored:
        out.put("ignore", ignored)
    if sheet.roles:
        out.table("sheets", sheet.id, "roles", comments=["What each answer to the role means."])
        for answer, roles in sheet.roles.items():
            out.put(answer, roles[0] if len(roles) == 1 else roles)


def _rules(out: Document, proposals: Sequence[Proposal]) -> None:
    consents = [p for p in proposals if p.name == "consent" and p.kind == "yes_no"]
    for number, proposal in enumerate(consents, start=1):
        name = "consent" if number == 1 else f"consent-{number}"
        out.table("rules", name, comments=["A form without this is not eligible."])
        out.put("version", 1)
        out.put("sentence", f"You answer yes to: {' '.join(proposal.heading.split())}")
        out.put("reason", f"The form does not say yes to: {' '.join(proposal.heading.split())}")
        if proposal.asked != BOTH:
            out.put("roles", list(proposal.asked))
        out.put("question", proposal.id)
        out.put("confirmed", True)


def _criteria(out: Document, criteria: Sequence[Criterion], proposals: Sequence[Proposal]) -> None:
    compared = {
        str(name)
        for criterion in criteria
        for each in (criterion, *criterion.of)
        for key, name in each.keys.items()
        if key in ("question", "mentee", "mentor")
    }
    left = [p.id for p in proposals if is_shared(p) and not p.plays and p.id not in compared]
    for number, criterion in enumerate(criteria):
        comments = list(criterion.notes)
        if number == 0:
            comments = [
                "Weights are a proposal; they sum to 100. Every comparison, and what a blank"
                " counts, is explained in docs/guide/programme-file.md.",
                *([f"Asked of both and not compared: {', '.join(left[:40])}."] if left else []),
                *comments,
            ]
        out.table("criteria", criterion.id, comments=comments)
        out.put("words", criterion.words)
        _compare(out, criterion)
        out.put("weight", criterion.weight)
        for inner in criterion.of:
            out.table("criteria", criterion.id, "of", inner.id)
            _compare(out, inner)


def _compare(out: Document, criterion: Criterion) -> None:
    for name, content in criterion.keys.items():
        out.put(name, content)
