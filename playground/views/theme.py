"""The light switch."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from playground.views.context import THEMES
from playground.views.request import Request

YEAR = 365 * 24 * 3600


@require_POST
def theme(request: Request) -> HttpResponse:
    """Remember light, dark, or, for any other word, what the system says."""
    response = redirect(way_back(request))
    if (wanted := request.POST.get("theme", "")) in THEMES:
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie("theme", wanted, max_age=YEAR, samesite="Lax", secure=secure, httponly=True)
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


def way_back(request: Request) -> str:
    """The page a switch was pressed on; the composer for an address that is not ours."""
    back = request.POST.get("next", "/")
    ours = {request.get_host()}
    return back if url_has_allowed_host_and_scheme(back, ours, require_https=request.is_secure()) else "/"
