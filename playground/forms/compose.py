"""The composer's form, drawn from the catalogue: it reads what was posted and keeps what was typed."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from playground.catalogue import video_model
from playground.catalogue.parameter import Parameter
from playground.catalogue.reading import read
from playground.catalogue.video_model import VideoModel
from playground.forms.references import ReferenceTrouble, keep_image
from playground.models import Generation, Reference, User, Workspace
from playground.models.asking import Attached

CHOSEN = ("choice", "integer_choice")
EDGES = ("remix", "retry", "continue", "frame", "edit", "revision")


@dataclass(frozen=True)
class ShownReference:
    """One reference as the tray draws it; `value` is what the form posts."""

    value: str
    name: str
    wire: str
    thumbnail_url: str


def shown(attached: Attached) -> ShownReference:
    """What the tray needs of a reference."""
    if attached.reference:
        address = reverse("reference-thumbnail", args=[attached.reference.pk])
        return ShownReference(str(attached.reference.pk), attached.reference.name, attached.wire, address)
    return ShownReference(attached.url, attached.url, attached.url, "")


class ComposeForm(forms.Form):
    """One field a parameter. What it accepts the catalogue decides, not Django's fields."""

    token = forms.UUIDField(required=False)
    parent = forms.UUIDField(required=False)
    edge = forms.CharField(required=False)

    def __init__(self, model: VideoModel, user: User, workspace: Workspace, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model, self.user, self.workspace = model, user, workspace
        self.trouble: list[str] = []
        for parameter in model.parameters:
            if parameter.kind in ("text", *CHOSEN):
                self.fields[parameter.name] = _field(parameter)

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
        initial = {name: str(value) for name, value in values.items() if isinstance(value, (str, int))}
        kept = {"attached": start.get("attached", ()), "token": uuid.uuid4()}
        kept |= {name: start.get(name, "") for name in ("parent", "edge")}
        return cls(model, user, workspace, initial={**initial, **kept})

    @property
    def advanced(self) -> list[forms.BoundField]:
        """The fields that stand folded."""
        return [self[p.name] for p in self.model.parameters if p.advanced and p.name in self.fields]

    @property
    def references(self) -> list[ShownReference]:
        """What the tray shows."""
        return [shown(each) for each in self.attached]

    @cached_property
    def attached(self) -> list[Attached]:
        """The references in order: those of the tray, then new files, then the typed address."""
        if not self.is_bound:
            return list(self.initial.get("attached", ()))
        post: Any = self.data
        found = [each for value in post.getlist("references") if (each := self._kept(value))]
        for file in self.files.getlist("images") if hasattr(self.files, "getlist") else ():
            try:
                found.append(Attached(keep_image(self.user, self.workspace, file)))
            except ReferenceTrouble as trouble:
                self.trouble.append(str(trouble))
        typed = post.get("reference_url", "").strip()
        return [*found, Attached(url=typed)] if typed else found

    @cached_property
    def values(self) -> dict[str, Any]:
        """The values of the request, read from what was posted or from the start."""
        if self.is_bound:
            post: Any = self.data
            raw = {name: post.getlist(name) for name in self.fields if name in post}
        else:
            raw = {name: [str(value)] for name, value in self.initial.items() if name in self.fields}
        return {**read(self.model, raw), **self._urls()}

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
        return word if word in EDGES and self.parent_take else ""

    def renewed(self) -> "ComposeForm":
        """The same form with the next token."""
        token = str(uuid.uuid4())
        if self.is_bound:
            data: Any = self.data
            data = data.copy()
            data["token"] = token
            again = ComposeForm(self.model, self.user, self.workspace, data=data)
        else:
            again = ComposeForm(
                self.model, self.user, self.workspace, initial={**self.initial, "token": token}
            )
        again.__dict__["attached"] = self.attached
        return again

    def _urls(self) -> dict[str, list[str]]:
        name = self.model.image_parameter
        return {name: [each.wire for each in self.attached]} if name else {}

    def _kept(self, value: str) -> Attached | None:
        try:
            wanted = uuid.UUID(value)
        except ValueError:
            return Attached(url=value.strip()) if value.strip() else None
        reference = (
            Reference.objects.filter(pk=wanted, workspace=self.workspace).select_related("blob").first()
        )
        if reference is None:
            self.trouble.append(_("A reference image is no longer here. Add it again."))
            return None
        return Attached(reference)


def _field(parameter: Parameter) -> forms.Field:
    field = forms.CharField(required=False, strip=False, label=_(parameter.label))
    if parameter.kind in CHOSEN:
        field.widget = forms.RadioSelect(choices=[(str(c.value), _(c.label)) for c in parameter.choices])
    return field
