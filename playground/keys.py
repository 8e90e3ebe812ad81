"""A workspace's own key: entered, replaced, removed, sealed anew, and forgotten when nothing waits for it any more."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, QuerySet
from django.utils import timezone

from playground import vault
from playground.connection import Upstream, identity_of
from playground.models import Connection, Generation, User, Workspace, WorkspaceKey
from playground.models.state import State

# Takes that only the key they were sent with can ask for
UNDER_WAY = (State.SUBMITTING, State.UNCONFIRMED, State.RUNNING, State.FETCHING)
GRACE = timedelta(minutes=1)  # a submit that began just before its key was replaced is seen by then


@transaction.atomic
def enter(workspace: Workspace, person: User, offer: Upstream) -> Connection:
    """Let a key that was checked be the workspace's. One it had before finds its account again. Raises Unusable.

    It comes as an Upstream, which shows it to nobody: a traceback's report tells the arguments of each frame.
    """
    Workspace.objects.select_for_update().get(pk=workspace.pk)  # two owners at once: one after the other
    identity = identity_of(offer.key)
    _current(workspace).exclude(identity=identity).update(retired_at=timezone.now())
    line = Connection.objects.update_or_create(
        workspace=workspace,
        kind=Connection.Kind.WORKSPACE,
        identity=identity,
        defaults={"retired_at": None},
    )[0]
    kept = {"sealed": vault.seal(offer.key), "last_four": offer.key[-4:], "entered_by": person}
    line.own_key = WorkspaceKey.objects.update_or_create(
        connection=line, defaults={**kept, "entered_at": timezone.now()}
    )[0]
    return line


def remove(workspace: Workspace) -> bool:
    """Send nothing more by the workspace's key; False: it had none."""
    return _current(workspace).update(retired_at=timezone.now()) > 0


@dataclass(frozen=True)
class Waiting:
    """Takes under way that were sent with a key which is the workspace's no more."""

    last_four: str
    takes: int


def waited_for(workspace: Workspace) -> list[Waiting]:
    """By each key that was replaced or removed and cannot be forgotten yet."""
    takes = Generation.objects.filter(workspace=workspace, due_at__isnull=False, state__in=UNDER_WAY)
    old = takes.filter(connection__own_key__isnull=False, connection__retired_at__isnull=False).order_by()
    counted = old.values_list("connection__own_key__last_four").annotate(Count("pk"))
    return [Waiting(last_four, count) for last_four, count in sorted(counted)]


def takes_without_key(workspace: Workspace) -> int:
    """How many were never sent because the workspace's key was removed."""
    waiting = Generation.objects.filter(workspace=workspace, state=State.QUEUED, due_at__isnull=False)
    return waiting.filter(connection__retired_at__isnull=False).count()


def forget_unneeded() -> None:
    """Delete what was replaced or removed and no take waits for. Entered again, it finds its account again."""
    old = WorkspaceKey.objects.filter(connection__retired_at__lt=timezone.now() - GRACE)
    needed = Generation.objects.filter(due_at__isnull=False, state__in=UNDER_WAY).values("connection")
    old.exclude(connection__in=needed).delete()


def seal_anew() -> tuple[int, list[WorkspaceKey]]:
    """Put every key under the current part of ENCRYPTION_KEY: how many, and which no part opens. Raises Unusable."""
    done, unreadable = 0, []
    for row in WorkspaceKey.objects.select_related("connection__workspace").order_by("pk"):
        try:
            sealed = vault.sealed_anew(row.sealed)
        except vault.Unreadable:
            unreadable.append(row)
            continue
        # Not over a key that was entered meanwhile: that one is under the current part already
        done += WorkspaceKey.objects.filter(pk=row.pk, sealed=row.sealed).update(sealed=sealed)
    return done, unreadable


def _current(workspace: Workspace) -> QuerySet[Connection]:
    return Connection.objects.filter(workspace=workspace, kind=Connection.Kind.WORKSPACE, retired_at=None)
