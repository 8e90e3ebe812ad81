"""Single pictures of a clip: saved as a file, or carried into the composer."""

import re
import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from playground import access
from playground.forms.frames import keep_frame, taken
from playground.forms.references import ReferenceTrouble
from playground.media.frames import FrameRefused
from playground.media.ranges import PRIVATE, unavailable
from playground.models import Generation, Reference
from playground.views.media import file_name
from playground.views.request import Request

MOMENT = re.compile(r"[0-9]{1,4}(\.[0-9]{1,9})?", re.ASCII)


@require_safe
def picture(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """The picture shown at `t` seconds as PNG, the last one without `t`; 422 and plain words if there is none."""
    take = _with_clip(access.get_generation_to_view(request.user, generation_id))
    try:
        frame = taken(take, _moment(request.GET.get("t", "")))
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return unavailable()
    except FrameRefused as refused:
        return HttpResponse(_(str(refused)), status=422, content_type="text/plain; charset=utf-8")
    name = f"{file_name(take).removesuffix('.mp4')}-f{frame.number:04}.png"
    headers = PRIVATE | {"Cache-Control": "private, no-store"}
    del headers["Accept-Ranges"]
    headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return HttpResponse(frame.content, content_type="image/png", headers=headers)


@require_POST
def frames(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Take the picture at `t` (the last one without it) to the composer, with this take as the parent."""
    take = _with_clip(access.get_generation_to_edit(request.user, generation_id))
    kept = kept_frame(request, take, _moment(request.POST.get("t", "")))
    if isinstance(kept, HttpResponse):
        return kept
    edge = "continue" if request.POST.get("edge") == "continue" else "frame"
    return redirect(f"{reverse('home')}?{urlencode({'from': take.pk, 'edge': edge, 'frame': kept.pk})}")


def kept_frame(request: Request, take: Generation, seconds: float | None) -> Reference | HttpResponse:
    """The picture as a reference of ours, or the answer that says why there is none. Raises Http404."""
    try:
        return keep_frame(request.user, take, seconds)
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return unavailable()
    except (FrameRefused, ReferenceTrouble) as trouble:
        context = {"nav": "history", "generation": take, "words": _(str(trouble))}
        return render(request, "generations/no_frame.html", context, status=422)


def _with_clip(take: Generation) -> Generation:
    if take.clip is None:
        raise Http404
    return take


def _moment(text: str) -> float | None:
    """Seconds; None for nothing. Raises Http404 for what is no moment of any clip."""
    if not text:
        return None
    if not MOMENT.fullmatch(text):
        raise Http404
    return float(text)
