"""The formatters and linters have nothing to say."""

import shutil
import subprocess
from pathlib import Path

import pytest
from checks import checker

ROOT = Path(__file__).parents[2]


def complaints(*command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return "" if done.returncode == 0 else done.stdout + done.stderr


def sources():
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.cpp", "*.hpp"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [path for path in listing.stdout.splitlines() if (ROOT / path).is_file()]


def test_cpp_is_formatted():
    paths = sources()
    assert len(paths) > 60
    assert complaints(checker("clang-format"), "--dry-run", "--Werror", *paths) == ""


def test_a_line_out_of_form_is_seen(tmp_path):
    shutil.copy(ROOT / ".clang-format", tmp_path)
    (tmp_path / "a.cpp").write_text("int  a ;\n", encoding="utf-8")
    assert (
        complaints(checker("clang-format"), "--dry-run", "--Werror", str(tmp_path / "a.cpp")) != ""
    )


@pytest.mark.parametrize("command", [("check",), ("format", "--check")], ids=" ".join)
def test_python_is_clean_under_ruff(command):
    assert complaints(checker("ruff"), *command, ".") == ""
