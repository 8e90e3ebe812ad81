"""One watcher at a time, and a frozen one writes nothing when it wakes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from playground.jobs import bell, lease, recover
from playground.jobs.share import Share
from playground.jobs.watcher import watch_one_slice
from playground.models import Event, Lease
from playground.models.lifecycle import Fence, LeaseLost, advance
from playground.models.state import State
from tests import build
from tests.integration import queue

pytestmark = pytest.mark.django_db


def expire() -> None:
    """Let the lease's time run out."""
    Lease.objects.update(until=timezone.now() - timedelta(seconds=1))


def test_a_second_watcher_gets_nothing() -> None:
    """While one holds the lease, nobody else watches."""
    assert lease.acquire("watch") == Fence("watch", 1)
    assert lease.acquire("watch") is None
    assert watch_one_slice(Share()) is False
    assert lease.held() == {"watch"}


def test_an_expired_lease_goes_to_the_next_with_a_higher_token() -> None:
    """The token grows with each taking, and the old holder can't renew."""
    first = lease.acquire("watch")
    expire()
    second = lease.acquire("watch")
    assert (first.token, second.token) == (1, 2)
    assert not lease.renew(first)
    assert lease.renew(second)


def test_a_dead_holders_lease_is_free_at_once() -> None:
    """A process of this host that is gone does not keep the others waiting for its time to run out."""
    lease.acquire("watch")
    Lease.objects.update(holder=lease.me().rpartition(":")[0] + ":1")
    assert lease.held() == set()
    assert lease.acquire("watch").token == 2


def test_a_lease_from_a_clock_that_was_set_back_is_free() -> None:
    """An end days ahead was not written by today's clock: nobody waits for it."""
    lease.acquire("watch")
    Lease.objects.update(until=timezone.now() + timedelta(days=3))
    assert lease.held() == set()
    assert lease.acquire("watch").token == 2


def test_a_stale_token_writes_nothing(owner: object) -> None:
    """A watcher frozen past its time is told so at its first write; row and events stay as they were."""
    take, fence = build.asked(), lease.acquire("watch")
    expire()
    lease.acquire("watch")
    with pytest.raises(LeaseLost):
        advance(take, State.SUBMITTING, "submitting", actor="zombie", fence=fence)
    take.refresh_from_db()
    assert (take.state, Event.objects.filter(actor="zombie").exists()) == ("queued", False)


def test_losing_the_race_for_a_row_is_no_error(owner: object) -> None:
    """Two writers read the same state: the second writes nothing and is told so."""
    take = build.asked()
    same = type(take).objects.get(pk=take.pk)
    assert advance(take, State.CANCELLED, "cancelled", actor="one")
    assert not advance(same, State.SUBMITTING, "submitting", actor="two")
    assert [event.actor for event in take.events.all()] == ["owner", "one"]


@pytest.mark.django_db(transaction=True)
def test_the_bell_is_rung_once_however_many_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hundred clicks while nobody watches put one task in the queue."""
    monkeypatch.setattr(bell, "RING_AGAIN", timedelta(hours=1))  # a busy machine needs seconds for a hundred
    for _ in range(100):
        recover.ensure()
    assert len(queue.waiting()) == 1
