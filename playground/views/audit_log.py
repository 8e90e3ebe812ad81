"""The audit log as owners read it: newest first, by person, action and record, and as a table for a spreadsheet."""

import json
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from playground import access
from playground.models import AuditEntry, User
from playground.models.audit import ACTIONS
from playground.views.request import Request
from playground.views.sheet import neutral, written

PAGE = 50
MOST = 20_000  # rows of one file
COLUMNS = ("at", "workspace", "who", "action", "kind", "record", "label", "address", "agent", "detail")


@require_safe
def page(request: Request) -> HttpResponse:
    """A page of entries; owners alone."""
    rows = access.audit_to_view(request.user)
    who = User.objects.filter(pk__in=rows.order_by().values("actor")).order_by("username")
    wanted = _wanted(request)
    rows = _narrowed(rows, wanted)
    if (before := request.GET.get("before", "")).isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    found = list(rows[: PAGE + 1])
    more = {"before": found[PAGE - 1].pk} if len(found) > PAGE else {}
    context: dict[str, Any] = {
        "nav": "",
        "entries": found[:PAGE],
        "people": who,
        "actions": [(action, _(words)) for action, words in ACTIONS.items()],
        "wanted": wanted,
        "older": f"?{urlencode(wanted | more)}" if more else "",
        "file": f"?{urlencode(wanted)}" if wanted else "",
    }
    return render(request, "audit/page.html", context)


@require_safe
def as_csv(request: Request) -> HttpResponse:
    """The same rows, all of them up to a limit, with UTC times."""
    rows = _narrowed(access.audit_to_view(request.user), _wanted(request))
    shown = [_row(entry) for entry in rows.select_related("workspace")[:MOST]]
    named = {"Content-Disposition": 'attachment; filename="audit.csv"', "Cache-Control": "no-store"}
    return HttpResponse(written([COLUMNS, *shown]), content_type="text/csv; charset=utf-8", headers=named)


def _wanted(request: Request) -> dict[str, str]:
    """What the form asks for, nothing that it cannot ask for."""
    said = {
        name: request.GET.get(name, "").strip()[:80].replace("\0", "") for name in ("who", "action", "record")
    }
    if not said["who"].isdecimal():
        del said["who"]
    if said["action"] not in ACTIONS:
        del said["action"]
    return {name: value for name, value in said.items() if value}


def _narrowed(rows: QuerySet[AuditEntry], wanted: dict[str, str]) -> QuerySet[AuditEntry]:
    if "who" in wanted:
        person = wanted["who"][:18]
        rows = rows.filter(Q(actor_id=int(person)) | Q(record_kind="person", record_id=person))
    if "action" in wanted:
        rows = rows.filter(action=wanted["action"])
    if "record" in wanted:
        words = wanted["record"]
        rows = rows.filter(Q(record_id=words) | Q(record_label__icontains=words) | Q(record_kind=words))
    return rows


def _row(entry: AuditEntry) -> list[str]:
    cells = (
        entry.at.isoformat(timespec="seconds"),
        entry.workspace.name if entry.workspace else "",
        entry.actor_words,
        entry.action,
        entry.record_kind,
        entry.record_id,
        entry.record_label,
        entry.address,
        entry.agent,
        json.dumps(entry.detail, ensure_ascii=False) if entry.detail else "",
    )
    return [neutral(cell) for cell in cells]
