"""What a person makes of a take, kept as soon as it is said."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from playground import access
from playground.models import judging
from playground.models.judging import Judgement
from playground.models.state import Verdict
from playground.views.request import Request


@require_POST
def judgement(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Rating, verdict, note and tags, all together as the form has them."""
    take = access.get_generation_to_edit(request.user, generation_id)
    judging.judge(take, _read(request))
    if not request.htmx:
        return redirect("generation", take.pk)
    return render(request, "generations/_judged.html", {"generation": take, "kept": True})


def _read(request: Request) -> Judgement:
    """What the form says; nonsense says nothing."""
    told = request.POST
    rating, verdict = told.get("rating", ""), told.get("verdict", "")
    return Judgement(
        rating=int(rating) if rating in {"1", "2", "3", "4", "5"} else None,
        verdict=verdict if verdict in Verdict.values else "",
        note=told.get("note", "").replace("\0", "")[: judging.LONGEST_NOTE],
        tags=judging.tag_names(told.get("tags", "").replace("\0", "")),
    )
