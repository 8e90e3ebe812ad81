"""What the gateway says when it says no, and what of it a person gets to read."""

from __future__ import annotations

import asyncio
import json
import traceback

import pytest

from playground.upstream import errors
from playground.upstream.answers import Answer, verdict
from playground.upstream.client import ToApis, http_client
from playground.upstream.refusal import read_refusal
from playground.upstream.wire import Task, read_task

from .scripted import Play, says, scripted


def _answer(status: int, body: object) -> errors.UpstreamError:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    with pytest.raises(errors.UpstreamError) as caught:
        verdict(read_task, Answer(status, content, True, None, None))
    return caught.value


@pytest.mark.parametrize(
    ("body", "message", "code"),
    [
        (
            {"error": {"code": 400, "message": "Too short", "type": "invalid_request_error"}},
            "Too short",
            "400",
        ),
        (
            {"error": {"message": "Too short", "type": "invalid_request_error"}},
            "Too short",
            "invalid_request_error",
        ),
        ({"error": "Too short"}, "Too short", None),
        ({"success": False, "message": "Too short"}, "Too short", None),
        ({"message": "Too short"}, "Too short", None),
        (
            {"error": {"code": "x", "message": '{"error": {"code": "inner", "message": "Too short"}}'}},
            "Too short",
            "inner",
        ),
        (
            {"error": {"message": 'upstream: {"message": "{\\"message\\": \\"Too short\\"}"}'}},
            "upstream: Too short",
            None,
        ),
        ({"error": {"message": "a {b} c"}}, "a {b} c", None),
        ({"error": {"message": "\u0000Too\nshort\ud800"}}, "Too short?", None),
        ({"error": {"message": None}}, "it gave no reason", None),
        ([1], "it gave no reason", None),
    ],
)
def test_the_words_are_found_in_every_shape(body: object, message: str, code: str | None):
    """Whatever the envelope, nested JSON included, the innermost words and code come out."""
    error = _answer(400, body)
    assert (type(error), error.message, error.code) == (errors.BadRequest, message, code)


def test_the_request_id_is_found_inside_the_words():
    """A "Request id: …" in the message is kept for the support case."""
    message = "the input image 'content[3]' may contain real person. Request id: 0217abcdef99"
    assert read_refusal({"error": {"message": message}}).request_id == "0217abcdef99"


def test_a_missing_task_is_recognised_by_words_too():
    """`task_not_exist` under 400 means the same as 404."""
    assert type(_answer(400, {"message": "task_not_exist"})) is errors.NotFound


@pytest.mark.parametrize("body", [b"<html>404 Not Found</html>", b"", b"{}"])
def test_a_proxys_404_proves_nothing(body: bytes):
    """Only the gateway's own words make a task absent; a bare 404 is an answer not understood."""
    assert type(_answer(404, body)) is errors.Unreadable


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            _answer(400, {"error": {"message": "Two images."}}),
            "The gateway refused the request (HTTP 400): Two images.",
        ),
        (_answer(502, b"<html>"), "The gateway failed (HTTP 502): it is not JSON."),
        (
            errors.NotSent("the connection was refused"),
            "The gateway could not be reached and nothing was sent: the connection was refused.",
        ),
    ],
)
def test_an_error_is_a_sentence(error: errors.UpstreamError, sentence: str):
    """str() of an error can be shown as it is."""
    assert str(error) == sentence


def test_a_failed_look_up_is_never_a_doubt_about_money():
    """A GET that fails leaves no paid task behind, however it failed."""
    error = _answer(502, b"<html>")
    assert (error.may_have_been_accepted, error.charged, error.repeat) == (False, "no", "now")


async def _call(play: Play, key: str) -> errors.UpstreamError | Task:
    async with scripted(play) as server, http_client() as http:
        api = ToApis(http, server.url, key, deadline=5)
        try:
            return await api.create(b"{}")
        except errors.UpstreamError as error:
            return error


def _secret() -> str:
    return "canary" + "Q7" * 20


@pytest.mark.parametrize(
    "play",
    [
        says(401, {"error": {"message": "no such key: " + _secret(), "code": _secret()}}),
        says(200, "x" + _secret()),
        says(200, {"id": "a", "status": "failed", "error": {"message": _secret()}}),
        says(502, "y" * 3990 + _secret()),
    ],
)
def test_the_key_is_in_nothing_we_keep(play: Play):
    """A gateway that echoes the key finds it masked in words, body, repr and the whole traceback."""
    found = asyncio.run(_call(play, _secret()))
    shown = [repr(found), str(found), str(getattr(found, "__dict__", ""))]
    if isinstance(found, Exception):
        assert found.__context__ is None
        shown += traceback.TracebackException.from_exception(found, capture_locals=True).format()
        shown = [line for line in shown if "_secret()" not in line and "key = " not in line]
    assert "canary" not in "".join(shown)


def test_the_client_hides_its_key():
    """Neither the client's repr nor what it holds shows the key."""
    api = ToApis(http_client(), "toapis.com", _secret())
    assert "canary" not in f"{api!r} {vars(api)}"


@pytest.mark.parametrize("key", ["", "  ", "sk-a\r\nX: y", "ключ"])
def test_an_impossible_key_is_refused_without_being_quoted(key: str):
    """A key that no header could carry is refused at once, in words that do not repeat it."""
    with pytest.raises(ValueError, match="API key is empty or holds") as caught:
        ToApis(http_client(), "toapis.com", key)
    assert not key.strip() or key not in str(caught.value)
