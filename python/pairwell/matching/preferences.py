"""Preferences as PrefLib publishes them, and their problems."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pairwell import _core
from pairwell._arguments import check_text, check_type, whole
from pairwell.data.shown import plural
from pairwell.matching import problem_groups
from pairwell.matching.capacity_input import read_capacity, whole_numbers
from pairwell.matching.faults import Faults
from pairwell.matching.labels import Side
from pairwell.matching.problem import Problem
from pairwell.matching.problem_groups import read_groups
from pairwell.matching.value import Int64Array

Group = tuple[str, list[int], tuple[int, int]]
"""Name, positions of the alternatives, and the least and the most pairs: as `Problem` takes it."""


_CALLED = {
    "mentee_capacity": "voter_capacity",
    "mentor_capacity": "alternative_capacity",
    "mentor_groups": "groups",
}
"""What the arguments of the engine's problem are called here."""


def _renamed(finding: _core.Finding) -> _core.Finding:
    name, bracket, place = finding.column.partition("[")
    return _core.Finding(
        severity=finding.severity,
        rule=finding.rule,
        message=finding.message,
        column=_CALLED.get(name, name) + bracket + place,
        value=finding.value,
    )


def as_bytes(function: str, text: str | bytes, file: str) -> bytes:
    """The bytes of a text; what is no UTF-8 is left for the reader."""
    check_type(function, "text", "a text or bytes", (str, bytes), text)
    check_text(function, "file", file)
    return text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text


def read_file(function: str, path: Any) -> tuple[bytes, str]:
    """The bytes of a file and its name; raises OSError, and TypeError for what is no path."""
    check_type(function, "path", "a path", (str, os.PathLike), path)
    check_text(function, "path", os.fspath(path))
    return Path(path).read_bytes(), Path(path).name


@dataclass(frozen=True)
class Order:
    """What one voter, or several of one mind, said."""

    count: int
    """How many voters share it."""
    ranks: list[list[int]]
    """The alternatives of each rank, or category, from the first; positions counted from 0."""

    def __repr__(self) -> str:
        return f"<Order: {plural(self.count, 'voter')}, {plural(len(self.ranks), 'rank')}>"


@dataclass(frozen=True)
class Preferences:
    """One file of PrefLib. Whoever publishes results on it cites preflib.org and its source."""

    kind: Literal["soc", "soi", "toc", "toi", "cat"]
    """ "soc", "soi", "toc", "toi" or "cat"."""
    metadata: dict[str, str]
    """Of the lines that say neither names nor numbers, such as "TITLE"."""
    alternatives: list[str]
    """Their names; alternative 1 of the file comes first."""
    categories: list[str]
    """Their names; empty unless `kind` is "cat"."""
    voters: int
    """How many there are."""
    orders: list[Order]
    """As they stand in the file."""

    def problem(
        self,
        *,
        points: Sequence[int] | None = None,
        voter_capacity: Any = 1,
        alternative_capacity: Any = 1,
        groups: Any = None,
    ) -> Problem:
        """The problem of these preferences, one unit a point.

        Voters are mentees, in the order of the file, an order that several share once for each;
        alternatives are mentors; a pair may be where the voter names the alternative. With
        "most_pairs" before "most_points", the sum of ranks is least among the largest matchings.

        Parameters
        ----------
        points
            What the first rank or category is worth, then the second, and so on; a pair of a later
            one is forbidden. Without them the last rank of the longest order is worth 1 and each
            before it 1 more; the last category is forbidden, the one before it worth 1, and so on.
        voter_capacity, alternative_capacity
            As the capacities of `Problem`.
        groups
            Alternatives that are counted together, as the groups of `Problem`.

        Raises
        ------
        InvalidInput
            With every fault at once in `findings`.
        """
        faults = Faults()
        worth = None if points is None else whole_numbers(points, "points", faults)
        if worth is not None and worth.ndim != 1:
            faults.add("shape", "points", "points are a list of whole numbers", worth.shape)
        elif worth is not None and not worth.size:
            message = "points are those of the first rank and more; None for the usual ones"
            faults.add("missing", "points", message)
        voters = Side("voters", sum(order.count for order in self.orders))
        people = Side("alternatives", len(self.alternatives))
        of_voters = read_capacity(voter_capacity, voters, "voter_capacity", faults)
        of_alternatives = read_capacity(
            alternative_capacity, people, "alternative_capacity", faults
        )
        together = read_groups(groups, people, "groups", faults)
        _core.throw_if_errors("Preferences.problem", faults)
        try:
            core = self._core_problem(worth, of_voters, of_alternatives, together)
        except _core.InvalidInput as invalid:
            faults.extend(_renamed(finding) for finding in invalid.findings)
            _core.throw_if_errors("Preferences.problem", faults)
            raise
        return Problem._wrap(core)

    def to_preflib(self) -> bytes:
        """Write the text of a file of PrefLib, which `parse_preferences` reads as the same value.

        Raises
        ------
        InvalidInput
            With every fault: a text that a line cannot hold, a key that the format uses itself; and
            where these hold, all that `parse_preferences` would find, with its line of the text.

        Examples
        --------
        >>> import pairwell as pw
        >>> wishes = pw.instances.mallows_culture(2, 3, norm_phi=0, length=2)
        >>> print(wishes.to_preflib().decode().splitlines()[-1])
        1: 1,2
        """
        return _core.write_preferences(
            kind=self.kind,
            metadata=self.metadata,
            alternatives=self.alternatives,
            categories=self.categories,
            voters=self.voters,
            orders=[(order.count, order.ranks) for order in self.orders],
        )

    def _core_problem(
        self,
        worth: Int64Array | None,
        of_voters: Int64Array,
        of_alternatives: Int64Array,
        together: list[problem_groups.Group],
    ) -> _core.Problem:
        return _core.problem_of_preferences(
            has_categories=self.kind == "cat",
            alternatives=len(self.alternatives),
            categories=len(self.categories),
            orders=[(order.count, order.ranks) for order in self.orders],
            points=[] if worth is None else worth.tolist(),
            voter_capacity=of_voters,
            alternative_capacity=of_alternatives,
            groups=together,
        )

    def __repr__(self) -> str:
        title = textwrap.shorten(self.metadata.get("TITLE", ""), 50, placeholder="...")
        voters = plural(self.voters, "voter")
        alternatives = plural(len(self.alternatives), "alternative")
        return f"<Preferences: {self.kind}{title and f', {title!r}'}, {voters}, {alternatives}>"


