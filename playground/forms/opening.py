"""A request opened again: the form that made it and what that form held."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from playground.catalogue import video_models
from playground.catalogue.parameter import Values
from playground.catalogue.turning import unturned
from playground.catalogue.video_model import VideoModel
from playground.models.asking import Attached


def opened(
    model: VideoModel, values: Values, attached: Sequence[Attached]
) -> tuple[VideoModel, dict[str, Any]]:
    """The panel and its start, as ComposeForm.fresh reads it; an edit opens the form that turned into it."""
    panel, asked = unturned(video_models(), model, values)
    if panel is not model and panel.turn:
        ours = panel.turn.keeps
        attached = [replace(each, field=ours.get(each.field, each.field)) for each in attached]
    files = {p.name for p in panel.parameters if p.takes}
    return panel, {**{n: v for n, v in asked.items() if n not in files}, "attached": [*attached]}
