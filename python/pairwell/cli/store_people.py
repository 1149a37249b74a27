"""The commands that answer for personal data: archive, access, erasure, retention, equality."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from pairwell import _core
from pairwell.cli.store_options import Call, on_store, reads_store
from pairwell.cli.terminal import json_text
from pairwell.data.shown import plural
from pairwell.report.evaluation import evaluation_said

if TYPE_CHECKING:
    from pairwell.store import Held


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("export", "export programme.zip --actor 'J. Farrow'", export),
        ("access", "access MM-014 --actor 'J. Farrow' --json", access),
        ("erase", "erase MM-014 --because 'Asked for on 3 May.' --confirm MM-014", erase),
        ("keep", "keep monitoring 6 --because 'Retention policy.' --actor 'J. Farrow'", keep),
        ("purge", "purge --actor 'J. Farrow'", purge),
        ("allow", "allow panellist applications --actor 'J. Farrow'", allow),
        ("evaluate", "evaluate", evaluate),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


@on_store
def export(
    call: Call,
    path: Annotated[Path, typer.Argument(help="The archive to write.", show_default=False)],
) -> None:
    """Write the whole programme into one archive: names too, so keep it safe."""
    head = call.sit(call.store.custodian).export(path)
    call.say({"archive": str(path), "head": head}, f"Written to {path}.", f"Head: {head}")


Reference = Annotated[str, typer.Argument(help="Whose.", show_default=False)]
Because = Annotated[str, typer.Option("--because", help="Why, in words that name nobody.")]


@on_store
def access(
    call: Call,
    reference: Reference,
) -> None:
    """Show everything that is held on one person."""
    held = call.sit(call.store.custodian).subject_access(reference)
    call.say(held, json_text(held))


@on_store
def erase(
    call: Call,
    reference: Reference,
    because: Because,
    confirm: Annotated[
        str, typer.Option("--confirm", help="The reference once more, instead of being asked.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Erase without asking again.")] = False,
) -> None:
    """Erase a person, once the reference is given twice; anonymous counts stay."""
    desk = call.sit(call.store.custodian)
    held = desk.held(reference)
    if not yes:
        _confirm(call, held, confirm)
    rows = desk.erase(reference, because=because)
    call.say(
        {"reference": reference, **_held_facts(held), "rows": rows},
        f"{reference} is erased: {plural(rows, 'row')}.",
        "Take them out of your own files, letters and archives too: a file that still has them"
        " brings them back.",
    )


def _confirm(call: Call, held: Held, given: str) -> None:
    """Have the reference given a second time, after what would go was shown."""
    for line in _held_lines(held):
        call.say.aside(line)
    if not given:
        if not _is_asked():
            raise _core.Error(
                f"an erasure is for good, so it is asked for twice: add --confirm {held.reference},"
                " or --yes; nothing was erased"
            )
        given = typer.prompt("The reference once more, to erase it", err=True)
    if given.strip() != held.reference:
        raise _core.Error(
            f"the reference was {held.reference!r} at first and {given.strip()!r} now;"
            " nothing was erased"
        )


def _is_asked() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty()


def _held_facts(held: Held) -> dict[str, Any]:
    return {
        "classes": [{"class": kind, "rows": rows} for kind, rows in held.rows.items()],
        "pairs": [{"mentee": mentee, "mentor": mentor} for mentee, mentor in held.pairs],
        "grants": list(held.grants),
    }


def _held_lines(held: Held) -> list[str]:
    rows = [f"{kind} {count}" for kind, count in held.rows.items() if count]
    lines = [f"This would erase all rows about {held.reference}, for good: {', '.join(rows)}."]
    if held.pairs:
        pairs = ", ".join("/".join(pair) for pair in held.pairs)
        lines.append(f"With them goes what is kept on the pairs {pairs}.")
    if held.grants:
        lines.append(f"Entries of these grants go too: {', '.join(held.grants)}.")
    return lines


@on_store
def keep(
    call: Call,
    kind: Annotated[str, typer.Argument(help="The class of data.", show_default=False)],
    months: Annotated[int, typer.Argument(help="After the last month.", show_default=False)],
    because: Because,
) -> None:
    """Set for how many months after the programme a class of data is kept."""
    until = call.sit(call.store.custodian).keep_for(cast(Any, kind), months, because=because)
    is_over = call.today > until
    call.say(
        {"class": kind, "months": months, "kept_until": until, "is_due": is_over},
        f"{kind} is kept for {plural(months, 'month')}: until {until}.",
        *(["That is over: pairwell purge says what would be erased."] if is_over else []),
    )


@on_store
def purge(
    call: Call,
    on: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="As of this day; today if left out. A day to come can be looked at only.",
        ),
    ] = None,
    really: Annotated[
        bool, typer.Option("--really", help="Erase; without it, only say what would be.")
    ] = False,
) -> None:
    """Say which data's time is over, and with --really erase it."""
    desk = call.sit(call.store.custodian)
    found = desk.purge(on.date() if on is not None else None, dry=not really)
    did = "erased" if really else "would be erased"
    call.say(
        {
            "on": found.on,
            "is_dry": found.is_dry,
            "classes": [
                {
                    "class": due.kind,
                    "months": due.months,
                    "kept_until": due.kept_until,
                    "is_due": due.is_due,
                    "rows": due.rows,
                    "people": due.people,
                }
                for due in found.classes
            ],
        },
        *(
            f"{due.kind}: {plural(due.rows, 'row')} about"
            f" {plural(due.people, 'person', 'people')}, "
            + (
                "no time is set"
                if due.kept_until is None
                else f"kept until {due.kept_until}" + (f"; {did}" if due.is_due else "")
            )
            for due in found.classes
        ),
    )


