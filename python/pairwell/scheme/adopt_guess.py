"""What a question is by its answers: its kind, its options, and what it is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pairwell.data.shown import plural
from pairwell.scheme.adopt_cells import day_of, is_sentence
from pairwell.scheme.adopt_columns import Column
from pairwell.scheme.adopt_numbers import take_for_marked_scale, take_for_number
from pairwell.scheme.adopt_options import Options, find_options, in_order_of_number
from pairwell.scheme.adopt_parts import known_by_heading
from pairwell.scheme.adopt_proposals import Known, Proposal, rank_of
from pairwell.scheme.adopt_words import (
    FREE_TEXT,
    IN_ORDER,
    NEEDS,
    OFFERS,
    SCALES,
    THEMES,
    found_in,
    loose,
    matches,
    seniority,
)


def guess(columns: list[Column], known: Known, grid_answers: Sequence[str] = ()) -> Proposal:
    """Propose what a question is.

    Parameters
    ----------
    columns
        Those that answer it, of one sheet or of both.
    grid_answers
        Of a row of a grid: the answers of all its rows, which have one scale.
    """
    proposal = known_by_heading(columns, known)
    if proposal is not None:
        return proposal
    theme = found_in(THEMES, columns[0].heading)
    proposal = Proposal(columns, theme=theme, name="" if "[" in columns[0].heading else theme)
    if proposal.theme == "access":
        proposal.private = True
        proposal.unsure("private", "May be about health, so the panel does not see it.")
        return proposal
    if proposal.all_yes_or_no():
        proposal.kind = "yes_no"
    elif _take_for_measure(proposal, grid_answers) or _take_priorities(proposal, known):
        return proposal
    elif found := _options_of(proposal, known):
        _take_options(proposal, found, known)
    else:
        _leave_as_text(proposal, known)
    return proposal


def _take_for_measure(proposal: Proposal, grid_answers: Sequence[str]) -> bool:
    """Propose a day, a number, a scale or a level of agreement, where the answers are."""
    return (
        _take_for_days(proposal)
        or take_for_number(proposal)
        or take_for_marked_scale(proposal)
        or _take_for_scale_of_words(proposal, grid_answers)
    )


def guess_ranked(columns: list[Column], base: str, known: Known) -> Proposal | None:
    """Propose a question with a column for each rank; None where its answers are no options."""
    proposal = Proposal(columns, kind="ranked", theme=_side_of(base))
    found = find_options(proposal.answers, known.people)
    if found is None or found.separator:
        return None
    for sheet in {id(column.sheet): column.sheet for column in columns}.values():
        own = [column.cells for column in columns if column.sheet is sheet]
        for places in zip(*own, strict=True):
            given = [loose(cell) for cell in places if cell]
            if len(set(given)) < len(given):  # one option under two ranks, which nobody could read
                return None
    proposal.options, proposal.grid = found.options, base
    say_of_others(proposal, found)
    return proposal


def _take_for_days(proposal: Proposal) -> bool:
    days = [
        day_of(answer, column.sheet.dates)
        for column in proposal.columns
        for answer in column.answers
    ]
    if not days or any(day is None for day in days):
        return False
    timed = {day[1] for day in days if day is not None}
    if len(timed) > 1:
        return False
    proposal.kind = "instant" if timed == {True} else "date"
    return True


def _take_for_scale_of_words(proposal: Proposal, grid_answers: Sequence[str]) -> bool:
    """Find the agreement words and the like that all answers are among."""
    given = {loose(answer) for answer in proposal.answers if len(answer) <= 80}
    of_grid = {loose(answer) for answer in grid_answers if len(answer) <= 80} or given
    for wanted in (of_grid, given):
        for scale in SCALES:
            words = {loose(word) for word in scale}
            if wanted <= words and (len(wanted) > 2 or len(wanted) == len(words) == 2):
                proposal.kind, proposal.options = "level", list(scale)
                return True
    return False


def _options_of(proposal: Proposal, known: Known) -> Options | None:
    """Find the options, unless the heading asks for people's own words and they do recur little."""
    found = find_options(proposal.answers, known.people)
    if found is None or not matches(FREE_TEXT, proposal.heading):
        return found
    return found if len(found.options) <= 6 and not found.others and not found.separator else None


