"""The JSON text of a receipt, read so that nobody else can read it in another way."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from pairwell.matching.faults import raise_fault


def compact(value: Any) -> str:
    """The text of a document, of which the digests are made."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def parsed(function: str, text: str) -> Any:
    """A JSON text as plain values.

    Raises
    ------
    InvalidInput
        For a text that is no JSON.
    """
    try:
        return read_json(text, "a receipt is a JSON text, as Receipt.to_json writes it")
    except JsonFaultError as fault:
        raise_fault(function, "json", "text", str(fault), fault.value)


def read_json(text: str, wanted: str) -> Any:
    """A JSON text as plain values, in which each key of an object stands once.

    Raises
    ------
    JsonFaultError
        For a text that is no JSON, which `wanted` says it should be.
    """
    try:
        document = json.loads(text, object_pairs_hook=_unambiguous)
        compact(document).encode()
    except _TwiceError as twice:
        message = "a key stands twice in an object, so that readers may differ over what it says"
        raise JsonFaultError(message, twice.key) from None
    except UnicodeEncodeError:
        raise JsonFaultError("a text in it holds half of a character", text[:40]) from None
    except json.JSONDecodeError as fault:
        raise JsonFaultError(wanted, text[:40], fault.lineno) from None
    except (ValueError, RecursionError):
        raise JsonFaultError(wanted, text[:40]) from None
    return document


class JsonFaultError(Exception):
    """Why a text is no JSON: what it says, what stands there, and its line where one is known."""

    def __init__(self, message: str, value: str, line: int = 0) -> None:
        super().__init__(message)
        self.value = value
        self.line = line


class _TwiceError(Exception):
    """A key that an object has twice."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _unambiguous(items: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON, in which each key stands once."""
    counts = Counter(key for key, _ in items)
    for key, count in counts.items():
        if count > 1:
            raise _TwiceError(key)
    return dict(items)
