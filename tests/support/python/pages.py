"""A page in a real browser that a test can act on: as wide as asked, and offline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from browser import BROWSER

_PATIENCE = 120_000
"""Milliseconds that anything may take, on a machine that does much else."""
_GRAVE = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Any]:
    """Give a running browser; the test is skipped where there is none, or no driver."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium is installed")
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"], timeout=_PATIENCE
        )
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Any, page: Path, *, width: int = 1200, scheme: str = "light", script: bool = True
) -> Iterator[Any]:
    """Open a page from a file; what its console complains of fails the test."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        java_script_enabled=script,
        offline=True,
    )
    context.set_default_timeout(_PATIENCE)
    shown = context.new_page()
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.goto(page.as_uri())
    yield shown
    context.close()
    assert complaints == []


def unfold(page: Any) -> None:
    """Open all that is folded."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def barriers(page: Any) -> list[str]:
    """What axe-core finds that keeps people out, serious or worse: the rule and where it is."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core is not installed")
    found = axe.Axe().run(page)["violations"]
    return [
        f"{each['id']}: {node['html'][:120]} {node['failureSummary'][:200]}"
        for each in found
        if each["impact"] in _GRAVE
        for node in each["nodes"][:3]
    ]


def printed_pages(page: Any) -> int:
    """How many pages of A4 it prints on."""
    made = page.pdf(prefer_css_page_size=True, print_background=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", made))
