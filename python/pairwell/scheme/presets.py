"""Presets: programmes of common kinds of scheme, to start from."""

from __future__ import annotations

from pathlib import Path

from pairwell import _core
from pairwell.data.faults import fault
from pairwell.scheme.programme import Programme

_DATA = Path(__file__).parents[1] / "data"
_KINDS = {
    "pilot": "museum workers, with a panel and standard forms",
    "alumni": "students and graduates of their university",
    "community": "volunteers who meet people new to a town",
    "grades": "staff and colleagues some grades above them",
    "peers": "members who teach each other",
}


def presets() -> dict[str, str]:
    """Give the names of the presets, each with the scheme that it is for.

    Examples
    --------
    >>> import pairwell as pw
    >>> list(pw.presets())
    ['pilot', 'alumni', 'community', 'grades', 'peers']
    """
    return dict(_KINDS)


def preset(name: str) -> Programme:
    """Give the programme of a preset. Its ``text`` is a commented file to change and to keep.

    Raises
    ------
    InvalidInput
        Where there is no such preset.

    Examples
    --------
    >>> import pairwell as pw
    >>> pw.preset("grades")
    <Programme: grades-2027, 0 warnings, digest 47df19b7b43f>
    >>> [criterion.id for criterion in pw.preset("grades").criteria]
    ['skills', 'grade', 'department', 'practice', 'style']
    """
    if name not in _KINDS:
        message = f"There is no such preset; there are {', '.join(_KINDS)}."
        _core.throw_if_errors("preset", [fault("", "preset", message, value=str(name))])
    return Programme.read(_DATA / f"{name}.toml")
