"""Executes the notebooks of the guide and stores what they show: `notebooks.py --write [NAME ...]`.

Each runs in a fresh kernel and a folder of its own, and is written back with its outputs and the
versions of the libraries that draw them. Without `--write` it says which differ from what is
stored.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
GUIDE = ROOT / "docs" / "guide"
NOTEBOOKS = sorted(GUIDE.glob("*.ipynb"))
# What other versions of these draw or list may look otherwise, and say the same.
DRAWN_BY = ("matplotlib", "numpy", "pandas")
TREE = "PAIRWELL_TREE"
LIBRARY = "PAIRWELL_LIBRARY"
# A cell with this tag says what is so on one machine, and its output is not stored.
HERE_ONLY = "here-only"
# The style sheet of a page inside another: how it looks, and nothing that it says.
_STYLE = re.compile("&lt;style&gt;.*?&lt;/style&gt;", re.DOTALL)
_WIDGET = "application/vnd.jupyter.widget-view+json"


def versions() -> dict[str, str]:
    """The versions of the libraries on which the bytes of an output depend."""
    return {name: version(name) for name in DRAWN_BY}


def environment(environ: Mapping[str, str]) -> dict[str, str]:
    """What a kernel is told besides: where the tree is, and which pairwell is meant."""
    import pairwell

    return {
        **environ,
        TREE: str(ROOT),
        "PYTHONPATH": os.pathsep.join(
            filter(None, (str(Path(pairwell.__file__).parents[1]), environ.get("PYTHONPATH")))
        ),
    }


def lacks(name: str, environ: Mapping[str, str] = os.environ) -> str:
    """What a notebook needs and this machine has not; empty where it can run."""
    if name != "embedding":
        return ""
    if not shutil.which(environ.get("CXX", "c++")):
        return "no C++ compiler is on the path"
    library = environ.get(LIBRARY)
    built = [Path(library)] if library else list(ROOT.glob("build/python/src/libpairwell.a"))
    if not any(path.is_file() for path in built):
        return f"no libpairwell.a is built in build/python/src, and {LIBRARY} names none"
    return ""


def execute(path: Path, folder: Path) -> Any:
    """Run a notebook from top to bottom in a fresh kernel whose working folder is `folder`."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        record_timing=False,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=environment(os.environ))
    for cell in notebook.cells:
        if HERE_ONLY in cell.metadata.get("tags", ()):
            cell.outputs = []
        elif cell.cell_type == "code":
            cell.outputs = list(_tidied(cell.outputs))
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "made_with": versions(),
        }
    )
    return notebook


def _tidied(raw: list[Any]) -> Iterator[Any]:
    """Outputs without what differs between runs: where a stream was cut, and ids of widgets."""
    for name, group in groupby(raw, lambda output: output.get("name")):
        if name:
            first, *rest = group
            first.text = "".join(each.text for each in (first, *rest))
            yield first
            continue
        for output in group:
            if "data" in output:
                output.data.pop(_WIDGET, None)
            yield output


def outputs(notebook: Any) -> Iterator[Any]:
    """Every output of every cell."""
    for cell in notebook.cells:
        yield from cell.get("outputs", ())


def pictures(notebook: Any) -> list[str]:
    """The markup of every picture of `pw.plot`."""
    markup = ("".join(each.get("data", {}).get("text/html", "")) for each in outputs(notebook))
    return [text for text in markup if 'class="pw-picture"' in text]


def differences(stored: Any, made: Any) -> list[str]:
    """Say which cells' stored output is not what they give now, with both.

    Pictures and tables of pandas are compared by what they say where another version of a library
    has drawn them.
    """
    is_alike = stored.metadata.get("made_with") == made.metadata.get("made_with")
    told = []
    for number, (old, new) in enumerate(zip(stored.cells, made.cells, strict=True), 1):
        was, now = (list(_shown(cell, is_alike)) for cell in (old, new))
        if was != now:
            told.append(f"cell {number}: stored {was!r}\n        and now {now!r}")
    return told


def _shown(cell: Any, is_alike: bool) -> Iterator[tuple[str, str]]:
    """The outputs of a cell as kind and text, with one stream's pieces put together."""
    streams: dict[str, str] = {}
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            streams[output.name] = streams.get(output.name, "") + "".join(output.text)
        for kind, data in sorted(output.get("data", {}).items()):
            text = _STYLE.sub("", data if isinstance(data, str) else repr(data))
            if is_alike:
                yield kind, text
            elif 'class="pw-picture"' in text:
                yield kind, "".join(re.findall(r"<(?:title|desc)>[^<]*", text))
            elif 'class="dataframe"' not in text and "text/html" not in output.data:
                yield kind, text
    yield from streams.items()


@cache
def _scratch() -> Path:
    return Path(tempfile.mkdtemp(prefix="notebooks-"))


def main(arguments: list[str]) -> int:
    """Write the notebooks that are named, or all, or say which would change."""
    named = {each for each in arguments if not each.startswith("-")}
    is_writing = "--write" in arguments
    if unknown := named - {path.stem for path in NOTEBOOKS}:
        print(f"no such notebook: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    changed = 0
    for path in NOTEBOOKS:
        if named and path.stem not in named:
            continue
        if reason := lacks(path.stem):
            print(f"{path.stem}: not run, for {reason}")
            changed += is_writing
            continue
        folder = _scratch() / path.stem
        folder.mkdir()
        made = execute(path, folder)
        if is_writing:
            nbformat.validate(made)
            nbformat.write(made, path)
        else:
            told = differences(nbformat.read(path, as_version=4), made)
            changed += bool(told)
            print(f"{path.stem}:", *(told or ["as stored"]), sep="\n  ")
    shutil.rmtree(_scratch())
    return int(changed > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
