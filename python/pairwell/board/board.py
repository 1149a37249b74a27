"""A board on which people are paired by hand, with the price of each decision beforehand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pairwell._arguments import any_whole, check_callable, check_text
from pairwell.board.changes import CapacityChange, PairChange, PairState, WeightChange
from pairwell.board.decision import BoardDecision, decisions_table
from pairwell.board.price import BoardPrice
from pairwell.board.session import Clock, Session
from pairwell.board.start import ROLES, Start
from pairwell.data.shown import plural
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label, Side, person_place
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.ranges import Range
from pairwell.matching.stages import PlainStage, Stage
from pairwell.matching.tables import MatchingTable
from pairwell.matching.value import Int64Array

_STATES: dict[str, PairState] = {"lock": "locked", "veto": "vetoed", "free": "free"}


def now() -> dt.datetime:
    """The time, to the second, in UTC."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Board:
    """People on both sides, their pairs, and what a person decides about them; made by `board`.

    Each decision is solved for exactly. It is a value in `log`, with who, when, why and the price,
    and can be taken back. In a notebook the board shows itself as a page to work on, where pairs
    are dragged together or typed; everything that the page does is a method here.

    A decision is in force at once. `matching`, `log` and whatever depends on them wait until it is
    solved for.

    Examples
    --------
    >>> import pairwell as pw
    >>> board = pw.board({"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}}, actor="Jo")
    >>> print(board.price_of_lock("Ana", "Xu"))
    Worst of the other pairs lower by 1 point. 2 pairs end, 2 begin.
    >>> board.lock("Ana", "Xu", because="They know each other.")
    >>> board.matching.pairs.tolist(), board.locked
    ([[0, 0], [1, 1]], [('Ana', 'Xu')])
    >>> board.undo()
    >>> board.matching.pairs.tolist()
    [[0, 1], [1, 0]]
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._widget: Any = None

    @property
    def actor(self) -> str:
        """Who decides, where nobody else is named."""
        return self._session.actor

    # What a person decides.

    def lock(self, mentee: Label, mentor: Label, *, because: str, actor: str | None = None) -> None:
        """Make two people a pair that has to be; a veto of it is lifted.

        Parameters
        ----------
        mentee, mentor
            The label of each, or the position.
        because
            The reason, which is not empty.
        actor
            Who decides it; None: the `actor` of the board.

        Raises
        ------
        InvalidInput
            For people who are not there, a pair that a rule refuses, one that is locked already,
            and no reason. That no matching obeys every rule then is no error: `infeasible` says
            why, and `undo` takes it back.
        """
        self._session.decide(self._pair("lock", mentee, mentor), because, actor)

    def veto(self, mentee: Label, mentor: Label, *, because: str, actor: str | None = None) -> None:
        """Forbid a pair; a lock of it is lifted. As `lock`."""
        self._session.decide(self._pair("veto", mentee, mentor), because, actor)

    def free(self, mentee: Label, mentor: Label, *, because: str, actor: str | None = None) -> None:
        """Lift the lock or the veto of a pair, so that it can be or not. As `lock`."""
        self._session.decide(self._pair("free", mentee, mentor), because, actor)

    def set_capacity(
        self,
        *,
        mentee: Label = None,
        mentor: Label = None,
        least: int = 0,
        most: int | None,
        because: str,
        actor: str | None = None,
    ) -> None:
        """Let a mentee or a mentor have from `least` to `most` pairs; None: no limit. As `lock`."""
        change = self._capacity(mentee, mentor, least, most)
        self._session.decide(change, because, actor)

    def set_weight(
        self, criterion: str, weight: int, *, because: str, actor: str | None = None
    ) -> None:
        """Count a criterion of the scores by another weight, 0 to 1000. As `lock`."""
        weight = any_whole("Board.set_weight", "weight", weight)
        self._session.decide(WeightChange(criterion, weight), because, actor)

    def undo(self, *, actor: str | None = None) -> None:
        """Take back the last decision that stands.

        Raises
        ------
        InvalidInput
            Where there is none.
        """
        self._session.move("undo", actor)

    def redo(self, *, actor: str | None = None) -> None:
        """Take again what `undo` took back last; until another decision is taken.

        Raises
        ------
        InvalidInput
            Where there is nothing.
        """
        self._session.move("redo", actor)

    # What it would cost.

    def price_of_lock(self, mentee: Label, mentor: Label) -> BoardPrice:
        """What it would cost to lock a pair, stage by stage, without doing it."""
        return self._session.price(self._pair("lock", mentee, mentor))

    def price_of_veto(self, mentee: Label, mentor: Label) -> BoardPrice:
        """What it would cost to veto a pair."""
        return self._session.price(self._pair("veto", mentee, mentor))

    def price_of_free(self, mentee: Label, mentor: Label) -> BoardPrice:
        """What it would cost, or gain, to lift the lock or the veto of a pair."""
        return self._session.price(self._pair("free", mentee, mentor))

    def price_of_capacity(
        self, *, mentee: Label = None, mentor: Label = None, least: int = 0, most: int | None
    ) -> BoardPrice:
        """What another capacity would cost or gain."""
        return self._session.price(self._capacity(mentee, mentor, least, most))

    def price_of_weight(self, criterion: str, weight: int) -> BoardPrice:
        """What another weight of a criterion would change."""
        return self._session.price(WeightChange(criterion, weight))

    # What stands.

    @property
    def problem(self) -> Problem:
        """The problem with every decision that stands."""
        return self._session.start.asked(self._session.changes)

    @property
    def objective(self) -> list[Stage]:
        """The stages, so that ``pw.match(board.problem, board.objective)`` gives the same pairs."""
        return list(self._session.start.objective)

    @property
    def matching(self) -> Matching:
        """The best matching with every decision that stands, or why there is none."""
        self.wait()
        return self._session.solutions.now

    @property
    def infeasible(self) -> str:
        """Why no matching obeys every rule; empty where one does."""
        why = self.matching.infeasibility
        return "" if why is None else why.in_words(self.matching.problem, self._session.start.names)

    @property
    def locked(self) -> list[tuple[Label, Label]]:
        """The pairs that have to be, as `Problem` takes them."""
        return self._labelled(self.problem.locked)

    @property
    def forbidden(self) -> list[tuple[Label, Label]]:
        """The pairs that are vetoed, as `Problem` takes them, besides those without points."""
        return self._labelled(self.problem.forbidden)

    @property
    def capacities(self) -> dict[str, dict[Label, Range]]:
        """By "mentee" and "mentor", the (least, most) pair of whoever has another than before."""
        found: dict[str, dict[Label, Range]] = {role: {} for role in ROLES}
        for person, limits in self._session.changes.capacities:
            found[ROLES[person[0]]][self._session.start.label(person)] = limits
        return found

    @property
    def weights(self) -> dict[str, int]:
        """The weight of each criterion; empty where the points are of no scores."""
        return {**self._session.start.weights, **dict(self._session.changes.weights)}

    @property
    def log(self) -> tuple[BoardDecision, ...]:
        """Everything that was decided, in order, what was taken back included."""
        self.wait()
        return tuple(self._session.history.log())

    @property
    def decisions(self) -> tuple[BoardDecision, ...]:
        """The decisions that stand, in order."""
        return tuple(own for own in self.log if own.stands and own.what not in ("undo", "redo"))

    def log_table(self) -> MatchingTable:
        """Everything that was decided: when, who, what, why, the price, and whether it stands."""
        return decisions_table(self.log)

    # Solving.

    @property
    def is_running(self) -> bool:
        """Whether the last decision is still being solved for."""
        return not self._session.settle(0.0)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the last decision is solved for; whether it is."""
        return self._session.settle(seconds)

    def stop(self) -> None:
        """Stop solving, and go back to what stood before."""
        self._session.stop()

    # The page.

    def html(self) -> str:
        """The board as it stands as one page: nothing to change, nothing loaded from anywhere."""
        from pairwell.board.page import page_of

        self.wait()
        return page_of(self._session)

    def save(self, path: Any) -> Path:
        """Write `html` to a file, and give its path."""
        place = Path(path)
        place.write_text(self.html(), encoding="utf-8")
        return place

    @property
    def widget(self) -> Any:
        """The page to work on, an `anywidget.AnyWidget`; one for all cells that show the board."""
        if self._widget is None:
            from pairwell.board.widget import widget_of

            self._widget = widget_of(self._session)
        return self._widget

    def _repr_mimebundle_(self, **options: Any) -> Any:
        shown, *rest = self.widget._repr_mimebundle_(**options)
        # For where no widget is shown: a notebook on a page, and after it was closed.
        return {**shown, "text/plain": repr(self)}, *rest

    def _display_(self) -> Any:
        """What marimo shows."""
        return self.widget

    def __repr__(self) -> str:
        count = plural(self._session.history.standing, "decision")
        told = "solving" if self.is_running else self.matching._summary()
        return f"<Board: {count}, {told}>"

    # How it is done.

    def _pair(self, what: str, mentee: Label, mentor: Label) -> PairChange:
        sides = self._session.start.problem._parts.sides
        first, second = (
            _place(f"Board.{what}", side, person)
            for side, person in zip(sides, (mentee, mentor), strict=True)
        )
        return PairChange((first, second), _STATES[what])

    def _capacity(
        self, mentee: Label, mentor: Label, least: int, most: int | None
    ) -> CapacityChange:
        function = "Board.set_capacity"
        if (mentee is None) == (mentor is None):
            raise TypeError(f"{function} needs exactly one of mentee and mentor")
        side, person = (0, mentee) if mentor is None else (1, mentor)
        place = _place(function, self._session.start.problem._parts.sides[side], person)
        limits = (
            any_whole(function, "least", least),
            None if most is None else any_whole(function, "most", most),
        )
        return CapacityChange((side, place), limits)

    def _labelled(self, pairs: Int64Array) -> list[tuple[Label, Label]]:
        label = self._session.start.label
        return [(label((0, mentee)), label((1, mentor))) for mentee, mentor in pairs.tolist()]


