"""Which counts of a funnel by groups may be shown: what is left out cannot be worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

FEWEST_IN_CELL = 5
"""A count under this is not shown."""
FEWEST_FOR_RATE = 10
"""A rate from fewer people than this is too few to say."""


def suppressed(table: Sequence[Sequence[int]]) -> list[list[bool]]:
    """Say which counts of a funnel may be shown beside the totals of its steps.

    Counts under 5 may not, nor what would let such a count, or how many of a group left between
    two steps, be worked out from totals and from other steps, even by somebody who knows this rule.

    Parameters
    ----------
    table
        A row a group: how many reached each step, never more than the step before.

    Notes
    -----
    Whether a step is looked at depends on totals alone: where fewer than 10 people left since the
    last one that was shown, it is passed over. A group that is hidden at a step stays so. At each
    step the hidden groups are those of whom too few left or stayed, with others beside them so that
    a sum gives nothing away; which are put beside them goes by counts that are shown already. So
    data that look alike can be told apart by none of these choices. Complexity: that of sums of
    counts, O(groups^2 people).
    """
    if not table:
        return []
    totals = [sum(column) for column in zip(*table, strict=True)]
    shown = [[False] * len(totals) for _ in table]
    first = _column([row[0] for row in table])
    open_ = [i for i, keep in enumerate(first) if keep]
    for i in open_:
        shown[i][0] = True
    last = 0
    for step in range(1, len(totals)):
        left = totals[last] - totals[step]
        if 0 < left < FEWEST_FOR_RATE:
            continue
        pool = totals[last] - sum(table[i][last] for i in open_)
        splits = [(table[i][last], table[i][last] - table[i][step]) for i in open_]
        fewest = FEWEST_IN_CELL if step > last + 1 else 0  # a step between gives nobody away
        keep = _split(splits, pool, left, fewest) if left else [True] * len(splits)
        open_ = [i for i, kept in zip(open_, keep, strict=True) if kept]
        for i in open_:
            shown[i][step] = True
        last = step
    return shown


def _split(groups: Sequence[tuple[int, int]], pool: int, left: int, fewest: int) -> list[bool]:
    """Say of which groups it may be shown how many of them left, and how many stayed.

    Parameters
    ----------
    groups
        How many each was, and how many of them left.
    pool
        How many people the groups are that are hidden already, two groups or more.
    left
        How many left of all, pool included.
    fewest
        How many have to have left of a group that is shown: none will do, or that many.
    """
    safe = [_is_safe(n, gone, fewest) for n, gone in groups]
    hidden = {i for i, fine in enumerate(safe) if not fine}
    gone_of_pool = left - sum(gone for _, gone in groups)
    is_pool_told = not hidden and _may_be_told(pool, gone_of_pool, fewest)
    beside = sorted(set(range(len(groups))) - hidden, key=lambda i: (groups[i][0], i))
    while beside and not is_pool_told and len(hidden) + (pool > 0) < 2:
        hidden.add(beside.pop(0))
    if not hidden:
        return [is_pool_told] * len(groups)
    # What may have left of each, by what is known to whoever sees the choice.
    may = [
        _bits(g for g in range(groups[i][0] + 1) if _is_safe(groups[i][0], g, fewest) == safe[i])
        for i in sorted(hidden)
    ]
    if pool:
        is_told = [_may_be_told(pool, gone, fewest) for gone in range(pool + 1)]
        may.append(_bits(g for g in range(pool + 1) if any(not s for s in safe) or not is_told[g]))
    sum_hidden = gone_of_pool + sum(groups[i][1] for i in hidden)
    if all(_is_open(may, place, sum_hidden) for place in range(len(may))):
        return [i not in hidden for i in range(len(groups))]
    return [False] * len(groups)


def _is_safe(count: int, gone: int, fewest: int) -> bool:
    """Whether a group is large enough on either side of a step to be shown."""
    return (gone >= FEWEST_IN_CELL or gone == fewest) and count - gone >= FEWEST_IN_CELL


def _may_be_told(pool: int, gone: int, fewest: int) -> bool:
    """Whether the sum of the hidden groups may follow from what is shown of the others."""
    return pool == 0 or (gone == 0 and fewest == 0) or (gone > 0 and pool - gone > 1)


def _bits(values: Iterable[int]) -> int:
    """A set of whole numbers as the bits of one."""
    return sum(1 << value for value in values)


def _is_open(may: Sequence[int], place: int, total: int) -> bool:
    """Whether one of some numbers, whose sum is known, can have two values or more."""
    sums = 1
    for other, values in enumerate(may):
        if other != place:
            sums = _sums(sums, values)
    fits = sum(
        values_bit
        for value in range(total + 1)
        if (values_bit := may[place] >> value & 1) and sums >> (total - value) & 1
    )
    return fits > 1


def _sums(first: int, second: int) -> int:
    """Every sum of a number of one set and a number of another."""
    found = 0
    while second:
        low = second & -second
        found |= first << (low.bit_length() - 1)
        second ^= low
    return found


def _column(counts: Sequence[int]) -> list[bool]:
    """Say which counts of one column may be shown beside its total.

    Whatever is decided here depends on what is shown in the end and on sums that follow from it.
    So all columns that fit what is shown look alike, and each hidden count has several values
    among them; a test goes through all small columns.
    """
    shown = [n >= FEWEST_IN_CELL for n in counts]
    small = [n for n in counts if n < FEWEST_IN_CELL]
    most = FEWEST_IN_CELL - 1
    if not small or (len(small) > 1 and 2 <= sum(small) <= most * len(small) - 2):
        return shown
    left = sorted((n, i) for i, n in enumerate(counts) if shown[i])
    if len(small) == 1 and len(left) > 1:
        together, beside = small[0] + left[0][0], left[1][0]
        others = [n for n in range(FEWEST_IN_CELL) if FEWEST_IN_CELL <= together - n < beside]
        if len(others) > 1:
            shown[left[0][1]] = False
            return shown
    return [False] * len(counts)
