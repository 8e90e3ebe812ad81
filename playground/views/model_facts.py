"""What the models' pages say at a glance: lengths, shapes, sizes, a price, and whether the key may use it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from playground.catalogue import video_models
from playground.catalogue.parameter import Parameter, When
from playground.catalogue.pricing import Prices, quote
from playground.catalogue.rule import CountBetween, CountIn, Rule
from playground.catalogue.shared_material import EDIT, EXTEND, IMAGE, REFERENCES, TEXT
from playground.catalogue.validation import problems
from playground.catalogue.video_model import VideoModel
from playground.models import Connection

KINDS = {"text": TEXT, "image": IMAGE, "references": REFERENCES, "edit": EDIT, "extend": EXTEND}
FEW = 4


@dataclass(frozen=True)
class Glance:
    """One line of the list. `price` in milli-credits is that of the default request, which `for_what` names."""

    model: VideoModel
    kinds: list[str]
    lengths: str
    ratios: list[str]
    sizes: list[str]
    price: int | None
    for_what: str
    needs_material: bool
    key: str


def glances(does: str, prices: Prices, listed: Sequence[str] | None) -> list[tuple[str, list[Glance]]]:
    """The models that do one kind of thing, or all, grouped by maker in the order of the catalogue."""
    wanted = KINDS.get(does)
    found = [m for m in video_models() if wanted is None or wanted in {mode.name for mode in m.modes}]
    makers = list(dict.fromkeys(model.maker for model in found))
    found.sort(key=lambda model: makers.index(model.maker))
    return [
        (maker, [glance(model, prices, listed) for model in models])
        for maker, models in groupby(found, key=lambda model: model.maker)
    ]


def glance(model: VideoModel, prices: Prices, listed: Sequence[str] | None) -> Glance:
    """What a person wants to know of a model before opening its page."""
    values = {**model.defaults(), "prompt": "x"}
    ratio, size, length = (_found(model, name) for name in ("aspect_ratio", model.priced_by, "duration"))
    chosen = [_word(parameter) for parameter in (length, size) if parameter]
    return Glance(
        model=model,
        kinds=[_(name) for name in KINDS.values() if name in {mode.name for mode in model.modes}],
        lengths=_lengths(length),
        ratios=[str(value) for value in ratio.values if value != "adaptive"] if ratio else [],
        sizes=[_(choice.label) for choice in size.choices] if size else [],
        price=quote(prices, model, values),
        for_what=" · ".join(chosen),
        needs_material=bool(problems(model, values)),
        key=key_word(model, listed),
    )


def key_word(model: VideoModel, listed: Sequence[str] | None) -> str:
    """ "can", "some", "not" or "unasked": what the gateway last listed for the key in use."""
    if listed is None:
        return "unasked"
    ids = [model.names] if not model.variant else [(wire_id,) for wire_id in model.wire_ids]
    told = [any(name in listed for name in names) for names in ids]
    return "can" if all(told) else "some" if any(told) else "not"


def listed_ids(model: VideoModel, listed: Sequence[str] | None) -> list[str]:
    """Those of the model's ids that the gateway listed."""
    return [wire_id for wire_id in model.wire_ids if wire_id in (listed or ())]


def listed_by(connection: Connection) -> list[str] | None:
    """What the gateway last listed for this connection; None: never heard."""
    return connection.models_listed if isinstance(connection.models_listed, list) else None


def rules_in_words(model: VideoModel) -> list[str]:
    """What has to be true between the fields, each once."""
    return list(dict.fromkeys(words for rule in model.rules for words in _rule(model, rule)))


def range_of(parameter: Parameter) -> str:
    """The values of a parameter that lists none."""
    if parameter.least is not None and parameter.most is not None:
        return f"{parameter.least} – {parameter.most}"
    limit = f" ≤ {parameter.max_length}" if parameter.max_length else ""
    kinds = {
        "urls": _("list of addresses"),
        "objects": _("list of objects with an address"),
        "url": _("address"),
        "switch": _("on or off"),
    }
    return kinds.get(parameter.kind, _("text")) + limit


def _rule(model: VideoModel, rule: Rule) -> Iterator[str]:
    if isinstance(rule, CountIn):
        yield from (_(words) for words in rule.because.values())
    elif isinstance(rule, CountBetween) and "%(" in rule.because:
        labels = ", ".join(_(model.parameter(name).label) for name in rule.fields)
        words = {"what": labels, "most": rule.most, "when": ", ".join(_when(model, rule.when))}
        yield (
            _("%(what)s: at most %(most)s (%(when)s).") if rule.when else _("%(what)s: at most %(most)s.")
        ) % words
    else:
        yield _(rule.because)


def _when(model: VideoModel, when: When) -> Iterator[str]:
    """The condition's choices by their labels, and other fields by their names."""
    for name, test in when.items():
        parameter = model.parameter(name)
        labels: dict[object, str] = {choice.value: choice.label for choice in parameter.choices}
        yield from (
            (_(labels.get(value, str(value))) for value in test)
            if isinstance(test, tuple)
            else (_(parameter.label),)
        )


def _found(model: VideoModel, name: str) -> Parameter | None:
    return next((parameter for parameter in model.parameters if parameter.name == name), None)


def _lengths(parameter: Parameter | None) -> str:
    if parameter is None:
        return ""
    numbers = [value for value in parameter.values if isinstance(value, int) and value > 0]
    if 0 < len(numbers) <= FEW:
        return _("%(seconds)s s") % {"seconds": " · ".join(map(str, numbers))}
    least, most = parameter.least or min(numbers), parameter.most or max(numbers)
    return _("%(seconds)s s") % {"seconds": f"{least} – {most}"}


def _word(parameter: Parameter) -> str:
    labels = {choice.value: _(choice.label) for choice in parameter.choices}
    default = parameter.default
    if isinstance(default, str | int) and default in labels:
        return labels[default]
    return _("%(seconds)s s") % {"seconds": default}


def surcharges(model: VideoModel, prices: Prices) -> list[tuple[str, str]]:
    """What an option makes of the price, by the table: its name, with its value where it has several, and "× 1.5"."""
    factors: dict[str, int] = {}
    for wire_id in model.wire_ids:
        rate = prices.rate(model, wire_id)
        factors |= dict(rate.factors) if rate else {}
    return [(_option(model, name), f"× {factor / 1000:g}") for name, factor in factors.items()]


def _option(model: VideoModel, told: str) -> str:
    name, _is, value = told.partition("=")
    parameter = _found(model, name)
    if parameter is None:
        return told
    chosen = next((_(choice.label) for choice in parameter.choices if str(choice.value) == value), value)
    return _(parameter.label) + (f" · {_('off') if chosen == 'off' else chosen}" if chosen else "")
