"""What a receipt says, in sentences to the person whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from pairwell import _core
from pairwell.data.shown import plural
from pairwell.matching.receipt_check import BEST_WORST, Line, Offer, Walk, is_sum_of_points
from pairwell.matching.receipt_document import Contents, ReceiptPartner
from pairwell.matching.stages import STAGES

_NAMED = 8


def head(own: Contents) -> str:
    """Who it is, whom they are with, and what the rules allow them."""
    return f"{own.role.capitalize()} {own.label}: {_partners(own)} {_allowed(own)}"


def _partners(own: Contents) -> str:
    paired = [partner for partner in own.partners if partner.is_paired]
    if not paired:
        return "you are in no pair."
    told = [f"{own.others} {each.label} ({_in_points(each.units, own.scale)})" for each in paired]
    return f"you are paired with {_listed(told)}."


def _allowed(own: Contents) -> str:
    if own.most == 0:
        pairs = "no pair"
    elif own.most is None:
        pairs = f"{own.least} or more pairs" if own.least else "any number of pairs"
    elif own.least == own.most:
        pairs = f"just {plural(own.most, 'pair')}"
    elif own.least:
        pairs = f"{own.least} to {plural(own.most, 'pair')}"
    else:
        pairs = f"at most {plural(own.most, 'pair')}"
    count = len(own.partners)
    there = count + len(own.not_allowed)
    if there < 2:
        one = f"there is no {own.others}" if not there else f"the only {own.others} is"
        ends = "" if not there else " allowed for you" if count else " not allowed for you"
        return f"The rules allow you {pairs}; {one}{ends}."
    allowed = "none is" if not count else "1 is" if count == 1 else f"{count} are"
    allowed = "all are" if count == there else allowed
    return f"The rules allow you {pairs}; of {there} {own.others}s, {allowed} allowed for you."


def of_line(walk: Walk, line: Line) -> str:
    """A list of prices, or a stage without one, in one paragraph; nothing where it says nothing."""
    own = walk.own
    stage = own.stages[line.stage]
    if stage.name == BEST_WORST:
        said = _worst(own, line)
    elif line.place is None:
        said = _closing(own, line)
    else:
        said = " ".join([*_compared(own, line), *_left_out(own, line)])
    return f"{_title(own, line)}: {said[0].lower()}{said[1:]}" if said else ""


def ending(own: Contents, digest: str) -> str:
    """What a receipt proves, and what it does not."""
    return (
        f"The published prices have the digest {digest[:12]}. Compare it with others: this receipt"
        " shows that your own pairs are the best for you at these prices, and where all receipts"
        " with this digest hold, no matching is better at any stage. It does not show that your"
        " points are right."
    )


def _title(own: Contents, line: Line) -> str:
    stage = own.stages[line.stage]
    title = STAGES[stage.name].title
    text = f"Stage {line.stage + 1}, {title[0].lower()}{title[1:]}"
    if line.place is None or not STAGES[stage.name].has_profile:
        return text
    each = own.lists[line.place]
    ends = [each.first, each.last]
    if STAGES[stage.name].in_points:
        levels = " to ".join(_plain(end, own.scale) for end in dict.fromkeys(ends)) + " points"
    else:
        levels = ("ranks " if ends[0] != ends[1] else "rank ") + " to ".join(
            map(str, dict.fromkeys(ends))
        )
    return f"{text}; {levels}"


def _compared(own: Contents, line: Line) -> Iterable[str]:
    mine = [offer for offer in line.offers if offer.partner.is_paired]
    others = [offer for offer in line.offers if not offer.partner.is_paired]
    least = min(mine, key=lambda offer: offer.left, default=None)
    most = max(others, key=lambda offer: offer.left, default=None)
    yield from _settled(own, line)
    told = []
    if least:
        subject = "yours leaves you" if len(mine) == 1 else "of yours, the least that one leaves is"
        told.append(f"{subject} {_offer(own, line, least)}")
    if most:
        subject = (
            "the most that another leaves you is" if least else "the most that one leaves you is"
        )
        if len(others) == 1:
            subject = "the only other leaves you" if least else "the only one left leaves you"
        told.append(f"{subject} {_offer(own, line, most)}")
    if told:
        yield _sentence("; ".join(told))
    if least and most:
        yield "No other allowed partner leaves you more than yours."
    elif least:
        yield (
            "No other partner is allowed for you."
            if len(own.partners) == len(mine) + len(line.settled)
            else "What earlier stages settled leaves no other allowed partner to compare."
        )
    elif not most:
        yield (
            "No other allowed partner is left to compare."
            if line.settled
            else "No allowed partner is left to compare."
            if own.partners
            else "Nobody is allowed for you, so there is nothing to compare."
        )
    yield from _room(own, line, bool(least), bool(most))


def _room(own: Contents, line: Line, has_least: bool, has_most: bool) -> Iterable[str]:
    """Why somebody who might have another pair has none."""
    if not has_most:
        return
    if line.was_fixed:
        if not has_least and own.most == 0:
            yield "Your capacity is 0, so none of them can be yours."
        elif not has_least:
            yield "How many pairs you have is settled, so none of them can be yours now."
    elif line.has_room:
        place = "A further pair" if has_least or line.settled else "A pair"
        cost = (
            f"would leave you no more than the {_number(own, line, line.groups)} that your"
            f" {'group costs' if len(own.own_groups) == 1 else 'groups cost'}"
            if own.own_groups
            else "would leave you no more than 0"
        )
        yield f"{place} {cost}, so it would not be better."
    elif not has_least:
        yield "You have as many pairs as you may."


def _settled(own: Contents, line: Line) -> Iterable[str]:
    locked = [partner for partner in line.settled if partner.is_locked]
    before = [partner for partner in line.settled if not partner.is_locked]
    for partners, why in ((locked, "locked"), (before, "settled before")):
        if partners:
            verb = f"{'is' if len(partners) == 1 else 'are'} {why}"
            pairs = "Your pair" if len(partners) == 1 else "Your pairs"
            yield f"{pairs} with {_called(own, partners)} {verb}, and not compared."


def _left_out(own: Contents, line: Line) -> Iterable[str]:
    if line.closed:
        verb = "was" if line.closed == 1 else "were"
        yield f"{plural(line.closed, 'other')} {verb} out before."
    if line.leaving:
        name = own.stages[line.stage].name
        is_one = line.leaving == 1
        why = f" who {'leaves' if is_one else 'leave'} less"
        if name == BEST_WORST:
            why = " with fewer points"
        elif STAGES[name].has_profile:
            why = ""
        verb = "is" if is_one else "are"
        yield f"From here on {plural(line.leaving, 'other')}{why} {verb} out."


def _worst(own: Contents, line: Line) -> str:
    value = own.stages[line.stage].value
    if value is None:
        return "there is no pair that counts."
    mine = [each.units for each in own.partners if each.is_paired and not each.is_locked]
    said = [f"the worst pair of all has {_in_points(value, own.scale)}"]
    if mine:
        one = "yours" if len(mine) == 1 else "the worst of yours"
        said[0] += f", and {one} has {_in_points(min(mine), own.scale)}"
    said[0] += "."
    if any(each.is_locked and each.is_paired for each in own.partners):
        said.append("A locked pair does not count.")
    if line.place is None:
        said.append("A pair that earlier stages need has no more, so it could not be better.")
    else:
        total = sum(own.lists[line.place].shares)
        said.append(
            "That it could not be better is shown by the prices of all together and not by yours"
            f" alone: the shares come to {total}, which is below 0, and yours to"
            f" {own.shares[line.place]}."
        )
    said += _left_out(own, line)
    return " ".join(said)


def _closing(own: Contents, line: Line) -> str:
    if line.leaving:
        verb = "is" if line.leaving == 1 else "are"
        others = plural(line.leaving, "other")
        return f"from here on {others} {verb} out, at levels where no pair is needed."
    has_lists = any(each.stage == line.stage for each in own.lists)
    return "" if has_lists else "nothing of yours was left to settle."


def _offer(own: Contents, line: Line, offer: Offer) -> str:
    name = own.stages[line.stage].name
    worth = (
        f"ticket {offer.worth}"
        if STAGES[name].parameter == "seed"
        else f"worth {_in_points(offer.worth, own.scale)}"
        if is_sum_of_points(name)
        else f"worth {offer.worth}"
    )
    price = _number(own, line, offer.price)
    left = _number(own, line, offer.left)
    return f"{left} ({own.others} {offer.partner.label}: {worth}, price {price})"


def _number(own: Contents, line: Line, number: int) -> str:
    is_points = is_sum_of_points(own.stages[line.stage].name)
    return _plain(number, own.scale) if is_points else str(number)


def _plain(units: int, scale: int) -> str:
    return _core.points_text(units, scale) if abs(units) < 2**63 else f"{units / scale:.15g}"


def _in_points(units: int, scale: int) -> str:
    points = _plain(units, scale)
    return f"{points} point{'' if points == '1' else 's'}"


def _called(own: Contents, partners: list[ReceiptPartner]) -> str:
    return _listed([f"{own.others} {partner.label}" for partner in partners])


def _listed(parts: list[str]) -> str:
    if len(parts) > _NAMED:
        parts = [*parts[:_NAMED], f"{len(parts) - _NAMED} more"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."
