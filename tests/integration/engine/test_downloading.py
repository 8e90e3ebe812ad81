"""Saving our copy: retried by itself, never a second create, never ready without a whole video."""

import gzip
import os
from pathlib import Path

import pytest
from django.utils import timezone

from playground.jobs import fetch
from playground.media import storage
from playground.models import Generation
from tests import build
from tests.integration.conftest import FAST, KEY, Watch
from tests.integration.scripted import CLIP, Answer, Scripted, html

MP4 = {"Content-Type": "video/mp4"}


def failed_once(take: Generation) -> bool:
    """Whether a download of this take has failed and been said so."""
    return take.reason == "download_failed" or take.state == "ready"


@pytest.mark.parametrize(
    ("name", "answer"),
    {
        "half a file": Answer(200, CLIP.read_bytes(), MP4, cut=9_000),
        "half a file that says it is whole": Answer(200, CLIP.read_bytes()[:9_000], MP4),
        "nothing": Answer(200, b"", MP4),
        "a page": html(200),
        "a page called video": Answer(200, html(200).body, MP4),
        "a playlist": Answer(
            200, b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", {"Content-Type": "application/x-mpegURL"}
        ),
        "noise": Answer(200, bytes(range(256)) * 40, MP4),
        "a server error": html(500),
        "a dead line": Answer(0),
    }.items(),
)
def test_what_is_no_whole_video_is_fetched_again(
    gateway: Scripted, watch: Watch, name: str, answer: Answer
) -> None:
    """The take stays in `fetching` with its reason, then the second download makes it ready."""
    gateway.says("file", answer)
    take = watch(build.asked(), "ready")
    assert "download failed" in [event.name for event in take.events.all()]
    assert (gateway.creates[str(take.pk)], take.clip.size) == (1, CLIP.stat().st_size)
    assert take.last_poll_error == ""


def test_a_page_instead_of_a_video_is_never_ready(gateway: Scripted, watch: Watch) -> None:
    """However often it comes, the take goes on trying, keeps no file and says what came."""
    gateway.always["file"] = Answer(200, html(200).body, MP4)
    take = watch(build.asked(), lambda row: row.tries >= 3)
    assert (take.state, take.reason, take.clip) == ("fetching", "download_failed", None)
    assert "neither MP4 nor WebM" in take.last_poll_error
    assert not list(storage.temp_path("x").parent.parent.rglob(f"{take.workspace_id}/*/*.mp4"))


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_an_expired_address_is_asked_for_anew(gateway: Scripted, watch: Watch, status: int) -> None:
    """The task is looked at once more, its fresh address is fetched, nothing is created."""
    gateway.says("file", html(status))
    take = watch(build.asked(), "ready")
    assert "asking for a fresh address" in [event.name for event in take.events.all()]
    assert gateway.creates == {str(take.pk): 1}


def test_a_clip_that_cannot_be_had_again_is_lost_and_said_so(gateway: Scripted, watch: Watch) -> None:
    """After three fresh addresses the take fails: charged, with the reason, and not created again."""
    gateway.always["file"] = html(403)
    take = watch(build.asked(), "failed")
    assert len(gateway.called("file")) == 4
    assert (take.error.code, take.error.charged) == ("result_expired", "yes")
    assert "24 hours" in take.error.trigger
    assert gateway.creates == {str(take.pk): 1}


def test_a_redirect_to_an_untrusted_port_is_refused(gateway: Scripted, watch: Watch) -> None:
    """A result may not lead our server to another service of this machine: the canary hears nothing."""
    canary = Scripted()
    gateway.always["file"] = Answer(302, b"", {"Location": f"{canary.url}/files/secret.mp4"})
    take = watch(build.asked(), lambda row: row.tries >= 1)
    canary.close()
    assert canary.calls == []
    assert (take.state, take.clip) != ("ready", None)
    assert "not trusted" in take.last_poll_error


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x.mp4", "file:///etc/passwd", "http://169.254.169.254/x"]
)
def test_an_address_inside_the_network_is_never_fetched(gateway: Scripted, watch: Watch, url: str) -> None:
    """Only public https, or a host the operator trusts by name."""
    gateway.life = [{"status": "completed", "result": {"data": [{"url": url}]}}]
    take = watch(build.asked(), lambda row: row.tries >= 1 or row.state == "failed")
    assert take.clip is None
    assert gateway.called("file") == []


