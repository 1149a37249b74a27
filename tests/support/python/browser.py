"""A page opened in headless Chromium, without a network."""

from __future__ import annotations

import shutil
import subprocess

import pytest

BROWSER = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chrome")
needs_browser = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium is installed, so the page is checked as text only"
)


def browse(tmp_path, html, *arguments):
    """Open a page in headless Chromium without a network."""
    (tmp_path / "report.html").write_text(html, "utf-8")
    return subprocess.run(
        [
            BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--hide-scrollbars", "--enable-logging=stderr", "--v=0",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path / 'profile'}",
            *arguments, (tmp_path / "report.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )  # fmt: skip


def complaints(stderr):
    """What the console told of the page; the browser's own pages may tell of a slow network."""
    lines = (line for line in stderr.splitlines() if "CONSOLE" in line)
    return [line for line in lines if "source: chrome://" not in line]
