"""What people make of a take: stars, keep or reject, a note, and tags to find it again."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from playground.models.generation import Generation
from playground.models.people import Workspace
from playground.models.tag import Tag

MOST_TAGS = 20
LONGEST_TAG = 40
LONGEST_NOTE = 4_000
_BETWEEN = re.compile("[,;\n\uff0c\u3001\uff1b]")  # a Chinese keyboard has commas of its own


@dataclass(frozen=True)
class Judgement:
    """`rating` is 1 to 5 or None, `verdict` a Verdict or empty."""

    rating: int | None
    verdict: str
    note: str
    tags: Sequence[str]


def tag_names(text: str) -> list[str]:
    """The tags of a line, each once, in order."""
    named = (" ".join(part.split())[:LONGEST_TAG].strip() for part in _BETWEEN.split(text))
    return list({name.casefold(): name for name in named if name}.values())[:MOST_TAGS]


def judge(take: Generation, told: Judgement) -> None:
    """Keep it on the take, in place of what was said before."""
    with transaction.atomic():
        said = {"rating": told.rating, "verdict": told.verdict, "note": told.note}
        Generation.objects.filter(pk=take.pk).update(**said)
        take.tags.set(_tags(take.workspace_id, told.tags))


def tag_all(takes: Iterable[Generation], names: Sequence[str]) -> None:
    """Add the tags to each."""
    with transaction.atomic():
        for take in takes:
            take.tags.add(*_tags(take.workspace_id, names))


def _tags(workspace_id: int, names: Sequence[str]) -> list[Tag]:
    """Of this workspace; the spelling that was there first stays."""
    Workspace.objects.select_for_update().get(pk=workspace_id)  # one after the other: no word twice
    known = {tag.name.casefold(): tag for tag in Tag.objects.filter(workspace_id=workspace_id)}
    return [
        known.get(name.casefold()) or Tag.objects.create(workspace_id=workspace_id, name=name)
        for name in names
    ]
