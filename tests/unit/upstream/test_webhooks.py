"""Signed events: which are genuine, and what they say."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from playground.upstream.webhooks import is_genuine, read_event
from playground.upstream.wire import WireError

NOW = 1_792_000_000
BODY = json.dumps(
    {
        "id": "evt_1",
        "type": "generation.completed",
        "data": {
            "task_id": "task_1",
            "client_business_id": "ours",
            "status": "SUCCESS",
            "progress": "100%",
            "result": {"type": "video", "data": [{"url": "https://files.toapis.com/a.mp4"}]},
            "error": None,
        },
    }
).encode()


def _signed(
    secret: str = "current", stamp: str = str(NOW), event: str = "evt_1", body: bytes = BODY
) -> dict[str, str]:
    digest = hmac.new(secret.encode(), f"{event}.{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "X-ToAPIs-Webhook-Id": event,
        "X-ToAPIs-Webhook-Timestamp": stamp,
        "X-ToAPIs-Webhook-Signature": f"v1={digest}",
    }


def test_either_secret_makes_an_event_genuine():
    """During a rotation both our secrets and both of theirs are tried."""
    assert is_genuine(_signed("current"), BODY, ["current", "previous"], NOW)
    assert is_genuine(_signed("previous"), BODY, ["current", "previous"], NOW)
    both = _signed("current")
    both["X-ToAPIs-Webhook-Signature"] = "v1=00, " + both["X-ToAPIs-Webhook-Signature"]
    assert is_genuine(both, BODY, ["current"], NOW)


@pytest.mark.parametrize(
    ("headers", "secrets"),
    [
        (_signed("wrong"), ["current"]),
        (_signed(body=BODY + b" "), ["current"]),
        (_signed(stamp=str(NOW - 301)), ["current"]),
        (_signed(stamp=str(NOW + 301)), ["current"]),
        (_signed(stamp="soon"), ["current"]),
        (_signed(stamp="9" * 30), ["current"]),
        (_signed(""), [""]),
        (_signed(), []),
        ({}, ["current"]),
        (_signed() | {"X-ToAPIs-Webhook-Signature": "v1=é"}, ["current"]),
        (_signed() | {"X-ToAPIs-Webhook-Id": "evt_2"}, ["current"]),
    ],
)
def test_everything_else_is_not(headers: dict[str, str], secrets: list[str]):
    """Another secret, body, id or time, no secret at all: not genuine."""
    assert not is_genuine(headers, BODY, secrets, NOW)


def test_an_event_speaks_of_a_task():
    """Its own status words and "100%" come out as ours."""
    task = read_event(BODY)
    assert (task.id, task.client_business_id, task.status, task.progress) == (
        "task_1",
        "ours",
        "completed",
        100,
    )
    assert task.urls == ("https://files.toapis.com/a.mp4",)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'{"type": "endpoint.test"}', b'{"data": {"status": "SUCCESS"}}']
)
def test_an_event_without_a_task_is_said_to_be_one(body: bytes):
    """A test event, or rubbish, names no task."""
    with pytest.raises(WireError):
        read_event(body)
