"""What a fresh composer begins with: an example, an address's own words, an earlier take, or a clip to edit."""

import uuid
from typing import Any

from django.http import Http404
from django.utils.translation import get_language

from playground import access
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.meaning import adapted
from playground.catalogue.turning import unturned
from playground.catalogue.video_model import VideoModel
from playground.forms.keeping import clip_as_reference
from playground.forms.references import ReferenceTrouble
from playground.models import asking
from playground.models.asking import Attached
from playground.views.request import Request

type Start = tuple[VideoModel, dict[str, Any]]


def quick_prompts(model: VideoModel) -> list[dict[str, Any]]:
    """By workload, in the reader's language; a model without a guide of its own borrows the first one's."""
    language = get_language() or "en"
    return [
        {
            "workload": workload.name,
            "prompts": [
                {"label": p.label, "prompt": values["prompt"], "values": values}
                for p in workload.prompts
                if (values := {"prompt": "", **adapted(model, p.values(language))})
            ],
        }
        for workload in model.guide.workloads or video_models()[0].guide.workloads
    ]


def start_of(request: Request) -> Start:
    """The model and values to begin with. Raises Http404."""
    if source := request.GET.get("from"):
        return _start_from(request, source)
    if clip := request.GET.get("edit"):
        return _start_editing(request, clip)
    try:
        model = video_model(request.GET.get("model", "")) if "model" in request.GET else video_models()[0]
    except UnknownVideoModel:
        model = video_models()[0]
    named = {p.name: request.GET[p.name] for p in model.parameters if p.name in request.GET and not p.takes}
    example = quick_prompts(model)[0]["prompts"][0]["values"]
    return model, named if "prompt" in named else {**example, **named}


def _start_from(request: Request, source: str) -> Start:
    """All that an earlier take asked for; an edit opens the form that made it."""
    try:
        take = access.get_generation_to_view(request.user, uuid.UUID(source))
    except ValueError:
        raise Http404 from None
    attached = asking.attached_to(take)
    model, values = unturned(video_models(), take.model, take.values)
    if model is not take.model and model.turn:
        ours = model.turn.keeps
        attached = [Attached(a.reference, a.url, ours.get(a.field, a.field)) for a in attached]
    return model, {**values, "attached": attached}


def _start_editing(request: Request, clip: str) -> Start:
    """A finished clip as the source of an edit, and an example of what to say about it."""
    try:
        take = access.get_generation_to_view(request.user, uuid.UUID(clip))
        reference = clip_as_reference(request.user, take)
        model = next(model for model in video_models() if model.turn)
    except (ValueError, ReferenceTrouble, StopIteration):
        raise Http404 from None
    turn = model.turn
    assert turn is not None
    wanted: dict[str, Any] = {"prompt": request.GET.get("prompt", "")} if "prompt" in request.GET else {}
    wanted = wanted or quick_prompts(turn.into)[0]["prompts"][0]["values"]
    wanted = {**wanted, "duration": max(1, round(reference.seconds or 0))}
    field = next(iter(turn.when))
    return model, {**adapted(model, wanted), "attached": [Attached(reference, field=field)]}
