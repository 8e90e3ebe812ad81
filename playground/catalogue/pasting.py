"""Pasted text as values: a request's JSON, a take's JSON, a cURL command, or a program with a request in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playground.catalogue import UnknownVideoModel, video_model
from playground.catalogue.condition import same
from playground.catalogue.extra import EXTRA, LONGEST, packed
from playground.catalogue.json_text import BrokenJson, Path, Reading, Span
from playground.catalogue.parameter import Parameter
from playground.catalogue.payload import OURS_LAST, request_text
from playground.catalogue.reading import read, read_request, take_rows
from playground.catalogue.shell_words import body_of, holds_key, without_key
from playground.catalogue.video_model import VideoModel
from playground.catalogue.words import _

_CURL = re.compile(r"\s*(?:\$\s+)?curl(?:\.exe)?\s")
_OBJECT = re.compile(r'\{\s*"')
_TRIED = 40
_SHAPES = {
    "urls": _("A list of addresses is expected here."),
    "objects": _("A list of objects is expected here."),
}
_TEXT, _ONE = (
    _("Text in double quotes is expected here."),
    _("One value is expected here, not a list or an object."),
)


class PasteTrouble(Exception):
    """Cannot be read. `words` is a msgid with holes for `params`; `text` is what is left in the editor."""

    def __init__(self, text: str, at: int, words: str, **params: Any) -> None:
        super().__init__(words)
        self.text, self.words, self.params = text, words, params
        self.line, self.column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@dataclass(frozen=True)
class Pasted:
    """What a text asks for. `values` are such as a form holds, `given` as they stood there.

    `text` is the JSON that was read, where it is `rewritten` another one than was pasted; `spans` say where its
    members stand. `told` are msgids.
    """

    model: VideoModel
    values: dict[str, Any]
    given: dict[str, Any]
    text: str
    spans: Mapping[Path, Span]
    rewritten: bool = False
    told: tuple[str, ...] = ()


def paste(text: str, current: VideoModel) -> Pasted:
    """The request in a text; `current` is the model where it names none. Raises PasteTrouble."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if len(text) > LONGEST:
        words = _("This is longer than %(most)s characters, more than a request can be.")
        raise PasteTrouble(without_key(text), 0, words, most=LONGEST)
    told: list[str] = []
    body, fields, spans = _found(text, told)
    ours = [fields.pop(name, None) for name in OURS_LAST]
    if any(ours):
        told.append(_("client_business_id and callback_url are left out: the playground sets its own."))
    model = _model(body, fields, spans, current)
    _check_shapes(body, model.parameters, fields, spans)
    given, unknown = read_request(model, fields)
    rows = take_rows(model.parameters, given)
    _drop_nothings(model.parameters, unknown)
    values: dict[str, Any] = read(model, _typed(model, given))
    if extra := packed(unknown, rows):
        values[EXTRA] = extra
    told = list(dict.fromkeys(told))
    return Pasted(model, values, given, body, spans, body != text, tuple(told))


def _found(text: str, told: list[str]) -> tuple[str, dict[str, Any], Mapping[Path, Span]]:
    """The JSON of the request, what it holds, and where."""
    body = text
    if not text.lstrip().startswith(("{", "[", '"')):
        body = _in_program(text, told)
    try:
        reading = Reading.whole(body)
    except BrokenJson as broken:
        raise PasteTrouble(body, broken.at, broken.words, **broken.params) from None
    whole = reading.value
    if not isinstance(whole, dict):
        raise PasteTrouble(body, 0, _("A request is an object: it begins with { and ends with }."))
    if isinstance(whole.get("request"), dict) and "prompt" not in whole:  # a take's own JSON
        whole = whole["request"]
    elif body == text:
        return body, whole, reading.spans
    body = request_text(whole)
    return body, whole, Reading.whole(body).spans


