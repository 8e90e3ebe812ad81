"""A link's password: few guesses, and an unlocking that lives in the guest's browser and dies with the password.

The cookie is signed with the lock, which changes with the password, and is sent to this link's address alone.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from playground.models import ShareLink
from playground.models.attempt import give_back, spend
from playground.views import audit

COOKIE = "unlocked"
LASTS = timedelta(hours=12)
WITHIN = timedelta(minutes=15)
MOST_A_LINK = 10
MOST_AN_ADDRESS = 30


def is_locked(request: HttpRequest, link: ShareLink) -> bool:
    """Whether this guest still has to give the password."""
    if not link.password:
        return False
    said = request.COOKIES.get(COOKIE, "")
    try:
        return str(signing.loads(said, salt=link.lock, max_age=LASTS)) != str(link.pk)
    except signing.BadSignature:
        return True


def unlock(response: HttpResponse, link: ShareLink, token: str) -> None:
    """Remember it in this browser, for this link, for half a day."""
    set_guest_cookie(response, COOKIE, signing.dumps(str(link.pk), salt=link.lock), token)


def set_guest_cookie(
    response: HttpResponse, name: str, value: str, token: str, lasts: timedelta | None = None
) -> None:
    """One that goes to this link's address alone; it ends with the browser unless told."""
    path = reverse("share", args=[token])
    secure = settings.PUBLIC_URL.startswith("https:")  # in local mode too, unlike the owner's own cookies
    response.set_cookie(name, value, max_age=lasts, path=path, samesite="Lax", secure=secure, httponly=True)


def guess(request: HttpRequest, link: ShareLink, password: str) -> tuple[bool, int]:
    """(right, seconds to wait before another guess): counted before it is judged, for the link and for the address."""
    # The address first: one that guesses at everything locks no link for others once it is out of guesses itself
    address = request.META.get("REMOTE_ADDR", "")
    limits = {f"share from {address}": MOST_AN_ADDRESS, f"share {link.pk}": MOST_A_LINK}
    for key, most in limits.items():
        if wait := spend(key, most, WITHIN):
            return False, wait
    right = link.opens_with(password)
    if right:
        give_back(list(limits))
    return right, 0


def tell_of_guessing(request: HttpRequest, link: ShareLink) -> None:
    """One entry in the audit log a stretch of time, however long somebody goes on."""
    if not spend(f"told of share {link.pk}", 1, WITHIN):
        audit.note(request, "share link guessed at", link, guest=f"guest of link {str(link.pk)[:8]}")
