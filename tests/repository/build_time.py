"""Holds the build to its budget of CPU time.

Usage: python tests/repository/build_time.py [BUILD_FOLDER ...]

Reads what ninja noted of every translation unit. Ninja notes elapsed time, which other work on the
machine makes longer, so what seems over the budget is compiled once more and its CPU time taken;
that alone decides. A compiler has one thread, so elapsed time is never less than CPU time: of a
folder, units are compiled again, the longest first, only until the rest no longer matters.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable
from math import inf
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

#: CPU seconds that one translation unit may take, and all of a folder that is named here.
UNIT_BUDGET = 25.0
FOLDER_BUDGETS = {"python": 420.0}


def elapsed(log: str) -> dict[str, float]:
    """The seconds that each object file took when it was last made, by a text of .ninja_log."""
    seconds = {}
    for line in log.splitlines():
        if line.startswith("#"):
            continue
        begin, end, _, output, _ = line.split("\t")
        if output.endswith((".o", ".gch")):
            seconds[output] = (int(end) - int(begin)) / 1000
    return seconds


def cpu_seconds(folder: Path, output: str) -> float:
    """The CPU time of compiling one object again, without a cache; 0 where nothing makes it now."""
    database = subprocess.run(
        ["ninja", "-C", str(folder), "-t", "compdb"], check=True, capture_output=True, text=True
    )
    entries = [e for e in json.loads(database.stdout) if e.get("output") == output]
    if not entries:
        return 0.0
    entry = entries[0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        ["env", "CCACHE_DISABLE=1", "sh", "-c", entry["command"]],
        cwd=entry["directory"], check=True,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def over_budget(
    seconds: dict[str, float],
    measure: Callable[[str], float],
    head_room: float,
    folder_budget: float | None = None,
) -> list[str]:
    """Complaints about objects, and about all of them together, that took more than they may."""
    limit = UNIT_BUDGET * head_room
    allowed = inf if folder_budget is None else folder_budget * head_room
    complaints = []
    total = sum(seconds.values())
    for output, took in sorted(seconds.items(), key=lambda item: -item[1]):
        if took <= limit and total <= allowed:
            break
        cpu = measure(output)
        total -= took - min(took, cpu)
        if cpu > limit:
            complaints.append(f"{output}: {cpu:.1f} s of CPU time, {limit:.0f} s are allowed")
    if total > allowed:
        complaints.append(f"all together: {total:.0f} s of CPU time, {allowed:.0f} s are allowed")
    return complaints


def check(folders: Iterable[Path], head_room: float) -> list[str]:
    """Complaints about the build folders, after a line on each that says what is slowest in it."""
    complaints = []
    for folder in folders:
        seconds = elapsed((folder / ".ninja_log").read_text(encoding="utf-8"))
        if not seconds:
            continue
        slowest = max(seconds, key=seconds.__getitem__)
        print(
            f"{folder.name}: {len(seconds)} translation units, {sum(seconds.values()):.0f} s; "
            f"slowest: {slowest}, {seconds[slowest]:.1f} s",
            flush=True,
        )
        complaints += [
            f"{folder.name}: {complaint}"
            for complaint in over_budget(
                seconds,
                lambda output, folder=folder: cpu_seconds(folder, output),
                head_room,
                FOLDER_BUDGETS.get(folder.name),
            )
        ]
    return complaints


def main() -> int:
    """Returns 1 where a budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="*", type=Path, help="default: every one under build/")
    parser.add_argument(
        "--head-room", type=float, default=2.0,
        help="times the budget that may be used, for slower machines (default: %(default)s)",
    )  # fmt: skip
    options = parser.parse_args()
    folders = options.folder or sorted(log.parent for log in (ROOT / "build").glob("*/.ninja_log"))
    if not folders:
        parser.error("nothing is built yet: ./run test builds it")
    complaints = check(folders, options.head_room)
    print(*complaints, sep="\n", end="\n" * bool(complaints), file=sys.stderr)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
