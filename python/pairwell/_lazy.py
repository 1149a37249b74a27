"""The package as a module that imports its names when they are asked for.

So ``import pairwell`` takes no time, and what draws, reads workbooks or keeps stores is loaded by
who uses it. The names are listed once, in ``__init__.py``, for readers and type checkers.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from pairwell._homes import HOMES

_PACKAGE = "pairwell"


class Package(ModuleType):
    """The package."""

    def __getattr__(self, name: str) -> Any:
        home = HOMES.get(name)
        if home is None:
            raise AttributeError(f"module {_PACKAGE!r} has no attribute {name!r}")
        import_module(f"{_PACKAGE}._core")  # first: it says in words where it cannot be used
        module = import_module(home)
        value = module if home == f"{_PACKAGE}.{name}" else getattr(module, name)
        self.__dict__[name] = value
        return value

    def __setattr__(self, name: str, value: object) -> None:
        # The import of a folder sets it here; it must not hide a function of the same name.
        own = f"{_PACKAGE}.{name}"
        if isinstance(value, ModuleType) and HOMES.get(name, own) != own:
            return
        super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*self.__dict__, *HOMES})


sys.modules[_PACKAGE].__class__ = Package
