"""Diagrams in the language of Mermaid, drawn when the site is built: no script, no network."""

from __future__ import annotations

import re

import mermaidx

# GitHub draws the same text in its own colours; these read on a light card in either theme.
THEME = "neutral"


def svg(text: str, number: int) -> str:
    """The picture, whose ids are of this number so that several can stand on one page."""
    drawn = mermaidx.render(text, theme=THEME).svg().replace("my-svg", f"diagram-{number}")
    width = re.search(r'viewBox="\S+ \S+ ([\d.]+)', drawn)
    assert width, "mermaidx draws with a viewBox"
    # At its own size, in a box that scrolls: a wide diagram shrunk to a phone cannot be read.
    drawn = drawn.replace('width="100%"', f'width="{float(width[1]):.0f}"', 1)
    return drawn.replace("max-width:", "--natural-width:", 1)


def as_html(text: str, number: int) -> str:
    return f"```{{raw}} html\n<div class=\"diagram\" tabindex=\"0\">{svg(text, number)}</div>\n```"
