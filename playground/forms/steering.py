"""A request's JSON as the composer's second steering wheel: the form that it makes, and marks on its lines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from playground.catalogue import video_models
from playground.catalogue.extra import EXTRA, names_in
from playground.catalogue.json_text import Path, Span
from playground.catalogue.parameter import Parameter, Scalar
from playground.catalogue.pasting import Pasted, PasteTrouble, paste, reread
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.turning import unturned
from playground.catalogue.validation import problems
from playground.catalogue.video_model import VideoModel
from playground.forms.compose import ComposeForm
from playground.models import GatewayUpload, Reference
from playground.models.asking import Attached


@dataclass(frozen=True)
class Fix:
    """What a button puts in place of a piece of the text; places count as a browser's strings do."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True)
class Mark:
    """Something to say about one line: `kind` is broken, unknown or read."""

    line: int
    kind: str
    words: str
    fix: Fix | None = None


@dataclass(frozen=True)
class Steered:
    """The form that follows a text, and what stands beside the text."""

    form: ComposeForm
    text: str
    rewritten: bool
    marks: list[Mark]
    told: list[str]

    @property
    def lines(self) -> list[tuple[int, str]]:
        """Each line's number, and the gravest kind of mark that it has."""
        return lines_of(self.text, self.marks)

    @property
    def blocked(self) -> str:
        """What is wrong with the text; a form may hold something else in its place, which nobody wrote."""
        return next((mark.words for mark in self.marks if mark.kind == "broken"), "")


def lines_of(text: str, marks: list[Mark]) -> list[tuple[int, str]]:
    """(number, kind of mark or nothing) for the gutter."""
    order = {"broken": 0, "read": 1, "unknown": 2}
    kinds: dict[int, str] = {}
    for mark in sorted(marks, key=lambda mark: -order[mark.kind]):
        kinds[mark.line] = mark.kind
    return [(number, kinds.get(number, "")) for number in range(1, text.count("\n") + 2)]


def steer(form: ComposeForm, text: str) -> Steered:
    """What a text makes of a form. Raises PasteTrouble."""
    pasted = paste(text, form.panel)
    panel, values = unturned(video_models(), pasted.model, pasted.values)
    files = {p.name for p in panel.parameters if p.takes}
    start: dict[str, Any] = {name: value for name, value in values.items() if name not in files}
    start |= {name: form[name].value() or "" for name in ("parent", "edge", "comment")}
    start["attached"] = _attached(form, panel, values, pasted)
    fresh = ComposeForm.fresh(panel, form.user, form.workspace, start)
    fresh.ordered = form.data  # how many, of which models, within which budget
    marks = sorted(_marks(pasted), key=lambda mark: mark.line)
    return Steered(fresh, pasted.text, pasted.rewritten, marks, [_(words) for words in pasted.told])


def trouble_mark(trouble: PasteTrouble) -> Mark:
    """Why a text cannot be read, at its place."""
    return Mark(trouble.line, "broken", trouble_words(trouble))


def trouble_words(trouble: PasteTrouble) -> str:
    """The same as a sentence that names line and column."""
    told = {"line": trouble.line, "column": trouble.column, "words": _(trouble.words) % trouble.params}
    return _("Line %(line)s, column %(column)s: %(words)s") % told


def base_text(form: ComposeForm) -> str:
    """The request that this one started from: its parent's, or the untouched form's."""
    take = form.parent_take
    model, values = (take.known_model, take.values) if take else (form.panel, form.panel.defaults())
    if model is None:
        return take.request_body if take else ""
    return request_text(request_fields(model, values))


def _attached(
    form: ComposeForm, panel: VideoModel, values: Mapping[str, Any], pasted: Pasted
) -> list[Attached]:
    """What a text names as attached: files of the form by their names, uploads by their address, or an address."""
    here = list(form.panel_attached)
    found = []
    for parameter in panel.parameters:
        rows = values.get(parameter.name) if parameter.takes else None
        for row in rows if isinstance(rows, list) else [rows] if rows else []:
            first = parameter.parts[0].name if isinstance(row, dict) else ""
            address = str(row[first] if isinstance(row, dict) else row)
            parts = {k: _as_typed(v) for k, v in row.items() if k != first} if isinstance(row, dict) else {}
            attached = _named(form, here, address)
            if attached is None:
                words = _("“%(name)s” is not attached to this form. Add the file, or write an address.")
                at = max(0, pasted.text.find(address))
                raise PasteTrouble(pasted.text, at, words, name=address[:80])
            found.append(replace(attached, field=parameter.name, parts=parts))
    return found


