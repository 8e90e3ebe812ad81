"""What a fresh composer begins with: an example, an address's own words, a take or a part of it, a recipe, an edit."""

import uuid
from dataclasses import replace
from typing import Any

from django.http import Http404, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from playground import access
from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.meaning import adapted
from playground.catalogue.video_model import VideoModel
from playground.forms.answering import with_frame
from playground.forms.keeping import clip_as_reference
from playground.forms.opening import opened
from playground.forms.recipes import restored, unpacked
from playground.forms.references import ReferenceTrouble
from playground.forms.rehearsing import speed_of
from playground.forms.trays import trays_of
from playground.media.recipe import NoRecipe
from playground.models import Generation, User, asking
from playground.models.asking import Attached
from playground.models.lineage import Edge
from playground.views.request import Request

USES = ("prompt", "settings", "references")
type Start = tuple[VideoModel, dict[str, Any]]


def quick_prompts(model: VideoModel) -> list[dict[str, Any]]:
    """By workload, in the reader's language; a model without a guide of its own borrows the first one's."""
    language = get_language() or "en"
    return [
        {
            "workload": workload.name,
            "prompts": [
                {"label": p.label, "prompt": values["prompt"], "values": values}
                for p in workload.prompts
                if (values := {"prompt": "", **adapted(model, p.values(language))})
            ],
        }
        for workload in model.guide.workloads or video_models()[0].guide.workloads
    ]


def turned_prompts(panel: VideoModel) -> list[dict[str, Any]]:
    """Those of the entry that something attached makes of it; only their words: length and shape are the clip's."""
    return [
        {**group, "prompts": [{**each, "values": {"prompt": each["prompt"]}} for each in group["prompts"]]}
        for group in (quick_prompts(panel.turn.into) if panel.turn else ())
    ]


def start_of(request: Request) -> Start:
    """The model and values to begin with; what the address leaves open is an example's. Raises Http404."""
    model, start = _named(request.user, request.GET)
    return model, start if "prompt" in start else {**quick_prompts(model)[0]["prompts"][0]["values"], **start}


def _named(user: User, asked: QueryDict) -> Start:
    if asked.get("from"):
        return _from_take(user, asked)
    if text := asked.get("recipe"):
        return _from_recipe(user, str(text))
    if clip := asked.get("edit"):
        return _from_clip(user, str(clip), asked)
    if named := asked.get("reference"):
        return _with_reference(user, str(named), asked)
    if recorded := asked.get("rehearsal"):
        return _from_recording(user, str(recorded), asked)
    model = _model(asked.get("model", ""))
    return model, {p.name: asked[p.name] for p in model.parameters if p.name in asked and not p.takes}


def _from_take(user: User, asked: QueryDict) -> Start:
    """What an earlier take asked for: all of it, the part that `use` names, or its settings with one `frame`."""
    take = _take(user, asked.get("from", ""))
    edge = asked.get("edge", "")
    origin = {"parent": str(take.pk), "edge": edge if edge in Edge.values else Edge.REMIX.value}
    model, start = _opened(take)
    if comment := asked.get("comment"):
        return model, start | _answering(user, model, start, str(comment), asked)
    settings = {name: value for name, value in start.items() if name not in ("prompt", "attached")}
    if frame := asked.get("frame"):
        origin["edge"] = (Edge.CONTINUE if edge == Edge.CONTINUE else Edge.FRAME).value
        attached = {"prompt": take.prompt, "attached": [_frame(user, str(frame))]}
        return model if model.image_parameter else video_models()[0], {**settings, **attached, **origin}
    use = asked.get("use", "")
    parts = {"prompt": {"prompt": take.prompt}, "settings": settings}
    parts["references"] = {"attached": start["attached"]}
    if use not in USES:
        return model, {**start, **origin}
    if use != "settings" and "model" in asked:
        model = _model(asked.get("model", ""))
    return model, {**parts[use], **origin, "use": use}


