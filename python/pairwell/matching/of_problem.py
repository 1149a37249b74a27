"""A result that knows its problem, which its pickles leave out unless they are to have it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple, Self

from pairwell import _core
from pairwell._arguments import check_type
from pairwell.matching.faults import raise_fault
from pairwell.matching.problem import Problem
from pairwell.matching.value import Value


class Asked(NamedTuple):
    """What a matching tells of its problem without having it at hand."""

    shape: tuple[int, int]
    scale: int
    rounding: float
    points: float
    """The sum over the pairs; 0 while the problem is at hand, which tells it."""


class OfProblem(Value):
    """What a matching is as a value: its first field is the problem, its last the digest."""

    problem: Problem
    digest: str

    @classmethod
    def _without_problem(cls, asked: Asked, *parts: Any) -> Self:
        """What a pickle without the problem is of."""
        result = object.__new__(cls)
        for each, part in zip(fields(cls)[1:], parts, strict=True):  # type: ignore[arg-type]
            object.__setattr__(result, each.name, part)
        object.__setattr__(result, "_told", asked)
        result.__post_init__()
        return result

    def __post_init__(self) -> None:
        raise NotImplementedError

    @classmethod
    def _with_its_problem(cls, problem: Problem, *parts: Any) -> Self:
        """What a pickle with the problem is of; others that are made of it have it, too."""
        result = cls(problem, *parts)  # type: ignore[call-arg]
        object.__setattr__(result, "_is_whole", True)
        return result

    def __getattr__(self, name: str) -> Any:
        if name != "problem":
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        message = (
            "it was pickled without its problem, which this needs: give it back by "
            "matching.with_problem(problem), or pickle matching.with_problem()"
        )
        raise_fault("Matching", "problem", "problem", message, self.digest or "no digest")

    @property
    def _has_problem(self) -> bool:
        return "problem" in self.__dict__

    @property
    def _asked(self) -> Asked:
        if not self._has_problem:
            told: Asked = self.__dict__["_told"]
            return told
        return Asked(self.problem.shape, self.problem.scale, self.problem.rounding, 0.0)

    def with_problem(self, problem: Problem | None = None) -> Self:
        """The same matching with its problem, which from then on goes into its pickles.

        Parameters
        ----------
        problem
            The problem that it was made for; it may be left out where the matching has it.

        Raises
        ------
        InvalidInput
            For another problem than the digest names, and where none is given although the matching
            was pickled without.

        Examples
        --------
        >>> import pickle
        >>> import pairwell as pw
        >>> problem = pw.Problem([[3, 1], [2, 2]])
        >>> loaded = pickle.loads(pickle.dumps(pw.match(problem)))
        >>> loaded.pairs.tolist(), loaded.points
        ([[0, 0], [1, 1]], 5.0)
        >>> loaded.with_problem(problem).verify()
        <Verdict: holds>
        """
        if problem is None:
            problem = self.problem
        check_type("Matching.with_problem", "problem", "a Problem", Problem, problem)
        if not self._is_of(problem):
            message = (
                "the matching was made for another problem: its digest is not that of this one"
            )
            value = self.digest or "no digest"
            raise_fault("Matching.with_problem", "digest", "problem", message, value)
        return self._with_its_problem(problem, *self._parts())

    def _is_of(self, problem: Problem) -> bool:
        """Whether it was made for a problem, as far as it can tell."""
        if self._has_problem:
            return isinstance(self.problem, Problem) and bool(self.problem == problem)
        asked = Asked(problem.shape, problem.scale, problem.rounding, self._asked.points)
        if asked != self._asked:
            return False
        return not self.digest or _core.was_made_for(problem._core, self._to_core())

    def _to_core(self) -> _core.Matching:
        raise NotImplementedError

    @property
    def points(self) -> float:
        """The sum of points over the pairs."""
        raise NotImplementedError

    def _whole(self) -> Self:
        return self._with_its_problem(self.problem, *self._parts()) if self._has_problem else self

    def _parts(self) -> tuple[Any, ...]:
        """All but the problem."""
        return tuple(getattr(self, each.name) for each in fields(self)[1:])  # type: ignore[arg-type]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, OfProblem):
            return NotImplemented
        if self._has_problem and other._has_problem:
            return bool(self.problem == other.problem) and Value.__eq__(self, other)
        return self._asked[:3] == other._asked[:3] and Value.__eq__(self, other)

    __hash__ = Value.__hash__

    def __reduce__(self) -> tuple[object, ...]:
        if self.__dict__.get("_is_whole") and self._has_problem:
            return self._with_its_problem, (self.problem, *self._parts())
        return self._without_problem, (self._asked._replace(points=self.points), *self._parts())

    def __copy__(self) -> Self:
        return self  # it cannot be changed

    def __deepcopy__(self, _: dict[int, Any]) -> Self:
        return self
