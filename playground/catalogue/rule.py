"""What must be true between the parameters of one request, as data that two languages interpret."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from playground.catalogue.parameter import ALWAYS, Scalar, When


@dataclass(frozen=True, kw_only=True)
class Forbids:
    """While `when` holds, `field` (or `list.part`) may not have one of `values`."""

    when: When
    field: str
    values: tuple[Scalar, ...]
    because: str


@dataclass(frozen=True, kw_only=True)
class CountIn:
    """The list `field` has one of these lengths; `because` explains single others, `otherwise` the rest."""

    field: str
    counts: tuple[int, ...]
    otherwise: str
    because: Mapping[int, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CountBetween:
    """The lists `fields` have `least` to `most` items together, counting those whose part is in `having`."""

    fields: tuple[str, ...]
    because: str
    least: int = 0
    most: int = 10**6
    having: Mapping[str, tuple[Scalar, ...]] = dataclasses.field(default_factory=dict)
    when: When = dataclasses.field(default_factory=lambda: ALWAYS)


@dataclass(frozen=True, kw_only=True)
class Excludes:
    """At most one of these conditions may hold at once: frames or references, images or a video."""

    of: tuple[When, ...]
    field: str
    because: str


@dataclass(frozen=True, kw_only=True)
class RequiresIf:
    """While `when` holds, one of the conditions `any_of` must hold too; `field` is where it is mended."""

    when: When
    any_of: tuple[When, ...]
    field: str
    because: str


type Rule = Forbids | CountIn | CountBetween | Excludes | RequiresIf
