"""A draft as a browser kept it: made to fit the models of today, with a word on what no longer does."""

import uuid
from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext as _

from playground.catalogue import UnknownVideoModel, video_model, video_models
from playground.catalogue.parameter import Parameter
from playground.catalogue.video_model import VideoModel
from playground.forms.drawn import text_of
from playground.forms.trays import trays_of
from playground.models import Reference

# What the composer posts beside the model's own fields
OURS = {
    "model",
    "token",
    "parent",
    "edge",
    "comment",
    "count",
    "budget",
    "also",
    "extra",
    "clear",
    "csrfmiddlewaretoken",
}
OF_THE_DRAFT = {"add", "instead", "to", "confirmed"}
MOST_NAMED = 5


def fitted(kept: QueryDict) -> tuple[QueryDict, list[str]]:
    """The same fields as this model's form posts them now, under a fresh token; and what was changed, in words."""
    post, told = kept.copy(), []
    try:
        model = video_model(kept.get("model", ""))
    except UnknownVideoModel:
        model = video_models()[0]
        words = _("The model of this draft is not offered any more. What fits stands in %(name)s.")
        told.append(words % {"name": model.name})
    post["model"], post["token"] = model.slug, str(uuid.uuid4())
    told += _left_out(model, post)
    for parameter in model.parameters:
        if parameter.takes is None and parameter.kind != "fixed":
            told += _made_legal(parameter, post)
    return post, told


def _left_out(model: VideoModel, post: QueryDict) -> Iterator[str]:
    trays = trays_of(model)
    known = OURS | {p.name for p in model.parameters if p.takes is None and p.kind != "fixed"}
    known |= {tray.input for tray in trays}
    known |= {f"{tray.name}.{part.name}" for tray in trays for part in tray.parameter.parts[1:]}
    strange = [name for name in post if name not in known]
    for name in strange:
        if name in OF_THE_DRAFT or not any(post.getlist(name)) or "." in name:
            del post[name]
    if lost := [name[:40] for name in strange if name in post]:
        for name in strange:
            post.pop(name, None)
        words = _("Left out, because this model does not know them: %(names)s.")
        yield words % {"names": ", ".join(lost[:MOST_NAMED])}


def _made_legal(parameter: Parameter, post: QueryDict) -> Iterator[str]:
    """A choice that is there, and something in a field that is new."""
    default = text_of(parameter.fresh_default())
    offered = [str(choice.value) for choice in parameter.choices]
    value = post.get(parameter.name)
    if value is None:
        post[parameter.name] = default
    elif offered and value not in offered and value != default:
        post[parameter.name] = default
        words = _("%(label)s %(old)s is not offered any more: %(new)s instead.")
        yield words % {"label": _(parameter.label), "old": value[:40], "new": default or "–"}


def take_in(post: QueryDict, reference: Reference, instead: str) -> Iterator[str]:
    """Put a reference into the list of its kind, in the place of `instead` if that is there; a word if it has none."""
    model = video_model(str(post["model"]))
    takers = [tray for tray in trays_of(model) if tray.takes == reference.kind]
    tray = min(takers, key=lambda taker: not taker.is_main, default=None)
    if tray is None:
        words = _("%(model)s takes no such references: %(name)s left out.")
        yield words % {"model": model.name, "name": reference.name}
        return
    there = [] if tray.parameter.kind == "url" else post.getlist(tray.input)
    added = str(reference.pk)
    if instead in there:
        there[there.index(instead)] = added
    elif added not in there:
        there.append(added)
    post.setlist(tray.input, there)
