"""How much is kept where, and the rule by which old clips go: everybody sees it, owners change it."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from playground import access
from playground.forms.retention import RetentionForm
from playground.media.room import room
from playground.models import Membership, Retention, retention, usage
from playground.models.removal import UNDO_WITHIN
from playground.views import audit
from playground.views.request import Request


@require_safe
def storage(request: Request) -> HttpResponse:
    """The page; with a rule in its address, what that rule would remove; for htmx those words alone."""
    form = RetentionForm(request.GET) if "rule" in request.GET else None
    if request.htmx and form is not None:
        context = _forecast(retention.retention_of(access.workspace_of(request.user)), form)
        return render(request, "storage/_forecast.html", context)
    return _page(request, form)


@require_POST
def retention_rule(request: Request) -> HttpResponse:
    """Another rule; it is applied once a day from now on."""
    workspace = access.get_workspace_to_own(request.user)
    form = RetentionForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)
    rule = retention.retention_of(workspace)
    before = [rule.rule, rule.days]
    form.onto(rule)
    rule.changed_at, rule.changed_by = timezone.now(), request.user
    with transaction.atomic():
        rule.save()
        told = {"rule": [before[0], rule.rule], "days": [before[1], rule.days]}
        audit.note(request, "retention changed", workspace, told)
    return redirect("storage")


def _page(request: Request, form: RetentionForm | None, status: int = 200) -> HttpResponse:
    mine = access.membership_of(request.user)
    kept = retention.retention_of(mine.workspace)
    context: dict[str, Any] = {
        "nav": "",
        "usage": usage.usage_of(mine.workspace),
        "others": [usage.usage_of(each.workspace) for each in access.memberships_of(request.user)],
        "largest": usage.largest([mine.workspace_id]),
        "room": room(),
        "kept": Retention(
            rule=kept.rule, days=kept.days, changed_at=kept.changed_at, changed_by=kept.changed_by
        ),
        "owns": mine.role == Membership.Role.OWNER,
        "rules": Retention.Rule.choices,
        "minutes": int(UNDO_WITHIN.total_seconds()) // 60,
        **_forecast(kept, form),
    }
    return render(request, "storage/page.html", context, status=status)


def _forecast(kept: Retention, form: RetentionForm | None) -> dict[str, Any]:
    """What storage/_forecast.html needs: the rule in the form, and what it would remove."""
    is_sound = form is None or form.is_valid()
    rule = form.onto(kept) if form is not None and is_sound else kept
    found = retention.forecast(rule, timezone.now()) if is_sound else None
    return {"form": form, "rule": rule, "forecast": found}
