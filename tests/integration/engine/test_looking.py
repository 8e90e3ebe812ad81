"""Looking at a running task: only a verdict ends it, and what was not learned is said."""

import time

from playground.models.state import State
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Answer, Scripted, error, html


def test_an_unknown_status_word_keeps_the_take_running(gateway: Scripted, watch: Watch) -> None:
    """A word nobody knows means that upstream still has it; its own word is kept, and the clip still comes."""
    gateway.life = [{"status": "marinating"}]
    take = watch(build.asked(), lambda row: row.upstream_word == "marinating")
    assert (take.state, take.headline) == ("running", "Rendering")
    gateway.life = [{"status": "completed"}]
    watch(take, "ready")


def test_progress_never_goes_backwards(gateway: Scripted, watch: Watch) -> None:
    """Upstream's 90, 10, nothing, 95 is shown as 90, 90, 90, 95."""
    gateway.life = [{"status": "in_progress", "progress": each} for each in (90, 10, None, 95)]
    shown: list[int | None] = []
    take = build.asked()

    def looked(row) -> bool:
        shown.append(row.progress)
        return len(gateway.called("task")) > 6 and row.progress == 95

    watch(take, looked)
    known = [each for each in shown if each is not None]
    assert known == sorted(known)
    assert known[-1] == 95


def test_a_status_that_goes_back_does_not_undo_a_finished_take(gateway: Scripted, watch: Watch) -> None:
    """`ready` is final: nobody even asks again."""
    gateway.life = [{"status": "completed"}, {"status": "in_progress"}]
    take = watch(build.asked(), "ready")
    looks = len(gateway.called("task"))
    gateway.life = [{"status": "in_progress"}]
    watch(build.asked("Another"), lambda row: len(gateway.called("task")) > looks + 3)
    assert [call.name for call in gateway.called("task")[looks:]].count(take.upstream_id) == 0


def test_failed_looks_are_counted_and_shown_and_then_forgotten(gateway: Scripted, watch: Watch, page) -> None:
    """The card says how many in a row and what the last one was; a good answer clears both."""
    gateway.life = [{"status": "in_progress"}]
    gateway.always["task"] = html(502)
    take = watch(build.generation("running"), lambda row: row.poll_errors >= 2)
    assert (take.state, "502" in take.last_poll_error) == ("running", True)
    assert f"{take.poll_errors} errors in a row" in page.get(f"/generations/{take.pk}/card/").text
    gateway.tasks[take.upstream_id] = str(take.pk)
    gateway.always.clear()
    take = watch(take, lambda row: row.poll_errors == 0 and row.last_contact_at > take.last_contact_at)
    assert take.last_poll_error == ""


def test_a_429_of_a_look_slows_all_looks(gateway: Scripted, watch: Watch) -> None:
    """Retry-After of one look is the whole bucket's."""
    gateway.says("task", error(429, 429, Retry_After="1"))
    take = watch(build.asked(), "ready")
    first, second, *_ = gateway.called("task")
    assert second.at - first.at >= 1.0
    assert take.poll_errors == 0


def test_a_late_404_has_a_grace(gateway: Scripted, watch: Watch, settings) -> None:
    """An accepted task that upstream denies stays running at first; the denials are counted."""
    settings.TIME_SCALE = 0.02  # ten minutes are 12 s
    gateway.always["task"] = error(404, 404, "Task not found")
    take = watch(build.generation("running"), lambda row: row.poll_errors >= 3)
    assert take.state == "running"


def test_a_task_that_upstream_denies_for_good_fails(gateway: Scripted, watch: Watch, settings) -> None:
    """After the grace of ten minutes the take ends, with the reason and an unknown charge."""
    settings.TIME_SCALE = 0.002
    gateway.always["task"] = error(404, 404, "Task not found")
    begun = time.monotonic()
    take = watch(build.generation("running"), "failed")
    assert time.monotonic() - begun >= 600 * 0.002 * 0.9
    assert (take.error_status, take.error.charged) == (404, "unknown")
    assert "denied upstream" in [event.name for event in take.events.all()]


def test_a_slow_look_does_not_hold_another_take(gateway: Scripted, watch: Watch) -> None:
    """One stuck answer is that task's alone."""
    gateway.life = [{"status": "in_progress"}]
    stuck, quick = build.asked("Stuck"), build.asked("Quick")
    stuck = watch(stuck, "running")
    slow = Answer(200, {"id": stuck.upstream_id, "status": "queued"}, after=60.0)
    gateway.says("task", *[lambda call: slow if call.name in names else None] * 100)
    names = {str(stuck.pk), stuck.upstream_id}
    gateway.life = [{"status": "completed"}]
    begun = time.monotonic()
    watch(quick, "ready")
    assert time.monotonic() - begun < 60.0  # sooner than the stuck answer could come


def test_a_task_that_never_ends_stays_open(gateway: Scripted, watch: Watch, settings) -> None:
    """No patience of ours fails a take: long past it, it is still running and still asked for."""
    settings.TIME_SCALE = 0.0001  # an hour is a third of a second
    gateway.life = [{"status": "in_progress", "progress": 12}]
    take = build.generation("running")
    gateway.tasks[take.upstream_id] = str(take.pk)
    take = watch(take, lambda row: len(gateway.called("task")) > 8)
    assert State(take.state) is State.RUNNING
