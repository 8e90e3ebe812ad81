"""Where our copies lie: `MEDIA_DIR/<workspace>/<aa>/<sha256><suffix>`, what belongs to a copy beside it.

Nothing is ever written in place. A file is born under `MEDIA_DIR/temp` (the same file system), synced, and moved
to its name in one step, so whatever carries a name is whole. Files are 0600, directories 0700.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    import uuid

WORKSPACE = re.compile(r"[A-Za-z0-9\-]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
SUFFIX = re.compile(r"(\.[a-z0-9]{1,16}){1,3}")
TEMP_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,120}")


def blob_path(workspace_id: uuid.UUID | int | str, sha256: str, suffix: str) -> Path:
    """The one place of this content in this workspace. Raises ValueError for anything that could leave it."""
    parts = ((WORKSPACE, str(workspace_id)), (SHA256, sha256), (SUFFIX, suffix))
    if not all(shape.fullmatch(text) for shape, text in parts):
        raise ValueError("This is no key of a stored file.")
    return _root() / str(workspace_id) / sha256[:2] / f"{sha256}{suffix}"


def beside(path: Path, suffix: str) -> Path:
    """The name of what belongs to a stored file: `<sha256>.poster.webp` beside `<sha256>.mp4`."""
    if not SUFFIX.fullmatch(suffix):
        raise ValueError("This is no suffix of a stored file.")
    return path.with_name(path.name.partition(".")[0] + suffix)


def temp_path(name: str) -> Path:
    """A path to write to before the move; the same name gives the same path. Its directory exists."""
    if not TEMP_NAME.fullmatch(name):
        raise ValueError("This is no name for a temporary file.")
    folder = _root() / "temp"
    _make(folder)
    return folder / name


def place(temp: Path, final: Path) -> None:
    """Sync the temporary file, move it to its name in one step, sync the directory. An equal file is replaced."""
    _make(final.parent)
    with temp.open("rb") as file:
        os.fchmod(file.fileno(), 0o600)
        os.fsync(file.fileno())
    temp.replace(final)
    _sync(final.parent)


def write(final: Path, content: bytes) -> None:
    """Store bytes under their name, whole or not at all."""
    temp = temp_path(f"{final.name[:80]}.{secrets.token_hex(6)}")
    try:
        with open(temp, "xb", opener=_private) as file:
            file.write(content)
        place(temp, final)
    finally:
        temp.unlink(missing_ok=True)


def write_beside(final: Path, suffix: str, content: bytes) -> None:
    """Store what belongs to a stored file: its poster, its thumbnail."""
    write(beside(final, suffix), content)


def read_blob(workspace_id: uuid.UUID | int | str, sha256: str, suffix: str) -> bytes:
    """The whole content; for references, which are small."""
    return blob_path(workspace_id, sha256, suffix).read_bytes()


def discard(final: Path) -> None:
    """Remove a stored file and everything beside it; what is not there is fine."""
    for path in final.parent.glob(f"{final.name.partition('.')[0]}.*"):
        path.unlink(missing_ok=True)


def is_writable() -> bool:
    """Can a file be born here right now? Tries it."""
    try:
        temp = temp_path(f"probe.{secrets.token_hex(6)}")
        temp.write_bytes(b"x")
        temp.unlink()
    except OSError:
        return False
    return True


def sweep_temp(older_than: float, now: float | None = None) -> int:
    """Remove temporary files not written to for `older_than` seconds; returns how many."""
    before = (time.time() if now is None else now) - older_than
    gone = 0
    for path in (_root() / "temp").glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                path.unlink()
                gone += 1
    return gone


def _root() -> Path:
    return Path(settings.MEDIA_DIR)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _make(folder: Path) -> None:
    """The directory with its missing parents, each 0700 and each synced into its parent."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        _make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
