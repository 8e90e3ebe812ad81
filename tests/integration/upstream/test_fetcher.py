"""Downloads from a server that cheats: what arrives is whole, bounded, from the checked address, or not there."""

from __future__ import annotations

import asyncio
import errno
import gzip
import hashlib
import resource
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from playground.upstream import fetcher
from playground.upstream.fetcher import Fetched, fetch

from .scripted import closes, drips, endless, raw, resets, says, scripted, silent

if TYPE_CHECKING:
    from pathlib import Path

    from .scripted import Play, Scripted

FILM = b"\0\0\0\x18ftypisom" + b"film" * 5_000
MP4 = "video/mp4"
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\n"
CUT = HEAD + b'etag: "one"\r\ncontent-length: %d\r\n\r\n' % len(FILM) + FILM[:9_000]


async def _fetch(server: Scripted, target: Path, **options: Any) -> Fetched:
    options = {"deadline": 9, "max_bytes": 1_000_000, "trusted_hosts": server.trusted} | options
    return await fetch(f"{server.url}/clip.mp4?sig=1", target, **options)


def _fetch_from(target: Path, *plays: Play, **options: Any) -> tuple[Any, list[bytes]]:
    """(Fetched or the error, the requests seen)."""

    async def case() -> tuple[Any, list[bytes]]:
        async with scripted(*plays) as server:
            try:
                return await _fetch(server, target, **options), server.requests
            except fetcher.FetchError as error:
                return error, server.requests

    return asyncio.run(case())


def test_a_whole_file_lies_at_the_target(tmp_path: Path):
    """Bytes, size, SHA-256 and type are those sent; nothing else is left, and nobody else may read it."""
    target = tmp_path / "temp" / "one"
    found, requests = _fetch_from(
        target, says(200, FILM, content_type="video/mp4; codecs=avc1", etag='"one"')
    )
    assert found == Fetched(len(FILM), hashlib.sha256(FILM).hexdigest(), MP4)
    assert target.read_bytes() == FILM
    assert [path.name for path in target.parent.iterdir()] == ["one"]
    assert target.stat().st_mode & 0o777 == 0o600
    asked = requests[0].lower()
    assert b"accept-encoding: identity" in asked
    assert b"authorization" not in asked
    assert b"cookie" not in asked


BOMB = gzip.compress(b"\0" * 3_000_000)
NOTHING_KEPT = [
    (says(200, "<html>sign in</html>", content_type="text/html"), fetcher.WrongType, "later"),
    (says(200, "#EXTM3U", content_type="application/vnd.apple.mpegurl"), fetcher.WrongType, "later"),
    (says(200, BOMB, content_type=MP4, content_encoding="gzip"), fetcher.WrongType, "later"),
    (says(200, b"", content_type=MP4), fetcher.Truncated, "now"),
    (raw(HEAD + b"content-length: 5000000\r\n\r\n"), fetcher.TooLarge, "never"),
    (endless(HEAD + b"\r\n"), fetcher.TooLarge, "never"),
    (raw(HEAD + b"content-length: 900\r\n\r\n" + b"x" * 20), fetcher.Truncated, "now"),
    (raw(HEAD + b"transfer-encoding: chunked\r\n\r\nff\r\nxxxx"), fetcher.Truncated, "now"),
    (closes, fetcher.Unreachable, "later"),
    (resets, fetcher.Unreachable, "later"),
    (says(403, "<Error>Request has expired</Error>"), fetcher.Expired, "never"),
    (says(404), fetcher.Expired, "never"),
    (says(410), fetcher.Expired, "never"),
    (says(500), fetcher.Unreachable, "later"),
    (says(206, FILM, content_type=MP4, content_range="bytes 5-9/10"), fetcher.Unreachable, "later"),
    (says(302), fetcher.Unreachable, "later"),
]


@pytest.mark.parametrize(("play", "kind", "repeat"), NOTHING_KEPT)
def test_whatever_is_not_the_whole_file_leaves_nothing(tmp_path: Path, play: Play, kind: type, repeat: str):
    """Each kind of cheating has its class, tells whether to come back, and leaves an empty directory."""
    error, _requests = _fetch_from(tmp_path / "one", play)
    assert (type(error), error.repeat) == (kind, repeat)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("play", [silent, drips(HEAD + b"content-length: 900\r\n\r\n")])
def test_the_deadline_holds_for_the_whole_file(tmp_path: Path, play: Play):
    """A server that says nothing, or a byte now and then, is left at the deadline."""
    error, _requests = _fetch_from(tmp_path / "one", play, deadline=0.15)
    assert (type(error), list(tmp_path.iterdir())) == (fetcher.Unreachable, [])


