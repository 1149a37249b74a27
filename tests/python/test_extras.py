"""What is missing is named with the line that installs it, from a checkout and from a registry."""

import json
import shlex
import sys
from importlib.metadata import PackageNotFoundError

import pytest

import pairwell as pw
from pairwell import _extras


@pytest.fixture
def installed_from(monkeypatch):
    def install(url):
        class Distribution:
            def read_text(self, name):
                assert name == "direct_url.json"
                return None if url is None else json.dumps({"url": url, "dir_info": {}})

        monkeypatch.setattr(_extras, "distribution", lambda name: Distribution())

    return install


def test_from_a_checkout_the_line_names_its_folder(installed_from, tmp_path):
    installed_from(tmp_path.as_uri())
    assert _extras.install_line("store") == f"pip install '{tmp_path}[store]'"


def test_a_folder_of_any_name_is_one_word_to_a_shell(installed_from, tmp_path):
    folder = tmp_path / "Pat's schemes é $HOME"
    folder.mkdir()
    installed_from(folder.as_uri())
    assert shlex.split(_extras.install_line("cli")) == ["pip", "install", f"{folder}[cli]"]


@pytest.mark.parametrize("url", [None, "https://example.org/pairwell.whl", "file:///no/such"])
def test_from_a_registry_the_line_names_pairwell(installed_from, url):
    installed_from(url)
    assert _extras.install_line("store") == "pip install 'pairwell[store]'"


def test_imported_from_the_tree_the_line_names_pairwell(monkeypatch):
    def missing(name):
        raise PackageNotFoundError(name)

    monkeypatch.setattr(_extras, "distribution", missing)
    assert _extras.install_line("cli") == "pip install 'pairwell[cli]'"


def test_a_missing_library_is_named_with_the_line(installed_from, tmp_path):
    installed_from(tmp_path.as_uri())
    with pytest.raises(pw.Error) as caught:
        _extras.needed("no_such_library", "polars")
    assert str(caught.value) == (
        f"no_such_library is not installed; it comes with: pip install '{tmp_path}[polars]'"
    )


def test_a_store_on_a_server_says_what_it_wants(monkeypatch, installed_from):
    from pairwell.store import open_store

    installed_from(None)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(pw.Error, match=r"psycopg .* pip install 'pairwell\[postgresql\]'"):
        open_store("postgresql://officer@localhost/scheme")
