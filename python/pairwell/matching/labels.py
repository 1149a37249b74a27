"""Labels: what a caller names people by, where the points have such names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np

from pairwell import _core
from pairwell._arguments import any_whole, as_told, suggested_reference, wrong_type
from pairwell.matching.faults import Faults, raise_fault
from pairwell.matching.value import Int64Array

Label = Any
"""A text, a number, a date or a moment, a UUID, or a tuple of these."""

_KINDS = "a label is a text, a number, a date or a moment, a UUID, or a tuple of these"
_TOLD = 20
_LABELS_TOLD = 5
_PART = "\x1f"


def is_missing(entry: object) -> bool:
    """Whether an entry says that nothing is given."""
    return entry is None or entry is np.ma.masked or type(entry).__name__ == "NAType"


def is_blank(entry: object) -> bool:
    """Whether a label or key is missing: as pandas writes it for texts, NaN is, too."""
    is_nan = isinstance(entry, (float, np.floating)) and entry != entry
    return is_nan or is_missing(entry) or type(entry).__name__ == "NaTType"


def plain(label: Any) -> Any:
    """A label as Python writes it, where NumPy gave it."""
    if isinstance(label, tuple):
        return tuple(map(plain, label))
    if isinstance(label, np.datetime64):
        return label.astype("datetime64[us]").item()
    return label.item() if isinstance(label, np.generic) else label


def is_number(label: object) -> bool:
    """Whether this is a number; a truth value is none."""
    if isinstance(label, Decimal):
        return label.is_finite()
    return isinstance(label, (int, float)) and not isinstance(label, bool)


def is_label(label: object) -> bool:
    """Whether this can be a label."""
    if isinstance(label, tuple):
        return bool(label) and all(map(is_label, label))
    if isinstance(label, float):
        return abs(label) < np.inf
    return is_number(label) or isinstance(label, (str, dt.date, UUID))


def shown(label: Any) -> str:
    """A label as sentences say it."""
    return ", ".join(map(shown, label)) if isinstance(label, tuple) else str(label)


def some(labels: Iterable[Any]) -> str:
    """The first labels of several, for a message."""
    named = list(labels)
    text = ", ".join(map(shown, named[:_LABELS_TOLD]))
    left = len(named) - _LABELS_TOLD
    return f"{text} and {left} more" if left > 0 else text


def key_of(label: Label) -> int | str:
    """What the lottery draws on for a label: the same for labels that are equal."""
    if isinstance(label, str):
        return label
    if is_number(label):
        number = Fraction(label)
        is_key = number.denominator == 1 and 0 <= number < 2**64
        return int(number) if is_key else f"{_PART}number{_PART}{number}"
    if isinstance(label, tuple):
        parts = (f"{type(key).__name__}:{key}" for key in map(key_of, label))
        return f"{_PART}tuple{_PART}{_PART.join(parts)}"
    if isinstance(label, dt.datetime):
        moment = label if label.tzinfo is None else label.astimezone(dt.UTC)
        return f"{_PART}time{_PART}{moment.isoformat()}"
    return f"{_PART}{'date' if isinstance(label, dt.date) else 'uuid'}{_PART}{label}"


class Labels:
    """The labels of one side's people, all different, in their order."""

    __slots__ = ("_place", "hold_numbers", "is_default", "values")
    values: tuple[Label, ...]
    is_default: bool
    """Whether they are the positions 0, 1, 2 and so on, in order."""
    hold_numbers: bool
    """Whether any is a number, so that numbers are labels and not positions."""

    def __init__(self, values: Iterable[Label]) -> None:
        self.values = tuple(values)
        self.is_default = all(
            type(label) is int and label == place for place, label in enumerate(self.values)
        )
        self.hold_numbers = any(map(is_number, self.values))
        self._place = {label: place for place, label in enumerate(self.values)}

    def place_of(self, label: Any) -> int | None:
        """The position of whoever has a label; None where nobody has."""
        try:
            return None if isinstance(label, bool) else self._place.get(label)
        except TypeError:  # of what has no hash
            return None

    def nearest(self, label: Any) -> str:
        """The sentence that suggests the nearest label; nothing where none is near."""
        return suggested_reference(shown(label), map(shown, self.values))

    def texts(self) -> tuple[str, ...]:
        """What sentences call the people."""
        return tuple(map(shown, self.values))

    def keys(self) -> list[int | str]:
        """What the lottery draws on."""
        return list(map(key_of, self.values))

    def in_order(self, order: Int64Array) -> Labels:
        """The labels of people in another order."""
        return Labels(self.values[place] for place in order.tolist())

    def __len__(self) -> int:
        return len(self.values)

    def __eq__(self, other: object) -> bool:
        return self.values == other.values if isinstance(other, Labels) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.values)

    def __reduce__(self) -> tuple[object, ...]:
        return Labels, (self.values,)


class Side(NamedTuple):
    """The people of one side of a problem."""

    people: str
    """What they are called: "mentees"."""
    size: int
    labels: Labels | None = None
    """What they are called one by one; None where the points say nothing of it."""
    answers: Mapping[str, Sequence[Any]] | None = None
    """What they answered, by the name of the question, where the points know it."""
    by_key: bool = False
    """Whether the labels are keys, and the points have none."""

    @property
    def role(self) -> str:
        """What one of them is called: "mentee"."""
        return self.people[:-1]

    @property
    def named(self) -> Labels | None:
        """The labels, unless they are the positions anyway."""
        return None if self.labels is None or self.labels.is_default else self.labels


