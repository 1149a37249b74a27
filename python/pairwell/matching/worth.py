"""What one more place, or one more unit of somebody's capacity, would bring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from pairwell import _core
from pairwell._arguments import check_options, check_type
from pairwell.data.shown import html_table
from pairwell.matching.matching import Matching
from pairwell.matching.names import Names
from pairwell.matching.problem import Problem
from pairwell.matching.remedy import RuleChange
from pairwell.matching.value import Later
from pairwell.matching.why_not import Consequences, Progress


@dataclass(frozen=True)
class Worth(Later):
    """What the best matching gains where one range ends one pair higher; `print` shows it."""

    change: RuleChange
    """Whose range it is, and its end before and after."""
    consequences: Consequences
    """The best matching with it. `stage` is the first that differs, and `cost` below 0: better."""
    text: str
    """A full sentence that names the person or the group: what the first better stage gains."""
    detail: str
    """A full sentence that names all pairs that end and begin, and who gains or loses."""

    def __str__(self) -> str:
        return f"{self.text}\n{self.detail}"

    def __repr__(self) -> str:
        return f"<Worth: {self.consequences!r}>"

    def _repr_html_(self) -> str:
        rows = [("then", self.detail)]
        return html_table(self.text, ("", ""), rows, len(rows))


def worth(
    problem: Problem,
    matching: Matching,
    *,
    names: Names | None = None,
    progress: Progress | None = None,
    time_limit: float | None = None,
) -> tuple[Worth, ...]:
    """Say what one more place would bring: in each capacity and each group whose end is reached.

    Exact: the matching is compared with the best one in which that range ends one pair higher.
    What brings nothing is left out, as is what brings another draw of the lottery alone; what
    brings most, in the order of the stages, comes first. One more mentor like another who takes one
    mentee is worth what one more mentee for that one is, where no mentee has two mentors.

    Parameters
    ----------
    problem, matching
        An optimal matching and its problem.
    names
        What the sentences call people and groups. Without it, the labels of the problem, its keys
        where they are texts, and else the positions.
    progress, time_limit
        As `match` takes them.

    Raises
    ------
    InvalidInput
        Where the matching is not optimal, not the best of its problem, or was made for another
        problem.
    Stopped
        Where progress asked to stop or the time limit passed.
    TypeError
        Where an argument is of another type.

    Examples
    --------
    >>> import pairwell as pw
    >>> points = {"Ana": {"Xu": 8, "Yates": 5}, "Ben": {"Xu": 9, "Yates": 4}, "Cem": {"Xu": 7}}
    >>> problem = pw.Problem(points)
    >>> for one in pw.worth(problem, pw.match(problem)):
    ...     print(one.text)
    With one more place for mentor Xu, there would be 3 pairs instead of 2 pairs.
    With one more place for mentor Yates, there would be 3 pairs instead of 2 pairs.
    """
    check_type("worth", "problem", "a Problem", Problem, problem)
    check_type("worth", "matching", "a Matching", Matching, matching)
    check_type("worth", "names", "a Names or None", (Names, type(None)), names)
    check_options("worth", progress, time_limit)
    called: Names = problem._names if names is None else names
    core = matching._to_core()
    found = _core.worth(problem._core, core, called._to_core(), progress, time_limit)
    return tuple(Worth._later(partial(_in_python, each, problem, matching)) for each in found)


def _in_python(core: _core.Worth, problem: Problem, matching: Matching) -> Worth:
    return Worth(
        RuleChange._of(core.change, problem),
        Consequences._of(core.consequences, problem, matching),
        core.text,
        core.detail,
    )
