"""What the results of the engine share: they are frozen, and their arrays are closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

Int64Array = npt.NDArray[np.int64]


def _hashed(array: npt.NDArray[Any]) -> bytes:
    """The same for arrays that are equal, of whatever type of numbers; 0 has no sign."""
    return (array.astype(np.float64) + 0.0 if array.dtype.kind in "biuf" else array).tobytes()


class Later:
    """A frozen data class whose fields, none of which has a default, may be made when looked at.

    Of thousands of answers mostly a few are read, and each is some hundred values in Python. One
    that is made later is equal to one that is made at once, and is pickled as that.
    """

    @classmethod
    def _later(cls, make: Callable[[], Any], **known: Any) -> Any:
        """A value that `make` gives when a field is looked at that is not among the known ones."""
        own = object.__new__(cls)
        own.__dict__.update(known, _make=make)
        return own

    if not TYPE_CHECKING:  # a name that is no field stays a fault to type checkers

        def __getattr__(self, name: str) -> Any:
            make = self.__dict__.get("_make")
            if make is not None and not name.startswith("__"):
                self.__dict__.update(make().__dict__)
                self.__dict__.pop("_make", None)
            if name in self.__dict__:  # as well where another thread made it meanwhile
                return self.__dict__[name]
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), tuple(getattr(self, each.name) for each in fields(self))  # type: ignore[arg-type]


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
