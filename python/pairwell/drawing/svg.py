"""SVG from matplotlib made small: colours as attributes, marks with titles, and nothing unused."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

TOLD = "told:"
"""The id of an artist begins so where the rest of it is the title of what it draws."""

_KEPT = (
    "fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stroke-dasharray",
    "opacity", "font-size", "font-weight", "font-style", "text-anchor",
)  # fmt: skip
_UNSAID = {
    "stroke-opacity": "1", "fill-opacity": "1", "opacity": "1", "text-anchor": "start",
    "font-weight": "400", "font-style": "normal", "stroke-width": "1",
}  # fmt: skip
_STEP = re.compile(r"([MLCQZz])([^MLCQZz]*)")
_TURNED, _MOVED = re.compile(r"rotate\((-?[\d.]+)"), re.compile(r"translate\((\S+) (\S+)\)")
_SHORTHAND = re.compile(r"(?:(italic|oblique) )?(?:(bold|\d{3}) )?([\d.]+)px")


def smaller(drawn: str) -> str:
    """Give the inside of an SVG that matplotlib drew, without ids, definitions and style sheet."""
    root = ET.fromstring(drawn)
    marks = {f"#{path.get('id')}": path.get("d", "") for path in root.iter() if path.get("id")}
    return "".join(_element(root, marks))


def number(value: float) -> str:
    """Write a length to a tenth of a pixel."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def escaped(text: str) -> str:
    """Write a text into XML; what cannot be seen becomes a space."""
    return html.escape("".join(c if c.isprintable() else " " for c in text))


def _element(element: ET.Element, marks: Mapping[str, str]) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag in ("svg", "g"):
        told = element.get("id", "")
        inside = "".join(text for each in element for text in _element(each, marks))
        if told.startswith(TOLD) and inside:
            yield f"<g><title>{escaped(told.removeprefix(TOLD))}</title>{inside}</g>"
        else:
            yield inside
    elif tag == "path":
        yield _shape(element.get("d", ""), _attributes(element))
    elif tag == "use":
        yield _mark(element, marks)
    elif tag == "text":
        yield _text(element)
    elif tag == "image":
        yield _image(element)


def _attributes(element: ET.Element) -> str:
    """The style of an element as attributes, which a style sheet may then replace."""
    parts = (each.partition(":") for each in element.get("style", "").split(";"))
    said = {name.strip(): value.strip() for name, _, value in parts if value}
    if shorthand := _SHORTHAND.match(said.pop("font", "")):
        slant, weight, size = shorthand.groups()
        said |= {"font-size": size, "font-style": slant or "normal", "font-weight": weight or "400"}
    found = []
    for name in _KEPT:
        value = said.get(name, "")
        if name in ("stroke-width", "font-size") and value:
            value = number(float(value.removesuffix("px")))
        if name.startswith("stroke-") and said.get("stroke", "none") == "none":
            continue
        if value and value != _UNSAID.get(name):
            found.append(f' {name}="{value}"')
    return "".join(found)


def _shape(path: str, attributes: str) -> str:
    steps = _steps(path)
    corners = [place[-2:] for letter, place in steps if letter in "ML"]
    if [letter for letter, _ in steps] == list("MLLLz") and _is_upright(corners):
        (left, right), (top, bottom) = (sorted({c[axis] for c in corners}) for axis in (0, 1))
        return (
            f'<rect x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{number(bottom - top)}"{attributes}/>'
        )
    return f'<path d="{_written(steps)}"{attributes}/>' if steps else ""


def _is_upright(corners: list[list[float]]) -> bool:
    return all(len({corner[axis] for corner in corners}) == 2 for axis in (0, 1))


def _steps(path: str) -> list[tuple[str, list[float]]]:
    return [
        (letter.replace("Z", "z"), [round(float(n), 1) for n in numbers.split()])
        for letter, numbers in _STEP.findall(path)
    ]


def _written(steps: list[tuple[str, list[float]]]) -> str:
    """Write a path, with level and upright lines by one number."""
    parts, here = [], [0.0, 0.0]
    for letter, numbers in steps:
        place = numbers[-2:] or here
        if letter == "L" and place[1] == here[1]:
            parts.append(f"H{number(place[0])}")
        elif letter == "L" and place[0] == here[0]:
            parts.append(f"V{number(place[1])}")
        else:
            parts.append(letter + " ".join(map(number, numbers)))
        here = place
    return "".join(parts)


def _mark(element: ET.Element, marks: Mapping[str, str]) -> str:
    """Draw a mark where it is used; matplotlib's round mark is a circle of eight curves."""
    link = next(value for name, value in element.items() if name.endswith("href"))
    x, y = (number(float(element.get(axis, "0"))) for axis in "xy")
    steps = _steps(marks[link])
    attributes = _attributes(element)
    if [letter for letter, _ in steps] == ["M", *["C"] * 8, "z"]:
        return f'<circle cx="{x}" cy="{y}" r="{number(steps[0][1][1])}"{attributes}/>'
    return f'<path d="{_written(steps)}" transform="translate({x} {y})"{attributes}/>'


def _text(element: ET.Element) -> str:
    where = element.get("transform", "")
    turned, moved = _TURNED.search(where), _MOVED.search(where)
    at = moved.groups() if moved else (element.get("x", "0"), element.get("y", "0"))
    x, y = (number(float(own)) for own in at)
    turn = f' transform="rotate({number(float(turned[1]))} {x} {y})"' if turned else ""
    if turn.startswith(' transform="rotate(0 '):
        turn = ""
    told = escaped(element.text or "")
    return f'<text x="{x}" y="{y}"{turn}{_attributes(element)}>{told}</text>'


def _image(element: ET.Element) -> str:
    link = next(value for name, value in element.items() if name.endswith("href"))
    kept = "".join(
        f' {name}="{element.get(name)}"'
        for name in ("x", "y", "width", "height", "transform")
        if element.get(name)
    )
    return (
        f'<image href="{"".join(link.split())}"{kept} preserveAspectRatio="none" '
        'image-rendering="pixelated"/>'
    )
