"""The files of deleted clips and references: they go when nobody can bring them back, never while in use elsewhere."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils import timezone

from playground.media import storage
from playground.models import Blob, Clip, Generation, Reference
from playground.models.generation import GenerationReference
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


def sweep_references() -> int:
    """Remove the references that left the library long enough ago, but for those of takes; how many files went."""
    unused = Reference.objects.filter(deleted_at__lte=timezone.now() - UNDO_WITHIN - SLACK)
    unused = unused.exclude(Exists(GenerationReference.objects.filter(reference=OuterRef("pk"))))
    files = 0
    for reference in unused.select_related("blob")[:AT_ONCE]:
        try:
            files += _remove(reference, Q(deleted_at__isnull=False))
        except OSError as error:
            log.warning("the file of a deleted reference stays until the next sweep: %s", error)
            break
    return files


def _remove(row: Clip | Reference, still_gone: Q) -> bool:
    """Row first, file last, in one transaction: a storage that fails keeps both. True: the file went."""
    blob = row.blob
    with transaction.atomic():
        held = Blob.objects.select_for_update().filter(pk=blob.pk).first()
        # A download may end in these very bytes; it has placed its file before its row says so
        arriving = Generation.objects.filter(
            due_at__isnull=False, state=State.FETCHING, workspace_id=blob.workspace_id
        )
        if held is None or arriving.exists():
            return False
        try:
            if not type(row)._default_manager.filter(still_gone, pk=str(row.pk)).delete()[0]:
                return False
        except ProtectedError:
            return False  # a take has just begun to use it
        try:
            held.delete()
        except ProtectedError:
            return False  # another clip, or a reference, has the same bytes
        storage.discard(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
    return True
