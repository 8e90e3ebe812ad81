"""Invitations: a link that makes one person a member of one workspace, once, until it expires or is revoked."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from playground.models.people import Membership, User, Workspace
from playground.models.token import fresh, hash_of


class Invitation(models.Model):
    """The token stands in the link alone; here is its hash, which opens nothing."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(max_length=10, choices=Membership.Role.choices)
    digest = models.CharField(max_length=64, unique=True)
    note = models.CharField(max_length=80, blank=True)  # for whom, in the owner's words
    made_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class Spent(Exception):
    """The link was used, revoked, or expired meanwhile."""


def invite(workspace: Workspace, by: User, role: str, days: int, note: str = "") -> tuple[Invitation, str]:
    """An invitation and its token (256 bits), which is told this once."""
    token = fresh()
    made = Invitation.objects.create(
        workspace=workspace,
        made_by=by,
        role=role,
        note=note,
        digest=hash_of(token),
        expires_at=timezone.now() + timedelta(days=days),
    )
    return made, token


def open_ones() -> QuerySet[Invitation]:
    """Those that can still be accepted."""
    return Invitation.objects.filter(Q(expires_at__gt=timezone.now()), accepted_at=None, revoked_at=None)


def found(token: str) -> Invitation | None:
    """The open invitation of a link; None for an unknown, used, revoked or expired one alike."""
    return open_ones().select_related("workspace", "made_by").filter(digest=hash_of(token)).first()


@transaction.atomic
def accept(invitation: Invitation, user: User) -> None:
    """Make the person a member, with a new one's allowance. Two at once: one of them wins. Raises Spent."""
    used = {"accepted_at": timezone.now(), "accepted_by": user}
    if not open_ones().filter(pk=invitation.pk).update(**used):
        raise Spent
    allowance = None if invitation.role == Membership.Role.OWNER else settings.DEFAULT_ALLOWANCE
    begins = {"role": invitation.role, "allowance": allowance}
    Membership.objects.get_or_create(user=user, workspace=invitation.workspace, defaults=begins)


def revoke(invitations: QuerySet[Invitation]) -> None:
    """Let these links open nothing any more."""
    invitations.filter(accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
