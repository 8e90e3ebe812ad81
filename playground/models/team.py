"""Who belongs to a workspace, and as what: changed under the workspace's lock, so that an owner is always left."""

from django.db import transaction

from playground.models import invitation
from playground.models.changes import announce
from playground.models.people import Membership, User, Workspace


class LastOwner(Exception):
    """A workspace without an owner could never be managed again."""


@transaction.atomic
def found_workspace(name: str, owner: User) -> Workspace:
    """A new workspace with its first owner."""
    workspace = Workspace.objects.create(name=name)
    Membership.objects.create(user=owner, workspace=workspace, role=Membership.Role.OWNER)
    return workspace


@transaction.atomic
def give_role(member: Membership, role: str) -> None:
    """Make a member owner, editor or viewer; it holds from the next request on. Raises LastOwner."""
    _lock(member)
    if role != Membership.Role.OWNER:
        _leave_an_owner(member)
        _revoke_links_of(member)
    Membership.objects.filter(pk=member.pk).update(role=role)


@transaction.atomic
def part(member: Membership) -> None:
    """Leave, or be removed: takes stay, links go, open streams end at once. Raises LastOwner."""
    _lock(member)
    _leave_an_owner(member)
    _revoke_links_of(member)
    Membership.objects.filter(pk=member.pk).delete()
    announce()


def _lock(member: Membership) -> None:
    Workspace.objects.select_for_update().get(pk=member.workspace_id)


def _leave_an_owner(member: Membership) -> None:
    owners = Membership.objects.filter(workspace_id=member.workspace_id, role=Membership.Role.OWNER)
    if list(owners.values_list("pk", flat=True)) == [member.pk]:
        raise LastOwner


def _revoke_links_of(member: Membership) -> None:
    """Who may invite no more has invited nobody who is not here yet."""
    made = invitation.Invitation.objects.filter(workspace_id=member.workspace_id, made_by=member.user_id)
    invitation.revoke(made)
