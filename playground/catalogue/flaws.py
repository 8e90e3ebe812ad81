"""What is wrong with an entry of the catalogue itself; the system check refuses to start on any."""

from collections.abc import Iterator, Mapping

from playground.catalogue.condition import same
from playground.catalogue.parameter import Parameter
from playground.catalogue.rule import CountBetween, CountIn, Excludes, Forbids, RequiresIf, Rule
from playground.catalogue.video_model import VideoModel


def flaws(model: VideoModel) -> list[str]:
    """The mistakes in a declaration, in words for whoever wrote it; empty for a sound one."""
    return [f"{model.slug}: {flaw}" for flaw in (*_parameters(model.parameters), *_references(model))]


def _parameters(parameters: tuple[Parameter, ...]) -> Iterator[str]:
    names = [parameter.name for parameter in parameters]
    # Several fixed values may share a place: which of them is sent the rest of the request decides.
    shared = {p.path for p in parameters if p.kind == "fixed" and p.sent_when}
    paths = [p.path for p in parameters if p.path and not (p.kind == "fixed" and p.path in shared)]
    yield from (f"two parameters are called {name}" for name in sorted(set(names)) if names.count(name) > 1)
    yield from (
        f"two parameters go to {'.'.join(path)}" for path in dict.fromkeys(paths) if paths.count(path) > 1
    )
    for parameter in parameters:
        yield from _parameter(parameter)
        yield from (f"{parameter.name}.{flaw}" for flaw in _parameters(parameter.parts))


def _parameter(parameter: Parameter) -> Iterator[str]:
    name, default = parameter.name, parameter.default
    # Python writes 1.0 where a browser writes 1.
    if isinstance(default, float) and default.is_integer():
        yield f"{name}: write the default {default} as a whole number"
    if parameter.choices and not any(same(default, value) for value in parameter.values):
        yield f"{name}: the default {default!r} is none of its choices"
    if default is None and parameter.omit == "never" and parameter.kind not in ("urls", "objects", "url"):
        yield f"{name}: has no default and is never omitted"
    if (parameter.kind == "objects") != bool(parameter.parts):
        yield f"{name}: parts belong to objects, and objects need them"
    if "." in name:
        yield f"{name}: a dot in a name means a part of a list"


def _references(model: VideoModel) -> Iterator[str]:
    known = {parameter.name for parameter in model.parameters}
    known |= {f"{p.name}.{part.name}" for p in model.parameters for part in p.parts}
    conditions = [mode.when for mode in model.modes] + [p.sent_when for p in model.parameters]
    asked = {name for when in conditions for name in when}
    asked |= {name for rule in model.rules for name in _names(rule)}
    if turn := model.turn:
        asked |= {*turn.when, *turn.keeps.values()}
        theirs = {parameter.name for parameter in turn.into.parameters}
        yield from (f"turned, it has no {name}" for name in sorted(set(turn.keeps) - theirs))
    yield from (
        f"a rule, mode or condition asks for {name}, which does not exist" for name in sorted(asked - known)
    )
    if not model.modes or model.modes[-1].when:
        yield "the last mode has to hold always"


def _names(rule: Rule) -> set[str]:
    match rule:
        case CountIn(field=field):
            return {field}
        case CountBetween(fields=fields, when=when, having=having):
            return {*fields, *when, *(f"{field}.{part}" for field in fields for part in having)}
        case Excludes(of=of, field=field):
            return {field, *_of(*of)}
        case RequiresIf(when=when, any_of=any_of, field=field):
            return {field, *_of(when, *any_of)}
        case Forbids(when=when, field=field):
            return {field, *when}


def _of(*conditions: Mapping[str, object]) -> set[str]:
    return {name for when in conditions for name in when}
