"""Rows 41–45: clocks, crowds, people who leave, keys that change, and news that comes twice."""

import hashlib
import hmac
import json
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.utils import timezone

from playground import access
from playground.models import Generation, Membership
from tests import build
from tests.faults.clock import jump
from tests.faults.crew import SECRET, Crew
from tests.faults.gateway import LIFE, REFUSED, RUNNING
from tests.faults.test_processes import paid
from tests.integration.installation import wait_until

CROWD = 500
A_MINUTE = 1_500  # queries that the gateway allows: of these 20 a second are used, and 200 at once
USED, BURST = 20, 200


@pytest.mark.parametrize("by", [timedelta(hours=2), timedelta(days=-3)], ids=["ahead", "back"])
def test_row_41_a_clock_that_jumps_ends_nothing(crew: Crew, by: timedelta) -> None:
    """Row 41: no take expires, nobody stampedes, one watcher goes on; clips arrive as before."""
    crew.gateway.life = RUNNING
    crew.until("running", *crew.clicks(6))
    crew.until(lambda row: row.last_contact_at != row.accepted_at)
    before, begun = len(crew.gateway.called("task")), time.monotonic()
    jump(by)
    time.sleep(1.0)
    looks = len(crew.gateway.called("task")) - before
    seconds = time.monotonic() - begun
    assert {crew.now(take).state for take in crew.clicked} == {"running"}
    assert looks <= 6 * 60 * seconds  # each take's fastest pace is a look in 0.02 s
    crew.gateway.life = LIFE
    crew.click("Asked for after it")
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}


def crowd(crew: Crew) -> list[uuid.UUID]:
    """As many running takes as there are after an hour without us: all due, all known to the gateway."""
    first, hour = build.generation("running"), timezone.now() - timedelta(hours=1)
    shape = {field.attname: getattr(first, field.attname) for field in Generation._meta.concrete_fields}
    rows = []
    for number in range(CROWD):
        row = Generation(**shape | {"id": uuid.uuid4(), "form_token": uuid.uuid4(), "due_at": hour})
        row.upstream_id = f"due_{row.pk}"
        row.version = row.born_version = first.version + 1 + number
        crew.gateway.tasks[row.upstream_id] = str(row.pk)
        rows.append(row)
    Generation.objects.bulk_create(rows)
    Generation.objects.filter(pk=first.pk).update(state="failed", due_at=None)
    return [row.pk for row in rows]


def test_row_42_a_crowd_is_worked_off_in_its_turn(crew: Crew) -> None:
    """Row 42: five hundred takes due at once are asked for at the rate allowed; a newcomer does not wait for them."""
    for cluster in crew.clusters:
        cluster.end()
    crew.gateway.life = [REFUSED]
    waiting = Generation.objects.filter(pk__in=crowd(crew), state="running")
    crew.restart(*crew.clusters, QUERIES_PER_MINUTE=str(A_MINUTE))
    assert wait_until(lambda: len(crew.gateway.called("task")) >= BURST / 2, 30)
    newcomer = build.asked("Mine", of=build.user(f"newcomer-{uuid.uuid4()}"))
    crew.until("failed", newcomer)
    assert waiting.exists()
    looks = [call.at for call in crew.gateway.called("task")]
    for since in (looks[0], looks[len(looks) // 2]):
        seconds = looks[-1] - since
        assert sum(at >= since for at in looks) <= BURST + USED * seconds + USED
    crew.restart(*crew.clusters)
    assert wait_until(lambda: not waiting.exists(), 16)


def test_row_43_no_clip_is_kept_for_a_take_that_was_deleted(crew: Crew) -> None:
    """Row 43: deleted while it runs upstream: nothing is downloaded, and nobody is shown it."""
    crew.gateway.life = RUNNING
    take = crew.click()
    crew.until("running")
    Generation.objects.filter(pk=take.pk).update(deleted_at=timezone.now())
    crew.clicked.clear()
    crew.gateway.life = LIFE
    crew.until("ready", crew.click("The next"))
    wait_until(lambda: crew.gateway.downloads(take), 1.0)
    assert crew.browser.get(f"/generations/{take.pk}/").status == 404
    assert (crew.gateway.downloads(take), crew.now(take).clip) == (0, None)


def test_row_43_who_leaves_a_team_sees_nothing_from_the_next_request_on(crew: Crew) -> None:
    """Row 43: the pages and the clip of a running and of a finished take are gone for them; the takes are not."""
    done = crew.click("Done")
    crew.until("ready")
    crew.gateway.life = RUNNING
    crew.until("running", crew.click("Running"))
    left = Membership.objects.get(user=access.local_owner())
    left.delete()
    try:
        addresses = [f"/generations/{take.pk}/" for take in crew.clicked] + [
            f"/generations/{done.pk}/clip.mp4"
        ]
        assert {crew.browser.get(address).status for address in addresses} == {404}
    finally:
        left.save(force_insert=True)
    crew.gateway.life = LIFE
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_44_a_new_secret_key_loses_no_take(crew: Crew) -> None:
    """Row 44: what was queued can't be read with the new key and is dropped; the rows are found all the same."""
    for cluster in crew.clusters:
        cluster.end()
    crew.clicks(3)
    crew.restart(crew.web, *crew.clusters, SECRET_KEY="n" * 64)
    crew.until("ready", seconds=16)
    assert paid(crew) == {1}
    crew.restart(crew.web, *crew.clusters)


def signed(task: str) -> tuple[bytes, dict[str, str]]:
    """The gateway's word that a task is completed: body and headers."""
    data = {"task_id": task, "status": "SUCCESS", "progress": "100%"}
    body = json.dumps({"id": "evt_1", "type": "generation.completed", "data": data}).encode()
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"evt_1.{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    names = ("X_ToAPIs_Webhook_Id", "X_ToAPIs_Webhook_Timestamp", "X_ToAPIs_Webhook_Signature")
    return body, dict(zip(names, ("evt_1", stamp, f"v1={digest}"), strict=True))


def test_row_45_a_webhook_and_a_poll_make_one_event(crew: Crew) -> None:
    """Row 45: the signed word comes ten times, in the middle of looks: one end, one download, one clip."""
    crew.gateway.life = RUNNING
    take = crew.click()
    body, headers = signed(str(crew.until("running").upstream_id))
    crew.gateway.life = LIFE
    with ThreadPoolExecutor(5) as many:
        told = many.map(
            lambda _: crew.browser.ask("POST", "/webhooks/toapis/", body, **headers).status, range(10)
        )
    assert set(told) == {200}
    crew.until("ready")
    assert crew.browser.ask("POST", "/webhooks/toapis/", body, **headers).status == 200
    time.sleep(0.2)
    names = list(take.events.values_list("name", flat=True))
    assert (names.count("finished upstream"), names.count("ready"), crew.gateway.downloads(take)) == (1, 1, 1)


def test_row_45_an_unsigned_word_changes_nothing(crew: Crew) -> None:
    """Row 45: whoever can't sign can't even make us look."""
    body, headers = signed("video_1")
    headers["X_ToAPIs_Webhook_Signature"] = "v1=" + "0" * 64
    assert crew.browser.ask("POST", "/webhooks/toapis/", body, **headers).status == 403
