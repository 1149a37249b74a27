"""What a document of JSON must be, part by part, and where it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

Plain: TypeAlias = Mapping[str, tuple[str, Callable[[Any], bool]]]
"""By the name of a kind of value: what it is in words, and whether something is of it."""


def wrong(shape: Any, plain: Plain, value: Any, root: str) -> Iterator[tuple[str, str, Any]]:
    """Where a document is not what it must be, what that is, and what is there.

    Parameters
    ----------
    shape
        The name of a plain kind; a list with the shape of its items; a tuple with the shape of each
        item; a tuple of None and a shape, with a third entry, for what may be null; or a dictionary
        of the shape of each key, where one with "?" may be missing.
    root
        What the whole document is called where it is no object.
    """
    return _Shapes(plain, root).wrong(shape, value, "")


class _Shapes:
    def __init__(self, plain: Plain, root: str) -> None:
        self._plain = plain
        self._root = root

    def wrong(self, shape: Any, value: Any, place: str) -> Iterator[tuple[str, str, Any]]:
        if isinstance(shape, str):
            wanted, fits = self._plain[shape]
            if not fits(value):
                yield place, wanted, value
        elif isinstance(shape, tuple) and shape[:1] == (None,):
            if value is not None:
                yield from self.wrong(shape[1], value, place)
        elif isinstance(shape, tuple):
            if not isinstance(value, list) or len(value) != len(shape):
                yield place, f"a list of {len(shape)}", value
            else:
                for index, (own, item) in enumerate(zip(shape, value, strict=True)):
                    yield from self.wrong(own, item, f"{place}[{index}]")
        elif isinstance(shape, list):
            if not isinstance(value, list):
                yield place, "a list", value
            else:
                for index, item in enumerate(value):
                    yield from self.wrong(shape[0], item, f"{place}[{index}]")
        else:
            yield from self._wrong_keys(shape, value, place)

    def _wrong_keys(
        self, shape: dict[str, Any], value: Any, place: str
    ) -> Iterator[tuple[str, str, Any]]:
        if not isinstance(value, dict):
            yield place or self._root, "an object", value
            return
        inside = f"{place}." if place else ""
        known = {key.rstrip("?") for key in shape}
        for key in value:
            if key not in known:
                yield f"{inside}{key}", "left out", value[key]
        for key, own in shape.items():
            name = key.rstrip("?")
            if name in value:
                yield from self.wrong(own, value[name], f"{inside}{name}")
            elif not key.endswith("?"):
                yield f"{inside}{name}", "there", "missing"
