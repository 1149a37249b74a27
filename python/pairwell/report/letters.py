"""Letters to applicants, from the record of what was decided: written to be read, never sent."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from pairwell import _core
from pairwell._arguments import suggestion
from pairwell._extras import needed
from pairwell.report.view import timetable
from pairwell.scheme.programme import Programme

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pairwell.store import PairStanding, Recorded, Store

_TEMPLATES = Path(__file__).with_name("templates") / "letters"
OUTCOMES = (
    "eligible", "not_eligible", "late", "shortlisted", "reserve", "not_selected", "matched",
)  # fmt: skip
"""The outcomes that have a letter; a draft, or somebody who has withdrawn, has none."""
TOLD = ("published", "active")
"""States of a pair that both of its people are told about."""


def letters(
    store: Store,
    programme: str,
    *,
    actor: str,
    on: dt.date,
    outcomes: tuple[str, ...] = OUTCOMES,
    templates: Path | None = None,
) -> dict[str, bytes]:
    """Write a letter to everybody whose newest decision is one of some outcomes.

    Parameters
    ----------
    store, programme
        Where the decisions are.
    actor
        Who writes: signs the letters, and is on record for looking up the names.
    on
        The date of the letters.
    outcomes
        To whom.
    templates
        A folder with templates that take the place of pairwell's, such as ``late.md.j2``.

    Returns
    -------
    dict
        Files by their names: a letter each, in Markdown.

    Raises
    ------
    Error
        Where there is no such outcome, a template has a fault, or somebody has no name.
    """
    wrong = [outcome for outcome in outcomes if outcome not in OUTCOMES]
    if wrong:
        likely = suggestion(wrong[0], OUTCOMES)
        raise _core.Error(
            f"no letter is for {wrong[0]!r}; letters are for {', '.join(OUTCOMES)}"
            + (likely and f".{likely}")
        )
    desk = store.applications(programme, actor=actor)
    rules = desk.programme()
    newest = {decision.reference: decision for decision in desk.decisions("eligibility")}
    for decision in desk.decisions("selection"):
        if newest[decision.reference].outcome == "eligible":
            newest[decision.reference] = decision
    lives = store.pairs(programme, actor=actor)
    matched = _matched(lives.pairs())
    for reference, (seq, _) in matched.items():
        newest[reference] = replace(newest[reference], outcome="matched", seq=seq)
    states = lives.states()
    chosen = [
        decision
        for decision in newest.values()
        if decision.outcome in outcomes and states[decision.reference] != "withdrawn"
    ]
    wanted = [decision.reference for decision in chosen]
    wanted += [p for d in chosen if d.outcome == "matched" for p in matched[d.reference][1]]
    people = store.identities(programme, actor=actor).look_up(
        list(dict.fromkeys(wanted)), f"letters of {on.isoformat()}"
    )
    nameless = [reference for reference in wanted if reference not in people]
    if nameless:
        raise _core.Error(f"{nameless[0]} has no name in the store, so there is no letter to write")
    made_by = {record.seq: record for record in store.records(programme)}
    facts = {
        "date": _day(on),
        "interviews": _interviews(rules),
        "programme": rules,
        "sender": actor,
    }
    render = _renderer(templates)
    made = {}
    for decision in chosen:
        record = made_by[decision.seq]
        moment = dt.datetime.fromisoformat(record.at).astimezone(ZoneInfo(rules.timetable.zone))
        text = render(
            decision.outcome,
            {
                **facts,
                **_about(decision),
                "decided_on": _day(moment.date()),
                "decider": record.actor,
                "name": people[decision.reference].name or decision.reference,
                "partners": [
                    people[partner].name or partner
                    for partner in matched.get(decision.reference, (0, []))[1]
                    if partner in people
                ],
            },
        )
        made[f"{_file_name(decision.reference)}.md"] = text.encode("utf-8")
    return made


def _matched(pairs: Iterable[PairStanding]) -> dict[str, tuple[int, list[str]]]:
    """Who is to be told of pairs: the record of the newest one, and the partners."""
    found: dict[str, tuple[int, list[str]]] = {}
    for pair in pairs:
        if pair.state in TOLD:
            for own, partner in ((pair.mentee, pair.mentor), (pair.mentor, pair.mentee)):
                seq, partners = found.get(own, (0, []))
                found[own] = max(seq, pair.seq), [*partners, partner]
    return found


def _about(decision: Recorded) -> dict[str, Any]:
    """What a letter may say of a decision: nothing that names anybody else."""
    return {
        "rank": decision.rank,
        "reasons": [
            _without_ties(reason["text"]) if reason["rule"] == "selection" else reason["text"]
            for reason in decision.reasons
        ],
        "reference": decision.reference,
        "region": decision.region,
        "role": decision.role,
    }


def _without_ties(reason: str) -> str:
    """A selection's reason up to the sentence that names those whose marks tie."""
    return reason.partition(" The mean mark ties with ")[0]


def _renderer(folder: Path | None) -> Any:
    """A function from an outcome and facts to a letter; every fact is text and nothing else."""
    jinja2, sandbox = needed("jinja2"), needed("jinja2.sandbox")
    places = [str(folder)] if folder is not None else []
    environment = sandbox.SandboxedEnvironment(
        loader=jinja2.FileSystemLoader([*places, str(_TEMPLATES)]),
        undefined=jinja2.StrictUndefined,
        finalize=plain_markdown,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    def render(outcome: str, facts: Mapping[str, Any]) -> str:
        try:
            text: str = environment.get_template(f"{outcome}.md.j2").render(facts)
        except jinja2.TemplateSyntaxError as fault:
            where = f"{fault.filename or fault.name}, line {fault.lineno}"
            raise _core.Error(f"{where}: {fault.message}") from fault
        except jinja2.TemplateError as fault:
            raise _core.Error(f"the template {outcome}.md.j2: {fault.message}") from fault
        return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"

    return render


def plain_markdown(value: object) -> object:
    """Escape what Markdown or HTML would take for more than text."""
    if not isinstance(value, str):
        return value
    return re.sub(r"([\\`*_\[\]#|~])", r"\\\1", value.replace("&", "&amp;").replace("<", "&lt;"))


def _interviews(programme: Programme) -> str:
    """When interviews are, in words; nothing where the timetable has none."""
    wanted = _core.EventKind.INTERVIEWS
    found = [row for row in timetable(programme) if row["event"].kind == wanted]
    return f"{found[0]['event'].title}, {found[0]['when']}" if found else ""


def _day(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _file_name(reference: str) -> str:
    """A reference as the name of a file, whatever is in it; no two have the same."""
    return quote(reference, safe="")
