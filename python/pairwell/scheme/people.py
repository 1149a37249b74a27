"""Large made-up cohorts, block by block, so that all people need never be held at once."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from pairwell import _core
from pairwell._arguments import as_told, check_text, check_type, whole
from pairwell._extras import needed
from pairwell.data.shown import plural
from pairwell.data.tables import Table

Side: TypeAlias = Literal["mentees", "mentors"]
Form: TypeAlias = Literal["arrow", "parquet"]
BLOCK = 65_536
"""People in a block unless said otherwise, and in every batch of a file."""
_NUMBERS = ("Grade", "Meetings", "Capacity")
_ENDINGS = {"arrow": ".arrow", "parquet": ".parquet"}


@dataclass(frozen=True)
class SyntheticPeople:
    """Made-up people of both roles, of whom any part can be made without the rest.

    Attributes
    ----------
    mentees, mentors
        How many there are.
    seed, blanks, wishes, scarcity
        As `synthetic_people` took them.
    """

    mentees: int
    mentors: int
    seed: int
    blanks: int
    wishes: int
    scarcity: int

    def part(self, side: Side, first: int, count: int) -> Table:
        """Make the people of one side from a position on; fewer at its end.

        Parameters
        ----------
        side
            "mentees" or "mentors".
        first, count
            From which position, counted from 0, and how many at most.

        Raises
        ------
        InvalidInput
            For a side that is none.
        ValueError
            For numbers under 0.

        Examples
        --------
        >>> import pairwell as pw
        >>> people = pw.synthetic_people(1_000_000, 400_000)
        >>> people.part("mentors", 399_998, 5).rows[1][:3]
        ['MR-400000', 'South East', 'Physics; career planning; Computing']
        """
        _check_word("SyntheticPeople.part", "side", side, get_args(Side))
        first = whole("SyntheticPeople.part", "first", first, 0, 2**31)
        count = whole("SyntheticPeople.part", "count", count, 0, 2**31)
        table = _core.synthetic_people(
            of_mentors=side == "mentors",
            first=first,
            count=count,
            mentees=self.mentees,
            mentors=self.mentors,
            seed=self.seed,
            blanks=self.blanks,
            wishes=self.wishes,
            scarcity=self.scarcity,
        )
        return Table.from_core(table)

    def blocks(self, side: Side, size: int = BLOCK) -> Iterator[Table]:
        """Make the people of one side block by block.

        The tables, put one after the other, are the same whatever the size of a block.

        Parameters
        ----------
        side
            "mentees" or "mentors".
        size
            People in a block; the last may have fewer.

        Raises
        ------
        InvalidInput
            For a side that is none; when called.
        ValueError
            For a size under 1; when called.
        """
        _check_word("SyntheticPeople.blocks", "side", side, get_args(Side))
        size = whole("SyntheticPeople.blocks", "size", size, 1, 2**31)
        people = self.mentees if side == "mentees" else self.mentors
        return (self.part(side, first, size) for first in range(0, people, size))

    def write(self, folder: str | os.PathLike[str], *, form: Form = "parquet") -> tuple[Path, Path]:
        """Write both sides as files of Arrow or Parquet; needs pyarrow (the extra ``pandas``).

        One block of people is held at a time. Grade, Meetings and Capacity are whole numbers of 16
        bits, all else is text. Each file is there as a whole or not at all.

        Parameters
        ----------
        folder
            Made where it is not there. The files are ``mentees`` and ``mentors``, with the ending
            of the form.
        form
            "arrow", the file format of Arrow IPC, or "parquet".

        Returns
        -------
        tuple
            The file of mentees and that of mentors.

        Raises
        ------
        InvalidInput
            For a form that is none.
        Error
            Where pyarrow is missing.
        OSError
            Where a file cannot be written.
        """
        _check_word("SyntheticPeople.write", "form", form, _ENDINGS)
        check_type("SyntheticPeople.write", "folder", "a path", (str, os.PathLike), folder)
        check_text("SyntheticPeople.write", "folder", os.fspath(folder))
        needed("pyarrow", "pandas")
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        made = []
        for side in get_args(Side):
            path = place / f"{side}{_ENDINGS[form]}"
            partial = path.with_name(f"{path.name}.part")
            try:
                _write(partial, self.blocks(side), form)
                partial.replace(path)
            finally:
                partial.unlink(missing_ok=True)
            made.append(path)
        return made[0], made[1]

    def __repr__(self) -> str:
        mentees, mentors = plural(self.mentees, "mentee"), plural(self.mentors, "mentor")
        return f"<SyntheticPeople: {mentees}, {mentors}, seed {self.seed}>"


def synthetic_people(
    mentees: int,
    mentors: int,
    *,
    seed: int = 2017,
    blanks: int = 8,
    wishes: int = 30,
    scarcity: int = 50,
) -> SyntheticPeople:
    """Make up a large mentoring cohort, of any size, block by block.

    Everybody has a reference, a region, topics (what mentees need and mentors offer, the most
    wanted first), a grade, meetings a month, times of the week, wishes for people of the other
    side; mentors a capacity of 1 to 3. Regions are drawn by population and topics by Zipf's law.
    The same arguments give the same people on every platform, and a person does not depend on who
    else is asked for.

    Parameters
    ----------
    mentees, mentors
        1 to under 2^31 of each.
    seed
        From 0 to under 2^64.
    blanks
        Of a hundred answers that may be left out, so many are. References and regions may not.
    wishes
        Of a hundred people, so many wish for one to three of the other side. Some wishes are
        mutual, and some people are wished for by many.
    scarcity
        Of a hundred topics that mentors offer, so many are drawn without regard to what is popular,
        so that mentors for popular topics are scarce. 0: they offer what is wanted.

    Raises
    ------
    InvalidInput
        With every number that is out of range.

    See Also
    --------
    synthetic_cohort : forms for a programme, as flawed as real ones.

    Notes
    -----
    Populations are those of the Office for National Statistics for mid-2022, rounded to hundreds of
    thousands. Linear in the people that are made.

    Examples
    --------
    >>> import pairwell as pw
    >>> people = pw.synthetic_people(1000, 500, seed=1)
    >>> people
    <SyntheticPeople: 1000 mentees, 500 mentors, seed 1>
    >>> [len(block) for block in people.blocks("mentees", size=400)]
    [400, 400, 200]
    """
    counts = {"mentees": mentees, "mentors": mentors}
    shares = {"blanks": blanks, "wishes": wishes, "scarcity": scarcity}
    people = SyntheticPeople(
        **{
            name: whole("synthetic_people", name, value, -end, end)
            for given, end in ((counts, 2**63), (shares, 2**31))
            for name, value in given.items()
        },
        seed=whole("synthetic_people", "seed", seed, 0, 2**64),
    )
    people.part("mentees", 0, 0)  # Finds what is out of range.
    return people


def _check_word(function: str, argument: str, given: object, known: Iterable[str]) -> None:
    """Raises InvalidInput for a word that is none of those known."""
    names = tuple(known)
    if given in names:
        return
    told = f"{argument} is {' or '.join(map(repr, names))}"
    finding = _core.Finding(rule=argument, message=told, column=argument, value=as_told(given))
    _core.throw_if_errors(function, [finding])


def _write(path: Path, blocks: Iterator[Table], form: Form) -> None:
    """Write blocks to a file, a batch or a group of rows each."""
    pa = needed("pyarrow", "pandas")
    first = next(blocks)
    schema = pa.schema(
        [(name, pa.int16() if name in _NUMBERS else pa.string()) for name in first.columns]
    )
    if form == "arrow":
        writer: Any = needed("pyarrow.ipc", "pandas").new_file(str(path), schema)
    else:
        writer = needed("pyarrow.parquet", "pandas").ParquetWriter(str(path), schema)
    with writer:
        for block in itertools.chain((first,), blocks):
            writer.write_batch(_batch(block, schema))


def _batch(block: Table, schema: Any) -> Any:
    pa = needed("pyarrow", "pandas")
    arrays = []
    for place, name in enumerate(block.columns):
        cells: list[Any] = [row[place] for row in block.rows]
        if name in _NUMBERS:
            cells = [None if cell is None else int(cell) for cell in cells]
        arrays.append(pa.array(cells, schema.field(name).type))
    return pa.record_batch(arrays, schema=schema)
