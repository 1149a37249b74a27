"""The style sheet of pictures: both themes, whatever the page says, and nothing else touched."""

import re

from pairwell.drawing import theme


def test_each_colour_has_a_rule_and_a_dark_value():
    sheet = theme.style()
    for colour in (theme.SOFT, theme.LINE, theme.WASH, theme.HEAT, *theme.PARTS):
        name = re.search(rf'\.pw-picture \[fill="{colour}"\]{{fill:var\(--pw-([\w-]+)\)}}', sheet)[
            1
        ]
        values = set(re.findall(rf"--pw-{name}:(#[0-9a-f]{{6}})", sheet))
        assert len(values) == 2
        assert colour in values


def test_a_page_may_say_that_it_is_dark_or_light():
    sheet = theme.style()
    for says in (".pw-dark", ".pw-light", '[data-theme="dark"]', '[data-jp-theme-light="true"]'):
        assert f"{says} .pw-picture" in sheet
    assert "prefers-color-scheme:dark" in sheet


def test_every_rule_is_about_pictures_alone():
    rules = re.sub(r"@media[^{]*\{(.*?\})\}", r"\1", theme.style())
    selectors = [each for rule in re.findall(r"([^{}]+)\{", rules) for each in rule.split(",")]
    assert all(".pw-picture" in selector for selector in selectors)


def contrast(one, other):
    def light(colour):
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        parts = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_what_is_drawn_stands_out_from_both_pages():
    sheet = theme.style()
    for colour in (theme.SOFT, *theme.PARTS):
        name = re.search(rf'\[fill="{colour}"\]{{fill:var\(--pw-([\w-]+)\)}}', sheet)[1]
        dark = (set(re.findall(rf"--pw-{name}:(#[0-9a-f]{{6}})", sheet)) - {colour}).pop()
        assert contrast(colour, "#ffffff") >= 3
        assert contrast(dark, "#14181c") >= 3
