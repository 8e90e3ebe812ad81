"""Several clips at once, as one zip with readable names."""

from collections.abc import Sequence

from asgiref.sync import sync_to_async
from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from playground import access
from playground.media import storage
from playground.media.ranges import PRIVATE
from playground.media.zipped import Entry, zipped
from playground.models import Generation
from playground.views.history import chosen_ids
from playground.views.media import file_name
from playground.views.request import Request

MOST = 100


@require_safe
async def archive(request: Request) -> HttpResponseBase:
    """The clips of the takes named by `g`; 404 when none of them has one."""
    entries = [entry for take in await _with_clips(request) if (entry := await _entry(take))]
    if not entries:
        raise Http404
    name = f"takes-{timezone.localtime():%Y%m%d-%H%M}.zip"
    headers = {key: value for key, value in PRIVATE.items() if key != "Accept-Ranges"}
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return StreamingHttpResponse(zipped(entries), content_type="application/zip", headers=headers)


@sync_to_async
def _with_clips(request: Request) -> Sequence[Generation]:
    ids = list(chosen_ids(request.GET.getlist("g")))[:MOST]
    return [take for take in access.generations_to_view(request.user).filter(pk__in=ids) if take.clip]


async def _entry(take: Generation) -> Entry | None:
    blob = take.clip.blob
    stored = storage.blob(storage.blob_path(blob.workspace_id, blob.sha256, blob.suffix))
    try:
        facts = await stored.facts()
    except FileNotFoundError:
        return None
    return Entry(file_name(take), stored, facts.size, timezone.localtime(take.created_at))
