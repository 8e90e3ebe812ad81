"""Who belongs to the workspace: everybody sees it, owners change it, anybody may leave."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from playground import access, connection
from playground.forms.accounts import DAYS, InviteForm
from playground.models import Membership, budget, invitation, team
from playground.models.spend import this_month
from playground.views import audit
from playground.views.request import Request


@never_cache
@require_safe
def members(request: Request) -> HttpResponse:
    """The page."""
    return page(request)


def page(request: Request, *, status: int = 200, **more: Any) -> HttpResponse:
    """The list; for owners with the open invitations. `link`: one that was made just now."""
    mine = access.membership_of(request.user)
    everybody = mine.workspace.memberships.select_related("user").order_by("user__username")
    owns = mine.role == Membership.Role.OWNER
    month = budget.month_so_far(mine.workspace, connection.current(mine.workspace).purse, this_month())
    people = [(each, month.of(each.user_id)) for each in everybody]
    context: dict[str, Any] = {"nav": "", "mine": mine, "members": people, "owns": owns, "month": month}
    context |= {
        "roles": Membership.Role.choices,
        "days": DAYS,
        "form": InviteForm(initial={"role": "editor"}),
        "begins_with": settings.DEFAULT_ALLOWANCE,
        "zone": settings.TIME_ZONE,
    }
    if owns:
        mine_open = invitation.open_ones().filter(workspace=mine.workspace)
        context["invitations"] = mine_open.select_related("made_by").order_by("-created_at")
    return render(request, "workspace/members.html", context | more, status=status)


@require_POST
def role(request: Request, member_id: int) -> HttpResponse:
    """Owner, editor or viewer."""
    member = access.get_member_to_manage(request.user, member_id)
    wanted = request.POST.get("role", "")
    if wanted not in Membership.Role.values:
        return page(request, status=422, trouble=_("Choose a role."))
    try:
        with transaction.atomic():
            audit.note(request, "role changed", member, {"role": [member.role, wanted]})
            team.give_role(member, wanted)
    except team.LastOwner:
        return page(request, status=409, trouble=_last_owner())
    return redirect("members")


@require_POST
def removal(request: Request, member_id: int) -> HttpResponse:
    """Somebody belongs here no more; open pages and streams end at once."""
    return _part(request, access.get_member_to_manage(request.user, member_id), "members")


@require_POST
def departure(request: Request) -> HttpResponse:
    """Leave the workspace."""
    return _part(request, access.membership_of(request.user), "home")


def _part(request: Request, member: Membership, then: str) -> HttpResponse:
    action = "member left" if member.user_id == request.user.pk else "member removed"
    try:
        with transaction.atomic():
            audit.note(request, action, member, {"role": member.role})
            team.part(member)
    except team.LastOwner:
        return page(request, status=409, trouble=_last_owner())
    return redirect("home" if member.user_id == request.user.pk else then)


def _last_owner() -> str:
    return _("This is the only owner. Make somebody else an owner first.")


def address(link: str) -> str:
    """A link as people outside open it: at PUBLIC_URL, whatever name the request came by."""
    return settings.PUBLIC_URL + urlsplit(link).path if settings.PUBLIC_URL else link
