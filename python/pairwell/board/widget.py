"""The page of a board in a notebook: an anywidget that passes questions and answers on."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from pairwell._extras import needed
from pairwell.board.answers import Answers
from pairwell.board.session import Session
from pairwell.data.shown import plural

_SCRIPTS = ("elements", "link", "list", "drag", "decision", "head", "panel", "page")


def widget_of(session: Session) -> Any:
    """A widget that shows a board.

    Raises
    ------
    Error
        That says what to install, where anywidget is missing.
    """
    anywidget = needed("anywidget", "board")
    traitlets = needed("traitlets", "board")
    answers = Answers(session)

    class BoardWidget(anywidget.AnyWidget):  # type: ignore[misc, name-defined]
        """The page; it keeps nothing but how often the board was changed."""

        _esm = script()
        _css = source("board.css")
        stands = traitlets.Int(0).tag(sync=True)

        def __repr__(self) -> str:
            return f"<BoardWidget: {plural(self.stands, 'change')}>"

    widget = BoardWidget()
    session.watch(lambda decided: setattr(widget, "stands", decided))
    widget.on_msg(lambda _, message, __: widget.send(answers.answer(message)))
    return widget


def source(name: str) -> str:
    """The text of a file of the page."""
    return (files("pairwell.board") / name).read_text(encoding="utf-8")


def script() -> str:
    """The page's one ES module: its parts one behind the other, which know each other by name."""
    return "\n".join(source(f"scripts/{name}.js") for name in _SCRIPTS)
