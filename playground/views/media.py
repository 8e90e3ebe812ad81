"""Clips, posters and thumbnails: our own copies, with byte ranges, for those who may see the take."""

import uuid
from typing import Any

from asgiref.sync import sync_to_async
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from playground import access
from playground.media import downloads, storage
from playground.media.ranges import Blob, ranged_response
from playground.models import Generation, Reference
from playground.views.recipes import carries_recipe
from playground.views.request import Request

POSTER, THUMBNAIL = ".poster.webp", ".thumbnail.webp"


@sync_to_async
def _stored(request: Request, generation_id: uuid.UUID, beside: str = "") -> tuple[Generation, Blob]:
    """The take, and its clip or what lies beside it; asked anew at each range, so a lost permission is lost at once."""
    take = access.get_generation_to_view(request.user, generation_id)
    if take.clip is None and not (beside and take.has_poster):
        raise Http404
    blob: Any = take.clip.blob if take.clip else take.kept_clip.poster
    beside = beside if take.clip or beside == THUMBNAIL else ""  # a poster kept alone is its own file
    path = storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix)
    return take, storage.blob(storage.beside(path, beside) if beside else path)


@sync_to_async
def _reference(request: Request, reference_id: uuid.UUID, beside: str = "") -> tuple[Reference, Blob]:
    reference = access.get_reference_to_view(request.user, reference_id)
    path = storage.blob_path(reference.workspace_id, reference.blob.sha256, reference.blob.suffix)
    return reference, storage.blob(storage.beside(path, beside) if beside else path)


@require_safe
async def clip(request: Request, generation_id: uuid.UUID) -> HttpResponseBase:
    """The clip, seekable."""
    take, stored = await _stored(request, generation_id)
    return await ranged_response(request, stored, take.clip.blob.mime, filename=file_name(take))


@require_safe
async def download(request: Request, generation_id: uuid.UUID) -> HttpResponseBase:
    """The clip as a file with a readable name; its recipe inside, unless the person does without."""
    take, stored = await _stored(request, generation_id)
    if carries_recipe(request):
        stored = await sync_to_async(downloads.carrying)(take, stored)
    return await ranged_response(
        request, stored, take.clip.blob.mime, filename=file_name(take), download=True
    )


@require_safe
async def poster(request: Request, generation_id: uuid.UUID) -> HttpResponseBase:
    """A telling frame, 960 px wide."""
    _, stored = await _stored(request, generation_id, POSTER)
    return await ranged_response(request, stored, "image/webp")


@require_safe
async def thumbnail(request: Request, generation_id: uuid.UUID) -> HttpResponseBase:
    """The same frame, 320 px wide."""
    _, stored = await _stored(request, generation_id, THUMBNAIL)
    return await ranged_response(request, stored, "image/webp")


@require_safe
async def reference_thumbnail(request: Request, reference_id: uuid.UUID) -> HttpResponseBase:
    """A reference image, small."""
    _, stored = await _reference(request, reference_id, THUMBNAIL)
    return await ranged_response(request, stored, "image/webp")


@require_safe
async def reference_file(request: Request, reference_id: uuid.UUID) -> HttpResponseBase:
    """A reference as it goes to the gateway; a video is seekable."""
    reference, stored = await _reference(request, reference_id)
    return await ranged_response(request, stored, reference.blob.mime, filename=reference.name)


def file_name(take: Generation) -> str:
    """A readable name: the first words of the prompt, the size, the day."""
    words = "-".join("".join(c if c.isalnum() else " " for c in take.prompt[:60]).split()[:8]) or "clip"
    return f"{words}-{take.aspect_ratio.replace(':', 'x')}-{take.created_at:%Y%m%d}-{str(take.pk)[:8]}.mp4"
