"""What several test files share."""

import os
import shutil
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import hypothesis
import pytest
import typer.testing

import pairwell as pw
from pairwell.scheme.graces import read_graces

# How long an example takes says something of the machine and of what else runs on it.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="session", autouse=True)
def commands_built_once():
    """Building the tree of all commands takes longer than most of them, and never differs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.testing, "_get_command", cache(typer.testing._get_command))
        yield


@pytest.fixture(scope="session")
def pilot_round():
    """Run the demo's round, as the command line does."""
    data = files("pairwell") / "data"
    programme = pw.Programme.read(data / "pilot.toml")
    return pw.run_round(
        programme,
        pw.read_mentees(data / "mentees.csv", programme),
        pw.read_mentors(data / "mentors.csv", programme),
        pw.read_panel(data / "panel.csv", programme),
        read_graces(data / "grace.csv", programme).graces,
    )


@pytest.fixture(scope="session")
def postgres():
    """Run a PostgreSQL server while the tests last."""
    from postgres import Server

    server = Server()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory):
    """Make a store with a small programme in it once: every test has a copy."""
    from store_cases import filled_store

    path = tmp_path_factory.mktemp("filled") / "scheme.db"
    filled_store(str(path)).close()
    return path


@pytest.fixture(scope="session")
def filled_database(postgres):
    """Make the same store on PostgreSQL once, and keep its rows."""
    from postgres import keep
    from store_cases import filled_store

    url = postgres.database()
    filled_store(url).close()
    return url, keep(url)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path, monkeypatch):
    """Run each test where nothing lies: the heads of a database that is no file are kept there."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def quick_path(tmp_path):
    """Make a folder in memory where there is one: a store waits for the disk at every change."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(prefix="pairwell-", dir=memory) as folder:
        yield Path(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, quick_path):
    """Name a place where there is no store yet, on either database."""
    if request.param == "sqlite":
        return str(quick_path / "scheme.db")
    return request.getfixturevalue("postgres").database()


@pytest.fixture(params=["sqlite", "postgresql"])
def filled_url(request, quick_path):
    """Name a store with a small programme in it, on either database."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("filled_file"), quick_path / "scheme.db")
        path.chmod(0o600)
        return str(path)
    from postgres import put_back

    url, kept = request.getfixturevalue("filled_database")
    put_back(url, kept)
    return url


@pytest.fixture
def filled_alone(filled_url, request):
    """Name such a store whose tables a test may change too."""
    if "://" not in filled_url:
        return filled_url
    return request.getfixturevalue("postgres").database(filled_url.rsplit("/", 1)[1])


@pytest.fixture
def filled(filled_url):
    """Open a store with a small programme in it."""
    from store_cases import ticking

    from pairwell.store import open_store

    with open_store(filled_url, clock=ticking("2017-04-25T10:00:00+00:00")) as store:
        yield store
