"""The composer: the page, the server's word on a form, and the click."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from playground import access, connection
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.snippets import SNIPPETS
from playground.catalogue.video_model import VideoModel
from playground.forms.compose import ComposeForm
from playground.forms.word import ServerWord, ToldProblem, word_on
from playground.jobs import recover
from playground.live.news import current_cursor
from playground.models import asking
from playground.views.request import Request

RECENT = 12


@never_cache  # Back brings a fresh form token; what was typed is kept by the tab
@require_GET
def home(request: Request) -> HttpResponse:
    """Never empty: an example in the form, a clip on the stage."""
    workspace = access.workspace_of(request.user)
    model, start = _start(request)
    form = ComposeForm.fresh(model, request.user, workspace, start)
    return render(
        request, "composer/page.html", page_context(request, form, word_on(form, connection.prices()))
    )


@require_POST
def preview(request: Request) -> HttpResponse:
    """The server's word on the form as it stands; changes nothing."""
    form = _posted(request)
    return render(request, "composer/_word.html", {"form": form, "word": word_on(form, connection.prices())})


def create(request: Request) -> HttpResponse:
    """The click: one form token makes one take, and the answer carries the next token."""
    form = _posted(request)
    word = word_on(form, connection.prices())
    if word.problems:
        return _again(request, form, word, status=422)
    try:
        generation = asking.make(_ask(request, form, word))
    except asking.TokenSpent:
        words = _(
            "This form was already used for another take. Your edit is kept: generate it as a new take."
        )
        spent = ServerWord(**{**word.__dict__, "problems": [ToldProblem("token", words)]})
        return _again(request, form.renewed(), spent, status=409)
    recover.ensure()
    if not request.htmx:
        return redirect("generation", generation.pk)
    return render(request, "composer/_submitted.html", {"generation": generation, "form": form.renewed()})


def _ask(request: Request, form: ComposeForm, word: ServerWord) -> asking.Ask:
    return asking.Ask(
        owner=request.user,
        connection=access.get_connection_to_use(request.user),
        model=form.model,
        values=form.values,
        attached=form.attached,
        token=form.token_value,
        price=word.price,
    )


def _again(request: Request, form: ComposeForm, word: ServerWord, status: int) -> HttpResponse:
    """The same form with what is wrong said beside it; nothing typed is lost."""
    if request.htmx:
        name = "composer/_conflict.html" if status == 409 else "composer/_word.html"
        return render(request, name, {"form": form, "word": word}, status=status)
    context = {**page_context(request, form, word), "as_new_take": status == 409}
    return render(request, "composer/page.html", context, status=status)


def _posted(request: Request) -> ComposeForm:
    workspace = access.workspace_of(request.user)
    try:
        return ComposeForm.posted(request.user, workspace, request.POST, request.FILES)
    except UnknownVideoModel:
        raise Http404 from None


def page_context(request: Request, form: ComposeForm, word: ServerWord) -> dict[str, Any]:
    """What composer/page.html needs."""
    cursor = current_cursor()  # before the rows: what changes after it will be told
    recent = access.newest_generations(request.user, RECENT)
    return {
        "nav": "compose",
        "form": form,
        "word": word,
        "model": form.model,
        "mode": word.mode,
        "request_text": word.request_text,
        "declaration": form.model.declaration(_),
        "snippets": [{"slug": s.slug, "label": s.label, **s.declaration()} for s in SNIPPETS],
        "base_url": connection.shown_base_url(),
        "callback_url": connection.callback_url(),
        "generation": recent[0] if recent else None,
        "recent": recent,
        "quick_prompts": quick_prompts(form.model),
        "cursor": cursor,
    }


def quick_prompts(model: VideoModel) -> list[dict[str, Any]]:
    """By workload, in the reader's language."""
    language = get_language() or "en"
    return [
        {
            "workload": workload.name,
            "prompts": [
                {"label": p.label, "prompt": p.values(language)["prompt"], "values": p.values(language)}
                for p in workload.prompts
            ],
        }
        for workload in model.guide.workloads
    ]


def _start(request: Request) -> tuple[VideoModel, dict[str, Any]]:
    """The model and values to begin with: an earlier take's, the address's own, or an example."""
    if source := request.GET.get("from"):
        return _start_from(request, source)
    try:
        model = video_model(request.GET.get("model", "")) if "model" in request.GET else video_models()[0]
    except UnknownVideoModel:
        model = video_models()[0]
    named = {p.name: request.GET[p.name] for p in model.parameters if p.name in request.GET}
    example = quick_prompts(model)[0]["prompts"][0]["values"]
    return model, named if "prompt" in named else {**example, **named}


def _start_from(request: Request, source: str) -> tuple[VideoModel, dict[str, Any]]:
    """All that an earlier take asked for. Raises Http404."""
    try:
        take = access.get_generation_to_view(request.user, uuid.UUID(source))
    except ValueError:
        raise Http404 from None
    return take.model, {**take.values, "attached": asking.attached_to(take)}
