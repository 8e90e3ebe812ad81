"""Reference images on their way in: cleaned, kept once by content, or refused in words."""

import logging
from collections.abc import Callable
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
    final, still = place_of(blob), references.thumbnail(clean.content)

    def put() -> None:
        storage.write(final, clean.content)
        storage.write_beside(final, ".thumbnail.webp", still)

    size = {"width": clean.width, "height": clean.height}
    try:
        return keep_row(user, blob, put, name=clean.name, cut_from=cut_from, **size)
    except OSError:
        log.exception("an image could not be kept")
        raise ReferenceTrouble(
            _("%(name)s could not be stored. Add it again in a moment.") % {"name": clean.name}
        ) from None


def place_of(blob: Blob) -> PurePath:
    """Where its bytes lie, or will."""
    return storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix)


def keep_row(user: User, blob: Blob, put: Callable[[], None], **facts: Any) -> Reference:
    """The reference, once `put` has brought the bytes to their place: where there is room for them, and nowhere else.

    Raises ReferenceTrouble, and what `put` raises; either leaves no row.
    """
    where = {"workspace": blob.workspace, "sha256": blob.sha256}
    kept = {"suffix": blob.suffix, "mime": blob.mime, "size": blob.size}
    try:
        with transaction.atomic():
            keeping_room.admit(user, blob)
            row, _made = Blob.objects.select_for_update().get_or_create(**where, defaults=kept)
            # Not before: whoever removes the same bytes just now holds the row, and takes what lies there along.
            put()
            return Reference.objects.create(workspace=blob.workspace, owner=user, blob=row, **facts)
    except keeping_room.NoRoom as full:
        raise _no_room(full, facts["name"]) from None


def _no_room(full: keeping_room.NoRoom, name: str) -> ReferenceTrouble:
    words = _(
        "%(name)s was not added: your images and videos take %(used)s, and one person may keep %(most)s. "
        "Delete some on the References page, for good, and add it again."
    )
    sizes = {"used": filesizeformat(full.used), "most": filesizeformat(full.most)}
    return ReferenceTrouble(words % {"name": name, **sizes})
