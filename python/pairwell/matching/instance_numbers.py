"""Numbers that the makers of instances take: whole ones, seeds, and decimals on a grid."""

from __future__ import annotations

import contextlib
import operator
from fractions import Fraction
from typing import Any

import numpy as np

from pairwell import _core
from pairwell.matching.faults import Faults, raise_fault

MILLIONTHS = 1_000_000


def read_numbers(function: str, **given: Any) -> dict[str, int]:
    """Whole numbers that C++ can take; whether they make sense is for it to say."""
    faults = Faults()
    numbers = {}
    for name, value in given.items():
        try:
            number = operator.index(value)
        except TypeError:
            number = None
        if number is None or isinstance(value, bool):
            faults.add("type", name, f"{name} must be a whole number", value)
            continue
        least, end = (0, 2**64) if name == "seed" else (-(2**63), 2**63)
        if not least <= number < end:
            faults.add("range", name, f"{name} does not fit 64 bits", number)
        numbers[name] = number
    _core.throw_if_errors(function, faults)
    return numbers


def read_seed(seed: int | np.random.Generator) -> int:
    """A seed, or the next 64 bits of a generator."""
    if isinstance(seed, np.random.Generator):
        return int(seed.integers(2**64, dtype=np.uint64))
    return seed


def read_millionths(function: str, name: str, value: Any, most: int) -> int:
    """A number from 0 of at most six decimals, in millionths, exactly as it is written.

    Parameters
    ----------
    most
        The greatest that it may be.

    Raises
    ------
    InvalidInput
        For what is no number, one out of range, and for more decimals.
    """
    text = str(value) if isinstance(value, float | np.floating) else value
    millionths = None
    with contextlib.suppress(TypeError, ValueError, OverflowError):
        millionths = Fraction(text) * MILLIONTHS
    if millionths is None or isinstance(value, bool):
        raise_fault(function, "type", name, f"{name} must be a number", value)
    elif not 0 <= millionths <= most * MILLIONTHS:
        raise_fault(function, "range", name, f"{name} must be from 0 to {most}", value)
    elif millionths.denominator != 1:
        message = f"{name} has at most six decimals, as round({name}, 6) has"
        raise_fault(function, "decimals", name, message, value)
    return int(millionths or 0)
