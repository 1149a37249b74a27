"""Features of people: what pairs are worth by criteria, with no table of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from pairwell import _core
from pairwell.matching.features import Features
from pairwell.matching.labels import Labels
from pairwell.score.reading import DatesName, DecimalName, LanguageName
from pairwell.score.scoring import Frame, scorer_of_forms, scorer_of_frames

if TYPE_CHECKING:
    from pairwell._core import MenteeForm, MentorForm
    from pairwell.scheme.forms import FormsRead
    from pairwell.scheme.programme import Programme


@overload
def features(
    mentees: Programme,
    mentors: Iterable[MenteeForm] | FormsRead[MenteeForm],
    criteria: Iterable[MentorForm] | FormsRead[MentorForm],
) -> Features: ...


@overload
def features(
    mentees: Frame,
    mentors: Frame,
    criteria: Iterable[_core.Criterion],
    *,
    require: Any = (),
    forbid: Any = (),
    index: Any = None,
    questions: Iterable[_core.Question] = (),
    locations: Any = (),
    travel_times: Any = (),
    decimal: DecimalName = ".",
    dates: DatesName = "iso",
    zone: str = "UTC",
    language: LanguageName = "en",
) -> Features: ...


def features(mentees: Any, mentors: Any, criteria: Any, **asked: Any) -> Features:
    """Give what pairs are worth by criteria, without the table that `score` makes.

    Parameters
    ----------
    mentees, mentors, criteria
        As `score` takes them: two frames and criteria, or a programme and the forms of both roles.
    **asked
        What `score` takes for frames (``forbid``, ``require``, ``index``, ``questions`` and the
        others), but for ``least_coverage``. Only rules of pairs can forbid or require here: single
        pairs are for the ``forbidden`` of `match_on_demand`.

    Raises
    ------
    InvalidInput
        As `score` does, and for ``forbid`` and ``require`` that are no rules.

    Examples
    --------
    >>> from importlib.resources import files
    >>> import pairwell as pw
    >>> data = files("pairwell") / "data"
    >>> programme = pw.Programme.read(data / "pilot.toml")
    >>> mentees = pw.read_mentees(data / "mentees.csv", programme).forms
    >>> mentors = pw.read_mentors(data / "mentors.csv", programme).forms
    >>> features = pw.features(programme, mentees, mentors)
    >>> features
    <Features: 60 mentees by 30 mentors>
    >>> features.points(slice(0, 1), slice(0, 2)).round(3).tolist()
    [[75.018, 34.267]]
    """
    mentees, mentors, criteria = (_as_given(each) for each in (mentees, mentors, criteria))
    asked = {name: _as_given(value) for name, value in asked.items()}
    if isinstance(mentees, _core.Programme):
        if asked:
            raise TypeError(
                "features: forms are scored by their programme, which has its own rules and"
                f" questions (rule: type, value: {', '.join(asked)})"
            )
        scorer, labels = scorer_of_forms(mentees, mentors, criteria)
    else:
        scorer, labels = scorer_of_frames(mentees, mentors, criteria, **asked)
    return Features(
        _core.scored_pairs(scorer),
        (Labels(labels[0]), Labels(labels[1])),
        (features, (mentees, mentors, criteria), asked),
    )


def _as_given(given: Any) -> Any:
    """What features are made of, copied where it may be changed or read up before a pickle is made.

    People change their answers in the frames of the day before; the features are of those then.
    """
    library = type(given).__module__.partition(".")[0]
    if isinstance(given, dict):
        return {name: _as_given(column) for name, column in given.items()}
    if isinstance(given, np.ndarray) or library == "pandas":
        return given.copy()
    if library == "polars" and hasattr(given, "clone"):
        return given.clone()
    if isinstance(given, Iterator) and hasattr(given, "read_all"):  # of Arrow
        return given.read_all()
    return list(given) if isinstance(given, (list, Iterator)) else given
