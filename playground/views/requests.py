"""Each request has an id: in its answer, in its error page, and in every record that is written because of it."""

import logging
import re
import time
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils.decorators import sync_and_async_middleware

from playground import logs
from playground.operation import latency

HEADER = "X-Request-ID"
PLAUSIBLE = re.compile(r"[A-Za-z0-9._\-]{1,64}")
log = logging.getLogger("playground.requests")

type Answering = Callable[[HttpRequest], Any]


@sync_and_async_middleware
def request_ids(answering: Answering) -> Answering:
    """The first of all middleware: what the others write and answer carries the id."""
    if iscoroutinefunction(answering):
        return _waiting_for(answering)

    def answer(request: HttpRequest) -> HttpResponseBase:
        began, name = time.monotonic(), id_of(request)
        with logs.about(request_id=name):
            return _told(request, answering(request), began, name)

    return answer


def _waiting_for(answering: Callable[[HttpRequest], Awaitable[HttpResponseBase]]) -> Answering:
    async def answer(request: HttpRequest) -> HttpResponseBase:
        began, name = time.monotonic(), id_of(request)
        with logs.about(request_id=name):
            return _told(request, await answering(request), began, name)

    return answer


def id_of(request: HttpRequest) -> str:
    """The proxy's word for it, where there is a proxy and its word is one; else a new one."""
    given = request.headers.get(HEADER, "") if settings.BEHIND_PROXY else ""
    return given if PLAUSIBLE.fullmatch(given) else uuid.uuid4().hex


def _told(request: HttpRequest, response: HttpResponseBase, began: float, name: str) -> HttpResponseBase:
    """Put the id on the answer and say how it went; a live stream has only begun."""
    response[HEADER] = name
    took = time.monotonic() - began
    match = request.resolver_match
    latency.note(request.method or "", (match and match.url_name) or "", response.status_code, took)
    facts: dict[str, Any] = {"method": request.method, "path": request.path, "status": response.status_code}
    facts |= {"event": "request", "milliseconds": round(took * 1000, 1)}
    log.info("%s %s %d", request.method, request.path, response.status_code, extra=facts)
    return response
