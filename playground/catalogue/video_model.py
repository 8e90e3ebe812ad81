"""A video model of the gateway: what it takes, what it forbids, what to call what it does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from playground.catalogue.condition import filled_in, holds
from playground.catalogue.guide import ModelGuide
from playground.catalogue.parameter import ALWAYS, Parameter, Value, Values, When, plain
from playground.catalogue.rule import Forbids, Rule


@dataclass(frozen=True, kw_only=True)
class Mode:
    """What the model does with what is attached; nobody picks it, the first whose condition holds is it."""

    name: str
    when: When = field(default_factory=lambda: ALWAYS)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """While `when` holds, what the form asks for is a request of `into`, another entry of the catalogue.

    `keeps` names what it takes along: the other's parameter → this model's; all else has the other's default.
    Addresses become objects where the other wants them. `because` says in words what changes.
    """

    when: When
    into: "VideoModel"
    keeps: Mapping[str, str]
    because: str


@dataclass(frozen=True, kw_only=True)
class VideoModel:
    """One entry of the catalogue.

    `slug` is our name (address, rows), `wire_id` the gateway's, `aliases` other names people paste.
    A family of several ids has a choice with the path ("model",); `wire_id` is its default. `maker` is whose
    model it is, "" where nobody says.
    `source` is the address of the documentation it was read from on the day `dated` (ISO).
    `parameters` stand in wire order. `priced_by` names the parameter that a price table distinguishes;
    `priced_options` are switches that change the price too, by how much the gateway does not say.
    `turn` is the other entry that something attached makes of it.
    """

    slug: str
    wire_id: str
    name: str
    summary: str
    source: str
    dated: str
    parameters: tuple[Parameter, ...]
    modes: tuple[Mode, ...]
    aliases: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    guide: ModelGuide = field(default_factory=ModelGuide)
    priced_by: str = "resolution"
    priced_options: tuple[str, ...] = ()
    rank: int = 100
    maker: str = ""
    turn: Turn | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name this model answers to, its own first."""
        return tuple(dict.fromkeys((self.slug, self.wire_id, *self.wire_ids, *self.aliases)))

    @property
    def variant(self) -> Parameter | None:
        """The parameter that chooses the gateway's id, where there is more than one."""
        return next((p for p in self.parameters if p.path == ("model",)), None)

    @property
    def wire_ids(self) -> tuple[str, ...]:
        """The ids that a request may name, the default first."""
        others = [str(value) for value in self.variant.values] if self.variant else []
        return tuple(dict.fromkeys((self.wire_id, *others)))

    def wire_id_of(self, values: Values) -> str:
        """The id that this request names."""
        return str(values.get(self.variant.name, self.wire_id)) if self.variant else self.wire_id

    @property
    def image_parameter(self) -> str | None:
        """The list that takes reference images, if there is one: a plain list before one of objects."""
        lists = [p for p in self.parameters if p.takes == "image" and p.kind != "url"]
        return next((p.name for p in sorted(lists, key=lambda p: p.kind != "urls")), None)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name; KeyError if there is none."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        raise KeyError(name)

    def defaults(self) -> dict[str, Value]:
        """The values an untouched form has: all parameters but the fixed ones."""
        return {p.name: p.fresh_default() for p in self.parameters if p.kind != "fixed"}

    def mode(self, values: Values) -> str:
        """What this request does, as a msgid: "Text → video"."""
        full = filled_in(self.parameters, values)
        return next((mode.name for mode in self.modes if holds(mode.when, full)), "")

    def declaration(self, say: Callable[[str], str] = str) -> dict[str, Any]:
        """What the browser interprets, JSON-able; `say` translates the few words in it."""
        return {
            "slug": self.slug,
            "model": self.wire_id,
            "parameters": [parameter.declaration() for parameter in self.parameters],
            "forbids": [
                {"when": plain(rule.when), "field": rule.field, "values": list(rule.values)}
                | {"because": say(rule.because)}
                for rule in self.rules
                if isinstance(rule, Forbids)
            ],
            "modes": [{"name": say(mode.name), "when": plain(mode.when)} for mode in self.modes],
        } | self._turn(say)

    def _turn(self, say: Callable[[str], str]) -> dict[str, Any]:
        if self.turn is None:
            return {}
        into = self.turn.into.declaration(say)
        return {"turn": {"when": plain(self.turn.when), "keeps": dict(self.turn.keeps), "into": into}}
