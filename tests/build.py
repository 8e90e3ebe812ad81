"""Builders: a person, a workspace, an image, a take in any state; made by the app's own doors where it has one."""

import hashlib
import io
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from playground import access, connection
from playground.catalogue import video_model
from playground.catalogue.pricing import quote
from playground.forms.compose import ComposeForm
from playground.forms.keeping import clip_as_reference
from playground.forms.references import keep_image
from playground.media import posters, probe, storage
from playground.models import (
    Batch,
    Blob,
    Clip,
    Generation,
    Membership,
    Reference,
    User,
    Workspace,
    asking,
    several,
    share_link,
)
from playground.models.asking import Ask, Attached
from playground.models.share_link import ShareLink, Wish

CLIP = Path(__file__).resolve().parents[1] / "static" / "sample" / "sample.mp4"
SENT = {"submitting", "unconfirmed", "running", "fetching", "ready"}
ACCEPTED = {"running", "fetching", "ready"}


def workspace(name: str = "Elsewhere") -> Workspace:
    """One without members."""
    return Workspace.objects.create(name=name)


def user(name: str = "stranger", at: Workspace | None = None, role: str = "owner") -> User:
    """A person who belongs to one workspace, a new one unless told."""
    person = User.objects.create(username=name)
    Membership.objects.create(user=person, workspace=at or workspace(name), role=role)
    return person


def image(colour: str = "teal", kind: str = "PNG", size: tuple[int, int] = (64, 48)) -> bytes:
    """The bytes of a small picture."""
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind)
    return out.getvalue()


def upload(name: str = "cat.png", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form posts it."""
    return SimpleUploadedFile(name, image() if content is None else content)


def reference(of: User | None = None, colour: str = "teal", name: str = "cat.png") -> Reference:
    """An image somebody attached before."""
    person = of or access.local_owner()
    return keep_image(person, access.workspace_of(person), upload(name, image(colour)))


def blob(at: Workspace, content: bytes, suffix: str = ".bin") -> Blob:
    """Stored bytes."""
    digest = hashlib.sha256(content).hexdigest()
    storage.write(storage.blob_path(at.pk, digest, suffix), content)
    kept = {"suffix": suffix, "mime": "video/mp4", "size": len(content)}
    return Blob.objects.get_or_create(workspace=at, sha256=digest, defaults=kept)[0]


def asked(
    prompt: str = "A quiet harbour", of: User | None = None, *attached: Attached, **values: Any
) -> Generation:
    """A queued take as the click leaves it."""
    return asking.make(ask(prompt, of, *attached, **values))


def batch(
    count: int, prompt: str = "A quiet harbour", of: User | None = None, budget: int | None = None
) -> Batch:
    """So many takes of one prompt, from one click."""
    return several.make_batch([ask(prompt, of)] * count, budget)


def ask(prompt: str = "A quiet harbour", of: User | None = None, *attached: Attached, **values: Any) -> Ask:
    """What a click asks for."""
    person, model = of or access.local_owner(), video_model("gemini_omni_flash")
    chosen = {**model.defaults(), "prompt": prompt, "image_urls": [each.wire for each in attached], **values}
    line = access.get_connection_to_use(person)
    price = quote(connection.prices(line.workspace), model, chosen)
    return Ask(person, line, model, chosen, attached, uuid.uuid4(), price)


def edit(source: Generation, prompt: str) -> Generation:
    """A queued edit of a finished take's clip, as the composer's form asks for it."""
    person, panel = access.local_owner(), video_model("gemini_omni_flash")
    clip = Attached(clip_as_reference(person, source), field="source_video")
    start = {"prompt": prompt, "attached": [clip]}
    form = ComposeForm.fresh(panel, person, source.workspace, start)
    line = access.get_connection_to_use(person)
    return asking.make(Ask(person, line, form.model, form.values, form.attached, uuid.uuid4(), None))


def generation(state: str = "queued", of: User | None = None, **fields: Any) -> Generation:
    """A take that stands there, with what a take in that state has; a ready one has a clip on disk."""
    take, now = asked(fields.pop("prompt", "A quiet harbour"), of), timezone.now()
    given: dict[str, Any] = {
        "state": state,
        "due_at": None if state in ("ready", "failed", "cancelled") else now,
    }
    if state in SENT:
        given |= {"submitted_at": now, "attempts": 1}
    if state in ACCEPTED:
        given |= {"upstream_id": f"video_{take.pk.hex[:12]}", "accepted_at": now, "last_contact_at": now}
        given["upstream_word"] = "in_progress"
    if state in ("fetching", "ready"):
        given |= {"completed_at": now, "progress": 100, "expires_at": now + timedelta(hours=24)}
    if state == "ready":
        given |= {"ready_at": now, "charged": "yes"}
        keep_clip(take)
    Generation.objects.filter(pk=take.pk).update(**given | fields)
    return Generation.objects.select_related("connection", "kept_clip__blob").get(pk=take.pk)


def keep_clip(take: Generation) -> Clip:
    """Our copy of a clip, poster and thumbnail beside it."""
    kept = blob(take.workspace, CLIP.read_bytes(), ".mp4")
    path = storage.blob_path(take.workspace_id, kept.sha256, ".mp4")
    facts = probe.probe(path)
    for suffix, content in zip(
        (".poster.webp", ".thumbnail.webp"), posters.poster_and_thumbnail(path), strict=True
    ):
        storage.write_beside(path, suffix, content)
    measured = {name: getattr(facts, name) for name in ("width", "height", "seconds", "fps", "has_audio")}
    return Clip.objects.create(generation=take, blob=kept, **measured)


def share(*takes: Generation, **wish: Any) -> tuple[ShareLink, str]:
    """A link to these takes, and its token."""
    return share_link.make(takes[0].owner, takes, Wish(**wish))
