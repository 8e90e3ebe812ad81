"""What a form asks for once something attached has turned it into another entry; the browser has its twin."""

from collections.abc import Sequence
from typing import Any

from playground.catalogue.condition import filled_in, holds, same
from playground.catalogue.parameter import Item, Parameter, Value, Values
from playground.catalogue.video_model import Turn, VideoModel


def turned(model: VideoModel, values: Values) -> tuple[VideoModel, dict[str, Value]]:
    """The entry and the values that are asked for: those of the form, or those of what it has turned into."""
    turn = turn_of(model, values)
    if turn is None:
        return model, dict(values)
    full = filled_in(model.parameters, values)
    into = [parameter for parameter in turn.into.parameters if parameter.kind != "fixed"]
    return turn.into, {p.name: _taken(p, turn, full) for p in into}


def turn_of(model: VideoModel, values: Values) -> Turn | None:
    """The turn that these values bring about."""
    turn = model.turn
    return turn if turn and holds(turn.when, filled_in(model.parameters, values)) else None


def unturned(
    models: Sequence[VideoModel], model: VideoModel, values: Values
) -> tuple[VideoModel, dict[str, Value]]:
    """The inverse, to open a form again: the entry that turns into this request, and its values."""
    for base in models:
        turn = base.turn
        if turn and turn.into.slug == model.slug:
            back = {ours: _plain(values[theirs]) for theirs, ours in turn.keeps.items() if theirs in values}
            there, asked = turned(base, back)
            # Only what the form would ask for again, exactly.
            if there is turn.into and asked == {**there.defaults(), **_known(there, values)}:
                return base, {**base.defaults(), **back}
    return model, dict(values)


def _known(model: VideoModel, values: Values) -> dict[str, Value]:
    return {p.name: values[p.name] for p in model.parameters if p.kind != "fixed" and p.name in values}


def _taken(parameter: Parameter, turn: Turn, full: dict[str, Value]) -> Value:
    name = turn.keeps.get(parameter.name)
    if name is None:
        return parameter.fresh_default()
    value = full[name]
    if parameter.kind == "objects" and isinstance(value, list):
        first, rows = parameter.parts[0].name, [*value]
        objects: list[Item] = [item if isinstance(item, dict) else {first: item} for item in rows]
        return objects
    if parameter.choices and not any(same(value, choice) for choice in parameter.values):
        return parameter.fresh_default()
    return value


def _plain(value: Any) -> Any:
    """Objects that say nothing beyond their address, as addresses."""
    if isinstance(value, list) and value and all(isinstance(item, dict) and len(item) == 1 for item in value):
        return [next(iter(item.values())) for item in value]
    return value
