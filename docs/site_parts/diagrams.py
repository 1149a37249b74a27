"""Diagrams in the language of Mermaid, drawn when the site is built: no script, no network."""

from __future__ import annotations

import re

import mermaidx

# GitHub draws the same text in its own colours; these read on a light card in either theme.
THEME = "neutral"
LEAST_SCALE = 0.65


def svg(text: str, number: int) -> str:
    """The picture, whose ids are of this number so that several can stand on one page."""
    drawn = mermaidx.render(text, theme=THEME).svg().replace("my-svg", f"diagram-{number}")
    width = re.search(r'viewBox="\S+ \S+ ([\d.]+)', drawn)
    assert width, "mermaidx draws with a viewBox"
    # Not shrunk so far that it cannot be read: what is wider than a phone scrolls in its box.
    least = f"min-width: {float(width[1]) * LEAST_SCALE:.0f}px; max-width:"
    return drawn.replace("max-width:", least, 1)


def as_html(text: str, number: int) -> str:
    return f"```{{raw}} html\n<div class=\"diagram\" tabindex=\"0\">{svg(text, number)}</div>\n```"
