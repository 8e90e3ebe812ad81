"""The audit log, for owners."""

from django.db.models import Q, QuerySet

from playground.access.people import get_workspace_to_own
from playground.models import AuditEntry, User


def audit_to_view(user: User) -> QuerySet[AuditEntry]:
    """What happened in the workspace that the person owns and works in, and the sign-ins of those who belong to it.

    Failed sign-ins under a name that nobody has are everybody's. Raises Http404 for all but owners.
    """
    workspace = get_workspace_to_own(user)
    people = list(workspace.memberships.values_list("user_id", flat=True))
    theirs = Q(actor__in=people) | Q(actor=None, record_kind="person", record_id__in=map(str, people))
    nobodys = Q(actor=None, record_kind="")
    rows = AuditEntry.objects.filter(Q(workspace=workspace) | Q(theirs | nobodys, workspace=None))
    return rows.select_related("actor").order_by("-id")
