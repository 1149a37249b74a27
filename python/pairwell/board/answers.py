"""Answers what the page of a board asks: a mapping of plain values in, another one out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pairwell import _core
from pairwell.board.changes import (
    CapacityChange,
    Change,
    Pair,
    PairChange,
    Person,
    WeightChange,
)
from pairwell.board.decision import BoardDecision
from pairwell.board.details import Details
from pairwell.board.price import LOTTERY, BoardPrice, stage_called
from pairwell.board.rows import MOST_ROWS, Order, Rows, View
from pairwell.board.session import Session
from pairwell.board.start import ROLES

Message = Mapping[str, Any]
Answer = dict[str, Any]
_PATIENCE = 0.08
"""Seconds to wait for a solution before the page is told that it runs."""
_MOST_ROWS_ASKED = 200
_MOST_REASONS = 8
_ORDERS: tuple[Order, ...] = ("listed", "unpaired", "price")


class Answers:
    """The answers of one board; nothing that a page sends is more than data."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: tuple[View, Rows] | None = None
        self._kinds: dict[str, Callable[[Message], Answer]] = {
            "state": lambda _: self._state(0.0),
            "rows": self._listed,
            "person": self._person,
            "pair": self._pair,
            "price": self._priced,
            "decide": self._decide,
            "undo": self._move,
            "redo": self._move,
            "stop": self._stop,
        }

    def answer(self, message: Message) -> Answer:
        """One answer, with the number of the question; what cannot be is said in a sentence."""
        kind = message.get("kind")
        answer = self._kinds.get(str(kind))
        told: Answer = {"id": message.get("id"), "kind": kind}
        if answer is None:
            return {**told, "error": "The page asks what this version of pairwell does not know."}
        try:
            return {**told, **answer(message)}
        except _core.InvalidInput as invalid:
            return {**told, "error": _sentence(invalid)}
        except (KeyError, TypeError, ValueError) as wrong:
            return {**told, "error": f"The page asked for what is not there: {wrong}."}

    def state(self) -> Answer:
        """What stands, once it is solved for."""
        return self._state(None)

    def view(self) -> View:
        """What the lists show."""
        self._session.settle(0.0)
        solutions = self._session.solutions
        return View(
            self._session.start,
            solutions.standing,
            solutions.prices(),
            solutions.has_prices and bool(solutions.standing),
        )

    def _state(self, patience: float | None) -> Answer:
        session = self._session
        is_settled = session.settle(patience)
        matching = session.solutions.now if is_settled else session.standing
        why = matching.infeasibility
        log = list(session.history.log())
        start = session.start
        has_locked = len(session.standing.problem.locked) > 0
        return {
            "running": not is_settled,
            "decided": len(log),
            "shape": list(start.problem.shape),
            "infeasible": "" if why is None else why.in_words(matching.problem, start.names),
            "stages": [
                {
                    "name": stage_called(stage.name, has_locked=has_locked),
                    "value": None if stage.value is None else f"{stage.value:.15g}",
                    "began": None if began.value is None else f"{began.value:.15g}",
                }
                for stage, began in zip(session.standing.stages, self._began(), strict=True)
                if stage.name != LOTTERY
            ],
            "undo": _text_of(session.history.undoes),
            "redo": _text_of(session.history.redoes),
            "weights": {**start.weights, **dict(session.changes.weights)},
            "reweighted": bool(session.changes.weights),
            "columns": [list(chosen.columns) for chosen in start.chosen],
            "actor": session.actor,
            "log": [_logged(own) for own in reversed(log)],
            "reasons": list(dict.fromkeys(own.why for own in reversed(log) if own.why))[
                :_MOST_REASONS
            ],
            "notes": list(self._notes()),
        }

    def _began(self) -> Any:
        """The stages as the board began; those that stand, where there was no matching."""
        return self._session.start.matching.stages or self._session.standing.stages

    def _notes(self) -> list[str]:
        """What the board does not show, and how to see it."""
        start = self._session.start
        notes = []
        if not start.has_names:
            notes.append(
                "The points have no labels: people are shown by their positions, counted from 0."
            )
        for side, size in enumerate(start.problem.shape):
            if size > MOST_ROWS:
                notes.append(
                    f"A list shows {MOST_ROWS:,} of the {size:,} {ROLES[side]}s at a time;"
                    " a search reaches the others."
                )
        if not self._session.solutions.has_prices:
            notes.append(
                "There are too many pairs to say of each what it would cost: choose a pair to see."
            )
        return notes

    def _listed(self, message: Message) -> Answer:
        side, order = _side(message["side"]), message.get("order", "listed")
        first, count = _whole(message["first"]), _whole(message["count"])
        if order not in _ORDERS:
            raise ValueError(f"order {order!r}")
        beside = message.get("beside")
        person = None if beside is None else (1 - side, self._place(1 - side, beside))
        if person is not None:
            self._session.settle(0.0)
            self._session.solutions.prices(_PATIENCE)
        rows = self._current().listed(
            side, order, str(message.get("search", ""))[:200], person, first,
            min(count, _MOST_ROWS_ASKED),
        )  # fmt: skip
        is_pending = person is not None and self._awaits_prices()
        return {**rows, "side": side, "pending": is_pending}

    def _awaits_prices(self) -> bool:
        view = self.view()
        return view.prices is None and view.has_prices

    def _current(self) -> Rows:
        """The rows of what stands; kept until that, or what is known of it, changes."""
        view = self.view()
        if (
            self._rows is None
            or self._rows[0].standing is not view.standing
            or self._rows[0].prices is not view.prices
        ):
            self._rows = view, Rows(view)
        return self._rows[1]

    def _person(self, message: Message) -> Answer:
        person = self._of(message)
        return {"person": self._details().person(person)}

    def _pair(self, message: Message) -> Answer:
        return {"pair": self._details().pair(self._pair_of(message))}

    def _details(self) -> Details:
        self._session.settle(0.0)
        self._session.solutions.prices(_PATIENCE)
        return Details(self._session, self._current())

    def _priced(self, message: Message) -> Answer:
        change = self._change(message["change"])
        return {"price": told_price(self._session.price(change))}

    def _decide(self, message: Message) -> Answer:
        actor = str(message.get("actor") or "").strip()
        change = self._change(message["change"])
        if not self._session.actor and not actor:
            return {"error": "Say who you are: every decision goes on record with a name."}
        self._session.decide(change, str(message.get("because", "")), actor or None)
        if not self._session.actor:
            self._session.actor = " ".join(actor.split())
        return {"state": self._state(_PATIENCE)}

    def _move(self, message: Message) -> Answer:
        self._session.settle(0.0)
        self._session.move("undo" if message["kind"] == "undo" else "redo")
        return {"state": self._state(_PATIENCE)}

    def _stop(self, _: Message) -> Answer:
        self._session.stop()
        return {"state": self._state(_PATIENCE)}

    def _change(self, told: Message) -> Change:
        what = told["what"]
        if what == "capacity":
            most = told["most"]
            limits = (_whole(told["least"]), None if most is None else _whole(most))
            return CapacityChange(self._of(told), limits)
        if what == "weight":
            return WeightChange(str(told["criterion"]), _whole(told["weight"]))
        if what not in ("locked", "vetoed", "free"):
            raise ValueError(f"decision {what!r}")
        return PairChange(self._pair_of(told), what)

    def _pair_of(self, told: Message) -> Pair:
        return self._place(0, told["mentee"]), self._place(1, told["mentor"])

    def _of(self, told: Message) -> Person:
        side = _side(told["side"])
        return side, self._place(side, told["place"])

    def _place(self, side: int, place: Any) -> int:
        number = _whole(place)
        if number >= self._session.start.problem.shape[side]:
            raise ValueError(f"{ROLES[side]} {number}")
        return number


