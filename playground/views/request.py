"""The request as our middleware leaves it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from playground.models import User


class Request(HttpRequest):
    """`user` is somebody signed in (local mode: always the owner); `htmx` is true for htmx's own requests."""

    user: User
    htmx: HtmxDetails
