"""Writes python/pairwell/_core.pyi from the compiled module, or says how they differ.

Run after a change of the bindings: ``python tests/repository/stubs.py --write``.
"""

from __future__ import annotations

import difflib
import enum
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from checks import checker

STUB = Path(__file__).parents[2] / "python" / "pairwell" / "_core.pyi"

_ERRORS = '''
class Error(Exception):
    """The base of every error that pairwell raises of its own."""

class InvalidInput(Error, ValueError):
    """An input that cannot be used."""

    findings: list[Finding]

class Stopped(Error):
    """A call that was stopped, and whose result could not say so."""

    status: Status
'''


def _run(*command: str, text: str | None = None) -> str:
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def _with_enum_values(text: str) -> str:
    """Writes enumerations as type checkers want them: members with values, names in full."""
    from pairwell import _core

    for name, member in vars(_core).items():
        if isinstance(member, enum.EnumMeta):
            for value in member:
                text = text.replace(
                    f"    {value.name}: typing.ClassVar[{name}]\n",
                    f"    {value.name} = {value.value!r}\n",
                )
            words = ", ".join(repr(value.name.lower()) for value in member)
            text = re.sub(rf"\b{name} \| str\b", f"{name} | typing.Literal[{words}]", text)
    return text


def _generate_raw() -> str:
    with tempfile.TemporaryDirectory() as folder:
        _run(sys.executable, "-m", "pybind11_stubgen", "pairwell._core", "-o", folder)
        return (Path(folder) / "pairwell" / "_core.pyi").read_text(encoding="utf-8")


def generate() -> str:
    """The stub of the module that is installed now."""
    text = _with_enum_values(_generate_raw())
    text = re.sub(r"    @classmethod\n    def __new__\(cls, value\):\n        \.\.\.\n", "", text)
    # That of bound classes, which refuses.
    text = re.sub(r"    @staticmethod\n    def __new__\(.*\n(        [^ ].*\n)*", "", text)
    text = re.sub(r"(def __(?:eq|ne)__\(self, \w+: )[\w.]+\)", r"\1object)", text)
    text = text.replace("    __hash__: typing.ClassVar[None] = None\n", "")
    text = re.sub(r"    def __reduce_ex__\(.*\n(        [^ ].*\n)*", "", text)  # as of every object
    text = re.sub(r"\bnumpy\.ndarray\b(?!\[)", "numpy.typing.NDArray[typing.Any]", text)
    for bare, full in (("tuple", "Any, ..."), ("list", "Any"), ("dict", "Any, typing.Any")):
        text = re.sub(rf"(: |-> |\| |\[|, ){bare}(?![\w\[(])", rf"\1{bare}[typing.{full}]", text)
    text = re.sub(r"\*\*kwargs\)", "**kwargs: typing.Any)", text)
    # The errors call themselves pairwell's, so the generator takes them for somebody else's.
    text = re.sub(r"from pairwell import (Error|InvalidInput|Stopped)\n", "", text)
    at = text.index("\nclass ")
    text = text[:at] + _ERRORS.rstrip() + text[at:]
    text = re.sub(r"__version__: str = '[^']*'", "__version__: str", text)
    ruff = (checker("ruff"),)
    name = ("--stdin-filename", str(STUB), "-")
    text = _run(
        *ruff, "check", "--select", "I,UP,F401,RUF036", "--fix", "--quiet", *name, text=text
    )
    return _run(*ruff, "format", *name, text=text)


def difference() -> str:
    """How the committed stub differs from the module; empty where it does not."""
    committed = STUB.read_text(encoding="utf-8") if STUB.exists() else ""
    lines = difflib.unified_diff(
        committed.splitlines(), generate().splitlines(), "committed", "generated", lineterm=""
    )
    return "\n".join(lines)


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        STUB.write_text(generate(), encoding="utf-8")
    else:
        sys.exit(difference() or 0)
