"""kill -9 where it hurts most, with real processes: nothing is lost, nothing is paid twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from playground.media import storage
from playground.models import Clip, Connection, Generation
from tests import build
from tests.integration.conftest import FAST, KEY, Watch
from tests.integration.scripted import Scripted

type Engine = Callable[..., subprocess.Popen[bytes]]
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def engine(gateway: Scripted, transactional_db: None) -> Iterator[Engine]:
    """Starts an engine process on this test's database; `crash_at` names the place where it kills itself."""
    started: list[subprocess.Popen[bytes]] = []
    database = connection.settings_dict["NAME"]
    for marker in settings.DATA_DIR.glob("crashed_at_*"):
        marker.unlink()
    surroundings = {
        **os.environ,
        "TEST_DATABASE": str(database),
        "TIME_SCALE": str(FAST),
        "TOAPIS_API_KEY": KEY,
    }
    surroundings |= {"TOAPIS_BASE_URL": gateway.url, "TRUSTED_RESULT_HOSTS": f"127.0.0.1:{gateway.port}"}

    def start(crash_at: str = "") -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.integration.watching"]
        where = {**surroundings, "CRASH_AT": crash_at}
        started.append(subprocess.Popen(command, cwd=ROOT, env=where, stdout=subprocess.PIPE))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def proved(take: Generation) -> Generation:
    """On a connection that has answered by our own id before."""
    Connection.objects.filter(pk=take.connection_id).update(proved_at=take.created_at)
    return take


def test_a_crash_before_the_post_is_sent_once(gateway: Scripted, engine: Engine, watch: Watch) -> None:
    """The mark stands, nothing left: proved absent, it is sent, and only once."""
    take = proved(build.asked())
    assert engine("before_post").wait(180) == -signal.SIGKILL
    take.refresh_from_db()
    assert (take.state, take.submitted_at is not None, gateway.creates.total()) == ("submitting", True, 0)
    watch(take, "ready")
    assert gateway.creates == {str(take.pk): 1}


def test_a_crash_after_the_post_is_adopted(gateway: Scripted, engine: Engine, watch: Watch) -> None:
    """The answer was there and died with the process: the task is found by our id and not paid again."""
    take = build.asked()
    assert engine("after_post").wait(180) == -signal.SIGKILL
    take.refresh_from_db()
    assert (take.state, take.upstream_id, gateway.creates.total()) == ("submitting", None, 1)
    take = watch(take, "ready")
    assert gateway.creates == {str(take.pk): 1}
    assert "adopted" in [event.name for event in take.events.all()]


def test_a_crash_after_the_id_was_kept_goes_on_polling(
    gateway: Scripted, engine: Engine, watch: Watch
) -> None:
    """From there on the task id is ours; nothing needs finding out."""
    take = build.asked()
    assert engine("after_accept").wait(180) == -signal.SIGKILL
    take = watch(take, "ready")
    assert gateway.creates == {str(take.pk): 1}
    assert "unconfirmed" not in [event.to_state for event in take.events.all()]


@pytest.mark.parametrize("place", ["mid_download", "after_rename", "after_ready"])
def test_a_crash_around_the_download_leaves_one_file(
    gateway: Scripted, engine: Engine, watch: Watch, place: str
) -> None:
    """The next downloader finishes the work: one clip, one file, no temporary file, no second create."""
    take = build.asked()
    assert engine(place).wait(180) == -signal.SIGKILL
    take = watch(take, "ready", seconds=15)
    folder = storage.blob_path(take.workspace_id, take.clip.sha256, ".mp4").parent
    assert (Clip.objects.count(), len(list(folder.glob("*.mp4")))) == (1, 1)
    assert list((settings.MEDIA_DIR / "temp").iterdir()) == []
    assert gateway.creates == {str(take.pk): 1}


def test_two_engines_make_twenty_creates_of_twenty_takes(gateway: Scripted, engine: Engine) -> None:
    """Whoever holds the lease submits; the other keeps its hands off."""
    takes = {str(build.asked(f"Take {number}").pk) for number in range(20)}
    for process in [engine(), engine()]:
        assert process.wait(180) == 0
    assert set(gateway.creates) == takes
    assert set(gateway.creates.values()) == {1}
    assert set(Generation.objects.values_list("state", flat=True)) == {"ready"}


def test_a_killed_watcher_is_replaced_without_a_second_create(gateway: Scripted, engine: Engine) -> None:
    """Killed in the middle of its submits, its takes are finished by the other engine, each paid once."""
    for number in range(12):
        build.asked(f"Take {number}")
    first, second = engine(), engine()
    for process in (first, second):
        process.stdout.readline()
    while gateway.creates.total() < 4:
        time.sleep(0.005)
    first.kill()
    assert second.wait(180) == 0
    assert set(gateway.accepted.values()) == {1}
    assert set(Generation.objects.values_list("state", flat=True)) == {"ready"}
