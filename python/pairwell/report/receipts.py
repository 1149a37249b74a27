"""Receipts in the report: what each person is told, and the script by which the page checks it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.matching.receipts import receipts
from pairwell.report.language import language_of, speech_of
from pairwell.report.scripts import RECEIPTS, TOLD, data_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.matching.receipts import Receipt
    from pairwell.round.round import Round

_MOST_CELLS = 10_000
SCRIPTS = (*RECEIPTS, *TOLD, "receipts_page.js")
"""The script that checks them."""


def receipts_context(round_: Round, who: Callable[[str], str]) -> dict[str, Any] | None:
    """Write a receipt for everybody who went on; None where they would be too many for a page."""
    people = len(round_.mentee_forms), len(round_.mentor_forms)
    stages = round_.matching.stages
    if not stages or not all(people) or people[0] * people[1] * len(stages) > _MOST_CELLS:
        return None
    if not round_.verdict.holds:
        return None
    told = receipts(round_.problem, round_.matching)
    written = list(told)
    say = speech_of(language_of(round_.programme.language))
    references = [form.reference for form in (*round_.mentee_forms, *round_.mentor_forms)]
    return {
        "digest": told.digest,
        "people": [
            {
                "who": who(reference),
                "role": receipt.role,
                "pairs": sum(partner.is_paired for partner in receipt.partners),
                "paragraphs": receipt._paragraphs(say),
            }
            for reference, receipt in zip(references, written, strict=True)
        ],
        "data": needed("markupsafe").Markup(receipts_data(written)),
    }


def receipts_data(written: list[Receipt]) -> str:
    """Write receipts for a script: what they share once, and the own part of each."""
    documents = [receipt.to_dict() for receipt in written]
    shared: dict[str, Any] = {}
    for document in documents:
        sheet = "mentors" if document["own"]["role"] == "mentee" else "mentees"
        shared[sheet] = document["others"]
    first = documents[0]
    return data_of(
        {
            "digest": first["digest"],
            "rules": first["rules"],
            "sheets": shared,
            "own": [[document["own"], document["path"]] for document in documents],
        }
    )
