"""Checking a receipt from itself alone; nothing here knows a problem or a matching."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pairwell.matching.receipt_document import (
    Contents,
    PriceList,
    PublishedStage,
    ReceiptPartner,
)
from pairwell.matching.receipt_json import compact
from pairwell.matching.stages import STAGES

BEST_WORST = "best_worst"
_AS_MANY = "rank_maximal"
_MOST_WEIGHT = 2**61


def digest_of(document: Any) -> str:
    """The digest to which a document's parts lead: its rules, and a tree of lines for each side."""
    own = document["own"]
    line = {"label": own["label"], "prices": own["prices"], "own": _sha256(compact(own))}
    root = _sha256(compact(line))
    for side, neighbour in document["path"]:
        root = _sha256(neighbour + root if side == "left" else root + neighbour)
    level = [_sha256(compact(other)) for other in document["others"]] or [_sha256("")]
    while len(level) > 1:
        level = [
            _sha256(level[place] + level[place + 1]) if place + 1 < len(level) else level[place]
            for place in range(0, len(level), 2)
        ]
    roots = (root, level[0]) if own["role"] == "mentee" else (level[0], root)
    return _sha256(" ".join((_sha256(compact(document["rules"])), *roots)))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass
class Counted:
    """The range that earlier lists leave to a person or a group, and the pairs in it."""

    least: float
    most: float
    pairs: int

    def fits(self) -> bool:
        """Whether there are as many pairs as the range allows."""
        return self.least <= self.pairs <= self.most

    def pays(self, price: int) -> bool:
        """Whether what has a price is at the end of its range, where it stays from then on."""
        if price > 0:
            self.least = self.most
        elif price < 0:
            self.most = self.least
        return self.fits()

    def term(self, price: int) -> int | None:
        """What it adds to the sum of best_worst; None where nothing bounds it."""
        end = self.most if price > 0 else self.least
        if not price:
            return 0
        return None if end == float("inf") else price * int(end)


@dataclass(frozen=True)
class Offer:
    """What one open partner comes to in one list of prices."""

    partner: ReceiptPartner
    worth: int
    price: int

    @property
    def left(self) -> int:
        """What the partner leaves."""
        return self.worth - self.price


@dataclass
class Line:
    """What a list of prices says of one person, or a stage that has none."""

    stage: int
    place: int | None
    """Of the list; None for a stage without one."""
    price: int = 0
    """The person's, with those of the groups."""
    groups: int = 0
    """The prices of the groups together."""
    offers: list[Offer] = field(default_factory=list)
    """Of the pairs that earlier lists left open."""
    settled: list[ReceiptPartner] = field(default_factory=list)
    """Partners whose pairs were settled before."""
    closed: int = 0
    """Other partners who were out before."""
    leaving: int = 0
    """Other partners who are out from here on."""
    was_fixed: bool = False
    """Whether the number of pairs was settled before."""
    has_room: bool = False
    """Whether the range would let the person have another pair."""


def weights_of(own: PriceList, name: str) -> dict[int, int] | None:
    """The worth of a pair at each level of a step: one outweighs all open pairs behind it.

    None where it leaves 62 bits, which no step does.
    """
    weights, weight = {}, 1
    for level, pairs in reversed(own.open):
        if weight > _MOST_WEIGHT:
            return None
        weights[level] = weight if name == _AS_MANY else -weight
        weight *= 1 + pairs
    return weights


def is_sum(name: str) -> bool:
    """Whether a stage makes a sum of worths as high as can be."""
    return name != BEST_WORST and not STAGES[name].has_profile


def is_sum_of_points(name: str) -> bool:
    """Whether the worths are the points of the pairs."""
    return is_sum(name) and STAGES[name].in_points


def _worth(stage: PublishedStage, partner: ReceiptPartner) -> int:
    told = STAGES[stage.name].parameter
    if told == "points":
        return -1 if partner.units < (stage.parameter or 0) and not partner.is_locked else 0
    if told == "pairs":
        return 1 if partner.was_previous else 0
    if told == "seed":
        return partner.ticket
    return partner.units if STAGES[stage.name].in_points else 1


def _weight(
    weights: dict[int, int], level: Callable[[ReceiptPartner], int], partner: ReceiptPartner
) -> int:
    return weights.get(level(partner), 0)


def wrong_published(own: Contents) -> Iterator[str]:
    """What of the published part does not hold by itself; a sentence each."""
    for index, stage in enumerate(own.stages):
        count = sum(each.stage == index for each in own.lists)
        needs = (1,) if is_sum(stage.name) else (0, 1) if stage.name == BEST_WORST else (count,)
        if count not in needs or (is_sum(stage.name) and stage.value is None):
            yield f"{_stage(own, index)} does not have the prices that it needs."
            return
    order = [each.stage for each in own.lists]
    if order != sorted(order) or (order and order[-1] >= len(own.stages)):
        yield "the lists of prices are not in the order of the stages."
        return
    groups = [
        Counted(each.least, float("inf") if each.most is None else each.most, each.pairs)
        for each in own.groups
    ]
    for group, counted in zip(own.groups, groups, strict=True):
        if not counted.fits():
            yield f"{group.role} group {group.label}: the number of pairs is outside the range."
    for index, each in enumerate(own.lists):
        yield from _wrong_list(own, index, each, groups)


