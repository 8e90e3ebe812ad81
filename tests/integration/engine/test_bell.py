"""The queue's ear: a cluster hears its own rings without waiting for its next look."""

import os
from collections.abc import Iterator

import pytest
from django_q.conf import Conf

from playground.jobs import bell


@pytest.fixture
def ear(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> Iterator[None]:
    """As in a cluster that looks into its queue once an hour."""
    ends = os.pipe()
    os.set_blocking(ends[1], False)
    monkeypatch.setattr(bell, "_heard_read", ends[0])
    monkeypatch.setattr(bell, "_heard_write", ends[1])
    monkeypatch.setattr(Conf, "POLL", 3600)
    yield
    for end in ends:
        os.close(end)


def test_a_ring_ends_the_pause_of_an_empty_queue(ear: None) -> None:
    """What was rung is there at the first look; the ring itself makes the next look come at once."""
    queue = bell.Queue(list_key="test")
    key = queue.enqueue("work")
    assert queue.dequeue() == [(key, "work")]
    assert queue.dequeue() is None


def test_more_rings_than_anybody_hears_hold_nobody_up(ear: None) -> None:
    """The pipe is full and nobody empties it: ringing goes on."""
    try:
        while True:
            os.write(bell._heard_write, b"!" * 4096)
    except BlockingIOError:
        pass
    assert bell.Queue(list_key="test").enqueue("work")
