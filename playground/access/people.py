"""Who looks, where that person works, and as what."""

from django.http import Http404

from playground import connection
from playground.models import (
    Batch,
    Connection,
    Generation,
    Invitation,
    Membership,
    Reference,
    User,
    Workspace,
    budget,
)

EDITORS = (Membership.Role.OWNER, Membership.Role.EDITOR)


def memberships_of(user: User) -> list[Membership]:
    """All workspaces a person belongs to, the first one first; none for somebody who is not signed in."""
    if not user.is_authenticated:
        return []
    return list(Membership.objects.filter(user=user).select_related("workspace").order_by("id"))


def membership_of(user: User) -> Membership:
    """Where a person works just now, and as what. Raises Http404 for strangers.

    The workspace that the page or the row names, or else the one chosen last, or else the first.
    """
    mine = memberships_of(user)
    if not mine:
        raise Http404
    if user.named_workspace is not None:
        return one(next((each for each in mine if each.workspace_id == user.named_workspace), None))
    return next((each for each in mine if each.workspace_id == user.chosen_workspace), mine[0])


def looks_only(user: User) -> bool:
    """Whether the person may see and not touch, where it stands just now. Raises Http404 for strangers."""
    return membership_of(user).role not in EDITORS


def workspace_of(user: User) -> Workspace:
    """The workspace a person works in. Raises Http404 for strangers."""
    return membership_of(user).workspace


def get_workspace_to_edit(user: User) -> Workspace:
    """The workspace a person works in, to make and change things there. Raises Http404 for a viewer."""
    member = membership_of(user)
    return one(member.workspace if member.role in EDITORS else None)


def get_workspace_to_own(user: User) -> Workspace:
    """The workspace a person works in, to say who belongs to it. Raises Http404 for all but its owners."""
    member = membership_of(user)
    return one(member.workspace if member.role == Membership.Role.OWNER else None)


def get_workspace_to_price(user: User) -> Workspace:
    """The workspace a person works in, to set its prices. Raises Http404.

    For its editors; while anybody there has a limit, for its owners: who is limited must not set what is counted.
    """
    workspace = get_workspace_to_edit(user)
    return get_workspace_to_own(user) if budget.is_limited(workspace) else workspace


def get_member_to_manage(user: User, member_id: int) -> Membership:
    """Somebody of the workspace that the person owns and works in. Raises Http404."""
    members = get_workspace_to_own(user).memberships.select_related("user")
    return one(members.filter(pk=member_id).first())


def get_invitation_to_manage(user: User, invitation_id: int) -> Invitation:
    """An invitation to the workspace that the person owns and works in. Raises Http404."""
    return one(get_workspace_to_own(user).invitations.filter(pk=invitation_id).first())


def listed_workspaces(user: User) -> list[int]:
    """The ids of those whose takes lists show: the one a person works in. Raises Http404 for strangers."""
    return [workspace_of(user).pk]


def workspaces_to_edit(user: User) -> list[int]:
    """The ids of those where a list's changes may be taken back: none for a viewer."""
    member = membership_of(user)
    return [member.workspace_id] if member.role in EDITORS else []


def get_connection_to_use(user: User) -> Connection:
    """The connection that the person's new takes use. Raises Http404 for strangers."""
    return connection.current(workspace_of(user))


def entered[Row: (Batch, Generation, Reference)](user: User, row: Row) -> Row:
    """A row brings its workspace along: its page, and what is asked from there, stand in it."""
    user.named_workspace = row.workspace_id
    return row


def one[Row](row: Row | None) -> Row:
    if row is None:
        raise Http404
    return row
