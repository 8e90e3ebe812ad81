"""The numbers for monitoring: who may read them, what they say, and that they cost little."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from playground.jobs import drain, gate, lease
from playground.models import Throttle
from tests import build

TOKEN = "t" * 40
pytestmark = pytest.mark.usefixtures("static_files")


def numbers(**asked: Any) -> dict[str, float]:
    """Each series of the answer."""
    answer = Client().get("/metrics", **asked)
    assert answer.status_code == 200
    lines = [line for line in answer.text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.parametrize(
    ("here", "proxy", "given", "status"),
    [
        ("127.0.0.1", False, "", 200),
        ("::1", False, "", 200),
        ("127.0.0.1", True, "", 404),
        ("203.0.113.7", False, "", 404),
        ("203.0.113.7", False, f"Bearer {TOKEN}", 200),
        ("127.0.0.1", True, f"Bearer {TOKEN}", 200),
        ("203.0.113.7", False, f"Bearer {TOKEN}x", 404),
        ("203.0.113.7", False, "Bearer ", 404),
        ("", False, "", 404),
    ],
)
def test_who_may_read(db: None, settings: Any, here: str, proxy: bool, given: str, status: int) -> None:
    """Who has the token, or this very machine where no proxy stands in between; in team mode too."""
    settings.METRICS_TOKEN, settings.BEHIND_PROXY, settings.PLAYGROUND_MODE = TOKEN, proxy, "team"
    answer = Client(REMOTE_ADDR=here).get("/metrics", headers={"authorization": given})
    assert answer.status_code == status


def test_without_a_token_no_word_opens(db: None, settings: Any) -> None:
    """An empty METRICS_TOKEN is no password."""
    settings.METRICS_TOKEN = ""
    for given in ("Bearer ", "Bearer", ""):
        answer = Client(REMOTE_ADDR="203.0.113.7").get("/metrics", headers={"authorization": given})
        assert answer.status_code == 404


def test_takes_are_counted_by_state_and_the_latest_look_is_told(owner: object) -> None:
    """Open ones all, ended ones of the last hour; how long the oldest look has been due."""
    now = timezone.now()
    build.generation("running", due_at=now - timedelta(seconds=90))
    build.generation("queued", due_at=now + timedelta(seconds=90))
    build.generation("failed", completed_at=now)
    build.generation("failed", completed_at=now - timedelta(hours=2))
    told = numbers()
    assert told['playground_takes{state="running"}'] == 1
    assert told['playground_takes{state="fetching"}'] == 0
    assert told['playground_takes_ended_last_hour{state="failed"}'] == 1
    assert 90 <= told["playground_oldest_due_seconds"] < 150


def test_the_gateways_side_is_told_by_account(owner: object) -> None:
    """Requests let through, pauses it asked for, and where the breaker stands."""
    granted = gate.reserve("environment:abc", Throttle.Kind.QUERY)
    gate.put_back("environment:abc", Throttle.Kind.QUERY, 1)
    gate.pause("environment:abc", Throttle.Kind.QUERY, 5)
    for _ in range(gate.FAILURES):
        gate.failed("environment:abc", Throttle.Kind.QUERY, "no")
    told, labels = numbers(), '{account="environment:abc",kind="query"}'
    assert told[f"playground_upstream_requests_total{labels}"] == granted.count - 1
    assert told[f"playground_upstream_pauses_total{labels}"] == 1
    assert told[f"playground_breaker{labels}"] == 2


def test_watcher_drain_streams_disk_and_latencies_are_there(owner: object) -> None:
    """What an alert needs besides."""
    assert numbers()['playground_watcher_age_seconds{lease="watch"}'] == -1
    lease.acquire("watch")
    drain.start(timedelta(minutes=1))
    told = numbers()
    assert 0 <= told['playground_watcher_age_seconds{lease="watch"}'] < 30
    assert (told["playground_draining"], told["playground_streams"]) == (1, 0)
    assert told['playground_disk_bytes{part="free"}'] > 0
    seen = 'playground_request_seconds_count{address="metrics",method="GET",status="2xx"}'
    assert told[seen] >= 1


def test_a_path_makes_no_series_of_its_own(db: None) -> None:
    """Whatever strangers ask for, the series stay as few as the addresses are."""
    for number in range(3):
        Client().get(f"/nowhere/{number}/")
        Client().generic(f"VERB{number}", "/health/live")
    text = Client().get("/metrics").text
    assert not re.search(r"nowhere|VERB", text)


def test_a_million_takes_are_not_counted(owner: object) -> None:
    """Few questions, and none that reads the whole table of takes: each goes by an index."""
    build.generation("running")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        numbers()
    assert len(asked) <= 10
    for each in asked.captured_queries:
        if connection.vendor == "sqlite" and "playground_generation" in each["sql"]:
            with connection.cursor() as cursor:
                cursor.execute("EXPLAIN QUERY PLAN " + each["sql"])
                plan = " ".join(str(row[3]) for row in cursor.fetchall())
            assert re.search(
                r"(SEARCH|SCAN) playground_generation USING (COVERING )?INDEX (due|ended)", plan
            ), plan
            assert "SCAN playground_generation" not in plan or "INDEX due" in plan