@on_store
def allow(
    call: Call,
    login: Annotated[str, typer.Argument(help="A login of the server.")] = "",
    desk: Annotated[str, typer.Argument(help="The desk; without both, who may sit where.")] = "",
    no_longer: Annotated[bool, typer.Option("--no-longer", help="Take the right back.")] = False,
) -> None:
    """Let a login of a PostgreSQL server sit at a desk of the programme; its owner may do so."""
    custodian = call.sit(call.store.custodian)
    if bool(login) != bool(desk):
        raise _core.Error("name a login and a desk, or neither")
    if login:
        (custodian.disallow if no_longer else custodian.allow)(login, desk)
    found = custodian.allowed()
    call.say(
        {"allowed": [{"login": login, "desk": desk} for login, desk in found]},
        *(f"{login}: {desk}" for login, desk in found),
    )


@reads_store
def evaluate(
    call: Call,
    question: Annotated[str, typer.Argument(help="A monitoring question: compares groups.")] = "",
) -> None:
    """Evaluate the programme, or compare how groups fared; small numbers are not shown."""
    if question:
        _compare_groups(call, question)
    else:
        desk = call.sit(call.store.running)
        call.say(*evaluation_said(desk.evaluation(), desk.programme()))


_WAS = {"applied": "applied"} | {
    step: f"were {step}" for step in ("eligible", "shortlisted", "interviewed", "matched")
}


def _compare_groups(call: Call, question: str) -> None:
    from dataclasses import asdict

    from pairwell.store import equality_funnel, find_bearings

    answers = call.sit(call.store.monitoring).answers()
    desk = call.sit(call.store.applications)
    programme = desk.programme()
    found = equality_funnel(question, answers, desk.reached(), programme)
    bearings = find_bearings(question, answers, desk.passed(), programme)
    lines = [f"{question}: {', '.join(found.steps)}"]
    lines += [
        f"{group.group}: {', '.join('-' if n is None else str(n) for n in group.counts)}"
        for group in found.groups
    ]
    lines += [
        f"{group.group}, {rate.step}: {rate.reached} of {rate.of} who {_WAS[rate.since]},"
        f" {100 * rate.rate:.0f} % ({100 * (rate.low or 0):.0f} to {100 * (rate.high or 0):.0f} %)"
        + ("; under 4/5 of the best" if rate.below_four_fifths else "")
        + (f"; Fisher p = {rate.fisher:.3f}, mid-p = {rate.mid_p:.3f}" if rate.fisher else "")
        for group in found.groups
        for rate in group.rates
        if rate.rate is not None
    ]
    if found.has_small_groups:
        lines.append("There are groups too small to show.")
    lines.append(f"{found.not_shown} counts are too small to show, or would give one away (-).")
    told = [b for b in bearings if b.verdict in ("unequal", "to look at")]
    lines += [f"{b.verdict}: {b.factor} bears on {b.group}" for b in told]
    few = sum(b.verdict == "too few to say" for b in bearings)
    lines.append(
        f"Rules, criteria and steps, each for each group: {len(bearings)} compared,"
        f" {len(told)} to look into, {few} with too few to say."
    )
    call.say({**asdict(found), "bearings": [asdict(each) for each in bearings]}, *lines)
