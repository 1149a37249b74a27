"""The programme: everything that is fixed before the first form arrives, from one TOML file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell.data.shown import plural, readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from pairwell._core import Finding


class Programme(_core.Programme):
    """A programme of mentoring, as its file describes it.

    The attributes are those of the C++ type: ``id``, ``name``, ``nations``, ``timetable``,
    ``places``, ``rules``, ``weights``, ``objective`` and so on. A programme does not change: who
    wants another one edits the file, whose `digest` is the version that decisions record.

    Parameters
    ----------
    toml
        The text of the file.
    file
        The name that findings carry.

    Raises
    ------
    InvalidInput
        With every error of the text, each with its line, dotted key and value.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> programme
    <Programme: mentoring-for-all-2017, 1 warning, digest 405e7480027f>
    >>> programme.nations
    ['England', 'Scotland']
    """

    file: str
    """The name that findings carry."""
    warnings: list[Finding]
    """What a person should look at; never errors."""
    digest: str
    """SHA-256 of the text."""

    def __init__(self, toml: str | bytes, file: str = "programme.toml") -> None:
        # What is no UTF-8 is left for the reader to find, which knows the line.
        text = toml.encode("utf-8", "surrogatepass") if isinstance(toml, str) else toml
        self.file = readable(file)
        programme, self.warnings, self.digest = _core.read_programme(text, self.file)
        super().__init__(programme)
        self._toml = text

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Programme:
        """Read a programme from a TOML file.

        Raises
        ------
        InvalidInput
            With every error of the file, each with its line, dotted key and value.
        OSError
            Where the file cannot be read.
        """
        return cls(Path(path).read_bytes(), os.fspath(path))

    @classmethod
    def parse(cls, text: str | bytes, file: str = "programme.toml") -> Programme:
        """Read a programme from the text of a TOML file; `file` is the name that findings carry."""
        return cls(text, file)

    @property
    def text(self) -> str:
        """The text of the file."""
        return self._toml.decode()

    def __reduce__(self) -> tuple[Callable[..., Programme], tuple[bytes, str]]:
        return type(self), (self._toml, self.file)

    def __repr__(self) -> str:
        warnings = plural(len(self.warnings), "warning")
        return f"<Programme: {self.id}, {warnings}, digest {self.digest[:12]}>"
