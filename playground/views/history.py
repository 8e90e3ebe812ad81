"""History: a page of takes by what is looked for, and what is done to several of them at once."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import FETCH_RAISE
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from playground import access
from playground.forms.history import HistoryFilters
from playground.jobs import gone, recover
from playground.live.news import current_cursor
from playground.models import Generation, Tag, judging, removal, search
from playground.views import audit
from playground.views.request import Request

PAGE = 48
MOST_TAGS = 200  # that a filter offers


@dataclass(frozen=True)
class Erased:
    """What went for good just now: takes, and of those how many whose files wait for the storage."""

    takes: int
    waiting: int


def page(request: Request) -> HttpResponse:
    """The whole page; what was found alone for the form that asks while somebody types."""
    context = _found(request, request.GET)
    if not request.htmx:
        return render(request, "generations/list.html", context)
    answer = render(request, "generations/_found.html", context)
    answer["HX-Replace-Url"] = reverse("generations") + context["filters"].here
    return answer


def _found(request: Request, data: QueryDict) -> dict[str, Any]:
    """What generations/_found.html needs."""
    cursor = current_cursor()  # before the rows: what changes after it will be told
    workspaces = access.listed_workspaces(request.user)
    tags = list(Tag.objects.filter(workspace_id__in=workspaces)[:MOST_TAGS])
    filters = HistoryFilters(data, tags)
    # A row that would ask the database once more for itself is a mistake: it raises
    rows = Generation.objects.shown().fetch_mode(FETCH_RAISE)
    found = search.page(rows, workspaces, filters.wanted, filters.place, PAGE)
    return {
        "nav": "history",
        "filters": filters,
        "takes": found.takes,
        "newer": filters.query(after=found.takes[0].pk) if found.takes and found.has_newer else "",
        "older": filters.query(before=found.takes[-1].pk) if found.takes and found.has_older else "",
        "removal": removal.latest(workspaces),
        "cursor": cursor,
    }


@require_POST
def deletion(request: Request) -> HttpResponse:
    """Delete the chosen takes, prompts and all."""
    chosen = _chosen(request)
    with transaction.atomic():
        removal.delete_takes(chosen, request.user.username)
        _note_each(request, "take deleted", chosen)
    recover.wake()  # what was never sent is cancelled at once
    return _back(request)


@require_POST
def clip_deletion(request: Request) -> HttpResponse:
    """Delete the clips of the chosen takes; the takes stay."""
    chosen = [take for take in _chosen(request) if take.clip]
    with transaction.atomic():
        removal.delete_clips(chosen, request.user.username)
        _note_each(request, "clip deleted", chosen)
    return _back(request)


@require_POST
def restoration(request: Request) -> HttpResponse:
    """Take back what was deleted at one moment."""
    if moment := moment_in(request):
        mine = access.workspaces_to_edit(request.user)
        with transaction.atomic():
            _note_each(request, "take restored", removal.went_at(moment, mine))
            removal.undo(moment, mine, request.user.username)
    recover.wake()
    return _back(request)


@require_POST
def erasure(request: Request) -> HttpResponse:
    """Let what was deleted at one moment go for good, files and all, now."""
    takes: list[Generation] = []
    if moment := moment_in(request):
        mine = access.workspaces_to_edit(request.user)
        with transaction.atomic():
            takes = removal.went_at(moment, mine)
            _note_each(request, "take purged", takes)
            removal.finish(moment, mine, request.user.username)
    keys = [take.pk for take in takes]
    gone.sweep(of=keys)
    return _back(request, erased=Erased(len(takes), gone.waiting(keys)))


@require_POST
def tagging(request: Request) -> HttpResponse:
    """Add tags to the chosen takes."""
    judging.tag_all(_chosen(request), judging.tag_names(request.POST.get("tags", "")))
    return _back(request)


def _note_each(request: Request, action: str, takes: Iterable[Generation]) -> None:
    for take in takes:
        audit.note(request, action, take)


def moment_in(request: Request) -> datetime | None:
    """The moment that a form names; None for what is none."""
    try:
        moment = datetime.fromisoformat(request.POST.get("moment", ""))
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment


def _chosen(request: Request) -> list[Generation]:
    """Raises Http404 when none of them is there to be changed."""
    return access.generations_to_edit(request.user, chosen_ids(request.POST.getlist("g")))


def chosen_ids(named: list[str]) -> Iterator[uuid.UUID]:
    """What can be read as the id of a take."""
    for text in named:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def _back(request: Request, **more: Any) -> HttpResponse:
    """The page somebody came from, as it is now; where that was stands in the form."""
    data = QueryDict(urlsplit(request.POST.get("here", "")).query)
    if not request.htmx:
        return redirect(reverse("generations") + HistoryFilters(data).here)
    return render(request, "generations/_found.html", _found(request, data) | more)
