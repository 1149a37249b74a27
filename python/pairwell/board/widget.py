"""The page of a board in a notebook: an anywidget that passes questions to Python, and answers back."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from pairwell._extras import needed
from pairwell.board.answers import Answers
from pairwell.board.session import Session


def widget_of(session: Session) -> Any:
    """A widget that shows a board.

    Raises
    ------
    Error
        That says what to install, where anywidget is missing.
    """
    anywidget = needed("anywidget", "board")
    answers = Answers(session)

    class BoardWidget(anywidget.AnyWidget):  # type: ignore[misc, name-defined]
        """The page; it keeps nothing of its own."""

        _esm = source("board.js")
        _css = source("board.css")

    widget = BoardWidget()
    widget.on_msg(lambda _, message, __: widget.send(answers.answer(message)))
    return widget


def source(name: str) -> str:
    """The text of a file of the page."""
    return (files("pairwell.board") / name).read_text(encoding="utf-8")
