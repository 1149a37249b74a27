"""Every dependency has an oldest version, and what checks style and types is locked."""

import re
import tomllib

import pytest
from checks import ROOT, pinned_version
from floors import PYPROJECT, floors, requirements

PROJECT = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))


def test_every_dependency_has_an_oldest_version():
    oldest = floors(requirements(PROJECT))
    assert len(oldest) > 30
    assert oldest["numpy"] == "1.26"
    assert "pairwell" not in oldest


@pytest.mark.parametrize("requirement", ["tzdata", "numpy<3", "numpy!=2.0", "typer >= 0.12"])
def test_a_dependency_without_one_is_seen(requirement):
    with pytest.raises(ValueError, match=re.escape(requirement)):
        floors([requirement])


def test_the_newest_of_two_floors_holds():
    assert floors(["a>=1.9", "a[b]>=1.10,<2", "c==2"]) == {"a": "1.10", "c": "2"}


def test_the_lock_has_a_hash_for_each_version_and_every_tool_that_is_asked_for():
    lock = (ROOT / "tests" / "repository" / "checks.txt").read_text(encoding="utf-8")
    packages = re.findall(r"^\w[^\n]*==[^\n]*\\\n +--hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^\w", lock, re.MULTILINE)) > 10
    for name in floors(PROJECT["dependency-groups"]["checks"]):
        assert pinned_version(name)
