"""What ranges of weights look like: pieces, what changes between them, and sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from pairwell._arguments import suggestion, whole
from pairwell.data.framed import Column, Framed
from pairwell.data.shown import html_table, plural
from pairwell.drawing.picture import Picture, below_a_table
from pairwell.drawing.weights import Part, Strip, weights_picture
from pairwell.matching.faults import raise_fault
from pairwell.matching.labels import Label, shown
from pairwell.matching.matching import Matching
from pairwell.matching.tables import MatchingTable, column_of_labels
from pairwell.matching.value import Value

PairLabels = tuple[Label, Label]
_NAMED = 3


@dataclass(frozen=True, repr=False)
class WeightPiece:
    """The weights of one criterion at which the same pairs are best."""

    low: Fraction
    high: Fraction
    """Equal to `low` for pairs that are best at a single weight."""
    has_low: bool
    """Whether they are best at `low` itself; below it others are."""
    has_high: bool
    pairs: tuple[PairLabels, ...]
    """Labels where the problem has them, else positions; by mentee and then mentor."""

    def __contains__(self, weight: Fraction | int) -> bool:
        if weight in (self.low, self.high):
            return (weight == self.low and self.has_low) or (weight == self.high and self.has_high)
        return self.low < weight < self.high

    @property
    def text(self) -> str:
        """The weights, in words: "from 0 to 3/2 (1.5)"."""
        if self.low == self.high:
            return f"only at {_exact(self.low)}"
        start = "from" if self.has_low else "from above"
        end = "to" if self.has_high else "to below"
        return f"{start} {_exact(self.low)} {end} {_exact(self.high)}"

    def __repr__(self) -> str:
        return f"<WeightPiece: {plural(len(self.pairs), 'pair')}, {self.text}>"


@dataclass(frozen=True, repr=False)
class PairRange:
    """The weights of one criterion, around the present one, at which a pair stays."""

    criterion: str
    weight: int
    """The present weight."""
    mentee: Label
    mentor: Label
    low: Fraction
    """From here on the pair is one; 0 where no lower weight ends it."""
    high: Fraction
    """Up to here it is one."""
    ends_below: bool
    """Whether a lower weight than `low`, within the range, ends the pair."""
    ends_above: bool

    @property
    def nearest(self) -> Fraction | None:
        """The smallest change of the weight that ends the pair; None where none does."""
        found = [self.weight - self.low] if self.ends_below else []
        found += [self.high - self.weight] if self.ends_above else []
        return min(found, default=None)

    def __repr__(self) -> str:
        return f"<PairRange: a pair, {self.criterion} {self.low} to {self.high}>"


@dataclass(frozen=True, eq=False, repr=False)
class WeightRange(Value):
    """The range of one weight, in pieces."""

    criterion: str
    weight: int
    """The present weight."""
    most: int
    """Where the range ends; it begins at 0."""
    pieces: tuple[WeightPiece, ...]
    """In rising order; empty where the call was stopped before they were settled. At a weight
    where two pieces meet, both are as good where both have it."""
    is_best: bool
    """Whether the pairs of the matching are best at the present weight by unrounded points."""
    matched: tuple[PairLabels, ...]
    """The pairs of the matching."""
    stopped: str = ""
    """What stopped the call before; empty where nothing did."""

    @property
    def place(self) -> int | None:
        """Where the piece of the present weight stands; of two, that of the matching's pairs.

        None where the call was stopped before.
        """
        found = [place for place, piece in enumerate(self.pieces) if self.weight in piece]
        own = [place for place in found if set(self.pieces[place].pairs) == set(self.matched)]
        best = own or found
        return best[0] if best else None

    def changes(
        self,
    ) -> tuple[tuple[Fraction, tuple[PairLabels, ...], tuple[PairLabels, ...]], ...]:
        """The weights at which pairs change, in rising order, with those that end and begin."""
        return tuple(
            (after.low, _without(before.pairs, after.pairs), _without(after.pairs, before.pairs))
            for before, after in zip(self.pieces, self.pieces[1:], strict=False)
        )

    @property
    def room(self) -> WeightPiece | None:
        """The piece that has the present weight; None where the call was stopped before."""
        place = self.place
        return None if place is None else self.pieces[place]

    @property
    def text(self) -> str:
        """Full sentences: where the same pairs are best, and what changes next to it."""
        head = f"{self.criterion} (now {self.weight})"
        place = self.place
        if place is None:
            return f"{head}: not worked out, since {self.stopped or 'it has no points'}."
        piece = self.pieces[place]
        if not self.is_best:
            head = f"{head}: by points that are not rounded other pairs are best now; these"
        else:
            head = f"{head}: the same pairs"
        if len(self.pieces) == 1:
            return f"{head} are best at every weight {piece.text}."
        found = [f"{head} are best {piece.text}."]
        changes = self.changes()
        if place:
            _, begin, end = changes[place - 1]
            found.append(_changed("Below", end, begin))
        if place < len(changes):
            _, end, begin = changes[place]
            found.append(_changed("Above", end, begin))
        return " ".join(found)

    def __repr__(self) -> str:
        if not self.pieces:
            return f"<WeightRange: {self.criterion}, not worked out>"
        return f"<WeightRange: {self.criterion}, {plural(len(self.pieces), 'piece')}>"


@dataclass(frozen=True, eq=False, repr=False)
class WeightRanges(Framed, Value):
    """The exact ranges of one weight at a time; see `weight_ranges`.

    ``ranges["needs"]`` is the range of one criterion. Frames have the rows of `table`.
    """

    matching: Matching
    ranges: tuple[WeightRange, ...]
    """One a criterion, in the order of the scores."""

    @property
    def names(self) -> tuple[str, ...]:
        """The criteria."""
        return tuple(each.criterion for each in self.ranges)

    def __len__(self) -> int:
        return len(self.ranges)

    def __iter__(self) -> Iterator[WeightRange]:
        return iter(self.ranges)

    def __getitem__(self, name: str) -> WeightRange:
        """The range of one criterion.

        Raises
        ------
        InvalidInput
            Where there is none of this name, with the nearest.
        """
        for each in self.ranges:
            if each.criterion == name:
                return each
        near = suggestion(str(name), self.names) or f" Criteria: {', '.join(self.names)}"
        message = f"there is no range of this name.{near}"
        raise_fault("WeightRanges", "criterion", "name", message, name)
        raise AssertionError

    @property
    def pairs(self) -> tuple[PairRange, ...]:
        """For each criterion that was settled and each pair of the matching, where it stays.

        A pair that is not best at the present weight by unrounded points is left out.
        """
        found = []
        for each in self.ranges:
            place = each.place
            for pair in each.matched if place is not None else ():
                if place is None or pair not in each.pieces[place].pairs:
                    continue
                first = last = place
                while first and pair in each.pieces[first - 1].pairs:
                    first -= 1
                while last + 1 < len(each.pieces) and pair in each.pieces[last + 1].pairs:
                    last += 1
                found.append(
                    PairRange(
                        each.criterion,
                        each.weight,
                        *pair,
                        each.pieces[first].low,
                        each.pieces[last].high,
                        first > 0,
                        last + 1 < len(each.pieces),
                    )
                )
        return tuple(found)

    def fragile(self, most: int = 10) -> tuple[PairRange, ...]:
        """The pairs that the smallest changes of one weight end, those first, each once.

        A change counts as a share of the weight, so that weights of 5 and 50 compare.

        Parameters
        ----------
        most
            How many at most.
        """
        count = whole("fragile", "most", most, 0, 2**31)
        ending = [each for each in self.pairs if each.nearest is not None and each.weight]
        ending.sort(key=lambda each: (each.nearest or Fraction(0)) / each.weight)
        first: dict[PairLabels, PairRange] = {}
        for each in ending:
            first.setdefault((each.mentee, each.mentor), each)
        return tuple(first.values())[:count]

    def table(self) -> MatchingTable:
        """Every piece: where it begins and ends, and what it changes.

        ``criterion``, ``low`` and ``high`` (numbers), ``from`` and ``to`` (exact, as texts),
        ``present`` (yes: it has the present weight), ``lost``, how many pairs of the matching
        are not among its pairs, and ``ended`` and ``begun``, against the piece before it.
        """
        rows: list[tuple[Any, ...]] = []
        for each in self.ranges:
            own = each.place
            changes = [(Fraction(0), (), ()), *each.changes()]
            for place, (piece, change) in enumerate(zip(each.pieces, changes, strict=False)):
                lost = len(_without(each.matched, piece.pairs))
                is_own = "yes" if place == own else None
                ends = (float(piece.low), float(piece.high), str(piece.low), str(piece.high))
                pairs = (_listed(change[1]), _listed(change[2]))
                rows.append((each.criterion, *ends, is_own, lost, *pairs))
        kinds = {"low": "real", "high": "real", "lost": "whole"}
        names = ("criterion", "low", "high", "from", "to", "present", "lost", "ended", "begun")
        columns = [
            Column(name, kinds.get(name, "text"), [row[place] for row in rows])  # type: ignore[arg-type]
            for place, name in enumerate(names)
        ]
        return MatchingTable("ranges of weights", columns)

    def pairs_table(self) -> MatchingTable:
        """Every pair of the matching by criterion: where it stays, and whether that has an end."""
        pairs, problem = self.pairs, self.matching.problem
        known = [problem._labels(side) or range(problem.shape[side]) for side in (0, 1)]
        columns = [
            Column("criterion", "text", [each.criterion for each in pairs]),
            column_of_labels("mentee", [each.mentee for each in pairs], list(known[0])),
            column_of_labels("mentor", [each.mentor for each in pairs], list(known[1])),
            Column("low", "real", [float(e.low) if e.ends_below else None for e in pairs]),
            Column("high", "real", [float(e.high) if e.ends_above else None for e in pairs]),
        ]
        return MatchingTable("where pairs stay", columns)

    def _frame(self) -> list[Column]:
        return self.table()._frame()

    @property
    def text(self) -> str:
        """The sentences of every criterion, a line each."""
        return "\n".join(each.text for each in self.ranges)

    def to_svg(self) -> str:
        """The picture of `pairwell.plot.weight_ranges` as SVG.

        It loads nothing, and the same ranges give the same text.
        """
        return self._picture().svg

    def _picture(self) -> Picture:
        return weights_picture(
            [
                Strip(
                    each.criterion,
                    each.weight,
                    each.most,
                    [
                        Part(
                            float(piece.low),
                            float(piece.high),
                            len(_without(each.matched, piece.pairs)),
                            len(each.matched),
                            _part_text(each, piece),
                        )
                        for piece in each.pieces
                    ],
                    each.text,
                )
                for each in self.ranges
            ]
        )

    def __str__(self) -> str:
        return str(self.table())

    def _summary(self) -> str:
        count = sum(max(len(each.pieces) - 1, 0) for each in self.ranges)
        found = plural(count, "weight", "weights")
        criteria = plural(len(self.ranges), "criterion", "criteria")
        settled = sum(bool(each.pieces) for each in self.ranges)
        rest = "" if settled == len(self) else f", {settled} worked out"
        return f"{criteria}{rest}, pairs change at {found}"

    def __repr__(self) -> str:
        return f"<WeightRanges: {self._summary()}>"

    def _repr_html_(self) -> str:
        table = self.table()
        rows = (
            tuple(f"{c:.6g}" if isinstance(c, float) else str(c) for c in r) for r in table.rows
        )
        shown = html_table(self._summary(), table.columns, rows, len(table))
        return shown + below_a_table(self._picture())


def _part_text(each: WeightRange, piece: WeightPiece) -> str:
    lost = len(_without(each.matched, piece.pairs))
    changed = "the pairs as they are" if not lost else f"{plural(lost, 'pair')} changed"
    return f"{each.criterion} {piece.text}: {changed}"


def _without(pairs: Sequence[PairLabels], others: Sequence[PairLabels]) -> tuple[PairLabels, ...]:
    known = set(others)
    return tuple(pair for pair in pairs if pair not in known)


def _exact(number: Fraction) -> str:
    """A fraction, with about what it is where it is not whole."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{number} ({float(number):.6g})"


def _listed(pairs: Sequence[PairLabels]) -> str:
    return "; ".join(f"{shown(mentee)} with {shown(mentor)}" for mentee, mentor in pairs)


def _named(pairs: Sequence[PairLabels]) -> str:
    told = [f"{shown(mentee)} with {shown(mentor)}" for mentee, mentor in pairs[:_NAMED]]
    if len(pairs) > _NAMED:
        told.append(f"{len(pairs) - _NAMED} more")
    return " and ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)


def _changed(where: str, ended: Sequence[PairLabels], begun: Sequence[PairLabels]) -> str:
    count = max(len(ended), len(begun))
    found = []
    if ended:
        found.append(f"{_named(ended)} {'ends' if len(ended) == 1 else 'end'}")
    if begun:
        found.append(f"{_named(begun)} {'begins' if len(begun) == 1 else 'begin'}")
    verb = "changes" if count == 1 else "change"
    return f"{where}, {plural(count, 'pair')} {verb}: {'; '.join(found)}."
