"""Rehearsals: the list of recorded runs, putting a take on it, and playing one."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from playground import access
from playground.catalogue import UnknownVideoModel
from playground.forms.rehearsing import played, speed_of
from playground.jobs import recover
from playground.models import asking, rehearsal
from playground.views.request import Request


@require_GET
def recordings(request: Request) -> HttpResponse:
    """Every recorded run, in the order in which they are presented."""
    found = access.recordings_to_view(request.user)
    return render(request, "rehearsal/list.html", {"nav": "history", "recordings": found})


@require_POST
def recording(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Put a finished take on the list, or take it off."""
    take = access.get_generation_to_edit(request.user, generation_id)
    if request.POST.get("recorded") == "off":
        rehearsal.forget(take)
    else:
        try:
            rehearsal.record(take, request.user)
        except rehearsal.NoRecording:
            raise Http404 from None
    return redirect("rehearsal" if request.POST.get("next") == "list" else take_section(take.pk))


@require_POST
def replay(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Play a recorded run from its beginning, on the stage."""
    take = access.get_recording_to_play(request.user, generation_id).take
    try:
        made = asking.make(played(request.user, take, speed_of(request.POST.get("pace"))))
    except UnknownVideoModel:
        raise Http404 from None
    recover.wake()
    if not request.htmx:
        return redirect(f"{reverse('stage')}?g={made.pk}")
    return render(request, "stage/_slide.html", {"generation": made})


def take_section(take_id: uuid.UUID) -> str:
    """Where the page of a take speaks of rehearsals."""
    return reverse("generation", args=[take_id]) + "#rehearsal"
