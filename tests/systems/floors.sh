#!/usr/bin/env bash
# floors.sh [OPTIONS]  tests the Python package with the oldest versions that pyproject.toml allows; options go to pytest
#
# Wants the oldest Python too, python3.11, or what PYTHON names, and the system's packages that ./run test installs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

[ -x build/floors/bin/pip ] || "${PYTHON:-python3.11}" -m venv --clear build/floors
export PATH="$PWD/build/floors/bin:$PATH"
python tests/repository/floors.py >build/floors/constraints.txt
install=(pip install -q --constraint build/floors/constraints.txt)
"${install[@]}" cmake ninja -r <(python -c 'import tomllib
print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")')
"${install[@]}" --no-build-isolation --config-settings=build-dir=build/floors/wheel ".[test]"
# An old release may warn of what a new one of its own dependencies has changed since.
python -m pytest -W ignore::DeprecationWarning "$@"
