"""Where files lie, and that whatever carries a name is whole."""

from __future__ import annotations

import os
import uuid
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from playground.media import storage

WORKSPACE = uuid.UUID("0f8fad5b-d9cb-469f-a165-70867728950e")
SHA = "ab" * 32


@pytest.fixture(autouse=True)
def _media_here(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_DIR = tmp_path / "media"


def test_content_has_one_place_per_workspace(tmp_path: Path):
    """Workspace, two letters, digest, suffix; what belongs to it lies beside it."""
    path = storage.blob_path(WORKSPACE, SHA, ".mp4")
    assert path == tmp_path / "media" / str(WORKSPACE) / "ab" / f"{SHA}.mp4"
    assert storage.beside(path, ".poster.webp").name == f"{SHA}.poster.webp"


@pytest.mark.parametrize(
    ("workspace", "sha", "suffix"),
    [
        ("..", SHA, ".mp4"),
        ("a/b", SHA, ".mp4"),
        ("", SHA, ".mp4"),
        ("a", "../" + SHA, ".mp4"),
        ("a", SHA.upper(), ".mp4"),
        ("a", SHA + "\n", ".mp4"),
        ("a", SHA, "/../x"),
        ("a", SHA, ""),
        ("a", SHA, ".mp4\0"),
    ],
)
def test_no_key_leads_out_of_the_house(workspace: str, sha: str, suffix: str):
    """Anything but plain parts is refused."""
    with pytest.raises(ValueError, match="no key"):
        storage.blob_path(workspace, sha, suffix)


@pytest.mark.parametrize("name", ["", "..", ".x", "a/b", "a" * 130, "a\n"])
def test_temporary_names_are_plain(name: str):
    """No path, no hidden file, no overlong name."""
    with pytest.raises(ValueError, match="temporary"):
        storage.temp_path(name)


def test_a_placed_file_is_private_and_its_temporary_name_gone():
    """After the move there is one file, readable by the owner alone, in directories of the owner alone."""
    temp, final = storage.temp_path("one"), storage.blob_path(WORKSPACE, SHA, ".mp4")
    temp.write_bytes(b"film")
    storage.place(temp, final)
    assert (final.read_bytes(), temp.exists()) == (b"film", False)
    assert final.stat().st_mode & 0o777 == 0o600
    assert {folder.stat().st_mode & 0o777 for folder in (final.parent, final.parent.parent, temp.parent)} == {
        0o700
    }


def test_placing_an_equal_file_again_is_harmless():
    """A second download of the same content replaces the first in one step."""
    final = storage.blob_path(WORKSPACE, SHA, ".mp4")
    for _ in range(2):
        storage.write(final, b"film")
    assert [path.name for path in final.parent.iterdir()] == [final.name]


def test_a_failed_write_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """When the move fails there is neither file nor leftover."""
    final = storage.blob_path(WORKSPACE, SHA, ".mp4")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        storage.write(final, b"film")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_what_belongs_together_goes_together():
    """Discarding a clip takes its poster along and leaves its neighbours."""
    final, other = (
        storage.blob_path(WORKSPACE, SHA, ".mp4"),
        storage.blob_path(WORKSPACE, "ab" + "c" * 62, ".mp4"),
    )
    storage.write(final, b"film")
    storage.write(other, b"film")
    storage.write_beside(final, ".poster.webp", b"picture")
    storage.discard(final)
    assert [path.name for path in final.parent.iterdir()] == [other.name]
    assert storage.read_blob(WORKSPACE, "ab" + "c" * 62, ".mp4") == b"film"


def test_old_temporary_files_are_swept():
    """What nobody wrote to for long goes; what is being written stays."""
    old, new = storage.temp_path("old"), storage.temp_path("new")
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (1_000, 1_000))
    assert storage.sweep_temp(600) == 1
    assert (old.exists(), new.exists()) == (False, True)


def test_writability_is_tried(settings: Any, tmp_path: Path):
    """The question is answered by writing, and leaves nothing behind."""
    assert storage.is_writable()
    assert list((tmp_path / "media" / "temp").iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    settings.MEDIA_DIR = tmp_path / "file"
    assert not storage.is_writable()


def test_a_local_copy_of_a_file_is_the_file():
    """Where copies are files already, libraries that read files get that very one, and it stays."""
    final = storage.blob_path(WORKSPACE, SHA, ".mp4")
    storage.write(final, b"film")
    with storage.local_copy(final) as path:
        assert (path, path.read_bytes()) == (final, b"film")
    assert final.exists()
    with pytest.raises(FileNotFoundError), storage.local_copy(storage.beside(final, ".poster.webp")):
        pass


def test_files_have_no_half_uploads_and_no_flaw():
    """What concerns buckets costs a folder nothing."""
    assert (storage.drop_unfinished(0), storage.flaw()) == (0, "")


def test_a_bucket_changes_the_place_and_not_the_key(settings: Any):
    """The same parts, relative to the bucket, as a path that nobody can open by mistake."""
    settings.STORAGE_URL = "s3://media"
    path = storage.blob_path(WORKSPACE, SHA, ".mp4")
    assert path == PurePosixPath(str(WORKSPACE), "ab", f"{SHA}.mp4")
    assert not isinstance(path, Path)
    assert storage.beside(path, ".poster.webp").name == f"{SHA}.poster.webp"
