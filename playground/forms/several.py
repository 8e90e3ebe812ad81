"""How many takes one click makes, of which models, and what all of them cost: the rest of the server's word."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from playground import connection
from playground.catalogue import video_models
from playground.catalogue.carry import carry
from playground.catalogue.pricing import Prices, credits_text, left_out, quote
from playground.catalogue.problem import Problem
from playground.catalogue.validation import problems
from playground.catalogue.video_model import VideoModel
from playground.forms.budget import UNLIMITED, MonthWord, month_on
from playground.forms.compose import ComposeForm
from playground.forms.paid import already_paid
from playground.forms.prices import AmountTrouble, amount_of
from playground.forms.rehearsing import Rehearsal, rehearsal_on
from playground.forms.trays import attached_anew
from playground.forms.word import ServerWord, ToldProblem, chosen, label_of, price_text, word_on
from playground.models import Generation
from playground.models.asking import Attached
from playground.models.budget import total
from playground.models.money import money_settings
from playground.models.several import MOST, within


@dataclass(frozen=True)
class Part:
    """One take to make."""

    model: VideoModel
    values: dict[str, Any]
    attached: Sequence[Attached]
    price: int | None


@dataclass(frozen=True)
class Order:
    """`parts`, in the order in which the budget is spent: one of each model, then the next of each.

    `fitting` of them are made. The texts are as they were typed.
    """

    count_text: str
    budget_text: str
    also: tuple[str, ...]
    offers: tuple[VideoModel, ...]
    parts: tuple[Part, ...]
    budget: int | None
    notes: tuple[str, ...]
    troubles: tuple[ToldProblem, ...]

    @property
    def fitting(self) -> int:
        """How many the budget lets be made."""
        return within([part.price for part in self.parts], self.budget)

    @property
    def prices(self) -> list[int | None]:
        """Of those, in their order."""
        return [part.price for part in self.parts[: self.fitting]]

    @property
    def total(self) -> int | None:
        """Milli-credits of those; None as soon as one is unknown."""
        return total(self.prices)

    @property
    def is_batch(self) -> bool:
        return len(self.parts) > 1

    @property
    def is_open(self) -> bool:
        """Whether the fold has something to show."""
        return self.is_batch or bool(self.budget_text or self.troubles)


@dataclass(frozen=True)
class Gate:
    """The second deliberate step above a threshold; `value` is what the ticked box posts."""

    needed: bool = False
    value: str = ""
    price: str = ""
    ticked: bool = False
    missed: bool = False

    @property
    def stops(self) -> bool:
        return self.needed and not self.ticked


@dataclass(frozen=True)
class OrderedWord(ServerWord):
    """The server's word with the whole order. `paid`: finished takes of exactly this request, the newest first."""

    order: Order
    gate: Gate
    paid: tuple[Generation, ...]
    unpriced: tuple[str, ...] = ()  # options that the estimate leaves out
    rehearsal: Rehearsal | None = None
    month: MonthWord = UNLIMITED

    def held_up(self) -> "OrderedWord":
        """The same after a click that was not confirmed."""
        return replace(self, gate=replace(self.gate, missed=self.gate.stops))

    def unconfirmed(self) -> "OrderedWord":
        """The same for the next click, which is to be confirmed anew."""
        return replace(self, gate=replace(self.gate, ticked=False))


def word_with_order(form: ComposeForm) -> OrderedWord:
    """All that the server has to say about a form."""
    prices = connection.prices(form.workspace)
    word = word_on(form, prices)
    order = order_on(form, prices, video_models())
    if rehearsal := rehearsal_on(form):
        return _rehearsed(form, word, order, rehearsal)
    told = [*word.problems, *([] if word.problems else order.troubles)]
    label = word.label
    if order.is_batch:
        count = order.fitting
        takes = ngettext("%(count)d take", "%(count)d takes", count) % {"count": count}
        label = f"{takes} · {label_of(form.model, form.values, order.total)}"
    paid = () if told else already_paid(form)
    whole = {**word.__dict__, "problems": told, "price": order.total, "label": label}
    whole |= {"unpriced": _unpriced(order, prices), "month": month_on(form, order.prices)}
    return OrderedWord(**whole, order=order, gate=_gate(form, order), paid=paid)


def _unpriced(order: Order, prices: Prices) -> tuple[str, ...]:
    found = [
        (part.model.name, _(part.model.parameter(name).label))
        for part in order.parts
        if part.price is not None
        for name in left_out(prices, part.model, part.values)
    ]
    named = len({part.model.slug for part in order.parts}) > 1
    return tuple(dict.fromkeys(f"{model}: {label}" if named else label for model, label in found))


