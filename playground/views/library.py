"""The library: all references of the workspace, and one of them, to look at, crop, use and delete."""

import uuid
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from playground import access
from playground.forms.cropping import RATIOS, CropForm, keep_crop
from playground.forms.references import ReferenceTrouble
from playground.jobs import gone
from playground.media.ranges import unavailable
from playground.models import Generation, Reference, library
from playground.views import audit
from playground.views.history import moment_in
from playground.views.request import Request

PAGE = 48
PICKED = 24
MOST_TAKES = 24


def page(request: Request) -> HttpResponse:
    """The whole page; what was found alone for the form that asks while somebody types."""
    words, kind = request.GET.get("q", "")[:200].replace("\0", ""), request.GET.get("kind", "")
    kind = kind if kind in Reference.Kind.values else ""
    workspaces = access.listed_workspaces(request.user)
    found = library.shelf(workspaces, words, kind, _id(request.GET.get("before")), PAGE)
    said = {name: value for name, value in (("q", words), ("kind", kind)) if value}
    older = urlencode({**said, "before": found.entries[-1].reference.pk}) if found.has_older else ""
    context: dict[str, Any] = {
        "nav": "references",
        "entries": found.entries,
        "words": words,
        "kind": kind,
        "older": older,
        "is_first": not request.GET.get("before"),
        "withdrawal": library.latest(workspaces),
    }
    if not request.htmx:
        return render(request, "library/list.html", context)
    answer = render(request, "library/_found.html", context)
    answer["HX-Replace-Url"] = f"{reverse('references')}?{urlencode(said)}" if said else reverse("references")
    return answer


@require_safe
def picker(request: Request) -> HttpResponse:
    """The newest references of one kind, for a tray of the composer."""
    kind = "video" if request.GET.get("kind") == "video" else "image"
    found = library.listed(access.listed_workspaces(request.user)).filter(kind=kind)[:PICKED]
    return render(request, "library/_picker.html", {"references": found, "kind": kind})


@require_safe
def reference(request: Request, reference_id: uuid.UUID) -> HttpResponse:
    """One reference: what it is, where it came from, where it was used, and what can be done with it."""
    row = access.get_reference_to_view(request.user, reference_id)
    return render(request, "library/page.html", _context(request, row))


@require_POST
def crop(request: Request, reference_id: uuid.UUID) -> HttpResponse:
    """Cut a part out; it is a new reference that remembers this one."""
    row = access.get_reference_to_edit(request.user, reference_id)
    try:
        made = keep_crop(request.user, row, CropForm(request.POST))
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return unavailable()
    except ReferenceTrouble as trouble:
        context = {**_context(request, row), "trouble": str(trouble)}
        return render(request, "library/page.html", context, status=422)
    return redirect("reference", made.pk)


@require_POST
def deletion(request: Request, reference_id: uuid.UUID) -> HttpResponse:
    """Take it out of the library; takes that use it keep it."""
    row = access.get_reference_to_edit(request.user, reference_id)
    with transaction.atomic():
        library.withdraw(row)
        audit.note(request, "reference deleted", row)
    return redirect("references")


@require_POST
def restoration(request: Request) -> HttpResponse:
    """Take back what was deleted at one moment."""
    if moment := moment_in(request):
        mine = access.workspaces_to_edit(request.user)
        with transaction.atomic():
            for row in library.went_at(moment, mine):
                audit.note(request, "reference restored", row)
            library.undo(moment, mine)
    return redirect("references")


@require_POST
def erasure(request: Request) -> HttpResponse:
    """Let what was deleted at one moment go for good; what takes use keeps its bytes for them."""
    if moment := moment_in(request):
        mine = access.workspaces_to_edit(request.user)
        with transaction.atomic():
            rows = library.went_at(moment, mine)
            for row in rows:
                audit.note(request, "reference purged", row)
            library.finish(moment, mine)
        gone.sweep_references(of=[row.blob_id for row in rows])
    return redirect("references")


def _context(request: HttpRequest, row: Reference) -> dict[str, Any]:
    """What library/page.html needs."""
    takes = library.takes_with(row.blob_id, MOST_TAKES)
    return {
        "nav": "references",
        "entry": library.with_uses([row])[0],
        "reference": row,
        "takes": [*Generation.objects.shown().filter(pk__in=takes)],
        "ratios": RATIOS,
        "ratio": request.POST.get("ratio") or request.GET.get("ratio") or RATIOS[0],
    }


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
