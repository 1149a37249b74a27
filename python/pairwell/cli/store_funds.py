"""The commands of the ring-fenced funds: fund, grants."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pairwell import _core
from pairwell._arguments import suggested_reference
from pairwell.cli.store_options import Call, Day, day_of, on_store, reads_store
from pairwell.report.words import amount_of, money

if TYPE_CHECKING:
    import datetime as dt

    from pairwell.store import GrantStanding


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    funds = typer.Typer(help="Keep the ledgers of the ring-fenced funds.", no_args_is_help=True)
    for name, function in (
        ("offer", offer),
        ("commit", commit),
        ("spend", spend),
        ("refund", refund),
        ("release", release),
    ):
        example = f"pairwell fund {name} travel G-1 45.50 --for MM-014 --actor 'J. Farrow'"
        funds.command(name, epilog=f"Example: {example}")(function)
    funds.command("show", epilog="Example: pairwell fund show")(show)
    funds.command("entries", epilog="Example: pairwell fund entries --grant G-1")(entries)
    app.command("grants", epilog="Example: pairwell grants")(grants)
    app.add_typer(funds, name="fund", epilog="Example: pairwell fund show")


def _entry(kind: str, sentence: str) -> Any:
    """Make the command of one kind of entry."""

    @on_store
    def command(
        call: Call,
        fund: Annotated[str, typer.Argument(help="The fund.", show_default=False)],
        grant: Annotated[str, typer.Argument(help="The grant's number.", show_default=False)],
        amount: Annotated[
            str,
            typer.Argument(help="How much, as in 45.50, in the programme's currency."),
        ],
        for_: Annotated[str, typer.Option("--for", help="A mentee, or a pair.")] = "",
        event: Annotated[str, typer.Option(help="The event that it is for.")] = "",
        note: Annotated[str, typer.Option(help="What it is for; nothing personal.")] = "",
        on: Day = None,
    ) -> None:
        desk = call.sit(call.store.running)
        mentee, _, mentor = for_.partition("/")
        currency = desk.programme().currency
        pence, day = amount_of(amount, currency), day_of(call, on)
        facts = (grant, fund, kind, pence, day)
        is_twice = any(
            (e.grant, e.fund, e.kind.name.lower(), e.pence, e.on) == facts
            for e in desk.fund_ledger()
        )
        made = desk.add_entry(
            fund, cast(Any, kind), pence, grant, on=day, mentee=mentee, mentor=mentor, event=event,
            note=note,
        )  # fmt: skip
        if is_twice:
            call.say.terminal.findings([_twice(*facts, currency)])
        standing = [each for each in desk.grants() if each.grant == grant]
        call.say.lines(*(_grant_line(each, currency) for each in standing))
        _say_balances(call.say, made, currency)

    command.__doc__ = sentence
    return command


_BACK = {"offer": "release", "commit": "release", "spend": "refund"}
"""The entry that takes one back."""


def _twice(
    grant: str, fund: str, kind: str, pence: int, on: dt.date, currency: str
) -> _core.Finding:
    """Say that the same is on record already, and how to take it back."""
    back = (
        f"pairwell fund {_BACK[kind]} {fund} {grant} {_core.money_in_words(pence, currency)[4:]}"
        if kind in _BACK
        else ""
    )
    then = f" If it was entered twice by mistake, take it back with: {back}" if back else ""
    return _core.Finding(
        severity=_core.Severity.WARNING,
        rule="twice",
        message=f"{grant} has more than one entry of {on} now: {kind}"
        f" {money(pence, currency)}.{then}",
        column="grant",
        value=grant,
    )


def _grant_line(each: GrantStanding, currency: str) -> str:
    return (
        f"{each.grant}, {each.fund}, for"
        f" {'/'.join(filter(None, (each.mentee, each.mentor))) or each.event}:"
        f" {money(each.left, currency)} left ({money(each.offered, currency)} offered,"
        f" {money(each.committed, currency)} committed, {money(each.spent, currency)} spent),"
        f" {each.since} to {each.until}"
    )


offer = _entry("offer", "Offer money to somebody: a promise that binds the fund.")
commit = _entry("commit", "Commit money that was offered, once it was taken up.")
spend = _entry("spend", "Spend money that was committed.")
refund = _entry("refund", "Take money back that was spent.")
release = _entry("release", "Release money that was offered or committed and is not needed.")


@reads_store
def show(
    call: Call,
) -> None:
    """Show what each fund has offered, committed and spent, and what is left."""
    desk = call.sit(call.store.running)
    _say_balances(call.say, desk.balances(), desk.programme().currency)


@reads_store
def grants(
    call: Call,
) -> None:
    """List the grants of the funds: for whom and what, what was spent, and what is left."""
    desk = call.sit(call.store.running)
    found, currency = desk.grants(), desk.programme().currency
    call.say(
        {
            "currency": currency,
            "grants": [
                {
                    "grant": each.grant,
                    "fund": each.fund,
                    "mentee": each.mentee or None,
                    "mentor": each.mentor or None,
                    "event": each.event or None,
                    "since": each.since,
                    "until": each.until,
                    "pence": {
                        "offered": each.offered,
                        "committed": each.committed,
                        "spent": each.spent,
                        "released": each.released,
                        "left": each.left,
                    },
                }
                for each in found
            ],
        },
        *(_grant_line(each, currency) for each in found),
        *([] if found else ["There are no grants yet. Next: pairwell fund offer"]),
    )


@reads_store
def entries(
    call: Call,
    grant: Annotated[str, typer.Option(help="Only those of this grant.")] = "",
) -> None:
    """List the entries of the funds' ledgers, oldest first."""
    desk = call.sit(call.store.running)
    every, currency = desk.fund_ledger(), desk.programme().currency
    found = [entry for entry in every if grant in ("", entry.grant)]
    if grant and not found:
        likely = suggested_reference(grant, {entry.grant for entry in every})
        raise _core.Error(f"there is no grant {grant!r}" + (likely and f".{likely}"))
    call.say(
        {
            "currency": currency,
            "entries": [
                {
                    "grant": entry.grant,
                    "fund": entry.fund,
                    "entry": entry.kind.name.lower(),
                    "pence": {"amount": entry.pence},
                    "on": entry.on,
                    "by": entry.by,
                    "mentee": entry.mentee or None,
                    "mentor": entry.mentor or None,
                    "event": entry.event or None,
                    "note": entry.note,
                }
                for entry in found
            ],
        },
        *(
            f"{entry.on}  {entry.grant}, {entry.fund}: {entry.kind.name.lower()}"
            f" {money(entry.pence, currency)}, by {entry.by}"
            + (f": {entry.note}" if entry.note else "")
            for entry in found
        ),
        *([] if found else ["There are no entries yet. Next: pairwell fund offer"]),
    )


def _say_balances(say: Any, balances: list[_core.FundBalance], currency: str) -> None:
    rows = [
        {
            "fund": b.fund,
            "pence": {
                "whole": b.whole,
                "offered": b.amounts.offered,
                "committed": b.amounts.committed,
                "spent": b.amounts.spent,
                "available": b.available,
            },
        }
        for b in balances
    ]
    say(
        {"currency": currency, "funds": rows},
        *(
            f"{b.fund}: {money(b.available, currency)} of {money(b.whole, currency)} left"
            f" ({money(b.amounts.offered, currency)} offered,"
            f" {money(b.amounts.committed, currency)} committed,"
            f" {money(b.amounts.spent, currency)} spent)"
            for b in balances
        ),
    )
