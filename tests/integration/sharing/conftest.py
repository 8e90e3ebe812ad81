"""What tests of share links share: a take with something to hide in every corner, and guests who have no account."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from playground.media import storage
from playground.media.recipe import with_recipe
from playground.models import Clip, Generation, Reference
from playground.models.asking import Attached
from tests import build

PROMPT = "A whispered lighthouse nobody may read"
FROM_UPSTREAM = "made by a foreign renderer from the words of somebody"
LEVELS = ("clip", "prompt", "recipe", "try")
MEDIA = ("clip.mp4", "download/", "poster.webp", "still.webp")


@pytest.fixture
def reference(owner: object) -> Reference:
    """An image with a telling name."""
    return build.reference(name="lighthouse-secret.png")


@pytest.fixture
def take(owner: object, static_files: None, reference: Reference, tmp_path: Path) -> Generation:
    """Ready, made with a reference; its stored file says things of itself, as some gateways' files do."""
    asked = build.asked(PROMPT, None, Attached(reference))
    telling = tmp_path / "telling.mp4"
    with_recipe(build.CLIP, telling, FROM_UPSTREAM)
    build.keep_clip(asked)
    kept = build.blob(asked.workspace, telling.read_bytes(), ".mp4")
    for suffix in (".poster.webp", ".thumbnail.webp"):
        plain = storage.read_blob(asked.workspace_id, asked.kept_clip.sha256, suffix)
        storage.write_beside(storage.blob_path(asked.workspace_id, kept.sha256, ".mp4"), suffix, plain)
    Clip.objects.filter(generation=asked).update(blob=kept)
    Generation.objects.filter(pk=asked.pk).update(state="ready", upstream_id="task_whispered_01", due_at=None)
    return Generation.objects.shown().get(pk=asked.pk)


@pytest.fixture
def browser(owner: object, static_files: None) -> Client:
    """The owner's, in English."""
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def guest() -> Client:
    """Somebody with a browser of their own."""
    return Client(headers={"accept-language": "en"})


def body(answer: Any) -> bytes:
    """All bytes of an answer."""
    return b"".join(answer) if answer.streaming else answer.content


def addresses(token: str) -> list[str]:
    """Every address of a link to one clip."""
    return [
        f"/s/{token}/",
        f"/s/{token}/embed/",
        f"/s/{token}/1/trial/",
        f"/oembed/?url=http://testserver/s/{token}/",
        *(f"/s/{token}/1/{name}" for name in MEDIA),
    ]
