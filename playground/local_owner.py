"""Local mode's one person: whoever reaches a loopback address from the machine it is on.

A proxy reaches it too, and brings the whole world along. It is told by what it says: the name it was asked by, and
the headers in which proxies write whom they ask for. One that hides both looks like a browser of this machine.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from playground.models import User, team

LOCAL_OWNER = "owner"
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Forwarded", "CF-Connecting-IP")


class LocalOwnerMiddleware(MiddlewareMixin):
    """In local mode the one owner is signed in by itself: nobody else reaches a loopback address.

    What came through a proxy from elsewhere is nobody's; views/doors.py says which pages answer it all the same.
    """

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Set request.user; a stream or a static file asks no database before a view needs it."""
        if settings.PLAYGROUND_MODE == "local":
            is_here = not came_from_elsewhere(request)
            request.user = SimpleLazyObject(local_owner) if is_here else AnonymousUser()  # type: ignore[assignment]  # stands in for a User
        return None


def came_from_elsewhere(request: HttpRequest) -> bool:
    """Whether a request names another host than this machine, or a proxy says that it asks for somebody elsewhere."""
    named = [request.META.get("HTTP_HOST", ""), urlsplit(request.headers.get("Origin", "")).netloc]
    named += [each for name in FORWARDED for each in re.split(r"[,;\s]+", request.headers.get(name, ""))]
    return not all(_is_here(each) for each in named if each)


def _is_here(named: str) -> bool:
    """An address or a host, as `Host`, `X-Forwarded-For` or `Forwarded` writes it."""
    host = re.sub(r"^(for|by|host)=|\"", "", named, flags=re.IGNORECASE)
    if host.lower().startswith("proto=") or host == "null":
        return True
    if host.count(":") < 2 or host.startswith("["):
        host = re.sub(r":\d+$", "", host)
    return host.strip("[]").lower().removeprefix("::ffff:") in settings.LOOPBACK


def local_owner() -> User:
    """The owner of a local installation, with a workspace, made whole at the first look."""
    owner = User.objects.filter(username=LOCAL_OWNER).first()
    if owner is None:
        with transaction.atomic():
            owner, made = User.objects.get_or_create(username=LOCAL_OWNER)
            if made:
                team.found_workspace("Playground", owner)
    return owner
