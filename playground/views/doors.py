"""The doors: local mode is for its own machine; in team mode, who may come in and where. A new address is closed."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode

from playground.local_owner import came_from_elsewhere
from playground.models import User
from playground.views import outage

WORKSPACE = (
    "workspace"  # in the session: the one chosen last; in a form or an address: the one its page shows
)
HEADER = "X-Workspace"

# Asked by programs, or about this browser alone: nobody is looked up
OPEN = {"health-live", "health-ready", "metrics", "webhooks-toapis", "theme", "set_language"}
# Where nobody is known yet
GUESTS = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password_from_key",
    "invitation",
}
# What a share link opens, to whoever has it
LINKS = {
    "share", "share-embed", "share-clip", "share-download", "share-poster", "share-still", "share-trial", "oembed",
    "share-review", "share-verdict", "share-comment-text", "share-comment-deletion",
}  # fmt: skip
# What local mode has no use for
MEMBERS = {
    "account_change_password", "members", "member-role", "member-removal", "workspace-departure",
    "workspace-invitations", "invitation-revocation", "workspace-choice", "workspace-standing", "workspaces",
    "workspace-name", "member-allowance",
}  # fmt: skip
PROGRAMS = ("live", "workspace-standing")  # asked by a page's script
HOURLY, LONGEST = (
    3600,
    60 * 24 * 3600,
)  # seconds: how often a visit is noted, and how long a sign-in lasts at most


class DoorMiddleware(MiddlewareMixin):
    """Decides before any view runs. While the database is away nobody comes in: 503."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """None: come in. Raises Http404."""
        name = request.resolver_match.url_name if request.resolver_match else ""
        if settings.PLAYGROUND_MODE == "local":
            if name in GUESTS | MEMBERS:
                raise Http404
            if name not in OPEN | LINKS - {"share-trial"} and came_from_elsewhere(request):
                return render(request, "elsewhere.html", status=403)
            return None
        if name in OPEN:
            return None
        try:
            return self._at_the_door(request, name or "")
        except (OperationalError, InterfaceError) as error:
            return outage.answer(request, error)

    def _at_the_door(self, request: HttpRequest, name: str) -> HttpResponse | None:
        if isinstance(request.user, User) and _is_too_old(request, counts=name != "live"):
            logout(request)
        if not isinstance(request.user, User):
            return None if name in GUESTS | LINKS else turned_away(request)
        request.user.chosen_workspace = request.session.get(WORKSPACE)
        request.user.named_workspace = _named(request)
        return None


def _named(request: HttpRequest) -> int | None:
    """The workspace of the page that asks; None: it does not say. Raises Http404 for what is no number."""
    named = request.headers.get(HEADER) or request.POST.get(WORKSPACE) or request.GET.get(WORKSPACE) or ""
    if named and not (named.isdecimal() and len(named) < 18):
        raise Http404
    return int(named) if named else None


def _is_too_old(request: HttpRequest, *, counts: bool) -> bool:
    """Whether this sign-in has lasted long enough. A visit that counts keeps it for two weeks more, written hourly."""
    now, session = int(time.time()), request.session
    began = int(session.get("began", now))
    if counts and now - session.get("seen", 0) > HOURLY:
        session["seen"], session["began"] = now, began
    return now - began > LONGEST


def turned_away(request: HttpRequest) -> HttpResponse:
    """To the sign-in and back, for a page that somebody opens; programs and pictures get 404. Raises Http404."""
    sign_in = reverse("account_login")
    if request.headers.get("HX-Request"):
        here = urlsplit(request.headers.get("HX-Current-URL", "")).path or "/"
        return HttpResponse(status=401, headers={"HX-Redirect": f"{sign_in}?{urlencode({'next': here})}"})
    is_page = request.headers.get("Sec-Fetch-Dest", "document") == "document" and request.path.endswith("/")
    if request.method in ("GET", "HEAD") and is_page and request.path not in map(reverse, PROGRAMS):
        back = f"?{urlencode({'next': request.get_full_path()})}" if request.get_full_path() != "/" else ""
        return redirect(sign_in + back)
    raise Http404
