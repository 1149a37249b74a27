"""Texts that no database keeps, refused by what they are for before one sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from pairwell import _core

_UNFIT = re.compile("[\0\ud800-\udfff]")
_JSON = frozenset({"cells", "marks", "reasons"})
_JSON_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL as JSON writes it: an odd number of backslashes before."""


def refuse_unfit(function: str, texts: Mapping[str, object]) -> None:
    """Refuse texts with a NUL character or half of a character (a lone surrogate) in them.

    Parameters
    ----------
    function
        What was asked for.
    texts
        What was given, by name: texts, lists of texts, and anything else, which is left alone.

    Raises
    ------
    InvalidInput
        With a finding for each such text. It says at which place, and quotes nothing.
    """
    findings = []
    for name, value in texts.items():
        for text in _texts_in(value):
            unfit = _UNFIT.search(text) or (name in _JSON and _JSON_NUL.search(text))
            if not unfit:
                continue
            half = "\ud800" <= unfit[0] <= "\udfff"
            what = "half of a character (a lone surrogate)" if half else "a NUL character"
            message = f"The text holds {what}, which cannot be kept; take it out."
            at = f"character {unfit.start() + 1}"
            findings.append(_core.Finding(rule="text", message=message, column=name, value=at))
    _core.throw_if_errors(function, findings)


def _texts_in(value: object) -> Iterable[str]:
    if isinstance(value, str):
        return [value]
    return [v for v in value if isinstance(v, str)] if isinstance(value, (list, tuple)) else []
