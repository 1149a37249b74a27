"""The commands from a shortlist to pairs and their end: accept, match, confirm, publish."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

import typer

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell.cli.exits import INFEASIBLE, NOT_CERTIFIED
from pairwell.cli.options import Because
from pairwell.cli.store_options import (
    Call,
    on_store,
    pair_of,
    reads_store,
    reason_asked,
    say_concerns,
)
from pairwell.data.shown import plural
from pairwell.report.words import counted_points, finding_facts, label

if TYPE_CHECKING:
    from pairwell.store import Moved, Pairs, Rematched

Subjects = Annotated[
    list[str] | None, typer.Argument(help="References, or pairs as in MM-014/MR-003.")
]
Everybody = Annotated[
    bool, typer.Option("--all", help="All for whom the move is legal, instead of naming them.")
]


_A = {"application": "an application", "pair": "a pair"}


def add_commands(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for name, example, function in (
        ("match", "match --actor 'J. Farrow'", match),
        ("pairs", "pairs", pairs),
        ("move", "move application accept --all --actor 'Panel of 4 May'", move),
        ("review", "review --all --actor 'J. Farrow'", review),
        ("confirm", "confirm MM-014/MR-003 --actor 'J. Farrow'", confirm),
        (
            "decline",
            "decline MM-014/MR-003 --because 'The mentee knows the mentor.' --actor 'J. Farrow'",
            decline,
        ),
        ("publish", "publish --all --actor 'J. Farrow'", publish),
        ("withdraw", "withdraw MM-014 --because 'A new job.' --actor 'J. Farrow'", withdraw),
    ):
        app.command(name, epilog=f"Example: pairwell {example}")(function)


@on_store
def match(
    call: Call,
    keep: Annotated[
        str,
        typer.Option(
            help="Of pairs that nobody has confirmed: all, most (as few changes as can be) or none."
        ),
    ] = "most",
    dry: Annotated[
        bool, typer.Option("--dry", help="Say what would come of it, and change nothing.")
    ] = False,
) -> None:
    """Match everybody who was accepted; pairs that are confirmed, published or active stay."""
    from pairwell.store import InfeasibleError, NotCertifiedError

    desk = call.sit(call.store.pairs)
    rules = desk.programme()

    def show(made: Rematched) -> None:
        call.say.terminal.findings(w for w in rules.warnings if w.column.startswith("objective."))
        call.say.terminal.findings(made.concerns)
        call.say.lines(*_choices(made))

    try:
        with call.say.terminal.progress() as progress:
            made = desk.match(keep=cast(Any, keep), dry=dry, show=show, progress=progress)
    except (InfeasibleError, NotCertifiedError) as error:
        is_infeasible = isinstance(error, InfeasibleError)
        call.say.refusal(error, INFEASIBLE if is_infeasible else NOT_CERTIFIED)
    groups = {"added": made.added, "replaced": made.replaced, "kept": made.kept}
    facts = {name: ["/".join(key) for key in keys] for name, keys in groups.items()}
    counts = f"{len(made.added)} proposed, {len(made.kept)} kept, {len(made.replaced)} replaced"
    call.say(
        {
            **facts,
            "unpaired": list(made.unpaired),
            "points": made.matching.points,
            "keep": made.keep,
            "is_dry": dry,
            "choices": [_as_points(vars(choice)) for choice in made.choices],
            "left_out": [vars(person) for person in made.left_out],
            "under_floor": [
                {"mentee": mentee, "mentor": mentor, "points": units / 1000}
                for mentee, mentor, units in made.under_floor
            ],
            "concerns": [finding_facts(finding) for finding in made.concerns],
        },
        f"{'It would be' if dry else 'Pairs'}: {counts}. The certificate holds.",
        *(f"proposed: {pair}" for pair in facts["added"]),
        *(f"replaced: {pair}" for pair in facts["replaced"]),
        *(
            f"under the floor of {rules.objective.floor}: {mentee}/{mentor},"
            f" {counted_points(units)}"
            for mentee, mentor, units in made.under_floor
        ),
        *(
            " ".join(filter(None, (f"in no pair: {out.reference}.", out.text, out.detail)))
            for out in made.left_out
        ),
        _next(made, dry, any(pair.state == "proposed" for pair in desk.standing().pairs), call.at),
    )


def _next(made: Rematched, dry: bool, is_to_review: bool, at: str) -> str:
    """Give the next command; where a matching leads to none of its own, `status` knows it."""
    following = f"Next: pairwell status{at}"
    if dry and (made.added or made.replaced):
        following = f"Next: pairwell match --keep {made.keep}{at}"
    elif not dry and is_to_review:
        following = f"Next: pairwell review --all{at}"
    return f"Nothing was changed. {following}" if dry else following


def _choices(made: Rematched) -> list[str]:
    """What each way of keeping open pairs comes to, a line each; nothing where there are none."""
    if len(made.choices) == 1:
        return []
    lines = ["What each choice would come to:"]
    for choice in made.choices:
        chosen = " (this one)" if choice.keep == made.keep else ""
        came = choice.impossible or (
            f"{plural(choice.pairs, 'pair')}, {counted_points(choice.units)},"
            f" {choice.under_floor} under the floor, {choice.replaced} replaced,"
            f" {choice.added} proposed"
        )
        lines.append(f"  --keep {choice.keep}: {came}{chosen}")
    return lines


def _as_points(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts with points in place of their thousandths."""
    return {
        "points" if k == "units" else k: v / 1000 if k == "units" else v for k, v in facts.items()
    }


