"""The task endpoints as the pages document them."""

import re

import pytest

from .conftest import FILM, Gateway


def test_an_accepted_request_answers_a_flat_queued_task(gateway: Gateway) -> None:
    """Id, object, model, status, progress, created_at, and the client's own id."""
    answer = gateway.create(client_business_id="mine-1", callback_url="https://example.com/hook")
    task = answer.json()
    assert answer.status_code == 200
    assert re.fullmatch(r"tsk_vid_01[0-9A-Z]{24}", task.pop("id"))
    assert task == {
        "object": "generation.task",
        "model": "gemini_omni_flash",
        "status": "queued",
        "progress": 0,
        "created_at": 1_790_000_000,
        "client_business_id": "mine-1",
    }


def test_a_finished_task_has_its_result(gateway: Gateway) -> None:
    """completed_at, expires_at a day later, and result.data[0] with url and format."""
    task = gateway.finished()
    assert (task["status"], task["progress"]) == ("completed", 100)
    assert task["expires_at"] - task["completed_at"] == 86_400
    assert task["result"]["type"] == "video"
    assert task["result"]["data"][0]["format"] == "mp4"
    assert gateway.http.get(task["result"]["data"][0]["url"]).content == FILM


def test_a_task_is_found_by_the_clients_id(gateway: Gateway) -> None:
    """At the top level or in metadata, the client's id answers like the gateway's."""
    first = gateway.create(client_business_id="mine-1").json()["id"]
    second = gateway.create(metadata={"client_business_id": "mine-2"}).json()["id"]
    assert gateway.task("mine-1").json()["id"] == first
    assert gateway.task("mine-2").json()["id"] == second


def test_an_unknown_task_is_not_found(gateway: Gateway) -> None:
    """404 with the documented body."""
    answer = gateway.task("tsk_vid_nobody")
    expected = {"error": {"code": 404, "message": "Task not found", "type": "not_found_error"}}
    assert (answer.status_code, answer.json()) == (404, expected)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer "}, {"Authorization": "Basic abc"}])
@pytest.mark.parametrize("path", ["/v1/videos/generations/x", "/v1/balance", "/v1/models"])
def test_a_missing_key_is_refused(gateway: Gateway, header: dict[str, str], path: str) -> None:
    """401 with the documented body, on every endpoint."""
    answer = gateway.http.get(path, headers=header)
    assert answer.status_code == 401
    assert answer.json()["error"] == {
        "code": 401,
        "message": "Authentication failed, please check your API key",
        "type": "authentication_error",
    }


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"[" * 100_000, b"\xff", b"x" * (2 << 20)])
def test_a_body_that_is_not_an_object_is_refused(gateway: Gateway, body: bytes) -> None:
    """400 in the envelope, whatever was sent."""
    answer = gateway.http.post("/v1/videos/generations", content=body, headers=gateway.bearer)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"


def test_a_doubled_prefix_is_named(gateway: Gateway) -> None:
    """A base URL pasted with its prefix leads to the words that clients know."""
    answer = gateway.http.post("/v1/v1/videos/generations", json={}, headers=gateway.bearer)
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == "Invalid URL (POST /v1/v1/videos/generations)"


def test_an_unknown_model_has_no_channel(gateway: Gateway) -> None:
    """503 model_not_found, as the live gateway was seen to answer."""
    answer = gateway.create(model="runway-gen-3")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "model_not_found")


def test_unpaired_surrogates_do_not_break_the_wire(gateway: Gateway) -> None:
    """A prompt with half a character is accepted; a client id with one is refused."""
    assert gateway.create(prompt="\ud83d sea").status_code == 200
    assert gateway.create(client_business_id="\ud83d").status_code == 400
