"""Leaving and coming back: browsers tell when nobody looks, and ask what has finished since."""

from django.http import HttpResponse, JsonResponse
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from playground import access
from playground.models import Generation
from playground.models import absence as absences
from playground.views.request import Request

MOST = 60  # are told at once


@require_http_methods(["GET", "POST"])
def absence(request: Request) -> HttpResponse:
    """POST `away=1` or `away=`: nobody looks any more, somebody does. GET: this person's takes that ended meanwhile."""
    if request.method == "POST":
        change = absences.leave if request.POST.get("away") else absences.come
        change(request.user, timezone.now())
        return HttpResponse(status=204)
    mine = absences.finished_since_left(access.generations_to_view(request.user), request.user)
    takes = [_told(take) for take in mine[:MOST]]
    words = ngettext("%(count)d take is finished", "%(count)d takes are finished", len(takes))
    return JsonResponse({"takes": takes, "words": words % {"count": len(takes)}})


def _told(take: Generation) -> dict[str, str]:
    return {
        "id": str(take.pk),
        "address": reverse("generation", args=[take.pk]),
        "headline": take.headline,
        "prompt": truncatechars(take.prompt, 120),
        "image": reverse("generation-thumbnail", args=[take.pk]) if take.clip else "",
    }
