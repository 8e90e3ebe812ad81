"""Credits, models, rate limits, restarts."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from playground.simulator.app import build_app
from playground.simulator.limits import SUBMIT, Bucket

from .conftest import Clock, Gateway, blank_film


@pytest.mark.parametrize("path", ["/v1/balance", "/balance", "/v1/user/balance", "/user/balance"])
def test_every_balance_address_tells_credits_and_dollars(gateway: Gateway, path: str) -> None:
    """1,000 credits at first, 200 to the dollar, and 12 fewer after six seconds at 720P."""
    gateway.create()
    answer = gateway.http.get(path, headers=gateway.bearer).json()
    assert answer == {
        "success": True,
        "remain_balance": 4.94,
        "used_balance": 0.06,
        "remain_credits": 988,
        "used_credits": 12,
        "credits_per_usd": 200,
        "unlimited_quota": False,
    }


def test_an_empty_account_accepts_nothing_until_topped_up(gateway: Gateway) -> None:
    """402 once a film costs more than is left; the button on the front page helps."""
    prices = {"duration": 10, "resolution": "1080p"}
    for _ in range(33):
        gateway.clock.now += 1
        assert gateway.create(**prices).status_code == 200
    assert gateway.credits() == 10
    assert gateway.create(**prices).status_code == 402
    gateway.http.post("/top-up")
    assert gateway.create(**prices).status_code == 200


def test_models_are_listed_by_type(gateway: Gateway) -> None:
    """type=video has ours; without a type the list is of text models and empty."""
    ids = [
        row["id"] for row in gateway.http.get("/v1/models?type=video", headers=gateway.bearer).json()["data"]
    ]
    assert "gemini_omni_flash" in ids
    assert gateway.http.get("/v1/models", headers=gateway.bearer).json()["data"] == []


def test_task_endpoints_tell_their_bucket(gateway: Gateway) -> None:
    """Submits and queries are counted apart."""
    submit, query = gateway.create().headers, gateway.task("x").headers
    assert (submit["x-ratelimit-category"], submit["x-ratelimit-limit"]) == ("async_submit", "300")
    assert (query["x-ratelimit-category"], query["x-ratelimit-limit"]) == ("async_query", "3000")
    assert (submit["x-ratelimit-remaining"], query["x-ratelimit-remaining"]) == ("299", "2999")


def test_a_burst_is_cut_and_told_how_long_to_wait(gateway: Gateway) -> None:
    """Fifty at once pass, the next is a 429 with Retry-After, and passes after that time."""
    answers = [gateway.create(model="no such") for _ in range(51)]
    assert [answer.status_code for answer in answers] == [503] * 50 + [429]
    assert answers[-1].json()["error"]["code"] == "rate_limit_exceeded"
    gateway.clock.now += int(answers[-1].headers["retry-after"])
    assert gateway.create().status_code == 200


def test_a_minute_holds_no_more_than_its_limit() -> None:
    """At five a second the window is full after 300, and opens when the minute is over."""
    clock = Clock()
    bucket = Bucket(SUBMIT, clock)
    passed = 0
    for _ in range(590):
        clock.now += 0.1
        passed += bucket.draw().passed
    assert passed == 300
    wait = int(bucket.draw().headers["Retry-After"])
    clock.now += wait
    assert bucket.draw().passed


def test_the_shelf_survives_a_restart(tmp_path: Path, clock: Clock) -> None:
    """A second gateway on the same folder knows the task, and draws the film that was never drawn."""
    lost = TestClient(
        build_app(tmp_path, clock=clock, painter=blank_film)
    )  # not entered: its studio never works
    task_id = Gateway(lost, clock).create().json()["id"]
    with TestClient(build_app(tmp_path, clock=clock, painter=blank_film)) as http:
        gateway = Gateway(http, clock)
        gateway.finished("another")
        assert gateway.task(task_id).json()["status"] == "completed"
        assert gateway.credits() == 976


def test_the_front_page_lists_every_word(gateway: Gateway) -> None:
    """Each scenario's word stands on the simulator's own page."""
    page = gateway.http.get("/").text
    assert page.count("<tr><td><code>[") == 15
    assert "[half a file]" in page
