"""One parameter as the form draws it: a row of choices, a list, a number, a switch or a line of text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from playground.catalogue.meaning import DURATION, RATIO, meaning
from playground.catalogue.parameter import Parameter

MOST_IN_A_ROW = 5


@dataclass(frozen=True)
class Option:
    """One choice; `reason` says why it is closed."""

    value: str
    label: str
    selected: bool
    reason: str = ""


def text_of(value: object) -> str:
    """A value as a form holds it."""
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None or isinstance(value, list) else str(value)


def options(parameter: Parameter, value: str, closed: Mapping[str, str] | None = None) -> list[Option]:
    """The choices of a parameter; a switch among the parts of an object is a choice too."""
    found = [(str(choice.value), _(choice.label) if choice.label else "–") for choice in parameter.choices]
    if parameter.kind == "switch":
        found = [("on", _("on")), ("off", _("off"))]
    return [Option(text, label, text == value, (closed or {}).get(text, "")) for text, label in found]


class Named:
    """A parameter as a form shows it: its words in the reader's language."""

    parameter: Parameter

    @property
    def name(self) -> str:
        return self.parameter.name

    @property
    def label(self) -> str:
        return _(self.parameter.label)

    @property
    def help(self) -> str:
        return _(self.parameter.help) if self.parameter.help else ""


@dataclass(frozen=True)
class Drawn(Named):
    """A parameter with what stands in it; `closed`: choice → the reason why it cannot be had."""

    parameter: Parameter
    value: str
    closed: Mapping[str, str] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """Which partial draws it."""
        return f"fields/_{self.look}.html"

    @property
    def look(self) -> str:
        if self.parameter.choices:
            return "radiogroup" if len(self.parameter.choices) <= MOST_IN_A_ROW else "select"
        kinds = {"integer": "number", "number": "number", "switch": "switch"}
        return kinds.get(self.parameter.kind, "line")

    @property
    def options(self) -> list[Option]:
        return options(self.parameter, self.value, self.closed)

    @property
    def is_on(self) -> bool:
        return self.value in ("on", "true", "1")

    @property
    def closed_switch(self) -> str:
        """Why a switch cannot be turned on; empty: it can."""
        return self.closed.get("True", "")

    @property
    def is_ratio(self) -> bool:
        return meaning(self.name) == RATIO

    @property
    def unit(self) -> str:
        if meaning(self.name) == DURATION:
            return _("s")
        return _(self.parameter.unit) if self.parameter.unit else ""

    @property
    def step(self) -> str:
        return "1" if self.parameter.kind == "integer" else "any"
