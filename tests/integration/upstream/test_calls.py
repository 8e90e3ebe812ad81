"""The calls that are not the paid one, as the gateway's documents show them."""

from __future__ import annotations

import asyncio
import gzip
from typing import TYPE_CHECKING, Any

import pytest

from playground.upstream import errors
from playground.upstream.answers import Limits
from playground.upstream.client import ToApis, http_client
from tests.canary import KEY

from .scripted import closes, says, scripted

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from .scripted import Play

LIMITS = {"X_RateLimit_Limit": "3000", "X_RateLimit_Remaining": "2999", "X_RateLimit_Category": "async_query"}


def _call(play: Play, ask: Callable[[ToApis], Awaitable[Any]]) -> tuple[Any, bytes, Limits | None]:
    async def case() -> tuple[Any, bytes, Limits | None]:
        async with scripted(play) as server, http_client() as http:
            api = ToApis(http, server.url, KEY, deadline=5)
            return await ask(api), server.requests[0], api.last_limits

    return asyncio.run(case())


def test_a_task_is_asked_for_by_its_quoted_id():
    """An id never leaves its path segment, and the limits of the answer are kept."""
    play = says(200, {"id": "a/b", "status": "in_progress", "progress": 65}, **LIMITS)
    task, request, limits = _call(play, lambda api: api.task("a/b?c"))
    assert request.startswith(b"GET /v1/videos/generations/a%2Fb%3Fc HTTP/1.1")
    assert (task.status, task.word, task.progress) == ("running", "in_progress", 65)
    assert limits is not None
    assert (limits.limit, limits.remaining, limits.category) == (3000, 2999, "async_query")


def test_an_image_is_uploaded_as_a_form():
    """The file goes up as `file` with its name and type, with the documented purpose."""
    play = says(
        200, {"success": True, "data": {"id": "u", "url": "https://files.toapis.com/u.png", "size": 4}}
    )
    upload, request, _limits = _call(
        play, lambda api: api.upload_image('a"\r\nX: y.png', b"\x89PNG", "image/png")
    )
    assert request.startswith(b"POST /v1/uploads/images HTTP/1.1")
    assert b'name="purpose"\r\n\r\ngeneration' in request
    assert b"\r\nX: y.png" not in request
    assert upload.url == "https://files.toapis.com/u.png"


def test_balance_and_models_have_their_addresses():
    """The balance of the key, and the video models only."""
    balance, request, _limits = _call(says(200, {"remain_credits": 12}), ToApis.balance)
    assert (request[:23], balance.remaining) == (b"GET /v1/balance HTTP/1.", 12_000)
    models, request, _limits = _call(says(200, {"data": [{"id": "sora-2"}]}), ToApis.video_models)
    assert (b"/v1/models?type=video " in request, models) == (True, ["sora-2"])


@pytest.mark.parametrize(
    "ask", [lambda api: api.task("a"), ToApis.balance, lambda api: api.upload_image("a", b"", "image/png")]
)
def test_only_the_paid_request_leaves_a_doubt(ask: Callable[[ToApis], Awaitable[Any]]):
    """Looks and uploads that break may simply be made again."""
    with pytest.raises(errors.Unanswered) as caught:
        _call(closes, ask)
    assert (caught.value.may_have_been_accepted, caught.value.repeat, caught.value.charged) == (
        False,
        "now",
        "no",
    )


def test_a_compressed_answer_is_read():
    """A front that compresses although asked not to does no harm."""
    packed = gzip.compress(b'{"id": "a", "status": "queued"}')
    task, _request, _limits = _call(says(200, packed, content_encoding="gzip"), lambda api: api.task("a"))
    assert task.status == "queued"


def test_a_packed_bomb_stays_small():
    """A body that unpacks to 5 MB is given up after one."""
    bomb = gzip.compress(b"\0" * 5_000_000)
    with pytest.raises(errors.Unreadable):
        _call(says(200, bomb, content_encoding="gzip"), lambda api: api.task("a"))
