"""The notebooks of the guide run from top to bottom, and show what is stored in them."""

import copy
import re

import nbformat
import pytest
from notebooks import (
    GUIDE,
    HERE_ONLY,
    LIBRARY,
    NOTEBOOKS,
    differences,
    execute,
    lacks,
    main,
    outputs,
    pictures,
)

NAMES = {path.stem for path in NOTEBOOKS}
EACH = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def stored(path):
    return nbformat.read(path, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_there_are_notebooks_and_the_guide_lists_them():
    listed = set(re.findall(r"\(([\w-]+)\.ipynb\)", (GUIDE / "README.md").read_text("utf-8")))
    assert listed == NAMES
    assert len(NAMES) >= 8


@EACH
def test_the_notebook_is_stored_as_it_ran_from_top_to_bottom(path):
    notebook = stored(path)
    nbformat.validate(notebook)
    assert 8 <= len(notebook.cells) <= 34
    assert set(notebook.metadata) == {"kernelspec", "language_info", "made_with"}
    cells = code_of(notebook)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert not (cell.outputs and HERE_ONLY in cell.metadata.get("tags", ()))
    assert pictures(notebook)
    assert not re.search(r"/(tmp|root|home|work)/|0x[0-9a-f]{8}", str(list(outputs(notebook))))


@EACH
def test_the_notebook_draws_with_ours_and_uses_public_names_alone(path):
    code = "\n".join(cell.source for cell in code_of(stored(path)))
    assert not re.search(r"matplotlib|pyplot|altair|plotly|\._\w|pairwell\._", code)
    assert re.search(r"^import pairwell as pw$", code, re.MULTILINE)


@pytest.mark.filterwarnings("ignore")  # of the kernel's own machinery
@EACH
def test_the_notebook_shows_what_is_stored(path, tmp_path):
    if reason := lacks(path.stem):
        pytest.skip(reason)
    made = execute(path, tmp_path)
    told = [each for each in outputs(made) if each.output_type != "stream" or each.name == "stderr"]
    assert [each for each in told if each.output_type in ("stream", "error")] == []
    assert differences(stored(path), made) == []


def test_another_output_is_seen_in_any_versions():
    notebook = stored(GUIDE / "fairness.ipynb")
    assert differences(notebook, notebook) == []
    for versions in (notebook.metadata.made_with, {"matplotlib": "1.0"}):
        for output in range(2):
            made = copy.deepcopy(notebook)
            made.metadata.made_with = versions
            assert differences(notebook, made) == []
            cell = next(each for each in code_of(made) if len(each.outputs) == 2)
            if output == 0:
                cell.outputs[0].text += "1"
            else:
                markup = cell.outputs[1].data["text/html"]
                assert "<desc>" in markup
                cell.outputs[1].data["text/html"] = markup.replace("<desc>", "<desc>Not. ")
            assert len(differences(notebook, made)) == 1


def test_a_picture_drawn_otherwise_is_seen_where_the_versions_are_the_same():
    notebook = stored(GUIDE / "fairness.ipynb")
    made = copy.deepcopy(notebook)
    for output in outputs(made):
        if "text/html" in output.get("data", {}):
            output.data["text/html"] = output.data["text/html"].replace("<path", "<path ")
    assert len(differences(notebook, made)) == len(pictures(notebook))
    made.metadata.made_with = {"matplotlib": "1.0"}
    assert differences(notebook, made) == []


def test_of_a_board_its_style_sheet_alone_is_not_compared():
    notebook = stored(GUIDE / "exports-to-board.ipynb")
    for old, new, told in (("&lt;style&gt;", "&lt;style&gt;p {}", 0), ("Jon Ashby", "Jon", 1)):
        made = copy.deepcopy(notebook)
        (page,) = (each for each in outputs(made) if "srcdoc" in str(each))
        assert old in page.data["text/html"]
        page.data["text/html"] = page.data["text/html"].replace(old, new)
        assert len(differences(notebook, made)) == told


def test_what_the_program_in_cpp_lacks_is_said(tmp_path, monkeypatch):
    assert lacks("pilot") == ""
    library = tmp_path / "libpairwell.a"
    told = lacks("embedding", {LIBRARY: str(library), "CXX": "python3"})
    assert told == f"no libpairwell.a is built in build/python/src, and {LIBRARY} names none"
    library.touch()
    assert lacks("embedding", {LIBRARY: str(library), "CXX": "python3"}) == ""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert lacks("embedding", {LIBRARY: str(library)}) == "no C++ compiler is on the path"


def test_an_unknown_notebook_is_refused(capsys):
    assert main(["--write", "fairnes"]) == 2
    assert capsys.readouterr().err == "no such notebook: fairnes\n"
