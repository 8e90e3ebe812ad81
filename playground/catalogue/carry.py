"""Switching the model: what fits goes along by meaning, and what was changed or dropped is said in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.catalogue.condition import filled_in, is_filled, same
from playground.catalogue.meaning import alike, fitted, meaning, meant
from playground.catalogue.parameter import Media, Parameter, Scalar, Value, Values
from playground.catalogue.problem import Problem
from playground.catalogue.validation import problems
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

# What everybody has in mind even where nobody touched it; other options go along only when somebody set them.
_ALWAYS = ("prompt", "aspectratio", "duration", "resolution")
_CHANGED = _("%(label)s %(old)s is not offered by %(model)s: %(new)s instead.")
_DROPPED = _("%(label)s %(old)s was left out: %(model)s has no such setting.")
_FORBIDDEN = _("%(label)s is now %(new)s. %(because)s")
_NO_PLACE: Mapping[Media, str] = {
    "image": _("%(model)s takes no reference images: %(count)s left out."),
    "video": _("%(model)s takes no video: %(count)s left out."),
    "audio": _("%(model)s takes no audio: %(count)s left out."),
}
_ONE_PLACE = _("%(label)s takes one file: %(count)s left out.")


@dataclass(frozen=True)
class Carried:
    """`values` of the new model; `notes` for the person, in order; `origin`: where each item of a list came from."""

    values: dict[str, Value]
    notes: tuple[Problem, ...]
    origin: Mapping[str, Sequence[tuple[str, int]]]


def carry(source: VideoModel, values: Values, target: VideoModel) -> Carried:
    """The values of one model's form as the other model's; a setting nobody touched is not worth a word."""
    full = filled_in([p for p in source.parameters if p.kind != "fixed"], values)
    kept: dict[str, Value] = target.defaults()
    notes = [*_scalars(source, full, target, kept)]
    origin: dict[str, list[tuple[str, int]]] = {}
    notes += _lists(source, full, target, kept, origin)
    notes += _legal(target, kept)
    return Carried(kept, tuple(notes), origin)


def _scalars(
    source: VideoModel, full: Mapping[str, Value], target: VideoModel, kept: dict[str, Value]
) -> Iterator[Problem]:
    for theirs in source.parameters:
        value = full.get(theirs.name)
        if theirs.takes or isinstance(value, list) or not is_filled(value):
            continue
        touched = not same(value, theirs.default)
        ours = meant(target.parameters, meaning(theirs.name))
        if ours is None or ours.takes:
            if touched:
                yield _note(theirs, "dropped", _DROPPED, target, old=_shown(theirs, value))
        elif touched or meaning(theirs.name) in _ALWAYS:
            kept[ours.name] = new = fitted(ours, value)
            if not alike(new, value):
                told = {"old": _shown(theirs, value), "new": _shown(ours, new)}
                yield _note(ours, "changed", _CHANGED, target, **told)


def _lists(
    source: VideoModel,
    full: Mapping[str, Value],
    target: VideoModel,
    kept: dict[str, Value],
    origin: dict[str, list[tuple[str, int]]],
) -> Iterator[Problem]:
    lost: dict[Media, int] = {}
    for theirs in source.parameters:
        items = _items(full.get(theirs.name)) if theirs.takes else []
        if not items or theirs.takes is None:
            continue
        place = _place(target, theirs)
        if place is None:
            lost[theirs.takes] = lost.get(theirs.takes, 0) + len(items)
            continue
        moved = [_moved(theirs, item, place) for item in items]
        room = len(moved) if place.kind != "url" else max(0, 1 - len(origin.get(place.name, ())))
        origin.setdefault(place.name, []).extend((theirs.name, index) for index in range(len(moved[:room])))
        if place.kind == "url":
            kept[place.name] = moved[0] if room else kept[place.name]
        else:
            kept[place.name] = [*_items(kept[place.name]), *moved]
        if len(moved) > room:
            yield _note(place, "dropped", _ONE_PLACE, target, count=len(moved) - room)
    for media, count in lost.items():
        params = {"model": target.name, "count": count}
        yield Problem(field="", code="dropped", message=_NO_PLACE[media], params=params)


def _legal(target: VideoModel, kept: dict[str, Value]) -> Iterator[Problem]:
    """Each value may be right by itself and still be forbidden beside the others."""
    for _turn in range(len(target.parameters)):
        broken = next((p for p in problems(target, kept) if p.code == "forbidden" and p.fix), None)
        if broken is None or broken.fix is None:
            return
        kept.update(broken.fix)
        parameter = target.parameter(broken.field)
        value = kept[parameter.name]
        new = _shown(parameter, None if isinstance(value, list) else value)
        yield _note(parameter, "changed", _FORBIDDEN, target, new=new, because=broken.message)


def _place(target: VideoModel, theirs: Parameter) -> Parameter | None:
    """Where the files of another model's list belong: the same name, else a list, else a single address."""
    takers = [p for p in target.parameters if p.takes == theirs.takes]
    order = {theirs.name: 0, target.image_parameter: 1}
    return min(takers, key=lambda p: (order.get(p.name, 2), p.kind == "url"), default=None)


def _moved(theirs: Parameter, item: Any, place: Parameter) -> Any:
    row = item if isinstance(item, dict) else {}
    address = row.get(theirs.parts[0].name, "") if row else item
    if place.kind != "objects":
        return address
    first, *others = place.parts
    return {first.name: address} | {part.name: _role(part, row.get(part.name)) for part in others}


def _role(part: Parameter, value: Scalar) -> Scalar:
    default = None if isinstance(part.default, list) else part.default
    return next((choice for choice in part.values if alike(choice, value)), default)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if is_filled(value) else []


def _shown(parameter: Parameter, value: Scalar) -> str:
    label = next((choice.label for choice in parameter.choices if same(choice.value, value)), None)
    if isinstance(value, bool):
        return _("on") if value else _("off")
    return label or (f"{value} s" if meaning(parameter.name) == "duration" else str(value))


def _note(parameter: Parameter, code: str, message: str, target: VideoModel, **params: Any) -> Problem:
    named = {"label": parameter.label, "model": target.name, **params}
    return Problem(field=parameter.name, code=code, message=message, params=named)
