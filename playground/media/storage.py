"""Where our copies lie: under MEDIA_DIR, or in the bucket of STORAGE_URL; the rooms above need not know which.

A copy's key is `<workspace>/<aa>/<sha256><suffix>`, and what belongs to it lies beside it: here a file's path, in a
bucket an object's name. Nothing is ever written in place: a file is born under `MEDIA_DIR/temp` of this machine and
gets its name in one step, so whatever carries a name is whole.
"""

from __future__ import annotations

import contextlib
import re
import secrets
import time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Protocol, cast

from django.conf import settings
from django.core.files.storage import storages

from .folder import Folder, make

if TYPE_CHECKING:
    import uuid
    from collections.abc import Callable, Collection, Iterator
    from pathlib import PurePath

    from .ranges import Blob

WORKSPACE = re.compile(r"[A-Za-z0-9\-]{1,64}")
SHA256 = re.compile(r"[0-9a-f]{64}")
SUFFIX = re.compile(r"(\.[a-z0-9]{1,16}){1,3}")
TEMP_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._\-]{0,120}")


class StorageDown(OSError):
    """The storage does not answer, or refuses; the sentence can be shown. Trying again later may help."""


class Store(Protocol):
    """What a place for copies can do. All of it blocks; all of it raises OSError, StorageDown among them."""

    def place(self, temp: Path, final: PurePath, each_part: Callable[[], object]) -> None:
        """Give a temporary file its name in one step; the temporary file is gone afterwards."""

    def write(self, final: PurePath, content: bytes, temp: Path) -> None:
        """Store bytes under their name, whole or not at all."""

    def read(self, final: PurePath) -> bytes:
        """The whole content. Raises FileNotFoundError."""

    def blob(self, final: PurePath) -> Blob:
        """To be served in ranges."""

    def copy(self, final: PurePath, temp: Path) -> Path:
        """A file of this machine with that content: the copy itself, or `temp`. Raises FileNotFoundError."""

    def discard(self, final: PurePath) -> None:
        """Remove a copy and everything beside it."""

    def stills(self, final: PurePath) -> int:
        """Bytes of what lies beside a copy."""

    def is_writable(self) -> bool:
        """Can a copy be born right now?"""

    def make_ready(self) -> None:
        """Make the place itself, where it is not there yet."""

    def drop_unfinished(self, older_than: float) -> int:
        """Forget uploads begun more than so many seconds ago that never ended; how many."""


def blob_path(workspace_id: uuid.UUID | int | str, sha256: str, suffix: str) -> PurePath:
    """The one place of this content in this workspace. Raises ValueError for anything that could leave it.

    A `Path` where copies are files; a relative PurePosixPath, which opens nothing by mistake, where they are objects.
    """
    parts = ((WORKSPACE, str(workspace_id)), (SHA256, sha256), (SUFFIX, suffix))
    if not all(shape.fullmatch(text) for shape, text in parts):
        raise ValueError("This is no key of a stored file.")
    root: PurePath = PurePosixPath() if settings.STORAGE_URL else _root()
    return root / str(workspace_id) / sha256[:2] / f"{sha256}{suffix}"


def beside[Key: PurePath](path: Key, suffix: str) -> Key:
    """The name of what belongs to a stored file: `<sha256>.poster.webp` beside `<sha256>.mp4`."""
    if not SUFFIX.fullmatch(suffix):
        raise ValueError("This is no suffix of a stored file.")
    return path.with_name(path.name.partition(".")[0] + suffix)


def temp_path(name: str) -> Path:
    """A path on this machine to write to before the move; the same name gives the same path. Its directory exists."""
    if not TEMP_NAME.fullmatch(name):
        raise ValueError("This is no name for a temporary file.")
    folder = _root() / "temp"
    make(folder)
    return folder / name


def place(temp: Path, final: PurePath, each_part: Callable[[], object] = lambda: None) -> None:
    """Give a finished temporary file its name in one step; an equal file is replaced.

    Large ones go to a bucket in parts, `each_part` is called after each; an upload that was cut short goes on with
    the parts it lacks.
    """
    _store().place(temp, final, each_part)


def write(final: PurePath, content: bytes) -> None:
    """Store bytes under their name, whole or not at all."""
    _store().write(final, content, _fresh(final))


def write_beside(final: PurePath, suffix: str, content: bytes) -> None:
    """Store what belongs to a stored file: its poster, its thumbnail."""
    write(beside(final, suffix), content)


def read_blob(workspace_id: uuid.UUID | int | str, sha256: str, suffix: str) -> bytes:
    """The whole content; for references, which are small."""
    return _store().read(blob_path(workspace_id, sha256, suffix))


def blob(final: PurePath) -> Blob:
    """A stored file to be served in ranges."""
    return _store().blob(final)


@contextlib.contextmanager
def local_copy(final: PurePath) -> Iterator[Path]:
    """A file of this machine with the content of a stored one, for libraries that read files only.

    Not to be written to, and gone afterwards where it is a copy. Raises FileNotFoundError.
    """
    temp = _fresh(final)
    try:
        yield _store().copy(final, temp)
    finally:
        temp.unlink(missing_ok=True)


def discard(final: PurePath) -> None:
    """Remove a stored file and everything beside it; what is not there is fine."""
    _store().discard(final)


def stills(final: PurePath) -> int:
    """Bytes of the pictures beside a stored file."""
    return _store().stills(final)


def is_writable() -> bool:
    """Can a copy be born right now? Tries it; a bucket's answer is believed for some seconds."""
    here = Folder(_root())  # downloads are born here in any case
    return here.is_writable() and (not settings.STORAGE_URL or _store().is_writable())


def sweep_temp(older_than: float, now: float | None = None, keep: Collection[str] = ()) -> int:
    """Remove temporary files not written to for `older_than` seconds; returns how many.

    keep: beginnings of names that stay.
    """
    before = (time.time() if now is None else now) - older_than
    gone = 0
    for path in (_root() / "temp").glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime < before and not path.name.startswith(tuple(keep)):
                path.unlink()
                gone += 1
    return gone


def make_ready() -> None:
    """Make the folder or the bucket, where it is not there yet. Raises OSError, StorageDown among them."""
    make(_root())
    _store().make_ready()


def drop_temp(beginning: str) -> None:
    """Remove the temporary files here whose names begin so."""
    for path in (_root() / "temp").glob(f"{beginning}*"):
        path.unlink(missing_ok=True)


def drop_unfinished(older_than: float) -> int:
    """Forget uploads to a bucket that were begun so many seconds ago and never ended; returns how many."""
    return _store().drop_unfinished(older_than)


def flaw() -> str:
    """What is wrong with STORAGE_URL, in words for the operator; nothing asks the network."""
    try:
        _store()
    except ValueError as error:
        return str(error)
    return ""


def _store() -> Store:
    # Django's own STORAGES names the bucket's class, so boto is loaded only where there is a bucket
    return cast("Store", storages["default"]) if settings.STORAGE_URL else Folder(_root())


def _fresh(final: PurePath) -> Path:
    return temp_path(f"{final.name[:80]}.{secrets.token_hex(6)}")


def _root() -> Path:
    return Path(settings.MEDIA_DIR)
