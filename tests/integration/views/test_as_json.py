"""The take for programs."""

import json

import pytest
from django.test import Client

from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted, error

FIELDS = {"id", "state", "request", "request_body", "upstream_id", "error", "timings", "clip_url"}
TIMINGS = {"created_at", "submitted_at", "accepted_at", "completed_at", "ready_at"}


def test_the_bytes_told_are_the_bytes_sent(gateway: Scripted, watch: Watch, page: Client) -> None:
    """`request_body` is what the gateway received, byte for byte, whatever the prompt holds."""
    trap = '  "quoted" \\ 你好 🎬 </script>\n\ttab\u2028end '
    take = watch(build.asked(trap), "ready")
    told = page.get(f"/generations/{take.pk}.json").json()
    assert told["request_body"].encode() == gateway.called("create")[0].body
    assert told["request"] == json.loads(gateway.called("create")[0].body)
    assert list(told["request"])[-1] == "client_business_id"
    assert told["request"]["prompt"] == trap


def test_a_ready_take_tells_everything(browser: Client) -> None:
    """All documented fields, all five moments, and the address of the clip."""
    take = build.generation("ready")
    told = browser.get(f"/generations/{take.pk}.json").json()
    assert set(told) >= FIELDS
    assert set(told["timings"]) == TIMINGS
    assert None not in told["timings"].values()
    assert (told["id"], told["state"], told["error"]) == (str(take.pk), "ready", None)
    assert browser.get(told["clip_url"]).status_code == 200


def test_a_queued_take_tells_nothing_it_does_not_know(browser: Client) -> None:
    """No id, no clip, no error: null."""
    told = browser.get(f"/generations/{build.asked().pk}.json").json()
    assert (told["upstream_id"], told["error"], told["clip_url"]) == (None, None, None)
    assert [moment for moment in told["timings"].values() if moment] == [told["timings"]["created_at"]]


def test_a_refusal_is_told_in_four_fields(gateway: Scripted, watch: Watch, page: Client) -> None:
    """code, message, request_id, charged, and no other."""
    gateway.says("create", error(400, 400, "no. Request id: 0217abcdef"))
    take = watch(build.asked(), "failed")
    told = page.get(f"/generations/{take.pk}.json").json()["error"]
    assert set(told) == {"code", "message", "request_id", "charged"}
    assert (told["code"], told["request_id"], told["charged"]) == ("400", "0217abcdef", "no")


@pytest.mark.parametrize("state", ["submitting", "unconfirmed", "running", "fetching", "failed", "cancelled"])
def test_every_state_is_told(browser: Client, state: str) -> None:
    """By its own word, here and on the card."""
    take = build.generation(state)
    assert browser.get(f"/generations/{take.pk}.json").json()["state"] == state
    assert f'data-state="{state}"' in browser.get(f"/generations/{take.pk}/card/").text
