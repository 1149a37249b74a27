"""The scripts of a page: joined to one, which its content policy names so that it alone runs.

They are plain JavaScript without a library, and share what they need of each other by its name.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

_TEMPLATES = Path(__file__).with_name("templates")

VERIFIER = ("sha256.js", "verifier.js", "verifier_state.js", "verifier_stages.js")
"""What checks a matching: `verify` in JavaScript."""
RECEIPTS = ("sha256.js", "receipts.js")
"""What checks a receipt: `checkReceipt` and `checkDigests` in JavaScript."""
TOLD = ("words.js", "verdict.js")
"""What tells it, in the page's language, and takes back what the page said before."""


@cache
def script_of(*names: str) -> str:
    """Join scripts of the folder in their order, each once."""
    parts = ((_TEMPLATES / name).read_text("utf-8").strip() for name in dict.fromkeys(names))
    return "\n".join(parts)


def policy_of(script: str) -> str:
    """Give what a content policy says so that this script may run."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def data_of(value: Any) -> str:
    """Write a value as JSON for an element of a page, which no text in it can end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")
