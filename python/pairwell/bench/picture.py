"""Time against size for every class: ours, the fastest peer at the end, the others, a read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pairwell.bench.pages import TITLES
from pairwell.bench.results import Growth
from pairwell.bench.solvers import BAR, OURS, PEER
from pairwell.drawing.curves import Line, Role, curves_picture

_ROLES = (OURS, PEER, BAR)


def draw(curves: Mapping[str, list[Growth]], path: Path) -> None:
    """Write the picture, one panel a class. The same curves give the same bytes."""
    curves_picture(lines_of(curves)).save(path)


def lines_of(curves: Mapping[str, list[Growth]]) -> dict[str, list[Line]]:
    """The lines of each class, by its title."""
    return {TITLES.get(family, family): _lines(found) for family, found in curves.items()}


def _lines(found: list[Growth]) -> list[Line]:
    best = _best_peer(found)
    ordered = sorted(found, key=lambda curve: (_ROLES.index(curve.role), curve is not best))
    return [Line(_name(curve), _role(curve, ordered[0], best), curve.points) for curve in ordered]


def _role(curve: Growth, first: Growth, best: Growth | None) -> Role:
    if curve.role == BAR:
        return "bound"
    if curve.role == OURS:
        return "own" if curve.solver == first.solver else "own too"
    return "best" if curve is best else "rest"


def _best_peer(found: list[Growth]) -> Growth | None:
    """The fastest peer at the largest size that any peer reached."""
    peers = [g for g in found if g.role == PEER]
    if not peers:
        return None
    largest = max(g.points[-1][0] for g in peers)
    return min((g for g in peers if g.points[-1][0] == largest), key=lambda g: g.points[-1][1])


def _name(curve: Growth) -> str:
    return curve.solver + (f"  n^{curve.exponent:.2f}" if curve.exponent is not None else "")
