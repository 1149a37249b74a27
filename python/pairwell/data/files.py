"""Files that are there whole or not at all, and of which a killed process leaves nothing behind.

Every file of pairwell that holds something about people is written here, or into a folder of its
own that takes its name at the end.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from pairwell import _core

try:
    import fcntl
except ImportError:  # a system without locks on files
    fcntl = None  # type: ignore[assignment]

_BEGINS, _ENDS = ".pairwell-", ".part"
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
_NEW |= getattr(os, "O_BINARY", 0)
_ALL_ARE_NAMED = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL}
"""How a disk says that each of its files has a name."""


class Draft:
    """A file that is being written and has not taken its name yet."""

    def __init__(self, target: Path, folder: int | None, mode: int, replaces: bool) -> None:
        self._target, self._folder, self._mode, self._replaces = target, folder, mode, replaces
        self._spare = ""
        number = self._open()
        with suppress(OSError):
            _lock(number)
        self.file: BinaryIO = os.fdopen(number, "wb")

    def sync(self) -> None:
        """Have the disk hold what was written so far."""
        self.file.flush()
        os.fsync(self.file.fileno())

    def keep(self) -> None:
        """Give the file its name, in place of an earlier one where it replaces that."""
        self.sync()
        _check(self._target, self._folder, self._replaces)
        if self._spare or self._replaces:
            self._rename()
        else:
            self._link(self._target.name)
        if self._folder is not None:
            os.fsync(self._folder)

    def _rename(self) -> None:
        if not self._spare:  # a name is needed before it can take another's place
            spare = _spare_name()
            self._link(spare)
            self._spare = spare
        name = self._name(self._target.name)
        if not self._replaces:  # the name is held first, since not every disk has links
            os.close(os.open(name, _NEW, self._mode, dir_fd=self._folder))
        self.file.close()  # some systems move no open file
        try:
            os.replace(
                self._name(self._spare), name, src_dir_fd=self._folder, dst_dir_fd=self._folder
            )
        except OSError:
            if not self._replaces:
                os.unlink(name, dir_fd=self._folder)
            raise
        self._spare = ""

    def close(self) -> None:
        """Let go of the file; what was not kept is gone."""
        with suppress(OSError):  # as where the disk is full, and it is written once more
            self.file.close()
        if self._spare:
            with suppress(OSError):
                os.unlink(self._name(self._spare), dir_fd=self._folder)

    def _open(self) -> int:
        """Open a file without a name, or where there is no such thing, with one for the time."""
        if (
            self._folder is not None
            and hasattr(os, "O_TMPFILE")
            and os.path.exists("/proc/self/fd")
        ):
            try:
                return os.open(".", os.O_TMPFILE | os.O_WRONLY, self._mode, dir_fd=self._folder)
            except OSError as error:
                if error.errno not in _ALL_ARE_NAMED:
                    raise
        self._spare = _spare_name()
        return os.open(self._name(self._spare), _NEW, self._mode, dir_fd=self._folder)

    def _link(self, name: str) -> None:
        os.link(f"/proc/self/fd/{self.file.fileno()}", name, dst_dir_fd=self._folder)

    def _name(self, name: str) -> str:
        return name if self._folder is not None else str(self._target.with_name(name))


@contextmanager
def draft(
    path: str | os.PathLike[str], *, private: bool = False, replaces: bool = True
) -> Iterator[Draft]:
    """Give a file to write, which gets its name by `Draft.keep` and otherwise never was.

    Parameters
    ----------
    path
        Where. Its folder is looked up once; a link in place of the file is not followed.
    private
        Whether the file can be read by its owner only, from the first byte on.
    replaces
        Whether the file takes the place of one that is there.

    Raises
    ------
    Error
        Where there is something that is not to be replaced.
    OSError
        Where the disk refuses, with the file's name.
    """
    target = Path(path)
    folder = None
    try:
        folder = _folder(target)
        _check(target, folder, replaces)
        _sweep(folder)
        made = Draft(target, folder, 0o600 if private else 0o666, replaces)
        try:
            yield made
        finally:
            made.close()
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(target)) from None
    finally:
        if folder is not None:
            os.close(folder)


@contextmanager
def draft_folder(target: Path) -> Iterator[Path]:
    """Give a new folder beside another, open to its owner only, to fill and then to rename.

    What is there at the end under its first name is taken away, or by the next call here where the
    process was killed.
    """
    beside = _folder(target)
    fresh = target.with_name(_spare_name())
    number = None
    try:
        _sweep(beside)
        fresh.mkdir(0o700)
        number = os.open(fresh, os.O_RDONLY) if beside is not None else None
        if number is not None:
            with suppress(OSError):
                _lock(number)
        yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        for each in (number, beside):
            if each is not None:
                os.close(each)


def write_whole(path: str | os.PathLike[str], data: bytes, *, private: bool = False) -> Path:
    """Write a file so that nobody sees half of it; an earlier one stays until it is complete.

    A private one can be read by its owner only, from the first byte on.
    """
    with draft(path, private=private) as made:
        made.file.write(data)
        made.keep()
    return Path(path)


def _folder(target: Path) -> int | None:
    """Open the folder of a file, where the system has such a thing."""
    if os.open not in os.supports_dir_fd:
        return None
    return os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)


def _check(target: Path, folder: int | None, replaces: bool) -> None:
    """Refuse to write over a link, a folder or a device, or over a file that is to stay."""
    try:
        name = target.name if folder is not None else target
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise _core.Error(f"{target}: is a link; name the file itself")
    if not stat.S_ISREG(mode):
        raise _core.Error(f"{target}: is not a file; name one")
    if not replaces:
        raise _core.Error(f"{target}: there is already a file; name another")


def _spare_name() -> str:
    return f"{_BEGINS}{secrets.token_hex(8)}{_ENDS}"


def _lock(number: int) -> None:
    """Show that a file is being written; raises OSError where another process is writing it."""
    if fcntl is not None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _sweep(folder: int | None) -> None:
    """Take away what processes left that were killed while they wrote here."""
    if folder is None or fcntl is None:
        return
    for name in os.listdir(folder):
        if name.startswith(_BEGINS) and name.endswith(_ENDS):
            with suppress(OSError):
                number = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
                try:
                    _lock(number)
                    if stat.S_ISDIR(os.fstat(number).st_mode):
                        shutil.rmtree(name, dir_fd=folder)
                    else:
                        os.unlink(name, dir_fd=folder)
                finally:
                    os.close(number)
