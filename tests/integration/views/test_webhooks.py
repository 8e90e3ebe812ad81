"""The gateway's signed word: believed as a bell, never as a verdict."""

import hashlib
import hmac
import json
import time
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from playground import connection
from tests import build

SECRET = "whsec-one"
ADDRESS = "/webhooks/toapis/"


def told(client: Client, body: bytes, secret: str = SECRET, stamp: int | None = None) -> int:
    """The status of one delivery."""
    stamp = int(time.time()) if stamp is None else stamp
    signature = hmac.new(secret.encode(), f"evt_1.{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"X-ToAPIs-Webhook-Id": "evt_1", "X-ToAPIs-Webhook-Timestamp": str(stamp)}
    headers["X-ToAPIs-Webhook-Signature"] = f"v1={signature}"
    answer = Client(enforce_csrf_checks=True).post(
        ADDRESS, body, content_type="application/json", headers=headers
    )
    return answer.status_code


def event(task_id: str) -> bytes:
    """A completed task as the gateway tells it."""
    data = {"task_id": task_id, "status": "SUCCESS", "progress": "100%"}
    return json.dumps({"id": "evt_1", "type": "generation.completed", "data": data}).encode()


@pytest.fixture
def waiting(settings, owner: object):
    """A running take whose next look is an hour away."""
    settings.WEBHOOK_SECRETS = [SECRET, "whsec-old"]
    due = timezone.now() + timedelta(hours=1)
    return build.generation("running", upstream_id="tsk_1", due_at=due)


def test_a_signed_word_makes_the_look_due_now(client: Client, waiting) -> None:
    """The watcher asks at once; the word itself changes no state and writes no event."""
    before = waiting.events.count()
    assert told(client, event("tsk_1")) == told(client, event("tsk_1")) == 200
    waiting.refresh_from_db()
    assert waiting.due_at <= timezone.now()
    assert (waiting.state, waiting.events.count()) == ("running", before)


@pytest.mark.parametrize(("secret", "age"), [("wrong", 0), (SECRET, 301), (SECRET, -301), ("", 0)])
def test_what_is_not_signed_or_not_fresh_is_refused(client: Client, waiting, secret: str, age: int) -> None:
    """403, and the take is left alone."""
    assert told(client, event("tsk_1"), secret, int(time.time()) - age) == 403
    waiting.refresh_from_db()
    assert waiting.due_at > timezone.now()


def test_the_previous_secret_holds_during_a_rotation(client: Client, waiting) -> None:
    """Both secrets are believed."""
    assert told(client, event("tsk_1"), "whsec-old") == 200


def test_unknown_tasks_and_test_events_are_accepted(client: Client, waiting) -> None:
    """200, so that the gateway does not repeat them for a day."""
    assert told(client, event("tsk_of_nobody")) == 200
    assert told(client, json.dumps({"type": "endpoint.test", "data": {}}).encode()) == 200


def test_the_callback_is_asked_for_only_where_it_can_come(settings) -> None:
    """With a public address and a secret; with one alone the gateway would refuse the request or we its word."""
    settings.PUBLIC_URL, settings.WEBHOOK_SECRETS = "https://play.example", []
    assert connection.callback_url() is None
    settings.WEBHOOK_SECRETS = [SECRET]
    assert connection.callback_url() == "https://play.example/webhooks/toapis/"
