"""TOML with comments: the few forms of values and tables that a proposed file has."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping, Sequence
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Sequence[str] | Mapping[str, int] | Mapping[str, str]"

_WIDTH = 100
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_BARE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def quoted(text: str) -> str:
    """Write a basic string on one line: what cannot be seen is escaped.

    Half of a surrogate pair, which no file can hold, is written as the sign for what is unknown.
    """
    return '"' + "".join(_escaped(character) for character in text) + '"'


def _escaped(character: str) -> str:
    if character in _SHORT:
        return _SHORT[character]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    if character == " " or character.isprintable():
        return character
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def key(name: str) -> str:
    """Write a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else quoted(name)


def value(content: Value) -> str:
    """Write a value; a list that is long has a line for each item."""
    if isinstance(content, bool):
        return "true" if content else "false"
    if isinstance(content, int):
        return str(content)
    if isinstance(content, str):
        return quoted(content)
    if isinstance(content, Mapping):
        pairs = (f"{key(name)} = {value(inner)}" for name, inner in content.items())
        return "{ " + ", ".join(pairs) + " }"
    items = [value(item) for item in content]
    line = "[" + ", ".join(items) + "]"
    if len(line) <= _WIDTH - 20:
        return line
    return "[\n" + "".join(f"  {item},\n" for item in items) + "]"


class Document:
    """A file that is written from its beginning to its end."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def comment(self, text: str) -> None:
        """Write a comment over as many lines as it needs."""
        words = "".join(c if c.isprintable() else " " for c in text)
        self._lines += [f"# {line}" for line in textwrap.wrap(words, _WIDTH - 2)] or ["#"]

    def blank(self) -> None:
        """Leave a line blank."""
        self._lines.append("")

    def table(self, *names: str, comments: Sequence[str] = ()) -> None:
        """Begin a table, with its comments above it."""
        self.blank()
        for text in comments:
            self.comment(text)
        self._lines.append("[" + ".".join(map(key, names)) + "]")

    def put(self, name: str, content: Value) -> None:
        """Write a key with its value."""
        self._lines.append(f"{key(name)} = {value(content)}")

    def text(self) -> str:
        """Give the whole file."""
        return "\n".join(self._lines) + "\n"
