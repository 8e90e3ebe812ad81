"""A real run is recorded as it happens, and played again with no key, no network and no spend."""

import sys
import time
import uuid

import pytest

from playground import access, connection
from playground.jobs import account
from playground.models import Booking, Connection, Generation, asking, rehearsal
from playground.models.runs import latest_spreads
from playground.upstream.recording import steps_in
from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import Scripted

LIFE = [
    {"status": "queued"},
    {"status": "in_progress", "progress": 10},
    {"status": "in_progress", "progress": 10},
    {"status": "rendering_hard", "progress": 70},
    {"status": "completed"},
]
CALLED: list[str] = []


def hear(event: str, args: tuple[object, ...]) -> None:
    """What this process connects to or looks up, as Python itself tells it."""
    if event in ("socket.connect", "socket.getaddrinfo"):
        CALLED.append(str(args))


sys.addaudithook(hear)


@pytest.fixture
def recorded(gateway: Scripted, watch: Watch, settings) -> Generation:
    """A finished take of a real key, on the list; then the key is taken away and the gateway is gone."""
    gateway.life = LIFE
    take = watch(build.asked("A lighthouse in the rain"), "ready")
    rehearsal.record(take, access.local_owner())
    gateway.close()
    settings.TOAPIS_API_KEY = ""
    gateway.calls.clear()
    CALLED.clear()
    return take


def play(take: Generation, speed: int) -> Generation:
    """The click of a rehearsal."""
    line = connection.rehearsal(take.workspace)
    asked = {"model": take.model, "values": take.values, "attached": asking.attached_to(take)}
    given = {"owner": take.owner, "token": uuid.uuid4(), "price": 0, "plays": take, "speed": speed}
    return asking.make(asking.Ask(connection=line, **asked, **given))


def lasting(take: Generation, seconds: float) -> None:
    """Let the recorded run have taken so long, its statuses at 0, 1/4, 1/2 and 3/4 of it."""
    end = take.accepted_at.timestamp() + seconds
    heard = "".join(
        f"{seconds * part:.2f} {progress} {word}\n"
        for part, progress, word in (
            (0, "-", "queued"),
            (0.25, 10, "in_progress"),
            (0.5, 70, "rendering_hard"),
        )
    )
    moment = take.completed_at.fromtimestamp(end, take.completed_at.tzinfo)
    Generation.objects.filter(pk=take.pk).update(heard=heard, completed_at=moment)


def test_each_status_that_is_new_is_kept_with_its_moment(recorded: Generation) -> None:
    """Words and percentages in order, the same twice only once, counted from upstream's yes."""
    told = [(step.word, step.progress) for step in steps_in(recorded.heard)]
    assert told == [("queued", None), ("in_progress", 10), ("rendering_hard", 70)]
    moments = [step.after for step in steps_in(recorded.heard)]
    assert moments == sorted(moments)
    assert moments[0] == 0.0


def test_a_rehearsal_goes_the_same_way_and_nothing_leaves(
    recorded: Generation, gateway: Scripted, watch: Watch, settings
) -> None:
    """The same stations and the very same clip, though there is no key and nobody to ask."""
    took = watch(play(recorded, rehearsal.SKIP), "ready")
    stations = [event.to_state for event in took.events.all()]
    assert stations == ["queued", "submitting", "running", "fetching", "ready"]
    assert took.clip.sha256 == recorded.clip.sha256
    assert (took.progress, took.upstream_id) == (100, f"rehearsal_{took.pk.hex}")
    gone = (f" {gateway.port})", f" {settings.SIMULATOR_PORT})", "rehearsal.invalid", "toapis")
    assert [each for each in CALLED if any(name in each for name in gone)] == []
    assert gateway.creates == {str(recorded.pk): 1}


def test_a_rehearsal_with_a_reference_hands_it_to_nobody(gateway: Scripted, watch: Watch, settings) -> None:
    """The request has it in its place, with an address that leads nowhere."""
    take = watch(build.asked("A cat", None, asking.Attached(build.reference(), field="image_urls")), "ready")
    rehearsal.record(take, access.local_owner())
    gateway.close()
    settings.TOAPIS_API_KEY = ""
    took = watch(play(take, rehearsal.SKIP), "ready")
    assert '"https://rehearsal.invalid/uploads/' in took.request_body
    assert len(gateway.called("upload")) == 1


def test_the_waiting_card_moves_through_the_recorded_statuses(recorded: Generation, watch: Watch) -> None:
    """Played at 4×, a run of forty seconds takes ten, and says the same words on the way."""
    lasting(recorded, 40.0)  # each word stands for longer than a busy machine looks away
    took = watch(play(recorded, 4), "ready", seconds=30)
    assert [step.word for step in steps_in(took.heard)] == ["queued", "in_progress", "rendering_hard"]
    assert 10.0 <= (took.completed_at - took.accepted_at).total_seconds() < 40.0


def test_a_rehearsal_costs_nothing_and_is_in_no_figure(recorded: Generation, watch: Watch) -> None:
    """No booking, not charged, no balance asked, and the engine learns no pace from it."""
    before = list(Booking.objects.values_list("pk", flat=True))
    took = watch(play(recorded, rehearsal.SKIP), "ready")
    assert list(Booking.objects.values_list("pk", flat=True)) == before
    assert (took.charged, took.price) == ("no", 0)
    assert [line for line, _ in latest_spreads()] == [recorded.connection_id]
    assert took.connection_id not in [row.pk for row in account.connections_to_ask({took.connection_id})]
    assert took.connection.balance is None


def test_a_rehearsal_goes_on_after_its_process_ended(recorded: Generation, watch: Watch) -> None:
    """What is played hangs on the row's own moments: another watcher finds it where it should be by then."""
    lasting(recorded, 5.0)
    took = watch(play(recorded, 1), lambda row: row.state == "running")
    time.sleep(max(0.0, took.accepted_at.timestamp() + 5.0 - time.time()))  # the run's own length
    assert watch(took, "ready").clip.sha256 == recorded.clip.sha256


def test_a_recorded_clip_that_was_deleted_ends_the_rehearsal_in_words(
    recorded: Generation, watch: Watch
) -> None:
    """It fails, not charged: nothing else is shown in its place."""
    took = play(recorded, rehearsal.SKIP)
    recorded.clip.delete()
    took = watch(took, "failed")
    assert (took.error_code, took.charged) == ("result_expired", "no")


def test_only_a_finished_real_take_can_be_recorded(recorded: Generation, watch: Watch) -> None:
    """Neither a running one nor a rehearsal of one, and the same only once."""
    took = watch(play(recorded, rehearsal.SKIP), "ready")
    for take in (took, build.asked()):
        with pytest.raises(rehearsal.NoRecording):
            rehearsal.record(take, access.local_owner())
    again = rehearsal.record(recorded, access.local_owner())
    assert again == recorded.recording
    assert took.connection.kind == Connection.Kind.REHEARSAL
