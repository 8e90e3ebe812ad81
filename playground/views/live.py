"""The live stream's address."""

import asyncio

from asgiref.sync import sync_to_async
from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_GET

from playground.live import feed
from playground.live.hub import NoRoom
from playground.views.request import Request

COME_BACK = 15  # seconds


@require_GET
async def live(request: Request) -> HttpResponseBase:
    """Changes of the viewer's workspace from `since` (or Last-Event-ID) on, as server-sent events.

    429 when this person has too many streams already, 503 when this process has; pages then ask by themselves.
    """
    try:
        stream = await sync_to_async(_open)(request, asyncio.get_running_loop())
    except NoRoom as full:
        later = {"Retry-After": str(COME_BACK)}
        words, status = "Too many live streams are open.\n", 429 if full.is_persons else 503
        return HttpResponse(words, status=status, content_type="text/plain", headers=later)
    response = StreamingHttpResponse(stream, content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


def _open(request: Request, loop: asyncio.AbstractEventLoop) -> feed.Stream:
    last = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    since = int(last) if last.isdecimal() and len(last) < 18 else None
    # In local mode one owner stands for everybody at this machine: only the process has a limit
    if settings.PLAYGROUND_MODE == "local":
        return feed.open_stream(request.user, since, None, loop)
    return feed.open_stream(request.user, since, request.user.pk, loop, request.session.session_key)
