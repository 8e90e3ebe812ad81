"""What was never sent goes out with the key in use; what was sent stays with the account that has it."""

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from playground import connection as connections
from playground.models import Connection, Generation, Workspace
from playground.models.changes import announce
from playground.models.connection import PAYING
from playground.models.state import State


@transaction.atomic
def follow_the_key(workspace: Workspace | None = None) -> None:
    """Let queued takes, of one workspace or of all, use the connection that new ones would. Never from or to the
    simulator: what a click said costs nothing must not be paid, nor the other way round."""
    waiting = Generation.objects.filter(due_at__isnull=False, state=State.QUEUED)
    lines = Connection.objects.filter(kind__in=PAYING, pk__in=waiting.values("connection"))
    if workspace is not None:
        lines = lines.filter(workspace=workspace)
    for line in lines.select_related("workspace"):
        _move(waiting.filter(connection=line), line, line.workspace)


def follow(take: Generation) -> bool:
    """The same for one take; False: there is no other connection for it."""
    mine = Generation.objects.filter(pk=take.pk, state=State.QUEUED)
    return take.connection.kind in PAYING and _move(mine, take.connection, take.workspace)


def still_by(line: Connection) -> Q:
    """What must hold of a take, at the moment it is marked as sent, so that `line` may send it.

    The row's connection then says for ever with which key a take was sent; a look-up by another proves nothing.
    """
    still = Q(connection=line.pk)
    own = Connection.objects.filter(
        workspace=line.workspace_id, kind=Connection.Kind.WORKSPACE, retired_at=None
    )
    if line.kind == Connection.Kind.WORKSPACE:
        still &= Q(Exists(own.filter(pk=line.pk)))
    elif line.kind == Connection.Kind.ENVIRONMENT:
        still &= ~Q(Exists(own))
    return still


def _move(takes: QuerySet[Generation], line: Connection, workspace: Workspace) -> bool:
    used = connections.current(workspace)
    if used.kind not in PAYING or used.pk == line.pk:
        return False
    takes.update(connection=used, due_at=timezone.now())
    announce()
    return True