def _place(function: str, side: Side, person: Any) -> int:
    """The position of somebody who is in the problem."""
    place = person_place(function, side, person)
    if not 0 <= place < side.size:
        message = "the person is not in the problem"
        raise_fault(function, "id", side.role, message, f"{side.role} {place}")
    return place


def board(
    scores: Any,
    problem: Problem | None = None,
    matching: Matching | None = None,
    *,
    mentee_answers: Any = None,
    mentor_answers: Any = None,
    objective: PlainStage | Sequence[Stage] | None = None,
    seed: Any = 0,
    names: Names | None = None,
    actor: str = "",
    clock: Clock = now,
) -> Board:
    """Make a board: people on both sides, their pairs, and the price of each change beforehand.

    Parameters
    ----------
    scores
        `Scores`, a `Round`, a `Problem`, a `Matching`, or whatever `Problem` takes as points. Of
        `Scores` and of a `Round` the weights can be changed, and pairs have their reasons.
    problem
        The problem, where it is not the first argument: with other capacities, say.
    matching
        Its matching; None: it is solved for.
    mentee_answers, mentor_answers
        What to show of people's answers: names of columns of the scores, or of questions of the
        `Round`; or a frame or a mapping of columns, found by its index or a column ``mentee`` or
        ``mentor``, else in the order of the problem. None: their labels alone.
    objective, seed
        As `match` takes them, where there is no matching yet.
    names
        What to call people; without it, the labels of the problem, else the positions.
    actor
        Who decides; every decision goes on record with it. Empty: the page asks.
    clock
        Gives the time of each decision.

    Raises
    ------
    InvalidInput
        For a matching of another problem, scores of other people or other points, and columns that
        there are not.
    TypeError
        For an argument of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> board = pw.board([[8, 5], [9, 4]], actor="Jo")
    >>> board
    <Board: 0 decisions, optimal, 2 pairs, 14 points>
    """
    check_text("board", "actor", actor)
    check_callable("board", "clock", clock)
    answers = (mentee_answers, mentor_answers)
    start = Start(scores, problem, matching, answers, objective, seed, names)
    return Board(Session(start, " ".join(actor.split()), clock))
