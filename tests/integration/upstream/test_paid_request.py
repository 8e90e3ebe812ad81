"""The paid POST against a server that misbehaves: what was certainly not delivered, and what may have been."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from playground.upstream import errors
from playground.upstream.client import ToApis, http_client
from tests.canary import KEY
from tests.ports import free_ports

from .scripted import closes, drips, endless, raw, resets, says, scripted, silent

if TYPE_CHECKING:
    from .scripted import Play

JSON_HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
OWN_500 = {"error": {"code": "internal_error", "message": "Something broke"}}
TASK = {"id": "video_1", "object": "generation.task", "status": "queued"}


async def _create(base_url: str, deadline: float = 5) -> errors.UpstreamError:
    async with http_client() as http:
        with pytest.raises(errors.UpstreamError) as caught:
            await ToApis(http, base_url, KEY, deadline=deadline).create(b'{"model": "m"}')
    return caught.value


async def _create_against(play: Play, deadline: float = 5) -> tuple[errors.UpstreamError, int]:
    async with scripted(play) as server:
        return await _create(server.url, deadline), len(server.requests)


MAYBE = [
    (closes, errors.Unanswered),
    (resets, errors.Unanswered),
    (raw(JSON_HEAD + b'content-length: 100\r\n\r\n{"id": '), errors.Unanswered),
    (raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{}"), errors.Unanswered),
    (raw(b"what is this\r\n\r\n"), errors.Unanswered),
    (endless(JSON_HEAD + b"\r\n"), errors.Unreadable),
    (raw(JSON_HEAD + b'\r\n{"id": "vid'), errors.Unreadable),
    (says(200, "<html>sign in</html>"), errors.Unreadable),
    (says(200, b"[" * 200_000), errors.Unreadable),
    (says(200, {"status": "queued"}), errors.Unreadable),
    (says(200, b"\x1f\x8b", content_encoding="br"), errors.Unreadable),
    (says(200, b"not gzip", content_encoding="gzip"), errors.Unreadable),
    (says(204), errors.Unreadable),
    (says(307, "", location="https://elsewhere.example/"), errors.Unreadable),
    (says(502, "<html>Bad Gateway</html>"), errors.GatewayFailed),
    (says(504, {"message": "Endpoint request timed out"}), errors.GatewayFailed),
]


@pytest.mark.parametrize(("play", "kind"), MAYBE)
def test_without_a_verdict_the_paid_task_may_exist(play: Play, kind: type[errors.UpstreamError]):
    """Whatever breaks after bytes left is kept as "may have been accepted" and is not to be repeated."""
    error, seen = asyncio.run(_create_against(play))
    assert (type(error), seen) == (kind, 1)
    assert error.may_have_been_accepted
    assert (error.repeat, error.charged) == ("never", "unknown")


@pytest.mark.parametrize("play", [silent, drips(JSON_HEAD + b"content-length: 100\r\n\r\n")])
def test_the_deadline_holds_for_the_whole_call(play: Play):
    """No answer, or one that comes byte by byte, ends at the deadline, and the task may exist."""
    error, _seen = asyncio.run(_create_against(play, deadline=1.5))
    assert (type(error), error.may_have_been_accepted) == (errors.Unanswered, True)
    assert "within 1.5 s" in str(error)


REFUSED = [
    (says(400, {"error": {"code": 400, "message": "bad"}}), errors.BadRequest, "never"),
    (says(413, "<html>too large</html>"), errors.BadRequest, "never"),
    (says(401, {"error": {"message": "无效的令牌"}}), errors.KeyRefused, "later"),
    (says(403, "<html>forbidden</html>"), errors.KeyRefused, "later"),
    (says(402, {"error": {"code": 402, "message": "top up"}}), errors.OutOfCredits, "later"),
    (says(403, {"error": {"code": "insufficient_user_quota", "message": "x"}}), errors.OutOfCredits, "later"),
    (says(400, {"error": {"message": "user quota is not enough"}}), errors.OutOfCredits, "later"),
    (says(404, {"error": {"code": 404, "message": "Task not found"}}), errors.NotFound, "never"),
    (
        says(422, {"error": {"code": "content_policy_violation", "message": "x"}}),
        errors.ContentRefused,
        "never",
    ),
    (says(429, {"error": {"code": "rate_limit_exceeded", "message": "x"}}), errors.TooManyRequests, "later"),
    (says(200, {"success": False, "message": "Unsupported image type"}), errors.BadRequest, "never"),
    (says(200, {"error": {"code": 401, "message": "no"}}), errors.KeyRefused, "later"),
]


@pytest.mark.parametrize(("play", "kind", "repeat"), REFUSED)
def test_a_plain_refusal_is_certain(play: Play, kind: type[errors.UpstreamError], repeat: str):
    """A 4xx, or `success: false` under 200, says that there is no task and no charge."""
    error, _seen = asyncio.run(_create_against(play))
    assert type(error) is kind
    assert (error.may_have_been_accepted, error.charged, error.repeat) == (False, "no", repeat)


def test_the_gateways_own_5xx_is_a_refusal_after_one_look_up():
    """A 5xx in the gateway's envelope says so, still asks for the look-up, and allows the repeat after it."""
    error, _seen = asyncio.run(_create_against(says(503, OWN_500, retry_after="7")))
    assert isinstance(error, errors.GatewayFailed)
    assert (error.own_envelope, error.may_have_been_accepted) == (True, True)
    assert (error.repeat, error.retry_after, error.code) == ("later", 7.0, "internal_error")


