"""The numbers for monitoring: for who has the token, or asks from this very machine."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET
from prometheus_client import CONTENT_TYPE_LATEST

from playground.operation import metrics as numbers
from playground.views.request import Request


@require_GET
def metrics(request: Request) -> HttpResponse:
    """Prometheus' text format; for anybody else the address is not there. Raises Http404."""
    if not (_has_token(request) or _is_here(request)):
        raise Http404
    return HttpResponse(
        numbers.text(), content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _has_token(request: Request) -> bool:
    given = request.headers.get("Authorization", "").encode()
    wanted = f"Bearer {settings.METRICS_TOKEN}".encode()
    return bool(settings.METRICS_TOKEN) and hmac.compare_digest(given, wanted)


def _is_here(request: Request) -> bool:
    """Behind a proxy everybody's requests come from the proxy's address."""
    try:
        return not settings.BEHIND_PROXY and ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
