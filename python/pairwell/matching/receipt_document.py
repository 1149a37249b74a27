"""The document of a receipt: what it must hold, read from JSON."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Any, Literal

from pairwell import _core
from pairwell._arguments import as_told
from pairwell.matching.document_shape import Plain, wrong
from pairwell.matching.faults import Faults
from pairwell.matching.labels import shown
from pairwell.matching.stages import STAGES

FORMAT = "pairwell receipt 1"
Role = Literal["mentee", "mentor"]
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,37})")
_HEX = re.compile(r"[0-9a-f]{64}")
_MOST = 2**53


@dataclass(frozen=True, repr=False)
class ReceiptPartner:
    """A person of the other side whom the rules allow, as a receipt tells of them."""

    label: str
    units: int
    """The points of the pair, in units."""
    is_paired: bool
    is_locked: bool
    was_previous: bool
    rank: int
    """Of the pair for its mentee, from 1; 0 where no stage goes by ranks."""
    ticket: int
    """Of the pair in the lottery; 0 without one."""
    prices: tuple[int, ...]
    """The published price of the partner in each list."""

    def __repr__(self) -> str:
        return f"<ReceiptPartner: {self.units} units{', paired' if self.is_paired else ''}>"


@dataclass(frozen=True)
class PublishedStage:
    """What is published of a stage."""

    name: str
    parameter: int | None
    value: int | None
    profile: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class PriceList:
    """What is published of one set of prices besides the prices themselves."""

    stage: int
    first: int
    last: int
    open: tuple[tuple[int, int], ...]
    shares: tuple[int, int, int]
    """Of all mentees, of all mentors and of all groups."""


@dataclass(frozen=True)
class PublishedGroup:
    """What is published of a group."""

    role: Role
    label: str
    least: int
    most: int | None
    pairs: int
    prices: tuple[int, ...]


@dataclass(frozen=True)
class Contents:
    """A receipt's document in numbers."""

    scale: int
    stages: tuple[PublishedStage, ...]
    lists: tuple[PriceList, ...]
    groups: tuple[PublishedGroup, ...]
    role: Role
    label: str
    least: int
    most: int | None
    own_groups: tuple[PublishedGroup, ...]
    prices: tuple[int, ...]
    shares: tuple[int, ...]
    partners: tuple[ReceiptPartner, ...]
    not_allowed: tuple[str, ...]
    """Labels of the other side, but for those of the partners."""

    @property
    def others(self) -> Role:
        """What one of the other side is called."""
        return "mentor" if self.role == "mentee" else "mentee"


# What each part must be; a key with "?" may be missing.
_TEXT, _NUMBERED, _COUNT, _TRUE, _DIGEST = "text", "number", "count", "true", "digest"
_LEVELS = [(_NUMBERED, _COUNT)]
_PRICED = {"label": _TEXT, "prices": [_NUMBERED], "own": _DIGEST}
_SHAPE = {
    "format": _TEXT,
    "digest": _DIGEST,
    "rules": {
        "matching": _DIGEST,
        "scale": _NUMBERED,
        "stages": [
            {
                "name": _TEXT,
                "parameter": (None, _NUMBERED, ""),
                "value": (None, _NUMBERED, ""),
                "profile": _LEVELS,
            }
        ],
        "lists": [
            {
                "stage": _COUNT,
                "first": (None, _NUMBERED, ""),
                "last": (None, _NUMBERED, ""),
                "open": _LEVELS,
                "shares": {"mentees": _NUMBERED, "mentors": _NUMBERED, "groups": _NUMBERED},
            }
        ],
        "groups": [
            {
                "role": _TEXT,
                "label": _TEXT,
                "least": _COUNT,
                "most": (None, _COUNT, ""),
                "pairs": _COUNT,
                "prices": [_NUMBERED],
            }
        ],
    },
    "others": [_PRICED],
    "own": {
        "role": _TEXT,
        "label": _TEXT,
        "least": _COUNT,
        "most": (None, _COUNT, ""),
        "groups": [_TEXT],
        "prices": [_NUMBERED],
        "shares": [_NUMBERED],
        "partners": [
            {
                "label": _TEXT,
                "units": _NUMBERED,
                "paired?": _TRUE,
                "locked?": _TRUE,
                "previous?": _TRUE,
                "rank?": _COUNT,
                "ticket?": _NUMBERED,
            }
        ],
    },
    "path": [(_TEXT, _DIGEST)],
}
_PLAIN: Plain = {
    _TEXT: ("a text", lambda value: isinstance(value, str)),
    _NUMBERED: (
        "a whole number as a text",
        lambda value: isinstance(value, str) and _NUMBER.fullmatch(value) is not None,
    ),
    _COUNT: (
        "a whole number, 0 or more",
        lambda value: type(value) is int and 0 <= value < _MOST,
    ),
    _TRUE: ("true, or left out", lambda value: value is True),
    _DIGEST: (
        "64 hexadecimal digits",
        lambda value: isinstance(value, str) and _HEX.fullmatch(value) is not None,
    ),
}