def told_price(price: BoardPrice) -> Answer:
    """A price as the page shows it."""
    return {
        "text": price.text,
        "possible": price.is_possible,
        "stages": [
            {
                "name": stage_called(stage.name),
                "before": "none" if stage.before is None else f"{stage.before:.15g}",
                "after": "none" if stage.after is None else f"{stage.after:.15g}",
                "effect": stage.effect,
                "text": stage.text or "as before",
            }
            for stage in price.stages
            if stage.name != LOTTERY
        ],
        "ended": len(price.ended),
        "begun": len(price.begun),
    }


def _logged(own: BoardDecision) -> Answer:
    return {
        "text": own.text,
        "why": own.why,
        "who": own.who,
        "when": f"{own.when:%Y-%m-%d %H:%M}",
        "price": own.price.text if own.price else "",
        "stands": own.stands,
        "moves": own.what in ("undo", "redo"),
    }


def _text_of(decision: BoardDecision | None) -> str:
    return "" if decision is None else decision.text


def _sentence(invalid: _core.InvalidInput) -> str:
    """What is wrong, without the words for programmers."""
    told = []
    for finding in invalid.findings:
        message = finding.message[0].upper() + finding.message[1:]
        about = f" ({finding.value})" if finding.value else ""
        told.append(message.rstrip(".") + about + ".")
    return " ".join(told)


def _side(value: Any) -> int:
    side = _whole(value)
    if side > 1:
        raise ValueError(f"side {side}")
    return side


def _whole(value: Any) -> int:
    """A whole number from 0, as JavaScript writes it too."""
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not is_number or value != int(value) or not 0 <= value < 2**53:
        raise ValueError(f"{value!r} is no whole number from 0")
    return int(value)
