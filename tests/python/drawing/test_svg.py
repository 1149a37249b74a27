"""What becomes of matplotlib's SVG."""

import pytest

from pairwell.drawing.svg import smaller

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    ("drawn", "made"),
    [
        (
            '<path d="M 1 2 L 5 2 L 5 4 L 1 4 z" style="fill: #17717a"/>',
            '<rect x="1" y="2" width="4" height="2" fill="#17717a"/>',
        ),
        (
            '<path d="M 1 2 L 5.04 2 L 5 4.26" style="fill: none; stroke: #17717a; '
            'stroke-width: 1.5"/>',
            '<path d="M1 2H5V4.3" fill="none" stroke="#17717a" stroke-width="1.5"/>',
        ),
        (
            '<g id="told:Ana &amp; Xu: 3"><path d="M 0 0 L 1 1" style="stroke: #17717a"/></g>',
            '<g><title>Ana &amp; Xu: 3</title><path d="M0 0L1 1" stroke="#17717a"/></g>',
        ),
        (
            "<text style=\"font-size: 12px; font-family: 'DejaVu Sans'; text-anchor: middle; "
            'fill: #1c2229" x="3" y="4" transform="rotate(-0 3 4)">&lt;b&gt;</text>',
            '<text x="3" y="4" fill="#1c2229" font-size="12" text-anchor="middle">&lt;b&gt;</text>',
        ),
        (  # as matplotlib 3.8 writes it
            '<text style="font: 700 12px \'DejaVu Sans\'" transform="translate(3 4) '
            'rotate(-90)">x</text>',
            '<text x="3" y="4" transform="rotate(-90 3 4)" font-size="12" font-weight="700">'
            "x</text>",
        ),
        ('<g id="told:nothing is drawn"/>', ""),
        ("<defs><style>* {}</style></defs>", ""),
    ],
)
def test_an_element_becomes(drawn, made):
    assert smaller(f"{HEAD}{drawn}</svg>") == made


def test_a_round_mark_is_a_circle_where_it_is_used():
    curves = " ".join(["C 1 1 1 1 1 1"] * 8)
    drawn = (
        f'<defs><path id="m" d="M 0 4 {curves} z"/></defs>'
        '<use xlink:href="#m" x="7" y="8" style="fill: #17717a"/>'
    )
    assert smaller(f"{HEAD}{drawn}</svg>") == '<circle cx="7" cy="8" r="4" fill="#17717a"/>'
