"""A clip's recipe on its way back into the composer: a stranger's word, of which everything that fits is taken."""

import base64
import binascii
import uuid
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _

from playground import access
from playground.catalogue import UnknownVideoModel, extra, video_model, video_models
from playground.catalogue.reading import read_request
from playground.catalogue.video_model import VideoModel
from playground.media import storage
from playground.media.recipe import LONGEST, Ingredient, NoRecipe, Recipe, parse_recipe, read_recipe
from playground.models import Reference, User
from playground.models.asking import Attached

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
    """Prompt, settings and references, as far as this installation has them."""
    told: list[str] = []
    model = _model(recipe, told)
    values, unknown = read_request(model, recipe.request)
    start = {name: value for name, value in values.items() if isinstance(value, (str, int, float))}
    beyond = extra.kept(extra.packed(unknown, {})) if unknown and recipe.model in model.names else ""
    if beyond:
        start[extra.EXTRA] = beyond
    elif unknown:
        names = ", ".join(name[:40] for name in list(unknown)[:MOST_NAMED])
        told.append(_("Left out, because this model does not know them: %(names)s.") % {"names": names})
    found = _attached(user, recipe, told) if model.image_parameter else []
    return Restored(model, {**start, **_parent(user, recipe), "attached": found}, told)


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


def _attached(user: User, recipe: Recipe, told: list[str]) -> list[Attached]:
    hashes = [each.sha256 for each in recipe.references if each.sha256]
    here = Reference.objects.filter(workspace=access.workspace_of(user), blob__sha256__in=hashes)
    by_hash = {each.blob.sha256: each for each in here.select_related("blob").order_by("created_at")}
    missing = [each.name for each in recipe.references if each.sha256 and each.sha256 not in by_hash]
    if missing:
        names = ", ".join(missing[:MOST_NAMED])
        told.append(_("Not in this installation, add them again: %(names)s.") % {"names": names})
    return [found for each in recipe.references if (found := _reference(each, by_hash))]


def _reference(each: Ingredient, by_hash: dict[str, Reference]) -> Attached | None:
    if each.url:
        return Attached(url=each.url)
    kept = by_hash.get(each.sha256)
    return Attached(kept) if kept else None


def _parent(user: User, recipe: Recipe) -> dict[str, str]:
    """The take itself, where it was made here: the next one comes from it."""
    try:
        take = access.generations_here(user).filter(pk=uuid.UUID(recipe.take)).first()
    except ValueError:
        return {}
    return {"parent": str(take.pk), "edge": "remix"} if take else {}
