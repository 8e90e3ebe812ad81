"""A download's file while it is written: `<target>.part`, and beside it the mark that lets it be resumed."""

from __future__ import annotations

import asyncio
import errno
import fcntl
import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BUFFER = 512 * 1024
OPEN_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


async def _in_thread(work: Callable[..., None], *args: object) -> None:
    """Run in a thread and see it through even when cancelled: nobody may close a file another is writing."""
    job = asyncio.ensure_future(asyncio.to_thread(work, *args))
    try:
        await asyncio.shield(job)
    except asyncio.CancelledError:
        await asyncio.wait([job])
        raise


class PartialFile:
    """Collects bytes in memory and writes them half a megabyte at a time in a thread, hashing on the way.

    size: bytes so far, those of an earlier attempt included. etag: the strong validator of that attempt.
    spare: bytes that stay free on this disk; OSError (ENOSPC) where they would not.
    """

    def __init__(self, target: Path, spare: int = 0) -> None:
        self.target = target
        self.spare = spare
        self.path = target.with_name(target.name + ".part")
        self.mark = target.with_name(target.name + ".part.etag")
        self.size = 0
        self.etag = ""
        self._hash = hashlib.sha256()
        self._file: int | None = None
        self._waiting: list[bytes] = []
        self._waiting_size = 0

    async def look(self) -> None:
        """Take the file, and what an earlier attempt left in it when it left a validator with it."""
        await _in_thread(self._look)

    def _look(self) -> None:
        self.target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = os.open(self.path, OPEN_FLAGS, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self.etag = self.mark.read_text()
        except (OSError, ValueError):
            # Nothing to go on from; or a downloader thought dead still holds the file: leave it that one.
            self.close()
            self.path.unlink(missing_ok=True)
            self._file = os.open(self.path, OPEN_FLAGS | os.O_EXCL, 0o600)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        self.size = os.fstat(self._file).st_size
        if self.size == 0:
            self.etag = ""

    async def begin(self, *, resumed: bool, etag: str, expected: int = 0) -> None:
        """Go on behind the kept bytes if resumed, else from zero. etag "" means not resumable.

        expected: bytes of the whole file, where told: a disk without room for them is not begun to be filled.
        """
        await _in_thread(self._begin, resumed, etag, expected)

    def _begin(self, resumed: bool, etag: str, expected: int) -> None:
        file = self._held()
        os.lseek(file, 0, os.SEEK_SET)
        if resumed:
            while chunk := os.read(file, BUFFER):
                self._hash.update(chunk)
        else:
            os.ftruncate(file, 0)
            self.size = 0
        self._check_room(expected - self.size)
        self.etag = etag
        if etag:
            self.mark.write_text(etag)
        else:
            self.mark.unlink(missing_ok=True)

    async def add(self, chunk: bytes) -> None:
        """Take bytes; awaits the disk whenever half a megabyte is waiting, so memory stays bounded."""
        self._waiting.append(chunk)
        self._waiting_size += len(chunk)
        self.size += len(chunk)
        if self._waiting_size >= BUFFER:
            await _in_thread(self._write)

    def _write(self) -> None:
        data = memoryview(b"".join(self._waiting))
        self._waiting, self._waiting_size = [], 0
        self._check_room(len(data))
        self._hash.update(data)
        while data:
            data = data[os.write(self._held(), data) :]

    async def finish(self) -> str:
        """Write the rest, fsync, give the file its target name; returns the SHA-256 in hex."""
        await _in_thread(self._finish)
        return self._hash.hexdigest()

    def _finish(self) -> None:
        self._write()
        os.fsync(self._held())
        if not self._is_ours():
            raise FileNotFoundError("another download took this one over")
        self.path.replace(self.target)
        self.close()
        self.mark.unlink(missing_ok=True)

    def keep(self) -> None:
        """Close, keeping the bytes for a later attempt if they can be resumed."""
        if not self.etag or self._file is None:
            self.drop()
            return
        try:
            self._write()
        except OSError:
            self.drop()
        self.close()

    def drop(self) -> None:
        """Close and leave nothing of ours behind."""
        self._waiting, self._waiting_size = [], 0
        if self._is_ours():
            self.path.unlink(missing_ok=True)
            self.mark.unlink(missing_ok=True)
        self.close()

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _check_room(self, more: int) -> None:
        disk = os.fstatvfs(self._held())
        free = disk.f_bavail * disk.f_frsize
        if free < max(more, 0) + self.spare:
            needed, had = (f"{size / 1024**2:.1f} MB" for size in (more + self.spare, free))
            raise OSError(errno.ENOSPC, f"{needed} needed, {had} free", str(self.path))

    def _held(self) -> int:
        if self._file is None:
            raise ValueError("the partial file is closed")
        return self._file

    def _is_ours(self) -> bool:
        """Does the name still stand for the file we hold?"""
        try:
            return self._file is not None and os.path.samestat(os.fstat(self._file), self.path.stat())
        except OSError:
            return False
