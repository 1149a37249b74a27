"""The widget passes messages on, tells of decisions that other cells make, and is imported late."""

import subprocess
import sys

import pytest
from test_board import board_of

import pairwell as pw


def test_it_answers_the_page_and_tells_it_of_every_decision(monkeypatch):
    board = board_of()
    widget, sent = board.widget, []
    monkeypatch.setattr(widget, "send", sent.append)
    widget._handle_custom_msg({"id": "a-1", "kind": "state"}, [])
    assert (sent[0]["id"], sent[0]["shape"]) == ("a-1", [3, 3])
    board.lock("Ana", "Xu", because="w")
    board.undo()
    assert widget.stands == 2
    assert board.widget is widget
    assert "application/vnd.jupyter.widget-view+json" in board._repr_mimebundle_()[0]
    assert board._display_() is widget


def test_where_no_widget_is_shown_the_board_is_told():
    board = board_of()
    board.lock("Ana", "Xu", because="w")
    board.wait()
    assert board._repr_mimebundle_()[0]["text/plain"] == repr(board)
    assert repr(board).startswith("<Board: 1 decision, optimal, 3 pairs")


def test_a_missing_anywidget_is_named_with_the_line_that_installs_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "anywidget", None)
    with pytest.raises(pw.Error, match=r"anywidget is not installed; .*\[board\]"):
        board_of().widget  # noqa: B018


def test_a_board_needs_no_widget_until_it_is_shown():
    program = (
        "import sys, pairwell as pw; b = pw.board([[1, 2]], actor='Jo');"
        "b.lock(0, 0, because='w'); b.html();"
        "assert not {'anywidget', 'ipywidgets', 'traitlets'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
