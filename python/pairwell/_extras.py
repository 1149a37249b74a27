"""Libraries that only some uses need: imported when used, and named where they are missing."""

from __future__ import annotations

import importlib
from typing import Any

from pairwell import _core


def needed(module: str, extra: str = "cli") -> Any:
    """Import a library of an extra.

    Raises
    ------
    Error
        That says what to install, where the library is missing.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as missing:
        library = module.split(".")[0]
        if missing.name is None or missing.name.split(".")[0] != library:
            raise
        raise _core.Error(
            f"{library} is not installed; it comes with: pip install 'pairwell[{extra}]'"
        ) from missing
