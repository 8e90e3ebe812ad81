"""Clips and pictures behind a token: the link is asked at every range, and again each second of a long one."""

import logging
from functools import partial

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from playground import access
from playground.media import downloads, posters, storage
from playground.media.probe import NotAVideo
from playground.media.ranges import PRIVATE, Blob, ranged_response, unavailable
from playground.media.remux import CannotRemux
from playground.media.watched import WatchedBlob
from playground.models import Generation
from playground.models.share_link import Shared, opened
from playground.views.guest_frame import guest_media
from playground.views.guest_lock import is_locked
from playground.views.media import POSTER
from playground.views.revealed import file_name, recipe_inside

log = logging.getLogger("playground.sharing")
STILL = 18 * 1024  # bytes that the posters of one page may weigh together
PICTURE = "image/webp"


def _found(request: HttpRequest, token: str, number: int) -> tuple[Shared, Generation]:
    """The link and one of its takes. Raises Http404: closed, locked for this guest, or no such number."""
    shared = access.get_shared(token)
    if is_locked(request, shared.link) or not 1 <= number <= len(shared.takes):
        raise Http404
    return shared, shared.takes[number - 1]


@sync_to_async
def _clip(request: HttpRequest, token: str, number: int, download: bool = False) -> tuple[str, str, Blob]:
    """Type, name and bytes. Raises Http404, and OSError when the storage does not answer."""
    shared, take = _found(request, token, number)
    if download and not shared.link.allows_download:
        raise Http404
    recipe = recipe_inside(shared.link, take) if download else ""
    try:
        blob = downloads.for_guests(take, recipe)
    except FileNotFoundError:
        raise Http404 from None
    except (CannotRemux, NotAVideo):
        log.exception("the clip of %s cannot be made silent and is not shown to guests", take.pk)
        raise Http404 from None
    watched = WatchedBlob(blob, partial(_is_open, token))
    return take.clip.blob.mime, file_name(shared.link, take), watched


@sync_to_async
def _is_open(token: str) -> bool:
    return opened(token) is not None


@guest_media
@require_safe
async def clip(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """The clip, seekable, telling nothing of itself."""
    return await _ranged(request, token, number)


@guest_media
@require_safe
async def download(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """The clip as a file, where the link allows it; its recipe inside, where the level tells it."""
    return await _ranged(request, token, number, download=True)


async def _ranged(request: HttpRequest, token: str, number: int, download: bool = False) -> HttpResponseBase:
    try:
        mime, name, blob = await _clip(request, token, number, download)
    except OSError:
        return unavailable()
    return await ranged_response(request, blob, mime, filename=name, download=download)


@guest_media
@require_safe
async def poster(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """A telling frame, 960 px wide, for cards in other programs."""
    _, take = await sync_to_async(_found)(request, token, number)
    kept = take.clip.blob
    path = storage.blob_path(kept.workspace_id, kept.sha256, kept.suffix)
    return await ranged_response(request, storage.blob(storage.beside(path, POSTER)), PICTURE)


@guest_media
@require_safe
async def still(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """The same frame, as light as a first load on a phone wants it."""
    return await sync_to_async(_still)(request, token, number)


def _still(request: HttpRequest, token: str, number: int) -> HttpResponse:
    shared, take = _found(request, token, number)
    kept = take.clip.blob
    try:
        picture = storage.read_blob(kept.workspace_id, kept.sha256, POSTER)
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return unavailable()
    light = posters.light(picture, STILL // len(shared.takes))
    return HttpResponse(light, content_type=PICTURE, headers=PRIVATE)
