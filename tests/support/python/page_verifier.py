"""The checkers that pages run, on many inputs at once: in Node.js if it is there, else Chromium."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from browser import BROWSER, browse, complaints

from pairwell.report.scripts import RECEIPTS, VERIFIER, script_of

NODE = shutil.which("node")
needs_javascript = pytest.mark.skipif(
    NODE is None and BROWSER is None, reason="neither Node.js nor Chromium is installed"
)

_MATCHING = """
const holds = ([problem, certificate]) => {
  const check = verify(verifier.read(problem), verifier.read(certificate));
  for (;;) {
    const step = check.next();
    if (step.done) return step.value.holds;
  }
};
"""
_RECEIPT = """
const holds = (receipt) => ![...checkReceipt(receipt), ...checkDigests(receipt)].length;
"""


def verdicts(cases):
    """Whether each matching holds: pairs of texts, a problem and a certificate."""
    return _run(script_of(*VERIFIER) + _MATCHING, cases)


def receipt_verdicts(receipts):
    """Whether each receipt holds."""
    return _run(script_of(*RECEIPTS) + _RECEIPT, receipts)


def _run(program, cases):
    if NODE is not None:
        told = 'const told = JSON.parse(require("fs").readFileSync(0, "utf8"));\n'
        program += f"{told}console.log(told.map((each) => Number(holds(each))).join(''));"
        done = subprocess.run(
            [NODE, "-e", program],
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        )
        found = done.stdout.strip()
    else:
        found = _in_a_browser(program, cases)
    assert len(found) == len(cases)
    return [each == "1" for each in found]


def _in_a_browser(program, cases):
    data = json.dumps(cases).replace("<", "\\u003c")
    page = (
        f"<!DOCTYPE html><meta charset=utf-8><title></title><script>{program}"
        f"document.title = 'OUT:' + {data}.map((each) => Number(holds(each))).join('') + ':END';"
        "</script>"
    )
    with tempfile.TemporaryDirectory() as folder:
        result = browse(Path(folder), page, "--dump-dom", "--virtual-time-budget=30000")
    assert complaints(result.stderr) == []
    (found,) = re.findall(r"<title>OUT:(.*?):END</title>", result.stdout)
    return found
