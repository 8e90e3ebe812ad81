"""What every answer to a guest carries, and the one answer that says a link is none.

Nobody keeps anything: `no-store`, because a link that was closed must not live on in a cache, and because each range is
asked for at our door. No address leaks: no referrer, no index. Frames are for the player alone.
"""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any

from asgiref.sync import sync_to_async
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.csp import CSP, build_policy

type Page = Callable[..., HttpResponse]
type Media = Callable[..., Coroutine[Any, Any, HttpResponseBase]]

POLICY: dict[str, Any] = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
REVIEWED = POLICY | {"connect-src": [CSP.SELF]}  # a page that takes comments asks for new ones
FRAMED = POLICY | {"form-action": [CSP.NONE], "frame-ancestors": ["*"]}
ALWAYS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def guest_page(view: Page) -> Page:
    """A page, or an answer in JSON, for guests."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            return sealed(view(request, **named))
        except Http404:
            return closed(request)

    return answer


def guest_player(view: Page) -> Page:
    """The page that others may put into a frame; an answer that is none may not be framed either."""

    @wraps(view)
    def answer(request: HttpRequest, **named: Any) -> HttpResponse:
        try:
            response = view(request, **named)
        except Http404:
            return closed(request)
        if response.status_code == 200:
            response.headers["Content-Security-Policy"] = build_policy(FRAMED)
            vars(response)["xframe_options_exempt"] = True
        return sealed(response)

    return answer


def guest_media(view: Media) -> Media:
    """A clip or a picture for guests; it keeps the policy of all media."""

    @wraps(view)
    async def answer(request: HttpRequest, **named: Any) -> HttpResponseBase:
        try:
            return sealed(await view(request, **named))
        except Http404:
            return await sync_to_async(closed)(request)

    return answer


def sealed[Answer: HttpResponseBase](response: Answer) -> Answer:
    """The headers of all of them."""
    for name, value in ALWAYS.items():
        response.headers[name] = value
    response.headers.setdefault("Content-Security-Policy", build_policy(POLICY))
    return response


def closed(request: HttpRequest) -> HttpResponse:
    """404, byte for byte the same whatever the reason is: nobody learns whether a link ever was."""
    response = sealed(render(request, "share/closed.html", status=404))
    vars(response)["goes_as_it_is"] = True
    return response
