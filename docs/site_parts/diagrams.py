"""Diagrams in the language of Mermaid, drawn when the site is built: no script, no network."""

from __future__ import annotations

import re
from hashlib import sha256
from html import escape
from pathlib import Path

import mermaidx

# GitHub draws the same text in its own colours; these read on a light card in either theme.
THEME = "neutral"
# What is wider than the page is shrunk, but no further than this; then it scrolls in its box.
LEAST_SCALE = 0.45


def as_html(text: str, site: Path, page: str) -> str:
    """Draws a diagram into the site, and gives the picture, which leads to itself in full size."""
    drawn = mermaidx.render(text, theme=THEME).svg()
    box = re.search(r'viewBox="\S+ \S+ ([\d.]+) ([\d.]+)', drawn)
    assert box, "mermaidx draws with a viewBox"
    width, height = (round(float(side)) for side in box.groups())
    file = Path("_images", f"diagram-{sha256(text.encode()).hexdigest()[:12]}.svg")
    (site / file).parent.mkdir(parents=True, exist_ok=True)
    sized = drawn.replace('width="100%"', f'width="{width}" height="{height}"', 1)
    (site / file).write_text(sized, encoding="utf-8")
    address = "../" * page.count("/") + file.as_posix()
    style = f"max-width: {width}px; min-width: {width * LEAST_SCALE:.0f}px"
    return (
        f'```{{raw}} html\n<a class="diagram" href="{address}"><img src="{address}" '
        f'alt="{escape(" ".join(text.split()))}" style="{style}"></a>\n```'
    )
