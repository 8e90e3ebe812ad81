"""One thing that can be asked of a video model: its name in the form, its place and shape on the wire."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

type Scalar = str | int | float | bool | None
type Item = dict[str, Scalar]
type Value = Scalar | list[str] | list[Item]
type Values = Mapping[str, Value]

# A test on a value: True "filled", False "empty", a tuple "one of these". A list is measured by its length,
# and "list.part" means that some item of the list has that part among these.
type Test = bool | tuple[Scalar, ...]
type When = Mapping[str, Test]

type Kind = Literal[
    "text", "choice", "integer_choice", "integer", "number", "switch", "urls", "objects", "url", "fixed"
]
type Omit = Literal["never", "empty", "default"]
type Media = Literal["image", "video", "audio"]

_WIRE_TYPES: dict[str, str] = {
    "integer": "integer",
    "integer_choice": "integer",
    "number": "number",
    "switch": "boolean",
    "urls": "string[]",
    "objects": "object[]",
}

ALWAYS: When = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choice:
    """A value as the wire spells it, and the words a person sees for it."""

    value: str | int
    label: str


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """A parameter of a model, or a part of each object in a list of objects.

    `name` is the form field, `path` the keys that lead to it on the wire: () is never sent and only steers
    others. `default` of a `fixed` one is what is sent (a literal, no form field). `sent_when` keeps it off
    the wire unless the rest of the request meets it. `max_length` counts code points, `least` and `most`
    bound numbers. `parts` describe one object of an `objects` list; the first part is the address. `media`
    is what its addresses lead to, where the name does not say it.
    """

    name: str
    kind: Kind
    path: tuple[str, ...]
    label: str
    default: Value = None
    choices: tuple[Choice, ...] = ()
    required: bool = False
    max_length: int | None = None
    least: int | None = None
    most: int | None = None
    omit: Omit = "never"
    sent_when: When = field(default_factory=lambda: ALWAYS)
    parts: tuple["Parameter", ...] = ()
    unit: str = ""
    help: str = ""
    advanced: bool = False
    media: Media | None = None

    @property
    def values(self) -> tuple[str | int, ...]:
        """What may be chosen, in the order shown."""
        return tuple(choice.value for choice in self.choices)

    @property
    def takes(self) -> Media | None:
        """What may be attached here; None: this parameter takes no files."""
        if self.kind not in ("urls", "objects", "url"):
            return None
        # The gateway's own names say it in every family: video_list, audio_with_roles, image_urls.
        named: tuple[Media, ...] = ("video", "audio")
        return self.media or next((media for media in named if media in self.name), "image")

    @property
    def wire_name(self) -> str:
        """The path as people write it in documentation: `metadata.resolution`."""
        return ".".join(self.path)

    @property
    def wire_type(self) -> str:
        """The JSON type, as the parameter table names it."""
        return _WIRE_TYPES.get(self.kind, "string")

    def fresh_default(self) -> Value:
        """The default, as a list of its own where it is a list."""
        if isinstance(self.default, list):
            return self.default[:]
        return [] if self.default is None and self.kind in ("urls", "objects") else self.default

    def declaration(self) -> dict[str, Any]:
        """What the browser needs to read, place and omit this parameter; absent keys mean the plain case."""
        data: dict[str, Any] = {"name": self.name, "kind": self.kind, "path": list(self.path)}
        data["default"] = self.fresh_default()
        optional: dict[str, Any] = {
            "omit": None if self.omit == "never" else self.omit,
            "choices": list(self.values),
            "max_length": self.max_length,
            "sent_when": plain(self.sent_when),
            "takes": self.takes,
            "parts": [part.declaration() for part in self.parts],
        }
        return data | {key: value for key, value in optional.items() if value}


def plain(when: When) -> dict[str, bool | list[Scalar]]:
    """A condition as JSON: tuples become lists."""
    return {name: test if isinstance(test, bool) else list(test) for name, test in when.items()}
