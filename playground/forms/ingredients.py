"""The files of a recipe: which list of the model each stood in, and whether this installation has it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground import access
from playground.catalogue.parameter import Parameter, Values
from playground.catalogue.video_model import VideoModel
from playground.forms.keeping import clip_as_reference
from playground.forms.references import ReferenceTrouble
from playground.media.recipe import Ingredient, is_address
from playground.models import Generation, Reference, User
from playground.models.asking import Attached


@dataclass(frozen=True)
class Shelf:
    """What a workspace has of such files, by content: references under each name, and clips of its takes."""

    user: User
    references: Mapping[tuple[str, str], Reference]
    clips: Mapping[str, Generation]

    @classmethod
    def of(cls, user: User, wanted: Sequence[Ingredient]) -> "Shelf":
        hashes, at = {each.sha256 for each in wanted if each.sha256}, access.workspace_of(user)
        rows = Reference.objects.filter(workspace=at, blob__sha256__in=hashes).select_related("blob")
        named: dict[tuple[str, str], Reference] = {}
        for row in rows.order_by("created_at"):
            named[row.blob.sha256, row.name] = named[row.blob.sha256, ""] = row
        takes = Generation.objects.shown().filter(workspace=at, kept_clip__blob__sha256__in=hashes)
        clips = {take.clip.sha256: take for take in takes.select_related("kept_clip__blob")}
        return cls(user, named, clips)

    def find(self, wanted: Ingredient) -> Attached | None:
        """The same bytes, under the same name if there are several; else its public address, if it has one."""
        sha = wanted.sha256
        kept = sha and (self.references.get((sha, wanted.name)) or self.references.get((sha, "")))
        if kept:
            return Attached(kept)
        if sha in self.clips:
            try:
                return Attached(clip_as_reference(self.user, self.clips[sha]))
            except ReferenceTrouble:
                pass  # too large to be sent
        return Attached(url=wanted.url) if wanted.url else None


def placed(
    model: VideoModel, values: Values, listed: Sequence[Ingredient]
) -> Iterator[tuple[Parameter | None, Any, Ingredient]]:
    """Each file with its list and with what the request says of it there; without a list where nothing names it."""
    left = list(listed)
    for parameter in model.parameters:
        items: Any = values.get(parameter.name) if parameter.takes else None
        for item in items if isinstance(items, list) else [items] if items else []:
            each = _named(parameter, _address(parameter, item), left)
            if each:
                yield parameter, item, each
    for each in left:
        known = (p for p in model.parameters if p.takes and p.name == (each.field or model.image_parameter))
        yield next(known, None), None, each


def taker(model: VideoModel, place: Parameter | None, found: Attached) -> Parameter | None:
    """That list, or the first that takes files of such a kind."""
    kind = found.reference.kind if found.reference else None
    if place and kind in (None, place.takes):
        return place
    lists = [p for p in model.parameters if p.takes == (kind or "image")]
    return min(lists, key=lambda p: p.name != model.image_parameter, default=None)


def _named(parameter: Parameter, address: str, left: list[Ingredient]) -> Ingredient | None:
    """The file that an item of a list means; recipes of old name no lists, so there it is found by its address."""
    same = (each for each in left if each.field == parameter.name)
    old = (e for e in left if not e.field and address and address in (f"upload:{e.name}", e.url))
    each = next(same, None) or next(old, None)
    if each:
        left.remove(each)
    elif is_address(address):
        each = Ingredient(address, url=address, field=parameter.name)
    elif address.startswith("upload:"):
        each = Ingredient(address.removeprefix("upload:")[:100], field=parameter.name)
    return each


def _address(parameter: Parameter, item: Any) -> str:
    address = item.get(parameter.parts[0].name) if isinstance(item, dict) and parameter.parts else item
    return address if isinstance(address, str) else ""
