"""From values to the request: the one place where the JSON that is shown and sent is made."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from playground.catalogue.condition import filled_in, holds, is_filled, same
from playground.catalogue.parameter import Parameter, Value, Values
from playground.catalogue.video_model import VideoModel

OURS_LAST = ("client_business_id", "callback_url")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def request_fields(model: VideoModel, values: Values) -> dict[str, Any]:
    """The JSON object for `values`, keys in the declaration's order, invalid values as they are."""
    return _place({"model": model.wire_id}, model.parameters, values)


def request_text(fields: Mapping[str, Any]) -> str:
    """The object as it is shown and sent: indented by two, no ASCII escapes, LF only.

    Lone surrogates have no UTF-8; they are written as escapes, as JSON.stringify writes them.
    """
    text = json.dumps(fields, indent=2, ensure_ascii=False, allow_nan=False)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def with_addresses(model: VideoModel, values: Values, placed: Sequence[tuple[str, str]]) -> dict[str, Value]:
    """The values with the gateway's addresses, (list, address) in order, in place of what waits for its upload.

    An empty name is the list of images.
    """
    found: dict[str, list[str]] = {}
    for name, url in placed:
        found.setdefault(name or model.image_parameter or "", []).append(url)
    known = {parameter.name: parameter for parameter in model.parameters}
    return {**values} | {
        name: _addressed(known[name], values.get(name), urls) for name, urls in found.items() if name in known
    }


def _addressed(parameter: Parameter, value: Value, urls: list[str]) -> Any:
    if parameter.kind == "url":
        return urls[-1]
    if parameter.kind == "urls":
        return urls
    first = parameter.parts[0].name
    rows: list[Any] = value if isinstance(value, list) else []
    said = [item if isinstance(item, dict) else {} for item in rows] + [{}] * (len(urls) - len(rows))
    return [{**item, first: url} for item, url in zip(said, urls, strict=False)]


def signed_text(fields: Mapping[str, Any], client_business_id: str, callback_url: str | None = None) -> str:
    """The request text with our own id, and the call-back address where there is one, as its last keys."""
    signed = {key: value for key, value in fields.items() if key not in OURS_LAST}
    signed["client_business_id"] = client_business_id
    if callback_url:
        signed["callback_url"] = callback_url
    return request_text(signed)


def _place(into: dict[str, Any], parameters: Sequence[Parameter], values: Values) -> dict[str, Any]:
    full = filled_in(parameters, values)
    for parameter in parameters:
        value = parameter.default if parameter.kind == "fixed" else full[parameter.name]
        if not parameter.path or _omitted(parameter, value) or not holds(parameter.sent_when, full):
            continue
        *groups, key = parameter.path
        target = into
        for group in groups:
            target = target.setdefault(group, {})
        target[key] = _wire(parameter, value)
    return into


def _wire(parameter: Parameter, value: Value) -> Any:
    if parameter.kind != "objects" or not isinstance(value, list):
        return value
    return [_place({}, parameter.parts, item) if isinstance(item, dict) else item for item in value]


def _omitted(parameter: Parameter, value: Value) -> bool:
    if parameter.omit == "never":
        return False
    return not is_filled(value) or (parameter.omit == "default" and same(value, parameter.default))
