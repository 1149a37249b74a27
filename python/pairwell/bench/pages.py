"""Results as Markdown, and the marked parts of a page that they fill."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path

from pairwell.bench.instances import BATCH
from pairwell.bench.results import MISSING, OK, SKIPPED, Entry, Growth, Standing
from pairwell.bench.solvers import BAR, OURS, PEER

TITLES = {
    "uniform": "uniform real numbers",
    "integers_100": "whole numbers 1 to 100",
    "integers_n": "whole numbers 1 to n",
    "product": "product, row times column",
    "geometric": "geometric, distances in a square",
    "mentoring": "mentoring, few levels and many ties",
    "zero_one": "zero and one",
    "sparse": "sparse, ten pairs a row",
    "capacitated": "capacities",
    "capacitated_groups": "capacities and nested groups",
    "uniform_batch": "batch, uniform real numbers",
    "integers_100_batch": "batch, whole numbers 1 to 100",
    "mentoring_batch": "batch, mentoring",
}


def seconds(value: float | None) -> str:
    """A time in the unit that suits it."""
    if value is None:
        return ""
    for limit, scale, unit in ((1e-3, 1e6, "us"), (1.0, 1e3, "ms")):
        if value < limit:
            return f"{value * scale:.3g} {unit}"
    return f"{value:.3g} s"


def ratio(value: float | None) -> str:
    """A multiple, with as many digits as it bears."""
    return "" if value is None else f"{value:.2f}x" if value < 10 else f"{value:.0f}x"


def table(headings: Iterable[str], rows: Iterable[Iterable[str]], right: int = 1) -> str:
    """A Markdown table; columns from `right` on are set to the right."""
    names = list(headings)
    rules = ["---" if place < right else "---:" for place in range(len(names))]
    lines = [names, rules, *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines)


def cell(entry: Entry) -> str:
    """A solver's time, or the word for what went wrong."""
    if entry.status == OK:
        return seconds(entry.wall) + (" *" if entry.rounds == 1 else "")
    if entry.status == "wrong":
        return f"**WRONG** ({seconds(entry.wall)})" if entry.wall else "**WRONG**"
    return f"**{entry.status}**" if entry.status in ("crash", "timeout") else entry.status


def title(standing: Standing) -> str:
    """An instance in words."""
    return f"{TITLES.get(standing.family, standing.family)}, {size(standing)}"


def size(standing: Standing) -> str:
    """The sides of an instance, and how many tables a batch has."""
    sides = f"{standing.n:,} x {standing.m:,}"
    if standing.form != BATCH:
        return sides
    return f"{standing.pairs // (standing.n * standing.m):,} of {sides}"


def verdict(standing: Standing) -> list[str]:
    """One line for the summary: ours, the bar and the fastest peer, and how many times faster."""
    ours, peer = standing.fastest(OURS), standing.fastest(PEER)
    bar = next((e for e in standing.entries if e.role == BAR), None)
    times = peer.wall / ours.wall if ours and peer and ours.wall and peer.wall else None
    return [
        title(standing),
        seconds(ours.wall) if ours else "",
        seconds(peer.wall) if peer else "",
        peer.solver if peer else "",
        ratio(times),
        seconds(bar.wall) if bar else "",
        ratio(ours.wall / bar.wall) if ours and bar and ours.wall and bar.wall else "",
    ]


SUMMARY = [
    "instance",
    "ours",
    "fastest peer",
    "which",
    "times faster",
    "one read",
    "ours in reads",
]


BANDS = (
    ("Small: up to 64", 64),
    ("Middle: up to 500", 500),
    ("Large", math.inf),
)
"""What schemes have comes first."""


def by_size(found: list[Standing]) -> list[list[Standing]]:
    """The instances of each band of sizes."""
    parts: list[list[Standing]] = [[] for _ in BANDS]
    for standing in found:
        longest = max(standing.n, standing.m)
        parts[next(i for i, (_, most) in enumerate(BANDS) if longest <= most)].append(standing)
    return parts


