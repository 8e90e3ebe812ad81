"""The composer's form, drawn from the catalogue: it reads what was posted and keeps what was typed."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from playground.catalogue import video_model
from playground.catalogue.extra import EXTRA, by_address, by_place, names_in
from playground.catalogue.payload import request_fields
from playground.catalogue.reading import read
from playground.catalogue.turning import turn_of, turned
from playground.catalogue.validation import closed_choices
from playground.catalogue.video_model import Turn, VideoModel
from playground.forms.drawn import Drawn, text_of
from playground.forms.keeping import clip_as_reference, keep
from playground.forms.trays import Tray, posted, raw_of, shown, trays_of
from playground.models import Generation, Reference, User, Workspace
from playground.models.asking import Attached
from playground.models.lineage import Edge

__all__ = ["ComposeForm", "shown"]


class ComposeForm(forms.Form):
    """One field a parameter of `panel`, the model that is drawn. What it accepts the catalogue decides.

    `model` and `values` are what is asked for: the panel's, or those of the entry that something attached makes of it.
    """

    token = forms.UUIDField(required=False)
    parent = forms.UUIDField(required=False)
    edge = forms.CharField(required=False)
    comment = forms.UUIDField(required=False)  # what it answers (forms/answering.py)
    rehearsal = forms.CharField(
        required=False
    )  # the take whose recorded run is rehearsed; empty: a real form
    pace = forms.CharField(required=False)  # of a rehearsal
    extra = forms.CharField(required=False, strip=False)  # what the model does not know, as JSON

    def __init__(self, panel: VideoModel, user: User, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.panel, self.user, self.workspace = panel, user, workspace
        self.trouble: list[str] = []
        self.ordered: Any = self.data  # where it stands how many takes of which models are wanted
        for parameter in panel.parameters:
            if parameter.takes is None and parameter.kind != "fixed":
                field = forms.CharField(required=False, strip=False, label=_(parameter.label))
                self.fields[parameter.name] = field

    @classmethod
    def posted(
        cls, user: User, workspace: Workspace, post: QueryDict, files: MultiValueDict[str, Any]
    ) -> "ComposeForm":
        """The form of a POST. Raises UnknownVideoModel."""
        return cls(
            video_model(post.get("model", "gemini_omni_flash")), user, workspace, data=post, files=files
        )

    @classmethod
    def fresh(
        cls, model: VideoModel, user: User, workspace: Workspace, start: Mapping[str, Any]
    ) -> "ComposeForm":
        """A form to fill: the model's defaults, then what `start` holds; with a token of its own."""
        values = {**model.defaults(), **start}
        initial = {p.name: text_of(values.get(p.name)) for p in model.parameters if p.takes is None}
        kept = {"attached": start.get("attached", ()), "token": uuid.uuid4()}
        kept |= {
            name: start.get(name, "") for name in ("parent", "edge", "comment", "rehearsal", "pace", EXTRA)
        }
        return cls(model, user, workspace, initial={**initial, **kept})

    @property
    def settings(self) -> list[Drawn]:
        """The fields that stand open, but for the prompt."""
        return [each for each in self._drawn if not each.parameter.advanced and each.name != "prompt"]

    @property
    def advanced(self) -> list[Drawn]:
        """The fields that stand folded."""
        return [each for each in self._drawn if each.parameter.advanced and each.name != "prompt"]

    @cached_property
    def trays(self) -> list[Tray]:
        """All lists of the panel with what is attached; the main one stands in the prompt's box."""
        return trays_of(self.panel, self.panel_attached)

    @property
    def main_tray(self) -> Tray | None:
        return next((tray for tray in self.trays if tray.is_main), None)

    @property
    def other_trays(self) -> list[Tray]:
        return [tray for tray in self.trays if not tray.is_main]

    @cached_property
    def panel_attached(self) -> list[Attached]:
        """What is attached, list by list: also what waits here unsent."""
        if not self.is_bound:
            main = self.panel.image_parameter or ""
            return [replace(each, field=each.field or main) for each in self.initial.get("attached", ())]
        post: Any = self.data
        found: list[Attached] = []
        for tray in trays_of(self.panel):
            items, trouble = posted(tray, post, self.files, self._reference, self._keep)
            found += items
            self.trouble += trouble
        return found

    @cached_property
    def panel_values(self) -> dict[str, Any]:
        """The values of the fields that are drawn, read from what was posted or from the start."""
        if self.is_bound:
            post: Any = self.data
            raw = {name: post.getlist(name) for name in self.fields if name in post}
        else:
            raw = {name: [str(value)] for name, value in self.initial.items() if name in self.fields}
        for tray in trays_of(self.panel):
            raw |= raw_of(tray, self.panel_attached)
        values = read(self.panel, raw)
        if beyond := by_place(values.pop(EXTRA, ""), request_fields(*turned(self.panel, values))):
            values[EXTRA] = beyond
        return values

    @property
    def extra_text(self) -> str:
        """What the model does not know, as the form carries it: items may leave without taking others' fields along."""
        known = {name: value for name, value in self.panel_values.items() if name != EXTRA}
        return by_address(self.panel_values.get(EXTRA), request_fields(*turned(self.panel, known)))

    @property
    def unknown(self) -> list[str]:
        """The fields that the model does not know and that are sent as they stand."""
        return names_in(self.panel_values.get(EXTRA))

    @property
    def turn(self) -> Turn | None:
        """What something attached makes of the panel; None: the panel's own request."""
        return turn_of(self.panel, self.panel_values)

    @property
    def is_plain(self) -> bool:
        return self.turn is None

    @property
    def kept(self) -> Collection[str]:
        """The panel's parameters that the turned request takes along."""
        return self.turn.keeps.values() if self.turn else [p.name for p in self.panel.parameters]

    @property
    def is_unfolded(self) -> bool:
        """Whether something in the fold is not as it was, so that nothing set stands hidden."""
        defaults = self.panel.defaults()
        return any(self.panel_values.get(each.name) != defaults[each.name] for each in self.advanced)

    @property
    def model(self) -> VideoModel:
        """The model that is asked."""
        return self._asked[0]

    @property
    def values(self) -> dict[str, Any]:
        """What it is asked for."""
        return self._asked[1]

    @property
    def attached(self) -> list[Attached]:
        """What goes along, under the names that the asked model has for it."""
        turn = self.turn
        if turn is None:
            return self.panel_attached
        theirs = {ours: theirs for theirs, ours in turn.keeps.items()}
        return [replace(a, field=theirs[a.field]) for a in self.panel_attached if a.field in theirs]

    @property
    def token_value(self) -> uuid.UUID:
        """The token this form came with; a fresh one for a client that sends none."""
        try:
            return uuid.UUID(str(self["token"].value()))
        except ValueError:
            return uuid.uuid4()

    @cached_property
    def parent_take(self) -> Generation | None:
        """The take this one comes from; None for an unknown or a foreign one."""
        try:
            wanted = uuid.UUID(str(self["parent"].value()))
        except ValueError:
            return None
        return Generation.objects.filter(pk=wanted, workspace=self.workspace, deleted_at=None).first()

    @property
    def edge_value(self) -> str:
        """How it comes from its parent; empty without one."""
        word = str(self["edge"].value() or "")
        return word if word in Edge.values and self.parent_take else ""

    @property
    def lost_parent(self) -> bool:
        """It names a parent that is not here, or not for this person."""
        return bool(self["parent"].value()) and self.parent_take is None

    def renewed(self, made: Generation | None = None) -> "ComposeForm":
        """The same form with the next token; what is asked for next is a revision of what was just `made`."""
        token = str(uuid.uuid4())
        if self.is_bound:
            data: Any = self.data
            data = data.copy()
            data["token"] = token
            if made:
                data["parent"], data["edge"] = str(made.pk), "revision"
            again = ComposeForm(self.panel, self.user, self.workspace, data=data)
        else:
            again = ComposeForm(
                self.panel, self.user, self.workspace, initial={**self.initial, "token": token}
            )
        again.__dict__["panel_attached"] = self.panel_attached
        return again

    @cached_property
    def _asked(self) -> tuple[VideoModel, dict[str, Any]]:
        return turned(self.panel, self.panel_values)

    @cached_property
    def _drawn(self) -> list[Drawn]:
        closed = closed_choices(self.panel, self.panel_values)
        reasons = {name: {str(v): _(why) for v, why in each.items()} for name, each in closed.items() if each}
        return [
            Drawn(p, str(self[p.name].value() or ""), reasons.get(p.name, {}))
            for p in self.panel.parameters
            if p.name in self.fields
        ]

    def _reference(self, value: str) -> Reference | None:
        if value.startswith("take:"):
            takes = Generation.objects.shown().filter(workspace=self.workspace)
            take = takes.filter(pk=value.removeprefix("take:")).first()
            return clip_as_reference(self.user, take) if take else None
        rows = Reference.objects.filter(pk=value, workspace=self.workspace).select_related("blob")
        return rows.first()

    def _keep(self, file: Any, takes: str) -> Reference:
        return keep(self.user, self.workspace, file, takes)
