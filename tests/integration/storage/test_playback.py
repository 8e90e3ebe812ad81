"""The whole way with a bucket: a take ends ready, and the page plays it in ranges as from a disk."""

import asyncio
import hashlib
from typing import Any

import pytest
from django.test import AsyncClient, Client
from django.utils import timezone

from playground.media import storage
from playground.models import Generation
from tests import build
from tests.integration.conftest import Watch
from tests.integration.installation import wait_until
from tests.integration.scripted import CLIP, Answer, Scripted
from tests.integration.storage.wire import Wire

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")


@pytest.fixture
def take(bucket: Any, gateway: Scripted, watch: Watch, page: Client) -> Generation:
    """One whose copy the engine put into the bucket."""
    return watch(build.asked(), "ready")


def body(answer: Any) -> bytes:
    """All bytes of an answer."""
    return b"".join(answer) if answer.streaming else answer.content


@pytest.mark.parametrize(
    ("wanted", "status", "begin", "end"),
    [
        (None, 200, 0, None),
        ("bytes=0-0", 206, 0, 1),
        ("bytes=65530-200000", 206, 65_530, 200_001),
        ("bytes=-50", 206, -50, None),
    ],
)
def test_ranges_are_those_of_the_clip(
    page: Client, take: Generation, wanted: str | None, status: int, begin: int, end: int | None
) -> None:
    """200 and 206 carry exactly the bytes that the gateway gave."""
    answer = page.get(f"/generations/{take.pk}/clip.mp4", headers={"range": wanted} if wanted else {})
    assert (answer.status_code, answer["Accept-Ranges"]) == (status, "bytes")
    part = body(answer)
    assert part == CLIP.read_bytes()[begin:end]
    assert answer["Content-Length"] == str(len(part))


def test_the_other_answers_are_those_of_a_file(page: Client, take: Generation, wire: Wire) -> None:
    """HEAD tells all, 416 the size, 304 spares the bytes; none of them reads the object."""
    where, size = f"/generations/{take.pk}/clip.mp4", CLIP.stat().st_size
    wire.asked.clear()
    head = page.head(where)
    assert (head.status_code, head["Content-Length"], head["Content-Type"]) == (200, str(size), "video/mp4")
    assert "private" in head["Cache-Control"]
    behind = page.get(where, headers={"range": f"bytes={size}-"})
    assert (behind.status_code, behind["Content-Range"]) == (416, f"bytes */{size}")
    assert page.get(where, headers={"if-none-match": head["ETag"]}).status_code == 304
    part = page.get(where, headers={"range": "bytes=0-9", "if-range": head["ETag"]})
    assert (wire.count("GET"), part.status_code, len(body(part))) == (0, 206, 10)


@pytest.mark.parametrize("name", ["poster.webp", "thumbnail.webp"])
def test_pictures_come_from_the_bucket_too(page: Client, take: Generation, name: str) -> None:
    """As WebP, private."""
    answer = page.get(f"/generations/{take.pk}/{name}")
    assert (answer.status_code, body(answer)[8:12]) == (200, b"WEBP")


def test_a_reference_is_kept_and_sent_from_the_bucket(
    bucket: Any, gateway: Scripted, watch: Watch, page: Client
) -> None:
    """An image somebody attached goes to the gateway from there, and its thumbnail is shown."""
    reference = build.reference()
    take = watch(build.asked("A cat", None, build.Attached(reference)), "ready")
    assert gateway.called("upload")
    assert page.get(f"/references/{reference.pk}/thumbnail.webp").status_code == 200
    assert take.clip.size == CLIP.stat().st_size


def test_a_deleted_take_is_gone_at_the_next_range(page: Client, take: Generation, wire: Wire) -> None:
    """Permission is asked at each range: what was playing a second ago is a 404 now, and the bucket is not asked."""
    where, first = f"/generations/{take.pk}/clip.mp4", {"range": "bytes=0-99"}
    assert page.get(where, headers=first).status_code == 206
    Generation.objects.filter(pk=take.pk).update(deleted_at=timezone.now())
    wire.asked.clear()
    assert page.get(where, headers={"range": "bytes=100-199"}).status_code == 404
    assert wire.asked == []


def test_an_object_that_is_gone_is_a_404(page: Client, take: Generation) -> None:
    """No stack trace, no empty video."""
    storage.discard(storage.blob_path(take.workspace_id, take.clip.sha256, ".mp4"))
    assert page.get(f"/generations/{take.pk}/clip.mp4").status_code == 404


def test_leaving_early_ends_the_connection_to_the_bucket(
    bucket: Any, gateway: Scripted, watch: Watch, page: Client, wire: Wire, large_clip: bytes
) -> None:
    """Listeners that go after the first chunk leave neither a connection nor 20 MB on their way; others get it all."""
    gateway.always["file"] = Answer(body=large_clip, headers={"Content-Type": "video/mp4"})
    take = watch(build.asked(), "ready")

    async def listen() -> str:
        where = f"/generations/{take.pk}/clip.mp4"
        for _ in range(20):
            answer = await AsyncClient().get(where)
            assert len(await anext(answer.streaming_content)) == 65_536
            answer.close()
        found = hashlib.sha256()
        async for chunk in (await AsyncClient().get(where)).streaming_content:
            found.update(chunk)
        return found.hexdigest()

    assert asyncio.run(listen()) == hashlib.sha256(large_clip).hexdigest()
    assert wait_until(lambda: len(wire.open) <= 4, 20), wire.open  # kept alive, and few
