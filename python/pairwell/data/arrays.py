"""Arrays that nobody can write to."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt


def is_closed(array: npt.NDArray[Any]) -> bool:
    """Whether nobody can write to an array, nor to one that it is a view of."""
    while not array.flags.writeable:
        if not isinstance(array.base, np.ndarray):
            return True
        array = array.base
    return False


def read_only(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same array, closed for writing."""
    array.flags.writeable = False
    return array