def parse_preferences(text: str | bytes, file: str = "preferences") -> Preferences:
    """Read the text of a file of PrefLib: .soc, .soi, .toc, .toi or .cat.

    Parameters
    ----------
    text
        In PrefLib's form since 2022, where lines of metadata begin with "#".
    file
        The name that findings carry.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.
    """
    return of_core(_core.read_preferences(as_bytes("parse_preferences", text, file), file))


def of_core(fields: Any) -> Preferences:
    """Preferences of the fields that C++ gives."""
    kind, metadata, alternatives, categories, voters, orders = fields
    return Preferences(
        kind, metadata, alternatives, categories, voters, [Order(*order) for order in orders]
    )


def read_preferences(path: str | os.PathLike[str]) -> Preferences:
    """Read a file of PrefLib: .soc, .soi, .toc, .toi or .cat.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.
    OSError
        Where the file cannot be read.
    """
    return parse_preferences(*read_file("read_preferences", path))


def parse_preference_groups(
    text: str | bytes, alternatives: int, file: str = "groups.dat"
) -> list[Group]:
    r"""Read which alternatives are counted together, in the form of PrefLib's data set 38.

    Parameters
    ----------
    text
        A first line "Supervisor,Capacity,Projects", then a line for each group: name, most pairs,
        and its alternatives between blanks, which this one format counts from 0.
    alternatives
        How many there are.
    file
        The name that findings carry.

    Returns
    -------
    list
        Groups as `Preferences.problem` and `Problem` take them.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.

    Examples
    --------
    >>> import pairwell as pw
    >>> text = "Supervisor,Capacity,Projects\nAda,1,2\nBea,3,0 1\n"
    >>> pw.instances.parse_preference_groups(text, alternatives=3)
    [('Ada', [2], (0, 1)), ('Bea', [0, 1], (0, 3))]
    """
    return [
        (name, members, (least, most))
        for name, members, least, most in _core.read_preference_groups(
            as_bytes("parse_preference_groups", text, file),
            whole("parse_preference_groups", "alternatives", alternatives, 0, 2**31),
            file,
        )
    ]


def read_preference_groups(path: str | os.PathLike[str], alternatives: int) -> list[Group]:
    """Read a file that says which alternatives are counted together.

    See Also
    --------
    parse_preference_groups : what such a file holds.

    Raises
    ------
    InvalidInput
        With every fault and its line, up to 200.
    OSError
        Where the file cannot be read.
    """
    text, file = read_file("read_preference_groups", path)
    return parse_preference_groups(text, alternatives, file)
