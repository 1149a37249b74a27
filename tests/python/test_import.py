"""What ``import pairwell`` loads, and what is said where a library of an extra is missing."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import pytest

import pairwell as pw
from pairwell.data.tables import read_table

ROOT = Path(__file__).parents[2]


class Stream:
    """What a frame of some library is for Arrow."""

    def __arrow_c_stream__(self, schema=None):
        raise AssertionError


def _file(folder, name):
    (folder / name).write_bytes(b"PK\x03\x04")
    return folder / name


def _anew(module):
    """Import a module as a process does that has not yet."""
    before = sys.modules.pop(module, None)
    try:
        __import__(module)
    finally:
        if before is not None:
            sys.modules[module] = before


def _on_a_server(folder):
    from pairwell.store import open_store

    return open_store("postgresql://officer@localhost/scheme")


def _key_of(folder):
    from pairwell.store._heads import make_key

    return make_key(folder / "key.pem")


def _drawn(folder):
    return pw.plot.ranks(pw.match([[3, 1], [2, 2]])).svg


def _products():
    return pw.Features.of_function(np.multiply.outer, 2, 2, name="products")


# By extra: its libraries, and something that needs each; of a command in cli/test_entry_point.py.
USES = {
    "cli": [
        ("jinja2", lambda folder: pw.proof_page(pw.Problem([[1]]), pw.match([[1]]))),
        ("icalendar", lambda folder: pw.timetable_ics(pw.preset("pilot"))),
    ],
    "pandas": [
        ("pandas", lambda folder: pw.match([[1]]).to_pandas()),
        ("pyarrow", lambda folder: read_table(Stream())),
    ],
    "polars": [("polars", lambda folder: pw.match([[1]]).to_polars())],
    "sheets": [("python_calamine", lambda folder: pw.read_sheet(_file(folder, "people.ods")))],
    "store": [("sqlalchemy", lambda folder: _anew("pairwell.store._requirements"))],
    "postgresql": [("psycopg", _on_a_server)],
    "sign": [("cryptography", _key_of)],
    "plot": [("matplotlib", _drawn)],
    "board": [("anywidget", lambda folder: pw.board([[3, 1], [2, 2]])._repr_mimebundle_())],
    "cluster": [("distributed", lambda folder: pw.match_on_demand(_products(), client=object()))],
    "altair": [("altair", lambda folder: pw.plot.ranks(pw.match([[3, 1]])).altair())],
}
NOT_TRIED = {"bench", "docs", "notebook", "test"}
"""Peers that are missing are told of in a page of the benchmark; the others are the project's."""


def loaded(program):
    """The modules that a new interpreter has after a program."""
    told = f"{program}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return json.loads(done.stdout)


def test_an_import_loads_nothing_but_the_list_of_names():
    bare = set(loaded("from typing import TYPE_CHECKING"))
    ours = set(loaded("import pairwell")) - bare
    own = {module for module in ours if module.startswith("pairwell")}
    assert own == {"pairwell", "pairwell._homes", "pairwell._interrupt", "pairwell._lazy"}
    assert len(ours) < 60, sorted(ours)


def test_no_library_of_an_extra_is_loaded_before_it_is_used():
    program = (
        "import pairwell as pw; pw.match([[3, 1]], 'leximin').verify(); from pairwell import *"
    )
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = tomllib.load(file)["project"]["optional-dependencies"]
    wanted = {
        requirement.partition(">=")[0].partition("==")[0].partition("[")[0].replace("-", "_")
        for requirements in extras.values()
        for requirement in requirements
    }
    found = {module.partition(".")[0] for module in loaded(program)}
    assert found.isdisjoint(wanted - {"pairwell"} | {"IPython", "ipywidgets", "markupsafe"})


def test_a_name_that_there_is_not_is_no_attribute():
    with pytest.raises(AttributeError, match="module 'pairwell' has no attribute 'matchh'"):
        _ = pw.matchh
    assert "match" in dir(pw)


def test_every_extra_is_tried():
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = set(tomllib.load(file)["project"]["optional-dependencies"])
    assert set(USES) == extras - NOT_TRIED


@pytest.mark.parametrize(
    ("extra", "library", "use"),
    [(extra, library, use) for extra, uses in USES.items() for library, use in uses],
)
def test_what_is_missing_is_named_with_its_extra(extra, library, use, monkeypatch, tmp_path):
    # A part that is loaded already would be found without the library it is of.
    for loaded_part in [name for name in sys.modules if name.startswith(f"{library}.")]:
        monkeypatch.setitem(sys.modules, loaded_part, None)
    monkeypatch.setitem(sys.modules, library, None)
    said = rf"{library}.* is not installed; it comes with: pip install .*\[{extra}\]"
    with pytest.raises(pw.Error, match=said):
        use(tmp_path)
