"""A guest who writes: known by a cookie of the link's path alone, which comes with the form and not before."""

from collections.abc import Sequence
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
    every = range(1, len(shared.takes) + 1)
    return _rooms(request, shared, token, every) if shared.link.allows_comments else []


def room_for(
    request: HttpRequest,
    shared: Shared,
    token: str,
    number: int,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> Room:
    """What this guest sees of one; the form only for who has begun to write."""
    return _rooms(request, shared, token, [number], trouble=trouble, typed=typed)[0]


def _rooms(
    request: HttpRequest,
    shared: Shared,
    token: str,
    numbers: Sequence[int],
    *,
    trouble: str = "",
    typed: dict[str, str] | None = None,
) -> list[Room]:
    takes = {number: shared.takes[number - 1] for number in numbers}
    heard, guest = access.heard_of(takes.values()), guest_of(request)
    hand = Hand(guest=guest, name=name_of(shared.link, guest) if guest else "")
    writes = bool(guest or trouble) or "write" in request.GET
    return [
        guest_room(
            take,
            heard[take.pk],
            hand,
            token,
            number,
            writes=writes,
            letter=letter_of(shared, number),
            trouble=trouble,
            typed=typed,
        )
        for number, take in takes.items()
    ]


def greet(request: HttpRequest, response: HttpResponse, token: str) -> None:
    """Give somebody who begins to write the cookie by which the words will be theirs."""
    if "write" in request.GET and COOKIE not in request.COOKIES:
        set_guest_cookie(response, COOKIE, fresh(), token, LASTS)
