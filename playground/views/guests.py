"""What somebody without an account sees of a share link: its page, its player in a frame, its card, its recipe."""

import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.csp import build_policy
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from playground import access
from playground.forms.recipes import packed
from playground.media import downloads
from playground.media.recipe import parse_recipe, recipe_text
from playground.models import Generation, ShareLink
from playground.models.share_link import Shared
from playground.views.guest_frame import REVIEWED, guest_page, guest_player
from playground.views.guest_hand import greet, rooms_for
from playground.views.guest_lock import guess, is_locked, set_guest_cookie, tell_of_guessing, unlock
from playground.views.request import Request
from playground.views.revealed import Revealed, revealed
from playground.views.review_room import Room

SEEN = "seen"
# What looks before a person does: the makers of cards say so themselves, browsers that load ahead say so too
NOBODY = re.compile(r"bot\b|crawl|spider|preview|embed|externalhit|whatsapp|slack", re.IGNORECASE)
WIDEST, HIGHEST = 960, 720


@guest_page
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: Request, token: str) -> HttpResponse:
    """The page; while it is locked the question for its password, which POST answers."""
    shared = access.get_shared(token)
    if is_locked(request, shared.link):
        return _asked(request, shared.link, token)
    if request.method == "POST":
        return redirect("share", token)
    response = page(request, shared, token, rooms_for(request, shared, token))
    _count(request, response, shared.link, token)
    return response


def page(
    request: HttpRequest, shared: Shared, token: str, rooms: list[Room], status: int = 200
) -> HttpResponse:
    """The page itself, with what was said of its clips where the link takes comments."""
    context = _context(request, revealed(shared), token) | {"is_open_to_all": not shared.link.password}
    response = render(request, "share/page.html", context | {"rooms": rooms}, status=status)
    if rooms:
        response.headers["Content-Security-Policy"] = build_policy(REVIEWED)
        greet(request, response, token)
    return response


@guest_player
@require_safe
def embed(request: Request, token: str) -> HttpResponse:
    """The player alone, for a frame; a locked one says where to open it, and asks for nothing inside a frame."""
    shared = access.get_shared(token)
    if is_locked(request, shared.link):
        return render(request, "share/locked.html", {"token": token, "in_frame": True})
    response = render(request, "share/embed.html", _context(request, revealed(shared), token))
    _count(request, response, shared.link, token)
    return response


@guest_page
@require_safe
def oembed(request: Request) -> HttpResponse:
    """The card's data (oembed.com, 1.0), for links that open without a password."""
    if request.GET.get("format", "json") != "json":
        return HttpResponse(status=501)
    token = _token_in(request, request.GET.get("url", ""))
    shared = access.get_shared(token)
    if shared.link.password:
        raise Http404
    told, origin = revealed(shared), origin_of(request)
    width, height = _fitting(told, request)
    thumbnail = told.take.clip.poster_size
    return JsonResponse(
        {
            "version": "1.0",
            "type": "video",
            "provider_name": "Playground",
            "provider_url": f"{origin}/",
            "title": told.title,
            "width": width,
            "height": height,
            "html": _frame_code(f"{origin}{reverse('share-embed', args=[token])}", width, height),
            "thumbnail_url": f"{origin}{reverse('share-poster', args=[token, 1])}",
            "thumbnail_width": thumbnail[0],
            "thumbnail_height": thumbnail[1],
        }
    )


@guest_page
@require_safe
def trial(request: Request, token: str, number: int) -> HttpResponse:
    """The composer, filled with the recipe, for somebody who is signed in; anybody else is asked to sign in first."""
    shared = access.get_shared(token)
    if (
        is_locked(request, shared.link)
        or not shared.link.can_be_tried
        or not 1 <= number <= len(shared.takes)
    ):
        raise Http404
    if not request.user.is_authenticated:
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
    take = shared.takes[number - 1]
    facts = downloads.guest_facts(take) | _descent(request, take)
    return redirect(f"{reverse('home')}?recipe={packed(parse_recipe(recipe_text(facts)))}")


def origin_of(request: HttpRequest) -> str:
    """What links begin with: the operator's word, or else the address that was asked, if ALLOWED_HOSTS knows it."""
    return settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"


def frame_code(origin: str, token: str) -> str:
    """The line that puts the player into somebody's page."""
    return _frame_code(f"{origin}{reverse('share-embed', args=[token])}", WIDEST, WIDEST * 9 // 16)


def _frame_code(address: str, width: int, height: int) -> str:
    """Both addresses and numbers are ours: nothing in here comes from a prompt."""
    return (
        f'<iframe src="{address}" width="{width}" height="{height}" frameborder="0" '
        f'allow="fullscreen" allowfullscreen loading="lazy"></iframe>'
    )


def _asked(request: Request, link: ShareLink, token: str) -> HttpResponse:
    """The question for the password; 403 for a wrong one, 429 for one guess too many."""
    if request.method != "POST":
        return render(request, "share/locked.html", {"token": token})
    right, wait = guess(request, link, request.POST.get("password", ""))
    if right:
        response: HttpResponse = redirect("share", token)
        unlock(response, link, token)
        return response
    trouble = _("This is not the password.")
    if wait:
        tell_of_guessing(request, link)
        minutes = -(-wait // 60)
        trouble = ngettext(
            "Too many wrong passwords. Try again in %(minutes)s minute.",
            "Too many wrong passwords. Try again in %(minutes)s minutes.",
            minutes,
        ) % {"minutes": minutes}
    context = {"token": token, "trouble": trouble}
    response = render(request, "share/locked.html", context, status=429 if wait else 403)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def _context(request: HttpRequest, told: Revealed, token: str) -> dict[str, Any]:
    origin = origin_of(request)
    address = f"{origin}{reverse('share', args=[token])}"
    card = f"{origin}{reverse('oembed')}?{urlencode({'url': address, 'format': 'json'})}"
    return {"told": told, "token": token, "origin": origin, "address": address, "card": card}


def _count(request: HttpRequest, response: HttpResponse, link: ShareLink, token: str) -> None:
    """One visit of one browser, however often it reloads; not those who only look what the link is."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method == "HEAD" or ahead or NOBODY.search(request.headers.get("User-Agent", "")):
        return
    if SEEN not in request.COOKIES:
        link.count_view()
        set_guest_cookie(response, SEEN, "1", token)


def _descent(request: Request, take: Generation) -> dict[str, str]:
    """Who may see the take itself goes on from it."""
    mine = access.generations_to_view(request.user).filter(pk=take.pk)
    return {"take": str(take.pk)} if mine.exists() else {}


def _token_in(request: HttpRequest, address: str) -> str:
    """The token of an address of ours. Raises Http404."""
    ours = urlsplit(origin_of(request))
    try:
        parts = urlsplit(address)
        found = resolve(parts.path)
    except (ValueError, Resolver404):
        raise Http404 from None
    if (parts.scheme, parts.netloc) != (ours.scheme, ours.netloc):
        raise Http404
    if found.url_name not in ("share", "share-embed"):
        raise Http404
    return str(found.kwargs["token"])


def _fitting(told: Revealed, request: HttpRequest) -> tuple[int, int]:
    """Width and height of the player within what the asker has room for, in the shape of what it shows."""
    shape = sum(pane.take.clip.width / pane.take.clip.height for pane in told.panes)
    width = min(_size(request, "maxwidth"), WIDEST)
    height = min(_size(request, "maxheight"), HIGHEST)
    fitted = min(width, round(height * shape))
    return fitted, max(1, round(fitted / shape))


def _size(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 10_000
