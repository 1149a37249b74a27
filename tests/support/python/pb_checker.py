"""A small checker of pseudo-Boolean proofs, written from VeriPB's pages and not from our writer.

It reads what is documented as OPB and as version 2.0 of the proof format, of which it knows the
rules ``f``, ``pol`` (but for saturation and weakening), a ``rup`` of nothing, ``output NONE`` and
all conclusions; anything else is refused. Numbers are Python's, so they have no limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NAME = r"[A-Za-z_][A-Za-z0-9_\[\]{}^-]+"
_TERM = re.compile(rf"([+-]?\d+) (~?{_NAME})")
_INTEGER = re.compile(r"[+-]?\d+")


class Refused(Exception):  # noqa: N818
    """What a checker says of something that is no proof."""


def need(fact, why):
    """Refuse unless something is so."""
    if not fact:
        raise Refused(why)


@dataclass
class Row:
    """Literals with coefficients above 0, whose sum is at least a number."""

    terms: dict
    least: int

    @classmethod
    def of(cls, terms, least):
        """A constraint over literals with any coefficients, in normal form."""
        over = {}
        for literal, value in terms:
            name, value, least = (
                (literal[1:], -value, least - value)
                if literal[0] == "~"
                else (literal, value, least)
            )
            over[name] = over.get(name, 0) + value
        flipped = {}
        for name, value in over.items():
            if value:
                flipped[name if value > 0 else f"~{name}"] = abs(value)
            least -= min(value, 0)
        return cls(flipped, least)

    def plus(self, other):
        return Row.of([*self.terms.items(), *other.terms.items()], self.least + other.least)

    def times(self, factor):
        return Row(
            {name: value * factor for name, value in self.terms.items()}, self.least * factor
        )

    def over(self, divisor):
        return Row(
            {name: -(-value // divisor) for name, value in self.terms.items()},
            -(-self.least // divisor),
        )

    def holds(self, true):
        return sum(value for literal, value in self.terms.items() if literal in true) >= self.least

    def is_contradiction(self):
        return sum(self.terms.values()) < self.least

    def implies(self, other):
        """Whether adding literals that are 0 or more turns this into the other, or more."""
        lost = sum(
            max(0, value - other.terms.get(literal, 0)) for literal, value in self.terms.items()
        )
        return self.is_contradiction() or self.least - lost >= other.least


def _terms(text):
    found = _TERM.findall(text)
    need(" ".join(map(" ".join, found)) == " ".join(text.split()), f"no sum: {text[:60]}")
    return [(literal, int(number)) for number, literal in found]


class Formula:
    """An OPB file."""

    def __init__(self, text):
        self.rows, self.objective, self.told = [], None, []
        self.names = set()
        lines = text.splitlines()
        head = re.fullmatch(r"\* #variable= (\d+) #constraint= (\d+)", lines[0])
        need(head, "no head")
        for line in lines[1:]:
            if line.startswith("*"):
                self.told.append(line[2:])
                continue
            need(line.endswith(" ;"), f"no end of a constraint: {line[:60]}")
            body = line[:-2]
            if body.startswith("min:"):
                need(self.objective is None and not self.rows, "an objective comes first, and once")
                self.objective = _terms(body[4:].strip())
                self.names |= {name for name, _ in self.objective}
                continue
            left, sense, right = body.partition(">=")
            need(sense and _INTEGER.fullmatch(right.strip()), f"no constraint: {line[:60]}")
            terms = _terms(left)
            self.names |= {literal.lstrip("~") for literal, _ in terms}
            self.rows.append(Row.of(terms, int(right)))
        need(len(self.rows) == int(head[2]), "another number of constraints")
        self.variables = int(head[1])
        need(len(self.names) <= self.variables, "more variables than the head says")


def _polish(text, rows):
    stack = []

    def pop():
        need(stack, "nothing to take from the stack")
        return stack.pop()

    tokens = text.split()
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else ""
        if _INTEGER.fullmatch(token):
            if following in ("*", "d"):
                need(int(token) > 0, "a factor that is not above 0")
                stack.append(int(token))
            else:
                need(1 <= int(token) <= len(rows), f"there is no constraint {token}")
                stack.append(rows[int(token) - 1])
        elif token in ("*", "d"):
            number, row = pop(), pop()
            need(isinstance(number, int) and isinstance(row, Row), "operands of another kind")
            stack.append(row.times(number) if token == "*" else row.over(number))
        elif token == "+":
            one, other = pop(), pop()
            need(isinstance(one, Row) and isinstance(other, Row), "operands of another kind")
            stack.append(other.plus(one))
        else:
            need(re.fullmatch(f"~?{_NAME}", token), f"unknown: {token}")
            stack.append(Row.of([(token, 1)], 0))
    need(len(stack) == 1 and isinstance(stack[0], Row), "not one constraint at the end")
    return stack[0]


def check(formula_text, proof_text):
    """What a proof shows of a formula: ("BOUNDS", lower, upper), ("SAT",) or ("UNSAT",).

    Raises
    ------
    Refused
        Where it shows nothing.
    """
    formula = Formula(formula_text)
    rows = list(formula.rows)
    lines = [line for line in proof_text.splitlines() if not line.startswith("*")]
    need(lines[:1] == ["pseudo-Boolean proof version 2.0"], "another version")
    need(lines[1:2] == [f"f {len(rows)}"], "another number of constraints")
    need(lines[-1:] == ["end pseudo-Boolean proof"], "no end")
    need(lines[-3:-2] == ["output NONE"], "no output section")
    for line in lines[2:-3]:
        rule, _, rest = line.partition(" ")
        if line == "rup >= 0 ;":
            rows.append(Row({}, 0))
        else:
            need(rule == "pol", f"unknown rule {rule}")
            rows.append(_polish(rest, rows))
    return _concluded(lines[-2], formula, rows)


def _concluded(line, formula, rows):
    found = re.fullmatch(
        r"conclusion (?:(SAT) : (.*)|(UNSAT) : (\d+)|BOUNDS (-?\d+) : (\d+) (-?\d+) : (.*))", line
    )
    need(found, "no conclusion")
    sat, literals, unsat, number, lower, bound, upper, solution = found.groups()
    if unsat:
        need(formula.objective is None, "a formula with an objective")
        need(rows[int(number) - 1].is_contradiction(), "no contradiction")
        return ("UNSAT",)
    true = (literals if sat else solution).split()
    names = [literal.lstrip("~") for literal in true]
    need(len(set(names)) == len(names) == formula.variables, "a solution names each variable once")
    need(set(names) >= formula.names, "a solution names each variable")
    need(all(row.holds(set(true)) for row in formula.rows), "a constraint does not hold")
    if sat:
        need(formula.objective is None, "a formula with an objective")
        return ("SAT",)
    need(formula.objective is not None, "a formula without an objective")
    value = sum(number for name, number in formula.objective if name in true)
    need(value == int(upper), f"the solution comes to {value}")
    need(rows[int(bound) - 1].implies(Row.of(formula.objective, int(lower))), "no such bound")
    return ("BOUNDS", int(lower), int(upper))
