"""What a watcher had in mind, in the database: written in one statement, never over a ring, taken up by the next."""

from datetime import timedelta

import pytest
from django.utils import timezone

from playground.jobs import batch, lease, poll
from playground.jobs.rounds import SLACK, TOGETHER, Note, Rounds, Seen
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


def test_the_next_watcher_looks_when_the_last_one_would_have(settings) -> None:
    """The row comes due some seconds behind the look that was planned; who takes it over reckons with that."""
    settings.TIME_SCALE = 1.0
    now = timezone.now()
    planned = {"last_contact_at": now + timedelta(seconds=1), "due_at": now + timedelta(seconds=SLACK + 20)}
    take = build.generation("running", **planned)
    build.generation("running", due_at=now + timedelta(seconds=SLACK + 20))  # its first look is still to come
    rounds = Rounds()
    rounds.go_on(found := rounds.take_over(Generation.objects.all()))
    assert found == [take]
    assert rounds.wait() <= 20 + TOGETHER
