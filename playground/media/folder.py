"""Copies as files of this machine, 0600 in directories 0700: synced, then moved to their name in one step."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from .ranges import LocalBlob

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import PurePath


class Folder:
    """A `Store` whose keys are paths under `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def place(self, temp: Path, final: PurePath, each_part: Callable[[], object]) -> None:
        """Sync the temporary file, move it to its name, sync the directory; there are no parts."""
        folder = Path(final.parent)
        make(folder)
        with temp.open("rb") as file:
            os.fchmod(file.fileno(), 0o600)
            os.fsync(file.fileno())
        temp.replace(final)
        _sync(folder)

    def write(self, final: PurePath, content: bytes, temp: Path) -> None:
        """By way of `temp`, which is gone afterwards whatever happens."""
        try:
            with open(temp, "xb", opener=_private) as file:
                file.write(content)
            self.place(temp, final, lambda: None)
        finally:
            temp.unlink(missing_ok=True)

    def read(self, final: PurePath) -> bytes:
        return Path(final).read_bytes()

    def blob(self, final: PurePath) -> LocalBlob:
        return LocalBlob(Path(final))

    def copy(self, final: PurePath, temp: Path) -> Path:
        """The file itself."""
        Path(final).stat()
        return Path(final)

    def discard(self, final: PurePath) -> None:
        for path in Path(final.parent).glob(f"{final.name.partition('.')[0]}.*"):
            path.unlink(missing_ok=True)

    def stills(self, final: PurePath) -> int:
        found = Path(final.parent).glob(f"{final.name.partition('.')[0]}.*")
        return sum(path.stat().st_size for path in found if path.name != final.name)

    def is_writable(self) -> bool:
        """Tries it under `temp`, where every copy is born."""
        try:
            make(self.root / "temp")
            probe = self.root / "temp" / f"probe.{secrets.token_hex(6)}"
            probe.write_bytes(b"x")
            probe.unlink()
        except OSError:
            return False
        return True

    def make_ready(self) -> None:
        make(self.root)

    def drop_unfinished(self, older_than: float) -> int:
        """A move has no halves."""
        return 0


def make(folder: Path) -> None:
    """The directory with its missing parents, each 0700 and each synced into its parent."""
    if folder.is_dir():
        return
    if not folder.parent.is_dir():
        make(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync(folder.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
