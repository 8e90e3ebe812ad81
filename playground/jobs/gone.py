"""The files of deleted clips: they go when nobody can bring them back, and never while anything else shows them."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import ProtectedError, Q
from django.utils import timezone

from playground.media import storage
from playground.models import Blob, Clip, Generation
from playground.models.removal import UNDO_WITHIN
from playground.models.state import State

log = logging.getLogger("playground.gone")
SLACK = timedelta(minutes=5)  # an undo that is on its way finds its file
AT_ONCE = 500


def sweep() -> int:
    """Remove the clips that were deleted long enough ago; how many files went."""
    edge = timezone.now() - UNDO_WITHIN - SLACK
    # Two questions, each answered by its small index of tombstones
    gone = set(Clip.objects.filter(deleted_at__lte=edge).values_list("pk", flat=True)[:AT_ONCE])
    takes = Clip.objects.filter(generation__deleted_at__lte=edge)
    gone |= set(takes.values_list("pk", flat=True)[:AT_ONCE])
    files = 0
    for clip in Clip.objects.filter(pk__in=gone).select_related("blob"):
        try:
            files += _remove(clip, Q(deleted_at__lte=edge) | Q(generation__deleted_at__lte=edge))
        except OSError as error:
            log.warning("the file of a deleted clip stays until the next sweep: %s", error)
            break
    return files


def _remove(clip: Clip, still_gone: Q) -> bool:
    """Row first, file last, in one transaction: a storage that fails keeps both. True: the file went."""
    blob = clip.blob
    with transaction.atomic():
        held = Blob.objects.select_for_update().filter(pk=blob.pk).first()
        # A download may end in these very bytes; it has placed its file before its row says so
        arriving = Generation.objects.filter(
            due_at__isnull=False, state=State.FETCHING, workspace_id=blob.workspace_id
        )
        if held is None or arriving.exists():
            return False
        if not Clip.objects.filter(still_gone, pk=clip.pk).delete()[0]:
            return False
        try:
            held.delete()
        except ProtectedError:
            return False  # another clip, or a reference, has the same bytes
        storage.discard(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
    return True
