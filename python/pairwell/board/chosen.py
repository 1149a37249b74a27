"""What the analyst chose to show of people's answers, as texts in the order of the problem."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from pairwell._arguments import suggestion, wrong_type
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.labels import Label, Side, plain, shown
from pairwell.score.frames import entries_of, is_blank, is_table, named_columns

_MOST = 300
_SEVERAL = (list, tuple, set, frozenset)


class Chosen(NamedTuple):
    """Some columns of answers, of which each has a text for each person."""

    columns: tuple[str, ...] = ()
    texts: tuple[tuple[str, ...], ...] = ()

    def of(self, place: int) -> list[str]:
        """What one person answered, by the columns."""
        return [column[place] for column in self.texts]


NOTHING = Chosen()


def read_chosen(
    argument: str, chosen: Any, side: Side, own: Callable[[str], Sequence[Any]] | None
) -> Chosen:
    """Reads names of columns of the scores, or a frame or mapping of columns.

    Parameters
    ----------
    own
        Gives the answers of the people by the name of a column, and raises KeyError where there is
        none; None where the points know no answers.

    Raises
    ------
    InvalidInput
        For a column that there is not, and a frame of other people.
    TypeError
        For anything else.
    """
    if chosen is None:
        return NOTHING
    if isinstance(chosen, Mapping) or is_table(chosen):
        return _of_frame(argument, chosen, side)
    if isinstance(chosen, (str, bytes)) or not isinstance(chosen, Sequence):
        wanted = "a list of columns of the scores, a frame, or a mapping of columns"
        raise wrong_type("board", argument, wanted, chosen)
    names = [str(name) for name in chosen]
    if own is None:
        message = "the points know no answers: give a frame, or scores that were made of one"
        raise_fault("board", "columns", argument, message, ", ".join(names))
    assert own is not None
    columns = []
    for name in names:
        try:
            columns.append(_texts(own(name)))
        except KeyError as missing:
            raise_fault("board", "column", argument, str(missing.args[0]), name)
    return Chosen(tuple(names), tuple(columns))


def _of_frame(argument: str, frame: Any, side: Side) -> Chosen:
    columns = {name: entries_of(column) for name, column in named_columns(frame).items()}
    labels = columns.pop(side.role, None)
    if labels is None and side.named is not None and hasattr(frame, "index"):
        labels = entries_of(frame.index)
        labels = (
            None if all(side.named.place_of(plain(each)) is None for each in labels) else labels
        )
    size = len(labels) if labels is not None else next(map(len, columns.values()), side.size)
    order = range(side.size) if labels is None else _order(argument, labels, side)
    if labels is None and size != side.size:
        message = f"must have a row for each of {side.size} {side.people}"
        raise_fault("board", "shape", argument, message, size)
    texts = (_texts([column[place] for place in order]) for column in columns.values())
    return Chosen(tuple(columns), tuple(texts))


def _order(argument: str, labels: Sequence[Label], side: Side) -> list[int]:
    """The row of each person; a fault for each who has none or several."""
    known: list[Label] = list(range(side.size) if side.named is None else side.named.values)
    rows: dict[Label, int] = {}
    faults = Faults()
    for row, label in enumerate(map(plain, labels)):
        if label in rows:
            faults.add("duplicate", argument, "two rows are of the same person", shown(label))
        rows[label] = row
    for label in known:
        if label not in rows:
            near = suggestion(shown(label), map(shown, rows))
            message = f"one of the {side.people} has no row{'.' * bool(near)}{near}"
            faults.add("label", argument, message, shown(label))
    for finding in faults[:1]:
        raise_fault("board", finding.rule, argument, finding.message, finding.value)
    return [rows[label] for label in known]


def _texts(entries: Sequence[Any]) -> tuple[str, ...]:
    return tuple(_text(entry) for entry in entries)


def _text(entry: Any) -> str:
    if isinstance(entry, _SEVERAL):
        return "; ".join(map(_text, entry))
    text = "" if is_blank(entry) else str(entry)
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"
