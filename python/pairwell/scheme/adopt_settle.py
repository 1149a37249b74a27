"""What is settled between questions: when forms came in, names in two columns, one part each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pairwell.scheme.adopt_cells import day_of
from pairwell.scheme.adopt_columns import Column, Findings, Looked
from pairwell.scheme.adopt_proposals import BOTH, Proposal
from pairwell.scheme.adopt_words import SUBMITTED, readings


def when_submitted(
    sheets: Sequence[Looked], service: Mapping[str, Sequence[Column]]
) -> list[Proposal]:
    """Propose the question when a form came in; other columns of the service are ignored."""
    found: list[Column] = []
    for sheet in sheets:
        best: Column | None = None
        for heading in SUBMITTED:
            for column in (*sheet.columns, *service[sheet.id]):
                if best is None and heading in readings(column.heading) and _are_moments(column):
                    best = column
        if best is not None:
            best.roles = set(BOTH) if sheet.id == "people" else {sheet.id[:-1]}
            found.append(best)
            sheet.columns = [column for column in sheet.columns if column is not best]
        sheet.ignored += [column.heading for column in service[sheet.id] if column is not best]
    if not found:
        return []
    question = Proposal(found, kind="instant", plays="submitted_at", name="submitted_at")
    return [question]


def _are_moments(column: Column) -> bool:
    days = [day_of(answer, column.sheet.dates) for answer in column.answers]
    return bool(days) and all(day is not None and day[1] for day in days)


def join_names(questions: list[Proposal]) -> None:
    """Make one question of first and last names, where no column has the whole name."""
    for role in BOTH:
        firsts = [q for q in questions if q.name == "first_name" and role in q.asked]
        lasts = [q for q in questions if q.name == "last_name" and role in q.asked]
        if any(q.plays == "name" and role in q.asked for q in questions):
            continue
        if len(firsts) == len(lasts) == 1 and firsts[0].asked == lasts[0].asked:
            first, last = firsts[0], lasts[0]
            first.columns += last.columns
            first.name = first.plays = "name"
            first.grid = "Name"
            questions.remove(last)


def one_part_each(questions: Sequence[Proposal]) -> None:
    """Leave each part to the first question that plays it for a role."""
    players: dict[tuple[str, str], Proposal] = {}
    for question in questions:
        if not question.plays:
            continue
        others = [
            players[role, question.plays]
            for role in question.asked
            if (role, question.plays) in players
        ]
        if others:
            part = question.plays.replace("_", " ")
            question.plays = ""
            question.unsure("part",
                f"Looks like the {part} too, which \"{others[0].heading}\" is.",
            )  # fmt: skip
            continue
        for role in question.asked:
            players[role, question.plays] = question


def say_who_cannot_be_told_apart(
    questions: Sequence[Proposal], sheets: Sequence[Looked], findings: Findings
) -> None:
    """Say where a sheet has no e-mail and no reference, by which people are known again."""
    for sheet in sheets:
        for role in BOTH if sheet.id == "people" else (sheet.id[:-1],):
            told = {q.plays for q in questions if role in q.asked}
            if not told & {"email", "reference"}:
                findings.add(
                    sheet.name, "identity",
                    f"No column of {role}s is an e-mail address or a reference, by which somebody"
                    " who sends a second form would be known again.",
                )  # fmt: skip


def something_to_compare(sheet: Looked) -> Proposal:
    """Propose a question to ask of both, where nothing of what was asked can be compared."""
    column = Column(sheet, "What should a pair have in common?", [], set(BOTH))
    question = Proposal([column], kind="choice", name="in_common")
    question.unsure("criteria",
        "Nothing that both roles were asked can be compared. Ask both this, or something of yours;"
        " as it is, every pair has the same points.",
    )  # fmt: skip
    return question
