"""The request as text: what is typed or pasted becomes the composer's form; changes nothing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from playground import access
from playground.catalogue.pasting import PasteTrouble
from playground.forms.several import word_with_order
from playground.forms.steering import lines_of, steer, trouble_mark, trouble_words
from playground.views import compose
from playground.views.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def request_json(request: Request) -> HttpResponse:
    """GET: a page to paste into. POST: the composer as the text says, or 422 with line, column and words."""
    access.get_workspace_to_edit(request.user)
    if request.method != "POST":
        return render(request, "composer/request.html", {"nav": "compose", "json_text": ""})
    form = compose.posted(request)
    if "edit" in request.POST:
        text = word_with_order(form).request_text
        return render(request, "composer/request.html", {"nav": "compose", "json_text": text})
    try:
        steered = steer(form, request.POST.get("pasted", ""))
    except PasteTrouble as trouble:
        return _refused(request, trouble)
    fresh = steered.form
    context = compose.page_context(request, fresh, word_with_order(fresh)) | {"keeps": True}
    if not request.htmx:
        wrong = [steered.blocked] if steered.blocked else []
        return render(request, "composer/page.html", context | {"told": [*steered.told, *wrong]})
    context |= {"told": steered.told, "trouble": steered.blocked}
    answer = render(request, "composer/_steered.html", {**context, "steered": steered, "editing": True})
    if fresh.panel is not form.panel:
        answer["HX-Replace-Url"] = f"{reverse('home')}?model={fresh.panel.slug}"
    return answer


def _refused(request: Request, trouble: PasteTrouble) -> HttpResponse:
    """What is typed stays, but for a key in it; the form stays as it was."""
    marks = [trouble_mark(trouble)]
    context: dict[str, Any] = {"nav": "compose", "json_text": trouble.text, "marks": marks}
    context |= {"trouble": trouble_words(trouble), "lines": lines_of(trouble.text, marks)}
    typed = request.POST.get("pasted", "").replace("\r\n", "\n").removeprefix("\ufeff")
    context["rewritten"] = trouble.text != typed
    if not request.htmx:
        return render(request, "composer/request.html", context, status=422)
    answer = render(request, "composer/_json_refused.html", context)
    answer["HX-Reswap"] = "none"
    return answer
