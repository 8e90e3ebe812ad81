"""The models: a list, and a guide to each drawn from the catalogue."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from playground import access, connection
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.snippets import SNIPPETS
from playground.catalogue.snippets import render as render_snippet
from playground.views.compose import quick_prompts
from playground.views.request import Request


@require_GET
def models(request: Request) -> HttpResponse:
    """All video models."""
    return render(request, "models/list.html", {"nav": "models", "models": video_models()})


@require_GET
def model(request: Request, slug: str) -> HttpResponse:
    """One model's guide."""
    try:
        entry = video_model(slug)
    except UnknownVideoModel:
        raise Http404 from None
    prompts = quick_prompts(entry)
    example = request_text(request_fields(entry, {**entry.defaults(), **prompts[0]["prompts"][0]["values"]}))
    base_url = connection.shown_base_url()
    context = {
        "nav": "models",
        "model": entry,
        "guide": entry.guide,
        "prices": connection.prices(access.workspace_of(request.user)).describe(entry),
        "quick_prompts": prompts,
        "request_text": example,
        "base_url": base_url,
        "codes": [
            {"slug": s.slug, "label": s.label, "text": render_snippet(s, base_url, example)} for s in SNIPPETS
        ],
    }
    return render(request, "models/page.html", context)