def read(function: str, document: Any) -> Contents:
    """The contents of a document.

    Raises
    ------
    InvalidInput
        For every part that is not what it must be.
    """
    faults = Faults()
    if isinstance(document, dict) and document.get("format") != FORMAT:
        message = f'the format is not "{FORMAT}"'
        faults.add("format", "format", message, document.get("format", "missing"))
    for place, wanted, value in wrong(_SHAPE, _PLAIN, document, "receipt"):
        faults.add("receipt", place, f"must be {wanted}", as_told(value))
        if len(faults) == 20:
            break
    _core.throw_if_errors(function, faults)
    contents = _contents(document, faults)
    _core.throw_if_errors(function, faults)
    return contents


def _optional(value: str | None) -> int | None:
    return None if value is None else int(value)


def _levels(listed: list[Any]) -> tuple[tuple[int, int], ...]:
    return tuple((int(level), pairs) for level, pairs in listed)


def _contents(document: Any, faults: Faults) -> Contents:
    rules, own = document["rules"], document["own"]
    if int(rules["scale"]) < 1:
        faults.add("receipt", "rules.scale", "must be 1 or more", rules["scale"])
    stages = tuple(
        PublishedStage(
            stage["name"],
            _optional(stage["parameter"]),
            _optional(stage["value"]),
            _levels(stage["profile"]),
        )
        for stage in rules["stages"]
    )
    for index, stage in enumerate(stages):
        if stage.name not in STAGES:
            faults.add("receipt", f"rules.stages[{index}]", "there is no such stage", stage.name)
    lists = tuple(
        PriceList(
            each["stage"],
            int(each["first"] or 0),
            int(each["last"] or 0),
            _levels(each["open"]),
            (
                int(each["shares"]["mentees"]),
                int(each["shares"]["mentors"]),
                int(each["shares"]["groups"]),
            ),
        )
        for each in rules["lists"]
    )
    groups = tuple(
        PublishedGroup(
            group["role"],
            group["label"],
            group["least"],
            group["most"],
            group["pairs"],
            _prices(group["prices"], len(lists), f"rules.groups[{index}]", faults),
        )
        for index, group in enumerate(rules["groups"])
    )
    known = {(group.role, group.label): group for group in groups}
    own_groups = []
    for index, label in enumerate(own["groups"]):
        if (own["role"], label) in known:
            own_groups.append(known[own["role"], label])
        else:
            faults.add("receipt", f"own.groups[{index}]", "no such group is published", label)
    prices = {
        other["label"]: _prices(other["prices"], len(lists), f"others[{index}]", faults)
        for index, other in enumerate(document["others"])
    }
    partners = []
    for index, partner in enumerate(own["partners"]):
        if partner["label"] not in prices:
            message = "no price is published for this partner"
            faults.add("receipt", f"own.partners[{index}]", message, partner["label"])
            continue
        partners.append(
            ReceiptPartner(
                partner["label"],
                int(partner["units"]),
                partner.get("paired", False),
                partner.get("locked", False),
                partner.get("previous", False),
                partner.get("rank", 0),
                int(partner.get("ticket", 0)),
                prices[partner["label"]],
            )
        )
    for place, labels in (
        ("others", [other["label"] for other in document["others"]]),
        ("own.partners", [partner["label"] for partner in own["partners"]]),
        ("own.groups", own["groups"]),
        ("rules.groups", [(group.role, group.label) for group in groups]),
    ):
        for label in (each for each, count in Counter(labels).items() if count > 1):
            faults.add("duplicate", place, "each must be there once", shown(label))
    for index, (side, _) in enumerate(document["path"]):
        if side not in ("left", "right"):
            faults.add("receipt", f"path[{index}]", 'must begin with "left" or "right"', side)
    if own["role"] not in ("mentee", "mentor"):
        faults.add("receipt", "own.role", 'must be "mentee" or "mentor"', own["role"])
    return Contents(
        int(rules["scale"]),
        stages,
        lists,
        groups,
        own["role"],
        own["label"],
        own["least"],
        own["most"],
        tuple(own_groups),
        _prices(own["prices"], len(lists), "own.prices", faults),
        _prices(own["shares"], len(lists), "own.shares", faults),
        tuple(partners),
        tuple(label for label in prices if label not in {each.label for each in partners}),
    )


def _prices(listed: list[str], count: int, place: str, faults: Faults) -> tuple[int, ...]:
    if len(listed) != count:
        message = f"there must be a number for each of the {count} lists of prices"
        faults.add("receipt", place, message, len(listed))
    return tuple(map(int, listed))
