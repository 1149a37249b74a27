"""Draws time against size for every class, on logarithmic axes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pairwell._extras import needed
from pairwell.bench.pages import TITLES
from pairwell.bench.results import Growth
from pairwell.bench.solvers import BAR, OURS, PEER

OWN, BEST, REST, LINE = "#c2410c", "#1d4ed8", "#9ca3af", "#374151"
INK = "#1f2937"
ROLES = (OURS, PEER, BAR)


def draw(curves: Mapping[str, list[Growth]], path: Path) -> None:
    """Write the picture, one panel a class: ours, the fastest peer at the end, the others, a read.

    The same curves give the same bytes.
    """
    matplotlib = needed("matplotlib", "bench")
    matplotlib.use("Agg")
    settings = {
        "svg.hashsalt": "pairwell",
        "svg.fonttype": "none",
        "font.family": "sans-serif",
        "font.size": 9,
        "axes.edgecolor": "#d1d5db",
        "axes.labelcolor": INK,
        "text.color": INK,
        "xtick.color": INK,
        "ytick.color": INK,
    }
    with matplotlib.rc_context(settings):
        _draw(needed("matplotlib.figure", "bench"), curves, path)


def _draw(figures: Any, curves: Mapping[str, list[Growth]], path: Path) -> None:
    across = min(3, max(1, len(curves)))
    down = max(1, math.ceil(len(curves) / across))
    figure = figures.Figure(figsize=(4.2 * across, 3.3 * down), layout="constrained")
    panels = figure.subplots(down, across, squeeze=False).ravel()
    for panel, (family, found) in zip(panels, curves.items(), strict=False):
        _panel(panel, family, found)
    for panel in panels[len(curves) :]:
        panel.set_axis_off()
    metadata = {"Date": None} if path.suffix == ".svg" else {}
    figure.savefig(path, metadata=metadata, dpi=150)


def _best_peer(found: list[Growth]) -> Growth | None:
    """The fastest peer at the largest size that any peer reached."""
    peers = [g for g in found if g.role == PEER]
    if not peers:
        return None
    largest = max(g.points[-1][0] for g in peers)
    return min((g for g in peers if g.points[-1][0] == largest), key=lambda g: g.points[-1][1])


def _label(curve: Growth) -> str:
    return curve.solver + (f"  n^{curve.exponent:.2f}" if curve.exponent is not None else "")


def _panel(panel: Any, family: str, found: list[Growth]) -> None:
    best = _best_peer(found)
    others = False
    found = sorted(found, key=lambda curve: (ROLES.index(curve.role), curve is not best))
    for curve in found:
        n, time = zip(*curve.points, strict=True)
        if curve.role == BAR:
            style: dict[str, Any] = {"color": LINE, "linestyle": ":", "linewidth": 1.2}
            label = _label(curve)
        elif curve.role == OURS:
            first = curve.solver == found[0].solver
            style = {"color": OWN, "marker": "o", "markersize": 4, "linewidth": 2.2, "zorder": 4}
            style |= {} if first else {"linestyle": "--", "linewidth": 1.4, "markersize": 3}
            label = _label(curve)
        elif curve is best:
            style = {"color": BEST, "marker": "s", "markersize": 3.5, "linewidth": 1.8, "zorder": 3}
            label = _label(curve)
        else:
            style = {"color": REST, "linewidth": 0.9, "marker": ".", "markersize": 2.5}
            label = "" if others else "other peers"
            others = True
        panel.plot(n, time, label=label or None, **style)
    panel.set(xscale="log", yscale="log", xlabel="n", ylabel="seconds")
    sizes = sorted({n for curve in found for n, _ in curve.points})
    panel.set_xticks(sizes, [f"{size:,}" for size in sizes])
    panel.set_xticks([], minor=True)
    panel.set_title(TITLES.get(family, family), fontsize=10, loc="left")
    panel.grid(which="major", color="#e5e7eb", linewidth=0.6)
    panel.spines[["top", "right"]].set_visible(False)
    panel.legend(fontsize=7, frameon=False, loc="upper left")