def test_a_refused_connection_sent_nothing():
    """Nobody listening means nothing was sent; the repeat is free."""
    (port,) = free_ports(1)
    error = asyncio.run(_create(f"http://127.0.0.1:{port}"))
    assert type(error) is errors.NotSent
    assert (error.may_have_been_accepted, error.repeat, error.charged) == (False, "now", "no")
    assert "the connection was refused" in str(error)


def test_an_unknown_host_sent_nothing():
    """A name that does not resolve is known before any byte leaves."""
    assert type(asyncio.run(_create("http://no-such-host.invalid", deadline=5))) is errors.NotSent


@pytest.mark.parametrize("play", [raw(b"plain text\r\n"), silent, closes])
def test_a_broken_tls_handshake_sent_nothing(play: Play):
    """Garbage, silence or a hang-up instead of a handshake comes before the request."""

    async def case() -> errors.UpstreamError:
        async with scripted(play) as server:
            return await _create(f"https://127.0.0.1:{server.port}", deadline=0.3)

    assert type(asyncio.run(case())) is errors.NotSent


def test_waiting_for_a_busy_connection_sent_nothing():
    """A request that never got the one connection was not delivered, although its time ran out."""

    async def case() -> tuple[errors.UpstreamError, int]:
        async with scripted(silent) as server, http_client() as http:
            api = ToApis(http, server.url, KEY, deadline=9)
            first = asyncio.ensure_future(api.create(b"{}"))
            while not server.requests:  # noqa: ASYNC110  the server only writes down what it was asked
                await asyncio.sleep(0.01)
            with pytest.raises(errors.UpstreamError) as caught:
                await ToApis(http, server.url, KEY, deadline=0.1).create(b"{}")
            first.cancel()
            return caught.value, len(server.requests)

    error, seen = asyncio.run(case())
    assert (type(error), seen) == (errors.NotSent, 1)


def test_a_kept_alive_connection_that_dies_is_ambiguous():
    """The second request on a connection that the server drops unanswered may have been accepted."""

    async def case() -> tuple[errors.UpstreamError, int]:
        async with scripted(says(200, TASK), closes) as server, http_client() as http:
            api = ToApis(http, server.url, KEY, deadline=5)
            await api.create(b"{}")
            with pytest.raises(errors.UpstreamError) as caught:
                await api.create(b"{}")
            return caught.value, len(server.requests)

    error, seen = asyncio.run(case())
    assert (type(error), error.may_have_been_accepted, seen) == (errors.Unanswered, True, 2)


def test_the_sent_bytes_are_the_given_bytes():
    """The body on the wire is byte for byte what the caller gave, under the documented headers."""

    async def case() -> bytes:
        async with scripted(says(200, TASK)) as server, http_client() as http:
            await ToApis(http, f"{server.url}/v1/", KEY).create('{"prompt": "灯"}'.encode())
            return server.requests[0]

    request = asyncio.run(case())
    assert request.startswith(b"POST /v1/videos/generations HTTP/1.1\r\n")
    assert request.endswith(b"\r\n\r\n" + '{"prompt": "灯"}'.encode())
    assert f"authorization: bearer {KEY}".encode() in request.lower()
    assert b"user-agent: playground/" in request.lower()


class _NotOurs(Exception):
    """What a caller raises that may not send any more."""


def _refuse() -> None:
    raise _NotOurs


def test_a_caller_may_still_stop_it_when_the_connection_stands():
    """What is raised at the wire ends the call: the server was connected to and got not one byte."""

    async def stopped() -> tuple[int, bool]:
        async with scripted(says(200, TASK)) as server, http_client() as http:
            api = ToApis(http, server.url, KEY)
            with pytest.raises(_NotOurs):
                await api.create(b"{}", _refuse)
            return len(server.requests), (await api.create(b"{}")).id == "video_1"

    assert asyncio.run(stopped()) == (0, True)
