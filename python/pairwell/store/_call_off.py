"""Appointments that have lost their reason: whoever was to come has left, or the pair has ended."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import RowMapping

from pairwell.store._ledger import About, Change, rows_of

PLACE = ("programme", "seq", "n", "salt")
"""Columns that say where a row of content stands, and not what it says."""


def call_off(
    change: Change, rules: str, is_meant: Callable[[RowMapping], bool]
) -> list[tuple[str, str]]:
    """Call off the appointments that stand and are meant, each under an audit record.

    Parameters
    ----------
    rules
        The digest of the programme's file.

    Returns
    -------
    list
        The purpose and the person of each.
    """
    newest = {
        (row["reference"], row["purpose"]): row
        for row in rows_of(change.connection, change.programme, "appointment")
    }
    gone = []
    for (reference, purpose), row in newest.items():
        if row["is_off"] or not is_meant(row):
            continue
        off = {name: value for name, value in row.items() if name not in PLACE} | {"is_off": 1}
        change.add(purpose, About(reference), "called off", ("appointment", off), rules=rules)
        gone.append((purpose, reference))
    return gone
