"""What kind of file this is by its first bytes, and whether all of it is there: read without any decoder.

A cut MP4 opens and plays (its index stands in front), so a decoder's word is not enough: an ISO file is a row of
boxes, each with its length (ISO/IEC 14496-12, 4.2), and a file that ends inside one was cut.
"""

from __future__ import annotations

from typing import BinaryIO, Literal

Container = Literal["mp4", "webm"]

EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"
MP4_BRANDS = (
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"MSNV",
    b"dash",
    b"av01",
)
MOST_BOXES = 10_000


def container_of(head: bytes, *, quicktime: bool = False) -> Container | None:
    """ "mp4" or "webm" by magic number; None for everything else, HTML, playlists and QuickTime included.

    quicktime: take QuickTime for the MP4 it nearly is; no browser plays it, but a gateway edits it.
    """
    brands = (*MP4_BRANDS, b"qt  ") if quicktime else MP4_BRANDS
    if head[4:8] == b"ftyp" and any(head[at : at + 4] in brands for at in (8, *range(16, 64, 4))):
        return "mp4"
    if head.startswith(EBML) and b"webm" in head[:64]:
        return "webm"
    return None


def is_whole_mp4(file: BinaryIO, size: int) -> bool:
    """Do index (moov) and pictures (mdat or moof) stand there in full? A length of 0 reaches to the end."""
    seen: set[bytes] = set()
    at = 0
    for _ in range(MOST_BOXES):
        file.seek(at)
        header = file.read(16)
        if len(header) < 8:
            break
        length, kind = int.from_bytes(header[:4]), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16])
        at = size if length == 0 else at + length
        if length in range(2, 8) or at > size:
            # Rubbish behind a whole film is harmless; a box that goes on behind the end of the file is a cut.
            return False
        seen.add(kind)
        if at == size:
            break
    return b"moov" in seen and bool(seen & {b"mdat", b"moof"})


def is_whole_webm(file: BinaryIO, size: int) -> bool:
    """Does the segment reach as far as it says? One of unknown length (written live) passes: its packets decide."""
    file.seek(0)
    head = file.read(4096)
    at = 4
    length, at = _ebml_length(head, at)
    if length is None or head[at + length : at + length + 4] != SEGMENT:
        return False
    length, at = _ebml_length(head, at + length + 4)
    return length is None or at + length <= size


def _ebml_length(data: bytes, at: int) -> tuple[int | None, int]:
    """(length, where its content begins) of a variable-size integer (RFC 8794, 4); None for "unknown"."""
    first = data[at] if at < len(data) else 0
    width = 9 - first.bit_length()
    if width > 8:
        return None, at + 1
    value = int.from_bytes(data[at : at + width]) & ((1 << 7 * width) - 1)
    return (None if value == (1 << 7 * width) - 1 else value), at + width
