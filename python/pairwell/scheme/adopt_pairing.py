"""The columns of both roles, put together into questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from pairwell.scheme.adopt_columns import Column
from pairwell.scheme.adopt_guess import guess, guess_ranked, rows_of_grids, say_of_others
from pairwell.scheme.adopt_options import find_options
from pairwell.scheme.adopt_proposals import BOTH, Known, Proposal, rank_rows
from pairwell.scheme.adopt_words import loose, plain

_LISTS = ("choice", "choices", "ranked")


def propose_questions(columns: Sequence[Column], known: Known) -> list[Proposal]:
    """Propose the questions of all columns, in the order in which mentees are asked.

    Columns of two sheets with one heading are one question, and so are those that look alike.
    """
    grids = {
        base: [a for c in rows for a in c.answers] for base, rows in rows_of_grids(columns).items()
    }
    proposals: list[Proposal] = []
    done: set[Column] = set()
    for ranked in _ranked_groups(columns):
        base, members = ranked
        found = guess_ranked(members, base, known)
        if found is not None:
            proposals.append(found)
            done |= set(members)
    groups: dict[str, list[Column]] = {}
    for column in columns:
        if column not in done:
            groups.setdefault(plain(column.heading), []).append(column)
    for members in _apart(groups.values()):
        base = loose(members[0].heading.rpartition("[")[0])
        proposal = guess(members, known, grids.get(base, ()))
        if base in grids and proposal.keep == "application":
            proposal.grid = members[0].heading.rpartition("[")[0].strip()
        proposals.append(proposal)
    proposals = _paired(proposals, known)
    place = {column: number for number, column in enumerate(columns)}
    return sorted(proposals, key=lambda proposal: min(place[c] for c in proposal.columns))


def _apart(groups: Iterable[list[Column]]) -> list[list[Column]]:
    """Part columns of one sheet whose headings differ in signs alone: they are two questions."""
    parted: list[list[Column]] = []
    for members in groups:
        sheets = [column.sheet for column in members]
        if len({id(sheet) for sheet in sheets}) == len(sheets):
            parted.append(members)
        else:
            parted += [[column] for column in members]
    return parted


def _ranked_groups(columns: Sequence[Column]) -> list[tuple[str, list[Column]]]:
    """Find the questions with a column for each rank; of both sheets where both ask the same."""
    by_sheet: dict[int, list[Column]] = {}
    for column in columns:
        by_sheet.setdefault(id(column.sheet), []).append(column)
    found: dict[str, tuple[str, list[Column]]] = {}
    for own in by_sheet.values():
        for base, ranked in rank_rows(own).items():
            if len({frozenset(column.roles) for column in ranked}) == 1:
                found.setdefault(plain(base), (base, []))[1].extend(ranked)
    return list(found.values())


def _paired(proposals: list[Proposal], known: Known) -> list[Proposal]:
    """Put a question of mentees and one of mentors together where they complement each other."""
    mentees = [p for p in proposals if _may_be_paired(p, "mentee")]
    mentors = [p for p in proposals if _may_be_paired(p, "mentor")]
    chances = sorted(
        (
            (-likeness, i, j)
            for i, mentee in enumerate(mentees)
            for j, mentor in enumerate(mentors)
            if (likeness := _likeness(mentee, mentor)) > 0
        ),
    )
    taken_mentees: set[int] = set()
    taken_mentors: set[int] = set()
    for _, i, j in chances:
        if i in taken_mentees or j in taken_mentors:
            continue
        taken_mentees.add(i)
        taken_mentors.add(j)
        proposals = _put_together(proposals, mentees[i], mentors[j], known)
    return proposals


def _may_be_paired(proposal: Proposal, role: str) -> bool:
    return (
        proposal.asked == (role,)
        and proposal.keep == "application"
        and not proposal.plays
        and not proposal.private
        and proposal.kind not in ("text", "yes_no", "instant")
        and not (proposal.kind == "ranked" and len(proposal.columns) > 1)
    )


def _likeness(mentee: Proposal, mentor: Proposal) -> float:
    """Give how well two questions go together, from 0 (not at all) to 3."""
    alike = SequenceMatcher(None, plain(mentee.heading), plain(mentor.heading)).ratio()
    if mentee.kind in _LISTS and mentor.kind in _LISTS:
        ours = {loose(option) for option in mentee.options}
        theirs = {loose(option) for option in mentor.options}
        shared = len(ours & theirs) / max(min(len(ours), len(theirs)), 1)
        complement = mentee.theme == "needs" and mentor.theme == "offers"
        if shared < (0.4 if complement else 0.6):
            return 0
        return shared + alike + complement
    if mentee.kind == mentor.kind and alike > 0.75:
        same = mentee.kind != "level" or mentee.options == mentor.options
        return alike if same and mentee.unit == mentor.unit else 0
    return 0


def _put_together(
    proposals: list[Proposal], mentee: Proposal, mentor: Proposal, known: Known
) -> list[Proposal]:
    """Make one question of two; in a sheet of both roles they stay two with one list of options."""
    together = Proposal([*mentee.columns, *mentor.columns])
    found = None
    if mentee.kind in _LISTS:
        found = find_options(together.answers, known.people)
        if found is None:
            return proposals
        kind = "choices" if found.separator else "choice"
        together.kind = "ranked" if "ranked" in (mentee.kind, mentor.kind) else kind
        together.options, together.separator = found.options, found.separator
    else:
        together.kind, together.options = mentee.kind, mentee.options
        together.decimals = max(mentee.decimals, mentor.decimals)
        together.unit, together.limits = mentee.unit, None
        together.numbers = {**mentor.numbers, **mentee.numbers}
        if together.kind == "scale" and mentee.limits == mentor.limits:
            together.limits = mentee.limits
    complement = mentee.theme == "needs" or mentor.theme == "offers"
    together.theme = (
        "help" if complement and together.kind in ("choices", "ranked") else mentee.theme
    )
    together.name = "help" if together.theme == "help" else ""
    said = dict.fromkeys(pair for p in (mentee, mentor) for pair in p.said if pair[0] != "options")
    together.said = list(said)
    together.notes = list(dict.fromkeys(
        comment for p in (mentee, mentor) for comment in p.notes if " none of these " not in comment
    ))  # fmt: skip
    if mentee.kind in _LISTS and found is not None:
        say_of_others(together, found)
    together.unsure("pairing",
        f"Put together with what mentors are asked as \"{mentor.heading}\".",
    )  # fmt: skip
    if mentee.columns[0].sheet is not mentor.columns[0].sheet:
        place = proposals.index(mentee)
        rest = [p for p in proposals if p is not mentor]
        rest[place if place < len(rest) and rest[place] is mentee else rest.index(mentee)] = (
            together
        )
        return rest
    mentee.kind = together.kind if together.kind != "choice" else mentee.kind
    mentor.kind = "choices" if together.kind == "ranked" else together.kind
    mentee.options, mentee.separator = together.options, together.separator
    mentor.options, mentor.separator = together.options, together.separator
    mentor.shares = mentee
    mentee.theme = mentor.theme = together.theme
    if together.theme == "help":
        mentee.name, mentor.name = "needs", "offers"
    mentee.notes, mentee.said = together.notes, together.said
    mentor.said = []
    mentor.notes = [f'Compared with what mentees answer to "{mentee.heading}".']
    return proposals


def is_shared(proposal: Proposal) -> bool:
    """Whether both roles are asked a question that may be compared."""
    return proposal.asked == BOTH and proposal.keep == "application"
