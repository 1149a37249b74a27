"""Arrays that nobody can write to."""

from __future__ import annotations

from typing import Any

import numpy.typing as npt


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, closed for writing."""
    array.flags.writeable = False
    return array
