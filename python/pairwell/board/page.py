"""A board as it stands as one page to read: no script, and nothing loaded from anywhere."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from pairwell.board.answers import Answers
from pairwell.board.session import Session
from pairwell.board.widget import source
from pairwell.data.shown import plural
from pairwell.matching.explain_all import AllExplained, explain_all
from pairwell.matching.matching import Matching

_MOST = 2_000
_STYLE = """
body { margin: 0; padding: 16px; background: #fbfaf6; }
@media screen and (prefers-color-scheme: dark) { body { background: #14181c; } }
.pwb { max-width: 1100px; margin: 0 auto; }
.pwb-paper .pwb-frame > * + * { margin-top: 16px; }
.pwb-scroll { overflow-x: auto; }
.pwb-paper details p { margin: 4px 0 0; font-size: 13px; max-width: 70ch; }
.pwb-paper summary { cursor: pointer; color: var(--accent); }
@media print { body { padding: 0; background: none; } .pwb-frame { border: 0; } }
"""


def page_of(session: Session) -> str:
    """The board as a page: stages, pairs with their reasons, who is in none, and every decision."""
    state = Answers(session).state()
    matching = session.standing
    is_small = matching and sum(matching.problem.shape) <= 2 * _MOST
    told = explain_all(matching.problem, matching, names=session.start.names) if is_small else None
    parts = [
        '<header class="pwb-header"><h1>Matching board</h1>',
        f'<dl class="pwb-stages">{"".join(_stages(state))}</dl></header>',
        *_warning(state),
        *_pairs(session, matching, told),
        *_alone(session, matching, told),
        *_decisions(state["log"]),
        *(f'<p class="pwb-note">{_text(note)}</p>' for note in state["notes"][:1]),
    ]
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Matching board</title>'
        f"<style>{source('board.css')}{_STYLE}</style></head>"
        f'<body><main class="pwb pwb-paper"><div class="pwb-frame">{"".join(parts)}</div></main>'
        "</body></html>\n"
    )


def _stages(state: dict[str, Any]) -> Iterator[str]:
    for stage in state["stages"]:
        value = "none" if stage["value"] is None else stage["value"]
        yield f'<div class="pwb-stage"><dt>{_text(stage["name"])}</dt><dd>{_text(value)}</dd></div>'


def _warning(state: dict[str, Any]) -> Iterator[str]:
    if state["infeasible"]:
        yield (
            '<div class="pwb-banner"><p><strong>No matching obeys every rule.</strong> '
            f"{_text(state['infeasible'])} The pairs are those that stood last.</p></div>"
        )


def _pairs(session: Session, matching: Matching, told: AllExplained | None) -> Iterator[str]:
    start = session.start
    some = matching.pairs[:_MOST]
    points = matching.problem._points_of(some).tolist() if len(some) else []
    locked = set(map(tuple, matching.problem.locked.tolist()))
    rows = []
    why = [] if told is None else [each.text for each in told]
    for number, (mentee, mentor) in enumerate(some.tolist()):
        worth, reason = points[number], why[number] if why else ""
        state = "locked" if (mentee, mentor) in locked else ""
        rows.append(
            [
                *_person(session, 0, mentee),
                *_person(session, 1, mentor),
                _text(f"{worth:.15g}"),
                state,
                _folded(reason),
            ]
        )
    yield f"<section><h2>{plural(len(matching.pairs), 'pair')}</h2>"
    columns = [
        *("mentee", *start.chosen[0].columns),
        *("mentor", *start.chosen[1].columns),
        *("points", "decided", "reason"),
    ]
    yield _table("Pairs", columns, rows)
    yield _left(len(matching.pairs) - len(some), "pair")
    yield "</section>"


def _alone(session: Session, matching: Matching, told: AllExplained | None) -> Iterator[str]:
    if not matching:
        return
    answers = ({}, {}) if told is None else (told.unmatched.mentees, told.unmatched.mentors)
    for side, role in enumerate(("mentee", "mentor")):
        places = np.setdiff1d(np.arange(matching.problem.shape[side]), matching.pairs[:, side])
        if not len(places):
            continue
        some = places[:_MOST].tolist()
        columns = [role, *session.start.chosen[side].columns, "why"]
        why = [answers[side].get(session.start.label((side, each))) for each in some]
        rows = [
            [*_person(session, side, each), _text(answer.text if answer else "")]
            for each, answer in zip(some, why, strict=True)
        ]
        yield f"<section><h2>{plural(len(places), role)} in no pair</h2>"
        yield _table(f"{role}s in no pair", columns, rows)
        yield _left(len(places) - len(some), role)
        yield "</section>"


def _decisions(log: Sequence[dict[str, Any]]) -> Iterator[str]:
    if not log:
        return
    yield '<section><h2>Decisions</h2><ol class="pwb-log" reversed>'
    for own in log:
        back = "" if own["stands"] else " (taken back)"
        why = f"<q>{_text(own['why'])}</q>" if own["why"] else ""
        price = f'<span class="pwb-soft">{_text(own["price"])}</span>' if own["price"] else ""
        who = ", ".join(filter(None, (own["who"], own["when"])))
        yield (
            f'<li class="{"" if own["stands"] else "pwb-undone"}"><span>{_text(own["text"])}{back}'
            f'</span>{why}{price}<span class="pwb-soft">{_text(who)}</span></li>'
        )
    yield "</ol></section>"


def _person(session: Session, side: int, place: int) -> list[str]:
    """The cells of a person: what they are called, and their answers."""
    start = session.start
    name = f"<strong>{_text(start.called(side, place))}</strong>"
    return [name, *map(_text, start.chosen[side].of(place))]


def _table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are markup already, and that a narrow screen scrolls."""
    head = "".join(f'<th scope="col">{_text(column)}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<div class="pwb-scroll" role="region" aria-label="{_text(caption)}" tabindex="0">'
        f'<table class="pwb-table"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
        "</div>"
    )


def _folded(reason: str) -> str:
    """A reason that opens when it is asked for."""
    if not reason:
        return ""
    return f"<details><summary>why</summary><p>{_text(reason)}</p></details>"


def _left(count: int, what: str) -> str:
    if count <= 0:
        return ""
    more = f"and {plural(count, what)} more, which are in <code>board.matching</code>"
    return f'<p class="pwb-soft">{more}</p>'


def _text(text: object) -> str:
    return html.escape(str(text))
