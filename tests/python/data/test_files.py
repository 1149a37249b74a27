"""Files that are there whole or not at all, and of which nothing is left behind."""

import contextlib
import errno
import os
import signal
import stat
import subprocess
import sys

import pytest
from small_rounds import environment

import pairwell as pw
from pairwell.data import files
from pairwell.data.files import draft, draft_folder, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="links and modes as on POSIX")


@pytest.fixture(params=["unnamed", "named"])
def folder(request, tmp_path, monkeypatch):
    """A folder, on a disk that has files without names and on one that has not."""
    if request.param == "named":
        real = os.open

        def refuse(path, flags, *rest, **more):
            if flags & os.O_TMPFILE == os.O_TMPFILE:
                raise OSError(errno.EOPNOTSUPP, "Operation not supported")
            return real(path, flags, *rest, **more)

        monkeypatch.setattr(files.os, "open", refuse)
        monkeypatch.setattr(os, "supports_dir_fd", {*os.supports_dir_fd, refuse})
    return tmp_path


def half(path, error):
    with draft(path) as made:
        made.file.write(b"half")
        raise error


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_replaced(folder):
    for content in (b"first", b"second", b""):
        assert write_whole(folder / "a.csv", content) == folder / "a.csv"
        assert (folder / "a.csv").read_bytes() == content
        assert names(folder) == ["a.csv"]
    write_whole(folder / ("n" * 255), b"as long as names are")


@posix
@pytest.mark.parametrize("private", [True, False])
def test_modes(folder, private):
    old = os.umask(0o022)
    try:
        (folder / "a.csv").write_text("open to all")
        (folder / "a.csv").chmod(0o666)
        write_whole(folder / "a.csv", b"x", private=private)
    finally:
        os.umask(old)
    assert stat.S_IMODE((folder / "a.csv").stat().st_mode) == (0o600 if private else 0o644)


def test_nothing_has_the_name_before_it_is_kept(folder):
    with draft(folder / "a.zip", private=True, replaces=False) as made:
        made.file.write(b"half")
        made.sync()
        assert "a.zip" not in names(folder)
        assert not any(
            stat.S_IMODE((folder / name).stat().st_mode) & 0o077 for name in names(folder)
        )
    assert names(folder) == []


def test_what_is_not_kept_is_gone_and_the_earlier_file_stays(folder):
    (folder / "a.csv").write_text("earlier")
    for error in (RuntimeError, KeyboardInterrupt, SystemExit):
        with pytest.raises(error):
            half(folder / "a.csv", error)
    assert names(folder) == ["a.csv"]
    assert (folder / "a.csv").read_text() == "earlier"


def test_a_file_that_is_there_or_comes_meanwhile_is_left(folder):
    (folder / "a.zip").write_text("years of work")
    with pytest.raises(pw.Error, match=r"a\.zip: there is already a file"):
        draft(folder / "a.zip", replaces=False).__enter__()
    with draft(folder / "b.zip", replaces=False) as made:
        made.file.write(b"new")
        (folder / "b.zip").write_text("years of work")
        with pytest.raises(pw.Error, match=r"b\.zip: there is already a file"):
            made.keep()
    assert (folder / "b.zip").read_text() == (folder / "a.zip").read_text() == "years of work"
    assert names(folder) == ["a.zip", "b.zip"]
    with draft(folder / "c.zip", replaces=False) as made:
        made.file.write(b"new")
        made.keep()
    assert (folder / "c.zip").read_bytes() == b"new"


@posix
def test_links_are_not_followed(folder):
    (folder / "precious").write_text("years of work")
    (folder / "a.csv").symlink_to(folder / "precious")
    (folder / "b.csv").symlink_to(folder / "nothing")
    for name in ("a.csv", "b.csv"):
        with pytest.raises(pw.Error, match=rf"{name}: is a link; name the file itself"):
            write_whole(folder / name, b"x")
    with draft(folder / "c.csv") as made:
        (folder / "c.csv").symlink_to(folder / "precious")
        with pytest.raises(pw.Error, match="is a link"):
            made.keep()
    assert (folder / "precious").read_text() == "years of work"
    assert names(folder) == ["a.csv", "b.csv", "c.csv", "precious"]


