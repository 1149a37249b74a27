"""Scores of forms: what each pair is worth by the criteria, and which pairs are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pairwell import _core
from pairwell._arguments import check_options, check_type, listed, position, whole
from pairwell.data.arrays import read_only
from pairwell.data.framed import Column, Framed
from pairwell.data.memory import check_room_of_pairs
from pairwell.data.shown import html_grid, plural, readable
from pairwell.score.scored import shares_of

if TYPE_CHECKING:
    from pairwell._core import MenteeForm, MentorForm, PairScore
    from pairwell.scheme.programme import Programme

_SCALE = 1000
_FEWER = "score fewer people at a time, or look at single pairs by at"


class ScoreTable(Framed):
    """The scores of all pairs, mentees by mentors.

    All arrays are of one shape, read-only, with a row for each mentee and a column for each mentor
    in the order of the forms.

    Its frames have a row for each pair, refused ones too, by mentee and then mentor: ``mentee`` and
    ``mentor`` (references), ``points``, ``coverage``, ``refusals`` (names of the rules, blank where
    the pair is allowed), and for each criterion its id with ``_share``: ``needs_share`` (0 to 1,
    blank where a blank answer leaves it out).

    Only the points are kept; each array is made anew when it is asked for, and one for which the
    machine has no room is a `MemoryError` that says how much it would take.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_pairs(programme, mentees, mentors)
    >>> scores.shape
    (60, 30)
    >>> int(scores.allowed.sum())
    1708
    >>> scores.at(0, 0).points
    75.018
    """

    mentees: tuple[str, ...]
    """References, in the order of the rows."""
    mentors: tuple[str, ...]
    """References, in the order of the columns."""

    def __init__(
        self, core: _core.ScoreTable, mentees: Iterable[str], mentors: Iterable[str]
    ) -> None:
        self._core = core
        self.mentees = tuple(mentees)
        self.mentors = tuple(mentors)

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self._core.mentees, self._core.mentors

    @property
    def parts(self) -> tuple[str, ...]:
        """The ids of the criteria, in order."""
        return self._core.parts

    @property
    def scale(self) -> int:
        """Units in a point."""
        return _SCALE

    @property
    def units(self) -> NDArray[np.int64]:
        """Thousandths of a point, 0 to 100000, of refused pairs too: exact."""
        check_room_of_pairs("units", "the points", self.shape, 8, _FEWER)
        return self._core.units()

    @property
    def points(self) -> NDArray[np.float64]:
        """Points from 0 to 100."""
        check_room_of_pairs("points", "the points", self.shape, 16, _FEWER)
        return read_only(self._core.units() / _SCALE)

    @property
    def coverage(self) -> NDArray[np.int32]:
        """Thousandths of the weight that was answered."""
        check_room_of_pairs("coverage", "the coverage", self.shape, 4, _FEWER)
        return self._core.coverage()

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Whether no hard rule forbids the pair."""
        return self._core.allowed()

    def share(self, part: str) -> NDArray[np.float64]:
        """What one criterion counts in each pair, 0 to 1; not a number where a blank leaves it out.

        Parameters
        ----------
        part
            The id of a criterion: "needs".

        Raises
        ------
        InvalidInput
            Where there is no such criterion.
        """
        check_type("share", "part", "the id of a criterion", str, part)
        place = _place_of(part, self.parts)
        check_room_of_pairs("share", "the shares", self.shape, 10, _FEWER)
        return read_only(shares_of(self._core, place))

    def at(self, mentee: int, mentor: int) -> PairScore:
        """Give the score of one pair with its parts and refusals.

        Raises
        ------
        InvalidInput
            Where there is no such pair; positions count from 0.
        """
        mentees, mentors = self.shape
        return self._core.at(
            position("at", "mentee", mentee, mentees), position("at", "mentor", mentor, mentors)
        )

    def _frame(self) -> list[Column]:
        mentees, mentors = self.shape
        each = 56 + 8 * len(self.parts)
        check_room_of_pairs("to_pandas", "a row for each pair", self.shape, each, _FEWER)
        refusals = np.full(self.shape, None, object)
        for i, j in np.argwhere(~self.allowed).tolist():
            refusals[i, j] = ";".join(refusal.rule for refusal in self.at(i, j).refusals)
        return [
            Column("mentee", "text", np.repeat(np.array(self.mentees, object), mentors)),
            Column("mentor", "text", np.tile(np.array(self.mentors, object), mentees)),
            Column("points", "real", self.points.ravel()),
            Column("coverage", "whole", self.coverage.ravel()),
            Column("refusals", "text", refusals.ravel()),
            *(Column(f"{part}_share", "real", self.share(part).ravel()) for part in self.parts),
        ]

    def __repr__(self) -> str:
        return f"<ScoreTable: {self._summary()}>"

    def _repr_html_(self) -> str:
        points, allowed = self.points, self.allowed

        def cell(i: int, j: int) -> str:
            return f"{points[i, j]:.1f}" if allowed[i, j] else "refused"

        return html_grid(self._summary(), self.mentees, self.mentors, cell)

    def _summary(self) -> str:
        mentees, mentors = plural(self.shape[0], "mentee"), plural(self.shape[1], "mentor")
        refused = int(np.count_nonzero(~self.allowed))
        return f"{mentees} by {mentors}, {plural(refused, 'pair')} refused"


