"""What the results of the engine share: they are frozen, and their arrays are closed."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import numpy.typing as npt

Int64Array = npt.NDArray[np.int64]


def _hashed(array: npt.NDArray[Any]) -> bytes:
    """The same for arrays that are equal, of whatever type of numbers; 0 has no sign."""
    return (array.astype(np.float64) + 0.0 if array.dtype.kind in "biuf" else array).tobytes()


class Value:
    """Equality, hash and pickle of a frozen data class that may hold arrays."""

    def _parts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, Value)
        return all(
            np.array_equal(mine, yours) if isinstance(mine, np.ndarray) else mine == yours
            for mine, yours in zip(self._parts(), other._parts(), strict=True)
        )

    def __hash__(self) -> int:
        return hash(
            tuple(_hashed(part) if isinstance(part, np.ndarray) else part for part in self._parts())
        )

    def _whole(self) -> Value:
        """What goes into the pickle of a value that it is a part of."""
        return self

    def __reduce__(self) -> tuple[object, ...]:
        parts = (each._whole() if isinstance(each, Value) else each for each in self._parts())
        return type(self), tuple(parts)
