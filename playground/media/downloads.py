"""Clips on their way out: a copy with its recipe inside, or one that tells nothing of itself; made in milliseconds,
kept an hour among the temporary.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
import time
from typing import TYPE_CHECKING, Any

from playground.catalogue.payload import OURS_LAST
from playground.media import storage
from playground.media.boxes import container_of
from playground.media.probe import NotAVideo
from playground.media.ranges import LocalBlob
from playground.media.recipe import recipe_text, with_recipe
from playground.media.remux import without_metadata
from playground.models import GatewayUpload

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path, PurePath

    from playground.catalogue.parameter import Parameter
    from playground.catalogue.video_model import VideoModel
    from playground.media.ranges import Blob
    from playground.models import Generation
    from playground.models.generation import GenerationReference

log = logging.getLogger("playground.storage")
FRESH = 30 * 60.0  # seconds; the sweeper takes what nobody has used for an hour


def carrying(take: Generation, plain: Blob) -> Blob:
    """The take's clip with its recipe; `plain`, as it came, where no recipe can be put in. Blocking.

    The same take gives the same bytes at every range and on every machine.
    """
    kept = take.clip.blob
    final = storage.blob_path(kept.workspace_id, kept.sha256, kept.suffix)
    text = recipe_text(facts_of(take))
    name = f"recipe.{kept.sha256[:16]}.{_short(text)}"
    try:
        return LocalBlob(_made(final, name, lambda a, b: with_recipe(a, b, text)), etag=f'"{name}"')
    except FileNotFoundError:
        pass  # our copy is gone: whoever asks for it as it came is told so
    except (NotAVideo, OSError):
        log.exception("the recipe of %s could not be put into its clip", take.pk)
    return plain


def for_guests(take: Generation, recipe: str = "") -> Blob:
    """The take's clip without anything that its file says of itself, but for `recipe` where one is given. Blocking.

    Raises FileNotFoundError, OSError, CannotRemux, NotAVideo: what cannot be made silent does not go out.
    """
    kept = take.clip.blob
    final = storage.blob_path(kept.workspace_id, kept.sha256, kept.suffix)
    # Neither name nor ETag gives the hash of our copy away: it stands on the take's page and in its recipe
    name = _guest_name(kept.workspace_id, kept.sha256) + _short(f"{kept.sha256} {recipe}")

    def write(source: Path, fresh: Path) -> None:
        with source.open("rb") as file:
            container = container_of(file.read(64))
        if container is None:
            raise NotAVideo("The file is neither MP4 nor WebM.")
        silent = fresh.with_name(f"{fresh.name}.silent") if recipe else fresh
        try:
            without_metadata(source, silent, kept.suffix, container)
            if recipe:
                with_recipe(silent, fresh, recipe)
        finally:
            if recipe:
                silent.unlink(missing_ok=True)

    return LocalBlob(_made(final, name, write), etag=f'"{name}"')


def forget_copies(workspace_id: int, sha256: str) -> None:
    """Remove what was made here of a clip that goes; on other machines it goes unused within the hour."""
    for beginning in (f"recipe.{sha256[:16]}.", _guest_name(workspace_id, sha256)):
        storage.drop_temp(beginning)


def _guest_name(workspace_id: int, sha256: str) -> str:
    return f"guest.{_short(f'{workspace_id} {sha256}')}."


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _made(final: PurePath, name: str, write: Callable[[Path, Path], None]) -> Path:
    path = storage.temp_path(name)
    try:
        if time.time() - path.stat().st_mtime > FRESH:
            os.utime(path)
        return path
    except FileNotFoundError:
        pass
    fresh = storage.temp_path(f"{name}.{secrets.token_hex(6)}")
    try:
        with storage.local_copy(final) as source:
            write(source, fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
    return path


def guest_facts(take: Generation) -> dict[str, Any]:
    """What a recipe says to guests: nothing by which a take, a task or a clip is known here or at the gateway."""
    ours = ("take", "task", "clip_sha256")
    return {name: value for name, value in facts_of(take).items() if name not in ours}


def facts_of(take: Generation) -> dict[str, Any]:
    """What a recipe says: the request without who sent it, the model, the task, the time, and hashes."""
    attached = list(take.attached.select_related("reference__blob"))
    return {
        "model": take.model_slug,
        "request": _request(take, attached),
        "references": [_ingredient(each) for each in attached],
        "take": str(take.pk),
        "task": take.upstream_id or "",
        "made_at": take.created_at.isoformat(timespec="seconds"),
        "clip_sha256": take.clip.sha256,
    }


def _ingredient(each: GenerationReference) -> dict[str, str]:
    place = {"field": each.field} if each.field else {}
    if each.reference is None:
        return {"url": each.url, **place}
    return {"name": each.reference.name, "sha256": each.reference.blob.sha256, **place}


def _request(take: Generation, attached: list[GenerationReference]) -> dict[str, Any]:
    """As it was sent, but our files by name: their addresses at the gateway are open to everybody who knows them."""
    sent = {key: value for key, value in json.loads(take.request_body).items() if key not in OURS_LAST}
    if take.known_model:
        _name_ours(take.known_model, sent, attached)
    ours = {each.reference.blob_id: each.wire for each in attached if each.reference}
    uploads = GatewayUpload.objects.filter(blob_id__in=ours).values_list("url", "blob_id")
    named: dict[str, Any] = _renamed(sent, {url: ours[blob_id] for url, blob_id in uploads})
    return named


def _name_ours(model: VideoModel, sent: dict[str, Any], attached: list[GenerationReference]) -> None:
    """List by list and in order, so that two names for the same bytes stay two."""
    for parameter in model.parameters:
        rows = [each for each in attached if (each.field or model.image_parameter) == parameter.name]
        holder: Any = sent
        for key in parameter.path[:-1]:
            holder = holder.get(key) if isinstance(holder, dict) else None
        items: Any = holder.get(parameter.path[-1]) if rows and isinstance(holder, dict) else None
        if isinstance(items, str) and rows[-1].reference:
            holder[parameter.path[-1]] = rows[-1].wire
        for place, each in enumerate(rows) if isinstance(items, list) else ():
            if each.reference and place < len(items):
                items[place] = _with_address(parameter, items[place], each.wire)


def _with_address(parameter: Parameter, item: Any, wire: str) -> Any:
    return {**item, parameter.parts[0].path[-1]: wire} if isinstance(item, dict) else wire


def _renamed(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_renamed(item, names) for item in value]
    return names.get(value, value) if isinstance(value, str) else value
