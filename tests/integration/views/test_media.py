"""Clips, posters and thumbnails over HTTP: seekable, private, inert."""

import asyncio
import hashlib

import pytest
from django.test import AsyncClient, Client

from playground.models import Generation
from tests import build


@pytest.fixture
def take(browser: Client) -> Generation:
    """One with a clip."""
    return build.generation("ready", prompt='Boats / "harbour" \n 你好')


def body(response) -> bytes:
    """All bytes of an answer."""
    return b"".join(response) if response.streaming else response.content


@pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")
@pytest.mark.parametrize(
    ("wanted", "status", "first", "length"),
    [
        (None, 200, 0, None),
        ("bytes=0-0", 206, 0, 1),
        ("bytes=100-199", 206, 100, 100),
        ("bytes=-50", 206, -50, 50),
    ],
)
def test_ranges_are_served(
    browser: Client, take, wanted: str | None, status: int, first: int, length
) -> None:
    """A range is 206 with exactly its bytes; without one the whole file comes."""
    whole = build.CLIP.read_bytes()
    answer = browser.get(f"/generations/{take.pk}/clip.mp4", headers={"range": wanted} if wanted else {})
    assert answer.status_code == status
    begin = first % len(whole)
    assert body(answer) == whole[begin : begin + (length or len(whole))]
    assert answer["Accept-Ranges"] == "bytes"


def test_a_range_behind_the_end_is_416(browser: Client, take) -> None:
    """With the size, so that a player can ask again."""
    answer = browser.get(f"/generations/{take.pk}/clip.mp4", headers={"range": "bytes=99999999-"})
    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{take.clip.size}")


def test_head_tells_size_and_type_without_a_body(browser: Client, take) -> None:
    """What a player asks first."""
    answer = browser.head(f"/generations/{take.pk}/clip.mp4")
    assert (answer.status_code, answer["Content-Length"]) == (200, str(take.clip.size))
    assert answer["Content-Type"] == "video/mp4"


@pytest.mark.parametrize("name", ["clip.mp4", "download/", "poster.webp", "thumbnail.webp"])
def test_media_are_private_and_inert(browser: Client, take, name: str) -> None:
    """No shared cache keeps them, no browser takes them for something else or runs anything in them."""
    answer = browser.head(f"/generations/{take.pk}/{name}")
    assert answer.status_code == 200
    assert "private" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_download_has_a_readable_name(browser: Client, take) -> None:
    """The first words of the prompt, in any script, and nothing that could leave a folder."""
    disposition = browser.head(f"/generations/{take.pk}/download/")["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert "Boats-harbour-" in disposition
    assert "/" not in disposition


@pytest.mark.parametrize("name", ["clip.mp4", "download/", "poster.webp", "thumbnail.webp"])
def test_a_take_without_a_clip_has_no_media(browser: Client, name: str) -> None:
    """404 while there is none."""
    assert browser.get(f"/generations/{build.generation('running').pk}/{name}").status_code == 404


def test_a_matching_etag_spares_the_bytes(browser: Client, take) -> None:
    """304 for what the browser has."""
    where = f"/generations/{take.pk}/poster.webp"
    etag = browser.head(where)["ETag"]
    assert browser.get(where, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.django_db(transaction=True)
def test_a_clip_streams_over_asgi(static_files: None, transactional_db: None) -> None:
    """As the server serves it: chunk by chunk, the same bytes."""
    take = build.generation("ready")

    async def stream() -> str:
        answer = await AsyncClient().get(f"/generations/{take.pk}/clip.mp4")
        found = hashlib.sha256()
        async for chunk in answer.streaming_content:
            found.update(chunk)
        return found.hexdigest()

    assert asyncio.run(stream()) == take.clip.sha256
