"""A picture of a clip on its way into the composer: kept as a reference image that knows where it comes from."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from playground.forms.references import keep_image
from playground.media import storage
from playground.media.frames import Frame, frame_at
from playground.models import Generation, Reference, User


def taken(take: Generation, seconds: float | None) -> Frame:
    """The picture at `seconds` of a take's clip, None for the last one. Raises FrameRefused, OSError."""
    blob = take.clip.blob
    with storage.local_copy(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix)) as path:
        return frame_at(path, seconds)


def keep_frame(user: User, take: Generation, seconds: float | None) -> Reference:
    """The same, kept; once for each picture of a clip. Raises FrameRefused, ReferenceTrouble, OSError."""
    frame = taken(take, seconds)
    place = {"source": take, "source_seconds": frame.seconds}
    if kept := Reference.objects.filter(workspace=take.workspace, owner=user, **place).first():
        return kept
    name = _("frame %(number)s.png") % {"number": frame.number}
    reference = keep_image(user, take.workspace, SimpleUploadedFile(name, frame.content))
    Reference.objects.filter(pk=reference.pk).update(**place)
    reference.refresh_from_db()
    return reference
