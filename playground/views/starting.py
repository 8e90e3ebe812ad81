"""What the composer begins with: an earlier take, wholly or in part, or a clip's recipe."""

import uuid
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from playground import access
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.video_model import VideoModel
from playground.forms.recipes import restored, unpacked
from playground.media.recipe import NoRecipe
from playground.models import Generation, User, asking
from playground.models.lineage import Edge

USES = ("prompt", "settings", "references")
type Start = tuple[VideoModel, dict[str, Any]]


def start_of(user: User, asked: QueryDict) -> Start | None:
    """What the address names to begin with; None: nothing. Raises Http404 for a take that is not there."""
    if asked.get("from"):
        return _from_take(user, asked)
    if text := asked.get("recipe"):
        return _from_recipe(user, str(text))
    return None


def _from_take(user: User, asked: QueryDict) -> Start:
    """What an earlier take asked for: all of it, or the part that `use` names."""
    try:
        take = access.get_generation_to_view(user, uuid.UUID(asked.get("from", "")))
    except ValueError:
        raise Http404 from None
    edge = asked.get("edge", "")
    origin = {"parent": str(take.pk), "edge": edge if edge in Edge.values else Edge.REMIX.value}
    if frame := asked.get("frame"):
        return _with_frame(user, take, str(frame), origin)
    use = asked.get("use", "")
    if use in USES:
        wanted = "" if use == "settings" else asked.get("model", "")
        return _model(take, wanted), {**_part(take, use), **origin, "use": use}
    return _model(take), {**take.values, "attached": asking.attached_to(take), **origin}


def _with_frame(user: User, take: Generation, frame: str, origin: dict[str, Any]) -> Start:
    """One picture of an earlier take as the only reference of the next one, which names it as its parent."""
    try:
        kept = access.get_reference_to_view(user, uuid.UUID(frame))
    except ValueError:
        raise Http404 from None
    edge = Edge.CONTINUE if origin["edge"] == Edge.CONTINUE else Edge.FRAME
    start = {**take.values, "attached": [asking.Attached(kept)], **origin, "edge": edge.value}
    model = _model(take)
    return (model if model.image_parameter else video_models()[0]), start


def _from_recipe(user: User, text: str) -> Start:
    """What a clip's recipe asks for; a word where there is none."""
    try:
        found = restored(user, unpacked(text))
    except NoRecipe as none:
        return video_models()[0], {"told": [_(none.words)]}
    opened = _("Restored from the clip's recipe.")
    return found.model, {**found.start, "told": [opened, *found.told]}


def _part(take: Generation, use: str) -> dict[str, Any]:
    if use == "references":
        return {"attached": asking.attached_to(take)}
    if use == "prompt":
        return {"prompt": take.prompt}
    model = take.known_model
    images = model.image_parameter if model else None
    return {name: value for name, value in take.values.items() if name not in ("prompt", images)}


def _model(take: Generation, wanted: str = "") -> VideoModel:
    """The take's, or the one that the address asks for; a take outlives its model."""
    try:
        return video_model(wanted or take.model_slug)
    except UnknownVideoModel:
        return video_models()[0]
