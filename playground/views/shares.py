"""Share links as their makers see them: the panel of one take or comparison, the list of all, and closing one."""

import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from playground import access
from playground.forms.sharing import LONGEST_PASSWORD, ShareForm
from playground.models import Generation, ShareLink, share_link
from playground.views import audit
from playground.views.compare import MOST
from playground.views.guests import frame_code, origin_of
from playground.views.request import Request

PAGE = 100


@dataclass(frozen=True)
class Made:
    """A link that was made just now: what is shown this once."""

    link: ShareLink
    address: str
    code: str


@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: Request) -> HttpResponse:
    """GET: all links, or with `g` the panel of these takes. POST: a new link to them."""
    if request.method == "POST":
        return _make(request)
    if "g" in request.GET:
        return _panel(request, access.get_takes_to_share(request.user, _wanted(request)), ShareForm())
    links = list(access.share_links_to_view(request.user)[:PAGE])
    return render(request, "share/list.html", {"nav": "history", "links": links})


@require_POST
def revocation(request: Request, share_id: uuid.UUID) -> HttpResponse:
    """Close a link for good."""
    link = access.get_share_link_to_edit(request.user, share_id)
    with transaction.atomic():
        if link.revoke():
            audit.note(request, "share link revoked", link)
    return _row_or_list(request, link)


@require_POST
def password(request: Request, share_id: uuid.UUID) -> HttpResponse:
    """Another password, or none; whoever had unlocked the link is asked again."""
    link = access.get_share_link_to_edit(request.user, share_id)
    wanted = request.POST.get("password", "").replace("\0", "")[:LONGEST_PASSWORD]
    with transaction.atomic():
        before = bool(link.password)
        link.change_password(wanted)
        audit.note(request, "share link changed", link, {"password": [before, bool(wanted)]})
    return _row_or_list(request, link)


def _make(request: Request) -> HttpResponse:
    takes = access.get_takes_to_share(request.user, _wanted(request))
    form = ShareForm(request.POST)
    if not form.is_valid():
        return _panel(request, takes, form, status=422)
    with transaction.atomic():
        link, token = share_link.make(request.user, takes, form.wish(len(takes)))
        told = {"takes": [str(take.pk) for take in takes], "reveal": link.reveal}
        audit.note(request, "share link made", link, told | {"password": bool(link.password)})
    origin = origin_of(request)
    address = f"{origin}{reverse('share', args=[token])}"
    return _panel(request, takes, form, Made(link, address, frame_code(origin, token)))


def _panel(
    request: Request, takes: list[Generation], form: ShareForm, made: Made | None = None, status: int = 200
) -> HttpResponse:
    """The whole panel: as a page without script, as a dialog's content for htmx."""
    named = (request.POST if request.method == "POST" else request.GET).lists()
    context: dict[str, Any] = {
        "nav": "history",
        "takes": takes,
        "form": form,
        "made": made,
        "links": _links_to(request, takes),
        "kept": [(name, value) for name, values in named if name in STATE for value in values],
        "reach": _reach(request),
    }
    template = "share/_panel.html" if request.htmx else "share/panel.html"
    response = render(request, template, context, status=status)
    response["Cache-Control"] = "no-store"  # a token is shown once
    return response


STATE = ("at", "speed", "sound", "mode", "split", "trim")


def _links_to(request: Request, takes: list[Generation]) -> list[ShareLink]:
    """The links that show these very takes."""
    wanted = {take.pk for take in takes}
    rows = access.share_links_to_view(request.user).filter(items__generation=takes[0].pk)
    return [each for each in rows if {take.pk for take in each.shown_takes} == wanted]


def _reach(request: Request) -> str:
    """How far a link goes from here, in words; empty: as far as PUBLIC_URL does."""
    if (urlsplit(origin_of(request)).hostname or "") in settings.LOOPBACK:
        return _("Works on this machine only until PUBLIC_URL is set.")
    if settings.PLAYGROUND_MODE == "local":
        return _(
            "Local mode takes everybody who reaches this address for its owner. "
            "Before you give a link away, let the proxy pass /s/ and /static/ alone, or use team mode."
        )
    return ""


def _row_or_list(request: Request, link: ShareLink) -> HttpResponse:
    if not request.htmx:
        return redirect("shares")
    fresh = access.share_links_to_view(request.user).get(pk=link.pk)
    return render(request, "share/_link.html", {"link": fresh})


def _wanted(request: Request) -> list[uuid.UUID]:
    """One to four ids, each once. Raises Http404."""
    given = (request.POST if request.method == "POST" else request.GET).getlist("g")
    try:
        wanted = list(dict.fromkeys(uuid.UUID(text) for text in given))
    except ValueError:
        raise Http404 from None
    if not 1 <= len(wanted) <= MOST:
        raise Http404
    return wanted
