"""Rows 10–16: who owns the work when processes are orphaned, ended, frozen or many, and forms arrive many times."""

import signal
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event, Timer

from django.db.models import Max
from django.utils import timezone

from playground.jobs import bell, recover
from playground.models import Event as Move
from playground.models import Generation, Lease
from tests.faults.browser import Refused
from tests.faults.crew import AT_MOST, Crew
from tests.faults.gateway import LIFE, REFUSED, RUNNING, Slowly
from tests.faults.process import Process, send
from tests.faults.test_processes import paid
from tests.integration.installation import wait_until

LOST = "somebody else watches now"


def one_of_each(crew: Crew) -> Event:
    """Three takes, each in the middle of its step: being downloaded, being watched, being sent; set: they end."""
    answer = Event()
    crew.gateway.says("file", Slowly(halfway=answer))
    crew.until("fetching", crew.click("Being downloaded"))
    crew.gateway.life = RUNNING
    crew.until("running", crew.click("Being watched"))
    crew.gateway.says("create", Slowly(after=answer))
    crew.until("submitting", crew.click("Being sent"))
    return answer


def of_the_watcher(crew: Crew) -> Process:
    """The cluster whose worker watches."""
    pid = crew.watcher()
    return next(cluster for cluster in crew.clusters if pid in cluster.session())


def test_row_10_orphans_of_a_killed_cluster_do_no_harm(crew: Crew) -> None:
    """Row 10: the leader is killed, its orphans go on beside another cluster, and `up` ends them: one create each."""
    crew.gateway.life = RUNNING * 10 + LIFE
    crew.clicks(4)
    victim = of_the_watcher(crew)
    other = next(cluster for cluster in crew.all_clusters if cluster is not victim)
    send(victim.pid, signal.SIGKILL)
    if not other.lives():
        other.start()
    assert wait_until(lambda: not victim.lives(), AT_MOST)
    orphans = victim.session()
    crew.clicks(4)
    crew.until("ready")
    assert (bool(orphans), paid(crew)) == (True, {1})
    if other not in crew.clusters:
        other.end()
    crew.heal()
    assert not set(orphans) & set(victim.session())


def test_row_10_a_killed_sentinel_is_replaced_with_its_cluster(crew: Crew) -> None:
    """Row 10: without its sentinel the leader ends by itself; whoever is left works on, one owner at a time."""
    crew.gateway.life = RUNNING * 10 + LIFE
    crew.clicks(4)
    victim = of_the_watcher(crew)
    send(victim.sentinel(), signal.SIGKILL)
    assert wait_until(lambda: not victim.lives(), 3 * AT_MOST)
    crew.clicks(4)
    crew.heal()
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_10_an_idle_worker_killed_costs_seconds(crew: Crew) -> None:
    """Row 10: the queue's lock may die with it and the cluster be stuck for ever; that is noticed, and mended.

    The twelve seconds of silence that say so are told by setting back when the watcher was last heard.
    """
    killed = {pid for cluster in crew.clusters for pid in cluster.workers()}
    for pid in killed:
        send(pid, signal.SIGKILL)
    # A dying watcher still looks like one that watches
    assert wait_until(lambda: not any(killed & set(each.session()) for each in crew.clusters), AT_MOST)
    crew.clicks(2)
    if not wait_until(crew.is_well, 4):
        Lease.objects.update(renewed_at=timezone.now() - timedelta(seconds=20), until=None)
        assert wait_until(recover.cluster_is_wedged, AT_MOST)
        crew.restart(*crew.clusters)
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_11_a_deploy_hands_back_what_is_in_flight(crew: Crew) -> None:
    """Row 11: SIGTERM in the middle of each step: all end in time, streams end, and the next start goes on."""
    answer = one_of_each(crew)
    seen = Generation.objects.aggregate(top=Max("version"))["top"]
    with crew.browser.stream() as stream:
        assert stream.readline().startswith(b"retry")
        for process in [crew.web, *crew.clusters]:
            process.running.terminate()
        Timer(0.3, answer.set).start()
        stream.read()  # to its end; raises when it is cut
    assert wait_until(lambda: not any(p.lives() for p in [crew.web, *crew.clusters]), AT_MOST)
    crew.gateway.life = LIFE
    crew.heal()
    crew.until("ready")
    with crew.browser.stream(since=str(seen)) as stream:
        told = b"".join(stream.readline() for _ in range(4)).decode()
    assert all(str(take.pk) in told for take in crew.clicked)
    assert paid(crew) == {1}


