"""The server's word about a form: what is wrong with it, what it costs, and the request it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from playground.catalogue.payload import request_fields, request_text
from playground.catalogue.pricing import Prices, credits_text, quote
from playground.catalogue.validation import closed_choices, problems
from playground.catalogue.video_model import VideoModel
from playground.forms.compose import ComposeForm

ON_THE_BUTTON = ("duration", "aspect_ratio", "resolution")


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
    return _("≈ %(credits)s credits") % {"credits": credits_text(price)}


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


def label_of(model: VideoModel, values: Mapping[str, Any], price: int | None) -> str:
    """What the button says after its first word: settings and price."""
    return " · ".join([*_chosen(model, values), price_text(price)])


def _chosen(model: VideoModel, values: Mapping[str, Any]) -> list[str]:
    labels: dict[str, dict[Any, str]] = {
        p.name: {c.value: c.label for c in p.choices} for p in model.parameters
    }
    return [
        _(labels[name].get(values.get(name), str(values.get(name))))
        for name in ON_THE_BUTTON
        if name in labels
    ]
