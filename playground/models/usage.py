"""How much is kept, counted from the rows: nobody walks the disk for a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from playground.models.blob import Blob, Reference
from playground.models.clip import Clip
from playground.models.generation import Generation
from playground.models.people import Workspace

LARGEST = 8


@dataclass(frozen=True)
class Share:
    """Some files of one kind."""

    files: int
    size: int


@dataclass(frozen=True)
class Usage:
    """What one workspace keeps. `going`: of all that, files of what was deleted and may still be brought back."""

    workspace: Workspace
    clips: Share
    pictures: Share
    references: Share
    going: Share
    unmeasured: int  # copies whose pictures nobody has measured yet

    @property
    def files(self) -> int:
        return self.clips.files + self.pictures.files + self.references.files

    @property
    def size(self) -> int:
        return self.clips.size + self.pictures.size + self.references.size


def usage_of(workspace: Workspace) -> Usage:
    """Each file once, by content; one that is a clip and a reference too counts as a clip."""
    blobs = Blob.objects.filter(workspace=workspace)
    is_clip, is_poster = (
        Exists(Clip.objects.filter(**{name: OuterRef("pk")})) for name in ("blob", "poster")
    )
    clips, posters = blobs.filter(is_clip), blobs.filter(~is_clip, is_poster)
    beside = blobs.aggregate(size=Sum("stills", default=0), clips=Count("pk", filter=Q(stills__gt=0)))
    kept = _share(posters)
    # Two pictures lie beside a clip, one beside anything else
    pictures = beside["clips"] + clips.filter(stills__gt=0).count() + kept.files
    return Usage(
        workspace,
        clips=_share(clips),
        pictures=Share(pictures, beside["size"] + kept.size),
        references=_share(blobs.filter(~is_clip, ~is_poster)),
        going=_share(blobs.exclude(_living())),
        unmeasured=blobs.filter(stills=None).count(),
    )


def _living() -> Any:
    """Whether something that is not deleted needs the file."""
    takes = Clip.objects.filter(deleted_at=None, generation__deleted_at=None, blob=OuterRef("pk"))
    posters = Clip.objects.filter(generation__deleted_at=None, poster=OuterRef("pk"))
    references = Reference.objects.filter(blob=OuterRef("pk"))
    used = references.filter(Q(deleted_at=None) | Q(used_in__isnull=False))
    return Exists(takes) | Exists(posters) | Exists(used)


def largest(workspaces: Sequence[int]) -> list[Generation]:
    """The takes whose clips are the largest."""
    rows = Generation.objects.shown().filter(workspace_id__in=workspaces, kept_clip__deleted_at=None)
    return list(rows.filter(kept_clip__blob__isnull=False).order_by("-kept_clip__blob__size")[:LARGEST])


def _share(blobs: QuerySet[Blob]) -> Share:
    found = blobs.aggregate(files=Count("pk"), size=Sum("size", default=0))
    return Share(found["files"], found["size"])
