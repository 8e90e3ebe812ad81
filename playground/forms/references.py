"""Reference images on their way in: cleaned, kept once by content, or refused in words."""

import contextlib
import logging
from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from playground.media import references, storage
from playground.models import Blob, Reference, User, Workspace, keeping_room

log = logging.getLogger("playground.storage")
LARGEST = 10 * 1024 * 1024


class ReferenceTrouble(Exception):
    """Why an image was not taken, in the reader's language."""


def keep_image(user: User, workspace: Workspace, file: "UploadedFile[Any]") -> Reference:
    """Clean and keep one image. Raises ReferenceTrouble."""
    name = references.safe_name(file.name or _("image"))
    if (file.size or 0) > LARGEST:
        raise ReferenceTrouble(
            _("%(name)s is larger than 10 MB. Make it smaller and add it again.") % {"name": name}
        )
    try:
        clean = references.sanitise(file.read(), name)
    except references.ReferenceRefused as refused:
        raise ReferenceTrouble(_(refused.message) % refused.params) from None
    return keep_clean(user, workspace, clean)


def keep_clean(
    user: User, workspace: Workspace, clean: references.Sanitised, cut_from: Reference | None = None
) -> Reference:
    """Keep a clean image, once by content. Raises ReferenceTrouble."""
    blob = Blob(workspace=workspace, sha256=clean.sha256, suffix=clean.suffix, mime=clean.mime)
    blob.size = len(clean.content)
    refuse_without_room(user, blob, clean.name)
    final = place_of(blob)
    try:
        storage.write(final, clean.content)
        storage.write_beside(final, ".thumbnail.webp", references.thumbnail(clean.content))
    except OSError:
        log.exception("an image could not be kept")
        raise ReferenceTrouble(
            _("%(name)s could not be stored. Add it again in a moment.") % {"name": clean.name}
        ) from None
    size = {"width": clean.width, "height": clean.height}
    return keep_row(user, blob, name=clean.name, cut_from=cut_from, **size)


def place_of(blob: Blob) -> PurePath:
    """Where its bytes lie, or will."""
    return storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix)


def refuse_without_room(user: User, blob: Blob, name: str) -> None:
    """Before anything is written. Raises ReferenceTrouble."""
    try:
        keeping_room.ask(user, blob)
    except keeping_room.NoRoom as full:
        raise _no_room(full, name) from None


def keep_row(user: User, blob: Blob, **facts: Any) -> Reference:
    """The reference whose bytes are in their place, where no other upload took the room meanwhile.

    Raises ReferenceTrouble; then the bytes are gone again, unless something else has the same.
    """
    where = {"workspace": blob.workspace, "sha256": blob.sha256}
    kept = {"suffix": blob.suffix, "mime": blob.mime, "size": blob.size}
    try:
        with transaction.atomic():
            keeping_room.admit(user, blob)
            row, _made = Blob.objects.get_or_create(**where, defaults=kept)
            return Reference.objects.create(workspace=blob.workspace, owner=user, blob=row, **facts)
    except keeping_room.NoRoom as full:
        if not Blob.objects.filter(**where).exists():
            with contextlib.suppress(OSError):
                storage.discard(place_of(blob))
        raise _no_room(full, facts["name"]) from None


def _no_room(full: keeping_room.NoRoom, name: str) -> ReferenceTrouble:
    words = _(
        "%(name)s was not added: your images and videos take %(used)s, and one person may keep %(most)s. "
        "Delete some on the References page, for good, and add it again."
    )
    sizes = {"used": filesizeformat(full.used), "most": filesizeformat(full.most)}
    return ReferenceTrouble(words % {"name": name, **sizes})
