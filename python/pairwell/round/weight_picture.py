"""The picture of ranges of weights, as SVG: numbers in, text out."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

_NAME, _WIDTH, _RIGHT, _STEP, _HEAD, _BAR = 170, 460, 30, 52, 34, 18
_OWN, _OTHER, _LONGEST_NAME = "#17717a", "#bd5428", 24
_APART = 40
"""How far apart two numbers below a strip must stand."""


class Part(NamedTuple):
    """One piece of a strip."""

    low: float
    high: float
    lost: int
    """Pairs of the matching that are not among those of the piece."""
    pairs: int
    """Pairs of the matching."""
    text: str


class Strip(NamedTuple):
    """The range of one weight."""

    name: str
    weight: int
    """The present one."""
    most: int
    parts: Sequence[Part]
    """In rising order; none where it was not worked out."""
    text: str
    """All of it in words."""


def picture(strips: Sequence[Strip]) -> str:
    """Draw a strip for each weight, darker where more pairs differ; a line is at the present."""
    width, height = _NAME + _WIDTH + _RIGHT, _HEAD + _STEP * len(strips) + 4
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="12" '
        'fill="currentColor" style="max-width:100%;height:auto">',
        "<title>Weights at which pairs change</title>",
        f"<desc>{_escaped(' '.join(strip.text for strip in strips))}</desc>",
        _bar(_NAME, 6, 12, _OWN, 1.0),
        _text(_NAME + 18, 16, "as it is"),
        _bar(_NAME + 90, 6, 12, _OTHER, 0.6),
        _text(_NAME + 108, 16, "other pairs, darker where more change"),
    ]
    for row, strip in enumerate(strips):
        parts += _strip(strip, _HEAD + row * _STEP)
    return "".join(parts) + "</svg>"


def _strip(strip: Strip, y: int) -> list[str]:
    short = strip.name
    if len(short) > _LONGEST_NAME:
        short = short[: _LONGEST_NAME - 1] + "…"
    parts = [f"<g><title>{_escaped(strip.text)}</title>{_text(0, y + 13, short)}</g>"]
    if not strip.parts:
        parts.append(_text(_NAME, y + 13, "not worked out", style="italic"))
        return parts
    unit = _WIDTH / (strip.most or 1)
    for part in strip.parts:
        left, right = _NAME + part.low * unit, _NAME + part.high * unit
        colour = _OTHER if part.lost else _OWN
        opacity = 0.25 + 0.75 * part.lost / part.pairs if part.lost else 1.0
        bar = _bar(left, y, max(right - left - 1, 1.5), colour, opacity)
        parts.append(f"<g><title>{_escaped(part.text)}</title>{bar}</g>")
    x = _NAME + strip.weight * unit
    parts.append(
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 4}" y2="{y + _BAR + 4}" '
        'stroke="currentColor" stroke-width="2"/>'
    )
    # The present weight and both ends are always written, and of the others those with room.
    taken = [(x, f"{strip.weight}", True)]
    ends = [0.0, float(strip.most)]
    for number in [*ends, *(part.low for part in strip.parts)]:
        place = _NAME + number * unit
        if all(abs(place - other) >= _APART for other, _, _ in taken):
            taken.append((place, f"{number:.4g}", False))
    for place, told, is_own in sorted(taken):
        parts.append(_text(place, y + _BAR + 16, told, anchor="middle", weight=600 * is_own))
    return parts


def _bar(x: float, y: int, width: float, colour: str, opacity: float) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y}" width="{width:.1f}" height="{_BAR if width != 12 else 12}" '
        f'fill="{colour}" fill-opacity="{opacity:.2f}"/>'
    )


def _text(
    x: float, y: int, text: str, *, weight: int = 0, style: str = "", anchor: str = ""
) -> str:
    more = f' font-weight="{weight}"' if weight else ""
    more += f' font-style="{style}"' if style else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{x:.1f}" y="{y}"{more}>{_escaped(text)}</text>'


def _escaped(text: str) -> str:
    return html.escape("".join(c if c.isprintable() else " " for c in text))
