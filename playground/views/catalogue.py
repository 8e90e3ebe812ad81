"""The models: a list, and a guide to each drawn from the catalogue."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from playground import access, connection
from playground.catalogue import UnknownVideoModel, video_model
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.snippets import SNIPPETS
from playground.catalogue.snippets import render as render_snippet
from playground.catalogue.video_model import VideoModel
from playground.views import model_facts
from playground.views.insight import insight_of
from playground.views.request import Request
from playground.views.starting import quick_prompts


@require_GET
def models(request: Request) -> HttpResponse:
    """All video models, or those that do one kind of thing."""
    row, does = access.get_connection_to_use(request.user), request.GET.get("does", "")
    listed = model_facts.listed_by(row)
    context = {
        "nav": "models",
        "makers": model_facts.glances(does, connection.prices(access.workspace_of(request.user)), listed),
        "kinds": [("", _("All")), *((slug, _(name)) for slug, name in model_facts.KINDS.items())],
        "does": does if does in model_facts.KINDS else "",
        "asked_at": row.models_asked_at,
        "listed": listed,
    }
    return render(request, "models/list.html", context)


@require_GET
def model(request: Request, slug: str) -> HttpResponse:
    """One model's guide."""
    try:
        entry = video_model(slug)
    except UnknownVideoModel:
        raise Http404 from None
    return render(request, "models/page.html", _page(request, entry))


def _page(request: Request, entry: VideoModel) -> dict[str, Any]:
    prompts = quick_prompts(entry)
    example = request_text(request_fields(entry, {**entry.defaults(), **prompts[0]["prompts"][0]["values"]}))
    row = access.get_connection_to_use(request.user)
    base_url = connection.shown_base_url(row)
    listed, prices = model_facts.listed_by(row), connection.prices(access.workspace_of(request.user))
    return {
        "nav": "models",
        "model": entry,
        "guide": entry.guide,
        "insight": insight_of(request.user, entry),
        "glance": model_facts.glance(entry, prices, listed),
        "listed_ids": model_facts.listed_ids(entry, listed),
        "asked_at": row.models_asked_at,
        "parameters": [
            (p, model_facts.range_of(p))
            for p in entry.parameters
            if p.kind != "fixed" and (p.path or p.takes)
        ],
        "rules": model_facts.rules_in_words(entry),
        "prices": prices.describe(entry),
        "surcharges": model_facts.surcharges(entry, prices),
        "quick_prompts": prompts,
        "request_text": example,
        "base_url": base_url,
        "codes": [
            {"slug": s.slug, "label": s.label, "text": render_snippet(s, base_url, example)} for s in SNIPPETS
        ],
    }