def summary(found: list[Standing]) -> str:
    """One row for each instance, small and middle sizes first."""
    return "\n\n".join(
        f"**{name}**\n\n{table(SUMMARY, map(verdict, part))}"
        for (name, _), part in zip(BANDS, by_size(found), strict=True)
        if part
    )


def details(found: list[Standing]) -> str:
    """Each class: its solvers against its sizes."""
    parts = []
    for family, form in dict.fromkeys((s.family, s.form) for s in found):
        group = [s for s in found if (s.family, s.form) == (family, form)]
        entries = {(e.solver, i): e for i, s in enumerate(group) for e in s.entries}
        names = dict.fromkeys(e.solver for s in reversed(group) for e in s.entries)
        rows = []
        for name in names:
            mine = [entries.get((name, i)) for i in range(len(group))]
            if all(e is None or e.status in (MISSING, SKIPPED, "error") for e in mine):
                continue
            rows.append([name, *(_with_ratio(e) for e in mine)])
        sizes = [size(s) for s in group]
        parts.append(
            f"### {TITLES.get(family, family).capitalize()}\n\n{table(['solver', *sizes], rows)}"
        )
    return "\n\n".join(parts)


def _with_ratio(entry: Entry | None) -> str:
    if entry is None:
        return ""
    rated = entry.status == OK and entry.ratio is not None and entry.role != BAR
    return cell(entry) + (f" ({ratio(entry.ratio)})" if rated else "")


def exponents(curves: Mapping[str, list[Growth]]) -> str:
    """For each class: our exponent, and the peer that grows least."""
    rows = []
    for family, found in curves.items():
        fitted = [g for g in found if g.exponent is not None]
        ours = min((g.exponent for g in fitted if g.role == OURS and g.exponent), default=None)
        peer = min(
            (g for g in fitted if g.role == PEER), key=lambda g: g.exponent or 9.0, default=None
        )
        rows.append(
            [
                TITLES.get(family, family),
                f"{ours:.2f}" if ours is not None else "",
                f"{peer.exponent:.2f}" if peer else "",
                peer.solver if peer else "",
            ]
        )
    return table(["class", "ours", "least of the peers", "which"], rows)


def faults(found: list[Standing]) -> str:
    """Wrong answers, crashes, time-outs and errors, one a line."""
    rows = [
        [entry.solver, title(standing), entry.status, entry.message]
        for standing in found
        for entry in standing.entries
        if entry.status not in (OK, SKIPPED, MISSING)
    ]
    if not rows:
        return "None: all objectives agree."
    return table(["solver", "instance", "what", "how"], rows, right=4)


def machine_lines(about: Mapping[str, object]) -> str:
    """Machine, commit and versions as a list."""
    kept = [f"- {key}: {value}" for key, value in about.items() if isinstance(value, str)]
    versions = about.get("versions")
    if isinstance(versions, dict):
        listed = ", ".join(f"{name} {v}" for name, v in sorted(versions.items()) if name)
        kept.append(f"- peers: {listed or 'none'}")
    absent = about.get("absent")
    if isinstance(absent, list) and absent:
        kept.append(f"- peers that are not here, and were not run: {', '.join(absent)}")
    return "\n".join(kept)


class MarkError(ValueError):
    """A page has not the marks of a part once each."""


def fill(page: Path, parts: Mapping[str, str]) -> None:
    """Replace what stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` in a page.

    Raises
    ------
    MarkError
        Where a mark is not in the page exactly once.
    """
    text = page.read_text(encoding="utf-8")
    for name, part in parts.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if text.count(begin) != 1 or text.count(end) != 1:
            raise MarkError(f"{page} must have {begin} and {end} once each")
        before, _, rest = text.partition(begin)
        _, _, after = rest.partition(end)
        text = f"{before}{begin}\n\n{part}\n\n{end}{after}"
    page.write_text(text, encoding="utf-8")


def write(page: Path, heading: str, parts: Mapping[str, str]) -> None:
    """Write the parts as a page of their own."""
    text = "\n\n".join(f"## {name.capitalize()}\n\n{part}" for name, part in parts.items())
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"# {heading}\n\n{text}\n", encoding="utf-8")
