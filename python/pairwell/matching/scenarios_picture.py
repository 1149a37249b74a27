"""The picture of variants side by side, as SVG: numbers in, text out."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

_NAME, _PANEL, _GAP, _TEXT, _STEP, _HEAD = 170, 96, 20, 62, 30, 44
_TITLES = ("pairs", "points", "worst pair", "mentees lose | gain")
_OWN, _LOSS, _LONGEST_NAME = "#17717a", "#bd5428", 24


class Bar(NamedTuple):
    """One variant of the picture."""

    name: str
    status: str
    numbers: tuple[float | None, float | None, float | None]
    """Pairs, points and worst pair; None where there is none."""
    changes: tuple[float, float]
    """Points that the mentees gain and lose against the base."""


def picture(bars: Sequence[Bar]) -> str:
    """Draw a row for each variant; a broken line goes through what the base has."""
    each = _PANEL + _TEXT + _GAP
    width = _NAME + 3 * each + 2 * (_PANEL + _TEXT)
    height = _HEAD + _STEP * len(bars) + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" font-family="system-ui, sans-serif" font-size="12" '
        'fill="currentColor" style="max-width:100%;height:auto">',
        "<title>Variants side by side</title>",
        f"<desc>{_escaped(' '.join(map(_told, bars)))}</desc>",
    ]
    for place, title in enumerate(_TITLES):
        parts.append(_text(_NAME + place * each, 20, title, weight=600))
    for row, bar in enumerate(bars):
        y = _HEAD + row * _STEP
        short = bar.name if len(bar.name) <= _LONGEST_NAME else bar.name[: _LONGEST_NAME - 1] + "…"
        parts.append(f"<g><title>{_escaped(_told(bar))}</title>{_text(0, y + 13, short)}</g>")
        if bar.status != "optimal":
            parts.append(_text(_NAME, y + 13, bar.status, style="italic"))
    for panel in range(3):
        values = [bar.numbers[panel] for bar in bars]
        parts += _panel(_NAME + panel * each, values, _HEAD + _STEP * len(bars))
    parts += _changes(_NAME + 3 * each, bars)
    return "".join(parts) + "</svg>"


def _panel(left: int, values: Sequence[float | None], bottom: int) -> list[str]:
    """Bars from nought; to the left of it where a number is negative."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    unit = _PANEL / ((high - low) or 1.0)

    def at(value: float) -> float:
        return left + (value - low) * unit

    parts = []
    for row, value in enumerate(values):
        if value is not None:
            y = _HEAD + row * _STEP
            start, end = sorted((at(0), at(value)))
            parts += [
                _bar(start, y, end - start, _OWN),
                _text(at(max(value, 0)) + 6, y + 13, f"{value:.6g}"),
            ]
    if values and values[0] is not None:
        x = _number(at(values[0]))
        parts.append(
            f'<line x1="{x}" x2="{x}" y1="{_HEAD - 8}" y2="{bottom}" stroke="currentColor" '
            'stroke-dasharray="3 3" opacity="0.5"/>'
        )
    return parts


def _changes(left: int, bars: Sequence[Bar]) -> list[str]:
    """What mentees lose to the left of a middle line, and what they gain to its right."""
    middle = left + _PANEL // 2 + _TEXT
    unit = (_PANEL / 2) / (max((max(bar.changes) for bar in bars), default=0.0) or 1.0)
    parts = []
    for row, bar in enumerate(bars):
        y = _HEAD + row * _STEP
        gained, lost = bar.changes
        if lost:
            start = middle - lost * unit
            parts += [
                _bar(start, y, lost * unit, _LOSS),
                _text(start - 6, y + 13, f"{lost:.6g}", anchor="end"),
            ]
        if gained:
            end = middle + gained * unit
            parts += [_bar(middle, y, gained * unit, _OWN), _text(end + 6, y + 13, f"{gained:.6g}")]
    parts.append(
        f'<line x1="{middle}" x2="{middle}" y1="{_HEAD - 8}" y2="{_HEAD + _STEP * len(bars)}" '
        'stroke="currentColor" opacity="0.5"/>'
    )
    return parts


def _bar(x: float, y: int, width: float, colour: str) -> str:
    return (
        f'<rect x="{_number(x)}" y="{y}" width="{_number(max(width, 1.0))}" height="17" '
        f'rx="2" fill="{colour}"/>'
    )


def _text(
    x: float, y: int, text: str, *, weight: int = 0, style: str = "", anchor: str = ""
) -> str:
    more = f' font-weight="{weight}"' if weight else ""
    more += f' font-style="{style}"' if style else ""
    more += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{_number(x)}" y="{y}"{more}>{_escaped(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.1f}"


def _told(bar: Bar) -> str:
    if bar.status != "optimal":
        return f"{bar.name}: {bar.status}."
    pairs, points, worst = ("none" if n is None else f"{n:.15g}" for n in bar.numbers)
    gained, lost = bar.changes
    return (
        f"{bar.name}: pairs {pairs}, points {points}, worst pair {worst}, "
        f"mentees gain {gained:.15g} and lose {lost:.15g}."
    )


def _escaped(text: str) -> str:
    seen = "".join(c if c.isprintable() else " " for c in text)
    return html.escape(seen)
