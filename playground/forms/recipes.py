"""A clip's recipe on its way back into the composer: a stranger's word, of which everything that fits is taken."""

import base64
import binascii
import uuid
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from playground import access
from playground.catalogue import UnknownVideoModel, extra, video_model, video_models
from playground.catalogue.parameter import Parameter, Values
from playground.catalogue.reading import read_request, take_rows
from playground.catalogue.video_model import VideoModel
from playground.forms.ingredients import Shelf, placed, taker
from playground.forms.opening import opened
from playground.media import storage
from playground.media.recipe import LONGEST, NoRecipe, Recipe, parse_recipe, read_recipe
from playground.models import User
from playground.models.asking import Attached, parts_of

LARGEST = 200 * 1024 * 1024
MOST_NAMED = 5


@dataclass(frozen=True)
class Restored:
    """What the composer begins with: `start` as ComposeForm.fresh reads it; `told`: what was found, what was not."""

    model: VideoModel
    start: dict[str, Any]
    told: list[str] = field(default_factory=list)


def recipe_in(file: "UploadedFile[Any]") -> Recipe:
    """The recipe of an uploaded clip. Raises NoRecipe."""
    if (file.size or 0) > LARGEST:
        raise NoRecipe(
            _("This file is larger than 200 MB; a clip's recipe is looked for in smaller ones only.")
        )
    if isinstance(file, TemporaryUploadedFile):
        return read_recipe(Path(file.temporary_file_path()))
    path = storage.temp_path(f"opened.{uuid.uuid4().hex}")
    try:
        path.write_bytes(file.read())
        return read_recipe(path)
    finally:
        path.unlink(missing_ok=True)


def packed(recipe: Recipe) -> str:
    """The recipe as a part of an address, so that the page that it opens can be loaded again."""
    return base64.urlsafe_b64encode(zlib.compress(recipe.text.encode())).decode().rstrip("=")


def unpacked(text: str) -> Recipe:
    """The inverse; anybody may have written the address. Raises NoRecipe."""
    try:
        unpacker = zlib.decompressobj()
        raw = unpacker.decompress(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)), LONGEST * 4)
        return parse_recipe(raw.decode())
    except (ValueError, binascii.Error, zlib.error):
        raise NoRecipe(_("This address holds no recipe.")) from None


def restored(user: User, recipe: Recipe) -> Restored:
    """Prompt, settings and every file in its place, as far as this installation has them."""
    told: list[str] = []
    model = _model(recipe, told)
    read, unknown = read_request(model, recipe.request)
    values: dict[str, Any] = {
        p.name: value
        for p in model.parameters
        if not p.takes and isinstance(value := read.get(p.name), (str, int, float))
    }
    shelf = Shelf.of(user, recipe.references)
    attached = [*_attached(model, read, recipe, shelf, values, told)]
    rows = take_rows(model.parameters, values)
    beyond = extra.kept(extra.packed(unknown, rows)) if recipe.model in model.names else ""
    if beyond:
        values[extra.EXTRA] = beyond
    elif unknown:
        names = ", ".join(name[:40] for name in list(unknown)[:MOST_NAMED])
        told.append(_("Left out, because this model does not know them: %(names)s.") % {"names": names})
    panel, start = opened(model, values, attached)
    return Restored(panel, {**start, **_parent(user, recipe)}, told)


def _model(recipe: Recipe, told: list[str]) -> VideoModel:
    try:
        return video_model(recipe.model)
    except UnknownVideoModel:
        offered = video_models()[0]
        words = _(
            "The clip was made with a model that is not known here, %(name)s. What fits stands in %(offered)s."
        )
        told.append(words % {"name": recipe.model[:80] or "?", "offered": offered.name})
        return offered


def _attached(
    model: VideoModel, read: Values, recipe: Recipe, shelf: Shelf, values: dict[str, Any], told: list[str]
) -> Iterator[Attached]:
    """Each file of the recipe that is to be had, in its list and role; `values` gets the items that it stands in."""
    missing = []
    for place, item, each in placed(model, read, recipe.references):
        parts = parts_of(item)
        found = shelf.find(each)
        if found is None:
            missing.append(_spot(model, place, parts, each.name))
            continue
        if each.sha256 and not found.reference:
            words = _("%(name)s is not in this installation; its public address is used: %(url)s")
            told.append(words % {"name": each.name, "url": each.url})
        parameter = taker(model, place, found)
        if parameter is None:
            words = _("%(model)s takes no such references: %(name)s left out.")
            told.append(words % {"model": model.name, "name": each.name})
            continue
        yield replace(found, field=parameter.name, parts=parts)
        _stand(parameter, item if parameter is place else None, found.wire, values)
    if missing:
        words = _("Not in this installation, add them again: %(names)s.")
        told.append(words % {"names": ", ".join(missing)})


def _stand(parameter: Parameter, item: Any, wire: str, values: dict[str, Any]) -> None:
    if parameter.kind == "url":
        values[parameter.name] = wire
        return
    if parameter.kind == "objects":
        item = {**(item if isinstance(item, dict) else {}), parameter.parts[0].name: wire}
    values.setdefault(parameter.name, []).append(item if parameter.kind == "objects" else wire)


def _spot(model: VideoModel, place: Parameter | None, parts: Mapping[str, str], name: str) -> str:
    """A file by its name, and where it stood unless that is the plain list of images."""
    if place is None or (place.name == model.image_parameter and not place.parts):
        return name
    roles = [c.label for part in place.parts for c in part.choices if parts.get(part.name) == str(c.value)]
    return _("%(name)s (%(place)s)") % {"name": name, "place": " · ".join(map(_, [place.label, *roles[:1]]))}


def _parent(user: User, recipe: Recipe) -> dict[str, str]:
    """The take itself, where it was made here: the next one comes from it."""
    try:
        take = access.generations_here(user).filter(pk=uuid.UUID(recipe.take)).first()
    except ValueError:
        return {}
    return {"parent": str(take.pk), "edge": "remix"} if take else {}
