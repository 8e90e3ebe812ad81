"""A paid request without a verdict: looked up by our own id, never sent again on a guess."""

import time
from threading import Event

import pytest

from playground.models import Connection, Generation
from tests import build
from tests.integration.conftest import FAST, Watch
from tests.integration.scripted import SILENCE, Answer, Scripted, error, html

LOST = Answer(0)  # read and thrown away: no task was made


def proved(take: Generation) -> Generation:
    """On a connection that has answered by our own id before."""
    Connection.objects.filter(pk=take.connection_id).update(proved_at=take.created_at)
    return take


@pytest.mark.parametrize(
    ("name", "answer"),
    {
        "the line goes dead": SILENCE,
        "a proxy's 502": Answer(502, html(502).body, {"Content-Type": "text/html"}, accepts=True),
        "a proxy's 504": Answer(504, b"", accepts=True),
        "broken JSON": Answer(200, b'{"id": "vid', accepts=True),
        "no id": Answer(200, {"status": "queued"}, accepts=True),
        "a redirect": Answer(302, b"", {"Location": "/elsewhere"}, accepts=True),
        "half an answer": Answer(200, {"id": "video_1", "status": "queued"}, cut=9, accepts=True),
        "HTML under 200": Answer(200, html(200).body, {"Content-Type": "text/html"}, accepts=True),
    }.items(),
)
def test_an_accepted_task_is_found_by_our_id(
    gateway: Scripted, watch: Watch, name: str, answer: Answer
) -> None:
    """However the answer got lost, the task is adopted and paid once."""
    gateway.says("create", answer)
    take = watch(build.asked(), "ready")
    assert "unconfirmed" in [event.to_state for event in take.events.all()]
    assert "adopted" in [event.name for event in take.events.all()]
    assert (gateway.creates, take.error) == ({str(take.pk): 1}, None)


def test_a_read_timeout_after_accepting_is_found_too(gateway: Scripted, watch: Watch) -> None:
    """The answer that comes after our patience is not waited for: the task is looked up and adopted."""
    gateway.says(
        "create", Answer(200, {"id": "video_1"}, after=Event(), accepts=True)
    )  # 3 s on the fast clock
    take = watch(build.asked(), "ready", seconds=12.0)
    assert "unconfirmed" in [event.to_state for event in take.events.all()]
    assert gateway.creates == {str(take.pk): 1}


def test_without_proof_a_404_asks_a_person_and_never_posts_again(gateway: Scripted, watch: Watch) -> None:
    """On a connection that never answered by our id a 404 proves nothing: the take stays, and says so."""
    gateway.says("create", LOST)
    take = watch(build.asked(), lambda row: row.reason == "person")
    time.sleep(40 * FAST)
    take = watch(take, lambda row: row.tries > 6)
    assert (take.state, take.error.charged) == ("unconfirmed", "unknown")
    assert take.headline == "Not known whether it was accepted: your decision"
    assert gateway.creates == {str(take.pk): 1}


def test_a_proved_404_is_believed_only_after_a_while(gateway: Scripted, watch: Watch) -> None:
    """With proof the request is sent again, but no sooner than 30 s (here scaled) after it left."""
    gateway.says("create", LOST)
    take = watch(proved(build.asked()), "ready")
    first, second = gateway.called("create")
    assert second.at - first.at >= 30 * FAST
    assert gateway.accepted == {str(take.pk): 1}


def test_a_request_that_keeps_vanishing_is_repeated_three_times(gateway: Scripted, watch: Watch) -> None:
    """After four proved absences the take fails, known to be uncharged."""
    gateway.says("create", *[LOST] * 9)
    take = watch(proved(build.asked()), "failed")
    assert len(gateway.called("create")) == 4
    assert take.error.charged == "no"


def test_errors_of_the_look_up_are_no_verdict(gateway: Scripted, watch: Watch) -> None:
    """401, 429, 500 and HTML say nothing about the task: it stays unconfirmed until the look-up is answered."""
    gateway.says("create", SILENCE)
    gateway.says("task", error(401, 401), error(429, 429), error(500, "internal_error"), html(502))
    take = watch(proved(build.asked()), "ready")
    assert gateway.creates == {str(take.pk): 1}


def test_a_row_that_a_dead_watcher_left_is_looked_up(gateway: Scripted, watch: Watch) -> None:
    """`submitting` without a watcher means that nobody knows: never a blind second POST."""
    take = watch(build.generation("submitting"), lambda row: row.reason == "person")
    assert take.state == "unconfirmed"
    assert gateway.creates.total() == 0


def test_a_dead_watchers_task_is_adopted(gateway: Scripted, watch: Watch) -> None:
    """When upstream knows it by our id, it goes on as if nothing had happened."""
    take = build.generation("submitting")
    gateway.tasks["video_9"] = str(take.pk)
    take = watch(take, "ready")
    assert (take.upstream_id, gateway.creates.total()) == ("video_9", 0)
