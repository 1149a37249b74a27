"""Scores: what each pair is worth, part by part, and which pairs are refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pairwell import _core
from pairwell._arguments import check_options, check_type, listed, position
from pairwell.scheme.members import member_of

if TYPE_CHECKING:
    from pairwell._core import MenteeForm, MentorForm, PairScore, Part
    from pairwell.scheme.programme import Programme

_SCALE = 1000


class ScoreTable:
    """The scores of all pairs, mentees by mentors.

    All arrays are of one shape, read-only, with a row for each mentee and a column for each mentor
    in the order of the forms.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_all(programme, mentees, mentors)
    >>> scores.shape
    (60, 30)
    >>> int(scores.allowed.sum())
    1708
    >>> scores.at(0, 0).points
    75.018
    """

    def __init__(self, core: _core.ScoreTable) -> None:
        self._core = core

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees and mentors there are."""
        return self._core.mentees, self._core.mentors

    @property
    def units(self) -> NDArray[np.int64]:
        """Thousandths of a point, 0 to 100000: exact."""
        return self._core.units()

    @property
    def points(self) -> NDArray[np.float64]:
        """Points from 0 to 100, over the parts that were answered."""
        return _closed(self._core.units() / _SCALE)

    @property
    def coverage(self) -> NDArray[np.int32]:
        """Thousandths of the weight that was answered."""
        return self._core.coverage()

    @property
    def allowed(self) -> NDArray[np.bool_]:
        """Whether no hard rule forbids the pair."""
        return self._core.allowed()

    def share(self, part: Part | str) -> NDArray[np.float64]:
        """How well each pair fits in one part, 0 to 1; not a number where an answer is blank.

        Parameters
        ----------
        part
            A `Part` or its name: "deep_fit".
        """
        chosen = member_of(_core.Part, part, "share")
        check_type("share", "part", "a Part or its name", _core.Part, chosen)
        shares = self._core.shares(chosen)
        return _closed(np.where(shares < 0, np.nan, shares / _SCALE))

    def at(self, mentee: int, mentor: int) -> PairScore:
        """Give the score of one pair with its parts and refusals.

        Raises
        ------
        IndexError
            Where there is no such pair; positions count from 0.
        """
        mentees, mentors = self.shape
        return self._core.at(
            position("at", "mentee", mentee, mentees), position("at", "mentor", mentor, mentors)
        )

    def __repr__(self) -> str:
        mentees, mentors = self.shape
        refused = self.allowed.size - int(np.count_nonzero(self.allowed))
        shape = f"{_core.counted(mentees, 'mentee')} by {_core.counted(mentors, 'mentor')}"
        return f"<ScoreTable: {shape}, {_core.counted(refused, 'pair')} refused>"


def score(programme: Programme, mentee: MenteeForm, mentor: MentorForm) -> PairScore:
    """Score one pair.

    The scorer takes forms and nothing else: a `TypeError` meets whoever hands it an identity or
    answers to equality monitoring.

    Raises
    ------
    InvalidInput
        Where a weight of the programme is out of range.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> pair = pw.score(programme, mentees[0], mentors[0])
    >>> pair
    <PairScore: 75 from 55% of the weight answered>
    >>> pair.points, pair.coverage
    (75.018, 550)
    """
    check_type("score", "programme", "a Programme", _core.Programme, programme)
    check_type("score", "mentee", "a MenteeForm", _core.MenteeForm, mentee)
    check_type("score", "mentor", "a MentorForm", _core.MentorForm, mentor)
    return _core.score(programme, mentee, mentor)


def score_all(
    programme: Programme,
    mentees: Iterable[MenteeForm],
    mentors: Iterable[MentorForm],
    *,
    progress: Callable[[str, int, int], object] | None = None,
    time_limit: float | None = None,
) -> ScoreTable:
    """Score every mentee with every mentor.

    Parameters
    ----------
    programme
        The programme, whose weights count.
    mentees, mentors
        The forms: a row and a column of the table each.
    progress
        Called at most every 40 ms as ``progress("scores", done, total)``, in mentees. What it
        raises comes out of this call, and False (Python's or NumPy's) asks to stop.
    time_limit
        Seconds.

    Raises
    ------
    InvalidInput
        Where a weight of the programme is out of range.
    Stopped
        Where progress asked to stop or the time limit passed: there is no table.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> scores = pw.score_all(programme, mentees, mentors)
    >>> scores
    <ScoreTable: 60 mentees by 30 mentors, 92 pairs refused>
    >>> scores.points[0, 0].item()
    75.018
    """
    check_options("score_all", progress, time_limit)
    check_type("score_all", "programme", "a Programme", _core.Programme, programme)
    forms = (
        listed("score_all", "mentees", "a MenteeForm", _core.MenteeForm, mentees),
        listed("score_all", "mentors", "a MentorForm", _core.MentorForm, mentors),
    )
    return ScoreTable(_core.score_all(programme, *forms, progress, time_limit))


def _closed(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
