"""How long a workspace keeps its clips: a rule, what it would remove, and removing it; the files go in jobs/gone.py."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from playground.models import audit
from playground.models.blob import Blob, Reference
from playground.models.clip import Clip
from playground.models.event import Event
from playground.models.generation import Generation
from playground.models.lifecycle import next_version
from playground.models.people import User, Workspace
from playground.models.rehearsal import Recording
from playground.models.share_link import SharedTake
from playground.models.state import Verdict

ACTOR = "retention"
SHORTEST, LONGEST = 1, 3_650  # days


class Retention(models.Model):
    """A workspace's rule; without a row everything is kept."""

    class Rule(models.TextChoices):
        KEEP = "keep", _("Keep everything")
        POSTERS = "posters", _("Keep posters")
        DELETE = "delete", _("Delete")

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="retention")
    rule = models.CharField(max_length=8, choices=Rule.choices, default=Rule.KEEP)
    days = models.PositiveSmallIntegerField(default=30)  # since our copy was saved
    changed_at = models.DateTimeField(null=True)
    changed_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")


@dataclass(frozen=True)
class Forecast:
    """What a rule would remove now: takes whose clip or poster goes, and the bytes of files that nobody else uses."""

    clips: int
    size: int


def retention_of(workspace: Workspace) -> Retention:
    """The workspace's rule, not kept yet when nobody has set one."""
    return Retention.objects.filter(workspace=workspace).first() or Retention(workspace=workspace)


def outdated(rule: Retention, now: datetime) -> QuerySet[Clip]:
    """What goes by this rule: old enough, not marked Keep, in no living share link, not on the rehearsal list."""
    if rule.rule == Retention.Rule.KEEP:
        return Clip.objects.none()
    living = Q(link__expires_at=None) | Q(link__expires_at__gt=now)
    shared = SharedTake.objects.filter(living, generation=OuterRef("generation"), link__revoked_at=None)
    wanted = Q(deleted_at=None, blob__isnull=False)
    if rule.rule == Retention.Rule.DELETE:
        wanted |= Q(rule=Clip.Rule.POSTERS, poster__isnull=False)
    rows = Clip.objects.filter(
        wanted,
        generation__workspace_id=rule.workspace_id,
        generation__deleted_at=None,
        generation__ready_at__lt=now - timedelta(days=rule.days),
    )
    recorded = Recording.objects.filter(take=OuterRef("generation"))
    return rows.exclude(generation__verdict=Verdict.KEEP).exclude(Exists(shared)).exclude(Exists(recorded))


def forecast(rule: Retention, now: datetime) -> Forecast:
    """Counted from the rows."""
    rows = outdated(rule, now)
    # A file goes when neither a reference nor a clip that stays has the same bytes
    staying = Clip.objects.filter(blob=OuterRef("pk")).exclude(pk__in=rows.values("pk"))
    used = Exists(staying) | Exists(Reference.objects.filter(blob=OuterRef("pk")))
    files = Blob.objects.filter(workspace_id=rule.workspace_id).exclude(used)
    going = files.filter(Q(pk__in=rows.values("blob")) | Q(pk__in=rows.values("poster")))
    size = going.aggregate(size=Sum("size", default=0))["size"]
    return Forecast(rows.aggregate(clips=Count("pk"))["clips"], size)


@transaction.atomic
def apply(rule: Retention, most: int) -> int:
    """Mark at most so many clips; their files go at the next sweep. How many."""
    now, kind = timezone.now(), Clip.Rule(rule.rule)
    found = list(outdated(rule, now).select_related("generation", "blob").order_by("pk")[:most])
    if not found:
        return 0
    version, takes = next_version(), [clip.generation_id for clip in found]
    told = f"{rule.rule}, {rule.days} d"
    Event.objects.bulk_create(
        Event(
            generation_id=clip.generation_id,
            at=now,
            name="clip deleted",
            from_state=clip.generation.state,
            to_state=clip.generation.state,
            actor=ACTOR,
            detail=told,
        )
        for clip in found
    )
    Generation.objects.filter(pk__in=takes).update(version=version)
    Clip.objects.filter(pk__in=[clip.pk for clip in found]).update(
        deleted_at=now, removed_at=None, rule=kind, rule_days=rule.days
    )
    size = sum(clip.blob.size for clip in found if clip.blob)
    detail = {"rule": rule.rule, "days": rule.days, "clips": len(found), "size": size}
    audit.write("retention applied", workspace=rule.workspace_id, words=ACTOR, detail=detail)
    return len(found)
