"""The files of deleted clips and references: they go when nobody can bring them back, never while in use elsewhere.

Rows first, files last, in one transaction: whatever kills this in between, or a storage that fails, leaves rows that
still name the files, and the next sweep finishes the work. A clip's row stays, and says what went, when and why.
"""

import hashlib
import logging
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, Q
from django.utils import timezone

from playground.crash import crash_point
from playground.media import downloads, storage
from playground.models import Blob, Clip, Event, Generation, Reference, audit
from playground.models.generation import GenerationReference
from playground.models.removal import UNDO_WITHIN
from playground.models.state import State

log = logging.getLogger("playground.gone")
SLACK = timedelta(minutes=5)  # an undo that is on its way finds its file
AT_ONCE = 500
ACTOR = "sweeper"
POSTER, THUMBNAIL = BESIDE = (".poster.webp", ".thumbnail.webp")
HAS_FILES = Q(blob__isnull=False) | Q(poster__isnull=False)


def sweep(of: Collection[Any] | None = None) -> int:
    """Remove the clips that cannot be brought back any more; how many files went. `of`: those of these takes alone."""
    edge = timezone.now() - UNDO_WITHIN - SLACK
    rows = Clip.objects.all() if of is None else Clip.objects.filter(generation__in=of)
    # Three questions, each answered by its small index of tombstones
    parts = (
        rows.filter(Q(deleted_at__lte=edge) | ~Q(rule=""), deleted_at__isnull=False, removed_at=None),
        rows.filter(HAS_FILES, generation__deleted_at__lte=edge),
        rows.filter(HAS_FILES, generation__deleted_at__isnull=False, generation__purged_at__isnull=False),
    )
    gone = {key for part in parts for key in part.values_list("pk", flat=True)[:AT_ONCE]}
    files = 0
    for key in sorted(gone):
        try:
            files += _remove_clip(key, edge)
        except OSError as error:
            log.warning("the file of a deleted clip stays until the next sweep: %s", error)
            break
    return files


def waiting(of: Collection[Any]) -> int:
    """How many of these takes, deleted for good, still have their files: the storage, or a download, is in the way."""
    return Clip.objects.filter(HAS_FILES, generation__in=of).count()


def sweep_references(of: Collection[Any] | None = None) -> int:
    """Remove the references that left the library for good, but for those of takes; how many files went."""
    late = Q(deleted_at__lte=timezone.now() - UNDO_WITHIN - SLACK)
    unused = Reference.objects.filter(late | Q(purged_at__isnull=False), deleted_at__isnull=False)
    unused = unused if of is None else unused.filter(blob__in=of)
    unused = unused.exclude(Exists(GenerationReference.objects.filter(reference=OuterRef("pk"))))
    files = 0
    for reference in unused.select_related("blob")[:AT_ONCE]:
        try:
            files += _remove_reference(reference)
        except OSError as error:
            log.warning("the file of a deleted reference stays until the next sweep: %s", error)
            break
    return files


def _remove_clip(key: int, edge: datetime) -> int:
    """The files of one clip that nobody else uses; its row keeps what was removed. How many."""
    _save_poster(key)
    with transaction.atomic():
        rows = Clip.objects.select_for_update(of=("self",)).select_related("generation", "blob", "poster")
        clip = rows.filter(pk=key).first()
        if clip is None or not _is_over(clip, edge) or _is_arriving(clip.generation.workspace_id):
            return 0
        take, now = clip.generation, timezone.now()
        poster = clip.poster if clip.rule == Clip.Rule.POSTERS and not take.deleted_at else None
        was = [each for each in (clip.blob, clip.poster) if each and each != poster]
        size = sum(each.size + (each.stills or 0) for each in was)
        Clip.objects.filter(pk=key).update(
            blob=None,
            poster=poster,
            deleted_at=clip.deleted_at or take.deleted_at,
            removed_at=now,
            removed_bytes=(clip.removed_bytes or 0) + size,
        )
        told = {"name": "files removed", "actor": ACTOR, "detail": f"{size} bytes"}
        Event.objects.create(generation=take, at=now, from_state=take.state, to_state=take.state, **told)
        if clip.rule not in (Clip.Rule.POSTERS, Clip.Rule.DELETE):  # the rule's own entry tells of those
            audit.write("files removed", take, words=ACTOR, detail={"size": size})
        crash_point("mid_purge")
        files = sum(_drop(each) for each in was)
        crash_point("after_purge")
    return files


def _is_over(clip: Clip, edge: datetime) -> bool:
    """Asked under the lock: whether nobody can bring it back."""
    take = clip.generation
    if take.deleted_at and (take.purged_at or take.deleted_at <= edge):
        return True
    return bool(clip.deleted_at and (clip.rule or clip.deleted_at <= edge))


def _is_arriving(workspace_id: int) -> bool:
    """A download may end in these very bytes; it has placed its file before its row says so."""
    held = Generation.objects.filter(due_at__isnull=False, state=State.FETCHING, workspace_id=workspace_id)
    return held.filter(fetch_until__gt=timezone.now()).exclude(fetch_holder="").exists()


def _save_poster(key: int) -> None:
    """Make the poster a file of its own, where the rule keeps it: committed before the clip's files may go."""
    rows = Clip.objects.filter(pk=key, rule=Clip.Rule.POSTERS, poster=None, generation__deleted_at=None)
    clip = rows.exclude(blob=None).select_related("blob").first()
    if clip is None or clip.blob is None:
        return
    kept = clip.blob
    try:
        large, small = (storage.read_blob(kept.workspace_id, kept.sha256, name) for name in BESIDE)
    except FileNotFoundError:
        return
    sha256 = hashlib.sha256(large).hexdigest()
    path = storage.blob_path(kept.workspace_id, sha256, ".webp")
    storage.write(path, large)
    storage.write_beside(path, THUMBNAIL, small)
    facts = {"suffix": ".webp", "mime": "image/webp", "size": len(large), "stills": len(small)}
    where = {"workspace_id": kept.workspace_id, "sha256": sha256}
    with transaction.atomic():
        poster, _made = Blob.objects.get_or_create(**where, defaults=facts)
        Clip.objects.filter(pk=key).update(poster=poster)


def _drop(blob: Blob) -> bool:
    """Row first, file last. True: the file went, with what lies beside it and the copies made of it."""
    held = Blob.objects.select_for_update().filter(pk=blob.pk).first()
    if held is None:
        return False
    try:
        held.delete()
    except ProtectedError:
        return False  # another clip, or a reference, has the same bytes
    downloads.forget_copies(blob.workspace_id, blob.sha256)
    storage.discard(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
    return True


def _remove_reference(reference: Reference) -> bool:
    """Unless a take has just begun to use it."""
    with transaction.atomic():
        held = Reference.objects.select_for_update().filter(pk=reference.pk, deleted_at__isnull=False).first()
        if held is None or _is_arriving(reference.workspace_id):
            return False
        try:
            held.delete()
        except ProtectedError:
            return False
        return _drop(reference.blob)
