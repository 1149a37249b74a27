"""The wheel that is installed has the notices of what is compiled in, and the list of it."""

import importlib.metadata
import json
import re
from pathlib import Path

import pytest
from checks import ROOT

NOTICES = {path.name: path for path in (ROOT / "docs" / "licences").glob("*.txt")}


@pytest.fixture(scope="module")
def metadata():
    """The files of the installed package's dist-info, by their paths in it."""
    try:
        package = importlib.metadata.distribution("pairwell")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("pairwell is imported from the tree here, not installed")
    found = {}
    for file in package.files:
        if inside := re.fullmatch(r"[^/]+\.dist-info/(.+)", file.as_posix()):
            found[inside[1]] = Path(file.locate())
    return found


def test_every_library_has_a_notice_and_a_line_in_the_page_of_them():
    assert set(NOTICES) == {"boost.txt", "highway.txt", "pybind11.txt", "toml++.txt"}
    page = (ROOT / "docs" / "licences" / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\]\(([^)/]+\.txt)\)", page)) == set(NOTICES)


def test_who_cites_pairwell_finds_what_a_reference_needs():
    """Of the keys of the Citation File Format 1.2.0, those that it wants and those that we give."""
    yaml = pytest.importorskip("yaml")
    entry = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(entry) == {
        "cff-version", "message", "title", "type", "authors", "license", "abstract", "keywords",
    }  # fmt: skip
    assert entry["cff-version"] == "1.2.0"
    assert entry["type"] == "software"
    assert entry["license"] == "BSL-1.0"
    assert all(set(author) == {"name"} and author["name"] for author in entry["authors"])
    assert all(isinstance(entry[key], str) and entry[key] for key in ("message", "title"))
    assert all(isinstance(word, str) for word in entry["keywords"])
    assert len(set(entry["keywords"])) == len(entry["keywords"])


def test_the_wheel_has_the_notices(metadata):
    assert metadata["licenses/LICENSE"].read_bytes() == (ROOT / "LICENSE").read_bytes()
    for name, path in NOTICES.items():
        assert metadata[f"licenses/docs/licences/{name}"].read_bytes() == path.read_bytes()


def test_the_wheel_lists_what_is_compiled_in_with_the_versions_found(metadata):
    bill = json.loads(metadata["sboms/pairwell.cdx.json"].read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == importlib.metadata.version("pairwell")
    licences = {c["name"]: c["licenses"][0]["license"]["id"] for c in bill["components"]}
    assert licences == {
        "Boost": "BSL-1.0",
        "Highway": "Apache-2.0",
        "pybind11": "BSD-3-Clause",
        "toml++": "MIT",
    }
    for component in bill["components"]:
        assert re.fullmatch(r"\d+\.\d+\.\d+", component["version"])
        assert component["purl"].endswith(component["version"])
    assert bill["dependencies"][0]["dependsOn"] == [c["purl"] for c in bill["components"]]
