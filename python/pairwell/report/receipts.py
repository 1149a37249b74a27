"""Receipts in the report: what each person is told, and the script by which the page checks it."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pairwell._extras import needed
from pairwell.matching.receipts import receipts

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell.matching.receipts import Receipt
    from pairwell.round.round import Round

_MOST_CELLS = 10_000
_SCRIPT = Path(__file__).with_name("templates") / "receipts.js"
_START = Path(__file__).with_name("templates") / "receipts_page.js"


def checker() -> str:
    """Give the functions in JavaScript that check a receipt and its digests."""
    return _SCRIPT.read_text("utf-8")


def receipts_context(round_: Round, who: Callable[[str], str]) -> dict[str, Any] | None:
    """Write a receipt for everybody who went on; None where they would be too many for a page."""
    people = len(round_.mentee_forms), len(round_.mentor_forms)
    stages = round_.matching.stages
    if not stages or not all(people) or people[0] * people[1] * len(stages) > _MOST_CELLS:
        return None
    told = receipts(round_.problem, round_.matching)
    written = list(told)
    references = [form.reference for form in (*round_.mentee_forms, *round_.mentor_forms)]
    markup = needed("markupsafe").Markup
    script = "\n".join(part.strip() for part in (checker(), _START.read_text("utf-8")))
    return {
        "digest": told.digest,
        "people": [
            {
                "who": who(reference),
                "role": receipt.role,
                "pairs": sum(partner.is_paired for partner in receipt.partners),
                "paragraphs": receipt.text.splitlines(),
            }
            for reference, receipt in zip(references, written, strict=True)
        ],
        "data": markup(data_of(written)),
        "script": markup(script),
        "policy": policy_of(script),
    }


def data_of(written: list[Receipt]) -> str:
    """Write receipts for a script: what they share once, and the own part of each."""
    documents = [receipt.to_dict() for receipt in written]
    shared: dict[str, Any] = {}
    for document in documents:
        sheet = "mentors" if document["own"]["role"] == "mentee" else "mentees"
        shared[sheet] = document["others"]
    first = documents[0]
    data = {
        "digest": first["digest"],
        "rules": first["rules"],
        "sheets": shared,
        "own": [[document["own"], document["path"]] for document in documents],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")  # so that no label ends the element


def policy_of(script: str) -> str:
    """Give what a content policy says so that this script may run and no other."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"
