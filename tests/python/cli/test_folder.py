"""Folders of files: replaced as a whole, and never over what somebody wrote or edited."""

import pytest

import pairwell as pw
from pairwell.cli import folder as folders
from pairwell.cli.folder import MARKER, check_target, write_folder

FILES = {"ME-1.md": b"Dear A", "ME-2.md": b"Dear B", "ME-3.md": b"Dear C"}


@pytest.fixture
def written(tmp_path):
    """Give a folder that pairwell wrote."""
    out = tmp_path / "letters"
    write_folder(out, FILES)
    return out


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MARKER}


def test_the_files_of_before_give_way_to_the_new_ones(written, tmp_path):
    write_folder(written, {"ME-9.md": b"Dear Z"})
    assert content(written) == {"ME-9.md": b"Dear Z"}
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_every_file_that_was_edited_or_added_is_named_and_all_stay(written, tmp_path):
    (written / "ME-1.md").write_bytes(b"Dear A, by hand")
    (written / "ME-3.md").write_bytes(b"")
    (written / "notes.txt").write_bytes(b"call them")
    before = content(written)
    with pytest.raises(pw.Error) as caught:
        write_folder(written, FILES)
    assert str(caught.value) == (
        f"{written} holds 'notes.txt', which pairwell did not write; 'ME-1.md', 'ME-3.md', edited"
        " since pairwell wrote it: move that away or choose another folder."
    )
    assert content(written) == before
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


def test_what_was_put_back_as_it_was_is_not_edited(written):
    (written / "ME-1.md").write_bytes(b"Dear A, by hand")
    (written / "ME-1.md").write_bytes(FILES["ME-1.md"])
    write_folder(written, FILES)
    assert content(written) == FILES


@pytest.mark.parametrize("name", ["ME-1.md", "ME-3.md"])
def test_a_file_that_was_deleted_is_no_reason_to_refuse(written, name):
    (written / name).unlink()
    check_target(written)
    write_folder(written, FILES)
    assert content(written) == FILES


def test_a_link_or_a_folder_in_the_place_of_a_file_is_not_what_was_written(written, tmp_path):
    (tmp_path / "kept").write_bytes(FILES["ME-1.md"])
    (written / "ME-1.md").unlink()
    (written / "ME-1.md").symlink_to(tmp_path / "kept")
    (written / "ME-2.md").unlink()
    (written / "ME-2.md").mkdir()
    with pytest.raises(pw.Error, match=r"'ME-1\.md', 'ME-2\.md', edited"):
        check_target(written)


def test_a_file_saved_at_the_last_moment_stays(written, tmp_path, monkeypatch):
    def checked_too_early(folder):
        check_target(folder)
        (folder / "ME-2.md").write_bytes(b"Dear B, by hand")

    monkeypatch.setattr(folders, "check_target", checked_too_early)
    with pytest.raises(pw.Error, match=r"letters holds 'ME-2\.md', edited"):
        write_folder(written, FILES)
    assert content(written)["ME-2.md"] == b"Dear B, by hand"
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]


@pytest.mark.parametrize("marker", ["", "[]", "{}", '{"files": 3}', '{"files": {"ME-1.md": 3}}'])
def test_a_marker_that_pairwell_did_not_write_protects_what_is_there(written, marker):
    (written / MARKER).write_text(marker)
    with pytest.raises(pw.Error, match="choose another folder"):
        check_target(written)
    assert content(written) == FILES


def test_a_full_disk_names_the_folder_and_leaves_nothing(tmp_path):
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(OSError, match="letters"):
            write_folder(tmp_path / "letters", {"ME-1.html": b"x" * 100_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []
