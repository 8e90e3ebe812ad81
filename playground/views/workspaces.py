"""The workspaces of a person: which one is shown, and a new one."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from playground import access
from playground.models import Membership, team
from playground.views import audit
from playground.views.doors import WORKSPACE
from playground.views.request import Request


@require_POST
def choice(request: Request) -> HttpResponse:
    """Work in another workspace; remembered with the sign-in. The form's `workspace` says which."""
    request.session[WORKSPACE] = access.workspace_of(request.user).pk
    return redirect("home")


@require_safe
def standing(request: Request) -> HttpResponse:
    """204 while the person may see the workspace that the page names; a page asks when its stream has ended."""
    access.workspace_of(request.user)
    return HttpResponse(status=204)


@require_POST
def name(request: Request) -> HttpResponse:
    """Call it something else."""
    workspace = access.get_workspace_to_own(request.user)
    if wanted := _name_in(request):
        with transaction.atomic():
            audit.note(request, "workspace renamed", workspace, {"name": [workspace.name, wanted]})
            workspace.name = wanted
            workspace.save(update_fields=["name"])
    return redirect("members")


@require_POST
def workspaces(request: Request) -> HttpResponse:
    """Begin another one. Whoever owns one may: what is made there is paid by the same key."""
    mine = access.memberships_of(request.user)
    if not any(each.role == Membership.Role.OWNER for each in mine):
        access.get_workspace_to_own(request.user)
    if wanted := _name_in(request):
        with transaction.atomic():
            made = team.found_workspace(wanted, request.user)
            audit.note(request, "workspace made", made)
        request.session[WORKSPACE] = made.pk
    return redirect("members")


def _name_in(request: Request) -> str:
    return " ".join(request.POST.get("name", "").replace("\0", "").split())[:80]
