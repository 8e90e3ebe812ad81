"""Local mode's one person: whoever reaches a loopback address."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.functional import SimpleLazyObject

from playground.models import User, team

LOCAL_OWNER = "owner"


class LocalOwnerMiddleware(MiddlewareMixin):
    """In local mode the one owner is signed in by itself: nobody else reaches a loopback address."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        """Set request.user; a stream or a static file asks no database before a view needs it."""
        if settings.PLAYGROUND_MODE == "local":
            request.user = SimpleLazyObject(local_owner)  # type: ignore[assignment]  # stands in for a User
        return None


def local_owner() -> User:
    """The owner of a local installation, with a workspace, made whole at the first look."""
    owner = User.objects.filter(username=LOCAL_OWNER).first()
    if owner is None:
        with transaction.atomic():
            owner, made = User.objects.get_or_create(username=LOCAL_OWNER)
            if made:
                team.found_workspace("Playground", owner)
    return owner
