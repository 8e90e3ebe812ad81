"""The composer's form drawn again: from a draft that a browser kept, with a reference taken in, or empty."""

import uuid

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from playground import access
from playground.catalogue import video_model, video_models
from playground.forms.compose import ComposeForm
from playground.forms.drafts import fitted, take_in
from playground.forms.several import word_with_order
from playground.models import User
from playground.views.compose import page_context
from playground.views.request import Request


@require_POST
def draft(request: Request) -> HttpResponse:
    """Draw what was posted, or with `clear` an empty form of its model. Changes nothing."""
    post, told = fitted(request.POST)
    workspace = access.get_workspace_to_edit(request.user)
    if request.POST.get("clear"):
        told, model = [], video_model(str(post["model"]))
        form = ComposeForm.fresh(model, request.user, workspace, {"prompt": ""})
    else:
        told += _taken_in(request.user, request.POST, post)
        form = ComposeForm.posted(request.user, workspace, post, MultiValueDict())
        _attached = form.panel_attached  # reading it finds what is gone
        told += form.trouble
        form.trouble = []  # said above, and nothing is left to mend
    context = {**page_context(request, form, word_with_order(form)), "notes": told}
    answer = render(request, "composer/_switched.html" if request.htmx else "composer/page.html", context)
    is_first = form.panel is video_models()[0]
    answer["HX-Replace-Url"] = reverse("home") + ("" if is_first else f"?model={form.panel.slug}")
    return answer


def _taken_in(user: User, asked: QueryDict, post: QueryDict) -> list[str]:
    """Raises Http404 for a reference that is not there."""
    if not (named := asked.get("add")):
        return []
    try:
        reference = access.get_reference_to_use(user, uuid.UUID(named))
    except ValueError:
        raise Http404 from None
    return [*take_in(post, reference, asked.get("instead", ""))]
