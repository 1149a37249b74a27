"""Finds the people of one problem in another."""

from __future__ import annotations

import numpy as np

from pairwell.matching.faults import Faults
from pairwell.matching.problem import Problem
from pairwell.matching.value import Int64Array

NOWHERE = -1


def places_in(
    now: Problem, before: Problem, side: int, argument: str, faults: Faults
) -> Int64Array:
    """Where each mentee (0) or mentor (1) of a problem stands in another, or NOWHERE.

    People are found by the keys that both were given, else by the labels that both have, else by
    what keys there are; by position where neither problem says who is who.
    """
    then, here = before._parts.sides[side], now._parts.sides[side]
    old, new = before._parts.keys[side], now._parts.keys[side]
    people = then.people
    nobody = np.full(then.size, NOWHERE, np.int64)
    if then.size == 0 or (here.size == 0 and (old.numbers.size or then.named is not None)):
        return nobody
    are_keyed = old.are_given and new.are_given
    if not are_keyed and then.named is not None and here.named is not None:
        places = [here.named.place_of(label) for label in then.named.values]
        return np.array([NOWHERE if place is None else place for place in places], np.int64)
    counts = f"{then.size} before, {here.size} now"
    if bool(old.numbers.size) != bool(new.numbers.size):
        message = (
            f"only one of the two problems has labels or {then.role}_keys, so that none of the "
            f"{people} can be found again: give both problems {then.role}_keys or labels"
        )
        faults.add("keys", argument, message, counts)
        return nobody
    if old.numbers.size:
        place = {key: index for index, key in enumerate(new.numbers.tolist())}
        return np.array([place.get(key, NOWHERE) for key in old.numbers.tolist()], np.int64)
    if then.size != here.size:
        message = (
            f"without labels or keys {people} are known by position, and there are more or fewer "
            f"now: give both problems {then.role}_keys or labels"
        )
        faults.add("keys", argument, message, counts)
        return nobody
    return np.arange(then.size)
