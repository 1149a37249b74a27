"""One file of a proof: the rules of a problem, what earlier stages keep, and where each stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from pairwell.data.shown import plural
from pairwell.matching.proof_face import Face, Key, Pairs, Whole
from pairwell.matching.proof_formula import Formula, Proof, Sum, Tick, ticking
from pairwell.matching.stage_result import Prices


class Kept(NamedTuple):
    """A constraint that later stages have: that an earlier one keeps what it reached."""

    key: Key
    terms: Mapping[int, int]
    least: int
    says: str
    is_out: bool
    """Whether it leaves pairs out."""


class ProofFile:
    """A formula in the making, with its proof, and where its constraints stand."""

    def __init__(
        self, title: str, pairs: Pairs, head: list[str], kept: list[Kept], tick: Tick
    ) -> None:
        self.tick = tick
        self.formula = Formula(list(pairs.variables), head=[title, *head])
        self.number: dict[Key, int] = {}
        self.outs: list[int] = []
        self._pairs = pairs
        self._most: dict[int, int] = {}
        self._least: dict[int, int] = {}
        self._locked: dict[int, int] = {}
        add = self.formula.add
        for place, each in enumerate(ticking(pairs.counted, tick, 16)):
            if each.least > 0:
                told = plural(each.least, "pair")
                self._least[place] = add(
                    dict.fromkeys(each.pairs, 1), each.least, f"{each.called}: at least {told}"
                )
            if each.most is not None and each.most < len(each.pairs):
                told = plural(each.most, "pair")
                self._most[place] = add(
                    dict.fromkeys(each.pairs, -1), -each.most, f"{each.called}: at most {told}"
                )
        for index in np.flatnonzero(pairs.is_locked).tolist():
            self._locked[index] = add({index: 1}, 1, f"{self.formula.variables[index]} is locked")
        for one in kept:
            self.number[one.key] = add(one.terms, one.least, one.says)
            if one.is_out:
                self.outs.append(self.number[one.key])

    def written(self, conclusion: str) -> tuple[str, str]:
        """The text of the formula, and that of the proof with what it shows."""
        formula = self.formula.text(self.tick)
        self.tick()
        proof = self.proof.text(conclusion)
        self.tick()
        return formula, proof

    def begin(self) -> None:
        """Begins the proof; the formula is complete."""
        self.proof = Proof(self.formula, self.tick)

    def sum(self, *added: tuple[int | None, int]) -> Sum:
        """A sum of constraints, each with its times; None is none."""
        total = Sum(self.proof)
        for number, times in added:
            if number is not None:
                total.add(number, times)
        return total

    def bound(self, face: Face, worth: Whole, prices: Prices) -> Sum:
        """What prices say on the face: the sum of all that they and earlier stages' prices weigh.

        Parameters
        ----------
        face
            What the earlier stages leave.
        worth, prices
            Of the sum that the prices bound.
        """
        gain = worth - self._pairs.paid(prices)
        self.tick()
        needed, paid = face.weighed(gain, self._pairs.flat(prices), self.tick)
        total = Sum(self.proof)
        for key in sorted(needed):
            total.add(self.number[key], needed[key])
        for place, price in enumerate(paid.tolist()):
            if price > 0 and place in self._most:
                total.add(self._most[place], price)
            elif price < 0 and place in self._least:
                total.add(self._least[place], -price)
        return total

    def settle(self, total: Sum, target: Mapping[int, int]) -> Sum:
        """Brings the pairs of a sum to a target, by what is left out, locked, 0 or more, or 1."""
        end = len(self._pairs)
        for number in self.outs:
            total.add(number, max(0, total.excess(self.proof.row(number), target, end)))
        for index, number in self._locked.items():
            total.add(number, max(0, target.get(index, 0) - total.coefficient(index)))
        return total.bring_to(target, range(end))
