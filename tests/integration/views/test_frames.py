"""Single pictures of a clip over HTTP: exact, bounded, private, and carried into the composer with their origin."""

import io
import uuid

import pytest
from django.test import Client
from PIL import Image

from playground import local_owner
from playground.media import frames, storage
from playground.models import Generation, Reference
from tests import build
from tests.integration.views.conftest import Post


@pytest.fixture
def take(browser: Client) -> Generation:
    """One with a clip."""
    return build.generation("ready", prompt="Boats at dusk")


def signed_in(monkeypatch: pytest.MonkeyPatch, person: object) -> None:
    """Somebody other than the owner is looking."""
    monkeypatch.setattr(local_owner, "local_owner", lambda: person)


def test_a_frame_comes_as_png_with_a_readable_name(browser: Client, take: Generation) -> None:
    """In the clip's own size, named after prompt and frame."""
    answer = browser.get(f"/generations/{take.pk}/frame.png?t=0.5")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert Image.open(io.BytesIO(answer.content)).size == (take.clip.width, take.clip.height)
    number = round(0.5 * take.clip.fps)
    assert f"-f{number:04}.png" in answer["Content-Disposition"]
    assert "Boats-at-dusk" in answer["Content-Disposition"]


def test_a_frame_is_private_and_inert(browser: Client, take: Generation) -> None:
    """No cache keeps it, nothing in it runs, and no other site can show it."""
    answer = browser.get(f"/generations/{take.pk}/frame.png")
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "moment", ["-1", "nan", "inf", "1e3", "0x1", "99999", "1.0000000001", "٣", "a", " 1"]
)
def test_what_is_no_moment_is_not_found(browser: Client, take: Generation, moment: str) -> None:
    """Only plain seconds are read; nothing else reaches the decoder."""
    assert browser.get(f"/generations/{take.pk}/frame.png", {"t": moment}).status_code == 404
    assert browser.post(f"/generations/{take.pk}/frames/", {"t": moment}).status_code == 404
    assert Reference.objects.count() == 0


def test_a_take_without_a_clip_has_no_frames(browser: Client) -> None:
    """404 while there is none, and when its file is gone."""
    running, lost = build.generation("running"), build.generation("ready")
    blob = lost.clip.blob
    storage.discard(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
    for take in (running, lost):
        assert browser.get(f"/generations/{take.pk}/frame.png").status_code == 404
        assert browser.post(f"/generations/{take.pk}/frames/").status_code == 404


def test_a_clip_that_gives_no_frame_is_refused_in_words(
    browser: Client, take: Generation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long one: 422, and the words say what to do."""
    monkeypatch.setattr(frames, "LONGEST_SECONDS", 0.5)
    for answer in (
        browser.get(f"/generations/{take.pk}/frame.png"),
        browser.post(f"/generations/{take.pk}/frames/"),
    ):
        assert answer.status_code == 422
        assert "cut it first" in answer.text


@pytest.mark.parametrize("edge", ["frame", "continue"])
def test_a_frame_lands_in_the_composer_with_its_parent(browser: Client, take: Generation, edge: str) -> None:
    """The reference knows clip and second, the form carries take and edge."""
    moment = {"t": "0.5"} if edge == "frame" else {}
    page = browser.post(f"/generations/{take.pk}/frames/", {"edge": edge, **moment}, follow=True)
    kept = Reference.objects.get()
    assert (kept.source, kept.kind, kept.workspace) == (take, "image", take.workspace)
    last = take.clip.seconds - 1 / take.clip.fps
    assert kept.source_seconds == pytest.approx(0.5 if edge == "frame" else last, abs=0.01)
    assert f'name="references" value="{kept.pk}"' in page.text
    assert f'name="parent" value="{take.pk}"' in page.text
    assert f'name="edge" value="{edge}"' in page.text
    assert "Boats at dusk" in page.text


def test_the_same_frame_is_kept_once(browser: Client, take: Generation) -> None:
    """A second click finds the first one's picture."""
    for _ in range(2):
        browser.post(f"/generations/{take.pk}/frames/", {"t": "0.5"})
    assert Reference.objects.count() == 1


def test_the_new_take_knows_its_parent(take: Generation, generate: Post) -> None:
    """What the form carries stands in the row."""
    generate(parent=str(take.pk), edge="continue", htmx=True)
    made = Generation.objects.exclude(pk=take.pk).get()
    assert (made.parent, made.edge) == (take, "continue")


@pytest.mark.parametrize("whose", ["nobody", "stranger", "nonsense"])
def test_a_parent_that_is_not_ours_is_no_parent(browser: Client, generate: Post, whose: str) -> None:
    """An id of nobody, of somebody else, or no id at all: the take is made without one."""
    ids = {"nobody": uuid.uuid4, "stranger": lambda: build.asked(of=build.user("stranger")).pk}
    parent = ids.get(whose, lambda: "x")()
    generate(parent=str(parent), edge="frame", htmx=True)
    made = Generation.objects.exclude(pk=parent if whose == "stranger" else None).get()
    assert (made.parent, made.edge) == (None, "")


def test_a_colleague_takes_frames_too(browser: Client, take: Generation, monkeypatch) -> None:
    """An editor of the workspace keeps one as an image of the team; a viewer may look and save, not carry on."""
    mate = build.user("mate", take.workspace, "editor")
    signed_in(monkeypatch, mate)
    assert browser.get(f"/generations/{take.pk}/frame.png").status_code == 200
    assert browser.post(f"/generations/{take.pk}/frames/").status_code == 302
    assert Reference.objects.get().owner == mate
    signed_in(monkeypatch, build.user("viewer", take.workspace, "viewer"))
    assert browser.get(f"/generations/{take.pk}/frame.png").status_code == 200
    assert browser.post(f"/generations/{take.pk}/frames/").status_code == 404


def test_a_stranger_gets_no_frame(browser: Client, take: Generation, monkeypatch) -> None:
    """404 for the picture, for carrying it on, and for the composer that names somebody's frame."""
    browser.post(f"/generations/{take.pk}/frames/")
    kept = Reference.objects.get()
    stranger = build.user("stranger")
    signed_in(monkeypatch, stranger)
    assert browser.get(f"/generations/{take.pk}/frame.png").status_code == 404
    assert browser.post(f"/generations/{take.pk}/frames/").status_code == 404
    own = build.generation("ready", of=stranger)
    assert browser.get(f"/?from={own.pk}&frame={kept.pk}").status_code == 404