def read_labels(given: Iterable[Any], people: str, argument: str, faults: Faults) -> Labels | None:
    """Labels that are all different; None, and a fault for each that names nobody or several."""
    labels = [None if is_blank(label) else plain(label) for label in given]
    before = len(faults)
    places: dict[Label, list[int]] = {}
    advice = "give each a label of their own, or go by position with .to_numpy()"
    for place, label in enumerate(labels):
        if label is None or (isinstance(label, str) and not label.strip()):
            message = f"no label for one of the {people}, though others have some: {advice}"
            faults.add("missing", f"{argument}[{place}]", message, "missing")
        elif not is_label(label):
            message = f"{_KINDS}; .to_numpy() goes by position"
            faults.add("type", f"{argument}[{place}]", message, type(label).__name__)
        elif not is_whole_text(shown(label)):
            message = "the label holds half of a character"
            faults.add("label", f"{argument}[{place}]", message, ascii(label))
        else:
            places.setdefault(label, []).append(place)
    repeated = {label: found for label, found in places.items() if len(found) > 1}
    for label, found in list(repeated.items())[:_TOLD]:
        where = f"positions {', '.join(map(str, found[:_LABELS_TOLD]))}"
        message = f"two {people} have the same label ({where}), so that it names nobody; {advice}"
        faults.add("duplicate", argument, message, shown(label))
    if len(repeated) > _TOLD:
        message = f"more labels of {people} appear twice"
        faults.add("duplicate", argument, message, len(repeated) - _TOLD)
    return None if len(faults) > before else Labels(labels)


def is_whole_text(text: str) -> bool:
    """Whether a text can be written: it holds no half of a character."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def add_unknown(entry: Any, side: Side, argument: str, faults: Faults, message: str = "") -> None:
    """A fault for a label that nobody has, with the nearest."""
    assert side.labels is not None
    message = message or f"nobody of the {side.people} has this label"
    faults.add(
        "label",
        argument,
        message + "." * bool(near := side.labels.nearest(entry)) + near,
        shown(entry),
    )


def place_of(function: str, side: Side, person: Any) -> Any:
    """The position of whoever has a label; a position as it is.

    Where the labels of the side hold numbers, a number is a label.

    Raises
    ------
    InvalidInput
        For a label that nobody has, with the nearest.
    TypeError
        For what is no label.
    """
    if side.named is None:
        return person
    entry = plain(person)
    if is_number(entry) and not side.named.hold_numbers and not is_blank(entry):
        return person
    place = side.named.place_of(entry)
    if place is None and not is_label(entry):
        raise wrong_type(function, side.role, "a label or a position", person)
    if place is None:
        faults = Faults()
        add_unknown(entry, side, side.role, faults)
        _core.throw_if_errors(function, faults)
    return place


def person_place(function: str, side: Side, person: Any) -> int:
    """The position that a label or a position means; whether there is one is for the engine to say.

    Raises
    ------
    InvalidInput
        For a label that nobody has, with the nearest, and for a position beyond 64 bits.
    TypeError
        For what is neither.
    """
    place = any_whole(function, side.role, place_of(function, side, person))
    if not -(2**63) <= place < 2**63:
        message = "the person is not in the problem"
        raise_fault(function, "id", side.role, message, f"{side.role} {as_told(place)}")
    return place


def positions_of(
    entries: Sequence[Any], side: Side, argument: str, end: str, faults: Faults, message: str = ""
) -> Int64Array:
    """The position of each entry, a label or a position, and a fault for each that is neither.

    Parameters
    ----------
    end
        What follows the number of an entry in its place: "[3" + ", 0" + "]".
    message
        What to say of a label that nobody has.
    """
    found = np.zeros(len(entries), np.int64)
    wrong = 0
    for index, entry in enumerate(map(plain, entries)):
        place = _position(entry, side)
        if place is not None:
            found[index] = place
            continue
        wrong += 1
        if wrong <= _TOLD:
            _add_wrong(entry, side, f"{argument}[{index}{end}]", faults, message)
    if wrong > _TOLD:
        faults.add("label", argument, f"more entries name none of the {side.people}", wrong - _TOLD)
    return found


def _position(entry: Any, side: Side) -> int | None:
    if is_blank(entry) or isinstance(entry, bool):
        return None
    if is_number(entry) and (side.named is None or not side.named.hold_numbers):
        is_whole = abs(entry) < 2**31 and entry == int(entry)
        return int(entry) if is_whole else None
    return None if side.named is None else side.named.place_of(entry)


def _add_wrong(entry: Any, side: Side, place: str, faults: Faults, message: str) -> None:
    if is_blank(entry):
        faults.add("missing", place, f"must be one of the {side.people}", "missing")
    elif side.named is None and not is_number(entry):
        wanted = f"must be positions of {side.people}, unless the points have labels for them"
        faults.add("label", place, wanted, shown(entry))
    elif (
        side.named is not None
        and is_label(entry)
        and (side.named.hold_numbers or not is_number(entry))
    ):
        add_unknown(entry, side, place, faults, message)
    elif is_number(entry):
        faults.add("whole", place, f"a position of {side.people} must be a whole number", entry)
    else:
        faults.add("type", place, _KINDS, type(entry).__name__)