def _take_options(proposal: Proposal, found: Options, known: Known) -> None:
    proposal.options = found.options
    proposal.several = bool(found.separator)
    proposal.theme = proposal.theme or _side_of(proposal.heading)
    if found.separator:
        proposal.kind, proposal.separator = "choices", found.separator
        if _are_permutations(found) or (matches(IN_ORDER, proposal.heading) and found.others == 0):
            proposal.kind = "ranked"
            proposal.unsure("kind", "Taken for options in order, the first matters most.")
    else:
        proposal.kind = "choice"
        _put_levels_in_order(proposal, known)
    say_of_others(proposal, found)


_PRIORITY = re.compile(r"\s*:\s*([1-9])\s*(?=[;\n]|$)")


def _take_priorities(proposal: Proposal, known: Known) -> bool:
    """Propose options with priorities, where half of the answers are as "leadership:1; writing"."""
    answers = proposal.answers
    marks = [_PRIORITY.findall(answer[:2000]) for answer in answers]
    if sum(map(bool, marks)) < 0.5 * len(answers):
        return False
    found = find_options([_PRIORITY.sub("", answer) for answer in answers], known.people)
    if found is None:
        return False
    proposal.kind, proposal.options, proposal.separator = "ranked", found.options, found.separator
    proposal.limits = (1, max(3, *(int(mark) for own in marks for mark in own)))
    proposal.theme = proposal.theme or _side_of(proposal.heading)
    say_of_others(proposal, found)
    return True


def _are_permutations(found: Options) -> bool:
    """Whether each cell has every option, so that only their order says anything."""
    filled = [items for items in found.items if items]
    return len(filled) > 3 and len(found.options) > 2 and all(
        {loose(item) for item in items} == found.known and len(items) == len(found.options)
        for items in filled
    )  # fmt: skip


def _put_levels_in_order(proposal: Proposal, known: Known) -> None:
    """Take options for levels where their numbers, or words for grades, put them in order."""
    ordered = in_order_of_number(proposal.options) if len(proposal.options) > 2 else None
    if ordered is not None:
        proposal.kind, proposal.options = "level", ordered
        proposal.unsure("levels", "Put in order by their numbers, the lowest first.")
        return
    if proposal.theme != "grade" or len(proposal.options) < 2:
        return
    heights = {option: seniority(option) for option in proposal.options}
    if any(height is None for height in heights.values()):
        proposal.unsure("levels",
            "Not in order: if these are levels, write kind = \"level\" and the lowest first.",
        )  # fmt: skip
        return
    proposal.kind = "level"
    proposal.options = sorted(proposal.options, key=lambda option: (heights[option] or 0, option))
    proposal.unsure("levels", "Put in order by their words, the lowest first; look at each.",
        f"Put in order by their words, the lowest first: {', '.join(proposal.options)}.",
    )  # fmt: skip


def say_of_others(proposal: Proposal, found: Options) -> None:
    """Say how many answers are none of the options."""
    if found.others:
        count = plural(found.others, "answer is", "answers are")
        proposal.unsure("options",
            f"{count} none of these {len(proposal.options)} options; kept as given.",
        )  # fmt: skip


def _leave_as_text(proposal: Proposal, known: Known) -> None:
    answers = proposal.answers
    words = sum(is_sentence(answer) for answer in answers)
    if not matches(FREE_TEXT, proposal.heading) and words < 0.3 * len(answers):
        proposal.unsure("kind",
            "No options were found, so it is kept as text; declare some if there are.",
        )  # fmt: skip


def _side_of(heading: str) -> str:
    """Whether a heading asks what somebody needs or what somebody offers; "" where neither."""
    if matches(OFFERS, heading):
        return "offers"
    return "needs" if matches(NEEDS, heading) else ""


def rows_of_grids(columns: Sequence[Column]) -> dict[str, list[Column]]:
    """Find the rows of grids: "Question [Row]", where a question has more than one."""
    found: dict[str, list[Column]] = {}
    for column in columns:
        base, bracket, row = column.heading.rpartition("[")
        if (
            bracket
            and row.rstrip().endswith("]")
            and base.strip()
            and not rank_of(column.heading)[1]
        ):
            found.setdefault(loose(base), []).append(column)
    return {base: rows for base, rows in found.items() if len(rows) > 1}