def _answering(
    user: User, model: VideoModel, start: dict[str, Any], name: str, asked: QueryDict
) -> dict[str, Any]:
    """What the answer to a comment has beside the whole recipe of the take that the comment speaks of."""
    try:
        comment = access.get_comment_to_take_up(user, uuid.UUID(name))
    except ValueError:
        raise Http404 from None
    take = comment.generation
    origin = {"parent": str(take.pk), "edge": Edge.REVISION.value, "comment": str(comment.pk)}
    if not (frame := _frame(user, str(asked["frame"])).reference if asked.get("frame") else None):
        return {**origin}
    attached, said = with_frame(model, start["attached"], frame, comment)
    return {**origin, "attached": attached, "told": [said] if said else []}


def _opened(take: Generation) -> Start:
    """The form that made a take and what it held; an edit opens the form that something attached turned into it."""
    attached, model = asking.attached_to(take), take.known_model
    if model is None:
        return video_models()[0], {"prompt": take.prompt, "attached": attached}
    return opened(model, take.values, attached)


def _from_recipe(user: User, text: str) -> Start:
    """What a clip's recipe asks for; a word where there is none."""
    try:
        found = restored(user, unpacked(text))
    except NoRecipe as none:
        return video_models()[0], {"told": [_(none.words)]}
    opened = _("Restored from the clip's recipe.")
    return found.model, {**found.start, "told": [opened, *found.told]}


def _from_clip(user: User, clip: str, asked: QueryDict) -> Start:
    """A finished clip as the source of an edit, and an example of what to say about it."""
    take = _take(user, clip)  # it brings its workspace along
    access.get_workspace_to_edit(user)
    try:
        reference = clip_as_reference(user, take)
        model = next(model for model in video_models() if model.turn)
    except (ReferenceTrouble, StopIteration):
        raise Http404 from None
    turn = model.turn
    assert turn is not None
    wanted: dict[str, Any] = {"prompt": asked["prompt"]} if "prompt" in asked else {}
    wanted = wanted or quick_prompts(turn.into)[0]["prompts"][0]["values"]
    wanted = {**wanted, "duration": max(1, round(reference.seconds or 0))}
    origin = {"parent": str(take.pk), "edge": Edge.EDIT.value}
    field = next(iter(turn.when))
    return model, {**adapted(model, wanted), "attached": [Attached(reference, field=field)], **origin}


def _from_recording(user: User, name: str, asked: QueryDict) -> Start:
    """What a recorded take asked for, to be rehearsed."""
    try:
        take = access.get_recording_to_view(user, uuid.UUID(name)).take
    except ValueError:
        raise Http404 from None
    model, start = _opened(take)
    return model, {**start, "rehearsal": str(take.pk), "pace": str(speed_of(asked.get("pace")))}


def _with_reference(user: User, name: str, asked: QueryDict) -> Start:
    """A reference of the library in the first model that takes its kind; a draft of the tab takes it in instead."""
    try:
        attached = Attached(access.get_reference_to_view(user, uuid.UUID(name)))
    except ValueError:
        raise Http404 from None
    kind = attached.reference.kind if attached.reference else ""
    models = [_model(asked.get("model", "")), *video_models()]
    places = ((model, tray) for model in models for tray in trays_of(model) if tray.takes == kind)
    model, tray = next(places)
    return model, {"attached": [replace(attached, field=tray.name)], "use": "reference"}


def _take(user: User, name: str) -> Generation:
    try:
        return access.get_generation_to_view(user, uuid.UUID(name))
    except ValueError:
        raise Http404 from None


def _frame(user: User, name: str) -> Attached:
    try:
        return Attached(access.get_reference_to_use(user, uuid.UUID(name)))
    except ValueError:
        raise Http404 from None


def _model(name: str) -> VideoModel:
    try:
        return video_model(name) if name else video_models()[0]
    except UnknownVideoModel:
        return video_models()[0]
