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
    message = "a receipt is a JSON text, as Receipt.to_json writes it"
    value = text[:40]
    try:
        document = json.loads(text, object_pairs_hook=_unambiguous)
        compact(document).encode()
        return document
    except _TwiceError as twice:
        message = "a key stands twice in an object, so that readers may differ over what it says"
        value = twice.key
    except UnicodeEncodeError:
        message = "a text in it holds half of a character"
    except (ValueError, RecursionError):
        pass
    raise_fault(function, "json", "text", message, value)


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
