"""The bucket goes away and comes back: takes wait and say why, pages answer in words, everything heals by itself."""

from typing import Any

from django.test import Client

from tests import build
from tests.integration.conftest import Watch
from tests.integration.scripted import CLIP, Scripted, error
from tests.integration.storage.seaweed import Seaweed
from tests.integration.storage.wire import Wire

DOWN = "The storage for our copies does not answer."


def test_a_take_waits_for_the_storage_and_heals(
    bucket: Any, gateway: Scripted, watch: Watch, wire: Wire, page: Client
) -> None:
    """It stays in `fetching` with the reason on its card, and is ready soon after the line is mended."""
    wire.cut()
    take = watch(build.asked(), lambda row: row.tries >= 2)
    assert (take.state, take.reason, take.last_poll_error, take.clip) == (
        "fetching",
        "download_failed",
        DOWN,
        None,
    )
    assert DOWN in page.get(f"/generations/{take.pk}/").text
    wire.mend()
    take = watch(take, "ready")
    assert (take.last_poll_error, gateway.creates) == ("", {str(take.pk): 1})
    assert len(gateway.called("file")) == 1, "the clip that came whole was fetched again"


def test_a_clip_is_kept_although_the_gateway_has_lost_it_meanwhile(
    bucket: Any, gateway: Scripted, watch: Watch, wire: Wire
) -> None:
    """A storage that is away for longer than the gateway keeps its copy costs no clip."""
    wire.cut()
    take = watch(build.asked(), lambda row: row.tries >= 1)
    gateway.always["file"] = gateway.always["task"] = error(404, 404, "gone")
    wire.mend()
    assert watch(take, "ready").clip.size == CLIP.stat().st_size


def test_a_killed_server_is_waited_for(
    bucket: Any, gateway: Scripted, watch: Watch, seaweed: Seaweed, page: Client
) -> None:
    """kill -9 of the storage itself, then a start: the take becomes ready, the earlier one plays again."""
    first = watch(build.asked("One"), "ready")
    seaweed.kill()
    try:
        take = watch(build.asked("Two"), lambda row: row.tries >= 1)
        assert (take.state, take.last_poll_error) == ("fetching", DOWN)
        assert page.head(f"/generations/{first.pk}/clip.mp4").status_code == 503
    finally:
        seaweed.start()
    watch(take, "ready", seconds=20)
    for ready in (first, take):
        assert page.head(f"/generations/{ready.pk}/clip.mp4")["Content-Length"] == str(CLIP.stat().st_size)


def test_media_answer_in_words_while_the_storage_is_away(
    bucket: Any, gateway: Scripted, watch: Watch, wire: Wire, page: Client
) -> None:
    """503 with a sentence and a pause, never a stack trace and never a 404; the pages themselves go on."""
    take = watch(build.asked(), "ready")
    wire.cut()
    for name in ("clip.mp4", "download/", "poster.webp", "thumbnail.webp"):
        answer = page.get(f"/generations/{take.pk}/{name}")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert (
            answer.content
            == b"The storage of the clips does not answer. Nothing is lost: try again in a moment."
        )
        assert answer["Cache-Control"] == "no-store"
    assert page.get(f"/generations/{take.pk}/").status_code == 200
    bucket._tried = (-9.0, True)
    assert "storage" in page.get("/health/ready").json()["missing"]


def test_an_image_cannot_be_taken_while_the_storage_is_away(bucket: Any, wire: Wire, page: Client) -> None:
    """The form says so in words; nothing is recorded."""
    wire.cut()
    answer = page.post("/references/", {"file": build.upload()})
    assert answer.status_code < 500
    assert "could not be stored" in answer.text
