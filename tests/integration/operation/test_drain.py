"""Before an upgrade: nothing new is sent, what is under way is waited for, and then all goes on."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Q
from django.utils import timezone

from playground.jobs import drain
from playground.models import Generation, Lease
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted


def test_a_drained_installation_sends_nothing_and_says_so(gateway: Scripted, watch: Watch) -> None:
    """The take waits with its reason; when the drain ends it is sent once."""
    drain.start(timedelta(minutes=5))
    take = watch(build.asked(), lambda row: row.reason == drain.REASON)
    assert (take.headline, gateway.creates.total()) == ("Waiting: nothing is sent during an upgrade", 0)
    call_command("drain", "--end")
    watch(take, "ready")
    assert gateway.accepted == {str(take.pk): 1}


def test_drain_waits_for_the_answer_of_what_is_being_sent(gateway: Scripted, watch: Watch) -> None:
    """The command returns when the one paid request that is out has its answer, and not before."""
    answer = threading.Event()
    gateway.says("create", Answer(200, {"id": "video_1", "status": "queued"}, after=answer, accepts=True))
    take = build.asked()
    seen: list[str] = []

    def drained() -> None:
        call_command("drain", "--timeout", "120")
        seen.append(Generation.objects.get(pk=take.pk).state)
        connection.close()

    other = threading.Thread(target=drained)

    def ready(row: Generation) -> bool:
        if row.state == "submitting" and other.ident is None:
            other.start()
        if drain.is_on():
            answer.set()
        return row.state == "ready" and bool(seen)

    watch(take, ready)
    other.join(60)
    assert seen[0] != "submitting"
    assert gateway.accepted == {str(take.pk): 1}


def test_drain_says_what_is_still_under_way(transactional_db: None, owner: object) -> None:
    """A request whose answer does not come in time fails the command, and new ones still wait."""
    build.generation("submitting")
    with pytest.raises(CommandError, match="1 paid request"):
        call_command("drain", "--timeout", "0")
    assert drain.is_on()


def test_a_forgotten_drain_ends_by_itself(transactional_db: None) -> None:
    """After its minutes; and a mark far in the future is a clock that was set back."""
    drain.start(timedelta(minutes=1))
    assert drain.is_on()
    Lease.objects.filter(name=drain.NAME).update(until=timezone.now() - timedelta(seconds=1))
    assert not drain.is_on()
    Lease.objects.filter(name=drain.NAME).update(until=timezone.now() + timedelta(days=9))
    assert not drain.is_on()


def test_the_mark_is_read_where_sending_begins(transactional_db: None, owner: object) -> None:
    """A take that passed the first question meets the second one inside its own transaction."""
    from playground.jobs import lease
    from playground.models.state import State

    take, fence = build.asked(), lease.acquire("watch")
    assert fence is not None
    drain.start(timedelta(minutes=1))
    assert drain.begin(take, "watcher 1", fence, {}, Q()) is drain.Begun.DRAINED
    assert Generation.objects.get(pk=take.pk).state == State.QUEUED
    drain.end()
    assert drain.begin(take, "watcher 1", fence, {}, Q()) is drain.Begun.YES
