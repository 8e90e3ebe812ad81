"""What many looks saw, written in one statement: a ring of somebody else is not written over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from playground.jobs import batch, lease, poll
from playground.jobs.rounds import Note, Seen
from playground.models import Generation
from tests import build

pytestmark = pytest.mark.django_db


def noted(take: Generation) -> Note:
    """A look at a take as it was read, whose next one is a minute away."""
    now = timezone.now()
    return Note(take, Seen("in_progress", 70, now), now + timedelta(minutes=1))


def test_a_look_is_written_with_its_next_date() -> None:
    """What was seen, and when the row comes due, as the watcher then knows it."""
    take = build.generation("running")
    note = noted(take)
    assert batch.write([note], lease.acquire("watch")) == {take.pk}
    take.refresh_from_db()
    assert (take.progress, take.due_at, take.poll_errors) == (70, note.due_at, 0)


def test_a_ring_during_a_look_is_not_written_over() -> None:
    """The gateway calls back while an older answer waits to be written: the answer is kept, and so is the ring."""
    take = build.generation("running", upstream_id="video_rung")
    note = noted(take)
    assert poll.look_now("video_rung", "") == 1
    batch.write([note], lease.acquire("watch"))
    take.refresh_from_db()
    assert take.progress == 70
    assert take.due_at <= timezone.now()


def test_a_take_that_has_ended_meanwhile_stays_as_it_is() -> None:
    """It is not among those that were written."""
    take = build.generation("running")
    note = noted(take)
    Generation.objects.filter(pk=take.pk).update(state="failed", due_at=None)
    assert batch.write([note], lease.acquire("watch")) == set()
    take.refresh_from_db()
    assert (take.state, take.due_at) == ("failed", None)