def _wrong_list(own: Contents, index: int, each: PriceList, groups: list[Counted]) -> Iterator[str]:
    stage, label = own.stages[each.stage], _stage(own, each.stage)
    terms: list[int | None] = []
    for group, counted in zip(own.groups, groups, strict=True):
        price = group.prices[index]
        if stage.name == BEST_WORST:
            terms.append(counted.term(price))
            continue
        terms.append(price * counted.pairs)
        if not counted.pays(price):
            where = f"{group.role} group {group.label}"
            yield f"{label}: {where} has a price and is not at its limit."
    if None in terms or each.shares[2] != sum(term or 0 for term in terms):
        yield f"{label}: the share of the groups is not what they pay."
        return
    total = sum(each.shares)
    if stage.name == BEST_WORST and total >= 0:
        yield f"{label}: the total does not show that the worst pair could not be better."
    value, parameter = stage.value or 0, stage.parameter or 0
    told = STAGES[stage.name].parameter
    signed = -value if told == "points" else parameter - value if told == "pairs" else value
    if is_sum(stage.name) and total != signed:
        yield f"{label}: the total is not the value of the stage."


def _stage(own: Contents, index: int) -> str:
    return f"stage {index + 1} ({own.stages[index].name})"


class Walk:
    """Goes through the lists of a receipt, and follows what each leaves open of the person's pairs.

    Afterwards ``failures`` has a sentence for each point that does not hold, and ``lines`` what the
    lists say.
    """

    def __init__(self, own: Contents) -> None:
        self.own = own
        self.failures: list[str] = []
        self.lines: list[Line] = []
        self._is_mentee = own.role == "mentee"
        self._open = [not partner.is_locked for partner in own.partners]
        self._is_out = [False] * len(own.partners)
        most = float("inf") if own.most is None else own.most
        self._range = Counted(own.least, most, sum(each.is_paired for each in own.partners))
        self._run()

    def _fail_unless(self, holds: bool, sentence: str) -> None:
        if not holds:
            self.failures.append(sentence)

    def _called(self, partner: ReceiptPartner) -> str:
        return f"{self.own.others} {partner.label}"

    def _in_list(self, index: int) -> str:
        each = self.own.lists[index]
        label = _stage(self.own, each.stage)
        if not STAGES[self.own.stages[each.stage].name].has_profile:
            return label
        return f"{label}, levels {each.first} to {each.last}"

    def _run(self) -> None:
        self._fail_unless(self._range.fits(), "the number of pairs is outside the range.")
        for partner in self.own.partners:
            if partner.is_locked and not partner.is_paired:
                self.failures.append(f"the pair with {self._called(partner)} is locked, not made.")
        self._check_ranks()
        for index, stage in enumerate(self.own.stages):
            lists = [place for place, each in enumerate(self.own.lists) if each.stage == index]
            if stage.name == BEST_WORST:
                self._worst(index, stage, lists)
            elif is_sum(stage.name):
                self._settle(lists[0], partial(_worth, stage))
            else:
                self._levels(index, stage, lists)

    def _check_ranks(self) -> None:
        """A mentee sees all of the points that ranks go by; a mentor has to believe them."""
        if not self._is_mentee or not any(
            STAGES[stage.name].has_profile and not STAGES[stage.name].in_points
            for stage in self.own.stages
        ):
            return
        units = sorted({partner.units for partner in self.own.partners}, reverse=True)
        rank = {number: place for place, number in enumerate(units, 1)}
        for partner in self.own.partners:
            told = f"the rank of {self._called(partner)} is not that of the points."
            self._fail_unless(partner.rank == rank[partner.units], told)

    def _line(self, stage: int, index: int | None) -> Line:
        line = Line(stage, index)
        line.was_fixed = self._range.least == self._range.most
        line.has_room = self._range.pairs < self._range.most
        for is_open, partner in zip(self._open, self.own.partners, strict=True):
            if not is_open and partner.is_paired:
                line.settled.append(partner)
            elif not is_open:
                line.closed += 1
        if index is not None:
            line.price = self.own.prices[index]
            line.groups = sum(group.prices[index] for group in self.own.own_groups)
        self.lines.append(line)
        return line

    def _close(self, place: int, line: Line) -> None:
        """Takes a pair out of what is open, for good."""
        self._open[place] = False
        self._is_out[place] = not self.own.partners[place].is_paired
        line.leaving += self._is_out[place]

    def _settle(self, index: int, worth: Callable[[ReceiptPartner], int]) -> None:
        """No open pair gains that is not made, and none loses that is."""
        line = self._line(self.own.lists[index].stage, index)
        paired = [partner for partner in self.own.partners if partner.is_paired]
        if self._is_mentee:
            share = sum(worth(each) - each.prices[index] for each in paired)
            share -= line.groups * len(paired)
        else:
            share = (line.price - line.groups) * len(paired)
        label = self._in_list(index)
        for place, partner in enumerate(self.own.partners):
            if not self._open[place]:
                continue
            offer = Offer(partner, worth(partner), partner.prices[index])
            line.offers.append(offer)
            if offer.left == line.price:
                continue
            self._close(place, line)
            if (offer.left > line.price) != partner.is_paired:
                more = "more" if offer.left > line.price else "less"
                but = "is a partner" if partner.is_paired else "is no partner"
                told = f"{label}: {self._called(partner)} leaves {more} than the price and {but}."
                self.failures.append(told)
        told = f"{label}: the person has a price and is not at that end of the range of pairs."
        self._fail_unless(self._range.pays(line.price - line.groups), told)
        self._compare_share(index, share)

    def _compare_share(self, index: int, share: int | None) -> None:
        told = f"{self._in_list(index)}: the share is not what the pairs and prices come to."
        self._fail_unless(self.own.shares[index] == share, told)

    def _worst(self, index: int, stage: PublishedStage, lists: list[int]) -> None:
        def is_low(partner: ReceiptPartner, more: int) -> bool:
            return not partner.is_locked and (
                stage.value is None or partner.units < stage.value + more
            )

        for partner in self.own.partners:
            told = f"{_stage(self.own, index)}: the pair with {self._called(partner)} is worse"
            self._fail_unless(
                not (partner.is_paired and is_low(partner, 0)), f"{told} than the worst."
            )
        line = self._line(index, lists[0] if lists else None)
        if lists:
            share = self._range.term(line.price - line.groups)
            for place, partner in enumerate(self.own.partners):
                if not self._is_mentee or self._is_out[place] or is_low(partner, 1):
                    continue
                gain = -(line.price + partner.prices[lists[0]])
                if share is not None and (gain > 0 or not self._open[place]):
                    share += gain
            self._compare_share(lists[0], share)
        for place, partner in enumerate(self.own.partners):
            if self._open[place] and is_low(partner, 0):
                self._close(place, line)

    def _levels(self, index: int, stage: PublishedStage, lists: list[int]) -> None:
        def level(partner: ReceiptPartner) -> int:
            return partner.units if by_points else partner.rank

        by_points = STAGES[stage.name].in_points
        sign = 1 if by_points or stage.name == _AS_MANY else -1
        self._count(stage, index, level)
        settled: int | None = None
        for place in [*lists, None]:
            line = self._line(index, None)
            self._pass_over(stage, line, level, sign, settled, place)
            if place is None:
                break
            self.lines.pop()
            each = self.own.lists[place]
            self._count_open(place, level, sign)
            weights = weights_of(each, stage.name)
            if weights is None:
                self.failures.append(f"{self._in_list(place)}: the open pairs give no weights.")
            self._settle(place, partial(_weight, weights or {}, level))
            self.lines[-1].leaving += line.leaving
            settled = sign * each.last

    def _pass_over(
        self,
        stage: PublishedStage,
        line: Line,
        level: Callable[[ReceiptPartner], int],
        sign: int,
        settled: int | None,
        upto: int | None,
    ) -> None:
        """Levels between two steps: few are wanted and none is made, or none is open."""
        for place, partner in enumerate(self.own.partners):
            turn = sign * level(partner)
            if not self._open[place] or (settled is not None and turn <= settled):
                continue
            if upto is not None and turn >= sign * self.own.lists[upto].first:
                continue
            self._close(place, line)
            if stage.name == _AS_MANY or partner.is_paired:
                told = f"nothing settles the level of the pair with {self._called(partner)}."
                self.failures.append(f"{_stage(self.own, line.stage)}: {told}")

    def _count(
        self, stage: PublishedStage, index: int, level: Callable[[ReceiptPartner], int]
    ) -> None:
        """The profile has the person's own pairs."""
        profile = dict(stage.profile)
        own: dict[int, int] = {}
        for partner in self.own.partners:
            if partner.is_paired and not partner.is_locked:
                own[level(partner)] = own.get(level(partner), 0) + 1
        for number, pairs in own.items():
            told = f"the profile leaves out a pair at level {number}."
            self._fail_unless(profile.get(number, 0) >= pairs, f"{_stage(self.own, index)}: {told}")

    def _count_open(self, index: int, level: Callable[[ReceiptPartner], int], sign: int) -> None:
        """The open pairs of a step have the person's own."""
        each = self.own.lists[index]
        listed = dict(each.open)
        own: dict[int, int] = {}
        for is_open, partner in zip(self._open, self.own.partners, strict=True):
            if is_open and sign * each.first <= sign * level(partner) <= sign * each.last:
                own[level(partner)] = own.get(level(partner), 0) + 1
        for number, pairs in own.items():
            told = f"the open pairs leave one out at level {number}."
            self._fail_unless(listed.get(number, 0) >= pairs, f"{self._in_list(index)}: {told}")
