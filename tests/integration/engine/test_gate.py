"""The gate before an account: bucket, pause and breaker in the database, shared by whoever asks."""

from datetime import timedelta

import pytest
from django.utils import timezone

from playground.jobs import gate
from playground.models import Throttle
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted, html

pytestmark = pytest.mark.django_db
HERE = ("environment:a", "query")


def drain() -> int:
    """Take all there is; how many that were."""
    taken = 0
    while (grant := gate.reserve(*HERE)).count:
        taken += grant.count
    return taken


def age(seconds: float) -> None:
    """Let so much time pass for the account's row."""
    Throttle.objects.update(at=timezone.now() - timedelta(seconds=seconds))


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing flows in while a test counts, however long that takes on a busy machine."""
    moment = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_a_full_bucket_gives_a_burst_and_then_the_rate(still: None) -> None:
    """A burst of 80, then 40 a second: never the 500 in ten seconds that are documented; the wait names the next."""
    assert drain() == 80
    grant = gate.reserve(*HERE)
    assert (grant.count, 0 < grant.wait <= 1 / 40) == (0, True)
    age(1.5)
    assert drain() == 60


@pytest.mark.parametrize("seconds", [3_600.0, -259_200.0])
def test_a_jump_of_the_clock_gives_no_more_than_a_burst(still: None, seconds: float) -> None:
    """An hour ahead fills the bucket once; three days back refill nothing and stop nothing."""
    drain()
    age(seconds)
    assert drain() <= 80
    age(1.0)
    assert drain() > 0


def test_a_pause_holds_everybody_and_a_shorter_one_shortens_nothing(still: None) -> None:
    """Whoever asks next, in whatever process, waits as long as the gateway said; nobody longer than five minutes."""
    gate.pause(*HERE, 7.0)
    gate.pause(*HERE, 2.0)
    assert gate.reserve(*HERE).wait == pytest.approx(7.0, abs=0.5)
    gate.pause(*HERE, 86_400.0)
    assert gate.reserve(*HERE).wait == pytest.approx(300.0, abs=0.5)


@pytest.mark.parametrize("name", ["paused_until", "open_until"])
def test_a_clock_that_was_set_back_holds_nobody(name: str) -> None:
    """A pause or an open breaker that ends days ahead was written by another clock."""
    gate.failed(*HERE, "no answer")
    Throttle.objects.update(**{name: timezone.now() + timedelta(days=3)})
    assert gate.reserve(*HERE).count > 0


def test_the_fifth_failure_in_a_row_opens_the_breaker_for_longer_each_time(still: None) -> None:
    """5, 10, 20, 40 and at most 60 seconds; one answer closes it."""
    waits = []
    for _ in range(10):
        gate.failed(*HERE, "the connection was refused")
        waits.append(gate.reserve(*HERE).wait if Throttle.objects.get().open_until else 0.0)
    assert waits == pytest.approx([0, 0, 0, 0, 5, 10, 20, 40, 60, 60], abs=0.5)
    gate.answered(*HERE)
    row = Throttle.objects.get()
    assert (row.breaker, row.failures, row.failing_since, row.words) == ("closed", 0, None, "")


def test_a_half_open_breaker_lets_one_request_through(still: None) -> None:
    """When its time is over one goes ahead, whoever asks second waits for what becomes of it."""
    for _ in range(5):
        gate.failed(*HERE, "no answer")
    Throttle.objects.update(open_until=timezone.now() - timedelta(seconds=1))
    assert Throttle.objects.get().breaker == "half-open"
    first, second = gate.reserve(*HERE), gate.reserve(*HERE)
    assert (first.count, first.probe, second.count) == (1, True, 0)


@pytest.mark.django_db(transaction=True)
def test_the_breaker_stops_the_looks_and_mends_itself(gateway: Scripted, watch: Watch) -> None:
    """A gateway that is down is asked ever more rarely, says so on the row, and is used again once it answers."""
    gateway.life = [{"status": "in_progress"}]
    gateway.always["task"] = html(502)
    takes = [build.generation("running") for _ in range(12)]
    watch(takes[0], lambda _: Throttle.objects.filter(kind="query", failures__gte=7).exists())
    row = Throttle.objects.get(kind="query")
    assert (row.breaker != "closed", "502" in row.words, row.failing_since is None) == (True, True, False)
    gateway.always.clear()
    for take in takes:
        gateway.tasks[take.upstream_id] = str(take.pk)
    watch(takes[0], lambda row: row.poll_errors == 0 and row.last_contact_at > takes[0].last_contact_at)
    assert Throttle.objects.get(kind="query").breaker == "closed"


@pytest.mark.django_db(transaction=True)
def test_a_paid_request_follows_a_free_question_after_failures(gateway: Scripted, watch: Watch) -> None:
    """With the submits' breaker half-open the balance is asked first: no money is the first to try the way."""
    take = build.asked()
    account = take.connection.account
    for _ in range(5):
        gate.failed(account, "submit", "no answer")
    gateway.says("balance", *[Answer(503, b"down")] * 4)
    watch(take, "ready")
    order = [call.route for call in gateway.calls if call.route in ("balance", "create")]
    assert order.index("create") > 3
    assert gateway.creates == {str(take.pk): 1}


@pytest.mark.django_db(transaction=True)
def test_a_header_that_says_nothing_is_left_is_believed(gateway: Scripted, watch: Watch) -> None:
    """X-RateLimit-Remaining 0 with a reset in one second holds the next query back, although no 429 came."""
    said = {"X-RateLimit-Limit": "3000", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1"}
    gateway.says("task", lambda call: Answer(body={"id": "video_1", "status": "in_progress"}, headers=said))
    watch(build.asked(), "ready")
    first, second, *_ = gateway.called("task")
    assert second.at - first.at >= 0.9
