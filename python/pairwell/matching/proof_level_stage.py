"""The formula and the proof of a stage by levels."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from pairwell.data.shown import plural
from pairwell.matching.proof_face import Face, Key, Pairs, Whole
from pairwell.matching.proof_file import Kept, ProofFile
from pairwell.matching.proof_formula import Row, Sum, ticking
from pairwell.matching.proof_levels import LevelRow, Levels, Segment
from pairwell.matching.stage_result import StageResult
from pairwell.matching.stages import STAGES


class _Stated(NamedTuple):
    """A row of levels in the formula."""

    number: int
    """Of the constraint that says: as good up to here, or better here, or free."""
    needs: int
    """How many times that the levels before are kept must be added to make use of it."""
    kept: int | None
    """The variable that is 1 where the levels up to this one are kept; None of an empty row."""


class _Known(NamedTuple):
    """A bound that was derived, whose terms are known from where it is used."""

    number: int
    least: int


class LevelProof:
    """Shows level by level that none can be better while those before it are kept.

    In the formula, a variable for each level is 1 where the levels up to it are as good as in the
    matching. Where it is 0 and that of the level before is 1, the level must be better; behind the
    first such level all are free. So the last variable is 0 in some solution if and only if there
    is a better profile, and to be shown is that it is at least 1.
    """

    def __init__(
        self, file: ProofFile, pairs: Pairs, stage: StageResult, place: int, face: Face
    ) -> None:
        self.kept: list[Kept] = []
        self._file = file
        self._pairs = pairs
        self._stage = stage
        self._place = place
        self._face = face
        self._levels = Levels(pairs, stage, file.tick)
        self._segments = self._levels.segments()

    def conclusion(self, chosen: list[int]) -> str:
        """Writes formula and proof, narrows the face, and gives what is shown."""
        stated = self.state()
        self._file.begin()
        held: int | None = None
        for segment, rows in zip(self._segments, stated, strict=True):
            held = self._prove(segment, rows, held)
        kept = [each.kept for rows in stated for each in rows if each.kept is not None]
        literals = self._file.proof.literals([*chosen, *kept])
        if held is None:
            nothing = self._file.proof.derive(self._file.sum())
            return f"BOUNDS 0 : {nothing} 0 : {literals}"
        return f"BOUNDS 1 : {held} 1 : {literals}"

    def _told(self, row: LevelRow) -> str:
        levels = sorted(self._levels.sign * turn for turn in (row.turns[0], row.turns[-1]))
        first, last = levels
        if STAGES[self._stage.name].in_points:
            return plural(first, "unit") if first == last else f"{first} to {last} units"
        return f"rank {first}" if first == last else f"ranks {first} to {last}"

    def state(self) -> list[list[_Stated]]:
        """Writes the formula, and gives where the rows of each segment stand in it."""
        formula = self._file.formula
        more, fewer = ("more", "fewer") if self._levels.as_many else ("fewer", "more")
        formula.head += [
            f"kept_n is 0 only where a level up to its own has {more} pairs than in the matching,",
            f"and none before that has {fewer}. To be least: the last of them.",
        ]
        before: int | None = None
        stated = []
        for segment in self._segments:
            rows = []
            for row in ticking(segment.rows, self._file.tick, 16):
                rows.append(self._state_row(row, before))
                before = before if rows[-1].kept is None else rows[-1].kept
            stated.append(rows)
        formula.objective = {} if before is None else {before: 1}
        return stated

    def _state_row(self, row: LevelRow, before: int | None) -> _Stated:
        """Writes a row of levels: as in the matching where all are kept, or better, or free."""
        formula, as_many = self._file.formula, self._levels.as_many
        needs = row.chosen + 1 if as_many else len(row.pairs) - row.chosen + (row.chosen > 0)
        least = 0 if as_many else -len(row.pairs)
        terms = dict.fromkeys(row.pairs, 1 if as_many else -1)
        if before is None:
            least += needs
        else:
            terms[before] = -needs
        says = f"{self._told(row)}: {plural(row.chosen, 'pair')}"
        if row.chosen == 0 and not as_many:
            return _Stated(formula.add(terms, least, says), needs, None)
        kept = formula.variable(f"kept_{len(formula.variables) - len(self._pairs) + 1}")
        terms[kept] = 1
        return _Stated(formula.add(terms, least, says), needs, kept)

    def _prove(self, segment: Segment, stated: list[_Stated], held: int | None) -> int | None:
        """Proves the levels of a segment, and narrows the face by them.

        Gives the number of what shows that the last level, or that before, is kept.
        """
        file, levels, face = self._file, self._levels, self._face
        if not segment.rows and segment.prices is None:
            return held
        weight = levels.weights(segment, face)
        sign = 1 if levels.as_many else -1
        prices = segment.prices or self._pairs.no_prices()
        worth: Whole = np.zeros(len(self._pairs), object)
        left = {
            index: -sign * each
            for index, each in ticking(weight.items(), file.tick)
            if levels.counts(index, segment, face)
        }
        bound: _Known | None = None
        rest: list[_Known | None] = [None] * len(segment.rows)
        if left and any(one.kept is not None for one in stated):
            for index, each in ticking(left.items(), file.tick):
                worth[index] = -each
            total = file.settle(file.bound(face, worth, prices), left)
            bound = _Known(file.proof.derive_known(total), total.least)
            rest = self._rest(segment, left)
        rows: list[tuple[Key, int]] = []
        for row, one, others in zip(segment.rows, stated, rest, strict=True):
            file.tick()
            times = max(weight[index] for index in row.pairs)
            here = {index: left.pop(index) for index in row.pairs if index in left}
            total = file.sum((one.number, times), (held, times * one.needs))
            self._add(total, bound, here)
            self._add(total, others, {})
            total.bring_to({}, row.pairs)
            number, held = self._prove_row(one, total, times, held)
            rows += self._keep(row, number, times)
            if bound is not None:
                total = self._add(file.sum((number, times)), bound, here).bring_to({}, row.pairs)
                bound = _Known(file.proof.derive_known(total), total.least) if left else None
        for index, each in ticking(weight.items(), file.tick):
            worth[index] = sign * each
        face.push(worth, prices, rows)
        for row, one in zip(segment.rows, stated, strict=True):
            if one.kept is None:
                face.leave_out(row.pairs, closes=False)
        return held

    def _rest(self, segment: Segment, left: dict[int, int]) -> list[_Known | None]:
        """What takes the rows behind each out of the bound: no pair is below 0, or above 1."""
        found: list[_Known | None] = [None] * len(segment.rows)
        for place in range(len(segment.rows) - 1, 0, -1):
            total = self._add(self._file.sum(), found[place], {})
            for index in ticking(segment.rows[place].pairs, self._file.tick):
                total.literal(index, -left.get(index, 0))
            if total.steps:
                found[place - 1] = _Known(self._file.proof.derive_known(total), total.least)
        return found

    @staticmethod
    def _add(total: Sum, known: _Known | None, terms: dict[int, int]) -> Sum:
        """Adds a bound to a sum, of whose terms only some do not cancel out."""
        return total if known is None else total.add_known(known.number, 1, Row(terms, known.least))

    def _prove_row(
        self, one: _Stated, total: Sum, times: int, held: int | None
    ) -> tuple[int, int | None]:
        """Shows that a row is kept where those before it are.

        Gives the numbers of what its pairs come to, and of what shows that it is kept.
        """
        file = self._file
        fact = file.sum((one.number, 1), (held, one.needs))
        if one.kept is None:
            number = one.number if held is None else file.proof.derive(fact)
            file.outs.append(number)
            return number, held
        assert total.least > 0, "the prices do not prove the level"
        now = file.proof.derive(total, times)
        fact.literal(one.kept, -1)
        return file.proof.derive(fact), now

    def _keep(self, row: LevelRow, number: int, times: int) -> list[tuple[Key, int]]:
        """Notes what is shown of a row, for what follows here and for later stages.

        Gives what the sum of worths has of it: nothing where it says nothing.
        """
        as_many = self._levels.as_many
        if as_many and row.chosen == 0:
            return []
        key: Key = ("level", self._place, len(self.kept))
        self._file.number[key] = number
        few = "at least" if as_many else "at most"
        says = f"stage {self._place}, {self._told(row)}: {few} {plural(row.chosen, 'pair')}"
        sign = 1 if as_many else -1
        terms = dict.fromkeys(row.pairs, sign)
        is_out = row.chosen == 0
        self.kept.append(Kept(key, terms, sign * row.chosen, says, is_out))
        return [] if is_out else [(key, times)]