@reads_store
def pairs(
    call: Call,
) -> None:
    """Show every pair that was ever proposed, and how far it has come."""
    from pairwell.report.standing import pair_facts

    stands = call.sit(call.store.pairs).standing()
    found = stands.pairs
    call.say(
        {
            "as_of": stands.at,
            "record": stands.seq,
            "head": stands.head,
            "pairs": [pair_facts(pair) for pair in found],
        },
        *(
            f"{p.mentee}/{p.mentor}: {label(p.state)}, {counted_points(p.units)}"
            + (f" ({p.reason})" if p.reason else "")
            for p in found
        ),
        *([] if found else [f"There are no pairs yet. Next: pairwell status{call.at}"]),
    )


@on_store
def move(
    call: Call,
    what: Annotated[str, typer.Argument(help="application or pair", show_default=False)],
    name: Annotated[str, typer.Argument(help="The move, such as accept.", show_default=False)],
    subjects: Subjects = None,
    everybody: Everybody = False,
    because: Because = "",
) -> None:
    """Make any legal move of applications or pairs: all that are named, or none."""
    if what not in ("application", "pair"):
        raise _core.Error(f"what moves is an application or a pair, not {what!r}")
    known = {m.name for m in _core.moves(cast(Any, what))}
    if name not in known:
        likely = suggestion(name, sorted(known))
        raise _core.Error(
            f"there is no move {name!r} of {_A[what]}; there are {', '.join(sorted(known))}"
            + (likely and f".{likely}")
        )
    _say_moved(call, _moved(call, what, name, subjects, everybody, because))


def _named(name: str, sentence: str, *, with_reason: bool = False) -> Any:
    """Make the command of one move of pairs."""

    @on_store
    def command(
        call: Call,
        subjects: Subjects = None,
        everybody: Everybody = False,
        because: Because = "",
    ) -> None:
        if with_reason and not because.strip():
            raise _core.Error("say why with --because: it goes on record, and to nobody else")
        _say_moved(call, _moved(call, "pair", name, subjects, everybody, because))

    command.__doc__ = sentence
    return command


review = _named("review", "Let proposed pairs go on to their conversation.")
confirm = _named("confirm", "Confirm pairs whose conversation both sides want to build on.")
decline = _named(
    "decline", "Decline pairs: they do not come back in a later matching.", with_reason=True
)
publish = _named("publish", "Publish confirmed pairs: letters can be written to both.")


@on_store
def withdraw(
    call: Call,
    references: Annotated[list[str], typer.Argument(help="Who.", show_default=False)],
    because: Because = "",
) -> None:
    """Withdraw people, at any stage and for any reason; their pairs end, and partners stay in."""
    desk = call.sit(call.store.pairs)
    _say_moved(call, desk.move_applications(references, "withdraw", because=because))


def _moved(
    call: Call, what: str, name: str, subjects: list[str] | None, everybody: bool, because: str
) -> list[Moved]:
    if everybody == bool(subjects):
        raise _core.Error("name whom to move, or say --all")
    if everybody and name in _FOR_GOOD:
        raise _core.Error(f"{name} is for good: name who, instead of --all")
    desk = call.sit(call.store.pairs)
    ahead = _ahead(call, name) if everybody else {}
    with reason_asked():
        return _made(call, desk, what, name, subjects, because, ahead)


def _ahead(call: Call, name: str) -> dict[str, dt.date]:
    """Whose interview or conversation is after today, so that it was not held: with its day."""
    purpose = _HELD.get(name)
    if purpose is None:
        return {}
    zone = _core.Zone.named(call.store.programme(call.programme).timetable.zone)
    days = {
        own.person if purpose == "interviews" else f"{own.person}/{own.host}": zone.local(
            own.start
        ).date()
        for own in call.sit(call.store.running).appointments(purpose)
    }
    return {subject: day for subject, day in days.items() if day > call.today}


def _made(
    call: Call,
    desk: Pairs,
    what: str,
    name: str,
    subjects: list[str] | None,
    because: str,
    ahead: dict[str, dt.date],
) -> list[Moved]:
    def may(subject: str, state: str) -> bool:
        is_legal = _may(what, state, name)
        if is_legal and subject in ahead:
            call.say.aside(
                f"{subject}: left out, since their {_HELD[name].removesuffix('s')} is on"
                f" {ahead[subject]}"
            )
        return is_legal and subject not in ahead

    if what == "application":
        chosen = subjects or [
            reference for reference, state in desk.states().items() if may(reference, state)
        ]
        _refuse_nobody(chosen, what, name)
        return desk.move_applications(chosen, cast(Any, name), because=because)
    wanted = [pair_of(text) for text in subjects or []] or [
        (pair.mentee, pair.mentor)
        for pair in desk.pairs()
        if may(f"{pair.mentee}/{pair.mentor}", pair.state)
    ]
    _refuse_nobody(wanted, what, name)
    return desk.move_pairs(wanted, cast(Any, name), because=because)


_HELD: dict[str, Literal["interviews", "conversations"]] = {
    "interview": "interviews",
    "hold_conversation": "conversations",
}
"""Moves that say that an appointment was held."""
_FOR_GOOD = ("withdraw", "decline", "end_early")
"""Moves that end what many have waited for, and that none leads back from."""


def _may(what: str, state: str, name: str) -> bool:
    return any(legal.name == name for legal in _core.moves_from(cast(Any, what), state))


def _refuse_nobody(chosen: list[Any], what: str, name: str) -> None:
    if not chosen:
        raise _core.Error(
            f"no {what} can make the move {name} now; pairwell status says where all are"
        )


def _say_moved(call: Call, made: list[Moved]) -> None:
    lines = [f"{each.subject}: {label(each.state)}" for each in made]
    told = say_concerns(call.say, call.sit(call.store.pairs))
    call.say({"moved": [vars(each) for each in made], "concerns": told}, *lines)