def _rehearsed(form: ComposeForm, word: ServerWord, order: Order, rehearsal: Rehearsal) -> OrderedWord:
    """The word on a rehearsal: the one thing that can be wrong is that no recording shows this."""
    told = [ToldProblem("prompt", rehearsal.reason)] if rehearsal.reason else []
    label = " · ".join([*chosen(form.model, form.values), rehearsal.on_the_button])
    whole = {**word.__dict__, "problems": told, "price": 0, "label": label}
    return OrderedWord(**whole, order=order, gate=Gate(), paid=(), rehearsal=rehearsal)


def order_on(form: ComposeForm, prices: Prices, catalogue: Sequence[VideoModel]) -> Order:
    """What the fold "Several at once" asks for, of these models."""
    post = form.ordered
    also = tuple(post.getlist("also")) if hasattr(post, "getlist") else ()
    offers = tuple(model for model in catalogue if model not in (form.panel, form.model))
    troubles: list[ToldProblem] = []
    count = _count(post.get("count", ""), troubles)
    budget = _budget(post.get("budget", ""), troubles)
    first = Part(form.model, form.values, form.attached, quote(prices, form.model, form.values))
    others, notes = _others(form, [model for model in offers if model.slug in also], prices, troubles)
    parts = (first, *others) * count
    if len(parts) > MOST:
        words = _("That makes %(count)d takes; one click makes at most %(most)d.")
        troubles.append(ToldProblem("count", words % {"count": len(parts), "most": MOST}))
    troubles += _over(parts, budget)
    made = within([part.price for part in parts], budget)
    if 0 < made < len(parts):
        words = _("The budget is enough for %(made)d of %(wanted)d takes; the others are not made.")
        notes.append(words % {"made": made, "wanted": len(parts)})
    typed = {"count_text": post.get("count", "") or "1", "budget_text": post.get("budget", "")}
    return Order(
        **typed,
        also=also,
        offers=offers,
        parts=parts,
        budget=budget,
        notes=tuple(notes),
        troubles=tuple(troubles),
    )


def _count(typed: str, troubles: list[ToldProblem]) -> int:
    typed = typed.strip() or "1"
    if typed.isascii() and typed.isdecimal() and 1 <= int(typed[:4]) <= MOST:
        return int(typed)
    troubles.append(
        ToldProblem("count", _("Takes: write a whole number from 1 to %(most)d.") % {"most": MOST})
    )
    return 1


def _budget(typed: str, troubles: list[ToldProblem]) -> int | None:
    try:
        return amount_of(typed)
    except AmountTrouble as trouble:
        troubles.append(ToldProblem("budget", _("Budget: %(words)s") % {"words": trouble}))
        return None


def _over(parts: Sequence[Part], budget: int | None) -> list[ToldProblem]:
    """Why a budget lets nothing be made."""
    if budget is None or within([part.price for part in parts], budget):
        return []
    price = parts[0].price
    if price is None:
        words = _(
            "A budget can't be kept while the price is unknown. Set the price, or leave the budget empty."
        )
        return [ToldProblem("budget", words)]
    words = _("The budget of %(budget)s credits is less than one take costs: %(price)s.")
    told = {"budget": credits_text(budget), "price": price_text(price)}
    return [ToldProblem("budget", words % told)]


def _others(
    form: ComposeForm, models: Sequence[VideoModel], prices: Prices, troubles: list[ToldProblem]
) -> tuple[list[Part], list[str]]:
    """The same request for further models; what a model does not take is left out and said."""
    parts, notes = [], []
    for model in models:
        carried = carry(form.model, form.values, model)
        values = dict(carried.values)
        attached = attached_anew(form.attached, carried)
        parts.append(Part(model, values, attached, quote(prices, model, values)))
        troubles += [ToldProblem("also", _of(model, problem)) for problem in problems(model, values)]
        notes += [_of(model, note) for note in carried.notes]
    return parts, notes


def _of(model: VideoModel, problem: Problem) -> str:
    return _("%(name)s: %(words)s") % {"name": model.name, "words": problem.words(_)}


def _gate(form: ComposeForm, order: Order) -> Gate:
    """Whether this click has to be confirmed; an unknown price may lie above any threshold."""
    above = money_settings(form.workspace).confirm_above
    if above is None or (order.total is not None and order.total <= above):
        return Gate()
    value = "unknown" if order.total is None else str(order.total)
    posted = form.ordered.get("confirmed", "")
    return Gate(True, value, price_text(order.total), posted == value)
