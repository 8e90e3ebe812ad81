"""Files on their way into a tray: an image or a video, kept once by content, or refused in words."""

import hashlib
import logging
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from playground.forms.references import ReferenceTrouble, keep_image, keep_row, place_of
from playground.media import posters, probe, references, remux, storage
from playground.models import Blob, Generation, Reference, User, Workspace

log = logging.getLogger("playground.storage")
LARGEST_VIDEO = 50 * 1024 * 1024
MIMES = {".mp4": "video/mp4", ".webm": "video/webm", ".mov": "video/quicktime"}


def keep(user: User, workspace: Workspace, file: "UploadedFile[Any]", takes: str) -> Reference:
    """Keep one file for a list that takes images or videos. Raises ReferenceTrouble."""
    if takes == "video":
        return keep_video(user, workspace, file)
    if takes == "audio":
        raise ReferenceTrouble(_("The gateway takes no uploads of sound. Give the address of the file."))
    return keep_image(user, workspace, file)


def keep_video(user: User, workspace: Workspace, file: "UploadedFile[Any]") -> Reference:
    """Look into one video and keep its picture and sound, and nothing else it says. Raises ReferenceTrouble."""
    name = references.safe_name(file.name or _("video"))
    if (file.size or 0) > LARGEST_VIDEO:
        raise ReferenceTrouble(
            _("%(name)s is larger than 50 MB. Shorten it or make it smaller and add it again.")
            % {"name": name}
        )
    try:
        with _on_disk(file) as path:
            facts, still = _looked_into(path, name)
            suffix = _suffix(path, facts)
            facts = _bared(path, suffix, facts, name)
            kept = {"mime": MIMES[suffix], "size": facts.size}
            blob = Blob(workspace=workspace, sha256=_digest(path), suffix=suffix, **kept)
            final = place_of(blob)

            def put() -> None:
                storage.write_beside(final, ".thumbnail.webp", still)
                storage.place(path, final)

            size = {"width": facts.width, "height": facts.height, "seconds": facts.seconds}
            return keep_row(user, blob, put, name=name, kind=Reference.Kind.VIDEO, **size)
    except OSError:
        log.exception("a video could not be kept")
        words = _("%(name)s could not be stored. Add it again in a moment.")
        raise ReferenceTrouble(words % {"name": name}) from None


def clip_as_reference(user: User, take: Generation) -> Reference:
    """A take's clip as something to attach: the same bytes, not in the database before something is asked of it.

    Raises ReferenceTrouble.
    """
    clip = take.clip
    if clip is None:
        raise ReferenceTrouble(_("This take has no clip yet. Choose a finished one."))
    if clip.blob.size > LARGEST_VIDEO:
        raise ReferenceTrouble(_("This clip is larger than 50 MB, more than the gateway takes."))
    name = references.safe_name(" ".join(take.prompt.split()[:6])[:60] or _("clip")) + clip.blob.suffix
    earlier = Reference.objects.filter(
        workspace_id=take.workspace_id,
        owner=user,
        blob=clip.blob,
        source=take,
        kind=Reference.Kind.VIDEO,
        deleted_at=None,
    )
    if kept := earlier.select_related("blob").first():
        return kept
    size = {"width": clip.width, "height": clip.height, "seconds": clip.seconds}
    return Reference(
        workspace_id=take.workspace_id,
        owner=user,
        blob=clip.blob,
        name=name,
        kind=Reference.Kind.VIDEO,
        source=take,
        **size,
    )


@contextmanager
def _on_disk(file: "UploadedFile[Any]") -> Iterator[Path]:
    """The file as one of ours in the temporary folder; gone afterwards, unless it was placed."""
    path = storage.temp_path(f"upload-{uuid.uuid4().hex}")
    try:
        with path.open("wb") as out:
            shutil.copyfileobj(file, out)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _looked_into(path: Path, name: str) -> tuple[probe.ClipFacts, bytes]:
    try:
        return probe.probe(path, quicktime=True), posters.thumbnail(path)
    except probe.NotAVideo as refused:
        words = _("%(name)s is not a video that can be edited: %(why)s MP4, WebM and MOV are taken.")
        raise ReferenceTrouble(words % {"name": name, "why": _(refused.words)}) from None


def _bared(path: Path, suffix: str, facts: probe.ClipFacts, name: str) -> probe.ClipFacts:
    """Take off what the file says beside picture and sound: where and when it was made, with what, by whom."""
    bare = path.with_name(f"{path.name}.bare")
    try:
        remux.without_metadata(path, bare, suffix, facts.container)
        after = probe.probe(bare, quicktime=True)
        bare.replace(path)
    except (remux.CannotRemux, probe.NotAVideo):
        words = _("%(name)s cannot be freed of what it says about its place and camera. Export it anew.")
        raise ReferenceTrouble(words % {"name": name}) from None
    finally:
        bare.unlink(missing_ok=True)
    return after


def _suffix(path: Path, facts: probe.ClipFacts) -> str:
    with path.open("rb") as file:
        return ".mov" if file.read(12)[8:] == b"qt  " else f".{facts.container}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
