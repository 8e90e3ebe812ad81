"""While the database is away: 503, a sentence, and when to come back. No page is drawn that would ask it."""

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

from playground.views.context import THEMES

COME_BACK = 3  # seconds
log = logging.getLogger("playground.outage")


class DatabaseAwayMiddleware(MiddlewareMixin):
    """Answers in place of a view that could not reach the database; whatever else went wrong stays an error."""

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """503 with Retry-After, in the language of who asked: htmx, a program, or a person."""
        return answer(request, error) if isinstance(error, OperationalError | InterfaceError) else None


def answer(request: HttpRequest, error: Exception) -> HttpResponse:
    """503 with Retry-After, and one line in the log."""
    first_line = str(error).partition("\n")[0]
    log.warning("%s %s: the database does not answer: %s", request.method, request.path, first_line)
    response = _answer(request)
    response["Retry-After"] = str(COME_BACK)
    response["Cache-Control"] = "no-store"
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(render_to_string("shared/_outage.html", {"oob": True}), status=503)
    if request.path.endswith(".json") or not request.accepts("text/html"):
        return JsonResponse(
            {"error": "database away", "message": _words(), "retry_after": COME_BACK}, status=503
        )
    theme = request.COOKIES.get("theme", "")
    context = {
        "theme": theme if theme in THEMES else "",
        "seconds": COME_BACK,
        "posted": request.method == "POST",
    }
    return HttpResponse(render_to_string("503.html", context), status=503)


def _words() -> str:
    return _(
        "Playground can't reach its database just now. "
        "Takes that run are safe; what was sent may not have been kept."
    )
