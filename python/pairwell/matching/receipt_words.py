"""What a receipt says, in sentences to the person whose it is."""

from __future__ import annotations

from collections.abc import Iterable

from pairwell.data.spoken import Speech, called, joined, lower_first, some_of, upper_first
from pairwell.matching.receipt_check import BEST_WORST, Line, Offer, Walk, is_sum_of_points
from pairwell.matching.receipt_document import Contents
from pairwell.matching.stages import STAGES


def written(walk: Walk, digest: str, say: Speech) -> list[str]:
    """Write a receipt that holds: who it is of, what each list says, and what it proves."""
    lines = (of_line(walk, line, say) for line in walk.lines)
    return [head(walk.own, say), *filter(None, lines), ending(digest, say)]


def head(own: Contents, say: Speech) -> str:
    """Who it is, whom they are with, and what the rules allow them."""
    return f"{_partners(own, say)} {_allowed(own, say)}"


def _partners(own: Contents, say: Speech) -> str:
    paired = [partner for partner in own.partners if partner.is_paired]
    is_mentee = own.role == "mentee"
    if not paired:
        if is_mentee:
            return say.gettext("Mentee %(who)s: you are in no pair.", who=own.label)
        return say.gettext("Mentor %(who)s: you are in no pair.", who=own.label)
    told = some_of(
        say,
        [
            say.gettext(
                "%(who)s (%(points)s)",
                who=called(own.others, each.label, say),
                points=say.exact_points(each.units, own.scale),
            )
            for each in paired
        ],
    )
    if is_mentee:
        return say.gettext(
            "Mentee %(who)s: you are paired with %(partners)s.", who=own.label, partners=told
        )
    return say.gettext(
        "Mentor %(who)s: you are paired with %(partners)s.", who=own.label, partners=told
    )


def _allowed(own: Contents, say: Speech) -> str:
    return f"{joined(say, [_range(own, say), _of_whom(own, say)])}."


def _range(own: Contents, say: Speech) -> str:
    """How many pairs the rules allow."""
    least, most = own.least, own.most
    if most == 0:
        return say.gettext("The rules allow you no pair")
    if most is None:
        if not least:
            return say.gettext("The rules allow you any number of pairs")
        return say.ngettext(
            "The rules allow you %(num)s or more pairs",
            "The rules allow you %(num)s or more pairs",
            least,
        )
    if least == most:
        return say.ngettext(
            "The rules allow you just %(num)s pair", "The rules allow you just %(num)s pairs", most
        )
    if least:
        return say.ngettext(
            "The rules allow you %(least)s to %(num)s pair",
            "The rules allow you %(least)s to %(num)s pairs",
            most,
            least=say.number(least),
        )
    return say.ngettext(
        "The rules allow you at most %(num)s pair",
        "The rules allow you at most %(num)s pairs",
        most,
    )


def _of_whom(own: Contents, say: Speech) -> str:
    """How many of the other side are allowed."""
    count = len(own.partners)
    there = count + len(own.not_allowed)
    are_mentors = own.others == "mentor"
    if not there:
        if are_mentors:
            return say.gettext("there is no mentor")
        return say.gettext("there is no mentee")
    if there == 1 and count:
        if are_mentors:
            return say.gettext("the only mentor is allowed for you")
        return say.gettext("the only mentee is allowed for you")
    if there == 1:
        if are_mentors:
            return say.gettext("the only mentor is not allowed for you")
        return say.gettext("the only mentee is not allowed for you")
    if count == there:
        if are_mentors:
            return say.ngettext(
                "of %(num)s mentor, all are allowed for you",
                "of %(num)s mentors, all are allowed for you",
                there,
            )
        return say.ngettext(
            "of %(num)s mentee, all are allowed for you",
            "of %(num)s mentees, all are allowed for you",
            there,
        )
    if not count:
        if are_mentors:
            return say.ngettext(
                "of %(num)s mentor, none is allowed for you",
                "of %(num)s mentors, none is allowed for you",
                there,
            )
        return say.ngettext(
            "of %(num)s mentee, none is allowed for you",
            "of %(num)s mentees, none is allowed for you",
            there,
        )
    total = say.number(there)
    if are_mentors:
        return say.ngettext(
            "of %(there)s mentors, %(num)s is allowed for you",
            "of %(there)s mentors, %(num)s are allowed for you",
            count,
            there=total,
        )
    return say.ngettext(
        "of %(there)s mentees, %(num)s is allowed for you",
        "of %(there)s mentees, %(num)s are allowed for you",
        count,
        there=total,
    )


def of_line(walk: Walk, line: Line, say: Speech) -> str:
    """A list of prices, or a stage without one, in one paragraph; nothing where it says nothing."""
    own = walk.own
    stage = own.stages[line.stage]
    if stage.name == BEST_WORST:
        said = _worst(own, line, say)
    elif line.place is None:
        said = _closing(own, line, say)
    else:
        said = " ".join([*_compared(own, line, say), *_left_out(own, line, say)])
    if not said:
        return ""
    title = _title(own, line, say)
    return say.gettext("%(title)s: %(said)s", title=title, said=lower_first(said))


