"""Whether this process lives, and whether the whole can do its work."""

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse

from playground.jobs import lease
from playground.media import storage
from playground.views.request import Request

HEARD_WITHIN = 10.0


def live(request: Request) -> HttpResponse:
    """Always 200: the process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: Request) -> HttpResponse:
    """200 with database, storage and a watcher heard lately; else 503 naming what is missing."""
    try:
        heard = lease.heard_within(HEARD_WITHIN * max(settings.TIME_SCALE, 1.0))
        missing = [] if heard else ["watcher"]
    except DatabaseError:
        missing = ["database"]  # who watches is written there
    if not storage.is_writable():
        missing.append("storage")
    return JsonResponse({"ready": not missing, "missing": missing}, status=503 if missing else 200)
