"""Reads what a caller may give as keys, which the lottery draws on."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pairwell import _core
from pairwell.matching.alignment import listed
from pairwell.matching.faults import Faults
from pairwell.matching.labels import Labels, Side


class Keys(NamedTuple):
    """The keys of one side."""

    numbers: npt.NDArray[np.uint64]
    """64 bits each; empty where the lottery draws on positions."""
    texts: tuple[str, ...] = ()
    """What was given, where all of it was texts."""
    are_given: bool = False
    """Whether they were given, and are not just the labels of the points."""

    def in_order(self, order: npt.NDArray[np.int64]) -> Keys:
        """The keys of people in another order."""
        texts = tuple(self.texts[place] for place in order.tolist()) if self.texts else ()
        numbers = self.numbers[order] if self.numbers.size else self.numbers
        return Keys(numbers, texts, self.are_given)


NO_KEYS = Keys(np.zeros(0, np.uint64))


def read_keys(value: Any, side: Side, argument: str, faults: Faults) -> Keys:
    """Keys of 64 bits: whole numbers as they are, texts by a hash.

    Where none are given, the labels that the points have for the people.
    """
    if value is None:
        entries: list[Any] = [] if side.named is None else list(side.named.keys())
        return Keys(_keys(entries, "points", faults))
    entries = listed(value, side, argument, faults) or []
    texts = tuple(entries) if all(isinstance(entry, str) for entry in entries) else ()
    return Keys(_keys(entries, argument, faults), texts, True)


def named_by(side: Side, keys: Keys) -> Side:
    """A side whose people are called by their keys, where the points name nobody."""
    if side.named is not None or not keys.texts or len(keys.numbers) != side.size:
        return side
    return side._replace(labels=Labels(keys.texts), by_key=True)


def _is_key(entry: object) -> bool:
    is_whole = isinstance(entry, (int, np.integer)) and not isinstance(entry, bool)
    return is_whole and 0 <= entry < 2**64  # type: ignore[operator]


def _keys(entries: list[Any], argument: str, faults: Faults) -> npt.NDArray[np.uint64]:
    keys: dict[int, int] = {}
    before = len(faults)
    for index, entry in enumerate(entries):
        place = f"{argument}[{index}]"
        try:
            key = entry
            if isinstance(entry, str):
                entry.encode()
                key = _core.lottery_key(entry)
        except UnicodeEncodeError:
            faults.add("key", place, "the text holds half of a character", ascii(entry))
            continue
        if not _is_key(key):
            message = "a key is a text or a whole number from 0 to under 2^64"
            faults.add("key", place, message, "missing" if key is None else key)
        elif (first := keys.setdefault(int(key), index)) != index:
            message = f"two people cannot share a key, and {argument}[{first}] has it"
            faults.add("duplicate", place, message, entry)
    return np.array([] if len(faults) > before else list(keys), np.uint64)
