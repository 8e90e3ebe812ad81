"""The composer: the page, the server's word on a form, and the click."""

import json
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from playground import access, connection
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.carry import carry
from playground.catalogue.snippets import SNIPPETS
from playground.forms.budget import month_on
from playground.forms.compose import ComposeForm
from playground.forms.several import OrderedWord, word_with_order
from playground.forms.steering import base_text
from playground.forms.trays import attached_anew
from playground.forms.word import ToldProblem, on_the_button
from playground.jobs import recover
from playground.live.news import current_cursor
from playground.models import Batch, asking
from playground.models.budget import OverBudget
from playground.views import batches, pace
from playground.views.request import Request
from playground.views.starting import quick_prompts, start_of, turned_prompts

RECENT = 12


@never_cache  # Back brings a fresh form token; what was typed is kept by the tab
@require_GET
def home(request: Request) -> HttpResponse:
    """Never empty: an example in the form, a clip on the stage. A viewer has the stage alone."""
    model, start = start_of(request)  # a take that it starts from brings its workspace along
    if access.looks_only(request.user):
        return render(request, "composer/looking.html", {"nav": "compose", **_stage(request)})
    workspace = access.workspace_of(request.user)
    form = ComposeForm.fresh(model, request.user, workspace, start)
    told = {"told": start.get("told", ()), "use": start.get("use", "all")}
    context = page_context(request, form, word_with_order(form))
    return render(request, "composer/page.html", {**context, **told})


@require_POST
def preview(request: Request) -> HttpResponse:
    """The server's word on the form as it stands; changes nothing."""
    form = posted(request)
    return render(request, "composer/_word.html", {"form": form, "word": word_with_order(form)})


@require_POST
def carried(request: Request) -> HttpResponse:
    """The form as it stands, on another model: what fits goes along, and what does not is said. Changes nothing."""
    form = posted(request)
    try:
        target = video_model(request.POST.get("to", ""))
    except UnknownVideoModel:
        raise Http404 from None
    told = carry(form.panel, form.panel_values, target)
    start = {**told.values, "attached": attached_anew(form.panel_attached, told)}
    start |= {name: form[name].value() or "" for name in ("parent", "edge", "comment")}
    fresh = ComposeForm.fresh(target, request.user, form.workspace, start)
    fresh.ordered = form.data  # how many, of which models, within which budget
    context = page_context(request, fresh, word_with_order(fresh))
    context |= {"notes": [note.words(_) for note in told.notes]}
    answer = render(request, "composer/_switched.html" if request.htmx else "composer/page.html", context)
    answer["HX-Replace-Url"] = f"{reverse('home')}?model={target.slug}"
    return answer


def create(request: Request) -> HttpResponse:
    """The click: one form token makes one take, and the answer carries the next token."""
    form = posted(request)
    word = word_with_order(form)
    if word.problems or word.gate.stops:
        return _again(request, form, word.held_up(), status=422)
    if slower := pace.too_quick(request.user, 0 if word.rehearsal else word.order.fitting):
        return _later(request, form, word, slower)
    try:
        made = batches.place(request, form, word)
    except asking.TokenSpent:
        words = _(
            "This form was already used for another take. Your edit is kept: generate it as a new take."
        )
        spent = replace(word, problems=[ToldProblem("token", words)])
        return _again(request, form.renewed(), spent, status=409)
    except OverBudget as over:
        refused = replace(word, month=month_on(form, word.order.prices, refused=over))
        return _again(request, form, refused, status=422)
    recover.wake()
    if word.month.lines:  # what is left now
        word = replace(word, month=month_on(form, word.order.prices))
    if isinstance(made, Batch):
        return batches.submitted(request, made, form, word.unconfirmed())
    if not request.htmx:
        return redirect("generation", made.pk)
    renewed = form.renewed(None if word.rehearsal else made)
    context = {"generation": made, "form": renewed, "lost": form.lost_parent, "word": word.unconfirmed()}
    return render(request, "composer/_submitted.html", {**context, "request_base": base_text(renewed)})


def _again(request: Request, form: ComposeForm, word: OrderedWord, status: int) -> HttpResponse:
    """The same form with what is wrong said beside it; nothing typed is lost."""
    if request.htmx:
        name = "composer/_conflict.html" if status == 409 else "composer/_word.html"
        return render(request, name, {"form": form, "word": word}, status=status)
    context = {**page_context(request, form, word), "as_new_take": status == 409}
    return render(request, "composer/page.html", context, status=status)


def _later(request: Request, form: ComposeForm, word: OrderedWord, words: str) -> HttpResponse:
    """429: the same form, its token and its open button, and why it made nothing."""
    if request.htmx:
        return render(request, "composer/_later.html", {"words": words}, status=429)
    context = {**page_context(request, form, word), "told": [words]}
    return render(request, "composer/page.html", context, status=429)


def posted(request: Request) -> ComposeForm:
    """The form of a POST. Raises Http404 for a viewer, and for a model that is not in the catalogue."""
    workspace = access.get_workspace_to_edit(request.user)
    try:
        return ComposeForm.posted(request.user, workspace, request.POST, request.FILES)
    except UnknownVideoModel:
        raise Http404 from None


def page_context(request: Request, form: ComposeForm, word: OrderedWord) -> dict[str, Any]:
    """What composer/page.html needs."""
    return {
        **_stage(request),
        "nav": "compose",
        "form": form,
        "word": word,
        "model": form.panel,
        "models": video_models(),
        "asked_model": form.model,
        "parts": " ".join(parameter.name for parameter in on_the_button(form.panel)),
        "mode": word.mode,
        "request_text": word.request_text,
        "request_base": base_text(form),
        "declaration": json.dumps(form.panel.declaration(_), ensure_ascii=False),
        "snippets": [{"slug": s.slug, "label": s.label, **s.declaration()} for s in SNIPPETS],
        "base_url": connection.shown_base_url(access.get_connection_to_use(request.user)),
        "callback_url": connection.callback_url(),
        "quick_prompts": quick_prompts(form.panel),
        "turned_prompts": turned_prompts(form.panel),
    }


def _stage(request: Request) -> dict[str, Any]:
    """What stands beside the form: the newest take, and the strip."""
    cursor = current_cursor()  # before the rows: what changes after it will be told
    recent = access.newest_generations(request.user, RECENT)
    newest = access.get_generation_to_view(request.user, recent[0].pk) if recent else None
    board = batches.board_of(newest.batch) if newest and newest.batch else None
    return {"generation": newest, "board": board, "recent": recent, "cursor": cursor}
