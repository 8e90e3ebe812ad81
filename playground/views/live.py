"""The live stream's address."""

from asgiref.sync import sync_to_async
from django.http import StreamingHttpResponse
from django.views.decorators.http import require_GET

from playground import access
from playground.live import feed
from playground.live.hub import current_cursor
from playground.views.request import Request


@require_GET
async def live(request: Request) -> StreamingHttpResponse:
    """Changes of the viewer's workspace from `since` (or Last-Event-ID) on, as server-sent events."""
    workspace = await sync_to_async(access.workspace_of)(request.user)
    last = request.headers.get("Last-Event-ID") or request.GET.get("since", "")
    known = last.isdecimal() and len(last) < 18
    since = int(last) if known else await sync_to_async(current_cursor)()
    response = StreamingHttpResponse(feed.stream(workspace.pk, since), content_type="text/event-stream")
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response
