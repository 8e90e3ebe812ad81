"""Rows 17–20: the database or the broker goes away, and a task that always raises."""

import signal
import time
from threading import Event

from django_q.tasks import async_task

from playground.models import Connection, Generation
from tests.faults.crew import AT_MOST, Crew
from tests.faults.gateway import LIFE, Slowly
from tests.faults.process import killing
from tests.faults.test_owners import one_of_each
from tests.faults.test_processes import paid
from tests.integration.installation import wait_until


def test_row_17_a_database_that_restarts_loses_nothing(crew: Crew) -> None:
    """Row 17: it is away while one take is sent, one watched and one downloaded; pages say so, then all goes on."""
    answer = one_of_each(crew)
    with crew.ground.away():
        answer.set()
        time.sleep(1.0)
        status = crew.browser.get("/generations/").status
    assert status == {"sqlite": 200, "postgres": 503}[crew.ground.kind]  # SQLite's lock stops writers alone
    assert wait_until(lambda: crew.browser.get("/generations/").status == 200, AT_MOST)
    crew.gateway.life = LIFE
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_17_a_click_meets_a_database_that_is_away(crew: Crew) -> None:
    """Row 17: the click is refused in words or waits for the lock; sent again with its form it is one take."""
    with crew.ground.away():
        late = crew.click_later()
        time.sleep(0.5)
    crew.click(token=late)
    crew.until("ready")
    assert (Generation.objects.filter(form_token=late).count(), paid(crew)) == (1, {1})


def test_row_18_an_id_that_cannot_be_kept_is_kept_later(crew: Crew) -> None:
    """Row 18: the gateway accepts while the database is dead; the process holds on to the id until it is back."""
    answer = Event()
    crew.gateway.says("create", Slowly(after=answer))
    take = crew.click()
    crew.until("submitting")
    assert wait_until(lambda: crew.gateway.accepted[str(take.pk)] == 1, AT_MOST)
    with crew.ground.away(signal.SIGKILL):
        answer.set()
        time.sleep(1.0)
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_19_a_broker_that_is_down_delays_and_loses_nothing(crew: Crew) -> None:
    """Row 19: nobody can ring, the watcher dies too, and all that was queued is lost: the rows know what to do."""
    crew.clicks(2)
    with crew.ground.broker_away():
        crew.clicks(2)
        killing(crew.watcher())()
        time.sleep(0.5)
    crew.clicks(1)
    crew.until("ready", seconds=16)  # django-q2's pusher sleeps for ten seconds after an error of its broker
    assert paid(crew) == {1}


def test_row_19_a_broker_that_is_flushed_is_filled_again(crew: Crew) -> None:
    """Row 19: the tasks are gone from the queue; whoever looks next rings again."""
    killing(crew.watcher())()
    for take in crew.clicks(3):
        crew.ground.flush_broker()
        assert take
    crew.until("ready")
    assert paid(crew) == {1}


def test_row_20_a_task_that_always_raises_is_run_once(crew: Crew) -> None:
    """Row 20: the queue drops it after one attempt; the others proceed."""
    for _ in range(3):
        async_task("playground.jobs.tasks.fetch", "this is no id")
    crew.clicks(2)
    crew.until("ready")
    assert sum(process.said().count("this is no id") for process in crew.clusters) <= 3


def test_row_20_a_take_that_always_raises_fails_with_its_reason(crew: Crew) -> None:
    """Row 20: a model that the catalogue has lost can't be sent: given up after some attempts, in words, uncharged."""
    crew.until("ready", crew.click("Before"))
    Connection.objects.update(blocked="no_credits")
    poison = crew.click("Unreadable")
    crew.until(lambda row: row.reason == "no_credits", poison)
    Generation.objects.filter(pk=poison.pk).update(model_slug="of_yesterday")
    Connection.objects.update(blocked="")
    crew.until("ready", crew.click("Another"))
    row = crew.until("failed", poison)
    assert (row.charged, bool(row.error_code), crew.gateway.creates[str(row.pk)]) == ("no", True, 0)
