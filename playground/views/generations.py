"""Takes: the collection, one take's page and its fragments, its JSON, and the two wishes a person may have."""

import json
import uuid
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from playground import access
from playground.forms.budget import refusal
from playground.forms.compose import shown
from playground.jobs import recover
from playground.live.news import current_cursor
from playground.models import Generation, User, asking, lineage, rehearsal, removal, wishes
from playground.models.budget import OverBudget
from playground.views import audit, compose, history
from playground.views.recipes import carries_recipe
from playground.views.request import Request
from playground.views.reviewed import room_of


@require_http_methods(["GET", "HEAD", "POST"])
def generations(request: Request) -> HttpResponse:
    """GET: the history. POST: a new take."""
    if request.method == "POST":
        return compose.create(request)
    return history.page(request)


@require_GET
def generation(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """One take: player or card, the exact bytes, timings, events."""
    return page(request, generation_id)


def page(request: Request, generation_id: uuid.UUID, undone: str = "", **refused: Any) -> HttpResponse:
    """The page; 422 with why a wish was not carried out, or something said of the take was `refused`."""
    cursor = current_cursor()
    try:
        take = access.get_generation_to_view(request.user, generation_id)
    except Http404:
        return _deleted(request, generation_id)
    references = [shown(each) for each in asking.attached_to(take)]
    kin, children = lineage.near(take)
    context = {"nav": "history", "generation": take, "references": references, "cursor": cursor}
    context |= {"kin": kin, "children": children, "with_recipe": carries_recipe(request)}
    context |= {"recorded": rehearsal.is_recorded(take), "recordable": rehearsal.can_be_recorded(take)}
    context |= {"room": room_of(request.user, take, **refused), "trouble": undone}
    return render(request, "generations/page.html", context, status=422 if undone or refused else 200)


def _deleted(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """404 with what became of it, for those who could see it. Raises Http404 for anybody else."""
    take = access.deleted_to_view(request.user, generation_id)
    if take is None:
        raise Http404
    context = {"nav": "history", "generation": take, "can_undo": removal.can_undo(take)}
    return render(request, "generations/deleted.html", context, status=404)


@require_GET
def card(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """The stage card, as it fetches itself."""
    take = access.get_generation_to_view(request.user, generation_id)
    return render(request, "generations/_card.html", {"generation": take})


@require_GET
def tile(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """The strip's and history's item, as it fetches itself; nothing for one that was deleted meanwhile."""
    if access.was_deleted(request.user, generation_id):
        return HttpResponse()
    take = access.get_generation_to_view(request.user, generation_id)
    return render(request, "generations/_tile.html", {"generation": take})


@require_GET
def as_json(request: Request, generation_id: uuid.UUID) -> JsonResponse:
    """The take for programs."""
    take = access.get_generation_to_view(request.user, generation_id)
    error = take.error
    told = (
        {"code": error.code, "message": error.message, "request_id": error.request_id or None}
        if error
        else None
    )
    if told and error:
        told["charged"] = error.charged
    clip_url = reverse("generation-clip", args=[take.pk]) if take.clip else None
    return JsonResponse(
        {
            "id": str(take.pk),
            "state": take.state,
            "reason": take.reason or None,
            "request": json.loads(take.request_body),
            "request_body": take.request_body,
            "upstream_id": take.upstream_id,
            "rehearsal_of": str(take.replay.of_id) if take.is_rehearsal else None,
            "progress": take.progress,
            "price_milli_credits": take.price,
            "error": told,
            "timings": _timings(take),
            "clip_url": clip_url,
        },
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )


def _timings(take: Generation) -> dict[str, str | None]:
    names = ("created_at", "submitted_at", "accepted_at", "completed_at", "ready_at")
    return {name: moment.isoformat() if (moment := getattr(take, name)) else None for name in names}


@require_POST
def cancellation(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Cancel a take that has not been sent."""
    take = access.get_generation_to_edit(request.user, generation_id)
    with transaction.atomic():
        if wishes.cancel(take, request.user.username):
            audit.note(request, "take cancelled", take)
    return _card_or_page(request, take)


@require_POST
def watching(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Look away from a running take, or look at it again; a late result is collected either way."""
    take = access.get_generation_to_edit(request.user, generation_id)
    wishes.watch(take, request.POST.get("watching") != "off", request.user.username)
    recover.wake()
    return _card_or_page(request, take)


@require_POST
def retrieval(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Look again for a finished clip that could not be had."""
    take = access.get_generation_to_edit(request.user, generation_id)
    wishes.fetch_again(take, request.user.username)
    recover.wake()
    return _card_or_page(request, take)


@require_POST
def decision(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Settle a take of which nobody knows whether it was accepted: this task, send again, or give up."""
    take = access.get_generation_to_edit(request.user, generation_id)
    trouble = _decide(
        take, request.POST.get("decision", ""), request.POST.get("task_id", "").strip(), request.user
    )
    recover.wake()
    return _card_or_page(request, take, trouble)


def _decide(take: Generation, word: str, task_id: str, user: User) -> str:
    """What kept the decision from being carried out, in words; empty: it was."""
    try:
        if word == "adopt" and task_id:
            wishes.adopt(take, task_id, user.username)
        elif word == "adopt":
            return _("Give the task id that the gateway's console shows.")
        elif word == "again":
            wishes.send_again(take, user.username)
        elif word == "give-up":
            wishes.give_up(take, user.username)
    except OverBudget as over:
        return refusal(over, user, take.workspace)
    except wishes.Unsettled:
        return _("This take no longer waits for a decision.")
    except wishes.TaskTaken:
        return _("Another take has this task already.")
    return ""


def _card_or_page(request: Request, take: Generation, trouble: str = "") -> HttpResponse:
    if not request.htmx:
        return page(request, take.pk, trouble) if trouble else redirect("generation", take.pk)
    fresh = access.get_generation_to_view(request.user, take.pk)
    return render(request, "generations/_card.html", {"generation": fresh, "trouble": trouble})
