"""Hosts the page of a board in a real browser, as anywidget does, with Python behind it."""

from __future__ import annotations

import json

from pairwell.board.answers import Answers
from pairwell.board.widget import script, source

HOST = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A board</title>
<meta name="viewport" content="width=device-width"></head><body><main></main></body></html>"""
MODEL = """(source) => {
  const heard = {};
  const model = {
    on: (name, call) => (heard[name] ??= []).push(call),
    off: (name, call) => { heard[name] = (heard[name] ?? []).filter((each) => each !== call); },
    send: async (message) => {
      const answer = JSON.parse(await window.askPython(JSON.stringify(message)));
      for (const call of heard["msg:custom"] ?? []) call(answer);
    },
  };
  const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return import(url).then((module) => {
    module.default.render({ model, el: document.querySelector("main") });
  });
}"""


def open_board(browser, board, *, width=1200, height=800, scheme="light", touch=False):
    """A page that shows a board; what goes wrong in it is in its list `faults`."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        offline=True,
        has_touch=touch,
        is_mobile=touch,
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on("console", lambda told: told.type == "error" and page.faults.append(told.text))
    answers = Answers(board._session)
    page.expose_function("askPython", lambda told: json.dumps(answers.answer(json.loads(told))))
    page.set_content(HOST)
    page.add_style_tag(content=source("board.css"))
    page.evaluate(MODEL, script())
    page.wait_for_selector("[role=option]")
    return page
