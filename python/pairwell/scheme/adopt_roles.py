"""One sheet for both roles: which column says the role, and who was asked what."""

from __future__ import annotations

import re

from pairwell import _core
from pairwell.data.faults import fault
from pairwell.data.shown import plural
from pairwell.scheme.adopt_columns import Column, Looked
from pairwell.scheme.adopt_options import names_somebody
from pairwell.scheme.adopt_proposals import Proposal
from pairwell.scheme.adopt_words import ROLE, loose, matches, plain, words_of

_AS_MENTEE = (
    r"\b(mentees?|mentored|learner"
    r"|(find|have|get|like|need|want|meet|seek|seeking|for|request) (a|an|my)"
    r" (mentor|volunteer|buddy))\b"
)
_AS_MENTOR = r"\b(mentors?|mentoring (others|someone|somebody|a)|volunteer)\b"
_PLAIN_WORDS = words_of(
    """
    a an and am are as be become being both d either for i in interested like mentee mentees mentor
    mentored mentoring mentors my of or other others please roles somebody someone thank thanks
    m the them to want wish would you
    """
)


def roles_meant(answer: str) -> list[str]:
    """Give what somebody applies for by an answer in English; nothing where it does not say."""
    words = plain(answer)
    if len(words) > 100:
        return []
    rest, as_mentee = re.subn(_AS_MENTEE, " ", words)
    as_mentor = re.search(_AS_MENTOR, rest) is not None
    if re.search(r"\bboth\b", words) and (
        as_mentee or as_mentor or set(words.split()) <= _PLAIN_WORDS
    ):
        return ["mentee", "mentor"]
    if as_mentee and as_mentor:
        return ["mentee", "mentor"] if re.search(r"\band\b", words) else []
    return ["mentee"] if as_mentee else ["mentor"] if as_mentor else []


def find_role(sheet: Looked, known_people: frozenset[str]) -> Proposal:
    """Find the column that says the role, and give every column the roles that answered it.

    Raises
    ------
    InvalidInput
        Where no column tells mentees from mentors.
    """
    telling = [column for column in sheet.columns if _tells_roles(column)]
    best = max(telling, key=lambda c: (matches(ROLE, c.heading), len(c.answers)), default=None)
    if best is None:
        message = (
            "No column says who is a mentee and who is a mentor. Give two sheets, one of each role,"
            " or one with such a column."
        )
        _core.throw_if_errors("adopt", [fault(sheet.name, "role", message)])
        raise AssertionError(message)
    proposal = Proposal([best], kind="choice", plays="role", name="role")
    _take_words(sheet, best, proposal, known_people)
    _ask(sheet, best)
    return proposal


def _tells_roles(column: Column) -> bool:
    """Whether nearly every answer says a role, and both are there."""
    answers = column.answers
    meant = [roles_meant(answer) for answer in answers]
    both_there = {"mentee", "mentor"} <= {role for roles in meant for role in roles}
    told = sum(bool(roles) for roles in meant)
    return both_there and told > 0.8 * len(answers) and len({*map(loose, answers)}) <= 20


def _take_words(
    sheet: Looked, column: Column, proposal: Proposal, known_people: frozenset[str]
) -> None:
    """Keep the answers that say a role: those that recur, or have no words but of roles."""
    counts: dict[str, list[str]] = {}
    for answer in column.answers:
        counts.setdefault(loose(answer), []).append(answer)
    unclear = 0
    for spellings in counts.values():
        answer = spellings[0]
        roles = roles_meant(answer)
        is_usual = len(spellings) > 1 or set(plain(answer).split()) <= _PLAIN_WORDS
        if roles and is_usual and not names_somebody(answer, known_people):
            sheet.roles[answer] = roles
            proposal.options.append(answer)
        else:
            unclear += len(spellings)
    if unclear:
        message = (
            f"{plural(unclear, 'answer')} of the role could not be understood; say in"
            f" [sheets.{sheet.id}.roles] what each means."
        )
        proposal.unsure("role", message)


def _ask(sheet: Looked, role: Column) -> None:
    """Say of each column which roles answered it: both, unless hardly anybody of one did."""
    meant = sheet.applied = [roles_meant(cell) for cell in role.cells]
    mentees = [i for i, roles in enumerate(meant) if roles == ["mentee"]]
    mentors = [i for i, roles in enumerate(meant) if roles == ["mentor"]]
    for column in sheet.columns:
        by_mentees = sum(bool(column.cells[i]) for i in mentees) / max(len(mentees), 1)
        by_mentors = sum(bool(column.cells[i]) for i in mentors) / max(len(mentors), 1)
        column.roles = {"mentee", "mentor"}
        if column is role:
            continue
        if by_mentees > 0 and by_mentors <= 0.1 * by_mentees:
            column.roles = {"mentee"}
        elif by_mentors > 0 and by_mentees <= 0.1 * by_mentors:
            column.roles = {"mentor"}
