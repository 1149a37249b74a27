"""Formulas of pseudo-Boolean constraints (OPB), and proofs about them as VeriPB reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

Tick = Callable[[], None]
"""Called every few milliseconds of a long loop; may raise to stop it."""

_T = TypeVar("_T")


def ticking(items: Iterable[_T], tick: Tick, at_once: int = 4096) -> Iterator[_T]:
    """The items, with a tick before each so many of them."""
    for place, item in enumerate(items):
        if place % at_once == 0:
            tick()
        yield item


class Row(NamedTuple):
    """A constraint: the sum of whole numbers times variables of 0 or 1 is at least a number."""

    terms: Mapping[int, int]
    """The coefficient of each variable, by its number; none is 0."""
    least: int


@dataclass
class Formula:
    """What an OPB file says: variables, constraints in their order, and what is to be least."""

    variables: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    objective: dict[int, int] | None = None
    """The coefficient of each variable in the sum to be made least; None where there is none."""
    head: list[str] = field(default_factory=list)
    """Lines of comment above all."""
    _told: list[str] = field(default_factory=list)

    def variable(self, name: str) -> int:
        """Adds a variable and gives its number, from 0."""
        self.variables.append(name)
        return len(self.variables) - 1

    def add(self, terms: Mapping[int, int], least: int, says: str) -> int:
        """Adds a constraint with the comment above it, and gives its number, from 1."""
        self.rows.append(Row(terms, least))
        self._told.append(says)
        return len(self.rows)

    def text(self, tick: Tick) -> str:
        """The OPB file."""
        lines = [f"* #variable= {len(self.variables)} #constraint= {len(self.rows)}"]
        lines += [f"* {comment(line)}" for line in self.head]
        if self.objective is not None:
            lines.append(f"min: {self._sum(self.objective, tick)}".rstrip() + " ;")
        for row, says in zip(self.rows, self._told, strict=True):
            lines += [
                f"* {comment(says)}",
                f"{self._sum(row.terms, tick)} >= {row.least} ;".lstrip(),
            ]
        return "\n".join(lines) + "\n"

    def _sum(self, terms: Mapping[int, int], tick: Tick) -> str:
        return " ".join(
            f"{terms[number]:+d} {self.variables[number]}"
            for number in ticking(sorted(terms), tick)
        )


def comment(text: str) -> str:
    """A text that stays on the line of its comment."""
    return "".join(each if each.isprintable() else ascii(each)[1:-1] for each in text)


class Proof:
    """A proof about a formula: lines that each derive one more constraint, and what they show."""

    def __init__(self, formula: Formula, tick: Tick) -> None:
        self.tick = tick
        self._formula = formula
        self._rows = list(formula.rows)
        self._lines = ["pseudo-Boolean proof version 2.0", f"f {len(formula.rows)}"]

    def row(self, number: int) -> Row:
        """A constraint of the formula, or one that was derived."""
        return self._rows[number - 1]

    def derive(self, total: Sum, divisor: int = 1) -> int:
        """Derives a sum, divided and rounded where a divisor is given; gives its number."""
        row = total.row if divisor == 1 else _divided(total.row, divisor)
        return self._append(total, row, divisor)

    def derive_known(self, total: Sum) -> int:
        """Derives a sum of which the caller knows what it says, so that it is not kept here."""
        return self._append(total, Row({}, total.least), 1)

    def _append(self, total: Sum, row: Row, divisor: int) -> int:
        steps = total.steps if divisor == 1 else f"{total.steps} {divisor} d"
        self._lines.append(f"pol {steps}" if total.steps else "rup >= 0 ;")
        self._rows.append(row)
        return len(self._rows)

    def text(self, conclusion: str) -> str:
        """The proof file."""
        end = ["output NONE", f"conclusion {conclusion}", "end pseudo-Boolean proof"]
        return "\n".join([*self._lines, *end]) + "\n"

    def literals(self, true: Iterable[int]) -> str:
        """A solution: all variables in their order, those that are 0 with a tilde."""
        chosen = set(true)
        return " ".join(
            name if number in chosen else f"~{name}"
            for number, name in enumerate(self._formula.variables)
        )

    def name(self, variable: int) -> str:
        """What a variable is called."""
        return self._formula.variables[variable]


class Sum:
    """A sum of constraints, each as many times as one likes; what one line of a proof derives."""

    def __init__(self, proof: Proof) -> None:
        self._proof = proof
        self._terms: dict[int, int] = {}
        self._least = 0
        self._steps: list[str] = []

    def add(self, number: int, times: int = 1) -> Sum:
        """Adds a constraint of the proof; 0 times is nothing."""
        return self.add_known(number, times, self._proof.row(number))

    def add_known(self, number: int, times: int, row: Row) -> Sum:
        """Adds a constraint of which the caller says what matters: the rest cancels out."""
        if times == 0:
            return self
        assert times > 0, "only a positive number of times keeps the sense of a constraint"
        terms = self._terms
        for variable, value in ticking(row.terms.items(), self._proof.tick):
            terms[variable] = terms.get(variable, 0) + times * value
        self._least += times * row.least
        self._step(str(number), times)
        return self

    def literal(self, variable: int, times: int) -> None:
        """Adds that a variable is at least 0, or where it is below 0 times at most 1."""
        if times == 0:
            return
        self._terms[variable] = self._terms.get(variable, 0) + times
        self._least += min(times, 0)
        name = self._proof.name(variable)
        self._step(name if times > 0 else f"~{name}", abs(times))

    def coefficient(self, variable: int) -> int:
        """What stands before a variable so far."""
        return self._terms.get(variable, 0)

    def excess(self, row: Row, target: Mapping[int, int], end: int) -> int:
        """How far the variables of a row that are before the end are above a target at most."""
        fewest: Collection[int] = row.terms
        if len(fewest) > len(self._terms) + len(target):
            fewest = self._terms.keys() | target.keys()
        return max(
            (
                self.coefficient(variable) - target.get(variable, 0)
                for variable in ticking(fewest, self._proof.tick)
                if variable < end and variable in row.terms
            ),
            default=0,
        )

    def bring_to(self, target: Mapping[int, int], variables: Collection[int]) -> Sum:
        """Brings the coefficients of some variables to those of the target."""
        for variable in ticking(variables, self._proof.tick):
            self.literal(variable, target.get(variable, 0) - self.coefficient(variable))
        return self

    @property
    def least(self) -> int:
        """What the sum is at least."""
        return self._least

    @property
    def row(self) -> Row:
        """What the sum says."""
        return Row({number: value for number, value in self._terms.items() if value}, self._least)

    @property
    def steps(self) -> str:
        """The sum in reverse Polish notation; empty where it is of nothing."""
        return " ".join(self._steps)

    def _step(self, operand: str, times: int) -> None:
        is_first = not self._steps
        self._steps.append(operand if times == 1 else f"{operand} {times} *")
        if not is_first:
            self._steps.append("+")


def _divided(row: Row, divisor: int) -> Row:
    """A constraint over literals with positive coefficients, each divided and rounded up."""
    flipped = sum(-value for value in row.terms.values() if value < 0)
    terms = {
        number: -(-abs(value) // divisor) * (1 if value > 0 else -1)
        for number, value in row.terms.items()
    }
    least = -(-(row.least + flipped) // divisor)
    return Row(terms, least - sum(-value for value in terms.values() if value < 0))
