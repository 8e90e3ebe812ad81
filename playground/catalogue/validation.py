"""Says in words what is wrong with a request, where, and what would mend it, before it costs anything."""

from collections.abc import Iterator
from typing import Any

from playground.catalogue.condition import filled_in, found, holds, same
from playground.catalogue.parameter import Scalar, Value, Values
from playground.catalogue.problem import Fix, Problem
from playground.catalogue.rule import CountBetween, CountIn, Excludes, Forbids, RequiresIf, Rule
from playground.catalogue.soundness import alone
from playground.catalogue.video_model import VideoModel

__all__ = ["Problem", "closed_choices", "problems"]


def problems(model: VideoModel, values: Values) -> list[Problem]:
    """Everything that keeps this request from being sent, in the order of the form; empty means it may go."""
    full = filled_in(model.parameters, values)
    own = [problem for p in model.parameters if p.kind != "fixed" for problem in alone(p, full[p.name])]
    unsound = {problem.field for problem in own}
    # A rule about a field that is wrong by itself would only repeat the complaint.
    between = [p for rule in model.rules for p in _broken(model, rule, full) if p.field not in unsound]
    order = {parameter.name: place for place, parameter in enumerate(model.parameters)}
    return sorted(own + between, key=lambda problem: order.get(problem.field, len(order)))


def closed_choices(model: VideoModel, values: Values) -> dict[str, dict[Scalar, str]]:
    """The choices that the rest of the request forbids: field → value → the reason as a msgid."""
    full = filled_in(model.parameters, values)
    closed: dict[str, dict[Scalar, str]] = {}
    for rule in model.rules:
        if isinstance(rule, Forbids) and "." not in rule.field and holds(rule.when, full):
            for value in rule.values:
                closed.setdefault(rule.field, {}).setdefault(value, rule.because)
    return closed


def _broken(model: VideoModel, rule: Rule, full: dict[str, Value]) -> Iterator[Problem]:
    """What a rule has to say about values that may each be right by themselves."""
    match rule:
        case Forbids() if holds(rule.when, full):
            if any(same(value, bad) for value in found(full, rule.field) for bad in rule.values):
                fix = _open_choice(model, rule, full)
                yield _problem(rule.field, "forbidden", rule.because, {}, fix)
        case CountIn():
            yield from _count(rule, full[rule.field])
        case CountBetween() if holds(rule.when, full):
            count = sum(1 for name in rule.fields for item in _items(full[name]) if _counts(rule, item))
            if not rule.least <= count <= rule.most:
                params = {"count": count, "least": rule.least, "most": rule.most}
                yield _problem(rule.fields[0], "count", rule.because, params)
        case Excludes() if sum(holds(when, full) for when in rule.of) > 1:
            yield _problem(rule.field, "excluded", rule.because, {})
        case RequiresIf() if holds(rule.when, full) and not any(holds(when, full) for when in rule.any_of):
            yield _problem(rule.field, "needed", rule.because, {})


def _count(rule: CountIn, value: Value) -> Iterator[Problem]:
    items = _items(value)
    if len(items) not in rule.counts:
        most = max(rule.counts)
        params = {"count": len(items), "surplus": max(len(items) - most, 0)}
        # One too few or one too many is a person's choice; only beyond the most there is an obvious mend.
        fix = {rule.field: items[:most]} if params["surplus"] else None
        yield _problem(rule.field, "count", rule.because.get(len(items), rule.otherwise), params, fix)


def _items(value: Value) -> list[Any]:
    return value if isinstance(value, list) else []


def _counts(rule: CountBetween, item: Any) -> bool:
    return all(isinstance(item, dict) and item.get(part) in wanted for part, wanted in rule.having.items())


def _open_choice(model: VideoModel, rule: Forbids, full: dict[str, Value]) -> Fix | None:
    """The field's default, or its first choice that is open, as the obvious mend."""
    if "." in rule.field:
        return None
    parameter = model.parameter(rule.field)
    closed = closed_choices(model, full).get(rule.field, {})
    offers = [parameter.fresh_default(), *parameter.values]
    return next(({rule.field: offer} for offer in offers if offer not in closed), None)


def _problem(name: str, code: str, message: str, params: dict[str, Any], fix: Fix | None = None) -> Problem:
    return Problem(field=name.partition(".")[0], code=code, message=message, params=params, fix=fix)
