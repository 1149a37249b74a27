"""Grants of the funds: what an entry has to be to count, and how far each grant has come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairwell import _core
from pairwell.scheme.programme import Programme
from pairwell.store._desk import stranger
from pairwell.store._standing import Standing

PROMISES = ("offer", "commit")
"""Entries that promise money: what was promised can be spent, taken back and released later too."""
_HAS_NO_CLAIM = ("draft", "submitted", "late", "not_eligible", "withdrawn")


@dataclass(frozen=True)
class GrantStanding:
    """A grant of a fund: whom and what it is for, and how many pence stand where."""

    fund: str
    grant: str
    mentee: str
    mentor: str
    event: str
    offered: int
    committed: int
    spent: int
    released: int
    since: dt.date
    until: dt.date
    """The day of its last entry."""

    @property
    def left(self) -> int:
        """What was promised and is not spent yet, in pence."""
        return self.offered + self.committed

    def __repr__(self) -> str:
        return f"<GrantStanding: {self.grant} of {self.fund}, {self.left} pence left>"


def standing_grants(
    programme: Programme, ledger: Sequence[_core.LedgerEntry]
) -> list[GrantStanding]:
    """Every grant as its entries leave it, in the order in which they began."""
    sums = {total.key: total.amounts for total in _core.totals(programme, ledger, "grant")}
    entries: dict[str, list[_core.LedgerEntry]] = {}
    for entry in ledger:
        entries.setdefault(entry.grant, []).append(entry)
    found = []
    for grant, (first, *_, last) in ((g, [own[0], *own]) for g, own in entries.items()):
        now = sums[grant]
        found.append(
            GrantStanding(
                first.fund, grant, first.mentee, first.mentor, first.event, now.offered,
                now.committed, now.spent, now.released, first.on, last.on,
            )
        )  # fmt: skip
    return found


def entry_faults(
    entry: _core.LedgerEntry,
    earlier: Iterable[_core.LedgerEntry],
    programme: Programme,
    today: dt.date,
    stands: Standing,
) -> list[_core.Finding]:
    """What is wrong with whom an entry is for, and with its day.

    Parameters
    ----------
    entry
        With the people and the event of its grant.
    earlier
        The entries of the grant so far, in order.
    stands
        With everybody who has a form, and every pair that was ever proposed.
    """
    faults: list[_core.Finding] = []
    is_promise = entry.kind.name.lower() in PROMISES

    def fault(rule: str, message: str, column: str, value: object) -> None:
        faults.append(_core.Finding(rule=rule, message=message, column=column, value=str(value)))

    for role, who in (("mentee", entry.mentee), ("mentor", entry.mentor)):
        if not who:
            continue
        person = stands.people.get(who)
        if person is None:
            known = [each.reference for each in stands.people.values() if each.role == role]
            faults.append(stranger(who, known))
        elif person.role != role:
            fault("role", f"This is a {person.role}, and no {role}.", role, who)
        elif is_promise and person.state in _HAS_NO_CLAIM:
            state = person.state.replace("_", " ")
            message = f"Money is promised to those who are eligible, and this {role} is {state}."
            fault("eligible", message, role, who)
    pair = entry.mentee, entry.mentor
    if all(pair) and not faults and stands.pair(*pair) is None:
        fault("pair", "This pair was never proposed.", "mentor", "/".join(pair))
    if not (entry.mentee or entry.mentor or entry.event):
        fault("blank", "A grant says whom or which event it is for.", "mentee", entry.grant)
    begins = _begins(programme)
    last = max((other.on for other in earlier), default=None)
    if entry.on > today:
        fault("future", f"An entry is of today, {today}, or of an earlier day.", "on", entry.on)
    if entry.on < begins:
        fault("before_programme", f"The programme's first date is {begins}.", "on", entry.on)
    if last is not None and entry.on < last:
        message = f"The last entry of this grant is of {last}, and its days are in order."
        fault("order", message, "on", entry.on)
    return faults


def _begins(programme: Programme) -> dt.date:
    """The first day of the programme: of its timetable, or of its running period."""
    days = [event.days[0].date for event in programme.timetable.events if event.days]
    months = [event.month for event in programme.timetable.events if event.month is not None]
    return min([*days, *(dt.date(m.year, m.month, 1) for m in (*months, programme.starts))])
