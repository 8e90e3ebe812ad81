"""Attached files and addresses as the composer's trays show and post them: one tray a list of the model."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from playground.catalogue.carry import Carried
from playground.catalogue.parameter import Parameter
from playground.catalogue.video_model import VideoModel
from playground.forms.drawn import Named, Option, options, text_of
from playground.forms.references import ReferenceTrouble
from playground.models import Reference
from playground.models.asking import Attached

ACCEPTED = {
    "image": "image/jpeg,image/png,image/webp",
    "video": "video/mp4,video/webm,video/quicktime,.mp4,.webm,.mov",
    "audio": "",  # the gateway takes no uploads of sound: addresses only
}

_OURS = re.compile(r"(?:take:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class ShownPart:
    """What is said of one file beside its address, its role for one: choices, or free text where there are none."""

    name: str
    part: str
    label: str
    options: list[Option]
    value: str


@dataclass(frozen=True)
class ShownReference:
    """One file of a tray; `value` is what the form posts under `input`, `wire` how the request shows it."""

    value: str
    name: str
    wire: str
    thumbnail_url: str
    input: str = "references"
    kind: str = "image"
    seconds: float | None = None
    parts: Sequence[ShownPart] = ()
    page_url: str = ""  # where an image of ours can be cropped


@dataclass(frozen=True)
class Tray(Named):
    """One list of a model: its files, and the names under which a form posts more of them."""

    parameter: Parameter
    is_main: bool
    references: Sequence[ShownReference] = ()

    @property
    def takes(self) -> str:
        return self.parameter.takes or ""

    @property
    def accept(self) -> str:
        """What the file dialogue offers; empty: no files, addresses only."""
        return ACCEPTED[self.takes]

    @property
    def input(self) -> str:
        """The name under which the form posts what is attached."""
        return "references" if self.is_main else self.name

    @property
    def file_input(self) -> str:
        """The name of new files, where there is no script."""
        return "images" if self.is_main else f"file:{self.name}"

    @property
    def address_input(self) -> str:
        """The name of a typed address, where there is no script."""
        return "reference_url" if self.is_main else f"address:{self.name}"

    @property
    def address_label(self) -> str:
        return {
            "image": _("Reference image by address"),
            "video": _("Video by address"),
            "audio": _("Sound by address"),
        }[self.takes]


def trays_of(model: VideoModel, attached: Iterable[Attached] = ()) -> list[Tray]:
    """The trays of a model in order, with what is attached."""
    rows = list(attached)
    lists = [(p, p.name == model.image_parameter) for p in model.parameters if p.takes]
    return [
        Tray(p, is_main, [shown(each, p, is_main=is_main) for each in rows if each.field == p.name])
        for p, is_main in lists
    ]


def shown(attached: Attached, parameter: Parameter | None = None, *, is_main: bool = True) -> ShownReference:
    """What a tray, or a take's page, needs of a reference."""
    name = parameter.name if parameter else ""
    parts = [_part(parameter, part, attached) for part in parameter.parts[1:]] if parameter else []
    place: dict[str, Any] = {"input": "references" if is_main else name, "parts": parts}
    reference = attached.reference
    if reference is None:
        kind = (parameter.takes if parameter else None) or "image"
        return ShownReference(attached.url, attached.url, attached.url, "", kind=kind, **place)
    place |= {"kind": reference.kind, "seconds": reference.seconds}
    value, address = str(reference.pk), reverse("reference-thumbnail", args=[reference.pk])
    if reference.is_new:  # a take's clip, kept as a reference when something is asked of it
        value, address = (
            f"take:{reference.source_id}",
            reverse("generation-thumbnail", args=[reference.source_id]),
        )
    elif reference.kind == Reference.Kind.IMAGE:
        place["page_url"] = reverse("reference", args=[reference.pk])
    return ShownReference(value, reference.name, attached.wire, address, **place)


def posted(
    tray: Tray,
    post: QueryDict,
    files: Any,
    find: Callable[[str], Reference | None],
    keep: Callable[[Any, str], Reference],
) -> tuple[list[Attached], list[str]]:
    """What a form holds for one tray: its items, then new files, then the typed address; and the trouble with them."""
    found: list[Attached] = []
    trouble: list[str] = []
    columns = {part.name: post.getlist(f"{tray.name}.{part.name}") for part in tray.parameter.parts[1:]}
    for row, value in enumerate(post.getlist(tray.input)):
        parts = {name: texts[row] for name, texts in columns.items() if row < len(texts)}
        try:
            found += _item(value.strip(), find, tray.name, parts)
        except ReferenceTrouble as gone:
            trouble.append(str(gone))
    for file in files.getlist(tray.file_input) if hasattr(files, "getlist") else ():
        try:
            found.append(Attached(keep(file, tray.takes), field=tray.name))
        except ReferenceTrouble as refused:
            trouble.append(str(refused))
    if typed := post.get(tray.address_input, "").strip():
        found.append(Attached(url=typed, field=tray.name))
    return found, trouble


def _item(
    value: str, find: Callable[[str], Reference | None], name: str, parts: dict[str, str]
) -> list[Attached]:
    if not _OURS.fullmatch(value):
        return [Attached(url=value, field=name, parts=parts)] if value else []
    reference = find(value)
    if reference is None:
        raise ReferenceTrouble(_("A reference image is no longer here. Add it again."))
    return [Attached(reference, field=name, parts=parts)]


def attached_anew(attached: Sequence[Attached], carried: Carried) -> list[Attached]:
    """What was attached to one model's form, in the lists and roles of another's."""
    rows: dict[str, list[Attached]] = {}
    for each in attached:
        rows.setdefault(each.field, []).append(each)
    found = []
    for name, places in carried.origin.items():
        items = carried.values[name]
        for index, (source, row) in enumerate(places):
            item = items[index] if isinstance(items, list) and index < len(items) else None
            parts = {part: text_of(value) for part, value in item.items()} if isinstance(item, dict) else {}
            if row < len(rows.get(source, ())):
                found.append(replace(rows[source][row], field=name, parts=parts))
    return found


def raw_of(tray: Tray, attached: Iterable[Attached]) -> dict[str, list[str]]:
    """What is attached as the fields that the catalogue reads: addresses, and a column for each part."""
    rows = [each for each in attached if each.field == tray.name]
    raw = {tray.name: [each.wire for each in rows]}
    for part in tray.parameter.parts[1:]:
        raw[f"{tray.name}.{part.name}"] = [each.parts.get(part.name, "") for each in rows]
    return raw


def _part(parameter: Parameter, part: Parameter, attached: Attached) -> ShownPart:
    value = attached.parts.get(part.name) or text_of(part.fresh_default())
    return ShownPart(f"{parameter.name}.{part.name}", part.name, _(part.label), options(part, value), value)
