"""Serving stored files in byte ranges (RFC 9110, 14), private and inert, whoever asks.

A view that answers with these keeps the promise of seekable playback: one range, 64 KiB at a time, read in a
thread, the file closed when the listener leaves. Where a blob lies is the business of `Blob` alone.
"""

from __future__ import annotations

import asyncio
import os
import re
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from django.http import Http404, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.utils.http import content_disposition_header, http_date, parse_etags, parse_http_date_safe
from django.utils.translation import gettext as _

from .references import safe_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from django.http import HttpRequest, HttpResponseBase

CHUNK = 64 * 1024
ONE_RANGE = re.compile(r"bytes\s*=\s*(\d*)\s*-\s*(\d*)", re.ASCII | re.IGNORECASE)
MOST_DIGITS = 18
PRIVATE = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class Unsatisfiable:
    """The range begins behind the end: answered with 416."""


UNSATISFIABLE: Final = Unsatisfiable()


@dataclass(frozen=True, slots=True)
class BlobFacts:
    """size: bytes; etag: strong, with its quotes; modified: Unix seconds."""

    size: int
    etag: str
    modified: int


class Blob(Protocol):
    """Stored bytes, wherever they lie: a file of this machine, or an object in a bucket (objects.py)."""

    async def facts(self) -> BlobFacts:
        """Raises FileNotFoundError, and OSError when the storage cannot be asked."""
        ...

    def chunks(self, start: int, end: int) -> AsyncIterator[bytes]:
        """Bytes start..end, both included; has `close()`, which may be called at any moment."""
        ...


def parse_range(header: str | None, size: int) -> tuple[int, int] | Unsatisfiable | None:
    """(start, end), both included, of a Range header over `size` bytes.

    None means the whole file: no header, another unit, several ranges, or nonsense. UNSATISFIABLE: 416.
    """
    found = ONE_RANGE.fullmatch((header or "").strip())
    first, last = (_bounded(found[1]), _bounded(found[2])) if found else (None, None)
    if first is None and last is None:
        return None
    if first is None:
        return (max(size - (last or 0), 0), size - 1) if last and size else UNSATISFIABLE
    if last is not None and last < first:
        return None
    if first >= size:
        return UNSATISFIABLE
    return first, size - 1 if last is None else min(last, size - 1)


def _bounded(digits: str) -> int | None:
    """The number; anything longer than a file could be counts as that long. None for no digits."""
    return (int(digits) if len(digits) <= MOST_DIGITS else 10**MOST_DIGITS) if digits else None


def chunks(path: Path, start: int, end: int) -> FileChunks:
    """Bytes start..end of a file, both included, 64 KiB at a time. Raises FileNotFoundError at the first one."""
    return FileChunks(path, start, end)


class FileChunks:
    """An async iterator with `close()`: Django calls it when the listener has left, in whatever thread it likes."""

    def __init__(self, path: Path, start: int, end: int) -> None:
        self._path = path
        self._at = start
        self._left = end - start + 1
        self._file: int | None = None
        self._closed = False
        self._lock = threading.Lock()

    def __aiter__(self) -> FileChunks:
        return self

    async def __anext__(self) -> bytes:
        data = await asyncio.to_thread(self._read)
        if not data:
            raise StopAsyncIteration
        return data

    def _read(self) -> bytes:
        # The lock keeps close() from giving the descriptor away while a thread still reads from it.
        with self._lock:
            if self._closed or self._left <= 0:
                self._release()
                return b""
            if self._file is None:
                self._file = os.open(self._path, os.O_RDONLY | os.O_CLOEXEC)
            data = os.pread(self._file, min(CHUNK, self._left), self._at)
            self._at += len(data)
            self._left -= len(data)
            if not data or self._left <= 0:
                self._release()
            return data

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._release()

    def _release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def __del__(self) -> None:
        self.close()


class LocalBlob:
    """A Blob that is a file here. etag: "" lets size and time of change speak for the content."""

    def __init__(self, path: Path, etag: str = "") -> None:
        self._path = path
        self._etag = etag

    async def facts(self) -> BlobFacts:
        found = await asyncio.to_thread(self._path.stat)
        return BlobFacts(
            found.st_size, self._etag or f'"{found.st_mtime_ns:x}-{found.st_size:x}"', int(found.st_mtime)
        )

    def chunks(self, start: int, end: int) -> FileChunks:
        return chunks(self._path, start, end)


async def ranged_response(
    request: HttpRequest,
    blob: Path | Blob,
    content_type: str,
    filename: str | None = None,
    download: bool = False,
) -> HttpResponseBase:
    """200, 206, 304 or 416 for a stored file; the caller has already decided that this viewer may see it.

    filename: the name a person saves it under. Raises Http404 when the file is not there; 503 when nobody can tell.
    """
    source: Blob = LocalBlob(blob) if isinstance(blob, Path) else blob
    try:
        facts = await source.facts()
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return unavailable()
    wanted = parse_range(request.headers.get("Range"), facts.size) if _range_holds(request, facts) else None
    response: HttpResponseBase
    if _unchanged(request, facts):
        response = HttpResponseNotModified()
    elif isinstance(wanted, Unsatisfiable):
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{facts.size}"})
    else:
        response = _content(request, source, facts, wanted)
        response.headers["Content-Type"] = content_type
    for name, value in PRIVATE.items():
        response.headers[name] = value
    response.headers["ETag"] = facts.etag
    response.headers["Last-Modified"] = http_date(facts.modified)
    disposition = content_disposition_header(download, safe_name(filename) if filename else "")
    if disposition:
        response.headers["Content-Disposition"] = disposition
    return response


def unavailable() -> HttpResponse:
    """503: the storage does not answer just now."""
    words = _("The storage of the clips does not answer. Nothing is lost: try again in a moment.")
    headers = PRIVATE | {"Cache-Control": "no-store", "Retry-After": "5"}
    return HttpResponse(words, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _content(
    request: HttpRequest, source: Blob, facts: BlobFacts, wanted: tuple[int, int] | None
) -> HttpResponseBase:
    start, end = wanted or (0, facts.size - 1)
    status = 206 if wanted else 200
    if request.method == "HEAD" or facts.size == 0:
        response: HttpResponseBase = HttpResponse(status=status)
    else:
        response = StreamingHttpResponse(source.chunks(start, end), status=status)
    response.headers["Content-Length"] = str(end - start + 1)
    if wanted:
        response.headers["Content-Range"] = f"bytes {start}-{end}/{facts.size}"
    return response


def _range_holds(request: HttpRequest, facts: BlobFacts) -> bool:
    """Does If-Range, where sent, still name what we have? (Strong comparison, RFC 9110, 13.1.5.)"""
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == facts.etag:
        return True
    return parse_http_date_safe(condition) == facts.modified


def _unchanged(request: HttpRequest, facts: BlobFacts) -> bool:
    """Has the browser this very content already? If-None-Match decides; without one, If-Modified-Since."""
    known = request.headers.get("If-None-Match")
    if known is not None:
        return known.strip() == "*" or facts.etag in (tag.removeprefix("W/") for tag in parse_etags(known))
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and facts.modified <= since
