"""The server's word about a form: what is wrong with it, what it costs, and the request it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from playground.catalogue.condition import filled_in, holds
from playground.catalogue.meaning import DURATION, RATIO, RESOLUTION, meant
from playground.catalogue.parameter import Parameter
from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.pricing import Prices, credits_text, quote
from playground.catalogue.validation import closed_choices, problems
from playground.catalogue.video_model import VideoModel
from playground.forms.compose import ComposeForm

ON_THE_BUTTON = (DURATION, RATIO, RESOLUTION)


@dataclass(frozen=True)
class ToldProblem:
    """One thing to mend, in the reader's language; `fix` holds values that would mend it."""

    field: str
    text: str
    fix: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class ServerWord:
    """`price` in milli-credits, None: unknown, which is shown as unknown and never as nothing."""

    problems: list[ToldProblem]
    closed: dict[str, dict[str, str]]
    price: int | None
    label: str
    request_text: str
    mode: str

    @property
    def price_text(self) -> str:
        """What stands on the button."""
        return price_text(self.price)

    @property
    def blocked_reason(self) -> str:
        """Why the button is closed; empty: it is open."""
        return self.problems[0].text if self.problems else ""


def price_text(price: int | None) -> str:
    """An estimate in words; unknown is unknown."""
    if price is None:
        return _("price unknown")
    return f"≈ {amount_text(price)}"


def amount_text(milli_credits: int) -> str:
    """An amount with its unit: 1000 → "1 credit", 2500 → "2.5 credits"."""
    words = ngettext("%(credits)s credit", "%(credits)s credits", 1 if milli_credits == 1000 else 2)
    return words % {"credits": credits_text(milli_credits)}


def word_on(form: ComposeForm, prices: Prices) -> ServerWord:
    """All that the server has to say about a form, from the one declaration."""
    values, model = form.values, form.model
    told = [ToldProblem("references", text) for text in form.trouble]
    told += [ToldProblem(p.field, p.words(_), p.fix) for p in problems(model, values)]
    price = quote(prices, model, values)
    return ServerWord(
        problems=told,
        closed={
            name: {str(v): _(why) for v, why in closed.items()}
            for name, closed in _closed(model, values).items()
        },
        price=price,
        label=label_of(model, values, price),
        request_text=request_text(request_fields(model, values)),
        mode=model.mode(values),
    )


def _closed(model: VideoModel, values: Mapping[str, Any]) -> Mapping[str, Mapping[Any, str]]:
    return {name: closed for name, closed in closed_choices(model, values).items() if closed}


def on_the_button(model: VideoModel) -> list[Parameter]:
    """What the button says of a request, in its order, whatever this model calls it."""
    return [p for wanted in ON_THE_BUTTON if (p := meant(model.parameters, wanted))]


def label_of(model: VideoModel, values: Mapping[str, Any], price: int | None) -> str:
    """What the button says after its first word: settings and price."""
    return " · ".join([*chosen(model, values), price_text(price)])


def chosen(model: VideoModel, values: Mapping[str, Any]) -> list[str]:
    """The settings that the button names."""
    full = filled_in(model.parameters, values)
    return [
        _spoken(p, values[p.name])
        for p in on_the_button(model)
        if values.get(p.name) is not None and holds(p.sent_when, full)
    ]


def _spoken(parameter: Parameter, value: Any) -> str:
    labels: dict[Any, str] = {c.value: c.label for c in parameter.choices}
    if label := labels.get(value):
        return _(label)
    return _("%(seconds)s s") % {"seconds": value} if isinstance(value, int) else str(value)
