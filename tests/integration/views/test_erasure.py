"""Deleting for good: the files go at once, nothing brings them back, and what others need stays."""

import re
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.test import Client

from playground.jobs import gone
from playground.media import downloads, storage
from playground.models import AuditEntry, Blob, Booking, Clip, Generation, Reference
from playground.models.asking import Attached
from tests import build

pytestmark = pytest.mark.filterwarnings("ignore:StreamingHttpResponse must consume asynchronous iterators")


def moment_in(html: str) -> str:
    """What the notice's buttons name."""
    return re.search(r'name="moment" value="([^"]+)"', html)[1]


def files() -> list[str]:
    """Everything under the media folder."""
    found = Path(settings.MEDIA_DIR).rglob("*")
    return sorted(path.name for path in found if path.is_file())


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    """A folder of this test's own."""
    settings.MEDIA_DIR = tmp_path / "media"


def erase(browser: Client, take: Generation, verb: str = "deletion") -> str:
    """Delete, then press the notice's Delete for good; the answer that htmx gets."""
    browser.post(f"/generations/{verb}/", {"g": take.pk})
    html = browser.get("/generations/").text
    assert "Delete for good" in html
    chosen = {"moment": moment_in(html)}
    return browser.post("/generations/erasure/", chosen, headers={"HX-Request": "true"}).text


@pytest.mark.parametrize("verb", ["deletion", "clip-deletion"])
def test_every_file_of_the_clip_is_gone(browser: Client, verb: str) -> None:
    """Clip, pictures, and the copies made for a download and for guests; money and prompt stay."""
    take = build.generation("ready", prompt="boat")
    _link, token = build.share(take)
    for where in (f"/generations/{take.pk}/download/", f"/s/{token}/1/clip.mp4"):
        assert b"".join(browser.get(where)).startswith(b"\0\0")
    assert len(files()) == 5
    html = erase(browser, take, verb)
    assert "1 take deleted for good. Files that nothing else uses are gone" in html
    assert files() == []
    assert Blob.objects.count() == 0
    kept = Generation.objects.get(pk=take.pk)
    assert (kept.prompt, kept.kept_clip.removed_bytes > 1000) == ("boat", True)
    assert Booking.objects.filter(generation=take).exists()
    assert AuditEntry.objects.filter(action="take purged", record_id=str(take.pk)).count() == 1


@pytest.mark.parametrize("verb", ["deletion", "clip-deletion"])
def test_nothing_brings_it_back(browser: Client, verb: str) -> None:
    """The notice is gone with its Undo, and an Undo from another tab changes nothing."""
    take = build.generation("ready", prompt="boat")
    browser.post(f"/generations/{verb}/", {"g": take.pk})
    moment = moment_in(browser.get("/generations/").text)
    browser.post("/generations/erasure/", {"moment": moment})
    assert 'name="moment"' not in browser.get("/generations/").text
    browser.post("/generations/restoration/", {"moment": moment})
    page = browser.get(f"/generations/{take.pk}/")
    assert page.status_code == (404 if verb == "deletion" else 200)
    assert "were removed for good" in page.text
    assert browser.get(f"/generations/{take.pk}/clip.mp4").status_code == 404
    assert AuditEntry.objects.filter(action="take restored").count() == 0


def test_bytes_that_another_take_has_stay_for_it(browser: Client) -> None:
    """The same content is one file; it goes with its last user."""
    first, second = build.generation("ready"), build.generation("ready")
    erase(browser, first)
    assert browser.get(f"/generations/{second.pk}/clip.mp4").status_code == 200
    erase(browser, second)
    assert files() == []


def test_a_deleted_take_says_so_at_its_address(browser: Client) -> None:
    """404 that tells members when and offers the way back; a stranger's is the ordinary one."""
    take = build.generation("ready", prompt="boat")
    theirs = build.generation("ready", of=build.user("stranger"))
    Generation.objects.filter(pk=theirs.pk).update(deleted_at=take.created_at)
    browser.post("/generations/deletion/", {"g": take.pk})
    page = browser.get(f"/generations/{take.pk}/")
    assert (page.status_code, "This take was deleted" in page.text, "boat" in page.text) == (404, True, False)
    assert "This take was deleted" not in browser.get(f"/generations/{theirs.pk}/").text
    browser.post("/generations/restoration/", {"moment": moment_in(page.text)})
    assert browser.get(f"/generations/{take.pk}/").status_code == 200


def test_a_storage_that_fails_is_told_and_tried_again(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page says that the files wait; rows name them until the sweeper has removed them."""
    take = build.generation("ready")

    class Broken(storage.Folder):
        def discard(self, final: Any) -> None:
            raise OSError("the disk says no")

    with monkeypatch.context() as broken:
        broken.setattr(storage, "Folder", Broken)
        assert "the files go as soon as it does" in erase(browser, take)
    assert (len(files()), Clip.objects.get().blob is None) == (3, False)
    assert gone.sweep() == 1
    assert (files(), Clip.objects.get().blob) == ([], None)


def test_a_reference_goes_for_good_unless_a_take_uses_it(browser: Client) -> None:
    """Row, bytes and thumbnail; of two only the one that nobody used."""
    used, unused = build.reference(colour="navy"), build.reference(colour="olive")
    build.asked("With it", None, Attached(used))
    for each in (used, unused):
        browser.post(f"/references/{each.pk}/deletion/")
        browser.post("/references/erasure/", {"moment": moment_in(browser.get("/references/").text)})
    assert [each.pk for each in Reference.objects.all()] == [used.pk]
    assert [name.partition(".")[0] for name in files()] == [used.blob.sha256] * 2
    assert AuditEntry.objects.filter(action="reference purged").count() == 2


def test_a_zip_is_made_of_what_is_left(browser: Client) -> None:
    """A take whose clip is gone for good is left out of it, and compare says what is missing."""
    first, second = build.generation("ready", prompt="one"), build.generation("ready", prompt="two")
    Clip.objects.filter(pk=second.kept_clip.pk).update(blob=build.blob(second.workspace, b"other"))
    erase(browser, first, "clip-deletion")
    answer = browser.get("/generations/clips.zip", {"g": [first.pk, second.pk], "recipe": "off"})
    whole = async_to_sync(_whole)(answer)
    assert (b"one-" in whole, b"two-" in whole) == (False, True)
    assert browser.get(f"/compare/?g={first.pk}&g={second.pk}").status_code == 200
    assert browser.get(f"/generations/{first.pk}/lineage/").status_code == 200


async def _whole(answer: Any) -> bytes:
    return b"".join([piece async for piece in answer.streaming_content])


def test_copies_of_other_clips_are_left_alone(owner: object) -> None:
    """Only what was made of this content."""
    for name in ("recipe.aaaa.1", "guest.bbbb.2"):
        storage.temp_path(name).write_bytes(b"x")
    downloads.forget_copies(1, "c" * 64)
    assert files() == ["guest.bbbb.2", "recipe.aaaa.1"]