def test_row_12_a_deploy_that_loses_patience_is_like_a_kill(crew: Crew) -> None:
    """Row 12: SIGTERM, then SIGKILL while a paid request is still out: it is found out about, not sent again."""
    answer = Event()
    crew.gateway.says("create", Slowly(after=answer))
    crew.until("submitting", crew.click())
    for cluster in crew.clusters:
        cluster.end(0.2)
    answer.set()
    crew.heal()
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_13_a_frozen_watcher_writes_nothing_when_it_wakes(crew: Crew) -> None:
    """Row 13: frozen with an answer in its socket, past its lease; the next owner settles the take."""
    zombie = crew.watcher()
    actor = crew.actor()
    answer, before = Event(), crew.count(LOST)
    crew.gateway.says("create", Slowly(after=answer))
    take = crew.click()
    assert wait_until(lambda: crew.gateway.called("create"), AT_MOST)
    crew.freeze(zombie)
    answer.set()
    crew.outlast_the_lease()
    crew.until("ready")
    last = Move.objects.filter(actor=actor).latest("id")
    send(zombie, signal.SIGCONT)
    assert wait_until(lambda: crew.count(LOST) > before, AT_MOST)
    assert Move.objects.filter(actor=actor).latest("id") == last
    assert (paid(crew), crew.watcher() != zombie) == ({1}, True)
    assert take.events.filter(name="adopted").count() == 1


def test_row_14_two_that_look_at_one_take_make_one_event(crew: Crew) -> None:
    """Row 14: a frozen watcher and its successor both hear "completed"; the first write wins, one download is made."""
    zombie = crew.watcher()
    crew.gateway.life = LIFE[-1:]
    answer, before = Event(), crew.count(LOST)
    crew.gateway.says("task", Slowly(after=answer))
    take = crew.click()
    assert wait_until(lambda: crew.gateway.called("task"), AT_MOST)
    crew.freeze(zombie)
    answer.set()
    crew.outlast_the_lease()
    crew.until("ready")
    send(zombie, signal.SIGCONT)
    assert wait_until(lambda: crew.count(LOST) > before, AT_MOST)
    assert take.events.filter(name="finished upstream").count() == 1
    assert crew.gateway.downloads(take) == 1


def test_row_14_two_that_download_one_take_keep_one_clip(crew: Crew) -> None:
    """Row 14: the bell rings twice for the same download; the second finds it taken."""
    answer = Event()
    crew.gateway.says("file", Slowly(halfway=answer))
    take = crew.click()
    assert wait_until(lambda: crew.gateway.downloads(take) == 1, AT_MOST)
    for _ in range(3):
        bell.ring_fetch(str(take.pk))
    Timer(0.4, answer.set).start()
    crew.until("ready")
    assert (crew.gateway.downloads(take), take.events.filter(name="ready").count()) == (1, 1)


def test_row_15_a_hundred_takes_are_a_hundred_submits(crew: Crew) -> None:
    """Row 15: however many work on one queue, each take is sent exactly once."""
    crew.gateway.life = [REFUSED]
    takes = crew.clicks(100)
    crew.until("failed", seconds=20)
    assert crew.gateway.creates == {str(take.pk): 1 for take in takes}


def patiently(crew: Crew, token: uuid.UUID) -> str:
    """A click; while no connection to the database is free (503) the same form is sent again, as its page says."""
    for _ in range(30):
        try:
            return crew.browser.click("A quiet harbour", token=token)
        except Refused as refused:
            if refused.answer.status != 503:
                raise
    raise AssertionError("there was never one free")


def test_row_16_fifty_clicks_of_one_form_are_one_take(crew: Crew) -> None:
    """Row 16: fifty at once with one token: one row, one submit, and each click is shown that one take."""
    token = uuid.uuid4()
    with ThreadPoolExecutor(25) as many:
        shown = set(many.map(lambda _: patiently(crew, token), range(50)))
    assert len(shown) == 1
    crew.clicked += Generation.objects.filter(form_token=token)
    crew.until("ready")
    assert (len(crew.clicked), paid(crew)) == (1, {1})
