"""From what a form or a request holds to values; the unreadable stays a string for validation to name."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from playground.catalogue.condition import same
from playground.catalogue.extra import EXTRA, kept
from playground.catalogue.parameter import Item, Parameter, Scalar, Value
from playground.catalogue.video_model import VideoModel

type Raw = Mapping[str, str | Sequence[str]]

# Fifteen digits: what a browser's numbers hold exactly. "-0", "+6", "06", " 6" and "６" are not integers.
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")
# Four decimals: beyond them Python and JavaScript write the same number differently.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,4})?")
_SWITCH = {"on": True, "true": True, "1": True, "off": False, "false": False, "0": False}
_BLANK = " \t\n\r"


def read(model: VideoModel, raw: Raw) -> dict[str, Value]:
    """The values of a form: field name → string or strings, as a browser posts them.

    Text is normalised to LF and never stripped. A field that is missing, or blank and not text, has its
    default; of several scalars the last counts. Lists take one item per string and per line, blank ones
    dropped; the parts of an object are the parallel fields `list.part`. What no model knows stays as it is.
    """
    values = {p.name: _read_one(p, raw, p.name) for p in model.parameters if p.kind != "fixed"}
    beyond = kept("".join(_strings(raw, EXTRA)[-1:]))
    return {**values, EXTRA: beyond} if beyond else values


def read_request(model: VideoModel, fields: Mapping[str, Any]) -> tuple[dict[str, Value], dict[str, Any]]:
    """The inverse of `request_fields`: the values in a request, and the keys this model does not know."""
    chosen = any(parameter.path == ("model",) for parameter in model.parameters)
    unknown = {key: value for key, value in fields.items() if chosen or key != "model"}
    return _take(model.parameters, unknown), unknown


def take_rows(parameters: Sequence[Parameter], given: dict[str, Value]) -> dict[str, Any]:
    """What the items of lists hold beyond their known parts, out of `given` and by their place on the wire."""
    found: dict[str, Any] = {}
    for parameter in parameters:
        items = given.get(parameter.name)
        if parameter.kind != "objects" or not isinstance(items, list):
            continue
        known = {part.name for part in parameter.parts}
        rows: list[Any] = [item for item in items if isinstance(item, dict)]
        beyond = [{k: v for k, v in row.items() if k not in known and v is not None} for row in rows]
        given[parameter.name] = [{k: v for k, v in row.items() if k in known} for row in rows]
        if any(beyond):
            *groups, key = parameter.path
            target = found
            for group in groups:
                target = target.setdefault(group, {})
            target[key] = beyond
    return found


def _read_one(parameter: Parameter, raw: Raw, name: str) -> Value:
    strings = [_to_lf(text) for text in _strings(raw, name)]
    if parameter.kind == "urls":
        return [line.strip(_BLANK) for text in strings for line in text.split("\n") if line.strip(_BLANK)]
    if parameter.kind == "objects":
        return _objects(parameter, raw, strings)
    return _scalar(parameter, strings[-1] if strings else None)


def _objects(parameter: Parameter, raw: Raw, addresses: list[str]) -> list[Item]:
    items: list[Item] = []
    first, *others = parameter.parts
    columns = {part.name: _strings(raw, f"{parameter.name}.{part.name}") for part in others}
    for row, address in enumerate(addresses):
        if not address.strip(_BLANK):
            continue
        item: Item = {first.name: address.strip(_BLANK)}
        for part in others:
            texts = columns[part.name]
            item[part.name] = _scalar(part, _to_lf(texts[row]) if row < len(texts) else None)
        items.append(item)
    return items


def _scalar(parameter: Parameter, text: str | None) -> Scalar:
    if text is None or (text == "" and parameter.kind != "text"):
        default = parameter.default
        return None if isinstance(default, list) else default
    if parameter.kind in ("integer", "integer_choice"):
        return int(text) if _INTEGER.fullmatch(text) else text
    if parameter.kind == "number" and _NUMBER.fullmatch(text):
        number = float(text)
        return int(number) if number.is_integer() else number
    if parameter.kind == "switch":
        return _SWITCH.get(text, text)
    return text.strip(_BLANK) if parameter.kind == "url" else text


def _strings(raw: Raw, name: str) -> list[str]:
    value = raw.get(name, ())
    return [value] if isinstance(value, str) else list(value)


def _to_lf(text: str) -> str:
    # Halves of a pair that arrived apart are one character, as they are in a browser's strings.
    if any("\ud800" <= character <= "\udfff" for character in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _take(parameters: Sequence[Parameter], fields: dict[str, Any]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for parameter in parameters:
        if parameter.kind == "fixed":
            if same(_look(fields, parameter.path), parameter.default):
                _pop(fields, parameter.path)
                values |= _steered(parameters, parameter)
        elif parameter.path and (value := _look(fields, parameter.path)) is not None:
            _pop(fields, parameter.path)
            is_rows = parameter.kind == "objects" and isinstance(value, list)
            values[parameter.name] = [_row(parameter, item) for item in value] if is_rows else value
        else:
            values.setdefault(parameter.name, parameter.fresh_default())
    return values


def _steered(parameters: Sequence[Parameter], sent: Parameter) -> dict[str, Value]:
    """What never goes on the wire itself, told by the fixed value that it brought there."""
    unsent = {parameter.name for parameter in parameters if not parameter.path}
    wanted = {name: test for name, test in sent.sent_when.items() if name in unsent}
    return {name: test[0] for name, test in wanted.items() if isinstance(test, tuple)}


def _row(parameter: Parameter, item: Any) -> Any:
    if not isinstance(item, dict):
        return item
    rest = dict(item)
    return rest | _take(parameter.parts, rest)


def _look(fields: Mapping[str, Any], path: tuple[str, ...]) -> Any:
    value: Any = fields
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _pop(fields: dict[str, Any], path: tuple[str, ...]) -> None:
    key, *rest = path
    if rest:
        fields[key] = dict(fields[key])
        _pop(fields[key], tuple(rest))
    if not rest or not fields[key]:
        del fields[key]
