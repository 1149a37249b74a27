"""Receipts beside letters: a page for each person whose letter is about pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pairwell.matching.names import Names
from pairwell.matching.receipts import receipts
from pairwell.report.language import language_of
from pairwell.report.receipt_page import receipt_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairwell.store import Pairs


def letter_receipts(
    desk: Pairs, references: Iterable[str], files: Mapping[str, str]
) -> dict[str, bytes]:
    """Write a page with the receipt of each person who was asked about in the last matching.

    Parameters
    ----------
    files
        The name of each person's files, without an ending.

    Raises
    ------
    Error
        Where there is somebody to write to and the last matching cannot be found again.
    """
    wanted = list(references)
    if not wanted:
        return {}
    made = desk.matching_on_record()
    sides = [
        tuple(form.reference for form in forms) for forms in (made.mentee_forms, made.mentor_forms)
    ]
    told = receipts(made.problem, made.matching, names=Names(mentee=sides[0], mentor=sides[1]))
    places = {reference: place for place, reference in enumerate((*sides[0], *sides[1]))}
    spoken = language_of(made.programme.language)

    def page(reference: str) -> str:
        title = spoken.gettext(
            "%(programme)s: receipt of %(who)s", programme=made.programme.name, who=reference
        )
        return receipt_page(told[places[reference]], title=title, language=spoken.code)

    return {f"{files[each]}-receipt.html": page(each).encode() for each in wanted if each in places}
