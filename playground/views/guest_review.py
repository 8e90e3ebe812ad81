"""What the guests of a share link say of its takes, where the link allows it: a name, and no account.

A guest is known by a cookie of this link's path alone, which comes with the form when somebody begins to write.
"""

import uuid
from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from playground import access
from playground.forms import reviewing
from playground.forms.reviewing import ReviewTrouble
from playground.models import Generation, ShareLink
from playground.models import review as said
from playground.models.attempt import hidden, spend
from playground.models.review import Hand
from playground.models.share_link import Shared
from playground.models.token import fresh, hash_of
from playground.views import guests
from playground.views import review as members
from playground.views.guest_frame import guest_page
from playground.views.guest_hand import COOKIE, LASTS, greet, guest_of, letter_of, room_for, rooms_for
from playground.views.guest_lock import is_locked, set_guest_cookie

WITHIN = timedelta(minutes=15)
MOST_A_LINK, MOST_AN_ADDRESS = 120, 40


class TooOften(Exception):
    """Seconds to wait before more is taken."""

    def __init__(self, wait: int) -> None:
        super().__init__(wait)
        self.wait = wait


@guest_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """GET: all that was said, 204 when it is what the page has already. POST: a comment, or a reply."""
    shared, take = _found(request, token, number)
    if request.method != "POST":
        if request.GET.get("since") == str(take.talked_version or 0):
            return HttpResponse(status=204)
        return _fragment(request, shared, token, number)
    to = access.get_thread(take, request.POST.get("to", ""))
    try:
        told = reviewing.spoken(request.POST, take.clip.seconds)
        hand, key = _hand(request, shared.link)
        said.say(hand, take, told.text, told.at_ms, told.mark, to)
    except (ReviewTrouble, said.Full, TooOften) as trouble:
        return _refused(request, shared, token, number, trouble)
    return _answer(request, shared, token, number, key)


@guest_page
@require_POST
def verdict(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """Approve, or say that it needs changes; an empty one withdraws it."""
    shared, take = _found(request, token, number)
    try:
        says = reviewing.verdict(request.POST)
        hand, key = _hand(request, shared.link)
        said.judge(hand, take, says)
    except (ReviewTrouble, TooOften) as trouble:
        return _refused(request, shared, token, number, trouble)
    return _answer(request, shared, token, number, key)


@guest_page
@require_POST
def text(request: HttpRequest, token: str, number: int, comment_id: uuid.UUID) -> HttpResponse:
    """Other words for one's own comment, or answer."""
    shared, _ = _found(request, token, number)
    comment = access.get_comment_of_guest(shared, number, guest_of(request), comment_id)
    try:
        words = reviewing.words(request.POST)
        _count(request, shared.link)
        said.change(comment, text=words, edited_at=timezone.now())
    except (ReviewTrouble, TooOften) as trouble:
        return _refused(request, shared, token, number, trouble)
    return _answer(request, shared, token, number, request.COOKIES[COOKIE])


@guest_page
@require_POST
def deletion(request: HttpRequest, token: str, number: int, comment_id: uuid.UUID) -> HttpResponse:
    """Take one's own comment back."""
    shared, _ = _found(request, token, number)
    comment = access.get_comment_of_guest(shared, number, guest_of(request), comment_id)
    said.change(comment, deleted_at=timezone.now())
    return _answer(request, shared, token, number, request.COOKIES[COOKIE])


def _found(request: HttpRequest, token: str, number: int) -> tuple[Shared, Generation]:
    """Raises Http404: closed, locked for this guest, takes no comments, or no such number."""
    shared, take = access.get_shared_to_review(token, number)
    if is_locked(request, shared.link):
        raise Http404
    return shared, take


def _hand(request: HttpRequest, link: ShareLink) -> tuple[Hand, str]:
    """Who writes, and the cookie's token. Raises ReviewTrouble and TooOften."""
    name = reviewing.guest_name(request.POST)
    _count(request, link)
    token = request.COOKIES.get(COOKIE) or fresh()
    return Hand(guest=hash_of(token), name=name, link=link), token


def _count(request: HttpRequest, link: ShareLink) -> None:
    """One more thing written, for link and address. Raises TooOften."""
    address = hidden("review from", request.META.get("REMOTE_ADDR", ""))
    for key, most in {address: MOST_AN_ADDRESS, f"review {link.pk}": MOST_A_LINK}.items():
        if wait := spend(key, most, WITHIN):
            raise TooOften(wait)


def _fragment(request: HttpRequest, shared: Shared, token: str, number: int) -> HttpResponse:
    room = room_for(request, shared, token, number)
    response = render(request, "review/_room.html", {"room": room})
    greet(request, response, token)
    return response


def _answer(request: HttpRequest, shared: Shared, token: str, number: int, key: str) -> HttpResponse:
    request.COOKIES[COOKIE] = key
    if request.headers.get("HX-Request"):
        response = _fragment(request, shared, token, number)
    else:
        letter = letter_of(shared, number)
        place = f"#review-{letter}" if letter else "#review"
        response = redirect(reverse("share", args=[token]) + place)
    set_guest_cookie(response, COOKIE, key, token, LASTS)
    return response


def _refused(
    request: HttpRequest, shared: Shared, token: str, number: int, trouble: Exception
) -> HttpResponse:
    """The words, and 422, or 429 for too many; without script the page again, with what was typed."""
    words, status = members.refusal(trouble), 422
    if isinstance(trouble, TooOften):
        minutes, status = -(-trouble.wait // 60), 429
        words = ngettext(
            "Too much was written here in a short time. Keep your words and send them in %(minutes)s minute.",
            "Too much was written here in a short time. Keep your words and send them in %(minutes)s minutes.",
            minutes,
        ) % {"minutes": minutes}
    if request.headers.get("HX-Request"):
        response = HttpResponse(words, status=status, content_type=members.PLAIN)
    else:
        typed = members.typed_anew(request, "name", "text", "at")
        rooms = rooms_for(request, shared, token)
        rooms[number - 1] = room_for(request, shared, token, number, words, typed)
        response = guests.page(request, shared, token, rooms, status=status)
    if isinstance(trouble, TooOften):
        response["Retry-After"] = str(trouble.wait)
    return response
