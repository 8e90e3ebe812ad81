"""What one model's values come to for another."""

from dataclasses import dataclass
from typing import Any

from playground.catalogue.condition import filled_in
from playground.catalogue.parameter import Value, Values
from playground.catalogue.soundness import alone
from playground.catalogue.video_model import VideoModel


@dataclass(frozen=True)
class Carried:
    """`values` for the target; `dropped` names the source's parameters that it does not take, or not like that."""

    values: dict[str, Value]
    dropped: tuple[str, ...]


def carry(source: VideoModel, values: Values, target: VideoModel) -> Carried:
    """The values that exist in both and are valid there; the rest are the target's defaults."""
    full: dict[str, Any] = filled_in(source.parameters, values)
    known = {parameter.name: parameter for parameter in target.parameters if parameter.kind != "fixed"}
    asked = {name: value for name, value in full.items() if value not in (None, "", [])}
    kept = {
        name: value for name, value in asked.items() if name in known and not list(alone(known[name], value))
    }
    moot = {parameter.name for parameter in source.parameters if parameter.kind == "fixed"}
    dropped = tuple(name for name in asked if name not in kept and name not in moot)
    return Carried({**target.defaults(), **kept}, dropped)
