"""A guest who writes: known by a cookie of the link's path alone, which comes with the form and not before."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse

from playground import access
from playground.models.review import Hand
from playground.models.share_link import Shared
from playground.models.token import fresh, hash_of
from playground.views.compare import LETTERS
from playground.views.guest_lock import set_guest_cookie
from playground.views.review_room import Room
from playground.views.reviewed import guest_room, name_of

COOKIE = "reviewer"
LASTS = timedelta(days=90)


def guest_of(request: HttpRequest) -> str:
    """The hash of this guest's token; empty for somebody who has not begun to write."""
    key = request.COOKIES.get(COOKIE, "")
    return hash_of(key) if key else ""


def letter_of(shared: Shared, number: int) -> str:
    """By which a clip of a comparison is called; empty for one alone."""
    return LETTERS[number - 1] if len(shared.takes) > 1 else ""


def rooms_for(request: HttpRequest, shared: Shared, token: str) -> list[Room]:
    """What this guest sees of the reviews of all its clips; none where the link takes no comments."""
    if not shared.link.allows_comments:
        return []
    heard, hand = access.heard_of(shared.takes), _hand(request, shared)
    writes = bool(hand.guest) or "write" in request.GET
    return [
        guest_room(take, heard[take.pk], hand, token, number, writes=writes, letter=letter_of(shared, number))
        for number, take in enumerate(shared.takes, 1)
    ]


def room_for(
    request: HttpRequest,
    shared: Shared,
    token: str,
    number: int,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Room:
    """What this guest sees of one; the form only for who has begun to write."""
    take, hand = shared.takes[number - 1], _hand(request, shared)
    heard = access.heard_of([take])[take.pk]
    writes, letter = bool(hand.guest or trouble) or "write" in request.GET, letter_of(shared, number)
    return guest_room(
        take, heard, hand, token, number, writes=writes, letter=letter, trouble=trouble, typed=typed
    )


def _hand(request: HttpRequest, shared: Shared) -> Hand:
    guest = guest_of(request)
    return Hand(guest=guest, name=name_of(shared.link, guest) if guest else "")


def greet(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Give somebody who begins to write the cookie by which the words will be theirs."""
    if "write" in request.GET and COOKIE not in request.COOKIES:
        set_guest_cookie(response, COOKIE, fresh(), token, LASTS)
