"""Check 8: one person's images and videos take so much room in the library, and no more."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from playground.forms.keeping import clip_as_reference
from playground.media import references, storage
from playground.models import Blob, Generation, Reference, keeping_room
from tests import build
from tests.integration.scripted import CLIP
from tests.integration.team.test_races import AT_ONCE, at_once
from tests.security.conftest import Enter, Team

VIDEO = {"field": "source_video", "model": "gemini_omni_flash"}
REFUSED = "one person may keep"


@pytest.fixture
def full(team: Team, settings, tmp_path: Path) -> Reference:
    """The editor's one image, which leaves room for some bytes only."""
    settings.MEDIA_DIR = tmp_path / "media"
    kept = build.reference(team.editor)
    settings.UPLOADS_PER_PERSON = kept.blob.size + 9
    return kept


def give(browser: Client, colour: str = "pink") -> HttpResponse:
    """One image for the tray."""
    return browser.post("/references/", {"file": build.upload("dog.png", build.image(colour))})


def files(folder: Path) -> int:
    """How many images and videos lie there, without the pictures beside them."""
    return sum(path.is_file() and ".thumbnail." not in path.name for path in folder.rglob("*"))


def test_what_is_too_much_is_refused_before_it_is_kept(full: Reference, enter: Enter, settings) -> None:
    """Check 8: in words with what is taken, the limit and what to do; images and videos, by the tray."""
    film = build.upload("walk.mp4", CLIP.read_bytes())
    for answer in (give(enter("editor")), enter("editor").post("/references/", {**VIDEO, "file": film})):
        assert (answer.status_code, REFUSED in answer.text) == (422, True)
        assert f"take {full.blob.size}\xa0bytes" in answer.text
        assert "Delete some on the References page" in answer.text
    assert (Reference.objects.count(), files(settings.MEDIA_DIR)) == (1, 1)


def test_the_same_again_and_a_colleagues_are_kept(full: Reference, enter: Enter) -> None:
    """Check 8: the same bytes take no further room, and each person has room of their own."""
    assert give(enter("editor"), "teal").status_code == 200
    assert give(enter("owner")).status_code == 200
    assert Blob.objects.count() == 2


def test_a_refusal_takes_no_file_of_a_colleague(full: Reference, team: Team, enter: Enter) -> None:
    """Check 8: equal bytes that somebody else has just put there stay, though their row is not to be seen yet."""
    clean = references.sanitise(build.image("pink"), "dog.png")
    place = storage.blob_path(full.workspace_id, clean.sha256, clean.suffix)
    storage.write(place, clean.content)
    assert give(enter("editor")).status_code == 422
    assert storage.read_blob(full.workspace_id, clean.sha256, clean.suffix) == clean.content


def test_crops_and_frames_take_room_too(full: Reference, team: Team, enter: Enter) -> None:
    """Check 8: whatever makes a new file is refused where it is asked for, in the same words."""
    take = build.generation("ready", of=team.editor)
    crop = enter("editor").post(f"/references/{full.pk}/crop/", {"ratio": "1:1"})
    frame = enter("editor").post(f"/generations/{take.pk}/frames/")
    assert [(answer.status_code, REFUSED in answer.text) for answer in (crop, frame)] == [(422, True)] * 2
    assert Reference.objects.get() == full


def test_the_form_keeps_what_was_typed(full: Reference, enter: Enter) -> None:
    """Check 8: a file that comes with the form, without script, costs no word of it; nothing is asked for."""
    form = {"model": "gemini_omni_flash", "prompt": "A quiet harbour", "duration": "6", "resolution": "720P"}
    form |= {
        "aspect_ratio": "16:9",
        "token": str(uuid.uuid4()),
        "images": build.upload("dog.png", build.image("pink")),
    }
    answer = enter("editor").post("/generations/", {**form, "references": str(full.pk)})
    assert answer.status_code == 422
    assert all(words in answer.text for words in (REFUSED, "A quiet harbour", f'value="{full.pk}"'))
    assert not Generation.objects.exists()


def forgotten(browser: Client, image: Reference) -> None:
    """Deleted long enough ago."""
    Reference.objects.filter(pk=image.pk).update(deleted_at=F("deleted_at") - timedelta(hours=1))


def erased(browser: Client, image: Reference) -> None:
    """Deleted for good by a click."""
    image.refresh_from_db()
    browser.post("/references/erasure/", {"moment": image.deleted_at.isoformat()})


@pytest.mark.parametrize("leave", [forgotten, erased])
@pytest.mark.parametrize("is_used", [True, False])
def test_what_is_deleted_for_good_gives_its_room_back(
    full: Reference, team: Team, enter: Enter, leave: Callable[[Client, Reference], None], is_used: bool
) -> None:
    """Check 8: not while it may be brought back; then at once, whether or not a take goes on using it."""
    if is_used:
        build.generation("running", of=team.editor).attached.create(reference=full, position=0)
    browser = enter("editor")
    browser.post(f"/references/{full.pk}/deletion/")
    assert give(browser).status_code == 422
    leave(browser, full)
    assert give(browser).status_code == 200


def test_what_was_left_behind_takes_no_room(full: Reference, team: Team, enter: Enter) -> None:
    """Check 8: images of a workspace that somebody left are its own; with it elsewhere there is room again."""
    browser = enter("editor")
    assert give(browser).status_code == 422
    Reference.objects.filter(pk=full.pk).update(workspace=build.workspace("Left behind"))
    assert give(browser).status_code == 200


def test_a_clip_of_ours_takes_no_further_room(team: Team) -> None:
    """Check 8: a take's clip is the same file when it is attached."""
    clip_as_reference(team.editor, build.generation("ready", of=team.editor)).save()
    assert Reference.objects.count() == 1
    assert not keeping_room.kept_by(team.editor).exists()


@pytest.mark.django_db(transaction=True)
def test_uploads_side_by_side_share_the_room(team: Team, enter: Enter, settings, tmp_path: Path) -> None:
    """Check 8: of twelve at one moment three fit, and the others leave nothing on the disk."""
    settings.MEDIA_DIR = tmp_path / "media"
    colours = [f"#{20 * number:02x}6432" for number in range(AT_ONCE)]
    sizes = [len(references.sanitise(build.image(each), "dog.png").content) for each in colours]
    settings.UPLOADS_PER_PERSON = 3 * max(sizes)
    assert 4 * min(sizes) > settings.UPLOADS_PER_PERSON
    browsers = [enter("editor") for _ in colours]
    outcomes = at_once(lambda number: give(browsers[number], colours[number]).status_code)
    assert sorted(outcomes) == [200] * 3 + [422] * (AT_ONCE - 3)
    assert (Reference.objects.count(), files(settings.MEDIA_DIR)) == (3, 3)
