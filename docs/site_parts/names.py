"""Public Python names as entries of autodoc, each by what it is."""

from __future__ import annotations

import importlib
import inspect
from typing import get_args


def entries(module_name: str, names: list[str]) -> tuple[str, list[str]]:
    """The block of directives for these names of a module, and those that say nothing."""
    module = importlib.import_module(module_name)
    lines, bare = [], []
    for name in names:
        value = getattr(module, name)
        plain = isinstance(value, str | tuple) or get_args(value)
        if not (plain or (value.__doc__ or "").strip()):
            bare.append(f"{module_name}.{name}")
        lines.append(f".. {directive(value)}:: {module_name}.{name}")
    return "````{eval-rst}\n" + "\n\n".join(lines) + "\n````", bare


def directive(value: object) -> str:
    """The directive of autodoc for a value."""
    if inspect.isclass(value):
        return "autoexception" if issubclass(value, BaseException) else "autoclass"
    return "autofunction" if callable(value) and not get_args(value) else "autodata"
