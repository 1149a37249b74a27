"""What was decided on a board, on record: of a pair, a capacity or a weight, with who and why."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping

from pairwell._arguments import wrong_type
from pairwell.store._actions import BOARD, BOARD_STATES
from pairwell.store._desk import DeskOf, programme_of
from pairwell.store._ledger import About, Change, canonical, instant_text
from pairwell.store._move_transaction import MoveTransaction
from pairwell.store._moves import PairKey
from pairwell.store._tables import Desk
from pairwell.store._texts import refuse_unfit

_OPEN = ("proposed", "reviewed", "conversation_held")
_CELLS = ("mentee", "mentor", "text", "who", "when", "price")
_FIELDS = ("what", "mentee", "mentor", "value", "text", "who", "when", "why", "price", "stands")


@dataclass(frozen=True)
class OnBoard:
    """A decision that was taken on a board, as the store has it."""

    what: str
    """"lock", "veto", "free", "capacity" or "weight"."""
    mentee: str
    """The reference; empty where the decision is about no mentee."""
    mentor: str
    text: str
    who: str
    """Who took it on the board; who put it on record is the record's `actor`."""
    when: str
    """When it was taken on the board, in UTC; when it was put on record is the record's `at`."""
    why: str
    price: str
    """What it cost, in words; empty where that was not told."""
    seq: int
    """The audit record."""

    def __repr__(self) -> str:
        return f"<OnBoard: {self.what}, record {self.seq}>"


class Boards(DeskOf):
    """Keeps what was decided on boards."""

    desk = Desk.APPLICATIONS

    def on_boards(self) -> list[OnBoard]:
        """Give every decision of a board that is on record, oldest first."""
        with self._reading() as connection:
            rows = [row for row in self._rows(connection, "log") if row["kind"] == BOARD]
        return [_read(row) for row in rows]

    def keep_decisions(self, decisions: Iterable[Any]) -> list[OnBoard]:
        """Put the decisions of a board on record that stand, and give those that were new.

        A veto also declines the pair where it is proposed, reviewed or talked about, so that no
        later matching proposes it again.

        Parameters
        ----------
        decisions
            The `decisions` of a `pairwell.Board` whose people are called by their references.

        Raises
        ------
        InvalidInput
            For a person of whom there is no form, and a pair that cannot be declined.
        TypeError
            For what is no decision.
        """
        asked = [_fields(each) for each in decisions]
        refuse_unfit(
            "keep_decisions",
            {name: [own[name] for own in asked] for name in ("text", "who", "why", "price")},
        )
        with self._changing() as change:
            known = {
                _identity(_read(row))
                for row in self._rows(change.connection, "log")
                if row["kind"] == BOARD
            }
            people = (own[role] for own in asked for role in ("mentee", "mentor") if own[role])
            self._refuse_strangers(change.connection, "keep_decisions", people)
            rules = programme_of(change.connection, self.programme_id).digest
            kept = []
            for own in asked:
                made = OnBoard(**own, seq=0)
                if _identity(made) not in known:
                    kept.append(_put(change, made, rules, self.programme_id))
            self._decline(change, kept)
        return kept

    def _decline(self, change: Change, kept: Iterable[OnBoard]) -> None:
        """Decline the open pairs that were vetoed, each for its reason."""
        vetoes: dict[PairKey, str] = {
            (own.mentee, own.mentor): own.why for own in kept if own.what == "veto"
        }
        if not vetoes:
            return
        transaction = MoveTransaction(change, self.programme_id, self.actor)
        for key, why in vetoes.items():
            pair = transaction.pairs.get(key)
            if pair is None or pair.state not in _OPEN:
                continue
            state = transaction.after("pair", pair.state, "decline", why)
            transaction.move_pair(pair, "decline", state, why)
            for reference in key:
                transaction.follow(reference)
        transaction.call_off_lapsed()


def _fields(decision: Any) -> dict[str, str]:
    """A decision as texts; one that no longer stands is none to keep."""
    is_one = all(hasattr(decision, name) for name in _FIELDS)
    if not is_one or decision.what not in BOARD_STATES or not decision.stands:
        wanted = "a decision of a board that stands, as in board.decisions"
        raise wrong_type("keep_decisions", "decisions", wanted, decision)
    return {
        "what": decision.what,
        "mentee": "" if decision.mentee is None else str(decision.mentee),
        "mentor": "" if decision.mentor is None else str(decision.mentor),
        "text": decision.text,
        "who": decision.who,
        "when": instant_text(decision.when),
        "why": decision.why,
        "price": "" if decision.price is None else decision.price.text,
    }


def _put(change: Change, made: OnBoard, rules: str, programme: str) -> OnBoard:
    """Add one record, which is about the pair or the person, or about the programme."""
    people = [reference for reference in (made.mentee, made.mentor) if reference]
    subject = About(*people) if people else programme
    state = BOARD_STATES[made.what]
    row = {
        "kind": BOARD, "reference": people[0] if people else "",
        "partner": people[1] if len(people) > 1 else "", "item": "", "move": made.what,
        "state": state, "reason": made.why,
        "cells": canonical({name: getattr(made, name) for name in _CELLS}),
    }  # fmt: skip
    seq = change.add(BOARD, subject, state, ("log", row), rules=rules)
    return OnBoard(**{**_without_seq(made), "seq": seq})


def _read(row: RowMapping) -> OnBoard:
    return OnBoard(what=row["move"], why=row["reason"], seq=row["seq"], **json.loads(row["cells"]))


def _without_seq(made: OnBoard) -> dict[str, Any]:
    return {name: value for name, value in vars(made).items() if name != "seq"}


def _identity(made: OnBoard) -> tuple[str, ...]:
    """What tells a decision from all others."""
    return made.what, made.mentee, made.mentor, made.text, made.who, made.when, made.why
