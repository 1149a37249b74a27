"""Whether a large table has room, asked before it is made: a machine that runs out kills."""

from __future__ import annotations

import os
from pathlib import Path

_UNITS = ("bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB")
_LEAST_ASKED = 2**26
"""What is smaller than this is made without asking."""


def check_room_of_pairs(
    function: str, what: str, shape: tuple[int, int], each: int, advice: str
) -> None:
    """Raises MemoryError where so many bytes for each pair are more than are free."""
    mentees, mentors = shape
    pairs = f"{what} of {mentees} mentees by {mentors} mentors"
    check_room(function, pairs, mentees * mentors * each, advice)


def check_room(function: str, what: str, size: int, advice: str) -> None:
    """Raises MemoryError where so many bytes are more than are free.

    Parameters
    ----------
    what
        What wants them: "the points of 9 mentees by 9 mentors".
    """
    if size < _LEAST_ASKED:
        return
    free = free_memory()
    if free is not None and size > free:
        raise MemoryError(
            f"{function}: {what} would take {_told(size)}, and {_told(free)} are free; {advice} "
            f"(rule: memory, value: {size})"
        )


def free_memory() -> int | None:
    """How many bytes may still be taken; None where the system does not say."""
    found = [room for room in (_free_of_machine(), _free_of_group()) if room is not None]
    return min(found, default=None)


def _free_of_machine() -> int | None:
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError, IndexError):
        pass
    try:  # all of it, where what is free is not known
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return None


def _free_of_group() -> int | None:
    """What a container leaves of its limit."""
    folder = Path("/sys/fs/cgroup")
    try:
        limit = (folder / "memory.max").read_text("ascii").strip()
        if limit == "max":
            return None
        used = int((folder / "memory.current").read_text("ascii"))
        for line in (folder / "memory.stat").read_text("ascii").splitlines():
            if line.startswith("inactive_file "):  # of files that were read: given back when asked
                used -= int(line.split()[1])
        return max(0, int(limit) - used)
    except (OSError, ValueError, IndexError):
        return None


def _told(size: int) -> str:
    """So many bytes as people say it: "3.7 GiB"."""
    power = min(max(size.bit_length() - 1, 0) // 10, len(_UNITS) - 1)
    return f"{size / 1024**power:.{1 if power else 0}f} {_UNITS[power]}"
