"""Questions that are answered by people: references, and others whom somebody names."""

from __future__ import annotations

import re
import unicodedata

from pairwell.data.shown import plural
from pairwell.scheme.adopt_cells import is_sentence, yes_or_no
from pairwell.scheme.adopt_proposals import Known, Proposal
from pairwell.scheme.adopt_words import PARTS, WHO, loose, matches


def is_reference(proposal: Proposal, known: Known) -> bool:
    """Find references: all different, and each can be one."""
    if not matches(PARTS["reference"], proposal.heading):
        return False
    cells = [loose(cell) for column in proposal.columns for cell in column.cells]
    if "" in cells or len(set(cells)) < len(cells) or not all(map(_is_name, proposal.answers)):
        return False
    proposal.kind, proposal.name, proposal.plays = "text", "reference", "reference"
    return True


def is_line_manager(proposal: Proposal, known: Known) -> bool:
    """Find who manages somebody."""
    if not matches(PARTS["line_manager"], proposal.heading):
        return False
    if proposal.all_yes_or_no():
        return False
    return _as_people(proposal, "line_manager", known)


def are_people(proposal: Proposal, known: Known) -> bool:
    """Find wishes, vetoes, conflicts and earlier pairs, and whatever else names people."""
    for part in ("vetoes", "conflicts", "past_pairs", "again", "wishes"):
        if not matches(PARTS[part], proposal.heading):
            continue
        if proposal.all_yes_or_no():
            return False
        named = sum(
            loose(name) in known.people
            for answer in proposal.answers
            for name in re.split("[;,|\n]", answer[:1000])
        )
        if named or (part == "vetoes" and not any(map(is_sentence, proposal.answers))):
            return _as_people(proposal, part, known)
        if part in ("vetoes", "conflicts"):
            return _as_private(proposal, known, f"May name people ({part}), in words")
    if not matches(WHO, proposal.heading) or proposal.all_yes_or_no():
        return False
    proposal.kind, proposal.keep = "text", "identity"
    proposal.unsure("identity", "May name people; kept with identity.")
    return True


def _as_people(proposal: Proposal, part: str, known: Known) -> bool:
    """Take answers for other applicants, where each can be a reference, an e-mail or a name."""
    if not all(map(_is_name, proposal.answers)):
        return _as_private(proposal, known, f"May name people ({part.replace('_', ' ')}), in words")
    proposal.kind, proposal.plays, proposal.name, proposal.private = "people", part, part, True
    no = sum(yes_or_no(answer) is not None for answer in proposal.answers)
    told = f" {plural(no, 'answer is', 'answers are')} yes or no and name nobody." if no else ""
    proposal.unsure("people",
        f"Taken for people by their e-mail or full name ({part.replace('_', ' ')}).{told}",
    )  # fmt: skip
    return True


def _is_name(answer: str) -> bool:
    """Whether an answer may name people: it is short, and each of its signs can be seen."""
    if len(answer) > 100 or (is_sentence(answer) and "." not in answer):
        return False
    return all(unicodedata.category(c)[0] not in "C" and c not in "\u2028\u2029" for c in answer)


def _as_private(proposal: Proposal, known: Known, why: str) -> bool:
    proposal.kind, proposal.private = "text", True
    proposal.unsure("people", f"{why}; nobody is kept apart by it as it is.")
    return True
