"""What is wrong with one value by itself, whatever the others are."""

import re
from collections.abc import Iterator
from typing import Any

from playground.catalogue.condition import is_filled, same
from playground.catalogue.parameter import Parameter, Scalar, Value
from playground.catalogue.problem import Fix, Problem, about
from playground.catalogue.words import _

# Lone surrogates have no UTF-8, and a zero character cannot be kept in a database's text. U+FFFD is what a browser
# or a server has put in place of a character it could not read: sending it would send something nobody wrote.
_UNWRITABLE = re.compile("[\0\ufffd\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s/?#]+[^\s]*|upload:(?s:.+)", re.IGNORECASE)

_EMPTY = _("%(label)s is empty. Write what the clip should show.")
_BROKEN = _("%(label)s has a broken character that cannot be sent. Remove it, or type it again.")
_NOT_AN_ADDRESS = _("Item %(number)s is not an address: it has to begin with http:// or https://.")
_DATA_URL = _("Item %(number)s holds the file itself (data:). Attach it as a file, or give its http address.")
_NO_ADDRESS = _("%(label)s is missing. Attach a file, or give its address.")
_ONE_NOT_AN_ADDRESS = _("%(label)s is not an address: it has to begin with http:// or https://.")
_ONE_DATA_URL = _("%(label)s holds the file itself (data:). Attach it as a file, or give its http address.")
_BLANK = _("%(label)s holds nothing but blanks. Write something, or leave it empty.")
_NOT_A_CHOICE = _("%(label)s cannot be “%(value)s”. Choose one of: %(choices)s.")
_TOO_LONG = _("%(label)s is %(over)s characters too long: %(length)s of at most %(limit)s.")
_OUT_OF_RANGE = _("%(label)s lies between %(least)s and %(most)s.")


def alone(parameter: Parameter, value: Value) -> Iterator[Problem]:
    """The problems of one value."""
    if isinstance(value, list):
        yield from _list(parameter, value)
    elif parameter.kind in ("urls", "objects"):
        yield about(parameter, "not_a_list", _("%(label)s has to be a list."), {}, None)
    elif is_filled(value):
        yield from _given(parameter, value)
    elif parameter.required:
        yield about(parameter, "required", _NO_ADDRESS if parameter.kind == "url" else _EMPTY, {}, None)
    elif parameter.choices and not same(value, parameter.default):
        yield _not_a_choice(parameter, value)


def _list(parameter: Parameter, items: list[Any]) -> Iterator[Problem]:
    if parameter.kind not in ("urls", "objects"):
        yield about(parameter, "not_one", _("%(label)s takes one value, not a list."), {}, None)
        return
    if parameter.required and not items:
        yield about(parameter, "required", _("%(label)s: attach at least one."), {}, None)
    parts = parameter.parts or (parameter,)
    for number, item in enumerate(items, 1):
        row = item if parameter.parts and isinstance(item, dict) else {parts[0].name: item}
        for part in parts:
            value = row.get(part.name, part.fresh_default())
            for problem in _item_address(part, value) if part.kind in ("url", "urls") else alone(part, value):
                params = {**problem.params, "number": number}
                yield Problem(field=parameter.name, code=problem.code, message=problem.message, params=params)


def _item_address(parameter: Parameter, value: object) -> Iterator[Problem]:
    return _address(parameter, value, _DATA_URL, _NOT_AN_ADDRESS)


def _address(parameter: Parameter, value: object, if_data: str, if_none: str) -> Iterator[Problem]:
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value) or _UNWRITABLE.search(value):
        is_data = isinstance(value, str) and value.lower().startswith("data:")
        code, message = ("data_url", if_data) if is_data else ("not_an_address", if_none)
        yield about(parameter, code, message, {}, None)


def _given(parameter: Parameter, value: Scalar) -> Iterator[Problem]:
    if parameter.kind == "url":
        yield from _address(parameter, value, _ONE_DATA_URL, _ONE_NOT_AN_ADDRESS)
    elif isinstance(value, str) and _UNWRITABLE.search(value):
        yield about(parameter, "broken_character", _BROKEN, {}, {parameter.name: _UNWRITABLE.sub("", value)})
    elif parameter.choices:
        if not any(same(value, choice) for choice in parameter.values):
            yield _not_a_choice(parameter, value)
    elif parameter.kind == "text":
        yield from _text(parameter, value)
    elif parameter.kind in ("integer", "number"):
        yield from _number(parameter, value)
    elif parameter.kind == "switch" and not isinstance(value, bool):
        yield about(parameter, "not_a_switch", _("%(label)s is either on or off."), {}, None)


def _text(parameter: Parameter, value: Scalar) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield about(parameter, "not_text", _("%(label)s has to be text."), {}, None)
    elif parameter.required and not value.strip():
        yield about(parameter, "required", _EMPTY, {}, None)
    elif not value.strip():
        yield about(parameter, "blank", _BLANK, {}, {parameter.name: ""})
    elif parameter.max_length is not None and len(value) > parameter.max_length:
        length, limit = len(value), parameter.max_length
        yield about(
            parameter, "too_long", _TOO_LONG, {"over": length - limit, "length": length, "limit": limit}, None
        )


def _number(parameter: Parameter, value: Scalar) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield about(parameter, "not_a_number", _("%(label)s has to be a number."), {}, None)
    elif parameter.kind == "integer" and not isinstance(value, int):
        yield about(parameter, "not_an_integer", _("%(label)s has to be a whole number."), {}, None)
    else:
        least = value if parameter.least is None else parameter.least
        most = value if parameter.most is None else parameter.most
        near = min(max(value, least), most)
        if near != value:
            params = {"least": parameter.least, "most": parameter.most}
            yield about(parameter, "out_of_range", _OUT_OF_RANGE, params, {parameter.name: near})


def _not_a_choice(parameter: Parameter, value: Scalar) -> Problem:
    shown = "" if value is None else value
    params = {"value": shown, "choices": ", ".join(str(choice) for choice in parameter.values)}
    fix: Fix = {parameter.name: _nearest(parameter, value)}
    return about(parameter, "not_a_choice", _NOT_A_CHOICE, params, fix)


def _nearest(parameter: Parameter, value: Scalar) -> Value:
    """The choice that was probably meant: another letter case, the nearest number, else the default."""
    for choice in parameter.values:
        if str(choice).casefold() == str(value).strip().casefold():
            return choice
    numbers = [choice for choice in parameter.values if isinstance(choice, int)]
    if numbers and isinstance(value, int) and not isinstance(value, bool):
        wanted = value
        return min(numbers, key=lambda number: abs(number - wanted))
    return parameter.fresh_default()