def ending(digest: str, say: Speech) -> str:
    """What a receipt proves, and what it does not."""
    return say.gettext(
        "The published prices have the digest %(digest)s. Compare it with others: this receipt"
        " shows that your own pairs are the best for you at these prices, and where all receipts"
        " with this digest hold, no matching is better at any stage. It does not show that your"
        " points are right.",
        digest=digest[:12],
    )


def _title(own: Contents, line: Line, say: Speech) -> str:
    stage = own.stages[line.stage]
    row = STAGES[stage.name]
    facts = {
        "number": say.number(line.stage + 1),
        "title": lower_first(say.pgettext("stage", row.title)),
    }
    if line.place is None or not row.has_profile:
        return say.gettext("Stage %(number)s, %(title)s", **facts)
    each = own.lists[line.place]
    first, last = (
        say.exact(end, own.scale) if row.in_points else say.number(end)
        for end in (each.first, each.last)
    )
    if each.first == each.last:
        if row.in_points:
            return say.gettext(
                "Stage %(number)s, %(title)s; %(level)s points", level=first, **facts
            )
        return say.gettext("Stage %(number)s, %(title)s; rank %(level)s", level=first, **facts)
    if row.in_points:
        return say.gettext(
            "Stage %(number)s, %(title)s; %(first)s to %(last)s points",
            first=first,
            last=last,
            **facts,
        )
    return say.gettext(
        "Stage %(number)s, %(title)s; ranks %(first)s to %(last)s", first=first, last=last, **facts
    )


def _compared(own: Contents, line: Line, say: Speech) -> Iterable[str]:
    mine = [offer for offer in line.offers if offer.partner.is_paired]
    others = [offer for offer in line.offers if not offer.partner.is_paired]
    least = min(mine, key=lambda offer: offer.left, default=None)
    most = max(others, key=lambda offer: offer.left, default=None)
    yield from _settled(own, line, say)
    told = []
    if least:
        told.append(_own_offer(own, line, least, len(mine), say))
    if most:
        told.append(_other_offer(own, line, most, len(others), bool(least), say))
    if told:
        yield f"{upper_first(joined(say, told))}."
    if least and most:
        yield say.gettext("No other allowed partner leaves you more than yours.")
    elif least:
        if len(own.partners) == len(mine) + len(line.settled):
            yield say.gettext("No other partner is allowed for you.")
        else:
            yield say.gettext(
                "What earlier stages settled leaves no other allowed partner to compare."
            )
    elif not most:
        if line.settled:
            yield say.gettext("No other allowed partner is left to compare.")
        elif own.partners:
            yield say.gettext("No allowed partner is left to compare.")
        else:
            yield say.gettext("Nobody is allowed for you, so there is nothing to compare.")
    yield from _room(own, line, bool(least), bool(most), say)


def _own_offer(own: Contents, line: Line, offer: Offer, count: int, say: Speech) -> str:
    facts = _offer_facts(own, line, offer, say)
    if count == 1:
        return say.gettext("yours leaves you %(left)s (%(offer)s)", **facts)
    return say.gettext("of yours, the least that one leaves is %(left)s (%(offer)s)", **facts)


def _other_offer(
    own: Contents, line: Line, offer: Offer, count: int, has_own: bool, say: Speech
) -> str:
    facts = _offer_facts(own, line, offer, say)
    if has_own:
        if count == 1:
            return say.gettext("the only other leaves you %(left)s (%(offer)s)", **facts)
        return say.gettext("the most that another leaves you is %(left)s (%(offer)s)", **facts)
    if count == 1:
        return say.gettext("the only one left leaves you %(left)s (%(offer)s)", **facts)
    return say.gettext("the most that one leaves you is %(left)s (%(offer)s)", **facts)


def _room(own: Contents, line: Line, has_least: bool, has_most: bool, say: Speech) -> Iterable[str]:
    """Why somebody who might have another pair has none."""
    if not has_most:
        return
    if line.was_fixed:
        if not has_least and own.most == 0:
            yield say.gettext("Your capacity is 0, so none of them can be yours.")
        elif not has_least:
            yield say.gettext(
                "How many pairs you have is settled, so none of them can be yours now."
            )
    elif line.has_room:
        yield _further(own, line, has_least or bool(line.settled), say)
    elif not has_least:
        yield say.gettext("You have as many pairs as you may.")


def _further(own: Contents, line: Line, has_pairs: bool, say: Speech) -> str:
    """What a pair, or one more, would leave the person at the most."""
    cost = _number(own, line, line.groups, say)
    if not own.own_groups:
        if has_pairs:
            return say.gettext(
                "A further pair would leave you no more than 0, so it would not be better."
            )
        return say.gettext("A pair would leave you no more than 0, so it would not be better.")
    groups = len(own.own_groups)
    if has_pairs:
        return say.ngettext(
            "A further pair would leave you no more than the %(cost)s that your group costs, so it"
            " would not be better.",
            "A further pair would leave you no more than the %(cost)s that your groups cost, so it"
            " would not be better.",
            groups,
            cost=cost,
        )
    return say.ngettext(
        "A pair would leave you no more than the %(cost)s that your group costs, so it would not"
        " be better.",
        "A pair would leave you no more than the %(cost)s that your groups cost, so it would not"
        " be better.",
        groups,
        cost=cost,
    )


