"""Reference images as the tray sends them: one at a time, kept at once, shown small."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from playground import access
from playground.forms.compose import shown
from playground.forms.references import ReferenceTrouble, keep_image
from playground.models.asking import Attached
from playground.views.request import Request


@require_POST
def references(request: Request) -> HttpResponse:
    """Keep `file`, or take `url` as it is; the answer is the tray's item, or 422 and plain words."""
    workspace = access.workspace_of(request.user)
    try:
        if file := request.FILES.get("file"):
            attached = Attached(keep_image(request.user, workspace, file))
        else:
            attached = Attached(url=_address(request.POST.get("url", "").strip()))
    except ReferenceTrouble as trouble:
        return HttpResponse(str(trouble), status=422, content_type="text/plain; charset=utf-8")
    return render(request, "references/_reference.html", {"reference": shown(attached)})


def _address(url: str) -> str:
    if (
        url.startswith(("https://", "http://"))
        and "." in url
        and not any(c.isspace() for c in url)
        and len(url) < 2000
    ):
        return url
    raise ReferenceTrouble(_("Give the address of an image that anybody can open: https://…"))
