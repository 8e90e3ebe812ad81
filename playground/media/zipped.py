"""Several stored files as one zip, written while it is read: nothing is packed (clips are), nothing is kept."""

import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from playground.media.ranges import Blob


@dataclass(frozen=True)
class Entry:
    """One file of the zip: its name in it, its bytes, how many they are, and its time."""

    name: str
    blob: Blob
    size: int
    at: datetime


class _Sink:
    """Where the zip is written: a file without a place to go back to, emptied piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def take(self) -> bytes:
        """What has been written since the last time."""
        taken = b"".join(self._pieces)
        self._pieces.clear()
        return taken


async def zipped(entries: Sequence[Entry]) -> AsyncIterator[bytes]:
    """The zip's bytes. Raises OSError when a file can't be read: a download that breaks off is no whole zip."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[type-var,call-overload,unused-ignore]
        for entry in entries:
            told = zipfile.ZipInfo(entry.name, entry.at.timetuple()[:6])
            told.file_size = entry.size  # decides whether the long form is needed
            with archive.open(told, "w") as place:
                async for chunk in entry.blob.chunks(0, entry.size - 1):
                    place.write(chunk)
                    yield sink.take()
    yield sink.take()