def _settled(own: Contents, line: Line, say: Speech) -> Iterable[str]:
    locked = [partner for partner in line.settled if partner.is_locked]
    before = [partner for partner in line.settled if not partner.is_locked]
    if locked:
        yield say.ngettext(
            "Your pair with %(partners)s is locked, and not compared.",
            "Your pairs with %(partners)s are locked, and not compared.",
            len(locked),
            partners=some_of(say, [called(own.others, each.label, say) for each in locked]),
        )
    if before:
        yield say.ngettext(
            "Your pair with %(partners)s is settled before, and not compared.",
            "Your pairs with %(partners)s are settled before, and not compared.",
            len(before),
            partners=some_of(say, [called(own.others, each.label, say) for each in before]),
        )


def _left_out(own: Contents, line: Line, say: Speech) -> Iterable[str]:
    if line.closed:
        yield say.ngettext(
            "%(num)s other was out before.", "%(num)s others were out before.", line.closed
        )
    if not line.leaving:
        return
    name = own.stages[line.stage].name
    if name == BEST_WORST:
        yield say.ngettext(
            "From here on %(num)s other with fewer points is out.",
            "From here on %(num)s others with fewer points are out.",
            line.leaving,
        )
    elif STAGES[name].has_profile:
        yield say.ngettext(
            "From here on %(num)s other is out.",
            "From here on %(num)s others are out.",
            line.leaving,
        )
    else:
        yield say.ngettext(
            "From here on %(num)s other who leaves less is out.",
            "From here on %(num)s others who leave less are out.",
            line.leaving,
        )


def _worst(own: Contents, line: Line, say: Speech) -> str:
    value = own.stages[line.stage].value
    if value is None:
        return say.gettext("there is no pair that counts.")
    mine = [each.units for each in own.partners if each.is_paired and not each.is_locked]
    worst = say.exact_points(value, own.scale)
    if not mine:
        said = [say.gettext("the worst pair of all has %(worst)s.", worst=worst)]
    elif len(mine) == 1:
        told = say.exact_points(mine[0], own.scale)
        said = [
            say.gettext(
                "the worst pair of all has %(worst)s, and yours has %(own)s.", worst=worst, own=told
            )
        ]
    else:
        told = say.exact_points(min(mine), own.scale)
        said = [
            say.gettext(
                "the worst pair of all has %(worst)s, and the worst of yours has %(own)s.",
                worst=worst,
                own=told,
            )
        ]
    if any(each.is_locked and each.is_paired for each in own.partners):
        said.append(say.gettext("A locked pair does not count."))
    if line.place is None:
        said.append(
            say.gettext("A pair that earlier stages need has no more, so it could not be better.")
        )
    else:
        said.append(
            say.gettext(
                "That it could not be better is shown by the prices of all together and not by"
                " yours alone: the shares come to %(total)s, which is below 0, and yours to"
                " %(share)s.",
                total=say.number(sum(own.lists[line.place].shares)),
                share=say.number(own.shares[line.place]),
            )
        )
    said += _left_out(own, line, say)
    return " ".join(said)


def _closing(own: Contents, line: Line, say: Speech) -> str:
    if line.leaving:
        return say.ngettext(
            "from here on %(num)s other is out, at levels where no pair is needed.",
            "from here on %(num)s others are out, at levels where no pair is needed.",
            line.leaving,
        )
    has_lists = any(each.stage == line.stage for each in own.lists)
    return "" if has_lists else say.gettext("nothing of yours was left to settle.")


def _offer_facts(own: Contents, line: Line, offer: Offer, say: Speech) -> dict[str, str]:
    """What a partner leaves, and of which worth and price it comes."""
    name = own.stages[line.stage].name
    who = called(own.others, offer.partner.label, say)
    price = _number(own, line, offer.price, say)
    worth = say.number(offer.worth)
    if STAGES[name].parameter == "seed":
        told = say.gettext(
            "%(who)s: ticket %(ticket)s, price %(price)s", who=who, ticket=worth, price=price
        )
    else:
        if is_sum_of_points(name):
            worth = say.exact_points(offer.worth, own.scale)
        told = say.gettext(
            "%(who)s: worth %(worth)s, price %(price)s", who=who, worth=worth, price=price
        )
    return {"left": _number(own, line, offer.left, say), "offer": told}


def _number(own: Contents, line: Line, number: int, say: Speech) -> str:
    is_points = is_sum_of_points(own.stages[line.stage].name)
    return say.exact(number, own.scale) if is_points else say.number(number)
