"""Decisions as the store keeps them: rows from what the library decided, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from pairwell import _core
from pairwell.store._ledger import canonical

_REASON = ("rule", "version", "text", "field", "value")


@dataclass(frozen=True)
class Recorded:
    """A decision as the store has it."""

    reference: str
    role: str
    stage: str
    outcome: str
    region: str
    rank: int
    mean_thousandths: int
    reasons: tuple[dict[str, Any], ...]
    seq: int

    def __repr__(self) -> str:
        return f"<Recorded: {self.role} {self.reference}, {self.stage}, {self.outcome}>"


def decided(decision: _core.Decision) -> dict[str, str | int]:
    reasons = [{key: getattr(reason, key) for key in _REASON} for reason in decision.reasons]
    return {
        "reference": decision.reference,
        "role": decision.role.name.lower(),
        "stage": "eligibility",
        "outcome": decision.outcome.name.lower(),
        "region": "",
        "place": 0,
        "mean": 0,
        "reasons": canonical(reasons),
    }


def selected(entry: _core.Selection, role: str) -> dict[str, str | int]:
    reason = {"rule": "selection", "version": 1, "text": entry.reason, "field": "", "value": ""}
    return {
        "reference": entry.reference,
        "role": role,
        "stage": "selection",
        "outcome": entry.outcome.name.lower(),
        "region": entry.region,
        "place": entry.rank,
        "mean": entry.mean_thousandths,
        "reasons": canonical([reason]),
    }


def differs(before: RowMapping | None, row: Mapping[str, Any]) -> bool:
    return before is None or any(
        (reasons_told(before[key]) if key == "reasons" else before[key]) != value
        for key, value in row.items()
    )


def reasons_told(reasons: str) -> str:
    """Give a decision's reasons as the person whom they are about may read them.

    The reason of a selection no longer names those whose marks tie. Rows of earlier versions do,
    in its last sentence, and no row is ever changed: what reads them leaves that sentence out.
    """
    read = json.loads(reasons)
    for reason in read:
        if reason["rule"] == "selection":
            reason["text"] = reason["text"].partition(" The mean mark ties with ")[0]
    return canonical(read)


def recorded(row: RowMapping) -> Recorded:
    return Recorded(
        reference=row["reference"],
        role=row["role"],
        stage=row["stage"],
        outcome=row["outcome"],
        region=row["region"],
        rank=row["place"],
        mean_thousandths=row["mean"],
        reasons=tuple(json.loads(reasons_told(row["reasons"]))),
        seq=row["seq"],
    )
