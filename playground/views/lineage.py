"""The tree that a take stands in."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from playground import access
from playground.live.news import current_cursor
from playground.models import lineage as kinship
from playground.views.request import Request


@require_GET
def lineage(request: Request, generation_id: uuid.UUID) -> HttpResponse:
    """Every take of the tree from its first one down, with what each changed and what each branch cost."""
    cursor = current_cursor()  # before the rows: what changes after it will be told
    take = access.get_generation_to_view(request.user, generation_id)
    rows = kinship.tree(kinship.family(take))
    context = {"nav": "history", "generation": take, "rows": rows, "cursor": cursor}
    whole = sum((row.branch for row in rows if row.parent is None), kinship.Cost())
    return render(
        request, "lineage/page.html", context | {"whole": whole, "is_cut": len(rows) >= kinship.MOST}
    )
