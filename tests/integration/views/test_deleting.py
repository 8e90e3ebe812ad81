"""Deleting takes or their clips, taking it back, and what becomes of the files."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from asgiref.sync import async_to_sync
from django.test import Client
from django.utils import timezone

from playground import access
from playground.jobs import gone
from playground.media import storage
from playground.models import Blob, Clip, Generation
from tests import build

LONG_AGO = timezone.timedelta(hours=1)


def file_of(clip: Clip) -> bool:
    """Whether our copy is there."""
    blob = clip.blob
    return storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix).exists()


def kept() -> int:
    """How many clips have their file."""
    return Clip.objects.exclude(blob=None).count()


def undo(browser: Client, html: str) -> str:
    """Press the page's Undo; the page that follows."""
    moment = re.search(r'name="moment" value="([^"]+)"', html)[1].replace("&#x27;", "'")
    return browser.post("/generations/restoration/", {"moment": moment, "here": "?q=boat"}, follow=True).text


def test_deleted_takes_are_gone_and_come_back(browser: Client) -> None:
    """From History and their own pages; the notice outlives a reload, and Undo brings all of them back."""
    takes = [build.generation("ready", prompt=f"boat {number}") for number in range(2)]
    chosen = {"g": [take.pk for take in takes], "here": "?q=boat"}
    answer = browser.post("/generations/deletion/", chosen)
    assert answer["Location"] == "/generations/?q=boat"
    html = browser.get("/generations/").text
    assert "2 takes deleted." in html
    assert "boat 0" not in html
    assert browser.get(f"/generations/{takes[0].pk}/").status_code == 404
    assert browser.get(f"/generations/{takes[0].pk}/tile/").content == b""
    html = undo(browser, html)
    assert html.count('class="tile"') == 2
    assert "takes deleted" not in html
    assert [event.name for event in takes[0].events.all()] == ["asked", "deleted", "restored"]


def test_a_deleted_clip_leaves_its_prompt(browser: Client) -> None:
    """The take stays in History, says so, and serves no file; Undo brings the clip back."""
    take = build.generation("ready", prompt="boat")
    browser.post("/generations/clip-deletion/", {"g": [take.pk]})
    html = browser.get("/generations/?q=boat").text
    assert "1 clip deleted, its prompt is kept." in html
    assert "Clip deleted" in html
    assert "Clip deleted, prompt kept" in browser.get(f"/generations/{take.pk}/").text
    assert browser.get(f"/generations/{take.pk}/clip.mp4").status_code == 404
    assert browser.get(f"/generations/{take.pk}.json").json()["clip_url"] is None
    undo(browser, html)
    assert browser.get(f"/generations/{take.pk}/clip.mp4").status_code == 200


def test_files_go_when_it_can_no_longer_be_undone(owner: object) -> None:
    """Neither before, nor while another clip has the same bytes."""
    first, second = build.generation("ready"), build.generation("ready")
    assert first.clip.blob == second.clip.blob
    Clip.objects.filter(pk=first.clip.pk).update(deleted_at=timezone.now())
    assert (gone.sweep(), kept()) == (0, 2)
    Clip.objects.filter(pk=first.clip.pk).update(deleted_at=timezone.now() - LONG_AGO)
    assert (gone.sweep(), kept()) == (0, 1)
    assert file_of(second.clip)
    Generation.objects.filter(pk=second.pk).update(deleted_at=timezone.now() - LONG_AGO)
    blob = second.clip.blob
    assert (gone.sweep(), kept(), Blob.objects.count()) == (1, 0, 0)
    assert not storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix).exists()
    assert Generation.objects.count() == 2  # tombstones and prompts stay


def test_no_file_goes_while_a_download_may_end_in_it(owner: object) -> None:
    """A clip on its way has placed its bytes before its row names them."""
    take = build.generation("ready")
    Clip.objects.update(deleted_at=timezone.now() - LONG_AGO)
    held = {"fetch_until": timezone.now() + LONG_AGO, "fetch_holder": "somebody"}
    waiting = build.generation("fetching", **held)
    assert gone.sweep() == 0
    assert file_of(take.clip)
    Generation.objects.filter(pk=waiting.pk).update(state="failed", due_at=None)
    assert gone.sweep() == 1


