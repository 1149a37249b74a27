"""Sizes as Markdown and as a picture: what was measured, how it grows, and what is only planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from pairwell.bench.pages import machine_lines, seconds, table
from pairwell.bench.scale_results import ScaleRow, exponents, finished, forecast
from pairwell.drawing.curves import Line, curves_picture

_MEASURED = (
    "people a side", "time", "processor time", "passes", "pairs read", "a pair", "verification",
    "processor time", "memory", "of it people", "digest",
)  # fmt: skip
_PLANNED = (
    "people a side", "from the cost of", "matching, by pairs", "by exponent", "verification",
    "people made up", "memory",
)  # fmt: skip
_LEAST = 1e-6
"""A logarithmic axis has no zero."""


def _span(value: float) -> str:
    """Seconds, and from ten minutes on minutes or hours."""
    for limit, scale, unit in ((600.0, 1.0, ""), (7200.0, 60.0, "min"), (1e99, 3600.0, "h")):
        if value < limit:
            return f"{value / scale:,.3g} {unit}" if unit else seconds(value)
    raise AssertionError


def _memory(value: int) -> str:
    return f"{value / 2**20:,.0f} MiB" if value < 2**30 else f"{value / 2**30:,.2f} GiB"


def _measured(row: ScaleRow) -> list[str]:
    return [
        f"{row.n:,}",
        _span(row.wall),
        _span(row.cpu),
        str(row.passes),
        f"{row.readings:.2f} n²",
        f"{row.cpu_of_a_pair * 1e9:.3g} ns",
        _span(row.verify_wall),
        _span(row.verify_cpu),
        _memory(row.peak),
        _memory(row.held),
        row.digest[:12],
    ]


def sizes_table(rows: Iterable[ScaleRow]) -> str:
    """One row for each size that was matched and verified; what went otherwise below."""
    every = sorted(rows, key=lambda row: row.n)
    done = finished(every)
    parts = [table(_MEASURED, map(_measured, done), right=0)] if done else ["No size was run."]
    parts += [f"{row.n:,}: {row.status}: {row.message}." for row in every if row not in done]
    return "\n\n".join(parts)


def exponents_table(rows: Iterable[ScaleRow]) -> str:
    """The fitted exponents, with the sizes that they are fitted to."""
    done = finished(rows)
    fitted = [
        [name, "" if slope is None else f"{slope:.2f}"] for name, slope in exponents(done).items()
    ]
    if all(not slope for _, slope in fitted):
        return "Fewer than three sizes took a millisecond or more: no exponent is fitted."
    span = f"{done[0].n:,} to {done[-1].n:,}"
    told = f"Slopes over {len(done)} sizes, {span}, on logarithmic axes, by least squares."
    return f"{told}\n\n{table(('what', 'exponent of n'), fitted)}"


def plan_table(rows: Iterable[ScaleRow], sizes: Iterable[int]) -> str:
    """What the sizes that were not run would take, by the largest that was."""
    done = finished(rows)
    planned = [forecast(done, n) for n in sorted(set(sizes) - {row.n for row in done})]
    lines = [
        [
            f"{plan.n:,}",
            f"{plan.base:,}",
            _span(plan.by_pairs),
            "" if plan.by_exponent is None else _span(plan.by_exponent),
            _span(plan.verify),
            _span(plan.people),
            _memory(plan.memory),
        ]
        for plan in planned
        if plan is not None and plan.n > plan.base
    ]
    if not lines:
        return "All sizes asked for were run, or none was."
    told = (
        "Estimates, not measurements: these sizes were not run. Matching by pairs takes the base's"
        " time for each pair and its number of readings; by exponent, the fitted slope, which rises"
        " towards 2 as the reading of pairs outgrows the solving of lists. Memory and the making up"
        " of people grow with n."
    )
    return f"{told}\n\n{table(_PLANNED, lines, right=0)}"


def parts_of(
    rows: Iterable[ScaleRow], sizes: Iterable[int], made_on: Mapping[str, object]
) -> dict[str, str]:
    """The parts of a page, by the names of their marks."""
    kept = list(rows)
    told = machine_lines(made_on)
    if kept:
        told += f"\n- threads: {kept[0].threads}\n- seed: {kept[0].seed}"
    if kept and kept[0].block_by:
        told += f"\n- first lists by blocks: {kept[0].block_by}"
    return {
        "scale machine": told,
        "scale sizes": sizes_table(kept),
        "scale exponents": exponents_table(kept),
        "scale plan": plan_table(kept, sizes),
    }


def lines_of(rows: Iterable[ScaleRow]) -> dict[str, list[Line]]:
    """The curves: matching, verification and people; none where there are fewer than two sizes."""
    done = finished(rows)
    if len(done) < 2:
        return {}
    slopes = exponents(done)

    def name(text: str, measure: str) -> str:
        slope = slopes[measure]
        return text if slope is None else f"{text}  n^{slope:.2f}"

    return {
        "matched on demand": [
            Line(
                name("match_on_demand", "matching, time"),
                "own",
                tuple((row.n, max(row.wall, _LEAST)) for row in done),
            ),
            Line(
                name("verify_on_demand", "verification, time"),
                "best",
                tuple((row.n, max(row.verify_wall, _LEAST)) for row in done),
            ),
            Line(
                name("people made up and read", "people made up and read, processor time"),
                "rest",
                tuple((row.n, max(row.people_cpu, _LEAST)) for row in done),
            ),
        ]
    }


def draw(rows: Iterable[ScaleRow], path: Path) -> bool:
    """Write the picture; False where there are fewer than two sizes, and nothing to draw."""
    lines = lines_of(rows)
    if lines:
        curves_picture(lines).save(path)
    return bool(lines)
