"""The colours of pictures in a light and in a dark page, and the style sheet that changes them."""

from __future__ import annotations

INK, PAPER = "#1c2229", "#fbfaf6"
"""Of texts and outlines: in a page they are those of the page around the picture."""
SOFT, LINE, WASH = "#565f69", "#c9c3b5", "#ece8dd"
"""Of axes, of thin lines, and of what is only there to be compared with."""
OWN, OTHER, HEAT = "#17717a", "#bd5428", "#128a94"
"""Of what is shown, of what is to be told from it, and of points from few to many."""
PARTS = (OWN, OTHER, "#5a5cab", "#a87508", "#5d8030", "#98477a")
"""Of criteria and the like, in their order; from the seventh on they come again, paler."""

_DARK = {
    SOFT: "#a9b0b6",
    LINE: "#47505a",
    WASH: "#2a323a",
    OWN: "#45aab4",
    OTHER: "#e3845c",
    HEAT: "#18838d",
    PARTS[2]: "#9799e6",
    PARTS[3]: "#dcb14a",
    PARTS[4]: "#9dc06b",
    PARTS[5]: "#d58abb",
    PAPER: "#14181c",
}
_NAMES = {
    SOFT: "soft",
    LINE: "line",
    WASH: "wash",
    OWN: "part-1",
    OTHER: "part-2",
    HEAT: "heat",
    PARTS[2]: "part-3",
    PARTS[3]: "part-4",
    PARTS[4]: "part-5",
    PARTS[5]: "part-6",
    PAPER: "paper",
}
# What says that a page is dark or light, whatever the system says: a class of ours, and what
# JupyterLab, Sphinx themes, marimo and Visual Studio Code put on the page.
_SAYS_DARK = (".pw-dark", '[data-theme="dark"]', '[data-jp-theme-light="false"]', ".vscode-dark")
_SAYS_LIGHT = (".pw-light", '[data-theme="light"]', '[data-jp-theme-light="true"]', ".vscode-light")
FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif"


def _values(dark: bool) -> str:
    return ";".join(
        f"--pw-{name}:{_DARK[light] if dark else light}" for light, name in _NAMES.items()
    )


def _within(says: tuple[str, ...]) -> str:
    own = (f"{says[0]}.pw-picture", *(f"{each} .pw-picture" for each in says))
    return ",".join(own)


def style() -> str:
    """The style sheet of all pictures of a page, which changes nothing else in it."""
    rules = [
        f".pw-picture{{{_values(False)};max-width:100%;height:auto}}",
        f'.pw-picture [fill="{INK}"]{{fill:currentColor}}',
        f'.pw-picture [stroke="{INK}"]{{stroke:currentColor}}',
    ]
    for light, name in _NAMES.items():
        rules += [
            f'.pw-picture [{what}="{light}"]{{{what}:var(--pw-{name})}}'
            for what in ("fill", "stroke")
        ]
    return "".join(
        [
            *rules,
            f"@media screen and (prefers-color-scheme:dark){{.pw-picture{{{_values(True)}}}}}",
            f"{_within(_SAYS_DARK)}{{{_values(True)}}}",
            f"{_within(_SAYS_LIGHT)}{{{_values(False)}}}",
        ]
    )


def style_of_file() -> str:
    """What a picture that is a file of its own has besides: ink and paper of both themes."""
    dark = f"svg:root{{color:#e9e6df;background:{_DARK[PAPER]}}}"
    return (
        f"{style()}svg:root{{color:{INK};background:#fff}}"
        f"@media screen and (prefers-color-scheme:dark){{{dark}}}"
    )
