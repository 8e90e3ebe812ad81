"""A share link whose clip lies in a bucket: the same answers, and the same end."""

from typing import Any

import pytest
from django.test import Client

from playground.models import Generation
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted
from tests.integration.storage.wire import Wire

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")


@pytest.fixture
def take(bucket: Any, gateway: Scripted, watch: Watch, page: Client) -> Generation:
    """One whose copy the engine put into the bucket."""
    return watch(build.asked(), "ready")


def test_a_guest_plays_from_the_bucket_until_the_link_is_revoked(take: Generation, wire: Wire) -> None:
    """Ranges and pictures, no address of the bucket; then 404, and the bucket is not asked."""
    link, token = build.share(take)
    where = f"/s/{token}/1/clip.mp4"
    first = Client().get(where, headers={"range": "bytes=4-7"})
    assert (first.status_code, b"".join(first)) == (206, b"ftyp")
    assert "studio" not in str(first.headers)
    for name in ("poster.webp", "still.webp"):
        assert Client().get(f"/s/{token}/1/{name}").status_code == 200
    link.revoke()
    wire.asked.clear()
    assert Client().get(where, headers={"range": "bytes=8-99"}).status_code == 404
    assert wire.asked == []


def test_a_bucket_that_is_away_is_no_closed_link(take: Generation, wire: Wire) -> None:
    """503 with a time to come back: the link is well."""
    _, token = build.share(take)
    wire.cut()
    answer = Client().get(f"/s/{token}/1/still.webp")
    assert (answer.status_code, answer["Cache-Control"]) == (503, "private, no-store")
    assert answer["Retry-After"]