def test_too_many_requests_names_its_pause(tmp_path: Path):
    """A Retry-After of the file's server reaches the caller."""
    error, _requests = _fetch_from(tmp_path / "one", says(429, retry_after="9"))
    assert (type(error), error.retry_after, error.status) == (fetcher.Unreachable, 9.0, 429)


def test_a_cut_download_goes_on_where_it_broke(tmp_path: Path):
    """With a strong ETag the second call asks for the rest only, and hash and file are those of the whole."""
    rest = says(
        206,
        FILM[9_000:],
        content_type=MP4,
        etag='"one"',
        content_range=f"bytes 9000-{len(FILM) - 1}/{len(FILM)}",
    )
    error, _requests = _fetch_from(tmp_path / "one", raw(CUT))
    assert type(error) is fetcher.Truncated
    found, requests = _fetch_from(tmp_path / "one", rest)
    assert b"range: bytes=9000-" in requests[0].lower()
    assert b'if-range: "one"' in requests[0].lower()
    assert found.sha256 == hashlib.sha256(FILM).hexdigest()
    assert (tmp_path / "one").read_bytes() == FILM
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("play", [says(200, FILM, content_type=MP4, etag='"two"')])
def test_another_file_than_before_is_taken_from_its_start(tmp_path: Path, play: Play):
    """A server that answers 200 to the resume has something new: the kept part is thrown away."""
    _fetch_from(tmp_path / "one", raw(CUT))
    found, _requests = _fetch_from(tmp_path / "one", play)
    assert (found.size, (tmp_path / "one").read_bytes()) == (len(FILM), FILM)


def test_a_resume_that_does_not_fit_starts_anew(tmp_path: Path):
    """416 to the resume drops the kept part, so the next call begins from nothing."""
    _fetch_from(tmp_path / "one", raw(CUT))
    error, _requests = _fetch_from(tmp_path / "one", says(416))
    assert type(error) is fetcher.Truncated
    assert list(tmp_path.iterdir()) == []


def test_a_weak_etag_keeps_nothing(tmp_path: Path):
    """Without a strong validator two halves might be of two films."""
    _fetch_from(tmp_path / "one", raw(CUT.replace(b'"one"', b'W/"one"')))
    assert list(tmp_path.iterdir()) == []


def test_a_sleeping_downloader_cannot_spoil_its_successor(tmp_path: Path):
    """Two downloads of one target: the later one takes the place, the earlier one ends without touching it."""

    async def case() -> tuple[Any, Any]:
        async with scripted(raw(CUT, close=False), says(200, FILM, content_type=MP4)) as server:
            sleeper = asyncio.ensure_future(_fetch(server, tmp_path / "one", deadline=2.0))
            while not ((tmp_path / "one.part.etag").exists() or sleeper.done()):  # noqa: ASYNC110 - only the disk tells
                await asyncio.sleep(0.01)
            second = await _fetch(server, tmp_path / "one")
            return second, (await asyncio.gather(sleeper, return_exceptions=True))[0]

    second, first = asyncio.run(case())
    assert isinstance(first, fetcher.Unreachable)
    assert second.sha256 == hashlib.sha256((tmp_path / "one").read_bytes()).hexdigest()
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_full_disk_is_the_disks_own_error(tmp_path: Path):
    """What the file system refuses comes up as OSError, for the caller waits for space then."""
    (tmp_path / "file").write_bytes(b"")

    async def case() -> None:
        async with scripted(says(200, FILM, content_type=MP4)) as server:
            await _fetch(server, tmp_path / "file" / "one")

    with pytest.raises(OSError, match="file"):
        asyncio.run(case())


@pytest.mark.parametrize(
    "head", [b"content-length: 20012\r\n\r\n", b"\r\n"], ids=["told size", "untold size"]
)
def test_a_disk_without_room_is_not_filled(tmp_path: Path, head: bytes):
    """What has to stay free stays free: the disk's own error, before a byte is written, and an empty directory."""
    everything = shutil.disk_usage(tmp_path).free + 2**40
    with pytest.raises(OSError, match=r"MB needed, .* MB free") as full:
        _fetch_from(tmp_path / "one", raw(HEAD + head + FILM), spare=everything)
    assert full.value.errno == errno.ENOSPC
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_nothing_even_of_a_download_that_could_go_on(tmp_path: Path):
    """A disk that is full in the middle gets back what the download had taken, resumable or not."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, limits[1]))
    try:
        error, _requests = _fetch_from(tmp_path / "one", raw(CUT))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert type(error) is fetcher.Truncated
    assert list(tmp_path.iterdir()) == []