def test_an_undo_that_comes_too_late_changes_nothing(browser: Client) -> None:
    """After a quarter of an hour the notice is gone, and so is the way back."""
    take = build.asked("boat")
    late = timezone.now() - timedelta(minutes=16)
    Generation.objects.filter(pk=take.pk).update(deleted_at=late)
    html = browser.get("/generations/").text
    assert "deleted." not in html
    browser.post("/generations/restoration/", {"moment": late.isoformat()})
    assert browser.get(f"/generations/{take.pk}/").status_code == 404


@pytest.mark.parametrize("verb", ["deletion", "clip-deletion", "tagging"])
def test_strangers_and_viewers_change_nothing(browser: Client, verb: str) -> None:
    """404, as for takes that do not exist; a mixed choice touches only what is ours."""
    theirs = build.generation("ready", of=build.user("stranger"))
    where, chosen = f"/generations/{verb}/", {"g": [theirs.pk], "tags": "x"}
    assert browser.post(where, chosen).status_code == 404
    assert browser.post(where, {"g": ["nonsense"]}).status_code == 404
    ours = build.generation("ready")
    browser.post(where, {"g": [ours.pk, theirs.pk], "tags": "x"})
    theirs.refresh_from_db()
    assert (theirs.deleted_at, theirs.tags.count()) == (None, 0)
    assert theirs.kept_clip.deleted_at is None


def test_a_stranger_sees_and_undoes_no_deletion_of_ours(browser: Client) -> None:
    """The notice stays in the workspace, and so does the moment."""
    theirs = build.asked("boat", build.user("stranger"))
    moment = timezone.now()
    Generation.objects.filter(pk=theirs.pk).update(deleted_at=moment)
    assert "take deleted" not in browser.get("/generations/").text
    browser.post("/generations/restoration/", {"moment": moment.isoformat()})
    theirs.refresh_from_db()
    assert theirs.deleted_at == moment


def test_several_clips_come_as_one_zip(browser: Client) -> None:
    """Readable names, each with its recipe unless told; a take without a clip, or of somebody else, is left out."""
    takes = [build.generation("ready", prompt=name) for name in ("A paper boat", "小船")]
    others = [build.asked("Waiting"), build.generation("ready", of=build.user("stranger"))]
    asked = {"g": [take.pk for take in [*takes, *others]]}
    answer = browser.get("/generations/clips.zip", asked)
    assert answer["Content-Disposition"].startswith('attachment; filename="takes-')
    archive = zipfile.ZipFile(BytesIO(async_to_sync(whole)(answer)))
    assert archive.testzip() is None
    assert sorted(name[:8] for name in archive.namelist()) == ["A-paper-", "小船-16x9-"[:8]]
    assert b'"prompt"' in archive.read(archive.namelist()[0])
    plain = async_to_sync(whole)(browser.get("/generations/clips.zip", {**asked, "recipe": "off"}))
    bare = zipfile.ZipFile(BytesIO(plain))
    assert bare.read(bare.namelist()[0]) == build.CLIP.read_bytes()
    assert browser.get("/generations/clips.zip", {"g": [others[0].pk]}).status_code == 404


async def whole(answer) -> bytes:
    """The bytes of a stream."""
    return b"".join([piece async for piece in answer.streaming_content])


def test_tags_are_added_to_all_that_were_chosen(browser: Client) -> None:
    """Each word once in a workspace, whatever its case."""
    takes = [build.asked(f"boat {number}") for number in range(2)]
    for tags in ("Night, rain", "night"):
        browser.post("/generations/tagging/", {"g": [take.pk for take in takes], "tags": tags})
    assert {tag.name for tag in takes[0].tags.all()} == {"Night", "rain"}
    assert access.workspace_of(access.local_owner()).tags.count() == 2


def test_a_take_s_page_deletes_it_and_history_offers_undo(browser: Client) -> None:
    """Its clip alone, or the whole take; without script too."""
    take = build.generation("ready")
    page = browser.get(f"/generations/{take.pk}/").text
    assert f'name="g" value="{take.pk}"' in page
    assert "Delete the clip, keep the prompt" in page
    answer = browser.post("/generations/deletion/", {"g": take.pk})
    assert (answer.status_code, answer["Location"]) == (302, "/generations/")
    assert "Undo" in browser.get("/generations/").text
    assert browser.get(f"/generations/{take.pk}/").status_code == 404
