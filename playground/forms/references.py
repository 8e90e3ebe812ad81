"""Reference images on their way in: cleaned, kept once by content, or refused in words."""

import logging
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from playground.media import references, storage
from playground.models import Blob, Reference, User, Workspace

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
    final = storage.blob_path(workspace.pk, clean.sha256, clean.suffix)
    try:
        storage.write(final, clean.content)
        storage.write_beside(final, ".thumbnail.webp", references.thumbnail(clean.content))
    except OSError:
        log.exception("an image could not be kept")
        raise ReferenceTrouble(
            _("%(name)s could not be stored. Add it again in a moment.") % {"name": clean.name}
        ) from None
    kept = {"suffix": clean.suffix, "mime": clean.mime, "size": len(clean.content)}
    with transaction.atomic():
        blob, _made = Blob.objects.get_or_create(workspace=workspace, sha256=clean.sha256, defaults=kept)
        size = {"width": clean.width, "height": clean.height}
        return Reference.objects.create(
            workspace=workspace, owner=user, blob=blob, name=clean.name, cut_from=cut_from, **size
        )
