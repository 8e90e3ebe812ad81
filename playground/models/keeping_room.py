"""How many bytes of references one person may keep: counted from the rows, and asked once more where one is made.

What lies in the library counts, each file once, and what may still be brought back there. What left it for good is gone
or belongs to the takes that use it; the clip of a take, attached as it is, is no further file.
"""

from django.conf import settings
from django.db.models import Q, QuerySet, Sum
from django.utils import timezone

from playground.models.blob import Blob, Reference
from playground.models.people import User
from playground.models.removal import UNDO_WITHIN


class NoRoom(Exception):
    """`used` bytes of `most` are taken, and the file is larger than what is left."""

    def __init__(self, used: int, most: int) -> None:
        super().__init__(f"{used} of {most}")
        self.used, self.most = used, most


def kept_by(person: User) -> QuerySet[Blob]:
    """The files that count as this person's, wherever it belongs: what it left behind is the workspace's."""
    is_here = Q(deleted_at=None) | Q(deleted_at__gte=timezone.now() - UNDO_WITHIN, purged_at=None)
    mine = Reference.objects.filter(is_here, owner=person, workspace__memberships__user=person)
    mine = mine.exclude(kind=Reference.Kind.VIDEO, source__isnull=False)
    return Blob.objects.filter(pk__in=mine.values("blob"))


def ask(person: User, blob: Blob) -> None:
    """Whether this person may keep that file, which need not be in the database. Raises NoRoom."""
    most = settings.UPLOADS_PER_PERSON
    if not most or kept_by(person).filter(workspace=blob.workspace_id, sha256=blob.sha256).exists():
        return
    used = int(kept_by(person).aggregate(used=Sum("size", default=0))["used"])
    if used + blob.size > most:
        raise NoRoom(used, most)


def admit(person: User, blob: Blob) -> None:
    """The same in the transaction that makes the reference: of uploads side by side each sees the ones before it."""
    list(User.objects.select_for_update(no_key=True).filter(pk=person.pk).values_list("pk"))
    ask(person, blob)
