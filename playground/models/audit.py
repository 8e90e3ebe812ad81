"""Who did what to which record, from where: written in the transaction of what it tells of, and never changed.

What happens to a take every day (asked, rated, tagged, ready) is told by its own events; here stands what somebody may
be asked about later: who came in, who belongs, what was given away, what was deleted, what was set.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from playground.models.batch import Batch
from playground.models.blob import Reference
from playground.models.connection import Connection
from playground.models.generation import Generation
from playground.models.invitation import Invitation
from playground.models.people import Membership, User, Workspace
from playground.models.review import Comment
from playground.models.share_link import ShareLink

# The short fixed words, and how a page says them; kept in English, translated where they are shown
ACTIONS = {
    "sign-in": _("Signed in"),
    "sign-in failed": _("Sign-in failed"),
    "sign-out": _("Signed out"),
    "password changed": _("Password changed"),
    "password link made": _("Password link made"),
    "member invited": _("Member invited"),
    "invitation revoked": _("Invitation revoked"),
    "member joined": _("Member joined"),
    "role changed": _("Role changed"),
    "member removed": _("Member removed"),
    "member left": _("Member left"),
    "workspace made": _("Workspace made"),
    "workspace renamed": _("Workspace renamed"),
    "share link made": _("Share link made"),
    "share link changed": _("Share link changed"),
    "share link revoked": _("Share link revoked"),
    "share link guessed at": _("Too many wrong passwords at a share link"),
    "take cancelled": _("Take cancelled"),
    "take deleted": _("Take deleted"),
    "clip deleted": _("Clip deleted"),
    "take restored": _("Take restored"),
    "take purged": _("Take deleted for good"),
    "files removed": _("Files removed"),
    "reference deleted": _("Reference deleted"),
    "reference restored": _("Reference restored"),
    "reference purged": _("Reference deleted for good"),
    "comment deleted": _("Comment of somebody else deleted"),
    "batch paused": _("Batch paused"),
    "batch resumed": _("Batch resumed"),
    "batch cancelled": _("Batch cancelled"),
    "prices changed": _("Prices changed"),
    "limits changed": _("Limits changed"),
    "retention changed": _("Retention changed"),
    "retention applied": _("Retention applied"),
    "connection tested": _("Connection tested"),
    "key entered": _("Key entered"),
    "key removed": _("Key removed"),
}
KINDS: dict[type[models.Model], tuple[str, Callable[[Any], object]]] = {
    Generation: (_("take"), lambda take: take.prompt),
    Reference: (_("reference"), lambda reference: reference.name),
    Batch: (_("batch"), lambda batch: ""),
    Comment: (_("comment"), lambda comment: comment.text),
    ShareLink: (_("share link"), lambda link: link.get_reveal_display()),
    User: (_("person"), lambda person: person.called),
    Invitation: (_("invitation"), lambda invitation: invitation.note),
    Workspace: (_("workspace"), lambda workspace: workspace.name),
    Connection: (_("connection"), lambda line: line.get_kind_display()),
}
LABEL = 40  # characters of a record's name, or of a prompt's beginning


class Unchangeable(Exception):
    """An entry of the log is neither changed nor removed."""


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Rows are read and added, and nothing else."""

    def update(self, **changes: Any) -> int:
        """Raises Unchangeable."""
        raise Unchangeable

    def delete(self) -> tuple[int, dict[str, int]]:
        """Raises Unchangeable."""
        raise Unchangeable


class AuditEntry(models.Model):
    """One thing that somebody did. `detail`: small, `[before, after]` for what changed; no prompt, password or key."""

    at = models.DateTimeField(default=timezone.now)
    workspace = models.ForeignKey(
        Workspace, null=True, on_delete=models.PROTECT, related_name="audit_entries"
    )
    actor = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="audit_entries")
    actor_words = models.CharField(max_length=80)  # the name then; or "operator", "guest of link …"
    action = models.CharField(max_length=40)
    record_kind = models.CharField(max_length=20, blank=True)
    record_id = models.CharField(max_length=40, blank=True)
    record_label = models.CharField(max_length=80, blank=True)
    address = models.CharField(max_length=45, blank=True)  # IP; empty: a process of ours
    agent = models.CharField(max_length=20, blank=True)  # the browser's family
    detail = models.JSONField(default=dict)

    objects = AuditQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-id"], name="audit_newest"),
            models.Index(fields=["record_kind", "record_id"], name="audit_record"),
        ]

    def save(self, *args: Any, **options: Any) -> None:
        """Once. Raises Unchangeable for a row that stands."""
        if not self._state.adding:
            raise Unchangeable
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Raises Unchangeable."""
        raise Unchangeable

    @property
    def action_words(self) -> str:
        """A msgid."""
        return ACTIONS.get(self.action, self.action)


def write(
    action: str,
    record: models.Model | None = None,
    *,
    workspace: int | None = None,
    actor: User | None = None,
    words: str = "",
    detail: Mapping[str, Any] | None = None,
    **where: str,
) -> AuditEntry:
    """Add an entry, in the caller's transaction. `workspace`: where, unless the record says; `where`: address, agent.

    Raises ValueError for an action that is not in the list.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is no action of the audit log.")
    kind, key, label = described(record)
    return AuditEntry.objects.create(
        workspace_id=workspace if workspace is not None else _place_of(record),
        actor=actor,
        actor_words=(words or (actor.called if actor else ""))[:80],
        action=action,
        record_kind=kind,
        record_id=key,
        record_label=label,
        detail=dict(detail or {}),
        **where,
    )


def described(record: models.Model | None) -> tuple[str, str, str]:
    """(kind, id, short label) of what something was done to."""
    if record is None:
        return "", "", ""
    if isinstance(record, Membership):
        record = record.user  # the person goes on, whatever becomes of the membership
    # By __class__: the person who asks may be a stand-in that is looked up when needed
    kind, label = KINDS.get(record.__class__, (str(record._meta.verbose_name)[:20], lambda row: ""))
    words = " ".join(str(label(record)).split())
    return kind, str(record.pk), words if len(words) <= LABEL else f"{words[: LABEL - 1]}…"


def _place_of(record: models.Model | None) -> int | None:
    if isinstance(record, Workspace):
        return record.pk
    found: int | None = getattr(record, "workspace_id", None)
    return found
