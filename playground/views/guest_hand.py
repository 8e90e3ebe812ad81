"""A guest who writes: known by a cookie of the link's path alone, which comes with the form and not before."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from playground.models import Generation
from playground.models.review import Hand
from playground.models.token import fresh, hash_of
from playground.views.guest_lock import set_guest_cookie
from playground.views.reviewed import Room, guest_room, name_of

COOKIE = "reviewer"
LASTS = timedelta(days=90)


def guest_of(request: HttpRequest) -> str:
    """The hash of this guest's token; empty for somebody who has not begun to write."""
    key = request.COOKIES.get(COOKIE, "")
    return hash_of(key) if key else ""


def room_for(
    request: HttpRequest,
    take: Generation,
    token: str,
    number: int,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Room:
    """What this guest sees of the review; the form only for who has begun to write."""
    guest = guest_of(request)
    hand = Hand(guest=guest, name=name_of(take, guest) if guest else "")
    writes = bool(guest or trouble) or "write" in request.GET
    return guest_room(take, hand, token, number, writes=writes, trouble=trouble, typed=typed)


def greet(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Give somebody who begins to write the cookie by which the words will be theirs."""
    if "write" in request.GET and COOKIE not in request.COOKIES:
        set_guest_cookie(response, COOKIE, fresh(), token, LASTS)
