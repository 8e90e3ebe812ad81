"""Files and addresses as the trays send them: one at a time, kept at once, shown small."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from playground import access
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.forms.keeping import clip_as_reference, keep
from playground.forms.references import ReferenceTrouble
from playground.forms.trays import Tray, shown, trays_of
from playground.models.asking import Attached
from playground.views import library
from playground.views.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def references(request: Request) -> HttpResponse:
    """The library; or keep `file`, `url`, the clip of `take` or a `reference` of ours for one tray.

    The answer is the tray's item, or 422 and plain words.
    """
    if request.method != "POST":
        return library.page(request)
    access.get_workspace_to_edit(request.user)
    tray = _tray(request.POST.get("model", ""), request.POST.get("field", ""))
    try:
        attached = _attached(request, tray)
    except ReferenceTrouble as trouble:
        return HttpResponse(str(trouble), status=422, content_type="text/plain; charset=utf-8")
    reference = shown(attached, tray.parameter, is_main=tray.is_main)
    return render(request, "references/_reference.html", {"reference": reference})


def _attached(request: Request, tray: Tray) -> Attached:
    """Raises ReferenceTrouble, Http404."""
    if file := request.FILES.get("file"):
        workspace = access.workspace_of(request.user)
        return Attached(keep(request.user, workspace, file, tray.takes), field=tray.name)
    if take := request.POST.get("take"):
        try:
            row = access.get_generation_to_use(request.user, uuid.UUID(take))
        except ValueError:
            raise Http404 from None
        return Attached(clip_as_reference(request.user, row), field=tray.name)
    if named := request.POST.get("reference"):
        try:
            return Attached(access.get_reference_to_use(request.user, uuid.UUID(named)), field=tray.name)
        except ValueError:
            raise Http404 from None
    return Attached(url=_address(request.POST.get("url", "").strip()), field=tray.name)


def _tray(slug: str, name: str) -> Tray:
    """The tray of that name; without a name, or for one that is gone, the one for images. Raises Http404."""
    try:
        trays = trays_of(video_model(slug) if slug else video_models()[0])
    except UnknownVideoModel:
        raise Http404 from None
    found = next((tray for tray in trays if tray.name == name), None)
    found = found or next((tray for tray in trays if tray.is_main), None)
    if found is None:
        raise Http404
    return found


def _address(url: str) -> str:
    if (
        url.startswith(("https://", "http://"))
        and "." in url
        and not any(c.isspace() for c in url)
        and len(url) < 2000
    ):
        return url
    raise ReferenceTrouble(_("Give the address of a file that anybody can open: https://…"))
