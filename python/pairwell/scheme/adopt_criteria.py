"""Criteria for what both roles were asked, with weights that sum to 100."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pairwell.scheme.adopt_numbers import span
from pairwell.scheme.adopt_pairing import is_shared
from pairwell.scheme.adopt_proposals import Proposal
from pairwell.scheme.adopt_words import ANY_ANSWER, loose, matches, plain


@dataclass
class Criterion:
    """One criterion of the file; `keys` are those besides its words and weight."""

    id: str
    words: str
    weight: int
    keys: dict[str, Any] = field(default_factory=dict)
    of: list[Criterion] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


_MOST_CRITERIA = 100


def propose_criteria(proposals: Sequence[Proposal]) -> list[Criterion]:
    """Propose a criterion for each question that both roles answer and that can be compared."""
    criteria: list[Criterion] = []
    grids: dict[str, Criterion] = {}
    met = _needs_met(proposals)
    if met is not None:
        criteria.append(met)
    for proposal in proposals:
        made = _criterion(proposal, proposals)
        if made is None or (met is not None and proposal.id in met.keys.values()):
            continue
        if not proposal.grid or proposal.kind == "ranked":
            criteria.append(made)
            continue
        if proposal.grid not in grids:
            words = f"Alike in: {_short(proposal.grid)}"
            grids[proposal.grid] = Criterion("", words, 15, {"compare": "mean"})
            criteria.append(grids[proposal.grid])
        made.weight = 0
        grids[proposal.grid].of.append(made)
    wishing = [role for p in proposals if p.plays == "wishes" for role in p.asked]
    if wishing:
        sides = wishing[0] if len(wishing) == 1 else "both"
        keys = {"compare": "wish", "sides": sides}
        criteria.append(Criterion("wishes", "Who was wished for", 20, keys))
    for number, grid in enumerate(grids.values(), start=1):
        grid.id = "ways" if len(grids) == 1 else f"ways_{number}"
        if len(grid.of) == 1:  # the other rows are of one role
            only = grid.of[0]
            grid.id, grid.words, grid.keys, grid.of = only.id, only.words, only.keys, []
    _tell_ids_apart(criteria)
    criteria = sorted(criteria, key=lambda c: -c.weight)[:_MOST_CRITERIA]
    _share_out(criteria)
    return criteria


def _needs_met(proposals: Sequence[Proposal]) -> Criterion | None:
    """Compare what all need with what all offer, where both roles are asked both by one list."""
    asked = [p for p in proposals if is_shared(p) and not p.plays and p.options]
    for needs in asked:
        for offers in asked:
            if needs.theme != "needs" or offers.theme != "offers":
                continue
            if needs.kind not in ("choices", "ranked") or offers.kind not in ("choices", "ranked"):
                continue
            ours, theirs = ({loose(o) for o in p.options} for p in (needs, offers))
            if len(ours & theirs) >= 0.5 * min(len(ours), len(theirs)):
                keys = {"compare": "covers", "mentee": needs.id, "mentor": offers.id}
                return Criterion("needs", _COVERED, 40, keys)
    return None


_COVERED = "What the mentee wants that the mentor can give"


def _tell_ids_apart(criteria: Sequence[Criterion]) -> None:
    taken: set[str] = set()
    for criterion in criteria:
        base, number = criterion.id, 1
        while criterion.id in taken:
            number += 1
            criterion.id = f"{base}_{number}"
        taken.add(criterion.id)


def _share_out(criteria: Sequence[Criterion]) -> None:
    """Make the weights sum to 100, in proportion, each at least 1."""
    total = sum(criterion.weight for criterion in criteria)
    if not total:
        return
    exact = [100 * criterion.weight for criterion in criteria]
    weights = [max(1, share // total) for share in exact]
    by_rest = sorted(range(len(criteria)), key=lambda i: (-(exact[i] % total), i))
    for i in by_rest * 100:
        if sum(weights) >= 100:
            break
        weights[i] += 1
    for i in sorted(range(len(criteria)), key=lambda i: -weights[i]) * 100:
        if sum(weights) <= 100:
            break
        weights[i] -= weights[i] > 1
    for criterion, weight in zip(criteria, weights, strict=True):
        criterion.weight = weight


def _criterion(proposal: Proposal, proposals: Sequence[Proposal]) -> Criterion | None:
    if proposal.keep != "application":
        return None
    mentor = next((p for p in proposals if p.shares is proposal), None)
    if not is_shared(proposal) and mentor is None:
        return None
    sides = (
        {"question": proposal.id}
        if mentor is None
        else {"mentee": proposal.id, "mentor": mentor.id}
    )
    name = "help" if proposal.theme == "help" else proposal.id
    compared = _compared(proposal)
    if compared is None:
        return None
    compare, words, weight, keys = compared
    made = Criterion(name, words, weight, {"compare": compare, **sides, **keys})
    if proposal.theme == "department":
        made.notes.append('Unsure: different departments count here; for the same write "same".')
    return made


def _compared(proposal: Proposal) -> tuple[str, str, int, dict[str, Any]] | None:
    """Give comparison, words, weight and parameters; None where nothing fits."""
    about = _short(proposal.heading)
    if proposal.plays == "slots":
        return "common_time", "Time that both have", 15, {"high": 2}
    if proposal.kind == "languages":
        return "common_language", "How well both speak one language", 10, {}
    if proposal.plays:
        if proposal.plays == "region":
            return "same", "The same region", 5, {}
        return None
    if proposal.kind in ("choices", "ranked"):
        if proposal.theme in ("help", "needs", "offers"):
            return "covers", _COVERED, 40, {}
        return "overlap", f"In common: {about}", 15, {"overlap": "smaller"}
    if proposal.kind in ("level", "scale", "number"):
        return _of_numbers(proposal, about)
    if proposal.kind == "choice":
        return _of_choice(proposal, about)
    return None


def _of_numbers(proposal: Proposal, about: str) -> tuple[str, str, int, dict[str, Any]] | None:
    if proposal.theme == "grade":
        return (
            "gap",
            f"The mentor one to three steps above: {about}",
            15,
            {"low": 1, "high": 3, "fall": 3},
        )
    if proposal.theme == "experience":
        bounds = {"low": 1, "high": 3, "fall": 3} if proposal.kind == "level" else {}
        return (
            "gap",
            f"The mentor further on: {about}",
            15,
            bounds or {"low": 3, "high": 15, "fall": 10},
        )
    if proposal.kind == "level":
        return "near", f"Alike: {about}", 5, {"low": 0, "high": max(len(proposal.options) - 1, 1)}
    if proposal.kind == "scale":
        least, most = proposal.limits or span(proposal)
        return "near", f"Alike: {about}", 5, {"low": 0, "high": max(most - least, 4)}
    return ("ratio", f"Alike: {about}", 10, {}) if proposal.theme == "hours" else None


def _of_choice(proposal: Proposal, about: str) -> tuple[str, str, int, dict[str, Any]]:
    if proposal.theme == "meeting":
        suits = [option for option in proposal.options if matches(ANY_ANSWER, option)]
        return "same", "Ways to meet that suit both", 10, {"any": suits} if suits else {}
    if proposal.theme == "location":
        return "same", f"The same place: {about}", 10, {}
    if proposal.theme == "department":
        return "different", f"Not the same: {about}", 5, {}
    if proposal.theme == "field":
        return "same", f"The same: {about}", 10, {}
    return "same", f"The same answer: {about}", 5, {}


def _short(heading: str) -> str:
    """Give the beginning of a question, for the words of a criterion."""
    text = " ".join(heading.split()).partition("(")[0].strip() or plain(heading)
    return text if len(text) <= 80 else text[:77].rstrip() + "..."
