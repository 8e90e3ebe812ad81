"""Out of a backup: what had no task then may have been sent since, and is never sent again by itself."""

import time

import pytest

from playground.models import Connection, Generation, Lease
from playground.models.wishes import send_again
from playground.operation import settling
from tests import build
from tests.integration.conftest import FAST, Watch
from tests.integration.scripted import Scripted


@pytest.mark.parametrize("state", ["queued", "submitting", "unconfirmed"])
def test_what_was_sent_after_the_backup_is_adopted(gateway: Scripted, watch: Watch, state: str) -> None:
    """The gateway knows it by our id: it becomes ready without a second paid request."""
    take = build.generation(state)
    gateway.tasks["video_9"] = str(take.pk)
    assert settling.settle() == 1
    take = watch(take, "ready")
    assert (take.upstream_id, gateway.creates.total()) == ("video_9", 0)


def test_what_the_gateway_does_not_know_waits_for_a_person(gateway: Scripted, watch: Watch) -> None:
    """Even where a 404 is proof otherwise: a gateway may have forgotten a task of last week."""
    take = build.asked()
    Connection.objects.filter(pk=take.connection_id).update(proved_at=take.created_at)
    settling.settle()
    watch(take, lambda row: row.reason == "person")
    time.sleep(40 * FAST)
    take = watch(take, lambda row: row.tries > 6)
    assert (take.state, take.error.charged, gateway.creates.total()) == ("unconfirmed", "unknown", 0)


def test_a_person_may_send_it_after_all(gateway: Scripted, watch: Watch) -> None:
    """Said by hand it is sent once, and from then on it is a take like any other."""
    take = build.asked()
    settling.settle()
    take = watch(take, lambda row: row.reason == "person")
    assert send_again(take, "owner")
    take = watch(take, "ready")
    assert (gateway.creates, take.error_code) == ({str(take.pk): 1}, "")


def test_what_had_a_task_goes_on_as_it_stood(gateway: Scripted, watch: Watch) -> None:
    """It is looked at by the task's id, which the backup has."""
    take = build.generation("running", upstream_id="video_1")
    gateway.tasks["video_1"] = str(take.pk)
    assert settling.settle() == 0
    watch(take, "ready")


def test_each_doubted_take_says_why(gateway: Scripted, transactional_db: None) -> None:
    """Its history has the moves, its card says that nobody knows; leases of the old machine are free."""
    take = build.asked()
    Lease.objects.create(name="watch", token=7, holder="old-host:1:1")
    settling.settle()
    row = Generation.objects.get(pk=take.pk)
    assert [event.name for event in row.events.all()] == ["asked", "out of a backup", "out of a backup"]
    assert row.headline == "Finding out whether it was accepted"
    lease = Lease.objects.get(name="watch")
    assert (lease.holder, lease.token) == ("", 7)


def test_the_simulators_takes_are_free_and_go_on(transactional_db: None, owner: object) -> None:
    """Nothing is paid there, so nothing is doubted."""
    take = build.asked()
    assert settling.settle() == 0
    assert Generation.objects.get(pk=take.pk).state == "queued"
