"""How files are put into a folder: all of them or none, and never over what is not ours.

The files are written into a new folder beside the target, which then takes the target's name. A
folder that is there already is replaced as a whole, and only where it is empty, or where pairwell
wrote everything that is in it and nobody has edited any of it since. What was taken out of it is
no reason to refuse.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pairwell import _core
from pairwell.data.files import draft_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

MARKER = ".pairwell.json"
"""The file that says that a folder is pairwell's, with the digests of what is in it."""


def check_target(folder: Path) -> None:
    """Refuse a target that could not be written or that holds what pairwell did not write.

    Raises
    ------
    Error
        With the reason and what to do.
    """
    resolved = folder.resolve()
    if resolved in (Path.cwd(), *Path.cwd().parents):
        raise _core.Error(
            f"{folder} is the folder that you are in, or around it; name one of its own."
        )
    if not folder.exists():
        if folder.is_symlink():
            raise _core.Error(f"{folder} is a link to what is not there; choose another folder.")
        around = next(parent for parent in resolved.parents if parent.exists())
        why = f"you may not write in {around}" if around.is_dir() else f"{around} is a file"
        if not (around.is_dir() and os.access(around, os.W_OK | os.X_OK)):
            raise _core.Error(f"{folder} cannot be made, since {why}; choose another folder.")
        return
    if not folder.is_dir():
        raise _core.Error(f"{folder} is a file, and a folder is needed; choose another folder.")
    _check_content(folder, folder)


def _check_content(folder: Path, called: Path) -> None:
    """Refuse what is in a folder where pairwell did not write all of it as it is now."""
    there = sorted(entry.name for entry in folder.iterdir())
    if not there:
        return
    if MARKER not in there:
        raise _core.Error(
            f"{called} holds files that pairwell did not write; choose an empty folder."
        )
    try:
        ours = dict(json.loads((folder / MARKER).read_text("utf-8"))["files"])
    except (ValueError, KeyError, TypeError) as fault:
        raise _core.Error(
            f"{called / MARKER} is not as pairwell wrote it; choose another folder."
        ) from fault
    there.remove(MARKER)
    reasons = (
        ("which pairwell did not write", [name for name in there if name not in ours]),
        (
            "edited since pairwell wrote it",
            [name for name in there if name in ours and _digest(folder / name) != ours[name]],
        ),
    )
    told = "; ".join(
        f"{', '.join(map(repr, names))}, {reason}" for reason, names in reasons if names
    )
    if told:
        raise _core.Error(f"{called} holds {told}: move that away or choose another folder.")


def _digest(path: Path) -> str:
    """The digest of a file's bytes; of a link or a folder in its place, nothing."""
    if path.is_symlink() or not path.is_file():
        return ""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files as a whole: on any failure the earlier folder stands as it was.

    The folder is open to its owner only, and so is each file.

    Raises
    ------
    Error
        Where the target is refused (see `check_target`).
    OSError
        Where the disk refuses.
    """
    check_target(folder)
    target = folder.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with draft_folder(target) as fresh:
            digests = {
                name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())
            }
            marker = json.dumps({"pairwell": _core.__version__, "files": digests}, indent=2) + "\n"
            for name, content in {**files, MARKER: marker.encode()}.items():
                with open(
                    os.open(fresh / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
                ) as out:
                    out.write(content)
            _swap(fresh, target)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _swap(fresh: Path, target: Path) -> None:
    """Let a fresh folder take the target's name, and take the earlier one away afterwards.

    Somebody may have saved a file since it was looked at: once nothing has the old name, what is
    taken away is looked at again.
    """
    if not target.exists():
        fresh.rename(target)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    target.rename(old)
    try:
        _check_content(old, target)
        fresh.rename(target)
    except BaseException:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)