def _place_of(part: str, parts: tuple[str, ...]) -> int:
    name = readable(part)
    if name not in parts:
        message = f"The criteria are {', '.join(parts)}."
        finding = _core.Finding(rule="criterion", message=message, column="part", value=name)
        _core.throw_if_errors("share", [finding])
    return parts.index(name)


def score_pair(programme: Programme, mentee: MenteeForm, mentor: MentorForm) -> PairScore:
    """Score one pair by the programme's criteria.

    The scorer takes forms and nothing else: a `TypeError` meets whoever hands it an identity or
    answers to equality monitoring.

    Raises
    ------
    InvalidInput
        Where a criterion of the programme does not fit its questions, or a weight its range.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> pair = pw.score_pair(programme, mentees[0], mentors[0])
    >>> pair
    <PairScore: 75 from 55% of the weight answered>
    >>> pair.points, pair.coverage
    (75.018, 550)
    """
    check_type("score_pair", "programme", "a Programme", _core.Programme, programme)
    check_type("score_pair", "mentee", "a MenteeForm", _core.MenteeForm, mentee)
    check_type("score_pair", "mentor", "a MentorForm", _core.MentorForm, mentor)
    return _core.score(programme, mentee, mentor)


def score_pairs(
    programme: Programme,
    mentees: Iterable[MenteeForm],
    mentors: Iterable[MentorForm],
    *,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
    threads: int = 1,
) -> ScoreTable:
    """Score every mentee with every mentor.

    Parameters
    ----------
    programme
        The programme, whose criteria count.
    mentees, mentors
        The forms: a row and a column of the table each.
    progress
        Called at most every 20 ms as ``progress("scores", done, total)``, in mentees. What it
        raises comes out of this call, and False (Python's or NumPy's) asks to stop.
    time_limit
        Seconds.
    threads
        1 to 256; the result is the same for all.

    Raises
    ------
    InvalidInput
        Where a criterion of the programme does not fit its questions, or a weight its range.
    Stopped
        Where progress asked to stop or the time limit passed: there is no table.
    MemoryError
        Where the machine has no room for the points of all pairs, four bytes each.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_pairs(programme, mentees, mentors)
    >>> scores
    <ScoreTable: 60 mentees by 30 mentors, 92 pairs refused>
    >>> scores.points[0, 0].item()
    75.018
    """
    check_options("score_pairs", progress, time_limit)
    threads = whole("score_pairs", "threads", threads, 1, 257)
    check_type("score_pairs", "programme", "a Programme", _core.Programme, programme)
    forms = (
        listed("score_pairs", "mentees", "a MenteeForm", _core.MenteeForm, mentees),
        listed("score_pairs", "mentors", "a MentorForm", _core.MentorForm, mentors),
    )
    shape = len(forms[0]), len(forms[1])
    check_room_of_pairs("score_pairs", "the points", shape, 4, "score fewer forms at a time")
    return ScoreTable(
        _core.score_pairs(programme, *forms, progress, time_limit, threads),
        *((form.reference for form in side) for side in forms),
    )