def test_the_same_clip_twice_is_one_file(gateway: Scripted, watch: Watch) -> None:
    """Two takes with equal bytes share the blob; each has its own clip row."""
    one, two = watch(build.asked("One"), "ready"), watch(build.asked("Two"), "ready")
    assert one.clip.blob_id == two.clip.blob_id
    assert len(list((storage.temp_path("x").parent.parent / str(one.workspace_id)).rglob("*.mp4"))) == 1


def test_a_downloaders_claim_is_exclusive(gateway: Scripted, transactional_db: None) -> None:
    """A second downloader that comes while one is at it takes its hands off."""
    url = f"{gateway.url}/files/x.mp4"
    take = build.generation("fetching", result_url=url)
    assert fetch._claim(take.pk) is not None
    fetch.save_our_copy(take.pk, 1.0)
    assert gateway.called("file") == []


@pytest.mark.parametrize("status", [429, 503])
def test_the_pause_that_the_files_server_asks_for_is_kept(
    gateway: Scripted, watch: Watch, status: int
) -> None:
    """Forty seconds are forty, on the engine's clock, where our own next try would come after one."""
    gateway.says("file", Answer(status, b"", {"Retry-After": "40"}))
    take = watch(build.asked(), "ready")
    first, second = (call.at for call in gateway.called("file"))
    assert second - first >= 40 * FAST
    assert gateway.creates == {str(take.pk): 1}


def test_an_absurd_pause_is_cut_short(gateway: Scripted, watch: Watch) -> None:
    """Nobody waits a day for a clip that is deleted in a day."""
    gateway.always["file"] = Answer(429, b"", {"Retry-After": "86400"})
    take = watch(build.asked(), failed_once)
    wait = (take.due_at - timezone.now()).total_seconds()
    assert 250 * FAST < wait <= 300 * FAST


def test_the_sweep_takes_only_what_no_take_waits_for(
    settings, tmp_path: Path, transactional_db: None
) -> None:
    """Files an hour old of finished or unknown takes go; young ones stay, and whatever a waiting take will need."""
    settings.MEDIA_DIR = tmp_path
    waiting, done = build.generation("fetching"), build.generation("failed")
    names = [f"{take.pk}{end}" for take in (waiting, done) for end in ("", ".part", ".part.etag")]
    for name in (*names, "probe.0123", "young"):
        path = storage.temp_path(name)
        path.write_bytes(b"x")
        os.utime(path, None if name == "young" else (1_000, 1_000))
    assert fetch.sweep() == 4
    left = sorted(path.name for path in (tmp_path / "temp").iterdir())
    assert left == sorted(["young", *names[:3]])
    assert fetch.sweep() == 0


def test_a_clip_that_came_whole_before_a_crash_is_checked_and_kept(gateway: Scripted, watch: Watch) -> None:
    """What an earlier process left behind is used, by its bytes and not by its name."""
    take = build.asked()
    storage.temp_path(str(take.pk)).write_bytes(CLIP.read_bytes())
    assert watch(take, "ready").clip.size == CLIP.stat().st_size
    assert gateway.called("file") == []
    spoiled = build.asked("Another")
    storage.temp_path(str(spoiled.pk)).write_bytes(CLIP.read_bytes()[:90_000])
    assert watch(spoiled, "ready").clip.size == CLIP.stat().st_size
    assert len(gateway.called("file")) == 1


def test_the_key_is_not_shown_to_the_files_server(gateway: Scripted, watch: Watch) -> None:
    """Whoever asked with the key for the task asks without it for the clip."""
    watch(build.asked(), "ready")
    assert all(call.headers["authorization"] == f"Bearer {KEY}" for call in gateway.called("task"))
    (call,) = gateway.called("file")
    assert "authorization" not in call.headers
    assert KEY not in str(call)


@pytest.mark.parametrize(
    "headers", [{}, {"Content-Encoding": "gzip"}], ids=["longer than is taken", "packed"]
)
def test_an_endless_or_packed_file_is_cut_and_leaves_nothing(
    gateway: Scripted, watch: Watch, monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    """The cap holds for what is told and for what comes; the take waits and says so, and no file is there."""
    monkeypatch.setattr(fetch, "LARGEST", 100_000)
    body = gzip.compress(bytes(3_000_000)) if headers else CLIP.read_bytes()
    gateway.always["file"] = Answer(200, body, MP4 | headers)
    take = watch(build.asked(), lambda row: row.tries >= 1)
    assert (take.state, take.clip) == ("fetching", None)
    assert "packed" in take.last_poll_error if headers else "at most 100000" in take.last_poll_error
    assert list(storage.temp_path("x").parent.glob(f"{take.pk}*")) == []