def _in_program(text: str, told: list[str]) -> str:
    if not text.strip():
        raise PasteTrouble(text, 0, _("Nothing stands here yet. Paste a request, or a cURL command."))
    is_command = bool(_CURL.match(text))
    if holds_key(text):
        told.append(_("The key in the command was left out."))
        shown = without_key(text)
    else:
        shown = text
    if is_command and (body := body_of(text)) is not None:
        return body.replace("\r\n", "\n")
    for hit in list(_OBJECT.finditer(text))[:_TRIED]:
        try:
            reading = Reading(text, hit.start())
        except BrokenJson:
            continue
        if isinstance(reading.value, dict) and {"model", "prompt"} & reading.value.keys():
            return text[hit.start() : reading.at]
    if is_command:
        raise PasteTrouble(shown, 0, _("This command sends no JSON: -d, --data or --json is missing."))
    raise PasteTrouble(
        shown, len(text) - len(text.lstrip()), _("A request begins with {. No JSON was found here.")
    )


def _model(body: str, fields: dict[str, Any], spans: Mapping[Path, Span], current: VideoModel) -> VideoModel:
    if "model" not in fields:
        return current
    name, at = fields["model"], spans[("model",)].start
    try:
        model = video_model(name if isinstance(name, str) else "")
    except UnknownVideoModel:
        words = _("No model of the catalogue is called “%(name)s”.")
        raise PasteTrouble(body, at, words, name=str(name)[:60]) from None
    if model.variant and name not in model.wire_ids:
        fields["model"] = model.wire_id
    return model


def _check_shapes(
    body: str, parameters: Sequence[Parameter], fields: Mapping[str, Any], spans: Mapping[Path, Span]
) -> None:
    """A form has no place for a list where one value stands; everything else it can show."""
    for parameter in parameters:
        value: Any = fields
        for key in parameter.path:
            value = value.get(key) if isinstance(value, dict) else None
        if value is None or parameter.kind == "fixed" or not parameter.path:
            continue
        if words := _misshapen(parameter, value):
            raise PasteTrouble(body, spans[parameter.path].start, words)


def _misshapen(parameter: Parameter, value: Any) -> str:
    if parameter.kind in ("urls", "objects"):
        wanted = str if parameter.kind == "urls" else dict
        is_list = isinstance(value, list) and all(isinstance(item, wanted) for item in value)
        if not is_list:
            return _SHAPES[parameter.kind]
        rows = [item for item in value if isinstance(item, dict)]
        return next(
            (w for row in rows for p in parameter.parts if (w := _misshapen(p, row.get(p.path[-1])))), ""
        )
    if isinstance(value, dict | list):
        return _ONE
    is_text = parameter.kind in ("text", "url")
    return _TEXT if is_text and value is not None and not isinstance(value, str) else ""


def _drop_nothings(parameters: Sequence[Parameter], unknown: dict[str, Any]) -> None:
    """A known field that is null says as much as one that is not there."""
    for parameter in parameters:
        target: Any = unknown
        for key in parameter.path[:-1]:
            target = target.get(key) if isinstance(target, dict) else None
        if parameter.path and isinstance(target, dict) and target.get(parameter.path[-1], "") is None:
            del target[parameter.path[-1]]


def _typed(model: VideoModel, given: Mapping[str, Any]) -> dict[str, list[str]]:
    """The values as a form's fields hold them."""
    raw: dict[str, list[str]] = {}
    for parameter in model.parameters:
        value = given.get(parameter.name)
        if parameter.kind == "urls":
            raw[parameter.name] = [str(item) for item in value or ()]
        elif parameter.kind == "objects":
            for part in parameter.parts:
                name = parameter.name if part is parameter.parts[0] else f"{parameter.name}.{part.name}"
                raw[name] = [_text(item.get(part.name)) for item in value or ()]
        elif value is not None:
            raw[parameter.name] = [_text(value)]
    return raw


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


def reread(pasted: Pasted) -> list[Parameter]:
    """The fields that a form holds in another way than they were written: "6" is 6."""
    return [
        parameter
        for parameter in pasted.model.parameters
        if parameter.path in pasted.spans
        and parameter.kind not in ("fixed", "urls", "objects")
        and not same(pasted.given.get(parameter.name), pasted.values.get(parameter.name))
    ]