@posix
@pytest.mark.parametrize("what", ["folder", "pipe"])
def test_what_is_no_file_is_named(folder, what):
    (os.mkdir if what == "folder" else os.mkfifo)(folder / "a.csv")
    with pytest.raises(pw.Error, match=r"a\.csv: is not a file; name one"):
        write_whole(folder / "a.csv", b"x")
    with pytest.raises(FileNotFoundError, match=r"missing/a\.csv"):
        write_whole(folder / "missing" / "a.csv", b"x")


@posix
def test_the_name_for_the_time_cannot_be_foreseen(folder, monkeypatch):
    """Whoever could would lay a link there beforehand."""
    monkeypatch.setattr(files, "_spare_name", lambda: ".pairwell-0.part")
    (folder / "precious").write_text("years of work")
    (folder / ".pairwell-0.part").symlink_to(folder / "precious")
    (folder / "a.csv").write_text("earlier")
    with pytest.raises(FileExistsError):
        write_whole(folder / "a.csv", b"x")
    assert (folder / "precious").read_text() == "years of work"
    monkeypatch.undo()
    assert len({files._spare_name() for _ in range(100)}) == 100


def test_a_full_disk_names_the_file(folder):
    resource = pytest.importorskip("resource")
    (folder / "a.csv").write_text("earlier")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match=r"a\.csv"):
            write_whole(folder / "a.csv", b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert names(folder) == ["a.csv"]
    assert (folder / "a.csv").read_text() == "earlier"


WRITER = """
import os, sys
from pairwell.data import files
if sys.argv[2] == "named":
    del files.os.O_TMPFILE
with files.draft(sys.argv[1], private=True, replaces=False) as made:
    made.file.write(b"Ottoline")
    made.sync()
    print("written", flush=True)
    sys.stdin.read()
"""


@posix
@pytest.mark.parametrize("how", ["unnamed", "named"])
def test_a_process_that_is_killed_leaves_no_copy(tmp_path, how):
    if how == "unnamed" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("each file has a name here; the next write takes it away")
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "a.zip"), how],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "written\n"
        if how == "named":  # while it is being written, another write leaves it alone
            write_whole(tmp_path / "b.csv", b"x")
            assert len(names(tmp_path)) == 2
        os.kill(process.pid, signal.SIGKILL)
    if how == "named":
        assert any(b"Ottoline" in path.read_bytes() for path in tmp_path.iterdir())
        write_whole(tmp_path / "b.csv", b"x")
        assert names(tmp_path) == ["b.csv"]
    else:
        assert names(tmp_path) == []


def test_others_files_are_not_swept_away(tmp_path):
    for name in (".pairwell-x", "x.part", ".pairwell-y.PART"):
        (tmp_path / name).write_text("of somebody")
    (tmp_path / ".letters-folder.part").mkdir()
    with contextlib.suppress(OSError):
        (tmp_path / ".pairwell-link.part").symlink_to(tmp_path / "x.part")
    write_whole(tmp_path / "a.csv", b"x")
    assert {"x.part", ".pairwell-x", ".letters-folder.part"} <= set(names(tmp_path))
    assert (tmp_path / "x.part").read_text() == "of somebody"


@posix
def test_a_folder_of_a_process_that_was_killed_is_taken_away(tmp_path):
    with draft_folder(tmp_path / "letters") as fresh:
        assert stat.S_IMODE(fresh.stat().st_mode) == 0o700
        (fresh / "ME-1.html").write_text("Ottoline")
        write_whole(tmp_path / "a.csv", b"x")  # while it is being filled it stays
        assert (fresh / "ME-1.html").exists()
        fresh.rename(tmp_path / "letters")
    assert names(tmp_path) == ["a.csv", "letters"]
    (tmp_path / ".pairwell-0123456789abcdef.part").mkdir()
    (tmp_path / ".pairwell-0123456789abcdef.part" / "ME-1.html").write_text("Ottoline")
    with draft_folder(tmp_path / "letters"):
        pass
    assert names(tmp_path) == ["a.csv", "letters"]
