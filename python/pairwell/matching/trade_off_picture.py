"""The picture of a trade-off, as SVG: numbers in, text out."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

_LEFT, _TOP, _WIDTH, _HEIGHT, _BOTTOM = 86, 34, 360, 200, 52
_OWN, _OPEN = "#17717a", "#bd5428"


class Dot(NamedTuple):
    """One point of the picture."""

    kept: int
    value: float
    bound: float | None
    """What could still be reached, where that is not sure."""
    told: str


def picture(dots: Sequence[Dot], stage: str, total: int) -> str:
    """Draw old pairs kept to the right and what the stage reaches upwards, with steps between."""
    width, height = _LEFT + _WIDTH + 24, _TOP + _HEIGHT + _BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="12" '
        'fill="currentColor" style="max-width:100%;height:auto">',
        "<title>Old pairs kept against the objective</title>",
        f"<desc>{html.escape(' '.join(dot.told for dot in dots))}</desc>",
        _text(0, 16, stage, weight=600),
        _text(_LEFT + _WIDTH, height - 8, f"old pairs kept, of {total}", anchor="end", weight=600),
        f'<path d="M{_LEFT} {_TOP}V{_TOP + _HEIGHT}H{_LEFT + _WIDTH}" fill="none" '
        'stroke="currentColor" opacity="0.5"/>',
    ]
    if not dots:
        return "".join(parts) + "</svg>"
    values = [value for dot in dots for value in (dot.value, dot.bound) if value is not None]
    across = _Axis([dot.kept for dot in dots], _LEFT + 20, _LEFT + _WIDTH - 20)
    up = _Axis(values, _TOP + _HEIGHT - 16, _TOP + 16)
    for kept in sorted({dots[0].kept, dots[-1].kept}):
        parts.append(_text(across.at(kept), _TOP + _HEIGHT + 18, str(kept), anchor="middle"))
    for value in sorted({min(values), max(values)}):
        parts.append(_text(_LEFT - 8, up.at(value) + 4, f"{value:.6g}", anchor="end"))
    steps = [f"M{_number(across.at(dots[0].kept))} {_number(up.at(dots[0].value))}"]
    for dot in dots[1:]:
        steps.append(f"H{_number(across.at(dot.kept))}V{_number(up.at(dot.value))}")
    parts.append(f'<path d="{"".join(steps)}" fill="none" stroke="{_OWN}" stroke-width="1.5"/>')
    for dot in dots:
        x, y = _number(across.at(dot.kept)), _number(up.at(dot.value))
        fill = _OWN
        if dot.bound is not None:
            fill = "none"
            top = _number(up.at(dot.bound))
            parts.append(
                f'<line x1="{x}" x2="{x}" y1="{y}" y2="{top}" stroke="{_OPEN}" '
                'stroke-dasharray="3 3"/>'
            )
        parts.append(
            f'<g><title>{html.escape(dot.told)}</title><circle cx="{x}" cy="{y}" r="4" '
            f'fill="{fill}" stroke="{_OWN}"/></g>'
        )
    return "".join(parts) + "</svg>"


class _Axis:
    """From numbers to places in the picture."""

    def __init__(self, numbers: Sequence[float], start: float, end: float) -> None:
        self._low, self._start = min(numbers), start
        self._unit = (end - start) / ((max(numbers) - self._low) or 1)

    def at(self, number: float) -> float:
        return self._start + (number - self._low) * self._unit


def _text(x: float, y: float, text: str, *, weight: int = 0, anchor: str = "") -> str:
    more = f' font-weight="{weight}"' if weight else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{_number(x)}" y="{_number(y)}"{more}>{html.escape(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}"