def _as_typed(value: Scalar) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "" if value is None else str(value)


def _named(form: ComposeForm, here: list[Attached], address: str) -> Attached | None:
    kept = next((each for each in here if each.wire == address), None)
    if kept:
        here.remove(kept)
        return kept
    if address.startswith("upload:"):
        named = Reference.objects.filter(workspace=form.workspace, name=address.removeprefix("upload:"))
        reference = named.select_related("blob").order_by("-created_at").first()
        return Attached(reference) if reference else None
    ups = GatewayUpload.objects.filter(connection__workspace=form.workspace, url=address).values("blob")
    mine = Reference.objects.filter(workspace=form.workspace, blob__in=ups).select_related("blob")
    reference = mine.order_by("-created_at").first()
    return Attached(reference) if reference else Attached(url=address)


def _marks(pasted: Pasted) -> Iterator[Mark]:
    model = pasted.model
    for problem in problems(model, pasted.values):
        parameter = model.parameter(problem.field) if problem.field else None
        span = pasted.spans.get(parameter.path) if parameter else None
        fix = _fix(pasted, parameter, span, problem.fix) if parameter and span and problem.fix else None
        yield Mark(_line(pasted.text, span), "broken", problem.words(_), fix)
    for parameter in reread(pasted):
        span = pasted.spans[parameter.path]
        value = pasted.values.get(parameter.name)
        told = {"given": pasted.text[span.start : span.end], "value": _json(value)}
        fix = _fix(pasted, parameter, span, {parameter.name: value})
        yield Mark(_line(pasted.text, span), "read", _("%(given)s is read as %(value)s.") % told, fix)
    sent = request_fields(model, pasted.values)
    for parameter in model.parameters:
        span, value = pasted.spans.get(parameter.path), pasted.values.get(parameter.name)
        if (
            span
            and parameter.kind != "fixed"
            and value != parameter.fresh_default()
            and not _at(sent, parameter.path)
        ):
            words = _("%(label)s is not sent beside the other settings.") % {"label": _(parameter.label)}
            yield Mark(_line(pasted.text, span), "read", words)
    for name in names_in(pasted.values.get(EXTRA)):
        yield Mark(_line(pasted.text, _span_named(pasted.spans, name)), "unknown", unknown_words(name))


def unknown_words(name: str) -> str:
    """What is said of a field that no declaration knows."""
    return _("%(name)s is not known to this model; it is sent as it stands.") % {"name": name}


def _span_named(spans: Mapping[Path, Span], name: str) -> Span | None:
    """Of several with one name, in a list for one, the first."""
    named = (path for path in spans if ".".join(key for key in path if isinstance(key, str)) == name)
    return min(
        (spans[path] for path in named if isinstance(path[-1], str)), key=lambda s: s.key, default=None
    )


def _line(text: str, span: Span | None) -> int:
    return text.count("\n", 0, span.key) + 1 if span else 1


def _fix(pasted: Pasted, parameter: Parameter, span: Span, values: Mapping[str, Any]) -> Fix:
    """The same text with another value, or without the field where the mend is to leave it out."""
    sent = request_fields(pasted.model, {**pasted.values, **values})
    value: Any = _at(sent, parameter.path)
    if value is not None:
        written = _json(value)
        shown = written if len(written) <= 24 else ""
        label = _("Use %(value)s") % {"value": shown} if shown else _("Mend it")
        return Fix(_units(pasted.text, span.start), _units(pasted.text, span.end), written, label)
    start, end, text = span.key, span.end, pasted.text
    after, before = text[end:].lstrip(), text[:start].rstrip()
    if after.startswith(","):
        end = len(text) - len(after) + 1
        end += len(text[end:]) - len(text[end:].lstrip())
    elif before.endswith(","):
        start = len(before) - 1
    return Fix(_units(text, start), _units(text, end), "", _("Leave it out"))


def _at(fields: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        fields = fields.get(key) if isinstance(fields, dict) else None
    return fields


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _units(text: str, place: int) -> int:
    """A place counted in the units of a browser's strings."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
