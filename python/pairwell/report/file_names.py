"""References as names of files, whatever is in them."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import quote_plus

_LONGEST = 100
_NOT_AS_IT_IS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?|.*-[0-9a-f]{16}", re.IGNORECASE)
"""Names that Windows keeps for devices, and those that end as a name that was made longer here."""


def file_names(references: Iterable[str]) -> dict[str, str]:
    """Give each reference the name of a file, without its ending, on any system.

    A blank is written as ``+``, and what is no letter, digit, ``-``, ``_``, ``~`` or ``.`` as in an
    address (``%2F``). A name that would be too long, that a system keeps for itself, or that
    differs from another by the case of its letters alone, goes on with a part of the reference's
    digest.
    """
    plain = {
        reference: re.sub(r"^[-.~]", lambda first: f"%{ord(first[0]):X}", quote_plus(reference))
        for reference in references
    }
    alike = Counter(name.casefold() for name in plain.values())
    return {
        reference: name
        if len(name) <= _LONGEST
        and alike[name.casefold()] == 1
        and not _NOT_AS_IT_IS.fullmatch(name)
        else f"{name[: _LONGEST - 17]}-{hashlib.sha256(reference.encode()).hexdigest()[:16]}"
        for reference, name in plain.items()
    }
