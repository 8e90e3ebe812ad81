"""Invitations: made and revoked by owners, accepted by whoever has the link."""

from allauth.account.adapter import get_adapter
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from playground import access
from playground.forms.accounts import InviteForm, NewAccount
from playground.models import Invitation, Membership, User
from playground.models import invitation as invitations
from playground.views import audit, members
from playground.views.doors import WORKSPACE
from playground.views.request import Request
from playground.views.sign_in import slow_down

OF_AN_ADDRESS = 30  # accounts tried to be made


@require_POST
def invite(request: Request) -> HttpResponse:
    """Make a link; it is shown this once."""
    workspace = access.get_workspace_to_own(request.user)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return members.page(request, form=form, status=422)
    told = form.cleaned_data
    with transaction.atomic():
        made, token = invitations.invite(workspace, request.user, told["role"], told["days"], told["note"])
        audit.note(request, "member invited", made, {"role": told["role"], "days": told["days"]})
    link = request.build_absolute_uri(reverse("invitation", args=[token]))
    return members.page(request, link=members.address(link), made=made)


@require_POST
def revocation(request: Request, invitation_id: int) -> HttpResponse:
    """The link opens nothing any more."""
    row = access.get_invitation_to_manage(request.user, invitation_id)
    with transaction.atomic():
        audit.note(request, "invitation revoked", row)
        invitations.revoke(Invitation.objects.filter(pk=row.pk))
    return redirect("members")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, token: str) -> HttpResponse:
    """GET: who invites whom to what. POST: come in, as the person signed in or with a new account.

    A link that was used, revoked or has expired is as unknown as any other: 404.
    """
    found = invitations.found(token)
    if found is None:
        raise Http404
    is_known = isinstance(request.user, User)
    if is_known and Membership.objects.filter(user=request.user, workspace=found.workspace).exists():
        return _come_in(request, found)
    form = NewAccount(request.POST if request.method == "POST" and not is_known else None)
    if request.method == "POST":
        if is_known:
            return _accept(request, found, request.user)
        slow_down(request, "new account", OF_AN_ADDRESS)
        if form.is_valid() and (person := form.make()):
            return _accept(request, found, person)
    status = 422 if form.errors else 200
    return render(request, "account/invitation.html", {"invitation": found, "form": form}, status=status)


def _accept(request: Request, found: Invitation, person: User) -> HttpResponse:
    """Raises Http404 when somebody else was quicker; a person made for it alone is unmade."""
    try:
        with transaction.atomic():
            invitations.accept(found, person)
            told = {"role": found.role, "invited by": found.made_by.called}
            audit.note(request, "member joined", person, told, workspace=found.workspace_id, of=person)
    except invitations.Spent:
        if not isinstance(request.user, User):
            person.delete()
        raise Http404 from None
    if not isinstance(request.user, User):
        get_adapter().login(request, person)
    return _come_in(request, found)


def _come_in(request: Request, found: Invitation) -> HttpResponse:
    request.session[WORKSPACE] = found.workspace_id
    return redirect("home")
