"""Byte ranges: the header as a table, and the answers as a browser sees them."""

from __future__ import annotations

import asyncio
import gc
import os
from typing import TYPE_CHECKING, Any

import pytest
from django.http import Http404
from django.test import AsyncRequestFactory
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.media.ranges import UNSATISFIABLE, chunks, parse_range, ranged_response

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponseBase

DATA = bytes(range(256)) * 1_000


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-", (0, 99)),
        ("bytes=0-0", (0, 0)),
        ("bytes=10-19", (10, 19)),
        ("bytes=90-1000", (90, 99)),
        ("bytes=-10", (90, 99)),
        ("bytes=-1000", (0, 99)),
        ("bytes=99-", (99, 99)),
        (" Bytes = 5 - 6 ", (5, 6)),
        ("bytes=0-9999999999999999999999", (0, 99)),
        ("bytes=100-", UNSATISFIABLE),
        ("bytes=-0", UNSATISFIABLE),
        ("bytes=9999999999999999999-", UNSATISFIABLE),
        ("bytes=" + "9" * 6_000 + "-", UNSATISFIABLE),
        (None, None),
        ("", None),
        ("bytes=", None),
        ("bytes=-", None),
        ("bytes=5-2", None),
        ("bytes=a-b", None),
        ("bytes=0x1-", None),
        ("bytes=1.5-2", None),
        ("bytes=٣-٤", None),
        ("items=0-1", None),
        ("bytes=0-0,5-6", None),
        ("bytes=" + ",".join(["0-0"] * 1_000), None),
        ("bytes=--1", None),
    ],
)
def test_a_range_is_one_range_or_none(header: str | None, wanted: object):
    """One range in bytes is honoured, several or nonsense mean the whole, behind the end is unsatisfiable."""
    assert parse_range(header, 100) == wanted


def test_nothing_of_an_empty_file_can_be_had():
    """Every range over no bytes is unsatisfiable."""
    assert parse_range("bytes=0-", 0) is parse_range("bytes=-5", 0) is UNSATISFIABLE


@settings(max_examples=100, deadline=None, database=None)
@given(
    st.text(alphabet="bytes=0123456789-, ", max_size=20) | st.from_regex(r"bytes=\d*-\d*", fullmatch=True),
    st.integers(0, 99),
)
def test_a_range_never_leaves_the_file(header: str, size: int):
    """Whatever the header, the answer lies inside the file."""
    found = parse_range(header, size)
    if isinstance(found, tuple):
        assert 0 <= found[0] <= found[1] < size


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A file of 256,000 known bytes."""
    path = tmp_path / "film.mp4"
    path.write_bytes(DATA)
    return path


def _ask(path: Path, method: str = "GET", **options: Any) -> tuple[HttpResponseBase, bytes]:
    headers = options.pop("headers", {})

    async def case() -> tuple[HttpResponseBase, bytes]:
        request = AsyncRequestFactory().generic(method, "/clip.mp4", headers=headers)
        response = await ranged_response(request, path, "video/mp4", **options)
        body = b"".join([part async for part in response]) if response.streaming else response.content
        response.close()
        return response, body

    return asyncio.run(case())


def test_the_whole_file_is_private_and_inert(film: Path):
    """200 with every header that keeps a foreign file from being anything but bytes."""
    response, body = _ask(film)
    assert (response.status_code, body) == (200, DATA)
    expected = {
        "Content-Type": "video/mp4",
        "Content-Length": "256000",
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-cache",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: response.headers[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [("bytes=0-9", 0, 9), ("bytes=65530-200000", 65530, 200_000), ("bytes=-1", 255_999, 255_999)],
)
def test_a_part_is_exactly_that_part(film: Path, header: str, start: int, end: int):
    """206 names and carries the bytes asked for, across the borders of its chunks."""
    response, body = _ask(film, headers={"Range": header})
    assert (response.status_code, body) == (206, DATA[start : end + 1])
    assert response.headers["Content-Range"] == f"bytes {start}-{end}/256000"
    assert response.headers["Content-Length"] == str(end - start + 1)


def test_behind_the_end_there_is_nothing(film: Path):
    """416 tells the size, and is as private as the rest."""
    response, body = _ask(film, headers={"Range": "bytes=256000-"})
    assert (response.status_code, body) == (416, b"")
    assert response.headers["Content-Range"] == "bytes */256000"
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    ("header", "status", "length"), [({}, 200, "256000"), ({"Range": "bytes=0-9"}, 206, "10")]
)
def test_head_tells_all_and_sends_nothing(film: Path, header: dict[str, str], status: int, length: str):
    """HEAD answers with the headers of GET."""
    response, body = _ask(film, "HEAD", headers=header)
    assert (response.status_code, response.headers["Content-Length"], body) == (status, length, b"")


def test_if_range_holds_a_range_to_its_version(film: Path):
    """The same version gives the part, another one the whole file."""
    first, _body = _ask(film)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    for condition, status in (
        (tag, 206),
        (date, 206),
        ('"other"', 200),
        (f"W/{tag}", 200),
        ("Thu, 01 Jan 1998 00:00:00 GMT", 200),
    ):
        response, _body = _ask(film, headers={"Range": "bytes=0-9", "If-Range": condition})
        assert response.status_code == status, condition


def test_a_known_version_is_not_sent_again(film: Path):
    """304 for the ETag or the date the browser has; its ETag counts before its date."""
    first, _body = _ask(film)
    tag, date = first.headers["ETag"], first.headers["Last-Modified"]
    for headers, status in (
        ({"If-None-Match": f'"x", W/{tag}'}, 304),
        ({"If-None-Match": '"x"', "If-Modified-Since": date}, 200),
        ({"If-Modified-Since": date}, 304),
        ({"If-Modified-Since": "Thu, 01 Jan 1998 00:00:00 GMT"}, 200),
    ):
        assert _ask(film, headers=headers)[0].status_code == status


@pytest.mark.parametrize(
    ("filename", "download", "header"),
    [
        ("film.mp4", True, 'attachment; filename="film.mp4"'),
        ("film.mp4", False, 'inline; filename="film.mp4"'),
        ("灯.mp4", True, "attachment; filename*=utf-8''%E7%81%AF.mp4"),
        ('a"b\r\nX: y.mp4', True, 'attachment; filename="a\\"bX: y.mp4"'),
        ("../../x.mp4", True, 'attachment; filename="x.mp4"'),
    ],
)
def test_the_saved_name_is_readable_and_harmless(film: Path, filename: str, download: bool, header: str):
    """Content-Disposition carries the name in full, without paths or line breaks."""
    response, _body = _ask(film, filename=filename, download=download)
    assert response.headers["Content-Disposition"] == header


def test_a_missing_file_is_a_404(tmp_path: Path):
    """No file, no page."""
    with pytest.raises(Http404):
        _ask(tmp_path / "none.mp4")


def _open_files() -> int:
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208


def test_leaving_early_closes_the_file(film: Path):
    """A hundred listeners that leave after one chunk leave no descriptor open."""

    async def case() -> int:
        before = _open_files()
        for _ in range(100):
            request = AsyncRequestFactory().get("/clip.mp4")
            response = await ranged_response(request, film, "video/mp4")
            assert len(await anext(aiter(response))) == 65_536
            response.close()
        return _open_files() - before

    gc.disable()
    try:
        assert asyncio.run(case()) <= 0
    finally:
        gc.enable()


def test_a_closed_reader_reads_no_more(film: Path):
    """After close() there is nothing to come, however often it is called."""

    async def case() -> list[bytes]:
        reader = chunks(film, 0, 255_999)
        await anext(reader)
        reader.close()
        reader.close()
        return [part async for part in reader]

    assert asyncio.run(case()) == []


def test_a_storage_that_cannot_be_asked_is_a_503_in_words(tmp_path: Path):
    """Not a 404, which a browser would believe, and not a stack trace."""
    (tmp_path / "file").write_bytes(b"")
    response, body = _ask(tmp_path / "file" / "film.mp4")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "5")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert body.startswith(b"The storage of the clips does not answer.")
