"""Interprets the conditions of the declaration; `request_body.js` is its twin in the browser."""

from collections.abc import Sequence

from playground.catalogue.parameter import Parameter, Scalar, Test, Value, Values, When


def filled_in(parameters: Sequence[Parameter], values: Values) -> dict[str, Value]:
    """All parameters' values, the default where `values` says nothing."""
    return {p.name: values[p.name] if p.name in values else p.fresh_default() for p in parameters}


def is_filled(value: Value) -> bool:
    """Whether a person has given anything; False and 0 are answers."""
    return value is not None and value != "" and value != []


def same(one: object, other: object) -> bool:
    """Equal and of one type: 1 is neither True nor "1", as in JavaScript's `===`."""
    return type(one) is type(other) and one == other


def found(values: Values, name: str) -> list[Scalar]:
    """The values behind a name: one for a field, a list's length, one per item for `list.part`."""
    field, _, part = name.partition(".")
    value = values.get(field)
    if part:
        return [item.get(part) for item in value if isinstance(item, dict)] if isinstance(value, list) else []
    return [len(value) if isinstance(value, list) else value]


def met(values: Values, name: str, test: Test) -> bool:
    """Whether the value behind `name` passes one test."""
    if isinstance(test, bool):
        return is_filled(values.get(name)) is test
    return any(same(value, wanted) for value in found(values, name) for wanted in test)


def holds(when: When, values: Values) -> bool:
    """Whether every test of a condition passes; the empty condition always does."""
    return all(met(values, name, test) for name, test in when.items())
