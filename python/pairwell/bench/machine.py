"""What a run was made on: machine, commit and versions."""

from __future__ import annotations

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

from pairwell import _core


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def memory_bytes() -> int | None:
    """The machine's memory, where it says."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None


def commit() -> str:
    """The commit of the tree that we run in, with a plus where it has been changed since."""
    for folder in (Path(__file__).parent, Path.cwd()):
        try:
            top = _git(folder, "rev-parse", "--show-toplevel")
            if not (Path(top) / "include" / "pairwell" / "version.hpp").is_file():
                continue
            changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
            return _git(folder, "rev-parse", "--short=12", "HEAD") + ("+" if changed else "")
        except (OSError, subprocess.CalledProcessError):
            continue
    return "unknown"


def _git(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def about() -> dict[str, str]:
    """The machine in words."""
    memory = memory_bytes()
    return {
        "processor": f"{_cpu()}, {os.cpu_count()} cores",
        "vectors": f"{_core.vector_set()}, the widest that pairwell uses here",
        "memory": f"{memory / 2**30:.0f} GiB" if memory else "unknown",
        "system": f"{platform.system()} {platform.release()}, {platform.machine()}",
        "python": platform.python_version(),
        "numpy": __import__("numpy").__version__,
        "pairwell": _core.__version__,
        "commit": commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }
