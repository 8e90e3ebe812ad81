"""Checks 9, 10 and 11: every address of stored bytes × who asks × how, and what the answer carries."""

import asyncio
from pathlib import Path

import pytest
from django.test import AsyncClient
from django.urls import get_resolver

from playground.models import share_link
from playground.models.share_link import ShareLink
from tests.security.conftest import Enter, Studio

MEDIA = ("generation-clip", "generation-download", "generation-poster", "generation-thumbnail", "generation-frame",
         "reference-file", "reference-thumbnail")  # fmt: skip
SHARED = ("share-clip", "share-download", "share-poster", "share-still")
HOW = {"GET": {}, "HEAD": {}, "Range": {"range": "bytes=0-99"}, "Behind": {"range": "bytes=99999999-"}}
INERT = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def ask(browser, where: str, how: str):
    """One of the ways."""
    return browser.head(where) if how == "HEAD" else browser.get(where, headers=HOW[how])


def test_every_route_of_bytes_is_here() -> None:
    """Check 9: an address that ends in a file's name or a download is in one of the two lists."""
    files = (".mp4", ".webp", ".png", "file", "download/")
    names = {str(each.name) for each in get_resolver().url_patterns if str(each.pattern).endswith(files)}
    assert names == {*MEDIA, *SHARED}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", MEDIA)
def test_private_bytes_are_members_own(studio: Studio, enter: Enter, name: str, how: str) -> None:
    """Checks 9, 10: members get them, inert and in no shared cache; nobody and strangers get nothing in any way."""
    where = studio.address(name)
    for who in ("viewer", "owner"):
        answer = ask(enter(who), where, how)
        assert answer.status_code in ((200, 206) if how != "Behind" else (416, 200)), (who, name)
        assert "private" in answer["Cache-Control"]
        assert "public" not in answer["Cache-Control"]
        assert {header: answer[header] for header in INERT} == INERT
    for who in ("", "stranger"):
        answer = ask(enter(who), where, how)
        assert answer.status_code == 404 or (who == "" and answer.url.startswith("/sign-in/"))
        assert not answer.has_header("Content-Range")
        assert not answer.has_header("ETag")


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("name", SHARED)
def test_shared_bytes_are_whoevers_has_the_link(studio: Studio, enter: Enter, name: str, how: str) -> None:
    """Checks 9, 10, 14: kept by nobody while the link is open, and 404 in every way once it is closed."""
    where = studio.address(name)
    answer = ask(enter(""), where, how)
    assert answer.status_code in (200, 206, 416)
    assert "no-store" in answer["Cache-Control"]
    assert {header: answer[header] for header in INERT} == INERT
    ShareLink.objects.get(pk=studio.ids["share_id"]).revoke()
    assert share_link.opened(studio.ids["token"]) is None
    assert ask(enter(""), where, how).status_code == 404


@pytest.mark.parametrize("wanted", ["bytes=" + ",".join(f"{n}-{n}" for n in range(1000)), "bytes=-0", "bytes=9-1",
                                    f"bytes={'9' * 40}-", f"bytes=-{'9' * 40}", "bytes=0x1-2", "bytes=\u0661-\u0662",
                                    "items=0-5", "bytes=" + "0" * 5000 + "-"])  # fmt: skip
def test_a_strange_range_is_bounded(studio: Studio, enter: Enter, wanted: str) -> None:
    """Check 11: many ranges, none, endless numbers and other digits: the whole file, one part of it, or 416."""
    browser, where = enter("viewer"), studio.address("generation-clip")
    answer = browser.get(where, HTTP_RANGE=wanted)
    assert answer.status_code in (200, 206, 416)
    assert "multipart" not in answer.headers.get("Content-Type", "")


def open_files() -> int:
    """Descriptors of this process."""
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.django_db(transaction=True)
def test_hundreds_who_leave_early_leave_no_file_open(studio: Studio, enter: Enter) -> None:
    """Check 11: as many descriptors are open after 300 answers broken off as before."""
    where, cookies = studio.address("generation-clip"), enter("viewer").cookies

    async def leave(times: int) -> int:
        for _ in range(times):
            client = AsyncClient()
            client.cookies = cookies
            answer = await client.get(where)
            await anext(aiter(answer.streaming_content))
            answer.close()
        return open_files()

    assert asyncio.run(leave(300)) <= asyncio.run(leave(3)) + 3
