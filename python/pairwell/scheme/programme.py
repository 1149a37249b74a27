"""The programme: everything that is fixed before the first form arrives, from one TOML file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell.data.faults import fault
from pairwell.data.shown import plural, readable
from pairwell.data.tables import Table, TableSource, read_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pairwell._core import Finding


class Programme(_core.Programme):
    """A programme of mentoring, as its file describes it.

    The attributes are those of the C++ type: ``id``, ``name``, ``nations``, ``timetable``,
    ``places``, ``questions``, ``criteria``, ``rules``, ``objective`` and so on. A programme does
    not change: who wants another one edits the file, whose `digest` is the version that decisions
    record.

    Parameters
    ----------
    toml
        The text of the file.
    file
        The name that findings carry.
    tables
        Those that the text names, of places or travel times, by the names that stand there.

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
    <Programme: mentoring-for-all-2017, 1 warning, digest 63eee88c1af3>
    >>> programme.nations
    ['England', 'Scotland']
    """

    file: str
    """The name that findings carry."""
    warnings: list[Finding]
    """What a person should look at; never errors."""
    digest: str
    """SHA-256 of the text, and of its tables where it has any."""
    tables: dict[str, Table]
    """The tables that the text names, of places and of travel times."""

    def __init__(
        self,
        toml: str | bytes,
        file: str = "programme.toml",
        tables: Mapping[str, TableSource] | None = None,
    ) -> None:
        # What is no UTF-8 is left for the reader to find, which knows the line.
        text = toml.encode("utf-8", "surrogatepass") if isinstance(toml, str) else toml
        self.file = readable(file)
        self.tables = _tables(text, self.file, tables or {})
        programme, self.warnings, self.digest = _core.read_programme(
            text, self.file, [table.to_core() for table in self.tables.values()]
        )
        super().__init__(programme)
        self._toml = text

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> Programme:
        """Read a programme from a TOML file, and the tables that it names from beside it.

        Raises
        ------
        InvalidInput
            With every error of the file, each with its line, dotted key and value.
        OSError
            Where the file cannot be read.
        """
        path = Path(path)
        text = path.read_bytes()
        beside = {
            name: path.parent / name
            for name in _core.tables_of_programme(text)
            if Path(name).name == name and (path.parent / name).is_file()
        }
        return cls(text, os.fspath(path), beside)

    @classmethod
    def parse(
        cls,
        text: str | bytes,
        file: str = "programme.toml",
        tables: Mapping[str, TableSource] | None = None,
    ) -> Programme:
        """Read a programme from the text of a TOML file; `file` is the name that findings carry."""
        return cls(text, file, tables)

    @property
    def text(self) -> str:
        """The text of the file."""
        return self._toml.decode()

    def to_toml(self, comments: Mapping[str, str] | None = None) -> str:
        """Write the programme anew, with every question and criterion of its own.

        The text reads back as the same programme, and names no tables: places and travel times
        stand in it. Its digest is another.

        Parameters
        ----------
        comments
            What stands above a key or a table, by its dotted key (``"questions.grade"``), and
            above all under ``""``.

        Raises
        ------
        InvalidInput
            Where a comment is about a key that is not written.
        """
        return _core.programme_to_toml(self, dict(comments or {}))

    def __reduce__(self) -> tuple[Callable[..., Programme], tuple[bytes, str, dict[str, Table]]]:
        return type(self), (self._toml, self.file, self.tables)

    def __repr__(self) -> str:
        warnings = plural(len(self.warnings), "warning")
        return f"<Programme: {self.id}, {warnings}, digest {self.digest[:12]}>"


def _tables(text: bytes, file: str, given: Mapping[str, TableSource]) -> dict[str, Table]:
    """Read the tables that a text names; the core misses those that are not given."""
    names = _core.tables_of_programme(text)
    unknown = [name for name in given if name not in names]
    if unknown:
        message = "The programme names no such table."
        faults = [fault(file, "table", message, value=name) for name in unknown]
        _core.throw_if_errors("Programme", faults)
    return {name: read_table(given[name], name) for name in names if name in given}
