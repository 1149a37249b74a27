"""Libraries that only some uses need: imported when used, and named where they are missing."""

from __future__ import annotations

import importlib
import json
import shlex
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

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
            f"{library} is not installed; it comes with: {install_line(extra)}"
        ) from missing
    except ImportError as broken:  # psycopg without the library that it is made on
        raise _core.Error(
            f"{module} is installed but cannot be used; install it anew: {install_line(extra)}"
        ) from broken


def install_line(extra: str) -> str:
    """What to type to have an extra: of the folder that pairwell was installed from, if it was."""
    return f"pip install {shlex.quote(f'{_source()}[{extra}]')}"


def _source() -> str:
    """The folder or file that pairwell was installed from (PEP 610), else its name."""
    try:
        recorded = distribution("pairwell").read_text("direct_url.json")
    except PackageNotFoundError:  # imported from the tree
        recorded = None
    url = urlsplit(json.loads(recorded or "{}").get("url", ""))
    source = url2pathname(url.path)
    return source if url.scheme == "file" and Path(source).exists() else "pairwell"
