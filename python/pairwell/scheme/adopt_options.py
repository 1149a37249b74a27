"""The options of a question, found again in what was answered: by how often each recurs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pairwell.scheme.adopt_cells import is_contact, is_sentence
from pairwell.scheme.adopt_words import loose

_SEPARATORS = (";", "\n", "|", ",")
_MOST_OPTIONS = 60
_MOST_CELLS_LOOKED_AT = 20_000
_LONGEST_CELL = 2000


@dataclass(frozen=True)
class Options:
    """What a column of answers may be chosen from.

    Attributes
    ----------
    options
        In the spelling that is most frequent, by the alphabet.
    separator
        What stands between several answers of one cell; "" where a cell has one.
    items
        The answers of each cell that was looked at.
    others
        How many answers are none of the options.
    """

    options: list[str]
    separator: str = ""
    items: list[list[str]] = field(default_factory=list)
    others: int = 0

    @property
    def known(self) -> set[str]:
        """The loose keys of the options."""
        return {loose(option) for option in self.options}


def find_options(cells: Sequence[str], known_people: frozenset[str]) -> Options | None:
    """Find the options that answers were chosen from; None where they are people's own words.

    Parameters
    ----------
    cells
        Those that are not blank.
    known_people
        The loose keys of names, e-mails and other identities: none of them is ever an option.
    """
    looked_at = [cell for cell in cells[:_MOST_CELLS_LOOKED_AT] if len(cell) <= _LONGEST_CELL]
    if not looked_at or len(looked_at) < 0.9 * min(len(cells), _MOST_CELLS_LOOKED_AT):
        return None
    single = _found([[cell] for cell in looked_at], "", known_people)
    if single is not None and not any(_is_listed(cells, s) for s in (";", "\n", "|")):
        several = _several(looked_at, known_people)
        if several is None or len(several.options) >= len(single.options):
            return single
        return several
    return _several(looked_at, known_people)


def _is_listed(cells: Sequence[str], separator: str) -> bool:
    """Whether a separator stands in so many cells that it separates answers."""
    return sum(separator in cell for cell in cells) > 0.1 * len(cells)


def _several(cells: Sequence[str], known_people: frozenset[str]) -> Options | None:
    best: Options | None = None
    listed = [separator for separator in _SEPARATORS if _is_listed(cells, separator)]
    for separator in listed:
        items = _joined([_cut(cell, separator) for cell in cells], separator)
        if _are_people(items, known_people):  # and no other separator may cut their names up
            return None
        found = _found(items, separator, known_people)
        if found and (best is None or found.others < best.others):
            best = found
    if len(listed) > 1 and (best is None or best.others):  # sheets may differ in it
        own = [next((each for each in listed if each in cell), listed[0]) for cell in cells]
        items = [_cut(cell, separator) for cell, separator in zip(cells, own, strict=True)]
        found = _found(items, listed[0], known_people)
        if found and (best is None or found.others < best.others):
            best = found
    return best


def is_cut_otherwise(cells: Sequence[str], options: Sequence[str], separator: str) -> bool:
    """Whether another separator than the one that was found parts some cells into known options."""
    known = set(map(loose, options))
    return any(
        other in cell and separator not in cell and known.issuperset(map(loose, _cut(cell, other)))
        for other in _SEPARATORS
        for cell in cells[:_MOST_CELLS_LOOKED_AT]
        if loose(cell) not in known
    )


def _cut(cell: str, separator: str) -> list[str]:
    parts = (" ".join(part.split()) for part in cell.split(separator))
    return [part for part in parts if part]


def _joined(cells: list[list[str]], separator: str) -> list[list[str]]:
    """Put the parts of options that hold the separator together again.

    A part that begins with a small letter or a digit and always follows the same one is the rest
    of that; so is any other that the same one always precedes, and that always follows it.
    """
    if separator not in (",", ";"):
        return cells
    joint = f"{separator} "
    keys_of = {part: loose(part) for parts in cells for part in parts}
    for _ in range(4):
        count: Counter[str] = Counter()
        before: defaultdict[str, set[str]] = defaultdict(set)
        after: defaultdict[str, set[str]] = defaultdict(set)
        for parts in cells:
            keys = ["", *(keys_of[part] for part in parts), ""]
            count.update(keys[1:-1])
            for first, second in pairwise(keys):
                before[second].add(first)
                after[first].add(second)
        pairs = set()
        for parts in cells:
            for first, second in pairwise(parts):
                a, b = keys_of[first], keys_of[second]
                always = count[b] > 1 and before[b] == {a}
                only = after[a] == {b}
                if always and (
                    (not second[0].isupper() and (only or count[b] > 2)) or (only and count[b] > 4)
                ):
                    pairs.add((a, b))
        if not pairs:
            break
        cells = [_pairs_joined(parts, pairs, joint) for parts in cells]
        keys_of |= {part: loose(part) for parts in cells for part in parts if part not in keys_of}
    return cells


def _pairs_joined(parts: list[str], pairs: set[tuple[str, str]], joint: str) -> list[str]:
    joined: list[str] = []
    last = ""
    for part in parts:
        if joined and (last, loose(part)) in pairs:
            joined[-1] += joint + part
            last = ""
        else:
            joined.append(part)
            last = loose(part)
    return joined


def _found(items: list[list[str]], separator: str, known_people: frozenset[str]) -> Options | None:
    """Take the items that recur for options, where nearly all do and none is a sentence."""
    spellings: dict[str, Counter[str]] = {}
    for each in items:
        for item in each:
            spellings.setdefault(loose(item), Counter())[item.strip()] += 1
    total = sum(len(each) for each in items)
    fewest = max(2, total // 40)
    counts = {key: sum(spelled.values()) for key, spelled in spellings.items()}
    often = {key for key, number in counts.items() if number >= fewest and key}
    if not often or any(len(key) > 200 for key in often):
        return None
    sentences = sum(counts[k] for k in often if is_sentence(_usual(spellings[k])))
    recurring = sum(counts[key] for key in often)
    if sentences > 0.15 * total or recurring < 0.75 * total or len(often) > _MOST_OPTIONS:
        return None
    if len(often) > max(6, 0.5 * len(items)):
        return None
    if separator and not any(len(each) > 1 for each in items):
        return None
    usual = {key: _usual(spellings[key]) for key in often}
    options = [
        option
        for option in usual.values()
        if not names_somebody(option, known_people) and not is_sentence(option)
    ]
    if _are_people(items, known_people) or not options:
        return None
    options.sort(key=loose)
    others = total - sum(counts[loose(option)] for option in options)
    return Options(options, separator, items, others)


def _are_people(items: list[list[str]], known_people: frozenset[str]) -> bool:
    """Whether more than a tenth of the items are what tells who somebody is."""
    keys = [loose(item) for each in items for item in each]
    return sum(key in known_people for key in keys) > 0.1 * len(keys)


def names_somebody(text: str, known_people: frozenset[str]) -> bool:
    """Whether a text is, or has within it, what is known to tell who somebody is."""
    key = loose(text)
    if key in known_people or is_contact(text):
        return True
    words = key.split()
    runs = (
        " ".join(words[first:last])
        for first in range(len(words))
        for last in range(first + 2, min(first + 6, len(words)) + 1)
    )
    return any(run.strip(".,;:()'\"").removesuffix("'s") in known_people for run in runs)


def _usual(spelled: Counter[str]) -> str:
    """Give the most frequent spelling; of several one with a capital, and then by the alphabet."""
    return min(spelled, key=lambda text: (text.isupper(), -spelled[text], text.islower(), text))


def in_order_of_number(options: Iterable[str]) -> list[str] | None:
    """Put "Under 1 year", "1-3 years", "10+ years" in order; None where they are not such."""
    listed = list(options)
    keys = []
    for option in listed:
        numbers = [int(number) for number in re.findall(r"[0-9]{1,6}", option)]
        if not numbers:
            return None
        less = bool(re.search(r"\b(under|less|below|up to|fewer)\b|<", option.lower()))
        more = bool(re.search(r"\b(over|more|above)\b|[+>]", option.lower()))
        keys.append((numbers[0] - less, more, numbers))
    if len({str(key) for key in keys}) < len(keys):
        return None
    return [option for _, option in sorted(zip(keys, listed, strict=True), key=lambda it: it[0])]
